"""Measures: taken at once, planned, followed to their effect and open until they have helped, or it is said why not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.base import Occurred
from domain.codes import YesNoUnknown
from domain.errors import InvalidValueError, NotAllowedError, NotFoundError
from domain.lex_sarah.codes import (
    CauseArea,
    LexSarahMeasureEffect,
    LexSarahStep,
    MeasuresState,
    MeasureState,
    ReopenReason,
)
from domain.policies import DEFAULT_POLICY, Policy
from tests.support.cast import CASE, OTHER_CASE, cast_id
from tests.support.lex_sarah_course import REPORTED_ON
from tests.support.lex_sarah_region_calls import (
    MEASURE,
    OTHER,
    TODAY,
    ask,
    closed,
    complete,
    done,
    due,
    looked_at,
    planned,
    refused,
)

DAY = timedelta(days=1)
OCCURRED_ON, DONE_ON = date(2024, 6, 24), date(2024, 7, 30)
LONGEST = timedelta(days=DEFAULT_POLICY.lex_sarah_effect_days_max)
LACKING, VERIFIED = LexSarahMeasureEffect.LACKING, LexSarahMeasureEffect.VERIFIED
NOTHING_SAID = ("åtgärder, eller motiveringen till att inga fler behövs",)


def measures(course):
    return course.report.measures


# --- at once -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", [OCCURRED_ON, TODAY])
@pytest.mark.parametrize("case_ids", [(), (CASE,)])
def test_what_was_done_at_once_is_recorded_from_the_event_to_today(day, case_ids):
    course = due()
    ask("take_immediate_measure", course, taken_at=Occurred(on=day), for_case_ids=case_ids)
    assert measures(course).state is MeasuresState.IMMEDIATE_TAKEN and measures(course).lacking == NOTHING_SAID


@pytest.mark.parametrize("removed", [YesNoUnknown.NO, YesNoUnknown.UNKNOWN])
def test_a_risk_that_is_not_surely_removed_says_what_remains(removed):
    refused(InvalidValueError, "Ange vad som återstår av den", "take_immediate_measure", risk_removed=removed)
    refused(
        InvalidValueError, "Vad som återstår av risken saknas", "take_immediate_measure", risk_removed=removed, remaining_risk=""
    )
    assert ask("take_immediate_measure", risk_removed=removed, remaining_risk="Andra lediga.").risk_removed is removed


@pytest.mark.parametrize(("changes", "kind", "message"), [
    ({"taken_at": Occurred(on=OCCURRED_ON - DAY), "measure": ""}, InvalidValueError, "Ange en dag från 2024-06-24"),
    ({"taken_at": Occurred(on=TODAY + DAY), "measure": ""}, InvalidValueError, "i dag är det 2024-08-01"),
    ({"measure": "", "taken_by_role": ""}, InvalidValueError, "Åtgärden saknas"),
    ({"taken_by_role": "", "for_case_ids": (CASE, CASE)}, InvalidValueError, "Rollen hos den som vidtog åtgärden saknas"),
    ({"for_case_ids": (CASE, CASE, OTHER_CASE)}, InvalidValueError, "Ett ärende anges två gånger"),
    ({"for_case_ids": (OTHER_CASE,), "remaining_risk": ""}, NotFoundError, "hör inte till dem som berörs"),
    ({"remaining_risk": ""}, InvalidValueError, "Risken är undanröjd. Utelämna"),
])
def test_an_immediate_measure_is_refused_with_what_is_wrong(changes, kind, message):
    refused(kind, message, "take_immediate_measure", **changes)


# --- planned -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("last_day", "effect_due_on"), [(TODAY, TODAY), (TODAY + DAY, TODAY + DAY + LONGEST)])
def test_a_measure_is_planned_from_today_with_a_day_to_look_at_its_effect(last_day, effect_due_on):
    course = due()
    ask("plan_measure", course, measure_last_day=last_day, effect_due_on=effect_due_on)
    assert measures(course).lacking == ("genomförandet av planerade åtgärder (1)",)
    assert [(each.step, each.due_on) for each in measures(course).steps(DEFAULT_POLICY)] == [(LexSarahStep.MEASURE, last_day)]


@pytest.mark.parametrize(("changes", "kind", "message"), [
    ({"measure": "", "addressed_areas": ()}, InvalidValueError, "Åtgärden saknas"),
    ({"addressed_areas": (), "measure_owner_name": ""}, InvalidValueError, "minst ett orsaksområde"),
    ({"addressed_areas": (CauseArea.PROCEDURES,) * 2, "measure_owner_name": ""}, InvalidValueError, "anges två gånger"),
    ({"measure_owner_name": "", "measure_owner_title": ""}, InvalidValueError, "Namnet på den som ansvarar saknas"),
    ({"measure_owner_title": "", "verification": ""}, InvalidValueError, "Befattningen saknas"),
    ({"verification": "", "measure_last_day": TODAY - DAY}, InvalidValueError, "Hur effekten ska visa sig saknas"),
    (
        {"measure_last_day": TODAY - DAY, "effect_due_on": date(2000, 1, 1)}, InvalidValueError,
        "Åtgärdens sista dag är 2024-07-31, men i dag är det 2024-08-01",
    ),
    ({"measure_last_day": TODAY + DAY}, InvalidValueError, "Ange en dag från 2024-08-02 till 2025-08-03"),
    ({"effect_due_on": TODAY + LONGEST + DAY, "instead_of": cast_id(1)}, InvalidValueError, "till 2025-08-02"),
    ({"instead_of": cast_id(1)}, NotFoundError, "Åtgärden finns inte"),
])
def test_a_plan_is_refused_with_what_is_wrong(changes, kind, message):
    refused(kind, message, "plan_measure", **changes)


@pytest.mark.parametrize("course", [planned, done, lambda: looked_at(VERIFIED)])
def test_only_a_measure_without_its_effect_is_followed_by_another(course):
    refused(NotAllowedError, "inte en vars effekt uteblev", "plan_measure", course(), instead_of=MEASURE)


# --- other days --------------------------------------------------------------------------------------------------------


def test_a_measure_gets_other_days_with_the_reason_and_both_are_what_is_late_by():
    course = planned()
    ask("change_measure_due", course)
    known = measures(course).planned[MEASURE]
    assert (known.last_day, known.effect_due_on, known.planned.measure_last_day) == (date(2024, 9, 1), date(2024, 10, 1), TODAY)
    assert measures(course).steps(DEFAULT_POLICY)[0].due_on == date(2024, 9, 1)


def test_once_it_is_taken_only_the_day_to_look_at_it_is_moved():
    course = done()
    refused(InvalidValueError, "sista dagen är kvar 2024-08-01", "change_measure_due", course, reason="")
    refused(
        InvalidValueError, "Ange en dag från 2024-08-01 till 2025-08-02", "change_measure_due", course, measure_last_day=TODAY,
        effect_due_on=TODAY - DAY, reason="",
    )
    for day in (TODAY + LONGEST, TODAY + DAY):
        ask("change_measure_due", course, measure_last_day=TODAY, effect_due_on=day)
        assert measures(course).planned[MEASURE].effect_due_on == day


def test_a_look_that_is_long_overdue_is_moved_to_a_day_that_can_still_come():
    course = done().on(TODAY + LONGEST + DAY)
    ask("change_measure_due", course, measure_last_day=TODAY, effect_due_on=course.day)
    refused(
        InvalidValueError, "Ange en dag från 2025-08-03 till 2025-08-03", "change_measure_due", course, measure_last_day=TODAY,
        effect_due_on=course.day + DAY,
    )


@pytest.mark.parametrize(("changes", "kind", "message"), [
    ({"measure_id": cast_id(1), "reason": ""}, NotFoundError, "Åtgärden finns inte"),
    ({"measure_last_day": TODAY - DAY, "reason": ""}, InvalidValueError, "Åtgärdens sista dag är 2024-07-31"),
    ({"effect_due_on": date(2024, 8, 31), "reason": ""}, InvalidValueError, "Ange en dag från 2024-09-01"),
    ({"measure_last_day": TODAY, "effect_due_on": TODAY, "reason": ""}, InvalidValueError, "Ändringen ändrar ingenting"),
    ({"reason": ""}, InvalidValueError, "Skälet till ändringen saknas"),
])
def test_other_days_are_refused_with_what_is_wrong(changes, kind, message):
    refused(kind, message, "change_measure_due", **changes)


def test_a_measure_that_is_looked_at_keeps_its_days():
    refused(NotAllowedError, "Åtgärden är: effekten bekräftad", "change_measure_due", looked_at(VERIFIED), reason="")


# --- taken, and looked at ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", [OCCURRED_ON, TODAY])
def test_a_measure_is_taken_with_what_shows_it_and_its_effect_is_left(day):
    course = planned()
    ask("complete_measure", course, done_on=day)
    assert measures(course).state is MeasuresState.DONE
    assert measures(course).lacking == ("uppföljningen av genomförda åtgärders effekt (1)",)
    assert [each.step for each in measures(course).steps(DEFAULT_POLICY)].count(LexSarahStep.CHECK_EFFECT) == 1


@pytest.mark.parametrize(("course", "changes", "kind", "message"), [
    (planned, {"measure_id": cast_id(1), "measure_evidence": ""}, NotFoundError, "Åtgärden finns inte"),
    (done, {"measure_evidence": ""}, NotAllowedError, "Åtgärden är: genomförd, effekten inte följd upp."),
    (planned, {"done_on": OCCURRED_ON - DAY, "measure_evidence": ""}, InvalidValueError, "Ange en dag från 2024-06-24"),
    (planned, {"done_on": TODAY + DAY, "measure_evidence": ""}, InvalidValueError, "i dag är det"),
    (planned, {"measure_evidence": ""}, InvalidValueError, "Vad som visar att åtgärden är genomförd saknas"),
])
def test_a_completion_is_refused_with_what_is_wrong(course, changes, kind, message):
    refused(kind, message, "complete_measure", course(), **changes)


@pytest.mark.parametrize("day", [DONE_ON, TODAY])
def test_an_effect_that_is_verified_ends_the_measure(day):
    course = done()
    ask("check_measure_effect", course, effect_seen_on=day)
    assert measures(course).state is MeasuresState.EFFECT_VERIFIED and measures(course).is_terminal


@pytest.mark.parametrize(("course", "changes", "kind", "message"), [
    (done, {"measure_id": cast_id(1), "effect_text": ""}, NotFoundError, "Åtgärden finns inte"),
    (planned, {"effect_text": ""}, NotAllowedError, "Åtgärden är: planerad."),
    (done, {"effect_seen_on": DONE_ON - DAY, "effect_text": ""}, InvalidValueError, "Ange en dag från 2024-07-30"),
    (done, {"effect_seen_on": TODAY + DAY, "effect_text": ""}, InvalidValueError, "i dag är det"),
    (lambda: looked_at(LACKING), {"effect_seen_on": DONE_ON, "effect_text": ""}, InvalidValueError, "från 2024-08-01"),
    (done, {"effect_text": ""}, InvalidValueError, "Vad uppföljningen visade saknas"),
])
def test_a_look_at_the_effect_is_refused_with_what_is_wrong(course, changes, kind, message):
    refused(kind, message, "check_measure_effect", course(), **changes)


def test_an_effect_that_is_lacking_keeps_it_open_until_another_measure_has_helped():
    course = looked_at(LACKING)
    assert measures(course).lacking == ("en ny åtgärd, eller en motivering, där effekten uteblev (1)",)
    ask("plan_measure", course, instead_of=MEASURE)
    assert measures(course).planned[MEASURE].state is MeasureState.REPLACED
    assert measures(course).lacking == ("genomförandet av planerade åtgärder (1)",)
    ask("complete_measure", course, measure_id=OTHER)
    ask("check_measure_effect", course, measure_id=OTHER)
    assert measures(course).is_terminal


def test_an_effect_that_is_lacking_ends_with_a_motivation_or_with_a_later_look_that_sees_it():
    course = looked_at(LACKING)
    ask("drop_measure", course)
    assert measures(course).is_terminal and measures(course).planned[MEASURE].state is MeasureState.DROPPED
    assert measures(course).steps(DEFAULT_POLICY) == ()
    course = looked_at(LACKING)
    ask("check_measure_effect", course)
    assert measures(course).state is MeasuresState.EFFECT_VERIFIED


def test_what_replaced_it_answers_an_earlier_look_and_not_a_later_one():
    course = looked_at(LACKING)
    ask("plan_measure", course, instead_of=MEASURE)
    ask("check_measure_effect", course, lex_sarah_effect=LACKING)
    assert measures(course).planned[MEASURE].state is MeasureState.EFFECT_LACKING


def test_striking_the_plan_that_replaced_it_opens_it_again():
    course = looked_at(LACKING)
    ask("plan_measure", course, instead_of=MEASURE)
    course.do("strike_entry", entry_id=OTHER, reason="Fel åtgärd.")
    assert measures(course).planned[MEASURE].state is MeasureState.EFFECT_LACKING
    with pytest.raises(NotAllowedError, match="bygger på den här"):
        course.ask("strike_entry", entry_id=MEASURE, reason="Fel.")


# --- dropped, or none --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("course", [planned, done, lambda: looked_at(LACKING)])
def test_an_open_measure_goes_no_further_with_a_motivation(course):
    course = course()
    ask("drop_measure", course)
    assert measures(course).is_terminal and measures(course).state is MeasuresState.NO_MORE_NEEDED


@pytest.mark.parametrize(("course", "changes", "kind", "message"), [
    (planned, {"measure_id": cast_id(1), "drop_motivation": ""}, NotFoundError, "Åtgärden finns inte"),
    (lambda: looked_at(VERIFIED), {"drop_motivation": ""}, NotAllowedError, "Åtgärden är: effekten bekräftad"),
    (planned, {"drop_motivation": ""}, InvalidValueError, "Motiveringen till att åtgärden avslutas saknas"),
])
def test_giving_up_is_refused_with_what_is_wrong(course, changes, kind, message):
    refused(kind, message, "drop_measure", course(), **changes)


def test_no_measure_is_needed_only_with_a_motivation_and_without_a_plan():
    course = due()
    assert measures(course).lacking == NOTHING_SAID
    refused(InvalidValueError, "Motiveringen till att inga åtgärder behövs saknas", "need_no_measure", course,
            no_measure_motivation="")
    ask("need_no_measure", course)
    assert measures(course).state is MeasuresState.NO_MORE_NEEDED and measures(course).is_terminal
    ask("plan_measure", course)
    assert measures(course).no_more is None and not measures(course).is_terminal
    refused(NotAllowedError, "Åtgärder är planerade", "need_no_measure", course, no_measure_motivation="")


def test_the_investigation_may_say_why_nothing_is_done_until_the_report_is_taken_up_again():
    assert measures(complete()).state is MeasuresState.NO_MORE_NEEDED
    course = closed()
    course.do("reopen", reopen_reason=ReopenReason.EFFECT_LACKING, reopen_text="Det hände igen.")
    assert measures(course).lacking == NOTHING_SAID


def test_a_board_decides_how_long_an_effect_may_be_waited_for():
    short = Policy(lex_sarah_effect_days_max=0)
    assert ask("plan_measure", policy=short).effect_due_on == TODAY
    refused(InvalidValueError, "från 2024-08-01 till 2024-08-01", "plan_measure", policy=short, effect_due_on=TODAY + DAY)


def test_what_was_reported_as_done_at_once_is_no_recorded_measure():
    assert REPORTED_ON < TODAY and not measures(due()).is_begun
