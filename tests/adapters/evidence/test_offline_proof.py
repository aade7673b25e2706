"""The verifier's own Ed25519, tree, notes and JSON, held to published vectors and to the ledger's code."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from adapters.evidence.offline import proof
from adapters.evidence.offline.proof import Fault, ed25519_holds
from adapters.signing import SigningKey, verify_ed25519
from domain.ledger import leaf, merkle
from domain.ledger.checkpoint import Checkpoint, NoteError, open_checkpoint

RFC_8032 = [
    # §7.1, TEST 1, 2, 3 and SHA(abc): public key, message, signature.
    ("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
    ("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
    ("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
    ("ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
     "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
     "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"),
]
ORDER = 2**252 + 27742317777372353535851937790883648493
FIELD = 2**255 - 19
SMALL_ORDER = [
    # The eight points of order 1, 2, 4 and 8, as encoded.
    (1).to_bytes(32, "little"), (FIELD - 1).to_bytes(32, "little"), (0).to_bytes(32, "little"), (1 << 255).to_bytes(32, "little"),
    *(bytes.fromhex(each) for each in (
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    )),
]
NOT_CANONICAL = [
    (FIELD + 1).to_bytes(32, "little"), FIELD.to_bytes(32, "little"), b"\xff" * 32,
    # x = 0 with its sign set.
    (1 | 1 << 255).to_bytes(32, "little"),
]


@pytest.mark.parametrize(("key", "message", "signature"), RFC_8032)
def test_the_published_signatures_hold_and_no_changed_one_does(key, message, signature):
    key, message, signature = map(bytes.fromhex, (key, message, signature))
    assert ed25519_holds(key, signature, message)
    assert not ed25519_holds(key, signature, message + b"\x00")
    for at in (0, 31, 32, 63):
        changed = bytearray(signature)
        changed[at] ^= 1
        assert not ed25519_holds(key, bytes(changed), message)


@given(seed=st.binary(min_size=32, max_size=32), message=st.binary(max_size=300), at=st.integers(0, 95), bit=st.integers(0, 7))
def test_it_says_the_same_as_the_library_of_good_and_of_changed_signatures(seed, message, at, bit):
    private = Ed25519PrivateKey.from_private_bytes(seed)
    key, signature = private.public_key().public_bytes_raw(), private.sign(message)
    assert ed25519_holds(key, signature, message)
    changed = bytearray(key + signature)
    changed[at] ^= 1 << bit
    key, signature = bytes(changed[:32]), bytes(changed[32:])
    assert not ed25519_holds(key, signature, message) and not verify_ed25519(key, signature, message)


@given(seed=st.binary(min_size=32, max_size=32))
def test_a_second_spelling_of_a_signature_is_refused(seed):
    private = Ed25519PrivateKey.from_private_bytes(seed)
    key, signature = private.public_key().public_bytes_raw(), private.sign(b"m")
    s = int.from_bytes(signature[32:], "little")
    for more in range(1, 16):
        if (other := s + more * ORDER) < 2**256:
            assert not ed25519_holds(key, signature[:32] + other.to_bytes(32, "little"), b"m")
    assert not ed25519_holds(key, signature[:32] + ORDER.to_bytes(32, "little"), b"m")


@pytest.mark.parametrize("point", SMALL_ORDER)
def test_points_of_small_order_are_refused_as_key_and_in_signatures(point):
    # With such a key and s = 0 the equation holds for some message: whoever accepts it accepts a signature by nobody.
    for message in (b"", b"a", b"b", b"c", b"d", b"e", b"f", b"g", b"h"):
        assert not ed25519_holds(point, point + bytes(32), message)
        assert not ed25519_holds(point, (1).to_bytes(32, "little") + bytes(32), message)
    key = bytes.fromhex(RFC_8032[0][0])
    assert not ed25519_holds(key, point + bytes(32), b"")


@pytest.mark.parametrize("point", NOT_CANONICAL)
def test_points_that_are_not_canonical_are_refused(point):
    assert not ed25519_holds(point, bytes(64), b"")
    assert not ed25519_holds(bytes.fromhex(RFC_8032[0][0]), point + bytes(32), b"")


@pytest.mark.parametrize(("key", "signature"), [(31, 64), (33, 64), (32, 63), (32, 65), (0, 0)])
def test_a_key_or_a_signature_of_another_length_is_refused(key, signature):
    assert not ed25519_holds(bytes(key), bytes(signature), b"")


def test_the_tree_of_the_published_leaves():
    # RFC 6962 reference leaves and the root of all eight.
    leaves = [bytes.fromhex(each) for each in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")]
    hashes, root = [sha256(b"\x00" + each).digest() for each in leaves], bytes.fromhex(
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")
    for index, each in enumerate(hashes):
        proof.require_inclusion(index, 8, each, merkle.inclusion_proof(hashes, index, 8), root)


@pytest.mark.parametrize("size", range(1, 40))
def test_every_leaf_of_every_small_tree_is_proved_and_nothing_else_is(size):
    hashes = [sha256(bytes([number])).digest() for number in range(size)]
    root = merkle.root_hash(hashes)
    for index in range(size):
        path = merkle.inclusion_proof(hashes, index, size)
        proof.require_inclusion(index, size, hashes[index], path, root)
        wrong = [
            (index, size, hashes[index], path, sha256(b"another").digest()), (index, size, sha256(b"x").digest(), path, root),
            (index, size, hashes[index], [*path, root], root), (size, size, hashes[index], path, root),
            (-1, size, hashes[index], path, root), *([(index, size, hashes[index], path[:-1], root)] if path else []),
            *((other, size, hashes[index], path, root) for other in range(size) if other != index),
        ]
        for each in wrong:
            with pytest.raises(Fault):
                proof.require_inclusion(*each)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4), max_leaves=20,
)


@given(JSON)
def test_canonical_json_is_the_ledgers(value):
    try:
        written = leaf.canonical_json(value)
    except ValueError:
        with pytest.raises(Fault):
            proof.canonical(value)
        return
    assert proof.canonical(value) == written and proof.parse_json(written) == value


@pytest.mark.parametrize("raw", [
    b'{"a":1,"a":1}', b"1.5", b"1e3", b"NaN", b"Infinity", b"\xff", b"{", b"[" * 100_000, b'"\\ud800"x', b"9" * 5_000, b"",
])
def test_what_readers_read_differently_is_refused(raw):
    with pytest.raises(Fault):
        proof.canonical(proof.parse_json(raw))


def signed(body="ursprung\n3\nhash\n", name="ursprung", key=None):
    key = key or SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
    return key, key.sign_text(body, name).encode()


def test_a_note_is_read_as_the_ledger_reads_it():
    key = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
    checkpoint = Checkpoint("ursprung", 3, sha256(b"rot").digest())
    note = key.sign_checkpoint(checkpoint, "ursprung").encode()
    lines = proof.signed_body(note, "ursprung", key.public_key)
    assert lines == ["ursprung", "3", b64encode(checkpoint.root).decode()]
    assert proof.parse_key(key.verifier_key("ursprung").encode() + b"\n") == ("ursprung", key.public_key)
    assert open_checkpoint(note, key.verifier_key("ursprung"), ed25519_holds) == checkpoint


HOSTILE = [
    lambda note: note.replace(b"\n", b"\r\n"), lambda note: note[:-1], lambda note: note.replace(b"\n\n", b"\n"),
    lambda note: note + b"\n", lambda note: b"\xff" + note, lambda note: note.replace(b"3", b"4"), lambda note: b"",
    lambda note: note.replace("\u2014".encode(), b"-"), lambda note: note + note.split(b"\n\n")[1] * 64,
    lambda note: note[:-2] + b" \n", lambda note: note.replace(b"ursprung\n3", b"ursprung\n\x003"),
    lambda note: note[:-3] + b"B=\n" if not note.endswith(b"B=\n") else note[:-3] + b"C=\n",
]


@pytest.mark.parametrize("change", HOSTILE)
def test_a_malformed_or_changed_note_is_refused_by_both_readers(change):
    key, note = signed()
    with pytest.raises(Fault):
        proof.signed_body(change(note), "ursprung", key.public_key)
    with pytest.raises(NoteError):
        open_checkpoint(change(note), key.verifier_key("ursprung"), ed25519_holds)


def test_another_name_another_key_and_a_second_signer_where_one_is_to_be_alone_are_refused():
    key, note = signed()
    other, by_other = signed(key=SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(32))))
    both = note + by_other.split(b"\n\n")[1]
    assert proof.signed_body(both, "ursprung", key.public_key) == ["ursprung", "3", "hash"]
    for arguments, alone in (((note, "annan", key.public_key), False), ((note, "ursprung", other.public_key), False),
                             ((both, "ursprung", key.public_key), True)):
        with pytest.raises(Fault):
            proof.signed_body(*arguments, alone=alone)


@pytest.mark.parametrize("text", [
    "", "a+b", "a+00000000+AA==", "a b+x+y", "+x+y", "namn+00000000+" + b64encode(b"\1" + bytes(32)).decode(),
])
def test_a_malformed_key_is_refused(text):
    with pytest.raises(Fault):
        proof.parse_key(text.encode())
