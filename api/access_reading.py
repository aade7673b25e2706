"""Reading the access log on somebody's behalf (sv. *åtkomstloggen*): which moments are meant, and who may see who read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.known_at import Instant, KnownAt, parse_known_at
from domain.base import Purpose
from projections.access_readings import Between
from projections.reconstruction.readings import MAY_SEE_READERS

if TYPE_CHECKING:
    from api.main import OpenBoard, Runtime

INDEX_SECONDS = 300.0
"""How often the worker takes the access log into its index; whoever asks before then waits for what is left, and no more."""


def may_see_readers(purpose: Purpose) -> bool:
    """Whether a reading for this purpose is told who read, and why."""
    return purpose in MAY_SEE_READERS


def instant_of(board: OpenBoard, known_at: str | None, as_of: KnownAt) -> int | None:
    """The instant that a moment is in the access log, in microseconds since 1970 UTC; None = now.

    An instant is itself. A size is when its last event was recorded, so that the same question has the same answer for ever; on
    a simulated ledger that time is not the access log's, which is real.
    """
    if known_at is None:
        return None
    moment = parse_known_at(known_at)
    if isinstance(moment, Instant):
        return moment.us
    if as_of.size == 0:
        return 0
    [last] = board.ledger.read(as_of.size - 1, 1)
    return last.recorded_us


def until(board: OpenBoard, known_at: str | None, as_of: KnownAt) -> Between:
    """Everything that had been read by a moment."""
    return Between(None, instant_of(board, known_at, as_of))


def take_in_access_logs(runtime: Runtime) -> None:
    """Bring every board's index of the access log up, so that nobody who asks has to wait for years of it.

    Raises:
        CorruptLedgerError: A record of an access log is missing or cannot be read.
        UnavailableError: The database does not answer.
    """
    for slug in runtime.boards():
        runtime.board(slug).access_readings.catch_up()
