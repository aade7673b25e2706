"""The exact bytes of a leaf, and one spelling only for its header."""

from __future__ import annotations

import json
from enum import IntEnum, StrEnum
from hashlib import sha256

import orjson
import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.ledger.leaf import SAFE_INTEGER, canonical_json, leaf_bytes, ledger_leaf_hash, parse_canonical_json

# The letters where writers of JSON differ: control characters, DEL, line separators, half-width, private use, emoji.
tricky = st.sampled_from(
    [*map(chr, range(0x20)), *'"\\/\x7f\x80\x85\u2028\u2029\ud7ff\ue000\ufb33\uffff\U00010000\U0001f600\U0010ffff']
)
texts = st.text(st.characters(exclude_categories=["Cs"]) | tricky, max_size=12)
ascii_texts = st.text(st.characters(max_codepoint=0x7F), max_size=12)
atoms = st.none() | st.booleans() | st.integers(-SAFE_INTEGER, SAFE_INTEGER) | texts


def values(keys):
    return st.recursive(
        atoms, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(keys, inner, max_size=8), max_leaves=20
    )


class Colour(StrEnum):
    RED = "röd"


class Rank(IntEnum):
    FIRST = 1


def test_a_leaf_is_position_time_and_header_in_that_order():
    expected = bytes.fromhex("0000000000000001000604c4b78f9100") + b'{"v":1}'
    assert leaf_bytes(1, 1_694_092_800_004_352, b'{"v":1}') == expected
    assert ledger_leaf_hash(1, 1_694_092_800_004_352, b'{"v":1}') == sha256(b"\x00" + expected).digest()


def test_a_leaf_s_hash_never_changes():
    assert ledger_leaf_hash(0, 0, b"").hex() == "0a88111852095cae045340ea1f0b279944b2a756a213d9b50107d7489771e159"
    assert (
        ledger_leaf_hash(2**63 - 1, 2**63 - 1, b"{}").hex() == "fa405522a7e93db2d6c68f37170efc423a75537d7af46721f15ddb1a47dd7043"
    )


@pytest.mark.parametrize(("position", "recorded_us"), [(-1, 0), (0, -1), (2**63, 0), (0, 2**63)])
def test_a_leaf_has_no_number_that_the_database_cannot_hold(position, recorded_us):
    with pytest.raises(ValueError, match="2\\^63"):
        leaf_bytes(position, recorded_us, b"")


@settings(max_examples=200, deadline=None)
@given(values(texts))
def test_canonical_json_is_what_the_rfc_8785_package_writes(value):
    assert canonical_json(value) == rfc8785.dumps(value)


@settings(max_examples=200, deadline=None)
@given(values(ascii_texts))
def test_orjson_with_sorted_keys_writes_the_same_bytes_when_keys_are_ascii(value):
    assert orjson.dumps(value, option=orjson.OPT_SORT_KEYS) == canonical_json(value)


def test_every_single_character_is_written_as_both_packages_write_it():
    everything = [chr(point) for point in [*range(0xD800), *range(0xE000, 0x11000), 0x1F600, 0x10FFFF]]
    assert canonical_json(everything) == rfc8785.dumps(everything) == orjson.dumps(everything)


@settings(max_examples=200, deadline=None)
@given(values(texts))
def test_what_is_written_is_read_back_and_is_plain_json(value):
    written = canonical_json(value)
    assert parse_canonical_json(written) == value
    assert json.loads(written) == value


def test_keys_stand_in_the_rfc_s_order_by_utf_16_units():
    # Source: the example of RFC 8785 §3.2.3. By code point the smiling face would come last.
    value = {
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\U0001f600": "Emoji",
        "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis",
    }
    names = list(json.loads(canonical_json(value)).values())
    assert names == [
        "Carriage Return",
        "One",
        "Control",
        "Latin Small Letter O With Diaeresis",
        "Euro Sign",
        "Emoji",
        "Hebrew Letter Dalet With Dagesh",
    ]


def test_canonical_json_is_spelled_like_this():
    value = {"b": [1, -2, True, False, None, {}, []], "a": '\x00\b\t\n\f\r\x1f"\\/\x7få\u2028😀', "": Colour.RED}
    expected = '{"":"röd","a":"\\u0000\\b\\t\\n\\f\\r\\u001f\\"\\\\/\x7få\u2028😀","b":[1,-2,true,false,null,{},[]]}'
    assert canonical_json(value) == expected.encode()


@pytest.mark.parametrize("value", [1.0, 0.5, float("nan"), float("inf"), b"bytes", (1, 2), {1, 2}, object(), Rank.FIRST])
def test_a_value_that_writers_would_spell_differently_is_refused(value):
    for wrapped in (value, [value], {"key": value}):
        with pytest.raises(TypeError, match="canonical JSON has no"):
            canonical_json(wrapped)


@pytest.mark.parametrize("key", [1, None, True, 1.5, b"key", ("key",)])
@pytest.mark.parametrize("other", ["a", "ö"])
def test_a_key_that_is_not_text_is_refused(key, other):
    with pytest.raises(TypeError, match="every key"):
        canonical_json({other: 1, key: 2})


@pytest.mark.parametrize("value", [SAFE_INTEGER + 1, -SAFE_INTEGER - 1, 2**64])
def test_an_integer_that_some_readers_would_round_is_refused(value):
    with pytest.raises(ValueError, match="outside"):
        canonical_json([value])


def test_the_largest_integers_are_written():
    assert canonical_json([SAFE_INTEGER, -SAFE_INTEGER]) == b"[9007199254740991,-9007199254740991]"


@pytest.mark.parametrize("text", ["secret \ud800", "\udc00 secret", "\udc00\ud800 secret"])
def test_half_a_surrogate_pair_is_refused_without_repeating_the_text(text):
    for value in (text, {text: 1}, {"key": text}):
        with pytest.raises(ValueError, match="surrogate") as refusal:
            canonical_json(value)
        assert "secret" not in str(refusal.value)
        assert refusal.value.__suppress_context__


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[1,2] ",
        b"[1, 2]",
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b"1.0",
        b"1e2",
        b"-0",
        b"01",
        b"NaN",
        b"9007199254740992",
        b'"\\u00e5"',
        b'"\\/"',
        b'"\\u000A"',
        b'"\\ud800"',
        b'"\xff"',
        b'\xef\xbb\xbf"a"',
        b"1" * 5000,
        b"[" * 100_000,
    ],
)
def test_json_in_any_other_spelling_is_not_read(data):
    with pytest.raises(ValueError, match="canonical"):
        parse_canonical_json(data)
