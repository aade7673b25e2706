"""Random walks over two reports: any decision of any region, with parameters that are possible, in any order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from inspect import signature
from typing import Any
from uuid import UUID

from domain.base import DomainEvent, Occurred
from domain.case.information.codes import InformedPerson
from domain.case.journal import Author
from domain.codes import NoteChannel, YesNoUnknown
from domain.errors import DomainError
from domain.lex_sarah.codes import (
    Affected,
    CauseArea,
    Degree,
    DocumentKind,
    FeedbackForm,
    FeedbackLevel,
    FindingKind,
    InvestigationForm,
    IvoChannel,
    IvoOutcome,
    LexSarahMeasureEffect,
    LexSarahMeasureKind,
    Notifier,
    ReopenReason,
)
from domain.lex_sarah.report import LexSarahReport
from domain.policies import DEFAULT_POLICY
from tests.support.area_examples.lex_sarah_regions import given_document
from tests.support.cast import BO, CASE, CECILIA, OTHER_CASE, UNIT, cast_id
from tests.support.lex_sarah_calls import CALLS
from tests.support.lex_sarah_course import REPORTED_ON, stamp

Choose = Callable[[Sequence[Any]], Any]
"""Picks one of several: as Hypothesis draws, or as chance has it."""
DOCUMENTS = {
    kind: (given_document(kind, "QW5tw6RsYW4=", kind.swedish),)
    for kind in (DocumentKind.NOTIFICATION, DocumentKind.INVESTIGATION, DocumentKind.FROM_IVO, DocumentKind.ATTACHMENT)
}
PEOPLE = {
    BO: "Bo Bengtsson", CECILIA: "Cecilia Ceder", **{cast_id(30410 + each): f"Vikarie Nummer{each}" for each in range(8)},
}
"""So many that somebody is left when some have declared a conflict."""


def _affected(choose: Choose) -> dict[str, Any]:
    return choose([
        {"affected": Affected.CASES, "case_ids": (CASE,)}, {"affected": Affected.CASES, "case_ids": (CASE, OTHER_CASE)},
        {"affected": Affected.SEVERAL, "case_ids": ()}, {"affected": Affected.UNKNOWN, "case_ids": ()},
    ])


def _person(choose: Choose, who: str) -> dict[str, Any]:
    staff_id = choose(list(PEOPLE))
    return {f"{who}_id": staff_id, f"{who}_name": PEOPLE[staff_id]}


class Walk:
    """Two reports side by side, and everything that has been recorded of them.

    Attributes:
        reports, streams: By number, 0 and 1; report 0 is submitted first.
        day: The day on which the next decision is asked for.
    """

    def __init__(self) -> None:
        self.reports = [LexSarahReport(), LexSarahReport()]
        self.streams: list[list[DomainEvent]] = [[], []]
        self.ids = [cast_id(30400), cast_id(30401)]
        self.day = REPORTED_ON
        self._made = 30500_000

    def parameters(self, number: int, decision: str, choose: Choose) -> dict[str, Any]:
        """What a decision about a report is asked with, drawn where it can differ."""
        report, today, on = self.reports[number], self.day, Occurred(on=self.day)
        more: Mapping[str, Callable[[], dict[str, Any]]] = {
            "submit": lambda: {**_affected(choose), "report_id": self.ids[number], "noticed_at": on, "occurred": on},
            "receive": lambda: _person(choose, "receiver"),
            "state_affected": lambda: _affected(choose),
            "assess": lambda: {
                "provisional_degree": (degree := choose(list(Degree))),
                "ivo_obvious": degree.is_serious and choose([False, True]),
                "investigation_form": InvestigationForm.STANDARD if degree.is_serious else choose(list(InvestigationForm)),
            },
            "change_form": lambda: {"investigation_form": choose(list(InvestigationForm))},
            "answer_transfer": lambda: {"transfer_accepted": choose([False, True])},
            "link": lambda: {"main_report_id": self.ids[1 - number]},
            "assign_investigator": lambda: _person(choose, "investigator"),
            "declare_conflict": lambda: _person(choose, "conflicted"),
            "grant_access": lambda: _person(choose, "accessor"),
            "end_access": lambda: {"accessor_id": choose(list(PEOPLE))},
            "record_finding": lambda: {"occurred": on, "finding_kind": choose(list(FindingKind))},
            "hold_interview": lambda: {"occurred": on},
            "assess_consequences": lambda: {"case_id": choose([None, CASE, OTHER_CASE])},
            "complete": lambda: {
                "proposed_degree": choose(list(Degree)), "no_measures_reason": choose([None, "Behövs inte."]),
            },
            "decide": lambda: {
                "degree": (degree := choose(list(Degree))), "notify_ivo": degree.is_serious or choose([False, True]),
            },
            "escalate_degree": lambda: {"degree": choose(list(Degree))},
            "reopen": lambda: {"reopen_reason": choose(list(ReopenReason))},
            "strike_entry": lambda: {"entry_id": choose([cast_id(30402), *report.entries])},
            "decide_ivo_notification": lambda: {
                "notify_ivo": (yes := choose([False, True])), "notifier": Notifier.BOARD if yes else None,
                "ivo_motivation": "Därför.", "delegation": "9.4",
            },
            "send_ivo_notification": lambda: {
                "sent_at": on, "notified_by": Notifier.BOARD, "ivo_channel": IvoChannel.E_SERVICE,
                "documents": DOCUMENTS[DocumentKind.NOTIFICATION],
            },
            "send_ivo_supplement": lambda: {
                "sent_at": on, "ivo_channel": IvoChannel.E_SERVICE,
                "documents": DOCUMENTS[choose([DocumentKind.INVESTIGATION, DocumentKind.ATTACHMENT])],
                "answered_requests": tuple(report.ivo.open_requests) if choose([False, True]) else (),
                "late_reason": choose([None, "Sjukdom."]),
                "ivo_supplement_reason": choose([None, "Rättar ett datum."]),
            },
            "take_ivo_request": lambda: {
                "request_id": self.new_id(), "requested_on": today, "answer_due_on": today + timedelta(days=14),
                "ivo_request": "Mer om orsakerna.",
            },
            "take_ivo_decision": lambda: {
                "ivo_decided_on": today, "decision_received_on": today, "ivo_outcome": choose(list(IvoOutcome)),
                "ivo_reference": "8.7.2-1", "ivo_decision": "Avslutas.",
            },
            "take_immediate_measure": lambda: {
                "taken_at": on, "measure": "Ringde.", "taken_by_role": "chef", "risk_removed": YesNoUnknown.YES,
            },
            "plan_measure": lambda: {
                "measure_id": self.new_id(), "measure_kind": choose(list(LexSarahMeasureKind)), "measure": "Ersättare utses.",
                "addressed_areas": (CauseArea.PROCEDURES,), **_person(choose, "measure_owner"), "measure_last_day": today,
                "verification": "Listan.", "effect_due_on": today,
                "instead_of": choose([None, *report.measures.planned]),
            },
            "need_no_measure": lambda: {"no_measure_motivation": "Rutinen är redan ändrad."},
            "complete_measure": lambda: {
                "measure_id": self._measure(report, choose), "done_on": today, "measure_evidence": "Protokoll.",
            },
            "check_measure_effect": lambda: {
                "measure_id": self._measure(report, choose), "effect_seen_on": today, "effect_text": "Alla hade ersättare.",
                "lex_sarah_effect": choose(list(LexSarahMeasureEffect)),
            },
            "drop_measure": lambda: {"measure_id": self._measure(report, choose), "drop_motivation": "Behövs inte längre."},
            "inform_individual": lambda: {
                "about_case_id": choose([CASE, OTHER_CASE]), "told_on": today, "told_who": (InformedPerson.INDIVIDUAL,),
                "told_how": NoteChannel.MEETING, **_person(choose, "told_by"), "individual_account": "Jag väntade.",
            },
            "leave_individual_uninformed": lambda: {
                "about_case_id": choose([CASE, OTHER_CASE]), "not_told_motivation": "Går inte att nå.",
            },
            "link_record": lambda: {
                "about_case_id": choose([CASE, OTHER_CASE]), "record_entry_id": cast_id(30403),
                "noted_in": lambda case_id, report_id: {cast_id(30403)},
            },
            "leave_record_unlinked": lambda: {
                "about_case_id": choose([CASE, OTHER_CASE]), "no_link_motivation": "Akten är gallrad.",
            },
            "settle_unknown_individuals": lambda: {"unknown_motivation": "Alla akter är sedda."},
            "give_feedback": lambda: {
                "feedback_level": choose(list(FeedbackLevel)), "feedback_on": today, "feedback_form": FeedbackForm.TALK,
            },
            "omit_feedback": lambda: {"feedback_level": choose(list(FeedbackLevel)), "omission_motivation": "Var med."},
            "share_lesson": lambda: {
                "lesson": "Utse ersättare.", "shared_with": "Alla enheter", "shared_on": today,
                "feedback_form": FeedbackForm.WRITING,
            },
        }
        return {**CALLS.get(decision, {}), **(more[decision]() if decision in more else {})}

    def asked(self, number: int, decision: str, choose: Choose, **fixed: Any) -> tuple[DomainEvent, ...] | DomainError:
        """Ask for a decision, with some parameters given; its facts, or its refusal. Nothing is taken in."""
        decide = getattr(self.reports[number], decision)
        author = choose([Author(staff_id, name, None) for staff_id, name in PEOPLE.items()])
        given = {
            "entry_id": self.new_id(), "stamp": stamp(author.staff_id), "today": self.day, "policy": DEFAULT_POLICY,
            "author": author, "author_unit": UNIT, "others": lambda: [each for each in self.reports if each.version],
            **self.parameters(number, decision, choose), **fixed,
        }
        known = signature(decide).parameters
        try:
            return tuple(decide(**{name: value for name, value in given.items() if name in known}))
        except DomainError as refusal:
            return refusal

    def take(self, number: int, events: tuple[DomainEvent, ...]) -> None:
        """Take in what was decided."""
        for event in events:
            self.reports[number].apply(event)
            self.streams[number].append(event)

    def later(self, days: int) -> None:
        """Days pass."""
        self.day += timedelta(days=days)

    def new_id(self) -> UUID:
        """An id that nothing has."""
        self._made += 1
        return cast_id(self._made)

    def _measure(self, report: LexSarahReport, choose: Choose) -> UUID:
        return choose([cast_id(30404), *report.measures.planned])


DECISIONS = (
    *CALLS, "decide_ivo_notification", "send_ivo_notification", "send_ivo_supplement", "take_ivo_request", "take_ivo_decision",
    "take_immediate_measure", "plan_measure", "need_no_measure", "complete_measure", "check_measure_effect", "drop_measure",
    "inform_individual", "leave_individual_uninformed", "link_record", "leave_record_unlinked", "settle_unknown_individuals",
    "give_feedback", "omit_feedback", "share_lesson",
)
"""Every decision that the walks take."""

