"""How often somebody may ask (sv. *frekvensgräns*): guesses at passwords, and searches for persons; kept in memory."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Hashable
from typing import NamedTuple

from api.problems import Text, TooManyError

_MOST_KEYS = 10_000
"""More that ask at once than any board has: whoever makes up names must not fill the memory."""


class Limit(NamedTuple):
    """So many at once, and one more every so often.

    Args:
        burst: From 1.
        every_seconds: Above 0.
    """

    burst: int
    every_seconds: float


LOG_IN_BY_NAME = Limit(10, 6.0)
LOG_IN_BY_ADDRESS = Limit(30, 2.0)
LOOKUP_BY_ACCOUNT = Limit(30, 2.0)


class RateLimiter:
    """Counts what each key has used up of a limit; thread-safe.

    Args:
        clock: Seconds that only grow.
    """

    def __init__(self, limit: Limit, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._clock = clock
        self._lock = threading.Lock()
        self._used: dict[Hashable, tuple[float, float]] = {}

    def require_room(self, key: Hashable) -> None:
        """Refuse when a key has used everything up; nothing is used by asking.

        Raises:
            TooManyError: It has; it says when there is room again.
        """
        with self._lock:
            over = self._now_used(key) + 1 - self._limit.burst
        if over > 0:
            wait = max(1, math.ceil(over * self._limit.every_seconds))
            raise TooManyError(Text(
                f"För många försök. Vänta {wait} sekunder.", f"Too many attempts. Wait {wait} seconds."
            ), wait)

    def use(self, key: Hashable) -> None:
        """Count one more."""
        with self._lock:
            used = self._now_used(key) + 1
            if key not in self._used and len(self._used) >= _MOST_KEYS:
                self._used = {each: row for each, row in self._used.items() if self._now_used(each) > 0}
            self._used[key] = (min(used, self._limit.burst), self._clock())

    def _now_used(self, key: Hashable) -> float:
        used, since = self._used.get(key, (0.0, 0.0))
        return max(0.0, used - (self._clock() - since) / self._limit.every_seconds)


class Limits:
    """The limits of one service."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.log_in_by_name = RateLimiter(LOG_IN_BY_NAME, clock)
        self.log_in_by_address = RateLimiter(LOG_IN_BY_ADDRESS, clock)
        self.lookup = RateLimiter(LOOKUP_BY_ACCOUNT, clock)
