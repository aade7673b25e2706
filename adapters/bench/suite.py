"""All benchmarks in one run, and their report."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from psycopg import sql
from psycopg_pool import ConnectionPool

from adapters.bench import as_of, audit, bulk, checkpointing, follow, goals, many_writers, rebuild, single_writer, verify
from adapters.bench.caseload import Caseload
from adapters.bench.harness import Place, Progress, Row, flush_us, owner, temporary_board
from adapters.key_store import KeyEncryptionKey
from adapters.postgres.boards import BoardStore, Connections

FEWEST_EVENTS = 200
SIZES = (10_000, 100_000, 1_000_000)
"""Where the curve of "as of any moment" is drawn, as far as the ledger goes."""

APPENDS = 2_000
"""Single appends of each side, at most: a median needs no more."""
CHUNK = 20_000
FOLLOWED_SECONDS = 10
SIGNED_SECONDS = 5


class Machine(NamedTuple):
    """What the figures were measured on; of use beside them, and for nothing else."""

    flush_us: float
    postgresql: str
    python: str
    processors: int


class BenchReport(NamedTuple):
    """What came out."""

    events: int
    machine: Machine
    rows: tuple[Row, ...]

    @property
    def ok(self) -> bool:
        """Whether every bound is kept."""
        return all(row.ok for row in self.rows)

    def to_json(self) -> dict[str, Any]:
        """The report as a JSON document; ratios and figures to two decimals."""
        return {
            "events": self.events,
            "ok": self.ok,
            "machine": {**self.machine._asdict(), "flush_us": round(self.machine.flush_us, 2)},
            "rows": [
                {
                    "id": row.id, "name": row.name, "ratio": round(row.ratio, 2), "bound": row.bound,
                    "at_least": row.at_least, "ok": row.ok,
                    "figures": {name: round(value, 2) for name, value in row.figures.items()},
                }
                for row in self.rows
            ],
        }

    def text(self) -> str:
        """The report as a table for people."""
        machine = self.machine
        lines = [
            f"{self.events} händelser. PostgreSQL {machine.postgresql}, Python {machine.python},"
            f" {machine.processors} processorer. En commit väntar {_number(machine.flush_us)} µs på disken.",
            "",
            f"{'':2} {'Kvot':>6}  {'Gräns':<7} Vad som mättes",
        ]
        for row in self.rows:
            bound = f"{'≥' if row.at_least else '≤'} {_number(row.bound)}"
            lines.append(f"{'✓' if row.ok else '✗':2} {_number(row.ratio):>6}  {bound:<7} {row.name}")
            lines.append(" " * 19 + ", ".join(f"{name} {_number(value)}" for name, value in row.figures.items()))
        return "\n".join(lines)


def run_bench(
    connections: Connections, keys_pool: ConnectionPool, kek: KeyEncryptionKey, events: int, progress: Progress,
    more: Sequence[Callable[[int, Progress], list[Row]]] = (),
) -> BenchReport:
    """Measure everything on a running server, on boards that are made for it and dropped afterwards.

    Args:
        connections: By role; the migration role makes the boards and the library's tables.
        keys_pool: The key database.
        events: How large the ledger gets; fewer than 200 are taken as 200.
        progress: Told what begins.
        more: What else is measured, of a ledger of so many events.
    """
    events = max(events, FEWEST_EVENTS)
    place = Place(connections, keys_pool, kek)
    rows = (*_rows(place, events, progress), *(row for each in more for row in each(events, progress)))
    return BenchReport(events, _machine(place), rows)


def _rows(place: Place, events: int, progress: Progress) -> Iterator[Row]:
    progress("En skrivare")
    yield from single_writer.measure(place, min(events, APPENDS))
    progress("Åtta skrivare")
    yield from many_writers.measure(place, min(events, 2 * APPENDS))
    progress("Kontrollpunkter")
    yield from checkpointing.measure(place, SIGNED_SECONDS if events >= SIZES[0] else 0.2)
    progress("Vyer som följer med")
    yield from follow.measure(place, FOLLOWED_SECONDS if events >= SIZES[0] else 1)
    progress("Masslagring")
    yield from bulk.measure(place, events)
    with temporary_board(place) as board:
        caseload, audits = Caseload(5, events), audit.Audits()
        for size in (*(size for size in SIZES if size < events), events):
            progress(f"En liggare med {size} händelser")
            _fill(place, board, caseload, size)
            yield from as_of.measure(board, caseload)
            yield from audits.measure(place, board, caseload, 3 if size <= SIZES[0] else 1)
        progress("Resultat")
        yield from goals.measure(place, board)
        # The larger the ledger, the less a single run varies, and the longer it takes.
        rounds = 3 if events <= SIZES[0] else 2 if events <= SIZES[1] else 1
        progress("Verifiering")
        yield from verify.measure(place, board, rounds, warm_up=events <= SIZES[0])
        progress("Ombyggnad")
        yield from rebuild.measure(place, board, rounds, warm_up=events <= SIZES[0])


def _fill(place: Place, board: BoardStore, caseload: Caseload, size: int) -> None:
    stored = board.ledger.size()
    while stored < size:
        board.ledger.append_all(caseload.take(min(CHUNK, size - stored)))
        stored = board.ledger.size()
    with owner(place) as connection:
        # As autovacuum does before long; otherwise the figures tell whether it has come yet.
        for table in ("ledger_event", "ledger_payload"):
            connection.execute(sql.SQL("VACUUM (ANALYZE) {}").format(sql.Identifier(board.schema, table)))


def _machine(place: Place) -> Machine:
    with owner(place) as connection:
        version = connection.info.parameter_status("server_version") or ""
    return Machine(flush_us(place), version.split()[0], platform.python_version(), os.cpu_count() or 1)


def _number(value: float) -> str:
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:.{digits}f}".replace(".", ",")
