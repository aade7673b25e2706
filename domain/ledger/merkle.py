"""The Merkle tree over the ledger's leaves (sv. *hashträd*), and its two kinds of proof.

A tree's **size** is its number of leaves. Leaves are numbered from 0. Nodes are joined level by level, left to right;
a last node without a partner goes up unchanged. That gives the same tree as the recursive definition in the RFC, so
every function here is a loop: nothing recurses and no list of leaves is split.

Makers of proofs raise `ValueError` when asked for something that has no proof. Verifiers read what strangers hand
them: they return `None`, or raise `ProofError` with a Swedish sentence, and nothing else.

Standard library only, so that an auditor's verifier can hold the same text.

Source: RFC 9162 §2.1 (the same tree as RFC 6962 §2.1), with SHA-256.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import islice

HASH_SIZE = 32
"""Bytes in every hash: SHA-256."""

SIZE_LIMIT = 2**64
"""Tree sizes are below this. Source: RFC 9162, TreeHeadDataV2, `uint64 tree_size`."""

_LEAF = b"\x00"
_NODE = b"\x01"


class ProofError(ValueError):
    """A proof does not hold, or cannot be read (sv. *beviset håller inte*). Nothing it claims may be relied on."""


def leaf_hash(data: bytes) -> bytes:
    """The hash of one leaf. Source: RFC 9162 §2.1.1, MTH of one entry."""
    return sha256(_LEAF + data).digest()


def root_hash(leaf_hashes: Iterable[bytes]) -> bytes:
    """The hash of a whole tree (sv. *rothash*); for no leaves at all, SHA-256 of nothing.

    Raises:
        ValueError: A leaf hash is not 32 bytes.

    Source: RFC 9162 §2.1.1.
    """
    level = list(leaf_hashes)
    _require_leaf_hashes(level)
    if not level:
        return sha256(b"").digest()
    while len(level) > 1:
        level = _level_above(level)
    return level[0]


def inclusion_proof(leaf_hashes: Sequence[bytes], index: int, size: int) -> list[bytes]:
    """The proof that leaf `index` is in the tree of the first `size` leaves, from the leaf's sibling upwards.

    Args:
        leaf_hashes: The leaves from 0; at least `size` of them. Those after are not looked at.
        index: 0 to `size` - 1.
        size: 1 to the number of leaves.

    Raises:
        ValueError: A number is outside its range, or a leaf hash is not 32 bytes.

    Source: RFC 9162 §2.1.3.1.
    """
    _require_number("size", size, 1, len(leaf_hashes))
    _require_number("index", index, 0, size - 1)
    return _siblings(_first(leaf_hashes, size), index)


def consistency_proof(leaf_hashes: Sequence[bytes], size1: int, size2: int) -> list[bytes]:
    """The proof that the tree of the first `size1` leaves is the beginning of the tree of the first `size2`.

    Equal sizes give the empty proof. `size1` = 0 is out of range: every tree begins with the empty one, so there is
    nothing to prove, and the RFC defines no such proof.

    Args:
        leaf_hashes: The leaves from 0; at least `size2` of them. Those after are not looked at.
        size1: 1 to `size2`.
        size2: 1 to the number of leaves.

    Raises:
        ValueError: A number is outside its range, or a leaf hash is not 32 bytes.

    Source: RFC 9162 §2.1.4.1.
    """
    _require_number("size2", size2, 1, len(leaf_hashes))
    _require_number("size1", size1, 1, size2)
    level, index = _first(leaf_hashes, size2), size1 - 1
    if size1 == size2:
        return []
    while index & 1:
        level, index = _level_above(level), index >> 1
    # The largest complete subtree that ends where the old tree ends. When it *is* the old tree (index 0), the
    # verifier holds its hash already.
    start = [level[index]] if index else []
    return start + _siblings(level, index)


def verify_inclusion(index: int, size: int, leaf_hash: bytes, proof: Sequence[bytes], root: bytes) -> None:
    """Check that a leaf is number `index` in the tree that has this size and root.

    Args:
        index: 0 to `size` - 1.
        size: At least 1; taken from a verified checkpoint, as is `root`.
        leaf_hash: What `leaf_hash` gives for the leaf's own bytes.
        proof: A list or tuple of hashes, from the leaf's sibling upwards.

    Raises:
        ProofError: A number is out of range, a hash is not 32 bytes, the proof is too short or too long, or it
            leads to another root.

    Source: RFC 9162 §2.1.3.2.
    """
    _require_size("storleken", size)
    _require_size("lövets nummer", index)
    if index >= size:
        raise ProofError(f"lövets nummer är {index}, men trädet har {size} löv och numren börjar på 0")
    _require_hash("lövets hash", leaf_hash)
    _require_hash("rothashen", root)
    _require_proof(proof)
    _, found = _climb(index, size - 1, leaf_hash, proof)
    if found != root:
        raise ProofError("inklusionsbeviset leder till en annan rothash än den uppgivna")


def verify_consistency(size1: int, size2: int, root1: bytes, root2: bytes, proof: Sequence[bytes]) -> None:
    """Check that the tree of `size1` and `root1` is the beginning of the tree of `size2` and `root2`.

    Equal sizes are consistent when the roots are equal and the proof is empty. Size 0 is always refused, also against
    itself: an empty tree holds nothing that could have been kept.

    Args:
        size1: 1 to `size2`.
        size2: At least 1.
        proof: A list or tuple of hashes, as `consistency_proof` gives them.

    Raises:
        ProofError: A number is out of range, a hash is not 32 bytes, the proof is too short or too long, or it
            leads to another root.

    Source: RFC 9162 §2.1.4.2.
    """
    _require_size("den äldre storleken", size1)
    _require_size("den nyare storleken", size2)
    if not 0 < size1 <= size2:
        raise ProofError(f"ett träd med {size1} löv kan inte bevisas vara början på ett med {size2} löv")
    _require_hash("den äldre rothashen", root1)
    _require_hash("den nyare rothashen", root2)
    _require_proof(proof)
    old, new = _roots_shown(size1, size2, root1, proof)
    if old != root1:
        raise ProofError("konsistensbeviset leder till en annan äldre rothash än den uppgivna")
    if new != root2:
        raise ProofError("konsistensbeviset leder till en annan nyare rothash än den uppgivna")


class Frontier:
    """A tree that only grows, held as the roots of its complete subtrees (sv. *trädets front*).

    A tree of n leaves is n's ones in binary: 13 leaves are complete subtrees of 8, 4 and 1. Their hashes are all that
    is needed to go on appending, so a million leaves take at most 20 hashes.

    Args:
        size: Leaves so far; 0 for a new tree.
        hashes: The complete subtrees' hashes, largest (leftmost) first; as many as `size` has ones in binary.

    Raises:
        ValueError: The size is out of range, or the hashes are not those of a tree of that size.
    """

    __slots__ = ("_hashes", "_size")

    def __init__(self, size: int = 0, hashes: Iterable[bytes] = ()) -> None:
        _require_number("size", size, 0, SIZE_LIMIT - 1)
        self._size = size
        self._hashes = list(hashes)
        _require_leaf_hashes(self._hashes)
        if len(self._hashes) != size.bit_count():
            raise ValueError(f"a tree of {size} leaves has {size.bit_count()} complete subtrees, not {len(self._hashes)}")

    @property
    def size(self) -> int:
        """Leaves so far."""
        return self._size

    @property
    def hashes(self) -> tuple[bytes, ...]:
        """The complete subtrees' hashes, largest first; with `size`, all that a later `Frontier` needs."""
        return tuple(self._hashes)

    def append(self, leaf_hash: bytes) -> None:
        """Add the next leaf by its hash.

        Raises:
            ValueError: The hash is not 32 bytes; nothing was added.
        """
        # Millions of calls when a ledger is verified: everything inline, about one node hash a leaf.
        if type(leaf_hash) is not bytes or len(leaf_hash) != HASH_SIZE:
            raise ValueError("a leaf hash is 32 bytes")
        hashes, ones = self._hashes, self._size
        while ones & 1:
            leaf_hash = sha256(_NODE + hashes.pop() + leaf_hash).digest()
            ones >>= 1
        hashes.append(leaf_hash)
        self._size += 1

    def extend(self, leaf_hashes: Iterable[bytes]) -> None:
        """Add leaves in order, as `append` does with each."""
        append = self.append
        for each in leaf_hashes:
            append(each)

    def root(self) -> bytes:
        """The hash of the tree so far; equal to `root_hash` of the same leaves."""
        if not self._hashes:
            return sha256(b"").digest()
        root = self._hashes[-1]
        for left in self._hashes[-2::-1]:
            root = _node(left, root)
        return root


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(_NODE + left + right).digest()


