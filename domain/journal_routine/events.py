"""Facts about the routine for keeping records (sv. *journalrutin*), and about each worker's knowing it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import DomainEvent, RetentionClass
from domain.case.review.codes import ReviewQuestion


class RoutineEvent(DomainEvent):
    """What every fact about the routine shares. Source: SOSFS 2011:9 4 kap. (routines), 6 kap. (staff)."""

    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.ORGANISATION


class RoutineVersion(RoutineEvent):
    """What a version of the routine says (sv. *version av journalrutinen*)."""

    SEGMENTS: ClassVar[Mapping[str, str]] = {"decided_by": "staff"}

    routine_text: str
    standing_questions: tuple[ReviewQuestion, ...]
    """What is asked of each record at case reviews; the answers stand in the cases' reviews."""
    effective_from: date
    decided_on: date
    decided_by: str


class RoutineAdopted(RoutineVersion):
    """The first version of a unit's routine was decided (sv. *antagen journalrutin*)."""

    TYPE: ClassVar[str] = "journal_routine.adopted"

    unit: UUID | None = None
    """None = the board's, for every unit that has none of its own."""


class RoutineRevised(RoutineVersion):
    """The next version was decided, whole (sv. *reviderad journalrutin*)."""

    TYPE: ClassVar[str] = "journal_routine.revised"

    change_summary: str


class RoutineAcknowledged(RoutineEvent):
    """A worker has read a version and says so, as nobody else can (sv. *kvitterad journalrutin*)."""

    TYPE: ClassVar[str] = "journal_routine.acknowledged"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"staff_name": "staff"}

    entry_id: UUID
    staff_id: UUID
    staff_name: str
    routine_version: int
    """From 1."""
    acknowledged_on: date


class InductionPlanned(RoutineEvent):
    """Somebody new is to be inducted in documentation (sv. *planerad dokumentationsintroduktion*)."""

    TYPE: ClassVar[str] = "journal_routine.induction_planned"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"staff_name": "staff"}

    entry_id: UUID
    staff_id: UUID
    staff_name: str
    employed_from: date
    """The first day at work."""
    induction_due_on: date


class InductionGiven(RoutineEvent):
    """Somebody was inducted in documentation (sv. *genomförd dokumentationsintroduktion*)."""

    TYPE: ClassVar[str] = "journal_routine.induction_given"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"staff_name": "staff", "given_by_name": "staff", "given_by_title": "staff"}

    entry_id: UUID
    staff_id: UUID
    staff_name: str
    given_on: date
    routine_version: int
    gone_through: str
    given_by_id: UUID
    given_by_name: str
    given_by_title: str | None = None


class RoutineEntryStruck(RoutineEvent):
    """An acknowledgement or an induction was recorded wrongly and counts no more (sv. *struken uppgift om journalrutinen*)."""

    TYPE: ClassVar[str] = "journal_routine.entry_struck"

    struck_entry_id: UUID
    reason: str


class RoutineEnded(RoutineEvent):
    """The routine holds no more after a day (sv. *upphävd journalrutin*)."""

    TYPE: ClassVar[str] = "journal_routine.ended"

    last_day: date
    reason: str


EVENTS: tuple[type[DomainEvent], ...] = (
    RoutineAdopted, RoutineRevised, RoutineAcknowledged, InductionPlanned, InductionGiven, RoutineEntryStruck, RoutineEnded,
)
