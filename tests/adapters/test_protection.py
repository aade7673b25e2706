"""Which cases are protected now, asked of PostgreSQL: what the ledger's end says, and never an earlier moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from uuid import UUID, uuid4

import pytest

from adapters.postgres.boards import BoardStore
from adapters.postgres.projector import Projector
from adapters.postgres.protection import PostgresProtectedCases
from domain.base import DomainEvent
from domain.case.entry_events import EntryStruck
from domain.case.person.codes import ProtectionLevel
from domain.ledger.port import Command
from projections.protection import Protection
from tests.support.cluster import Cluster
from tests.support.examples import CASE, EXAMPLES, OTHER_CASE

PROTECTED = EXAMPLES["case.protected_identity_set.v2"]
STRICT = Protection(ProtectionLevel.PROTECTED_REGISTRATION)


@pytest.fixture
def board(cluster: Cluster) -> Iterator[BoardStore]:
    with closing(cluster.new_board()) as board:
        append(board, EXAMPLES["case.opened.v1"], 1)
        append(board, EXAMPLES["case.opened.v1"], 1, OTHER_CASE)
        yield board


@pytest.fixture
def protected(board: BoardStore) -> Iterator[PostgresProtectedCases]:
    with closing(Projector(board)) as projector:
        yield PostgresProtectedCases(board, projector)


def append(board: BoardStore, event: DomainEvent, version: int, case_id: UUID = CASE) -> None:
    stored = event.model_copy(update={"originator_id": case_id, "originator_version": version})
    board.ledger.append_all([Command(uuid4(), b"", [stored], None)])


def test_no_case_is_protected_until_it_is_set_and_nobody_elses_is_then(
    board: BoardStore, protected: PostgresProtectedCases
) -> None:
    assert protected.of([]) == protected.of([CASE, OTHER_CASE]) == {}
    append(board, PROTECTED, 2)
    assert protected.of([CASE, OTHER_CASE]) == {CASE: STRICT}
    assert protected.of([OTHER_CASE]) == {}


def test_a_protection_that_is_lifted_or_struck_protects_no_more(
    board: BoardStore, protected: PostgresProtectedCases
) -> None:
    struck = EntryStruck(**{
        **EXAMPLES["case.entry_struck.v1"].model_dump(), "entry_id": PROTECTED.entry_id, "replaced_by": None
    })
    for case_id in (CASE, OTHER_CASE):
        append(board, PROTECTED, 2, case_id)
    assert protected.of([CASE, OTHER_CASE]) == {CASE: STRICT, OTHER_CASE: STRICT}
    append(board, EXAMPLES["case.protected_identity_lifted.v1"], 3)
    append(board, struck, 3, OTHER_CASE)
    assert protected.of([CASE, OTHER_CASE]) == {}
