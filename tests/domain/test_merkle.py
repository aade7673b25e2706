"""The tree and its proofs, against a second writing of the RFC that recurses where ours loops."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from itertools import pairwise

import pytest

from domain.ledger.merkle import (
    SIZE_LIMIT,
    Frontier,
    ProofError,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root_hash,
    verify_consistency,
    verify_inclusion,
)

LARGEST = 130
LEAVES = [leaf_hash(b"leaf %d" % number) for number in range(LARGEST)]
OTHER_HASH = sha256(b"something else").digest()
NO_HASHES = [b"", b"short", OTHER_HASH[:31], OTHER_HASH + b"\x00", OTHER_HASH.hex(), None, 0, bytearray(OTHER_HASH)]


# The RFC's own definitions, word for word, over leaves start..stop-1. Source: RFC 9162 §2.1.1, §2.1.3.1, §2.1.4.1.


@cache
def tree_hash(start: int, stop: int) -> bytes:
    if stop == start:
        return sha256(b"").digest()
    if stop - start == 1:
        return LEAVES[start]
    k = split(stop - start)
    return sha256(b"\x01" + tree_hash(start, start + k) + tree_hash(start + k, stop)).digest()


def split(n: int) -> int:
    """The largest power of two smaller than n."""
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def path(m: int, start: int, stop: int) -> list[bytes]:
    if stop - start == 1:
        return []
    k = split(stop - start)
    if m < k:
        return path(m, start, start + k) + [tree_hash(start + k, stop)]
    return path(m - k, start + k, stop) + [tree_hash(start, start + k)]


def subproof(m: int, start: int, stop: int, known: bool) -> list[bytes]:
    if m == stop - start:
        return [] if known else [tree_hash(start, stop)]
    k = split(stop - start)
    if m <= k:
        return subproof(m, start, start + k, known) + [tree_hash(start + k, stop)]
    return subproof(m - k, start + k, stop, False) + [tree_hash(start, start + k)]


def refused_inclusion(index, size, leaf, proof, root) -> bool:
    try:
        verify_inclusion(index, size, leaf, proof, root)
    except ProofError:
        return True
    return False


def refused_consistency(size1, size2, root1, root2, proof) -> bool:
    try:
        verify_consistency(size1, size2, root1, root2, proof)
    except ProofError:
        return True
    return False


def bits_flipped(value: bytes) -> list[bytes]:
    number = int.from_bytes(value, "big")
    return [(number ^ (1 << bit)).to_bytes(len(value), "big") for bit in range(8 * len(value))]


def spoiled(proof: list[bytes], *others: bytes) -> list[list[bytes]]:
    """The same proof with one hash changed in any bit, replaced, left out, doubled, put in or moved."""
    result = []
    for place, each in enumerate(proof):
        before, after = proof[:place], proof[place + 1 :]
        result += [[*before, flipped, *after] for flipped in bits_flipped(each)]
        result += [[*before, other, *after] for other in others if other != each]
        result += [before + after, [*before, each, each, *after]]
        if after and after[0] != each:
            result.append([*before, after[0], each, *after[1:]])
    for place in range(len(proof) + 1):
        result += [[*proof[:place], other, *proof[place:]] for other in (*others, b"")]
    return result


def test_the_reference_leaves_give_the_published_roots():
    texts = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
    hashes = [leaf_hash(bytes.fromhex(text)) for text in texts]
    assert [root_hash(hashes[:size]).hex() for size in range(9)] == [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]


def test_the_root_is_the_definition_s_at_every_size():
    for size in range(LARGEST + 1):
        assert root_hash(LEAVES[:size]) == tree_hash(0, size)
        assert root_hash(iter(LEAVES[:size])) == tree_hash(0, size)


def test_every_leaf_of_every_tree_has_the_definition_s_proof_and_the_verifier_takes_it():
    for size in range(1, LARGEST + 1):
        root = tree_hash(0, size)
        for index in range(size):
            proof = inclusion_proof(LEAVES, index, size)
            assert proof == path(index, 0, size)
            verify_inclusion(index, size, LEAVES[index], proof, root)
            verify_inclusion(index, size, LEAVES[index], tuple(proof), root)
            assert refused_inclusion(index, size, OTHER_HASH, proof, root)
            assert refused_inclusion(index, size, LEAVES[index], proof, OTHER_HASH)
            assert refused_inclusion(index, size, LEAVES[index], [*proof, root], root)
            assert refused_inclusion(index, size, LEAVES[index], proof[:-1], root) or size == 1


def test_a_leaf_is_refused_at_every_place_but_its_own():
    for size in range(1, 34):
        for index in range(size):
            proof = inclusion_proof(LEAVES, index, size)
            for other in range(-1, 2 * size):
                refused = refused_inclusion(other, size, LEAVES[index], proof, tree_hash(0, size))
                assert refused == (other != index)


def test_every_pair_of_trees_has_the_definition_s_proof_and_the_verifier_takes_it():
    for size2 in range(1, LARGEST + 1):
        for size1 in range(1, size2 + 1):
            root1, root2 = tree_hash(0, size1), tree_hash(0, size2)
            proof = consistency_proof(LEAVES, size1, size2)
            assert proof == subproof(size1, 0, size2, True)
            verify_consistency(size1, size2, root1, root2, proof)
            verify_consistency(size1, size2, root1, root2, tuple(proof))
            assert refused_consistency(size1, size2, OTHER_HASH, root2, proof)
            assert refused_consistency(size1, size2, root1, OTHER_HASH, proof)
            assert refused_consistency(size1, size2, root1, root2, [*proof, root2])
            if size1 < size2:
                assert refused_consistency(size1, size2, root2, root1, proof)
                assert refused_consistency(size1, size2, root1, root2, proof[:-1])
                assert refused_consistency(size1, size2, root1, root2, [])


def test_a_consistency_proof_is_refused_for_every_older_size_but_its_own():
    for size2 in range(1, 34):
        for size1 in range(1, size2 + 1):
            proof = consistency_proof(LEAVES, size1, size2)
            for other in range(-1, 2 * size2):
                refused = refused_consistency(other, size2, tree_hash(0, size1), tree_hash(0, size2), proof)
                assert refused == (other != size1)


def test_a_tree_where_an_old_leaf_was_changed_or_removed_is_not_consistent():
    for size1, size2 in [(1, 2), (3, 7), (4, 8), (6, 8), (13, 21), (64, 130)]:
        for tampered in (0, size1 - 1):
            for rewritten in (
                [*LEAVES[:tampered], OTHER_HASH, *LEAVES[tampered + 1 :]],
                [*LEAVES[:tampered], *LEAVES[tampered + 1 :], OTHER_HASH],
            ):
                proof = consistency_proof(rewritten, size1, size2)
                assert refused_consistency(size1, size2, tree_hash(0, size1), root_hash(rewritten[:size2]), proof)


@pytest.mark.parametrize(("index", "size"), [(0, 1), (0, 2), (1, 2), (2, 3), (0, 8), (5, 13), (12, 13), (77, 130)])
def test_no_changed_bit_or_hash_passes_as_inclusion(index, size):
    root, leaf, proof = tree_hash(0, size), LEAVES[index], path(index, 0, size)
    assert all(refused_inclusion(index, size, leaf, wrong, root) for wrong in spoiled(proof, leaf, root, OTHER_HASH))
    assert all(refused_inclusion(index, size, wrong, proof, root) for wrong in bits_flipped(leaf))
    assert all(refused_inclusion(index, size, leaf, proof, wrong) for wrong in bits_flipped(root))


@pytest.mark.parametrize(
    ("size1", "size2"), [(1, 1), (1, 2), (2, 3), (1, 8), (4, 8), (6, 8), (7, 13), (12, 13), (64, 130), (77, 130)]
)
def test_no_changed_bit_or_hash_passes_as_consistency(size1, size2):
    root1, root2, proof = tree_hash(0, size1), tree_hash(0, size2), subproof(size1, 0, size2, True)
    wrong_proofs = spoiled(proof, root1, root2, OTHER_HASH)
    assert all(refused_consistency(size1, size2, root1, root2, wrong) for wrong in wrong_proofs)
    assert all(refused_consistency(size1, size2, wrong, root2, proof) for wrong in bits_flipped(root1))
    assert all(refused_consistency(size1, size2, root1, wrong, proof) for wrong in bits_flipped(root2))


@pytest.mark.parametrize(
    ("index", "size"),
    [
        (0, 0),
        (1, 0),
        (1, 1),
        (2, 1),
        (-1, 1),
        (0, -1),
        (2**64 - 1, 1),
        (0, 2**64),
        (True, 2),
        (0, True),
        (0.0, 1),
        ("0", 1),
        (None, 1),
    ],
)
def test_inclusion_of_a_leaf_that_the_tree_cannot_have_is_refused(index, size):
    assert refused_inclusion(index, size, LEAVES[0], [], LEAVES[0])


@pytest.mark.parametrize(
    ("size1", "size2"),
    [(0, 0), (0, 1), (1, 0), (2, 1), (-1, 1), (-1, -1), (1, 2**64), (True, True), (1.0, 1.0), ("1", "1"), (None, None)],
)
def test_consistency_of_sizes_that_prove_nothing_is_refused(size1, size2):
    empty = sha256(b"").digest()
    assert refused_consistency(size1, size2, LEAVES[0], LEAVES[0], [])
    assert refused_consistency(size1, size2, empty, empty, [])
    assert refused_consistency(size1, size2, empty, empty, [empty])


@pytest.mark.parametrize("wrong", NO_HASHES)
def test_anything_but_32_bytes_is_refused_in_every_place_of_a_proof(wrong):
    assert refused_inclusion(0, 1, wrong, [], LEAVES[0])
    assert refused_inclusion(0, 1, LEAVES[0], [], wrong)
    assert refused_inclusion(0, 1, wrong, [], wrong)
    assert refused_inclusion(0, 2, wrong, [LEAVES[1]], tree_hash(0, 2))
    assert refused_inclusion(0, 2, LEAVES[0], [wrong], tree_hash(0, 2))
    assert refused_inclusion(0, 1, LEAVES[0], [wrong], LEAVES[0])
    assert refused_consistency(1, 1, wrong, wrong, [])
    assert refused_consistency(1, 2, wrong, tree_hash(0, 2), [LEAVES[1]])
    assert refused_consistency(1, 2, LEAVES[0], wrong, [LEAVES[1]])
    assert refused_consistency(1, 2, LEAVES[0], tree_hash(0, 2), [wrong])
    assert refused_consistency(1, 1, LEAVES[0], LEAVES[0], [wrong])


@pytest.mark.parametrize("wrong", [None, "", b"", 0, {}, iter([])])
def test_a_proof_that_is_not_a_list_is_refused(wrong):
    assert refused_inclusion(0, 1, LEAVES[0], wrong, LEAVES[0])
    assert refused_consistency(1, 1, LEAVES[0], LEAVES[0], wrong)


def test_a_refusal_says_in_swedish_what_is_wrong():
    with pytest.raises(ProofError, match="lövets nummer är 3, men trädet har 3 löv"):
        verify_inclusion(3, 3, LEAVES[0], [], LEAVES[0])
    with pytest.raises(ProofError, match="storleken ska vara ett heltal från 0 och under 2\\^64"):
        verify_inclusion(0, 2**64, LEAVES[0], [], LEAVES[0])
    with pytest.raises(ProofError, match="lövets hash ska vara 32 byte"):
        verify_inclusion(0, 1, b"", [], LEAVES[0])
    with pytest.raises(ProofError, match="rothashen ska vara 32 byte"):
        verify_inclusion(0, 1, LEAVES[0], [], b"")
    with pytest.raises(ProofError, match="den nyare rothashen ska vara 32 byte"):
        verify_consistency(1, 2, LEAVES[0], b"", [LEAVES[1]])
    with pytest.raises(ProofError, match="hash nummer 2 i beviset ska vara 32 byte"):
        verify_inclusion(0, 3, LEAVES[0], [LEAVES[1], b""], LEAVES[0])
    with pytest.raises(ProofError, match="för kort"):
        verify_inclusion(0, 3, LEAVES[0], [LEAVES[1]], LEAVES[0])
    with pytest.raises(ProofError, match="för långt"):
        verify_inclusion(0, 1, LEAVES[0], [LEAVES[1]], LEAVES[0])
    with pytest.raises(ProofError, match="annan äldre rothash"):
        verify_consistency(3, 4, OTHER_HASH, tree_hash(0, 4), consistency_proof(LEAVES, 3, 4))
    with pytest.raises(ProofError, match="annan nyare rothash"):
        verify_consistency(3, 4, tree_hash(0, 3), OTHER_HASH, consistency_proof(LEAVES, 3, 4))


@pytest.mark.parametrize(
    ("index", "size"), [(0, 0), (1, 1), (-1, 1), (0, 131), (0, -1), (True, 2), (0, True), ("0", 1), (0.0, 1)]
)
def test_no_inclusion_proof_is_made_outside_the_tree(index, size):
    with pytest.raises(ValueError, match="must be an integer from"):
        inclusion_proof(LEAVES, index, size)


@pytest.mark.parametrize(
    ("size1", "size2"), [(0, 0), (0, 1), (2, 1), (-1, 1), (1, 131), (1, -1), (True, 2), (1, True), ("1", 1), (1.0, 1)]
)
def test_no_consistency_proof_is_made_outside_the_trees(size1, size2):
    with pytest.raises(ValueError, match="must be an integer from"):
        consistency_proof(LEAVES, size1, size2)


@pytest.mark.parametrize("wrong", NO_HASHES)
def test_no_tree_is_built_of_anything_but_32_bytes(wrong):
    for build in (
        lambda: root_hash([LEAVES[0], wrong]),
        lambda: inclusion_proof([LEAVES[0], wrong], 0, 2),
        lambda: consistency_proof([LEAVES[0], wrong], 1, 2),
        lambda: consistency_proof([LEAVES[0], wrong], 2, 2),
        lambda: Frontier(1, [wrong]),
        lambda: Frontier().append(wrong),
        lambda: Frontier().extend([LEAVES[0], wrong]),
    ):
        with pytest.raises(ValueError, match="32"):
            build()


def test_leaves_after_the_size_asked_for_do_not_matter():
    assert inclusion_proof([*LEAVES[:5], b"?"], 2, 5) == path(2, 0, 5)
    assert consistency_proof([*LEAVES[:5], b"?"], 2, 5) == subproof(2, 0, 5, True)


def test_making_a_proof_leaves_the_list_as_it_was():
    mine = LEAVES[:13]
    root_hash(mine), inclusion_proof(mine, 5, 13), consistency_proof(mine, 5, 13)
    assert mine == LEAVES[:13]


def test_a_growing_tree_has_the_definition_s_root_and_subtrees_at_every_size():
    frontier = Frontier()
    for size in range(LARGEST + 1):
        assert (frontier.size, frontier.root()) == (size, tree_hash(0, size))
        starts = [size >> (bit + 1) << (bit + 1) for bit in range(8) if size >> bit & 1][::-1]
        assert frontier.hashes == tuple(tree_hash(start, stop) for start, stop in pairwise([*starts, size]))
        if size < LARGEST:
            frontier.append(LEAVES[size])


def test_a_growing_tree_goes_on_from_what_was_kept_of_it():
    for kept in range(LARGEST + 1):
        first = Frontier()
        first.extend(iter(LEAVES[:kept]))
        again = Frontier(first.size, first.hashes)
        again.extend(LEAVES[kept:])
        assert (again.size, again.root()) == (LARGEST, tree_hash(0, LARGEST))
        assert (first.size, first.root()) == (kept, tree_hash(0, kept)), "the two must not share their hashes"


@pytest.mark.parametrize(
    ("size", "count"), [(0, 1), (1, 0), (1, 2), (3, 1), (4, 2), (-1, 1), (SIZE_LIMIT, 1), (True, 1), ("1", 1)]
)
def test_a_growing_tree_refuses_hashes_that_are_not_of_its_size(size, count):
    with pytest.raises(ValueError, match="complete subtrees|must be an integer"):
        Frontier(size, LEAVES[:count])


def test_a_refused_leaf_changes_nothing():
    frontier = Frontier()
    frontier.extend(LEAVES[:7])
    with pytest.raises(ValueError, match="32 bytes"):
        frontier.append(b"short")
    assert (frontier.size, frontier.root()) == (7, tree_hash(0, 7))


def test_damage_reads_as_a_value_error_too():
    assert issubclass(ProofError, ValueError)
