"""How two ratings differ: predicates that are kept apart, held by published cases and by every intake value."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.instruments import SHIPPED
from domain.instruments.age_forms import form_at
from domain.instruments.change import (
    CHANGE_WORDS,
    PREDICATES,
    ChangeClass,
    Pair,
    any_improvement,
    cannot_improve,
    classify,
    clinically_significant_change,
    deterioration,
    gain,
    in_clinical_range,
    not_evaluable,
    reliable_change,
)
from domain.instruments.definition import BetterScore

ORS = SHIPPED.find("ORS")
ADULT = form_at(ORS, range(30, 31))
TENTHS = [Decimal(tenths) / 10 for tenths in range(401)]


def pair(pre, post, instrument=ORS, form=ADULT):
    return Pair(*(None if value is None else Decimal(value) for value in (pre, post)), instrument, form)


@pytest.mark.parametrize(
    ("pre", "post", "improved", "reliable", "significant", "worse", "outcome"),
    [
        ("18.3", "26.1", True, True, True, False, "recovered"),
        ("18.3", "22.9", True, False, False, False, "no_reliable_change"),
        ("18.3", "23.3", True, True, False, False, "reliably_improved"),
        ("24.9", "29.9", True, True, True, False, "recovered"),
        ("25.0", "30.0", True, True, False, False, "reliably_improved"),
        ("31.0", "26.0", False, False, False, True, "deteriorated"),
        ("20.0", "20.0", False, False, False, False, "no_reliable_change"),
        ("20.0", None, None, None, None, None, "not_evaluable"),
    ],
)
def test_the_predicates_say_what_they_are_published_to_say(pre, post, improved, reliable, significant, worse, outcome):
    both = pair(pre, post)
    assert any_improvement(both) is improved
    assert reliable_change(both) is reliable
    assert clinically_significant_change(both) is significant
    assert deterioration(both) is worse
    assert classify(both) == outcome
    assert not_evaluable(both) is (outcome == "not_evaluable")


@pytest.mark.parametrize("pre", TENTHS[:351])
def test_a_change_of_exactly_five_points_is_never_missed(pre):
    assert reliable_change(pair(pre, pre + 5)) is True and reliable_change(pair(pre, pre + Decimal("4.9"))) is False
    assert deterioration(pair(pre + 5, pre)) is True and deterioration(pair(pre + Decimal("4.9"), pre)) is False


def test_binary_fractions_would_have_missed_thirty_of_them():
    assert sum(float(pre + 5) - float(pre) < 5 for pre in TENTHS[:351]) == 30


@settings(max_examples=300)
@given(st.integers(0, 400), st.integers(0, 400), st.booleans())
def test_the_class_is_what_whole_tenths_say(before, after, is_better_lower):
    instrument = SHIPPED.find("AUDIT") if is_better_lower else ORS
    index = ORS.reliable_change
    instrument = replaced(instrument, reliable_change=index, better=BetterScore.LOWER if is_better_lower else BetterScore.HIGHER)
    both = pair(Decimal(before) / 10, Decimal(after) / 10, instrument)
    tenths = before - after if is_better_lower else after - before
    was_inside, is_inside = ((before >= 250, after >= 250) if is_better_lower else (before < 250, after < 250))
    expected = "no_reliable_change"
    if tenths >= 50:
        expected = "recovered" if was_inside and not is_inside else "reliably_improved"
    elif tenths <= -50:
        expected = "deteriorated"
    assert classify(both) == expected and any_improvement(both) == (tenths > 0)
    assert gain(both) == Decimal(tenths) / 10


def test_a_hundred_percent_can_be_better_while_a_quarter_are_still_in_the_clinical_range():
    pairs = [pair("18", "26"), pair("19", "27"), pair("20", "28"), pair("17", "24.9")]
    assert all(map(any_improvement, pairs))
    assert sum(in_clinical_range(each.post, each) for each in pairs) == 1


@pytest.mark.parametrize(("total", "inside"), [("0", True), ("24.9", True), ("25", False), ("25.0", False), ("40", False)])
def test_a_total_exactly_at_the_limit_lies_outside_the_clinical_range(total, inside):
    assert in_clinical_range(Decimal(total), pair("0", "0")) is inside


@pytest.mark.parametrize(("total", "inside"), [("24", False), ("25", True)])
def test_where_lower_is_better_a_total_at_the_limit_lies_inside(total, inside):
    lower = replaced(ORS, better=BetterScore.LOWER)
    assert in_clinical_range(Decimal(total), pair("0", "0", lower)) is inside


def test_lower_is_better_for_a_childs_safety_and_the_safest_cannot_get_better():
    safety = SHIPPED.find("Frågor till Dig")
    assert any_improvement(pair(7, 6, safety, None)) is True and any_improvement(pair(6, 7, safety, None)) is False
    assert any_improvement(pair(7, 7, safety, None)) is False
    assert cannot_improve(pair(3, 5, safety, None)) and not cannot_improve(pair(4, 3, safety, None))


def test_without_an_index_a_reliable_change_cannot_be_judged_and_any_improvement_can():
    safety = pair(7, 6, SHIPPED.find("Frågor till Dig"), None)
    assert (reliable_change(safety), deterioration(safety), clinically_significant_change(safety)) == (None, None, None)
    assert not_evaluable(safety) and classify(safety) is ChangeClass.NOT_EVALUABLE and any_improvement(safety)


def test_without_a_limit_nobody_is_called_recovered():
    unknown_age = pair("10", "38", form=None)
    assert in_clinical_range(Decimal("10"), unknown_age) is None and clinically_significant_change(unknown_age) is None
    assert classify(unknown_age) is ChangeClass.RELIABLY_IMPROVED


def test_without_a_direction_nothing_is_judged():
    dur = pair(3, 8, SHIPPED.find("DUR"), None)
    assert {predicate(dur) for name, predicate in PREDICATES.items() if name != "not_evaluable"} == {None}
    assert not_evaluable(dur) and not cannot_improve(dur)


def test_an_adolescents_limit_is_higher_than_an_adults():
    young = form_at(ORS, range(15, 17))
    assert (ADULT.cutoff, young.cutoff) == (25, 28)
    assert clinically_significant_change(pair("22", "27.5", form=young)) is False
    assert clinically_significant_change(pair("22", "27.5")) is True


def test_the_form_of_an_age_that_may_be_on_either_side_is_not_chosen():
    assert form_at(ORS, range(17, 19)) is None and form_at(ORS, range(13, 18)).name == "ungdom"
    assert form_at(ORS, range(12, 13)) is None


def test_every_class_has_a_swedish_word():
    assert CHANGE_WORDS.keys() == set(ChangeClass) and len(set(CHANGE_WORDS.values())) == len(ChangeClass)


def replaced(instrument, **changes):
    return type(instrument)(**{**{name: getattr(instrument, name) for name in instrument.__dataclass_fields__}, **changes})
