"""The instruments that a rating can be made with (sv. *skattningsinstrument*), as versioned data."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from domain.instruments.catalogue import SHIPPED, InstrumentCatalogue
from domain.instruments.definition import Instrument, InstrumentArea, Scale

__all__ = ["INSTRUMENTS", "SHIPPED", "InstrumentCatalogue", "Instrument", "InstrumentArea", "Scale", "find_instrument"]

find_instrument = SHIPPED.find
"""The shipped instrument that a word names; see `InstrumentCatalogue.find`."""

INSTRUMENTS: Mapping[str, Instrument] = MappingProxyType(
    {name: instrument for name in SHIPPED.rated() if (instrument := SHIPPED.find(name)) is not None}
)
"""What a rating that states no version goes by, by name, in the order that a message lists them."""
