"""What is chosen on the page of an evidence package (sv. *val för bevispaketet*): what is masked, what goes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Annotated, NamedTuple
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel, ConfigDict

from api.evidence import Asked
from api.evidence_building import KeptPiece
from api.web.pages.frame import Fault
from api.web.pages.timeline_view import sentence
from api.web.refusals import refusal
from api.web.texts import _
from domain.case.disclosure.codes import DisclosureBasis, SecrecyGround, SegmentKind
from domain.case.disclosure.facts import Unmasking
from domain.case.disclosure.unmasking import UNMASKING_GROUNDS
from domain.errors import InvalidValueError
from domain.evidence.package import Recipient
from domain.evidence.parties import parse_unmasking
from domain.policies import DEFAULT_POLICY

PIECES_A_PAGE = 40
OUTSIDE = "outside"
KIND_WORDS: Mapping[str, str] = {each.value: each.swedish for each in SegmentKind}
_YES = "yes"
_MOST_UNMASKED = 50
_ANY_REASON = "–"
"""Stands for the reason while somebody only looks: it is asked for when the package is handed out, and never recorded."""


class EvidenceQuery(BaseModel):
    """What a package is to be of.

    Args:
        kinds: Kinds of content to mask in all events, by `ground`.
        more: Further masks, each as people write them, apart by white space.
        person: Which person of the case it is for; "" = nobody in it.
        shows_protected: `yes` when protected personal data are to be shown.
        unmask: What goes out to that person though it is kept from them, each as ENTRY:KIND.
        page: Of the list of what is kept from them, from 1.
    """

    model_config = ConfigDict(populate_by_name=True)

    known_at: str = ""
    kinds: Annotated[list[str], Query(alias="kinds[]")] = []
    ground: str = SecrecyGround.SOCIAL_SERVICES.value
    more: str = ""
    person: str = ""
    shows_protected: str = ""
    unmask: Annotated[list[str], Query(alias="unmask[]", max_length=_MOST_UNMASKED)] = []
    page: int = 1

    @property
    def masks(self) -> tuple[str, ...]:
        """Every mask as people write it."""
        return (*(f"{kind}={self.ground}" for kind in self.kinds), *self.more.split())

    @property
    def shows(self) -> bool:
        """Whether protected personal data are to be shown."""
        return self.shows_protected == _YES

    @property
    def to(self) -> UUID | None:
        """Which person of the case it is for; None = nobody in it."""
        return UUID(self.person) if is_id(self.person) else None


class ShownPiece(NamedTuple):
    """A part that is kept from the recipient, to choose.

    Args:
        value: As `EvidenceQuery.unmask` has it.
    """

    value: str
    kind: str
    piece: KeptPiece


class Pieces(NamedTuple):
    """What is kept from the recipient: what was chosen to go out, and one page of the rest.

    Args:
        last: How many pages there are, from 1.
    """

    chosen: Sequence[ShownPiece]
    rest: Sequence[ShownPiece]
    count: int
    page: int
    last: int


def looked_at(case_id: UUID, query: EvidenceQuery) -> Asked:
    """What is asked when somebody only looks.

    Raises:
        InvalidValueError: Something that is chosen is no part of an entry.
    """
    to = None if query.to is None else Recipient("", DisclosureBasis.PARTY, "", query.to)
    unmaskings = tuple(parse_unmasking(f"{each}={SecrecyGround.SOCIAL_SERVICES}", _ANY_REASON) for each in query.unmask)
    return Asked(case_id, query.known_at or None, query.masks, query.shows, to, unmaskings)


def query_in(form: Mapping[str, str]) -> EvidenceQuery:
    """What was looked at when a package is handed out."""
    return EvidenceQuery(
        known_at=form.get("known_at", ""), more=form.get("masks", ""), person=form.get("person", ""),
        shows_protected=form.get("shows_protected", ""), unmask=[each for _, each in _numbered(form)],
    )


def recipient_in(form: Mapping[str, str]) -> Recipient | None:
    """Who gets it; None = nobody outside the authority."""
    if form.get("to") != OUTSIDE:
        return None
    person = form.get("person", "")
    return Recipient(
        form["name"].strip(), DisclosureBasis(form["basis"]), form["scope"].strip(), UUID(person) if is_id(person) else None
    )


def unmaskings_in(form: Mapping[str, str]) -> tuple[Unmasking, ...]:
    """What goes out though it is kept from the recipient, each with its rule and its reason.

    Raises:
        InvalidValueError: One of them is no part of an entry, or names no rule.
    """
    return tuple(
        parse_unmasking(f"{piece}={form.get(f'unmask_ground-{number}', '')}", form.get(f"unmask_reason-{number}", "").strip())
        for number, piece in _numbered(form)
    )


def faults_in(form: Mapping[str, str]) -> Iterator[Fault]:
    """What is missing of who gets it, and of why something goes out all the same."""
    if form.get("to") != OUTSIDE:
        if form.get("person"):
            yield Fault("to-own", _("Paketet är för en person i ärendet. Välj Någon utanför nämnden, eller ändra mottagaren."))
        return
    for field, what in (("name", _("Namnet på mottagaren")), ("scope", _("Vad utlämnandet omfattar"))):
        yield from _faults_of(field, form.get(field, ""), what, DEFAULT_POLICY.require_short_text)
    if form.get("basis") not in set(DisclosureBasis):
        yield Fault("basis", _("Välj den rättsliga grunden"))
    for number, _piece in _numbered(form):
        if form.get(f"unmask_ground-{number}") not in set(UNMASKING_GROUNDS):
            yield Fault(f"unmask_ground-{number}", _("Välj bestämmelsen som prövades"))
        field, what = f"unmask_reason-{number}", _("Skälet till att uppgiften lämnas ut trots skyddet")
        yield from _faults_of(field, form.get(field, ""), what, DEFAULT_POLICY.require_text)


def pieces_of(kept_back: Sequence[KeptPiece], page: int) -> Pieces:
    """What is kept from the recipient as the page shows it; a page beyond the last is the last."""
    told = [_shown_piece(each) for each in kept_back]
    rest = [each for each in told if not each.piece.is_unmasked]
    last = max(1, -(-len(rest) // PIECES_A_PAGE))
    page = min(max(page, 1), last)
    shown = rest[(page - 1) * PIECES_A_PAGE:page * PIECES_A_PAGE]
    return Pieces([each for each in told if each.piece.is_unmasked], shown, len(rest), page, last)


def grounds_to_unmask() -> list[tuple[str, str]]:
    """The rules that what goes out all the same can have been tried by."""
    return [(each.value, _(each.swedish)) for each in UNMASKING_GROUNDS]


def is_id(text: str) -> bool:
    """Whether a text is an id."""
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def _shown_piece(piece: KeptPiece) -> ShownPiece:
    return ShownPiece(f"{piece.entry_id}:{piece.kind}", sentence(KIND_WORDS.get(piece.kind, piece.kind)), piece)


def _numbered(form: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    for number in range(_MOST_UNMASKED):
        if piece := form.get(f"unmask-{number}"):
            yield number, piece


def _faults_of(field: str, text: str, what: str, require: Callable[[str, str], None]) -> Iterator[Fault]:
    try:
        require(text.strip(), what)
    except InvalidValueError as refused:
        yield Fault(field, refusal(refused))
