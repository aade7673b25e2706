"""Earlier years' figures: entered as they were printed, put right by a new fact, and never recomputed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain.codes import Gender
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.goal.codes import TargetUnit
from domain.policies import DEFAULT_POLICY
from domain.published_figure.codes import FigureFlag
from domain.published_figure.events import (
    GenderValue,
    PublishedFigureCorrected,
    PublishedFigureEntered,
    PublishedFigureWithdrawn,
    PublishedValue,
)
from domain.published_figure.published_figure import PublishedFigure
from projections.areas.published_figure import figure_document, published_figures
from tests.support.area_examples.published_figure import FIGURE
from tests.support.examples import ADMINISTRATION_STAMP, EXAMPLES, UNIT, cast_id
from tests.support.scenario import given

ENTERED, CORRECTED, WITHDRAWN = (EXAMPLES[f"published_figure.{name}.v1"] for name in ("entered", "corrected", "withdrawn"))
DAY = timedelta(days=1)
TODAY = date(2024, 5, 1)
BY = {"stamp": ADMINISTRATION_STAMP, "today": TODAY, "policy": DEFAULT_POLICY}
BACK = DEFAULT_POLICY.plan_years_back_max


def value(amount=None, numerator=None, denominator=None):
    return PublishedValue(amount=None if amount is None else Decimal(amount), numerator=numerator, denominator=denominator)


def of(gender, *printed):
    return GenderValue(gender=gender, figure=value(*printed))


def entering(*printed, **changes):
    call = {
        "figure_id": FIGURE, "indicator": "kbt.clients", "unit": UNIT, "period": "2017", "figure_unit": TargetUnit.PERCENT,
        "figure": value(*(printed or ("71",))), "source_document": "VB 2017, s. 14", "others": tuple, **BY,
    }
    return lambda figure: figure.enter(**{**call, **changes})


def correcting(**changes):
    call = {
        "figure_unit": TargetUnit.PERCENT, "figure": value("72"), "source_document": "VB 2017, s. 15", "reason": "Fel sida.", **BY
    }
    return lambda figure: figure.correct(**{**call, **changes})


def withdrawing(reason="Fel enhet."):
    return lambda figure: figure.withdraw(reason=reason, stamp=ADMINISTRATION_STAMP, policy=DEFAULT_POLICY)


@pytest.mark.parametrize(("unit", "printed"), [
    (TargetUnit.PERCENT, ("0",)), (TargetUnit.PERCENT, ("100", 5, 5)), (TargetUnit.PERCENT, (None, 0, 0)),
    (TargetUnit.PERCENT, (None, 3, 4)), (TargetUnit.PERCENTAGE_POINTS, ("-100",)), (TargetUnit.PERCENTAGE_POINTS, ("100",)),
    (TargetUnit.COUNT, ("0",)), (TargetUnit.MEAN, ("4.25",)), (TargetUnit.MEAN, ("4.25", None, 12)), (TargetUnit.MONTHS, ("0",)),
])
def test_a_figure_is_entered_as_it_was_printed(unit, printed):
    given(PublishedFigure).when(entering(*printed, figure_unit=unit)).then(PublishedFigureEntered, figure=value(*printed))


@pytest.mark.parametrize(("written", "stored"), [
    ("2017-t2", "2017-T2"), (" 2018-03 ", "2018-03"), (f"{TODAY.year - BACK}", f"{TODAY.year - BACK}"), ("2024-05", "2024-05"),
])
def test_a_period_is_stored_in_one_form_and_has_begun(written, stored):
    given(PublishedFigure).when(entering(period=written)).then(PublishedFigureEntered, period=stored)


def test_another_unit_period_or_indicator_and_a_withdrawn_figure_are_in_nobodys_way():
    others = [given(PublishedFigure, ENTERED, *more).state for more in ((), (WITHDRAWN,))]
    same = {"indicator": "kbt.closed_as_planned", "others": lambda: others}
    for change in ({"unit": None}, {"period": "2017-T1"}, {"indicator": "kbt.clients"}):
        given(PublishedFigure).when(entering(**{**same, **change})).then(PublishedFigureEntered)
    given(PublishedFigure).when(entering(**same | {"others": lambda: others[1:]})).then(PublishedFigureEntered)


@pytest.mark.parametrize(("past", "call", "error", "message"), [
    ([ENTERED], entering(indicator=""), ConflictError, "redan inskriven"),
    ([], entering(indicator="", period="x"), InvalidValueError, "Indikatorns id saknas"),
    ([], entering(period="2017-T3", source_document=""), InvalidValueError, "ingen tertialrapport 3"),
    ([], entering(period=str(TODAY.year - BACK - 1), source_document=""), InvalidValueError, f"från {TODAY.year - BACK}"),
    ([], entering(period="2024-06", source_document=""), InvalidValueError, "Periodens första dag är 2024-06-01"),
    ([], entering("5", 3, source_document=""), InvalidValueError, "täljare utan nämnare"),
    ([], entering("5", None, 3), InvalidValueError, "täljare utan nämnare"),
    ([], entering("5", -1, 3), InvalidValueError, "negativ"),
    ([], entering("5", 4, 3), InvalidValueError, "täljaren 4 av 3"),
    ([], entering(None), InvalidValueError, "saknar värde"),
    ([], entering(None, 1, 2, figure_unit=TargetUnit.MEAN), InvalidValueError, "saknar värde"),
    ([], entering("100.1"), InvalidValueError, "Uppgiften är 100.1 procent. Ange ett tal från 0 till 100"),
    ([], entering("-0.1"), InvalidValueError, "från 0 till 100"),
    ([], entering("2.5", figure_unit=TargetUnit.COUNT), InvalidValueError, "heltal"),
    ([], entering(by_gender=(of(Gender.MAN, "5"), of(Gender.MAN, "6")), source_document=""), InvalidValueError, "två gånger"),
    ([], entering(by_gender=(of(Gender.MAN, "101"),), source_document=""), InvalidValueError, "Uppgiften för man är 101"),
    ([], entering(source_document="", published_on=TODAY + DAY), InvalidValueError, "Källan saknas"),
    ([], entering(published_on=TODAY + DAY, remark=""), InvalidValueError, "Publiceringen är"),
    ([], entering(remark=""), InvalidValueError, "Kommentaren saknas"),
    (
        [], entering(indicator="kbt.closed_as_planned", others=lambda: [given(PublishedFigure, ENTERED).state]), ConflictError,
        "redan en publicerad uppgift för 2017",
    ),
    ([], correcting(), NotFoundError, "finns inte"),
    ([ENTERED, WITHDRAWN], correcting(reason=""), NotAllowedError, "återtagen"),
    ([ENTERED], correcting(figure=value("101"), source_document=""), InvalidValueError, "från 0 till 100"),
    ([ENTERED], correcting(source_document="", reason=""), InvalidValueError, "Källan saknas"),
    ([ENTERED], correcting(reason=""), InvalidValueError, "Orsaken till rättelsen saknas"),
    (
        [ENTERED], correcting(**{name: getattr(ENTERED, name) for name in (
            "figure", "by_gender", "source_document", "published_on", "remark")}), ConflictError, "redan inskriven så",
    ),
    ([], withdrawing(), NotFoundError, "finns inte"),
    ([ENTERED, WITHDRAWN], withdrawing(""), NotAllowedError, "återtagen"),
    ([ENTERED], withdrawing(""), InvalidValueError, "Orsaken till återtagandet saknas"),
])
def test_a_published_figure_is_refused(past, call, error, message):
    given(PublishedFigure, *past).when(call).then_refused(error, message)


def test_a_correction_holds_and_the_first_entry_stays_readable():
    figure = given(PublishedFigure, ENTERED).when(correcting()).then(PublishedFigureCorrected)
    document = figure_document(given(PublishedFigure, ENTERED, figure).state)
    assert (document["percent"], document["reason"], document["recomputable"]) == ("72", "Fel sida.", False)
    assert [each["percent"] for each in document["earlier"]] == ["77"]
    assert (document["from"], document["to"]) == ("2017-01-01", "2017-12-31")
    withdrawn = given(PublishedFigure, ENTERED).when(withdrawing()).then(PublishedFigureWithdrawn)
    assert figure_document(given(PublishedFigure, ENTERED, withdrawn).state)["withdrawn"] == "Fel enhet."


def test_what_stands_is_asked_for_by_indicator_and_period():
    later = ENTERED.model_copy(update={"originator_id": cast_id(1221), "period": "2018"})
    gone = ENTERED.model_copy(update={"originator_id": cast_id(1222), "indicator": "a.b"})
    withdrawn = WITHDRAWN.model_copy(update={"originator_id": cast_id(1222)})
    events = [later, gone, EXAMPLES["unit.established.v1"], ENTERED, withdrawn]
    assert [figure.period for figure in published_figures([*events, CORRECTED])] == ["2017", "2018"]


@pytest.mark.parametrize(("unit", "printed", "flagged"), [
    (TargetUnit.PERCENT, ("77", 44, 57), False), (TargetUnit.PERCENT, ("77.2", 44, 57), False),
    (TargetUnit.PERCENT, ("76", 44, 57), True), (TargetUnit.PERCENT, ("77.0", 44, 57), True),
    (TargetUnit.PERCENT, ("50", 1, 2), False), (TargetUnit.PERCENT, ("13", 1, 8), False),
    (TargetUnit.PERCENT, ("12", 1, 8), False), (TargetUnit.PERCENT, ("5", 0, 0), True),
    (TargetUnit.MEAN, ("5", None, 2), False), (TargetUnit.PERCENT, (None, 1, 8), False),
])
def test_a_percent_that_is_no_rounding_of_its_own_numbers_is_told_of(unit, printed, flagged):
    figure = given(PublishedFigure).when(entering(*printed, figure_unit=unit)).then(PublishedFigureEntered)
    flags = given(PublishedFigure, figure).state.flags
    assert flags == ((FigureFlag.PERCENT_DIFFERS,) if flagged else ())


@pytest.mark.parametrize(("unit", "whole", "parts", "flagged"), [
    (TargetUnit.MEAN, "4.3", ("4.1", "4.2"), False), (TargetUnit.MEAN, "4.31", ("4.1", "4.2"), True),
    (TargetUnit.MONTHS, "8", ("10", "12"), True), (TargetUnit.MONTHS, "9", ("10", "12"), False),
    (TargetUnit.MONTHS, "11", ("10", "12"), False), (TargetUnit.COUNT, "88", ("61", "31"), False),
    (TargetUnit.MEAN, "9", ("4",), False), (TargetUnit.MONTHS, "14", ("10", "12"), True),
])
def test_a_mean_that_its_own_breakdown_makes_impossible_is_told_of(unit, whole, parts, flagged):
    genders = tuple(of(gender, part) for gender, part in zip((Gender.WOMAN, Gender.MAN), parts, strict=False))
    figure = given(PublishedFigure).when(entering(whole, figure_unit=unit, by_gender=genders)).then(PublishedFigureEntered)
    flags = given(PublishedFigure, figure).state.flags
    assert flags == ((FigureFlag.OUTSIDE_BREAKDOWN,) if flagged else ())


def test_a_period_that_is_written_as_none_is_today_is_still_shown():
    document = figure_document(given(PublishedFigure, ENTERED.model_copy(update={"period": "2017-T9"})).state)
    assert (document["period"], document["from"]) == ("2017-T9", None)
