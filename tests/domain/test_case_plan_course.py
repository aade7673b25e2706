"""The course of the implementation plan: participation, revisions, follow-ups goal by goal, safety plans, and what is shown."""

import pytest

from domain.case.case import Case
from domain.case.meetings.codes import MeetingParty
from domain.case.plan import events as e
from domain.case.plan.codes import (
    ChildHearing,
    GoalJudge,
    GoalMovement,
    ParticipationGrade,
    PlanPerson,
    SafetyConcern,
    SafetyPlanStanding,
    StandstillCause,
)
from domain.errors import InvalidValueError, NotAllowedError
from projections.areas.plan import document
from projections.words import in_words
from tests.support.examples import EXAMPLES, TODAY
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
    NO_LONGER_NEEDED,
    NOTHING,
    OPENED,
    OTHER_GOAL_ID,
    OTHER_PLAN,
    PLANNED,
    PLANNED_ON,
    REVIEWED,
    SAFE,
    STANDARD,
    STEP,
    STILL,
    SUB,
    SUB_ID,
    TREE,
    WORKED,
    following_up,
    grading,
    making_safe,
    result,
    reviewing,
    revising,
    said_in_order,
    striking,
)
from tests.support.scenario import given, numbered


def test_participation_in_the_plan_and_in_the_goals_is_graded_apart():
    grades = {"plan_participation": ParticipationGrade.NOT_APPLICABLE, "goal_participation": ParticipationGrade.NONE}
    reasons = {"plan_participation_reason": "Två år.", "goal_participation_reason": "Målen gäller modern."}
    heard = {"child_hearing": ChildHearing.NOT_HEARD, "child_not_heard_reason": "Talar inte än."}
    child = {"participation_of": PlanPerson.CHILD}
    given(Case, *BEGUN).when(grading(**child, **grades, **reasons, **heard)).then(
        e.PlanParticipationRecorded, **grades, **reasons, **heard
    )
    given(Case, *BEGUN).when(grading(**child, **grades, **IMPORTED)).then(e.PlanParticipationRecorded, child_hearing=None)
    unheard = {"child_hearing": ChildHearing.NOT_HEARD}
    given(Case, *BEGUN).when(grading(**unheard, **IMPORTED)).then(e.PlanParticipationRecorded, child_not_heard_reason=None)


@pytest.mark.parametrize(("changes", "message"), [
    ({"plan_participation": ParticipationGrade.NONE}, "delaktighet i planen saknas"),
    ({"plan_participation": ParticipationGrade.NOT_APPLICABLE}, "delaktighet i planen saknas"),
    ({"plan_participation_reason": ""}, "delaktighet i planen saknas"),
    ({"goal_participation": ParticipationGrade.NONE}, "delaktighet i målen saknas"),
    ({"goal_participation": ParticipationGrade.NOT_APPLICABLE}, "delaktighet i målen saknas"),
    ({"participation_of": PlanPerson.CHILD}, "Det framgår inte hur barnet har hörts"),
    ({"child_hearing": ChildHearing.ALONE, "child_not_heard_reason": "Nej."}, "anges bara när det inte har hörts"),
    ({"child_hearing": ChildHearing.NOT_HEARD}, "Orsaken till att barnet inte har hörts saknas"),
    ({"child_view": ""}, "Barnets uppfattning saknas"),
])
def test_a_grading_is_refused(changes, message):
    given(Case, *BEGUN).when(grading(**changes)).then_refused(InvalidValueError, message)


@pytest.mark.parametrize(("changes", "message"), [
    ({"reason": ""}, "Orsaken till revideringen saknas"),
    ({"plan_changes": ""}, "Vad som ändras saknas"),
    ({"next_plan_follow_up_on": TODAY - DAY}, "Nästa uppföljning är"),
])
def test_a_revision_is_refused(changes, message):
    given(Case, *BEGUN).when(revising(**changes)).then_refused(InvalidValueError, message)
    given(Case, *BEGUN).when(revising(next_plan_follow_up_on=TODAY)).then(e.PlanRevised, next_plan_follow_up_on=TODAY)


def test_each_party_judges_each_goal_for_itself():
    results = (
        result(), result(judge=GoalJudge.WORKER, movement=GoalMovement.STILL, cause=StandstillCause.METHOD),
        result(judge=GoalJudge.COMMISSIONER, movement=GoalMovement.BACK, cause=StandstillCause.ORDER),
        result(INDIVIDUAL_ID, movement=GoalMovement.REACHED),
    )
    meeting = EXAMPLES["case.three_party_meeting_held.v1"]
    call_of = following_up(goal_results=results, meeting_id=meeting.entry_id, next_plan_follow_up_on=TODAY)
    given(Case, *TREE, meeting).when(call_of).then(e.PlanFollowedUp, goal_results=results, meeting_id=meeting.entry_id)


