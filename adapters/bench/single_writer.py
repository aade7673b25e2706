"""One writer, one event at a time: decided, encrypted, hashed and durable before the next one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from statistics import median
from typing import Any
from uuid import UUID, uuid4

import psycopg
from eventsourcing.persistence import EventStore
from psycopg import sql

from adapters.bench.caseload import Caseload
from adapters.bench.harness import Place, Row, in_turns, owner, ratio, temporary_board, temporary_schema, timed
from adapters.bench.reference_store import library_session, reference_store
from adapters.postgres.boards import BoardStore
from domain.base import DomainEvent, Occurred
from domain.case.case import Case
from domain.codes import SessionKind, SessionOutcome
from domain.ledger.port import Command
from domain.policies import DEFAULT_POLICY

CASES = 50
TURN = 40
"""Appends in one side's turn."""
DAY = date(2018, 7, 10)
TODAY = date(2018, 7, 11)


def measure(place: Place, events: int) -> list[Row]:
    """Appending against the library and against a bare INSERT.

    Args:
        events: About how many each side appends, from 1.
    """
    with temporary_board(place) as board, reference_store(place) as store, temporary_schema(place) as schema:
        ours = OurWriter(board)
        with owner(place) as connection:
            insert = _bare_insert(connection, schema, ours)
            seconds = in_turns(max(2, events // TURN), {
                "ours": lambda: ours.turn(TURN),
                "library": LibraryWriter(store, ours).turn,
                "insert": lambda: median(timed(insert) for _ in range(TURN)),
                "unflushed": lambda: _unflushed(connection, insert),
            })
    micro = {name: median(values) * 1e6 for name, values in seconds.items()}
    # Nobody's work, and the same for all: what is left of a ratio when a slow disk is in both its terms tells little.
    flush = max(0.0, micro["insert"] - micro["unflushed"])
    return [
        Row(
            "append_library", "En händelse i taget, mot biblioteket utan kryptering",
            ratio(seconds["library"], seconds["ours"]), 2.0, True,
            {"ours_us": micro["ours"], "library_us": micro["library"], "flush_us": flush},
        ),
        Row(
            "append_insert", "En händelse i taget, mot en ren INSERT av samma byte",
            ratio(seconds["insert"], seconds["ours"]), 0.4, True,
            {"ours_us": micro["ours"], "insert_us": micro["insert"], "flush_us": flush},
        ),
    ]


class OurWriter:
    """Decides on cases that are folded already, and appends."""

    def __init__(self, board: BoardStore, seed: int = 1, cases: int = CASES) -> None:
        self.caseload = Caseload(seed, 0)
        self._ledger = board.ledger
        self._cases: list[Case] = []
        for _ in range(cases):
            opened = self.caseload.opened_case()
            self._ledger.append(Command(uuid4(), b"", (opened,)))
            self._cases.append(Case.fold((opened,)))
        self._at = 0

    def turn(self, count: int) -> float:
        """The median seconds of so many appends."""
        return median(self._one() for _ in range(count))

    def sealed_bytes(self) -> tuple[str, bytes]:
        """Wire name, header and payload of a session, as they are stored."""
        event = self._decide(self._cases[0])
        leaf = self._ledger.seal(Command(uuid4(), b"", (event,))).leaves[0]
        return leaf.topic, leaf.state + leaf.payload

    def _one(self) -> float:
        self._at = (self._at + 1) % len(self._cases)
        case = self._cases[self._at]
        decided = []

        def append() -> None:
            decided.append(self._decide(case))
            self._ledger.append(Command(uuid4(), b"", decided))

        seconds = timed(append)
        case.apply(decided[0])
        return seconds

    def _decide(self, case: Case) -> DomainEvent:
        return case.record_session(
            session_id=uuid4(), outcome=SessionOutcome.HELD, occurred=Occurred(on=DAY), kind=SessionKind.HOME_VISIT,
            participants=("brukare", "behandlare"), stamp=self.caseload.stamp, today=TODAY, policy=DEFAULT_POLICY,
        )[0]


class LibraryWriter:
    """Makes the library's events and puts them in its event store."""

    def __init__(self, store: EventStore[UUID], like: OurWriter, cases: int = CASES) -> None:
        self._store = store
        self._stamp = like.caseload.stamp
        self._versions = {uuid4(): 0 for _ in range(cases)}
        self._ids = list(self._versions)
        self._at = 0

    def turn(self, count: int = TURN) -> float:
        """The median seconds of so many appends."""
        return median(self._one() for _ in range(count))

    def _one(self) -> float:
        self._at = (self._at + 1) % len(self._ids)
        case_id = self._ids[self._at]
        version = self._versions[case_id]
        self._versions[case_id] += 1
        return timed(lambda: self._store.put([library_session(case_id, version, uuid4(), DAY, self._stamp)]))


def _bare_insert(connection: psycopg.Connection[Any], schema: str, like: OurWriter) -> Callable[[], object]:
    """The least that storing the same bytes can cost: the library's columns and indexes, one prepared statement, no lock."""
    table = sql.Identifier(schema, "bare")
    connection.execute(sql.SQL(
        "CREATE TABLE {} (originator_id uuid NOT NULL, originator_version bigint NOT NULL, topic text, state bytea,"
        " notification_id bigserial, PRIMARY KEY (originator_id, originator_version), UNIQUE (notification_id))"
    ).format(table))
    insert = sql.SQL(
        "INSERT INTO {} (originator_id, originator_version, topic, state) VALUES (%b, %b, %b, %b)"
    ).format(table).as_string()
    topic, state = like.sealed_bytes()
    return lambda: connection.execute(insert, (uuid4(), 1, topic, state), prepare=True)


def _unflushed(connection: psycopg.Connection[Any], insert: Callable[[], object]) -> float:
    connection.execute("SET synchronous_commit = off")
    try:
        return median(timed(insert) for _ in range(TURN))
    finally:
        connection.execute("SET synchronous_commit = on")
