"""Facts about emergency access (sv. *nödåtkomst*). They lie in no case: who looked is kept as the rules of access are.

Source: SoLPuL 2001:454 10 § (access is documented, checkable and checked); ISO 27789:2021 (emergency access is told apart).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import DomainEvent, RetentionClass
from domain.emergency_access.codes import EmergencyOutcome


class EmergencyAccessEvent(DomainEvent):
    """What every fact about an emergency access shares: a key of its own, and not the case's."""

    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.ACCESS_RULES


class EmergencyAccessOpened(EmergencyAccessEvent):
    """Somebody opened a record in an emergency, with a reason (sv. *nödåtkomst*). Who is the event's actor."""

    TYPE: ClassVar[str] = "emergency_access.opened"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"emergency_reason": "assessment"}

    emergency_case_id: UUID
    emergency_reason: str
    emergency_minutes: int
    """How long it lasts, from its recording."""


class EmergencyAccessReviewed(EmergencyAccessEvent):
    """Somebody else looked at it afterwards (sv. *granskad nödåtkomst*)."""

    TYPE: ClassVar[str] = "emergency_access.reviewed"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"emergency_review": "assessment"}

    emergency_outcome: EmergencyOutcome
    emergency_review: str
    emergency_reviewed_on: date


EVENTS: tuple[type[DomainEvent], ...] = (EmergencyAccessOpened, EmergencyAccessReviewed)