@pytest.mark.parametrize(("past", "changes", "error", "message"), [
    ([], {"goal_results": (result(OTHER_GOAL_ID),)}, InvalidValueError, "Ett av målen hör till en annan plan"),
    ([], {"goal_results": (result(), STILL)}, InvalidValueError, "bedömt två gånger av samma part"),
    ([], {"goal_results": (STILL,)}, InvalidValueError, "orsaken saknas"),
    ([], {"goal_results": (result(cause=StandstillCause.GOAL),)}, InvalidValueError, "stilla eller går bakåt"),
    ([], {"plan_followed_up_with": (MeetingParty.MOTHER,) * 2}, InvalidValueError, "angiven två gånger"),
    ([], {"assessment": ""}, InvalidValueError, "Bedömningen saknas"),
    ([], {"individual_view": ""}, InvalidValueError, "Den enskildes uppfattning saknas"),
    ([], {"child_view": ""}, InvalidValueError, "Barnets uppfattning saknas"),
    ([], {"next_plan_follow_up_on": TODAY - DAY}, InvalidValueError, "Nästa uppföljning är"),
    ([], {"goal_results": (), "plan_id": OTHER_PLAN}, InvalidValueError, "Uppföljningen saknar resultat"),
    ([ENDED_GOAL], {}, NotAllowedError, "Ett av målen var avslutat den dagen"),
])
def test_a_follow_up_is_refused(past, changes, error, message):
    given(Case, *TREE, *past).when(following_up(**changes)).then_refused(error, message)


def test_a_goal_is_followed_up_from_the_day_it_is_set_to_its_last_day():
    set_late = [*BEGUN, STANDARD, INDIVIDUAL, SUB.model_copy(update={"set_on": TODAY})]
    given(Case, *set_late).when(following_up(plan_followed_up_on=TODAY)).then(e.PlanFollowedUp)
    given(Case, *set_late).when(following_up(plan_followed_up_on=TODAY - DAY)).then_refused(InvalidValueError, "sattes efter")
    last_day = ENDED_GOAL.goal_ended_on
    given(Case, *TREE, ENDED_GOAL).when(following_up(plan_followed_up_on=last_day)).then(e.PlanFollowedUp)
    too_late = following_up(plan_followed_up_on=last_day + DAY)
    given(Case, *TREE, ENDED_GOAL).when(too_late).then_refused(NotAllowedError, "avslutat")


def test_a_follow_up_needs_no_result_when_no_goal_is_worked_with_on_its_day():
    day = SUB.set_on + DAY
    goal = INDIVIDUAL.model_copy(update={"parent_goal_id": None, "set_on": day})
    over = ENDED_GOAL.model_copy(update={"goal_id": INDIVIDUAL_ID, "goal_ended_on": day + DAY})
    for on, needed in ((day - DAY, False), (day, True), (day + DAY, True), (day + 2 * DAY, False)):
        outcome = given(Case, *BEGUN, goal, over).when(following_up(goal_results=(), plan_followed_up_on=on))
        if needed:
            outcome.then_refused(InvalidValueError, "Uppföljningen saknar resultat")
        else:
            outcome.then(e.PlanFollowedUp, goal_results=())


def test_a_plan_without_goals_and_an_imported_follow_up_need_no_results():
    given(Case, *BEGUN).when(following_up(goal_results=())).then(e.PlanFollowedUp, goal_results=())
    given(Case, *TREE).when(following_up(goal_results=(), **IMPORTED)).then(e.PlanFollowedUp, goal_results=())
    given(Case, *TREE).when(following_up(goal_results=(STILL,), **IMPORTED)).then(e.PlanFollowedUp, goal_results=(STILL,))


def test_the_next_follow_up_is_what_was_said_last():
    revised = EXAMPLES["case.plan_revised.v1"]
    silent = revised.model_copy(update={"entry_id": NEW, "plan_revised_on": TODAY, "next_plan_follow_up_on": None})
    last = FOLLOWED_UP.model_copy(update={"entry_id": NOTHING, "plan_followed_up_on": TODAY, "next_plan_follow_up_on": None})

    def said(*later):
        return Case.fold(numbered(*TREE, *later)).plan_work.next_follow_up_on(PLANNED)

    assert [said(), said(revised), said(silent, revised), said(revised, last), said(FOLLOWED_UP)] == [
        PLANNED.follow_up_on, revised.next_plan_follow_up_on, revised.next_plan_follow_up_on, None,
        FOLLOWED_UP.next_plan_follow_up_on,
    ]


