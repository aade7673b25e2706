"""The body of a write: read from bytes without guessing, and as the bytes that a retry is recognised by."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from pydantic import BaseModel, ValidationError

from api.problems import RefusedBodyError, Text, UsageError
from api.writes.write import Write
from domain.policies import is_plain_text

FIRST_DAY, LAST_DAY = date(1850, 1, 1), date(2199, 12, 31)
"""Between them lies every day that a record may tell of; what is outside is a slip, and overflows where days are counted."""

_LARGEST = 2**53 - 1
"""What every reader of JSON takes without loss. Source: RFC 8259 6."""
_SMALLEST_EXPONENT = -12

Body = TypeVar("Body", bound=BaseModel)


def read_body(model: type[Body], raw: bytes) -> Body:
    """A body of a write.

    Raises:
        UsageError: It is no JSON object, or one that readers of JSON understand differently.
        RefusedBodyError: Its members are not what the write takes.
    """
    _require_unambiguous(raw)
    try:
        body = model.model_validate_json(raw)
    except ValidationError as error:
        raise refused(
            (".".join(map(str, each["loc"])), each["type"]) for each in error.errors(include_input=False, include_url=False)
        ) from None
    faults = list(_unusable(body, ""))
    if faults:
        raise refused(faults)
    return body


def refused(faults: Iterable[tuple[str, str]]) -> RefusedBodyError:
    """The refusal that names each member with a fault, and the kind of each fault."""
    found = [{"in": "body", "name": name, "kind": kind} for name, kind in faults]
    names = ", ".join(sorted({each["name"] or "body" for each in found}))
    return RefusedBodyError(
        Text(f"Begäran har värden som inte är tillåtna: {names}.", f"The request has values that are not allowed: {names}."),
        found,
    )


def content_of(write: Write, path: Mapping[str, UUID], body: BaseModel) -> bytes:
    """What a command asks for, as bytes: the same for the same request, however its JSON was written.

    Members that have their default value are left out, so that a later version that knows more of them recognises a retry.
    """
    document = {
        "write": write.path, "path": {name: str(value) for name, value in path.items()},
        "body": body.model_dump(mode="json", exclude_defaults=True),
    }
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _require_unambiguous(raw: bytes) -> None:
    try:
        found = json.loads(raw.decode(), object_pairs_hook=_without_repeats, parse_constant=_no_constant)
    except UsageError:
        raise
    except RecursionError:
        raise UsageError(Text("Begäran är nästlad för djupt.", "The request is nested too deeply.")) from None
    except ValueError:
        raise UsageError(Text("Begäran är inte JSON i UTF-8.", "The request is not JSON in UTF-8.")) from None
    if not isinstance(found, dict):
        raise UsageError(Text("Begäran ska vara ett JSON-objekt.", "The request is to be a JSON object."))


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise UsageError(Text(
            "Begäran har samma namn två gånger i ett objekt, så det går inte att veta vilket värde som gäller.",
            "The request has the same name twice in an object, so nobody can know which value holds.",
        ))
    return found


def _no_constant(name: str) -> None:
    raise UsageError(Text(f"{name} är inte JSON. Ange ett tal.", f"{name} is not JSON. Give a number."))


def _unusable(value: Any, name: str) -> Iterator[tuple[str, str]]:
    """Where there is a value that the type lets through and no record can hold."""
    match value:
        case BaseModel():
            for member in type(value).model_fields:
                yield from _unusable(getattr(value, member), f"{name}.{member}" if name else member)
        case tuple():
            for index, each in enumerate(value):
                yield from _unusable(each, f"{name}.{index}")
        case str() if not is_plain_text(value):
            yield name, "unusable_characters"
        case int() if abs(value) > _LARGEST:
            yield name, "number_too_large"
        case Decimal() if abs(value) > _LARGEST or value.as_tuple().exponent < _SMALLEST_EXPONENT:
            yield name, "number_out_of_range"
        case date() if not FIRST_DAY <= date(value.year, value.month, value.day) <= LAST_DAY:
            yield name, "date_out_of_range"
