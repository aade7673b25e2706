"""How soon the views follow a commit, while a hundred events a second are recorded."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections.abc import Sequence
from time import perf_counter

from adapters.bench.caseload import Caseload
from adapters.bench.harness import Place, Row, temporary_board
from adapters.postgres.boards import BoardStore
from adapters.postgres.follower import Follower
from adapters.postgres.projector import Projector

PER_SECOND = 100
BOUND_MS = 200.0
"""What a reader may wait at the 95th percentile before the list shows what was recorded."""


def measure(place: Place, seconds: int) -> list[Row]:
    """The time from an acknowledged append until the views hold it, at `PER_SECOND` appends a second.

    The appends keep to a timetable: one that is late does not put off the next, so that waiting is counted and not hidden.
    """
    with temporary_board(place) as board:
        reached: list[tuple[int, float]] = []
        with Follower(board, Projector(board), applied=lambda size: reached.append((size, perf_counter()))):
            acknowledged = _record(board, PER_SECOND * seconds)
            _wait_for(reached, len(acknowledged))
    waits = sorted(_wait_ms(reached, size, at) for size, at in acknowledged)
    p50, p95 = (waits[int(len(waits) * part)] for part in (0.5, 0.95))
    taken = acknowledged[-1][1] - acknowledged[0][1]
    return [Row(
        "views_follow", f"Vyerna efter en commit vid {PER_SECOND} händelser i sekunden, 95:e percentilen mot {BOUND_MS:.0f} ms",
        p95 / BOUND_MS, 1.0, False,
        {"p50_ms": p50, "p95_ms": p95, "worst_ms": waits[-1], "per_s": (len(acknowledged) - 1) / taken},
    )]


def _record(board: BoardStore, count: int) -> list[tuple[int, float]]:
    """Each append's size and when it was acknowledged."""
    commands = list(Caseload(7, count).take(count))
    acknowledged, starts, pause = [], perf_counter(), threading.Event()
    for number, command in enumerate(commands):
        if (ahead := starts + number / PER_SECOND - perf_counter()) > 0:
            pause.wait(ahead)
        size = board.ledger.append(command).size
        acknowledged.append((size, perf_counter()))
    return acknowledged


def _wait_for(reached: list[tuple[int, float]], size: int) -> None:
    # The follower looks by itself twice a second, so this ends; what it waits for is not measured.
    while not reached or reached[-1][0] < size:
        threading.Event().wait(0.01)


def _wait_ms(reached: Sequence[tuple[int, float]], size: int, acknowledged_at: float) -> float:
    applied_at = reached[bisect_left(reached, (size, 0.0))][1]
    return max(0.0, 1000 * (applied_at - acknowledged_at))
