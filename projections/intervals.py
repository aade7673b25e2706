"""Interval rows: what was true from one event to another, so that "as known at" is a predicate and not a replay.

`known_from` is the position of the event that made a row true, `known_to` the position of the event that superseded it,
None = nothing has. As known at size N (the first N events) a row holds when `known_from < N` and `known_to` is None or
`known_to >= N`. A row is never changed but for its `known_to`, and that is set once.
"""

from __future__ import annotations

from typing import Any, NamedTuple


class Changes(NamedTuple):
    """What one event does to a read model.

    Args:
        closed: Rows that were open until now, with `known_to` set to the event's position.
        opened: Rows that hold from the event on.
    """

    closed: tuple[Any, ...]
    opened: tuple[Any, ...]


NOTHING = Changes((), ())
