"""What a case is after its events: a fold that only remembers.

Nothing here may refuse. These facts have happened, and a rule that is tightened later must not make an old stream
unreadable. What is refused is decided in the modules beside this one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from domain.base import DomainEvent, ErasedEvent, Occurred
from domain.case import events as e
from domain.case import journal_events as j
from domain.case.areas import AREA_OF, Areas
from domain.case.entry_events import CaseEntry, EntryStruck
from domain.stream_state import StreamState


class CaseStatus(StrEnum):
    """Whether work goes on in the case (sv. *ärendets status*)."""

    OPEN = "open"
    CLOSED = "closed"


class OpenSpan(NamedTuple):
    """Days when the case was open, both ends included; None = not known at the start, still open at the end."""

    first: date | None
    last: date | None


class Assignment(NamedTuple):
    """Who became responsible (sv. *ansvarig*) and from which day; None = a day that nobody stated."""

    staff_id: UUID
    since: date | None


def latest_assignment(assignments: Iterable[Assignment]) -> Assignment | None:
    """The one with the latest day, and of several the one recorded last: a corrected start does not undo a later hand-over."""
    latest: Assignment | None = None
    for assignment in assignments:
        if latest is None or (assignment.since or date.min) >= (latest.since or date.min):
            latest = assignment
    return latest


def assigned_on(assignments: Iterable[Assignment], day: date) -> UUID | None:
    """Who is responsible on `day` by assignment, leaving absence aside."""
    latest = latest_assignment(each for each in assignments if each.since is None or each.since <= day)
    return None if latest is None else latest.staff_id


Session = e.SessionHeld | e.SessionMissed | e.SessionCancelled | e.SessionCorrected
Note = j.JournalNoteRecorded
Plan = e.PlanEstablished | e.PlanCorrected
Rating = e.RatingRecorded | e.RatingCorrected
RentMonth = e.RentMonthRecorded | e.RentMonthCorrected
Attendance = e.SchoolAttendanceRecorded | e.SchoolAttendanceCorrected


class NoteFacts(NamedTuple):
    """What stands of a note besides its texts: when, from whom, and the source's word for its kind."""

    occurred: Occurred
    information_source: str | None
    claimed_entry_type: str | None


