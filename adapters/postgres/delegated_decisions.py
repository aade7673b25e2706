"""The decisions that were made on a board's behalf, found by the facts that they state."""

from __future__ import annotations

from psycopg import sql
from psycopg.rows import tuple_row

from adapters.postgres.boards import BoardStore
from adapters.postgres.case_view import KNOWN
from adapters.postgres.projector import Projector
from adapters.postgres.registers import Registers
from domain.base import RecordedEvent
from projections.statements.fact import FactKind

_POSITIONS = "SELECT f.item_position FROM {facts} f WHERE f.kind = %(kind)s AND " + KNOWN.format("f")


def delegated_events(board: BoardStore, projector: Projector, known_at: int) -> list[RecordedEvent]:
    """What `projections.delegated_decisions` asks for: the decisions of cases that stand, and requests for public records.

    Raises:
        InvalidValueError: The ledger has fewer events than `known_at`.
        CorruptLedgerError: Stored bytes are not what they must be.
    """
    projector.catch_up(known_at)
    query = sql.SQL(_POSITIONS).format(facts=sql.Identifier(board.schema, "case_fact_interval"))
    with board.datastore.get_connection() as connection, connection.cursor(row_factory=tuple_row) as cursor:
        rows = cursor.execute(query, {"kind": FactKind.DELEGATED_DECISION.value, "known_at": known_at}).fetchall()
    positions = sorted(position for (position,) in rows)
    of_cases = board.ledger.at(positions) if positions else {}
    return [*of_cases.values(), *Registers(board.ledger).events_of("records_request", known_at)]
