"""What may go out to one party though another is protected from them: only what is named, with its reason and its rule."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from domain.base import DomainEvent
from domain.case.disclosure.codes import Requester, Ruling, SecrecyGround, SegmentKind
from domain.case.disclosure.facts import SegmentRuling, Unmasking
from domain.case.disclosure.handling import Handling
from domain.case.parties.codes import ShieldReason
from domain.case.parties.shield import Shield, shield_against
from domain.case.state import CaseState
from domain.errors import InvalidValueError, NotAllowedError
from domain.policies import Policy

UNMASKING_GROUNDS = (
    SecrecyGround.WHEREABOUTS, SecrecyGround.PROTECTED_REGISTRATION, SecrecyGround.SOCIAL_SERVICES,
    SecrecyGround.MINOR_TO_GUARDIAN, SecrecyGround.PARTY_WEIGHTY,
)
"""The rules that can keep one party's data from another, and so have to be tried.

Source: OSL 2009:400 10:3, 12:3, 21:3, 21:3 a, 26:1.
"""

_FOR_SOMEBODY = (Requester.GUARDIAN, Requester.REPRESENTATIVE)


def shield_of(case: CaseState, handling: Handling) -> Shield | None:
    """What who asks may not learn of another in the case; None = it is not known to be anybody in it.

    A guardian or a representative who is not named may be anybody, so everything that is kept from a party is kept from them.
    """
    person = person_asking(case, handling)
    return None if person is None and handling.requester not in _FOR_SOMEBODY else shield_against(case, person)


def person_asking(case: CaseState, handling: Handling) -> UUID | None:
    """Which person of the case asks; None = nobody has said, or nobody in it."""
    asking: UUID | None = handling.request.requester_person_id
    return case.id if handling.requester is Requester.INDIVIDUAL else asking


def require_unmaskings(unmaskings: Sequence[Unmasking], policy: Policy) -> None:
    """Refuse what lacks its rule or its reason.

    Raises:
        InvalidValueError: Two of one piece; a rule that keeps nothing from a party; then the reason.
    """
    pieces = [(each.of_entry_id, each.content_kind) for each in unmaskings]
    if len(set(pieces)) != len(pieces):
        raise InvalidValueError("Samma uppgift lämnas ut trots skyddet mer än en gång. Ange varje uppgift en gång.")
    for each in unmaskings:
        if each.secrecy_ground not in UNMASKING_GROUNDS:
            grounds = ", ".join(ground.value for ground in UNMASKING_GROUNDS)
            raise InvalidValueError(f"Bestämmelsen skyddar inte en part mot en annan. Ange den som prövades: {grounds}.")
        policy.require_text(each.unmasking_reason, "Skälet till att uppgiften lämnas ut trots skyddet")


def require_shielded(
    case: CaseState, handling: Handling, rulings: Sequence[SegmentRuling], unmaskings: Sequence[Unmasking], policy: Policy
) -> None:
    """Refuse a review that lets out what somebody is protected from, without saying so.

    So what the review keeps is what goes out, and nothing has to be kept back behind its back.

    Raises:
        InvalidValueError: `unmaskings`, see `require_unmaskings`; then one of a piece that no ruling keeps by its kind.
        NotAllowedError: A piece is kept that concerns whom somebody is protected from who asks, and no unmasking names it; or one
            that nobody has labelled is kept with its whole entry, and not by its kind.

    Source: OSL 2009:400 12:3, 21:3, 21:3 a, 26:1.
    """
    require_unmaskings(unmaskings, policy)
    by_kind = {(each.of_entry_id, each.content_kind): each.ruling for each in rulings if each.content_kind is not None}
    unmasked = {(each.of_entry_id, each.content_kind) for each in unmaskings}
    if not all(by_kind.get(piece) is Ruling.KEPT for piece in unmasked):
        raise InvalidValueError(
            "En uppgift lämnas ut trots skyddet men är inte prövad för sig. Pröva just den delen av uppgiften."
        )
    shield = shield_of(case, handling)
    if shield is None:
        return
    for each in rulings:
        if each.ruling is Ruling.KEPT:
            ruled = {kind for entry_id, kind in by_kind if entry_id == each.of_entry_id}
            _require_free(shield, each, _events(case, each.of_entry_id), ruled, unmasked)


def _require_free(
    shield: Shield, ruling: SegmentRuling, events: Sequence[DomainEvent], ruled: Collection[str],
    unmasked: Collection[tuple[UUID, SegmentKind | None]],
) -> None:
    entry_id, kind = ruling.of_entry_id, ruling.content_kind
    named = [(event, each) for event in events for each in _kinds(event)]
    pieces = [(event, each) for event, each in named if each == kind or (kind is None and each not in ruled)]
    reasons = {shield.why(event, entry_id, each) for event, each in pieces}
    if kind is not None and not pieces:
        reasons = {shield.why(None, entry_id, str(kind))}
    if ShieldReason.CONCERNS_PROTECTED in reasons and (entry_id, kind) not in unmasked:
        raise NotAllowedError(
            "En uppgift som lämnas ut rör någon som skyddas mot den som begär. Maskera den, eller pröva den delen för sig"
            " och ange skäl och bestämmelse för att den lämnas ut trots skyddet."
        )
    if ShieldReason.UNLABELLED in reasons and kind is None:
        raise NotAllowedError(
            "Någon skyddas mot den som begär, och en uppgift som lämnas ut är inte märkt med vem den gäller. Märk den, eller"
            " pröva varje del av den för sig."
        )


def _events(case: CaseState, entry_id: UUID) -> Sequence[DomainEvent]:
    """What has been said in an entry: of a note both as it was first written and as it stands."""
    area = next((area.entries[entry_id] for area in case.areas() if entry_id in area.entries), None)
    basic = case.facts if entry_id == case.id else None
    found = (area, basic, case.notes.get(entry_id), case.note_texts.get(entry_id))
    return [each for each in found if each is not None]


def _kinds(event: DomainEvent) -> list[str]:
    """The kinds of content in which an event says something."""
    segments = type(event).SEGMENTS
    said = {segments.get(name, "record") for name in type(event).model_fields if getattr(event, name) not in (None, ())}
    return sorted(said)
