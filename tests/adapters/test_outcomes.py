"""Who closed, with the first and last total of each: PostgreSQL says what the events say, at every size."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack, closing
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings

from adapters.postgres.outcomes import PostgresOutcomes
from adapters.postgres.projector import Projector
from domain.base import RecordedEvent
from domain.case.case import Case
from domain.case.ratings.totals import counted
from domain.codes import Phase, RatingSubject, Respondent
from domain.instruments import SHIPPED
from projections.outcomes import ClosedCase, Question
from tests.adapters.test_views import recorded_in
from tests.projections.goal_histories import CASES, SEEDS, UNIT_IDS, random_history
from tests.support.cluster import Cluster

QUICK = settings(
    max_examples=5, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
WHOLE = (date(2018, 1, 1), date(2018, 12, 31))


def asked(name: str = "ORS", first: date = WHOLE[0], last: date = WHOLE[1], **changes: Any) -> Question:
    found = SHIPPED.find(name)
    assert found is not None
    return Question(found, True, Respondent.CLIENT, RatingSubject.CLIENT, first, last)._replace(**changes)


def slowly(history: Sequence[RecordedEvent], question: Question, size: int) -> list[ClosedCase]:
    """The same from the events, one case at a time."""
    found = []
    for case_id in CASES:
        case = Case.fold(each.event for each in history[:size] if each.event.originator_id == case_id)
        if case.facts is None or case.closing is None or not question.first <= case.closing.closed_on <= question.last:
            continue
        if question.units is not None and case.unit not in question.units:
            continue
        rated = [
            (each.rated_on, number, total.total)
            for number, each in enumerate(case.ratings.values())
            if each.phase is not Phase.FOLLOW_UP and (each.respondent, each.subject) == (question.respondent, question.subject)
            and (total := counted(each)) is not None and total.instrument == question.instrument.name and total.total is not None
        ]
        first, last = min(rated, default=None), max(rated, default=None)
        found.append((case.closing.closed_on, case_id, ClosedCase(
            case.facts.birth_year, case.closing.closed_on, len(rated), first and first[2], last and last[2], first and first[0]
        )))
    return [each[2] for each in sorted(found, key=lambda each: each[:2])]


@QUICK
@given(seed=SEEDS)
def test_at_every_size_the_pairs_are_those_of_the_events(cluster: Cluster, seed: int) -> None:
    history = random_history(seed)
    with ExitStack() as stack:
        board = recorded_in(stack, cluster, history)
        port = PostgresOutcomes(board, stack.enter_context(closing(Projector(board, page_events=5))))
        for size in (0, len(history) // 2, len(history)):
            for question in (
                asked(), asked("AUDIT"), asked(units=frozenset(UNIT_IDS[1:3])),
                asked(first=date(2018, 6, 15), last=date(2018, 6, 15)), asked(first=date.min, last=date(2019, 12, 31)),
            ):
                assert port.closed(question, size) == slowly(history, question, size)


def rated_history() -> list[RecordedEvent]:
    """A history with a total of 24.9 in it, which no binary fraction is."""
    for seed in range(500):
        history = random_history(seed)
        if any(Decimal("24.9") in (each.pre, each.post) for each in slowly(history, asked(), len(history))):
            return history
    raise AssertionError("no history has such a total")


def test_a_total_is_exact_and_a_rating_that_states_no_version_is_of_the_oldest_only(cluster: Cluster) -> None:
    history, newer = rated_history(), SHIPPED.find("ASI", "2")
    assert newer is not None
    with ExitStack() as stack:
        board = recorded_in(stack, cluster, history)
        port = PostgresOutcomes(board, stack.enter_context(closing(Projector(board, page_events=5))))
        found = port.closed(asked(), len(history))
        assert any(Decimal("24.9") in (each.pre, each.post) for each in found)
        without = [port.closed(asked(**other), len(history)) for other in ({"unstated": False}, {"instrument": newer})]
    assert [each.closed_on for each in found] == [each.closed_on for each in without[0]]
    assert {each[2:] for each in (*without[0], *without[1])} == {(0, None, None, None)}
