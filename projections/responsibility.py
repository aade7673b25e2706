"""Who looks after a case on a day (sv. *ansvarig*): milestones, stand-ins and absences as interval rows.

Three small tables answer "which cases were without a responsible on day D, as known at N" in one query; its rules are those of
`domain.case.responsibility`, and a test holds the two equal. An absence has days and no cause, here as in the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from domain.base import RecordedEvent
from domain.case import events as c
from domain.errors import CorruptLedgerError
from domain.staff import events as s
from projections.case_view import OpenCases, accepted_by
from projections.intervals import NOTHING, Changes
from projections.timeline_entries import first_day


class MilestoneKind(StrEnum):
    """What turned on a day in a case's life."""

    OPENED = "opened"
    CLOSED = "closed"
    REOPENED = "reopened"
    RESPONSIBLE = "responsible"


class MilestoneRow(NamedTuple):
    """A day on which a case was opened, closed or reopened, or got a responsible.

    Args:
        item_position: The event that told it first; a correction keeps it.
        on_date: None = since ever, as nobody stated a day.
        staff_id: Of who became responsible.
        name_position: The event that holds that name.
    """

    case_id: UUID
    item_position: int
    kind: str
    on_date: date | None
    staff_id: UUID | None
    name_position: int | None
    known_from: int
    known_to: int | None


class StandInRow(NamedTuple):
    """Who looks after a case instead of whom, both days included; `to_date` None = until ended."""

    case_id: UUID
    appointment_id: UUID
    absent_staff_id: UUID
    stand_in_id: UUID
    from_date: date
    to_date: date | None
    name_position: int
    known_from: int
    known_to: int | None


class AbsenceRow(NamedTuple):
    """Days on which somebody is away, both included; `to_date` None = until further notice."""

    staff_id: UUID
    absence_id: UUID
    from_date: date
    to_date: date | None
    known_from: int
    known_to: int | None


class OpenResponsibility:
    """The open rows of these three read models that are at hand."""

    def __init__(self, rows: Iterable[MilestoneRow | StandInRow | AbsenceRow] = ()) -> None:
        self._milestones: dict[tuple[UUID, str], MilestoneRow] = {}
        self._stand_ins: dict[tuple[UUID, UUID], StandInRow] = {}
        self._absences: dict[tuple[UUID, UUID], AbsenceRow] = {}
        self.take(Changes((), tuple(rows)))

    def take(self, changes: Changes) -> None:
        """Forget the closed rows and add the opened ones."""
        for row in changes.closed:
            if isinstance(row, AbsenceRow):
                del self._absences[row.staff_id, row.absence_id]
        for row in changes.opened:
            match row:
                case MilestoneRow():
                    self._put_milestone(row)
                case StandInRow():
                    self._stand_ins[row.case_id, row.appointment_id] = row
                case AbsenceRow():
                    self._absences[row.staff_id, row.absence_id] = row

    def milestone(self, case_id: UUID, kind: MilestoneKind) -> MilestoneRow | None:
        """The case's latest milestone of a kind."""
        return self._milestones.get((case_id, kind.value))

    def stand_in(self, case_id: UUID, appointment_id: UUID) -> StandInRow | None:
        """An appointment."""
        return self._stand_ins.get((case_id, appointment_id))

    def absence(self, staff_id: UUID, absence_id: UUID) -> AbsenceRow | None:
        """An absence that is not withdrawn."""
        return self._absences.get((staff_id, absence_id))

    def _put_milestone(self, row: MilestoneRow) -> None:
        # Only the opening and the latest closing are ever corrected.
        key = (row.case_id, row.kind)
        if key not in self._milestones or self._milestones[key].item_position <= row.item_position:
            self._milestones[key] = row


