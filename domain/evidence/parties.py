"""What is asked of a package for a person of the case: theirs is told from the others', and what goes out beside is named."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from domain.case.disclosure.codes import SecrecyGround, SegmentKind
from domain.case.disclosure.facts import Unmasking
from domain.case.disclosure.unmasking import require_unmaskings
from domain.case.parties.persons import require_persons
from domain.case.state import CaseState
from domain.errors import InvalidValueError
from domain.policies import Policy

_HOW = "Det som lämnas ut trots skyddet skrivs UPPGIFT:DEL=GRUND, till exempel uppgiftens uuid och :fact=osl_21_3."


def parse_unmasking(text: str, reason: str) -> Unmasking:
    """Read what goes out as people write it: the entry's id, its kind of content and the rule that was tried.

    Raises:
        InvalidValueError: It has another form, or names a kind of content or a rule that there is not.
    """
    entry, _, rest = text.strip().partition(":")
    kind, _, ground = rest.partition("=")
    if kind not in set(SegmentKind) or ground not in set(SecrecyGround):
        raise InvalidValueError(f"Delen eller grunden finns inte. {_HOW}")
    try:
        return Unmasking(
            of_entry_id=UUID(entry), content_kind=SegmentKind(kind), secrecy_ground=SecrecyGround(ground), unmasking_reason=reason
        )
    except ValueError:
        raise InvalidValueError(f"Uppgiften är inget uuid. {_HOW}") from None


def require_nothing_unmasked(unmaskings: Sequence[Unmasking]) -> None:
    """Refuse to unmask for a recipient who is no person of the case: nothing is kept back from them.

    Raises:
        InvalidValueError: Something is unmasked.
    """
    if unmaskings:
        raise InvalidValueError("Uppgifter lämnas ut trots skyddet, men ingen person i ärendet är mottagare. Ange personen.")


def require_for_party(
    case: CaseState, person: UUID, unmaskings: Sequence[Unmasking], *, shows_protected: bool, policy: Policy
) -> None:
    """Refuse to show all that is protected to a person of the case, and to unmask what there is not.

    Args:
        case: Folded to the ledger's end.

    Raises:
        NotFoundError: The recipient is no person of the case.
        InvalidValueError: What is protected is to be shown to them as a whole; then see `require_unmaskings`; then one that
            names no entry of the case.

    Source: OSL 2009:400 10:3, 12:3, 21:3, 26:1.
    """
    require_persons(case, (person,), "Mottagaren")
    if shows_protected:
        raise InvalidValueError(
            "Till en person i ärendet visas skyddade uppgifter en för en. Ange varje uppgift, skälet och bestämmelsen som"
            " prövades."
        )
    require_unmaskings(unmaskings, policy)
    _require_there(case, {each.of_entry_id for each in unmaskings})


def _require_there(case: CaseState, entries: Collection[UUID]) -> None:
    if not all(case.has_entry(entry) or entry in case.opinions for entry in entries):
        raise InvalidValueError("En uppgift som ska lämnas ut trots skyddet finns inte i ärendet. Kontrollera uppgiftens uuid.")
