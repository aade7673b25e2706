"""The timeline of an evidence package (sv. *bevispaketets tidslinje*): each item with what its events say, part by part.

What is shown of an event is taken from the plaintext that its header commits to, name for name and value for value, with the
words that people read beside it. So a verifier can hold every line to the ledger, and find what was left out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any
from uuid import UUID

from projections.evidence.shown import ShownEvent
from projections.local_time import instant_text
from projections.timeline_item import Person, TimelineItem, names_its_author
from projections.words import FIELD_LABELS, HEADINGS, TEXT_LABELS, in_words

Names = Collection[tuple[UUID | None, str | None]]
"""(Who, name) of members of staff."""

_FACTS = ("record", "staff")


def timeline_item(item: TimelineItem, events: Mapping[int, ShownEvent], names: Names) -> dict[str, Any]:
    """An item as JSON: the event that opened it, then its corrections, the opinions about it and what moved it.

    Args:
        events: Holds at least those that the item was made of.
        names: What members of staff are called, as far as the package shows it.
    """
    opening = events[item.position]
    # A day that somebody asked to mask must not be told by where the item stands either.
    is_told = not any(opening.kinds[number] == "record" and why.is_chosen for number, why in opening.hidden.items())
    beneath = [
        _entry(role, events[each.position], each.author, names)
        for role, found in (("correction", item.corrections), ("opinion", item.opinions)) for each in found
    ]
    if item.misfiled is not None:
        beneath.append(_entry("misfiled", events[item.misfiled.position], item.misfiled.author, names))
    return {
        **_entry("item", opening, item.author, names),
        "occurred_on": str(item.occurred_on) if is_told else None, "precision": item.precision if is_told else None,
        "occurred_at": item.occurred_at.isoformat(timespec="minutes") if is_told and item.occurred_at else None,
        "days_late": item.days_late if is_told else None, "late": item.late if is_told else None, "claimed": item.claimed,
        "claimed_on": str(item.claimed_on) if is_told and item.claimed_on else None, "withheld": item.withheld,
        "beneath": beneath,
    }


def sort_key(document: Mapping[str, Any]) -> tuple[str, str, int]:
    """Where an item stands: by the day it happened, or that it was written where that day is masked; then by position."""
    return document["occurred_on"] or document["recorded_at"][:10], document["occurred_at"] or "~", document["position"]


def _entry(role: str, shown: ShownEvent, author: Person, names: Names) -> dict[str, Any]:
    recorded = shown.recorded
    header = json.loads(shown.header)
    is_told = not shown.is_hidden("staff") if names_its_author(shown.event) else (author.id, author.name) in names
    if not is_told:
        author = Person(author.id, None, None)
    return {
        "role": role, "position": recorded.position, "type": header["type"], "heading": HEADINGS[header["type"]],
        "recorded_at": instant_text(recorded.recorded_us), "author": author.to_json(),
        "shown": [field for kind, text in shown.plaintexts() for field in _fields(role, kind, json.loads(text), shown)],
        "hidden": [
            {"kind": shown.kinds[number], "how": hidden.how, "why": hidden.why, "in_words": hidden.in_words}
            for number, hidden in sorted(shown.hidden.items())
        ],
    }


def _fields(role: str, kind: str, fields: Mapping[str, Any], shown: ShownEvent) -> Iterator[dict[str, Any]]:
    stored = shown.event.model_dump(mode="json", exclude_none=True, include=fields.keys())
    for name, value in fields.items():
        label = FIELD_LABELS.get(name) if kind in _FACTS else _label(kind, name)
        if label is None or _is_elsewhere(role, kind, name) or (kind in _FACTS and _is_id(shown, name)):
            continue
        # What was stored in an earlier form is shown as it was stored.
        words = _spoken(getattr(shown.event, name)) if stored.get(name) == value else _raw(value)
        yield {"kind": kind, "name": name, "label": label, "value": value, "words": words}


def _label(kind: str, name: str) -> str:
    # A note's fields are called after their kind of content; other texts have a name of their own, which says more.
    return TEXT_LABELS.get(name) or FIELD_LABELS.get(name) or TEXT_LABELS.get(kind, name)


def _is_elsewhere(role: str, kind: str, name: str) -> bool:
    return name.startswith("author_") or name == "source" or (name == "occurred" and role == "item")


def _is_id(shown: ShownEvent, name: str) -> bool:
    value = getattr(shown.event, name, None)
    return isinstance(value[0] if isinstance(value, tuple) and value else value, UUID)


def _spoken(value: Any) -> str | list[str]:
    return [in_words(each) for each in value] if isinstance(value, tuple) else in_words(value)


_WRITE: Callable[[Any], str] = json.JSONEncoder(ensure_ascii=False).encode


def _raw(value: Any) -> str | list[str]:
    if isinstance(value, list):
        return [each if isinstance(each, str) else _WRITE(each) for each in value]
    return value if isinstance(value, str) else _WRITE(value)
