"""A report that is lived through day by day: each decision is asked for on its day, and its facts are taken in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from inspect import signature
from typing import Any, Self
from uuid import UUID

from domain.base import DomainEvent, Occurred, Purpose, Stamp
from domain.case.journal import Author
from domain.codes import YesNoUnknown
from domain.lex_sarah.codes import (
    Affected,
    CauseArea,
    ConsequenceExtent,
    ConsequenceKind,
    ContributingFactor,
    Degree,
    FindingKind,
    InvestigationForm,
    NoticedHow,
)
from domain.lex_sarah.report import LexSarahReport
from domain.lex_sarah.values import AreaConsidered, Consequence
from domain.policies import DEFAULT_POLICY
from tests.support.cast import ANNA, BO, CASE, CECILIA, UNIT, cast_id

REPORT = cast_id(30501)
BY_BO = Author(BO, "Bo Bengtsson", "Lex Sarah-utredare")
BY_ANNA = Author(ANNA, "Anna Andersson", "Behandlare")
BY_CECILIA = Author(CECILIA, "Cecilia Ceder", "Avdelningschef")

REPORTED_ON = date(2024, 7, 19)


class Course:
    """What has happened in a report so far.

    Attributes:
        report: As it stands.
        events: Its stream.
        day: The day on which the next decision is asked for.
    """

    def __init__(self) -> None:
        self.report = LexSarahReport()
        self.events: list[DomainEvent] = []
        self.day = REPORTED_ON
        self.author = BY_BO
        self._entries = 30600

    def on(self, day: date, author: Author = BY_BO) -> Self:
        """Go on, on a day, by somebody."""
        self.day, self.author = day, author
        return self

    def do(self, decision: str, **call: Any) -> DomainEvent:
        """Ask for a decision that leads to one fact, and take it in."""
        (event,) = self.ask(decision, **call)
        self.report.apply(event)
        self.events.append(event)
        return event

    def ask(self, decision: str, **call: Any) -> Iterable[DomainEvent]:
        """Ask for a decision: an id, who acts, the day and the policy are given where they are not said."""
        decide = getattr(self.report, decision)
        self._entries += 1
        usual = {
            "entry_id": cast_id(self._entries), "stamp": stamp(self.author.staff_id), "today": self.day,
            "policy": DEFAULT_POLICY, "author": self.author, "author_unit": UNIT, "others": lambda: (self.report,),
        }
        given = {name: value for name, value in usual.items() if name in signature(decide).parameters}
        return decide(**{**given, **call})


def stamp(actor_id: UUID | None) -> Stamp:
    """Whoever acts, for the unit that it is about."""
    assert actor_id is not None
    return Stamp(actor_id=actor_id, unit_id=UNIT, purpose=Purpose.LEX_SARAH)


def reported(*, affected: Affected = Affected.CASES, case_ids: tuple[UUID, ...] = (CASE,)) -> Course:
    """A report by Anna that a summer's notes are missing, on the day that it was noticed."""
    course = Course().on(REPORTED_ON, BY_ANNA)
    course.do(
        "submit", report_id=REPORT, unit=UNIT, noticed_at=Occurred(on=REPORTED_ON), occurred=Occurred(on=date(2024, 6, 24)),
        occurred_to=Occurred(on=date(2024, 7, 14)), event_text="Anteckningar saknas under tre veckor; ingen ersättare fanns.",
        affected=affected, case_ids=case_ids, noticed_how=NoticedHow.COMMISSIONER, immediate_text=None,
    )
    return course


def assessed(course: Course, degree: Degree, *, obvious: bool = False, simplified: bool = False) -> Course:
    """It is received, assessed and given to Bo, on the course's day."""
    course.do(
        "receive", receiver_id=BO, receiver_name="Bo Bengtsson", acknowledgement="Muntligt samma dag.", receiver_in_conflict=False
    )
    course.do(
        "assess", provisional_degree=degree, ivo_obvious=obvious, urgent_need=False, police_report=False,
        child_concern_report=False, assessment_motivation="Det går inte att visa att insatsen gavs.",
        investigation_form=InvestigationForm.SIMPLIFIED if simplified else InvestigationForm.STANDARD,
    )
    course.do(
        "assign_investigator", investigator_id=BO, investigator_name="Bo Bengtsson", mandate="Utreda och föreslå åtgärder.",
        independent=True,
    )
    return course


def investigated(course: Course, degree: Degree, *, no_measures: str | None = None) -> Course:
    """Everything that a full investigation has is found, and it is complete, on the course's day.

    The individuals concerned are told before; measures are taken or planned before, or `no_measures` says why not.
    """
    for kind in FindingKind:
        course.do(
            "record_finding", occurred=Occurred(on=date(2024, 7, 1)), finding_kind=kind, lex_finding=f"Vi vet {kind.swedish}.",
            finding_source="journalen",
        )
    course.do(
        "analyse_causes", contributing_factors=(ContributingFactor.ROUTINE_MISSING,),
        cause_areas=tuple(
            AreaConsidered(area=area, found=area is CauseArea.PROCEDURES, text="Ersättare utsågs inte i förväg.")
            for area in CauseArea
        ),
    )
    for case_id in course.report.handling.case_ids or (None,):
        course.do(
            "assess_consequences", case_id=case_id, child_concerned=False, individual_view="Jag fick klara mig själv.",
            consequences=tuple(
                Consequence(kind=kind, extent=ConsequenceExtent.NONE) for kind in ConsequenceKind
            ),
        )
    course.do(
        "assess_recurrence", happened_before=YesNoUnknown.NO, recurrence_probability=3, recurrence_severity=3,
        recurrence_method="Riskmatris", recurrence_method_version="1", recurrence_text="Varje semester.",
    )
    course.do(
        "complete", investigation_summary="Rutin saknades.", proposed_degree=degree, proposal_motivation="Se analysen.",
        no_measures_reason=no_measures,
    )
    return course


def decided(course: Course, degree: Degree) -> Course:
    """Cecilia decides the degree, on the course's day."""
    course.on(course.day, BY_CECILIA).do(
        "decide", degree=degree, degree_motivation="Det kan inte visas att insatsen gavs.", notify_ivo=degree.is_serious,
        ivo_motivation="Följer av graden.", delegation="9.4",
    )
    return course.on(course.day)