class CaseState(StreamState, Areas):
    """The current values of one case (sv. *ärende*).

    Every entry is held as the event that states its values now: the one that recorded it, or its last correction. So
    `ratings[rating_id].total` is the total that stands, and `.source` says where that value came from.

    Attributes:
        id: The stream; None before the case is opened.
        version: Number of events folded in; 0 = unknown case.
        facts: The basic facts as they stand.
        assigned: The last direct assignment, as an import compares it; hand-overs are in `assignments`.
        assignments: Who became responsible, in the order recorded.
        stand_ins: Appointments by id, with `to_date` as it was ended.
        hand_overs: Every hand-over offered, by id.
        pending_hand_overs: Those that can still be accepted: responsibility has not moved since they were offered.
        notes: As first recorded; `note_texts` and `note_facts` hold what stands of each.
        misfiled: Notes that turned out to be in the wrong file.
        open_spans: The days when the case was open, oldest first.
    """

    def __init__(self) -> None:
        super().__init__()
        self.id: UUID | None = None
        self.version = 0
        self.number = ""
        self.facts: e.CaseFacts | None = None
        self.circumstances: e.Circumstances | None = None
        self.closing: e.Closing | None = None
        self.open_spans: list[OpenSpan] = []
        self.assigned: e.CaseAssigned | None = None
        self.assignments: list[Assignment] = []
        self.stand_ins: dict[UUID, e.StandInAppointed] = {}
        self.hand_overs: dict[UUID, e.CaseHandedOver] = {}
        self.pending_hand_overs: set[UUID] = set()
        self.requests: dict[UUID, e.AccountRequested] = {}
        self.answers: dict[UUID, e.AccountGiven] = {}
        self.plans: dict[UUID, Plan] = {}
        self.sessions: dict[UUID, Session] = {}
        self.notes: dict[UUID, Note] = {}
        self.note_texts: dict[UUID, j.NoteTexts] = {}
        self.note_facts: dict[UUID, NoteFacts] = {}
        self.note_correction_ids: set[UUID] = set()
        self.misfiled: dict[UUID, j.NoteMisfiled] = {}
        self.opinions: dict[UUID, j.DifferingOpinionNoted] = {}
        self.ratings: dict[UUID, Rating] = {}
        self.rents: dict[UUID, RentMonth] = {}
        self.attendances: dict[UUID, Attendance] = {}

    def _take_in(self, event: DomainEvent) -> None:
        if isinstance(event, ErasedEvent):
            return
        if isinstance(event, CaseEntry):
            getattr(self, AREA_OF[type(event)]).take(event)
        else:
            _APPLY[type(event)](self, event)

    @property
    def unit(self) -> UUID | None:
        """The unit that the case belongs to."""
        return None if self.facts is None else self.facts.unit

    @property
    def status(self) -> CaseStatus:
        """Closed from the closing until it is opened again."""
        return CaseStatus.OPEN if self.closing is None else CaseStatus.CLOSED

    @property
    def started_on(self) -> date | None:
        """First day of treatment."""
        return None if self.facts is None else self.facts.started_on

    @property
    def closed_on(self) -> date | None:
        """The day the case was closed; None while it is open."""
        return None if self.closing is None else self.closing.closed_on

    @property
    def responsible(self) -> Assignment | None:
        """Who is responsible by the latest assignment, leaving absence aside; `responsibility` answers for a day."""
        return latest_assignment(self.assignments)

    @property
    def plan(self) -> Plan | None:
        """The plan that holds: the one with the latest date, and of several the one recorded last."""
        latest: Plan | None = None
        for plan in self.plans.values():
            if latest is None or plan.established_on >= latest.established_on:
                latest = plan
        return latest

    def has_entry(self, entry_id: UUID) -> bool:
        """Whether an entry of this case, or the case itself, has this id."""
        return entry_id == self.id or any(
            entry_id in entries
            for entries in (
                self.notes,
                self.note_correction_ids,
                self.sessions,
                self.plans,
                self.ratings,
                self.rents,
                self.attendances,
                self.requests,
                self.hand_overs,
                self.stand_ins,
            )
        ) or self.has_used_entry(entry_id)

    def has_used_entry(self, entry_id: UUID) -> bool:
        """Whether an entry of an area, standing or struck, has this id."""
        return any(area.has_used(entry_id) for area in self.areas())


def _opened(case: CaseState, event: e.CaseOpened) -> None:
    case.number = event.number
    case.facts = event
    case.open_spans = [OpenSpan(_first_day(event), None)]


def _facts_corrected(case: CaseState, event: e.CaseFactsCorrected) -> None:
    case.facts = event
    case.open_spans[0] = case.open_spans[0]._replace(first=_first_day(event))


def _first_day(facts: e.CaseFacts) -> date | None:
    known = [day for day in (facts.received_on, facts.started_on) if day is not None]
    return min(known, default=None)


def _circumstances(case: CaseState, event: e.Circumstances) -> None:
    case.circumstances = event


def _assigned(case: CaseState, event: e.CaseAssigned) -> None:
    case.assigned = event
    case.assignments.append(Assignment(event.staff_id, event.from_date))
    case.pending_hand_overs.clear()


def _handed_over(case: CaseState, event: e.CaseHandedOver) -> None:
    case.hand_overs[event.hand_over_id] = event
    case.pending_hand_overs.add(event.hand_over_id)


def _hand_over_accepted(case: CaseState, event: e.HandOverAccepted) -> None:
    taken_over = case.hand_overs[event.hand_over_id]
    case.assignments.append(Assignment(taken_over.to_staff_id, event.accepted_on))
    case.pending_hand_overs.clear()


def _stand_in_appointed(case: CaseState, event: e.StandInAppointed) -> None:
    case.stand_ins[event.appointment_id] = event


