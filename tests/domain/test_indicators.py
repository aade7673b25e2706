"""Indicator definitions say what they count, and one that could not be evaluated is refused with the reason."""

from __future__ import annotations

import copy
from datetime import date
from decimal import Decimal

import pytest

from adapters.indicator_files import SHIPPED, load_indicators, shipped_indicators
from domain.errors import InvalidValueError
from domain.indicators.conditions import ChangeKind, FieldIs, RatingChange
from domain.indicators.definition import Breakdown, Direction, MeanOf, ResultKind, UnitOfCount
from domain.indicators.period import Period, parse_period
from domain.indicators.reading import read_indicator, read_indicators

CLOSED = {"period": "closed"}
ORS = {"instruments": ["ORS"], "by": "brukare", "about": "klienten"}
SHARE = {
    "id": "um.positive_change_ors", "version": 1, "name": "Positiv förändring", "meaning": "Högre summa.", "source": "Enheten",
    "activities": ["Ungdomsmottagningen"], "unit_of_count": "case", "kind": "share", "population": [CLOSED],
    "measured": [{"change": "measured", **ORS}], "numerator": [{"change": "higher", **ORS}], "missing": "ingen ORS",
}


def changed(**values):
    """The definition with other values; None takes a key out."""
    table = {**copy.deepcopy(SHARE), **values}
    return {key: value for key, value in table.items() if value is not None}


def test_every_result_that_the_unit_published_has_a_definition():
    assert {indicator.id for indicator in shipped_indicators()} >= {
        "all.clients", "all.feedback_adapted", "bostod.clients", "bostod.rent_in_time", "bostod.rent_payments_in_time",
        "field.clients", "field.leisure", "field.linked", "field.parents_informed", "fng.clients", "fng.positive_change_ors",
        "kbt.clients", "kbt.closed_as_planned", "kbt.past_motivation_phase", "kbt.reduced_use", "kbt.treatment_months_mean",
        "school.attendance_end_mean", "school.attendance_start_mean", "school.clients", "um.clients", "um.closed_below_25",
        "um.closed_below_25_referred", "um.positive_change_ors",
    }


def test_a_definition_says_in_whole_sentences_what_it_counts():
    for indicator in shipped_indicators():
        assert indicator.meaning.endswith(".") and indicator.name and indicator.source and indicator.version == 1
        assert (SHIPPED / f"{indicator.id.split('.')[0]}.toml").read_text("utf-8").count(f'id = "{indicator.id}"') == 1


def test_a_whole_definition_is_read():
    indicator = read_indicator(SHARE)
    assert (indicator.kind, indicator.unit_of_count, indicator.breakdown) == (
        ResultKind.SHARE, UnitOfCount.CASE, Breakdown.GENDER
    )
    (condition,) = indicator.numerator
    assert isinstance(condition, RatingChange) and condition.kind is ChangeKind.HIGHER
    assert condition.ratings.instruments == ("ORS",)


def test_an_area_names_its_instruments_that_have_a_total():
    change = {"change": "measured", **ORS, "instruments": ["AUDIT"], "areas": ["gambling"]}
    (condition,) = read_indicator(changed(measured=[change])).measured
    assert condition.ratings.instruments == ("AUDIT", "PGSI", "GDIT", "SOGS", "NODS")


def test_words_are_the_swedish_ones_and_truths_are_ja_and_nej():
    measured = [{"field": "housing", "is": ["Träningslägenhet"]}, {"field": "referred_onward", "is_not": ["nej"]}]
    assert read_indicator(changed(measured=measured)).measured == (
        FieldIs("housing", ("training_flat",)), FieldIs("referred_onward", (False,), negated=True)
    )


