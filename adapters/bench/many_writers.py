"""Eight writers at once through one service: waiting appends are stored together (group commit)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from statistics import median

from adapters.bench.harness import Place, Row, in_turns, ratio, temporary_board, timed
from adapters.bench.reference_store import reference_store
from adapters.bench.single_writer import LibraryWriter, OurWriter

WRITERS = 8
TURN = 40
"""Appends of each writer in one turn."""
CASES = 5
"""Cases of each writer; no two write in the same case."""


def measure(place: Place, events: int) -> list[Row]:
    """Throughput of eight threads on our ledger and on the library's store.

    Args:
        events: About how many each side appends, from 1.
    """
    with temporary_board(place) as board, reference_store(place) as store:
        ours = [OurWriter(board, seed, CASES) for seed in range(WRITERS)]
        theirs = [LibraryWriter(store, writer, CASES) for writer in ours]
        with ThreadPoolExecutor(WRITERS) as threads:
            seconds = in_turns(max(2, events // (WRITERS * TURN)), {
                "ours": lambda: _together(threads, [writer.turn for writer in ours]),
                "library": lambda: _together(threads, [writer.turn for writer in theirs]),
            })
    per_second = {name: WRITERS * TURN / median(values) for name, values in seconds.items()}
    return [Row(
        "append_8_writers", "Åtta skrivare genom en tjänst, mot biblioteket",
        ratio(seconds["library"], seconds["ours"]), 3.0, True,
        {"ours_per_s": per_second["ours"], "library_per_s": per_second["library"]},
    )]


def _together(threads: ThreadPoolExecutor, turns: Sequence[Callable[[int], float]]) -> float:
    return timed(lambda: list(threads.map(lambda turn: turn(TURN), turns)))
