"""Trying a case's record for whoever asks for it (sv. *sekretessprövning*): every piece, and what keeps it in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from api.case_events import Masks, events_shown, items_shown
from api.reading import Reader
from domain.case.case import Case
from domain.case.disclosure.checks import grounds_against
from domain.case.disclosure.codes import DisclosureKind, Requester, SecrecyGround, SegmentKind
from domain.case.disclosure.facts import SegmentRuling, Unmasking
from domain.case.disclosure.handling import Handling
from domain.case.disclosure.unmasking import shield_of
from domain.case.parties.codes import ShieldReason
from domain.case.parties.shield import Shield
from domain.errors import NotFoundError
from projections.evidence.party import place_of, places_of
from projections.evidence.shown import ShownEvent
from projections.timeline_item import TimelineItem, positions_of_item

_STAFF = "staff"


class Piece(NamedTuple):
    """What an entry says of one kind: the least that is ruled by itself.

    Args:
        said: (Label, words) of each of its fields, as far as the reader may see them.
        why: Why it is kept from who asks; None = nobody is protected from them by it.
        label_id: What a label names it by: its entry, or an opinion about that.
        concerns: Whom its label says that it is about; None = nobody has labelled it.
        ruled: What the last review said of it; None = nothing.
        unmasked: That it goes out all the same, by the last review; None = it does not.
    """

    entry_id: UUID
    kind: SegmentKind
    said: Sequence[tuple[str, str]]
    why: ShieldReason | None
    label_id: UUID
    concerns: tuple[UUID, ...] | None
    ruled: SegmentRuling | None
    unmasked: Unmasking | None

    @property
    def id(self) -> str:
        """Its entry and kind, as a name of a field."""
        return f"{self.entry_id}--{self.kind}"


class Entry(NamedTuple):
    """Something that is written in the case, with its pieces."""

    heading: str
    occurred_on: date
    position: int
    author: str | None
    pieces: Sequence[Piece]


class Trying(NamedTuple):
    """One request, and everything that is to be tried for it.

    Args:
        case: Folded to the ledger's end.
        shield: What who asks may not learn; None = they are not known to be anybody of the case.
        grounds: The rules that something can be kept back by against them.
        left_out: How many items lie in the case's timeline and in no entry of it: they never go out.
    """

    case: Case
    handling: Handling
    shield: Shield | None
    grounds: Sequence[SecrecyGround]
    entries: Sequence[Entry]
    left_out: int

    @property
    def pieces(self) -> Iterator[Piece]:
        """Every piece, in the timeline's order."""
        return (piece for entry in self.entries for piece in entry.pieces)

    @property
    def usual_ground(self) -> SecrecyGround:
        """The rule that most of what is kept back is kept back by."""
        usual = SecrecyGround.SOCIAL_SERVICES
        return usual if usual in self.grounds else self.grounds[0]

    @property
    def asks_for_own(self) -> bool:
        """Whether who asks has a right to the record, but for what is kept from them."""
        return self.handling.kind in (DisclosureKind.PARTY_ACCESS, DisclosureKind.REGISTER_EXTRACT) and (
            self.handling.requester is not Requester.AUTHORITY
        )


def handling_in(case: Case, request_id: UUID) -> Handling:
    """A request in a case.

    Raises:
        NotFoundError: There is none of that id.
    """
    handling = case.disclosure.handlings.get(request_id)
    if handling is None:
        raise NotFoundError("Begäran finns inte i ärendet, eller så är den struken. Se ärendets begäran om handlingar.")
    return handling


def trying(reader: Reader, case_id: UUID, request_id: UUID) -> Trying:
    """Everything that is to be tried for a request, as it stands now.

    Raises:
        NotFoundError: No such case is known, or no such request is in it; the attempt is logged.
        PurposeRequiredError: The reader has no relation to the case and states no purpose; the attempt is logged.
        UnavailableError: The access log cannot be written.
    """
    board, as_of = reader.board, reader.as_of(None)
    reader.shown_case(case_id, as_of)
    # Unmasked, since whom somebody is protected from is judged by what stands, and by nothing that is shown of it.
    case = Case.fold(each.event for each in board.ledger.stream(case_id))
    handling = handling_in(case, request_id)
    timeline = board.views.timeline(case_id, as_of.size)
    events, _ = events_shown(board, case_id, as_of.size, timeline, Masks(reader.protection_of(case_id), (), None))
    told = {each["position"]: each for each in items_shown(timeline, events)}
    found = [each for each in timeline.items if each.entry_id and not each.withheld and case.has_entry(each.entry_id)]
    maker = _Pieces(case, handling, shield_of(case, handling), events, places_of(timeline.items))
    entries = [
        Entry(item.heading, item.occurred_on, item.position, item.author.name, maker.of(item, told[item.position]))
        for item in found
    ]
    return Trying(case, handling, maker.shield, grounds_against(handling), entries, len(timeline.items) - len(found))


class _Pieces(NamedTuple):
    """What pieces of an entry are made of."""

    case: Case
    handling: Handling
    shield: Shield | None
    events: Mapping[int, ShownEvent]
    entries: Mapping[int, UUID | None]

    def of(self, item: TimelineItem, told: Mapping[str, Any]) -> list[Piece]:
        assert item.entry_id is not None, "only entries are tried"
        said = [field for part in (told, *told["beneath"]) for field in part["shown"]]
        events = [self.events[position] for position in positions_of_item(item)]
        kinds = [kind for event in events for kind in event.kinds if kind != _STAFF]
        return [self._piece(item.entry_id, SegmentKind(kind), events, said) for kind in dict.fromkeys(kinds)]

    def _piece(
        self, entry_id: UUID, kind: SegmentKind, events: Iterable[ShownEvent], said: Iterable[Mapping[str, Any]]
    ) -> Piece:
        review = self.handling.review
        rulings, unmaskings = ((), ()) if review is None else (review.rulings, review.unmaskings)
        own = [each for each in rulings if each.of_entry_id == entry_id and each.content_kind in (kind, None)]
        why, label_id = self._why(kind, events, entry_id)
        label = self.case.parties.label_of(label_id, kind)
        return Piece(
            entry_id, kind, [(each["label"], _words(each["words"])) for each in said if each["kind"] == kind],
            why, label_id, None if label is None else label.concerns_person_ids,
            next((each for each in own if each.content_kind is not None), next(iter(own), None)),
            next((each for each in unmaskings if (each.of_entry_id, each.content_kind) == (entry_id, kind)), None),
        )

    def _why(self, kind: SegmentKind, events: Iterable[ShownEvent], entry_id: UUID) -> tuple[ShieldReason | None, UUID]:
        """The strongest reason of what is said, and what a label names that by."""
        reasons = {}
        for each in events if self.shield is not None else ():
            if kind in each.kinds:
                labelled = place_of(each.recorded, self.entries).labelled or entry_id
                reasons.setdefault(self.shield.why(each.event, labelled, kind), labelled)
                if labelled != entry_id:
                    # Whoever says something about an entry is ruled with it: what the entry is about holds too.
                    reasons.setdefault(self.shield.why(None, entry_id, kind), entry_id)
        strongest = (ShieldReason.CONCERNS_PROTECTED, ShieldReason.UNLABELLED)
        return next(((each, reasons[each]) for each in strongest if each in reasons), (None, entry_id))


def _words(words: str | Sequence[str]) -> str:
    return words if isinstance(words, str) else "; ".join(words)
