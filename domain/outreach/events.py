"""Facts about outreach work (sv. *uppsökande arbete*): counted, with no case and no identity."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import DomainEvent, RetentionClass, Source
from domain.codes import Gender, OutreachKind


class OutreachFacts(DomainEvent):
    """What a count of outreach work holds."""

    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.STATISTICS

    occurred_on: date
    unit: UUID
    kind: OutreachKind
    gender: Gender | None = None
    """Of the youth or parent met."""
    child_gender: Gender | None = None


class OutreachRecorded(OutreachFacts):
    """One person was met, informed or helped outside any case (sv. *uppsökande arbete*)."""

    TYPE: ClassVar[str] = "outreach.recorded"

    source: Source | None = None


class OutreachCorrected(OutreachFacts):
    """A count was wrong; these are its values now, whole (sv. *rättelse*)."""

    TYPE: ClassVar[str] = "outreach.corrected"

    reason: str
    source: Source | None = None
