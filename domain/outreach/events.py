"""Facts about outreach work (sv. *uppsökande arbete*): counted, with no case and no identity."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import DomainEvent, RetentionClass, Source
from domain.codes import Gender, OutreachKind, YesNoUnknown
from domain.outreach.codes import LinkedTo, OutreachPlace, ParentContactReason, RestatedBecause


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


class OutreachDescribed(DomainEvent):
    """Where it was, what the youth was linked to, or why the parent was informed (sv. *beskrivet uppsökande arbete*).

    Stated anew it is these values, whole.
    """

    TYPE: ClassVar[str] = "outreach.described"
    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.STATISTICS

    outreach_place: OutreachPlace | None = None
    parent_contact_reason: ParentContactReason | None = None
    linked_to: LinkedTo | None = None
    restated_because: RestatedBecause | None = None
    """None = stated for the first time."""


class OutreachConfirmed(DomainEvent):
    """It was asked, about a month later, whether the link held (sv. *bekräftad länkning*).

    Stated anew it is these values, whole.
    """

    TYPE: ClassVar[str] = "outreach.confirmed"
    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.STATISTICS

    confirmed_on: date
    still_in_contact: YesNoUnknown
    restated_because: RestatedBecause | None = None
    """None = stated for the first time."""


DETAILS: tuple[type[DomainEvent], ...] = (OutreachDescribed, OutreachConfirmed)
"""Event types that say more of a count than the count itself."""
