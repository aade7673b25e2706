"""A list a page at a time (sv. *sida*)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from domain.errors import NotFoundError

Each = TypeVar("Each")
Key = TypeVar("Key")


def page_of(items: list[Each], ids: Sequence[Key], limit: int | None, after: Key | None) -> tuple[list[Each], bool]:
    """Up to `limit` items after the one with a key (None = from the first, all), and whether there are more.

    Raises:
        NotFoundError: No item has that key.
    """
    start = 0
    if after is not None:
        if after not in ids:
            raise NotFoundError("Posten i after finns inte bland de här. Börja om från första sidan.")
        start = ids.index(after) + 1
    stop = len(items) if limit is None else start + limit
    return items[start:stop], stop < len(items)
