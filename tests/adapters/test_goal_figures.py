"""Figures that people would doubt, on real rows: two predicates on the same ratings, changes at the limit, and what is behind."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack, closing
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from adapters.indicator_files import shipped_indicators
from adapters.postgres.goals import PostgresGoals
from adapters.postgres.projector import Projector
from domain.base import RecordedEvent
from domain.case import events as c
from domain.codes import CloseManner, Gender, Phase, RatingSubject, Respondent, ViewpointKind, ViewpointSubject
from domain.indicators.definition import Indicator
from domain.indicators.period import parse_period
from domain.viewpoint.codes import GiverRole
from domain.viewpoint.events import AdaptationMade, Giver, ViewpointReceived
from projections.goals import Figure
from tests.adapters.test_views import recorded_in
from tests.projections.goal_histories import GoalHistory, begun
from tests.support.cluster import Cluster
from tests.support.examples import cast_id

SHIPPED = {indicator.id: indicator for indicator in shipped_indicators()}
YOUTH_CLINIC, UNIT = cast_id(701), cast_id(700)
START, END = date(2018, 2, 1), date(2018, 9, 1)
VECTORS = [
    ("18.3", "26.1", True, True, True, False), ("18.3", "22.9", True, False, False, False),
    ("18.3", "23.3", True, True, False, False), ("24.9", "29.9", True, True, True, False),
    ("25.0", "30.0", True, True, False, False), ("31.0", "26.0", False, False, False, True),
    ("20.0", "20.0", False, False, False, False),
]
"""First and last ORS; any improvement, reliable, clinically significant, deteriorated. Source: Jacobson & Truax 1991, with the
index 5 and the limit 25 of Miller & Duncan 2000."""


class Records:
    """Closed cases with what was rated in them."""

    def __init__(self) -> None:
        self._history: GoalHistory = begun()
        self._next = 3000

    @property
    def events(self) -> list[RecordedEvent]:
        """In the order that they were recorded."""
        return self._history.events

    def new(self) -> Any:
        """An id."""
        self._next += 1
        return cast_id(self._next)

    def closed_case(self, ratings: Iterable[tuple[str, Phase]], gender: Gender = Gender.GIRL) -> Any:
        """A case that is rated on its first days and closed."""
        case = self.new()
        self._history.open(case, YOUTH_CLINIC, START, gender=gender)
        for total, phase in ratings:
            self.add(
                c.RatingRecorded, case, rating_id=self.new(), rated_on=END if phase is Phase.CLOSING else START,
                instrument="ORS", phase=phase, total=Decimal(total), respondent=Respondent.CLIENT,
                subject=RatingSubject.CLIENT,
            )
        self.add(c.CaseClosed, case, closed_on=END, manner=CloseManner.AS_PLANNED)
        return case

    def add(self, event_type: Any, stream: Any, /, **values: Any) -> int:
        """Record an event of a stream, and return its position."""
        return self._history.add(event_type, stream, **values)


def goals_of(stack: ExitStack, cluster: Cluster, records: Records) -> PostgresGoals:
    board = recorded_in(stack, cluster, records.events)
    return PostgresGoals(board, stack.enter_context(closing(Projector(board))))


def figure(goals: PostgresGoals, indicator: Indicator, records: Records) -> Figure:
    """An indicator's figure of 2018, in the unit."""
    figures = goals.figures([indicator], parse_period("2018"), len(records.events))
    return next(each for each in figures if each.part_of_id == UNIT)


def test_every_one_better_beside_a_quarter_below_25_are_two_predicates_on_the_same_ratings(cluster: Cluster) -> None:
    records = Records()
    for number in range(11):
        records.closed_case([("10.0", Phase.START), ("24.9" if number < 3 else "25.0", Phase.CLOSING)])
    with ExitStack() as stack:
        goals = goals_of(stack, cluster, records)
        better = figure(goals, SHIPPED["um.positive_change_ors"], records).to_json()
        below = figure(goals, SHIPPED["um.closed_below_25"], records).to_json()
        recovered = figure(goals, SHIPPED["um.clinically_significant_ors"], records).to_json()
    assert (better["numerator"], better["denominator"], better["percent"]) == (11, 11, 100)
    assert (below["numerator"], below["denominator"], below["percent"]) == (3, 11, 27)
    assert (recovered["numerator"], recovered["denominator"], recovered["percent"]) == (8, 11, 73)


def test_a_change_of_exactly_five_is_reliable_from_every_first_total_and_one_tenth_less_is_not(cluster: Cluster) -> None:
    records = Records()
    for tenths in range(351):
        first = Decimal(tenths) / 10
        records.closed_case([(str(first), Phase.START), (str(first + 5), Phase.CLOSING)])
        records.closed_case([(str(first), Phase.START), (str(first + Decimal("4.9")), Phase.CLOSING)], Gender.BOY)
    with ExitStack() as stack:
        found = figure(goals_of(stack, cluster, records), SHIPPED["um.reliable_change_ors"], records)
    assert (found.total.denominator, found.total.numerator) == (702, 351)
    assert found.by_gender["girl"].numerator == 351 and found.by_gender["boy"].numerator == 0


