"""What was added, corrected and read from one moment to another (sv. *ändringar mellan två tillfällen*).

Each event is told as it was when it was recorded, so that what happened between two moments and what happened after the second
are together what happened since the first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from projections.access_readings import Reading
from projections.json_values import as_json
from projections.local_time import instant_text
from projections.reconstruction.history import Change
from projections.reconstruction.readings import reading_rows
from projections.reconstruction.trace import Deed
from projections.timeline_item import Content, Text, TimelineItem

_NO_CONTENT = Content({}, ())


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
    if item is None:
        nothing = {"heading": None, "occurred": None, "author": None, "reason": None, "original": None}
        return {**head, **nothing, **_NO_CONTENT.to_json()}
    at = None if item.occurred_at is None else item.occurred_at.isoformat(timespec="minutes")
    return {
        **head, "heading": item.heading, "occurred": {"on": as_json(item.occurred_on), "precision": item.precision, "at": at},
        **_said(each.deed, item, each.position),
    }


def _said(deed: Deed, item: TimelineItem, position: int) -> dict[str, Any]:
    if deed is Deed.DISPUTED:
        opinion = next(each for each in item.opinions if each.position == position)
        content = Content({}, () if opinion.statement is None else (Text("individual_view", "statement", opinion.statement),))
        return {"author": opinion.author.to_json(), "reason": None, **content.to_json(), "original": item.content.to_json()}
    correction = next((each for each in item.corrections if each.position == position), None)
    if correction is not None:
        return {
            "author": correction.author.to_json(), "reason": correction.reason, **correction.content.to_json(),
            "original": item.content.to_json(),
        }
    if deed is Deed.MOVED and item.misfiled is not None:
        return {
            "author": item.misfiled.author.to_json(), "reason": item.misfiled.reason, **_NO_CONTENT.to_json(), "original": None,
        }
    return {"author": item.author.to_json(), "reason": None, **item.content.to_json(), "original": None}

