"""Decisions: who acts for the person, and the children in the home."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Source, Stamp
from domain.case.guards import GuardedCase, is_imported
from domain.case.person.ages import OF_AGE_FROM, ages_on
from domain.case.person.codes import ChildNeed, Custody, RepresentativeKind
from domain.case.person.events import ChildAtHome, ChildrenRecorded, RepresentativeEnded, RepresentativeRecorded
from domain.case.person.texts import require_given
from domain.codes import YesNoUnknown
from domain.errors import InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import Policy, require_not_after_today, require_order

MOST_GUARDIANS = 2
"""Source: FB 6:2 (the parents), 6:10 a (two appointed guardians)."""


class FamilyDecisions(GuardedCase):
    """Representatives and children."""

    def record_representative(
        self,
        *,
        entry_id: UUID,
        representative_kind: RepresentativeKind,
        representative_name: str,
        representative_contact: str | None = None,
        custody: Custody | None = None,
        mandate: str | None = None,
        may_consent: bool,
        from_date: date,
        to_date: date | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[RepresentativeRecorded]:
        """State who acts for the person (sv. *registrera företrädare*).

        Args:
            custody: Of a guardian with custody, and of nobody else.
            from_date: First day; may lie ahead. Not after the closing unless it is imported history.
            to_date: Last day, not before `from_date`; None = goes on.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            InvalidValueError: `representative_name`, `representative_contact`, `mandate`; then the order of the days; then
                `custody` is missing for a guardian or given for somebody else.
            NotAllowedError: After the closing; then a guardian of somebody of age; then more than two with custody at a time;
                then somebody has sole custody, or would get it, beside another guardian.

        Source: SOSFS 2014:5 4 kap.; FB 6:2, 6:10 a, 9:1, 11 kap.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Företrädaren")
        policy.require_short_text(representative_name, "Namnet på företrädaren")
        require_given(
            policy.require_short_text, {"Kontaktuppgifterna": representative_contact, "Uppdraget": mandate}
        )
        if to_date is not None:
            require_order(from_date, "första dagen", to_date, "Sista dagen")
        if (custody is not None) != representative_kind.has_custody:
            raise InvalidValueError("Vårdnad anges för vårdnadshavare och inte för andra. Ange eller ta bort vårdnaden.")
        self._require_open_on(from_date, "Första dagen", imported=is_imported(stamp, source))
        if representative_kind.is_guardian:
            self._require_under_age(from_date)
        if custody is not None:
            self._require_free_custody(custody, from_date, to_date)
        return (
            RepresentativeRecorded(
                **self._next(stamp), entry_id=entry_id, representative_kind=representative_kind,
                representative_name=representative_name, representative_contact=representative_contact, custody=custody,
                mandate=mandate, may_consent=may_consent, from_date=from_date, to_date=to_date, source=source,
            ),
        )

    def end_representative(
        self,
        *,
        entry_id: UUID,
        representative_id: UUID,
        ended_on: date,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[RepresentativeEnded]:
        """State the last day on which somebody acts for the person (sv. *avsluta företrädarskap*). Also in a closed case.

        Args:
            ended_on: From the first day to the last one that is stated already, both included; may lie ahead.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown `representative_id`.
            NotAllowedError: The end is recorded already.
            InvalidValueError: `ended_on`.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Uppgiften")
        if representative_id not in self.person.representatives:
            raise NotFoundError("Företrädaren finns inte i ärendet. Kontrollera att du är i rätt ärende.")
        if representative_id in self.person.ended:
            raise NotAllowedError("Företrädarskapet är redan avslutat. Stryk den uppgiften först om dagen är fel.")
        known = self.person.representatives[representative_id]
        require_order(known.from_date, "första dagen", ended_on, "Sista dagen")
        if known.to_date is not None and ended_on > known.to_date:
            raise InvalidValueError(f"Företrädarskapet slutar redan {known.to_date}. Ange den dagen eller en tidigare.")
        return (
            RepresentativeEnded(
                **self._next(stamp), entry_id=entry_id, representative_id=representative_id, ended_on=ended_on, source=source
            ),
        )

    def record_children(
        self,
        *,
        entry_id: UUID,
        person_asked_on: date,
        children_in_home: YesNoUnknown,
        children_at_home: tuple[ChildAtHome, ...] = (),
        child_need: ChildNeed | None = None,
        child_need_text: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ChildrenRecorded]:
        """State whether there are children in the home, and what they need (sv. *fråga om barn i hemmet*).

        Args:
            person_asked_on: Not after today, nor after the closing unless it is imported history.
            children_at_home: At least one, exactly when there are children. A birth year is from the one in which somebody
                who is still under 18 can have been born to the year of asking, both included.
            child_need: Given exactly when there are children.
            child_need_text: Needed for a need, and for why it was not asked about.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            InvalidValueError: `person_asked_on` after today; then children or need do not fit the answer; then a birth year; then
                `child_need_text` is missing; then it cannot be used.
            NotAllowedError: After the closing.

        Source: SoL 2025:400 3:1–4; CRC art. 1 (lag 2018:1197): a child is under 18.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Uppgiften om barn")
        require_not_after_today(person_asked_on, "Dagen för frågan", today)
        _require_fitting_children(children_in_home, children_at_home, child_need)
        for child in children_at_home:
            _require_child(child, person_asked_on)
        if child_need_text is None and child_need in (ChildNeed.NEED, ChildNeed.NOT_ASKED):
            raise InvalidValueError("Skriv vilket behov barnet har, eller varför det inte efterfrågades.")
        require_given(policy.require_text, {"Texten om barnets behov": child_need_text})
        self._require_open_on(person_asked_on, "Dagen för frågan", imported=is_imported(stamp, source))
        return (
            ChildrenRecorded(
                **self._next(stamp), entry_id=entry_id, person_asked_on=person_asked_on, children_in_home=children_in_home,
                children_at_home=children_at_home, child_need=child_need, child_need_text=child_need_text, source=source,
            ),
        )

    def _require_under_age(self, day: date) -> None:
        ages = ages_on(self.person.birth_date, None if self.facts is None else self.facts.birth_year, day)
        if ages is not None and ages[0] >= OF_AGE_FROM:
            raise NotAllowedError(
                "Den som är myndig har ingen vårdnadshavare. Välj ett annat slag av företrädare, eller rätta födelsedatumet."
            )

    def _require_free_custody(self, custody: Custody, first: date, last: date | None) -> None:
        others = [
            each for entry_id, each in self.person.representatives.items()
            if each.custody is not None and each.from_date <= (last or date.max)
            and first <= (self.person.last_day_of(entry_id) or date.max)
        ]
        if len(others) >= MOST_GUARDIANS:
            raise NotAllowedError("Barnet har redan två vårdnadshavare de dagarna. Avsluta den som inte längre är det först.")
        if others and Custody.SOLE in (custody, *(each.custody for each in others)):
            raise NotAllowedError(
                "Ensam vårdnad går inte ihop med en annan vårdnadshavare samma dagar. Avsluta den andra först, eller rätta."
            )


def _require_fitting_children(answer: YesNoUnknown, children: tuple[ChildAtHome, ...], need: ChildNeed | None) -> None:
    has_children = answer is YesNoUnknown.YES
    if bool(children) != has_children:
        raise InvalidValueError("Ange barnen när svaret är ja, och inga barn annars.")
    if (need is not None) != has_children:
        raise InvalidValueError("Ange om barnets behov är efterfrågat när det finns barn, och inte annars.")


def _require_child(child: ChildAtHome, day: date) -> None:
    year, oldest = child.child_birth_year, day.year - OF_AGE_FROM
    if year is not None and not oldest <= year <= day.year:
        raise InvalidValueError(f"Ett barn är under {OF_AGE_FROM} år. Ange ett födelseår från {oldest} till {day.year}.")
