"""What is chosen for each piece while a record is tried (sv. *val i prövningen*), carried from page to page by the form alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from api.disclosure_reading import Entry, Piece, Trying
from api.web.pages.frame import Fault
from api.web.refusals import refusal
from api.web.texts import _
from domain.case.disclosure.codes import Ruling, SecrecyGround
from domain.case.disclosure.facts import SegmentRuling, Unmasking
from domain.case.disclosure.unmasking import UNMASKING_GROUNDS
from domain.case.parties.codes import ShieldReason
from domain.errors import InvalidValueError
from domain.policies import DEFAULT_POLICY

ENTRIES_A_PAGE = 15
KEPT, UNMASKED = "kept", "unmasked"
CHOICE, GROUND, REASON, LABEL = "c-", "g-", "r-", "l-"
"""How the names of a piece's fields begin; its id follows."""
NOBODY = "none"
"""A label that says that a piece is about nobody of the case."""


class Choice(NamedTuple):
    """What is chosen for a piece.

    Args:
        value: `kept`, `unmasked` (it goes out though it is kept from who asks), or the rule that it is kept back by.
        ground, reason: Of what is unmasked; "" = not told yet.
        is_usual: Whether nobody has chosen anything else than what the page proposes.
    """

    piece: Piece
    value: str
    ground: str
    reason: str
    is_usual: bool

    @property
    def goes_out(self) -> bool:
        """Whether the piece is handed out."""
        return self.value in (KEPT, UNMASKED)

    def to_json(self) -> dict[str, Any]:
        """As a ruling of the review."""
        told = {"of_entry_id": str(self.piece.entry_id), "content_kind": self.piece.kind.value}
        return {**told, "ruling": "kept"} if self.goes_out else {**told, "ruling": "masked", "secrecy_ground": self.value}

    def unmasking(self) -> dict[str, Any]:
        """As what goes out all the same."""
        return {
            "of_entry_id": str(self.piece.entry_id), "content_kind": self.piece.kind.value, "secrecy_ground": self.ground,
            "unmasking_reason": self.reason,
        }


class PageOf(NamedTuple):
    """One page of entries, from 1, and what is chosen on the others.

    Args:
        carried: (Name, value) of the fields that this page does not show.
    """

    entries: Sequence[Entry]
    number: int
    last: int
    carried: Sequence[tuple[str, str]]


def chosen(trying: Trying, form: Mapping[str, str]) -> dict[str, Choice]:
    """What is chosen for each piece, by its id."""
    return {piece.id: _choice(trying, piece, form) for piece in trying.pieces}


def page_of(trying: Trying, choices: Mapping[str, Choice], number: int) -> PageOf:
    """A page of the record; beyond the last it is the last."""
    last = max(1, -(-len(trying.entries) // ENTRIES_A_PAGE))
    number = min(max(number, 1), last)
    entries = trying.entries[(number - 1) * ENTRIES_A_PAGE:number * ENTRIES_A_PAGE]
    shown = {piece.id for entry in entries for piece in entry.pieces}
    return PageOf(entries, number, last, list(_carried(choices, shown)))


def page_with(trying: Trying, faults: Iterable[Fault]) -> int | None:
    """The first page on which something is to be put right; None = nothing is at any piece."""
    wrong = {each.field[len(CHOICE):] for each in faults}
    found = (at for at, entry in enumerate(trying.entries) if any(piece.id in wrong for piece in entry.pieces))
    at = next(found, None)
    return None if at is None else 1 + at // ENTRIES_A_PAGE


def without_labels(form: Mapping[str, str]) -> dict[str, str]:
    """A form whose labels are written: what is labelled now is proposed anew."""
    labelled = {name.removeprefix(LABEL) for name, value in form.items() if name.startswith(LABEL) and value}
    return {
        name: value for name, value in form.items()
        if not name.startswith(LABEL) and not (name.startswith(CHOICE) and name.removeprefix(CHOICE) in labelled)
    }


def carried(choices: Mapping[str, Choice]) -> list[tuple[str, str]]:
    """The fields of a page that shows no piece to choose for."""
    return list(_carried(choices, ()))


def as_rulings(choices: Iterable[Choice]) -> list[SegmentRuling]:
    """The rulings that the choices are."""
    return [
        SegmentRuling(
            of_entry_id=each.piece.entry_id, content_kind=each.piece.kind,
            ruling=Ruling.KEPT if each.goes_out else Ruling.MASKED,
            secrecy_ground=None if each.goes_out else SecrecyGround(each.value),
        ) for each in choices
    ]


def as_unmaskings(choices: Iterable[Choice]) -> list[Unmasking]:
    """What goes out all the same; of what lacks its rule it is not known yet, and a look needs none."""
    return [
        Unmasking(
            of_entry_id=each.piece.entry_id, content_kind=each.piece.kind, secrecy_ground=SecrecyGround.SOCIAL_SERVICES,
            unmasking_reason=each.reason,
        ) for each in choices if each.value == UNMASKED
    ]


def faults_of(choices: Iterable[Choice]) -> Iterator[Fault]:
    """What is missing of what goes out all the same."""
    for each in choices:
        if each.value != UNMASKED:
            continue
        if each.ground not in set(UNMASKING_GROUNDS):
            yield Fault(GROUND + each.piece.id, _("Välj bestämmelsen som prövades"))
        try:
            DEFAULT_POLICY.require_text(each.reason, _("Skälet till att uppgiften lämnas ut trots skyddet"))
        except InvalidValueError as refused:
            yield Fault(REASON + each.piece.id, refusal(refused))


def _choice(trying: Trying, piece: Piece, form: Mapping[str, str]) -> Choice:
    usual, value = _usual(trying, piece), form.get(CHOICE + piece.id, "")
    if value not in (KEPT, UNMASKED, *trying.grounds):
        value = usual
    before = piece.unmasked
    ground = form.get(GROUND + piece.id, "" if before is None else before.secrecy_ground.value)
    reason = form.get(REASON + piece.id, "" if before is None else before.unmasking_reason).strip()
    return Choice(piece, value, ground, reason, value == usual)


def _usual(trying: Trying, piece: Piece) -> str:
    """What the page proposes: what was ruled before, else what may go out goes out to who has a right to the record."""
    if piece.unmasked is not None:
        return UNMASKED
    ruled = piece.ruled
    if ruled is not None and ruled.ruling is Ruling.MASKED:
        return str(ruled.secrecy_ground) if ruled.secrecy_ground in trying.grounds else trying.usual_ground.value
    if piece.why is ShieldReason.CONCERNS_PROTECTED:
        return trying.usual_ground.value
    if ruled is not None and (piece.why is None or ruled.content_kind is not None):
        return KEPT
    return KEPT if trying.asks_for_own and piece.why is None else trying.usual_ground.value


def _carried(choices: Mapping[str, Choice], shown: Iterable[str]) -> Iterator[tuple[str, str]]:
    seen = set(shown)
    for each in choices.values():
        if each.piece.id in seen:
            continue
        if not each.is_usual:
            yield CHOICE + each.piece.id, each.value
        if each.value == UNMASKED:
            yield GROUND + each.piece.id, each.ground
            yield REASON + each.piece.id, each.reason
