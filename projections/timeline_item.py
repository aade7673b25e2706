"""What people see of a timeline item: assembled from its row and the events at its positions, nothing copied.

The struck-through original stays whole, with its corrections beneath it and differing opinions beside it. An item in the
wrong file shows its trace only: when, by whom, and that it was moved; what it said is withheld also when an earlier moment
is asked for, since it was never about this person.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any, NamedTuple
from uuid import UUID

from domain.base import ENVELOPE_FIELDS, DomainEvent, RecordedEvent, Source
from domain.case.journal_events import DifferingOpinionNoted, NoteMisfiled
from projections.bounds import BoundsAsWritten
from projections.json_values import as_json
from projections.local_time import day_of, instant_text
from projections.timeline import TimelineRow
from projections.words import HEADINGS, in_words


class Person(NamedTuple):
    """Who did something, by name and title as they were then; None = not known."""

    id: UUID | None
    name: str | None
    title: str | None

    def to_json(self) -> dict[str, Any]:
        """The person as JSON."""
        return {"id": as_json(self.id), "name": self.name, "title": self.title}


Actors = Callable[[RecordedEvent], Person]
"""Who recorded an event, as they were called then."""


class Text(NamedTuple):
    """A text of one content kind, in the field that it was written in."""

    kind: str
    name: str
    text: str


class Content(NamedTuple):
    """What an event says: codes, dates, numbers and staff names by field; and the texts, kind by kind.

    A field that is not known is left out; in a correction that means "not known", never "unchanged".
    """

    facts: Mapping[str, Any]
    texts: tuple[Text, ...]

    def to_json(self) -> dict[str, Any]:
        """The content as JSON."""
        return {
            "facts": {name: as_json(value) for name, value in self.facts.items()},
            "texts": [text._asdict() for text in self.texts],
        }


class Correction(NamedTuple):
    """A correction beneath its original, or the striking of it; `reason` and `content` are withheld with the item's own."""

    position: int
    event_type: str
    recorded_us: int
    author: Person
    reason: str | None
    content: Content

    def to_json(self) -> dict[str, Any]:
        """The correction as JSON."""
        return {
            "position": self.position, "type": self.event_type, "heading": HEADINGS[self.event_type],
            "recorded_at": instant_text(self.recorded_us), "author": self.author.to_json(), "reason": self.reason,
            **self.content.to_json(),
        }


class Opinion(NamedTuple):
    """A differing opinion beside what it concerns (sv. *avvikande mening*)."""

    position: int
    recorded_us: int
    author: Person
    stated_by: str | None
    stated_on: date
    statement: str | None

    def to_json(self) -> dict[str, Any]:
        """The opinion as JSON."""
        return {
            "position": self.position, "recorded_at": instant_text(self.recorded_us), "author": self.author.to_json(),
            "stated_by": self.stated_by, "stated_on": as_json(self.stated_on), "statement": self.statement,
        }


class Misfiled(NamedTuple):
    """The trace that an item lay in the wrong file."""

    position: int
    recorded_us: int
    author: Person
    reason: str | None

    def to_json(self) -> dict[str, Any]:
        """The trace as JSON."""
        return {
            "position": self.position, "recorded_at": instant_text(self.recorded_us), "author": self.author.to_json(),
            "reason": self.reason,
        }


class TimelineItem(NamedTuple):
    """One item as people see it.

    Args:
        position: Of the event that opened it; with `recorded_us`, when it was written.
        late: Whether it was written more than `Policy.note_delay_days` days after the event, by the bounds that were known
            when it was written; None = says nothing.
        moved_since: It lies in the wrong file, which was not yet known at the size that was asked for.
    """

    position: int
    entry_id: UUID | None
    event_type: str
    heading: str
    occurred_on: date
    occurred_at: time | None
    precision: str
    recorded_us: int
    days_late: int | None
    late: bool | None
    claimed: bool
    claimed_on: date | None
    author: Person
    information_source: str | None
    source: Source | None
    content: Content
    corrections: tuple[Correction, ...]
    opinions: tuple[Opinion, ...]
    misfiled: Misfiled | None
    moved_since: bool

    @property
    def withheld(self) -> bool:
        """Whether what it said is not shown."""
        return self.moved_since or self.misfiled is not None

    def to_json(self) -> dict[str, Any]:
        """The item as JSON."""
        return {
            "position": self.position, "entry": as_json(self.entry_id), "type": self.event_type, "heading": self.heading,
            "occurred": {
                "on": as_json(self.occurred_on), "precision": self.precision,
                "at": None if self.occurred_at is None else self.occurred_at.isoformat(timespec="minutes"),
            },
            "recorded": {"at": instant_text(self.recorded_us), "position": self.position},
            "days_late": self.days_late, "late": self.late, "claimed": self.claimed, "claimed_on": as_json(self.claimed_on),
            "author": self.author.to_json(), "information_source": self.information_source,
            "import_source": None if self.source is None else self.source.model_dump(mode="json"),
            "struck": bool(self.corrections), **self.content.to_json(),
            "corrections": [correction.to_json() for correction in self.corrections],
            "differing_opinions": [opinion.to_json() for opinion in self.opinions],
            "withheld": self.withheld, "misfiled": None if self.misfiled is None else self.misfiled.to_json(),
        }


