"""What PostgreSQL reads for the analyses is what the events up to the size asked for say, and no event after it."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack, closing
from datetime import date
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.postgres.analyses import PostgresAnalyses
from adapters.postgres.projector import Projector
from tests.adapters.test_views import recorded_in
from tests.projections.analysis_histories import (
    OTHER_UNIT,
    UNIT,
    random_analysis_history,
    slow_courses,
    slow_met,
    slow_returns,
)
from tests.support.cluster import Cluster

QUICK = settings(
    max_examples=6, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
DAYS = (date(2018, 3, 31), date(2018, 12, 31), date(2020, 1, 1))
FIRST, LAST = date(2018, 1, 1), date(2018, 12, 31)


def read(
    analyses: PostgresAnalyses, size: int, day: date, units: frozenset[UUID] | None = None
) -> dict[UUID, tuple[object, ...]]:
    """The courses in the form of the slow count."""
    return {
        course.case_id: (
            course.unit_id, course.gender, course.started_on, course.closed_on, [tuple(span) for span in course.spans],
            [tuple(ended) for ended in course.closings], course.phase,
        )
        for course in analyses.courses(size, day, units=units)
    }


def met(analyses: PostgresAnalyses, size: int) -> Counter[tuple[object, ...]]:
    """The sessions of 2018 in the form of the slow count."""
    return Counter({each[:4]: each.count for each in analyses.met(size, FIRST, LAST)})


@QUICK
@given(seed=st.integers(0, 10**6))
def test_at_every_size_what_is_read_is_what_the_events_say(cluster: Cluster, seed: int) -> None:
    history = random_analysis_history(seed)
    with ExitStack() as stack:
        board = recorded_in(stack, cluster, history)
        analyses = PostgresAnalyses(board, stack.enter_context(closing(Projector(board, page_events=7))))
        for size in (0, *range(2, len(history), 9), len(history)):
            day = DAYS[size % len(DAYS)]
            assert read(analyses, size, day) == slow_courses(history, size, day), size
            assert met(analyses, size) == slow_met(history, size, FIRST, LAST), size
            assert [tuple(each) for each in analyses.returns(size)] == slow_returns(history, size), size


@QUICK
@given(seed=st.integers(0, 10**6))
def test_units_are_read_apart_and_together_are_all(cluster: Cluster, seed: int) -> None:
    history = random_analysis_history(seed, steps=50)
    size = len(history)
    with ExitStack() as stack:
        board = recorded_in(stack, cluster, history)
        analyses = PostgresAnalyses(board, stack.enter_context(closing(Projector(board))))
        ours, theirs = (read(analyses, size, LAST, frozenset({unit})) for unit in (UNIT, OTHER_UNIT))
        assert {row[0] for row in ours.values()} <= {UNIT} and not ours.keys() & theirs.keys()
        assert ours | theirs == read(analyses, size, LAST)
        split = [frozenset({unit}) for unit in (UNIT, OTHER_UNIT)]
        assert sum(len(analyses.met(size, FIRST, LAST, units=units)) for units in split) == len(met(analyses, size))
        assert sum(len(analyses.returns(size, units=units)) for units in split) == len(analyses.returns(size))
