"""Service offerings: which regime and which terms hold when, and which evidence the law asks for."""

from datetime import date, timedelta

import pytest

from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.offering.codes import DocumentationRegime, ServiceKind
from domain.offering.events import OfferingChanged, OfferingEstablished, OfferingWithdrawn, RegimeChanged
from domain.offering.offering import IDENTITY_EXEMPTION_FROM, Offering
from domain.policies import DEFAULT_POLICY
from tests.support.area_examples.offering import OFFERING
from tests.support.examples import ADMINISTRATION_STAMP, EXAMPLES, UNIT
from tests.support.scenario import given

ESTABLISHED = EXAMPLES["offering.established.v1"]
CHANGED = EXAMPLES["offering.changed.v1"]
REGIME_CHANGED = EXAMPLES["offering.regime_changed.v1"]
WITHDRAWN = EXAMPLES["offering.withdrawn.v1"]
DAY = timedelta(days=1)
TODAY = date(2026, 3, 16)
FULL, OPEN, ANONYMISED, ADVICE = DocumentationRegime
DECIDED = {"board_decision_reference": "§ 88", "board_decided_on": date(2025, 9, 16)}
BY = {"stamp": ADMINISTRATION_STAMP, "policy": DEFAULT_POLICY}


def establishing(**changes):
    call = {
        "offering_id": OFFERING, "unit": UNIT, "offering_name": "Föräldrarådgivning", "service_kind": ServiceKind.ADVICE,
        "regime": ADVICE, "regime_from": date(2025, 9, 1), "max_talks": 5, "today": TODAY,
    }
    return lambda offering: offering.establish(**{**call, **BY, **changes})


def anonymising(**changes):
    """Establish an insats whose regime rests on the board's decision."""
    call = {"service_kind": ServiceKind.SCHOOL_SOCIAL_WORK, "regime": ANONYMISED, "regime_from": date(2025, 10, 1), **DECIDED}
    return establishing(**{**call, **changes})


def changing_regime(**changes):
    call = {"regime": FULL, "regime_from": TODAY, "reason": "Ny bedömning.", "today": TODAY}
    return lambda offering: offering.change_regime(**{**call, **BY, **changes})


def changing_terms(**changes):
    call = {"offering_name": "Föräldrastöd", "max_talks": 8, "terms_from": TODAY, "reason": "Fler samtal."}
    return lambda offering: offering.change_terms(**{**call, **BY, **changes})


def withdrawing(**changes):
    return lambda offering: offering.withdraw(**{"withdrawn_from": TODAY, "reason": "Upphör.", **BY, **changes})


def test_an_advice_offering_needs_no_decision_of_the_board():
    given(Offering).when(establishing()).then(OfferingEstablished, regime=ADVICE, board_decision_reference=None, max_talks=5)


def test_identity_is_excepted_by_a_decision_made_and_in_force_when_the_regime_begins():
    begins = IDENTITY_EXEMPTION_FROM
    first = anonymising(regime_from=begins, board_decided_on=begins)
    given(Offering).when(first).then(OfferingEstablished, regime=ANONYMISED, regime_from=begins, board_decided_on=begins)
    given(Offering).when(anonymising(board_decided_on=TODAY, regime_from=TODAY)).then(OfferingEstablished)


@pytest.mark.parametrize(("regime", "kind"), [(FULL, ServiceKind.ADVICE), (OPEN, ServiceKind.ADVICE), (OPEN, ServiceKind.OTHER)])
def test_a_regime_with_identity_fits_every_kind_with_or_without_a_decision(regime, kind):
    call = {"regime": regime, "service_kind": kind}
    given(Offering).when(establishing(**call)).then(OfferingEstablished, regime=regime)
    given(Offering).when(establishing(**call, board_decision_reference="§ 1", board_decided_on=date(2025, 9, 1))).then(
        OfferingEstablished, board_decision_reference="§ 1"
    )