def _level_above(level: list[bytes]) -> list[bytes]:
    nodes = iter(level)
    above = [sha256(_NODE + left + right).digest() for left, right in zip(nodes, nodes, strict=False)]
    if len(level) & 1:
        above.append(level[-1])
    return above


def _siblings(level: list[bytes], index: int) -> list[bytes]:
    siblings = []
    while len(level) > 1:
        if (index ^ 1) < len(level):
            siblings.append(level[index ^ 1])
        level, index = _level_above(level), index >> 1
    return siblings


def _roots_shown(size1: int, size2: int, root1: bytes, proof: Sequence[bytes]) -> tuple[bytes, bytes]:
    """The two roots that a consistency proof leads to."""
    if size1 == size2:
        if proof:
            raise ProofError("storlekarna är lika, så konsistensbeviset ska vara tomt")
        return root1, root1
    if not proof:
        raise ProofError("konsistensbeviset är tomt fast storlekarna skiljer sig")
    index, last = size1 - 1, size2 - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    if index == 0:
        return _climb(index, last, root1, proof)
    return _climb(index, last, proof[0], proof[1:])


def _climb(index: int, last: int, start: bytes, proof: Sequence[bytes]) -> tuple[bytes, bytes]:
    """Go from a node up to the root.

    Returns the hash of the tree that ends with that node, and the hash of the whole tree. Siblings on the left are in
    both, siblings on the right only in the whole.
    """
    old = new = start
    for sibling in proof:
        if last == 0:
            raise ProofError("beviset är för långt för trädets storlek")
        if index & 1 or index == last:
            old, new = _node(sibling, old), _node(sibling, new)
            while index and not index & 1:
                # Here the node is the level's last and has no partner: it goes up unchanged.
                index, last = index >> 1, last >> 1
        else:
            new = _node(new, sibling)
        index, last = index >> 1, last >> 1
    if last:
        raise ProofError("beviset är för kort för trädets storlek")
    return old, new


