"""Which events state which facts for lists across cases; the table of what has to be done in a case.

Pure rules, one line for each: what begins a duty, and what ends it. A rule about time alone (so many days) is no event: the day
it falls due is worked out when somebody asks, by the policy as it was then.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from domain.base import DomainEvent, RecordedEvent
from domain.case import events as c
from domain.case import journal_events as j
from domain.case.phases.events import PhaseEntered
from domain.codes import Code, SessionOutcome
from projections.local_time import day_of
from projections.timeline_entries import first_day


class FactKind(Code):
    """What lists across cases are made of (sv. *listuppgift*)."""

    WRITE_NOTE = "write_note", "skriv anteckning om besöket"
    SIGN_NOTE = "sign_note", "signera anteckningen"
    FOLLOW_UP_PLAN = "follow_up_plan", "följ upp planen"
    REVIEW_CASE = "review_case", "gå igenom ärendet"
    FOLLOW_UP_CLOSING = "follow_up_closing", "följ upp efter avslutet"
    ACCEPT_HAND_OVER = "accept_hand_over", "ta emot överlämningen"
    GIVE_ACCOUNT = "give_account", "svara på uppdragsgivarens begäran"
    PHASE = "phase", "behandlingsfas"
    CO_WORKER = "co_worker", "medverkande behandlare"


class Stated(NamedTuple):
    """One statement of an event; see `projections.case_facts.CaseFactRow`."""

    entry_id: UUID
    kind: FactKind
    key: UUID
    on_date: date
    ends: bool = False
    due_on: date | None = None
    staff_id: UUID | None = None
    code: str | None = None


FOLLOW_UP_MONTHS = (3, 6, 12)
"""After a closing; the points at which the units of the field follow up."""


def _begins(kind: FactKind, entry_id: UUID, key: UUID, on: date, due_on: date | None = None, **more: Any) -> Stated:
    return Stated(entry_id, kind, key, on, due_on=due_on, **more)


def _ends(kind: FactKind, entry_id: UUID, key: UUID, on: date) -> Stated:
    return Stated(entry_id, kind, key, on, ends=True)


def _opened(recorded: RecordedEvent) -> Iterable[Stated]:
    event: c.CaseFacts = recorded.event
    case_id = event.originator_id
    return (_begins(FactKind.REVIEW_CASE, case_id, case_id, first_day(event) or day_of(recorded.recorded_us)),)


def _assigned(recorded: RecordedEvent) -> Iterable[Stated]:
    # Responsibility has moved, so nothing that was offered before can be accepted: the case as key means all of them.
    case_id = recorded.event.originator_id
    return (_ends(FactKind.ACCEPT_HAND_OVER, _of_event(recorded), case_id, day_of(recorded.recorded_us)),)


def _handed_over(recorded: RecordedEvent) -> Iterable[Stated]:
    event: c.CaseHandedOver = recorded.event
    return (_begins(
        FactKind.ACCEPT_HAND_OVER, event.hand_over_id, event.hand_over_id, event.on_date, staff_id=event.to_staff_id
    ),)


def _account_requested(recorded: RecordedEvent) -> Iterable[Stated]:
    event: c.AccountRequested = recorded.event
    return (_begins(FactKind.GIVE_ACCOUNT, event.request_id, event.request_id, event.requested_on),)


def _account_given(recorded: RecordedEvent) -> Iterable[Stated]:
    event: c.AccountGiven = recorded.event
    return (_ends(FactKind.GIVE_ACCOUNT, _of_event(recorded), event.request_id, event.given_on),)


def _planned(recorded: RecordedEvent) -> Iterable[Stated]:
    event: c.PlanFacts = recorded.event
    return (_begins(
        FactKind.FOLLOW_UP_PLAN, event.plan_id, event.originator_id, event.established_on, event.follow_up_on
    ),)


def _session(recorded: RecordedEvent) -> Iterable[Stated]:
    event: c.SessionFacts = recorded.event
    # A month is no day to be late from, and what the source says was written need not be written again.
    if event.outcome is SessionOutcome.CANCELLED or event.note_written_on is not None or event.occurred.precision == "month":
        return ()
    return (_begins(FactKind.WRITE_NOTE, event.session_id, event.session_id, event.occurred.on),)


def _noted(recorded: RecordedEvent) -> Iterable[Stated]:
    event: j.JournalNoteRecorded = recorded.event
    if event.session_id is None:
        yield Stated(
            event.note_id, FactKind.WRITE_NOTE, event.note_id, event.occurred.on, ends=True, code=WRITTEN_ABOUT_THE_DAY
        )
    else:
        yield _ends(FactKind.WRITE_NOTE, event.note_id, event.session_id, event.occurred.on)
    if event.source is None:
        yield _begins(
            FactKind.SIGN_NOTE, event.note_id, event.note_id, day_of(recorded.recorded_us), staff_id=event.author_id
        )


def _closed(recorded: RecordedEvent) -> Iterable[Stated]:
    event: c.Closing = recorded.event
    case_id, entry_id = event.originator_id, _closing(event)
    return tuple(
        _begins(
            FactKind.FOLLOW_UP_CLOSING, entry_id, follow_up_key(case_id, months), event.closed_on,
            months_after(event.closed_on, months), code=str(months),
        )
        for months in FOLLOW_UP_MONTHS
    )


def _phase(recorded: RecordedEvent) -> Iterable[Stated]:
    event: PhaseEntered = recorded.event
    return (_begins(FactKind.PHASE, event.entry_id, event.originator_id, event.entered_on, code=event.phase.value),)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or that month's last day if it has no such day."""
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(day.day, last))


def follow_up_key(case_id: UUID, months: int) -> UUID:
    """What pairs a follow-up point with what was done about it."""
    return uuid5(case_id, f"follow-up-{months}")


def _closing(event: DomainEvent) -> UUID:
    return uuid5(event.originator_id, "closing")


def _of_event(recorded: RecordedEvent) -> UUID:
    # For an event that states something about another's entry and can itself be neither corrected nor struck.
    return uuid5(recorded.event.originator_id, f"position-{recorded.position}")


WRITTEN_ABOUT_THE_DAY = "day"
"""The code of a note that names no session: it is taken to be about any session of its day."""

STATES: Mapping[type[DomainEvent], Callable[[RecordedEvent], Iterable[Stated]]] = {
    c.CaseOpened: _opened,
    c.CaseFactsCorrected: _opened,
    c.CaseAssigned: _assigned,
    c.CaseHandedOver: _handed_over,
    c.HandOverAccepted: _assigned,
    c.AccountRequested: _account_requested,
    c.AccountGiven: _account_given,
    c.PlanEstablished: _planned,
    c.PlanCorrected: _planned,
    c.SessionHeld: _session,
    c.SessionMissed: _session,
    c.SessionCorrected: _session,
    j.JournalNoteRecorded: _noted,
    c.CaseClosed: _closed,
    c.CaseClosingCorrected: _closed,
    PhaseEntered: _phase,
}
RESTATES: Mapping[type[DomainEvent], Callable[[Any], UUID]] = {
    c.CaseFactsCorrected: lambda e: e.originator_id,
    c.PlanCorrected: lambda e: e.plan_id,
    c.SessionCorrected: lambda e: e.session_id,
    c.CaseClosed: _closing,
    c.CaseClosingCorrected: _closing,
    c.CaseReopened: _closing,
}
"""Events after which an entry states only what they say; a case that is opened again need not be followed up."""
