"""What a case remembers: what must be known of the person to meet them rightly."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from domain.case.area import Area
from domain.case.entry_events import CaseEntry
from domain.case.person.codes import ProtectionLevel
from domain.case.person.events import (
    ChildrenRecorded,
    ClientIdentified,
    ConsentRecorded,
    ConsentWithdrawn,
    ContactDetailsRecorded,
    InterpreterNeedRecorded,
    ProtectedIdentityLifted,
    ProtectedIdentitySet,
    RepresentativeEnded,
    RepresentativeRecorded,
    WishesRecorded,
)

Entry = TypeVar("Entry", bound=CaseEntry)


class Person(Area):
    """What must be known of the person to meet them rightly.

    Attributes:
        identities: In the order recorded, as are the other lists; `latest` gives the one that holds.
        representatives: By entry; `ended` holds the ends.
        consents: By entry; `withdrawals` by the consent's.
        protections: Those that have been set, by entry; `lifted` by the protection's entry.
    """

    def clear(self) -> None:
        """Nothing is known."""
        self.identities: list[ClientIdentified] = []
        self.contact_details: list[ContactDetailsRecorded] = []
        self.representatives: dict[UUID, RepresentativeRecorded] = {}
        self.ended: dict[UUID, RepresentativeEnded] = {}
        self.children: list[ChildrenRecorded] = []
        self.consents: dict[UUID, ConsentRecorded] = {}
        self.withdrawals: dict[UUID, ConsentWithdrawn] = {}
        self.interpreter_needs: list[InterpreterNeedRecorded] = []
        self.wishes: list[WishesRecorded] = []
        self.protections: dict[UUID, ProtectedIdentitySet] = {}
        self.lifted: dict[UUID, ProtectedIdentityLifted] = {}

    @property
    def identity(self) -> ClientIdentified | None:
        """Who the person is, as last known."""
        return latest(self.identities)

    @property
    def birth_date(self) -> date | None:
        """The birth date as last known."""
        return None if self.identity is None else self.identity.birth_date

    @property
    def standing_protections(self) -> list[ProtectedIdentitySet]:
        """Those that are not lifted, in the order recorded."""
        return [each for entry_id, each in self.protections.items() if entry_id not in self.lifted]

    @property
    def protection_level(self) -> ProtectionLevel | None:
        """The strongest protection that stands; None = the data are not protected."""
        by_strength = list(ProtectionLevel)
        return max((each.protection_level for each in self.standing_protections), key=by_strength.index, default=None)

    def last_day_of(self, representative_id: UUID) -> date | None:
        """The last day on which somebody acts for the person; None = goes on."""
        ended = self.ended.get(representative_id)
        return self.representatives[representative_id].to_date if ended is None else ended.ended_on

    def representatives_on(self, day: date) -> dict[UUID, RepresentativeRecorded]:
        """Who acts for the person on a day, by entry."""
        return {
            entry_id: each
            for entry_id, each in self.representatives.items()
            if each.from_date <= day <= (self.last_day_of(entry_id) or date.max)
        }

    def consents_on(self, day: date) -> list[ConsentRecorded]:
        """The consents that hold on a day, in the order recorded; on the day of its withdrawal one no longer does."""
        return [each for each in self.consents.values() if each.consent_given and self._holds(each, day)]

    def _holds(self, consent: ConsentRecorded, day: date) -> bool:
        withdrawn = self.withdrawals.get(consent.entry_id)
        return consent.consent_on <= day <= (consent.consent_until or date.max) and (
            withdrawn is None or day < withdrawn.withdrawn_on
        )

    def _representative(self, event: RepresentativeRecorded) -> None:
        self.representatives[event.entry_id] = event

    def _representative_ended(self, event: RepresentativeEnded) -> None:
        self.ended[event.representative_id] = event

    def _consent(self, event: ConsentRecorded) -> None:
        self.consents[event.entry_id] = event

    def _withdrawn(self, event: ConsentWithdrawn) -> None:
        self.withdrawals[event.consent_id] = event

    def _protected(self, event: ProtectedIdentitySet) -> None:
        self.protections[event.entry_id] = event

    def _lifted(self, event: ProtectedIdentityLifted) -> None:
        self.lifted[event.protection_id] = event

    APPLY = {
        ClientIdentified: lambda self, event: self.identities.append(event),
        ContactDetailsRecorded: lambda self, event: self.contact_details.append(event),
        RepresentativeRecorded: _representative,
        RepresentativeEnded: _representative_ended,
        ChildrenRecorded: lambda self, event: self.children.append(event),
        ConsentRecorded: _consent,
        ConsentWithdrawn: _withdrawn,
        InterpreterNeedRecorded: lambda self, event: self.interpreter_needs.append(event),
        WishesRecorded: lambda self, event: self.wishes.append(event),
        ProtectedIdentitySet: _protected,
        ProtectedIdentityLifted: _lifted,
    }


def by_day(entries: Iterable[Entry]) -> list[Entry]:
    """Entries by the day that they are about, and of one day as recorded."""
    return sorted(entries, key=_day)


def latest(entries: Iterable[Entry]) -> Entry | None:
    """The entry that holds: the one with the latest day, and of several the one recorded last."""
    ordered = by_day(entries)
    return ordered[-1] if ordered else None


def _day(entry: Any) -> date:
    return getattr(entry, entry.DAY)