def _stand_in_ended(case: CaseState, event: e.StandInEnded) -> None:
    appointed = case.stand_ins[event.appointment_id]
    case.stand_ins[event.appointment_id] = appointed.model_copy(update={"to_date": event.ended_on})


def _closed(case: CaseState, event: e.Closing) -> None:
    case.closing = event
    case.open_spans[-1] = case.open_spans[-1]._replace(last=event.closed_on)


def _reopened(case: CaseState, event: e.CaseReopened) -> None:
    case.closing = None
    case.open_spans.append(OpenSpan(event.reopened_on, None))


def _account_requested(case: CaseState, event: e.AccountRequested) -> None:
    case.requests[event.request_id] = event


def _account_given(case: CaseState, event: e.AccountGiven) -> None:
    case.answers[event.request_id] = event


def _plan(case: CaseState, event: Plan) -> None:
    case.plans[event.plan_id] = event


def _session(case: CaseState, event: Session) -> None:
    case.sessions[event.session_id] = event


def _note_recorded(case: CaseState, event: j.JournalNoteRecorded) -> None:
    case.notes[event.note_id] = event
    case.note_texts[event.note_id] = event
    case.note_facts[event.note_id] = NoteFacts(event.occurred, event.information_source, event.claimed_entry_type)


def _note_corrected(case: CaseState, event: j.JournalNoteCorrected) -> None:
    case.note_texts[event.note_id] = event
    case.note_correction_ids.add(event.correction_id)
    before = case.note_facts[event.note_id]
    corrected = (event.occurred, event.information_source, event.claimed_entry_type)
    case.note_facts[event.note_id] = NoteFacts(
        *(old if new is None else new for new, old in zip(corrected, before, strict=True))
    )


def _note_misfiled(case: CaseState, event: j.NoteMisfiled) -> None:
    case.misfiled[event.note_id] = event


def _opinion_noted(case: CaseState, event: j.DifferingOpinionNoted) -> None:
    case.opinions[event.opinion_id] = event


def _rating(case: CaseState, event: Rating) -> None:
    case.ratings[event.rating_id] = event


def _rent(case: CaseState, event: RentMonth) -> None:
    case.rents[event.rent_id] = event


def _struck(case: CaseState, event: EntryStruck) -> None:
    next(area for area in case.areas() if event.entry_id in area.entries).strike(event)


def _attendance(case: CaseState, event: Attendance) -> None:
    case.attendances[event.attendance_id] = event


_APPLY: Mapping[type[DomainEvent], Callable[[CaseState, Any], None]] = {
    e.CaseOpened: _opened,
    e.CaseFactsCorrected: _facts_corrected,
    e.CircumstancesRecorded: _circumstances,
    e.CircumstancesCorrected: _circumstances,
    e.CaseAssigned: _assigned,
    e.CaseHandedOver: _handed_over,
    e.HandOverAccepted: _hand_over_accepted,
    e.StandInAppointed: _stand_in_appointed,
    e.StandInEnded: _stand_in_ended,
    e.CaseClosed: _closed,
    e.CaseClosingCorrected: _closed,
    e.CaseReopened: _reopened,
    e.AccountRequested: _account_requested,
    e.AccountGiven: _account_given,
    e.PlanEstablished: _plan,
    e.PlanCorrected: _plan,
    e.SessionHeld: _session,
    e.SessionMissed: _session,
    e.SessionCancelled: _session,
    e.SessionCorrected: _session,
    j.JournalNoteRecorded: _note_recorded,
    j.JournalNoteCorrected: _note_corrected,
    j.NoteMisfiled: _note_misfiled,
    j.DifferingOpinionNoted: _opinion_noted,
    e.RatingRecorded: _rating,
    e.RatingCorrected: _rating,
    e.RentMonthRecorded: _rent,
    e.RentMonthCorrected: _rent,
    e.SchoolAttendanceRecorded: _attendance,
    e.SchoolAttendanceCorrected: _attendance,
    EntryStruck: _struck,
}
