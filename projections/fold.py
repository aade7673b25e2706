"""All read models folded together: events in, interval rows out.

The same fold serves the live views (a page of events, with the open rows that it touches loaded first) and a rebuild (whole
streams, from nothing). The rows of a case come from its own stream alone, a viewpoint's items from the viewpoint's, and an
absence from its member of staff's: so streams may be folded in any order, and apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from domain.base import ErasedEvent, RecordedEvent
from domain.case.events import StandInEnded
from domain.erasure.marker import StreamErased
from domain.staff.events import AbsenceChanged, AbsenceRecorded, AbsenceWithdrawn
from projections.case_facts import CaseFactRow, case_fact_changes, withdrawn_entry
from projections.case_view import UNCHANGING, CaseRow, OpenCases, case_changes
from projections.check_facts import CheckFactRow, check_fact_changes, unchecked_entry
from projections.courses import CourseRow, OpenCourses, changes_course, course_changes
from projections.intervals import NOTHING, Changes
from projections.lookup import LookupRow, lookup_rows
from projections.measures import MeasureRow, measure_changes, unmeasured_entry
from projections.open_entries import OpenEntries
from projections.responsibility import (
    AbsenceRow,
    MilestoneRow,
    OpenResponsibility,
    StandInRow,
    absence_changes,
    corrects_milestone,
    milestone_changes,
    stand_in_changes,
)
from projections.statistics import (
    STATISTICS_ROWS,
    Entry,
    OpenStatistics,
    StatisticsRow,
    restated_entry,
    statistics_changes,
)
from projections.timeline import OpenTimeline, TimelineRow, timeline_changes, touched_entries, touches_whole_case

Row = (
    TimelineRow | CaseRow | MilestoneRow | StandInRow | AbsenceRow | LookupRow | CaseFactRow | MeasureRow | CourseRow
    | CheckFactRow | StatisticsRow
)
ROW_TYPES: tuple[type[Row], ...] = (
    TimelineRow, CaseRow, MilestoneRow, StandInRow, AbsenceRow, LookupRow, CaseFactRow, MeasureRow, CourseRow,
    CheckFactRow, *STATISTICS_ROWS,
)


class Touched(NamedTuple):
    """Whose open rows a page of events needs at hand, so that they can be loaded in one query a table.

    Args:
        cases: Whose case row.
        entries: Entry ids whose timeline rows.
        whole_cases: All of whose timeline rows.
        milestones: Cases whose milestones.
        stand_ins: Cases whose stand-ins.
        staff: Whose absences.
        restated: Entries of the statistics.
        withdrawn: Case and entry of the case facts that are withdrawn.
        unmeasured: Stream and entry of the measures that are withdrawn.
        courses: Cases whose course.
        unchecked: Stream and entry of what rules judge by that is withdrawn.
    """

    cases: set[UUID]
    entries: set[UUID]
    whole_cases: set[UUID]
    milestones: set[UUID]
    stand_ins: set[UUID]
    staff: set[UUID]
    restated: set[Entry]
    withdrawn: set[tuple[UUID, UUID]]
    unmeasured: set[tuple[UUID, UUID]]
    courses: set[UUID]
    unchecked: set[tuple[UUID, UUID]]


def touched(page: Iterable[RecordedEvent]) -> Touched:
    """What must be loaded before a page of events is folded."""
    needs = Touched(set(), set(), set(), set(), set(), set(), set(), set(), set(), set(), set())
    for recorded in page:
        event = recorded.event
        if isinstance(event, ErasedEvent):
            continue
        kind, stream = type(event), event.originator_id
        needs.entries.update(touched_entries(event))
        if kind not in UNCHANGING:
            needs.cases.add(stream)
        if touches_whole_case(event):
            needs.whole_cases.add(stream)
        if corrects_milestone(recorded):
            needs.milestones.add(stream)
        if kind is StandInEnded:
            needs.stand_ins.add(stream)
        elif kind in (AbsenceRecorded, AbsenceChanged, AbsenceWithdrawn):
            needs.staff.add(stream)
        if (entry := restated_entry(event)) is not None:
            needs.restated.add(entry)
        if (withdrawn := withdrawn_entry(event)) is not None:
            needs.withdrawn.add((stream, withdrawn))
        if (unmeasured := unmeasured_entry(event)) is not None:
            needs.unmeasured.add((stream, unmeasured))
        if changes_course(event):
            needs.courses.add(stream)
        if (unchecked := unchecked_entry(event)) is not None:
            needs.unchecked.add((stream, unchecked))
    return needs


class OpenRows(NamedTuple):
    """The open rows at hand, of every read model."""

    timeline: OpenTimeline
    cases: OpenCases
    responsibility: OpenResponsibility
    statistics: OpenStatistics
    facts: OpenEntries[CaseFactRow]
    measures: OpenEntries[MeasureRow]
    courses: OpenCourses
    checks: OpenEntries[CheckFactRow]


class Written(NamedTuple):
    """What a fold has to write, by row type.

    Args:
        opened: New rows, those that were superseded again already with `known_to` set.
        closed: Rows that were loaded and have been superseded, with `known_to` set.
        purged: Streams that were erased by law: no row of theirs is left, of any time.
    """

    opened: dict[type[Row], list[Any]]
    closed: dict[type[Row], list[Any]]
    purged: frozenset[UUID]


class Fold:
    """Takes events one by one and gathers what they do to the read models.

    Args:
        at_hand: The open rows that the events touch; nothing for whole streams from their first event.
    """

    def __init__(self, at_hand: OpenRows | None = None) -> None:
        rows = at_hand or OpenRows(
            OpenTimeline(), OpenCases(), OpenResponsibility(), OpenStatistics(), OpenEntries(), OpenEntries(), OpenCourses(),
            OpenEntries(),
        )
        (
            self._timeline, self._cases, self._responsibility, self._statistics, self._facts, self._measures, self._courses,
            self._checks,
        ) = rows
        self._new: dict[type[Row], dict[Any, Any]] = {row_type: {} for row_type in ROW_TYPES}
        self._closed: dict[type[Row], list[Any]] = {row_type: [] for row_type in ROW_TYPES}
        self._purged: set[UUID] = set()

    def apply(self, recorded: RecordedEvent) -> None:
        """Take in the next event.

        Raises:
            CorruptLedgerError: An unknown event type, or one that does not fit what came before it.
        """
        if isinstance(recorded.event, ErasedEvent):
            # What was erased states nothing any more; its mark takes away what it has stated.
            if isinstance(recorded.event, StreamErased) and recorded.event.whole_stream:
                self._purged.add(recorded.event.originator_id)
            return
        # In this order: an acceptance is judged by the hand-overs pending before it, a recount by the items after it.
        self._take(TimelineRow, self._timeline, timeline_changes(self._timeline, recorded))
        turned = milestone_changes(self._responsibility, self._cases, recorded)
        self._take(MilestoneRow, self._responsibility, turned)
        self._take(CaseRow, self._cases, case_changes(self._cases, self._timeline, recorded))
        case = self._cases.get(recorded.event.originator_id)
        self._take(CourseRow, self._courses, course_changes(self._courses, case, recorded))
        self._take(StandInRow, self._responsibility, stand_in_changes(self._responsibility, recorded))
        self._take(AbsenceRow, self._responsibility, absence_changes(self._responsibility, recorded))
        self._take(CaseFactRow, self._facts, case_fact_changes(self._facts, recorded))
        self._take(MeasureRow, self._measures, measure_changes(self._measures, recorded))
        self._take(CheckFactRow, self._checks, check_fact_changes(self._checks, recorded))
        kind, changes = statistics_changes(self._statistics, recorded)
        if kind is not None:
            self._take(kind, self._statistics, changes)
        self._new[LookupRow].update({(row.known_from, row.kind): row for row in lookup_rows(recorded)})

    def written(self) -> Written:
        """Everything to write so far."""
        opened = {kind: self._kept(rows.values()) for kind, rows in self._new.items()}
        return Written(opened, {kind: self._kept(rows) for kind, rows in self._closed.items()}, frozenset(self._purged))

    def _kept(self, rows: Iterable[Any]) -> list[Any]:
        return [row for row in rows if _stream_of(row) not in self._purged] if self._purged else list(rows)

    def _take(
        self, kind: type[Row],
        open_rows: OpenTimeline | OpenCases | OpenResponsibility | OpenStatistics | OpenCourses | OpenEntries[Any],
        changes: Changes,
    ) -> None:
        if changes is NOTHING:
            return
        open_rows.take(changes)
        new = self._new[kind]
        for row in changes.closed:
            key = _identity(row)
            if key in new:
                new[key] = row
            else:
                self._closed[kind].append(row)
        for row in changes.opened:
            new[_identity(row)] = row


def _stream_of(row: Any) -> UUID:
    # A viewpoint's row names its case too; what it comes from is its own stream.
    for column in ("stream_id", "case_id"):
        if column in row._fields:
            return getattr(row, column)
    return row.staff_id


def _identity(row: Any) -> Any:
    # An event opens one row of a kind, but for a differing opinion, which marks several items of the timeline, and for an
    # event that states several facts or measures.
    if type(row) is CheckFactRow:
        return (row.known_from, row.kind, row.key, row.code)
    if type(row) in (CaseFactRow, MeasureRow):
        return (row.known_from, row.kind, row.key)
    return (row.known_from, row.item_position) if type(row) is TimelineRow else row.known_from
