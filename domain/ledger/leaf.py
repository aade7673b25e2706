"""The ledger's leaves: the exact bytes that are hashed (sv. *löv*), and the canonical JSON of their headers.

A leaf is its position, its recorded time and its header, so none of the three can change without the tree noticing.
The database computes the same hash with its own SHA-256 when it appends; the two are held equal by tests.

Standard library only, so that an auditor's verifier can hold the same text.
"""

from __future__ import annotations

import json
from json.encoder import encode_basestring as _quote
from struct import Struct
from typing import Any

from domain.ledger.merkle import leaf_hash

SAFE_INTEGER = 2**53 - 1
"""Largest integer in canonical JSON, either sign; every reader's number holds it exactly. Source: RFC 7493 §2.2."""

_BIGINT_MAX = 2**63 - 1

_pack = Struct(">QQ").pack


def leaf_bytes(position: int, recorded_us: int, header: bytes) -> bytes:
    """Position and time as 8 bytes big-endian each, then the header as it is.

    Args:
        position: From 0, as the ledger counts; below 2^63.
        recorded_us: Server time in microseconds since 1970-01-01 UTC; 0 to 2^63 - 1.
        header: Canonical JSON; not looked at.

    Raises:
        ValueError: A number is outside its range.
    """
    if not (0 <= position <= _BIGINT_MAX and 0 <= recorded_us <= _BIGINT_MAX):
        raise ValueError("position and recorded_us must be from 0 to 2^63 - 1")
    return _pack(position, recorded_us) + header


def ledger_leaf_hash(position: int, recorded_us: int, header: bytes) -> bytes:
    """The leaf's hash in the tree: SHA-256(0x00 ‖ position ‖ recorded_us ‖ header). Arguments as for `leaf_bytes`."""
    return leaf_hash(leaf_bytes(position, recorded_us, header))


def canonical_json(value: Any) -> bytes:
    """The one way to write a value as JSON bytes (sv. *kanonisk JSON*).

    Args:
        value: dict with str keys, list, str, int from -(2^53 - 1) to 2^53 - 1, bool or None. A str enum is its
            text. Text is kept as it is: composed and decomposed letters differ.

    Raises:
        TypeError: Another type, floats included: their text form is where canonical writers disagree.
        ValueError: An integer outside the range, or text with half a surrogate pair, which UTF-8 cannot hold.

    Source: RFC 8785 §3.2.
    """
    text = _text(value)
    try:
        return text.encode()
    except UnicodeEncodeError:
        # Not chained: the original error carries the whole text, which may be personal.
        raise ValueError("text holds half a surrogate pair and has no UTF-8 form") from None


def parse_canonical_json(data: bytes) -> Any:
    """Read bytes that `canonical_json` wrote, and nothing else.

    A reader that took any JSON would accept bytes with doubled keys or hidden white space under a hash that is right.

    Raises:
        ValueError: The bytes are not JSON, or not in canonical form.
    """
    try:
        value = json.loads(data.decode())
        canonical = canonical_json(value)
    except (ValueError, TypeError, RecursionError):
        raise ValueError("the bytes are not canonical JSON") from None
    if canonical != data:
        raise ValueError("the bytes are JSON, but not in canonical form")
    return value


def _text(value: Any) -> str:
    if isinstance(value, str):
        return _quote(value)
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if type(value) is int:
        if not -SAFE_INTEGER <= value <= SAFE_INTEGER:
            raise ValueError("an integer is outside ±(2^53 - 1); write it as text")
        return str(value)
    if type(value) is dict:
        return "{" + ",".join([f"{_quote(key)}:{_text(value[key])}" for key in _keys_in_order(value)]) + "}"
    if type(value) is list:
        return "[" + ",".join([_text(each) for each in value]) + "]"
    raise TypeError(f"canonical JSON has no {type(value).__name__}")


def _keys_in_order(value: dict[str, Any]) -> list[str]:
    try:
        all_ascii = "".join(value).isascii()
    except TypeError:
        raise TypeError("every key in canonical JSON is text") from None
    if all_ascii:
        return sorted(value)
    # Python orders text by code point, the RFC by UTF-16 unit; they differ where surrogate pairs meet U+E000–U+FFFF.
    return sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
