"""The rules for erasing by law that Aktspår comes with, as a file that an archivist can read."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from domain.retention.definition import RetentionDefinition, definition_of


@cache
def shipped_retention() -> tuple[RetentionDefinition, ...]:
    """Every version, the oldest first.

    Raises:
        InvalidValueError: The file cannot be read as rules; the program does not start with it.
    """
    path = files("domain.retention") / "definitions" / "statutory_erasure.toml"
    found = tuple(definition_of(table) for table in tomllib.loads(path.read_text("utf-8"))["retention"])
    return tuple(sorted(found, key=lambda each: each.in_force_from))
