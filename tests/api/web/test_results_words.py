"""Results in words, as the board, the trend and a report say them: what is hidden stays hidden, and a break is drawn as one."""

from __future__ import annotations

from datetime import date

import pytest

from api.web.charts.trend import trend_figures
from api.web.pages.results_asked import ResultsAsked, period_in_words
from api.web.pages.results_goals import goal_branches, measured
from api.web.pages.results_lines import light_counts, result_line, target_text, value_text
from api.web.pages.results_reports import figure_rows, figure_text
from api.web.texts import LANGUAGE
from domain.indicators.period import parse_period

ASKED = ResultsAsked(parse_period("2026-T1"), None, "2026-05-31", is_external=True)
SHARE = {
    "id": "um.treated_well", "unit": "Mottagningen", "enhet": "Öppenvården", "enhet_id": "u1", "name": "Bemötta väl",
    "kind": "share", "stated_in": "procent", "numerator": 4, "denominator": 13, "percent": 31, "exact": "30.7692307692",
    "by_gender": {"kvinna": {"numerator": 1, "denominator": 3, "percent": 33}}, "eligible": 16, "coverage": "0.8125",
    "target_in_words": "minst 90 procent", "fulfilment": "not_reached", "fulfilment_in_words": "inte uppnått",
    "flags": [{"flag": "small_denominator", "text": "andelen vilar på få"}],
}
HIDDEN = {
    **SHARE, "numerator": None, "denominator": None, "percent": None, "exact": None, "eligible": None, "coverage": None,
    "by_gender": {"övriga": {"numerator": None, "denominator": None, "percent": None, "suppressed": True}},
    "fulfilment": None, "fulfilment_in_words": None, "suppressed": True, "sign": "..", "flags": [],
}


def test_a_share_is_read_with_what_it_rests_on_its_coverage_and_each_genders_own():
    line = result_line(SHARE, ASKED)
    assert (line.value, line.rests_on) == ("31\N{NO-BREAK SPACE}%", "4 av 13")
    assert line.coverage == "13 av 16 mätta (81\N{NO-BREAK SPACE}%)"
    assert line.by_gender == [("kvinna", "33\N{NO-BREAK SPACE}% (1 av 3)")]
    assert (line.light.shape, line.light.text, line.target) == ("wrong", "inte uppnått", "minst 90 procent")


def test_of_a_hidden_result_no_number_is_said_and_no_light_is_lit():
    line = result_line(HIDDEN, ASKED)
    assert not any(character.isdigit() for character in line.value + line.rests_on + str(line.by_gender))
    assert (line.light, line.coverage, line.has_value, line.is_hidden) == (None, None, False, True)


def test_the_external_view_follows_every_link_of_the_board():
    assert result_line(SHARE, ASKED).address == "/results/um.treated_well?period=2026-T1&unit=u1&known_at=2026-05-31&external=1"


@pytest.mark.parametrize(("sign", "text"), [("..", "Visas inte"), ("-", "Uppgift saknas"), (".", "Inte tillämpligt")])
def test_a_sign_in_place_of_a_value_is_said_in_words(sign, text):
    assert value_text({**HIDDEN, "sign": sign}).startswith(text)


def test_a_mean_says_what_it_is_stated_in_and_nothing_measured_is_said():
    mean = {**SHARE, "kind": "mean", "stated_in": "dagar", "value": 5, "denominator": 13}
    assert result_line(mean, ASKED).value == "5\N{NO-BREAK SPACE}dagar"
    empty = {**SHARE, "numerator": 0, "denominator": 0, "percent": None}
    assert (result_line(empty, ASKED).value, result_line(empty, ASKED).rests_on) == ("–", "ingen att räkna")


def test_results_without_a_target_are_not_counted_among_the_lights():
    lines = [result_line(each, ASKED) for each in (
        SHARE, {**SHARE, "fulfilment": "reached", "fulfilment_in_words": "uppnått"},
        {**SHARE, "fulfilment": "no_target", "fulfilment_in_words": "inget målvärde"}, HIDDEN,
    )]
    assert [(light.text, count) for light, count in light_counts(lines)] == [("uppnått", 1), ("inte uppnått", 1)]


@pytest.mark.parametrize(("period", "words"), [("2026", "2026"), ("2026-T2", "tertial 2 2026"), ("2026-03", "mars 2026")])
def test_a_period_is_said_as_people_say_it(period, words):
    assert period_in_words(parse_period(period)) == words


