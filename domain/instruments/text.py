"""An instrument's definition as text: what people write, and the one form that is stored."""

from __future__ import annotations

from typing import NamedTuple

from domain.definition_text import stored_text, table_of
from domain.errors import InvalidValueError
from domain.instruments.definition import Instrument
from domain.instruments.reading import read_instrument

_WRONG = (
    "Definitionen går inte att läsa. Skriv ett enda instrument som TOML, som i filerna som följer med, eller som ett JSON-objekt."
)


class InstrumentDefinition(NamedTuple):
    """An instrument with the text that says it (sv. *instrumentdefinition*).

    Args:
        text: JSON with its keys in order of the alphabet, so that two definitions are equal exactly when their texts are.
    """

    instrument: Instrument
    text: str


def read_definition(text: str) -> InstrumentDefinition:
    """A definition from its text, as TOML (a table, or one `[[instrument]]`) or JSON.

    Raises:
        InvalidValueError: It is neither, or it cannot be used.
    """
    table = table_of(text, "instrument")
    if table is None:
        raise InvalidValueError(_WRONG)
    # Read first: what is written as text afterwards is only of kinds that a definition can hold.
    return InstrumentDefinition(read_instrument(table), stored_text(table))
