"""What the entries of a case's areas state. An entry is never stated anew: it is struck, and what it stated with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from domain.base import RecordedEvent
from domain.case.bookings.events import SessionBooked, SessionRebooked
from domain.case.contacts.codes import CalendarStatus
from domain.case.contacts.events import CalendarContactImported, CalendarContactMatched, ContactNoteStated
from domain.case.coordination.events import SipEnded, SipEstablished, SipFollowedUp
from domain.case.decisions.codes import AppealMeasure
from domain.case.decisions.events import (
    AppealHandled,
    AppealReceived,
    DecisionCommunicated,
    DecisionFollowedUp,
)
from domain.case.disclosure.events import DisclosureRequested
from domain.case.entry_events import CaseEntry
from domain.case.follow_up.events import FollowUpDone, FollowUpNotDone
from domain.case.intake.events import LeftQueue, PlacedInQueue, QueueCallMade, TimeOffered
from domain.case.phases.events import PhaseEntered
from domain.case.plan.codes import SafetyPlanStanding
from domain.case.plan.events import PlanFollowedUp, PlanRevised, SafetyPlanMade, SafetyPlanReviewed
from domain.case.providers.events import (
    ExternalPlanReceived,
    ExternalPlanRefused,
    ExternalPlanReminded,
    ExternalPlanRequested,
)
from domain.case.ratings.events import RatingNotMade
from domain.case.ratings.totals import instrument_name
from domain.case.review.events import CaseReviewed
from domain.case.safety.events import ScreeningAsked, WarningSignalFollowedUp, WarningSignalRecorded
from domain.case.signing.events import NoteSigned
from domain.case.team.events import TeamMemberAdded, TeamMemberLeft
from projections.local_time import day_of
from projections.statements.decisions import STATES_OF_DECISIONS
from projections.statements.fact import FactKind, Stated, follow_up_key


class _Rule(NamedTuple):
    """How an entry states a fact; each function is given the event.

    Args:
        key: What pairs it with the entries that go on with it or end it; None = the entry itself.
        due_on: The last day that it names; None = so many days as the policy says, or never.
        staff_id: Who it falls to; None = whoever is responsible.
        code: A coded value.
        ends: Whether it ends what the key names.
    """

    kind: FactKind
    key: Callable[[Any], UUID] | None = None
    due_on: Callable[[Any], date | None] | None = None
    staff_id: Callable[[Any], UUID | None] | None = None
    code: Callable[[Any], str | None] | None = None
    ends: bool = False

    def state(self, recorded: RecordedEvent) -> Stated:
        """The statement of an entry."""
        event: Any = recorded.event
        when = event.when()
        return Stated(
            event.entry_id, self.kind, event.entry_id if self.key is None else self.key(event),
            day_of(recorded.recorded_us) if when is None else when.on, self.ends,
            *(None if part is None else part(event) for part in (self.due_on, self.staff_id, self.code)),
        )


def _case(event: CaseEntry) -> UUID:
    return event.originator_id


def _screening(event: ScreeningAsked) -> UUID:
    return uuid5(event.originator_id, f"screening-{event.topic}-{event.person_asked}")


def _point(event: FollowUpDone | FollowUpNotDone) -> UUID:
    return follow_up_key(event.originator_id, event.follow_up_point.months)


_K = FactKind
_BOOKED = _Rule(_K.RECORD_OUTCOME, lambda e: e.session_id, staff_id=lambda e: e.worker_id)
_RULES: Mapping[type[CaseEntry], _Rule] = {
    TimeOffered: _Rule(_K.OFFER_TIME, lambda e: e.intake_id, ends=True),
    PlacedInQueue: _Rule(_K.CALL_QUEUE, due_on=lambda e: e.next_call_by),
    LeftQueue: _Rule(_K.CALL_QUEUE, lambda e: e.queue_id, ends=True),
    DecisionCommunicated: _Rule(_K.NOTIFY_DECISION, lambda e: e.decision_id, ends=True),
    DecisionFollowedUp: _Rule(_K.FOLLOW_UP_DECISION, lambda e: e.decision_id, lambda e: e.follow_up_on),
    AppealReceived: _Rule(_K.HANDLE_APPEAL, due_on=lambda e: e.forward_by),
    ExternalPlanRequested: _Rule(_K.GET_EXTERNAL_PLAN, due_on=lambda e: e.external_plan_due_on),
    ExternalPlanRefused: _Rule(_K.GET_EXTERNAL_PLAN, lambda e: e.plan_request_id, ends=True),
    WarningSignalRecorded: _Rule(_K.FOLLOW_UP_DANGER, due_on=lambda e: e.follow_up_by),
    WarningSignalFollowedUp: _Rule(_K.FOLLOW_UP_DANGER, lambda e: e.signal_id, lambda e: e.follow_up_by),
    ScreeningAsked: _Rule(_K.ASK_SCREENING, _screening, lambda e: e.ask_again_on),
    SipEstablished: _Rule(_K.FOLLOW_UP_SIP, lambda e: e.sip_id, lambda e: e.sip_follow_up_on),
    SipFollowedUp: _Rule(_K.FOLLOW_UP_SIP, lambda e: e.sip_id, lambda e: e.sip_follow_up_on),
    SipEnded: _Rule(_K.FOLLOW_UP_SIP, lambda e: e.sip_id, ends=True),
    DisclosureRequested: _Rule(_K.ANSWER_DISCLOSURE),
    PlanFollowedUp: _Rule(_K.FOLLOW_UP_PLAN, _case, lambda e: e.next_plan_follow_up_on),
    CaseReviewed: _Rule(_K.REVIEW_CASE, _case, lambda e: e.next_review_on),
    FollowUpDone: _Rule(_K.FOLLOW_UP_CLOSING, _point, ends=True),
    FollowUpNotDone: _Rule(_K.FOLLOW_UP_CLOSING, _point, ends=True),
    SessionBooked: _BOOKED,
    SessionRebooked: _BOOKED,
    NoteSigned: _Rule(_K.SIGN_NOTE, lambda e: e.correction_id or e.note_id, ends=True),
    ContactNoteStated: _Rule(_K.WRITE_NOTE, lambda e: e.about_id, ends=True),
    CalendarContactMatched: _Rule(_K.EXPLAIN_APPOINTMENT, lambda e: e.calendar_entry_id, ends=True),
    TeamMemberAdded: _Rule(
        _K.TEAM_MEMBER, due_on=lambda e: e.to_date, staff_id=lambda e: e.worker_id, code=lambda e: e.team_role.value
    ),
    TeamMemberLeft: _Rule(_K.TEAM_MEMBER, lambda e: e.membership_id, ends=True),
    PhaseEntered: _Rule(_K.PHASE, _case, code=lambda e: e.phase.value),
    RatingNotMade: _Rule(_K.RATING_NOT_MADE, lambda e: e.session_id or e.entry_id, code=instrument_name),
}


def _by_rule(recorded: RecordedEvent) -> Iterable[Stated]:
    return (_RULES[type(recorded.event)].state(recorded),)


def _plan_received(recorded: RecordedEvent) -> Iterable[Stated]:
    # A plan may come without having been asked for.
    if recorded.event.plan_request_id is not None:
        yield _Rule(_K.GET_EXTERNAL_PLAN, lambda e: e.plan_request_id, ends=True).state(recorded)


def _called(recorded: RecordedEvent) -> Iterable[Stated]:
    # A call that reached nobody leaves the day by which somebody is to be reached.
    if recorded.event.next_call_by is not None:
        yield _Rule(_K.CALL_QUEUE, lambda e: e.queue_id, lambda e: e.next_call_by).state(recorded)


def _appeal_handled(recorded: RecordedEvent) -> Iterable[Stated]:
    # A decision that is upheld, or changed in part only, still has to be handed on to the court (FL 2017:900 46 §).
    if recorded.event.appeal_measure not in (AppealMeasure.UPHELD, AppealMeasure.CHANGED_IN_PART):
        yield _Rule(_K.HANDLE_APPEAL, lambda e: e.appeal_id, ends=True).state(recorded)


def _reminded(recorded: RecordedEvent) -> Iterable[Stated]:
    # A reminder without a day leaves the day that was set before it.
    if recorded.event.external_plan_due_on is not None:
        yield _Rule(_K.GET_EXTERNAL_PLAN, lambda e: e.plan_request_id, lambda e: e.external_plan_due_on).state(recorded)


def _revised(recorded: RecordedEvent) -> Iterable[Stated]:
    if recorded.event.next_plan_follow_up_on is not None:
        yield _Rule(_K.FOLLOW_UP_PLAN, _case, lambda e: e.next_plan_follow_up_on).state(recorded)


def _safety_plan(recorded: RecordedEvent) -> Iterable[Stated]:
    event: SafetyPlanMade = recorded.event
    if event.replaces_safety_plan_id is not None:
        yield _Rule(_K.REVIEW_SAFETY_PLAN, lambda e: e.replaces_safety_plan_id, ends=True).state(recorded)
    yield _Rule(_K.REVIEW_SAFETY_PLAN, due_on=lambda e: e.safety_plan_review_on).state(recorded)


def _safety_plan_reviewed(recorded: RecordedEvent) -> Iterable[Stated]:
    event: SafetyPlanReviewed = recorded.event
    done = event.safety_plan_standing is SafetyPlanStanding.NOT_NEEDED
    yield _Rule(
        _K.REVIEW_SAFETY_PLAN, lambda e: e.safety_plan_id, lambda e: e.safety_plan_review_on, ends=done
    ).state(recorded)


def _appointment(recorded: RecordedEvent) -> Iterable[Stated]:
    event: CalendarContactImported = recorded.event
    event_id = attrgetter("calendar_event_id")
    if event.calendar_status is not CalendarStatus.CANCELLED:
        owner = attrgetter("calendar_owner_id")
        yield _Rule(_K.EXPLAIN_APPOINTMENT, event_id, staff_id=owner).state(recorded)
    else:
        yield _Rule(_K.EXPLAIN_APPOINTMENT, event_id, ends=True).state(recorded)


STATES_OF_AREAS: Mapping[type[CaseEntry], Callable[[RecordedEvent], Iterable[Stated]]] = {
    **dict.fromkeys(_RULES, _by_rule),
    **STATES_OF_DECISIONS,
    ExternalPlanReceived: _plan_received,
    ExternalPlanReminded: _reminded,
    QueueCallMade: _called,
    AppealHandled: _appeal_handled,
    PlanRevised: _revised,
    SafetyPlanMade: _safety_plan,
    SafetyPlanReviewed: _safety_plan_reviewed,
    CalendarContactImported: _appointment,
}
