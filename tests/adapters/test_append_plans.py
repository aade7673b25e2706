"""How appends find what they compare with: by index, also in a table that was empty when the plan was made."""

from __future__ import annotations

import psycopg
from psycopg.rows import tuple_row

from adapters.bench.caseload import Caseload
from adapters.postgres.boards import BoardStore

READS = "SELECT coalesce(sum(seq_scan), 0) FROM pg_stat_xact_user_tables WHERE schemaname = %s AND relname = 'ledger_event'"


def test_a_long_transaction_never_looks_through_the_whole_ledger(real_board: BoardStore) -> None:
    ledger = real_board.ledger
    # The first plan is made for an empty table, and kept for what the transaction makes of it.
    batches = list(ledger.prepare(Caseload(1, 0).take(3_000)))
    with psycopg.connect(real_board.connections.app) as connection:
        # A stranger's server may be set up as PostgreSQL comes.
        connection.execute("SET random_page_cost = 4")
        with connection.cursor(row_factory=tuple_row, binary=True) as cursor:
            for batch in batches:
                ledger.recorder.append_with(cursor, batch)
            assert cursor.execute(READS, (real_board.schema,)).fetchone() == (0,)
