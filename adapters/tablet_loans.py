"""Tablets that are lent to somebody who rates (sv. *utlämnade surfplattor*), beside the locked sessions that they are lent in.

A loan lasts until its session is unlocked or over: it is bound to the id that the session's cookie had when it was lent, and
unlocking gives the session another.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple
from uuid import UUID, uuid4

import psycopg
from psycopg.rows import class_row
from psycopg_pool import ConnectionPool

from adapters.errors import UnavailableError
from adapters.sessions import Session

_FIELDS = "l.loan_id, l.session_id, l.case_id, l.setting, l.begun_us, l.finished_us, l.rating_id"


class TabletLoan(NamedTuple):
    """One loan (sv. *utlåning*).

    Args:
        case_id: Whose rating it is for.
        setting: What is to be rated, as text; codes and ids only.
        begun_us: Microseconds since 1970 UTC; so is `finished_us`.
        finished_us: When whoever rated was done; None = they are not.
        rating_id: What was recorded then; None = nothing.
    """

    loan_id: UUID
    session_id: UUID
    case_id: UUID
    setting: str
    begun_us: int
    finished_us: int | None
    rating_id: UUID | None


class TabletLoans:
    """The loans of one installation, in the key database. Thread-safe."""

    def __init__(self, pool: ConnectionPool) -> None:
        self._pool = pool

    def lend(self, session: Session, case_id: UUID, setting: str, now_us: int) -> UUID:
        """Lend the tablet that a session is on; an earlier loan of the session is over. The loan's id."""
        loan_id = uuid4()
        with self._connection() as connection:
            connection.execute("DELETE FROM web_tablet_loan WHERE session_id = %s", (session.session_id,))
            connection.execute(
                "INSERT INTO web_tablet_loan (loan_id, session_id, digest, case_id, setting, begun_us)"
                " VALUES (%s, %s, %s, %s, %s, %s)",
                (loan_id, session.session_id, session.digest, case_id, setting, now_us),
            )
        return loan_id

    def of_session(self, session: Session) -> TabletLoan | None:
        """The loan that a locked session is lent in; None = it is lent in none."""
        with self._connection() as connection, connection.cursor(row_factory=class_row(TabletLoan)) as cursor:
            return cursor.execute(
                f"SELECT {_FIELDS} FROM web_tablet_loan l JOIN web_session s USING (session_id)"
                " WHERE l.session_id = %s AND l.digest = s.digest AND s.locked_us IS NOT NULL", (session.session_id,),
            ).fetchone()

    def finish(self, loan_id: UUID, rating_id: UUID, now_us: int) -> None:
        """Note that whoever rated is done; what was noted first stands."""
        with self._connection() as connection:
            connection.execute(
                "UPDATE web_tablet_loan SET finished_us = %s, rating_id = %s WHERE loan_id = %s AND finished_us IS NULL",
                (now_us, rating_id, loan_id),
            )

    @contextmanager
    def _connection(self) -> Iterator[psycopg.Connection]:
        try:
            with self._pool.connection() as connection:
                yield connection
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            self._pool.check()
            raise UnavailableError("Utlåningen av surfplattan kan inte läsas just nu. Försök igen om en stund.") from error
