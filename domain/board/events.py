"""Facts about a board (sv. *nämnd*)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import DomainEvent, RetentionClass


class BoardEstablished(DomainEvent):
    """A board, the controller of its personal data, began to keep its records here (sv. *nämnd*).

    Source: GDPR art. 4.7 (controller); KL 2017:725 6 kap. (board).
    """

    TYPE: ClassVar[str] = "board.established"
    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.ORGANISATION

    name: str
    slug: str
    """The board's name in schema names and addresses; no personal data."""


class DelegatedDecisionsReported(DomainEvent):
    """The board was told of decisions made on its behalf (sv. *anmälan av delegationsbeslut*). Source: KL 2017:725 6:40, 7:8."""

    TYPE: ClassVar[str] = "board.delegated_decisions_reported"
    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.ORGANISATION

    report_id: UUID
    first_day: date
    last_day: date
    """It tells of decisions made to this day, and not told of before: also of older ones that were written late."""
    through_size: int
    """Of what had been recorded in the ledger's first so many events."""
    decision_count: int
    meeting_on: date
    """The board's meeting."""
    minutes_paragraph: str
    """The paragraph of the minutes, such as `§ 14` (sv. *protokollsparagraf*)."""


class DelegatedReportWithdrawn(DomainEvent):
    """A report of delegated decisions was wrongly recorded (sv. *återtagen anmälan av delegationsbeslut*)."""

    TYPE: ClassVar[str] = "board.delegated_report_withdrawn"
    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.ORGANISATION

    report_id: UUID
    reason: str


EVENTS: tuple[type[DomainEvent], ...] = (BoardEstablished, DelegatedDecisionsReported, DelegatedReportWithdrawn)
