"""R-32 to R-35: viewpoints, the documentation of a closing, follow-ups after it, and decisions that are not carried out."""

from datetime import date, timedelta

import pytest

from domain.base import Purpose
from domain.case.decisions.codes import ExecutionStep, UnexecutedReceiver
from domain.case.follow_up.codes import FollowUpPoint
from domain.codes import LegalBasis, ViewpointKind
from domain.completeness.codes import Status
from domain.completeness.finding import worst
from domain.completeness.judging import InForce
from domain.policies import DEFAULT_POLICY
from domain.viewpoint.codes import FeedbackTo, ViewpointStep
from projections.checked_records import checked_records
from projections.completeness import RuleInForce, judge_record
from tests.support.examples import cast_id
from tests.support.journals import OPENED, RULES, example, found, imported, recorded, status

DAY = timedelta(days=1)
RECEIVED = date(2024, 7, 11)
LAST_DAY = date(2024, 7, 25)
"""Fourteen days after the viewpoint."""
VIEWPOINT = example("viewpoint.received", kind=ViewpointKind.IMPROVEMENT)
COMPLAINT = example("viewpoint.received")
ADAPTED, FED_BACK = example("viewpoint.adaptation_made"), example("viewpoint.feedback_given")
RULED_OUT = example("viewpoint.adaptation_ruled_out")
REGISTERED, ANSWERED = example("viewpoint.complaint_registered"), example("viewpoint.complaint_answered")
REFERRED, CORRECTED = example("viewpoint.referred_to_appeal"), example("viewpoint.corrected")


def on(day, *events):
    return [(day, event) for event in events]


def viewpoints(day, *events):
    """What R-32 finds, all written on the day the viewpoint came in."""
    return found("R-32", day, *on(RECEIVED, *events))


def one(day, *events):
    return worst(viewpoints(day, *events))


def withdrawing(step):
    return example("viewpoint.step_withdrawn", step=step)


def test_a_viewpoint_with_a_receiver_a_measure_and_feedback_in_time_is_in_order():
    (finding,) = viewpoints(LAST_DAY + DAY, VIEWPOINT, ADAPTED, FED_BACK)
    assert (finding.status, finding.due, finding.key) == (Status.OK, LAST_DAY, VIEWPOINT.originator_id)
    assert finding.evidence == (1, 2, 3)


@pytest.mark.parametrize(
    ("day", "expected"), [(LAST_DAY, Status.OK), (LAST_DAY + DAY, Status.GAP)], ids=["the last day", "the day after"]
)
def test_a_viewpoint_that_waits_becomes_a_gap_after_fourteen_days(day, expected):
    assert one(day, VIEWPOINT) is expected


def test_a_gap_says_what_is_missing_since_when_and_what_proves_it():
    (finding,) = viewpoints(date(2024, 9, 1), VIEWPOINT, ADAPTED)
    assert (finding.status, finding.since, finding.basis, finding.evidence) == (Status.GAP, LAST_DAY + DAY, "feedback", (1, 2))
    (finding,) = viewpoints(date(2024, 9, 1), VIEWPOINT.model_copy(update={"received_by_id": None, "received_by": None}))
    assert finding.basis == "receiver, measure, feedback"


@pytest.mark.parametrize(("given_on", "expected"), [(LAST_DAY, Status.OK), (LAST_DAY + DAY, Status.LATE)])
def test_feedback_after_the_last_day_is_late_for_ever(given_on, expected):
    late = FED_BACK.model_copy(update={"given_on": given_on})
    assert one(date(2025, 1, 1), VIEWPOINT, ADAPTED, late) is expected


@pytest.mark.parametrize("measure", [ADAPTED, RULED_OUT])
def test_that_nothing_can_be_changed_is_a_measure_too_and_may_be_withdrawn(measure):
    step = ViewpointStep.ADAPTATION if measure is ADAPTED else ViewpointStep.RULING_OUT
    assert one(date(2024, 9, 1), VIEWPOINT, measure, FED_BACK) is Status.OK
    (finding,) = viewpoints(date(2024, 9, 1), VIEWPOINT, measure, FED_BACK, withdrawing(step))
    assert (finding.status, finding.basis) == (Status.GAP, "measure")


def test_feedback_to_the_work_group_is_none_to_the_giver():
    to_group = FED_BACK.model_copy(update={"feedback_to": FeedbackTo.WORK_GROUP})
    assert one(date(2024, 9, 1), VIEWPOINT, ADAPTED, to_group) is Status.GAP


