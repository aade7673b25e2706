"""Chance that is the same everywhere (sv. *slump med fast frö*): every story of the demo draws from a generator of its own.

Only `random()` is used: its sequence for a given seed is promised to stay the same in every Python, that of `choice`,
`sample` and the like is not. Source: Python's documentation of `random`, "Notes on Reproducibility".
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import count
from random import Random
from typing import TypeVar
from uuid import UUID

Value = TypeVar("Value")


class Luck:
    """A seeded generator. A story that draws more or less changes nothing in another one."""

    def __init__(self, story: str) -> None:
        self._story = f"exempelstad/{story}"
        self._random = Random(self._story)
        self._ids = count()

    def uuid(self) -> UUID:
        """A fixed id that looks like a random one."""
        digest = hashlib.sha256(f"{self._story}/{next(self._ids)}".encode()).digest()
        return UUID(bytes=digest[:16], version=4)

    def happens(self, probability: float) -> bool:
        """Whether something of this probability, from 0 to 1, happens."""
        return self._random.random() < probability

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self._random.random() * (high - low + 1))

    def near(self, value: float, spread: float) -> float:
        """A number at most `spread` from `value`, more often close to it."""
        return value + spread * (self._random.random() + self._random.random() - 1)

    def pick(self, values: Sequence[Value]) -> Value:
        """One of the values."""
        return values[int(self._random.random() * len(values))]

    def shuffled(self, values: Sequence[Value]) -> list[Value]:
        """The values in another order."""
        rest = list(values)
        return [rest.pop(int(self._random.random() * len(rest))) for _ in values]
