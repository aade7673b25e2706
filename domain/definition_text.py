"""A definition as text (sv. *definitionstext*): TOML or JSON as people write it, and the one form that is stored."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any


def table_of(text: str, kind: str) -> dict[str, Any] | None:
    """The values of one definition, from a TOML table, one TOML `[[kind]]`, or a JSON object; None = it is none of these."""
    try:
        if text.lstrip().startswith("{"):
            table = json.loads(text, parse_float=Decimal, parse_constant=_no_number)
        else:
            table = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError):
        return None
    if set(table) == {kind} and isinstance(table[kind], list) and len(table[kind]) == 1:
        [table] = table[kind]
    return table if isinstance(table, dict) else None


def stored_text(value: Any) -> str:
    """The values as JSON with keys in order of the alphabet, so that two definitions are equal exactly when their texts are."""
    # By hand, since the standard library writes no decimal number exactly.
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{stored_text(key)}: {stored_text(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(stored_text, value)) + "]"
    return str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)


def _no_number(word: str) -> None:
    # NaN and Infinity, which JSON does not have and Python's reader takes. Source: RFC 8259 6.
    raise ValueError(word)
