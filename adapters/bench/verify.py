"""Verification, against reading the same rows and hashing the same bytes and nothing more; and its memory."""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable
from hashlib import sha256
from multiprocessing import get_context
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from statistics import median
from time import process_time

from psycopg.rows import tuple_row

from adapters.bench.harness import Place, Row, connect, in_turns, ratio
from adapters.event_mapper import unpack
from adapters.postgres.boards import BoardStore, Connections
from adapters.postgres.verification import verify_ledger
from adapters.postgres.verification_rows import pages

ROLE = "aktspar_auditor"
MOST_MEGABYTES = 300


def measure(place: Place, board: BoardStore, rounds: int = 3, *, warm_up: bool = True) -> list[Row]:
    """Verify a board's ledger.

    Args:
        rounds: Turns of each way, from 1.
        warm_up: Whether a turn that does not count goes before.

    Raises:
        RuntimeError: The ledger has a fault, so the figure would be of something else.
    """
    seconds = in_turns(rounds, {
        "verify": lambda: _cpu_seconds(lambda: _verify(place.connections, board.schema)),
        "hash": lambda: _cpu_seconds(lambda: _read_and_hash(place.connections, board.schema)),
    }, warm_up=warm_up)
    size = board.ledger.size()
    micro = {name: median(values) / size * 1e6 for name, values in seconds.items()}
    megabytes = _peak_megabytes(place.connections, board.schema)
    return [
        Row("verify_hash", "Verifiering, mot att läsa raderna och ta SHA-256 av dem, i processortid",
            ratio(seconds["verify"], seconds["hash"]), 3.0, False,
            {"verify_cpu_us": micro["verify"], "read_and_hash_cpu_us": micro["hash"]}),
        Row("verify_memory", f"Minne för verifiering av {size} händelser, mot {MOST_MEGABYTES} MB",
            megabytes / MOST_MEGABYTES, 1.0, False, {"peak_mb": megabytes}),
    ]


def _cpu_seconds(work: Callable[[], object]) -> float:
    # This process's time on a processor: verification is shared over processes, and the machine with others.
    start = process_time()
    work()
    return process_time() - start


def _verify(connections: Connections, schema: str) -> None:
    with connect(connections.auditor, ROLE, set_role=connections.set_role) as connection:
        faults = verify_ledger(connection, schema, "ledger", ()).faults
    if faults:
        raise RuntimeError(f"{len(faults)} faults in the benchmark's own ledger: {faults[0]}")


def _read_and_hash(connections: Connections, schema: str) -> None:
    with connect(connections.auditor, ROLE, set_role=connections.set_role) as connection:
        with connection.transaction(), connection.cursor(row_factory=tuple_row, binary=True) as cursor:
            for page in pages(cursor, f"{schema}.ledger"):
                for position, _, _, us, _, header, _, _, _, _, payload in page:
                    sha256(b"\x00" + position.to_bytes(8, "big") + us.to_bytes(8, "big") + header).digest()
                    for ciphertext in unpack(payload):
                        sha256(ciphertext).digest()


def _peak_megabytes(connections: Connections, schema: str) -> float:
    """The most memory that a process of its own, with all its modules, takes to verify the ledger."""
    context = get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_verify_apart, args=(sending, connections, schema))
    process.start()
    sending.close()
    try:
        return receiving.recv()
    finally:
        process.join()


def _verify_apart(sending: Pipe, connections: Connections, schema: str) -> None:
    _verify(connections, schema)
    sending.send(_own_peak_megabytes())


def _own_peak_megabytes() -> float:
    status = Path("/proc/self/status")
    if status.exists():
        # Not `ru_maxrss` on Linux: it begins with the size of the process that started this one.
        kilobytes = next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(kilobytes) / 2**10
    # Bytes on macOS, kilobytes on other systems.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
