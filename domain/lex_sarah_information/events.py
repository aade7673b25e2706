"""Facts about the information to the staff (sv. *information om lex Sarah*): what was told when, and who received it.

Source: SoL 2025:400 27:3.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import DomainEvent, RetentionClass
from domain.lex_sarah_information.codes import DutyInformationForm, StaffDuty


class LexSarahInformationEvent(DomainEvent):
    """What every fact about the information shares: a key of its own."""

    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.ORGANISATION


class DutiesExplained(LexSarahInformationEvent):
    """The staff were informed of their duties (sv. *information om skyldigheterna*)."""

    TYPE: ClassVar[str] = "lex_sarah_information.given"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"explained_by_name": "staff"}

    explained_on: date
    explained_duties: tuple[StaffDuty, ...]
    explained_how: DutyInformationForm
    explained_text: str
    """What was gone through, or where it is found."""
    explained_by_id: UUID
    explained_by_name: str
    explained_by_title: str | None = None
    informed_staff_ids: tuple[UUID, ...]
    wheel_item_id: UUID | None = None
    """What on the annual wheel it fulfils; None = nothing, such as an introduction of somebody new."""


class InformationReceived(LexSarahInformationEvent):
    """More of the staff received it, later (sv. *mottagen information*)."""

    TYPE: ClassVar[str] = "lex_sarah_information.received"

    explained_on: date
    informed_staff_ids: tuple[UUID, ...]


class InformationReceiptStruck(LexSarahInformationEvent):
    """Somebody had not received it (sv. *struken mottagning*)."""

    TYPE: ClassVar[str] = "lex_sarah_information.receipt_struck"

    uninformed_staff_id: UUID
    reason: str


EVENTS: tuple[type[LexSarahInformationEvent], ...] = (DutiesExplained, InformationReceived, InformationReceiptStruck)
"""In the order that they come in."""
