"""A year's plan of internal control: risks, controls, and what has to be in order before it is adopted."""

from datetime import date, timedelta

import pytest

from domain.completeness.shipped import shipped_rule_definitions
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.internal_control import events as e
from domain.internal_control.codes import ControlMethod, RiskResponse
from domain.internal_control.evidence import LightThresholds
from domain.internal_control.plan import ControlPlan
from domain.policies import DEFAULT_POLICY
from domain.rule_definition.history import RuleHistory
from tests.support.area_examples.internal_control import CONTROL, PLAN, RISK
from tests.support.cast import ANNA, STAMP, TODAY, UNIT, cast_id
from tests.support.examples import EXAMPLES
from tests.support.scenario import given

BEGUN, ASSESSED, UNRISKED, PLANNED, UNPLANNED, ADOPTED, MADE, CLOSED = (
    EXAMPLES[f"internal_control.{name}.v1"]
    for name in (
        "plan_begun", "risk_assessed", "risk_withdrawn", "point_planned", "point_withdrawn", "plan_adopted",
        "control_carried_out", "year_closed",
    )
)
READY = (BEGUN, ASSESSED, PLANNED)
ACCEPTED = ASSESSED.model_copy(update={"risk_response": RiskResponse.ACCEPTED, "probability": 1})
ENDED = (BEGUN, CLOSED)
NEW = cast_id(2719)
BY = {"stamp": STAMP, "policy": DEFAULT_POLICY}
DAY = timedelta(days=1)
RULES = RuleHistory(shipped_rule_definitions())
BACK, AHEAD = TODAY.year - DEFAULT_POLICY.plan_years_back_max, TODAY.year + DEFAULT_POLICY.plan_years_ahead_max
MOST, FEWEST = DEFAULT_POLICY.risk_scale_max, DEFAULT_POLICY.full_reviews_per_year_min
ACCEPTABLE = DEFAULT_POLICY.risk_accept_max


def beginning(others=(), **changes):
    call = {"plan_id": PLAN, "year": 2024, "unit": UNIT, "others": lambda: others, "today": TODAY, **BY}
    return lambda plan: plan.begin(**{**call, **changes})


def assessing(again=False, **changes):
    call = {
        "risk_id": RISK if again else NEW, "process_name": "Dokumentation", "risk": "Luckor.", "probability": 1,
        "consequence": 1, "risk_response": RiskResponse.HANDLED, "handling": "Granskas.", **BY,
    }
    if again:
        return lambda plan: plan.reassess_risk(**{**call, "reason": "Ny bedömning.", **changes})
    return lambda plan: plan.assess_risk(**{**call, **changes})


def unrisking(risk_id=RISK, reason="Fel enhet."):
    return lambda plan: plan.withdraw_risk(risk_id=risk_id, reason=reason, **BY)


def planning(again=False, **changes):
    call = {
        "control_id": CONTROL if again else NEW, "risk_id": RISK, "control": "Ingen tystnad.", "population": "Alla",
        "control_method": ControlMethod.FULL_REVIEW, "control_rules": ("R-04",), "control_due_days": (date(2024, 12, 31),),
        "responsible_id": ANNA, "responsible_name": "Anna Alm", "responsible_title": "Chef", "known_rules": RULES, **BY,
    }
    if again:
        call["control_due_days"] = PLANNED.control_due_days
        return lambda plan: plan.replan_control(**{**call, "reason": "Fler regler.", **changes})
    return lambda plan: plan.plan_control(**{**call, **changes})


def unplanning(control_id=CONTROL, reason="Dubbelt."):
    return lambda plan: plan.withdraw_control(control_id=control_id, reason=reason, **BY)


def thresholds(green=95, yellow=80):
    return LightThresholds(green_from_percent=green, yellow_from_percent=yellow)


def adopting(**changes):
    call = {"adopted_on": TODAY, "plan_adopted_by": "Nämnden", "thresholds": thresholds(), "today": TODAY, **BY}
    return lambda plan: plan.adopt(**{**call, **changes})


def folded(*events):
    return given(ControlPlan, *events).state