@pytest.mark.parametrize(("first", "last", "better", "reliable", "recovered", "worse"), VECTORS)
def test_the_vectors_of_change_come_out_of_the_rows(
    cluster: Cluster, first: str, last: str, *, better: bool, reliable: bool, recovered: bool, worse: bool
) -> None:
    records = Records()
    records.closed_case([(first, Phase.START), (last, Phase.CLOSING)])
    with ExitStack() as stack:
        goals = goals_of(stack, cluster, records)
        found = [
            bool(figure(goals, SHIPPED[f"um.{name}"], records).total.numerator)
            for name in ("positive_change_ors", "reliable_change_ors", "clinically_significant_ors", "deteriorated_ors")
        ]
    assert found == [better, reliable, recovered, worse]


def test_one_rating_is_no_change_and_is_missing_with_its_reason(cluster: Cluster) -> None:
    records = Records()
    records.closed_case([("20.0", Phase.START)])
    with ExitStack() as stack:
        found = figure(goals_of(stack, cluster, records), SHIPPED["um.reliable_change_ors"], records).to_json()
    assert (found["eligible"], found["denominator"], found["percent"], found["missing"]) == (
        1, 0, None, {"färre än två ORS av klienten": 1}
    )


def test_behind_a_figure_stand_the_case_its_closing_and_the_ratings_that_decided_with_their_corrections(cluster: Cluster) -> None:
    records = Records()
    case = records.closed_case([("10.0", Phase.START), ("11.0", Phase.ONGOING)])
    opened = len(records.events) - 4
    rating_id = records.new()
    facts = {
        "rating_id": rating_id, "rated_on": END, "instrument": "ORS", "phase": Phase.CLOSING, "respondent": Respondent.CLIENT,
        "subject": RatingSubject.CLIENT,
    }
    last = records.add(c.RatingRecorded, case, **facts, total=Decimal(9))
    corrected = records.add(c.RatingCorrected, case, **facts, total=Decimal(19), reason="fel avläst")
    restated = records.add(
        c.CaseClosingCorrected, case, closed_on=END, manner=CloseManner.INTERRUPTED, reason="det blev ett avbrott"
    )
    with ExitStack() as stack:
        goals = goals_of(stack, cluster, records)
        at = [
            goals.behind(SHIPPED["um.positive_change_ors"], parse_period("2018"), size, UNIT)
            for size in (last, last + 1, len(records.events))
        ]
    missing = "ingen ORS av klienten vid både start och avslut"
    assert [(row.stream_id, row.measured, row.fulfils, row.missing) for [row] in at] == [
        (case, False, False, missing), (case, True, False, None), (case, True, True, None),
    ]
    assert [row.positions for [row] in at] == [
        (opened, opened + 3), (opened, opened + 1, opened + 3, last),
        (opened, opened + 1, opened + 3, last, corrected, restated),
    ]


def test_viewpoints_and_those_who_gave_them_are_counted_apart_and_a_child_is_told_by_the_role(cluster: Cluster) -> None:
    records = Records()
    couple = (Giver(giver=GiverRole.PARENT, gender=Gender.WOMAN), Giver(giver=GiverRole.PARENT, gender=Gender.MAN))
    child = (Giver(giver=GiverRole.CHILD, gender=Gender.GIRL),)
    for givers, category, adapted in (
        (couple, ViewpointSubject.INFORMATION, True), (child, ViewpointSubject.DISCRIMINATION, True),
        (child, ViewpointSubject.INFORMATION, False), ((), None, True), ((Giver(giver=GiverRole.CLIENT),), None, True),
    ):
        viewpoint = records.new()
        records.add(
            ViewpointReceived, viewpoint, received_on=START, kind=ViewpointKind.VIEWPOINT, description="Sagt.", unit=UNIT,
            givers=givers, subject_category=category,
        )
        if adapted:
            records.add(AdaptationMade, viewpoint, adaptation="Ändrat.")
    with ExitStack() as stack:
        goals = goals_of(stack, cluster, records)
        found = {name: figure(goals, SHIPPED[f"all.{name}"], records) for name in (
            "feedback_adapted", "feedback_givers", "children_viewpoints", "discrimination",
        )}
        behind = goals.behind(SHIPPED["all.feedback_givers"], parse_period("2018"), len(records.events), UNIT)
    assert {name: each.total.denominator for name, each in found.items()} == {
        "feedback_adapted": 4, "feedback_givers": 4, "children_viewpoints": 2, "discrimination": 1,
    }
    assert {gender: tally.denominator for gender, tally in found["feedback_givers"].by_gender.items()} == {
        "woman": 1, "man": 1, "girl": 1, "unknown": 1,
    }
    assert sorted(row.gender or "" for row in behind) == ["girl", "man", "unknown", "woman"]
