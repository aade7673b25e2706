"""Facts about a member of staff (sv. *medarbetare*)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import DomainEvent, RetentionClass, Source


class StaffEvent(DomainEvent):
    """What every staff fact shares: its own retention, and never a word about why somebody is away."""

    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.STAFF


class StaffMemberRegistered(StaffEvent):
    """A member of staff began to write records here (sv. *medarbetare*)."""

    TYPE: ClassVar[str] = "staff.registered"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"name": "name"}

    name: str
    title: str | None = None
    """Title from the first day (sv. *befattning*); None = the source does not say."""
    unit: UUID | None = None
    source: Source | None = None


class StaffTitleChanged(StaffEvent):
    """A member of staff got another title; what was signed before keeps the old one (sv. *befattning*)."""

    TYPE: ClassVar[str] = "staff.title_changed"

    title: str
    effective_from: date


class AbsenceRecorded(StaffEvent):
    """A member of staff is away during a period, both ends included (sv. *frånvaro*).

    The cause is never recorded: responsibility for cases needs the days only, and the cause may be health data (GDPR art. 9).
    """

    TYPE: ClassVar[str] = "staff.absence_recorded"

    absence_id: UUID
    from_date: date
    to_date: date | None = None
    """The last day away; None = until further notice."""
    source: Source | None = None


class AbsenceChanged(StaffEvent):
    """A recorded absence got other days (sv. *ändrad frånvaro*)."""

    TYPE: ClassVar[str] = "staff.absence_changed"

    absence_id: UUID
    from_date: date
    to_date: date | None = None
    source: Source | None = None


class AbsenceWithdrawn(StaffEvent):
    """A recorded absence did not take place (sv. *återtagen frånvaro*)."""

    TYPE: ClassVar[str] = "staff.absence_withdrawn"

    absence_id: UUID