def test_praise_asks_only_for_a_receiver_and_who_is_not_known_cannot_be_told():
    praise = VIEWPOINT.model_copy(update={"kind": ViewpointKind.PRAISE})
    assert one(date(2024, 9, 1), praise) is Status.OK
    unknown_giver = VIEWPOINT.model_copy(update={"case_id": None, "givers": (), "giver_role": None})
    record = checked_records(recorded(on(RECEIVED, unknown_giver, ADAPTED.model_copy(update={"case_id": None}))), RECEIVED)
    (finding,) = judge_record(
        [RuleInForce(RULES["R-32"], (InForce(RULES["R-32"].check_under(DEFAULT_POLICY)),))], record[0], date(2024, 9, 1)
    )
    assert (finding.finding.status, finding.case_id, finding.unit_id) == (Status.OK, None, unknown_giver.unit)


def test_a_formal_complaint_has_its_feedback_by_the_answer_alone():
    events = (COMPLAINT, ADAPTED, FED_BACK, REGISTERED)
    (finding,) = viewpoints(date(2024, 9, 1), *events)
    assert (finding.status, finding.basis) == (Status.GAP, "feedback")
    assert one(date(2024, 9, 1), *events, ANSWERED) is Status.OK
    assert one(date(2024, 9, 1), COMPLAINT, REGISTERED, ANSWERED) is Status.OK, "the answer says what is done"
    assert one(date(2024, 9, 1), *events, ANSWERED, withdrawing(ViewpointStep.ANSWER)) is Status.GAP


def test_who_was_referred_to_appeal_waits_for_nothing():
    assert one(date(2024, 9, 1), VIEWPOINT, REFERRED) is Status.OK


def test_a_correction_states_adaptation_and_feedback_whole():
    events = (VIEWPOINT, ADAPTED, FED_BACK)
    assert one(date(2024, 9, 1), VIEWPOINT, CORRECTED) is Status.OK
    emptied = CORRECTED.model_copy(update={"adaptation": None, "adapted_on": None, "feedback_on": None})
    assert viewpoints(date(2024, 9, 1), *events, emptied)[0].basis == "measure, feedback"


def test_what_a_source_does_not_say_is_unknown_and_does_not_hide_what_is_missing():
    bare = imported(VIEWPOINT, received_by_id=None, received_by=None)
    undated = imported(ADAPTED, adapted_on=None)
    both = viewpoints(date(2024, 9, 1), bare, undated, FED_BACK)
    assert sorted((each.status.value, each.basis) for each in both if each.status is Status.UNKNOWN) == [
        ("unknown", "measure_day_not_known"), ("unknown", "receiver_not_known"),
    ]
    assert worst(both) is Status.UNKNOWN
    assert one(date(2024, 9, 1), bare, undated) is Status.GAP
    assert all(each.claimed for each in viewpoints(date(2024, 9, 1), bare, undated))


def test_a_case_without_viewpoints_has_nothing_to_handle():
    assert one(date(2024, 9, 1)) is Status.NOT_APPLICABLE


# R-33, R-33b, R-34

CLOSED = example("case.closed")
CLOSED_ON = CLOSED.closed_on
DOCUMENTED_BY = CLOSED_ON + 14 * DAY
DOCUMENTED = example("case.closing_documented", reported_to_commissioner_on=CLOSED_ON + DAY)
MUCH_LATER = date(2026, 6, 1)


def closed(*written):
    return [(CLOSED_ON, CLOSED), *written]


@pytest.mark.parametrize("rule", ["R-33", "R-33b"])
@pytest.mark.parametrize(
    ("day", "expected"), [(DOCUMENTED_BY, Status.OK), (DOCUMENTED_BY + DAY, Status.GAP)], ids=["the last day", "the day after"]
)
def test_a_closing_is_to_be_documented_within_fourteen_days(rule, day, expected):
    assert status(rule, day, *closed()) is expected


@pytest.mark.parametrize("rule", ["R-33", "R-33b"])
@pytest.mark.parametrize(("day", "expected"), [(DOCUMENTED_BY, Status.OK), (DOCUMENTED_BY + DAY, Status.LATE)])
def test_a_closing_that_is_documented_after_the_last_day_is_late_for_ever(rule, day, expected):
    written = DOCUMENTED.model_copy(update={"closing_documented_on": day, "reported_to_commissioner_on": day})
    assert status(rule, MUCH_LATER, *closed((day, written))) is expected


