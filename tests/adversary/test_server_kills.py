"""PostgreSQL is killed in the middle of a checkpoint, a publication, an export, a rebuild and an erasure.

Appends under kills are in tests/adapters/test_ledger_crash.py, with a control that loses what it has answered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from eventsourcing.persistence import PersistenceError

from domain.errors import AktsparError
from tests.adapters.test_erasure import answers
from tests.adapters.test_rebuild import leftovers
from tests.adapters.test_views import all_rows
from tests.adversary import work
from tests.adversary.child import Place
from tests.adversary.seen import Seen, out_of_order
from tests.adversary.test_kills import is_readable
from tests.support.cluster import Cluster
from tests.support.erasure_world import World, approved, make_world
from tests.support.killing import Victim, insist, restart


class Killing:
    """Kills the server at the nth request of this thread, before it is sent; counts them when it is not to kill."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, cluster: Cluster) -> None:
        self._cluster, self.count, self._at, self._is_on = cluster, 0, 0, False
        wait = psycopg.Connection.wait

        def waited(connection: psycopg.Connection, *arguments: Any, **named: Any) -> Any:
            if self._is_on:
                self.count += 1
                if self.count == self._at:
                    self._is_on = False
                    self._victim.kill()
                    restart(self._cluster)
            return wait(connection, *arguments, **named)

        monkeypatch.setattr(psycopg.Connection, "wait", waited)

    def during(self, what: Callable[[], Any], at: int = 0) -> None:
        """Do it, with a kill at that request, from 1; 0 = none. What it says of a database that is gone is right."""
        self._victim, self._at, self.count = Victim(self._cluster), at, 0
        self._is_on = True
        try:
            what()
        except (AktsparError, PersistenceError, psycopg.Error):
            assert at and not self._is_on
        finally:
            assert (not self._is_on) is bool(at), "it was not killed in the middle"
            self._is_on = False
            self._victim.close()


@pytest.fixture
def world(doomed: Cluster, tmp_path: Path) -> Iterator[World]:
    """Three cases on the server that is going to be killed."""
    made = make_world(doomed.new_board(), tmp_path, "x" * 24)
    with closing(made.board.projector):
        yield made


def test_whatever_is_under_way_when_the_server_dies_is_done_by_asking_again(
    world: World, doomed: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killing, seen, board = Killing(monkeypatch, doomed), Seen(), world.board
    place = Place(board.slug, doomed.connections, doomed.kek, tmp_path)
    size = board.ledger.size()
    told, erasure_id = answers(world, size), approved(board, world.case)
    board.projector.catch_up()
    live = all_rows(board.store)
    kinds: dict[str, tuple[Callable[[], Any], int]] = {
        "checkpoint": (lambda: work.checkpoint(board, place, seen.take), 3),
        "publish": (lambda: work.publish(board, place, seen.take), 4),
        "tiles": (lambda: work.tiles(board, place, seen.take, tmp_path / "out"), 4),
        "rebuild": (lambda: work.rebuilt(board, place, seen.take), 30),
        "erase": (lambda: work.erase(board, place, lambda content: None, erasure_id), 60),
    }
    for name, (what, at) in kinds.items():
        killing.during(what, at)
        insist(lambda: seen.look_around(board, tmp_path))
        assert insist(lambda: out_of_order(board)) == [], name
        if name == "rebuild":
            assert all_rows(board.store) == live
        insist(what)
        assert out_of_order(board) == [], name
    seen.look_around(board, tmp_path)
    assert seen.faults == [] and leftovers(board.store) == []
    assert not insist(lambda: is_readable(world)) and answers(world, size) == told
