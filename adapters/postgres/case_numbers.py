"""Case numbers (sv. *ärendenummer*) to cases, many at a time, through the blind index."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from uuid import UUID

from psycopg.rows import tuple_row

from adapters.postgres.boards import BoardStore
from adapters.postgres.projector import Projector, blind_index
from domain.errors import ConflictError


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


@contextmanager
def numbering_alone(board: BoardStore) -> Iterator[None]:
    """Hold off everybody else who opens a case: two who chose the same number at once would both find it free."""
    key = f"aktspar/numbers/{board.schema}"
    with board.datastore.get_connection() as connection:
        connection.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", (key,))
        try:
            yield
        finally:
            connection.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", (key,))


def require_free_number(board: BoardStore, projector: Projector, number: str, unit: UUID) -> None:
    """Refuse a number that a case of the unit has.

    Raises:
        ConflictError: One has.
    """
    cases = find_cases(board, projector, [number]).get(number, [])
    with board.datastore.get_connection() as connection, connection.cursor(row_factory=tuple_row, binary=True) as cursor:
        taken = cursor.execute(
            f"SELECT EXISTS (SELECT FROM {board.schema}.case_interval"
            " WHERE case_id = ANY (%s) AND unit_id = %s AND known_to IS NULL)", (cases, unit),
        ).fetchone()[0]
    if taken:
        raise ConflictError(
            "Enheten har redan ett ärende med det numret. Välj ett annat nummer, eller skriv i det ärende som finns."
        )
