"""A definition as text (sv. *definitionstext*): TOML or JSON as people write it, and the one form that is stored."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from domain.errors import InvalidValueError
from domain.indicators.definition import Indicator
from domain.indicators.reading import read_indicator

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


def definition_of(table: Mapping[str, Any]) -> Definition:
    """A definition from the values of a parsed file.

    Raises:
        InvalidValueError: It cannot be evaluated.
    """
    # Read first: what is written as text afterwards is only of kinds that a definition can hold.
    indicator = read_indicator(table)
    return Definition(indicator, _json(table))


def read_definition(text: str) -> Definition:
    """A definition from its text, as TOML (a table, or one `[[indicator]]`) or JSON.

    Raises:
        InvalidValueError: It is neither, or it cannot be evaluated.
    """
    return definition_of(_table(text))


def _table(text: str) -> dict[str, Any]:
    try:
        if text.lstrip().startswith("{"):
            table = json.loads(text, parse_float=Decimal, parse_constant=_no_number)
        else:
            table = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError):
        raise InvalidValueError(_WRONG) from None
    if set(table) == {"indicator"} and isinstance(table["indicator"], list) and len(table["indicator"]) == 1:
        [table] = table["indicator"]
    if not isinstance(table, dict):
        raise InvalidValueError(_WRONG)
    return table


def _no_number(word: str) -> None:
    # NaN and Infinity, which JSON does not have and Python's reader takes. Source: RFC 8259 6.
    raise ValueError(word)


def _json(value: Any) -> str:
    # By hand, since the standard library writes no decimal number exactly.
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_json(key)}: {_json(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_json, value)) + "]"
    return str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)
