"""What is recognised by its bytes alone is right by every check that looks field by field."""

from __future__ import annotations

import base64
from collections.abc import Callable
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.event_mapper import canonical, pack
from adapters.plain_header import PlainHeaders
from adapters.postgres.destroyed import DestroyedKeys
from adapters.postgres.verification_rows import RowCheck
from domain.ledger.incarnations import Incarnation, Incarnations

ORIGIN = "aktspar/0a/ledger/1"
INCARNATIONS = Incarnations([Incarnation(1, ORIGIN)])
ONE, TWO, THREE = (UUID(int=n + 2**100) for n in (1, 2, 3))
DIGEST = sha256(b"command").digest()
TEXTS = (b"the first ciphertext", b"the second")


def header_of(texts: tuple[bytes, ...] = TEXTS, **other: Any) -> dict[str, Any]:
    any_hash = base64.b64encode(bytes(32)).decode()
    segments = [
        {"alg": "A256GCM-HKDF-SHA256/1", "ct": base64.b64encode(sha256(text).digest()).decode(), "dig": any_hash, "kc": any_hash,
         "key": str(THREE), "kind": "record", "len": len(text)} for text in texts
    ]
    return {
        "v": 1, "log": ORIGIN, "id": str(ONE), "stream": str(TWO), "sv": 4, "type": "case.note_recorded", "schema": 2,
        "actor": str(ONE), "unit": None, "purpose": "case_work", "seg": segments,
        "cmd": {"id": str(ONE), "dig": base64.b64encode(DIGEST).decode(), "i": 0, "n": 1}, **other,
    }


def row_of(header: bytes, payload: bytes | None = pack(TEXTS), **other: Any) -> tuple:
    columns: dict[str, Any] = {
        "stream": TWO.bytes, "version": 4, "topic": "case.note_recorded.v2", "command": ONE.bytes, "digest": DIGEST, "size": 1,
    } | other
    leaf = sha256(b"\x00" + (7).to_bytes(8, "big") + (9).to_bytes(8, "big") + header).digest()
    return (
        7, columns["stream"], columns["version"], 9, columns["topic"], header, leaf, columns["command"], columns["digest"],
        columns["size"], payload,
    )


def kinds_found(row: tuple, monkeypatch: pytest.MonkeyPatch | None = None, destroyed: DestroyedKeys | None = None) -> set[str]:
    check = RowCheck(INCARNATIONS, destroyed or DestroyedKeys())
    if monkeypatch is not None:
        monkeypatch.setattr(PlainHeaders, "keys_if_right", lambda *_: None)
    return {fault.kind for fault in check.check([row]).faults}


def is_recognised(row: tuple) -> bool:
    stream, version, topic, command = row[1].hex(), row[2], row[4], row[7]
    columns = (None if command is None else command.hex(), row[8], row[9])
    if row[10] is None:
        return False
    return PlainHeaders(ORIGIN).keys_if_right(row[5], stream, version, topic, columns, row[10]) is not None


NO_COMMAND = {"command": None, "digest": None, "size": None}
RIGHT = [
    row_of(canonical(header_of())),
    row_of(canonical(header_of(unit=str(THREE)))),
    row_of(canonical(header_of(cmd=None)), **NO_COMMAND),
    row_of(canonical(header_of(cmd={**header_of()["cmd"], "i": 1, "n": 2})), **NO_COMMAND),
    row_of(canonical(header_of(TEXTS[:1])), pack(TEXTS[:1])),
    row_of(canonical(header_of(TEXTS * 2)), pack(TEXTS * 2)),
]


@pytest.mark.parametrize("row", RIGHT)
def test_what_this_program_writes_is_recognised(row: tuple) -> None:
    assert is_recognised(row) and kinds_found(row) == set()


