"""The shipped indicator definitions: TOML files that a manager can read, beside the pure modules that understand them.

A file may hold several versions of an indicator: the lowest is what holds until a board adopts another.
"""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path

import domain.indicators
from domain.errors import InvalidValueError
from domain.indicators.definition import Indicator
from domain.indicators.reading import read_indicators
from domain.indicators.text import Definition, definition_of

SHIPPED = Path(domain.indicators.__path__[0]) / "definitions"


@cache
def shipped_indicators() -> tuple[Indicator, ...]:
    """The definitions that Aktspår comes with, by id: of each the lowest version, which holds without any decision."""
    lowest: dict[str, Indicator] = {}
    for indicator in load_indicators(SHIPPED):
        lowest.setdefault(indicator.id, indicator)
    return tuple(lowest.values())


@cache
def shipped_definitions() -> tuple[Definition, ...]:
    """Every version of every definition that Aktspår comes with, each with its text."""
    return tuple(definition_of(table) for table in _all_tables(SHIPPED))


def load_indicators(folder: Path) -> tuple[Indicator, ...]:
    """The definitions of a folder's TOML files, by id and version.

    Raises:
        InvalidValueError: A file is not TOML, or a definition cannot be evaluated.
    """
    return tuple(sorted(read_indicators(_all_tables(folder)), key=lambda indicator: (indicator.id, indicator.version)))


def _all_tables(folder: Path) -> list[dict[str, object]]:
    return [table for path in sorted(folder.glob("*.toml")) for table in _tables(path)]


def _tables(path: Path) -> list[dict[str, object]]:
    try:
        content = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidValueError(f"Filen {path.name} med indikatorer går inte att läsa: {error}.") from None
    tables = content.pop("indicator", [])
    if content or not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise InvalidValueError(f"Filen {path.name} ska bara ha tabeller som heter [[indicator]].")
    return tables
