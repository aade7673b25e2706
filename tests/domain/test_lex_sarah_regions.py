"""What every decision of the regions IVO, measures, individuals and feedback refuses alike, and in which order."""

from __future__ import annotations

import pytest

from domain.codes import YesNoUnknown
from domain.errors import ConflictError, NotAllowedError, NotFoundError
from domain.event_types import EVENT_TYPES
from domain.lex_sarah.base import LexSarahEntry
from domain.lex_sarah.codes import Affected, Degree, HandlingState
from domain.lex_sarah.report import LexSarahReport
from domain.stream_state import StreamState
from projections.areas.lex_sarah_regions import regions_document
from tests.support.cast import ANNA, BO, cast_id
from tests.support.examples import EXAMPLES
from tests.support.lex_sarah_course import BY_ANNA, Course, assessed, reported
from tests.support.lex_sarah_region_calls import CALLS, INVESTIGATION, OWN_ID, ask, closed, due, refused

MAIN = EXAMPLES["lex_sarah.report_submitted.v1"]
WRONG = {  # An unusable text, so that what is refused before it is refused first.
    "decide_ivo_notification": "ivo_motivation", "send_ivo_notification": "ivo_case_number",
    "state_ivo_case_number": "ivo_case_number", "take_ivo_request": "ivo_request", "move_ivo_deadline": "ivo_answer",
    "send_ivo_supplement": "ivo_supplement_reason", "take_ivo_letter": "letter", "take_ivo_decision": "ivo_reference",
    "take_immediate_measure": "measure", "plan_measure": "measure", "change_measure_due": "reason",
    "complete_measure": "measure_evidence", "check_measure_effect": "effect_text", "drop_measure": "drop_motivation",
    "need_no_measure": "no_measure_motivation", "inform_individual": "told_by_name",
    "leave_individual_uninformed": "not_told_motivation", "leave_record_unlinked": "no_link_motivation",
    "settle_unknown_individuals": "unknown_motivation", "give_feedback": "feedback_text",
    "omit_feedback": "omission_motivation", "share_lesson": "lesson",
}
STEPS = {f"lex_sarah.{name}" for name in (
    "report_supplemented", "report_received", "transfer_proposed", "transfer_answered", "deviation_linked",
    "initial_assessment_made", "investigation_form_changed", "investigator_assigned", "conflict_declared", "access_granted",
    "access_ended", "misconduct_decided", "degree_escalated", "report_closed", "report_reopened", "investigation_completed",
    "returned_for_supplement", "ivo_notification_decided", "ivo_notification_sent", "ivo_supplement_sent",
)}
"""What the handling has done; a step is followed by another, never taken back."""
EVERY = [pytest.param(decision, {WRONG[decision]: ""} if decision in WRONG else {}, id=decision) for decision in CALLS]
ALSO_CLOSED, ALSO_IN_CONFLICT = {"take_ivo_letter"}, {"take_ivo_letter", "take_immediate_measure"}


def linked():
    """A report that another one carries on, in which nothing of IVO or measures has begun."""
    course = assessed(reported(), Degree.TANGIBLE_RISK)
    course.do("link", main_report_id=MAIN.originator_id, link_reason="Samma.", others=lambda: (LexSarahReport.fold([MAIN]),))
    return course


@pytest.mark.parametrize("decision", CALLS)
def test_every_decision_leads_to_its_fact_which_is_remembered_alike_when_it_is_folded_anew(decision):
    if decision == "settle_unknown_individuals":
        course = assessed(reported(affected=Affected.UNKNOWN, case_ids=()), Degree.TANGIBLE_RISK)
    elif decision == "take_ivo_decision":
        course = CALLS[decision][0]()
        ask("send_ivo_supplement", course, documents=(INVESTIGATION,), ivo_supplement_reason=None)
    else:
        course = CALLS[decision][0]()
    ask(decision, course)
    assert LexSarahReport.fold(course.events) == course.report
    assert regions_document(course.report).keys() == {"ivo", "measures", "individuals", "feedback"}


@pytest.mark.parametrize(("decision", "wrong"), EVERY)
def test_an_unknown_report_is_refused_before_anything_else(decision, wrong):
    refused(NotFoundError, "Rapporten finns inte", decision, Course(), **wrong)


