"""What a case remembers: screening, warning signals, concern reports and immediate protection."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID

from domain.case.area import Area
from domain.case.safety.codes import NotAskedReason, ScreeningOutcome
from domain.case.safety.events import (
    ConcernReportMade,
    ProtectionAssessed,
    ScreeningAsked,
    WarningSignalFollowedUp,
    WarningSignalRecorded,
)


class SignalWatch(NamedTuple):
    """A sign of danger with what has been done since (sv. *bevakad varningssignal*)."""

    signal: WarningSignalRecorded
    follow_ups: tuple[WarningSignalFollowedUp, ...] = ()

    @property
    def last(self) -> WarningSignalRecorded | WarningSignalFollowedUp:
        """What was said of it most lately."""
        return sorted((self.signal, *self.follow_ups), key=_day)[-1]

    @property
    def follow_up_by(self) -> date | None:
        """The last day to look at it again; None = it needs no more."""
        return self.last.follow_up_by


class Safety(Area):
    """Screening, warning signals, concern reports and immediate protection.

    Attributes:
        screenings: In the order recorded; so for the lists below.
        signals: By the id of the signal, with their follow-ups.
        protections: Immediate protection assessments.
        reports: Concern reports that the unit made.
    """

    def clear(self) -> None:
        """Nothing is remembered."""
        self.screenings: list[ScreeningAsked] = []
        self.signals: dict[UUID, SignalWatch] = {}
        self.protections: list[ProtectionAssessed] = []
        self.reports: list[ConcernReportMade] = []

    def to_ask(self) -> list[ScreeningAsked]:
        """Questions without an answer, the latest about each topic and person, unless the answer was known already."""
        latest = {(each.topic, each.person_asked): each for each in sorted(self.screenings, key=lambda each: each.asked_on)}
        return [each for each in latest.values() if _is_without_answer(each)]

    def watched(self) -> list[SignalWatch]:
        """Signs of danger that are to be looked at again, the most urgent first."""
        open_ones = [(each.follow_up_by, each) for each in self.signals.values() if each.follow_up_by is not None]
        return [each for _, each in sorted(open_ones, key=lambda pair: pair[0])]

    def _screen(self, event: ScreeningAsked) -> None:
        self.screenings.append(event)

    def _notice(self, event: WarningSignalRecorded) -> None:
        self.signals[event.entry_id] = SignalWatch(event)

    def _follow_up(self, event: WarningSignalFollowedUp) -> None:
        watch = self.signals[event.signal_id]
        self.signals[event.signal_id] = watch._replace(follow_ups=(*watch.follow_ups, event))

    def _protect(self, event: ProtectionAssessed) -> None:
        self.protections.append(event)

    def _report(self, event: ConcernReportMade) -> None:
        self.reports.append(event)

    APPLY = {
        ScreeningAsked: _screen,
        WarningSignalRecorded: _notice,
        WarningSignalFollowedUp: _follow_up,
        ProtectionAssessed: _protect,
        ConcernReportMade: _report,
    }


def _is_without_answer(screening: ScreeningAsked) -> bool:
    known = screening.reason_not_asked is NotAskedReason.ALREADY_KNOWN
    return screening.screening_outcome not in (ScreeningOutcome.YES, ScreeningOutcome.NO) and not known


def _day(event: WarningSignalRecorded | WarningSignalFollowedUp) -> date:
    return event.occurred.on if isinstance(event, WarningSignalRecorded) else event.followed_up_on
