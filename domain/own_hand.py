"""Whether what was recorded in a stream since a version needs no showing (sv. *egen hand*): its writer recorded it themselves.

Whoever writes says which version they have seen, so that nobody writes past what somebody else wrote meanwhile. What they wrote
themselves, in another window, they have seen: then they are not asked, unless both are about the same thing. Everything else is
somebody else's, and is shown before anything is recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from domain.base import ENVELOPE_FIELDS, DomainEvent, RecordedEvent


def unseen(recorded: Sequence[RecordedEvent], version: int, by: UUID) -> Sequence[RecordedEvent] | None:
    """What came after a version, if the writer recorded all of it by hand; None = somebody else did, or there is no such version.

    Args:
        recorded: The whole stream in order.
        version: That the writer has seen, from 0.
        by: The writer, as events name who acted.
    """
    later = recorded[version:]
    # What an import brought in stands in the name of whoever ran it, and they have not read it.
    is_own = all(each.event.actor_id == by and getattr(each.event, "source", None) is None for each in later)
    return later if is_own and version <= len(recorded) else None


def are_about_the_same(one: Iterable[DomainEvent], other: Iterable[DomainEvent], by: UUID) -> bool:
    """Whether facts name anything in common by its id, beside who wrote them: an entry, a person, a decision.

    Args:
        by: The writer, whom both name.
    """
    return bool(_named(one) & _named(other) - {by})


def _named(events: Iterable[DomainEvent]) -> set[UUID]:
    return {each for event in events for name in _own(event) for each in _ids(getattr(event, name))}


def _own(event: DomainEvent) -> Iterator[str]:
    return (name for name in type(event).model_fields if name not in ENVELOPE_FIELDS)


def _ids(value: Any) -> Iterator[UUID]:
    match value:
        case UUID():
            yield value
        case BaseModel():
            yield from (found for name in type(value).model_fields for found in _ids(getattr(value, name)))
        case tuple() | list() | set() | frozenset():
            yield from (found for each in value for found in _ids(each))
        case dict():
            yield from (found for each in value.values() for found in _ids(each))
