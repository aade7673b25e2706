"""Two custodians of several open the escrow; one alone, two wrong ones, or a changed byte open nothing."""

from __future__ import annotations

import itertools
import json
import os
import stat

import pytest

from adapters.errors import CannotRunError
from adapters.operations import escrow
from adapters.operations.escrow import EscrowedKeys, open_escrow, seal
from domain.errors import InvalidValueError

PHRASES = ["första förvaltarens fras", "andra förvaltarens fras", "tredje förvaltarens fras"]
KEYS = EscrowedKeys(kek=bytes(range(32)), signer="-----BEGIN PRIVATE KEY-----\n…\n")
CHEAP = 2**14


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "escrow.json"
    seal(path, KEYS, "0123456789abcdef", PHRASES, n=CHEAP)
    return path


@pytest.mark.parametrize(("first", "second"), list(itertools.permutations(range(3), 2)))
def test_any_two_custodians_open_it_in_any_order(file, first, second):
    assert open_escrow(file, PHRASES[first], PHRASES[second]) == KEYS


@pytest.mark.parametrize("pair", [(PHRASES[0], PHRASES[0]), (PHRASES[0], "en helt annan lösenfras"), ("", "")])
def test_one_custodian_alone_opens_nothing(file, pair):
    with pytest.raises(InvalidValueError, match="två olika nyckelförvaltares fraser behövs"):
        open_escrow(file, *pair)


def test_the_keys_stand_nowhere_in_the_file_and_only_its_owner_may_read_it(file):
    content = file.read_bytes()
    assert b"PRIVATE KEY" not in content and KEYS.kek not in content and stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_changed_key_id_or_box_opens_nothing(file):
    for change in ({"kek_id": "fedcba9876543210"}, {"boxes": None}):
        document = json.loads(file.read_text())
        if "kek_id" in change:
            document |= change
        else:
            for box in document["boxes"]:
                box["custodians"] = [box["custodians"][1], box["custodians"][0]]
        changed = file.with_name(f"{len(change)}{os.urandom(4).hex()}.json")
        changed.write_text(json.dumps(document))
        with pytest.raises(InvalidValueError):
            open_escrow(changed, PHRASES[0], PHRASES[1])


@pytest.mark.parametrize(("count", "ok"), [(1, False), (2, True), (7, True), (8, False)])
def test_there_are_two_to_seven_custodians(tmp_path, count, ok):
    phrases = [f"nyckelförvaltare nummer {number}" for number in range(count)]
    if ok:
        seal(tmp_path / "e", KEYS, "id", phrases, n=CHEAP)
        assert open_escrow(tmp_path / "e", phrases[-1], phrases[0]) == KEYS
        return
    with pytest.raises(InvalidValueError, match="2 till 7 nyckelförvaltare"):
        seal(tmp_path / "e", KEYS, "id", phrases, n=CHEAP)


@pytest.mark.parametrize(("length", "ok"), [(15, False), (16, True), (1_024, True), (1_025, False)])
def test_a_passphrase_has_16_to_1024_characters(tmp_path, length, ok):
    phrases = ["a" * length, "b" * 20]
    if ok:
        seal(tmp_path / "e", KEYS, "id", phrases, n=CHEAP)
        return
    with pytest.raises(InvalidValueError, match="16 till 1024 tecken"):
        seal(tmp_path / "e", KEYS, "id", phrases, n=CHEAP)


def test_two_custodians_have_not_the_same_passphrase(tmp_path):
    with pytest.raises(InvalidValueError, match="samma lösenfras"):
        seal(tmp_path / "e", KEYS, "id", [PHRASES[0], PHRASES[0]], n=CHEAP)


def test_an_escrow_is_never_written_over_and_nothing_else_is_read_as_one(file, tmp_path):
    with pytest.raises(CannotRunError, match="finns redan"):
        seal(file, KEYS, "id", PHRASES, n=CHEAP)
    (tmp_path / "x").write_text("{}")
    with pytest.raises(CannotRunError, match="ingen hel nyckeldeposition"):
        open_escrow(tmp_path / "x", *PHRASES[:2])
    with pytest.raises(CannotRunError, match="kan inte läsas"):
        open_escrow(tmp_path / "saknas", *PHRASES[:2])
    assert escrow.stated_kek_id(file) == "0123456789abcdef"