@pytest.mark.parametrize("talks", [None, 1, DEFAULT_POLICY.talks_max])
def test_the_cap_is_any_number_up_to_the_policys_or_none(talks):
    given(Offering).when(establishing(max_talks=talks)).then(OfferingEstablished, max_talks=talks)


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([ESTABLISHED], establishing(offering_name=" "), ConflictError, "redan inrättat"),
        ([], establishing(offering_name=" ", max_talks=0), InvalidValueError, "Utbudets namn saknas"),
        ([], establishing(max_talks=0, service_kind=ServiceKind.OTHER), InvalidValueError, "från 1 till 100"),
        ([], establishing(max_talks=101), InvalidValueError, "från 1 till 100"),
        ([], establishing(service_kind=ServiceKind.OTHER), InvalidValueError, "bara utbud av slaget rådgivning"),
        ([], anonymising(service_kind=ServiceKind.ADVICE), InvalidValueError, "inte rådgivning"),
        ([], anonymising(board_decided_on=None), InvalidValueError, "både beteckning och dag"),
        ([], anonymising(board_decision_reference=None), InvalidValueError, "både beteckning och dag"),
        ([], anonymising(board_decision_reference=None, board_decided_on=None), InvalidValueError, "kräver nämndens beslut"),
        ([], anonymising(board_decision_reference=" "), InvalidValueError, "Beslutets beteckning saknas"),
        ([], anonymising(board_decided_on=TODAY + DAY), InvalidValueError, "i dag är det"),
        ([], anonymising(board_decided_on=date(2025, 10, 2)), InvalidValueError, "före nämndens beslut"),
        (
            [], anonymising(board_decided_on=date(2025, 6, 1), regime_from=IDENTITY_EXEMPTION_FROM - DAY), InvalidValueError,
            "SoL 14:5",
        ),
    ],
)
def test_an_offering_is_refused(past, call, error, message):
    given(Offering, *past).when(call).then_refused(error, message)


def test_a_regime_changes_from_its_predecessors_first_day_on():
    first_day = ESTABLISHED.regime_from
    scenario = given(Offering, ESTABLISHED)
    scenario.when(changing_regime(regime_from=first_day)).then(RegimeChanged, regime=FULL, regime_from=first_day)
    assert [each.regime for each in scenario.state.regimes] == [FULL], "the first day has one regime, the one recorded last"
    given(Offering, ESTABLISHED).when(changing_regime(regime_from=TODAY + 400 * DAY)).then(RegimeChanged)


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], changing_regime(reason=" "), NotFoundError, "Utbudet finns inte"),
        ([ESTABLISHED], changing_regime(reason=" ", regime=ADVICE), InvalidValueError, "Orsaken till ändringen saknas"),
        ([ESTABLISHED], changing_regime(regime=ADVICE), InvalidValueError, "bara utbud av slaget rådgivning"),
        ([ESTABLISHED], changing_regime(regime=ANONYMISED), InvalidValueError, "kräver nämndens beslut"),
        ([ESTABLISHED], changing_regime(regime_from=ESTABLISHED.regime_from - DAY), InvalidValueError, "regimens första dag"),
        (
            [ESTABLISHED, REGIME_CHANGED],
            changing_regime(
                regime=ANONYMISED, board_decision_reference=REGIME_CHANGED.board_decision_reference,
                board_decided_on=REGIME_CHANGED.board_decided_on,
            ),
            InvalidValueError, "redan enligt samma beslut",
        ),
    ],
)
def test_a_change_of_regime_is_refused(past, call, error, message):
    given(Offering, *past).when(call).then_refused(error, message)


def test_the_same_regime_may_come_to_rest_on_a_new_decision():
    call = changing_regime(regime=ANONYMISED, board_decision_reference="§ 12", board_decided_on=TODAY)
    given(Offering, ESTABLISHED, REGIME_CHANGED).when(call).then(RegimeChanged, board_decision_reference="§ 12")


