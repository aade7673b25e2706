"""Decisions: sessions that are booked ahead, moved, and what became of them."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from domain.base import Occurred, Source, Stamp
from domain.case.bookings.events import SessionBooked, SessionRebooked
from domain.case.bookings.state import Booking
from domain.case.contacts.codes import ContactParty, ContactPlace
from domain.case.events import SessionCancelled, SessionHeld, SessionMissed
from domain.case.guards import is_imported, require_existing, require_new
from domain.case.treatment import TreatmentDecisions
from domain.codes import SessionKind, SessionOutcome
from domain.errors import ConflictError, InvalidValueError
from domain.policies import Policy


class BookingDecisions(TreatmentDecisions):
    """Sessions that are booked ahead, beside those that have been."""

    def book_session(
        self,
        *,
        entry_id: UUID,
        session_id: UUID,
        booked_for: Occurred,
        kind: SessionKind,
        worker_id: UUID,
        worker_name: str,
        worker_title: str | None = None,
        invited: tuple[ContactParty, ...] = (),
        place: ContactPlace | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[SessionBooked]:
        """Book a session (sv. *boka besök*). That a time is taken already is a warning, and stops nothing.

        Args:
            session_id: What the session is recorded under when it has been.
            booked_for: A day from today to `policy.booking_ahead_days` after it, both included. Not after the closing, except
                a follow-up meeting.
            invited: One for each person besides the staff; two fathers are two.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used; then `session_id`.
            InvalidValueError: `worker_name`, `worker_title`; then `booked_for` is a month, before today, or too far ahead.
            NotAllowedError: After the closing.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Bokningen")
        require_new(session_id, self.sessions, "Besöket")
        if self.bookings.of_session(session_id) is not None:
            raise ConflictError("Besöket är redan bokat. Flytta den bokning som finns i stället för att boka en gång till.")
        _require_worker(worker_name, worker_title, policy)
        self._require_bookable(booked_for, kind, today, policy, imported=is_imported(stamp, source))
        return (
            SessionBooked(
                **self._next(stamp), entry_id=entry_id, session_id=session_id, booked_for=booked_for, kind=kind,
                worker_id=worker_id, worker_name=worker_name, worker_title=worker_title, invited=invited, place=place,
                source=source,
            ),
        )

    def rebook_session(
        self,
        *,
        entry_id: UUID,
        booking_id: UUID,
        booked_for: Occurred,
        worker_id: UUID | None = None,
        worker_name: str | None = None,
        worker_title: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[SessionRebooked]:
        """Move a booked session to another time (sv. *boka om besök*). The earlier time stays legible.

        Args:
            booked_for: As when booking.
            worker_id: Whom it is with from now on; None = whoever it was with.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown booking.
            ConflictError: What became of the session is recorded.
            InvalidValueError: `worker_name`, `worker_title`; then nothing changes; then `booked_for` is a month, before today, or
                too far ahead.
            NotAllowedError: After the closing.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Ombokningen")
        now = self._waiting(booking_id).now
        worker = (now.worker_id, now.worker_name, now.worker_title)
        if worker_id is not None:
            worker = (worker_id, worker_name or "", worker_title)
        _require_worker(worker[1], worker[2], policy)
        if booked_for == now.booked_for and worker[0] == now.worker_id:
            raise InvalidValueError("Besöket är redan bokat så. Ange en annan tid eller en annan medarbetare.")
        self._require_bookable(booked_for, now.kind, today, policy, imported=is_imported(stamp, source))
        return (
            SessionRebooked(
                **self._next(stamp), entry_id=entry_id, booking_id=booking_id, session_id=now.session_id, booked_for=booked_for,
                kind=now.kind, worker_id=worker[0], worker_name=worker[1], worker_title=worker[2], invited=now.invited,
                place=now.place, source=source,
            ),
        )

    def record_booked_session(
        self,
        *,
        booking_id: UUID,
        outcome: SessionOutcome,
        occurred: Occurred | None = None,
        participants: tuple[str, ...] = (),
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[SessionHeld | SessionMissed | SessionCancelled]:
        """Record what became of a booked session: held, missed or cancelled (sv. *utfall av bokat besök*).

        Args:
            occurred: When it was; None = as it was booked. Not after today, unless it is cancelled.
            participants: Who took part, as roles; none = those who were invited.

        Raises:
            NotFoundError: Unknown case; then unknown booking.
            ConflictError: What became of the session is recorded.
            InvalidValueError: `participants`; then `occurred` after today.
            NotAllowedError: Held or missed after the closing, and no follow-up meeting.
        """
        self._require_known()
        now = self._waiting(booking_id).now
        return self.record_session(
            session_id=now.session_id, outcome=outcome, occurred=occurred or now.booked_for, kind=now.kind,
            participants=participants or tuple(each.swedish for each in now.invited), source=source, stamp=stamp, today=today,
            policy=policy,
        )

    def _waiting(self, booking_id: UUID) -> Booking:
        """A booking of which nobody has said what became of it."""
        require_existing(booking_id, self.bookings.booked, "Bokningen")
        booking = self.bookings.booked[booking_id]
        if booking.booked.session_id in self.sessions:
            raise ConflictError("Det är redan registrerat hur det bokade besöket gick. Rätta besöket om det är fel.")
        return booking

    def _require_bookable(
        self, booked_for: Occurred, kind: SessionKind, today: date, policy: Policy, *, imported: bool
    ) -> None:
        if booked_for.precision == "month":
            raise InvalidValueError("Besöket är bokat till en månad. Ange vilken dag det är, och klockslaget om det är bestämt.")
        if booked_for.on < today:
            raise InvalidValueError(
                f"Besöket bokas till {booked_for.on}, men i dag är det {today}. Ange en dag från i dag, eller registrera besöket"
                " som det blev."
            )
        latest = today + timedelta(days=policy.booking_ahead_days)
        if booked_for.on > latest:
            raise InvalidValueError(f"Besöket bokas till {booked_for.on}. Ange en dag till och med {latest}.")
        if kind is not SessionKind.FOLLOW_UP_MEETING:
            self._require_open_on(booked_for.on, "Det bokade besökets dag", imported=imported)


def _require_worker(name: str, title: str | None, policy: Policy) -> None:
    policy.require_short_text(name, "Namnet på medarbetaren")
    if title is not None:
        policy.require_short_text(title, "Befattningen")
