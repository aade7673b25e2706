"""The signing key on disk, and Ed25519 against the RFC's own vectors."""

from __future__ import annotations

import resource
import stat

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from adapters.errors import CannotRunError
from adapters.signing import SigningKey, verify_ed25519
from domain.ledger.checkpoint import Checkpoint, NoteError, open_checkpoint
from domain.ledger.merkle import leaf_hash

ORIGIN = "aktspar.example/socialnamnden/1"
CHECKPOINT = Checkpoint(ORIGIN, 1, leaf_hash(b""))

# The private key that RFC 8410 §10.3 prints, as PKCS #8 text.
PUBLISHED_PEM = """\
-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
-----END PRIVATE KEY-----
"""
PUBLISHED_PUBLIC_KEY = "19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1"


def pem_of(key, encryption=None) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption or NoEncryption())


def test_a_made_key_is_read_back_and_signs_alike(tmp_path):
    made = SigningKey.create(tmp_path / "key.pem")
    loaded = SigningKey.load(tmp_path / "key.pem")
    assert made.public_key == loaded.public_key
    assert made.verifier_key(ORIGIN) == loaded.verifier_key(ORIGIN)
    note = made.sign_checkpoint(CHECKPOINT, ORIGIN)
    assert note == made.sign_checkpoint(CHECKPOINT, ORIGIN) == loaded.sign_checkpoint(CHECKPOINT, ORIGIN)
    assert open_checkpoint(note, made.verifier_key(ORIGIN), verify_ed25519) == CHECKPOINT


def test_a_made_key_is_a_plain_pkcs_8_file_that_only_its_owner_reads(tmp_path):
    path = tmp_path / "key.pem"
    made = SigningKey.create(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    key = load_pem_private_key(path.read_bytes(), password=None)
    assert isinstance(key, Ed25519PrivateKey)
    assert key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw) == made.public_key


def test_every_made_key_is_another(tmp_path):
    assert SigningKey.create(tmp_path / "a").public_key != SigningKey.create(tmp_path / "b").public_key


def test_a_key_file_is_never_written_over(tmp_path):
    path = tmp_path / "key.pem"
    made = SigningKey.create(path)
    with pytest.raises(CannotRunError, match="finns redan"):
        SigningKey.create(path)
    assert SigningKey.load(path).public_key == made.public_key


def test_a_key_file_is_not_made_through_a_link_to_elsewhere(tmp_path):
    (tmp_path / "key.pem").symlink_to(tmp_path / "elsewhere.pem")
    with pytest.raises(CannotRunError, match="finns redan"):
        SigningKey.create(tmp_path / "key.pem")
    assert not (tmp_path / "elsewhere.pem").exists()


def test_a_key_that_cannot_be_written_leaves_no_half_file(tmp_path):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        with pytest.raises(CannotRunError, match="kan inte skrivas"):
            SigningKey.create(tmp_path / "key.pem")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_missing_is_said(tmp_path):
    with pytest.raises(CannotRunError, match="kan inte skrivas"):
        SigningKey.create(tmp_path / "missing" / "key.pem")
    with pytest.raises(CannotRunError, match="kan inte läsas"):
        SigningKey.load(tmp_path / "missing" / "key.pem")
    with pytest.raises(CannotRunError, match="kan inte läsas"):
        SigningKey.load(tmp_path)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"secret words",
        b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
        pem_of(ec.generate_private_key(ec.SECP256R1())),
        pem_of(Ed25519PrivateKey.generate(), BestAvailableEncryption(b"password")),
        Ed25519PrivateKey.generate().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        PUBLISHED_PEM.encode()[:-40],
        b" " * 20_000 + PUBLISHED_PEM.encode(),
    ],
    ids=["empty", "no PEM", "damaged", "another kind of key", "encrypted", "public", "cut off", "too large"],
)
def test_a_file_that_is_no_signing_key_is_refused_without_being_quoted(tmp_path, content):
    path = tmp_path / "key.pem"
    path.write_bytes(content)
    with pytest.raises(CannotRunError, match="ingen okrypterad privat Ed25519-nyckel") as refusal:
        SigningKey.load(path)
    assert "secret" not in str(refusal.value)
    assert refusal.value.__cause__ is None and refusal.value.__context__ is None


def test_the_key_that_the_rfc_prints_is_read(tmp_path):
    path = tmp_path / "key.pem"
    path.write_text(PUBLISHED_PEM)
    assert SigningKey.load(path).public_key.hex() == PUBLISHED_PUBLIC_KEY


@pytest.mark.parametrize("name", ["", "två ord", "plus+"])
def test_nothing_is_signed_under_a_name_that_no_reader_would_take(name):
    with pytest.raises(NoteError, match="nyckelnamnet"):
        SigningKey(Ed25519PrivateKey.generate()).sign_checkpoint(CHECKPOINT, name)


def test_a_signing_key_does_not_show_itself():
    seed = b"0123456789abcdef0123456789abcdef"
    shown = repr(SigningKey(Ed25519PrivateKey.from_private_bytes(seed)))
    assert seed.hex() not in shown and seed.decode() not in shown


# Source: RFC 8032 §7.1, TEST 2.
PUBLIC_KEY = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
MESSAGE = bytes.fromhex("72")
SIGNATURE = bytes.fromhex(
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)


def test_a_published_signature_holds():
    assert verify_ed25519(PUBLIC_KEY, SIGNATURE, MESSAGE) is True


@pytest.mark.parametrize(
    ("public_key", "signature", "message"),
    [
        (PUBLIC_KEY, SIGNATURE, MESSAGE + b"\x00"),
        (PUBLIC_KEY, SIGNATURE, b""),
        (PUBLIC_KEY, SIGNATURE[:-1], MESSAGE),
        (PUBLIC_KEY, SIGNATURE + b"\x00", MESSAGE),
        (PUBLIC_KEY, b"", MESSAGE),
        (PUBLIC_KEY, bytes(64), MESSAGE),
        (PUBLIC_KEY, bytes([SIGNATURE[0] ^ 1]) + SIGNATURE[1:], MESSAGE),
        (PUBLIC_KEY[:-1], SIGNATURE, MESSAGE),
        (b"", SIGNATURE, MESSAGE),
        (b"\xff" * 32, SIGNATURE, MESSAGE),
        (bytes.fromhex(PUBLISHED_PUBLIC_KEY), SIGNATURE, MESSAGE),
    ],
)
def test_anything_else_does_not_hold_and_does_not_raise(public_key, signature, message):
    assert verify_ed25519(public_key, signature, message) is False
