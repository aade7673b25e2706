"""Lex Sarah in 2026 (sv. *lex Sarah*): the summer gap is being investigated, another report is closed; deviations below them."""

from __future__ import annotations

from base64 import b64encode
from datetime import date
from typing import Any
from uuid import UUID

from adapters.demo.casefile import Town, at, on
from adapters.demo.cast import UNIT_NAME
from adapters.demo.luck import Luck
from adapters.demo.overseers import Overseers
from domain.base import Purpose
from domain.case.case import Case
from domain.deviation.deviation import Deviation
from domain.lex_sarah.codes import CauseArea, DocumentKind
from domain.lex_sarah.documents import GivenDocument
from domain.lex_sarah.report import LexSarahReport

_NOTICED = date(2026, 8, 12)
_SENT_ON = date(2026, 8, 21)
_NOTIFICATION = "Anmälan enligt 27 kap. 6 § SoL. Utredningen kommer senare. Allt är påhittat."
_LEVELS = ("reporter", "unit_manager", "work_group", "management_group")


def tell_lex_sarah(town: Town, people: Overseers, case: Case, case_id: UUID) -> None:
    """Write two reports and three deviations.

    Args:
        case: That of the summer gap.
    """
    _tell_summer(town, people, case, case_id)
    _tell_schedule(town, people)
    _tell_deviations(town, people)


class _Report:
    """One report's pen."""

    def __init__(self, town: Town, people: Overseers, story: str) -> None:
        self.luck, self.report, self._people = Luck(story), LexSarahReport(), people
        self.id, self.unit = self.luck.uuid(), town.cast.units[UNIT_NAME]
        self.noted: frozenset[UUID] = frozenset()

    def tell(self, day: date, clock: str, by: str, decision: str, **values: Any) -> None:
        """Write; whoever reports is named in the report alone, so the headers have another id."""
        known = {"author_unit": self.unit, "others": lambda: (self.report,), "noted_in": lambda case_id, report_id: self.noted}
        ids: dict[str, Any] = {} if {"report_id", "measure_id"} & values.keys() else {"entry_id": self.luck.uuid()}
        more: dict[str, Any] = {"actor_id": self.luck.uuid()} if decision == "submit" else {}
        self._people.write(day, clock, by, self.report, decision, {**ids, **values}, purpose=Purpose.LEX_SARAH, known=known,
                           unit=self.unit, **more)


def _tell_summer(town: Town, people: Overseers, case: Case, case_id: UUID) -> None:
    """IVO is notified, the investigation is late: there is something to do in every region."""
    of, staff = _Report(town, people, "lex sarah/sommaren"), people.staff
    of.tell(_NOTICED, "14:20", "leila", "submit", report_id=of.id, unit=of.unit, noticed_at=at(_NOTICED, "10:20"),
            occurred=on(date(2026, 6, 29)), occurred_to=on(date(2026, 8, 12)), affected="cases", case_ids=(case_id,),
            event_text="En ungdom har inte en enda anteckning på sex veckor. Behandlaren har semester och ingen ersättare är "
            "utsedd. Det kom fram när socialsekreteraren frågade.", noticed_how="commissioner", immediate_text=None)
    day = date(2026, 8, 13)
    of.tell(day, "08:30", "ingrid", "receive", receiver=staff["ingrid"], receiver_in_conflict=False,
            acknowledgement="Per telefon samma morgon.")
    of.tell(day, "08:40", "ines", "register", registry_number="SN 2026/418")
    of.tell(day, "09:10", "karin", "take_immediate_measure", taken_at=at(day, "09:00"), for_case_ids=(case_id,),
            measure="Ungdomen är uppringd och har fått en tid.", taken_by_role="biträdande enhetschef", risk_removed="no",
            remaining_risk="Andra som är lediga kan också sakna ersättare.")
    of.tell(day, "13:00", "ingrid", "assess", provisional_degree="misconduct", ivo_obvious=False, urgent_need=False,
            police_report=False, child_concern_report=False, investigation_form="standard",
            assessment_motivation="Sex veckor utan uppföljning av en minderårig. Ungdomen är redan känd av socialtjänsten.")
    of.tell(day, "13:20", "gunnar", "assign_investigator", investigator=staff["ingrid"], independent=True,
            mandate="Utred vad som hände, varför, och vad som ska göras.")
    of.tell(day, "13:30", "ingrid", "grant_access", accessor=staff["gunnar"], access_level="full", access_reason="Ska besluta.")
    of.tell(date(2026, 8, 20), "10:00", "ingrid", "escalate_degree", degree="tangible_risk_serious",
            escalation_motivation="Ingen visste hur ungdomen mådde i sex veckor.")
    of.tell(_SENT_ON, "10:00", "ingrid", "send_ivo_notification", sent_at=at(_SENT_ON, "09:40"), notified_by="board",
            ivo_channel="e_service", documents=(GivenDocument(
                document_kind=DocumentKind.NOTIFICATION, document_title="Anmälan", media_type="text/plain",
                content=b64encode(_NOTIFICATION.encode()).decode(),
            ),))
    _tell_summer_findings(of, case_id)
    entry = of.luck.uuid()
    of.noted = frozenset({entry})
    people.write(date(2026, 9, 3), "16:40", "maja", case, "note_deviation", {
        "entry_id": entry, "deviation_on": date(2026, 6, 29), "deviation_report_id": of.id,
        "done_for_individual": "En ersättare utses före varje ledighet, och ungdomen får namnet och tiderna skriftligt.",
    }, purpose=Purpose.CASE_WORK)
    of.tell(date(2026, 9, 4), "09:00", "ingrid", "link_record", about_case_id=case_id, record_entry_id=entry)


