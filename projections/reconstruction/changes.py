"""What was added, corrected and read from one moment to another (sv. *ändringar mellan två tillfällen*).

Each event is told as it was when it was recorded, so that what happened between two moments and what happened after the second
are together what happened since the first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from projections.access_readings import Reading
from projections.json_values import as_json
from projections.local_time import instant_text
from projections.reconstruction.history import Change
from projections.reconstruction.readings import reading_rows
from projections.reconstruction.trace import Deed
from projections.timeline_item import Content, Person, Text, TimelineItem

_NO_CONTENT = Content({}, ())


class Said(NamedTuple):
    """What an event said when it was recorded (sv. *det som sades*), and what it was said against.

    Args:
        author: None = what it said has been erased.
        original: What it corrected, struck or disputed; None = nothing.
    """

    author: Person | None
    reason: str | None
    content: Content
    original: Content | None


def changes_document(
    changes: Sequence[Change], readings: Iterable[Reading] | None, *, names: bool
) -> dict[str, Any]:
    """Changes and readings as JSON, each in its own order.

    Args:
        readings: None = not asked for.
        names: Whether it is told who read.
    """
    counts = Counter(each.traced.deed for each in changes)
    return {
        "counts": {deed.value: counts[deed] for deed in Deed},
        "changes": [change_row(each) for each in changes],
        "readings": None if readings is None else reading_rows(readings, names=names),
    }


def change_row(change: Change) -> dict[str, Any]:
    """One change: what was recorded, and what it was before when something was corrected."""
    each, item = change.traced, change.item
    head = {
        "position": each.position, "recorded_at": instant_text(each.recorded.recorded_us), "deed": each.deed.value,
        "deed_in_words": each.deed.swedish, "item": each.item, "items": [row.item_position for row in each.rows],
        "type": each.recorded.event.TYPE, "evidence": sorted({each.position, *(row.item_position for row in each.rows)}),
    }
    what = said(change)
    told = {
        "author": None if what.author is None else what.author.to_json(), "reason": what.reason, **what.content.to_json(),
        "original": None if what.original is None else what.original.to_json(),
    }
    if item is None:
        return {**head, "heading": None, "occurred": None, **told}
    at = None if item.occurred_at is None else item.occurred_at.isoformat(timespec="minutes")
    return {
        **head, "heading": item.heading, "occurred": {"on": as_json(item.occurred_on), "precision": item.precision, "at": at},
        **told,
    }


def said(change: Change) -> Said:
    """What a change said, and the text that it was said against."""
    item, position = change.item, change.traced.position
    if item is None:
        return Said(None, None, _NO_CONTENT, None)
    if change.traced.deed is Deed.DISPUTED:
        return _disputed(item, position)
    correction = next((each for each in item.corrections if each.position == position), None)
    if correction is not None:
        return Said(correction.author, correction.reason, correction.content, item.content)
    if change.traced.deed is Deed.MOVED and item.misfiled is not None:
        return Said(item.misfiled.author, item.misfiled.reason, _NO_CONTENT, None)
    return Said(item.author, None, item.content, None)


def _disputed(item: TimelineItem, position: int) -> Said:
    opinion = next(each for each in item.opinions if each.position == position)
    texts = () if opinion.statement is None else (Text("individual_view", "statement", opinion.statement),)
    return Said(opinion.author, None, Content({}, texts), item.content)
