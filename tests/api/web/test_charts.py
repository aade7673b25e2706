"""Where a curve of ratings and its axes go, and what they say: worked out without a browser."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from api.web.charts.axes import DayAxis, NumberAxis
from api.web.charts.curve import Adaptation, Beside, SessionMark, rating_curves
from api.web.rendering import environment
from domain.codes import SessionOutcome

DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))


def point(rated_on: str, total: str | None, **more: Any) -> dict[str, Any]:
    return {
        "rated_on": rated_on, "total": total, "session_number": None, "change_from_previous": None, "subscales": [],
        "lowest": [], "corrections": [], "imported": False, "warnings": [], **more,
    }


def series(*points: dict[str, Any], cutoffs: tuple[str, ...] = ("25",), target: str | None = None, **more: Any) -> dict[str, Any]:
    return {
        "instrument": "ORS", "instrument_version": "1", "respondent": "client", "subject": "client",
        "definition": {
            "better": "higher", "total": {"min": "0", "max": "40", "step": "0.1"},
            "items": [{"number": each, "label": None} for each in range(1, 5)],
            "cutoffs": [{"cutoff": each} for each in cutoffs],
        },
        "points": list(points), "changes": [{"target": target, "class": "not_evaluable", "class_in_words": ""}], **more,
    }


TWO = (point("2026-01-07", "12.5"), point("2026-03-04", "30"))


@given(st.decimals(-1000, 1000, places=1), st.decimals(0, 2000, places=1), st.integers(2, 9))
def test_numbers_are_written_out_at_even_distances_within_the_axis(low: Decimal, span: Decimal, most: int) -> None:
    axis = NumberAxis(low, low + span, 10, 200)
    ticks = axis.ticks(most)
    assert 1 <= len(ticks) <= most
    assert all(10 <= tick.at <= 210 for tick in ticks)
    distances = {round(one.at - other.at) for one, other in zip(ticks, ticks[1:], strict=False)}
    assert not distances or max(distances) - min(distances) <= 1


@given(DAYS, DAYS, st.integers(2, 6))
def test_days_are_written_out_in_order_and_never_more_than_there_is_room_for(one: date, other: date, most: int) -> None:
    axis = DayAxis(min(one, other), max(one, other))
    ticks = axis.ticks(most)
    assert 1 <= len(ticks) <= most
    assert [tick.at for tick in ticks] == sorted({tick.at for tick in ticks})
    assert all(axis.start <= tick.at <= axis.end for tick in ticks)


@given(DAYS, DAYS, DAYS)
def test_a_later_day_is_never_to_the_left_of_an_earlier_one(first: date, day: date, last: date) -> None:
    first, day, last = sorted((first, day, last))
    axis = DayAxis(first, last)
    assert axis.at(first) <= axis.at(day) <= axis.at(last)


def test_a_higher_total_is_higher_up_and_each_is_joined_to_the_one_before() -> None:
    [curve] = rating_curves([series(point("2026-01-07", "12.5"), point("2026-02-04", None), point("2026-03-04", "30"))], Beside())
    first, last = curve.points
    assert (first.label, last.label) == ("12,5", "30") and first.y > last.y and first.x < last.x
    assert curve.lines == ((first.x, first.y, last.x, last.y),)
    assert [row.total for row in curve.rows] == ["12,5", "–", "30"]


def test_one_rating_is_no_curve_and_is_told_in_words_and_in_the_table() -> None:
    [curve] = rating_curves([series(point("2026-01-07", "12.5"))], Beside())
    assert not curve.points and curve.summary == "Senast 12,5 (7 jan 2026)." and len(curve.rows) == 1


def test_a_limit_that_is_also_the_target_is_one_line_with_both_names() -> None:
    [same] = rating_curves([series(*TWO, target="25")], Beside())
    [apart] = rating_curves([series(*TWO, target="27.5")], Beside())
    assert [each.text for each in same.limits] == ["Gräns och mål 25"]
    assert [each.text for each in apart.limits] == ["Gräns 25", "Mål 27,5"]


def test_the_range_beyond_the_limit_is_below_it_where_higher_is_better_and_above_it_where_lower_is() -> None:
    higher, lower = series(*TWO), series(*TWO)
    lower["definition"]["better"] = "lower"
    [one], [other] = rating_curves([higher], Beside()), rating_curves([lower], Beside())
    limit = one.limits[0].y
    assert one.clinical == (limit, one.plot.bottom - limit) and other.clinical == (one.plot.top, limit - one.plot.top)


def test_two_limits_that_are_both_possible_are_both_shown_and_neither_is_judged_by() -> None:
    [curve] = rating_curves([series(*TWO, cutoffs=("25", "28"))], Beside())
    assert [each.text for each in curve.limits] == ["Gräns 25", "Gräns 28"] and curve.clinical is None


def test_adaptations_have_letters_in_the_order_they_were_made_and_stand_over_the_same_day_in_every_curve() -> None:
    beside = Beside(
        (SessionMark(date(2026, 1, 7), SessionOutcome.HELD), SessionMark(date(2026, 4, 1), SessionOutcome.MISSED)),
        (Adaptation(date(2026, 2, 20), "Kortare samtal."), Adaptation(date(2026, 1, 20), "Annan dag.")),
    )
    one, other = rating_curves([series(*TWO), series(*TWO)], beside)
    assert [(each.letter, each.text) for each in one.adaptations] == [("A", "Annan dag."), ("B", "Kortare samtal.")]
    assert one.adaptations == other.adaptations and one.sessions == other.sessions
    assert [each.kind for each in one.sessions] == ["held", "missed"]


def test_the_lowest_scale_has_the_name_that_the_units_texts_give_it_and_else_its_number() -> None:
    rated = point("2026-01-07", "30", subscales=["8", "9", "6.5", "6.5"], lowest=[3, 4])
    [plain] = rating_curves([series(rated)], Beside())
    [named] = rating_curves([series(rated)], Beside(), labels={("ORS", "1"): ["a", "b", "c", "d"]})
    assert (plain.lowest, named.lowest) == ("skala 3, skala 4", "c, d")


def test_the_lowest_scale_is_not_pointed_out_where_lower_is_better() -> None:
    made = series(point("2026-01-07", "30", subscales=["8", "9"], lowest=[1]))
    made["definition"]["better"] = "lower"
    [curve] = rating_curves([made], Beside())
    assert (curve.lowest, curve.rows[0].lowest) == ("", "skala 1")


def test_an_instrument_that_nobody_knows_any_more_is_shown_as_a_table_and_not_drawn() -> None:
    unread = {key: value for key, value in point("2026-01-07", "30").items() if key not in ("change_from_previous", "lowest")}
    [curve] = rating_curves([series(unread) | {"definition": None, "changes": []}], Beside())
    assert not curve.points and not curve.limits and [row.total for row in curve.rows] == ["30"]


def test_what_is_drawn_stands_in_the_table_under_it_and_texts_are_escaped() -> None:
    beside = Beside((), (Adaptation(date(2026, 1, 20), "<b>Annan dag</b>"),))
    curves = rating_curves([series(point("2026-01-07", "12.5"), point("2026-03-04", "30", change_from_previous="17.5"))], beside)
    module: Any = environment().get_template("charts/curve.html").module
    drawn = str(module.figures(curves))
    assert "12,5" in drawn and "+17,5" in drawn and "&lt;b&gt;Annan dag" in drawn
    assert 'role="img"' in drawn and "<title" in drawn and "<desc" in drawn and "style=" not in drawn
