"""The permanent header of a ledger entry: what is hashed, signed and never erased.

The header is RFC 8785 JSON and holds no personal data: random ids, an event type, and per encrypted segment the
commitments that let anyone check the segment offline. `docs/format.md` is its description for outsiders.

Standard library only, so that it can be read next to the offline verifier.
"""

from __future__ import annotations

from typing import Any, NamedTuple

VERSION = 1
SEGMENT_ALGORITHM = "A256GCM-HKDF-SHA256/1"

HEADER_KEYS = frozenset(
    ("v", "log", "id", "stream", "sv", "type", "schema", "actor", "unit", "purpose", "cmd", "seg")
)
COMMAND_KEYS = frozenset(("id", "dig", "i", "n"))
SEGMENT_KEYS = frozenset(("alg", "ct", "dig", "kc", "key", "kind", "len"))


class CommandMark(NamedTuple):
    """Which command an event came from, and its place among the command's events.

    Args:
        command_id: A UUID as text, chosen by the caller so that a retry is recognised.
        digest: Base64 of a keyed digest over the command's content; the key dies with the case.
        index: Place among the command's events, from 0 to count - 1.
        count: How many events the command recorded, from 1.
    """

    command_id: str
    digest: str
    index: int
    count: int


def envelope_document(
    *, origin: str, event_id: str, stream: str, version: int, event_type: str, schema: int,
    actor: str, unit: str | None, purpose: str, command: CommandMark | None,
) -> dict[str, Any]:
    """The header without its segments; also the associated data that binds every segment to this entry."""
    mark = None
    if command is not None:
        mark = {"id": command.command_id, "dig": command.digest, "i": command.index, "n": command.count}
    return {
        "v": VERSION, "log": origin, "id": event_id, "stream": stream, "sv": version,
        "type": event_type, "schema": schema, "actor": actor, "unit": unit, "purpose": purpose, "cmd": mark,
    }


def header_faults(document: Any) -> list[str]:
    """What is wrong with the shape of a parsed header; an empty list when nothing is."""
    if _is_plainly_right(document):
        return []
    if not isinstance(document, dict):
        return ["header is not an object"]
    if document.keys() != HEADER_KEYS:
        return ["header has other fields than its version allows"]
    faults = [f"header field {name!r} has the wrong type" for name, fits in _FITS if not fits(document[name])]
    if not faults and document["v"] != VERSION:
        faults.append(f"header version is not {VERSION}")
    if not faults:
        faults += [f"segment {n} has a wrong shape" for n, s in enumerate(document["seg"]) if not _is_segment(s)]
    return faults


def _is_plainly_right(document: Any) -> bool:
    """The same in one expression a level, for the millions of headers that are right; what is wrong is told field by field."""
    return (
        type(document) is dict and document.keys() == HEADER_KEYS and document["v"] == VERSION and type(document["v"]) is int
        and type(document["sv"]) is int and document["sv"] >= 0 and type(document["schema"]) is int and document["schema"] >= 0
        and all([type(document[name]) is str and document[name] for name in _TEXTS])
        and (document["unit"] is None or _is_text(document["unit"])) and _is_command(document["cmd"])
        and type(document["seg"]) is list and all([_is_plain_segment(each) for each in document["seg"]])
    )


def _is_plain_segment(value: Any) -> bool:
    return (
        type(value) is dict and value.keys() == SEGMENT_KEYS and value["alg"] == SEGMENT_ALGORITHM
        and type(value["len"]) is int and value["len"] >= 0
        and type(value["ct"]) is str and type(value["dig"]) is str and type(value["kc"]) is str
        and type(value["key"]) is str and type(value["kind"]) is str
        and "" not in (value["ct"], value["dig"], value["kc"], value["key"], value["kind"])
    )


def _is_text(value: Any) -> bool:
    return type(value) is str and value != ""


def _is_count(value: Any) -> bool:
    return type(value) is int and value >= 0


def _is_command(value: Any) -> bool:
    return value is None or (
        isinstance(value, dict) and value.keys() == COMMAND_KEYS
        and _is_text(value["id"]) and _is_text(value["dig"])
        and _is_count(value["i"]) and _is_count(value["n"]) and value["i"] < value["n"]
    )


def _is_segment(value: Any) -> bool:
    return (
        isinstance(value, dict) and value.keys() == SEGMENT_KEYS
        and value["alg"] == SEGMENT_ALGORITHM and _is_count(value["len"])
        and all(_is_text(value[name]) for name in ("ct", "dig", "kc", "key", "kind"))
    )


_TEXTS = ("log", "id", "stream", "type", "actor", "purpose")

_FITS = (
    ("v", _is_count), ("log", _is_text), ("id", _is_text), ("stream", _is_text), ("sv", _is_count),
    ("type", _is_text), ("schema", _is_count), ("actor", _is_text), ("purpose", _is_text),
    ("unit", lambda value: value is None or _is_text(value)), ("cmd", _is_command),
    ("seg", lambda value: isinstance(value, list)),
)