def _first(leaf_hashes: Sequence[bytes], size: int) -> list[bytes]:
    level = list(islice(leaf_hashes, size))
    _require_leaf_hashes(level)
    return level


def _require_leaf_hashes(hashes: list[bytes]) -> None:
    if not (set(map(type, hashes)) <= {bytes} and set(map(len, hashes)) <= {HASH_SIZE}):
        raise ValueError("every hash must be bytes, 32 of them")


def _require_number(name: str, value: int, low: int, high: int) -> None:
    if type(value) is not int or not low <= value <= high:
        raise ValueError(f"{name} must be an integer from {low} to {high}")


def _require_size(what: str, value: int) -> None:
    if type(value) is not int or not 0 <= value < SIZE_LIMIT:
        raise ProofError(f"{what} ska vara ett heltal från 0 och under 2^64")


def _require_hash(what: str, value: bytes) -> None:
    if type(value) is not bytes or len(value) != HASH_SIZE:
        raise ProofError(f"{what} ska vara {HASH_SIZE} byte")


def _require_proof(proof: Sequence[bytes]) -> None:
    if not isinstance(proof, (list, tuple)):
        raise ProofError("beviset ska vara en lista av hashar")
    for number, each in enumerate(proof, 1):
        _require_hash(f"hash nummer {number} i beviset", each)