@pytest.mark.parametrize(("changes", "message"), [
    ({"risk": ""}, "Risken saknas"),
    ({"warning_signs": ("",)}, "Varningstecknet saknas"),
    ({"own_steps": ("",)}, "Det egna steget saknas"),
    ({"safer_surroundings": ""}, "Hur omgivningen görs säkrare saknas"),
    ({"who_to_call": ()}, "Det framgår inte vem man ska ringa"),
    ({"who_to_call": ("",)}, "Vem man ska ringa saknas"),
    ({"shared_with_person": False}, "inte har delats med personen saknas"),
    ({"safety_plan_review_on": TODAY - DAY}, "Nästa genomgång är"),
    ({"safety_concern": SafetyConcern.RELAPSE, "replaces_safety_plan_id": SAFE.entry_id}, "gäller självmordsrisk"),
    ({"safety_plan_made_on": SAFE.safety_plan_made_on - DAY, "replaces_safety_plan_id": SAFE.entry_id}, "planen som ersätts"),
])
def test_a_safety_plan_is_refused(changes, message):
    given(Case, OPENED, SAFE).when(making_safe(**changes)).then_refused(InvalidValueError, message)


def test_a_safety_plan_is_replaced_on_its_own_day_at_the_earliest_and_once():
    replacing = making_safe(safety_plan_made_on=SAFE.safety_plan_made_on, replaces_safety_plan_id=SAFE.entry_id)
    made = given(Case, OPENED, SAFE).when(replacing).then(e.SafetyPlanMade, replaces_safety_plan_id=SAFE.entry_id)
    for past in ([made], [NO_LONGER_NEEDED]):
        again = making_safe(entry_id=NOTHING, replaces_safety_plan_id=SAFE.entry_id)
        given(Case, OPENED, SAFE, *past).when(again).then_refused(NotAllowedError, "gäller inte längre")
        given(Case, OPENED, SAFE, *past).when(reviewing(entry_id=NOTHING)).then_refused(NotAllowedError, "gäller inte längre")
    bare = making_safe(who_to_call=(), shared_with_person=False, **IMPORTED)
    given(Case, OPENED).when(bare).then(e.SafetyPlanMade, who_to_call=(), not_shared_reason=None)


@pytest.mark.parametrize(("changes", "message"), [
    ({"assessment": ""}, "Bedömningen saknas"),
    ({"safety_plan_review_on": TODAY - DAY}, "Nästa genomgång är"),
    ({"safety_plan_review_on": TODAY, "safety_plan_standing": SafetyPlanStanding.NOT_NEEDED}, "har ingen nästa genomgång"),
])
def test_a_review_of_a_safety_plan_is_refused(changes, message):
    given(Case, OPENED, SAFE).when(reviewing(**changes)).then_refused(InvalidValueError, message)
    given(Case, OPENED, SAFE).when(reviewing(safety_plan_review_on=TODAY)).then(e.SafetyPlanReviewed)
    given(Case, OPENED, SAFE, REVIEWED).when(reviewing()).then(e.SafetyPlanReviewed)


def folded(*events):
    """The document of a case after these facts."""
    return document(Case.fold(numbered(*events)))


def test_the_plans_document_shows_the_tree_with_what_each_party_thought_last():
    later = FOLLOWED_UP.model_copy(update={
        "entry_id": NEW, "plan_followed_up_on": TODAY, "goal_results": (result(movement=GoalMovement.REACHED),),
    })
    shown = folded(*WORKED, later, FOLLOWED_UP, ENDED_GOAL)
    assert (shown["current"], len(shown["plans"])) == (str(OTHER_PLAN), 2)
    first = shown["plans"][0]
    (standard,) = first["goal_tree"]
    (individual,) = standard["goals"]
    (sub,) = individual["goals"]
    assert (standard["standard_goal_code"], sub["own_words"]) == ("SPELFRI", SUB.own_words)
    assert [(each["judged_by"], each["goal_movement"], each["standstill_cause"]) for each in sub["latest"]] == [
        ("worker", "still", "method"), ("client", "reached", None)
    ]
    assert [each["on"] for each in sub["judgements"]] == ["2024-06-17", "2024-06-17", "2024-12-02"]
    assert (sub["methods"], individual["methods"], sub["ended"]["goal_ending"]) == ([str(METHOD.entry_id)], [], "reached")
    assert (individual["ended"], first["next_follow_up_on"]) == (None, "2024-09-17")