def milestone_changes(open_rows: OpenResponsibility, cases: OpenCases, recorded: RecordedEvent) -> Changes:
    """What an event does to the milestones of its case.

    Args:
        open_rows: Holds at least the case's open rows when `corrects_milestone` says so.
        cases: As they were before the event.
    """
    event, position = recorded.event, recorded.position
    match event:
        case c.CaseOpened():
            return _milestone(recorded, MilestoneKind.OPENED, first_day(event))
        case c.CaseFactsCorrected():
            return _moved(open_rows, recorded, MilestoneKind.OPENED, first_day(event))
        case c.CaseClosed():
            return _milestone(recorded, MilestoneKind.CLOSED, event.closed_on)
        case c.CaseClosingCorrected():
            return _moved(open_rows, recorded, MilestoneKind.CLOSED, event.closed_on)
        case c.CaseReopened():
            return _milestone(recorded, MilestoneKind.REOPENED, event.reopened_on)
        case c.CaseAssigned():
            return _milestone(recorded, MilestoneKind.RESPONSIBLE, event.from_date, event.staff_id, position)
        case c.HandOverAccepted():
            row = cases.get(event.originator_id)
            if row is None:
                raise CorruptLedgerError(f"position {position}: {event.wire_name()} in a case that was never opened")
            return _milestone(recorded, MilestoneKind.RESPONSIBLE, event.accepted_on, *accepted_by(row, recorded))
    return NOTHING


def corrects_milestone(recorded: RecordedEvent) -> bool:
    """Whether an event needs its case's open milestones at hand."""
    return isinstance(recorded.event, c.CaseFactsCorrected | c.CaseClosingCorrected)


def stand_in_changes(open_rows: OpenResponsibility, recorded: RecordedEvent) -> Changes:
    """What an event does to the stand-ins of its case; `open_rows` holds those of a case where one is ended.

    Raises:
        CorruptLedgerError: An appointment is ended that was never made.
    """
    event, position = recorded.event, recorded.position
    match event:
        case c.StandInAppointed():
            return Changes((), (StandInRow(
                event.originator_id, event.appointment_id, event.absent_staff_id, event.stand_in_id, event.from_date,
                event.to_date, position, position, None,
            ),))
        case c.StandInEnded():
            row = open_rows.stand_in(event.originator_id, event.appointment_id)
            if row is None:
                raise CorruptLedgerError(f"position {position}: a stand-in is ended that was never appointed")
            ended = row._replace(to_date=event.ended_on, known_from=position)
            return Changes((row._replace(known_to=position),), (ended,))
    return NOTHING


def absence_changes(open_rows: OpenResponsibility, recorded: RecordedEvent) -> Changes:
    """What an event does to the absences; `open_rows` holds those of a member of staff where one is changed.

    Raises:
        CorruptLedgerError: An absence is changed or withdrawn that was never recorded.
    """
    event, position = recorded.event, recorded.position
    if not isinstance(event, s.AbsenceRecorded | s.AbsenceChanged | s.AbsenceWithdrawn):
        return NOTHING
    row = open_rows.absence(event.originator_id, event.absence_id)
    if row is None and not isinstance(event, s.AbsenceRecorded):
        raise CorruptLedgerError(f"position {position}: {event.wire_name()} of an absence that was never recorded")
    closed = () if row is None else (row._replace(known_to=position),)
    if isinstance(event, s.AbsenceWithdrawn):
        return Changes(closed, ())
    return Changes(closed, (AbsenceRow(
        event.originator_id, event.absence_id, event.from_date, event.to_date, position, None
    ),))


def _milestone(
    recorded: RecordedEvent, kind: MilestoneKind, on_date: date | None, staff_id: UUID | None = None,
    name_position: int | None = None,
) -> Changes:
    position = recorded.position
    return Changes((), (MilestoneRow(
        recorded.event.originator_id, position, kind.value, on_date, staff_id, name_position, position, None
    ),))


def _moved(open_rows: OpenResponsibility, recorded: RecordedEvent, kind: MilestoneKind, on_date: date | None) -> Changes:
    row = open_rows.milestone(recorded.event.originator_id, kind)
    if row is None:
        raise CorruptLedgerError(f"position {recorded.position}: {recorded.event.wire_name()} of nothing recorded")
    if row.on_date == on_date:
        return NOTHING
    moved = row._replace(on_date=on_date, known_from=recorded.position)
    return Changes((row._replace(known_to=recorded.position),), (moved,))
