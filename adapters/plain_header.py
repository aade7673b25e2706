"""Headers in the one spelling that this program writes, recognised by their bytes (sv. *huvuden byte för byte*).

Verification reads millions of headers, and nearly every one is right. Parsing and writing each anew takes ten times as long as
seeing that its bytes are a right header's. What is recognised here is right; what is not may be right all the same, and whoever
asks then looks at it field by field.
"""

from __future__ import annotations

import re
from binascii import b2a_base64
from hashlib import sha256

from domain.ledger.header import SEGMENT_ALGORITHM, VERSION

_ALLOWED = bytes(each for each in range(0x20, 0x7F) if each != ord("\\"))
"""Characters that canonical JSON writes as they are and that need no more than a byte."""

_COUNT, _ID, _HASH, _WORD = "0|[1-9][0-9]{0,14}", '[^"]{36}', '[^"]{44}', "[a-z_.]+"


def _segment(opening: str) -> str:
    """A segment's pattern, with its groups opened by `(` to be told or `(?:` not to be."""
    return (
        rf'\{{"alg":"{re.escape(SEGMENT_ALGORITHM)}","ct":"{opening}{_HASH})","dig":"{_HASH}","kc":"{_HASH}",'
        rf'"key":"{opening}{_ID})","kind":"{_WORD}","len":{opening}{_COUNT})\}}'
    )


def _header(origin: str) -> str:
    segment = _segment("(?:")
    return (
        rf'\{{"actor":"{_ID}","cmd":(?:null|\{{"dig":"({_HASH})","i":({_COUNT}),"id":"({_ID})","n":({_COUNT})\}}),"id":"{_ID}",'
        rf'"log":"{re.escape(origin)}","purpose":"{_WORD}","schema":({_COUNT}),"seg":\[({segment}(?:,{segment})*)\],'
        rf'"stream":"({_ID})","sv":({_COUNT}),"type":"({_WORD})","unit":(?:null|"{_ID}"),"v":{VERSION}\}}'
    )


_segments = re.compile(_segment("(")).findall


class PlainHeaders:
    """Recognises the headers of one origin.

    Args:
        origin: That of the ledger's incarnation.
    """

    def __init__(self, origin: str) -> None:
        self._pattern = re.compile(_header(origin))

    def keys_if_right(
        self, header: bytes, stream: str, version: int, topic: str, command: tuple[str | None, bytes | None, int | None],
        payload: bytes,
    ) -> list[str] | None:
        """The ids of the keys of its segments, where header, columns and payload are plainly those of one event; else None.

        Args:
            stream: Its id, in hexadecimal digits only; so is the command's.
            command: Id, digest and size, as the row's columns state them.
            payload: Per segment a 4-byte big-endian length and the ciphertext.
        """
        if header.translate(None, _ALLOWED):
            return None
        found = self._pattern.fullmatch(header.decode("ascii"))
        if found is None:
            return None
        digest, index, command_id, count, schema, segments, stated_stream, stated_version, event_type = found.groups()
        if stated_stream.replace("-", "") != stream or stated_version != str(version) or f"{event_type}.v{schema}" != topic:
            return None
        if index == "0":
            stated_id, stated_digest, size = command
            if None in command or stated_id != command_id.replace("-", "") or size != int(count) or not size:
                return None
            if _base64(stated_digest) != digest:
                return None
        elif command != (None, None, None) or (index is not None and int(index) >= int(count)):
            return None
        return _keys(_segments(segments), payload)


def _keys(segments: list[tuple[str, str, str]], payload: bytes) -> list[str] | None:
    at, keys = 0, []
    for ciphertext_hash, key, length in segments:
        size = int(length)
        start, end = at + 4, at + 4 + size
        # An empty one was erased, if the ledger says so.
        if not size or int.from_bytes(payload[at:start], "big") != size:
            return None
        if _base64(sha256(payload[start:end]).digest()) != ciphertext_hash:
            return None
        at = end
        keys.append(key)
    return keys if at == len(payload) else None


def _base64(value: bytes) -> str:
    return b2a_base64(value, newline=False).decode("ascii")
