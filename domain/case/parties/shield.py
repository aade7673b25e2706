"""What one person of a case may not learn, because somebody in it is protected from them (sv. *skydd mot en part*).

Three things are asked of a piece, in this order: does a label say whom it is about; does its kind of entry say it by itself (a
representative's contact details are about the representative); and if nothing says it, may it be about the protected person?
What nobody has said is kept back: which text names a place no machine can tell. A protection that does not say from whom holds
towards everybody but the one it protects.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from domain.base import ENVELOPE_FIELDS, DomainEvent, Immutable, Occurred
from domain.case.decisions.events import AppealReceived, DecisionMade
from domain.case.disclosure.events import DisclosureRequested
from domain.case.events import CaseFacts
from domain.case.journal_events import DifferingOpinionNoted
from domain.case.parties.codes import ShieldReason
from domain.case.parties.events import ContentLabelled
from domain.case.person.codes import ProtectedPerson
from domain.case.person.events import (
    ClientIdentified,
    ContactDetailsRecorded,
    InterpreterNeedRecorded,
    ProtectedIdentityLifted,
    ProtectedIdentitySet,
    RepresentativeEnded,
    RepresentativeRecorded,
    WishesRecorded,
)
from domain.case.ratings.events import ClosePersonNamed
from domain.case.state import CaseState
from domain.codes import Code

SHOWN_STRINGS = frozenset({
    "number", "month", "instrument", "instrument_version", "language", "method_code", "standard_goal_code", "need_category",
    "reason_codes", "claimed_entry_type", "delegation_reference", "legal_ground", "screening_form", "group_programme",
    "danger_routine",
})
"""Plain strings in the segment `record` that are names of definitions, numbers and codes of the unit's own lists."""


class Shield(NamedTuple):
    """What a recipient may not learn (sv. *skydd mot en part*).

    Args:
        case: Folded to the ledger's end: what is protected now is kept back of everything earlier too.
        recipient: A person of the case; None = some party, nobody knows which.
        hidden: The persons who are protected from the recipient.
        of_unknown: Whether somebody is protected who is no named person of the case.
    """

    case: CaseState
    recipient: UUID | None
    hidden: frozenset[UUID]
    of_unknown: bool

    @property
    def stands(self) -> bool:
        """Whether anybody is protected from the recipient."""
        return bool(self.hidden) or self.of_unknown

    def why(self, event: DomainEvent | None, entry_id: UUID | None, kind: str) -> ShieldReason | None:
        """Why a piece is kept from the recipient; None = it is not.

        Args:
            event: What says it; None = only the entry is known.
            entry_id: What labels name it by.
            kind: Its kind of content.
        """
        if kind == "staff":
            return None
        label = None if entry_id is None else self.case.parties.label_of(entry_id, kind)
        told = event if isinstance(event, ContentLabelled) else label
        if told is not None and self._is_kept_from(told.keep_from_ids):
            return ShieldReason.CONCERNS_PROTECTED
        if not self.stands:
            return None
        if isinstance(event, ProtectedIdentitySet | ProtectedIdentityLifted) and not self._is_theirs(event):
            return ShieldReason.CONCERNS_PROTECTED
        persons = _concerned(self.case, event, kind) if label is None else frozenset(label.concerns_person_ids)
        if persons is not None:
            return ShieldReason.CONCERNS_PROTECTED if self._may_not_learn_of(persons) else None
        if kind == "record" and event is not None and not _has_text(event):
            return None
        return ShieldReason.UNLABELLED

    def _may_not_learn_of(self, persons: frozenset[UUID]) -> bool:
        others = persons - {self.recipient}
        return bool(others & self.hidden) or (self.of_unknown and (bool(others) or not persons))

    def _is_theirs(self, event: ProtectedIdentitySet | ProtectedIdentityLifted) -> bool:
        # That there is a protection tells of a danger: only the protected person learns of it where anybody is in one.
        lifted = isinstance(event, ProtectedIdentityLifted)
        protection = self.case.person.protections.get(event.protection_id) if lifted else event
        return protection is not None and person_protected(self.case, protection) == self.recipient

    def _is_kept_from(self, ids: Collection[UUID]) -> bool:
        return bool(ids) if self.recipient is None else self.recipient in ids


def shield_against(case: CaseState, recipient: UUID | None) -> Shield:
    """What a party of a case may not learn.

    Args:
        case: Folded to the ledger's end.
        recipient: A person of the case; None = a party, but it is not known which: then all that stands holds.
    """
    holding = [
        each for each in case.person.standing_protections
        if recipient is None or (
            person_protected(case, each) != recipient and (not each.kept_from_ids or recipient in each.kept_from_ids)
        )
    ]
    persons = [person_protected(case, each) for each in holding]
    return Shield(case, recipient, frozenset(each for each in persons if each is not None), None in persons)


def person_protected(case: CaseState, protection: ProtectedIdentitySet) -> UUID | None:
    """Whom a protection protects; None = nobody said which person of the case."""
    if protection.protected_person_id is None and protection.protected_person is ProtectedPerson.CLIENT:
        return case.id
    return protection.protected_person_id


Persons = frozenset[UUID] | None
"""Whom a piece is about; none of the case = the empty set; None = it does not say."""


def _concerned(case: CaseState, event: DomainEvent | None, kind: str) -> Persons:
    assert case.id is not None, "a case with protections was opened"
    told = None if event is None else _BY_EVENT.get(type(event))
    if told is not None:
        return told(case, event)
    if isinstance(event, CaseFacts) and kind == "identity":
        return frozenset({case.id})
    if kind == "individual_view" and not isinstance(event, _OF_ANY_PARTY):
        return frozenset({case.id})
    return None


def _of_client(case: CaseState, event: Any) -> Persons:
    return None if case.id is None else frozenset({case.id})


_BY_EVENT: Mapping[type[DomainEvent], Callable[[CaseState, Any], Persons]] = {
    **dict.fromkeys((ProtectedIdentitySet, ProtectedIdentityLifted), lambda case, event: frozenset()),
    **dict.fromkeys((ClientIdentified, ContactDetailsRecorded, InterpreterNeedRecorded, WishesRecorded), _of_client),
    RepresentativeRecorded: lambda case, event: frozenset({event.entry_id}),
    RepresentativeEnded: lambda case, event: frozenset({event.representative_id}),
    ClosePersonNamed: lambda case, event: frozenset({event.entry_id}),
    ContentLabelled: lambda case, event: frozenset(event.concerns_person_ids),
    DisclosureRequested: lambda case, event: (
        None if event.requester_person_id is None else frozenset({event.requester_person_id})
    ),
}
"""What is about somebody by its very kind, in all its parts."""
_OF_ANY_PARTY = (DifferingOpinionNoted, DecisionMade, AppealReceived)
"""What is said in them is the individual's or anybody's who speaks for them."""


def _has_text(event: DomainEvent) -> bool:
    """Whether its record holds a text that somebody wrote."""
    kind = type(event)
    return any(
        _is_text(getattr(event, name)) for name in kind.model_fields
        if name not in ENVELOPE_FIELDS and name != "source" and kind.SEGMENTS.get(name, "record") == "record"
        and name not in SHOWN_STRINGS and not name.endswith("_title")
    )


def _is_text(value: Any) -> bool:
    match value:
        case Code() | Occurred():
            return False
        case str():
            return True
        case tuple():
            return any(map(_is_text, value))
        case Immutable():
            return any(map(_is_text, _values(value)))
    return False


def _values(value: Immutable) -> Iterator[Any]:
    return (getattr(value, name) for name in type(value).model_fields)