WRONG: dict[str, tuple[tuple, set[str]]] = {
    "another origin": (row_of(canonical(header_of(log="aktspar/0a/ledger/2"))), {"origin"}),
    "a longer origin": (row_of(canonical(header_of(log=ORIGIN + "1"))), {"origin"}),
    "a space": (row_of(canonical(header_of()).replace(b":", b": ", 1)), {"header"}),
    "a key twice": (row_of(canonical(header_of()).replace(b'"v":1', b'"v":1,"v":1')), {"header"}),
    "an escape": (row_of(canonical(header_of(actor=str(ONE)[:-1] + "~")).replace(b"~", b"\\u0061")), {"header"}),
    "another version of it": (row_of(canonical(header_of(v=2))), {"header"}),
    "no segment's shape": (row_of(canonical(header_of(seg=[{}]))), {"header"}),
    "place not below count": (row_of(canonical(header_of(cmd={**header_of()["cmd"], "i": 2, "n": 2})), **NO_COMMAND), {"header"}),
    "count 0": (row_of(canonical(header_of(cmd={**header_of()["cmd"], "n": 0})), size=0), {"header"}),
    "a leading 0": (row_of(canonical(header_of()).replace(b'"sv":4', b'"sv":04')), {"header"}),
    "another stream": (row_of(canonical(header_of()), stream=ONE.bytes), {"columns"}),
    "another version": (row_of(canonical(header_of()), version=5), {"columns"}),
    "another type": (row_of(canonical(header_of()), topic="case.note_recorded.v1"), {"columns"}),
    "another command": (row_of(canonical(header_of()), command=TWO.bytes), {"columns"}),
    "another digest": (row_of(canonical(header_of()), digest=bytes(32)), {"columns"}),
    "another size": (row_of(canonical(header_of()), size=2), {"columns"}),
    "no digest": (row_of(canonical(header_of()), digest=None), {"columns"}),
    "no command": (row_of(canonical(header_of()), **NO_COMMAND), {"columns"}),
    "a command where there is none": (row_of(canonical(header_of(cmd=None))), {"columns"}),
    "no payload": (row_of(canonical(header_of()), None), {"payload_missing"}),
    "a segment more": (row_of(canonical(header_of()), pack((*TEXTS, b"x"))), {"payload"}),
    "a segment less": (row_of(canonical(header_of()), pack(TEXTS[:1])), {"payload"}),
    "another ciphertext": (row_of(canonical(header_of()), pack((TEXTS[0], b"the sexond"))), {"payload"}),
    "a byte too many": (row_of(canonical(header_of()), pack(TEXTS) + b"\x00"), {"payload"}),
    "emptied": (row_of(canonical(header_of()), bytes(8)), {"payload"}),
    "empty, and stated so": (row_of(canonical(header_of((b"",))), bytes(4)), set()),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_not_recognised_and_is_named(name: str) -> None:
    row, kinds = WRONG[name]
    assert not is_recognised(row)
    assert kinds_found(row) == kinds


def test_content_under_a_destroyed_key_is_looked_at_however_right_it_is() -> None:
    destroyed = DestroyedKeys(frozenset([str(THREE)]), frozenset([str(THREE)]))
    assert kinds_found(RIGHT[0], destroyed=destroyed) == {"erasure"}
    assert kinds_found(RIGHT[0], destroyed=DestroyedKeys(frozenset([str(ONE)]), frozenset([str(ONE)]))) == set()


def _changed(header: bytes, at: int, change: Callable[[bytes], bytes]) -> bytes:
    at %= len(header)
    return header[:at] + change(header[at:at + 1]) + header[at + 1:]


@settings(deadline=None, max_examples=600)
@given(
    st.sampled_from(RIGHT), st.integers(0, 2_000),
    st.one_of(
        st.binary(max_size=2), st.sampled_from([b'"', b"\\", b",", b"{}", b"0", b"null", b"\x7f", "å".encode(), b'":"', b"-"])
    ),
)
def test_whatever_bytes_are_changed_what_is_recognised_has_no_fault(row: tuple, at: int, bytes_put: bytes) -> None:
    header = _changed(row[5], at, lambda _: bytes_put)
    changed = row_of(header)[:5] + (header, row_of(header)[6], *row[7:])
    if is_recognised(changed):
        with pytest.MonkeyPatch.context() as monkeypatch:
            assert kinds_found(changed, monkeypatch) == set()


def test_a_line_more_is_not_recognised() -> None:
    assert not is_recognised(row_of(canonical(header_of()) + b"\n"))
