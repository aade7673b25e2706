"""The `CaseLists` port over PostgreSQL: a page of rows by predicates, then the names of the cases on it and of no others."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from eventsourcing.persistence import InterfaceError, OperationalError
from psycopg import sql
from psycopg.rows import tuple_row

from adapters.errors import UnavailableError
from adapters.postgres.boards import BoardStore
from adapters.postgres.case_view import KNOWN
from adapters.postgres.projector import Projector
from adapters.postgres.views import PostgresCaseViews
from domain.case.phases.codes import TreatmentPhase
from projections.case_list import CaseChoice, ListedCase
from projections.statements.fact import FactKind

_PHASE = (
    "(SELECT p.code FROM {case_fact_interval} p WHERE p.case_id = c.case_id AND p.kind = %(phase_kind)s AND p.on_date <= %(day)s"
    " AND " + KNOWN.format("p") + " ORDER BY p.on_date DESC, p.item_position DESC LIMIT 1)"
)
_PAGE = (
    "SELECT c.case_id, " + _PHASE + " FROM {case_interval} c WHERE " + KNOWN.format("c") +
    "{restricted}"
    " AND (%(status)s::text IS NULL OR c.status = %(status)s)"
    " AND (%(before)s::bigint IS NULL OR c.opened_position < %(before)s)"
    " AND (%(phase)s::text IS NULL OR " + _PHASE + " = %(phase)s)"
    " ORDER BY c.opened_position DESC LIMIT %(limit)s"
)
_OF_UNITS = " AND (c.unit_id = ANY (%(units)s) OR c.case_id = ANY (%(beside)s))"
# Few among many: found by what they are, not by going through the latest until there are enough.
_ONLY_THESE = " AND c.case_id = ANY (%(beside)s)"


class PostgresCaseLists:
    """Answers `projections.case_list.CaseLists` for one board. Thread-safe.

    Args:
        board: Whose cases; read as the application's role.
        projector: Brings the views up before each answer.
        views: Gives the cases that are shown.
    """

    def __init__(self, board: BoardStore, projector: Projector, views: PostgresCaseViews) -> None:
        self._board = board
        self._projector = projector
        self._views = views
        self._names = {name: sql.Identifier(board.schema, name) for name in ("case_interval", "case_fact_interval")}

    def page(
        self, known_at: int, day: date, choice: CaseChoice, *, limit: int, before: int | None = None
    ) -> tuple[list[ListedCase], bool]:
        """See the port."""
        self._projector.catch_up(known_at)
        values = {
            "known_at": known_at, "day": day, "units": None if choice.units is None else list(choice.units),
            "beside": list(choice.beside), "status": choice.status, "phase": choice.phase, "before": before, "limit": limit + 1,
            "phase_kind": FactKind.PHASE.value,
        }
        try:
            with self._board.datastore.get_connection() as connection, connection.cursor(row_factory=tuple_row) as cursor:
                found: dict[UUID, str | None] = dict(cursor.execute(self._page(choice), values).fetchall())
        except (OperationalError, InterfaceError) as error:
            raise UnavailableError("Databasen svarar inte, så listan kunde inte läsas. Försök igen.") from error
        shown = list(found)[:limit]
        cases = {each.case_id: each for each in self._views.cases_of(shown, known_at)}
        listed = [
            ListedCase(cases[case_id], None if (phase := found[case_id]) is None else TreatmentPhase(phase)) for case_id in shown
        ]
        return listed, len(found) > limit

    def _page(self, choice: CaseChoice) -> sql.Composed:
        restricted = "" if choice.units is None else _OF_UNITS if choice.units else _ONLY_THESE
        return sql.SQL(_PAGE.replace("{restricted}", restricted)).format(**self._names)
