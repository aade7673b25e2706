"""What the verifier of evidence packages needs beside the package: Ed25519, the tree, signed notes, strict JSON.

Standard library only; a part of the one file that lies in every package (`adapters/evidence/assembled.py`).

Source: RFC 8032 (Ed25519), RFC 9162 §2.1 (the tree), RFC 8785 (canonical JSON), C2SP signed-note.
"""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64decode, b64encode
from typing import Any

SAFE = 2**53 - 1
"""Largest integer in canonical JSON, either sign. Source: RFC 7493 §2.2."""


class Fault(Exception):
    """Something that does not hold, as a sentence."""


# ---- Ed25519 (RFC 8032 §5.1.7), on integers: slow, and enough for three signatures. ------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]
NEUTRAL: Point = (0, 1, 1, 0)


def ed25519_holds(public_key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the key signed the message; points that are malformed or of small order, and s ≥ L, are refused."""
    if len(public_key) != 32 or len(signature) != 64:
        return False
    a, r = _decoded(public_key), _decoded(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= ORDER or _same(_times(8, a), NEUTRAL) or _same(_times(8, r), NEUTRAL):
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public_key + message).digest(), "little") % ORDER
    return _same(_times(s, BASE), _add(r, _times(k, a)))


def _decoded(encoded: bytes) -> Point | None:
    number = int.from_bytes(encoded, "little")
    sign, y = number >> 255, number & ((1 << 255) - 1)
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * ROOT_OF_MINUS_1 % P
    if (x * x - x2) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def _add(p: Point, q: Point) -> Point:
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(number: int, point: Point) -> Point:
    found = NEUTRAL
    while number:
        if number & 1:
            found = _add(found, point)
        point, number = _add(point, point), number >> 1
    return found


def _same(p: Point, q: Point) -> bool:
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 and (p[1] * q[2] - q[1] * p[2]) % P == 0


BASE = _decoded((4 * pow(5, -1, P) % P).to_bytes(32, "little")) or NEUTRAL


# ---- The tree (RFC 9162 §2.1.3.2) and signed notes (C2SP) -------------------------------------------------------------


def require_inclusion(index: int, size: int, leaf: bytes, proof: list[bytes], root: bytes) -> None:
    """Raise Fault unless the leaf is number `index` in the tree of this size and root."""
    if not 0 <= index < size:
        raise Fault(f"position {index} ligger utanför kontrollpunktens {size} händelser")
    node, last = leaf, size - 1
    for sibling in proof:
        if last == 0:
            raise Fault(f"position {index}: beviset är för långt")
        if index & 1 or index == last:
            node = hashlib.sha256(b"\x01" + sibling + node).digest()
            while index and not index & 1:
                index, last = index >> 1, last >> 1
        else:
            node = hashlib.sha256(b"\x01" + node + sibling).digest()
        index, last = index >> 1, last >> 1
    if last or node != root:
        raise Fault("beviset leder inte till kontrollpunktens rothash")


def parse_key(line: bytes) -> tuple[str, bytes]:
    """Name and public key of a verifier key: `name+key id+base64(1 ‖ key)`."""
    parts = _text(line).removesuffix("\n").split("+", 2)
    if len(parts) != 3 or not _is_name(parts[0]):
        raise Fault("ska vara en rad: namn+nyckelid+base64")
    key = from_base64(parts[2])
    if len(key) != 33 or key[0] != 1 or parts[1] != _key_id(parts[0], key[1:]).hex():
        raise Fault("nyckelid hör inte till namnet och nyckeln, eller så är det ingen Ed25519-nyckel")
    return parts[0], key[1:]


def signed_body(note: bytes, name: str, public_key: bytes, *, alone: bool = False) -> list[str]:
    """The lines of a note's text, which the key has signed under the name; `alone` = and nobody else."""
    text = _text(note)
    body, blank, signatures = text.rpartition("\n\n")
    lines = signatures.removesuffix("\n").split("\n")
    if not blank or not text.endswith("\n") or not signatures or len(lines) > 64 or (alone and len(lines) > 1):
        raise Fault("är inte en signerad text: text, tomrad och signaturrader")
    ours = 0
    for line in lines:
        parts = line.split(" ")
        if len(parts) != 3 or parts[0] != "\u2014" or not _is_name(parts[1]):
            raise Fault("en signaturrad har fel form")
        raw = from_base64(parts[2])
        if parts[1] != name or raw[:4] != _key_id(name, public_key):
            continue
        ours += 1
        if not ed25519_holds(public_key, raw[4:], (body + "\n").encode()):
            raise Fault("signaturen stämmer inte med texten")
    if not ours:
        raise Fault("är inte signerad med nyckeln")
    return body.split("\n")


def from_base64(text: Any) -> bytes:
    """Bytes from the one standard spelling of them."""
    try:
        raw = b64decode(text, validate=True) if type(text) is str else None
    except ValueError:
        raw = None
    if raw is None or b64encode(raw).decode() != text:
        raise Fault("det som ska vara base64 är det inte")
    return raw


def _key_id(name: str, public_key: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n\x01" + public_key).digest()[:4]


def _is_name(text: str) -> bool:
    return bool(text) and "+" not in text and not any(map(str.isspace, text))


def _text(raw: bytes) -> str:
    try:
        text = raw.decode()
    except ValueError:
        raise Fault("är inte text i UTF-8") from None
    if re.search(r"[\x00-\x09\x0b-\x1f]", text):
        raise Fault("har styrtecken; radbrytningar ska vara LF, inte CRLF")
    return text


# ---- JSON ---------------------------------------------------------------------------------------------------------------


def parse_json(raw: bytes) -> Any:
    """JSON without doubled keys, fractions, or numbers that readers disagree about."""
    try:
        return json.loads(raw.decode(), object_pairs_hook=_once, parse_float=_no, parse_constant=_no)
    except (ValueError, RecursionError):
        raise Fault("är inte JSON på den form som paketet har") from None


def canonical(value: Any) -> bytes:
    """The one way to write a value (RFC 8785)."""
    try:
        return _written(value).encode()
    except (ValueError, RecursionError):
        raise Fault("har ingen kanonisk form") from None


def _written(value: Any) -> str:
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(f"{_written(key)}:{_written(value[key])}" for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_written, value)) + "]"
    if type(value) is int and abs(value) > SAFE:
        raise ValueError
    return json.dumps(value, ensure_ascii=False)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _no(text: str) -> Any:
    raise ValueError


def require(value: Any, *kinds: type) -> Any:
    """The value, if it is of one of the kinds."""
    if type(value) not in kinds:
        raise Fault("en uppgift saknas eller har fel slag")
    return value
