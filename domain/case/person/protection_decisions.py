"""Decisions: protected identity. Never refused because of a closing: the record can be read, so it must be protected."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Source, Stamp
from domain.case.guards import GuardedCase
from domain.case.parties.persons import require_persons
from domain.case.person.codes import ProtectedPerson, ProtectionLevel, ProtectionSource
from domain.case.person.events import ProtectedIdentityLifted, ProtectedIdentitySet
from domain.case.person.texts import require_given
from domain.errors import InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import Policy, require_not_after_today, require_order


class ProtectedIdentityDecisions(GuardedCase):
    """Protected identity."""

    def set_protected_identity(
        self,
        *,
        entry_id: UUID,
        protected_from: date,
        protection_level: ProtectionLevel,
        protected_person: ProtectedPerson,
        protection_source: ProtectionSource,
        keep_from: str | None = None,
        safe_contact: str | None = None,
        protected_person_id: UUID | None = None,
        kept_from_ids: tuple[UUID, ...] = (),
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ProtectedIdentitySet]:
        """Protect somebody's data, from now on and in everything earlier (sv. *registrera skyddade personuppgifter*).

        Args:
            protected_from: The day it began elsewhere, not after today.
            protected_person_id: The client's is the case's own id.
            kept_from_ids: The persons of the case who may not learn anything; none = it holds towards everybody.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            InvalidValueError: `protected_from` after today; then `keep_from`, `safe_contact`.
            InvalidValueError, NotFoundError: `protected_person_id`; then `kept_from_ids`, see `require_persons`.
            InvalidValueError: The person is not whom `protected_person` says; then they are kept from themselves; then a
                protection towards a party lacks the person or the party.
            NotAllowedError: The same protection of a client stands already; there is only one client, so it is the same.

        Source: OSL 2009:400 21:3, 21:3 a, 22:1.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Skyddet")
        require_not_after_today(protected_from, "Skyddets första dag", today)
        require_given(
            policy.require_short_text, {"Vem som inget får veta": keep_from, "Säker kontaktväg": safe_contact}
        )
        protection = ProtectedIdentitySet(
            **self._next(stamp), entry_id=entry_id, protected_from=protected_from, protection_level=protection_level,
            protected_person=protected_person, protection_source=protection_source, keep_from=keep_from,
            safe_contact=safe_contact, protected_person_id=protected_person_id, kept_from_ids=kept_from_ids, source=source,
        )
        self._require_named(protection)
        if protected_person is ProtectedPerson.CLIENT and any(
            _what(each) == _what(protection) for each in self.person.standing_protections
        ):
            raise NotAllowedError("Skyddet är redan registrerat och gäller.")
        return (protection,)

    def lift_protected_identity(
        self,
        *,
        entry_id: UUID,
        protection_id: UUID,
        lifted_on: date,
        protection_source: ProtectionSource,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ProtectedIdentityLifted]:
        """State that a protection has ended (sv. *häva skyddade personuppgifter*). From then on nothing is masked because of it.

        Args:
            lifted_on: From the protection's first day to today, both included: nobody may lift it ahead.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown `protection_id`.
            NotAllowedError: It is lifted already.
            InvalidValueError: `lifted_on`.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Uppgiften")
        protection = self.person.protections.get(protection_id)
        if protection is None:
            raise NotFoundError("Skyddet finns inte i ärendet. Kontrollera att du är i rätt ärende.")
        if protection_id in self.person.lifted:
            raise NotAllowedError("Skyddet är redan hävt.")
        require_not_after_today(lifted_on, "Dagen då skyddet upphörde", today)
        require_order(protection.protected_from, "skyddets första dag", lifted_on, "Dagen då skyddet upphörde")
        return (
            ProtectedIdentityLifted(
                **self._next(stamp), entry_id=entry_id, protection_id=protection_id, lifted_on=lifted_on,
                protection_source=protection_source, source=source,
            ),
        )

    def _require_named(self, protection: ProtectedIdentitySet) -> None:
        person, kept_from = protection.protected_person_id, protection.kept_from_ids
        require_persons(self, () if person is None else (person,), "Den som skyddas")
        require_persons(self, kept_from, "Den som inget får veta")
        if person is not None and (protection.protected_person is ProtectedPerson.CLIENT) != (person == self.id):
            raise InvalidValueError("Vem skyddet gäller stämmer inte med den angivna personen. Ändra något av dem.")
        if person is not None and person in kept_from:
            raise InvalidValueError("Ingen skyddas mot sig själv. Ta bort den skyddade ur dem som inget får veta.")
        if protection.protection_level is ProtectionLevel.PARTY and (person is None or not kept_from):
            raise InvalidValueError("Ett skydd mot en annan part behöver både den som skyddas och minst en som inget får veta.")


def _what(protection: ProtectedIdentitySet) -> tuple[object, ...]:
    towards = protection.kept_from_ids if protection.protection_level is ProtectionLevel.PARTY else ()
    return protection.protected_person, protection.protection_level, frozenset(towards)
