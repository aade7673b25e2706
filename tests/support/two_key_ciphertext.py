"""A ciphertext that AES-GCM accepts under two keys, to show why the ledger commits to the key.

GHASH is a polynomial over GF(2^128) in the key's hash subkey H. With two keys there are two tags to make equal, and one
free ciphertext block is one unknown in a linear equation, so it can always be solved.

Source: Dodis, Grubbs, Ristenpart, Woodage: Fast Message Franking (2018), section 3; NIST SP 800-38D for GHASH.
"""

from __future__ import annotations

import os

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_R = 0xE1 << 120
_BLOCK = 16


def two_key_ciphertext(key_1: bytes, key_2: bytes, associated: bytes, *, blocks: int) -> bytes:
    """Nonce, so many blocks of ciphertext and a tag, valid under both keys with the same associated data.

    Args:
        blocks: From 2; the last one is what makes the tags equal.
    """
    nonce = os.urandom(12)
    fixed = [os.urandom(_BLOCK) for _ in range(blocks - 1)]
    padded = associated + bytes(-len(associated) % _BLOCK)
    lengths = (len(associated) * 8).to_bytes(8, "big") + (blocks * 128).to_bytes(8, "big")
    before = [padded[at:at + _BLOCK] for at in range(0, len(padded), _BLOCK)] + fixed
    subkeys = [_number(_encrypt(key, bytes(_BLOCK))) for key in (key_1, key_2)]
    masks = [_number(_encrypt(key, nonce + b"\x00\x00\x00\x01")) for key in (key_1, key_2)]
    # tag = mask + GHASH, where GHASH = (…(b1·H + b2)·H … + x)·H² + lengths·H: linear in the unknown block x.
    known = [
        masks[n] ^ _multiply(_ghash(before, h), _power(h, 2)) ^ _multiply(_number(lengths), h) for n, h in enumerate(subkeys)
    ]
    factor = _power(subkeys[0], 2) ^ _power(subkeys[1], 2)
    unknown = _multiply(known[0] ^ known[1], _inverse(factor))
    tag = known[0] ^ _multiply(unknown, _power(subkeys[0], 2))
    return nonce + b"".join(fixed) + unknown.to_bytes(_BLOCK, "big") + tag.to_bytes(_BLOCK, "big")


def _ghash(blocks: list[bytes], subkey: int) -> int:
    """The running value after these blocks, each added and multiplied."""
    value = 0
    for block in blocks:
        value = _multiply(value ^ _number(block), subkey)
    return value


def _multiply(x: int, y: int) -> int:
    product = 0
    for bit in range(127, -1, -1):
        if x >> bit & 1:
            product ^= y
        y = y >> 1 ^ _R if y & 1 else y >> 1
    return product


def _power(x: int, exponent: int) -> int:
    result = 1 << 127
    while exponent:
        if exponent & 1:
            result = _multiply(result, x)
        x = _multiply(x, x)
        exponent >>= 1
    return result


def _inverse(x: int) -> int:
    return _power(x, 2**128 - 2)


def _number(block: bytes) -> int:
    return int.from_bytes(block, "big")


def _encrypt(key: bytes, block: bytes) -> bytes:
    encryptor = Cipher(algorithms.AES(key), modes.ECB()).encryptor()
    return encryptor.update(block) + encryptor.finalize()