def test_a_closing_that_lacks_parts_says_which():
    partly = DOCUMENTED.model_copy(
        update={"goal_attainment": None, "individual_view": None, "child_view": None, "no_own_view_cause": None}
    )
    (finding,) = found("R-33", MUCH_LATER, *closed((CLOSED_ON, partly)))
    assert (finding.status, finding.basis) == (Status.GAP, "goals, own_view")
    because = partly.model_copy(update={"no_own_view_cause": DOCUMENTED.no_own_view_cause})
    assert found("R-33", MUCH_LATER, *closed((CLOSED_ON, because)))[0].basis == "goals"


def test_a_report_before_the_closing_counts_from_its_documentation():
    before = DOCUMENTED.model_copy(
        update={"reported_to_commissioner_on": CLOSED_ON - 7 * DAY, "closing_documented_on": CLOSED_ON}
    )
    assert status("R-33b", MUCH_LATER, *closed((CLOSED_ON, before))) is Status.OK
    untold = DOCUMENTED.model_copy(update={"reported_to_commissioner_on": None})
    assert status("R-33b", MUCH_LATER, *closed((CLOSED_ON, untold))) is Status.GAP


@pytest.mark.parametrize(
    ("basis", "expected"),
    [(LegalBasis.SERVICE, Status.NOT_APPLICABLE), (None, Status.UNKNOWN), (LegalBasis.ASSISTANCE, Status.GAP)],
)
def test_only_what_rests_on_a_decision_has_a_commissioner_to_tell(basis, expected):
    opened = OPENED.model_copy(update={"legal_basis": basis})
    assert status("R-33b", MUCH_LATER, (OPENED.started_on, opened), *closed()) is expected


@pytest.mark.parametrize("rule", ["R-33", "R-33b", "R-34"])
def test_an_imported_closing_is_unknown_until_its_documentation_is_there(rule):
    assert status(rule, MUCH_LATER, (CLOSED_ON, imported(CLOSED))) is Status.UNKNOWN


@pytest.mark.parametrize("rule", ["R-33", "R-33b", "R-34"])
def test_an_open_case_and_one_that_is_opened_again_have_nothing_to_document_or_follow_up(rule):
    again = example("case.reopened")
    assert status(rule, MUCH_LATER) is Status.NOT_APPLICABLE
    assert status(rule, MUCH_LATER, *closed((again.reopened_on, again))) is Status.NOT_APPLICABLE


SIX_MONTHS = date(2025, 5, 29)
LEEWAY = SIX_MONTHS + 30 * DAY


def followed(point, day):
    return (day, example(
        "case.follow_up_done", entry_id=cast_id(1140 + point.months), follow_up_point=point, closing_followed_up_on=day
    ))


def of_point(day, *written):
    """What R-34 finds of the six months."""
    (finding,) = [each for each in found("R-34", day, *closed(*written)) if each.due == LEEWAY]
    return finding


@pytest.mark.parametrize(("day", "expected"), [(LEEWAY, Status.OK), (LEEWAY + DAY, Status.GAP)])
def test_a_follow_up_that_is_not_made_is_a_gap_thirty_days_after_its_point(day, expected):
    assert of_point(day).status is expected


@pytest.mark.parametrize(
    ("day", "expected"), [(SIX_MONTHS - 30 * DAY, Status.OK), (LEEWAY, Status.OK), (LEEWAY + DAY, Status.LATE)]
)
def test_a_follow_up_is_in_time_from_before_its_point_to_thirty_days_after_it(day, expected):
    assert of_point(MUCH_LATER, followed(FollowUpPoint.MONTHS_6, day)).status is expected


def test_why_a_follow_up_could_not_be_made_answers_it_and_each_point_is_judged_for_itself():
    given_up = example("case.follow_up_not_done", follow_up_point=FollowUpPoint.MONTHS_6, given_up_on=SIX_MONTHS)
    assert of_point(MUCH_LATER, (SIX_MONTHS, given_up)).status is Status.OK
    points = sorted(each.status.value for each in found("R-34", MUCH_LATER, *closed((SIX_MONTHS, given_up))))
    assert points == ["gap", "gap", "ok"]


