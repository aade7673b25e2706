"""Receipts: what a stranger can check with the leaf's bytes, the ledger's key and this text alone."""

from __future__ import annotations

from base64 import b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from adapters.signing import SigningKey, verify_ed25519
from domain.ledger.checkpoint import MAX_LINE_BYTES, MAX_NOTE_BYTES, Checkpoint, NoteError
from domain.ledger.merkle import ProofError, inclusion_proof, leaf_hash, root_hash
from domain.ledger.receipt import Receipt, inclusion_receipt, parse_receipt, verify_receipt

ORIGIN = "aktspar.example/socialnamnden/1"
KEY = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes([1]) * 32))
VKEY = KEY.verifier_key(ORIGIN)
LEAVES = [leaf_hash(b"leaf %d" % number) for number in range(70)]


def signed(size: int) -> str:
    return KEY.sign_checkpoint(Checkpoint(ORIGIN, size, root_hash(LEAVES[:size])), ORIGIN)


def receipt(index: int, size: int) -> str:
    return inclusion_receipt(index, inclusion_proof(LEAVES, index, size), signed(size))


RECEIPT = receipt(2, 5)
HEAD, _, NOTE = RECEIPT.partition("\n\n")
HEADER, INDEX, *HASHES = HEAD.split("\n")

GOLDEN = """\
c2sp.org/tlog-proof@v1
index 2
WL0UluFoSqySAcLmh+565PUclqiw2B7zWDYouT0800U=
/F9riP+FVPdbsvnm85wxsZNtRLaSdu33sSBalVuXYeM=
gxFfiUeVX6/cKifn9MCFS72Nonuxs+NAXbVxya+Nvho=

aktspar.example/socialnamnden/1
5
NBUVmC1lDiNSDb1U1/zwr6G3DMOhakEdRk3JwayWwwE=

— aktspar.example/socialnamnden/1 ADYBIqIESDmujQ/OczImih8NVavnhlpRAlrSL/xmAm2ZUFPaHdFA0f7Rnek2n5aFdbHmr0GWbnxRmCsDgj50s6OWgAI=
"""


def verified(text, leaf=LEAVES[2], vkey=VKEY, origin=None):
    return verify_receipt(text, leaf, vkey, verify_ed25519, origin=origin)


def test_a_receipt_is_spelled_like_this():
    assert RECEIPT == GOLDEN
    assert verified(GOLDEN) == verified(GOLDEN.encode()) == (2, Checkpoint(ORIGIN, 5, root_hash(LEAVES[:5])))


def test_every_leaf_of_every_tree_gets_a_receipt_that_holds():
    for size in (1, 2, 3, 7, 8, 64, 70):
        for index in range(size):
            text = receipt(index, size)
            assert verified(text, LEAVES[index]) == (index, Checkpoint(ORIGIN, size, root_hash(LEAVES[:size])))
            with pytest.raises(ProofError, match="annan rothash"):
                verified(text, LEAVES[(index + 1) % 70])


def test_a_receipt_is_taken_apart_into_what_it_was_made_of():
    assert parse_receipt(RECEIPT) == Receipt(2, tuple(inclusion_proof(LEAVES, 2, 5)), signed(5))


def test_no_byte_of_a_receipt_can_be_changed_added_or_removed():
    raw = RECEIPT.encode()
    for place in range(len(raw)):
        changes = [raw[:place] + raw[place + 1 :], raw[:place] + b"A" + raw[place:]]
        changes += [raw[:place] + bytes([raw[place] ^ 1 << bit]) + raw[place + 1 :] for bit in range(8)]
        for changed in changes:
            if changed != raw:
                with pytest.raises(ProofError):
                    verified(changed)


def test_extra_data_is_read_but_nothing_vouches_for_it():
    text = RECEIPT.replace(INDEX, f"extra {b64encode(b'anything').decode()}\n{INDEX}")
    assert parse_receipt(text).extra == b"anything"
    assert parse_receipt(RECEIPT).extra is None
    assert verified(text) == verified(RECEIPT)


