"""The tree in tiles (sv. *plattor*): the layout in which anyone's tool can fetch and check a ledger.

A tile is 256 hashes of one height: at level 0 the leaf hashes, at each level above the hashes of whole tiles of the level
below. Every hash of a tile that is full stays for ever. With one tile a level, three for a million leaves, every proof can be
made, so nothing here looks at more of the tree than its proof needs.

Source: C2SP `tlog-tiles` v0.1.0; the tree is that of RFC 6962 §2.1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

from domain.ledger.merkle import HASH_SIZE, Frontier, ProofError

HEIGHT = 8
WIDTH = 2**HEIGHT
"""Hashes in a full tile. Source: C2SP tlog-tiles, Merkle Tree."""

LARGEST_ENTRY = 65_535
"""Bytes; an entry's length is two bytes in its bundle. Source: C2SP tlog-tiles, Log entries."""

_HIGHEST_LEVEL = 7
"""A tree below 2^63 leaves has no higher one."""

_PATH = re.compile(r"(0|[1-7]|entries)/((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")

FetchHashes = Callable[[int, int, int], Sequence[bytes]]
"""Takes level, first place and the place after the last; gives the hashes between, all of them."""


class Tile(NamedTuple):
    """Which tile (sv. *platta*), or, without a level, which bundle of entries.

    Args:
        level: 0 to 7; None = the entries themselves.
        number: Place within the level, from 0.
        width: Hashes or entries in it, 1 to 256; 256 = full.
    """

    level: int | None
    number: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Where it lies under the log's address: `tile/0/x001/067` or `tile/entries/000.p/17`."""
        parts = [f"{self.number % 1000:03}"]
        rest = self.number // 1000
        while rest:
            parts.insert(0, f"x{rest % 1000:03}")
            rest //= 1000
        partial = "" if self.width == WIDTH else f".p/{self.width}"
        return f"tile/{'entries' if self.level is None else self.level}/{'/'.join(parts)}{partial}"

    @property
    def start(self) -> int:
        """The place, within its level, of its first hash."""
        return self.number * WIDTH


def parse_tile_path(path: str) -> Tile | None:
    """Read what `Tile.path` writes, without its `tile/`; None = it is no tile's path, or not in its one spelling."""
    found = _PATH.fullmatch(path)
    if found is None:
        return None
    level, number, width = found.groups()
    tile = Tile(
        None if level == "entries" else int(level), int(number.replace("x", "").replace("/", "")), int(width) if width else WIDTH
    )
    return tile if tile.path == f"tile/{path}" else None


def is_part_of(tile: Tile, size: int) -> bool:
    """Whether a tree of `size` leaves has all the hashes of a tile."""
    return tile.start + tile.width <= size >> HEIGHT * (tile.level or 0)


