"""What checkpoints cost those who write: appends with a checkpoint each second, against appends without."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from statistics import median
from time import perf_counter

from adapters.bench.caseload import Caseload
from adapters.bench.harness import Place, Row, in_turns, ratio, temporary_board
from adapters.checkpoints import Checkpointer
from adapters.postgres.boards import BoardStore
from adapters.postgres.checkpoint_store import CheckpointStore
from adapters.signing import SigningKey

EVERY_SECONDS = 1.0
"""Five times as often as the worker's job."""


def measure(place: Place, seconds: float, rounds: int = 3) -> list[Row]:
    """Append one event at a time for a while, with a signer beside and without, in turns on one board.

    Args:
        seconds: How long each turn takes, above 0.
        rounds: From 1.
    """
    with temporary_board(place) as board, tempfile.TemporaryDirectory() as folder:
        caseload = Caseload(11, 10_000)
        key = SigningKey.create(Path(folder) / "signer.pem")
        store, origin = CheckpointStore(board.datastore, "ledger"), board.heads["ledger"].origin
        signer = Checkpointer(store, origin, key, Path(folder) / "made")
        taken = in_turns(rounds, {
            "with": lambda: _seconds_each(board, caseload, seconds, signer),
            "without": lambda: _seconds_each(board, caseload, seconds, None),
        })
    micro = {name: median(values) * 1e6 for name, values in taken.items()}
    return [Row(
        "append_checkpoints", "En händelse i taget med en kontrollpunkt i sekunden, mot utan",
        ratio(taken["with"], taken["without"]), 1.05, False, {"with_us": micro["with"], "without_us": micro["without"]},
    )]


def _seconds_each(board: BoardStore, caseload: Caseload, seconds: float, signer: Checkpointer | None) -> float:
    count, started = 0, perf_counter()
    with nullcontext() if signer is None else _signing(signer):
        while (took := perf_counter() - started) < seconds or not count:
            for command in caseload.take(10):
                board.ledger.append(command)
            count += 10
    return took / count


@contextmanager
def _signing(signer: Checkpointer) -> Iterator[None]:
    stop = threading.Event()

    def sign() -> None:
        signer.make()
        while not stop.wait(EVERY_SECONDS):
            signer.make()

    thread = threading.Thread(target=sign)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