@pytest.mark.parametrize("year", [BACK, AHEAD])
@pytest.mark.parametrize("unit", [UNIT, None])
def test_a_plan_is_begun_for_a_year_within_both_ends_by_a_unit_or_the_board(year, unit):
    given(ControlPlan).when(beginning(year=year, unit=unit)).then(e.ControlPlanBegun, year=year, unit=unit)


def test_the_board_and_another_unit_have_plans_of_their_own_for_the_same_year():
    given(ControlPlan).when(beginning([folded(BEGUN)], unit=None)).then(e.ControlPlanBegun, unit=None)


@pytest.mark.parametrize(("past", "call", "error", "message"), [
    ([BEGUN], beginning(year=1), ConflictError, "redan påbörjad"),
    ([], beginning(year=BACK - 1), InvalidValueError, f"från {BACK} till {AHEAD}"),
    ([], beginning(year=AHEAD + 1), InvalidValueError, f"från {BACK} till {AHEAD}"),
    ([], beginning([folded(BEGUN)]), ConflictError, "redan en internkontrollplan för 2024"),
])
def test_a_plan_is_refused(past, call, error, message):
    given(ControlPlan, *past).when(call).then_refused(error, message)


@pytest.mark.parametrize(("probability", "consequence"), [(1, 1), (MOST, MOST)])
def test_a_risk_is_assessed_at_both_ends_of_the_scale_and_anew(probability, consequence):
    values = {"probability": probability, "consequence": consequence}
    given(ControlPlan, BEGUN).when(assessing(**values)).then(e.ControlRiskAssessed, reason=None, **values)
    state = given(ControlPlan, BEGUN, ASSESSED)
    state.when(assessing(again=True, **values)).then(e.ControlRiskAssessed, reason="Ny bedömning.", **values)
    assert len(state.state.risks) == 1


def test_a_risk_is_accepted_up_to_the_boards_bound_and_not_above_it():
    low = {"risk_response": RiskResponse.ACCEPTED, "probability": 1}
    given(ControlPlan, BEGUN).when(assessing(consequence=ACCEPTABLE, **low)).then(e.ControlRiskAssessed)
    tighter = DEFAULT_POLICY.model_copy(update={"risk_accept_max": ACCEPTABLE - 1})
    given(ControlPlan, BEGUN).when(assessing(consequence=ACCEPTABLE, policy=tighter, **low)).then_refused(
        NotAllowedError, f"Högst {ACCEPTABLE - 1} kan accepteras"
    )


@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize(("changes", "error", "message"), [
    ({"process_name": "", "risk": ""}, InvalidValueError, "Processen saknas"),
    ({"risk": "", "probability": 0}, InvalidValueError, "Risken saknas"),
    ({"probability": 0, "consequence": 0}, InvalidValueError, f"Sannolikheten är 0. Ange ett tal från 1 till {MOST}"),
    ({"probability": MOST + 1}, InvalidValueError, "Sannolikheten är"),
    ({"consequence": 0, "handling": ""}, InvalidValueError, "Konsekvensen är 0"),
    ({"consequence": MOST + 1}, InvalidValueError, "Konsekvensen är"),
    ({"handling": "", "probability": MOST, "consequence": MOST, "risk_response": RiskResponse.ACCEPTED}, InvalidValueError,
     "Hur risken hanteras saknas"),
    ({"probability": MOST, "consequence": MOST, "risk_response": RiskResponse.ACCEPTED}, NotAllowedError, "Riskvärdet är 16"),
])
def test_a_risk_is_refused_for_what_it_says(again, changes, error, message):
    given(ControlPlan, BEGUN, ASSESSED).when(assessing(again, **changes)).then_refused(error, message)


