"""Who read what and when (sv. *läsningar i åtkomstloggen*), as a port: by case, by caller, by period.

The access log is the truth; an index may say where to look in it. `adapters/postgres/access_readings.py` answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, Protocol
from uuid import UUID

Progress = Callable[[int, int], None]
"""Told (done, all) while something long goes on."""


class Between(NamedTuple):
    """A stretch of time in microseconds since 1970 UTC: after `after_us`, up to and including `until_us`; None = no bound."""

    after_us: int | None = None
    until_us: int | None = None

    def covers(self, us: int) -> bool:
        """Whether an instant lies in it."""
        return (self.after_us is None or us > self.after_us) and (self.until_us is None or us <= self.until_us)


class Reading(NamedTuple):
    """One record of the access log (sv. *läsning*).

    Args:
        position: In the access log, which is a ledger of its own.
        at_us: When it was written, before the bytes left; microseconds since 1970 UTC, real time also where the records' is not.
        request_id: Of the request or command.
        caller: The account, or the local operator.
        purpose: Why, a `domain.base.Purpose`; `reason` as whoever has no relation to the case stated it.
        action: The command or route, without its arguments.
        outcome: What came of it; see `domain.access.events.RecordsRead.outcome`.
        known_at: The size of the records that the answer was as of.
        cases: Every case that it names.
        basis: `emergency` when the record was opened in an emergency; None = the relation, the task or the stated reason.
    """

    position: int
    at_us: int
    request_id: UUID
    caller: str
    purpose: str
    reason: str | None
    action: str
    outcome: str
    known_at: int
    cases: tuple[UUID, ...]
    basis: str | None = None


class AccessReadings(Protocol):
    """Port. Readings in the order that the log has them.

    Args (every method):
        between: When they were made.

    Raises (every method):
        CorruptLedgerError: The access log cannot be read.
        UnavailableError: The database does not answer.
    """

    def by_case(self, case_id: UUID, between: Between = ..., *, progress: Progress | None = None) -> list[Reading]:
        """Those that name a case; what the log has taken since the last time is taken into the index first."""
        ...

    def by_caller(self, caller: str, between: Between = ...) -> Iterator[Reading]:
        """Those of one caller."""
        ...

    def at(self, positions: Sequence[int]) -> dict[int, Reading]:
        """Those at these positions; one that is not there is damage."""
        ...

    def in_period(self, between: Between = ..., *, progress: Progress | None = None) -> Iterator[Reading]:
        """All of them, a page at a time."""
        ...

    def latest_first(self, between: Between = ..., *, progress: Progress | None = None) -> Iterator[Reading]:
        """The same from the last one on: as many are opened as are taken, and a few more."""
        ...
