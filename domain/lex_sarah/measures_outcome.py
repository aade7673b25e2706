"""What becomes of a measure that is planned: the decisions."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Stamp
from domain.errors import NotAllowedError, NotFoundError
from domain.lex_sarah.codes import LexSarahMeasureEffect, MeasureState
from domain.lex_sarah.measures_events import MeasureCompleted, MeasureDropped, MeasureEffectChecked
from domain.lex_sarah.measures_region import LexSarahMeasure
from domain.lex_sarah.region_guards import GuardedRegion
from domain.policies import Policy


class MeasureOutcomeDecisions(GuardedRegion):
    """What becomes of a measure that is planned (sv. *genomförande och effekt*)."""

    def complete_measure(
        self, *, entry_id: UUID, measure_id: UUID, done_on: date, measure_evidence: str, stamp: Stamp, today: date, policy: Policy
    ) -> tuple[MeasureCompleted]:
        """State that a measure was taken, with what shows it (sv. *genomföra åtgärd*).

        Args:
            done_on: From the day that what is reported occurred to today.

        Raises:
            NotFoundError: Unknown report.
            NotAllowedError: The report is closed.
            ConflictError: `entry_id` is used.
            NotAllowedError: Who acts is in conflict; others carry it on.
            NotFoundError: Unknown measure.
            NotAllowedError: The measure is taken already, or goes no further.
            InvalidValueError: `done_on`, `measure_evidence`.
        """
        report = self._require_ours_for(self.measures, entry_id, "Genomförandet", stamp)
        self._measure_in(measure_id, MeasureState.PLANNED)
        self._require_between(report.occurred.on, done_on, "Dagen då åtgärden genomfördes", today)
        policy.require_text(measure_evidence, "Vad som visar att åtgärden är genomförd")
        return (
            MeasureCompleted(
                **self._next(stamp), entry_id=entry_id, measure_id=measure_id, done_on=done_on, measure_evidence=measure_evidence
            ),
        )

    def check_measure_effect(
        self,
        *,
        entry_id: UUID,
        measure_id: UUID,
        effect_seen_on: date,
        lex_sarah_effect: LexSarahMeasureEffect,
        effect_text: str,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[MeasureEffectChecked]:
        """State whether a measure that was taken helped; it may be looked at again (sv. *följa upp åtgärd*).

        Args:
            effect_seen_on: From the day that it was taken, and that it was looked at last, to today.
            effect_text: What was seen.

        Raises:
            NotFoundError: Unknown report.
            NotAllowedError: The report is closed.
            ConflictError: `entry_id` is used.
            NotAllowedError: Who acts is in conflict; others carry it on.
            NotFoundError: Unknown measure.
            NotAllowedError: The measure is not taken, or goes no further.
            InvalidValueError: `effect_seen_on`, `effect_text`.
        """
        self._require_ours_for(self.measures, entry_id, "Uppföljningen", stamp)
        known = self._measure_in(
            measure_id, MeasureState.DONE, MeasureState.EFFECT_LACKING, MeasureState.EFFECT_VERIFIED, MeasureState.REPLACED
        )
        assert known.done is not None, "nothing is looked at that is not taken"
        first = known.done.done_on if known.effect is None else known.effect.effect_seen_on
        self._require_between(first, effect_seen_on, "Uppföljningens dag", today)
        policy.require_text(effect_text, "Vad uppföljningen visade")
        return (
            MeasureEffectChecked(
                **self._next(stamp), entry_id=entry_id, measure_id=measure_id, effect_seen_on=effect_seen_on,
                lex_sarah_effect=lex_sarah_effect, effect_text=effect_text,
            ),
        )

    def drop_measure(
        self, *, entry_id: UUID, measure_id: UUID, drop_motivation: str, stamp: Stamp, today: date, policy: Policy
    ) -> tuple[MeasureDropped]:
        """Go no further with a measure that is open, because (sv. *avsluta åtgärd med motivering*).

        Raises:
            NotFoundError: Unknown report.
            NotAllowedError: The report is closed.
            ConflictError: `entry_id` is used.
            NotAllowedError: Who acts is in conflict; others carry it on.
            NotFoundError: Unknown measure.
            NotAllowedError: Nothing is left to do with it.
            InvalidValueError: `drop_motivation`.
        """
        self._require_ours_for(self.measures, entry_id, "Avslutet av åtgärden", stamp)
        self._measure_in(measure_id, MeasureState.PLANNED, MeasureState.DONE, MeasureState.EFFECT_LACKING)
        policy.require_text(drop_motivation, "Motiveringen till att åtgärden avslutas")
        return (
            MeasureDropped(**self._next(stamp), entry_id=entry_id, measure_id=measure_id, drop_motivation=drop_motivation),
        )

    def _measure(self, measure_id: UUID) -> LexSarahMeasure:
        if measure_id not in self.measures.planned:
            raise NotFoundError("Åtgärden finns inte i Lex Sarah-ärendet. Kontrollera uppgiften.")
        return self.measures.planned[measure_id]

    def _measure_in(self, measure_id: UUID, *states: MeasureState) -> LexSarahMeasure:
        known = self._measure(measure_id)
        if known.state not in states:
            allowed = ", ".join(state.swedish for state in states)
            raise NotAllowedError(f"Åtgärden är: {known.state.swedish}. Det här görs med en åtgärd som är: {allowed}.")
        return known
