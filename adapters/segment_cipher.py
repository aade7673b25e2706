"""Encryption of one segment: AES-256-GCM under a key derived for that segment alone, with commitments beside it.

Why each part is there:
* A fresh key per segment (HKDF over the case's data key, salted with the entry's random id and the segment's number):
  nonces need never be compared across a case's life.
* A key commitment from the same derivation: AES-GCM alone accepts one ciphertext under two keys with two plaintexts.
* Associated data (the entry's envelope and the segment's place): a ciphertext cannot be moved.
* A salted digest whose random salt travels inside the ciphertext: disclosed text can be checked offline against the
  ledger, and nobody can guess at erased text, since salt and key die together.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from domain.errors import CorruptLedgerError

NONCE_BYTES = 12
SALT_BYTES = 32
_SHA256 = SHA256()


class SealedSegment(NamedTuple):
    """A ciphertext (nonce, AES-GCM output with tag) and the two 32-byte values that the header states about it."""

    ciphertext: bytes
    key_commitment: bytes
    salted_digest: bytes


def seal(*, data_key: bytes, event_id: bytes, number: int, associated: bytes, plaintext: bytes) -> SealedSegment:
    """Encrypt a segment.

    Args:
        data_key: The case's data key, 32 bytes.
        event_id: The entry's random id, 16 bytes.
        number: The segment's place in the entry, 0 to 65535.
        associated: What the ciphertext is bound to.
        plaintext: The segment's canonical JSON.
    """
    key, commitment = _derive(data_key, event_id, number)
    random = os.urandom(SALT_BYTES + NONCE_BYTES)
    salt, nonce = random[:SALT_BYTES], random[SALT_BYTES:]
    ciphertext = nonce + AESGCM(key).encrypt(nonce, salt + plaintext, associated)
    return SealedSegment(ciphertext, commitment, salted_digest(salt, plaintext))


def unseal(
    *, data_key: bytes, event_id: bytes, number: int, associated: bytes,
    ciphertext: bytes, key_commitment: bytes, expected_digest: bytes,
) -> tuple[bytes, bytes]:
    """Decrypt a segment to `(salt, plaintext)`, checking the key commitment before and the salted digest after.

    Raises:
        CorruptLedgerError: The key is not the committed one, the ciphertext or what it is bound to was changed, or
            the text is not the one that the header commits to.
    """
    key, commitment = _derive(data_key, event_id, number)
    if not hmac.compare_digest(commitment, key_commitment):
        raise CorruptLedgerError("the key is not the one that the header commits to")
    try:
        salted = AESGCM(key).decrypt(ciphertext[:NONCE_BYTES], ciphertext[NONCE_BYTES:], associated)
    except (InvalidTag, ValueError):
        raise CorruptLedgerError("the ciphertext does not belong to this place or was changed") from None
    salt, plaintext = salted[:SALT_BYTES], salted[SALT_BYTES:]
    if not hmac.compare_digest(salted_digest(salt, plaintext), expected_digest):
        raise CorruptLedgerError("the text is not the one that the header commits to")
    return salt, plaintext


def salted_digest(salt: bytes, plaintext: bytes) -> bytes:
    """HMAC-SHA-256 over the plaintext with the segment's own 32-byte random salt as key."""
    return hmac.digest(salt, plaintext, hashlib.sha256)


def keyed_digest(data_key: bytes, purpose: bytes, content: bytes) -> bytes:
    """HMAC-SHA-256 under a key derived from a case's data key for one purpose; unguessable once that key is gone."""
    key = HKDF(_SHA256, 32, salt=None, info=b"aktspar/" + purpose).derive(data_key)
    return hmac.digest(key, content, hashlib.sha256)


def _derive(data_key: bytes, event_id: bytes, number: int) -> tuple[bytes, bytes]:
    material = HKDF(_SHA256, 64, salt=event_id + number.to_bytes(2, "big"), info=b"aktspar/segment/1").derive(data_key)
    return material[:32], material[32:]
