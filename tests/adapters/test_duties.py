"""What has to be done, as known at any size: the query, the pure rule and the slow count say the same."""

from __future__ import annotations

from contextlib import ExitStack, closing
from datetime import date

from hypothesis import HealthCheck, Phase, example, given, settings

from adapters.postgres.duties import DutyQueries
from adapters.postgres.projector import Projector
from adapters.postgres.unfinished import UnfinishedCases
from domain.base import RecordedEvent
from projections.case_facts import CaseFactRow
from projections.statements.fact import FactKind
from tests.adapters.test_views import recorded_in
from tests.projections.histories import (
    BEGINS,
    CASES,
    RESPONSIBILITY_TURNS,
    STAFF,
    TWO_CLOSINGS,
    UNITS,
    Step,
    histories,
    history_of,
)
from tests.projections.naive_duties import duties
from tests.support.cluster import Cluster

QUICK = settings(
    max_examples=10, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
SESSIONS_AND_NOTES = [
    Step("session", 0, 0, 3, 10), Step("session", 0, 1, 2, 10), Step("note", 0, 0, 3, 10), Step("note", 0, 1, 2, 10),
    Step("session_corrected", 0, 1, 1, 10), Step("misfile", 0, 0, 0, 10), Step("plan", 0, 1, 5, 10), Step("plan", 0, 2, 5, 10),
]


def as_naive(row: CaseFactRow) -> tuple[str, object, date, date | None]:
    about = None if row.kind == FactKind.FOLLOW_UP_CLOSING.value else row.key
    return row.kind, about, row.on_date, row.due_on


@QUICK
@given(history=histories())
@example(history=history_of(SESSIONS_AND_NOTES))
@example(history=history_of(TWO_CLOSINGS))
@example(history=history_of(RESPONSIBILITY_TURNS))
def test_at_every_size_the_query_finds_the_duties_that_the_slow_count_finds(
    cluster: Cluster, history: list[RecordedEvent]
) -> None:
    day = BEGINS.date()
    with ExitStack() as stack:
        board = recorded_in(stack, cluster, history)
        stack.enter_context(closing(Projector(board, page_events=3))).catch_up()
        queries = DutyQueries(board.schema)
        unfinished = UnfinishedCases(board.schema, queries)
        with board.datastore.get_connection() as connection:
            for size in sorted({0, len(history) // 3, 2 * len(history) // 3, len(history)}):
                found = queries.outstanding(connection, size, day)
                # Kept from size to size, and looked at again only where something was written.
                few = queries.outstanding(connection, size, day, unfinished=unfinished.at(connection, size))
                assert set(few) == set(found) and len(few) == len(found)
                for case_id in CASES:
                    expected = duties(history, size, case_id)
                    assert {as_naive(row) for row in found if row.case_id == case_id} == expected
                    one = queries.outstanding(connection, size, day, cases=[case_id])
                    assert {as_naive(row) for row in one} == expected
                units = [queries.outstanding(connection, size, day, units=[unit]) for unit in UNITS]
                assert {row for rows in units for row in rows} == set(found)
                for staff in STAFF:
                    own = queries.outstanding(connection, size, day, staff=staff)
                    assert set(own) <= set(found)
                    assert all(row.staff_id in (None, staff) for row in own)
            assert not history or unfinished.at(connection, 0) is None
