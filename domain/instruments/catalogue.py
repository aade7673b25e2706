"""The instruments that ratings can be made with, version beside version (sv. *instrumentkatalog*)."""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterable, Iterator

from domain.errors import InvalidValueError
from domain.instruments.definition import Instrument, InstrumentArea, InstrumentKind
from domain.instruments.shipped import shipped_instruments


class InstrumentCatalogue:
    """Versions of instruments (sv. *instrumentkatalog*), in the order that they came.

    Args:
        instruments: Of each instrument its oldest version first.
        withdrawn: Those that no rating is begun with any more; what was rated with them is still found.

    Raises:
        InvalidValueError: Two have the same name and version.
    """

    def __init__(self, instruments: Iterable[Instrument], withdrawn: Container[Instrument] = ()) -> None:
        self._withdrawn = withdrawn
        self._versions: dict[str, dict[str, Instrument]] = {}
        for instrument in instruments:
            versions = self._versions.setdefault(_folded(instrument.name), {})
            if instrument.version in versions:
                raise InvalidValueError(
                    f"Instrumentet {instrument.name} finns redan i version {instrument.version}. Ge definitionen en ny version."
                )
            versions[instrument.version] = instrument

    def __iter__(self) -> Iterator[Instrument]:
        """Every version of every instrument."""
        return (instrument for versions in self._versions.values() for instrument in versions.values())

    def find(self, name: str, version: str | None = None) -> Instrument | None:
        """The version of an instrument that a record names, or None when there is none.

        Args:
            name: Without regard to case.
            version: None = the record states none: it goes by the oldest version, whatever has come since, so that what was
                recorded before there were versions never changes its meaning.
        """
        versions = self._versions.get(_folded(name), {})
        return next(iter(versions.values()), None) if version is None else versions.get(version)

    def current(self, name: str) -> Instrument | None:
        """The newest version in use, which a new rating is made with unless it says otherwise; None = no such one."""
        versions = self._versions.get(_folded(name), {})
        return next((each for each in reversed(versions.values()) if self.is_in_use(each)), None)

    def is_in_use(self, instrument: Instrument) -> bool:
        """Whether new ratings are made with a version of this catalogue."""
        return instrument not in self._withdrawn

    def versions(self, name: str) -> tuple[Instrument, ...]:
        """Every version of an instrument, the oldest first; empty = no such one."""
        return tuple(self._versions.get(_folded(name), {}).values())

    def named(self, area: InstrumentArea) -> tuple[str, ...]:
        """The names of the instruments of an area, each once."""
        return tuple(dict.fromkeys(instrument.name for instrument in self if instrument.area is area))

    def rated(self) -> tuple[str, ...]:
        """The names of the instruments that new ratings are made with, each once, as a message lists them."""
        return tuple(dict.fromkeys(each.name for each in self if each.kind is InstrumentKind.RATED and self.is_in_use(each)))

    def with_more(self, instruments: Iterable[Instrument], withdrawn: Container[Instrument] = ()) -> InstrumentCatalogue:
        """This catalogue and further versions after it.

        Raises:
            InvalidValueError: One is there already.
        """
        return InstrumentCatalogue((*self, *instruments), withdrawn)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name.strip()).casefold()


SHIPPED = InstrumentCatalogue(shipped_instruments())
"""What Aktspår comes with; a board adds to it."""
