"""What is done about what controls show (sv. *åtgärd i internkontrollen*)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Stamp, envelope
from domain.errors import ConflictError, NotAllowedError, NotFoundError
from domain.internal_control import events as e
from domain.internal_control.checks import require_names
from domain.internal_control.codes import MeasureEffect
from domain.internal_control.state import ControlPlanState, Measure
from domain.policies import Policy, require_not_after_today, require_order


class ControlMeasures(ControlPlanState):
    """Measures: decided, taken, and followed up."""

    def decide_measure(
        self, *, measure_id: UUID, control_id: UUID, control_measure: str, owner_id: UUID, owner_name: str,
        owner_title: str | None = None, measure_last_day: date, stamp: Stamp, today: date, policy: Policy,
    ) -> tuple[e.ControlMeasureDecided]:
        """Decide what to do about what a control showed (sv. *besluta åtgärd*).

        Args:
            control_id: The control that showed it, also one that is taken out.
            owner_id: Who sees to it.
            measure_last_day: From today on.

        Raises:
            NotFoundError: Unknown plan; then NotAllowedError: the year is closed; then the plan is not adopted.
            ConflictError: `measure_id` is taken.
            NotFoundError: Unknown control.
            InvalidValueError: `control_measure`, the owner's name or title, `measure_last_day` before today.
        """
        stream_id = self._require_adopted()
        if measure_id in self.measures:
            raise ConflictError("Det finns redan en åtgärd med det uuid:t. Använd ett nytt.")
        if control_id not in self.points:
            raise NotFoundError("Kontrollmomentet finns inte i planen. Kontrollera uuid:t.")
        _require_measure(control_measure, owner_name, owner_title, measure_last_day, today, policy)
        return (
            e.ControlMeasureDecided(
                **envelope(stream_id, self.version, stamp), measure_id=measure_id, control_id=control_id,
                control_measure=control_measure, owner_id=owner_id, owner_name=owner_name, owner_title=owner_title,
                measure_last_day=measure_last_day,
            ),
        )

    def change_measure(
        self, *, measure_id: UUID, control_measure: str, owner_id: UUID, owner_name: str, owner_title: str | None = None,
        measure_last_day: date, reason: str, stamp: Stamp, today: date, policy: Policy,
    ) -> tuple[e.ControlMeasureDecided]:
        """Decide a measure anew, whole: its words, its owner or its last day (sv. *ändra åtgärd*).

        Args:
            measure_last_day: From today on.

        Raises:
            NotFoundError: Unknown plan; then NotAllowedError: the year is closed; then the plan is not adopted.
            NotFoundError: Unknown measure; then NotAllowedError: it is taken or withdrawn.
            InvalidValueError: `control_measure`, the owner's name or title, `measure_last_day` before today; `reason`.
        """
        stream_id = self._require_adopted()
        measure = self._require_undone(measure_id)
        _require_measure(control_measure, owner_name, owner_title, measure_last_day, today, policy)
        policy.require_short_text(reason, "Orsaken till ändringen")
        return (
            e.ControlMeasureDecided(
                **envelope(stream_id, self.version, stamp), measure_id=measure_id, control_id=measure.decided.control_id,
                control_measure=control_measure, owner_id=owner_id, owner_name=owner_name, owner_title=owner_title,
                measure_last_day=measure_last_day, reason=reason,
            ),
        )

    def do_measure(
        self, *, measure_id: UUID, done_on: date, done_how: str, stamp: Stamp, today: date, policy: Policy
    ) -> tuple[e.ControlMeasureDone]:
        """Record that a measure was taken (sv. *genomföra åtgärd*).

        Raises:
            NotFoundError: Unknown plan; then NotAllowedError: the year is closed; then the plan is not adopted.
            NotFoundError: Unknown measure; then NotAllowedError: it is taken or withdrawn.
            InvalidValueError: `done_on` after today; `done_how`.
        """
        stream_id = self._require_adopted()
        self._require_undone(measure_id)
        require_not_after_today(done_on, "Dagen då åtgärden gjordes", today)
        policy.require_text(done_how, "Hur åtgärden gjordes")
        return (
            e.ControlMeasureDone(
                **envelope(stream_id, self.version, stamp), measure_id=measure_id, done_on=done_on, done_how=done_how
            ),
        )

    def see_effect(
        self, *, measure_id: UUID, effect_seen_on: date, measure_effect: MeasureEffect, effect_text: str, stamp: Stamp,
        today: date, policy: Policy,
    ) -> tuple[e.ControlMeasureEffectSeen]:
        """Record whether a measure helped; again when it is looked at anew (sv. *följa upp åtgärd*).

        Args:
            effect_seen_on: From the day it was taken to today.

        Raises:
            NotFoundError: Unknown plan; then NotAllowedError: the year is closed; then the plan is not adopted.
            NotFoundError: Unknown measure; then NotAllowedError: it is not taken.
            InvalidValueError: `effect_seen_on` before it was taken, then after today; `effect_text`.
        """
        stream_id = self._require_adopted()
        measure = self._require_measure(measure_id)
        if measure.done is None:
            raise NotAllowedError("Åtgärden är inte gjord. Redovisa den innan effekten följs upp.")
        require_order(measure.done.done_on, "åtgärden", effect_seen_on, "Uppföljningen")
        require_not_after_today(effect_seen_on, "Uppföljningen", today)
        policy.require_text(effect_text, "Vad uppföljningen visade")
        return (
            e.ControlMeasureEffectSeen(
                **envelope(stream_id, self.version, stamp), measure_id=measure_id, effect_seen_on=effect_seen_on,
                measure_effect=measure_effect, effect_text=effect_text,
            ),
        )

    def withdraw_measure(
        self, *, measure_id: UUID, reason: str, stamp: Stamp, policy: Policy
    ) -> tuple[e.ControlMeasureWithdrawn]:
        """Give up a measure that has not been taken (sv. *återta åtgärd*).

        Raises:
            NotFoundError: Unknown plan; then NotAllowedError: the year is closed; then the plan is not adopted.
            NotFoundError: Unknown measure; then NotAllowedError: it is taken or withdrawn.
            InvalidValueError: `reason`.
        """
        stream_id = self._require_adopted()
        self._require_undone(measure_id)
        policy.require_short_text(reason, "Orsaken till att åtgärden återtas")
        return (e.ControlMeasureWithdrawn(**envelope(stream_id, self.version, stamp), measure_id=measure_id, reason=reason),)

    def _require_measure(self, measure_id: UUID) -> Measure:
        if measure_id not in self.measures:
            raise NotFoundError("Åtgärden finns inte i planen. Kontrollera uuid:t.")
        return self.measures[measure_id]

    def _require_undone(self, measure_id: UUID) -> Measure:
        measure = self._require_measure(measure_id)
        if measure.done is not None:
            raise NotAllowedError(f"Åtgärden gjordes {measure.done.done_on}. Besluta en ny om mer ska göras.")
        if measure.withdrawn is not None:
            raise NotAllowedError("Åtgärden är återtagen. Besluta en ny om den ska göras.")
        return measure


def _require_measure(
    control_measure: str, owner_name: str, owner_title: str | None, last_day: date, today: date, policy: Policy
) -> None:
    policy.require_text(control_measure, "Åtgärden")
    require_names(owner_name, owner_title, "Den ansvarigas", policy)
    require_order(today, "i dag", last_day, "Åtgärdens sista dag")
