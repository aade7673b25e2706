"""What the verifier of evidence packages asks of an event: its header, its segments, and what is shown of it to people.

Standard library only; a part of the one file that lies in every package (`adapters/evidence/assembled.py`).
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from adapters.evidence.offline.proof import Fault, canonical, from_base64, parse_json, require

HEADER_TYPES: dict[str, tuple[type, ...]] = {
    "v": (int,), "log": (str,), "id": (str,), "stream": (str,), "sv": (int,), "type": (str,), "schema": (int,), "actor": (str,),
    "unit": (str, type(None)), "purpose": (str,), "cmd": (dict, type(None)), "seg": (list,),
}
SEGMENT_TYPES: dict[str, tuple[type, ...]] = {
    "alg": (str,), "ct": (str,), "dig": (str,), "kc": (str,), "key": (str,), "kind": (str,), "len": (int,),
}
BESIDE_THE_TEXT = 12 + 32 + 16
"""Bytes of a ciphertext that are no text: nonce, salt, and the cipher's tag."""
NOT_RUNNING_TEXT = ("record", "staff")
EPOCH = datetime(1970, 1, 1)
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def parse_header(raw: bytes, origin: str) -> dict[str, Any]:
    """A header that is canonical, of the known form, and of this ledger."""
    header = require(parse_json(raw), dict)
    if canonical(header) != raw:
        raise Fault("huvudet är inte i kanonisk form")
    for document, types in [(header, HEADER_TYPES), *((require(each, dict), SEGMENT_TYPES) for each in header.get("seg", ()))]:
        if document.keys() != types.keys() or any(type(document[name]) not in types[name] for name in types):
            raise Fault("huvudet har andra fält än dess version tillåter")
    if header["v"] != 1 or header["log"] != origin:
        raise Fault("huvudet hör till en annan liggare eller en annan version")
    return header


def check_segments(header: dict[str, Any], segments: list[Any]) -> dict[int, tuple[str, str]]:
    """Hold every text that is shown to the header's commitment; the others by number: how and why they are not shown."""
    if len(segments) != len(header["seg"]):
        raise Fault("har fler eller färre delar än huvudet säger")
    hidden = {}
    for number, (stated, part) in enumerate(zip(header["seg"], segments, strict=True)):
        if part.keys() == {"plaintext", "salt"}:
            text, salt = require(part["plaintext"], str).encode(), from_base64(part["salt"])
            digest = hmac.digest(salt, text, hashlib.sha256)
            if len(salt) != 32 or digest != from_base64(stated["dig"]) or stated["len"] != len(text) + BESIDE_THE_TEXT:
                raise Fault(f"texten i delen {stated['kind']} är inte den som liggaren har")
        elif len(part) == 1 and part.keys() <= {"masked", "erased"}:
            [(how, why)] = part.items()
            hidden[number] = how, require(why, str)
        else:
            raise Fault(f"delen {stated['kind']} är varken visad, maskerad eller gallrad")
    return hidden


def said_by(line: dict[str, Any], header: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What an event says, by kind of content, as far as it is shown."""
    return {
        stated["kind"]: require(parse_json(part["plaintext"].encode()), dict)
        for stated, part in zip(header["seg"], line["segments"], strict=True) if "plaintext" in part
    }


def check_entry(
    entry: dict[str, Any], line: dict[str, Any], header: dict[str, Any], words: dict[str, Any], names: set[tuple[str, str]]
) -> None:
    """Hold an entry of the timeline to its event: it says what the event says, all of its running text, and by whom.

    Args:
        words: The Swedish words of each coded value.
        names: (Stream, name) of members of staff, as registered.
    """
    if (entry["type"], entry["recorded_at"]) != (header["type"], instant(line["recorded_us"])):
        raise Fault("slag eller tid är inte händelsens")
    said, shown = said_by(line, header), set()
    for each in require(entry["shown"], list):
        value = said.get(each["kind"], {}).get(each["name"])
        if value is None or each["value"] != value or not tells(value, each["words"], words):
            raise Fault(f"det som visas som {each['name']} är inte vad händelsen säger")
        shown.add((each["kind"], each["name"]))
    running = {(kind, name) for kind, fields in said.items() if kind not in NOT_RUNNING_TEXT for name in fields}
    if not running <= shown:
        raise Fault("en text i händelsen visas inte")
    hidden = [
        (stated["kind"], *part.items()) for stated, part in zip(header["seg"], line["segments"], strict=True) if len(part) == 1
    ]
    if [(each["kind"], (each["how"], each["why"])) for each in require(entry["hidden"], list)] != hidden:
        raise Fault("det som visas som maskerat eller gallrat är inte det")
    name = entry["author"]["name"]
    own = [part["author_name"] for part in said.values() if "author_name" in part]
    if name is not None and name not in own and (own or (header["actor"], name) not in names):
        raise Fault("den som visas som författare är det inte")


def check_reading(row: dict[str, Any], line: dict[str, Any], header: dict[str, Any]) -> None:
    """Hold a row about a reading to its record, as far as the record is shown."""
    said = said_by(line, header).get("record")
    if (row["recorded_at"], row["purpose"]) != (instant(line["recorded_us"]), header["purpose"]):
        raise Fault(f"läsningen på position {row['position']} har en annan tid eller ett annat ändamål")
    if row["proven"] is not (said is not None):
        raise Fault(f"läsningen på position {row['position']} är inte bevisad så som det står")
    if said is not None and any(row[name] != said.get(name) for name in ("caller", "action", "outcome", "known_at")):
        raise Fault(f"läsningen på position {row['position']} är inte den som åtkomstloggen har")


def tells(value: Any, shown: Any, words: dict[str, Any]) -> bool:
    """Whether what people see says the value: a text as it is, a code by its word, and of what is put together every text."""
    if type(value) is str:
        return shown in (value, value.replace(".", ",")) or shown in words.get(value, ())
    if type(value) is list and type(shown) is list:
        return len(value) == len(shown) and all(tells(each, said, words) for each, said in zip(value, shown, strict=True))
    if type(value) is dict and "precision" in value:
        return type(shown) is str and shown.startswith(value["on"][:7])
    if type(value) is dict:
        return type(shown) is str and all(
            any(said in shown for said in (each, each.replace(".", ","), *words.get(each, ()))) for each in _texts(value)
        )
    if value is None:
        return shown == "–"
    if type(value) is bool:
        return shown == ("ja" if value else "nej")
    return shown == str(value)


def instant(us: int) -> str:
    """Microseconds since 1970 UTC as `2021-09-01T07:00:00.000000Z`."""
    return (EPOCH + timedelta(microseconds=us)).isoformat(timespec="microseconds") + "Z"


def _texts(value: Any) -> Iterator[str]:
    if type(value) is str:
        # Ids say nothing to people.
        yield from () if UUID.fullmatch(value) else (value,)
    elif type(value) is dict and "precision" in value:
        yield value["on"][:7]
    elif type(value) in (dict, list):
        for each in value.values() if type(value) is dict else value:
            yield from _texts(each)