def test_the_plans_document_shows_methods_in_use_and_how_far_a_programme_has_come():
    again = STEP.model_copy(update={"entry_id": NEW, "step_taken_on": TODAY, "manual_departure_reason": "Togs om."})
    second = STEP.model_copy(update={"entry_id": NOTHING, "step_number": 2, "step_taken_on": TODAY - DAY})
    (method,) = folded(*WORKED, again, second, STEP)["methods"]
    assert (method["programme_steps"], method["latest_step"], method["steps_done"], len(method["steps"])) == (8, 1, [1, 2], 3)
    older = SUB.model_copy(update={"method_ids": (METHOD.entry_id,)})
    unaware = METHOD.model_copy(update={"goal_ids": ()})
    sub = folded(*BEGUN, STANDARD, INDIVIDUAL, older, unaware)["plans"][0]["goal_tree"][0]["goals"][0]["goals"][0]
    assert sub["methods"] == [str(METHOD.entry_id)]
    changed = EXAMPLES["case.method_changed.v1"]
    shown = folded(*WORKED, changed)
    assert [each["method_code"] for each in shown["methods"]] == ["AP"]
    before, after = shown["plans"][0]["methods"]
    assert (before["last_day"], before["end_reason"], after["last_day"]) == ("2024-08-20", changed.reason, None)
    (ended,) = folded(*WORKED, ENDED_METHOD)["plans"][0]["methods"]
    assert (ended["last_day"], ended["end_reason"]) == ("2024-08-01", ENDED_METHOD.reason)


def test_the_plans_document_shows_each_persons_last_grade_and_the_safety_plans_in_force_first():
    early = EXAMPLES["case.plan_participation_recorded.v1"]
    late = early.model_copy(update={
        "entry_id": NEW, "participation_graded_on": TODAY, "goal_participation": ParticipationGrade.SOME
    })
    shown = folded(*BEGUN, late, early)["plans"][0]
    assert [each["goal_participation"] for each in shown["participation"]] == ["some"]
    assert [each["goal_participation"] for each in shown["participation_history"]] == ["none", "some"]
    other = SAFE.model_copy(update={"entry_id": NOTHING, "safety_concern": SafetyConcern.VIOLENCE})
    ended, held = folded(OPENED, SAFE, other, REVIEWED, NO_LONGER_NEEDED)["safety_plans"][::-1]
    assert (ended["entry"], ended["in_force"], held["in_force"]) == (str(SAFE.entry_id), False, True)
    assert (held["next_review_on"], ended["next_review_on"], len(ended["reviews"])) == ("2024-07-24", None, 2)
    assert folded(OPENED) == {"current": None, "next_follow_up_on": None, "methods": [], "plans": [], "safety_plans": []}



def test_what_was_wrong_is_struck_and_what_it_had_changed_is_as_before():
    changed = EXAMPLES["case.method_changed.v1"]
    struck = EXAMPLES["case.entry_struck.v1"].model_copy(update={"entry_id": changed.entry_id})
    assert [each["method_code"] for each in folded(*WORKED, changed, struck)["methods"]] == ["KBT-SPEL"]
    given(Case, *WORKED, FOLLOWED_UP).when(striking(SUB_ID)).then_refused(NotAllowedError, "bygger på den här")
    given(Case, *WORKED).when(striking(INDIVIDUAL_ID)).then_refused(NotAllowedError, "bygger på den här")


def test_every_value_of_the_area_can_be_put_in_words():
    kinds = [event for event in EXAMPLES.values() if type(event).__module__ == e.__name__]
    assert len(kinds) == 11
    assert all(in_words(getattr(event, name)) for event in kinds for name in type(event).model_fields.keys() - {"source"})


