"""A result is told with what it is held against and what to think of it; a series says where its line breaks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from domain.codes import Gender
from domain.goal.codes import Periodicity, TargetPredicate, TargetUnit
from domain.goal.state import IndicatorLine
from domain.goal.target import Target
from domain.indicator_definition.history import IndicatorHistory
from domain.indicators.period import parse_period
from domain.indicators.text import definition_of
from domain.policies import DEFAULT_POLICY
from domain.unit.unit import Unit
from projections.goal_document import Terms, aim_of, lines_of_year, result_document
from projections.goal_trend import Break, Point, series_document
from projections.goal_underlay import Row, rows_document
from projections.goals import Behind, Figure, Tally
from tests.domain.test_judging import COUNT, MEAN, SHARE
from tests.support.examples import EXAMPLES

ROOT, TEAM, OTHER = uuid4(), uuid4(), uuid4()
YEAR = parse_period("2026")
TARGET = EXAMPLES["indicator_definition.target_set.v1"]


def unit(unit_id, name, part_of):
    made = Unit()
    made.id, made.name, made.part_of = unit_id, name, part_of
    return made


UNITS = {
    each.id: each for each in (unit(ROOT, "Enheten", None), unit(TEAM, "KBT-teamet", ROOT), unit(OTHER, "KBT-teamet", uuid4()))
}


def percent(amount):
    return Target(amount=Decimal(amount), target_unit=TargetUnit.PERCENT, predicate=TargetPredicate.AT_LEAST)


def terms(period=YEAR, day=None, lines=(), decisions=(), **bounds):
    history = IndicatorHistory.fold([], decisions)
    return Terms(period, day or period.last, history, tuple(lines), UNITS, DEFAULT_POLICY.model_copy(update=bounds))


def figure(table=SHARE, eligible=100, denominator=100, numerator=75, by_gender=(), **definition):
    tallies = {gender.value: Tally(each[0], each[0], Decimal(each[1])) for gender, each in by_gender}
    indicator = definition_of({**table, **definition}).indicator
    return Figure(indicator, "KBT-teamet", "Enheten", ROOT, Tally(eligible, denominator, Decimal(numerator)), tallies)


def line(unit_id, annual, indicator="kbt.planned", council=None, ended=None):
    return IndicatorLine(uuid4(), None, unit_id, indicator, "Resultat", annual, council, Periodicity.YEAR, ended=ended)


def flags(shown):
    return [each["flag"] for each in shown["flags"]]


def test_a_share_is_told_with_its_interval_its_target_and_how_far_from_it():
    shown = result_document(figure(), terms(lines=[line(TEAM, percent("80"), council=percent("70"))]))
    assert shown["confidence_interval"] == {
        "low": "65.6955364519", "high": "82.4547886377", "level": "95", "method": "Wilson"
    }
    assert (shown["target_in_words"], shown["target_from"], shown["council_target_in_words"]) == (
        "minst 80 procent", "plan", "minst 70 procent"
    )
    assert (shown["fulfilment"], shown["fulfilment_in_words"]) == ("not_reached", "inte uppnått")
    assert shown["difference_to_target"] == {"difference": "-5", "stated_in": "procentenheter"}
    assert flags(shown) == []


def test_without_any_target_a_result_is_measured_without_being_a_goal():
    shown = result_document(figure(), terms())
    assert (shown["target"], shown["target_from"], shown["fulfilment"], shown["difference_to_target"]) == (
        None, None, "no_target", None
    )


def test_a_target_in_words_is_shown_as_it_is():
    shown = result_document(figure(), terms(lines=[line(None, Target(target_text="tas fram av nämnd"))]))
    assert (shown["target_in_words"], shown["fulfilment"], shown["difference_to_target"]) == (
        "tas fram av nämnd", "text_target", None
    )


def test_a_target_in_another_unit_is_held_against_nothing():
    points = percent("5").model_copy(update={"target_unit": TargetUnit.PERCENTAGE_POINTS})
    shown = result_document(figure(), terms(lines=[line(None, points)]))
    assert (shown["target_in_words"], shown["fulfilment"], shown["difference_to_target"]) == (
        "minst 5 procentenheter", "not_comparable", None
    )


def test_the_nearest_plan_goes_before_a_decision_and_that_before_the_definition():
    own = figure(direction="up", target=50)
    decided = [TARGET.model_copy(update={"indicator": "kbt.planned", "target": percent("60")})]
    board, whole, team = line(None, percent("70")), line(ROOT, percent("80")), line(TEAM, percent("90"))
    elsewhere, another = line(OTHER, percent("1")), line(TEAM, percent("2"), indicator="kbt.other")
    def aimed(lines, decisions=()):
        found = aim_of(own, terms(lines=lines, decisions=decisions))
        return found.source, found.target.amount

    assert aimed([board, whole, elsewhere, team, another], decided) == ("plan", 90)
    assert aimed([board, whole, elsewhere], decided) == ("plan", 80)
    assert aimed([elsewhere, board], decided) == ("plan", 70)
    assert aimed([elsewhere], decided) == ("decision", 60)
    assert aimed([]) == ("definition", 50)


def test_a_blank_target_in_the_plan_is_no_target_whatever_the_definition_says():
    found = aim_of(figure(direction="up", target=50), terms(lines=[line(TEAM, None)]))
    assert (found.target, found.source) == (None, "plan")


def test_a_decided_target_holds_from_its_day():
    decided = [TARGET.model_copy(update={"indicator": "kbt.planned", "target": percent("60"), "takes_effect_on": YEAR.last})]
    assert aim_of(figure(), terms(decisions=decided)).target == percent("60")
    assert aim_of(figure(), terms(day=date(2026, 12, 30), decisions=decided)).target is None


def test_what_was_taken_out_of_a_plan_is_no_target():
    class Chain:
        year = 2026
        lines = {1: line(TEAM, percent("80")), 2: line(TEAM, percent("90"), ended=object())}

    class Earlier(Chain):
        year = 2025

    [only] = lines_of_year([Chain, Earlier], 2026)
    assert only.annual_target == percent("80")


@pytest.mark.parametrize(
    ("period", "day", "expected"),
    [
        ("2026", date(2026, 12, 31), "not_reached"), ("2026", date(2026, 12, 30), "not_yet"),
        ("2026-T2", date(2026, 8, 31), "not_yet"), ("2026-12", date(2026, 12, 31), "not_yet"),
    ],
)
def test_a_number_is_not_short_of_its_target_before_the_year_is_over(period, day, expected):
    wanted = Target(amount=Decimal(80), target_unit=TargetUnit.COUNT, predicate=TargetPredicate.AT_LEAST)
    lines = [line(ROOT, wanted, indicator="kbt.clients")]
    shown = result_document(figure(COUNT, 75, 75, 75), terms(parse_period(period), day, lines))
    assert (shown["fulfilment"], shown["difference_to_target"]["stated_in"]) == (expected, "antal")


@pytest.mark.parametrize(("measured", "least", "raised"), [(80, None, False), (79, None, True), (79, 79, False), (79, 80, True)])
def test_too_few_measured_is_flagged_by_the_definition_or_else_by_the_board(measured, least, raised):
    own = {} if least is None else {"min_coverage": least}
    measurement = {"measured": [{"field": "referred_onward", "known": True}], "missing": "inte känt"}
    shown = result_document(figure(eligible=100, denominator=measured, **measurement, **own), terms(goal_min_coverage_percent=80))
    assert ("low_coverage" in flags(shown)) is raised


def test_of_nothing_no_coverage_is_low_and_there_is_no_interval():
    shown = result_document(figure(eligible=0, denominator=0, numerator=0), terms(lines=[line(None, percent("5"))]))
    assert (flags(shown), shown["confidence_interval"], shown["fulfilment"]) == ([], None, "no_value")


@pytest.mark.parametrize(("denominator", "raised"), [(19, True), (20, False)])
def test_a_share_of_few_is_flagged(denominator, raised):
    shown = result_document(figure(eligible=denominator, denominator=denominator, numerator=5), terms(goal_small_denominator=20))
    assert ("small_denominator" in flags(shown)) is raised


def test_a_mean_that_its_own_breakdown_makes_impossible_is_flagged():
    groups = [(Gender.WOMAN, (2, 100)), (Gender.MAN, (2, 200))]
    possible = result_document(figure(MEAN, 4, 4, 300, groups), terms())
    wrong = result_document(figure(MEAN, 4, 4, 500, groups), terms())
    assert (flags(possible), flags(wrong)) == ([], ["impossible_mean"])
    assert wrong["flags"] == [{"flag": "impossible_mean", "text": "medelvärdet ligger utanför gruppernas medelvärden"}]


def point(year, version, published=()):
    return Point(parse_period(str(year)), version, None if version is None else {"value": 1}, published)


def kinds(points, breaks=()):
    return [[each["kind"] for each in told["breaks"]] for told in series_document(points, breaks)]


def test_a_series_of_one_definition_has_no_break():
    assert kinds([point(2024, 1), point(2025, 1), point(2026, 1)]) == [[], [], []]


def test_a_change_of_definition_and_from_given_to_counted_breaks_the_line():
    told = series_document([point(2023, None, [{"value": "7"}]), point(2024, 1), point(2025, 2)], [])
    assert [[each["kind"] for each in one["breaks"]] for one in told] == [[], ["origin"], ["definition_version"]]
    assert [(one["given"], one["recomputable"], one["result"], one["published"]) for one in told][0] == (
        True, False, None, [{"value": "7"}]
    )
    assert (told[2]["breaks"][0]["from_version"], told[2]["breaks"][0]["to_version"]) == (1, 2)


@pytest.mark.parametrize(
    ("since", "broken"),
    [
        (date(2024, 1, 1), [False, False, False]), (date(2024, 1, 2), [False, True, False]),
        (date(2025, 1, 1), [False, True, False]), (date(2025, 1, 2), [False, True, True]),
        (date(2025, 12, 31), [False, True, True]), (date(2026, 12, 31), [False, False, True]),
        (date(2027, 1, 1), [False, False, False]),
    ],
)
def test_a_break_in_the_series_lies_before_the_first_period_that_it_touches(since, broken):
    found = kinds([point(2024, 1), point(2025, 1), point(2026, 1)], [Break(since, "Nytt arbetssätt.")])
    assert found == [["series_break"] if each else [] for each in broken]


def test_a_row_behind_a_figure_names_its_case_unless_the_person_is_protected():
    case_id, entry = uuid4(), uuid4()
    behind = Behind(case_id, entry, Gender.WOMAN.value, True, False, None, Decimal("12.50"), (4, 9))
    shown, hidden = rows_document([Row(behind, case_id, is_protected=False), Row(behind, case_id, is_protected=True)], 7)
    assert (shown["row"], shown["case"], shown["entry"], shown["positions"], shown["gender"], shown["value"]) == (
        8, str(case_id), str(entry), [4, 9], "kvinna", "12.5"
    )
    assert (hidden["row"], hidden["in_denominator"], hidden["in_numerator"], hidden["protected"]) == (9, True, False, True)
    assert {hidden[name] for name in ("case", "stream", "entry", "gender")} == {None} and hidden["positions"] == []
