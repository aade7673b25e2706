"""A rule's definition as text: what people write, and the one form that is stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from domain.completeness.reading import read_rule
from domain.completeness.rule import Rule
from domain.definition_text import stored_text, table_of
from domain.errors import InvalidValueError

_WRONG = "Definitionen går inte att läsa. Skriv en enda regel som TOML, som i filerna som följer med, eller som ett JSON-objekt."


class RuleDefinition(NamedTuple):
    """A rule with the text that says it (sv. *regeldefinition*).

    Args:
        text: JSON with its keys in order of the alphabet, so that two definitions are equal exactly when their texts are.
    """

    rule: Rule
    text: str


def rule_definition_of(table: Mapping[str, Any]) -> RuleDefinition:
    """A definition from the values of a parsed file.

    Raises:
        InvalidValueError: It cannot be judged.
    """
    # Read first: what is written as text afterwards is only of kinds that a definition can hold.
    rule = read_rule(table)
    return RuleDefinition(rule, stored_text(table))


def read_rule_text(text: str) -> RuleDefinition:
    """A definition from its text, as TOML (a table, or one `[[rule]]`) or JSON.

    Raises:
        InvalidValueError: It is neither, or it cannot be judged.
    """
    table = table_of(text, "rule")
    if table is None:
        raise InvalidValueError(_WRONG)
    return rule_definition_of(table)
