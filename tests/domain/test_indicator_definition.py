"""What is measured is decided from a day on: definitions, targets and breaks hold as they were decided, and never backwards."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.goal.codes import TargetPredicate, TargetUnit
from domain.goal.target import Target
from domain.indicator_definition.decision import IndicatorDecision
from domain.indicator_definition.events import (
    IndicatorAdopted,
    IndicatorDecisionWithdrawn,
    MeasuringEnded,
    SeriesBreakNoted,
    TargetSet,
)
from domain.indicator_definition.history import IndicatorHistory
from domain.indicators.judging import own_target
from domain.indicators.period import parse_period
from domain.indicators.text import definition_of, read_definition
from domain.policies import DEFAULT_POLICY
from tests.support.examples import ADMINISTRATION_STAMP, EXAMPLES, cast_id
from tests.support.scenario import given

ADOPTED = EXAMPLES["indicator_definition.adopted.v1"]
ENDED = EXAMPLES["indicator_definition.measuring_ended.v1"]
BROKEN = EXAMPLES["indicator_definition.series_break_noted.v1"]
TARGET = EXAMPLES["indicator_definition.target_set.v1"]
WITHDRAWN = EXAMPLES["indicator_definition.withdrawn.v1"]
DAY = timedelta(days=1)
TODAY = date(2024, 12, 2)
BY = {"stamp": ADMINISTRATION_STAMP, "today": TODAY, "policy": DEFAULT_POLICY}
NEW = cast_id(803)
SHARE = {
    "id": "kbt.planned", "version": 1, "name": "Enligt planering", "meaning": "Avslutade enligt planering.", "source": "Enheten",
    "activities": ["KBT-teamet"], "unit_of_count": "case", "kind": "share", "population": [{"period": "closed"}],
    "numerator": [{"field": "close_manner", "is": ["enligt planering"]}], "direction": "up", "target": Decimal("72.5"),
}
COUNT = {
    "id": "kbt.clients", "version": 1, "name": "Klienter", "meaning": "Öppna ärenden.", "source": "Enheten", "activities": [],
    "unit_of_count": "case", "kind": "count", "population": [{"period": "open"}],
}
SHIPPED = tuple(map(definition_of, (SHARE, {**SHARE, "version": 2, "meaning": "Nyare."}, COUNT)))
KNOWN = IndicatorHistory(SHIPPED)
TOML = """
[[indicator]]
id = "kbt.planned"
version = 3
name = "Enligt planering"
meaning = "Avslutade enligt planering, räknat på nytt."
source = "Enheten"
activities = ["KBT-teamet"]
unit_of_count = "case"
kind = "share"
population = [{ period = "closed" }]
numerator = [{ field = "close_manner", is = ["enligt planering"] }]
target = 72.50
direction = "up"
"""


def percent(amount="75", predicate=TargetPredicate.AT_LEAST):
    return Target(amount=Decimal(amount), target_unit=TargetUnit.PERCENT, predicate=predicate)


def adopting(**changes):
    call = {
        "decision_id": NEW, "indicator": "kbt.planned", "indicator_version": 3, "definition": TOML, "takes_effect_on": TODAY,
        "adopted_on": TODAY, "adopted_by": "Enhetschefen", "reason": "Ny uppföljning.", "known_indicators": KNOWN,
    }
    return lambda decision: decision.adopt(**{**call, **BY, **changes})


def ending(**changes):
    call = {
        "decision_id": NEW, "indicator": "kbt.planned", "takes_effect_on": TODAY, "reason": "Teamet läggs ned.",
        "known_indicators": KNOWN,
    }
    return lambda decision: decision.end_measuring(**{**call, **BY, **changes})


def breaking(**changes):
    call = {
        "decision_id": NEW, "indicator": "kbt.planned", "broken_from": date(2016, 1, 1), "reason": "Nytt arbetssätt.",
        "known_indicators": KNOWN, "stamp": ADMINISTRATION_STAMP, "policy": DEFAULT_POLICY,
    }
    return lambda decision: decision.note_series_break(**{**call, **changes})


def aiming(**changes):
    call = {
        "decision_id": NEW, "indicator": "kbt.planned", "takes_effect_on": TODAY, "target": percent(), "adopted_by": "Nämnden",
        "reason": "Årets plan.", "known_indicators": KNOWN,
    }
    return lambda decision: decision.set_target(**{**call, **BY, **changes})


def withdrawing(**changes):
    return lambda decision: decision.withdraw(**{"reason": "Tas upp igen.", **BY, **changes})


def adopted(number, day, table, **changes):
    """A stored adoption."""
    definition = definition_of(table)
    return ADOPTED.model_copy(update={
        "originator_id": cast_id(number), "indicator": definition.indicator.id, "takes_effect_on": day,
        "indicator_version": definition.indicator.version, "definition": definition.text, **changes,
    })


def stored(event, number, **changes):
    return event.model_copy(update={"originator_id": cast_id(number), **changes})


def versions(history, *days, indicator="kbt.planned"):
    found = [history.version_on(indicator, day) for day in days]
    return [None if each is None else each.number for each in found]


def test_a_definition_is_adopted_from_today_or_later_and_stored_in_one_form():
    event = given(IndicatorDecision).when(adopting()).then(IndicatorAdopted, indicator="kbt.planned", takes_effect_on=TODAY)
    as_json = read_definition(event.definition).text
    assert event.definition == as_json and '"target": 72.50' in as_json
    given(IndicatorDecision).when(adopting(definition=as_json, takes_effect_on=TODAY + 900 * DAY)).then(
        IndicatorAdopted, definition=as_json
    )


def test_a_version_that_exists_is_adopted_without_its_text():
    for number, shipped in enumerate(SHIPPED[:2], 1):
        given(IndicatorDecision).when(adopting(definition=None, indicator_version=number)).then(
            IndicatorAdopted, definition=shipped.text
        )
    given(IndicatorDecision).when(adopting(definition=SHIPPED[1].text, indicator_version=2)).then(IndicatorAdopted)


def test_a_definition_of_ones_own_counts_in_activities_of_ones_own():
    own = definition_of({**COUNT, "id": "egen.klienter", "activities": ["Kvinnojouren"]})
    event = given(IndicatorDecision).when(
        adopting(indicator="egen.klienter", indicator_version=1, definition=own.text)
    ).then(IndicatorAdopted)
    history = IndicatorHistory.fold(SHIPPED, [event])
    assert [each.id for each in history.on(TODAY)] == ["egen.klienter", "kbt.clients", "kbt.planned"]
    assert [each.id for each in history.on(TODAY - DAY)] == ["kbt.clients", "kbt.planned"]


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"definition": None, "indicator_version": 7, "takes_effect_on": TODAY - DAY}, InvalidValueError, "ingen sådan version"),
        ({"definition": " "}, InvalidValueError, "Definitionen saknas"),
        ({"definition": "x" * 100_001}, InvalidValueError, "Definitionen har 100001 tecken"),
        ({"definition": "id = "}, InvalidValueError, "Definitionen går inte att läsa"),
        ({"definition": "{"}, InvalidValueError, "Definitionen går inte att läsa"),
        ({"definition": '{"target": NaN}'}, InvalidValueError, "Definitionen går inte att läsa"),
        ({"definition": '{"x": ' + "[" * 50_000}, InvalidValueError, "Definitionen går inte att läsa"),
        ({"definition": "[[indicator]]\n[[indicator]]"}, InvalidValueError, "saknas"),
        ({"definition": "indicator = [1]"}, InvalidValueError, "Definitionen går inte att läsa"),
        ({"definition": TOML.replace('"closed"', '"started"')}, InvalidValueError, "period = started finns inte för case"),
        ({"indicator": "kbt.clients"}, InvalidValueError, "säger kbt.planned version 3, men beslutet något annat"),
        ({"indicator_version": 4}, InvalidValueError, "säger kbt.planned version 3"),
        (
            {"definition": TOML.replace("version = 3", "version = 2"), "indicator_version": 2}, InvalidValueError,
            "Version 2 av kbt.planned betyder redan något annat. Ge den nya betydelsen version 3.",
        ),
        (
            {"known_indicators": IndicatorHistory(map(definition_of, [SHARE, {**SHARE, "version": 5}]))}, InvalidValueError,
            "Version 3 av kbt.planned är inte senare än de som finns. Ange version 6.",
        ),
        ({"takes_effect_on": TODAY - DAY, "adopted_on": TODAY + DAY}, InvalidValueError, "Ange i dag eller en senare dag"),
        ({"adopted_on": TODAY + DAY, "adopted_by": ""}, InvalidValueError, "Beslutets dag är"),
        ({"adopted_by": "", "board_decision_reference": ""}, InvalidValueError, "Vem som har beslutat saknas"),
        ({"board_decision_reference": " ", "reason": ""}, InvalidValueError, "Beslutets beteckning saknas"),
        ({"reason": ""}, InvalidValueError, "Skälet till beslutet saknas"),
    ],
)
def test_an_adoption_is_refused(changes, error, message):
    given(IndicatorDecision).when(adopting(**changes)).then_refused(error, message)


@pytest.mark.parametrize("call", [adopting(definition="id ="), ending(indicator="x.y"), breaking(reason=""), aiming(reason="")])
def test_a_decision_is_made_once(call):
    given(IndicatorDecision, ADOPTED).when(call).then_refused(ConflictError, "redan registrerat")


def test_measuring_ends_from_today_or_later():
    given(IndicatorDecision).when(ending()).then(MeasuringEnded, takes_effect_on=TODAY)


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"indicator": "kbt.nothing", "takes_effect_on": TODAY - DAY}, NotFoundError, "Indikatorn finns inte"),
        ({"takes_effect_on": TODAY - DAY}, InvalidValueError, "Beslutet skulle börja gälla"),
        (
            {"known_indicators": IndicatorHistory(SHIPPED, [stored(ENDED, 1, indicator="kbt.planned", takes_effect_on=TODAY)]),
             "reason": ""},
            NotAllowedError, "kbt.planned mäts inte den 2024-12-02",
        ),
        ({"reason": ""}, InvalidValueError, "Skälet till beslutet saknas"),
    ],
)
def test_an_end_of_measuring_is_refused(changes, error, message):
    given(IndicatorDecision).when(ending(**changes)).then_refused(error, message)


@pytest.mark.parametrize("day", [date.min, TODAY, TODAY + 400 * DAY])
def test_a_break_in_a_series_is_noted_from_any_day(day):
    given(IndicatorDecision).when(breaking(broken_from=day)).then(SeriesBreakNoted, broken_from=day)


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"indicator": "kbt.nothing", "reason": ""}, NotFoundError, "Indikatorn finns inte"),
        (
            {"known_indicators": IndicatorHistory(
                SHIPPED, [stored(BROKEN, 1, indicator="kbt.planned", broken_from=date(2016, 1, 1))]
            ), "reason": ""},
            NotAllowedError, "från 2016-01-01 är redan noterat",
        ),
        ({"reason": ""}, InvalidValueError, "brottet i tidsserien saknas"),
    ],
)
def test_a_break_in_a_series_is_refused(changes, error, message):
    given(IndicatorDecision).when(breaking(**changes)).then_refused(error, message)


@pytest.mark.parametrize(
    "target", [percent("0"), percent("100", TargetPredicate.AT_MOST), Target(target_text="tas fram av nämnd"), None]
)
def test_a_target_is_a_number_in_the_unit_of_the_result_or_words_or_none(target):
    given(IndicatorDecision).when(aiming(target=target)).then(TargetSet, target=target, takes_effect_on=TODAY)


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"indicator": "kbt.nothing", "takes_effect_on": TODAY - DAY}, NotFoundError, "Indikatorn finns inte"),
        ({"takes_effect_on": TODAY - DAY, "target": percent("101")}, InvalidValueError, "Målvärdet skulle börja gälla"),
        ({"target": percent("101")}, InvalidValueError, "Målvärdet är 101 procent"),
        ({"target": Target(amount=Decimal(5), target_text="fem")}, InvalidValueError, "antingen som ett tal"),
        (
            {"known_indicators": IndicatorHistory(SHIPPED, [stored(ENDED, 1, indicator="kbt.planned", takes_effect_on=TODAY)]),
             "adopted_by": ""},
            NotAllowedError, "mäts inte den 2024-12-02, så den kan inte ha något målvärde",
        ),
        (
            {"target": percent().model_copy(update={"target_unit": TargetUnit.PERCENTAGE_POINTS}), "adopted_by": ""},
            InvalidValueError, "Målvärdet är i procentenheter, men resultatet i procent",
        ),
        ({"indicator": "kbt.clients"}, InvalidValueError, "Målvärdet är i procent, men resultatet i antal"),
        ({"adopted_by": "", "reason": ""}, InvalidValueError, "Vem som har beslutat saknas"),
        ({"reason": ""}, InvalidValueError, "Skälet till beslutet saknas"),
    ],
)
def test_a_target_is_refused(changes, error, message):
    given(IndicatorDecision).when(aiming(**changes)).then_refused(error, message)


@pytest.mark.parametrize("decided", [ADOPTED, ENDED, TARGET])
def test_what_has_not_taken_effect_can_be_withdrawn_until_the_day_before(decided):
    given(IndicatorDecision, decided).when(withdrawing(today=decided.takes_effect_on - DAY)).then(IndicatorDecisionWithdrawn)
    given(IndicatorDecision, decided).when(withdrawing(today=decided.takes_effect_on)).then_refused(
        NotAllowedError, "gäller sedan 2025-01-01"
    )


def test_a_break_in_a_series_can_be_withdrawn_whenever_it_is():
    given(IndicatorDecision, BROKEN).when(withdrawing(today=BROKEN.broken_from + 900 * DAY)).then(IndicatorDecisionWithdrawn)


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], withdrawing(), NotFoundError, "Beslutet finns inte"),
        ([ADOPTED, WITHDRAWN], withdrawing(today=ADOPTED.takes_effect_on), NotAllowedError, "redan återtaget"),
        ([ADOPTED], withdrawing(reason=""), InvalidValueError, "återtas saknas"),
    ],
)
def test_a_withdrawal_is_refused(past, call, error, message):
    given(IndicatorDecision, *past).when(call).then_refused(error, message)


def test_without_any_decision_the_lowest_shipped_version_holds_for_ever():
    assert versions(KNOWN, date.min, TODAY, date.max) == [1, 1, 1]
    assert versions(IndicatorHistory.fold(SHIPPED[:1], []), TODAY) == [1], "and a program that ships more changes nothing"


def test_a_version_holds_from_its_day_and_of_two_on_a_day_the_one_recorded_last():
    march, june = date(2025, 3, 1), date(2025, 6, 1)
    history = IndicatorHistory.fold(SHIPPED, [
        adopted(1, june, {**SHARE, "version": 3}), adopted(2, march, {**SHARE, "version": 2, "meaning": "Nyare."}),
        adopted(3, june, {**SHARE, "version": 4}),
    ])
    assert versions(history, march - DAY, march, june - DAY, june) == [1, 2, 2, 4]


def test_what_was_withdrawn_never_takes_effect():
    history = IndicatorHistory.fold(SHIPPED, [ADOPTED, WITHDRAWN])
    assert history.ids == ("kbt.clients", "kbt.planned")


def test_an_indicator_that_is_measured_no_longer_can_be_taken_up_again():
    march, june = date(2025, 3, 1), date(2025, 6, 1)
    end = stored(ENDED, 1, indicator="kbt.planned", takes_effect_on=march)
    history = IndicatorHistory.fold(SHIPPED, [end, adopted(2, june, SHARE)])
    assert versions(history, march - DAY, march, june - DAY, june) == [1, None, None, 1]
    same_day = adopted(2, march, SHARE)
    assert versions(IndicatorHistory.fold(SHIPPED, [end, same_day]), march) == [1]
    assert versions(IndicatorHistory.fold(SHIPPED, [same_day, end]), march) == [None]


def test_of_two_meanings_under_one_number_the_one_recorded_first_is_meant():
    history = IndicatorHistory.fold(SHIPPED, [
        adopted(1, TODAY, {**SHARE, "version": 3, "meaning": "Först."}),
        adopted(2, TODAY + DAY, {**SHARE, "version": 3, "meaning": "Sedan."}),
    ])
    assert history.version_on("kbt.planned", TODAY + DAY).definition.indicator.meaning == "Först."


def test_what_the_program_can_no_longer_evaluate_is_named_and_nothing_holds_in_its_place():
    stale = adopted(1, TODAY, {**SHARE, "version": 3}, definition='{"id": "kbt.planned", "version": 3}')
    history = IndicatorHistory.fold(SHIPPED, [stale])
    version = history.version_on("kbt.planned", TODAY)
    assert (version.number, version.definition) == (3, None) and "saknas" in version.why_not
    assert [each.id for each in history.on(TODAY)] == ["kbt.clients"]


def test_a_period_is_counted_by_what_holds_on_its_last_day_or_today_while_it_goes_on():
    history = IndicatorHistory.fold(SHIPPED, [adopted(1, date(2025, 3, 1), {**SHARE, "version": 3})])
    year, tertial, february = map(parse_period, ("2025", "2025-T1", "2025-02"))
    def counted_by(period, today):
        return history.version_for("kbt.planned", period, today).number

    assert [counted_by(year, day) for day in (date(2025, 2, 28), date(2025, 3, 1), date(2026, 5, 1))] == [1, 3, 3]
    assert counted_by(tertial, date(2026, 1, 1)) == 3
    assert counted_by(february, date(2026, 1, 1)) == counted_by(parse_period("2018"), date(2026, 1, 1)) == 1


def test_what_was_measured_for_the_first_time_later_counts_earlier_years_by_its_first_version():
    own = {**COUNT, "id": "egen.klienter"}
    history = IndicatorHistory.fold(SHIPPED, [
        adopted(1, date(2025, 3, 1), own), adopted(2, date(2026, 1, 1), {**own, "version": 2}),
    ])
    year = parse_period("2018")
    def counted_by(today):
        version = history.version_for("egen.klienter", year, today)
        return None if version is None else version.number

    assert [counted_by(day) for day in (date(2025, 2, 28), date(2025, 3, 1), date(2026, 2, 1))] == [None, 1, 1]
    assert [each.id for each in history.for_period(year, date(2025, 3, 1))] == ["egen.klienter", "kbt.clients", "kbt.planned"]


@for_all(st.lists(st.tuples(st.integers(0, 9), st.integers(2, 5)), max_size=6), st.integers(0, 10))
def test_the_version_on_a_day_is_that_of_the_decision_which_took_effect_last_by_then(decisions, day):
    events = [
        adopted(number, TODAY + since * DAY, {**SHARE, "version": version})
        for number, (since, version) in enumerate(decisions, 1)
    ]
    by_then = [(since, order, version) for order, (since, version) in enumerate(decisions) if since <= day]
    expected = max(by_then)[2] if by_then else 1
    assert versions(IndicatorHistory.fold(SHIPPED, events), TODAY + day * DAY) == [expected]


def test_a_target_holds_from_its_day_and_earlier_ones_stay():
    march, june = date(2025, 3, 1), date(2025, 6, 1)
    events = [
        stored(TARGET, number, indicator="kbt.planned", takes_effect_on=day, target=target)
        for number, day, target in ((1, june, None), (2, march, percent("75")), (3, march, percent("80")))
    ]
    history = IndicatorHistory.fold(SHIPPED, events)
    assert history.target_on("kbt.planned", march - DAY) is None
    assert history.target_on("kbt.planned", march).target == percent("80")
    assert history.target_on("kbt.planned", june).target is None and history.target_on("kbt.clients", june) is None
    assert own_target(SHIPPED[0].indicator) == percent("72.5") and own_target(SHIPPED[2].indicator) is None


def test_breaks_are_told_by_day():
    events = [
        stored(BROKEN, number, indicator="kbt.planned", broken_from=date(year, 1, 1)) for number, year in ((1, 2020), (2, 2016))
    ]
    found = IndicatorHistory.fold(SHIPPED, events).breaks_of("kbt.planned")
    assert [each.broken_from.year for each in found] == [2016, 2020]


def test_changing_a_definition_today_changes_no_answer_as_of_yesterday():
    before = IndicatorHistory.fold(SHIPPED, [])
    after = IndicatorHistory.fold(SHIPPED, [adopted(1, TODAY, {**SHARE, "version": 3})])
    for period in map(parse_period, ("2018", "2024", "2024-T2", "2024-11")):
        assert before.for_period(period, TODAY - DAY) == after.for_period(period, TODAY - DAY)