ORDERED = [
    (grading, [*BEGUN, CLOSED], [
        ({"plan_id": NOTHING}, "Planen finns"), ({"plan_participation_reason": ""}, "i planen saknas"),
        ({"goal_participation_reason": ""}, "i målen saknas"),
        ({"participation_of": PlanPerson.CHILD, "child_hearing": None}, "hur barnet har hörts"),
        ({"child_hearing": ChildHearing.ALONE, "child_not_heard_reason": "x"}, "bara när det inte"),
        ({"child_hearing": ChildHearing.NOT_HEARD, "child_not_heard_reason": None}, "har hörts saknas"),
        ({"child_hearing": ChildHearing.ALONE, "child_view": ""}, "uppfattning saknas"),
        ({"participation_graded_on": TODAY + DAY}, "i dag är det"), ({"participation_graded_on": TODAY}, "avslutades"),
    ]),
    (revising, [*BEGUN, CLOSED], [
        ({"plan_id": NOTHING}, "Planen finns"), ({"reason": ""}, "Orsaken"), ({"plan_changes": ""}, "Vad som ändras"),
        ({"plan_revised_on": TODAY + DAY}, "i dag är det"), ({"plan_revised_on": PLANNED_ON - DAY}, "planens datum"),
        ({"plan_revised_on": TODAY, "next_plan_follow_up_on": PLANNED_ON}, "Nästa uppföljning"),
        ({"next_plan_follow_up_on": None}, "avslutades"),
    ]),
    (following_up, [*TREE, ENDED_GOAL, CLOSED], [
        ({"plan_id": NOTHING}, "Planen finns"), ({"meeting_id": NOTHING}, "Mötet finns"),
        ({"goal_results": (result(NOTHING),)}, "Målet finns"), ({"goal_results": (result(OTHER_GOAL_ID), STILL)}, "annan plan"),
        ({"goal_results": (STILL, STILL)}, "två gånger av samma"), ({"goal_results": (STILL,)}, "orsaken saknas"),
        ({"goal_results": (result(),), "plan_followed_up_with": (MeetingParty.MOTHER,) * 2}, "Ange varje part en gång"),
        ({"assessment": ""}, "Bedömningen"), ({"individual_view": ""}, "Den enskildes"), ({"child_view": ""}, "Barnets"),
        ({"plan_followed_up_on": TODAY + DAY}, "i dag är det"), ({"plan_followed_up_on": PLANNED_ON - DAY}, "planens datum"),
        ({"plan_followed_up_on": TODAY, "next_plan_follow_up_on": PLANNED_ON}, "Nästa uppföljning"),
        ({"next_plan_follow_up_on": None, "goal_results": ()}, "saknar resultat"),
        ({"goal_results": (result(),)}, "var avslutat"),
    ]),
    (making_safe, [OPENED, SAFE, NO_LONGER_NEEDED, CLOSED], [
        ({"replaces_safety_plan_id": NOTHING}, "som ersätts finns"), ({"risk": ""}, "Risken"),
        ({"warning_signs": ("",)}, "Varnings"), ({"own_steps": ("",)}, "egna steget"),
        ({"safer_surroundings": ""}, "omgivningen"), ({"who_to_call": ()}, "vem man ska"),
        ({"who_to_call": ("112",), "shared_with_person": False}, "inte har delats"),
        ({"shared_with_person": True, "safety_plan_made_on": TODAY + DAY}, "i dag är det"),
        ({"safety_plan_made_on": TODAY, "safety_plan_review_on": PLANNED_ON}, "Nästa genomgång"),
        ({"safety_plan_review_on": None, "safety_concern": SafetyConcern.OTHER}, "gäller självmordsrisk"),
        ({"safety_concern": SAFE.safety_concern, "safety_plan_made_on": PLANNED_ON}, "planen som ersätts"),
        ({"safety_plan_made_on": TODAY, "replaces_safety_plan_id": SAFE.entry_id}, "gäller inte längre"),
        ({"replaces_safety_plan_id": None}, "avslutades"),
    ]),
    (reviewing, [OPENED, SAFE, NO_LONGER_NEEDED, CLOSED], [
        ({"safety_plan_id": NOTHING}, "Säkerhetsplanen finns"), ({"assessment": ""}, "Bedömningen"),
        ({"safety_plan_reviewed_on": TODAY + DAY}, "i dag är det"), ({"safety_plan_reviewed_on": PLANNED_ON}, "före säk"),
        ({"safety_plan_reviewed_on": TODAY, "safety_plan_review_on": PLANNED_ON}, "Nästa genomgång"),
        ({"safety_plan_review_on": None}, "gäller inte längre"),
    ]),
]
"""Decisions with their faults in the documented order: of several at once, the first is what is said."""


@pytest.mark.parametrize(("calling", "past", "faults"), ORDERED, ids=["grade", "revision", "follow-up", "safety", "review"])
def test_of_several_faults_the_first_in_the_documented_order_is_said(calling, past, faults):
    said_in_order(calling, past, faults)
