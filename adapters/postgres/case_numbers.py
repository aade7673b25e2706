"""Case numbers (sv. *ärendenummer*) to cases, many at a time, through the blind index."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from psycopg.rows import tuple_row

from adapters.postgres.boards import BoardStore
from adapters.postgres.projector import Projector, blind_index


def find_cases(board: BoardStore, projector: Projector, numbers: Collection[str]) -> dict[str, list[UUID]]:
    """The cases that have these numbers now, in any unit of the board; a number that no case has is not in the answer."""
    projector.catch_up()
    blind = blind_index(board)
    by_blind = {blind.of(number): number for number in numbers}
    found: dict[str, list[UUID]] = {}
    with board.datastore.get_connection() as connection, connection.cursor(row_factory=tuple_row, binary=True) as cursor:
        rows = cursor.execute(
            f"SELECT blind, case_id FROM {board.schema}.case_lookup WHERE blind = ANY (%s) ORDER BY known_from",
            (list(by_blind),),
        ).fetchall()
    for digest, case_id in rows:
        found.setdefault(by_blind[digest], []).append(case_id)
    return found
