"""A field's value as JSON, wherever it is shown."""

from __future__ import annotations

from typing import Any

from domain.base import Immutable, Occurred
from domain.codes import Code


def as_json(value: Any) -> Any:
    """A field's value as JSON: codes and exact decimals as text, dates as ISO 8601."""
    match value:
        case Code():
            return value.value
        case bool() | int() | None:
            return value
        case Occurred():
            at = None if value.at is None else value.at.isoformat(timespec="minutes")
            return {"on": value.on.isoformat(), "precision": value.precision, "at": at}
        case Immutable():
            return {name: as_json(getattr(value, name)) for name in type(value).model_fields}
        case tuple():
            return [as_json(each) for each in value]
    return str(value)
