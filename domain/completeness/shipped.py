"""The rules that Aktspår comes with, as files that a manager can read; whatever a unit adds or tightens comes as events."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from domain.completeness.reading import read_rules
from domain.completeness.rule import Rule
from domain.completeness.text import RuleDefinition, rule_definition_of
from domain.errors import InvalidValueError


def shipped_rules() -> tuple[Rule, ...]:
    """Every shipped version of every rule, by id and version.

    Raises:
        InvalidValueError: A definition cannot be judged; the program does not start with it.
    """
    return tuple(sorted(read_rules(_tables()), key=lambda rule: (rule.id, rule.version)))


@cache
def shipped_rule_definitions() -> tuple[RuleDefinition, ...]:
    """The same, each with its text."""
    return tuple(sorted(map(rule_definition_of, _tables()), key=lambda each: (each.rule.id, each.rule.version)))


def _tables() -> list[Mapping[str, Any]]:
    folder = files("domain.completeness") / "rules"
    paths = sorted((path for path in folder.iterdir() if path.name.endswith(".toml")), key=lambda path: path.name)
    tables: list[Mapping[str, Any]] = []
    for path in paths:
        content = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
        found = content.pop("rule", [])
        if content or not isinstance(found, list) or not all(isinstance(table, dict) for table in found):
            raise InvalidValueError(f"Filen {path.name} ska bara ha tabeller som heter [[rule]].")
        tables += found
    return tables
