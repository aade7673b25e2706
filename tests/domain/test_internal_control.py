"""Controls are made on evidence, their lights follow from it, and what they lead to is followed to the year's end."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from domain.case.journal import Author
from domain.completeness.codes import Severity
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.internal_control import events as e
from domain.internal_control.codes import ControlLight, ControlMethod, MeasureEffect, Tertial
from domain.internal_control.evidence import LightThresholds, ReviewTotals, RuleResult, RunByRules, light_of
from domain.internal_control.plan import ControlPlan
from domain.policies import DEFAULT_POLICY
from tests.support.area_examples.internal_control import CONTROL, MEASURE, OUTCOME, REVIEW
from tests.support.cast import ANNA, BO, STAMP, TODAY, UNIT, cast_id
from tests.support.examples import EXAMPLES
from tests.support.scenario import given

BEGUN, ASSESSED, PLANNED, UNPLANNED, ADOPTED, MADE, STRUCK, DECIDED, DONE, SEEN, GIVEN_UP, REPORTED, CLOSED = (
    EXAMPLES[f"internal_control.{name}.v1"]
    for name in (
        "plan_begun", "risk_assessed", "point_planned", "point_withdrawn", "plan_adopted", "control_carried_out",
        "outcome_struck", "measure_decided", "measure_done", "measure_effect_seen", "measure_withdrawn", "tertial_reported",
        "year_closed",
    )
)
READY = (BEGUN, ASSESSED, PLANNED)
IN_FORCE = (*READY, ADOPTED)
ENDED = (*IN_FORCE, CLOSED)
AS_SAMPLE = PLANNED.model_copy(update={"control_method": ControlMethod.SAMPLE, "control_rules": ()})
SAMPLED = (BEGUN, ASSESSED, AS_SAMPLE, ADOPTED)
FIRST_DAY, SECOND_DAY, LAST_DAY = PLANNED.control_due_days
NEW, DAY = cast_id(2719), timedelta(days=1)
AUTHOR = Author(ANNA, "Anna Alm", "Biträdande enhetschef")
BY = {"stamp": STAMP, "policy": DEFAULT_POLICY}
TODAY_TOO = {**BY, "today": TODAY}

RESULT = RuleResult(rule="R-04", rule_version=1, severity=Severity.ROUTINE, ok=110, gap=3, late=4, unknown=1, exempt=2)
CLOSED_REVIEW = ReviewTotals(UNIT, is_full=False, is_closed=True, n_checked=10, n_faulty=2)


def running(asked=None, **changes):
    def run(unit, rules, known_at):
        if asked is not None:
            asked.append((unit, rules, known_at))
        return RunByRules(size=4000, run_on_day=TODAY, results=(RESULT, RESULT))

    call = {"outcome_id": NEW, "control_id": CONTROL, "author": AUTHOR, "run_by_rules": run, **TODAY_TOO}
    return lambda plan: plan.carry_out_by_rules(**{**call, **changes})


def making(totals=CLOSED_REVIEW, **changes):
    call = {
        "outcome_id": NEW, "control_id": CONTROL, "carried_out_on": TODAY, "n_checked": 10, "n_faulty": 1,
        "outcome_text": "En brist.", "author": AUTHOR, "reviewed": lambda review_id: totals, **TODAY_TOO,
    }
    return lambda plan: plan.carry_out(**{**call, **changes})


def on_review(totals=CLOSED_REVIEW, **changes):
    return making(totals, **{"review_id": REVIEW, "n_checked": None, "n_faulty": None, "outcome_text": None, **changes})


def striking(outcome_id=OUTCOME, reason="Fel."):
    return lambda plan: plan.strike_outcome(outcome_id=outcome_id, reason=reason, **BY)


def deciding(again=False, **changes):
    call = {
        "control_measure": "Ersättare utses.", "owner_id": BO, "owner_name": "Bo Berg", "owner_title": "Chef",
        "measure_last_day": TODAY, **TODAY_TOO,
    }
    if again:
        return lambda plan: plan.change_measure(**{**call, "measure_id": MEASURE, "reason": "Ny dag.", **changes})
    return lambda plan: plan.decide_measure(**{**call, "measure_id": NEW, "control_id": CONTROL, **changes})


def doing(measure_id=MEASURE, done_on=TODAY, done_how="Rutinen är ändrad."):
    return lambda plan: plan.do_measure(measure_id=measure_id, done_on=done_on, done_how=done_how, **TODAY_TOO)


def seeing(measure_id=MEASURE, effect_seen_on=TODAY, effect_text="Inget tyst ärende."):
    return lambda plan: plan.see_effect(
        measure_id=measure_id, effect_seen_on=effect_seen_on, measure_effect=MeasureEffect.FULL, effect_text=effect_text,
        **TODAY_TOO,
    )


def giving_up(measure_id=MEASURE, reason="Ersatt."):
    return lambda plan: plan.withdraw_measure(measure_id=measure_id, reason=reason, **BY)


def reporting(tertial=Tertial.T3, today=TODAY, tertial_text="Bättre."):
    return lambda plan: plan.report_tertial(tertial=tertial, tertial_text=tertial_text, today=today, **BY)


def closing(**changes):
    call = {"year_text": "Journalerna är hela.", "left_over": "Tas med i nästa plan.", **TODAY_TOO}
    return lambda plan: plan.close_year(**{**call, **changes})


def refused(cases):
    return pytest.mark.parametrize(("past", "call", "error", "message"), cases)


def test_rules_are_run_on_the_units_journals_and_the_counts_are_stored_as_they_are_stated():
    asked = []
    made = given(ControlPlan, *IN_FORCE).when(running(asked, planned_for=FIRST_DAY, known_at=4000)).then(
        e.ControlCarriedOut, size=4000, run_on_day=TODAY, rule_results=(RESULT, RESULT), n_checked=240, n_faulty=16,
        carried_out_on=TODAY, planned_for=FIRST_DAY, carried_out_by_id=ANNA, review_id=None, outcome_text=None,
    )
    assert asked == [(UNIT, ("R-04",), 4000)]
    assert (RESULT.checked, RESULT.faulty, made.carried_out_by_name) == (120, 8, "Anna Alm")


@refused([
    ([], running(), NotFoundError, "finns inte"),
    (ENDED, running(), NotAllowedError, "avslutades"),
    (READY, running(control_id=NEW), NotAllowedError, "inte antagen"),
    ([*IN_FORCE, MADE], running(outcome_id=OUTCOME, control_id=NEW), ConflictError, "med det uuid:t"),
    ([*IN_FORCE, MADE, STRUCK], running(outcome_id=OUTCOME), ConflictError, "med det uuid:t"),
    (IN_FORCE, running(control_id=NEW), NotFoundError, "Kontrollmomentet finns inte"),
    ([*SAMPLED, UNPLANNED], running(), NotAllowedError, "borttaget"),
    (SAMPLED, running(planned_for=TODAY + DAY), NotAllowedError, "ingen totalgranskning"),
    (IN_FORCE, running(planned_for=TODAY + DAY, outcome_text=""), InvalidValueError, "inte planerad till 2024-12-03"),
    ([*IN_FORCE, MADE], running(planned_for=FIRST_DAY, outcome_text=""), NotAllowedError, "för 2024-04-15 är redan gjord"),
    (IN_FORCE, running(outcome_text=""), InvalidValueError, "Vad kontrollen visade saknas"),
])
def test_a_run_of_rules_is_refused(past, call, error, message):
    given(ControlPlan, *past).when(call).then_refused(error, message)


@pytest.mark.parametrize(("checked", "faulty"), [(0, 0), (10, 0), (10, 10)])
@pytest.mark.parametrize("day", [date(2024, 1, 1), TODAY])
def test_a_control_is_counted_by_hand_within_both_ends(checked, faulty, day):
    given(ControlPlan, *SAMPLED).when(making(n_checked=checked, n_faulty=faulty, carried_out_on=day)).then(
        e.ControlCarriedOut, n_checked=checked, n_faulty=faulty, size=None, carried_out_on=day
    )


def test_a_control_rests_on_a_closed_review_and_takes_its_counts_from_it():
    given(ControlPlan, *SAMPLED).when(on_review()).then(e.ControlCarriedOut, review_id=REVIEW, n_checked=10, n_faulty=2)
    full = CLOSED_REVIEW._replace(is_full=True)
    given(ControlPlan, *IN_FORCE).when(on_review(full, outcome_text="Som väntat.")).then(e.ControlCarriedOut, n_faulty=2)
    of_board = (BEGUN.model_copy(update={"unit": None}), *SAMPLED[1:])
    given(ControlPlan, *of_board).when(on_review(CLOSED_REVIEW._replace(unit=NEW))).then(e.ControlCarriedOut)


@refused([
    ([], making(), NotFoundError, "finns inte"),
    (ENDED, making(), NotAllowedError, "avslutades"),
    (READY, making(), NotAllowedError, "inte antagen"),
    ([*SAMPLED, MADE], making(outcome_id=OUTCOME, control_id=NEW), ConflictError, "med det uuid:t"),
    (SAMPLED, making(control_id=NEW), NotFoundError, "Kontrollmomentet finns inte"),
    ([*SAMPLED, UNPLANNED], making(planned_for=TODAY + DAY), NotAllowedError, "borttaget"),
    (SAMPLED, making(planned_for=TODAY + DAY, carried_out_on=TODAY + DAY), InvalidValueError, "inte planerad till"),
    ([*SAMPLED, MADE], making(planned_for=FIRST_DAY, carried_out_on=TODAY + DAY), NotAllowedError, "redan gjord"),
    (SAMPLED, making(carried_out_on=TODAY + DAY), InvalidValueError, "Dagen för kontrollen är"),
    (SAMPLED, making(carried_out_on=date(2023, 12, 31), review_id=REVIEW), InvalidValueError, "före planens år 2024"),
    (SAMPLED, making(review_id=REVIEW, outcome_text=""), InvalidValueError, "Ange antingen granskningen"),
    (SAMPLED, making(n_checked=None, outcome_text=""), InvalidValueError, "Ange antingen granskningen"),
    (SAMPLED, making(outcome_text=None, n_checked=-1), InvalidValueError, "Vad kontrollen visade saknas"),
    (SAMPLED, on_review(CLOSED_REVIEW._replace(is_closed=False), outcome_text=""), InvalidValueError, "visade saknas"),
    (SAMPLED, on_review(CLOSED_REVIEW._replace(is_closed=False, unit=NEW)), NotAllowedError, "inte avslutad"),
    (SAMPLED, on_review(CLOSED_REVIEW._replace(unit=NEW, is_full=True)), NotAllowedError, "en annan enhet"),
    (SAMPLED, on_review(CLOSED_REVIEW._replace(is_full=True)), NotAllowedError, "bygga på ett stickprov"),
    (IN_FORCE, on_review(), NotAllowedError, "bygga på en totalgranskning"),
    (IN_FORCE, making(n_checked=-1), NotAllowedError, "inte för hand"),
    (SAMPLED, making(n_checked=-1, n_faulty=-1), InvalidValueError, "kontrollerade är -1"),
    (SAMPLED, making(n_faulty=-1), InvalidValueError, "från 0 till 10"),
    (SAMPLED, making(n_faulty=11), InvalidValueError, "från 0 till 10"),
])
def test_a_control_is_refused(past, call, error, message):
    given(ControlPlan, *past).when(call).then_refused(error, message)


def test_a_struck_control_leaves_its_day_to_be_made_again():
    state = given(ControlPlan, *IN_FORCE, MADE)
    state.when(striking()).then(e.ControlOutcomeStruck, outcome_id=OUTCOME)
    state.when(running(planned_for=FIRST_DAY)).then(e.ControlCarriedOut)


@refused([
    ([], striking(), NotFoundError, "finns inte"),
    (ENDED, striking(), NotAllowedError, "avslutades"),
    ([*IN_FORCE, MADE, STRUCK], striking(), NotAllowedError, "redan struken"),
    (IN_FORCE, striking(reason=""), NotFoundError, "genomförda kontrollen finns inte"),
    ([*IN_FORCE, MADE], striking(reason=""), InvalidValueError, "Orsaken till strykningen saknas"),
])
def test_a_striking_is_refused(past, call, error, message):
    given(ControlPlan, *past).when(call).then_refused(error, message)


@pytest.mark.parametrize(("faulty", "light"), [
    (0, ControlLight.GREEN), (5, ControlLight.GREEN), (6, ControlLight.YELLOW), (20, ControlLight.YELLOW), (21, ControlLight.RED),
    (100, ControlLight.RED),
])
def test_a_light_changes_at_each_threshold(faulty, light):
    assert light_of(100, faulty, ADOPTED.thresholds) is light


@examples(st.integers(0, 5000), st.data())
def test_a_light_is_what_the_share_in_order_says(checked, data):
    faulty = data.draw(st.integers(0, checked))
    green = data.draw(st.integers(1, 100))
    yellow = data.draw(st.integers(0, green - 1))
    light = light_of(checked, faulty, LightThresholds(green_from_percent=green, yellow_from_percent=yellow))
    share = Fraction(100 * (checked - faulty), checked) if checked else None
    expected = (
        ControlLight.GREY if share is None else ControlLight.GREEN if share >= green
        else ControlLight.YELLOW if share >= yellow else ControlLight.RED
    )
    assert light is expected


def light_on(day, *events):
    return given(ControlPlan, *IN_FORCE, *events).state.light(CONTROL, day)


def test_a_control_is_grey_until_it_is_made_and_again_when_the_next_day_has_passed_without_it():
    made_on = MADE.carried_out_on
    assert light_on(made_on - DAY, MADE) is ControlLight.GREY
    assert light_on(made_on, MADE) is ControlLight.YELLOW
    assert light_on(SECOND_DAY, MADE) is ControlLight.YELLOW
    assert light_on(SECOND_DAY + DAY, MADE) is ControlLight.GREY
    later = MADE.model_copy(update={
        "outcome_id": NEW, "planned_for": SECOND_DAY, "carried_out_on": SECOND_DAY + 9 * DAY, "n_faulty": 0,
    })
    assert light_on(SECOND_DAY + 8 * DAY, MADE, later) is ControlLight.GREY
    assert light_on(SECOND_DAY + 9 * DAY, MADE, later) is ControlLight.GREEN


def test_a_control_outside_the_plan_shows_its_light_too():
    outside = MADE.model_copy(update={"planned_for": None, "carried_out_on": SECOND_DAY + DAY, "n_faulty": 30})
    assert light_on(TODAY, outside) is ControlLight.RED


def test_a_revised_plan_changes_no_light_of_what_was_made_before_it():
    stricter = ADOPTED.model_copy(update={
        "adopted_on": MADE.carried_out_on + DAY, "thresholds": LightThresholds(green_from_percent=100, yellow_from_percent=99),
    })
    assert light_on(MADE.carried_out_on + DAY, MADE, stricter) is ControlLight.YELLOW
    later = MADE.model_copy(update={"outcome_id": NEW, "planned_for": SECOND_DAY, "carried_out_on": SECOND_DAY})
    assert light_on(SECOND_DAY, MADE, stricter, later) is ControlLight.RED


def test_a_measure_is_decided_changed_taken_and_followed_up():
    plan = given(ControlPlan, *IN_FORCE)
    plan.when(deciding(measure_id=MEASURE)).then(e.ControlMeasureDecided, measure_last_day=TODAY, reason=None)
    plan.when(deciding(again=True, measure_last_day=TODAY + DAY)).then(
        e.ControlMeasureDecided, control_id=CONTROL, reason="Ny dag."
    )
    plan.when(doing()).then(e.ControlMeasureDone, done_on=TODAY)
    plan.when(seeing()).then(e.ControlMeasureEffectSeen, measure_effect=MeasureEffect.FULL)
    plan.when(seeing(effect_text="Också året efter.")).then(e.ControlMeasureEffectSeen)
    assert not plan.state.measures[MEASURE].is_open


def test_a_measure_that_is_not_taken_can_be_given_up():
    given(ControlPlan, *IN_FORCE, DECIDED).when(giving_up()).then(e.ControlMeasureWithdrawn, measure_id=MEASURE)


MEASURED = (*IN_FORCE, DECIDED)


@refused([
    ([], deciding(), NotFoundError, "finns inte"),
    (ENDED, deciding(), NotAllowedError, "avslutades"),
    (READY, deciding(measure_id=MEASURE), NotAllowedError, "inte antagen"),
    (MEASURED, deciding(measure_id=MEASURE, control_id=NEW), ConflictError, "med det uuid:t"),
    (IN_FORCE, deciding(control_id=NEW, control_measure=""), NotFoundError, "Kontrollmomentet finns inte"),
    (IN_FORCE, deciding(control_measure="", owner_name=""), InvalidValueError, "Åtgärden saknas"),
    (IN_FORCE, deciding(owner_name="", owner_title=""), InvalidValueError, "Den ansvarigas namn"),
    (IN_FORCE, deciding(owner_title="", measure_last_day=TODAY - DAY), InvalidValueError, "Den ansvarigas befattning"),
    (IN_FORCE, deciding(measure_last_day=TODAY - DAY), InvalidValueError, "Åtgärdens sista dag är 2024-12-01"),
    ([], deciding(again=True), NotFoundError, "finns inte"),
    (ENDED, deciding(again=True), NotAllowedError, "avslutades"),
    (READY, deciding(again=True), NotAllowedError, "inte antagen"),
    (IN_FORCE, deciding(again=True, control_measure=""), NotFoundError, "Åtgärden finns inte"),
    ([*MEASURED, DONE], deciding(again=True, control_measure=""), NotAllowedError, "gjordes 2024-06-10"),
    ([*MEASURED, GIVEN_UP], deciding(again=True, control_measure=""), NotAllowedError, "återtagen"),
    (MEASURED, deciding(again=True, control_measure="", reason=""), InvalidValueError, "Åtgärden saknas"),
    (MEASURED, deciding(again=True, measure_last_day=TODAY - DAY, reason=""), InvalidValueError, "Åtgärdens sista dag"),
    (MEASURED, deciding(again=True, reason=""), InvalidValueError, "Orsaken till ändringen saknas"),
    ([], doing(), NotFoundError, "finns inte"),
    (ENDED, doing(), NotAllowedError, "avslutades"),
    (READY, doing(), NotAllowedError, "inte antagen"),
    (IN_FORCE, doing(done_how=""), NotFoundError, "Åtgärden finns inte"),
    ([*MEASURED, DONE], doing(), NotAllowedError, "gjordes"),
    ([*MEASURED, GIVEN_UP], doing(done_on=TODAY + DAY), NotAllowedError, "återtagen"),
    (MEASURED, doing(done_on=TODAY + DAY, done_how=""), InvalidValueError, "Dagen då åtgärden gjordes"),
    (MEASURED, doing(done_how=""), InvalidValueError, "Hur åtgärden gjordes saknas"),
    ([], seeing(), NotFoundError, "finns inte"),
    (ENDED, seeing(), NotAllowedError, "avslutades"),
    (READY, seeing(), NotAllowedError, "inte antagen"),
    (IN_FORCE, seeing(), NotFoundError, "Åtgärden finns inte"),
    (MEASURED, seeing(effect_text=""), NotAllowedError, "inte gjord"),
    ([*MEASURED, DONE], seeing(effect_seen_on=DONE.done_on - DAY, effect_text=""), InvalidValueError, "Uppföljningen är"),
    ([*MEASURED, DONE], seeing(effect_seen_on=TODAY + DAY, effect_text=""), InvalidValueError, "Uppföljningen är 2024-12-03"),
    ([*MEASURED, DONE], seeing(effect_text=""), InvalidValueError, "Vad uppföljningen visade saknas"),
    ([], giving_up(), NotFoundError, "finns inte"),
    (ENDED, giving_up(), NotAllowedError, "avslutades"),
    (READY, giving_up(), NotAllowedError, "inte antagen"),
    (IN_FORCE, giving_up(), NotFoundError, "Åtgärden finns inte"),
    ([*MEASURED, DONE], giving_up(reason=""), NotAllowedError, "gjordes"),
    ([*MEASURED, GIVEN_UP], giving_up(reason=""), NotAllowedError, "återtagen"),
    (MEASURED, giving_up(reason=""), InvalidValueError, "Orsaken till att åtgärden återtas saknas"),
])
def test_a_measure_is_refused(past, call, error, message):
    given(ControlPlan, *past).when(call).then_refused(error, message)


@pytest.mark.parametrize(("tertial", "first"), [
    (Tertial.T1, date(2024, 1, 1)), (Tertial.T2, date(2024, 5, 1)), (Tertial.T3, date(2024, 9, 1)),
])
def test_a_tertial_is_summed_up_from_its_first_day_and_its_lights_stand_as_they_were(tertial, first):
    plan = given(ControlPlan, *IN_FORCE, MADE)
    plan.when(reporting(tertial, today=first - DAY, tertial_text="")).then_refused(InvalidValueError, f"börjar {first}")
    told = plan.when(reporting(tertial, today=first)).then(e.ControlTertialReported, reported_on=first)
    made = first > MADE.carried_out_on
    rests = {"n_checked": 120, "n_faulty": 8} if made else {}
    assert told.lights == (e.StatedLight(control_id=CONTROL, light=plan.state.light(CONTROL, first), **rests),)


@refused([
    ([], reporting(), NotFoundError, "finns inte"),
    (ENDED, reporting(), NotAllowedError, "avslutades"),
    (READY, reporting(), NotAllowedError, "inte antagen"),
    (IN_FORCE, reporting(tertial_text=""), InvalidValueError, "Sammanfattningen saknas"),
    ([], closing(), NotFoundError, "finns inte"),
    (ENDED, closing(), NotAllowedError, "avslutades"),
    (READY, closing(), NotAllowedError, "inte antagen"),
    (IN_FORCE, closing(today=date(2024, 8, 31), year_text=""), NotAllowedError, "kan avslutas från 2024-09-01"),
    (IN_FORCE, closing(year_text="", left_over=None), InvalidValueError, "Årets sammanfattning saknas"),
    (MEASURED, closing(left_over=None), NotAllowedError, "3 planerade kontroller och 1 åtgärder är inte gjorda"),
    (IN_FORCE, closing(left_over=""), InvalidValueError, "Vad som händer med det som inte är gjort saknas"),
])
def test_a_summing_up_is_refused(past, call, error, message):
    given(ControlPlan, *past).when(call).then_refused(error, message)


@pytest.mark.parametrize("closed_on", [date(2024, 9, 1), TODAY])
def test_a_year_in_which_all_is_done_is_closed_without_more_words(closed_on):
    made = [
        MADE.model_copy(update={"outcome_id": cast_id(2710 + number), "planned_for": day})
        for number, day in enumerate(PLANNED.control_due_days)
    ]
    given(ControlPlan, *MEASURED, *made, DONE).when(closing(today=closed_on, left_over=None)).then(
        e.ControlYearClosed, left_over=None, closed_on=closed_on
    )
    given(ControlPlan, *MEASURED, *made, GIVEN_UP, UNPLANNED).when(closing(left_over=None)).then(e.ControlYearClosed, lights=())


def test_what_is_left_when_the_year_is_closed_is_said():
    given(ControlPlan, *MEASURED).when(closing()).then(e.ControlYearClosed, left_over="Tas med i nästa plan.")
