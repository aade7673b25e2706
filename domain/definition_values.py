"""Reads the values of a definition that people write as TOML, and says in Swedish what is wrong with one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from domain.codes import Code

Word = TypeVar("Word", bound=StrEnum)
CodedWord = TypeVar("CodedWord", bound=Code)


class NotPossibleError(Exception):
    """Why a definition cannot be used; whoever reads the whole definition says which one it is."""


def require_keys(table: Mapping[str, Any], required: Iterable[str], optional: Iterable[str] = ()) -> None:
    """Refuse a table that lacks a required key, then one with a key that is neither required nor optional."""
    missing = [key for key in required if key not in table]
    unknown = [key for key in table if key not in (*required, *optional)]
    if missing:
        raise NotPossibleError(f"{', '.join(missing)} saknas.")
    if unknown:
        raise NotPossibleError(f"{', '.join(unknown)} känns inte igen.")


def text(value: Any, key: str) -> str:
    """A text that is not blank, trimmed."""
    if not isinstance(value, str) or not value.strip():
        raise NotPossibleError(f"{key} ska vara en text.")
    return value.strip()


def items(value: Any, key: str) -> list[Any]:
    """A list."""
    if not isinstance(value, list):
        raise NotPossibleError(f"{key} ska vara en lista.")
    return value


def number(value: Any, key: str) -> Decimal:
    """A finite number, exact: decimals are read as `Decimal`, never as binary fractions."""
    if type(value) not in (int, Decimal) or not Decimal(value).is_finite():
        raise NotPossibleError(f"{key} ska vara ett tal.")
    return Decimal(value)


def word(kind: type[Word], value: Any, key: str) -> Word:
    """A word of a closed list, by its English value."""
    try:
        return kind(value)
    except ValueError:
        raise NotPossibleError(f"{key} = {value} känns inte igen; välj bland {', '.join(kind)}.") from None


def coded(kind: type[CodedWord], value: Any, key: str) -> CodedWord:
    """A coded word, by its Swedish word."""
    found = kind.from_swedish(value) if isinstance(value, str) else None
    if found is None:
        raise NotPossibleError(f"{key} = {value} känns inte igen; välj bland {', '.join(kind.swedish_words())}.")
    return found
