"""Reading a register for a screen: what is looked for in it, a page at a time, or one item; the log says just what is shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from api.known_at import KnownAt
from api.paging import page_of
from api.reading import Answer, Reader
from api.registers import REGISTERS, Item
from domain.errors import NotFoundError


class Sought(NamedTuple):
    """A page of what somebody looks for.

    Args:
        answer: What is shown, and how many there are as `count`.
    """

    answer: Answer
    has_more: bool
    count: int


def sought_in(
    reader: Reader, name: str, wanted: Callable[[dict[str, Any]], bool], order: Callable[[dict[str, Any]], Any], *,
    known_at: str | None = None, limit: int | None = None, after: UUID | None = None,
) -> Sought:
    """What somebody looks for in a register, in an order.

    Args:
        name: One of `api.registers.REGISTERS`.
        wanted: Whether an item's document is looked for.
        order: What to sort the documents by, the largest first.

    Raises:
        InvalidValueError: `known_at` cannot be used.
        NotFoundError: `after` is not among what is looked for.
        UnavailableError: The access log cannot be written.
    """
    as_of, scope = reader.as_of(known_at), reader.scope
    seen = [each for each in _items(reader, name, as_of) if scope.covers(each.unit, each.cases) and wanted(each.document)]
    seen.sort(key=lambda each: order(each.document), reverse=True)
    page, has_more = page_of(seen, [each.id for each in seen], limit, after)
    return Sought(_shown(reader, name, page, as_of), has_more, len(seen))


def one_of(reader: Reader, name: str, item_id: UUID, *, known_at: str | None = None) -> Answer:
    """One item of a register.

    Raises:
        InvalidValueError: `known_at` cannot be used.
        NotFoundError: There was no such item, or it is none of the reader's; the attempt is logged.
        UnavailableError: The access log cannot be written.
    """
    as_of, scope = reader.as_of(known_at), reader.scope
    found = [each for each in _items(reader, name, as_of) if each.id == item_id and scope.covers(each.unit, each.cases)]
    if not found:
        reader.record_refused()
        raise NotFoundError("Uppgiften finns inte i registret, eller så hör den inte till din enhet.")
    return _shown(reader, name, found, as_of)


def _items(reader: Reader, name: str, as_of: KnownAt) -> list[Item]:
    return REGISTERS[name].items(reader.board, as_of.size, _NO_DAY)


def _shown(reader: Reader, name: str, page: list[Item], as_of: KnownAt) -> Answer:
    shown = reader.without_protected(name, page, as_of, _NO_DAY)
    reader.record_shown(as_of, {case_id for each in shown for case_id in each.cases})
    return Answer({**reader.head(as_of), "found": [each.document for each in shown]}, shown)


_NO_DAY: date | None = None
"""Of what changes by day, what holds on the day of the last event."""
