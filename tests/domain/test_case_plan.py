"""The implementation plan: its tree of goals, and the methods and programmes that lead to them."""

import pytest

from domain.case.case import Case
from domain.case.plan import events as e
from domain.case.plan.codes import GoalEnding, GoalHolder, GoalLevel
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from tests.support.examples import CLOSED_ON, EXAMPLES, SESSION, TODAY, cast_id
from tests.support.plan_work import (
    BEGUN,
    CLOSED,
    DAY,
    ENDED_GOAL,
    ENDED_METHOD,
    FOLLOWED_UP,
    IMPORTED,
    INDIVIDUAL,
    INDIVIDUAL_ID,
    METHOD,
    NEW,
    NOTHING,
    OPENED,
    OTHER_GOAL_ID,
    OTHER_PLAN,
    PLANNED_ON,
    SAFE,
    STANDARD,
    STANDARD_ID,
    STEP,
    SUB_ID,
    TREE,
    WORKED,
    changing,
    choosing,
    ending_goal,
    ending_method,
    following_up,
    grading,
    making_safe,
    result,
    reviewing,
    revising,
    said_in_order,
    setting,
    stepping,
)
from tests.support.scenario import given

DATED = [
    (TREE, setting, "set_on", e.GoalSet, PLANNED_ON, TODAY),
    (TREE, ending_goal, "goal_ended_on", e.GoalEnded, PLANNED_ON, TODAY),
    (WORKED, ending_method, "method_ended_on", e.MethodEnded, METHOD.method_from, TODAY),
    (WORKED, stepping, "step_taken_on", e.ProgrammeStepTaken, METHOD.method_from, TODAY),
    (BEGUN, grading, "participation_graded_on", e.PlanParticipationRecorded, None, TODAY),
    (BEGUN, revising, "plan_revised_on", e.PlanRevised, PLANNED_ON, TODAY),
    (TREE, following_up, "plan_followed_up_on", e.PlanFollowedUp, PLANNED_ON, TODAY),
    ([OPENED], making_safe, "safety_plan_made_on", e.SafetyPlanMade, None, TODAY),
    ([OPENED, SAFE], reviewing, "safety_plan_reviewed_on", e.SafetyPlanReviewed, SAFE.safety_plan_made_on, TODAY),
]
"""Every decision about what has happened: what it builds on, the field of its day, its fact, and the range of the day."""

DECIDED = [*DATED, (WORKED, choosing, "method_from", e.MethodChosen, None, None),
           (WORKED, changing, "method_from", e.MethodChanged, METHOD.method_from, None)]
NAMES = [kind.__name__ for _, _, _, kind, _, _ in DECIDED]


@pytest.mark.parametrize(("past", "calling", "field", "kind", "first", "last"), DECIDED, ids=NAMES)
def test_each_decision_is_recorded_on_the_first_and_the_last_day_of_its_range_and_on_no_other_side(
    past, calling, field, kind, first, last
):
    given(Case, *past).when(calling()).then(kind, entry_id=NEW)
    if first is not None:
        given(Case, *past).when(calling(**{field: first})).then(kind, **{field: first})
        given(Case, *past).when(calling(**{field: first - DAY})).then_refused(InvalidValueError, "Rätta det datum som är fel")
    if last is not None:
        given(Case, *past).when(calling(**{field: last})).then(kind, **{field: last})
        given(Case, *past).when(calling(**{field: last + DAY})).then_refused(InvalidValueError, "i dag är det")


@pytest.mark.parametrize(("past", "calling", "field", "kind", "first", "last"), DECIDED, ids=NAMES)
def test_a_closed_case_takes_what_was_on_its_last_day_and_imported_history_after_it(past, calling, field, kind, first, last):
    closed = [*past, CLOSED]
    given(Case, *closed).when(calling(**{field: CLOSED_ON})).then(kind, **{field: CLOSED_ON})
    given(Case, *closed).when(calling(**{field: CLOSED_ON + DAY})).then_refused(NotAllowedError, "avslutades 2024-11-29")
    given(Case, *closed).when(calling(**{field: CLOSED_ON + DAY}, **IMPORTED)).then(kind, **{field: CLOSED_ON + DAY})


@pytest.mark.parametrize(("past", "calling", "field", "kind", "first", "last"), DECIDED, ids=NAMES)
def test_each_decision_needs_a_case_and_an_id_of_its_own(past, calling, field, kind, first, last):
    given(Case).when(calling()).then_refused(NotFoundError, "Ärendet finns inte")
    given(Case, *past, EXAMPLES["case.phase_entered.v1"]).when(calling(entry_id=cast_id(700))).then_refused(
        ConflictError, "finns redan i ärendet"
    )


