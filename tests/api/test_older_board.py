"""A data directory that an older Aktspår made is brought up when it is opened; a server of somebody else's waits to be told."""

from __future__ import annotations

import psycopg
import pytest
from psycopg import sql

from adapters.errors import CannotRunError
from adapters.postgres import boards, migrations
from adapters.settings import Settings
from api.main import OpenBoard, Runtime
from tests.support.cluster import Cluster


def make_older(cluster: Cluster, board: OpenBoard) -> None:
    """Make an empty board anew, as the version before the last migration of the views did."""
    last = migrations.read_migrations("view_migrations")[-1].name
    with cluster.admin() as admin:
        admin.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(board.store.schema)))

    def shipped_then(folder: str) -> list[migrations.Migration]:
        return [each for each in migrations.read_migrations(folder) if folder != "view_migrations" or each.name != last]

    with psycopg.connect(cluster.connections.migration, autocommit=True) as connection:
        boards.create_board(connection, board.slug, clock="simulated", shipped=shipped_then)


def test_an_embedded_board_of_an_older_version_is_brought_up_when_it_is_opened(
    api_cluster: Cluster, runtime: Runtime, board: OpenBoard
) -> None:
    make_older(api_cluster, board)
    reopened = Runtime(runtime.settings, runtime.connections, runtime.keys, runtime.kek)
    try:
        assert reopened.board(board.slug).views.cases(0) == []
        with psycopg.connect(api_cluster.connections.migration, autocommit=True) as connection:
            assert boards.is_up_to_date(connection, board.slug)
    finally:
        reopened.close()


def test_a_board_on_a_server_of_somebody_else_s_is_refused_until_it_is_brought_up(
    api_cluster: Cluster, runtime: Runtime, board: OpenBoard
) -> None:
    make_older(api_cluster, board)
    url = api_cluster.server.conninfo("aktspar_admin")
    settings = Settings(AKTSPAR_DATA=runtime.settings.data_dir, DATABASE_URL=url, AKTSPAR_KEYS_URL=runtime.connections.keys)
    reopened = Runtime(settings, runtime.connections, runtime.keys, runtime.kek)
    try:
        with pytest.raises(CannotRunError, match="kör 'aktspar migrate' först"):
            reopened.board(board.slug)
        reopened.migrate([board.slug])
        assert reopened.board(board.slug).views.cases(0) == []
    finally:
        reopened.close()
