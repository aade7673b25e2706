"""The course of a case (sv. *ärendets förlopp*) for statistics: where it belongs and when it ran, as interval rows.

The case view has a row for every event; of these columns a case changes two or three times in its life, so that a count as of any
moment reads little.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from domain.base import DomainEvent, RecordedEvent
from domain.case import events as c
from projections.case_view import CaseRow
from projections.intervals import NOTHING, Changes

_CHANGE = (c.CaseFactsCorrected, c.CaseClosed, c.CaseClosingCorrected, c.CaseReopened)


class CourseRow(NamedTuple):
    """A case's course, as known during an interval; the columns are those of `CaseRow`.

    Args:
        reopened: Whether it has ever been opened again.
    """

    case_id: UUID
    known_from: int
    known_to: int | None
    unit_id: UUID
    gender: str
    legal_basis: str | None
    received_on: date | None
    started_on: date | None
    closed_on: date | None
    close_manner: str | None
    referred_onward: bool | None
    reopened: bool


_SAME = CourseRow._fields[3:-1]


class OpenCourses:
    """The open rows of the cases that are at hand."""

    def __init__(self, rows: Iterable[CourseRow] = ()) -> None:
        self._rows = {row.case_id: row for row in rows}

    def take(self, changes: Changes) -> None:
        """Add the opened rows, each in place of the case's former one."""
        for row in changes.opened:
            self._rows[row.case_id] = row

    def get(self, case_id: UUID) -> CourseRow | None:
        """The case's row; None = not opened."""
        return self._rows.get(case_id)


def changes_course(event: DomainEvent) -> bool:
    """Whether an event may change a course, so that its case's row must be at hand."""
    return isinstance(event, _CHANGE)


def course_changes(open_rows: OpenCourses, case: CaseRow | None, recorded: RecordedEvent) -> Changes:
    """What an event does to the course of its case.

    Args:
        open_rows: Holds at least the case's row when `changes_course(event)`.
        case: As it is after the event.
    """
    event, position = recorded.event, recorded.position
    if case is None or not (changes_course(event) or isinstance(event, c.CaseOpened)):
        return NOTHING
    before = open_rows.get(event.originator_id)
    reopened = isinstance(event, c.CaseReopened) or (before is not None and before.reopened)
    now = CourseRow(case.case_id, position, None, *(getattr(case, name) for name in _SAME), reopened)
    if before is None:
        return Changes((), (now,))
    if now[3:] == before[3:]:
        return NOTHING
    return Changes((before._replace(known_to=position),), (now,))