def test_the_regime_on_a_day_is_the_latest_begun_and_the_first_before_them_all():
    offering = Offering.fold([ESTABLISHED, REGIME_CHANGED])
    first, second = ESTABLISHED.regime_from, REGIME_CHANGED.regime_from
    days = (first - DAY, first, second - DAY, second, TODAY)
    assert [offering.regime_on(day) for day in days] == [OPEN, OPEN, OPEN, ANONYMISED, ANONYMISED]


def test_the_terms_on_a_day_are_the_latest_begun():
    offering = Offering.fold([ESTABLISHED, CHANGED])
    days = (ESTABLISHED.regime_from - DAY, CHANGED.terms_from - DAY, CHANGED.terms_from)
    assert [offering.terms_on(day).max_talks for day in days] == [5, 5, 8]
    assert offering.terms_on(TODAY).name == "Föräldrastöd i grupp"


def test_the_terms_change_from_their_predecessors_first_day_on():
    scenario = given(Offering, ESTABLISHED)
    scenario.when(changing_terms(terms_from=ESTABLISHED.regime_from, max_talks=None)).then(OfferingChanged, max_talks=None)
    assert len(scenario.state.terms) == 1


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], changing_terms(reason=""), NotFoundError, "Utbudet finns inte"),
        ([ESTABLISHED], changing_terms(reason="", offering_name=""), InvalidValueError, "Orsaken till ändringen saknas"),
        ([ESTABLISHED], changing_terms(offering_name="", max_talks=0), InvalidValueError, "Utbudets namn saknas"),
        ([ESTABLISHED], changing_terms(max_talks=0), InvalidValueError, "från 1 till"),
        ([ESTABLISHED], changing_terms(terms_from=ESTABLISHED.regime_from - DAY), InvalidValueError, "villkorens första dag"),
        ([ESTABLISHED], changing_terms(max_talks=ESTABLISHED.max_talks), InvalidValueError, "ändrar ingenting"),
    ],
)
def test_a_change_of_terms_is_refused(past, call, error, message):
    given(Offering, *past).when(call).then_refused(error, message)


def test_a_withdrawn_offering_takes_nobody_new_from_its_day_on():
    given(Offering, ESTABLISHED).when(withdrawing()).then(OfferingWithdrawn, withdrawn_from=TODAY)
    given(Offering, ESTABLISHED).when(withdrawing(withdrawn_from=ESTABLISHED.regime_from)).then(OfferingWithdrawn)
    offering = Offering.fold([ESTABLISHED, WITHDRAWN])
    first, last = ESTABLISHED.regime_from, WITHDRAWN.withdrawn_from
    assert [offering.takes_new_on(day) for day in (first - DAY, first, last - DAY, last)] == [False, True, True, False]
    assert offering.regime_on(TODAY) is OPEN, "what goes on keeps its regime"


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], withdrawing(), NotFoundError, "Utbudet finns inte"),
        ([ESTABLISHED, WITHDRAWN], withdrawing(reason=""), NotAllowedError, "redan inte emot någon ny från 2026-01-01"),
        ([ESTABLISHED], withdrawing(reason="", withdrawn_from=date(1999, 1, 1)), InvalidValueError, "läggs ned saknas"),
        ([ESTABLISHED], withdrawing(withdrawn_from=ESTABLISHED.regime_from - DAY), InvalidValueError, "före utbudets första dag"),
    ],
)
def test_a_withdrawal_is_refused(past, call, error, message):
    given(Offering, *past).when(call).then_refused(error, message)


def test_old_facts_stay_readable_when_a_rule_is_tightened():
    impossible = ESTABLISHED.model_copy(
        update={"regime": ANONYMISED, "regime_from": date(1990, 1, 1), "board_decision_reference": None, "max_talks": -7}
    )
    offering = Offering.fold([impossible, CHANGED.model_copy(update={"terms_from": date(1980, 1, 1)}), WITHDRAWN, WITHDRAWN])
    assert offering.version == 1 and offering.regime_on(TODAY) is ANONYMISED
    assert [each.since for each in offering.terms] == [date(1980, 1, 1), date(1990, 1, 1)]
