"""Facts about a unit's reports of its results (sv. *rapport*): about the organisation, and under no person's key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import DomainEvent, RetentionClass
from domain.goal.target import Target
from domain.report.codes import Fulfilment
from domain.report.figures import PublicFigure, StatedFigure


class ReportEvent(DomainEvent):
    """What every fact about a report shares: erasing a case's key leaves it as it was."""

    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.STATISTICS


class ReportStarted(ReportEvent):
    """Work on a unit's report for a period began (sv. *påbörjad rapport*)."""

    TYPE: ClassVar[str] = "report.started"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"prepared_by": "staff"}

    unit: UUID
    period: str
    data_cutoff: date
    """The last day that the report takes in; it may come before the period's end."""
    prepared_by: str
    supplements: UUID | None = None
    """The submitted report of the same unit and period that it adds to."""


class ResultAssessed(ReportEvent):
    """A result was assessed in words (sv. *bedömt resultat*); stated anew it is this, whole."""

    TYPE: ClassVar[str] = "report.result_assessed"

    indicator: str
    fulfilment: Fulfilment
    deviation: str | None = None
    analysis: str | None = None
    forecast: Fulfilment | None = None
    """What is expected at the end of the year."""
    carried_along: str | None = None
    """What is taken along into the coming work."""
    changed_target: Target | None = None
    target_changed_because: str | None = None


class ReportSubmitted(ReportEvent):
    """The report was handed in: its figures, for ever as they were stated (sv. *inlämnad rapport*)."""

    TYPE: ClassVar[str] = "report.submitted"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"submitted_by": "staff"}

    size: int
    """The figures rest on the first so many events of the ledger."""
    figures: tuple[StatedFigure, ...]
    submitted_by: str


class ReportWithdrawn(ReportEvent):
    """The report was given up before it was handed in (sv. *återtagen rapport*)."""

    TYPE: ClassVar[str] = "report.withdrawn"

    reason: str


class ReportPublished(ReportEvent):
    """Figures of the report were made public, without what was suppressed (sv. *publicerad rapport*)."""

    TYPE: ClassVar[str] = "report.published"

    small_cell_min: int
    """The smallest number that was no small cell then."""
    public_figures: tuple[PublicFigure, ...]
    published_to: str
    """Where, in words: the unit's page, the board's agenda."""


EVENTS: tuple[type[DomainEvent], ...] = (ReportStarted, ResultAssessed, ReportSubmitted, ReportWithdrawn, ReportPublished)
