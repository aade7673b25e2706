"""The bounds that a board sets itself: adopted from a day on, and read as they were."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from pydantic import Field

from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY, Policy
from domain.policy import values as policy_values
from domain.policy.adoption import PolicyAdoption
from domain.policy.events import PolicyAdopted, PolicyValue, PolicyWithdrawn
from domain.policy.policy_history import PolicyHistory
from tests.support.examples import ADMINISTRATION_STAMP, EXAMPLES, cast_id
from tests.support.scenario import given

ADOPTED = EXAMPLES["policy.adopted.v1"]
WITHDRAWN = EXAMPLES["policy.withdrawn.v1"]
DAY = timedelta(days=1)
TODAY = date(2024, 12, 2)
BY = {"stamp": ADMINISTRATION_STAMP, "today": TODAY, "policy": DEFAULT_POLICY}


def value(bound="note_delay_days", amount="5"):
    return PolicyValue(bound=bound, amount=amount)


def adopting(*values, **changes):
    call = {
        "adoption_id": cast_id(801), "policy_values": values or (value(),), "takes_effect_on": TODAY, "adopted_on": TODAY,
        "adopted_by": "Enhetschefen", "reason": "Kortare frist.",
    }
    return lambda adoption: adoption.adopt(**{**call, **BY, **changes})


def withdrawing(**changes):
    return lambda adoption: adoption.withdraw(**{"reason": "Tas upp igen.", **BY, **changes})


def adopted(number, day, *values):
    return ADOPTED.model_copy(
        update={"originator_id": cast_id(number), "takes_effect_on": day, "policy_values": tuple(values)}
    )


def test_bounds_are_adopted_from_today_or_later():
    given(PolicyAdoption).when(adopting()).then(PolicyAdopted, policy_values=(value(),), takes_effect_on=TODAY)
    given(PolicyAdoption).when(adopting(takes_effect_on=TODAY + 900 * DAY)).then(PolicyAdopted)


@pytest.mark.parametrize(("written", "stored"), [(" 5 ", "5"), ("0", "0"), ("5.0", "5"), ("1000000", "1000000")])
def test_a_value_is_stored_in_one_form_and_both_its_ends_are_allowed(written, stored):
    event = given(PolicyAdoption).when(adopting(value(amount=written))).then(PolicyAdopted)
    assert event.policy_values == (value(amount=stored),)


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([ADOPTED], adopting(reason=""), ConflictError, "redan registrerat"),
        ([], adopting(policy_values=(), takes_effect_on=TODAY - DAY), InvalidValueError, "Inget riktvärde är angivet"),
        ([], adopting(value("no_such_bound")), InvalidValueError, "Riktvärdet no_such_bound finns inte"),
        ([], adopting(value("Anna Exempel")), InvalidValueError, "Riktvärdet som angavs finns inte"),
        ([], adopting(value("model_config")), InvalidValueError, "finns inte"),
        ([], adopting(value(), value(amount="6")), InvalidValueError, "två gånger"),
        ([], adopting(value(amount="-1")), InvalidValueError, "note_delay_days kan inte ha det värdet. Ange ett värde från 0."),
        ([], adopting(value(amount="fem")), InvalidValueError, "kan inte ha det värdet"),
        ([], adopting(value(amount="2,5")), InvalidValueError, "kan inte ha det värdet"),
        ([], adopting(value(amount="1000001")), InvalidValueError, "Ange högst 1000000"),
        ([], adopting(value("text_max_chars", "0"), takes_effect_on=TODAY - DAY), InvalidValueError, "från 1"),
        ([], adopting(takes_effect_on=TODAY - DAY, adopted_on=TODAY + DAY), InvalidValueError, "Ange i dag eller en senare dag"),
        ([], adopting(adopted_on=TODAY + DAY, adopted_by=""), InvalidValueError, "Beslutets dag är"),
        ([], adopting(adopted_by="", reason=""), InvalidValueError, "Vem som har beslutat saknas"),
        ([], adopting(board_decision_reference=" ", reason=""), InvalidValueError, "Beslutets beteckning saknas"),
        ([], adopting(reason=""), InvalidValueError, "Skälet till beslutet saknas"),
    ],
)
def test_an_adoption_is_refused(past, call, error, message):
    given(PolicyAdoption, *past).when(call).then_refused(error, message)


def test_what_has_not_taken_effect_can_be_withdrawn_until_the_day_before():
    given(PolicyAdoption, ADOPTED).when(withdrawing(today=ADOPTED.takes_effect_on - DAY)).then(PolicyWithdrawn)


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], withdrawing(), NotFoundError, "Beslutet finns inte"),
        ([ADOPTED, WITHDRAWN], withdrawing(today=ADOPTED.takes_effect_on), NotAllowedError, "redan återtaget"),
        ([ADOPTED], withdrawing(today=ADOPTED.takes_effect_on, reason=""), NotAllowedError, "gäller sedan 2025-01-01"),
        ([ADOPTED], withdrawing(reason=""), InvalidValueError, "återtas saknas"),
    ],
)
def test_a_withdrawal_is_refused(past, call, error, message):
    given(PolicyAdoption, *past).when(call).then_refused(error, message)


def test_a_board_that_has_adopted_nothing_has_the_defaults():
    assert PolicyHistory.fold([]).on(TODAY) == DEFAULT_POLICY


def test_the_bounds_on_a_day_are_those_that_took_effect_last_by_then():
    march, june = date(2025, 3, 1), date(2025, 6, 1)
    history = PolicyHistory.fold([
        adopted(1, june, value(amount="3")), adopted(2, march, value(amount="5"), value("talks_max", "12")),
    ])
    days = (march - DAY, march, june - DAY, june)
    assert [history.on(day).note_delay_days for day in days] == [DEFAULT_POLICY.note_delay_days, 5, 5, 3]
    assert [history.on(day).talks_max for day in days] == [DEFAULT_POLICY.talks_max, 12, 12, 12]


def test_of_two_that_take_effect_on_the_same_day_the_one_recorded_last_holds():
    history = PolicyHistory.fold([adopted(1, TODAY, value(amount="3")), adopted(2, TODAY, value(amount="4"))])
    assert history.on(TODAY).note_delay_days == 4


def test_what_was_withdrawn_never_takes_effect():
    history = PolicyHistory.fold([ADOPTED, WITHDRAWN])
    assert history.on(ADOPTED.takes_effect_on) == DEFAULT_POLICY and history.adopted == ()


def test_a_bound_that_is_no_more_or_of_another_type_now_leaves_the_default():
    stored = (value("abolished_days", "4"), value(amount="often"), value("talks_max", "9"))
    history = PolicyHistory.fold([adopted(1, TODAY, *stored)])
    assert history.on(TODAY) == DEFAULT_POLICY.model_copy(update={"talks_max": 9})


def test_a_value_that_todays_limits_would_refuse_holds_until_another_is_adopted():
    assert PolicyHistory.fold([adopted(1, TODAY, value(amount="-3"))]).on(TODAY).note_delay_days == -3


def test_decimals_lists_and_words_are_adopted_and_read_alike(monkeypatch):
    class Wider(Policy):
        share: Decimal = Field(default=Decimal("0.5"), ge=0, le=1)
        months: tuple[int, ...] = (3, 6, 12)
        asks: bool = False

    monkeypatch.setattr(policy_values, "Policy", Wider)
    monkeypatch.setattr(policy_values, "DEFAULT_POLICY", Wider())
    policy_values._type_of.cache_clear()
    written = (value("share", "0,75"), value("months", "3, 9"), value("asks", "true"))
    stored = policy_values.checked(written)
    assert [each.amount for each in stored] == ["0.75", "3, 9", "True"]
    assert [policy_values.as_adopted(each) for each in stored] == [{"share": Decimal("0.75")}, {"months": (3, 9)}, {"asks": True}]
    assert policy_values.checked((value("share", "1"),)) and policy_values.checked((value("share", "0"),))
    for wrong in ("1,01", "-0,01", "NaN"):
        with pytest.raises(InvalidValueError, match="från 0 till 1"):
            policy_values.checked((value("share", wrong),))
    policy_values._type_of.cache_clear()


def test_a_decision_that_takes_the_history_s_bounds_is_held_to_them():
    history = PolicyHistory.fold([adopted(1, TODAY, value("short_text_max_chars", "5"))])
    given(PolicyAdoption).when(adopting(reason="Längre.", policy=history.on(TODAY), adopted_by="Chef")).then_refused(
        InvalidValueError, "Högst 5 är tillåtna"
    )
    given(PolicyAdoption).when(adopting(reason="Längre.", policy=history.on(TODAY - DAY))).then(PolicyAdopted)
