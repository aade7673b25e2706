"""What has to be done outside the cases stands until it is done, closed, or its beginning is struck."""

from __future__ import annotations

from datetime import date, timedelta

from domain.base import envelope
from domain.codes import OutreachKind
from domain.concern.codes import LegalTimer
from domain.concern.concern import Concern
from domain.concern.events import ConcernEntryStruck
from domain.outreach.outreach import Outreach
from domain.policies import DEFAULT_POLICY, Policy
from domain.records_request.events import RecordsRequestStepStruck
from domain.records_request.records_request import RecordsRequest
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
