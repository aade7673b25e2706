"""What may be written about a Lex Sarah report until its investigation is complete (sv. *Lex Sarah-rapport*)."""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.lex_sarah.codes import CauseArea, ConsequenceKind
from domain.lex_sarah.report import LexSarahReport

_STAFF = example_id("/staff", "staff_id")
_MANAGER = example_id("/staff/managers", "staff_id")
_CASE = example_id("/cases", "case_id")
_UNIT = example_id("/units", "unit_id")
_REPORTS = "/lex-sarah-reports"
_ONE = _REPORTS + "/{report_id}"
_SIMPLE = "simplified"
"""The further example of the stream: one that is investigated in the simplified way."""
_DAY = "2026-04-20"

_REPORTED = {
    "unit": _UNIT, "noticed_at": {"on": _DAY, "at": "08:40:00", "precision": "minute"},
    "occurred": {"on": "2026-03-01", "precision": "month"}, "occurred_to": {"on": "2026-04-17"},
    "event_text": "Under sex veckor finns ingen anteckning, så det går inte att visa att insatsen gavs.", "affected": "cases",
    "case_ids": [_CASE], "noticed_how": "commissioner", "immediate_text": "Klienten kontaktades samma dag.",
    "lex_report_channel": "oral", "outside_reporter_name": "Vera Volontär", "outside_reporter_role": "volontär",
    "lex_reporter_unit_id": _UNIT,
}
_RECEIVED = {"receiver_id": _STAFF, "acknowledgement": "Muntligt vid samtalet.", "receiver_in_conflict": False}
_ASSESSED = {
    "provisional_degree": "tangible_risk_serious", "ivo_obvious": False, "urgent_need": False, "police_report": False,
    "child_concern_report": False, "investigation_form": "standard",
    "assessment_motivation": "Det går inte att visa att insatsen gavs. Inget tyder på brott eller på att ett barn far illa.",
}
_ASSIGNED = {"investigator_id": _STAFF, "mandate": "Utreda det som hände under våren.", "independent": True}
_FINDING = {
    "occurred": {"on": "2026-03-01", "precision": "month"}, "finding_kind": "event",
    "lex_finding": "Det finns ingen anteckning efter den 27 februari.", "finding_source": "Journalen, läst den 20 april.",
}

