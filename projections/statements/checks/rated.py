"""What ratings, what was not rated, and measured school attendance state for completeness rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from domain.base import DomainEvent, RecordedEvent
from domain.case import events as c
from domain.case.alerts.events import AlertAnswered
from domain.case.alerts.rules import limits_of
from domain.case.follow_up.codes import FollowUpPoint
from domain.case.follow_up.events import FollowUpNotDone
from domain.case.ratings.codes import NotMadeReason
from domain.case.ratings.events import RatingNotMade
from domain.case.ratings.totals import total_of
from domain.codes import Phase, RatingSubject, SessionOutcome
from domain.completeness.codes import SignalLack
from domain.completeness.kinds import CheckKind
from domain.instruments import SHIPPED, Instrument, InstrumentArea
from domain.instruments.definition import AlertKind
from domain.months import months_after
from projections.statements.checks.backbone import SAME_DAY
from projections.statements.checks.danger import child_safety
from projections.statements.checks.stated import Checked, States
from projections.timeline_entries import derived_entry

_K = CheckKind
_A = InstrumentArea
_MONTHS_BETWEEN_LIFE_RATINGS = FollowUpPoint.MONTHS_6.months
"""How often ASI, DUR and UngDOK are made: what instruments of the life situation are made for."""
_MONTHS_TO_SCHOOL_FOLLOW_UP = FollowUpPoint.MONTHS_3.months
_AT_SESSION = {_A.WELLBEING: _K.WELLBEING_AT_SESSION, _A.ALLIANCE: _K.ALLIANCE_AT_SESSION}
_IN_PHASE = {
    _A.WELLBEING: _K.WELLBEING_RATED, _A.ALCOHOL: _K.SUBSTANCE_RATED, _A.DRUGS: _K.SUBSTANCE_RATED, _A.SAFETY: _K.SAFETY_RATED,
}
_ADULTS = (RatingSubject.MOTHER, RatingSubject.FATHER, RatingSubject.CAREGIVER)
_LIFE_COMPLETE, _LIFE_INCOMPLETE = "complete", "incomplete"


class _Made(NamedTuple):
    """A rating, or one that was not made, as rules take it."""

    entry_id: UUID
    instrument: Instrument
    on: date
    phase: Phase
    session_id: UUID | None

    def says(self, kind: CheckKind, key: UUID, code: str = "") -> Checked:
        """A statement of it."""
        return Checked(self.entry_id, kind, key, self.on, code=code)

    def at_session(self) -> Iterable[Checked]:
        """That it was made at a session, or on its day."""
        kind = _AT_SESSION.get(self.instrument.area)
        if kind is not None:
            yield self.says(kind, self.session_id or self.entry_id, SAME_DAY if self.session_id is None else "")

    def in_phase(self) -> Iterable[Checked]:
        """That it was made at the start, at the closing, or between."""
        kind = _IN_PHASE.get(self.instrument.area)
        if kind is not None:
            yield self.says(kind, self.entry_id, self.phase.value)

    def of_life(self, code: str) -> Iterable[Checked]:
        """That the life situation was rated, and is to be again; from the day after, so that it does not answer itself."""
        if self.instrument.area is _A.LIFE_SITUATION:
            yield self.says(_K.LIFE_RATED, self.entry_id, code)
            due = months_after(self.on, _MONTHS_BETWEEN_LIFE_RATINGS)
            yield Checked(self.entry_id, _K.LIFE_DUE, self.entry_id, self.on + timedelta(days=1), due)


def _rated(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: c.RatingFacts = recorded.event
    instrument = SHIPPED.find(event.instrument, event.instrument_version)
    if instrument is None:
        return
    total = total_of(event, instrument)
    made = _Made(event.rating_id, instrument, event.rated_on, event.phase, event.session_id)
    yield from made.at_session()
    if _counts_in_phase(event, instrument, total):
        yield from made.in_phase()
    yield from made.of_life(_LIFE_COMPLETE if _has_every_area(event) else _LIFE_INCOMPLETE)
    yield from _signals(event, made, total)


def _counts_in_phase(event: c.RatingFacts, instrument: Instrument, total: Decimal | None) -> bool:
    if instrument.area is _A.SAFETY:
        return event.subject in _ADULTS
    return instrument.area not in (_A.ALCOHOL, _A.DRUGS) or total is not None


def _has_every_area(event: c.RatingFacts) -> bool:
    explained = {each.item_number for each in event.missing_items}
    return bool(event.subscales) and all(
        value is not None or number in explained for number, value in enumerate(event.subscales, start=1)
    )


def _signals(event: c.RatingFacts, made: _Made, total: Decimal | None) -> Iterable[Checked]:
    """That the total passes a limit; a fall since the rating before it is told by the alerts, which see both."""
    is_safety = made.instrument.area is _A.SAFETY
    if total is None:
        if is_safety:
            yield made.says(_K.SAFETY_SIGNAL, event.rating_id, SignalLack.NO_TOTAL.value)
    elif _passes_a_limit(made.instrument, total):
        if is_safety:
            yield made.says(_K.SAFETY_SIGNAL, child_safety(event.originator_id))
        elif made.instrument.area in _AT_SESSION:
            yield made.says(_K.LOW_RATING, event.rating_id)


def _passes_a_limit(instrument: Instrument, total: Decimal) -> bool:
    return any(
        total < limit.value if limit.kind is AlertKind.BELOW else total >= limit.value
        for limit in limits_of(instrument) if limit.kind in (AlertKind.BELOW, AlertKind.AT_LEAST)
    )


def _not_rated(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: RatingNotMade = recorded.event
    instrument = SHIPPED.find(event.instrument)
    if instrument is not None:
        made = _Made(event.entry_id, instrument, event.not_made_on, event.phase, event.session_id)
        yield from made.at_session()
        yield from made.of_life(_LIFE_COMPLETE)
        if event.offered or event.not_made_reason is NotMadeReason.UNSUITABLE:
            yield from made.in_phase()


def _session(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: c.SessionFacts = recorded.event
    # Of a session whose month alone is known nobody can say whether it was rated.
    if event.outcome is SessionOutcome.HELD and event.occurred.precision != "month":
        yield Checked(event.session_id, _K.SESSION_TO_RATE, event.session_id, event.occurred.on, code=event.kind.value)


def _answered(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: AlertAnswered = recorded.event
    yield Checked(event.entry_id, _K.ALERT_ANSWERED, event.raised_by, event.answered_on, code=event.alert_kind.value)


def _attendance(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: c.AttendanceFacts = recorded.event
    yield Checked(event.attendance_id, _K.SCHOOL_ATTENDANCE, event.attendance_id, event.measured_on, code=event.phase.value)


def _closed(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: c.Closing = recorded.event
    due = months_after(event.closed_on, _MONTHS_TO_SCHOOL_FOLLOW_UP)
    entry = derived_entry(event, "closing")
    yield Checked(entry, _K.SCHOOL_FOLLOW_UP_DUE, event.originator_id, event.closed_on, due)


def _not_followed_up(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: FollowUpNotDone = recorded.event
    if event.follow_up_point is FollowUpPoint.MONTHS_3:
        cause = event.no_follow_up_cause.value
        yield Checked(event.entry_id, _K.SCHOOL_FOLLOW_UP_MISSED, event.originator_id, event.given_up_on, code=cause)


STATES: Mapping[type[DomainEvent], States] = {
    c.RatingRecorded: _rated,
    c.RatingCorrected: _rated,
    RatingNotMade: _not_rated,
    c.SessionHeld: _session,
    c.SessionCorrected: _session,
    AlertAnswered: _answered,
    c.SchoolAttendanceRecorded: _attendance,
    c.SchoolAttendanceCorrected: _attendance,
    c.CaseClosed: _closed,
    c.CaseClosingCorrected: _closed,
    FollowUpNotDone: _not_followed_up,
}
RESTATES: Mapping[type[DomainEvent], Callable[[Any], UUID]] = {
    c.RatingCorrected: lambda e: e.rating_id,
    c.SchoolAttendanceCorrected: lambda e: e.attendance_id,
}
"""Events after which an entry states only what they say."""
