"""One segment's encryption: what it is bound to, and that one ciphertext opens to one text only."""

from __future__ import annotations

import os
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from adapters import segment_cipher
from adapters.segment_cipher import SealedSegment, keyed_digest, salted_digest, seal, unseal
from domain.errors import CorruptLedgerError
from tests.support.two_key_ciphertext import two_key_ciphertext

TEXT = b'{"fact":"Klara kom i tid."}'
PLACE = {"data_key": bytes(range(32)), "event_id": bytes(range(100, 116)), "number": 1, "associated": b'{"sv":1}fact'}


def opened(sealed: SealedSegment, **changed: Any) -> bytes:
    arguments = PLACE | sealed._asdict() | changed
    arguments["expected_digest"] = arguments.pop("salted_digest")
    return unseal(**arguments)[1]


def test_what_was_sealed_opens() -> None:
    assert opened(seal(**PLACE, plaintext=TEXT)) == TEXT


@given(st.binary(max_size=300), st.binary(max_size=50), st.integers(0, 65_535))
def test_any_text_opens_where_it_was_sealed(text: bytes, associated: bytes, number: int) -> None:
    place = PLACE | {"associated": associated, "number": number}
    assert opened(seal(**place, plaintext=text), associated=associated, number=number) == text


@pytest.mark.parametrize("changed", [
    {"data_key": bytes(32)}, {"event_id": bytes(16)}, {"number": 2}, {"number": 0},
    {"associated": b'{"sv":2}fact'}, {"associated": b'{"sv":1}assessment'}, {"associated": b""},
    {"key_commitment": bytes(32)}, {"key_commitment": b""}, {"salted_digest": bytes(32)}, {"salted_digest": b""},
], ids=str)
def test_nothing_opens_elsewhere_under_another_key_or_commitment(changed: dict[str, Any]) -> None:
    with pytest.raises(CorruptLedgerError):
        opened(seal(**PLACE, plaintext=TEXT), **changed)


def test_no_byte_of_the_ciphertext_can_change() -> None:
    sealed = seal(**PLACE, plaintext=TEXT)
    for at in range(len(sealed.ciphertext)):
        changed = bytearray(sealed.ciphertext)
        changed[at] ^= 1
        with pytest.raises(CorruptLedgerError):
            opened(sealed, ciphertext=bytes(changed))


@pytest.mark.parametrize("length", [0, 1, 7, 11, 12, 13, 27, 28, 59])
def test_a_ciphertext_cut_short_is_damage(length: int) -> None:
    sealed = seal(**PLACE, plaintext=TEXT)
    with pytest.raises(CorruptLedgerError):
        opened(sealed, ciphertext=sealed.ciphertext[:length])


def test_the_message_of_damage_holds_no_text_and_no_key() -> None:
    sealed = seal(**PLACE, plaintext=TEXT)
    with pytest.raises(CorruptLedgerError) as damage:
        opened(sealed, salted_digest=bytes(32))
    assert "Klara" not in str(damage.value) and PLACE["data_key"].hex() not in str(damage.value)


def test_the_same_text_in_the_same_place_never_gives_the_same_bytes() -> None:
    sealed = [seal(**PLACE, plaintext=TEXT) for _ in range(50)]
    assert len({each.ciphertext for each in sealed}) == len({each.salted_digest for each in sealed}) == 50
    assert len({each.ciphertext[:segment_cipher.NONCE_BYTES] for each in sealed}) == 50


def test_the_salted_digest_is_an_hmac_that_anyone_with_the_salt_can_check() -> None:
    sealed = seal(**PLACE, plaintext=TEXT)
    arguments = PLACE | {"ciphertext": sealed.ciphertext, "key_commitment": sealed.key_commitment}
    salt, text = unseal(**arguments, expected_digest=sealed.salted_digest)
    assert (len(salt), salted_digest(salt, text)) == (32, sealed.salted_digest)
    assert salted_digest(salt, b"a guess") != sealed.salted_digest


def test_the_salted_digest_follows_rfc_4231() -> None:
    # RFC 4231, test case 1, with a key of 20 bytes.
    expected = "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    assert salted_digest(b"\x0b" * 20, b"Hi There").hex() == expected


def test_a_keyed_digest_belongs_to_its_key_and_its_purpose() -> None:
    digests = {
        keyed_digest(key, purpose, content)
        for key in (bytes(32), bytes(31) + b"\x01") for purpose in (b"command/1", b"case-number") for content in (b"", b"x")
    }
    assert len(digests) == 8


# --- one ciphertext, two keys -------------------------------------------------------------------------------------


def two_keys_for_one_ciphertext() -> tuple[bytes, bytes, bytes]:
    """Two case keys, and a ciphertext that is valid under the segment keys derived from both."""
    first, second = PLACE["data_key"], os.urandom(32)
    keys = [segment_cipher._derive(key, PLACE["event_id"], PLACE["number"])[0] for key in (first, second)]
    return first, second, two_key_ciphertext(keys[0], keys[1], PLACE["associated"], blocks=4)


def test_control_aes_gcm_alone_opens_one_ciphertext_under_two_keys_to_two_texts() -> None:
    *data_keys, ciphertext = two_keys_for_one_ciphertext()
    texts = set()
    for data_key in data_keys:
        key = segment_cipher._derive(data_key, PLACE["event_id"], PLACE["number"])[0]
        texts.add(AESGCM(key).decrypt(ciphertext[:12], ciphertext[12:], PLACE["associated"]))
    assert len(texts) == 2


def test_a_ciphertext_that_two_keys_open_is_refused_under_the_one_that_the_header_does_not_commit_to() -> None:
    first, second, ciphertext = two_keys_for_one_ciphertext()
    salted = {
        key: AESGCM(segment_cipher._derive(key, PLACE["event_id"], PLACE["number"])[0]).decrypt(
            ciphertext[:12], ciphertext[12:], PLACE["associated"]
        )
        for key in (first, second)
    }
    stated = SealedSegment(
        ciphertext, segment_cipher._derive(first, PLACE["event_id"], PLACE["number"])[1],
        salted_digest(salted[first][:32], salted[first][32:]),
    )
    assert opened(stated) == salted[first][32:]
    with pytest.raises(CorruptLedgerError, match="the key is not the one"):
        opened(stated, data_key=second)
    # Also one who states the other key in the header is found out: the digest is of the first text.
    other = segment_cipher._derive(second, PLACE["event_id"], PLACE["number"])[1]
    with pytest.raises(CorruptLedgerError, match="the text is not the one"):
        opened(stated, data_key=second, key_commitment=other)