@pytest.mark.parametrize(("calling", "reference", "message"), [
    (setting, "plan_id", "Planen finns inte"),
    (setting, "parent_goal_id", "Det överordnade målet finns inte"),
    (ending_goal, "goal_id", "Målet finns inte"),
    (choosing, "plan_id", "Planen finns inte"),
    (changing, "plan_id", "Planen finns inte"),
    (changing, "replaces_method_id", "Metoden finns inte"),
    (ending_method, "method_id", "Metoden finns inte"),
    (stepping, "method_id", "Metoden finns inte"),
    (stepping, "session_id", "Besöket finns inte"),
    (grading, "plan_id", "Planen finns inte"),
    (revising, "plan_id", "Planen finns inte"),
    (following_up, "plan_id", "Planen finns inte"),
    (following_up, "meeting_id", "Mötet finns inte"),
    (making_safe, "replaces_safety_plan_id", "Den säkerhetsplan som ersätts finns inte"),
    (reviewing, "safety_plan_id", "Säkerhetsplanen finns inte"),
])
def test_what_is_referred_to_must_be_in_the_case(calling, reference, message):
    given(Case, *WORKED, SAFE).when(calling(**{reference: NOTHING})).then_refused(NotFoundError, message)


@pytest.mark.parametrize("calling", [
    setting(method_ids=(NOTHING,)),
    ending_goal(goal_ending=GoalEnding.REPLACED, replaced_by_goal_id=NOTHING),
    choosing(goal_ids=(NOTHING,)),
    changing(goal_ids=(NOTHING,)),
    following_up(goal_results=(result(NOTHING),)),
])
def test_goals_and_methods_that_are_referred_to_must_be_in_the_case(calling):
    given(Case, *WORKED).when(calling).then_refused(NotFoundError, "finns inte i ärendet")


def test_goals_are_set_from_the_units_standard_goal_down_to_the_persons_own_words():
    standard = {"goal_level": GoalLevel.STANDARD, "parent_goal_id": None, "own_words": None}
    fact = given(Case, *WORKED).when(setting(**standard, standard_goal_code="SÖMN")).then(e.GoalSet, standard_goal_code="SÖMN")
    individual = setting(entry_id=NOTHING, goal_level=GoalLevel.INDIVIDUAL, parent_goal_id=NEW, set_on=TODAY)
    given(Case, *WORKED, fact).when(individual).then(e.GoalSet, parent_goal_id=NEW)
    alone = setting(goal_level=GoalLevel.INDIVIDUAL, parent_goal_id=None, own_words=None, goal_text="Sover bättre.")
    given(Case, *WORKED).when(alone).then(e.GoalSet, parent_goal_id=None, goal_text="Sover bättre.")
    whole = {
        "how_worked_on": "Sömndagbok.", "provider_responsibility": "Går igenom den.", "individual_responsibility": "För den.",
        "method_ids": (METHOD.entry_id,), "reach_by": TODAY,
    }
    given(Case, *WORKED).when(setting(**whole)).then(e.GoalSet, **whole, goal_holder=GoalHolder.CLIENT)


@pytest.mark.parametrize(("changes", "message"), [
    ({"parent_goal_id": None}, "Ett delmål hör till ett individuellt mål"),
    ({"parent_goal_id": OTHER_GOAL_ID}, "hör till en annan plan"),
    ({"goal_level": GoalLevel.STANDARD, "standard_goal_code": "X"}, "Ett standardmål har inget mål över sig"),
    ({"parent_goal_id": STANDARD_ID}, "Välj ett individuellt mål"),
    ({"goal_level": GoalLevel.INDIVIDUAL}, "Välj ett standardmål"),
    ({"goal_level": GoalLevel.STANDARD, "parent_goal_id": None}, "Standardmålets kod saknas"),
    ({"goal_level": GoalLevel.STANDARD, "parent_goal_id": None, "standard_goal_code": "Klara ska sova"}, "är ingen kod"),
    ({"standard_goal_code": "SÖMN"}, "Bara ett standardmål har en kod"),
    ({"goal_text": " "}, "Målet saknas"),
    ({"own_words": ""}, "Målet med egna ord saknas"),
    ({"no_own_words_reason": ""}, "Orsaken till att egna ord saknas"),
    ({"how_worked_on": ""}, "Hur ni arbetar med målet saknas"),
    ({"provider_responsibility": ""}, "Utförarens ansvar saknas"),
    ({"individual_responsibility": ""}, "Den enskildes ansvar saknas"),
    ({"own_words": None}, "Målet saknar lydelse"),
    ({"own_words": None, "goal_text": "Sover bättre."}, "Delmålet saknar den enskildes egna ord"),
    ({"reach_by": TODAY - DAY}, "Dagen då målet ska vara nått är"),
])
def test_a_goal_is_refused(changes, message):
    given(Case, *TREE).when(setting(**changes)).then_refused(InvalidValueError, message)


