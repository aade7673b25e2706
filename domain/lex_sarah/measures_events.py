"""Facts of the region: what is done about what happened (sv. *åtgärder*). Source: SoL 2025:400 27:5."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import Occurred
from domain.codes import YesNoUnknown
from domain.lex_sarah.base import LexSarahEntry, LexSarahEvent
from domain.lex_sarah.codes import CauseArea, LexSarahMeasureEffect, LexSarahMeasureKind


class ImmediateMeasureTaken(LexSarahEntry):
    """Something was done at once, to avert or remedy (sv. *omedelbar åtgärd*). Source: SoL 2025:400 27:5."""

    TYPE: ClassVar[str] = "lex_sarah.immediate_measure_taken"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"measure": "fact", "remaining_risk": "assessment"}

    taken_at: Occurred
    measure: str
    taken_by_role: str
    """By whom, as a role and not a name."""
    for_case_ids: tuple[UUID, ...] = ()
    """For which individuals, as pointers; empty = for all, or not for one of them."""
    risk_removed: YesNoUnknown
    remaining_risk: str | None = None
    """What remains of the risk; always unless it is removed."""


class MeasurePlanned(LexSarahEntry):
    """A measure was planned (sv. *planerad åtgärd*); `entry_id` is the measure's."""

    TYPE: ClassVar[str] = "lex_sarah.measure_planned"
    SEGMENTS: ClassVar[Mapping[str, str]] = {
        "measure": "plan", "verification": "plan", "measure_owner_name": "staff", "measure_owner_title": "staff",
    }

    measure_kind: LexSarahMeasureKind
    measure: str
    addressed_areas: tuple[CauseArea, ...]
    """Which of the causes' areas it addresses."""
    measure_owner_id: UUID
    measure_owner_name: str
    measure_owner_title: str | None = None
    planned_on: date
    measure_last_day: date
    verification: str
    """How it will be seen whether it helps."""
    effect_due_on: date
    """The last day to look at it."""
    instead_of: UUID | None = None
    """The measure without the effect that was wanted, which this one follows; None = it follows none."""


class MeasureDueChanged(LexSarahEntry):
    """A measure got other days (sv. *ändrad tid för åtgärd*)."""

    TYPE: ClassVar[str] = "lex_sarah.measure_due_changed"

    measure_id: UUID
    measure_last_day: date
    effect_due_on: date
    reason: str


class MeasureCompleted(LexSarahEntry):
    """A measure was taken (sv. *genomförd åtgärd*)."""

    TYPE: ClassVar[str] = "lex_sarah.measure_completed"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"measure_evidence": "fact"}

    measure_id: UUID
    done_on: date
    measure_evidence: str
    """What shows that it was."""


class MeasureEffectChecked(LexSarahEntry):
    """It was looked at whether a measure helped (sv. *effektuppföljning*); the latest look counts."""

    TYPE: ClassVar[str] = "lex_sarah.measure_effect_checked"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"effect_text": "assessment"}

    measure_id: UUID
    effect_seen_on: date
    lex_sarah_effect: LexSarahMeasureEffect
    effect_text: str


class MeasureDropped(LexSarahEntry):
    """A measure goes no further, because (sv. *avslutad åtgärd utan effekt*): not taken, or taken and given up."""

    TYPE: ClassVar[str] = "lex_sarah.measure_dropped"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"drop_motivation": "assessment"}

    measure_id: UUID
    drop_motivation: str


class NoMeasureNeeded(LexSarahEntry):
    """No more measures are needed, because (sv. *ingen ytterligare åtgärd*)."""

    TYPE: ClassVar[str] = "lex_sarah.no_measure_needed"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"no_measure_motivation": "assessment"}

    no_measure_motivation: str


EVENTS: tuple[type[LexSarahEvent], ...] = (
    ImmediateMeasureTaken, MeasurePlanned, MeasureDueChanged, MeasureCompleted, MeasureEffectChecked, MeasureDropped,
    NoMeasureNeeded,
)
"""In the order that they come in."""
