"""Alerts across cases, as known at any size: one query says what the pure fold of each case says."""

from __future__ import annotations

from contextlib import ExitStack, closing
from datetime import date, timedelta

from hypothesis import HealthCheck, Phase, example, given, settings

from adapters.postgres.alerts import PostgresAlerts
from adapters.postgres.projector import Projector
from adapters.postgres.registers import Registers
from adapters.postgres.views import PostgresCaseViews
from domain.base import RecordedEvent
from domain.case.alerts.standing import Ground
from domain.case.case import Case
from domain.policies import DEFAULT_POLICY
from projections.alerts import Alert, alerts_as_known, order_of
from tests.adapters.test_views import recorded_in
from tests.projections.alert_histories import BEGINS, CASES, UNITS, at_the_limits, histories
from tests.support.cluster import Cluster
from tests.support.examples import ANNA, BO

QUICK = settings(
    max_examples=6, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
DAYS = tuple(BEGINS + timedelta(days=days) for days in (20, 61, 62, 200))


def case_at(history: list[RecordedEvent], size: int, case_id: object) -> tuple[Case, list[RecordedEvent]]:
    own = [each for each in history[:size] if each.event.originator_id == case_id]
    return Case.fold(each.event for each in own), own


def as_folded(registers: Registers, history: list[RecordedEvent], size: int, day: date, since: date | None) -> list[Alert]:
    offerings = registers.offerings(size)
    found: list[Alert] = []
    for case_id in CASES:
        case, own = case_at(history, size, case_id)
        if case.facts is None or case.closed_on is not None and case.closed_on < (since or day + timedelta(days=1)):
            continue
        terms = () if case.facts.offering is None else offerings[case.facts.offering].rating_terms
        found += alerts_as_known(own, Ground(registers.instruments(size), terms, DEFAULT_POLICY), day)
    return sorted(found, key=order_of)


@QUICK
@given(history=histories())
@example(history=at_the_limits())
def test_at_every_size_and_day_the_query_finds_the_alerts_that_the_fold_finds(
    cluster: Cluster, history: list[RecordedEvent]
) -> None:
    with ExitStack() as stack:
        board = recorded_in(stack, cluster, history)
        projector = stack.enter_context(closing(Projector(board, page_events=5)))
        alerts = PostgresAlerts(board, projector, PostgresCaseViews(board, projector))
        registers = Registers(board.ledger)
        for size in sorted({0, len(history) // 2, len(history)}):
            for day in DAYS:
                for since in (None, BEGINS):
                    found = alerts.alerts(size, day, DEFAULT_POLICY, since=since)
                    expected = as_folded(registers, history, size, day, since)
                    assert [item.alert for item in alerts.named(found, size)] == expected
        whole = alerts.alerts(len(history), DAYS[2], DEFAULT_POLICY)
        parts = [alerts.alerts(len(history), DAYS[2], DEFAULT_POLICY, units=[unit]) for unit in UNITS]
        assert sorted((each for part in parts for each in part), key=order_of) == whole
        own = [alerts.alerts(len(history), DAYS[2], DEFAULT_POLICY, staff=staff) for staff in (ANNA, BO)]
        assert sorted((each for part in own for each in part), key=order_of) == [
            each for each in whole if case_at(history, len(history), each.case_id)[0].responsible is not None
        ]
        for case_id in CASES:
            one = alerts.alerts(len(history), DAYS[2], DEFAULT_POLICY, case_ids=[case_id])
            assert one == [each for each in whole if each.case_id == case_id]
