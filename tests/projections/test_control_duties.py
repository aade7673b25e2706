"""What is due in internal control and in reviews of journals, to the day."""

from datetime import date, timedelta

import pytest

from domain.internal_control.plan import ControlPlan
from domain.journal_review.review import JournalReview
from domain.policies import DEFAULT_POLICY
from projections.duties import DutyRole
from projections.internal_control import control_duties, plan_document
from projections.journal_reviews import review_document, review_duties
from tests.support.area_examples.internal_control import CONTROL
from tests.support.cast import ANNA, BO, CASE, OTHER_CASE, UNIT
from tests.support.examples import EXAMPLES
from tests.support.scenario import numbered

BEGUN, ASSESSED, PLANNED, UNPLANNED, ADOPTED, MADE, DECIDED, DONE, SEEN, GIVEN_UP, ENDED = (
    EXAMPLES[f"internal_control.{name}.v1"]
    for name in (
        "plan_begun", "risk_assessed", "point_planned", "point_withdrawn", "plan_adopted", "control_carried_out",
        "measure_decided", "measure_done", "measure_effect_seen", "measure_withdrawn", "year_closed",
    )
)
STARTED, TAKEN, RECORDED, ANSWERED, CLOSED, GIVEN_BACK = (
    EXAMPLES[f"journal_review.{name}.v1"]
    for name in ("started", "rule_findings_taken", "finding_recorded", "finding_answered", "closed", "withdrawn")
)
IN_FORCE = (BEGUN, ASSESSED, PLANNED, ADOPTED)
FIRST, SECOND, THIRD = PLANNED.control_due_days


def due(*events):
    plan = ControlPlan.fold(numbered(*events))
    return [(each.kind.value, each.due_on, each.staff) for each in control_duties(plan, DEFAULT_POLICY)]


def waiting(*events):
    review = JournalReview.fold(numbered(*events))
    return [(each.kind.value, each.since, each.due_on, each.role) for each in review_duties(review, DEFAULT_POLICY)]


CONTROLS = [("make_control", day, ANNA) for day in (FIRST, SECOND, THIRD)]


@pytest.mark.parametrize(("events", "expected"), [
    ((), []),
    ((BEGUN, ASSESSED, PLANNED), []),
    (IN_FORCE, CONTROLS),
    ((*IN_FORCE, MADE), CONTROLS[1:]),
    ((*IN_FORCE, UNPLANNED), []),
    ((*IN_FORCE, UNPLANNED, DECIDED), [("take_measure", DECIDED.measure_last_day, BO)]),
    ((*IN_FORCE, UNPLANNED, DECIDED, GIVEN_UP), []),
    ((*IN_FORCE, UNPLANNED, DECIDED, DONE), [("see_effect", DONE.done_on + timedelta(days=90), BO)]),
    ((*IN_FORCE, UNPLANNED, DECIDED, DONE, SEEN), []),
    ((*IN_FORCE, DECIDED, ENDED), []),
])
def test_what_is_due_in_a_plan_is_what_nobody_has_done(events, expected):
    assert due(*events) == expected


def test_a_control_whose_day_was_before_the_plan_was_adopted_is_due_since_that_day():
    late = ADOPTED.model_copy(update={"adopted_on": SECOND})
    found = list(control_duties(ControlPlan.fold(numbered(BEGUN, ASSESSED, PLANNED, late)), DEFAULT_POLICY))
    assert [(each.since, each.due_on) for each in found] == [(FIRST, FIRST), (SECOND, SECOND), (SECOND, THIRD)]


ANSWER = ("answer_findings", date(2024, 9, 16), date(2024, 9, 30), DutyRole.WORKER)
CLOSE = ("close_review", date(2024, 9, 16), date(2024, 11, 15), DutyRole.MANAGER)


@pytest.mark.parametrize(("events", "expected"), [
    ((), []),
    ((STARTED,), [CLOSE]),
    ((STARTED, TAKEN), [ANSWER, CLOSE]),
    ((STARTED, TAKEN, ANSWERED), [CLOSE]),
    ((STARTED, TAKEN, RECORDED, ANSWERED), [("answer_findings", date(2024, 9, 18), date(2024, 10, 2), DutyRole.WORKER), CLOSE]),
    ((STARTED, TAKEN, CLOSED), []),
    ((STARTED, TAKEN, GIVEN_BACK), []),
])
def test_a_review_waits_for_its_oldest_answer_and_for_its_closing(events, expected):
    assert waiting(*events) == expected


def test_a_plan_as_json_tells_on_a_day_what_is_late():
    plan = ControlPlan.fold(numbered(*IN_FORCE, MADE, DECIDED))
    on_last, after = (plan_document(plan, day) for day in (SECOND, SECOND + timedelta(days=1)))
    days = [[each["overdue"] for each in document["controls"][0]["days"]] for document in (on_last, after)]
    assert days == [[False, False, False], [False, True, False]]
    assert [document["controls"][0]["light"] for document in (on_last, after)] == ["yellow", "grey"]
    last_day = DECIDED.measure_last_day
    assert [
        plan_document(plan, day)["measures"][0]["overdue"] for day in (last_day, last_day + timedelta(days=1))
    ] == [False, True]
    assert on_last["risks"][0]["controls"] == [str(CONTROL)] and on_last["risks"][0]["risk_value"] == 12


def test_a_review_as_json_can_be_narrowed_to_some_cases():
    review = JournalReview.fold(numbered(STARTED, TAKEN, RECORDED))
    assert review.unit == UNIT
    whole, own = (review_document(review, DEFAULT_POLICY, cases) for cases in (None, {OTHER_CASE}))
    assert (len(whole["findings"]), whole["cases"]) == (2, [str(CASE), str(OTHER_CASE)])
    assert (own["findings"], own["cases"], own["findings_count"]) == ([], [str(OTHER_CASE)], 2)
    by_rule, seen = whole["findings"]
    assert (by_rule["asked_in_words"], by_rule["observation"], by_rule["claimed"]) == ("R-04", None, True)
    assert (seen["asked_in_words"], seen["status"], seen["answer_by"]) == (
        "är fakta och bedömning åtskilda", None, "2024-10-02"
    )
