"""Who was told what came of it: the decisions."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Stamp
from domain.errors import InvalidValueError, NotAllowedError
from domain.lex_sarah.codes import FeedbackForm, FeedbackLevel, FeedbackState
from domain.lex_sarah.feedback_events import FeedbackOmitted, LessonShared, LexSarahFeedbackGiven
from domain.lex_sarah.region_guards import GuardedRegion
from domain.policies import Policy


class FeedbackDecisions(GuardedRegion):
    """Who was told what came of it.

    There is something to tell when the report is decided. One that another report or another board carries on has a reporter of
    its own, who is told here.
    """

    def give_feedback(
        self,
        *,
        entry_id: UUID,
        feedback_level: FeedbackLevel,
        feedback_on: date,
        feedback_form: FeedbackForm,
        feedback_text: str | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[LexSarahFeedbackGiven]:
        """Record that a level was told (sv. *återföra*); a work group, a management group also more than once.

        Args:
            feedback_level: Not other units: they are told by sharing the lesson.
            feedback_on: From the decision, or from the report where others carry it on, to today.

        Raises:
            NotFoundError: Unknown report.
            NotAllowedError: The report is closed.
            ConflictError: `entry_id` is used.
            NotAllowedError: Who acts is in conflict; it is not decided; the level is told elsewhere.
            InvalidValueError: `feedback_level`, `feedback_on`, `feedback_text`.
        """
        first = self._require_tellable(entry_id, "Återföringen", feedback_level, stamp)
        if feedback_level is FeedbackLevel.OTHER_UNITS:
            raise InvalidValueError("Andra enheter nås genom att lärdomen delas. Dela lärdomen i stället.")
        self._require_between(first, feedback_on, "Återföringens dag", today)
        if feedback_text is not None:
            policy.require_text(feedback_text, "Vad som återfördes")
        return (
            LexSarahFeedbackGiven(
                **self._next(stamp), entry_id=entry_id, feedback_level=feedback_level, feedback_on=feedback_on,
                feedback_form=feedback_form, feedback_text=feedback_text,
            ),
        )

    def omit_feedback(
        self,
        *,
        entry_id: UUID,
        feedback_level: FeedbackLevel,
        omission_motivation: str,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[FeedbackOmitted]:
        """State why a level is not told (sv. *utelämna återföring*). It can be told later all the same.

        Raises:
            NotFoundError: Unknown report.
            NotAllowedError: The report is closed.
            ConflictError: `entry_id` is used.
            NotAllowedError: Who acts is in conflict; it is not decided; the level is told elsewhere; it was told, or omitted.
            InvalidValueError: `omission_motivation`.
        """
        self._require_tellable(entry_id, "Motiveringen", feedback_level, stamp)
        state = self.feedback.state_of(feedback_level)
        if state is not FeedbackState.LEFT:
            raise NotAllowedError(f"Återföring till {feedback_level.swedish}: {state.swedish}. Stryk det först, om det är fel.")
        policy.require_text(omission_motivation, "Motiveringen till att återföring utelämnas")
        return (
            FeedbackOmitted(
                **self._next(stamp), entry_id=entry_id, feedback_level=feedback_level, omitted_on=today,
                omission_motivation=omission_motivation,
            ),
        )

    def share_lesson(
        self,
        *,
        entry_id: UUID,
        lesson: str,
        shared_with: str,
        shared_on: date,
        feedback_form: FeedbackForm,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[LessonShared]:
        """Share what others can learn of it (sv. *dela lärdom*), with nobody's identity in it.

        Args:
            lesson: Without the reporter's name and without personal numbers.
            shared_on: From the decision to today.

        Raises:
            NotFoundError: Unknown report.
            NotAllowedError: The report is closed.
            ConflictError: `entry_id` is used.
            NotAllowedError: Who acts is in conflict; it is not decided; lessons are shared elsewhere.
            InvalidValueError: `lesson`; somebody can be recognised in it; `shared_with`, `shared_on`.
        """
        first = self._require_tellable(entry_id, "Lärdomen", FeedbackLevel.OTHER_UNITS, stamp)
        policy.require_text(lesson, "Lärdomen")
        self._require_no_identity(lesson, "Lärdomen")
        policy.require_short_text(shared_with, "Vilka lärdomen delades med")
        self._require_between(first, shared_on, "Dagen då lärdomen delades", today)
        return (
            LessonShared(
                **self._next(stamp), entry_id=entry_id, lesson=lesson, shared_with=shared_with, shared_on=shared_on,
                feedback_form=feedback_form,
            ),
        )

    def _require_tellable(self, entry_id: UUID, what: str, level: FeedbackLevel, stamp: Stamp) -> date:
        """The first day on which a level can be told; refuse before there is anything to tell."""
        report = self._require_open_for(entry_id, what)
        self._require_no_conflict(stamp.actor_id)
        if self.feedback.carried_on_elsewhere:
            if level is not FeedbackLevel.REPORTER:
                raise NotAllowedError(f"Rapporten är {self.handling.state.swedish}. Här återförs bara till rapportören.")
            return report.submitted_on
        if self.feedback.decided_on is None:
            raise NotAllowedError("Rapporten är inte beslutad, så det finns inget att återföra. Besluta först.")
        return self.feedback.decided_on
