"""R-11 to R-15: there is a plan, it is whole and made together, and it and the decision are followed up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.base import Occurred
from domain.case.decisions.codes import ExecutionStep, FollowUpConclusion
from domain.case.decisions.events import Amendment
from domain.case.plan.codes import ChildHearing, ParticipationGrade, PlanPerson
from domain.completeness.codes import PlanContent, Status
from domain.policies import DEFAULT_POLICY
from tests.support.cast import PLAN, STARTED_ON, cast_id
from tests.support.journals import OPENED, RULES, Journal, example, found, imported, journals, require_so

DAY = timedelta(days=1)
OK, GAP, LATE, UNKNOWN = Status.OK, Status.GAP, Status.LATE, Status.UNKNOWN
EXEMPT, NOT_APPLICABLE = Status.EXEMPT, Status.NOT_APPLICABLE

PLAN_BY = STARTED_ON + timedelta(days=DEFAULT_POLICY.plan_days)
"""The last day on which the plan is in time."""
PLANNED = example("case.plan_established", established_on=PLAN_BY, follow_up_on=None)
NOT_STARTED = OPENED.model_copy(update={"started_on": None})
VISIT = example("case.session_held", occurred=Occurred(on=STARTED_ON))


@journals(
    "R-11",
    Journal("on the last day", PLAN_BY + DAY, OK, ((PLAN_BY, PLANNED),)),
    Journal("a day later", PLAN_BY + DAY, LATE, (
        (PLAN_BY + DAY, PLANNED.model_copy(update={"established_on": PLAN_BY + DAY})),
    ), PLAN_BY + DAY),
    Journal("before the start", PLAN_BY + DAY, OK, (
        (STARTED_ON, PLANNED.model_copy(update={"established_on": STARTED_ON - DAY})),
    )),
    Journal("not yet", PLAN_BY, OK),
    Journal("none", PLAN_BY + DAY, GAP, (), PLAN_BY + DAY),
    Journal("an import has none", PLAN_BY + DAY, GAP, ((STARTED_ON, imported(OPENED)),), PLAN_BY + DAY),
    Journal("closed before the last day", PLAN_BY + DAY, NOT_APPLICABLE, (
        (PLAN_BY, example("case.closed", closed_on=PLAN_BY)),
    )),
    Journal("not started", PLAN_BY + DAY, NOT_APPLICABLE, ((STARTED_ON, NOT_STARTED),)),
    Journal("visits, and no start", PLAN_BY + DAY, UNKNOWN, ((STARTED_ON, NOT_STARTED), (STARTED_ON, VISIT))),
)
def test_there_is_a_plan(rule_id, journal):
    require_so(rule_id, journal)


MADE = date(2024, 3, 18)
WHOLE_BY = MADE + timedelta(days=DEFAULT_POLICY.plan_completion_days)
BARE = example(
    "case.plan_established", established_on=MADE, goals=(), contact_interval_days=None, follow_up_on=None,
    individual_took_part=None,
)
GOAL = example("case.goal_set")
HEAD = BARE.model_copy(update={"follow_up_on": date(2024, 6, 17), "individual_took_part": True})
AMENDED = example("case.plan_corrected", established_on=MADE)
METHODLESS = GOAL.model_copy(update={"how_worked_on": None, "method_ids": ()})
METHOD = example("case.method_chosen")


@journals(
    "R-12",
    Journal("whole from the beginning", WHOLE_BY + DAY, OK, ((MADE, HEAD), (MADE, GOAL))),
    Journal("whole on the last day", WHOLE_BY + DAY, OK, ((MADE, HEAD), (WHOLE_BY, GOAL))),
    Journal("whole a day later", WHOLE_BY + DAY, LATE, ((MADE, HEAD), (WHOLE_BY + DAY, GOAL)), WHOLE_BY + DAY),
    Journal("it can still be filled in", WHOLE_BY, OK, ((MADE, BARE),)),
    Journal("never filled in", WHOLE_BY + DAY, GAP, ((MADE, BARE),), WHOLE_BY + DAY),
    Journal("a method says how", WHOLE_BY + DAY, OK, ((MADE, HEAD), (MADE, METHODLESS), (MADE, METHOD))),
    Journal("nobody says how", WHOLE_BY + DAY, GAP, ((MADE, HEAD), (MADE, METHODLESS)), WHOLE_BY + DAY),
    Journal("the goal is struck", WHOLE_BY + DAY, GAP, (
        (MADE, HEAD), (MADE, GOAL), (MADE, example("case.entry_struck", entry_id=GOAL.entry_id, replaced_by=None)),
    ), WHOLE_BY + DAY),
    Journal("a correction fills in the rest in time", WHOLE_BY + DAY, OK, ((MADE, BARE), (MADE, GOAL), (WHOLE_BY, AMENDED))),
    Journal("a correction fills in the rest too late", WHOLE_BY + DAY, LATE, (
        (MADE, BARE), (MADE, GOAL), (WHOLE_BY + DAY, AMENDED),
    ), WHOLE_BY + DAY),
    Journal("an import does not carry it all", WHOLE_BY + DAY, UNKNOWN, ((MADE, imported(HEAD)),)),
    Journal("no plan", WHOLE_BY + DAY, NOT_APPLICABLE),
)
def test_the_plan_is_whole(rule_id, journal):
    require_so(rule_id, journal)


def test_all_that_a_plan_lacks_is_told_in_words():
    (finding,) = found("R-12", WHOLE_BY + DAY, (MADE, HEAD))
    assert finding.basis == "goals, how, who, when"
    assert [PlanContent(each).swedish for each in finding.basis.split(", ")] == [
        "mål", "hur, eller vilken metod", "vem som gör vad", "hur ofta eller till när",
    ]


TOGETHER = example(
    "case.plan_participation_recorded", participation_of=PlanPerson.CLIENT, plan_participation=ParticipationGrade.SOME,
    child_hearing=None,
)
ALONE = TOGETHER.model_copy(update={"plan_participation": ParticipationGrade.NONE})
OF_CHILD = TOGETHER.model_copy(update={"participation_of": PlanPerson.CHILD})


@journals(
    "R-13",
    Journal("the plan says so", WHOLE_BY + DAY, OK, ((MADE, HEAD),)),
    Journal("graded on the last day", WHOLE_BY + DAY, OK, ((MADE, BARE), (WHOLE_BY, TOGETHER))),
    Journal("graded a day later", WHOLE_BY + DAY, LATE, ((MADE, BARE), (WHOLE_BY + DAY, TOGETHER)), WHOLE_BY + DAY),
    Journal("it can still be told", WHOLE_BY, OK, ((MADE, BARE),)),
    Journal("never told", WHOLE_BY + DAY, GAP, ((MADE, BARE),), WHOLE_BY + DAY),
    Journal("took no part, and nobody says why", WHOLE_BY + DAY, GAP, (
        (MADE, BARE.model_copy(update={"individual_took_part": False})),
    ), WHOLE_BY + DAY),
    Journal("took no part, for a reason", WHOLE_BY + DAY, EXEMPT, ((MADE, BARE), (MADE, ALONE))),
    Journal("another person's part is another's", WHOLE_BY + DAY, GAP, ((MADE, BARE), (MADE, OF_CHILD)), WHOLE_BY + DAY),
    Journal("an import does not say", WHOLE_BY + DAY, UNKNOWN, ((MADE, imported(BARE)),)),
    Journal("no plan", WHOLE_BY + DAY, NOT_APPLICABLE),
)
def test_the_individual_took_part_in_the_plan(rule_id, journal):
    require_so(rule_id, journal)


def born(year):
    return (STARTED_ON, OPENED.model_copy(update={"birth_year": year}))


HEARD = TOGETHER.model_copy(update={"child_hearing": ChildHearing.ALONE, "child_not_heard_reason": None})
NOT_HEARD = TOGETHER.model_copy(update={"child_hearing": ChildHearing.NOT_HEARD})
CHILD, SEVENTEEN, ADULT = born(2012), born(2006), born(2005)


@journals(
    "R-13b",
    Journal("heard on the last day", WHOLE_BY + DAY, OK, (CHILD, (MADE, HEAD), (WHOLE_BY, HEARD))),
    Journal("heard a day later", WHOLE_BY + DAY, LATE, (CHILD, (MADE, HEAD), (WHOLE_BY + DAY, HEARD)), WHOLE_BY + DAY),
    Journal("it can still be told", WHOLE_BY, OK, (CHILD, (MADE, HEAD))),
    Journal("never told", WHOLE_BY + DAY, GAP, (CHILD, (MADE, HEAD)), WHOLE_BY + DAY),
    Journal("not heard, for a reason", WHOLE_BY + DAY, EXEMPT, (CHILD, (MADE, HEAD), (MADE, NOT_HEARD))),
    Journal("not heard, and nobody says why", WHOLE_BY + DAY, GAP, (
        CHILD, (MADE, HEAD), (MADE, NOT_HEARD.model_copy(update={"child_not_heard_reason": None})),
    ), WHOLE_BY + DAY),
    Journal("the youngest that may be an adult", WHOLE_BY + DAY, GAP, (SEVENTEEN, (MADE, HEAD)), WHOLE_BY + DAY),
    Journal("the youngest that must be an adult", WHOLE_BY + DAY, NOT_APPLICABLE, (ADULT, (MADE, HEAD))),
    Journal("of unknown age", WHOLE_BY + DAY, UNKNOWN, (born(None), (MADE, HEAD))),
    Journal("an import does not say", WHOLE_BY + DAY, UNKNOWN, (CHILD, (MADE, imported(HEAD)))),
)
def test_the_child_is_heard_about_the_plan(rule_id, journal):
    require_so(rule_id, journal)


DUE = date(2024, 6, 17)
DATED = HEAD
UNDATED_DUE = MADE + DAY + timedelta(days=DEFAULT_POLICY.plan_follow_up_days)
NEXT_DUE = date(2024, 9, 17)
FOLLOWED = example("case.plan_followed_up", plan_followed_up_on=DUE, next_plan_follow_up_on=NEXT_DUE)
REVISED = example("case.plan_revised", plan_revised_on=DUE, next_plan_follow_up_on=NEXT_DUE)
NEW_PLAN = HEAD.model_copy(update={"plan_id": cast_id(895), "established_on": DUE, "follow_up_on": NEXT_DUE})


def on(event, day):
    return event.model_copy(update={"plan_followed_up_on": day, "entry_id": cast_id(896), "next_plan_follow_up_on": None})


@journals(
    "R-14",
    Journal("followed up on the last day", DUE + DAY, OK, ((MADE, DATED), (DUE, FOLLOWED))),
    Journal("followed up a day later", DUE + DAY, LATE, (
        (MADE, DATED), (DUE + DAY, FOLLOWED.model_copy(update={"plan_followed_up_on": DUE + DAY})),
    ), DUE + DAY),
    Journal("not yet", DUE, OK, ((MADE, DATED),)),
    Journal("not followed up", DUE + DAY, GAP, ((MADE, DATED),), DUE + DAY),
    Journal("the last day where none is set", UNDATED_DUE, OK, ((MADE, BARE),)),
    Journal("a day later", UNDATED_DUE + DAY, GAP, ((MADE, BARE),), UNDATED_DUE + DAY),
    Journal("the next one is forgotten", NEXT_DUE + DAY, GAP, ((MADE, DATED), (DUE, FOLLOWED)), NEXT_DUE + DAY),
    Journal("the next one is done", NEXT_DUE + DAY, OK, ((MADE, DATED), (DUE, FOLLOWED), (NEXT_DUE, on(FOLLOWED, NEXT_DUE)))),
    Journal("revised, with a new day", DUE + DAY, OK, ((MADE, DATED), (DUE, REVISED))),
    Journal("revised, without one", DUE + DAY, GAP, (
        (MADE, DATED), (DUE, REVISED.model_copy(update={"next_plan_follow_up_on": None})),
    ), DUE + DAY),
    Journal("a new plan", DUE + DAY, OK, ((MADE, DATED), (DUE, NEW_PLAN))),
    Journal("the follow-up is struck", DUE + DAY, GAP, (
        (MADE, DATED), (DUE, FOLLOWED), (DUE, example("case.entry_struck", entry_id=FOLLOWED.entry_id, replaced_by=None)),
    ), DUE + DAY),
    Journal("closed before the day", DUE + DAY, NOT_APPLICABLE, ((MADE, DATED), (DUE, example("case.closed", closed_on=DUE)))),
    Journal("an import carries no follow-up", DUE + DAY, UNKNOWN, ((MADE, imported(DATED)),)),
    Journal("no plan", DUE + DAY, NOT_APPLICABLE),
)
def test_the_plan_is_followed_up_in_time(rule_id, journal):
    require_so(rule_id, journal)
    assert DATED.follow_up_on == DUE and FOLLOWED.plan_id == PLAN


DECIDED = example("case.decision_made", decided_on=STARTED_ON, to_date=None, amendment=None)
HALF_YEAR = STARTED_ON + timedelta(days=DEFAULT_POLICY.decision_follow_up_days)
CHECKED = example("case.decision_followed_up", followed_up_on=HALF_YEAR)
NEXT_HALF = HALF_YEAR + DAY + timedelta(days=DEFAULT_POLICY.decision_follow_up_days)
TO_END = CHECKED.model_copy(update={"conclusion": FollowUpConclusion.TO_END})
AMENDING = DECIDED.model_copy(update={
    "entry_id": cast_id(897), "decided_on": HALF_YEAR,
    "amendment": Amendment(
        amended_decision_id=DECIDED.entry_id, amendment_ground=example("case.decision_made").amendment.amendment_ground,
        to_detriment=False,
    ),
})


@journals(
    "R-15",
    Journal("followed up on the last day", HALF_YEAR + DAY, OK, ((STARTED_ON, DECIDED), (HALF_YEAR, CHECKED))),
    Journal("followed up a day later", HALF_YEAR + DAY, LATE, (
        (STARTED_ON, DECIDED), (HALF_YEAR + DAY, CHECKED.model_copy(update={"followed_up_on": HALF_YEAR + DAY})),
    ), HALF_YEAR + DAY),
    Journal("not yet", HALF_YEAR, OK, ((STARTED_ON, DECIDED),)),
    Journal("not followed up", HALF_YEAR + DAY, GAP, ((STARTED_ON, DECIDED),), HALF_YEAR + DAY),
    Journal("the second one is forgotten", NEXT_HALF + DAY, GAP, ((STARTED_ON, DECIDED), (HALF_YEAR, CHECKED)), NEXT_HALF + DAY),
    Journal("it was to end", NEXT_HALF + DAY, OK, ((STARTED_ON, DECIDED), (HALF_YEAR, TO_END))),
    Journal("it ended before that", HALF_YEAR + DAY, OK, ((STARTED_ON, DECIDED.model_copy(update={"to_date": HALF_YEAR})),)),
    Journal("another decision took its place", HALF_YEAR + DAY, OK, ((STARTED_ON, DECIDED), (HALF_YEAR, AMENDING))),
    Journal("it will not be carried out", HALF_YEAR + DAY, OK, (
        (STARTED_ON, DECIDED),
        (HALF_YEAR, example("case.decision_executed", execution_step=ExecutionStep.NOT_TO_BE, step_on=HALF_YEAR)),
    )),
    Journal("a refusal", HALF_YEAR + DAY, NOT_APPLICABLE, (
        (STARTED_ON, DECIDED.model_copy(update={"outcome": type(DECIDED.outcome).REFUSED})),
    )),
    Journal("closed in the meantime", HALF_YEAR + DAY, NOT_APPLICABLE, (
        (STARTED_ON, DECIDED), (HALF_YEAR, example("case.closed", closed_on=HALF_YEAR)),
    )),
    Journal("an import carries no follow-up", HALF_YEAR + DAY, UNKNOWN, ((STARTED_ON, imported(DECIDED)),)),
)
def test_a_decision_is_followed_up_twice_a_year(rule_id, journal):
    require_so(rule_id, journal)


@pytest.mark.parametrize(
    ("rule_id", "name", "to_do"),
    [
        ("R-11", "Genomförandeplan finns", "Upprätta genomförandeplanen tillsammans med den enskilde"),
        ("R-12", "Genomförandeplanen är hel", "Fyll i det som saknas i planen"),
        ("R-13", "Den enskilde deltog i planen", "Gå igenom planen med den enskilde och registrera graden"),
        ("R-13b", "Barnet är hört om planen", "Hör barnet om planen och registrera hur"),
        ("R-14", "Planen är uppföljd i tid", "Följ upp planen mål för mål"),
        ("R-15", "Beslutet är uppföljt två gånger om året", "Följ upp beslutet och registrera om det fortsätter"),
    ],
)
def test_a_worker_sees_what_is_missing_and_what_to_do(rule_id, name, to_do):
    assert RULES[rule_id].name == name and RULES[rule_id].to_do.startswith(to_do)
