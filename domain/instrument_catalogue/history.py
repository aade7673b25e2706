"""Which instruments there were when (sv. *instrumentkatalogens historik*): an answer as of March uses those of March."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple, Self
from uuid import UUID

from domain.base import DomainEvent
from domain.errors import InvalidValueError
from domain.instrument_catalogue.events import InstrumentAdopted, InstrumentWithdrawn
from domain.instruments.catalogue import SHIPPED, InstrumentCatalogue
from domain.instruments.definition import Instrument
from domain.instruments.text import read_definition


class Adopted(NamedTuple):
    """An instrument that was adopted, and until when it is in use.

    Args:
        instrument: None = today's program cannot use what was adopted, and `why_not` says why.
    """

    event: InstrumentAdopted
    withdrawn: InstrumentWithdrawn | None
    instrument: Instrument | None
    why_not: str | None

    @property
    def took_effect(self) -> bool:
        """Whether it was ever, or will be, in use."""
        return self.withdrawn is None or self.withdrawn.unused_from > self.event.takes_effect_on

    def is_used_on(self, day: date) -> bool:
        """Whether new ratings are made with it on a day."""
        return self.event.takes_effect_on <= day and (self.withdrawn is None or day < self.withdrawn.unused_from)


class CatalogueHistory:
    """Every instrument that a board has added, with its days (sv. *instrumentkatalogens historik*).

    Attributes:
        adopted: By the day that it takes effect, then as recorded.
    """

    def __init__(self, adopted: Iterable[Adopted] = ()) -> None:
        self.adopted = tuple(sorted(adopted, key=lambda each: each.event.takes_effect_on))

    @classmethod
    def fold(cls, events: Iterable[DomainEvent]) -> Self:
        """The history after the events of all decisions of a board, in the order recorded; never refuses."""
        adopted: dict[UUID, InstrumentAdopted] = {}
        withdrawn: dict[UUID, InstrumentWithdrawn] = {}
        for event in events:
            if isinstance(event, InstrumentAdopted):
                adopted[event.originator_id] = event
            elif isinstance(event, InstrumentWithdrawn):
                withdrawn[event.originator_id] = event
        return cls(_adopted(event, withdrawn.get(stream_id)) for stream_id, event in adopted.items())

    def on(self, day: date) -> InstrumentCatalogue:
        """The instruments on a day: the shipped, then the adopted that have taken effect. Those that have been withdrawn since
        are found by their version, for what was rated on paper before, and are in use no more.
        """
        begun = [each for each in self.adopted if each.took_effect and each.event.takes_effect_on <= day]
        return _catalogue(begun, [each for each in begun if not each.is_used_on(day)])

    def ever(self) -> InstrumentCatalogue:
        """Every instrument that a rating may have been made with, or will be: what recorded ratings are read by."""
        return self._ever

    def is_taken(self, name: str, version: str) -> bool:
        """Whether an instrument has a version already, which then means what it means for ever."""
        if SHIPPED.find(name, version) is not None:
            return True
        return any(
            (each.event.instrument.casefold(), each.event.instrument_version) == (name.casefold(), version)
            for each in self.adopted if each.took_effect
        )

    @cached_property
    def _ever(self) -> InstrumentCatalogue:
        return _catalogue([each for each in self.adopted if each.took_effect])


def _adopted(event: InstrumentAdopted, withdrawn: InstrumentWithdrawn | None) -> Adopted:
    try:
        return Adopted(event, withdrawn, read_definition(event.definition).instrument, None)
    except InvalidValueError as error:
        return Adopted(event, withdrawn, None, str(error))


def _catalogue(adopted: Sequence[Adopted], withdrawn: Sequence[Adopted] = ()) -> InstrumentCatalogue:
    if not adopted:
        return SHIPPED
    # Of two under one version, which a later version of the program can cause, the first one is what the version means.
    more: dict[tuple[str, str], Instrument] = {}
    for each in adopted:
        if each.instrument is not None and SHIPPED.find(each.instrument.name, each.instrument.version) is None:
            more.setdefault((each.instrument.name.casefold(), each.instrument.version), each.instrument)
    return SHIPPED.with_more(more.values(), frozenset(each.instrument for each in withdrawn if each.instrument is not None))