@pytest.mark.parametrize(("past", "call", "error", "message"), [
    ([], assessing(), NotFoundError, "finns inte"),
    (ENDED, assessing(), NotAllowedError, "avslutades 2024-12-02"),
    ([BEGUN, ASSESSED], assessing(risk_id=RISK, risk=""), ConflictError, "med det uuid:t"),
    ([BEGUN, ASSESSED, UNRISKED], assessing(risk_id=RISK), ConflictError, "med det uuid:t"),
    ([], assessing(again=True), NotFoundError, "finns inte"),
    (ENDED, assessing(again=True), NotAllowedError, "avslutades"),
    ([BEGUN], assessing(again=True, risk=""), NotFoundError, "Risken finns inte"),
    ([BEGUN, ASSESSED], assessing(again=True, reason=""), InvalidValueError, "Orsaken till den nya bedömningen saknas"),
    ([], unrisking(), NotFoundError, "finns inte"),
    (ENDED, unrisking(), NotAllowedError, "avslutades"),
    ([BEGUN], unrisking(), NotFoundError, "Risken finns inte"),
    (READY, unrisking(reason=""), NotAllowedError, "har kontrollmoment"),
    ([BEGUN, ASSESSED], unrisking(reason=""), InvalidValueError, "Orsaken till att risken tas bort saknas"),
])
def test_a_risk_is_refused_for_where_it_stands(past, call, error, message):
    given(ControlPlan, *past).when(call).then_refused(error, message)


def test_a_risk_is_taken_out_when_no_control_that_stands_is_about_it():
    given(ControlPlan, *READY, UNPLANNED).when(unrisking()).then(e.ControlRiskWithdrawn, risk_id=RISK)


def test_a_control_is_planned_with_its_days_in_order_and_planned_anew_whole():
    days = (date(2024, 12, 31), date(2024, 1, 1))
    given(ControlPlan, BEGUN, ASSESSED).when(planning(control_due_days=days)).then(
        e.ControlPointPlanned, control_due_days=days[::-1], reason=None
    )
    other = {"control_method": ControlMethod.SAMPLE, "control_rules": (), "evidence_wanted": "Protokoll."}
    given(ControlPlan, *READY).when(planning(again=True, **other)).then(e.ControlPointPlanned, reason="Fler regler.")


@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize(("changes", "error", "message"), [
    ({"risk_id": NEW, "control": ""}, NotFoundError, "Risken finns inte"),
    ({"control": "", "population": ""}, InvalidValueError, "Vad som kontrolleras saknas"),
    ({"population": "", "control_rules": ("X",)}, InvalidValueError, "Vad kontrollen görs bland saknas"),
    ({"control_method": ControlMethod.OTHER, "control_rules": ("X",)}, InvalidValueError, "bara vid totalgranskning"),
    ({"control_rules": ("R-99", "R-99")}, InvalidValueError, "Regeln R-99 finns inte"),
    ({"control_rules": ("R-04", "R-04"), "evidence_wanted": ""}, InvalidValueError, "Samma regel"),
    ({"control_method": ControlMethod.OTHER, "control_rules": (), "control_due_days": ()}, InvalidValueError,
     "Ange vad som ska visa resultatet"),
    ({"evidence_wanted": "", "control_due_days": ()}, InvalidValueError, "Vad som ska visa resultatet saknas"),
    ({"control_due_days": (), "responsible_name": ""}, InvalidValueError, "har ingen dag"),
    ({"control_due_days": (date(2023, 12, 31),) * 2}, InvalidValueError, "planen är för 2024"),
    ({"control_due_days": (date(2025, 1, 1),)}, InvalidValueError, "planen är för 2024"),
    ({"control_due_days": (date(2024, 5, 1),) * 2, "responsible_name": ""}, InvalidValueError, "Samma dag"),
    ({"responsible_name": "", "responsible_title": ""}, InvalidValueError, "Den ansvarigas namn saknas"),
    ({"responsible_title": ""}, InvalidValueError, "Den ansvarigas befattning saknas"),
])
def test_a_control_is_refused_for_what_it_says(again, changes, error, message):
    given(ControlPlan, *READY).when(planning(again, **changes)).then_refused(error, message)