def test_a_sub_goal_without_the_persons_words_says_why_or_is_imported():
    ours = {"own_words": None, "goal_text": "Sover bättre."}
    given(Case, *TREE).when(setting(**ours, no_own_words_reason="Barnet är två år.")).then(e.GoalSet, **ours)
    given(Case, *TREE).when(setting(**ours, **IMPORTED)).then(e.GoalSet, **ours)


def test_a_goal_is_not_set_before_the_goal_above_it_nor_below_one_that_has_ended():
    late = INDIVIDUAL.model_copy(update={"set_on": TODAY - DAY})
    given(Case, *BEGUN, STANDARD, late).when(setting(set_on=TODAY - DAY)).then(e.GoalSet)
    given(Case, *BEGUN, STANDARD, late).when(setting(set_on=TODAY - 2 * DAY)).then_refused(
        InvalidValueError, "före dagen för det överordnade målet"
    )
    over = ENDED_GOAL.model_copy(update={"goal_id": INDIVIDUAL_ID})
    given(Case, *TREE, over).when(setting()).then_refused(NotAllowedError, "Det överordnade målet är avslutat")


def test_a_standard_goal_is_in_a_plan_once_for_each_person():
    again = {"goal_level": GoalLevel.STANDARD, "parent_goal_id": None, "own_words": None, "standard_goal_code": "SPELFRI"}
    given(Case, *TREE).when(setting(**again)).then_refused(NotAllowedError, "Standardmålet finns redan i planen")
    given(Case, *TREE).when(setting(**again, goal_holder=GoalHolder.FAMILY)).then(e.GoalSet)
    given(Case, *TREE).when(setting(**again, plan_id=OTHER_PLAN)).then(e.GoalSet)
    over = ENDED_GOAL.model_copy(update={"goal_id": STANDARD_ID})
    given(Case, *BEGUN, STANDARD, over).when(setting(**again)).then(e.GoalSet)


def test_a_goal_ends_with_what_became_of_it_and_may_be_replaced_by_one_of_a_later_plan():
    replaced = {"goal_ending": GoalEnding.REPLACED, "replaced_by_goal_id": OTHER_GOAL_ID, "reason": "Ny plan."}
    given(Case, *TREE).when(ending_goal(**replaced)).then(e.GoalEnded, **replaced)
    given(Case, *TREE).when(ending_goal(goal_ending=GoalEnding.WITHDRAWN, **IMPORTED)).then(e.GoalEnded, reason=None)


@pytest.mark.parametrize(("past", "changes", "error", "message"), [
    ([], {"goal_ending": GoalEnding.REPLACED}, InvalidValueError, "Målet är ersatt av ett annat mål. Ange vilket"),
    ([], {"replaced_by_goal_id": INDIVIDUAL_ID}, InvalidValueError, "anges bara när målet är ersatt"),
    ([], {"goal_ending": GoalEnding.REPLACED, "replaced_by_goal_id": SUB_ID}, InvalidValueError, "ersättas av sig självt"),
    ([], {"goal_ending": GoalEnding.NOT_REACHED}, InvalidValueError, "Orsaken till att målet avslutas saknas"),
    ([], {"reason": ""}, InvalidValueError, "Orsaken till att målet avslutas saknas"),
    ([ENDED_GOAL], {}, NotAllowedError, "Målet är redan avslutat"),
    ([], {"goal_id": INDIVIDUAL_ID}, NotAllowedError, "Målet har mål under sig"),
    ([FOLLOWED_UP], {"goal_ended_on": FOLLOWED_UP.plan_followed_up_on - DAY}, NotAllowedError, "uppföljt efter den dagen"),
])
def test_an_ending_of_a_goal_is_refused(past, changes, error, message):
    given(Case, *TREE, *past).when(ending_goal(**changes)).then_refused(error, message)


def test_a_goal_may_end_on_the_day_it_was_followed_up_last_and_after_its_sub_goals():
    given(Case, *TREE, FOLLOWED_UP).when(ending_goal(goal_ended_on=FOLLOWED_UP.plan_followed_up_on)).then(e.GoalEnded)
    given(Case, *TREE, ENDED_GOAL).when(ending_goal(goal_id=INDIVIDUAL_ID)).then(e.GoalEnded)


