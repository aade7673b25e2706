"""A case's events as they are shown to somebody outside (sv. *visade händelser*): what evidence packages and extracts share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from adapters.event_mapper import Disclosed
from api.registers import REGISTERS
from domain.base import ErasedEvent, RecordedEvent
from domain.evidence.masks import MaskRule
from projections.evidence.party import KeptBack
from projections.evidence.shown import Hidden, Hiding, ShownEvent
from projections.evidence.timeline import sort_key, timeline_item
from projections.protection import Protection
from projections.queries import Timeline
from projections.timeline_item import names_its_author, positions_of_item

if TYPE_CHECKING:
    from api.main import OpenBoard

_NAMES = ("staff.registered.", "staff.title_changed.")
"""Events of the register of staff that tell what somebody is called."""
_HIDE = Callable[[RecordedEvent, tuple[str, ...]], Mapping[int, Hidden]]


class Masks(NamedTuple):
    """What of a case's events is masked beside what always is; see `Hiding`."""

    protection: Protection | None
    rules: Sequence[MaskRule]
    kept_back: KeptBack | None


def events_shown(
    board: OpenBoard, case_id: UUID, size: int, timeline: Timeline, masks: Masks
) -> tuple[dict[int, ShownEvent], dict[UUID, int]]:
    """The case's events and those of its viewpoints, whole streams; and of those who wrote, what they are called.

    Returns:
        The events by position, and how many each stream has.
    """
    recorder = board.ledger.recorder
    shown = [position for item in timeline.items for position in positions_of_item(item)]
    streams = {case_id, *(row[1] for row in recorder.rows_at(shown))}
    disclosed = board.ledger.mapper.disclosed(recorder.streams_rows(sorted(streams), size))
    actors = {each.recorded.event.actor_id for each in disclosed if not names_its_author(each.recorded.event)}
    named = [row for row in recorder.streams_rows(sorted(actors), size) if row[4].startswith(_NAMES)]
    withheld = {position for item in timeline.items if item.withheld for position in (
        item.position, *(each.position for each in (*item.corrections, *item.opinions)))}
    hide = Hiding(case_id, withheld, masks.protection, masks.rules, _bases(board, disclosed), masks.kept_back).of
    versions = {stream: sum(each.recorded.event.originator_id == stream for each in disclosed) for stream in streams}
    shown_events = shown_by([*disclosed, *board.ledger.mapper.disclosed(named)], hide)
    return {each.recorded.position: each for each in shown_events}, versions


def shown_by(disclosed: Iterable[Disclosed], hide: _HIDE) -> list[ShownEvent]:
    """Events in the ledger's order, each with what is not shown of it."""
    in_order = sorted(disclosed, key=lambda each: each.recorded.position)
    return [ShownEvent(*each, hide(each.recorded, each.kinds)) for each in in_order]


def items_shown(timeline: Timeline, events: Mapping[int, ShownEvent]) -> list[dict[str, Any]]:
    """The timeline as JSON, item by item as far as its events are shown."""
    names = {
        (each.event.originator_id, each.said("name")) for each in events.values() if each.event.TYPE.startswith("staff.")
    }
    return sorted((timeline_item(item, events, names) for item in timeline.items), key=sort_key)


def board_name(board: OpenBoard, size: int, day: date) -> str:
    """What the board was called on a day, as known at a size."""
    boards = REGISTERS["boards"].items(board, size, day)
    return boards[0].document["name"] if boards else board.slug


def _bases(board: OpenBoard, disclosed: Iterable[Disclosed]) -> dict[UUID, str]:
    erased = {each.recorded.event.originator_id for each in disclosed if isinstance(each.recorded.event, ErasedEvent)}
    marks = {stream: board.mark_of(stream) for stream in erased}
    return {stream: mark.erasure_basis for stream, mark in marks.items() if mark is not None}
