"""Facts about a service offering (sv. *verksamhetsutbud*): what a unit offers, and what is documented about those who come."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import DomainEvent, RetentionClass
from domain.offering.codes import DocumentationRegime, ServiceKind
from domain.offering.rating_terms import ExpectedRating


class OfferingEvent(DomainEvent):
    """What every fact of an offering shares: it is about the organisation and about no person."""

    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.ORGANISATION


class RegimeFacts(OfferingEvent):
    """A regime from a day on, and the board's decision that it rests on."""

    regime: DocumentationRegime
    regime_from: date
    board_decision_reference: str | None = None
    """Where the board's decision is found, as paragraph or registration number (sv. *nämndens beslut*)."""
    board_decided_on: date | None = None


class OfferingEstablished(RegimeFacts):
    """A unit began to offer a service (sv. *verksamhetsutbud*). Source: SoL 2025:400 11:1, 11:5, 14:3–5."""

    TYPE: ClassVar[str] = "offering.established"

    unit: UUID
    offering_name: str
    service_kind: ServiceKind
    max_talks: int | None = None
    """The most talks that one person is offered; None = no such number."""


class RegimeChanged(RegimeFacts):
    """Another regime holds from a day on (sv. *ändrad dokumentationsregim*). Source: SoL 2025:400 14:3–5."""

    TYPE: ClassVar[str] = "offering.regime_changed"

    reason: str


class OfferingChanged(OfferingEvent):
    """The offering has other terms from a day on; these are they, whole (sv. *ändrat verksamhetsutbud*)."""

    TYPE: ClassVar[str] = "offering.changed"

    terms_from: date
    offering_name: str
    max_talks: int | None = None
    reason: str


class OfferingWithdrawn(OfferingEvent):
    """The service takes nobody new from a day on (sv. *nedlagt verksamhetsutbud*)."""

    TYPE: ClassVar[str] = "offering.withdrawn"

    withdrawn_from: date
    """The first day on which nobody new is taken."""
    reason: str


class OfferingInstrumentsSet(OfferingEvent):
    """Which instruments are rated with everybody in the offering from a day on, all of them (sv. *skattningsrutin*)."""

    TYPE: ClassVar[str] = "offering.instruments_set"

    instruments_from: date
    expected_ratings: tuple[ExpectedRating, ...]
    """Empty = none is expected."""
    reason: str


EVENTS: tuple[type[DomainEvent], ...] = (
    OfferingEstablished, RegimeChanged, OfferingChanged, OfferingInstrumentsSet, OfferingWithdrawn,
)
