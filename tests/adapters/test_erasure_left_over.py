"""What turns up in the last moment of an erasure is taken with it, or stops it: never stated as gone while it is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.errors import CannotRunError
from adapters.postgres.boards import BoardStore
from api.erasing import ErasureRun
from tests.support.cast import BO
from tests.support.cluster import Cluster
from tests.support.erasure_world import approved, make_world


def test_what_another_process_wrote_with_a_key_in_memory_is_emptied_too_before_it_is_stated_as_done(
    board: BoardStore, cluster: Cluster, tmp_path: Path
) -> None:
    world = make_world(board, tmp_path, "sista")
    position = world.board.ledger.stream(world.case)[3].position
    with cluster.admin() as admin:
        [kept] = admin.execute(f"SELECT payload FROM {board.schema}.ledger_payload WHERE position = %s", (position,)).fetchone()

        def written(step: str) -> None:
            if step == "swept":
                admin.execute(f"UPDATE {board.schema}.ledger_payload SET payload = %s WHERE position = %s", (kept, position))

        ErasureRun(world.board, approved(world.board, world.case), BO, reached=written).carry_out()
    assert world.board.verify().faults == []
    world.board.projector.close()


def test_a_row_that_is_left_in_a_view_stops_it(board: BoardStore, cluster: Cluster, tmp_path: Path) -> None:
    world = make_world(board, tmp_path, "rest")
    table = f"{board.schema}.case_lookup"
    with cluster.admin() as admin:
        admin.execute(f"CREATE TABLE {board.schema}.kept AS SELECT * FROM {table} WHERE case_id = %s", (world.case,))

        def restored(step: str) -> None:
            if step == "destroyed":
                world.board.projector.catch_up()
                admin.execute(f"INSERT INTO {table} SELECT * FROM {board.schema}.kept")

        run = ErasureRun(world.board, approved(world.board, world.case), BO, reached=restored)
        with pytest.raises(CannotRunError, match="Vyerna case_lookup har rader kvar"):
            run.carry_out()
        admin.execute(f"DROP TABLE {board.schema}.kept")
    world.board.projector.close()
