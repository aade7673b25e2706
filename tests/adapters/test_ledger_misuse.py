"""An application that has been taken over calls the append function with anything it likes.

It can append nonsense, which verification names; it cannot make a gap, a stray payload, a time that goes back, or stop the
ledger from taking the next append.
"""

from __future__ import annotations

import random
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from adapters.postgres.boards import BoardStore
from tests.support.cluster import Cluster
from tests.support.ledger_commands import note_command

CALLS = 300
CASTS = ("uuid[]", "bytea[]", "integer[]", "uuid[]", "bigint[]", "text[]", "bytea[]", "bytea[]", "bigint[]")
SIZES, STREAMS, VERSIONS, TIMES = 2, 3, 4, 8

INVARIANTS = """
    SELECT h.size = count(e.position), h.size = (SELECT count(*) FROM {payload}),
           coalesce(min(e.position), 0) = 0, coalesce(max(e.position), -1) = h.size - 1,
           (SELECT count(*) FROM {payload} p LEFT JOIN {event} x USING (position) WHERE x.position IS NULL) = 0,
           h.closed_us >= coalesce(max(e.recorded_us), 0),
           NOT EXISTS (SELECT FROM (SELECT recorded_us <= lag(recorded_us) OVER (ORDER BY position) AS back FROM {event}) t
                       WHERE t.back),
           NOT EXISTS (SELECT FROM (SELECT stream_version - row_number() OVER (PARTITION BY stream_id ORDER BY position) AS d
                                    FROM {event}) v WHERE v.d NOT IN (0, -1)),
           NOT EXISTS (SELECT FROM {event} WHERE leaf_hash <>
                       sha256('\\x00'::bytea || int8send(position) || int8send(recorded_us) || header))
    FROM {head} h LEFT JOIN {event} e ON true GROUP BY h.size, h.closed_us
"""


def arguments(chance: random.Random, streams: list[Any], closed_us: int) -> list[list[Any] | None]:
    """A call that would be right, for one or many events."""
    sizes = [chance.randint(1, 3) for _ in range(chance.choice((1, 3, 45, 45)))]
    count, known = sum(sizes), chance.choice((0, 0, 0.2))
    stream_ids = [chance.choice(streams) if chance.random() < known else uuid4() for _ in range(count)]
    return [
        [uuid4() for _ in sizes], [b"digest" for _ in sizes], sizes, stream_ids, [1] * count, ["x.v1"] * count,
        [chance.randbytes(20) for _ in range(count)], [chance.randbytes(20) for _ in range(count)],
        [closed_us + 1 + n for n in range(count)] if chance.random() < 0.7 else None,
    ]


def spoil(chance: random.Random, call: list[list[Any] | None]) -> None:
    """Make one thing wrong with it."""
    which = chance.randrange(9)
    column = call[which]
    way = chance.choice(("shorter", "longer", "null element", "odd value", "null", "twice"))
    if not column or way == "null":
        call[which] = None
    elif way == "shorter":
        column.pop(chance.randrange(len(column)))
    elif way == "longer":
        column.append(chance.choice(column))
    elif way == "null element":
        column[chance.randrange(len(column))] = None
    elif way == "twice" or which not in (SIZES, VERSIONS, TIMES):
        column[chance.randrange(len(column))] = chance.choice(column)
    else:
        column[chance.randrange(len(column))] = chance.choice((0, -1, -3, 2, 7, 10_000))


@pytest.mark.parametrize("seed", range(2))
def test_no_call_of_the_append_function_breaks_the_order_of_the_ledger(seed: int, each_cluster: Cluster) -> None:
    board, chance = each_cluster.new_board(clock="simulated"), random.Random(seed)
    names = {name: f"{board.schema}.ledger_{name}" for name in ("head", "event", "payload")}
    placeholders = ", ".join(f"%b::{cast}" for cast in CASTS)
    streams, taken, refused = [uuid4() for _ in range(5)], 0, 0
    with psycopg.connect(each_cluster.connections.app, autocommit=True) as app:
        for _ in range(CALLS):
            closed = app.execute(f"SELECT closed_us FROM {names['head']}").fetchone()[0]
            call = arguments(chance, streams, closed)
            for _ in range(chance.choice((0, 1, 1, 2))):
                spoil(chance, call)
            try:
                app.execute(f"SELECT * FROM {board.schema}.ledger_append({placeholders})", call)
                taken += 1
            except psycopg.Error:
                refused += 1
            invariants = app.execute(INVARIANTS.format(**names)).fetchone()
            assert invariants == (True,) * 9, call
    assert min(taken, refused) > CALLS / 10
    assert board.ledger.append(note_command()).first_position == board.ledger.size() - 1


@pytest.mark.parametrize("array", [
    "'[5:74]={%s}'", "'[0:69]={%s}'", "ARRAY[ARRAY[%s]]",
], ids=["from five", "from nought", "in two dimensions"])
def test_arrays_of_another_shape_put_nothing_out_of_order(array: str, board: BoardStore, cluster: Cluster) -> None:
    board.ledger.append(note_command(recorded_us=[1_000]))
    times = array % ",".join(str(500 + n) for n in range(70))
    leaves = [board.ledger.seal(note_command()).leaves[0] for _ in range(70)]
    with psycopg.connect(cluster.connections.app, autocommit=True) as app, pytest.raises(psycopg.Error):
        app.execute(
            f"SELECT * FROM {board.schema}.ledger_append(%b::uuid[], %b::bytea[], %b::integer[], %b::uuid[], %b::bigint[],"
            f" %b::text[], %b::bytea[], %b::bytea[], {times}::bigint[])",
            (
                [uuid4() for _ in leaves], [b""] * 70, [1] * 70, [leaf.originator_id for leaf in leaves], [1] * 70,
                [leaf.topic for leaf in leaves], [leaf.state for leaf in leaves], [leaf.payload for leaf in leaves],
            ),
        )
    assert board.ledger.size() == 1
