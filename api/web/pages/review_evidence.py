"""What shows a finding (sv. *underlag*): the events that it points at, as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple


class Event(NamedTuple):
    """An event that shows something.

    Args:
        heading: What it is; None = it stands in no timeline of its own, as a correction does.
        occurred: The day, in ISO 8601; None = it happened at no time that is known.
        recorded: The instant, in ISO 8601.
    """

    position: int
    heading: str | None = None
    occurred: str | None = None
    recorded: str | None = None


class Shown(NamedTuple):
    """A finding with what shows it."""

    finding: Mapping[str, Any]
    evidence: Sequence[Event]


def events_by_position(items: Iterable[Mapping[str, Any]]) -> dict[int, Event]:
    """The events of a case's timeline; no text of theirs is in it."""
    return {each["position"]: _event(each) for each in items}


def evidence_of(finding: Mapping[str, Any], events: Mapping[int, Event]) -> list[Event]:
    """The events that a finding points at."""
    return [events.get(position, Event(position)) for position in finding["evidence"]]


def _event(item: Mapping[str, Any]) -> Event:
    occurred = item["occurred"]
    return Event(item["position"], item["heading"], None if occurred is None else occurred["on"], item["recorded"]["at"])
