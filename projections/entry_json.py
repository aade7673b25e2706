"""An entry of a case's record as JSON, for the documents of the areas."""

from __future__ import annotations

from typing import Any

from domain.case.entry_events import CaseEntry
from projections.json_values import as_json


def entry_as_json(entry: CaseEntry, *left_out: str) -> dict[str, Any]:
    """What an entry says, by field, and its id as `entry`; without its envelope and where it was imported from.

    Args:
        left_out: Fields that the place where it is shown says already.
    """
    shown = (name for name in type(entry).model_fields if name not in _SHARED and name not in left_out)
    return {"entry": as_json(entry.entry_id), **{name: as_json(getattr(entry, name)) for name in shown}}


def optional_entry_as_json(entry: CaseEntry | None, *left_out: str) -> dict[str, Any] | None:
    """The same of an entry that there may not be; null = there is none."""
    return None if entry is None else entry_as_json(entry, *left_out)


_SHARED = CaseEntry.model_fields.keys()