def test_a_planned_indicator_finds_its_result_in_the_unit_and_what_was_ended_is_gone():
    lines = [result_line(SHARE, ASKED)]
    planned = {
        "indicator": "um.treated_well", "name": "Bemötta väl", "unit": "u1", "annual_target_in_words": "minst 90", "ended": None,
    }
    goal = {
        "label_used": None, "level_in_words": "enhetsmål", "wording": "Mål", "work": None, "expected_results": [],
        "indicators": [planned, {**planned, "ended": {"ended_on": "2026-01-01"}}], "activities": [], "ended": None, "goals": [],
    }
    [branch] = goal_branches([goal, {**goal, "ended": {"ended_on": "2026-01-01"}}], measured(lines))
    [found] = branch.indicators
    assert list(found.lines) == lines


def _point(year, percent, *, breaks=(), published=(), counted=True):
    result = {**SHARE, "percent": percent, "exact": str(percent)} if counted else None
    return {
        "period": str(year), "from": date(year, 1, 1).isoformat(), "to": date(year, 12, 31).isoformat(), "given": not counted,
        "recomputable": counted, "breaks": [{"kind": "origin", "reason": each} for each in breaks], "result": result,
        "published": list(published),
    }


def test_no_line_is_drawn_over_a_break_and_the_reason_stands_in_the_table():
    given = {"percent": "69", "source_document": "Verksamhetsberättelse 2023, s. 12"}
    points = [
        _point(2023, None, counted=False, published=[given]), _point(2024, 71, breaks=["Ny definition."]), _point(2025, 75),
    ]
    [figure] = trend_figures("Bemötta väl", [{"enhet": "Öppenvården", "enhet_id": "u1", "points": points}])
    assert (len(figure.points), len(figure.lines), len(figure.gaps)) == (3, 1, 1)
    assert [each.is_given for each in figure.points] == [True, False, False]
    assert figure.rows[1].breaks == ["Ny definition."]
    assert figure.rows[0].published == ["69\N{NO-BREAK SPACE}% (Verksamhetsberättelse 2023, s. 12)"]


def test_before_the_first_value_there_is_no_break_to_draw():
    points = [_point(2023, None, counted=False), _point(2024, 71, breaks=["Före finns inget."]), _point(2025, 75)]
    [figure] = trend_figures("Bemötta väl", [{"enhet": None, "enhet_id": None, "points": points}])
    assert (len(figure.gaps), figure.title) == (0, "Bemötta väl, hela nämnden")


def test_what_a_report_would_say_otherwise_now_stands_first_beside_what_it_said():
    numbers = {"shown_value": 100, "exact": "100", "numerator": "5", "denominator": 5}
    same = {
        "name": "B", "definition": '{"kind": "share"}', "assessment": None, "restated": numbers, "differences": {},
        "differs": False, **numbers,
    }
    other = {
        **same, "name": "A", "restated": {**numbers, "numerator": "6", "denominator": 6}, "differs": True,
        "differences": {"denominator": [5, 6]},
    }
    first, second = figure_rows([same, other])
    assert (first["stated"], first["now"], first["differing"]) == (
        "100\N{NO-BREAK SPACE}% (5 av 5)", "100\N{NO-BREAK SPACE}% (6 av 6)", ["nämnaren"],
    )
    assert (second["name"], second["differing"]) == ("B", [])


def test_a_frozen_mean_and_a_frozen_count_are_not_read_as_shares():
    numbers = {"shown_value": 5, "exact": "4.5384615385", "numerator": "59", "denominator": 13}
    assert figure_text(numbers, "mean") == "5 (medel av 13)"
    assert figure_text({"shown_value": 26, "exact": "26", "numerator": "26", "denominator": 26}, "count") == "26"


@pytest.mark.parametrize(("stated", "shown"), [
    ("minst 7,5 procent", "at least 7.5 per cent"), ("högst 0", "at most 0"),
    ("tas fram av nämnd", '<span lang="sv">tas fram av nämnd</span>'), ("minst bra", '<span lang="sv">minst bra</span>'),
])
def test_a_target_that_is_a_number_is_in_the_language_of_the_page_and_other_words_are_marked_as_swedish(stated, shown):
    before = LANGUAGE.set("en")
    try:
        assert target_text(stated) == shown
    finally:
        LANGUAGE.reset(before)
