"""What came of a report is told to its reporter, the unit's manager, the work group, the management group and other units."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.errors import InvalidValueError, NotAllowedError
from domain.lex_sarah.codes import Degree, FeedbackLevel, FeedbackState, LexSarahStep, ReopenReason
from domain.lex_sarah.report import LexSarahReport
from domain.policies import DEFAULT_POLICY
from tests.support.examples import EXAMPLES
from tests.support.lex_sarah_course import REPORTED_ON, assessed, decided, investigated, reported
from tests.support.lex_sarah_region_calls import TODAY, ask, closed, complete, refused, settled

DAY = timedelta(days=1)
MAIN = EXAMPLES["lex_sarah.report_submitted.v1"]
LATER = date(2024, 8, 5)
WITHOUT_LESSON = [level for level in FeedbackLevel if level is not FeedbackLevel.OTHER_UNITS]


def feedback(course):
    return course.report.feedback


def linked():
    """A duplicate, which another report carries on."""
    course = assessed(reported(), Degree.TANGIBLE_RISK)
    course.do("link", main_report_id=MAIN.originator_id, link_reason="Samma.", others=lambda: (LexSarahReport.fold([MAIN]),))
    return course.on(TODAY)


def transferred():
    """One that another board has taken."""
    course = assessed(reported(), Degree.TANGIBLE_RISK)
    course.do("propose_transfer", transferred_to="Äldrenämnden", transfer_reason="Gäller hemtjänsten.")
    course.do("answer_transfer", transfer_accepted=True, transfer_answer="Tas emot, dnr 7.")
    return course.on(TODAY)


@pytest.mark.parametrize("level", WITHOUT_LESSON)
@pytest.mark.parametrize("day", [TODAY, LATER])
def test_each_level_is_told_from_the_decision_to_today(level, day):
    course = settled().on(LATER)
    assert f"återföring till {level.swedish}" in feedback(course).lacking
    ask("give_feedback", course, feedback_level=level, feedback_on=day)
    assert feedback(course).state_of(level) is FeedbackState.GIVEN and len(feedback(course).lacking) == 4
    ask("give_feedback", course, feedback_level=level, feedback_on=day)
    assert len(feedback(course).told[level]) == 2


@pytest.mark.parametrize("level", FeedbackLevel)
def test_a_level_is_left_out_with_a_motivation_once_and_may_be_told_later(level):
    course = settled()
    ask("omit_feedback", course, feedback_level=level)
    assert feedback(course).state_of(level) is FeedbackState.OMITTED
    refused(NotAllowedError, "utelämnat, med motivering", "omit_feedback", course, feedback_level=level, omission_motivation="")
    if level is FeedbackLevel.OTHER_UNITS:
        ask("share_lesson", course)
    else:
        ask("give_feedback", course, feedback_level=level)
    assert feedback(course).state_of(level) is FeedbackState.GIVEN
    refused(NotAllowedError, "återfört", "omit_feedback", course, feedback_level=level, omission_motivation="")


def test_everybody_told_or_left_out_is_the_end_of_it_and_its_day_is_the_last_ones():
    course = settled()
    [step] = feedback(course).steps(DEFAULT_POLICY)
    assert (step.step, step.started_on, step.due_on, step.done_on) == (
        LexSarahStep.FEED_BACK, TODAY, TODAY + 30 * DAY, None
    )
    for level in WITHOUT_LESSON[:-1]:
        ask("give_feedback", course, feedback_level=level)
    course.on(LATER)
    ask("omit_feedback", course, feedback_level=WITHOUT_LESSON[-1])
    ask("share_lesson", course)
    assert feedback(course).is_terminal and feedback(course).steps(DEFAULT_POLICY)[0].done_on == LATER


@pytest.mark.parametrize(("changes", "message"), [
    ({"feedback_level": FeedbackLevel.OTHER_UNITS, "feedback_on": TODAY + DAY}, "Dela lärdomen i stället"),
    ({"feedback_on": TODAY - DAY, "feedback_text": ""}, "Ange en dag från 2024-08-01"),
    ({"feedback_on": TODAY + DAY, "feedback_text": ""}, "i dag är det"),
    ({"feedback_text": ""}, "Vad som återfördes saknas"),
])
def test_feedback_is_refused_with_what_is_wrong(changes, message):
    refused(InvalidValueError, message, "give_feedback", **changes)


def test_an_omission_says_why():
    refused(InvalidValueError, "Motiveringen till att återföring utelämnas saknas", "omit_feedback", omission_motivation=" ")


@pytest.mark.parametrize(("changes", "message"), [
    ({"lesson": "", "shared_with": ""}, "Lärdomen saknas"),
    ({"lesson": "Ring 070-123 45 67.", "shared_with": ""}, "Lärdomen innehåller ett telefonnummer"),
    ({"lesson": "Som anna andersson skrev: utse ersättare.", "shared_with": ""}, "namnet på någon i ärendet"),
    ({"lesson": "Bo Bengtsson utredde.", "shared_with": ""}, "namnet på någon i ärendet"),
    ({"shared_with": "", "shared_on": TODAY - DAY}, "Vilka lärdomen delades med saknas"),
    ({"shared_on": TODAY - DAY}, "Ange en dag från 2024-08-01"),
    ({"shared_on": TODAY + DAY}, "i dag är det"),
])
def test_a_lesson_is_refused_with_what_is_wrong_and_when_somebody_can_be_recognised(changes, message):
    refused(InvalidValueError, message, "share_lesson", **changes)


@pytest.mark.parametrize(("decision", "wrong"), [
    ("give_feedback", {"feedback_text": ""}), ("omit_feedback", {"omission_motivation": ""}), ("share_lesson", {"lesson": ""}),
])
def test_there_is_nothing_to_tell_before_the_decision(decision, wrong):
    refused(NotAllowedError, "Rapporten är inte beslutad", decision, complete(), **wrong)


@pytest.mark.parametrize("course", [linked, transferred])
@pytest.mark.parametrize("day", [REPORTED_ON, TODAY])
def test_the_reporter_of_what_is_carried_on_elsewhere_is_told_here_and_nobody_else(course, day):
    course = course()
    assert feedback(course).lacking == ("återföring till rapportören",) and not feedback(course).reporter_informed
    refused(NotAllowedError, "Här återförs bara till rapportören", "give_feedback", course)
    refused(NotAllowedError, "Här återförs bara till rapportören", "share_lesson", course)
    ask("give_feedback", course, feedback_level=FeedbackLevel.REPORTER, feedback_on=day)
    assert feedback(course).reporter_informed and feedback(course).is_terminal


def test_a_transfer_that_is_not_accepted_leaves_everybody_to_be_told():
    course = assessed(reported(), Degree.TANGIBLE_RISK)
    course.do("propose_transfer", transferred_to="Äldrenämnden", transfer_reason="Gäller hemtjänsten.")
    course.do("answer_transfer", transfer_accepted=False, transfer_answer="Hör inte hit.")
    assert len(feedback(course).lacking) == len(FeedbackLevel)


def test_a_report_that_is_taken_up_again_is_told_of_anew_and_what_was_told_stays():
    course = closed()
    course.do("reopen", reopen_reason=ReopenReason.NEW_FACTS, reopen_text="Nya uppgifter.")
    assert len(feedback(course).earlier) == len(FeedbackLevel) == len(feedback(course).lacking)
    refused(NotAllowedError, "Rapporten är inte beslutad", "give_feedback", course)
    decided(investigated(course, Degree.SERIOUS_MISCONDUCT, no_measures="Redan ändrat."), Degree.SERIOUS_MISCONDUCT)
    ask("give_feedback", course)
    assert len(feedback(course).lacking) == 4