@pytest.mark.parametrize(("past", "call", "error", "message"), [
    ([], planning(), NotFoundError, "finns inte"),
    (ENDED, planning(), NotAllowedError, "avslutades"),
    (READY, planning(control_id=CONTROL, risk_id=NEW), ConflictError, "med det uuid:t"),
    ([BEGUN, ACCEPTED], planning(control=""), NotAllowedError, "Risken accepteras"),
    ([], planning(again=True), NotFoundError, "finns inte"),
    (ENDED, planning(again=True), NotAllowedError, "avslutades"),
    ([BEGUN, ASSESSED], planning(again=True), NotFoundError, "Kontrollmomentet finns inte"),
    ([*READY, UNPLANNED], planning(again=True), NotAllowedError, "borttaget ur planen"),
    ([*READY, ADOPTED, MADE], planning(again=True, control_due_days=(date(2024, 9, 16),), reason=""), NotAllowedError,
     "Kontrollen för 2024-04-15 är gjord"),
    (READY, planning(again=True, reason=""), InvalidValueError, "Orsaken till ändringen saknas"),
    ([], unplanning(), NotFoundError, "finns inte"),
    (ENDED, unplanning(), NotAllowedError, "avslutades"),
    ([BEGUN], unplanning(), NotFoundError, "Kontrollmomentet finns inte"),
    ([*READY, UNPLANNED], unplanning(reason=""), NotAllowedError, "borttaget"),
    (READY, unplanning(reason=""), InvalidValueError, "Orsaken till att kontrollmomentet tas bort saknas"),
])
def test_a_control_is_refused_for_where_it_stands(past, call, error, message):
    given(ControlPlan, *past).when(call).then_refused(error, message)


@pytest.mark.parametrize(("green", "yellow"), [(1, 0), (100, 99), (100, 0)])
def test_a_plan_is_adopted_with_thresholds_within_both_ends(green, yellow):
    given(ControlPlan, *READY).when(adopting(thresholds=thresholds(green, yellow))).then(e.ControlPlanAdopted)


def with_full_reviews(count):
    days = tuple(date(2024, 1, 1) + DAY * number for number in range(count))
    return (BEGUN, ASSESSED, PLANNED.model_copy(update={"control_due_days": days}))


def test_a_units_plan_has_so_many_full_reviews_a_year_or_says_why_not():
    given(ControlPlan, *with_full_reviews(FEWEST)).when(adopting()).then(e.ControlPlanAdopted, fewer_full_reviews_reason=None)
    too_few = with_full_reviews(FEWEST - 1)
    given(ControlPlan, *too_few).when(adopting()).then_refused(InvalidValueError, f"Planera minst {FEWEST} om året")
    given(ControlPlan, *too_few).when(adopting(fewer_full_reviews_reason="Ny enhet.")).then(e.ControlPlanAdopted)
    of_board = (BEGUN.model_copy(update={"unit": None}), *too_few[1:])
    given(ControlPlan, *of_board).when(adopting()).then(e.ControlPlanAdopted)


@pytest.mark.parametrize(("past", "changes", "error", "message"), [
    ([], {}, NotFoundError, "finns inte"),
    (ENDED, {}, NotAllowedError, "avslutades"),
    (READY, {"adopted_on": TODAY + DAY, "plan_adopted_by": ""}, InvalidValueError, "Dagen då planen antogs"),
    (READY, {"plan_adopted_by": "", "thresholds": thresholds(0, 0)}, InvalidValueError, "Vem som antog planen saknas"),
    (READY, {"thresholds": thresholds(0, -1)}, InvalidValueError, "Gränsen för grönt är 0"),
    (READY, {"thresholds": thresholds(101, 0)}, InvalidValueError, "Gränsen för grönt är 101"),
    (READY, {"thresholds": thresholds(90, 90)}, InvalidValueError, "Gränsen för gult är 90. Ange ett tal från 0 till 89"),
    ([BEGUN], {"thresholds": thresholds(90, -1)}, InvalidValueError, "Gränsen för gult är -1"),
    ([BEGUN], {}, NotAllowedError, "Planen har ingen risk"),
    ([BEGUN, ASSESSED], {}, NotAllowedError, "1 av riskerna"),
    ([*READY, UNPLANNED], {}, NotAllowedError, "1 av riskerna"),
    (READY, {"fewer_full_reviews_reason": ""}, InvalidValueError, "Orsaken till färre totalgranskningar saknas"),
])
def test_an_adoption_is_refused(past, changes, error, message):
    given(ControlPlan, *past).when(adopting(**changes)).then_refused(error, message)


def test_a_risk_that_is_accepted_needs_no_control():
    accepted = ACCEPTED.model_copy(update={"risk_id": NEW})
    given(ControlPlan, *READY, accepted).when(adopting()).then(e.ControlPlanAdopted)
