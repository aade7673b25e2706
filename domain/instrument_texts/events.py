"""Facts about an instrument's texts, which only whoever holds a licence may have (sv. *frågetexter*)."""

from __future__ import annotations

from typing import ClassVar

from domain.base import DomainEvent, Immutable, RetentionClass


class ItemText(Immutable):
    """One item's text and the words of its scale (sv. *frågetext*).

    `item_number` counts from 1 in the instrument's order. `scale_texts`: none, the two ends, or one for each value.
    """

    item_number: int
    item_text: str
    scale_texts: tuple[str, ...] = ()


class InstrumentTextsEvent(DomainEvent):
    """What every fact about texts shares: they are a publisher's and about no person, and lie under their own stream's key."""

    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.ORGANISATION


class ItemTextsLoaded(InstrumentTextsEvent):
    """A unit loaded the texts of one version in one language, by its own right (sv. *inlästa frågetexter*)."""

    TYPE: ClassVar[str] = "instrument_texts.loaded"

    instrument: str
    instrument_version: str
    language: str
    """As in BCP 47, for example sv or en-GB."""
    instruction_text: str | None = None
    item_texts: tuple[ItemText, ...]
    licence_holder: str | None = None
    licence_reference: str | None = None


class ItemTextsRemoved(InstrumentTextsEvent):
    """The texts are shown no longer (sv. *borttagna frågetexter*): the licence ended, or others take their place."""

    TYPE: ClassVar[str] = "instrument_texts.removed"

    reason: str


EVENTS: tuple[type[DomainEvent], ...] = (ItemTextsLoaded, ItemTextsRemoved)
