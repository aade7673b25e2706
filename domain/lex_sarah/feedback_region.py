"""Who was told what came of it, as a report remembers it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, ClassVar

from domain.lex_sarah import feedback_events as e
from domain.lex_sarah import handling_events as h
from domain.lex_sarah.base import LexSarahEvent, Region
from domain.lex_sarah.codes import FeedbackLevel, FeedbackState, LexSarahStep
from domain.lex_sarah.timers import Step, step
from domain.policies import Policy


class FeedbackRegion(Region):
    """Who was told what came of it (sv. *återföring*), from the reporter to other units.

    A report that is taken up again is told of anew: what was told then stays in `earlier`.

    Attributes:
        decided_on: The day of the decision that there is to tell of; None = none yet.
        carried_on_elsewhere: Whether another report or another board carries it on, so that only the reporter is to be told here.
        told: What told each level, in the order recorded; a lesson tells other units.
        omitted: Why a level was not told.
        earlier: What was told of earlier decisions.
    """

    def clear(self) -> None:
        """Set the memory to that of a region that no event has touched."""
        self.decided_on: date | None = None
        self.carried_on_elsewhere = False
        self.told: dict[FeedbackLevel, tuple[e.LexSarahFeedbackGiven | e.LessonShared, ...]] = {}
        self.omitted: dict[FeedbackLevel, e.FeedbackOmitted] = {}
        self.earlier: tuple[e.LexSarahFeedbackGiven | e.LessonShared | e.FeedbackOmitted, ...] = ()

    def state_of(self, level: FeedbackLevel) -> FeedbackState:
        """Whether a level was told."""
        if level in self.told:
            return FeedbackState.GIVEN
        return FeedbackState.OMITTED if level in self.omitted else FeedbackState.LEFT

    @property
    def is_begun(self) -> bool:
        """Whether anybody was told, or it is said why not."""
        return bool(self.told or self.omitted or self.earlier)

    @property
    def lacking(self) -> tuple[str, ...]:
        """What is left to do before the report can be closed."""
        levels = (FeedbackLevel.REPORTER,) if self.carried_on_elsewhere else tuple(FeedbackLevel)
        return tuple(f"återföring till {level.swedish}" for level in levels if self.state_of(level) is FeedbackState.LEFT)

    @property
    def reporter_informed(self) -> bool:
        """Whether the reporter was told what came of the report, or it is said why not."""
        return self.state_of(FeedbackLevel.REPORTER) is not FeedbackState.LEFT

    def steps(self, policy: Policy) -> tuple[Step, ...]:
        """The time to tell everybody, from the decision."""
        if self.decided_on is None:
            return ()
        done_on = None if self.lacking else max(map(_day, (*self._standing(), *self.omitted.values())))
        return (step(LexSarahStep.FEED_BACK, self.decided_on, policy.lex_sarah_feedback_days, done_on),)

    def _standing(self) -> tuple[e.LexSarahFeedbackGiven | e.LessonShared, ...]:
        return tuple(each for told in self.told.values() for each in told)

    def _decide(self, event: h.MisconductDecided) -> None:
        self.decided_on = event.decided_on

    def _link(self, event: h.ReportLinked) -> None:
        self.carried_on_elsewhere = True

    def _answer_transfer(self, event: h.TransferAnswered) -> None:
        self.carried_on_elsewhere = self.carried_on_elsewhere or event.transfer_accepted

    def _reopen(self, event: h.ReportReopened) -> None:
        self.earlier = (*self.earlier, *self._standing(), *self.omitted.values())
        self.told, self.omitted = {}, {}
        self.decided_on, self.carried_on_elsewhere = None, False

    def _give(self, event: e.LexSarahFeedbackGiven) -> None:
        self._tell(event.feedback_level, event)

    def _share_lesson(self, event: e.LessonShared) -> None:
        self._tell(FeedbackLevel.OTHER_UNITS, event)

    def _tell(self, level: FeedbackLevel, event: e.LexSarahFeedbackGiven | e.LessonShared) -> None:
        self.told = {**self.told, level: (*self.told.get(level, ()), event)}
        self.omitted = {key: each for key, each in self.omitted.items() if key is not level}

    def _omit(self, event: e.FeedbackOmitted) -> None:
        self.omitted = {**self.omitted, event.feedback_level: event}

    APPLY: ClassVar[Mapping[type[LexSarahEvent], Callable[[Any, Any], None]]] = {
        h.MisconductDecided: _decide,
        h.ReportLinked: _link,
        h.TransferAnswered: _answer_transfer,
        h.ReportReopened: _reopen,
        e.LexSarahFeedbackGiven: _give,
        e.LessonShared: _share_lesson,
        e.FeedbackOmitted: _omit,
    }


def _day(event: e.LexSarahFeedbackGiven | e.LessonShared | e.FeedbackOmitted) -> date:
    match event:
        case e.LexSarahFeedbackGiven():
            return event.feedback_on
        case e.LessonShared():
            return event.shared_on
    return event.omitted_on