def assemble(
    row: TimelineRow, events: Mapping[int, RecordedEvent], actors: Actors, *,
    bounds: BoundsAsWritten, moved_since: bool = False,
) -> TimelineItem:
    """Put an item together.

    Args:
        events: Holds at least the events at `positions_of(row)`.
        bounds: Say how late was late when the item was written; of an imported one, on the day that its source claims.
        moved_since: Whether a later event than those asked for says that it lies in the wrong file.
    """
    recorded = events[row.item_position]
    event = recorded.event
    withheld = moved_since or row.misfiled_by is not None
    return TimelineItem(
        row.item_position, row.entry_id, row.event_type, HEADINGS[row.event_type], row.occurred_on, row.occurred_at,
        row.precision, row.recorded_us, row.days_late,
        _is_late(row, bounds), row.claimed, row.claimed_on,
        _author(recorded, actors), None if withheld else getattr(event, "information_source", None),
        getattr(event, "source", None), _NO_CONTENT if withheld else _content(event, row.entry_id),
        tuple(_correction(events[position], row, actors, withheld) for position in row.corrections),
        tuple(_opinion(events[position], actors, withheld) for position in row.opinions),
        None if row.misfiled_by is None else _misfiled(events[row.misfiled_by], actors), moved_since,
    )


def positions_of(row: TimelineRow) -> tuple[int, ...]:
    """Positions of the events that an item is assembled from."""
    marked = () if row.misfiled_by is None else (row.misfiled_by,)
    return (row.item_position, *row.corrections, *row.opinions, *marked)


def positions_of_item(item: TimelineItem) -> tuple[int, ...]:
    """The same of an item that is put together."""
    marked = () if item.misfiled is None else (item.misfiled.position,)
    return (item.position, *(each.position for each in (*item.corrections, *item.opinions)), *marked)


def names_its_author(event: DomainEvent) -> bool:
    """Whether an event says itself who wrote it, by name and title."""
    return "author_name" in type(event).model_fields


def text_fields(event_type: type[DomainEvent]) -> dict[str, str]:
    """The fields of an event type that hold texts, each with its content kind."""
    kinds = ((name, event_type.SEGMENTS.get(name, "record")) for name in event_type.model_fields)
    return {name: kind for name, kind in kinds if kind not in _AS_FACTS}


def fact_fields(event_type: type[DomainEvent]) -> list[str]:
    """The fields of an event type that may be shown as facts, in the item or in a correction beneath it."""
    texts = text_fields(event_type)
    hidden = _ELSEWHERE - {"occurred", "information_source"}
    return [name for name in event_type.model_fields if name not in hidden and name not in texts]


# Not among the facts: shown in places of their own, or known from where the item stands.
_ELSEWHERE = ENVELOPE_FIELDS | {
    "occurred", "source", "author_id", "author_name", "author_title", "information_source", "case_id", "correction_id",
}
_AS_FACTS = ("record", "staff")
_NO_CONTENT = Content({}, ())


def _is_late(row: TimelineRow, bounds: BoundsAsWritten) -> bool | None:
    if row.days_late is None:
        return None
    written_on = row.claimed_on if row.claimed and row.claimed_on is not None else day_of(row.recorded_us)
    return row.days_late > bounds.at(row.item_position, written_on).note_delay_days


def _author(recorded: RecordedEvent, actors: Actors) -> Person:
    event: Any = recorded.event
    if names_its_author(event):
        return Person(event.author_id, event.author_name, event.author_title)
    return actors(recorded)


def _content(event: DomainEvent, entry_id: UUID | None, elsewhere: frozenset[str] = _ELSEWHERE) -> Content:
    values = {name: getattr(event, name) for name in type(event).model_fields if name not in elsewhere}
    said = {name: value for name, value in values.items() if value is not None and value != () and value != entry_id}
    kinds = text_fields(type(event))
    texts = (
        Text(kind, name, text if isinstance(text, str) else in_words(text))
        for name, kind in kinds.items() if name in said
        for text in (said[name] if isinstance(said[name], tuple) else (said[name],))
    )
    return Content({name: value for name, value in said.items() if name not in kinds}, tuple(texts))


def _correction(recorded: RecordedEvent, row: TimelineRow, actors: Actors, withheld: bool) -> Correction:
    event: Any = recorded.event
    author = _author(recorded, actors)
    if withheld:
        return Correction(recorded.position, event.TYPE, recorded.recorded_us, author, None, _NO_CONTENT)
    content = _content(event, row.entry_id, _ELSEWHERE - {"occurred", "information_source"} | {"reason"})
    return Correction(recorded.position, event.TYPE, recorded.recorded_us, author, event.reason, content)


def _opinion(recorded: RecordedEvent, actors: Actors, withheld: bool) -> Opinion:
    event: DifferingOpinionNoted = recorded.event
    return Opinion(
        recorded.position, recorded.recorded_us, _author(recorded, actors), None if withheld else event.stated_by,
        event.stated_on, None if withheld else event.statement,
    )


def _misfiled(recorded: RecordedEvent, actors: Actors) -> Misfiled:
    event = recorded.event
    # What moved a viewpoint holds the other case's texts, so only a note's own reason is shown.
    reason = event.reason if isinstance(event, NoteMisfiled) else None
    return Misfiled(recorded.position, recorded.recorded_us, _author(recorded, actors), reason)
