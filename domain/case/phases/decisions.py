"""Decisions: the phases of the treatment."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Source, Stamp
from domain.case.guards import GuardedCase, is_imported
from domain.case.phases.codes import TreatmentPhase
from domain.case.phases.events import PhaseEntered
from domain.errors import InvalidValueError
from domain.policies import Policy, require_not_after_today


class PhasesDecisions(GuardedCase):
    """The phases of the treatment."""

    def enter_phase(
        self,
        *,
        entry_id: UUID,
        phase: TreatmentPhase,
        entered_on: date,
        reason: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[PhaseEntered]:
        """Go into another phase (sv. *ny fas*).

        Args:
            entered_on: Not after today, nor after the closing unless it is imported history.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            InvalidValueError: `reason`; then `entered_on` after today.
            NotAllowedError: After the closing.
            InvalidValueError: The case is in that phase on that day already.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Fasen")
        if reason is not None:
            policy.require_short_text(reason, "Orsaken")
        require_not_after_today(entered_on, "Fasens första dag", today)
        self._require_open_on(entered_on, "Fasens första dag", imported=is_imported(stamp, source))
        if self.phases.on(entered_on) is phase:
            raise InvalidValueError(f"Ärendet är redan i fasen {phase.swedish} den dagen. Ange en annan fas eller dag.")
        return (
            PhaseEntered(
                **self._next(stamp), entry_id=entry_id, phase=phase, entered_on=entered_on, reason=reason, source=source
            ),
        )
