"""One full example of every event type of the area `phases`."""

from __future__ import annotations

from datetime import date

from domain.base import DomainEvent, envelope
from domain.case.phases.codes import TreatmentPhase
from domain.case.phases.events import PhaseEntered
from tests.support.cast import CASE, STAMP, cast_id, source

EXAMPLES: tuple[DomainEvent, ...] = (
    PhaseEntered(
        **envelope(CASE, 0, STAMP), entry_id=cast_id(700), phase=TreatmentPhase.MOTIVATION, entered_on=date(2024, 3, 11),
        reason="Tvekar om målet.", source=source("Faser"),
    ),
)
