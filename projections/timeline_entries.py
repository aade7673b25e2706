"""What each event says about its item of the timeline: its id, when it happened, and whether lateness can be told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from domain.base import DomainEvent, Occurred
from domain.case import events as c
from domain.case import journal_events as j
from domain.case.entry_events import CaseEntry, EntryStruck
from domain.codes import SessionOutcome
from domain.viewpoint import events as v


class Entry(NamedTuple):
    """What an event says about its item; `on` None = it has no day of its own, `tells_lateness` = see `days_late`."""

    entry_id: UUID | None
    on: date | None = None
    at: time | None = None
    precision: str = "day"
    tells_lateness: bool = False
    outcome: str | None = None
    contact_interval_days: int | None = None
    correction_id: UUID | None = None


def first_day(facts: c.CaseFacts) -> date | None:
    """The first day of a case: when it came in or when treatment started, whichever was first; None = not known."""
    return min((day for day in (facts.received_on, facts.started_on) if day is not None), default=None)


def entry_of(event: CaseEntry) -> Entry:
    """What an entry of an area says about its item."""
    occurred = event.when()
    if occurred is None:
        return Entry(event.entry_id)
    return _when(event.entry_id, occurred, late=event.TELLS_LATENESS)


def _when(entry_id: UUID, occurred: Occurred, *, late: bool, outcome: SessionOutcome | None = None) -> Entry:
    return Entry(
        entry_id, occurred.on, occurred.at, occurred.precision, late, None if outcome is None else outcome.value
    )


def _session(event: c.SessionFacts) -> Entry:
    # A cancelled session is known beforehand, and a corrected one keeps its first lateness.
    late = isinstance(event, c.SessionHeld | c.SessionMissed)
    return _when(event.session_id, event.occurred, late=late, outcome=event.outcome)


def _plan(event: c.PlanFacts) -> Entry:
    return Entry(
        event.plan_id, event.established_on, tells_lateness=True, contact_interval_days=event.contact_interval_days
    )


def _rent(event: c.RentFacts) -> Entry:
    return Entry(event.rent_id, date.fromisoformat(f"{event.month}-01"), precision="month")


def _note_corrected(event: j.JournalNoteCorrected) -> Entry:
    entry = Entry(event.note_id) if event.occurred is None else _when(event.note_id, event.occurred, late=False)
    return entry._replace(correction_id=event.correction_id)


def derived_entry(event: DomainEvent, name: str) -> UUID:
    """An entry id for what has none of its own but can be corrected: one a case."""
    return uuid5(event.originator_id, name)


def _closing(event: c.Closing) -> Entry:
    return Entry(derived_entry(event, "closing"), event.closed_on, tells_lateness=True)


def _circumstances(event: c.Circumstances) -> Entry:
    return Entry(derived_entry(event, "circumstances"))


# Lateness is told for what happened on a day and is written down afterwards. It says nothing about what may be decided in
# advance (responsibility, stand-ins, cancelled sessions), what has no day of its own (circumstances), what is
# known by month only (rent), or the opening, before which there is no record to be late in.
OPENS: Mapping[type[DomainEvent], Callable[[Any], Entry]] = {
    c.CaseOpened: lambda e: Entry(e.originator_id, first_day(e)),
    c.CircumstancesRecorded: _circumstances,
    c.CaseAssigned: lambda e: Entry(None, e.from_date),
    c.CaseHandedOver: lambda e: Entry(e.hand_over_id, e.on_date),
    c.HandOverAccepted: lambda e: Entry(e.hand_over_id, e.accepted_on),
    c.StandInAppointed: lambda e: Entry(e.appointment_id, e.from_date),
    c.StandInEnded: lambda e: Entry(e.appointment_id, e.ended_on),
    c.CaseClosed: _closing,
    c.CaseReopened: lambda e: Entry(None, e.reopened_on, tells_lateness=True),
    c.AccountRequested: lambda e: Entry(e.request_id, e.requested_on, tells_lateness=True),
    c.AccountGiven: lambda e: Entry(e.request_id, e.given_on, tells_lateness=True),
    c.PlanEstablished: _plan,
    c.SessionHeld: _session,
    c.SessionMissed: _session,
    c.SessionCancelled: _session,
    c.RatingRecorded: lambda e: Entry(e.rating_id, e.rated_on, tells_lateness=True),
    c.RentMonthRecorded: _rent,
    c.SchoolAttendanceRecorded: lambda e: Entry(e.attendance_id, e.measured_on, tells_lateness=True),
    j.JournalNoteRecorded: lambda e: _when(e.note_id, e.occurred, late=True),
    v.ViewpointReceived: lambda e: Entry(e.originator_id, e.received_on, tells_lateness=True),
    v.AdaptationMade: lambda e: Entry(e.originator_id, e.adapted_on, tells_lateness=e.adapted_on is not None),
    v.AdaptationRuledOut: lambda e: Entry(e.originator_id, e.ruled_out_on, tells_lateness=True),
    v.FeedbackGiven: lambda e: Entry(e.originator_id, e.given_on, tells_lateness=True),
    v.ManagerTold: lambda e: Entry(e.originator_id, e.manager_told_on, tells_lateness=True),
    v.ComplaintRegistered: lambda e: Entry(e.originator_id, e.registered_on, tells_lateness=True),
    v.ComplaintAnswered: lambda e: Entry(e.originator_id, e.complaint_answered_on, tells_lateness=True),
    v.ReferredToAppeal: lambda e: Entry(e.originator_id, e.told_to_appeal_on, tells_lateness=True),
    v.StepWithdrawn: lambda e: Entry(e.originator_id),
}
CORRECTS: Mapping[type[DomainEvent], Callable[[Any], Entry]] = {
    c.CaseFactsCorrected: lambda e: Entry(e.originator_id, first_day(e)),
    c.CircumstancesCorrected: _circumstances,
    c.CaseClosingCorrected: lambda e: _closing(e)._replace(tells_lateness=False),
    c.PlanCorrected: lambda e: _plan(e)._replace(tells_lateness=False),
    c.SessionCorrected: _session,
    c.RatingCorrected: lambda e: Entry(e.rating_id, e.rated_on),
    c.RentMonthCorrected: _rent,
    c.SchoolAttendanceCorrected: lambda e: Entry(e.attendance_id, e.measured_on),
    j.JournalNoteCorrected: _note_corrected,
    EntryStruck: lambda e: Entry(e.entry_id),
}
