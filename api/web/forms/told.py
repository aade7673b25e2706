"""What an event says in a line (sv. *kort text*): enough to know it again among others."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from api.web.formats import day
from api.web.texts import _
from domain.base import ENVELOPE_FIELDS, DomainEvent, Occurred, RecordedEvent
from domain.codes import Code
from projections.local_time import day_of
from projections.timeline_item import text_fields
from projections.words import HEADINGS, occurred_in_words

LONGEST = 70
"""The most characters of a text that are shown where something is chosen."""


class Told(NamedTuple):
    """An event as a line.

    Args:
        when: When it happened; the day it was written when it has no day of its own.
        text: The beginning of what it says; empty = it says no text, or it is withheld.
    """

    when: str
    heading: str
    text: str

    @property
    def line(self) -> str:
        """All of it."""
        said = f": {self.text}" if self.text else ""
        return f"{self.when} {self.heading}{said}"


def told(recorded: RecordedEvent, longest: int = LONGEST) -> Told:
    """An event as a line."""
    event = recorded.event
    text = next(iter(texts_of(event)), "")
    short = text if len(text) <= longest else text[:longest].rstrip() + "…"
    return Told(when_of(recorded), heading_of(event), " ".join(short.split()))


def heading_of(event: DomainEvent) -> str:
    """What kind of event it is, in words."""
    return _(HEADINGS.get(event.TYPE, event.TYPE))


def when_of(recorded: RecordedEvent) -> str:
    """When it happened, else when it was written."""
    event: Any = recorded.event
    values = (getattr(event, name) for name in _own_fields(event))
    found = next((each for each in values if isinstance(each, Occurred | date) and not isinstance(each, datetime)), None)
    if isinstance(found, Occurred):
        return occurred_in_words(found.on, found.at, found.precision, day)
    return day(found or day_of(recorded.recorded_us))


def texts_of(event: DomainEvent) -> Iterable[str]:
    """Its texts, those that are about people first; then its words of coded lists."""
    kinds, fields = text_fields(type(event)), _own_fields(event)
    values = [getattr(event, name) for name in (*(each for each in fields if each in kinds), *fields)]
    for value in values:
        if isinstance(value, Code):
            yield _(value.swedish)
        elif isinstance(value, str) and value:
            yield value
        elif isinstance(value, tuple) and value and isinstance(value[0], str) and not isinstance(value[0], Code):
            yield "; ".join(value)


def entry_ids(event: DomainEvent) -> Collection[UUID]:
    """The ids that an event may be named by, when nothing says which member it is: those of an entry of its own."""
    names = ("entry_id", *(each for each in _OWN_IDS if each in type(event).model_fields))
    return {found for name in names if isinstance(found := getattr(event, name, None), UUID)}


_OWN_IDS = ("note_id", "session_id", "rating_id", "plan_id", "rent_id", "attendance_id", "opinion_id", "correction_id")
_ELSEWHERE = ENVELOPE_FIELDS | {"source", "reason"}


def _own_fields(event: DomainEvent) -> list[str]:
    return [name for name in type(event).model_fields if name not in _ELSEWHERE]
