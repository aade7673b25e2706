"""What each event of a case did to what is written in it (sv. *spår*): added, corrected, struck, moved, or commented on.

The same fold that makes the timeline, with one thing more: nothing is lost. An event that left no trace in the timeline as it
stands, such as the step of a viewpoint that was moved away and back again, is still here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from domain.base import ErasedEvent, RecordedEvent
from domain.case.entry_events import EntryStruck
from domain.case.journal_events import DifferingOpinionNoted, NoteMisfiled
from domain.codes import Code
from domain.erasure.marker import ErasedRecord, StreamErased
from projections.intervals import Changes
from projections.timeline import OpenTimeline, TimelineRow, timeline_changes


class Deed(Code):
    """What an event did (sv. *vad som gjordes*)."""

    ADDED = "added", "tillagt"
    CORRECTED = "corrected", "rättat"
    STRUCK = "struck", "struket"
    DISPUTED = "disputed", "avvikande mening"
    MOVED = "moved", "flyttat till en annan akt"
    RETURNED = "returned", "flyttat tillbaka"
    ERASED = "erased", "gallrat"


class Traced(NamedTuple):
    """An event of a case, and what it did (sv. *spårad händelse*).

    Args:
        rows: The items that it touched, each as it stood after it; empty only for what was erased.
        mark: Of what was erased, by which law and when; None = it was not, or nothing says so.
    """

    recorded: RecordedEvent
    deed: Deed
    rows: tuple[TimelineRow, ...]
    mark: StreamErased | None = None

    @property
    def position(self) -> int:
        """Of the event."""
        return self.recorded.position

    @property
    def item(self) -> int:
        """The position of the item that it opened, or else of the first one that it touched."""
        if self.deed is Deed.ADDED:
            return self.position
        return min((row.item_position for row in self.rows), default=self.position)


def traced(case_id: UUID, events: Iterable[RecordedEvent]) -> tuple[Traced, ...]:
    """Every event of a case with what it did, in the order recorded.

    Args:
        events: The case's stream, and the streams of the viewpoints that were ever in it; what those say of other cases is
            left out.
    """
    rows = OpenTimeline()
    found = []
    in_order = sorted(events, key=lambda each: each.position)
    mark = ErasedRecord.fold(each.event for each in in_order if each.event.originator_id == case_id).mark
    for recorded in in_order:
        if isinstance(recorded.event, ErasedEvent):
            if recorded.event.originator_id == case_id:
                found.append(Traced(recorded, Deed.ERASED, (), mark))
            continue
        changes = timeline_changes(rows, recorded)
        rows.take(changes)
        own = tuple(row for row in changes.opened if row.case_id == case_id)
        if own:
            found.append(Traced(recorded, _deed(recorded, changes, own), own))
    return tuple(found)


def rows_of(trace: Sequence[Traced], known_at: int) -> dict[int, TimelineRow]:
    """The case's items as they stood at a size, by the positions of the events that opened them."""
    standing = {
        row.item_position: row for each in trace if each.position < known_at for row in each.rows
    }
    return dict(sorted(standing.items()))


def _deed(recorded: RecordedEvent, changes: Changes, own: Sequence[TimelineRow]) -> Deed:
    position = recorded.position
    if any(row.item_position == position for row in own):
        return Deed.ADDED
    match recorded.event:
        case NoteMisfiled():
            return Deed.MOVED
        case DifferingOpinionNoted():
            return Deed.DISPUTED
        case EntryStruck():
            return Deed.STRUCK
    if all(row.misfiled_by == position for row in own):
        return Deed.MOVED
    was_away = any(row.misfiled_by is not None for row in changes.closed if row.case_id == own[0].case_id)
    return Deed.RETURNED if was_away else Deed.CORRECTED
