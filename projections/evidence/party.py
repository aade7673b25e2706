"""What is kept back from a person of the case who gets a package or an extract (sv. *hålls inne mot en part*).

Labels and rulings name entries, and events lie at positions: an item of the timeline says which entry an event belongs to. An
opinion is somebody's own words about an entry, so what is labelled of the entry says nothing of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from domain.base import RecordedEvent
from domain.case.journal_events import DifferingOpinionNoted
from domain.case.parties.shield import Shield
from domain.record_extract.extract import Released
from projections.timeline_item import TimelineItem, positions_of_item

KeptBack = Callable[[RecordedEvent, str], bool]
"""Whether an event's part of a kind is kept back."""


class Place(NamedTuple):
    """Which entry an event belongs to: as a label names it, and as a ruling does; None = none that anybody can name."""

    labelled: UUID | None
    ruled: UUID | None


def places_of(items: Iterable[TimelineItem]) -> dict[int, UUID | None]:
    """The entry of each position that a timeline is made of."""
    return {position: item.entry_id for item in items for position in positions_of_item(item)}


def place_of(recorded: RecordedEvent, entries: Mapping[int, UUID | None]) -> Place:
    """Which entry an event belongs to.

    Args:
        entries: As `places_of` gives them.
    """
    entry, event = entries.get(recorded.position), recorded.event
    return Place(event.opinion_id if isinstance(event, DifferingOpinionNoted) else entry, entry)


def kept_back_by(shield: Shield, entries: Mapping[int, UUID | None], unmasked: Collection[tuple[UUID, str]]) -> KeptBack:
    """What a package does not show its recipient: what they may not learn, but for what goes out all the same.

    Args:
        entries: As `places_of` gives them.
        unmasked: (Entry, kind) of what goes out.
    """
    def kept_back(recorded: RecordedEvent, kind: str) -> bool:
        place = place_of(recorded, entries)
        return (place.labelled, kind) not in unmasked and shield.why(recorded.event, place.labelled, kind) is not None

    return kept_back


def not_released(released: Released, entries: Mapping[int, UUID | None]) -> KeptBack:
    """What an extract does not show: everything that the answer to the request does not let out."""
    def kept_back(recorded: RecordedEvent, kind: str) -> bool:
        place = place_of(recorded, entries)
        return not released.shows(recorded.event, place.labelled, place.ruled, kind)

    return kept_back
