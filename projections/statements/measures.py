"""What each event states for statistics: codes, days and numbers of an entry, and what they are about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from domain.base import DomainEvent, RecordedEvent
from domain.case import events as c
from domain.case.alerts.events import AlertAnswered
from domain.case.decisions.events import DecisionFollowedUp, DecisionMade
from domain.case.ending.events import ClosingDocumented, ReturnedAfterInterruption
from domain.case.entry_events import CaseEntry
from domain.case.follow_up.events import FollowUpDone, FollowUpFacts, FollowUpNotDone
from domain.case.intake.events import FirstContactMade, IntakeReceived, TimeOffered
from domain.case.phases.events import PhaseEntered
from domain.case.plan.events import PlanFollowedUp, PlanParticipationRecorded
from domain.case.ratings.events import RatingNotMade
from domain.case.ratings.totals import instrument_name
from domain.codes import SessionOutcome, YesNoUnknown
from domain.indicators.measures import MeasureKind, SessionParticipant
from projections.local_time import day_of
from projections.statements.fact import follow_up_key

K = MeasureKind
SEVERAL = "+"
"""Between the codes of a measure that several people share."""


class Measured(NamedTuple):
    """One statement of an event; see `projections.measures.MeasureRow`."""

    entry_id: UUID
    kind: MeasureKind
    key: UUID
    on_date: date
    by: str | None = None
    code: str | None = None
    number: Decimal | None = None


States = Callable[[RecordedEvent], Iterable[Measured]]

_PARTICIPANTS = {each.swedish: each for each in SessionParticipant} | {
    "brukaren": SessionParticipant.CLIENT, "barnet": SessionParticipant.CHILD, "mamman": SessionParticipant.MOTHER,
    "pappan": SessionParticipant.FATHER, "föräldern": SessionParticipant.PARENT, "anhörige": SessionParticipant.RELATIVE,
    "socialsekreteraren": SessionParticipant.SOCIAL_WORKER,
}


def participants(roles: Iterable[str]) -> str | None:
    """The codes of who took part, in the order of the list; None = nobody that is counted is named.

    Roles are written as people write them: the definite form of a word (`mamman`) is the same role, any other word is nobody's.
    """
    found = {_PARTICIPANTS.get(role.strip().casefold()) for role in roles}
    return SEVERAL.join(each.value for each in SessionParticipant if each in found) or None


def _session(recorded: RecordedEvent) -> Iterable[Measured]:
    event: c.SessionFacts = recorded.event
    kind = {SessionOutcome.HELD: K.SESSION_HELD, SessionOutcome.MISSED: K.SESSION_MISSED}.get(event.outcome)
    if kind is not None:
        took_part = participants(event.participants)
        yield Measured(event.session_id, kind, event.session_id, event.occurred.on, took_part, event.kind.value)


def _plan(recorded: RecordedEvent) -> Iterable[Measured]:
    event: c.PlanFacts = recorded.event
    took_part = yes_no(event.individual_took_part)
    yield Measured(event.plan_id, K.PLAN_ESTABLISHED, event.plan_id, event.established_on, code=took_part)


def _participation(recorded: RecordedEvent) -> Iterable[Measured]:
    event: PlanParticipationRecorded = recorded.event
    for kind, grade in ((K.PLAN_PARTICIPATION, event.plan_participation), (K.GOAL_PARTICIPATION, event.goal_participation)):
        yield of_entry(recorded, kind, event.plan_id, event.participation_of.value, grade.value)


def _plan_followed_up(recorded: RecordedEvent) -> Iterable[Measured]:
    yield of_entry(recorded, K.PLAN_FOLLOW_UP, recorded.event.plan_id)


def _decision(recorded: RecordedEvent) -> Iterable[Measured]:
    event: DecisionMade = recorded.event
    yield of_entry(recorded, K.DECISION, event.entry_id, event.outcome.value, yes_no(event.favourable))


def _decision_followed_up(recorded: RecordedEvent) -> Iterable[Measured]:
    yield of_entry(recorded, K.DECISION_FOLLOW_UP, recorded.event.decision_id)


def _request(recorded: RecordedEvent) -> Iterable[Measured]:
    event: IntakeReceived = recorded.event
    yield of_entry(recorded, K.REQUEST, event.entry_id, event.request_source.value, event.route.value)


def _first_contact(recorded: RecordedEvent) -> Iterable[Measured]:
    event: FirstContactMade = recorded.event
    yield of_entry(recorded, K.FIRST_CONTACT, event.intake_id, event.contact_with.value, event.channel.value)


def _time_offered(recorded: RecordedEvent) -> Iterable[Measured]:
    event: TimeOffered = recorded.event
    yield of_entry(recorded, K.TIME_OFFERED, event.intake_id, None, event.kind.value)


def _closing_documented(recorded: RecordedEvent) -> Iterable[Measured]:
    event: ClosingDocumented = recorded.event
    cause = None if event.interruption_cause is None else event.interruption_cause.value
    yield of_entry(
        recorded, K.CLOSING_DOCUMENTED, event.entry_id, cause, event.ending_kind.value, Decimal(event.closing_number)
    )


def _followed_up(recorded: RecordedEvent) -> Iterable[Measured]:
    event: FollowUpDone = recorded.event
    yield _of_point(recorded, K.CLOSING_FOLLOW_UP, event.known_to_services.value)


def _not_followed_up(recorded: RecordedEvent) -> Iterable[Measured]:
    event: FollowUpNotDone = recorded.event
    yield _of_point(recorded, K.CLOSING_NOT_FOLLOWED_UP, event.no_follow_up_cause.value)


def _of_point(recorded: RecordedEvent, kind: MeasureKind, code: str) -> Measured:
    event: FollowUpFacts = recorded.event
    point = event.follow_up_point
    key = follow_up_key(event.originator_id, point.months)
    return of_entry(recorded, kind, key, point.value, code, Decimal(event.closing_number))


def _returned(recorded: RecordedEvent) -> Iterable[Measured]:
    event: ReturnedAfterInterruption = recorded.event
    yield of_entry(recorded, K.RETURNED, event.entry_id, None, event.same_problem.value, Decimal(event.days_away))


def _phase(recorded: RecordedEvent) -> Iterable[Measured]:
    event: PhaseEntered = recorded.event
    yield of_entry(recorded, K.PHASE_ENTERED, event.entry_id, None, event.phase.value)


def _alert_answered(recorded: RecordedEvent) -> Iterable[Measured]:
    event: AlertAnswered = recorded.event
    yield of_entry(recorded, K.ALERT_ANSWERED, event.raised_by, event.alert_answer.value, event.alert_kind.value)


def _not_rated(recorded: RecordedEvent) -> Iterable[Measured]:
    event: RatingNotMade = recorded.event
    yield of_entry(
        recorded, K.RATING_NOT_MADE, event.session_id or event.entry_id, instrument_name(event),
        event.not_made_reason.value, Decimal(event.offered),
    )


def of_entry(
    recorded: RecordedEvent, kind: MeasureKind, key: UUID, by: str | None = None, code: str | None = None,
    number: Decimal | None = None,
) -> Measured:
    """What an entry of an area states, on its own day, or on the day it was written when it has none."""
    event: Any = recorded.event
    when = event.when()
    on = day_of(recorded.recorded_us) if when is None else when.on
    return Measured(event.entry_id, kind, key, on, by, code, number)


def yes_no(value: bool | None) -> str:
    """A truth that may be unknown, as a code."""
    return (YesNoUnknown.UNKNOWN if value is None else YesNoUnknown.YES if value else YesNoUnknown.NO).value


STATES_OF_ENTRIES: Mapping[type[CaseEntry], States] = {
    PlanParticipationRecorded: _participation,
    PlanFollowedUp: _plan_followed_up,
    DecisionMade: _decision,
    DecisionFollowedUp: _decision_followed_up,
    IntakeReceived: _request,
    FirstContactMade: _first_contact,
    TimeOffered: _time_offered,
    ClosingDocumented: _closing_documented,
    FollowUpDone: _followed_up,
    FollowUpNotDone: _not_followed_up,
    ReturnedAfterInterruption: _returned,
    PhaseEntered: _phase,
    RatingNotMade: _not_rated,
    AlertAnswered: _alert_answered,
}
"""Entries of areas; struck, they state nothing."""
STATES: Mapping[type[DomainEvent], States] = {
    c.SessionHeld: _session,
    c.SessionMissed: _session,
    c.SessionCorrected: _session,
    c.PlanEstablished: _plan,
    c.PlanCorrected: _plan,
    **STATES_OF_ENTRIES,
}
RESTATES: Mapping[type[DomainEvent], Callable[[Any], UUID]] = {
    c.SessionCorrected: lambda e: e.session_id,
    c.PlanCorrected: lambda e: e.plan_id,
}
"""Events after which an entry states only what they say."""
