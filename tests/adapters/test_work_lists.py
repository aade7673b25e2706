"""Whose case is whose, and what is on whose list, as known at any size and on any day."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack, closing
from datetime import date, timedelta
from uuid import UUID

from hypothesis import HealthCheck, Phase, example, given, settings

from adapters.postgres.projector import Projector
from adapters.postgres.views import PostgresCaseViews
from adapters.postgres.work_lists import PostgresWorkLists
from domain.base import RecordedEvent
from domain.case.case import Case
from domain.policies import DEFAULT_POLICY
from tests.adapters.test_views import DAYS, recorded_in
from tests.projections.histories import BEGINS, CASES, RESPONSIBILITY_TURNS, STAFF, UNITS, histories, history_of
from tests.projections.naive_duties import duties
from tests.support.cluster import Cluster

LATER = BEGINS.date() + timedelta(days=400)
QUICK = settings(
    max_examples=8, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)


def relation(history: Sequence[RecordedEvent], size: int, case_id: UUID, staff: UUID, day: date) -> str | None:
    """What somebody is to a case on a day; None = nothing, or the case is not open."""
    own = [each.event for each in history[:size] if each.event.originator_id == case_id]
    case = Case.fold(own)
    if not own or case.closing is not None:
        return None
    if case.responsible is not None and case.responsible.staff_id == staff:
        return "responsible"
    stands_in = any(
        each.stand_in_id == staff and each.from_date <= day and (each.to_date is None or day <= each.to_date)
        for each in case.stand_ins.values()
    )
    return "stand_in" if stands_in else None


@QUICK
@given(history=histories())
@example(history=history_of(RESPONSIBILITY_TURNS))
def test_a_caseload_is_the_open_cases_that_somebody_is_responsible_for_or_stands_in_for(
    cluster: Cluster, history: list[RecordedEvent]
) -> None:
    with ExitStack() as stack:
        board = recorded_in(stack, cluster, history)
        projector = stack.enter_context(closing(Projector(board)))
        lists = PostgresWorkLists(board, projector, PostgresCaseViews(board, projector))
        for size in (len(history) // 2, len(history)):
            for day in DAYS[::2]:
                for staff in STAFF:
                    found = lists.caseload(size, day, DEFAULT_POLICY, staff=staff)
                    expected = {case_id: relation(history, size, case_id, staff, day) for case_id in CASES}
                    assert {item.case.case_id: item.relation for item in found} == {
                        case_id: known for case_id, known in expected.items() if known is not None
                    }
            everything = lists.caseload(size, LATER, DEFAULT_POLICY)
            parts = [lists.caseload(size, LATER, DEFAULT_POLICY, units=[unit]) for unit in UNITS]
            assert {item.case.case_id for item in everything} == {item.case.case_id for part in parts for item in part}
            for item in everything:
                stand = {(each.duty.kind.value, each.duty.since) for each in item.duties}
                # A plan without a follow-up day is never due, so it is no duty.
                expected_duties = {
                    (kind, since) for kind, _, since, due in duties(history, size, item.case.case_id)
                    if kind != "follow_up_plan" or due is not None
                }
                assert stand == expected_duties


def test_a_list_ends_with_its_last_day_and_says_how_late_each_duty_is(cluster: Cluster) -> None:
    history = history_of([])
    with ExitStack() as stack:
        board = recorded_in(stack, cluster, history)
        projector = stack.enter_context(closing(Projector(board)))
        lists = PostgresWorkLists(board, projector, PostgresCaseViews(board, projector))
        (review,) = lists.duties(1, LATER, DEFAULT_POLICY, until=date.max)
        due = review.duty.due_on
        assert due == review.duty.since + timedelta(days=DEFAULT_POLICY.case_review_interval_days)
        day = timedelta(days=1)
        assert lists.duties(1, due, DEFAULT_POLICY, until=due) == [review]
        assert lists.duties(1, due, DEFAULT_POLICY, until=due - day) == []
        assert lists.duties(1, review.duty.since, DEFAULT_POLICY, until=due) == [review]
        assert lists.duties(1, review.duty.since - day, DEFAULT_POLICY, until=due) == []
        assert [review.to_json(each)["days_overdue"] for each in (due - day, due, due + day)] == [0, 0, 1]
        sooner = DEFAULT_POLICY.model_copy(update={"case_review_interval_days": 7})
        (sharpened,) = lists.duties(1, due, sooner, until=due)
        assert sharpened.duty.due_on == review.duty.since + timedelta(days=7)
