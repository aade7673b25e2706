"""A document as lines for a golden file; ids are written as the names that a story knows them by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tests.support.family_story.telling import names

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def lines_of(value: Mapping[str, Any], indent: str = "") -> Iterator[str]:
    """The members that say something, one a line."""
    for name, each in value.items():
        if each in (None, [], {}, ""):
            continue
        if isinstance(each, dict) and len(flat(each)) < 110 and not any(isinstance(part, dict) for part in each.values()):
            yield f"{indent}{name}: {flat(each)}"
        elif isinstance(each, dict):
            inner = list(lines_of(each, indent + "  "))
            if inner:
                yield f"{indent}{name}:"
                yield from inner
        elif isinstance(each, list) and any(isinstance(part, dict) for part in each):
            yield f"{indent}{name}:"
            for part in each:
                yield from _part(part, indent + "  ")
        else:
            yield f"{indent}{name}: {flat(each)}"


def _part(part: Any, indent: str) -> Iterator[str]:
    inner = list(lines_of(part, indent + "  ")) if isinstance(part, dict) else [f"{indent}  {flat(part)}"]
    if inner:
        yield f"{indent}- {inner[0].strip()}"
        yield from inner[1:]


def flat(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, dict):
        return ", ".join(f"{name}={flat(each)}" for name, each in value.items() if each not in (None, [], {}))
    if isinstance(value, list):
        return " / ".join(map(flat, value))
    return {True: "ja", False: "nej"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def with_names(text: str, headings: Mapping[str, str]) -> str:
    """The text with names for ids: those of the story, and `headings` by id for what the domain made itself."""
    # An id that the domain made itself is known by its heading.
    known = {found: f"[{heading.lower()}]" for found, heading in headings.items()}
    known |= {str(found): f"[{name}]" for found, name in names().items()}
    return _ID.sub(lambda match: known.get(match[0], "[härlett id]"), text)
