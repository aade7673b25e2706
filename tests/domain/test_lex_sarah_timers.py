"""The times of a report's handling: each begins, is to be done by its last day, and is late the day after."""

from datetime import timedelta

import pytest

from domain.lex_sarah.codes import LexSarahStep
from domain.lex_sarah.timers import Step, step
from domain.policies import DEFAULT_POLICY
from projections.lex_sarah_timers import steps_document
from tests.support import lex_sarah_course
from tests.support.cast import cast_id
from tests.support.lex_sarah_calls import (
    OTHER_REPORT,
    REPORTED_ON,
    closed,
    complete,
    decided_course,
    linked,
    main_report,
    nothing,
    ready,
    received,
    reported,
    take,
    transfer_proposed,
    under_investigation,
)

DAY = timedelta(days=1)


def steps_of(course):
    return {each.step: each for each in course.report.handling.steps(DEFAULT_POLICY)}


@pytest.mark.parametrize("days", [0, 1, 61])
def test_a_step_is_in_time_on_its_last_day_and_late_on_the_next(days):
    running = step(LexSarahStep.RECEIVE, REPORTED_ON, days)
    last_day = REPORTED_ON + days * DAY
    assert (running.due_on, running.days_late(last_day), running.days_late(last_day + DAY)) == (last_day, 0, 1)
    done = Step(LexSarahStep.RECEIVE, REPORTED_ON, last_day, last_day + 2 * DAY)
    assert done.days_late(last_day) == done.days_late(last_day + 99 * DAY) == 2, "what was late is late for ever"


@pytest.mark.parametrize(
    ("state", "begun", "policy_field"),
    [
        (reported, LexSarahStep.RECEIVE, "lex_sarah_receipt_days"),
        (received, LexSarahStep.ASSESS, "lex_sarah_assessment_days"),
        (received, LexSarahStep.INVESTIGATE, "lex_sarah_investigation_days"),
        (complete, LexSarahStep.DECIDE, "lex_sarah_decision_days"),
        (transfer_proposed, LexSarahStep.CONFIRM_TRANSFER, "lex_sarah_transfer_days"),
    ],
)
def test_each_state_begins_its_step_with_the_boards_own_number_of_days(state, begun, policy_field):
    running = steps_of(state())[begun]
    days = getattr(DEFAULT_POLICY, policy_field)
    assert (running.started_on, running.due_on, running.done_on) == (REPORTED_ON, REPORTED_ON + days * DAY, None)
    longer = DEFAULT_POLICY.model_copy(update={policy_field: days + 5})
    [moved] = [each for each in state().report.handling.steps(longer) if each.step is begun]
    assert moved.due_on == running.due_on + 5 * DAY


def test_the_report_itself_is_timed_from_when_it_was_noticed():
    course = reported()
    [first, *_] = course.report.handling.steps(DEFAULT_POLICY)
    assert (first.step, first.started_on, first.done_on) == (LexSarahStep.REPORT, REPORTED_ON, REPORTED_ON)


def test_what_another_report_or_board_carries_on_leaves_only_what_was_done():
    assert set(steps_of(linked())) == {LexSarahStep.REPORT, LexSarahStep.RECEIVE}
    assert all(each.done_on is not None for each in steps_of(closed()).values())


@pytest.mark.parametrize("passed_on", [
    [("link", {"main_report_id": OTHER_REPORT, "link_reason": "Samma sak.", "others": lambda: (main_report().report,)})],
    [("propose_transfer", {"transferred_to": "Äldrenämnden", "transfer_reason": "Deras."}),
     ("answer_transfer", {"transfer_accepted": True, "transfer_answer": "Tas över."})],
])
def test_of_what_others_carry_on_nothing_is_left_here_but_to_tell_its_reporter_and_nothing_is_late(passed_on):
    course = lex_sarah_course.reported()
    take(course, "receive")
    for decision, values in passed_on:
        course.do(decision, **values)
    report = course.report
    assert report.individuals.steps(DEFAULT_POLICY) and report.individuals.lacking, "the control: somebody is affected"
    assert {each.step for each in report.steps(DEFAULT_POLICY)} == {LexSarahStep.REPORT, LexSarahStep.RECEIVE}
    assert [report.left_in(each) for each in report.regions] == [(), (), (), (), ("återföring till rapportören",)]


def test_an_assigned_investigator_a_decision_and_a_new_version_end_and_begin_their_steps():
    assert steps_of(under_investigation())[LexSarahStep.ASSIGN].done_on == REPORTED_ON
    assert steps_of(decided_course())[LexSarahStep.DECIDE].done_on == REPORTED_ON
    course = closed()
    course.on(REPORTED_ON + 40 * DAY)
    take(course, "reopen", entry_id=cast_id(30350))
    again = steps_of(course)[LexSarahStep.INVESTIGATE]
    assert (again.started_on, again.done_on) == (REPORTED_ON + 40 * DAY, None)


def test_a_version_that_was_late_stays_so_when_it_is_sent_back_or_taken_up_again():
    course, late_on = ready(), REPORTED_ON + 31 * DAY
    take(course.on(late_on), "complete", entry_id=cast_id(30240))
    take(course.on(late_on + DAY), "return_for_supplement", entry_id=cast_id(30351))
    first, second = [each for each in course.report.steps(DEFAULT_POLICY) if each.step is LexSarahStep.INVESTIGATE]
    assert (first.done_on, first.days_late(late_on)) == (late_on, 1)
    assert (second.started_on, second.done_on) == (late_on + DAY, None)
    assert LexSarahStep.DECIDE not in {each.step for each in course.report.steps(DEFAULT_POLICY)}, "it was sent back instead"


def test_before_there_is_a_report_no_time_runs():
    assert nothing().report.steps(DEFAULT_POLICY) == ()


def test_the_steps_are_shown_with_how_late_they_are_on_the_day():
    shown = steps_document(received().report.handling.steps(DEFAULT_POLICY), REPORTED_ON + 5 * DAY)
    assert shown[2] == {
        "step": "assess", "step_in_words": "göra en första bedömning", "started_on": "2024-07-19", "due_on": "2024-07-22",
        "done_on": None, "late": True, "days_late": 2,
    }
    assert (shown[1]["late"], shown[1]["days_late"], shown[1]["done_on"]) == (False, 0, "2024-07-19")
