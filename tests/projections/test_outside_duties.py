"""What has to be done outside the cases stands until it is done, closed, or its beginning is struck."""

from __future__ import annotations

from datetime import date, timedelta

from domain.base import envelope
from domain.codes import OutreachKind, ViewpointKind, ViewpointSubject
from domain.concern.codes import LegalTimer
from domain.concern.concern import Concern
from domain.concern.events import ConcernEntryStruck
from domain.outreach.outreach import Outreach
from domain.policies import DEFAULT_POLICY, Policy
from domain.records_request.events import RecordsRequestStepStruck
from domain.records_request.records_request import RecordsRequest
from domain.viewpoint.codes import FeedbackTo
from domain.viewpoint.viewpoint import Viewpoint
from projections.outside_duties import OutsideDutyKind, outside_duties
from tests.support.examples import EXAMPLE_OF, STAMP
from tests.support.scenario import numbered


def named(name):
    return EXAMPLE_OF[name]


def waits(*, concern=(), request=(), outreach=(), viewpoint=(), policy: Policy = DEFAULT_POLICY):
    def folded(kind, events):
        return [kind.fold(numbered(*events))] if events else []

    found = outside_duties(
        folded(Concern, concern), folded(RecordsRequest, request), folded(Outreach, outreach),
        folded(Viewpoint, viewpoint), policy,
    )
    assert [duty.due_on for duty in found] == sorted(duty.due_on for duty in found)
    return {duty.kind: duty for duty in found}


RECEIVED, SOUGHT, CLOSED = named("concern.received"), named("concern.outreach_made"), named("concern.closed")
ASKED, DECIDED = named("records_request.received"), named("records_request.decided")


def test_who_was_sought_is_sought_again_on_the_day_that_was_said_until_the_work_ends():
    again = SOUGHT.model_copy(update={"try_again_on": SOUGHT.sought_at.on + timedelta(days=2)})
    duty = waits(concern=[RECEIVED, again])[OutsideDutyKind.SEEK_AGAIN]
    assert (duty.since, duty.due_on, duty.unit) == (SOUGHT.sought_at.on, again.try_again_on, RECEIVED.unit)
    assert OutsideDutyKind.SEEK_AGAIN not in waits(concern=[RECEIVED, again.model_copy(update={"try_again_on": None})])
    assert waits(concern=[RECEIVED, again, CLOSED]) == {}
    struck = ConcernEntryStruck(**envelope(RECEIVED.originator_id, 0, STAMP), entry_id=CLOSED.entry_id, reason="Fel.")
    assert OutsideDutyKind.SEEK_AGAIN in waits(concern=[RECEIVED, again, CLOSED, struck])


def test_the_laws_times_of_a_concern_wait_until_they_are_met():
    assessed = named("concern.protection_assessed")
    assert LegalTimer.PROTECTION in waits(concern=[RECEIVED])
    assert LegalTimer.PROTECTION not in waits(concern=[RECEIVED, assessed])
    assert waits(concern=[RECEIVED])[LegalTimer.PROTECTION].at_once


def test_a_request_for_records_is_answered_by_its_day():
    duty = waits(request=[ASKED])[OutsideDutyKind.ANSWER_REQUEST]
    assert (duty.since, duty.due_on, duty.to_json(duty.due_on)["days_overdue"]) == (ASKED.received_on, ASKED.answer_by, 0)
    assert duty.to_json(duty.due_on + timedelta(days=1))["days_overdue"] == 1
    assert waits(request=[ASKED, DECIDED]) == {}
    undone = RecordsRequestStepStruck(**envelope(ASKED.originator_id, 0, STAMP), entry_id=DECIDED.entry_id, reason="Fel.")
    assert OutsideDutyKind.ANSWER_REQUEST in waits(request=[ASKED, DECIDED, undone])
    never = RecordsRequestStepStruck(**envelope(ASKED.originator_id, 0, STAMP), entry_id=ASKED.entry_id, reason="Fel.")
    assert waits(request=[ASKED, never]) == {}


