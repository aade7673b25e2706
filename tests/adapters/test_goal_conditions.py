"""What definitions ask of sessions, plans, decisions, requests, closings and changes is in PostgreSQL what a slow count finds."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack, closing
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings

from adapters.indicator_files import shipped_indicators
from adapters.postgres.projector import Projector
from adapters.postgres.rebuild import rebuild
from domain.base import RecordedEvent
from domain.indicators.definition import UnitOfCount
from domain.indicators.period import parse_period
from domain.indicators.reading import read_indicators
from projections.goals import Figure
from tests.adapters.test_goals import opened
from tests.adapters.test_views import all_rows, empty, recorded_in
from tests.projections import naive_goals, slow_goals
from tests.projections.goal_histories import OTHER_UNIT, SEEDS, UNIT
from tests.projections.measure_histories import measured_history, with_one_more_measured_case
from tests.support.cluster import Cluster

QUICK = settings(
    max_examples=6, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
PERIODS = ("2018", "2018-T2", "2018-12", "2019", "2017")
ORS = {"instruments": ["ORS"], "by": "brukare", "about": "klienten"}
FORM = {"instruments": ["Frågor till Dig"], "by": ["brukare", "barn"], "about": ["mamma", "pappa"]}
CLOSED, HELD, DECIDED = [{"period": "closed"}], [{"period": "held"}], [{"period": "decided"}]


def definition(name: str, unit_of_count: str, population: list[Any], **more: Any) -> dict[str, Any]:
    """A definition of a number, or of a share when it has a numerator."""
    kind = "share" if "numerator" in more else "count"
    return {
        "id": f"prov.{name}", "version": 1, "name": "Prov", "meaning": "Prov.", "source": "Prov", "activities": [],
        "unit_of_count": unit_of_count, "kind": kind, "population": population, **more,
    }


OWN = read_indicators([
    definition("lower", "case", CLOSED, numerator=[{"change": "lower", **ORS}]),
    definition("lower_is_better", "case", CLOSED, numerator=[
        {"change": "clinically_significant", "index": 2, "cutoff": 5, "better": "lower", **FORM},
    ]),
    definition("worse_form", "case", CLOSED, numerator=[
        {"change": "deteriorated", "index": Decimal("1.5"), "better": "lower", **FORM},
    ]),
    definition("between_bounds", "case", CLOSED, numerator=[
        {"rating": "ORS", "at": "avslut", "by": "brukare", "about": "klienten", "at_least": 20, "at_most": Decimal("24.9")},
    ]),
    definition("three_ratings", "case", CLOSED, numerator=[
        {"ratings": ["ORS", "SRS"], "by": "brukare", "about": "klienten", "at_least": 3},
    ]),
    definition("short", "case", CLOSED, measured=[{"days_between": ["start", "closing"], "missing": "ingen start"}], numerator=[
        {"days_between": ["start", "closing"], "at_least": 1, "at_most": 300},
    ]),
    definition("visits_after_start", "case", CLOSED, numerator=[
        {"measure": "session_held", "is": ["samtal"], "by": ["pappa", "brukare"], "since": "start", "within_months": 3},
    ]),
    definition("visits_in_period", "case", CLOSED, numerator=[
        {"measure": "session_held", "when": "in_period", "at_least": 2}, {"not": {"measure": "rating_not_made"}},
    ]),
    definition("since_closing", "case", CLOSED, numerator=[{"measure": "closing_follow_up", "since": "closing"}]),
    definition("rated_at_session", "session", HELD, numerator=[{"session_rating": ["ORS", "SRS"]}]),
    definition("with_parent", "session", [*HELD, {"field": "participant", "is_not": ["brukare"]}]),
    definition("soon_followed_up", "decision", [{"period": "decided", "days_before": 45}], numerator=[
        {"measure": "decision_follow_up", "same": True, "within_days": 45},
    ]),
    definition("granted", "decision", DECIDED, numerator=[
        {"any": [{"field": "outcome", "is": ["bifall"]}, {"measure": "plan_established", "is": ["ja"], "within_months": 6}]},
    ]),
    definition("reopened_soon", "closing", CLOSED, numerator=[{"reopened_within_months": 1}]),
])
ASKED = tuple(
    indicator for indicator in (*shipped_indicators(), *OWN)
    if indicator.id not in naive_goals.IDS
    and indicator.unit_of_count not in (UnitOfCount.VIEWPOINT, UnitOfCount.GIVER, UnitOfCount.OUTREACH)
)


def stated(figure: Figure) -> dict[str, Any]:
    """A figure as `slow_goals` puts it."""
    return {
        "eligible": figure.total.eligible, "denominator": figure.total.denominator, "numerator": figure.total.numerator,
        "missing": figure.to_json()["missing"],
        "by_gender": {gender: tally.denominator for gender, tally in figure.by_gender.items() if tally.denominator},
    }


def assert_as_counted(figures: Sequence[Figure], history: Sequence[RecordedEvent], period: str, size: int) -> None:
    chosen, found = parse_period(period), {(figure.part_of_id, figure.indicator.id): figure for figure in figures}
    for indicator in ASKED:
        for root in (UNIT, OTHER_UNIT):
            wanted = slow_goals.counted(history, size, indicator, chosen, root)
            figure = found.get((root, indicator.id))
            assert (figure and stated(figure)) == wanted or (figure is None and wanted is None), (indicator.id, period, size)


@QUICK
@given(seed=SEEDS)
def test_every_condition_is_counted_at_every_size_as_the_slow_way_has_it(cluster: Cluster, seed: int) -> None:
    history = measured_history(seed)
    with ExitStack() as stack:
        _, goals = opened(stack, cluster, history)
        for size in (len(history) // 3, 2 * len(history) // 3, len(history)):
            answers = goals.trend(ASKED, [parse_period(period) for period in PERIODS], size)
            for period, figures in zip(PERIODS, answers, strict=True):
                assert_as_counted(figures, history, period, size)


@QUICK
@given(seed=SEEDS)
def test_many_periods_at_once_are_what_each_of_them_is_alone(cluster: Cluster, seed: int) -> None:
    history, indicators = measured_history(seed), (*shipped_indicators(), *OWN)
    periods = [parse_period(period) for period in ("2018-T1", "2018-T2", "2018", "2018-03", "2017", "2018")]
    with ExitStack() as stack:
        _, goals = opened(stack, cluster, history)
        together = goals.trend(indicators, periods, len(history))
        assert together == [goals.figures(indicators, period, len(history)) for period in periods]


@QUICK
@given(seed=SEEDS)
def test_one_case_more_never_changes_what_another_unit_comes_to(cluster: Cluster, seed: int) -> None:
    events, size = with_one_more_measured_case(seed)
    with ExitStack() as stack:
        _, goals = opened(stack, cluster, events)
        for period in PERIODS:
            before, after = (
                {(each.part_of_id, each.indicator.id): each for each in goals.figures(ASKED, parse_period(period), at)}
                for at in (size, len(events))
            )
            assert before.keys() == after.keys()
            assert all(unit == OTHER_UNIT for unit, id_ in before if before[unit, id_] != after[unit, id_])


@QUICK
@given(seed=SEEDS)
def test_the_rows_behind_a_figure_are_those_that_it_counted(cluster: Cluster, seed: int) -> None:
    history, period = measured_history(seed), parse_period("2018")
    with ExitStack() as stack:
        _, goals = opened(stack, cluster, history)
        for figure in goals.figures((*shipped_indicators(), *OWN), period, len(history)):
            rows = goals.behind(figure.indicator, period, len(history), figure.part_of_id)
            known = [row for row in rows if row.measured]
            value = sum((row.value for row in known if row.value is not None), Decimal(0))
            numerator = value if figure.indicator.mean_of is not None else sum(row.fulfils for row in known)
            assert (len(rows), len(known), numerator) == figure.total, figure.indicator.id
            for gender, tally in figure.by_gender.items() if figure.indicator.unit_of_count is not UnitOfCount.VIEWPOINT else ():
                assert sum(row.gender == gender for row in known) == tally.denominator
            assert_in_order(rows, history)
            missing = figure.to_json()["missing"]
            assert {reason: sum(row.missing == reason for row in rows) for reason in missing} == missing


def assert_in_order(rows: Sequence[Any], history: Sequence[RecordedEvent]) -> None:
    for row in rows:
        assert row.positions and list(row.positions) == sorted(set(row.positions))
        assert row.stream_id in {history[position].event.originator_id for position in row.positions}


@QUICK
@given(seed=SEEDS)
def test_the_measures_and_courses_are_the_same_live_caught_up_and_rebuilt(cluster: Cluster, seed: int) -> None:
    history = measured_history(seed)
    with ExitStack() as stack:
        board = recorded_in(stack, cluster, history)
        assert stack.enter_context(closing(Projector(board, page_events=3))).catch_up() == len(history)
        live = all_rows(board)
        empty(board)
        assert stack.enter_context(closing(Projector(board))).catch_up() == len(history)
        assert all_rows(board) == live
        assert rebuild(board, cluster.kek, chunk_events=9) == len(history)
        assert all_rows(board) == live
        assert live["measure_interval"] and live["course_interval"]
