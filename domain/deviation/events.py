"""Facts about a deviation (sv. *avvikelse*): something did not go as the routines say, without being a wrong as Lex Sarah means.

It lies in no case: the affected records are pointed at. Source: SOSFS 2011:9 5 kap.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import DomainEvent, Occurred, RetentionClass
from domain.lex_sarah.codes import CauseArea


class DeviationEvent(DomainEvent):
    """What every fact about a deviation shares: a key of its own, kept as long as what it may be escalated to."""

    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.LEX_SARAH


class DeviationEntry(DeviationEvent):
    """Something stated or done about a deviation (sv. *uppgift om avvikelse*); `entry_id` is what others refer to it by."""

    entry_id: UUID


class DeviationReported(DeviationEvent):
    """Somebody on the staff reported a deviation (sv. *avvikelserapport*)."""

    TYPE: ClassVar[str] = "deviation.reported"
    SEGMENTS: ClassVar[Mapping[str, str]] = {
        "deviation_reporter_id": "reporter", "deviation_reporter_name": "reporter", "deviation_reporter_title": "reporter",
        "deviation_text": "fact", "deviation_done_at_once": "fact",
    }

    unit: UUID
    """Where it happened, which need not be the reporter's own unit."""
    deviation_reported_on: date
    deviation_reporter_id: UUID
    deviation_reporter_name: str
    deviation_reporter_title: str | None = None
    reporter_shown: bool
    """Whether the reporter's name stands in the register; the reporter chooses."""
    noticed_at: Occurred
    occurred: Occurred
    occurred_to: Occurred | None = None
    deviation_text: str
    deviation_areas: tuple[CauseArea, ...]
    """Where the causes seem to lie; empty = not known yet."""
    case_ids: tuple[UUID, ...]
    deviation_done_at_once: str | None = None


class DeviationSupplemented(DeviationEntry):
    """Something was added to what is known of it (sv. *komplettering av avvikelse*)."""

    TYPE: ClassVar[str] = "deviation.supplemented"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"supplement_text": "fact"}

    supplemented_on: date
    supplement_text: str


class DeviationAssessed(DeviationEntry):
    """It was looked into (sv. *bedömd avvikelse*); a later assessment takes the place of an earlier one."""

    TYPE: ClassVar[str] = "deviation.assessed"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"deviation_assessment": "assessment"}

    deviation_assessed_on: date
    may_be_misconduct: bool
    """Whether it may be a wrong or a tangible risk of one, so that it is to be reported as such. Source: SoL 2025:400 27:2."""
    deviation_areas: tuple[CauseArea, ...]
    deviation_assessment: str
    """Why it may be, or why it is not."""


class DeviationRemedied(DeviationEntry):
    """Something was done about it (sv. *åtgärdad avvikelse*)."""

    TYPE: ClassVar[str] = "deviation.remedied"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"remedy": "plan"}

    remedied_on: date
    remedy: str


class DeviationRemedyWaived(DeviationEntry):
    """Nothing need be done, because (sv. *ingen åtgärd*)."""

    TYPE: ClassVar[str] = "deviation.remedy_waived"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"no_remedy_motivation": "assessment"}

    no_remedy_motivation: str


class DeviationRemedyStruck(DeviationEvent):
    """A remedy, or that none is needed, was wrongly recorded (sv. *struken åtgärd*); it stays legible."""

    TYPE: ClassVar[str] = "deviation.remedy_struck"

    entry_id: UUID
    struck_on: date
    reason: str


class DeviationClosed(DeviationEntry):
    """It is assessed and remedied, and whoever reported knows what became of it (sv. *avslutad avvikelse*)."""

    TYPE: ClassVar[str] = "deviation.closed"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"deviation_outcome": "assessment", "no_return_motivation": "assessment"}

    deviation_closed_on: date
    deviation_outcome: str
    """What came of it, for the work group to learn from; without names."""
    reporter_told_on: date | None = None
    no_return_motivation: str | None = None
    """Why the reporter was not told; given exactly when they were not."""


class DeviationReopened(DeviationEntry):
    """There is more to do about it (sv. *återupptagen avvikelse*)."""

    TYPE: ClassVar[str] = "deviation.reopened"

    deviation_reopened_on: date
    reason: str


class DeviationEscalated(DeviationEntry):
    """It is handled as a Lex Sarah report from now on (sv. *avvikelse överförd till lex Sarah*). Source: SoL 2025:400 27:2."""

    TYPE: ClassVar[str] = "deviation.escalated"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"deviation_escalation": "assessment"}

    deviation_escalated_on: date
    escalated_report_id: UUID
    deviation_escalation: str
    """What makes it a wrong, or a tangible risk of one."""


EVENTS: tuple[type[DeviationEvent], ...] = (
    DeviationReported, DeviationSupplemented, DeviationAssessed, DeviationRemedied, DeviationRemedyWaived, DeviationRemedyStruck,
    DeviationClosed, DeviationReopened, DeviationEscalated,
)
"""In the order that they come in."""
