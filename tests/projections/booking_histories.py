"""Random histories of what is booked: moved to earlier and later days, called off, struck, held; and of calendars."""

from __future__ import annotations

from datetime import date, time, timedelta
from uuid import UUID

from hypothesis import strategies as st

from domain.base import DomainEvent, Occurred, RecordedEvent
from domain.case import events as c
from domain.case.bookings.events import SessionBooked, SessionRebooked
from domain.case.contacts.codes import CalendarMatch, CalendarStatus
from domain.case.contacts.events import CalendarContactImported, CalendarContactMatched
from domain.case.entry_events import EntryStruck
from domain.codes import SessionKind, SessionOutcome
from tests.projections.histories import STAFF, History, Step

KINDS = (
    "booked", "booked", "moved", "moved", "moved", "became", "booking_struck", "session_corrected", "assigned", "appointment",
    "appointment", "matched", "closed_or_reopened", "session", "note",
)


class BookingHistory(History):
    """Records what is possible of some steps."""

    def _time(self, pick: int, on: date) -> Occurred:
        # Some of these days lie ahead of the day on which they are booked.
        day = on + timedelta(days=35)
        return Occurred(on=day, at=time(8 + pick % 9, 30), precision="minute") if pick % 3 else Occurred(on=day)

    def _booked(self, case: UUID, pick: int, on: date) -> DomainEvent | None:
        if case not in self._versions:
            return None
        return SessionBooked(
            **self._envelope(case, pick), entry_id=self._new("booking", case), session_id=self._new("session", case),
            **self._values(pick, on),
        )

    def _moved(self, case: UUID, pick: int, on: date) -> DomainEvent | None:
        booking = self._old("booking", case, pick)
        if booking is None:
            return None
        session = next(each.event.session_id for each in self.events if getattr(each.event, "entry_id", None) == booking)
        # Several moves may wait to be struck before the booking can be.
        entry = self._new(f"move of {booking}", case)
        return SessionRebooked(
            **self._envelope(case, pick), entry_id=entry, booking_id=booking, session_id=session, **self._values(pick, on),
        )

    def _booking_struck(self, case: UUID, pick: int, on: date) -> DomainEvent | None:
        booking = self._old("booking", case, pick)
        if booking is None:
            return None
        moves = self._of.get(f"move of {booking} {case}") or self._of[f"booking {case}"]
        entry = moves[pick % len(moves)] if moves is not self._of[f"booking {case}"] else booking
        moves.remove(entry)
        return EntryStruck(**self._envelope(case), entry_id=entry, reason="fel")

    def _became(self, case: UUID, pick: int, on: date) -> DomainEvent | None:
        session = self._old("session", case, pick)
        recorded = {each.event.session_id for each in self.events if isinstance(each.event, c.SessionFacts)}
        if session is None or session in recorded:
            return None
        kinds = (c.SessionHeld, c.SessionMissed, c.SessionCancelled)
        return kinds[pick % 3](
            **self._envelope(case), session_id=session, occurred=self._occurred(pick, on), kind=SessionKind.CONVERSATION
        )

    def _session_corrected(self, case: UUID, pick: int, on: date) -> DomainEvent | None:
        recorded = [each.event for each in self.events if isinstance(each.event, c.SessionFacts)]
        of_case = [each.session_id for each in recorded if each.originator_id == case]
        if not of_case:
            return None
        return c.SessionCorrected(
            **self._envelope(case), session_id=of_case[pick % len(of_case)], occurred=self._occurred(pick, on),
            kind=SessionKind.TELEPHONE, outcome=tuple(SessionOutcome)[pick % 3], reason="fel",
        )

    def _appointment(self, case: UUID, pick: int, on: date) -> DomainEvent | None:
        if case not in self._versions:
            return None
        known = self._old("calendar", case, pick) if pick % 2 else None
        status = CalendarStatus.CANCELLED if pick % 7 == 0 else CalendarStatus.CONFIRMED
        return CalendarContactImported(
            **self._envelope(case), entry_id=self._new("appointment", case), occurred=self._time(pick, on),
            calendar_event_id=known or self._new("calendar", case), calendar_status=status,
            calendar_owner_id=STAFF[pick % 3], calendar_owner_name="Anna Exempel",
        )

    def _matched(self, case: UUID, pick: int, on: date) -> DomainEvent | None:
        appointment = self._old("appointment", case, pick)
        events = [each.event for each in self.events]
        taken_in = {each.entry_id: each.calendar_event_id for each in events if isinstance(each, CalendarContactImported)}
        done = {taken_in[each.calendar_entry_id] for each in events if isinstance(each, CalendarContactMatched)}
        if appointment is None or taken_in[appointment] in done:
            return None
        return CalendarContactMatched(
            **self._envelope(case), entry_id=self._new("match", case), calendar_entry_id=appointment,
            calendar_match=CalendarMatch.NOT_A_CONTACT, reason="Gällde någon annan.",
        )

    def _values(self, pick: int, on: date) -> dict[str, object]:
        worker = STAFF[pick % 3]
        return {
            "booked_for": self._time(pick, on), "kind": tuple(SessionKind)[pick % 3], "worker_id": worker,
            "worker_name": "Anna Exempel",
        }


def booking_history(steps: list[Step]) -> list[RecordedEvent]:
    """What these steps came to, after two cases are opened."""
    history = BookingHistory()
    for step in (Step("open", 0, 1, 3, 5), Step("open", 1, 4, 40, 90), *steps):
        history.take(step)
    return history.events


def booking_histories() -> st.SearchStrategy[list[RecordedEvent]]:
    """Histories of about so many events, with their positions and times."""
    step = st.builds(
        Step, st.sampled_from(KINDS), st.integers(0, 1), st.integers(0, 59), st.integers(0, 70), st.integers(0, 4000)
    )
    return st.lists(step, min_size=8, max_size=40).map(booking_history)


MOVED_EARLIER = [
    Step("booked", 0, 1, 0, 10), Step("moved", 0, 0, 20, 10), Step("appointment", 0, 1, 0, 10), Step("appointment", 0, 3, 9, 10),
    Step("booked", 1, 2, 1, 10), Step("moved", 1, 1, 30, 10), Step("booking_struck", 1, 0, 0, 10), Step("became", 0, 0, 0, 10),
]
"""A booking and an appointment that are moved to an earlier day, and a move that is struck."""
