"""Facts about the instruments that a board adds to those that are shipped (sv. *instrumentkatalog*)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from domain.base import DomainEvent, RetentionClass


class InstrumentDecisionEvent(DomainEvent):
    """What every decision about instruments shares: it is about the organisation and about no person."""

    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.ORGANISATION


class InstrumentAdopted(InstrumentDecisionEvent):
    """A unit's own scale, or a new version of an instrument, is in use from a day on (sv. *antaget instrument*).

    `definition` is the whole of it, as `domain.instruments.text` stores it.
    """

    TYPE: ClassVar[str] = "instrument_catalogue.adopted"

    instrument: str
    instrument_version: str
    definition: str
    takes_effect_on: date
    adopted_on: date
    adopted_by: str
    """Who decided, as a role or a body: the board, the head of the unit."""
    board_decision_reference: str | None = None
    reason: str


class InstrumentWithdrawn(InstrumentDecisionEvent):
    """No new rating is made with it from a day on; what was rated stays as it is (sv. *återtaget instrument*)."""

    TYPE: ClassVar[str] = "instrument_catalogue.withdrawn"

    unused_from: date
    reason: str


EVENTS: tuple[type[DomainEvent], ...] = (InstrumentAdopted, InstrumentWithdrawn)
