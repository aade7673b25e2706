"""The words of the handling of Lex Sarah reports, and a report as the register lists it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.lex_sarah.state import LexSarahState
from domain.policies import Policy
from projections.json_values import as_json
from projections.lex_sarah_timers import steps_document

HEADINGS: Mapping[str, str] = {
    "lex_sarah.report_submitted": "Lex Sarah-rapport lämnad",
    "lex_sarah.report_supplemented": "Lex Sarah-rapport kompletterad",
    "lex_sarah.report_received": "Lex Sarah-rapport mottagen",
    "lex_sarah.report_registered": "Lex Sarah-rapport diarieförd",
    "lex_sarah.transfer_proposed": "Rapport överlämnad till annan nämnd",
    "lex_sarah.transfer_answered": "Svar på överlämnad rapport",
    "lex_sarah.report_linked": "Rapport kopplad till en annan",
    "lex_sarah.deviation_linked": "Avvikelse överförd till lex Sarah",
    "lex_sarah.affected_stated": "Berörda angivna",
    "lex_sarah.initial_assessment_made": "Första bedömning av rapport",
    "lex_sarah.investigation_form_changed": "Utredningsform ändrad",
    "lex_sarah.investigator_assigned": "Lex Sarah-utredare utsedd",
    "lex_sarah.conflict_declared": "Jäv anmält",
    "lex_sarah.access_granted": "Åtkomst till Lex Sarah-ärende given",
    "lex_sarah.access_ended": "Åtkomst till Lex Sarah-ärende avslutad",
    "lex_sarah.finding_recorded": "Iakttagelse i utredningen",
    "lex_sarah.interview_held": "Utredningssamtal",
    "lex_sarah.document_added": "Underlag i utredningen",
    "lex_sarah.causes_analysed": "Orsaksanalys",
    "lex_sarah.consequences_assessed": "Konsekvenser för den enskilde",
    "lex_sarah.recurrence_assessed": "Risk för upprepning",
    "lex_sarah.investigation_completed": "Lex Sarah-utredning klar",
    "lex_sarah.returned_for_supplement": "Komplettering av utredningen begärd",
    "lex_sarah.misconduct_decided": "Beslut i Lex Sarah-ärende",
    "lex_sarah.degree_escalated": "Graden höjd",
    "lex_sarah.report_closed": "Lex Sarah-ärende avslutat",
    "lex_sarah.report_reopened": "Lex Sarah-ärende återupptaget",
    "lex_sarah.entry_struck": "Uppgift i Lex Sarah-ärende struken",
}
FIELD_LABELS: Mapping[str, str] = {
    "submitted_on": "Rapporterad",
    "lex_reporter_name": "Rapportör",
    "lex_reporter_title": "Rapportörens befattning",
    "lex_report_channel": "Rapporten lämnades",
    "writer_name": "Nedskriven av",
    "writer_title": "Nedskrivarens befattning",
    "noticed_at": "Uppmärksammades",
    "occurred_to": "Hände till och med",
    "event_text": "Vad som hände eller riskerar att hända",
    "affected": "Berörda",
    "noticed_how": "Uppmärksammades genom",
    "immediate_text": "Gjordes genast",
    "supplemented_on": "Kompletterad",
    "supplement_text": "Komplettering",
    "lex_received_on": "Rapporten mottagen",
    "acknowledgement": "Bekräftelse till rapportören",
    "receiver_in_conflict": "Mottagaren är jävig",
    "conflict_text": "Vari jävet består",
    "transfer_proposed_on": "Överlämnad",
    "transferred_to": "Mottagande nämnd",
    "transfer_reason": "Skäl till överlämnandet",
    "transfer_answered_on": "Svarade",
    "transfer_accepted": "Tar över",
    "transfer_answer": "Den andra nämndens svar",
    "linked_on": "Kopplad",
    "link_reason": "Varför det är samma händelse",
    "deviation_linked_on": "Avvikelsen kopplad",
    "affected_reason": "Hur de berörda är kända",
    "initially_assessed_on": "Första bedömning",
    "provisional_degree": "Preliminär grad",
    "ivo_obvious": "Anmälan till IVO är uppenbar",
    "urgent_need": "Akut behov av stöd eller vård",
    "police_report": "Polisanmälan",
    "child_concern_report": "Orosanmälan för barn",
    "investigation_form": "Utredningsform",
    "assessment_motivation": "Motivering till bedömningen",
    "form_changed_on": "Formen ändrad",
    "form_motivation": "Motivering till formen",
    "investigator_assigned_on": "Utredare från",
    "investigator_name": "Utredare",
    "investigator_title": "Utredarens befattning",
    "independent": "Oberoende av enheten",
    "not_independent_reason": "Varför utredaren utreder ändå",
    "conflict_declared_on": "Jäv anmält den",
    "conflicted_name": "Jävig",
    "conflicted_title": "Den jävigas befattning",
    "access_from": "Åtkomst från",
    "access_to": "Åtkomst till",
    "accessor_name": "Åtkomst för",
    "accessor_title": "Befattning hos den med åtkomst",
    "access_level": "Åtkomstens omfattning",
    "access_reason": "Skäl för åtkomsten",
    "finding_kind": "Slag av iakttagelse",
    "lex_finding": "Iakttagelse",
    "finding_source": "Varifrån det är känt",
    "interviewed_role": "Samtal med",
    "interview_text": "Vad som kom fram",
    "document_title": "Underlag",
    "document_shows": "Vad underlaget visar",
    "cause_areas": "Orsaksområden",
    "contributing_factors": "Bidragande faktorer",
    "no_cause_reason": "Varför ingen orsak har hittats",
    "area": "Område",
    "found": "Orsak finns här",
    "consequences": "Konsekvenser",
    "extent": "Utfall",
    "individual_not_heard_reason": "Varför den enskilde inte är hörd",
    "child_concerned": "Barn berörs",
    "happened_before": "Har hänt förut",
    "recurrence_probability": "Sannolikhet för upprepning",
    "recurrence_severity": "Allvarlighet vid upprepning",
    "recurrence_method": "Bedömningsmetod",
    "recurrence_method_version": "Metodens version",
    "recurrence_text": "Bedömning av risken för upprepning",
    "investigation_version": "Utredningens version",
    "investigated_on": "Utredningen klar",
    "investigation_summary": "Utredningens sammanfattning",
    "proposed_degree": "Föreslagen grad",
    "proposal_motivation": "Motivering till förslaget",
    "no_measures_reason": "Varför inga fler åtgärder görs",
    "supplement_asked_on": "Komplettering begärd",
    "supplement_reason": "Vad som ska kompletteras",
    "degree": "Grad",
    "degree_motivation": "Motivering till graden",
    "notify_ivo": "Anmäls till IVO",
    "ivo_motivation": "Motivering till beslutet om IVO",
    "escalated_on": "Graden höjd den",
    "escalation_motivation": "Motivering till höjningen",
    "lessons": "Lärdomar",
    "reopen_reason": "Skäl att återuppta",
    "reopen_text": "Varför ärendet återupptas",
    "struck_on": "Struken",
}
TEXT_LABELS: Mapping[str, str] = {"reporter": "Rapportör"}


def report_summary(report: LexSarahState, day: date) -> dict[str, Any]:
    """A report as a list shows it: how far it has come and what is late, and neither who reported it nor any text of it."""
    handling = report.handling
    return {
        "lex_sarah_report": as_json(report.id), "version": report.version, "unit": as_json(report.unit),
        "registry_number": handling.registered and handling.registered.registry_number,
        "state": handling.state.value, "state_in_words": handling.state.swedish,
        "degree": as_json(handling.degree), "degree_in_words": handling.degree and handling.degree.swedish,
        "submitted_on": as_json(report.report and report.report.submitted_on),
        "closed_on": as_json(handling.closing and handling.closing.closed_on),
        "investigation_version": handling.version_number, "deviations": as_json(handling.deviations),
        "left": {name: list(report.left_in(region)) for name, region in zip(_REGIONS, report.regions, strict=True)},
    }


def steps_by_bounds(report: LexSarahState, day: date, policy: Policy) -> dict[str, Any]:
    """What the bounds of a day say of a report: its times, with how late each is."""
    return {"steps": steps_document(report.steps(policy), day)}


_REGIONS = ("handling", "ivo", "measures", "individuals", "feedback")
