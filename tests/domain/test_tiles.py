"""Tiles: paths in the one spelling, hashes and proofs equal to those of the whole tree, bundles that hold every entry."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ledger.merkle import Frontier, ProofError, consistency_proof, inclusion_proof, leaf_hash, root_hash
from domain.ledger.tiles import (
    GrowingTiles,
    Tile,
    TileTree,
    entry_bundle,
    is_part_of,
    parse_bundle,
    parse_tile_path,
    tile_hash,
    tiles_of,
)

LEAVES = [leaf_hash(str(number).encode()) for number in range(70_000)]


def hashes_of(leaves: list[bytes], level: int, first: int, last: int) -> list[bytes]:
    """The plain definition: MTH(D[n * 256^l : (n + 1) * 256^l]) for each place."""
    span = 256**level
    return [root_hash(leaves[place * span:(place + 1) * span]) for place in range(first, last)]


def fetched(leaves: list[bytes]):
    return lambda level, first, last: hashes_of(leaves, level, first, last)


@pytest.mark.parametrize(("tile", "path"), [
    (Tile(0, 0), "tile/0/000"), (Tile(0, 999), "tile/0/999"), (Tile(0, 1000), "tile/0/x001/000"),
    (Tile(0, 1067), "tile/0/x001/067"), (Tile(3, 1_234_067), "tile/3/x001/x234/067"),
    (Tile(1, 5, 1), "tile/1/005.p/1"), (Tile(None, 273, 112), "tile/entries/273.p/112"), (Tile(7, 0, 255), "tile/7/000.p/255"),
])
def test_a_tile_has_the_path_that_the_specification_gives_it(tile: Tile, path: str) -> None:
    assert tile.path == path
    assert parse_tile_path(path.removeprefix("tile/")) == tile


@pytest.mark.parametrize("path", [
    "0/0", "0/00", "0/0000", "00/000", "8/000", "-1/000", "0/x000/001", "0/000.p/0", "0/000.p/256", "0/000.p/01", "0/000.p/",
    "0/001/067", "0/x001/x067", "entry/000", "0/000/", "/0/000", "0/000\n", "0/x001067", "",
])
def test_no_other_spelling_is_a_path(path: str) -> None:
    assert parse_tile_path(path) is None


def test_a_tree_of_70_000_has_the_tiles_that_the_specification_s_example_counts() -> None:
    tiles = list(tiles_of(70_000))
    full = {level: len([t for t in tiles if t.level == level and t.width == 256]) for level in (None, 0, 1, 2)}
    partial = {(t.level, t.width) for t in tiles if t.width < 256}
    assert full == {None: 273, 0: 273, 1: 1, 2: 0}
    assert partial == {(None, 112), (0, 112), (1, 17), (2, 1)}
    assert all(is_part_of(tile, 70_000) for tile in tiles)
    assert not is_part_of(Tile(0, 273, 113), 70_000) and not is_part_of(Tile(0, 273), 70_000)


def test_a_tree_of_256_has_one_full_tile_and_above_it_one_of_width_1() -> None:
    assert list(tiles_of(256)) == [Tile(None, 0), Tile(0, 0), Tile(1, 0, 1)]
    assert list(tiles_of(0)) == []
    assert list(tiles_of(300, since=256)) == [Tile(None, 1, 44), Tile(0, 1, 44), Tile(1, 0, 1)]


@pytest.mark.parametrize("size", [0, 1, 2, 3, 255, 256, 257, 511, 512, 513, 1000, 65_535, 65_536, 65_537, 70_000])
def test_root_frontier_and_proofs_are_those_of_the_whole_tree(size: int) -> None:
    leaves = LEAVES[:size]
    tree = TileTree(fetched(leaves), size)
    assert tree.root() == root_hash(leaves)
    assert tree.frontier().root() == root_hash(leaves)
    for index in {0, 1, size // 2, size - 2, size - 1} & set(range(size)):
        assert tree.inclusion_proof(index) == inclusion_proof(leaves, index, size)
    for earlier in {1, 2, 255, 256, 257, size // 2, size - 1, size} & set(range(1, size + 1)):
        assert tree.consistency_proof(earlier) == consistency_proof(leaves, earlier, size)


@given(st.integers(1, 1200), st.data())
def test_any_proof_of_any_tree_is_the_whole_tree_s(size: int, data: st.DataObject) -> None:
    leaves = LEAVES[:size]
    tree = TileTree(fetched(leaves), size)
    index, earlier = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    assert tree.inclusion_proof(index) == inclusion_proof(leaves, index, size)
    assert tree.consistency_proof(earlier) == consistency_proof(leaves, earlier, size)


@pytest.mark.parametrize("size", [70_000, 65_537, 65_536, 257])
def test_a_proof_reads_a_tile_or_two_a_level_however_large_the_tree(size: int) -> None:
    read = 0

    def counted(level: int, first: int, last: int) -> list[bytes]:
        nonlocal read
        read += last - first
        return hashes_of(LEAVES, level, first, last)

    levels = -(-(size - 1).bit_length() // 8)
    for position in (0, size // 2, size - 1):
        read = 0
        TileTree(counted, size).inclusion_proof(position)
        assert read <= 2 * 256 * levels


def test_there_is_no_proof_outside_the_tree() -> None:
    tree = TileTree(fetched(LEAVES[:5]), 5)
    for index in (-1, 5):
        with pytest.raises(ValueError, match="from 0 to 4"):
            tree.inclusion_proof(index)
    for size in (0, 6):
        with pytest.raises(ValueError, match="from 1 to 5"):
            tree.consistency_proof(size)


def test_a_tile_that_is_too_short_is_named() -> None:
    with pytest.raises(ProofError, match="plattan 0 på nivå 0 har inte sina 5"):
        TileTree(lambda level, first, last: LEAVES[:4], 5).root()


@given(st.lists(st.integers(0, 700), min_size=1, max_size=4))
def test_growing_gives_each_full_tile_once_and_the_same_tree(steps: list[int]) -> None:
    frontier, found, size = Frontier(), [], 0
    for step in steps:
        growing = GrowingTiles(frontier)
        found += growing.grow(LEAVES[size:size + step])
        size += step
        frontier = growing.frontier()
    assert (frontier.size, frontier.root()) == (size, root_hash(LEAVES[:size]))
    assert [(t.level, t.place, t.hash) for t in found] == [
        (1, place, root_hash(LEAVES[place * 256:(place + 1) * 256])) for place in range(size // 256)
    ]


def test_whole_tiles_give_the_same_tree_as_their_leaves() -> None:
    one_by_one, whole = GrowingTiles(Frontier()), GrowingTiles(Frontier())
    tiles = [tile_hash(b"".join(LEAVES[at:at + 256])) for at in range(0, 65_536 + 256, 256)]
    found = [each for tile in tiles for each in whole.add_tile(tile)]
    assert found == list(one_by_one.grow(LEAVES[:65_536 + 256]))
    assert list(whole.grow(LEAVES[65_792:65_800])) == []
    assert whole.frontier().root() == root_hash(LEAVES[:65_800])
    with pytest.raises(ValueError, match="within another"):
        list(whole.add_tile(tiles[0]))


@pytest.mark.parametrize("length", [0, 32 * 255, 32 * 256 - 1, 32 * 256 + 1, 32 * 512])
def test_a_full_tile_has_256_hashes(length: int) -> None:
    with pytest.raises(ValueError, match="8192 bytes"):
        tile_hash(bytes(length))


def test_the_level_above_grows_too() -> None:
    growing = GrowingTiles(Frontier())
    found = list(growing.grow(LEAVES[:65_536 + 300]))
    assert [tile for tile in found if tile.level == 2] == [(2, 0, root_hash(LEAVES[:65_536]))]
    assert len(found) == 256 + 1 + 1
    assert growing.frontier().root() == root_hash(LEAVES[:65_536 + 300])


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_a_bundle_holds_its_entries(entries: list[bytes]) -> None:
    assert parse_bundle(entry_bundle(entries)) == entries


def test_an_entry_of_65_535_bytes_is_taken_and_one_more_is_refused_by_position() -> None:
    assert parse_bundle(entry_bundle([b"x" * 65_535])) == [b"x" * 65_535]
    with pytest.raises(ValueError, match="position 8: the entry is 65536 bytes"):
        entry_bundle([b"", b"x" * 65_536], 7)


@pytest.mark.parametrize("bundle", [b"\x00", b"\x00\x02a", b"\x00\x01ab"])
def test_a_bundle_cut_short_is_refused(bundle: bytes) -> None:
    with pytest.raises(ProofError, match="buntens längder"):
        parse_bundle(bundle)


def test_an_entry_hashes_to_its_leaf() -> None:
    assert leaf_hash(b"entry") == sha256(b"\x00entry").digest()