def _tell_summer_findings(of: _Report, case_id: UUID) -> None:
    for kind, day, text in (
        ("event", date(2026, 7, 10), "Tre möten hölls i juli. Inget antecknades då."),
        ("expected", date(2026, 6, 29), "Ungdomen skulle ha träffat någon varje vecka, och varje möte skulle ha antecknats."),
        ("deviation", date(2026, 8, 12), "Ingen var ansvarig i sex veckor, och ingen märkte det."),
    ):
        of.tell(date(2026, 9, 7), "10:00", "ingrid", "record_finding", finding_kind=kind, occurred=on(day), lex_finding=text,
                finding_source="ärendets tidslinje", case_id=case_id)
    of.tell(date(2026, 9, 9), "15:00", "ingrid", "hold_interview", occurred=on(date(2026, 9, 9)), interviewed_role="manager",
            interview_text="Alla trodde att någon annan utsåg ersättare.")


def _tell_schedule(town: Town, people: Overseers) -> None:
    """A printed schedule was left in the printer: nobody is named in it, and it ends as no misconduct."""
    of, staff = _Report(town, people, "lex sarah/schemat"), people.staff
    day, decided_on = date(2026, 3, 9), date(2026, 3, 16)
    of.tell(day, "09:00", "annika", "submit", report_id=of.id, unit=of.unit, noticed_at=on(day), occurred=on(day),
            event_text="Ett utskrivet schema låg kvar i skrivaren över helgen.", affected="unknown",
            noticed_how="own_observation", immediate_text="Jag strimlade det.")
    of.tell(day, "13:00", "ingrid", "receive", receiver=staff["ingrid"], receiver_in_conflict=False, acknowledgement="Muntligt.")
    of.tell(day, "13:10", "ines", "register", registry_number="SN 2026/101")
    of.tell(day, "15:00", "ingrid", "assess", provisional_degree="tangible_risk", ivo_obvious=False, urgent_need=False,
            police_report=False, child_concern_report=False, investigation_form="simplified",
            assessment_motivation="Ett schema kan röja vem som får stöd.")
    of.tell(day, "15:10", "gunnar", "assign_investigator", investigator=staff["ingrid"], independent=True,
            mandate="Ta reda på vad som stod i schemat.")
    of.tell(date(2026, 3, 11), "10:00", "ingrid", "record_finding", finding_kind="event", occurred=on(day),
            lex_finding="Schemat hade tider och rum, inga namn.", finding_source="skrivarens kö")
    of.tell(date(2026, 3, 11), "10:10", "ingrid", "settle_unknown_individuals",
            unknown_motivation="Ingen enskild nämns i schemat.")
    of.tell(date(2026, 3, 12), "10:00", "ingrid", "complete", proposed_degree="no_misconduct",
            investigation_summary="Schemat sade inget om någon enskild.", proposal_motivation="Ingen enskild kunde drabbas.",
            no_measures_reason="Skrivaren kräver sedan tidigare kort.")
    of.tell(decided_on, "10:00", "gunnar", "decide", degree="no_misconduct", notify_ivo=False,
            degree_motivation="Ingen enskild kunde kännas igen.", ivo_motivation="Inget missförhållande.", delegation="9.4")
    for nth, level in enumerate(_LEVELS):
        of.tell(decided_on, f"13:{nth}0", "ingrid", "give_feedback", feedback_level=level, feedback_on=decided_on,
                feedback_form="talk")
    of.tell(decided_on, "13:50", "ingrid", "omit_feedback", feedback_level="other_units",
            omission_motivation="Gäller bara den här skrivaren.")
    of.tell(decided_on, "14:00", "ingrid", "close", lessons="Skriv ut när du står vid skrivaren.")


def _tell_deviations(town: Town, people: Overseers) -> None:
    """One is closed, one waits for something to be done, one was reported this week."""
    luck, unit = Luck("avvikelser"), town.cast.units[UNIT_NAME]
    rows = (
        (date(2026, 5, 4), "johan", "Två samtal var bokade i samma rum.", 3),
        (date(2026, 10, 5), "sara", "En kallelse gick till en gammal adress och kom tillbaka oöppnad.", 2),
        (date(2026, 10, 28), "yusuf", "Tjänstebilen stod utan laddning; ett hembesök blev en timme sent.", 1),
    )
    for day, by, text, steps in rows:
        deviation = Deviation()

        def tell(clock: str, who: str, decision: str, day: date = day, deviation: Deviation = deviation, **values: Any) -> None:
            people.write(day, clock, who, deviation, decision, values)

        tell("09:00", by, "report", deviation_id=luck.uuid(), unit=unit, noticed_at=on(day), occurred=on(day),
             deviation_text=text)
        if steps > 1:
            tell("13:00", "karin", "assess", entry_id=luck.uuid(), may_be_misconduct=False,
                 deviation_areas=(CauseArea.PROCEDURES,),
                 deviation_assessment="Ingen har kommit till skada, och ingen risk fanns för det.")
        if steps > 2:
            tell("13:10", "karin", "take_remedy", entry_id=luck.uuid(), remedied_on=day, remedy="En gemensam rumskalender.")
            tell("13:20", "karin", "close", entry_id=luck.uuid(), deviation_outcome="En kalender för alla rum.",
                 reporter_told_on=day)