def test_a_receipt_by_another_key_or_of_another_ledger_is_refused():
    stranger = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes([2]) * 32))
    with pytest.raises(NoteError, match="inte signerad med den angivna"):
        verified(RECEIPT, vkey=stranger.verifier_key(ORIGIN))
    with pytest.raises(NoteError, match="annan liggare"):
        verified(RECEIPT, origin="aktspar.example/socialnamnden/2")


def test_a_checkpoint_swapped_for_another_true_one_is_refused():
    for size in (1, 2, 3, 4, 6, 8):
        with pytest.raises(ProofError):
            verified(f"{HEAD}\n\n{signed(size)}")


def test_a_receipt_that_points_outside_the_signed_tree_is_refused():
    with pytest.raises(ProofError, match="trädet har 5 löv"):
        verified(RECEIPT.replace("index 2", "index 5"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "första rad"),
        (HEAD, "tomraden"),
        (HEAD + "\n", "tomraden"),
        (HEAD + "\n\n", "kontrollpunkten"),
        (NOTE, "första rad"),
        (RECEIPT[:-1], "sista radbrytning"),
        (RECEIPT.replace("\n", "\r\n"), "styrtecken"),
        (RECEIPT.replace("@v1", "@v2"), "första rad"),
        (RECEIPT.replace(HEADER, HEADER + " "), "första rad"),
        ("\n" + RECEIPT, "första rad"),
        (RECEIPT.replace(INDEX + "\n", ""), "raden index"),
        (RECEIPT.replace(INDEX, "index"), "raden index"),
        (RECEIPT.replace(INDEX, "Index 2"), "raden index"),
        (RECEIPT.replace(INDEX, f"{INDEX}\nextra AAAA"), "base64"),
        (RECEIPT.replace(INDEX, f"extra AAAA\nextra AAAA\n{INDEX}"), "raden index"),
        (RECEIPT.replace(INDEX, f"extra\n{INDEX}"), "raden index"),
        (RECEIPT.replace(INDEX, f"extra AAAB=\n{INDEX}"), "base64"),
        *(
            (RECEIPT.replace(INDEX, f"index {wrong}"), "index")
            for wrong in ("02", "-1", "+2", "2 ", " 2", "", "2.0", "²", "9" * 20)
        ),
        (RECEIPT.replace(HASHES[0], HASHES[0] + " "), "base64"),
        (RECEIPT.replace(HASHES[0], HASHES[0][:-1]), "base64"),
        (RECEIPT.replace(HASHES[0], b64encode(bytes(31)).decode()), "hash nummer 1 är 31 byte"),
        (RECEIPT.replace(HASHES[1], b64encode(bytes(33)).decode()), "hash nummer 2 är 33 byte"),
        (RECEIPT.replace(INDEX, INDEX + f"\n{HASHES[0]}" * 62), "65 hashar"),
        (RECEIPT.replace(INDEX, f"extra {'A' * MAX_LINE_BYTES}\n{INDEX}"), "rad 2"),
        (RECEIPT + "x\n" * (MAX_NOTE_BYTES // 2 + MAX_LINE_BYTES), "högst"),
        (RECEIPT + "\ud800", "UTF-8"),
        (RECEIPT.encode() + b"\xff", "UTF-8"),
    ],
)
def test_a_malformed_receipt_is_refused_with_its_reason(text, reason):
    with pytest.raises(NoteError, match=reason):
        parse_receipt(text)
    with pytest.raises(NoteError):
        verified(text)


@pytest.mark.parametrize(
    ("index", "proof", "note"),
    [
        (-1, [], signed(1)),
        (True, [], signed(1)),
        (0, [b"short"], signed(1)),
        (0, [], "text\n"),
        (0, [], signed(1)[:-1]),
        (0, LEAVES[:65], signed(1)),
    ],
)
def test_no_receipt_is_written_that_no_reader_would_take(index, proof, note):
    with pytest.raises(NoteError):
        inclusion_receipt(index, proof, note)


def test_the_longest_proof_there_can_be_is_written_and_read():
    assert parse_receipt(inclusion_receipt(2**64 - 2, LEAVES[:64], NOTE)).proof == tuple(LEAVES[:64])