def tiles_of(size: int, since: int = 0) -> Iterator[Tile]:
    """Every tile and bundle of a tree of `size` leaves, the partial ones last at each level.

    Args:
        since: A size whose full tiles are not wanted again.
    """
    for level in (None, *range(_HIGHEST_LEVEL + 1)):
        hashes = size >> HEIGHT * (level or 0)
        before = (since >> HEIGHT * (level or 0)) // WIDTH
        yield from (Tile(level, number) for number in range(before, hashes // WIDTH))
        if hashes % WIDTH:
            yield Tile(level, hashes // WIDTH, hashes % WIDTH)


def entry_bundle(entries: Iterable[bytes], first: int = 0) -> bytes:
    """Entries as they lie in a bundle: each with its length before it.

    Args:
        first: The first entry's position, for the message.

    Raises:
        ValueError: An entry is longer than a bundle can hold.
    """
    parts = []
    for position, entry in enumerate(entries, first):
        if len(entry) > LARGEST_ENTRY:
            raise ValueError(f"position {position}: the entry is {len(entry)} bytes; a bundle takes {LARGEST_ENTRY}")
        parts += (len(entry).to_bytes(2, "big"), entry)
    return b"".join(parts)


def parse_bundle(bundle: bytes) -> list[bytes]:
    """The entries of a bundle.

    Raises:
        ProofError: The lengths do not add up.
    """
    entries, at = [], 0
    while at < len(bundle):
        end = at + 2 + int.from_bytes(bundle[at:at + 2], "big")
        if end > len(bundle) or at + 2 > len(bundle):
            raise ProofError("buntens längder går inte ihop")
        entries.append(bundle[at + 2:end])
        at = end
    return entries


class TileHash(NamedTuple):
    """The hash of one full tile, as it stands in the level above: `level` from 1, `place` from 0."""

    level: int
    place: int
    hash: bytes


def tile_hash(hashes: bytes) -> bytes:
    """The hash of a full tile: the root of the subtree over its hashes.

    Args:
        hashes: All of them, one after the other: 256 of 32 bytes.

    Raises:
        ValueError: Their length is another.
    """
    if len(hashes) != WIDTH * HASH_SIZE:
        raise ValueError(f"a full tile is {WIDTH * HASH_SIZE} bytes")
    while len(hashes) > HASH_SIZE:
        hashes = b"".join([
            sha256(b"\x01" + hashes[at:at + 2 * HASH_SIZE]).digest() for at in range(0, len(hashes), 2 * HASH_SIZE)
        ])
    return hashes


class GrowingTiles:
    """A tree that only grows, and gives the hash of every tile that it fills (sv. *växande plattor*).

    Args:
        frontier: The tree so far.
    """

    def __init__(self, frontier: Frontier) -> None:
        self._levels: list[Frontier] = []
        self._full: list[int] = []
        hashes, size = list(frontier.hashes), frontier.size
        while size or not self._levels:
            width = size % WIDTH
            at = len(hashes) - width.bit_count()
            self._levels.append(Frontier(width, hashes[at:]))
            self._full.append(size // WIDTH)
            hashes, size = hashes[:at], size // WIDTH

    def grow(self, leaf_hashes: Iterable[bytes]) -> Iterator[TileHash]:
        """Add leaves, as far as what is given is asked for; the hash of each tile as it gets full."""
        for each in leaf_hashes:
            lowest = self._levels[0]
            lowest.append(each)
            if lowest.size == WIDTH:
                yield from self._filled(0)

    def add_tile(self, tile_hash: bytes) -> Iterator[TileHash]:
        """Add the leaves of a whole tile by its hash, where the tree ends with whole tiles; as `grow`.

        Raises:
            ValueError: The tree ends within a tile.
        """
        if self._levels[0].size:
            raise ValueError("a whole tile cannot be added within another")
        self._levels[0] = Frontier(WIDTH, [tile_hash])
        yield from self._filled(0)

    def frontier(self) -> Frontier:
        """The tree as it is now."""
        size = sum(level.size << HEIGHT * height for height, level in enumerate(self._levels))
        return Frontier(size, [each for level in reversed(self._levels) for each in level.hashes])

    def _filled(self, height: int) -> Iterator[TileHash]:
        while self._levels[height].size == WIDTH:
            [tile_hash] = self._levels[height].hashes
            yield TileHash(height + 1, self._full[height], tile_hash)
            self._levels[height] = Frontier()
            self._full[height] += 1
            height += 1
            if height == len(self._levels):
                self._levels.append(Frontier())
                self._full.append(0)
            self._levels[height].append(tile_hash)


class TileTree:
    """A tree of one size whose hashes are fetched a tile at a time, each once (sv. *träd av plattor*).

    Args:
        fetch: Gives the stored hashes; what it gives is not believed more than the proofs made of it.
        size: Leaves in the tree, from 0.
    """

    def __init__(self, fetch: FetchHashes, size: int) -> None:
        self._fetch = fetch
        self._size = size
        self._tiles: dict[tuple[int, int], list[list[bytes]]] = {}

    def root(self) -> bytes:
        """The tree's root; for no leaves the hash of nothing."""
        return self._rest(0) if self._size else sha256(b"").digest()

    def frontier(self) -> Frontier:
        """The tree's complete subtrees."""
        return Frontier(self._size, self._subtrees(0))

    def leaf_hash(self, index: int) -> bytes:
        """The hash of one leaf."""
        return self._node(0, index)

    def inclusion_proof(self, index: int) -> list[bytes]:
        """As `merkle.inclusion_proof`.

        Raises:
            ValueError: The index is not below the size.
        """
        if not 0 <= index < self._size:
            raise ValueError(f"index must be from 0 to {self._size - 1}")
        return self._siblings(0, index)

    def consistency_proof(self, size1: int) -> list[bytes]:
        """As `merkle.consistency_proof`, to this tree from an earlier one.

        Raises:
            ValueError: The size is not from 1 to this tree's.
        """
        if not 1 <= size1 <= self._size:
            raise ValueError(f"size1 must be from 1 to {self._size}")
        if size1 == self._size:
            return []
        height, index = 0, size1 - 1
        while index & 1:
            height, index = height + 1, index >> 1
        start = [self._node(height, index)] if index else []
        return start + self._siblings(height, index)

    def _siblings(self, height: int, index: int) -> list[bytes]:
        siblings = []
        while (nodes := -(-self._size >> height)) > 1:
            sibling = index ^ 1
            if sibling < nodes:
                whole = (sibling + 1) << height <= self._size
                siblings.append(self._node(height, sibling) if whole else self._rest(sibling << height))
            height, index = height + 1, index >> 1
        return siblings

    def _rest(self, start: int) -> bytes:
        """The hash over the leaves from `start`, where a subtree begins that the tree does not fill, to the last."""
        subtrees = self._subtrees(start)
        found = subtrees[-1]
        for left in subtrees[-2::-1]:
            found = sha256(b"\x01" + left + found).digest()
        return found

    def _subtrees(self, start: int) -> list[bytes]:
        subtrees = []
        while start < self._size:
            height = (self._size - start).bit_length() - 1
            subtrees.append(self._node(height, start >> height))
            start += 1 << height
        return subtrees

    def _node(self, height: int, index: int) -> bytes:
        level, within = divmod(height, HEIGHT)
        number, place = divmod(index, WIDTH >> within)
        return self._tile(level, number)[within][place]

    def _tile(self, level: int, number: int) -> list[list[bytes]]:
        """The hashes of a tile, and of every complete subtree over them, by height."""
        if (level, number) not in self._tiles:
            first = number * WIDTH
            last = min(first + WIDTH, self._size >> HEIGHT * level)
            heights = [list(self._fetch(level, first, last))]
            if [len(each) for each in heights[0]] != [HASH_SIZE] * (last - first):
                raise ProofError(f"plattan {number} på nivå {level} har inte sina {last - first} hashar")
            while len(heights[-1]) > 1:
                below = iter(heights[-1])
                heights.append([sha256(b"\x01" + left + right).digest() for left, right in zip(below, below, strict=False)])
            self._tiles[level, number] = heights
        return self._tiles[level, number]