@pytest.mark.parametrize(("decision", "wrong"), EVERY)
def test_a_used_id_is_refused_before_the_values(decision, wrong):
    course = CALLS[decision][0]()
    used = next(iter(course.report.entries))
    refused(ConflictError, "finns redan", decision, course, **{**wrong, OWN_ID.get(decision, "entry_id"): used})


@pytest.mark.parametrize(("decision", "wrong"), [each for each in EVERY if each.id not in ALSO_CLOSED])
def test_a_closed_report_is_refused(decision, wrong):
    refused(NotAllowedError, "avslutades 2024-08-01", decision, closed(), **wrong)


@pytest.mark.parametrize(("decision", "wrong"), [each for each in EVERY if each.id not in ALSO_IN_CONFLICT])
def test_who_is_in_conflict_takes_no_part(decision, wrong):
    course = CALLS[decision][0]()
    course.do("declare_conflict", conflicted_id=ANNA, conflicted_name="Anna Andersson", conflict_text="Ansvarade.")
    refused(NotAllowedError, "Jäv är anmält", decision, course.on(course.day, BY_ANNA), **wrong)


def test_who_is_in_conflict_may_still_say_what_was_averted():
    course = due()
    course.do("declare_conflict", conflicted_id=ANNA, conflicted_name="Anna Andersson", conflict_text="Ansvarade.")
    assert ask("take_immediate_measure", course.on(course.day, BY_ANNA)).actor_id == ANNA


def test_a_letter_is_kept_when_the_report_is_closed_too():
    assert ask("take_ivo_letter", closed()).letter == "Anmälan är mottagen."


@pytest.mark.parametrize(("decision", "wrong"), [
    each for each in EVERY if each.id not in {"take_ivo_letter", "give_feedback", "omit_feedback", "share_lesson"}
])
def test_what_is_carried_on_elsewhere_begins_nothing_of_its_own(decision, wrong):
    refused(NotAllowedError, "Arbetet fortsätter där", decision, linked(), **wrong)


def test_what_had_begun_before_the_link_is_finished_where_it_began():
    course = assessed(reported(), Degree.TANGIBLE_RISK)
    ask("take_immediate_measure", course, risk_removed=YesNoUnknown.NO, remaining_risk="Andra lediga.")
    course.do("link", main_report_id=MAIN.originator_id, link_reason="Samma.", others=lambda: (LexSarahReport.fold([MAIN]),))
    assert course.report.handling.state is HandlingState.LINKED
    ask("need_no_measure", course)
    assert course.report.measures.is_terminal


def test_a_reports_groups_of_decisions_have_no_two_methods_of_the_same_name():
    defined = {}
    for group in LexSarahReport.__mro__[1:]:
        # What every stream has is no group of decisions.
        for name in vars(group).keys() if group not in StreamState.__mro__ else ():
            if not name.startswith(("__", "_abc_")):
                defined.setdefault(name, set()).add(group.__name__)
    assert {name: groups for name, groups in defined.items() if len(groups) > 1} == {}


def test_an_unknown_report_has_nothing_left_that_is_not_said():
    report = LexSarahReport.fold([])
    assert (report.version, report.ivo.state.value, report.measures.state.value) == (0, "undecided", "none")
    assert not any(region.is_begun for region in report.regions)
    assert cast_id(1) not in report.entries and BO not in report.entries


def test_what_the_investigation_consists_of_is_known_and_may_be_struck_until_it_is_finished():
    names = (
        "finding_recorded", "interview_held", "document_added", "causes_analysed", "consequences_assessed", "recurrence_assessed",
    )
    found = {kind.TYPE for kind in EVENT_TYPES.values() if issubclass(kind, LexSarahEntry) and kind.IS_INVESTIGATION}
    assert found == {f"lex_sarah.{name}" for name in names}


def test_no_step_of_the_handling_may_be_struck_and_every_other_entry_may():
    steps = {
        kind.TYPE for kind in EVENT_TYPES.values()
        if issubclass(kind, LexSarahEntry) and not kind.MAY_BE_STRUCK
    }
    assert steps == STEPS
