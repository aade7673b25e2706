"""Decisions: appointments taken in from a calendar, and what they turned out to be."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from domain.base import Occurred, Source, Stamp
from domain.case.contacts.codes import CalendarMatch, CalendarStatus, ContactResult
from domain.case.contacts.events import CalendarContactImported, CalendarContactMatched, ContactMade
from domain.case.contacts.state import moment
from domain.case.guards import GuardedCase, is_imported, require_existing
from domain.codes import SessionOutcome
from domain.errors import ConflictError, InvalidValueError, NotFoundError
from domain.policies import Policy, require_order


class CalendarDecisions(GuardedCase):
    """Appointments in a calendar: a source apart from the journal, by which a missing note can be proved."""

    def import_calendar_contact(
        self,
        *,
        entry_id: UUID,
        calendar_event_id: UUID,
        occurred: Occurred,
        ends: Occurred | None = None,
        calendar_status: CalendarStatus,
        calendar_owner_id: UUID,
        calendar_owner_name: str,
        calendar_owner_title: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[CalendarContactImported]:
        """Take in an appointment from a calendar, or what has changed in one (sv. *läsa in kalenderkontakt*).

        Args:
            calendar_event_id: The same each time the same appointment is taken in.
            occurred: When it begins; at most `policy.calendar_ahead_days` after today. After the closing only from a calendar.
            ends: Not before `occurred`.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            InvalidValueError: `calendar_owner_name`, `calendar_owner_title`; too far ahead; `ends`.
            NotAllowedError: After the closing.
            InvalidValueError: The appointment is already taken in as it is now.

        Source: RFC 5545.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Kalenderkontakten")
        policy.require_short_text(calendar_owner_name, "Namnet på den som har kalendern")
        if calendar_owner_title is not None:
            policy.require_short_text(calendar_owner_title, "Befattningen för den som har kalendern")
        latest = today + timedelta(days=policy.calendar_ahead_days)
        if occurred.on > latest:
            raise InvalidValueError(f"Kalenderkontakten är {occurred.on}. Ange en dag till och med {latest}.")
        if ends is not None and moment(ends) < moment(occurred):
            require_order(occurred.on, "början", ends.on, "Slutet")
            raise InvalidValueError("Kalenderkontakten slutar före sin början. Rätta det klockslag som är fel.")
        self._require_open_on(occurred.on, "Kalenderkontaktens dag", imported=is_imported(stamp, source))
        if self.has_appointment(calendar_event_id, occurred, ends, calendar_status):
            raise InvalidValueError("Kalenderkontakten finns redan så som den är nu. Avstå från att läsa in den igen.")
        return (
            CalendarContactImported(
                **self._next(stamp),
                entry_id=entry_id,
                calendar_event_id=calendar_event_id,
                occurred=occurred,
                ends=ends,
                calendar_status=calendar_status,
                calendar_owner_id=calendar_owner_id,
                calendar_owner_name=calendar_owner_name,
                calendar_owner_title=calendar_owner_title,
                source=source,
            ),
        )

    def match_calendar_contact(
        self,
        *,
        entry_id: UUID,
        calendar_entry_id: UUID,
        calendar_match: CalendarMatch,
        matched_id: UUID | None = None,
        reason: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        policy: Policy,
    ) -> tuple[CalendarContactMatched]:
        """Say what an appointment in a calendar was (sv. *matcha kalenderkontakt*). Also in a closed case.

        Args:
            calendar_entry_id: The appointment as it was taken in, at any time.
            matched_id: The session or the contact, given exactly when it was one.
            reason: Given when it was neither, when it was on another day, and when the session was missed or the attempt
                reached nobody; otherwise as needed.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown appointment.
            ConflictError: It is matched already.
            InvalidValueError: `matched_id` is missing or not wanted.
            NotFoundError: Unknown session or contact.
            InvalidValueError: `reason` is missing, or is no text.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Matchningen")
        require_existing(calendar_entry_id, self.contacts.calendar_event_of, "Kalenderkontakten")
        event_id = self.contacts.calendar_event_of[calendar_entry_id]
        if event_id in self.contacts.matches:
            raise ConflictError("Kalenderkontakten är redan matchad. Stryk den matchning som finns och gör en ny.")
        explained = self._explains_itself(self.contacts.calendar[event_id], calendar_match, matched_id)
        if reason is not None:
            policy.require_short_text(reason, "Orsaken")
        elif not explained:
            raise InvalidValueError(
                "Kalendern och dokumentationen säger olika, så en orsak behövs. Skriv varför, till exempel att tiden flyttades."
            )
        return (
            CalendarContactMatched(
                **self._next(stamp),
                entry_id=entry_id,
                calendar_entry_id=calendar_entry_id,
                calendar_match=calendar_match,
                matched_id=matched_id,
                reason=reason,
                source=source,
            ),
        )

    def has_appointment(
        self, calendar_event_id: UUID, occurred: Occurred, ends: Occurred | None, calendar_status: CalendarStatus
    ) -> bool:
        """Whether the appointment was last taken in with exactly these values."""
        now = self.contacts.calendar.get(calendar_event_id)
        return now is not None and (now.occurred, now.ends, now.calendar_status) == (occurred, ends, calendar_status)

    def _explains_itself(
        self, appointment: CalendarContactImported, match: CalendarMatch, matched_id: UUID | None
    ) -> bool:
        """Whether the record agrees with the calendar: something was held, on that day."""
        if (match in (CalendarMatch.SESSION, CalendarMatch.CONTACT)) != (matched_id is not None):
            raise InvalidValueError("Ange besöket eller kontakten precis när kalenderkontakten var det.")
        if matched_id is None:
            return match is CalendarMatch.NOT_HELD and appointment.calendar_status is CalendarStatus.CANCELLED
        if match is CalendarMatch.SESSION:
            require_existing(matched_id, self.sessions, "Besöket")
            session = self.sessions[matched_id]
            return session.outcome is SessionOutcome.HELD and session.occurred.on == appointment.occurred.on
        contact = self.contacts.entries.get(matched_id)
        if not isinstance(contact, ContactMade):
            raise NotFoundError("Kontakten finns inte i ärendet. Kontrollera att du är i rätt ärende.")
        return contact.contact_result is not ContactResult.NOT_REACHED and contact.occurred.on == appointment.occurred.on