def test_a_mean_has_what_it_is_a_mean_of():
    mean = read_indicator(changed(kind="mean", numerator=None, mean_of="treatment_days", divided_by=Decimal("30.4375")))
    assert (mean.mean_of, mean.divided_by) == (MeanOf.TREATMENT_DAYS, Decimal("30.4375"))


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"id": "Klienter"}, "prefix, en punkt"),
        ({"id": None}, "id saknas"),
        ({"meaning": " "}, "meaning ska vara en text"),
        ({"version": 0}, "heltal från 1"),
        ({"version": True}, "heltal från 1"),
        ({"goal": 75}, "goal känns inte igen"),
        ({"direction": "more"}, "direction = more"),
        ({"target": 75}, "target ska ha en direction"),
        ({"target": "75", "direction": "up"}, "target ska vara ett tal"),
        ({"target": -1, "direction": "up"}, "target ska vara från 0, och för en andel högst 100"),
        ({"target": Decimal("100.1"), "direction": "up"}, "högst 100"),
        ({"min_coverage": -1}, "min_coverage ska vara från 0 till 100"),
        ({"min_coverage": Decimal("100.5")}, "från 0 till 100"),
        ({"activities": "Ungdomsmottagningen"}, "activities ska vara en lista"),
        ({"unit_of_count": "episode"}, "unit_of_count = episode"),
        ({"kind": "median"}, "kind = median"),
        ({"population": []}, "vad som hände under perioden"),
        ({"population": [CLOSED, {"period": "open"}]}, "en gång"),
        ({"population": [{"period": "started"}]}, "period = started finns inte för case"),
        ({"measured": [CLOSED]}, "hör hemma i population"),
        ({"numerator": None}, "numerator ska finnas när kind är share"),
        ({"kind": "count"}, "numerator ska finnas när kind är share, och bara då"),
        ({"kind": "mean", "numerator": None}, "mean_of ska finnas"),
        ({"mean_of": "treatment_days"}, "mean_of ska finnas när kind är mean, och bara då"),
        ({"kind": "mean", "numerator": None, "mean_of": "treatment_days", "divided_by": 0}, "större än 0"),
        ({"divided_by": 7}, "hör till ett medelvärde"),
        ({"missing": None}, "missing ska säga varför"),
        ({"breakdown": "givers"}, "case kan inte fördelas på givers"),
        ({"measured": ["closed"]}, "är ingen tabell"),
        ({"measured": [{"age": 18}]}, "är inget av period, field"),
        ({"measured": [{"field": "birth_year", "known": True}]}, "fältet birth_year finns inte för case"),
        ({"measured": [{"field": "housing"}]}, "ett av is, is_not och known"),
        ({"measured": [{"field": "housing", "is": ["villa"]}]}, "housing = villa känns inte igen"),
        ({"measured": [{"field": "housing", "is": []}]}, "saknar ord"),
        ({"measured": [{"field": "housing", "known": False}]}, "known kan bara vara true"),
        ({"measured": [{"field": "referred_onward", "is": [True]}]}, "är ja eller nej"),
        ({"measured": [{"change": "measured", **ORS, "instruments": ["KORS"]}]}, "instrumenten KORS finns inte"),
        ({"measured": [{"change": "measured", **ORS, "instruments": ["DUR"]}]}, "har ingen summa"),
        ({"measured": [{"change": "measured", **ORS, "instruments": []}]}, "(inga)"),
        ({"measured": [{"change": "measured", **ORS, "areas": ["sömn"]}]}, "areas = sömn"),
        ({"measured": [{"change": "better", **ORS}]}, "change = better"),
        ({"measured": [{"change": "measured", "instruments": ["ORS"], "by": "brukare"}]}, "about saknas"),
        ({"measured": [{"change": "measured", **ORS, "by": "klient"}]}, "by = klient"),
        ({"measured": [{"rating": "ORS", "at": "mitten", "by": "brukare", "about": "klienten"}]}, "at = mitten"),
        ({"measured": [{"rating": "ORS", "at": "start", "by": "brukare", "about": "klienten", "below": "25"}]}, "below ska"),
        ({"measured": [{"rents": "late"}]}, "rents = late"),
        ({"measured": [{"attendance": "start"}]}, "attendance = start"),
        ({"unit_of_count": "viewpoint", "population": [{"period": "received"}], "breakdown": "givers"}, "gäller ärenden"),
        (
            {
                "unit_of_count": "outreach", "kind": "mean", "numerator": None, "measured": None, "mean_of": "treatment_days",
                "population": [{"period": "occurred"}],
            },
            "räknas över ärenden",
        ),
        (
            {
                "unit_of_count": "viewpoint", "population": [{"period": "received"}], "measured": None,
                "numerator": [{"field": "adapted", "is": ["ja"]}],
            },
            "givers fördelar bara antal",
        ),
    ],
)
def test_a_definition_that_cannot_be_evaluated_is_refused_with_the_reason(values, why):
    with pytest.raises(InvalidValueError) as refused:
        read_indicator(changed(**values))
    assert why in str(refused.value)
    assert values.get("id", SHARE["id"]) is None or values.get("id", SHARE["id"]) in str(refused.value)


@pytest.mark.parametrize("end", [0, 100])
def test_a_target_goes_with_a_direction_and_both_ends_are_possible(end):
    read = read_indicator(changed(direction="down", target=end, min_coverage=end))
    assert (read.direction, read.target, read.min_coverage) == (Direction.DOWN, end, end)
    untargeted = read_indicator(changed(direction="up"))
    assert (untargeted.direction, untargeted.target, untargeted.min_coverage) == (Direction.UP, None, None)


def test_what_is_counted_has_no_highest_target():
    count = changed(kind="count", numerator=None, direction="up", target=4000)
    assert read_indicator(count).target == 4000


def test_an_id_has_several_versions_and_each_is_defined_once():
    assert [each.version for each in read_indicators([SHARE, changed(version=2)])] == [1, 2]
    with pytest.raises(InvalidValueError, match="definierad två gånger"):
        read_indicators([SHARE, SHARE])


@pytest.mark.parametrize(
    ("text", "why"),
    [("[[indicator]", "går inte att läsa"), ("[indicator]\nid = 1", "ska bara ha tabeller"), ("x = 1", "ska bara ha tabeller")],
)
def test_a_file_that_is_no_list_of_definitions_is_refused_by_its_name(tmp_path, text, why):
    (tmp_path / "egen.toml").write_text(text)
    with pytest.raises(InvalidValueError, match=why) as refused:
        load_indicators(tmp_path)
    assert "egen.toml" in str(refused.value)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2018", Period("2018", date(2018, 1, 1), date(2018, 12, 31))),
        ("2018-T1", Period("2018-T1", date(2018, 1, 1), date(2018, 4, 30))),
        ("2018-t2", Period("2018-T2", date(2018, 1, 1), date(2018, 8, 31))),
        (" 2020-02 ", Period("2020-02", date(2020, 2, 1), date(2020, 2, 29))),
        ("2018-12", Period("2018-12", date(2018, 12, 1), date(2018, 12, 31))),
    ],
)
def test_a_period_is_a_year_a_tertial_as_it_is_reported_or_a_month(text, period):
    assert parse_period(text) == period


@pytest.mark.parametrize(
    "text", ["", "18", "2018-T3", "2018-T0", "2018-13", "2018-00", "2018-1", "2018-03-01", "T1", "0000", "9999"]
)
def test_anything_else_is_no_period(text):
    with pytest.raises(InvalidValueError, match="2018-T1"):
        parse_period(text)
