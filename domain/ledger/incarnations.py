"""A ledger's incarnations (sv. *inkarnationer*): under which origin each part of it was recorded.

A ledger that is restored from a copy goes on under a new origin, since events may have been recorded after the copy that are
now gone: two trees that differ must not go by one name. What was recorded before keeps the origin that its headers state.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Incarnation(NamedTuple):
    """One stretch of a ledger under one origin (sv. *inkarnation*).

    Args:
        number: From 1, larger than those before.
        origin: What its headers and checkpoints state.
        first_size: Its first event's position; 0 for the first.
        signed_size: The largest tree known to be signed before it began; 0 for the first.
        signed_root: That tree's root; None for the first, or where nothing had been signed.
    """

    number: int
    origin: str
    first_size: int = 0
    signed_size: int = 0
    signed_root: bytes | None = None


class Incarnations:
    """All of a ledger's, in order (sv. *inkarnationer*).

    Args:
        each: One or more, by number.
    """

    def __init__(self, each: Sequence[Incarnation]) -> None:
        self.each = tuple(each)
        # The first takes every position, also the one of what is not recorded yet.
        self._from = self.current.first_size if len(self.each) > 1 else -(2**63)

    @property
    def current(self) -> Incarnation:
        """The one that events are recorded under now."""
        return self.each[-1]

    def origin_at(self, position: int) -> str:
        """The origin that the header at a position must state."""
        if position >= self._from:
            return self.current.origin
        return next((each.origin for each in reversed(self.each) if each.first_size <= position), self.each[0].origin)

    def of_origin(self, origin: str) -> Incarnation | None:
        """The incarnation of an origin; None = the origin is none of this ledger's."""
        return next((each for each in self.each if each.origin == origin), None)

    def next_after(self, incarnation: Incarnation) -> Incarnation | None:
        """The one that followed; None = it is the current one."""
        return next((each for each in self.each if each.number > incarnation.number), None)

    def is_of(self, origin: str, size: int) -> bool:
        """Whether a tree of `size` under an origin is a beginning of this ledger: not beyond where that incarnation ended."""
        found = self.of_origin(origin)
        if found is None:
            return False
        following = self.next_after(found)
        return following is None or size <= following.first_size