def test_what_was_given_up_before_the_case_was_opened_again_says_nothing_of_the_next_closing():
    again, anew = example("case.reopened"), CLOSED.model_copy(update={"closed_on": date(2025, 1, 31)})
    given_up = example("case.follow_up_not_done", follow_up_point=FollowUpPoint.MONTHS_3, given_up_on=date(2024, 12, 1))
    events = closed((date(2024, 12, 1), given_up), (date(2024, 12, 1), again), (date(2025, 1, 31), anew))
    assert [each.status for each in found("R-34", date(2025, 6, 30), *events)].count(Status.GAP) == 1


#

DECIDED = example("case.decision_made", amendment=None)
DECIDED_ON = DECIDED.decided_on
THREE_MONTHS = date(2024, 6, 1)
REPORT_BY = THREE_MONTHS + 92 * DAY
EXECUTED = example("case.decision_executed")
REPORTED = example("case.non_execution_reported")


def executions(day, *events):
    return found("R-35", day, *on(OPENED.started_on, DECIDED, *events))


def step(kind, day, entry=1150):
    return EXECUTED.model_copy(update={"entry_id": cast_id(entry), "execution_step": kind, "step_on": day})


@pytest.mark.parametrize(
    ("day", "expected"), [(REPORT_BY, Status.OK), (REPORT_BY + DAY, Status.GAP)], ids=["the last day", "the day after"]
)
def test_what_is_not_carried_out_is_to_be_reported_within_a_quarter_after_three_months(day, expected):
    assert worst(executions(day)) is expected


@pytest.mark.parametrize(("day", "expected"), [(REPORT_BY, Status.OK), (REPORT_BY + DAY, Status.LATE)])
def test_a_report_after_the_last_day_is_late(day, expected):
    assert worst(executions(MUCH_LATER, REPORTED.model_copy(update={"non_execution_reported_on": day}))) is expected


def test_a_report_to_one_of_the_two_leaves_the_other():
    to_ivo = REPORTED.model_copy(update={"unexecuted_receivers": (UnexecutedReceiver.SUPERVISOR,)})
    (finding,) = executions(MUCH_LATER, to_ivo)
    assert (finding.status, finding.basis, finding.since) == (Status.GAP, "auditors", REPORT_BY + DAY)


@pytest.mark.parametrize("kind", [ExecutionStep.STARTED, ExecutionStep.NOT_TO_BE])
def test_what_is_carried_out_or_is_not_to_be_needs_no_report(kind):
    assert worst(executions(MUCH_LATER, step(kind, DECIDED_ON))) is Status.OK


def test_an_interruption_is_counted_anew_and_ended_by_the_work_going_on():
    started, cut = step(ExecutionStep.STARTED, DECIDED_ON), step(ExecutionStep.INTERRUPTED, DECIDED_ON, 1151)
    assert worst(executions(MUCH_LATER, started, cut)) is Status.GAP
    assert worst(executions(MUCH_LATER, started, cut, step(ExecutionStep.RESUMED, date(2024, 5, 1), 1152))) is Status.OK


def test_a_decision_that_another_took_the_place_of_is_carried_out_by_that_one():
    other = example("case.decision_made", entry_id=cast_id(1153), decided_on=date(2024, 4, 1), favourable=False)
    other = other.model_copy(
        update={"amendment": other.amendment.model_copy(update={"amended_decision_id": DECIDED.entry_id})}
    )
    assert worst(executions(MUCH_LATER, other)) is Status.OK


def test_a_refusal_gives_nothing_to_carry_out_and_an_imported_decision_is_unknown():
    refused = DECIDED.model_copy(update={"favourable": False})
    assert status("R-35", MUCH_LATER, *on(DECIDED_ON, refused)) is Status.NOT_APPLICABLE
    assert status("R-35", MUCH_LATER, *on(DECIDED_ON, imported(DECIDED))) is Status.UNKNOWN
    assert imported(DECIDED).purpose is Purpose.IMPORT


@pytest.mark.parametrize(
    ("rule", "tells"),
    [
        ("R-32", "vem som tog emot synpunkten"), ("R-33", "Dokumentera avslutet"), ("R-33b", "återrapporten"),
        ("R-34", "Följ upp hur det gick"), ("R-35", "rapportera att det inte är verkställt"),
    ],
)
def test_a_worker_is_told_what_to_do(rule, tells):
    assert tells in RULES[rule].to_do and RULES[rule].name and RULES[rule].source and RULES[rule].data