@pytest.mark.parametrize("calling", [choosing, changing])
@pytest.mark.parametrize(("changes", "error", "message"), [
    ({"goal_ids": (OTHER_GOAL_ID,)}, InvalidValueError, "Ett av målen hör till en annan plan"),
    ({"method_code": ""}, InvalidValueError, "Metodens kod saknas"),
    ({"method_code": "samtal med Klara"}, InvalidValueError, "Metodens kod är ingen kod"),
    ({"programme_steps": 0}, InvalidValueError, "Ange ett antal från 1 till 60"),
    ({"programme_steps": 61}, InvalidValueError, "Ange ett antal från 1 till 60"),
    ({"method_details": ""}, InvalidValueError, "Beskrivningen av metoden saknas"),
    ({"method_code": "KBT-SPEL"}, NotAllowedError, "Metoden används redan"),
])
def test_a_method_is_refused(calling, changes, error, message):
    given(Case, *WORKED).when(calling(**changes)).then_refused(error, message)


@pytest.mark.parametrize("steps", [1, 60])
def test_a_programme_has_from_one_step_to_as_many_as_the_board_allows_and_may_begin_later(steps):
    ahead = choosing(programme_steps=steps, method_from=TODAY + DAY)
    given(Case, *WORKED).when(ahead).then(e.MethodChosen, programme_steps=steps)


@pytest.mark.parametrize(("past", "calling", "error", "message"), [
    ([], changing(reason=""), InvalidValueError, "Orsaken till bytet av metod saknas"),
    ([], ending_method(reason=""), InvalidValueError, "Orsaken till att metoden avslutas saknas"),
    ([ENDED_METHOD], changing(), NotAllowedError, "redan avslutad eller utbytt"),
    ([ENDED_METHOD], ending_method(), NotAllowedError, "redan avslutad eller utbytt"),
    ([STEP], changing(method_from=STEP.step_taken_on - DAY), NotAllowedError, "taget efter den dagen"),
    ([STEP], ending_method(method_ended_on=STEP.step_taken_on - DAY), NotAllowedError, "taget efter den dagen"),
])
def test_a_change_or_an_ending_of_a_method_is_refused(past, calling, error, message):
    given(Case, *WORKED, *past).when(calling).then_refused(error, message)


def test_a_method_may_end_on_the_day_of_its_last_step_and_be_chosen_again():
    given(Case, *WORKED, STEP).when(ending_method(method_ended_on=STEP.step_taken_on)).then(e.MethodEnded)
    given(Case, *WORKED, ENDED_METHOD).when(choosing(method_code="KBT-SPEL")).then(e.MethodChosen)


@pytest.mark.parametrize(("changes", "error", "message"), [
    ({"step_number": 0}, InvalidValueError, "Ange ett steg från 1 till 8"),
    ({"step_number": 9}, InvalidValueError, "Ange ett steg från 1 till 8"),
    ({"manual_departure_reason": " "}, InvalidValueError, "Nästa steg enligt manualen är 2"),
    ({"step_number": 1}, InvalidValueError, "Nästa steg enligt manualen är 2"),
    ({"step_number": 3}, InvalidValueError, "Nästa steg enligt manualen är 2"),
    ({"step_taken_on": ENDED_METHOD.method_ended_on + DAY}, NotAllowedError, "Programmet avslutades 2024-08-01"),
])
def test_a_step_is_refused(changes, error, message):
    past = [*WORKED, STEP, ENDED_METHOD]
    given(Case, *past).when(stepping(**{"step_number": 2, **changes})).then_refused(error, message)


def test_steps_follow_the_manual_or_say_why_not():
    past = [*WORKED, STEP, ENDED_METHOD]
    given(Case, *past).when(stepping(step_number=2, session_id=SESSION)).then(e.ProgrammeStepTaken, session_id=SESSION)
    given(Case, *past).when(stepping(step_number=2, step_taken_on=ENDED_METHOD.method_ended_on)).then(e.ProgrammeStepTaken)
    for step in (1, 8):
        given(Case, *past).when(stepping(step_number=step, manual_departure_reason="Togs om.")).then(e.ProgrammeStepTaken)
        given(Case, *past).when(stepping(step_number=step, **IMPORTED)).then(e.ProgrammeStepTaken, step_number=step)
    # Written late, about a day before the step that is recorded already.
    given(Case, *past).when(stepping(step_taken_on=STEP.step_taken_on - DAY)).then(e.ProgrammeStepTaken, step_number=1)
    no_programme = METHOD.model_copy(update={"programme_steps": None})
    given(Case, *TREE, no_programme).when(stepping()).then_refused(InvalidValueError, "inget program med steg")


