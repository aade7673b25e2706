"""Decisions: the first contact, the team, and the times offered for a first visit."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Occurred, Source, Stamp
from domain.case.guards import is_imported, require_existing
from domain.case.intake.codes import FirstContactWith, OfferAnswer
from domain.case.intake.events import CaseAllocated, FirstContactMade, OfferedTimeAnswered, TimeOffered
from domain.case.intake.guards import GuardedIntake
from domain.codes import NoteChannel, SessionKind
from domain.errors import InvalidValueError, NotAllowedError
from domain.policies import Policy, require_order


class FirstVisitDecisions(GuardedIntake):
    """From the request to the time of a first visit."""

    def record_first_contact(
        self,
        *,
        entry_id: UUID,
        intake_id: UUID,
        occurred: Occurred,
        channel: NoteChannel,
        contact_with: FirstContactWith,
        right_to_apply_told: bool | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
    ) -> tuple[FirstContactMade]:
        """Record the first contact after a request (sv. *registrera första kontakten*).

        Args:
            occurred: From the day of the request to today, both included.
            right_to_apply_told: Whether they were told that help can also be applied for.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown request.
            NotAllowedError: It has its first contact already.
            InvalidValueError: `occurred` after today.
            NotAllowedError: After the closing.
            InvalidValueError: Before the request.

        Source: SoL 2025:400 11:6 on what is told.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Kontakten")
        require_existing(intake_id, self.intake.intakes, "Begäran")
        if intake_id in self.intake.first_contacts:
            raise NotAllowedError("Begäran har redan en första kontakt. Stryk den om den är fel, eller skriv en vanlig kontakt.")
        self._require_after_intake(intake_id, occurred.on, "Första kontakten", today, imported=is_imported(stamp, source))
        return (
            FirstContactMade(
                **self._next(stamp), entry_id=entry_id, intake_id=intake_id, occurred=occurred, channel=channel,
                contact_with=contact_with, right_to_apply_told=right_to_apply_told, source=source,
            ),
        )

    def allocate_case(
        self,
        *,
        entry_id: UUID,
        intake_id: UUID,
        allocated_on: date,
        team_name: str | None = None,
        allocated_unit_id: UUID | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[CaseAllocated]:
        """Give a request to a team (sv. *fördela*). Giving it to another team later is a new allocation.

        Args:
            allocated_on: From the day of the request to today, both included.
            team_name: The team, never a person. This or `allocated_unit_id`, or both.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown request.
            InvalidValueError: `team_name`; then neither a team nor a unit; then `allocated_on` after today.
            NotAllowedError: After the closing.
            InvalidValueError: Before the request.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Fördelningen")
        require_existing(intake_id, self.intake.intakes, "Begäran")
        if team_name is not None:
            policy.require_short_text(team_name, "Teamet")
        elif allocated_unit_id is None:
            raise InvalidValueError("Teamet saknas. Ange vilket team eller vilken enhet begäran fördelas till.")
        self._require_after_intake(intake_id, allocated_on, "Dagen för fördelningen", today, imported=is_imported(stamp, source))
        return (
            CaseAllocated(
                **self._next(stamp), entry_id=entry_id, intake_id=intake_id, allocated_on=allocated_on, team_name=team_name,
                allocated_unit_id=allocated_unit_id, source=source,
            ),
        )

    def offer_time(
        self,
        *,
        entry_id: UUID,
        intake_id: UUID,
        offered_on: date,
        offered_for: Occurred,
        kind: SessionKind,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
    ) -> tuple[TimeOffered]:
        """Record that the person was offered a time (sv. *erbjuda tid*).

        Args:
            offered_on: The day the person was told, from the day of the request to today, both included.
            offered_for: The time offered, not before `offered_on`; a day or a time of day, since a month is no time.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown request.
            InvalidValueError: `offered_on` after today.
            NotAllowedError: After the closing.
            InvalidValueError: Before the request; then `offered_for` is a month; then it is before `offered_on`.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Den erbjudna tiden")
        require_existing(intake_id, self.intake.intakes, "Begäran")
        self._require_after_intake(
            intake_id, offered_on, "Dagen då tiden erbjöds", today, imported=is_imported(stamp, source)
        )
        if offered_for.precision == "month":
            raise InvalidValueError("Den erbjudna tiden är en månad. Ange vilken dag tiden gäller.")
        require_order(offered_on, "dagen då tiden erbjöds", offered_for.on, "Den erbjudna tiden")
        return (
            TimeOffered(
                **self._next(stamp), entry_id=entry_id, intake_id=intake_id, offered_on=offered_on, offered_for=offered_for,
                kind=kind, source=source,
            ),
        )

    def answer_offered_time(
        self,
        *,
        entry_id: UUID,
        offer_id: UUID,
        answered_on: date,
        answer: OfferAnswer,
        declined_because: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[OfferedTimeAnswered]:
        """Record what became of a time that was offered (sv. *svar på erbjuden tid*).

        Args:
            answered_on: From the day of the offer to today, both included.
            declined_because: The person's own reason, only when the time was declined.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown offer.
            NotAllowedError: It is answered already.
            InvalidValueError: `declined_because`; then given for a time that was not declined; then `answered_on` after today.
            NotAllowedError: After the closing.
            InvalidValueError: Before the offer.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Svaret")
        require_existing(offer_id, self.intake.offers, "Den erbjudna tiden")
        if offer_id in self.intake.answers:
            raise NotAllowedError("Den erbjudna tiden har redan ett svar. Stryk det om det är fel.")
        if declined_because is not None:
            policy.require_text(declined_because, "Skälet till att tiden avböjdes")
            if answer is not OfferAnswer.DECLINED:
                raise InvalidValueError("Ett skäl till att tiden avböjdes är angivet, men tiden avböjdes inte. Ta bort det ena.")
        self._require_intake_day(answered_on, "Dagen för svaret", today, imported=is_imported(stamp, source))
        require_order(self.intake.offers[offer_id].offered_on, "dagen då tiden erbjöds", answered_on, "Dagen för svaret")
        return (
            OfferedTimeAnswered(
                **self._next(stamp), entry_id=entry_id, offer_id=offer_id, answered_on=answered_on, answer=answer,
                declined_because=declined_because, source=source,
            ),
        )