def test_a_link_is_asked_about_after_the_days_of_the_policy():
    counted = named("outreach.recorded").model_copy(
        update={"occurred_on": date(2026, 2, 13), "kind": OutreachKind.LINKED_YOUTH}
    )
    informed = counted.model_copy(update={"kind": OutreachKind.INFORMED_PARENT})
    assert waits(outreach=[informed]) == {}
    policy = DEFAULT_POLICY.model_copy(update={"outreach_confirmation_days": 14})
    for bounds, due_on in ((DEFAULT_POLICY, date(2026, 3, 15)), (policy, date(2026, 2, 27))):
        assert waits(outreach=[counted], policy=bounds)[OutsideDutyKind.ASK_ABOUT_LINK].due_on == due_on
    assert waits(outreach=[counted, named("outreach.confirmed")]) == {}


SAID = named("viewpoint.received").model_copy(update={"source": None})
ON = SAID.received_on
WAITS_FOR = OutsideDutyKind


def test_a_manager_hears_at_once_of_who_was_treated_badly():
    duty = waits(viewpoint=[SAID])[WAITS_FOR.TELL_MANAGER]
    assert (duty.kept_in, duty.since, duty.due_on, duty.at_once, duty.unit) == ("viewpoints", ON, ON, True, SAID.unit)
    assert WAITS_FOR.TELL_MANAGER not in waits(viewpoint=[SAID, named("viewpoint.manager_told")])
    taken_back = [SAID, named("viewpoint.manager_told"), named("viewpoint.step_withdrawn")]
    assert WAITS_FOR.TELL_MANAGER in waits(viewpoint=taken_back)
    about_time = SAID.model_copy(update={"subject_category": ViewpointSubject.ACCESSIBILITY})
    assert WAITS_FOR.TELL_MANAGER not in waits(viewpoint=[about_time])


def test_an_adaptation_and_feedback_are_waited_for_as_long_as_the_policy_says():
    policy = DEFAULT_POLICY.model_copy(update={"viewpoint_adaptation_days": 3, "viewpoint_feedback_days": 5})
    for bounds, adapt, tell in ((DEFAULT_POLICY, 14, 14), (policy, 3, 5)):
        found = waits(viewpoint=[SAID], policy=bounds)
        assert found[WAITS_FOR.DECIDE_ADAPTATION].due_on == ON + timedelta(days=adapt)
        assert found[WAITS_FOR.GIVE_FEEDBACK].due_on == ON + timedelta(days=tell)
        assert not found[WAITS_FOR.GIVE_FEEDBACK].at_once
    for done in ("viewpoint.adaptation_made", "viewpoint.adaptation_ruled_out"):
        assert WAITS_FOR.DECIDE_ADAPTATION not in waits(viewpoint=[SAID, named(done)])
    assert WAITS_FOR.GIVE_FEEDBACK not in waits(viewpoint=[SAID, named("viewpoint.feedback_given")])
    # A matter for appeal is no complaint, but whoever was treated badly is heard all the same.
    assert waits(viewpoint=[SAID, named("viewpoint.referred_to_appeal")]).keys() == {WAITS_FOR.TELL_MANAGER}


def test_a_formal_complaint_is_answered_and_the_work_group_told():
    registered, answered = named("viewpoint.complaint_registered"), named("viewpoint.complaint_answered")
    found = waits(viewpoint=[SAID, registered])
    assert found[WAITS_FOR.ANSWER_COMPLAINT].since == registered.registered_on
    assert found[WAITS_FOR.ANSWER_COMPLAINT].due_on == registered.registered_on + timedelta(days=14)
    assert WAITS_FOR.GIVE_FEEDBACK not in found, "the answer tells them"
    after = waits(viewpoint=[SAID, registered, answered])
    assert WAITS_FOR.ANSWER_COMPLAINT not in after
    assert after[WAITS_FOR.TELL_WORK_GROUP].due_on == answered.complaint_answered_on + timedelta(days=14)
    to_group = named("viewpoint.feedback_given").model_copy(update={"feedback_to": FeedbackTo.WORK_GROUP})
    assert WAITS_FOR.TELL_WORK_GROUP not in waits(viewpoint=[SAID, registered, answered, to_group])


def test_praise_calls_for_nothing_and_of_what_was_imported_nothing_is_known_to_be_undone():
    assert waits(viewpoint=[SAID.model_copy(update={"kind": ViewpointKind.PRAISE})]) == {}
    assert waits(viewpoint=[named("viewpoint.received")]) == {}