WRITES: tuple[Write, ...] = (
    Write(
        _REPORTS, LexSarahReport.submit, "Lämna en Lex Sarah-rapport, egen eller någon annans", _REPORTED,
        new_ids=("report_id",), on=_DAY, begins=True,
        more={_SIMPLE: {
            "unit": _UNIT, "noticed_at": {"on": _DAY}, "occurred": {"on": "2026-04-17"}, "affected": "unknown",
            "event_text": "Ett utskrivet schema låg kvar i skrivaren.", "noticed_how": "own_observation", "immediate_text": None,
            "lex_reporter_id": _MANAGER, "lex_reporter_unit_id": _UNIT,
        }},
    ),
    Write(
        _ONE + "/supplements", LexSarahReport.supplement, "Komplettera en rapport",
        {"supplement_text": "Även första veckan i april saknas."}, on=_DAY,
    ),
    Write(
        _ONE + "/receipts", LexSarahReport.receive, "Bekräfta att en rapport är mottagen", _RECEIVED, on=_DAY,
        also={_SIMPLE: _RECEIVED},
    ),
    Write(
        _ONE + "/registrations", LexSarahReport.register, "Ge en rapport dess diarienummer",
        {"registry_number": "SN 2026/112"}, on=_DAY,
    ),
    Write(
        _ONE + "/links", LexSarahReport.link, "Koppla en rapport till en annan om samma händelse",
        {"main_report_id": example_id(f"{_REPORTS}/{_SIMPLE}", "report_id"), "link_reason": "Samma vecka och samma enhet."},
        on=_DAY,
    ),
    Write(
        _ONE + "/strikings", LexSarahReport.strike_entry, "Stryk en felaktig uppgift; rapporten själv och stegen stryks aldrig",
        {"entry_id": example_id(_ONE + "/links"), "reason": "Det var inte samma händelse."}, new_ids=(), on=_DAY,
    ),
    Write(
        _ONE + "/transfers", LexSarahReport.propose_transfer, "Överlämna en rapport till den nämnd den hör till",
        {"transferred_to": "Äldrenämnden", "transfer_reason": "Insatsen kan ha getts av hemtjänsten."}, on=_DAY,
    ),
    Write(
        _ONE + "/transfer-answers", LexSarahReport.answer_transfer, "Skriv in om den andra nämnden tar över rapporten",
        {"transfer_accepted": False, "transfer_answer": "Insatsen gavs inte av hemtjänsten."}, on="2026-04-21",
    ),
    Write(
        _ONE + "/assessments", LexSarahReport.assess, "Gör den första bedömningen av en rapport", _ASSESSED, on="2026-04-21",
        also={_SIMPLE: {
            **_ASSESSED, "provisional_degree": "no_misconduct", "investigation_form": "simplified",
            "assessment_motivation": "Schemat innehöll inga uppgifter om enskilda.",
        }},
    ),
    Write(
        _ONE + "/form-changes", LexSarahReport.change_form, "Ändra hur grundligt en rapport utreds",
        {"investigation_form": "standard", "form_motivation": "Den som rapporterade vill veta mer."}, on="2026-04-21",
        of=_SIMPLE, more={"back": {"investigation_form": "simplified", "form_motivation": "Hon har fått svar."}},
    ),
    Write(
        _ONE + "/investigators", LexSarahReport.assign_investigator, "Utse en utredare; åtkomsten flyttas", _ASSIGNED,
        on="2026-04-21", also={_SIMPLE: _ASSIGNED},
    ),
    Write(
        _ONE + "/conflicts", LexSarahReport.declare_conflict, "Anmäl jäv",
        {"conflicted_id": _MANAGER, "conflict_text": "Planerade bemanningen den våren."}, on="2026-04-21",
    ),
    Write(
        _ONE + "/accesses", LexSarahReport.grant_access, "Ge någon åtkomst till ett Lex Sarah-ärende",
        {"accessor_id": _MANAGER, "access_level": "status", "access_reason": "Ska genomföra åtgärder."}, on="2026-04-21",
        of=_SIMPLE,
    ),
    Write(
        _ONE + "/access-endings", LexSarahReport.end_access, "Avsluta någons åtkomst",
        {"accessor_id": _MANAGER, "access_reason": "Har gått vidare till en annan enhet."}, on="2026-04-21", of=_SIMPLE,
    ),
    Write(
        _ONE + "/affected", LexSarahReport.state_affected, "Ange på nytt vilka som berörs",
        {"affected": "cases", "case_ids": [_CASE], "affected_reason": "Alla akter vid enheten är granskade."}, on="2026-04-22",
    ),
    Write(
        _ONE + "/findings", LexSarahReport.record_finding, "Skriv in en iakttagelse i utredningen",
        {**_FINDING, "case_id": _CASE}, on="2026-04-22",
        more={
            "expected": {
                "occurred": {"on": "2026-03-01", "precision": "month"}, "finding_kind": "expected",
                "lex_finding": "Varje möte skulle ha antecknats inom sju dagar.", "finding_source": "Journalrutinen, version 1.",
            },
            "deviation": {
                "occurred": {"on": "2026-03-01", "precision": "month"}, "finding_kind": "deviation",
                "lex_finding": "Sex möten är inte antecknade.", "finding_source": "Bokningarna jämförda med journalen.",
            },
        },
        also={_SIMPLE: {
            "occurred": {"on": "2026-04-17"}, "finding_kind": "event", "lex_finding": "Schemat hade bara personalens tider.",
            "finding_source": "Utskriften.",
        }},
    ),
    Write(
        _ONE + "/interviews", LexSarahReport.hold_interview, "Skriv in vad någon berättade i utredningen",
        {
            "occurred": {"on": "2026-04-22"}, "interviewed_role": "staff",
            "interview_text": "Ingen ersättare var utsedd när den ansvariga blev sjuk.",
        },
        on="2026-04-22",
    ),
    Write(
        _ONE + "/documents", LexSarahReport.add_document, "Hänvisa till ett underlag i utredningen",
        {
            "document_title": "Journalrutinen", "document_reference": "Version 1", "document_shows": "Anteckning inom sju dagar.",
        },
        on="2026-04-22",
    ),
    Write(
        _ONE + "/cause-analyses", LexSarahReport.analyse_causes, "Ange orsakerna, område för område",
        {
            "cause_areas": [
                {
                    "area": area.value, "found": area is CauseArea.PROCEDURES,
                    "text": "Rutinen säger inte vem som skriver när den ansvariga är borta."
                    if area is CauseArea.PROCEDURES else "Prövat: ingen orsak här.",
                }
                for area in CauseArea
            ],
            "contributing_factors": ["routine_missing", "workload"],
        },
        on="2026-04-23",
    ),
    Write(
        _ONE + "/consequences", LexSarahReport.assess_consequences, "Bedöm konsekvenserna för en som berörs",
        {
            "case_id": _CASE, "child_concerned": False, "individual_view": "Jag visste inte vem jag skulle ringa.",
            "consequences": [
                {"kind": kind.value, "extent": "actual", "text": "Oro för att inte få hjälp."}
                if kind is ConsequenceKind.PSYCHOLOGICAL else {"kind": kind.value, "extent": "none"}
                for kind in ConsequenceKind
            ],
        },
        on="2026-04-23",
    ),
    Write(
        _ONE + "/recurrence-assessments", LexSarahReport.assess_recurrence, "Bedöm risken för att det händer igen",
        {
            "happened_before": "no", "recurrence_probability": 3, "recurrence_severity": 3,
            "recurrence_method": "Riskmatris 4 × 4", "recurrence_method_version": "2026",
            "recurrence_text": "Troligt vid nästa sjukfrånvaro om rutinen inte ändras.",
        },
        on="2026-04-23",
    ),
)
