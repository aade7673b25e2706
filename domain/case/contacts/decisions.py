"""Decisions: contacts of every kind beside the booked sessions, and what a booked session was."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Occurred, Source, Stamp
from domain.case.contacts.calendar_decisions import CalendarDecisions
from domain.case.contacts.checks import require_possible, require_themes
from domain.case.contacts.codes import (
    ChildHeard,
    ContactInitiator,
    ContactParty,
    ContactPlace,
    ContactResult,
    ContactTheme,
    ContactWay,
)
from domain.case.contacts.events import (
    AdviceTalkHeld,
    ContactMade,
    ContactNoteStated,
    GroupAttendanceRecorded,
    SessionDescribed,
)
from domain.case.contacts.membership_decisions import MembershipDecisions
from domain.case.guards import is_imported, require_existing
from domain.codes import SessionOutcome
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import Policy, require_not_after_today


class ContactsDecisions(CalendarDecisions, MembershipDecisions):
    """Contacts of every kind beside the booked sessions."""

    def record_contact(
        self,
        *,
        entry_id: UUID,
        occurred: Occurred,
        way: ContactWay,
        contact_result: ContactResult,
        parties: tuple[ContactParty, ...],
        initiated_by: ContactInitiator,
        place: ContactPlace | None = None,
        place_name: str | None = None,
        duration_minutes: int | None = None,
        themes: tuple[ContactTheme, ...] = (),
        child_heard: ChildHeard | None = None,
        child_not_heard_reason: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ContactMade]:
        """Record a contact beside the booked sessions, or an attempt at one (sv. *registrera kontakt*).

        Args:
            occurred: Not after today, nor after the closing unless it is imported history.
            parties: One for each person, at least one; of an attempt those who were sought.
            place_name: Only with `place`; leave it out where the code says enough.
            duration_minutes: From 1 to `policy.contact_duration_max_minutes`, both included.
            child_not_heard_reason: Given exactly when the child was not heard.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            InvalidValueError: `occurred` after today; `parties`; the result does not fit the way; the place does not fit the
                way; something was said in an attempt; then `place_name`, `duration_minutes`, `themes`, `child_heard`.
            NotAllowedError: After the closing.

        Source: SoL 2025:400 14:3; 3:2 for how the child was heard.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Kontakten")
        made = ContactMade(
            **self._next(stamp),
            entry_id=entry_id,
            occurred=occurred,
            way=way,
            contact_result=contact_result,
            parties=parties,
            initiated_by=initiated_by,
            place=place,
            place_name=place_name,
            duration_minutes=duration_minutes,
            themes=themes,
            child_heard=child_heard,
            child_not_heard_reason=child_not_heard_reason,
            source=source,
        )
        require_not_after_today(occurred.on, "Kontaktens datum", today)
        require_possible(made, policy, way=way, result=contact_result)
        self._require_open_on(occurred.on, "Kontaktens datum", imported=is_imported(stamp, source))
        return (made,)

    def describe_session(
        self,
        *,
        entry_id: UUID,
        session_id: UUID,
        parties: tuple[ContactParty, ...],
        place: ContactPlace | None = None,
        place_name: str | None = None,
        duration_minutes: int | None = None,
        themes: tuple[ContactTheme, ...] = (),
        child_heard: ChildHeard | None = None,
        child_not_heard_reason: str | None = None,
        plan_step_id: UUID | None = None,
        source: Source | None = None,
        stamp: Stamp,
        policy: Policy,
    ) -> tuple[SessionDescribed]:
        """Say who took part in a held session, where, and what it was about (sv. *beskriva besök*). Also in a closed case.

        Args:
            parties: One for each person besides the staff, at least one.
            duration_minutes: From 1 to `policy.contact_duration_max_minutes`, both included.
            plan_step_id: An entry of this case, such as the step of a manual programme.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown session.
            NotAllowedError: It was not held.
            ConflictError: It is described already.
            InvalidValueError: `parties`; then `place_name`, `duration_minutes`, `themes`, `child_heard`.
            NotFoundError: Unknown `plan_step_id`.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Beskrivningen")
        require_existing(session_id, self.sessions, "Besöket")
        if self.sessions[session_id].outcome is not SessionOutcome.HELD:
            raise NotAllowedError("Besöket blev inte av, så det kan inte beskrivas. Rätta besöket om det ändå genomfördes.")
        if session_id in self.contacts.descriptions:
            raise ConflictError("Besöket är redan beskrivet. Stryk den beskrivning som finns och skriv en ny.")
        described = SessionDescribed(
            **self._next(stamp),
            entry_id=entry_id,
            session_id=session_id,
            parties=parties,
            place=place,
            place_name=place_name,
            duration_minutes=duration_minutes,
            themes=themes,
            child_heard=child_heard,
            child_not_heard_reason=child_not_heard_reason,
            plan_step_id=plan_step_id,
            source=source,
        )
        require_possible(described, policy)
        if plan_step_id is not None and not any(plan_step_id in area.entries for area in self.areas()):
            raise NotFoundError("Steget i planen finns inte i ärendet. Välj ett steg som finns, eller utelämna det.")
        return (described,)

    def record_advice_talk(
        self,
        *,
        entry_id: UUID,
        occurred: Occurred,
        way: ContactWay,
        parties: tuple[ContactParty, ...],
        themes: tuple[ContactTheme, ...] = (),
        right_to_apply_told: bool,
        max_talks: int | None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[AdviceTalkHeld]:
        """Record an advice talk, of which the offering allows so many (sv. *registrera rådgivningssamtal*).

        Args:
            occurred: Not after today, nor after the closing unless it is imported history.
            max_talks: Handed in by the service: what the case's offering allowed on the day of the talk, from 1; None = no
                limit. Counted from the opening, or from the return of a case that was opened again; imported history is
                not held to it.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            InvalidValueError: `occurred` after today; then `parties`, `way`, `themes`.
            NotAllowedError: After the closing; then there have been as many talks as the offering allows.

        Source: SoL 2025:400 14:4, 11:6.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Samtalet")
        require_not_after_today(occurred.on, "Samtalets datum", today)
        if not parties:
            raise InvalidValueError("Deltagare saknas. Ange minst en som deltog.")
        if way.is_written:
            raise InvalidValueError(f"Ett rådgivningssamtal kan inte föras genom {way.swedish}. Registrera det som en kontakt.")
        require_themes(themes)
        imported = is_imported(stamp, source)
        self._require_open_on(occurred.on, "Samtalets datum", imported=imported)
        if max_talks is not None and not imported and self.advice_talks_beside(occurred.on) >= max_talks:
            raise NotAllowedError(
                f"Rådgivningen omfattar högst {max_talks} samtal, och de är använda. "
                "Informera om rätten att ansöka om insats, och öppna ett ärende om insats om personen ansöker."
            )
        return (
            AdviceTalkHeld(
                **self._next(stamp),
                entry_id=entry_id,
                occurred=occurred,
                way=way,
                parties=parties,
                themes=themes,
                right_to_apply_told=right_to_apply_told,
                max_talks=max_talks,
                source=source,
            ),
        )

    def state_contact_note(
        self,
        *,
        entry_id: UUID,
        about_id: UUID,
        note_id: UUID | None = None,
        no_note_reason: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        policy: Policy,
    ) -> tuple[ContactNoteStated]:
        """Say which note is about a contact, or why none is needed (sv. *ange kontaktens anteckning*). Also in a closed case.

        Args:
            about_id: A session, a contact, an advice talk or an attendance in a group.
            note_id: A note of this case; exactly one of it and `no_note_reason` is given.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown contact.
            ConflictError: It is stated already.
            InvalidValueError: Neither or both of `note_id` and `no_note_reason`.
            NotFoundError: Unknown note.
            NotAllowedError: The note lies in the wrong file.
            InvalidValueError: `no_note_reason`.

        Source: SoL 2025:400 14:3.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Uppgiften om anteckning")
        if about_id not in self.sessions and not isinstance(self.contacts.entries.get(about_id), _CONTACTS):
            raise NotFoundError("Kontakten finns inte i ärendet. Kontrollera att du är i rätt ärende.")
        if about_id in self.contacts.stated_notes:
            raise ConflictError("Det är redan angivet för kontakten. Stryk den uppgift som finns och skriv en ny.")
        if (note_id is None) == (no_note_reason is None):
            raise InvalidValueError("Ange antingen anteckningen eller varför ingen anteckning behövs, inte båda.")
        if note_id is not None:
            require_existing(note_id, self.notes, "Anteckningen")
            if note_id in self.misfiled:
                raise NotAllowedError("Anteckningen ligger i fel akt. Ange den anteckning som har skrivits i stället.")
        if no_note_reason is not None:
            policy.require_short_text(no_note_reason, "Orsaken till att anteckning inte behövs")
        return (
            ContactNoteStated(
                **self._next(stamp),
                entry_id=entry_id,
                about_id=about_id,
                note_id=note_id,
                no_note_reason=no_note_reason,
                source=source,
            ),
        )

    def advice_talks_beside(self, day: date) -> int:
        """How many advice talks there have been in the same time of the case being open as a talk on `day`."""
        return sum(self._round(each.occurred.on) == self._round(day) for each in self.contacts.advice_talks)

    def _round(self, day: date) -> int:
        return sum(span.first is not None and span.first <= day for span in self.open_spans[1:])


_CONTACTS = (ContactMade, AdviceTalkHeld, GroupAttendanceRecorded)
