"""Facts: the phases of the treatment."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from domain.case.entry_events import CaseEntry
from domain.case.phases.codes import TreatmentPhase


class PhaseEntered(CaseEntry):
    """The treatment went into another phase (sv. *ny behandlingsfas*)."""

    TYPE: ClassVar[str] = "case.phase_entered"
    DAY: ClassVar[str | None] = "entered_on"

    phase: TreatmentPhase
    entered_on: date
    reason: str | None = None