ORDERED = [
    (setting, TREE, [
        ({"plan_id": NOTHING}, "Planen finns"), ({"parent_goal_id": NOTHING}, "överordnade målet finns"),
        ({"parent_goal_id": OTHER_GOAL_ID}, "annan plan"), ({"parent_goal_id": STANDARD_ID}, "Välj ett individuellt"),
        ({"standard_goal_code": "X"}, "Bara ett standardmål"), ({"goal_text": ""}, "Målet saknas"),
        ({"own_words": None, "goal_text": "Sover."}, "egna ord"), ({"set_on": TODAY + DAY}, "i dag är det"),
        ({"set_on": PLANNED_ON - DAY}, "före planens datum"), ({"reach_by": PLANNED_ON - DAY}, "ska vara nått"),
    ]),
    (ending_goal, [*TREE, ENDED_GOAL, CLOSED], [
        ({"goal_id": NOTHING}, "Målet finns"), ({"replaced_by_goal_id": NOTHING}, "nya målet finns"),
        ({"replaced_by_goal_id": INDIVIDUAL_ID}, "bara när"), ({"reason": ""}, "Orsaken"),
        ({"goal_ended_on": TODAY + DAY}, "i dag är det"), ({"goal_ended_on": PLANNED_ON - DAY}, "före dagen"),
        ({"goal_id": SUB_ID}, "redan avslutat"), ({"goal_id": INDIVIDUAL_ID, "goal_ended_on": TODAY}, "avslutades 2024-11-29"),
    ]),
    (choosing, [*WORKED, CLOSED], [
        ({"plan_id": NOTHING}, "Planen finns"), ({"goal_ids": (NOTHING,)}, "Målet finns"),
        ({"goal_ids": (OTHER_GOAL_ID,)}, "annan plan"), ({"method_code": ""}, "kod saknas"),
        ({"programme_steps": 0}, "från 1 till 60"), ({"method_details": ""}, "Beskrivningen"),
        ({"method_code": "KBT-SPEL"}, "används redan"), ({"method_from": TODAY}, "avslutades 2024-11-29"),
    ]),
    (changing, [*WORKED, STEP, CLOSED], [
        ({"plan_id": NOTHING}, "Planen finns"), ({"replaces_method_id": NOTHING}, "Metoden finns"),
        ({"goal_ids": (NOTHING,)}, "Målet finns"), ({"reason": ""}, "Orsaken till bytet"),
        ({"goal_ids": (OTHER_GOAL_ID,)}, "annan plan"), ({"method_code": ""}, "kod saknas"),
        ({"programme_steps": 0}, "från 1 till 60"), ({"method_details": ""}, "Beskrivningen"),
        ({"method_from": METHOD.method_from - DAY}, "metodens första dag"), ({"method_from": METHOD.method_from}, "Ett steg"),
        ({"method_code": "KBT-SPEL", "method_from": TODAY}, "används redan"), ({"method_from": TODAY}, "avslutades 2024-11-29"),
    ]),
    (ending_method, [*WORKED, ENDED_METHOD, CLOSED], [
        ({"method_id": NOTHING}, "Metoden finns"), ({"reason": ""}, "Orsaken"),
        ({"method_ended_on": TODAY + DAY}, "i dag är det"), ({"method_ended_on": METHOD.method_from - DAY}, "första dag"),
        ({"method_ended_on": TODAY}, "redan avslutad"),
    ]),
    (stepping, [*WORKED, ENDED_METHOD, CLOSED], [
        ({"method_id": NOTHING}, "Metoden finns"), ({"session_id": NOTHING}, "Besöket finns"),
        ({"step_number": 9}, "från 1 till 8"), ({"step_taken_on": TODAY + DAY}, "i dag är det"),
        ({"step_taken_on": METHOD.method_from - DAY}, "första dag"), ({"manual_departure_reason": ""}, "enligt manualen"),
        ({"step_taken_on": TODAY}, "Programmet avslutades"),
    ]),
]
"""Decisions with their faults in the documented order: of several at once, the first is what is said."""


@pytest.mark.parametrize(("calling", "past", "faults"), ORDERED, ids=["goal", "goal's end", "choice", "change", "end", "step"])
def test_of_several_faults_the_first_in_the_documented_order_is_said(calling, past, faults):
    said_in_order(calling, past, faults)
