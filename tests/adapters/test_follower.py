"""A follower brings the views up after each commit, with nobody reading, and goes on after it has lost its connections."""

from __future__ import annotations

import threading
from contextlib import closing
from uuid import uuid4

from adapters.postgres.follower import Follower
from adapters.postgres.projector import Projector, applied_size
from domain.ledger.port import Command
from tests.support.cluster import Cluster
from tests.support.examples import CASE, EXAMPLES
from tests.support.ledger_commands import HANG_GUARD_SECONDS, note_command


class Reached:
    """Waits for a size to be reported."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._size = -1

    def report(self, size: int) -> None:
        with self._condition:
            self._size = size
            self._condition.notify_all()

    def wait_for(self, size: int) -> bool:
        with self._condition:
            return self._condition.wait_for(lambda: self._size >= size, HANG_GUARD_SECONDS)


def test_what_is_recorded_is_in_the_views_with_nobody_reading_also_after_the_connections_were_lost(cluster: Cluster) -> None:
    with closing(cluster.new_board()) as board:
        reached, troubles = Reached(), []
        with Follower(board, Projector(board), applied=reached.report, trouble=troubles.append):
            board.ledger.append(Command(uuid4(), b"", [EXAMPLES["case.opened.v1"]], [1_700_000_000_000_000]))
            assert reached.wait_for(1)
            with cluster.admin() as admin:
                assert applied_size(admin, board.schema) == 1
                admin.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                    " AND (usename = 'aktspar_projector' OR query LIKE %s)", (f"LISTEN%{board.schema}%",)
                )
            board.ledger.append(note_command(CASE, 1, recorded_us=[1_700_000_001_000_000]))
            assert reached.wait_for(2)
            with cluster.admin() as admin:
                assert applied_size(admin, board.schema) == 2
        assert {type(each).__name__ for each in troubles} <= {"OperationalError", "AdminShutdown", "UnavailableError"}
