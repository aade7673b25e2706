"""An indicator's definition as text: what people write, and the one form that is stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from domain.definition_text import stored_text, table_of
from domain.errors import InvalidValueError
from domain.indicators.definition import Indicator
from domain.indicators.reading import read_indicator
from domain.instruments import SHIPPED, InstrumentCatalogue

_WRONG = (
    "Definitionen går inte att läsa. Skriv en enda indikator som TOML, som i filerna som följer med, eller som ett JSON-objekt."
)


class Definition(NamedTuple):
    """An indicator's definition with the text that says it (sv. *indikatordefinition*).

    Args:
        text: JSON with its keys in order of the alphabet, so that two definitions are equal exactly when their texts are.
    """

    indicator: Indicator
    text: str


def definition_of(table: Mapping[str, Any], instruments: InstrumentCatalogue = SHIPPED) -> Definition:
    """A definition from the values of a parsed file.

    Args:
        instruments: Those that it may name.

    Raises:
        InvalidValueError: It cannot be evaluated.
    """
    # Read first: what is written as text afterwards is only of kinds that a definition can hold.
    indicator = read_indicator(table, instruments)
    return Definition(indicator, stored_text(table))


def read_definition(text: str, instruments: InstrumentCatalogue = SHIPPED) -> Definition:
    """A definition from its text, as TOML (a table, or one `[[indicator]]`) or JSON.

    Args:
        instruments: Those that it may name.

    Raises:
        InvalidValueError: It is neither, or it cannot be evaluated.
    """
    return definition_of(_table(text), instruments)


def _table(text: str) -> dict[str, Any]:
    table = table_of(text, "indicator")
    if table is None:
        raise InvalidValueError(_WRONG)
    return table
