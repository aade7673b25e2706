"""What is stated for completeness rules about signs of danger, the protection of children, and concerns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from domain.base import DomainEvent, RecordedEvent
from domain.case.alerts.events import AlertAnswered
from domain.case.plan.events import SafetyPlanMade
from domain.case.safety.codes import DangerLevel, PersonConcerned, ScreeningOutcome, ScreeningTopic, WarningSignal
from domain.case.safety.events import (
    ConcernReportMade,
    ProtectionAssessed,
    ScreeningAsked,
    WarningSignalFollowedUp,
    WarningSignalRecorded,
)
from domain.completeness.codes import SignalLack
from domain.completeness.kinds import CheckKind
from domain.concern.codes import ConcernAbout, InquiryDecision, LegalTimer
from domain.concern.events import (
    ConcernClosed,
    ConcernCorrected,
    ConcernEntryStruck,
    ConcernFacts,
    ConcernReceived,
    ImmediateProtectionAssessed,
    InquiryExtended,
    PreliminaryAssessmentDecided,
)
from domain.concern.timers import due_on
from projections.statements.checks.stated import Checked, States, moved

_K = CheckKind
_T = LegalTimer
_TOPICS = frozenset({
    ScreeningTopic.VIOLENCE_EXPOSED, ScreeningTopic.VIOLENCE_USED, ScreeningTopic.HONOUR, ScreeningTopic.CHILDREN_SAFETY,
})
_EXTENDED = "extended"


def child_safety(case_id: UUID) -> UUID:
    """What is answered by an assessment of protection, or a concern report."""
    return uuid5(case_id, "child-safety")


def danger(case_id: UUID) -> UUID:
    """What is answered by any assessment of a danger too."""
    return uuid5(case_id, "danger")


def _screened(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: ScreeningAsked = recorded.event
    case_id, entry, on = event.originator_id, event.entry_id, event.asked_on
    if event.topic in _TOPICS:
        is_child = event.topic is ScreeningTopic.CHILDREN_SAFETY or event.person_asked is PersonConcerned.CHILD
        if event.screening_outcome is ScreeningOutcome.YES:
            yield Checked(entry, _K.SAFETY_SIGNAL, (child_safety if is_child else danger)(case_id), on)
        if event.screening_outcome is ScreeningOutcome.UNCLEAR:
            yield Checked(entry, _K.SAFETY_SIGNAL, entry, on, code=SignalLack.UNCLEAR.value)
    if event.safety_measures:
        yield Checked(entry, _K.DANGER_ASSESSED, danger(case_id), on)


def _warned(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: WarningSignalRecorded = recorded.event
    on = event.occurred.on
    of_child = event.warning_signal is WarningSignal.CHILD_IN_DANGER or event.person_in_danger is PersonConcerned.CHILD
    if of_child and event.danger_level is not DangerLevel.NONE:
        yield Checked(event.entry_id, _K.SAFETY_SIGNAL, child_safety(event.originator_id), on)
    # It says how great the danger was judged to be, and what was done.
    yield Checked(event.entry_id, _K.DANGER_ASSESSED, danger(event.originator_id), on)


def _looked_at(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: WarningSignalFollowedUp | SafetyPlanMade = recorded.event
    when = event.when()
    assert when is not None, "both have a day"
    yield Checked(event.entry_id, _K.DANGER_ASSESSED, danger(event.originator_id), when.on)


def _assessed(entry_id: UUID, case_id: UUID, on: date) -> Iterable[Checked]:
    return (Checked(entry_id, _K.DANGER_ASSESSED, key(case_id), on) for key in (child_safety, danger))


def _alert_answered(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: AlertAnswered = recorded.event
    if event.alert_kind.may_call_for_a_concern_report:
        yield from _assessed(event.entry_id, event.originator_id, event.answered_on)


def _reported(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: ConcernReportMade = recorded.event
    entry, observed, reported = event.entry_id, event.observed_at.on, event.reported_at.on
    # What was observed is a sign in itself, from which the report is made at once.
    yield Checked(entry, _K.SAFETY_SIGNAL, entry, observed)
    yield Checked(entry, _K.DANGER_ASSESSED, entry, reported)
    yield from _assessed(entry, event.originator_id, reported)


def _protected(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: ProtectionAssessed = recorded.event
    entry, assessed = event.entry_id, event.assessed_at.on
    yield Checked(entry, _K.CHILD_TIMER, entry, event.known_at.on, code=_T.PROTECTION.value)
    yield Checked(entry, _K.CHILD_TIMER_DONE, entry, assessed, code=_T.PROTECTION.value)
    yield from _assessed(entry, event.originator_id, assessed)


def _concern(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: ConcernFacts = recorded.event
    if event.concern_about is ConcernAbout.CHILD:
        concern, on = event.originator_id, event.received_at.on
        # The law says at once; how many days that is, where it has not been done, is the board's to say.
        yield _begun(concern, concern, _T.PROTECTION, on, None)
        yield _begun(concern, concern, _T.PRELIMINARY_ASSESSMENT, on, due_on(_T.PRELIMINARY_ASSESSMENT, on))


def _concern_protected(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: ImmediateProtectionAssessed = recorded.event
    yield from _again(before)
    yield _done(event.entry_id, event.originator_id, _T.PROTECTION.value, event.assessed_at.on)


def _decided(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: PreliminaryAssessmentDecided = recorded.event
    concern, entry, on = event.originator_id, event.entry_id, event.decided_on
    yield from _again(before)
    yield _done(entry, concern, _T.PRELIMINARY_ASSESSMENT.value, on)
    if event.inquiry_decision is InquiryDecision.OPEN and before:
        yield _begun(entry, concern, _T.CHILD_INQUIRY, on, due_on(_T.CHILD_INQUIRY, on))


def _extended(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: InquiryExtended = recorded.event
    concern, entry, on = event.originator_id, event.entry_id, event.decided_on
    yield from _again(before)
    yield _done(entry, concern, _T.CHILD_INQUIRY.value, on)
    yield _done(entry, concern, _EXTENDED, on)
    # From the day after, so that the decision does not end the time that it gives, but one before it.
    code = _T.CHILD_INQUIRY.value
    yield Checked(
        entry, _K.CHILD_TIMER, uuid5(concern, _EXTENDED), on + timedelta(days=1), event.extended_to, code=code
    )


def _concern_closed(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: ConcernClosed = recorded.event
    yield from _again(before)
    for timer in (_T.CHILD_INQUIRY.value, _EXTENDED):
        yield _done(event.entry_id, event.originator_id, timer, event.concern_closed_on)


def _begun(entry_id: UUID, concern: UUID, timer: LegalTimer, on: date, due: date | None) -> Checked:
    return Checked(entry_id, _K.CHILD_TIMER, uuid5(concern, timer.value), on, due, code=timer.value)


def _done(entry_id: UUID, concern: UUID, timer: str, on: date) -> Checked:
    return Checked(entry_id, _K.CHILD_TIMER_DONE, uuid5(concern, timer), on, code=timer)


def _again(before: tuple[Any, ...]) -> Iterable[Checked]:
    """What the concern itself states goes on; it is at hand for the case and the unit that it stands in."""
    return (moved(row, None) for row in before)


def _of_concern(event: DomainEvent) -> UUID:
    return event.originator_id


STATES: Mapping[type[DomainEvent], States] = {
    ScreeningAsked: _screened,
    WarningSignalRecorded: _warned,
    WarningSignalFollowedUp: _looked_at,
    SafetyPlanMade: _looked_at,
    AlertAnswered: _alert_answered,
    ConcernReportMade: _reported,
    ProtectionAssessed: _protected,
    ConcernReceived: _concern,
    ConcernCorrected: _concern,
    ImmediateProtectionAssessed: _concern_protected,
    PreliminaryAssessmentDecided: _decided,
    InquiryExtended: _extended,
    ConcernClosed: _concern_closed,
}
RESTATES: Mapping[type[DomainEvent], Callable[[Any], UUID]] = {
    **dict.fromkeys(
        (ConcernCorrected, ImmediateProtectionAssessed, PreliminaryAssessmentDecided, InquiryExtended, ConcernClosed),
        _of_concern,
    ),
    ConcernEntryStruck: lambda e: e.entry_id,
}
"""Events after which an entry states only what they say; a concern is one, with the concern's own id."""
