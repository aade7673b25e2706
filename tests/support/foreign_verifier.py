"""A second opinion: rebuilds a log from its tiles by the text of the specifications alone, with nothing of ours imported.

Recursive where ours is a loop, and by the definitions of RFC 6962 §2.1, C2SP tlog-tiles, tlog-checkpoint, signed-note and
tlog-cosignature. `fetch` takes a path under the log's prefix and gives its bytes.
"""

import base64
import hashlib
import struct

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def mth(leaf_hashes):
    """Merkle tree hash over leaf hashes. RFC 6962 §2.1."""
    n = len(leaf_hashes)
    if n == 0:
        return hashlib.sha256().digest()
    if n == 1:
        return leaf_hashes[0]
    k = 1
    while k * 2 < n:
        k *= 2
    return hashlib.sha256(b"\x01" + mth(leaf_hashes[:k]) + mth(leaf_hashes[k:])).digest()


def element(level, number, width):
    """`tile/<L>/<N>[.p/<W>]`. C2SP tlog-tiles, Merkle Tree."""
    digits = str(number)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[at:at + 3] for at in range(0, len(digits), 3)]
    path = "/".join([*("x" + group for group in groups[:-1]), groups[-1]])
    return f"tile/{level}/{path}" + (f".p/{width}" if width != 256 else "")


def read_checkpoint(note, vkey):
    """(origin, size, root) of a note that the key signed; ValueError otherwise."""
    text, signatures = note.decode().rsplit("\n\n", 1)
    text += "\n"
    name, key_id, key = vkey.split("+", 2)
    public = base64.b64decode(key)
    if public[0] != 1 or hashlib.sha256(name.encode() + b"\n" + public).digest()[:4].hex() != key_id:
        raise ValueError("vkey")
    for line in signatures.splitlines():
        dash, who, blob = line.split(" ")
        raw = base64.b64decode(blob)
        if (dash, who, raw[:4].hex()) == ("\u2014", name, key_id):
            Ed25519PublicKey.from_public_bytes(public[1:]).verify(raw[4:], text.encode())
            origin, size, root = text.splitlines()[:3]
            return origin, int(size), base64.b64decode(root)
    raise ValueError("not signed by the key")


def cosigned_time(note, vkey):
    """When a witness signed, by its cosignature/v1. C2SP tlog-cosignature."""
    text, signatures = note.decode().rsplit("\n\n", 1)
    name, key_id, key = vkey.split("+", 2)
    public = base64.b64decode(key)
    if public[0] != 4 or hashlib.sha256(name.encode() + b"\n" + public).digest()[:4].hex() != key_id:
        raise ValueError("vkey")
    for line in signatures.splitlines():
        _, who, blob = line.split(" ")
        raw = base64.b64decode(blob)
        if (who, raw[:4].hex()) == (name, key_id):
            [time] = struct.unpack(">Q", raw[4:12])
            Ed25519PublicKey.from_public_bytes(public[1:]).verify(raw[12:], f"cosignature/v1\ntime {time}\n{text}\n".encode())
            return time
    raise ValueError("no cosignature")


def entries_of(fetch, size):
    """Every entry, from the bundles."""
    entries = []
    for number in range(-(-size // 256)):
        width = min(256, size - number * 256)
        bundle, at = fetch(element("entries", number, width)), 0
        while at < len(bundle):
            [length] = struct.unpack(">H", bundle[at:at + 2])
            entries.append(bundle[at + 2:at + 2 + length])
            at += 2 + length
    return entries


def check_log(fetch, vkey, *, with_entries=True):
    """Fetch everything that a tree of the checkpoint's size has, and hold each hash to its definition; the size."""
    _, size, root = read_checkpoint(fetch("checkpoint"), vkey)
    leaves, level = [], 0
    while True:
        hashes = size // 256**level
        if hashes == 0:
            break
        found = []
        for number in range(-(-hashes // 256)):
            width = min(256, hashes - number * 256)
            tile = fetch(element(level, number, width))
            if len(tile) != 32 * width:
                raise ValueError(f"level {level} tile {number}: {len(tile)} bytes")
            found += [tile[at:at + 32] for at in range(0, len(tile), 32)]
        if level == 0:
            leaves = found
        elif found != [mth(leaves[n * 256**level:(n + 1) * 256**level]) for n in range(hashes)]:
            raise ValueError(f"level {level}")
        level += 1
    if mth(leaves) != root:
        raise ValueError("root")
    if with_entries and [hashlib.sha256(b"\x00" + each).digest() for each in entries_of(fetch, size)] != leaves:
        raise ValueError("entries")
    return size
