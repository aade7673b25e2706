"""The ledger's signing key, and the Ed25519 check that verifiers hand to the domain (sv. *signeringsnyckel*).

The private key is a file that only its owner may read. It never leaves this module: callers hand in what is to be
signed and get text back. Ed25519 takes no randomness when it signs, so the same checkpoint always gives the same note.

Source: RFC 8032 (Ed25519), RFC 8410 (its PKCS #8 form).
"""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from adapters.errors import CannotRunError
from domain.ledger.checkpoint import COSIGNATURE, ED25519, Checkpoint, NoteSignature, SignedNote, key_id, verifier_key
from domain.ledger.cosignature import cosigned_message

_MAX_KEY_FILE_BYTES = 16_384


class SigningKey:
    """An Ed25519 key that signs checkpoints; made by `create`, read back by `load`."""

    def __init__(self, private_key: Ed25519PrivateKey, path: Path | None = None) -> None:
        self._private_key = private_key
        self.path = path
        self.public_key = private_key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    @classmethod
    def create(cls, path: Path) -> SigningKey:
        """Make a new key and store it; when this returns, the file is on disk.

        Args:
            path: A file that does not exist, in a folder that does. Readable by its owner only (mode 0600).

        Raises:
            CannotRunError: The file exists already, or cannot be written; no half-written file is left.
        """
        private_key = Ed25519PrivateKey.generate()
        pem = private_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        try:
            _write_new(path, pem)
        except FileExistsError:
            raise CannotRunError(f"Nyckelfilen {path} finns redan; använd den, eller ange en annan fil.") from None
        except OSError as error:
            raise CannotRunError(f"Nyckelfilen {path} kan inte skrivas: {error.strerror}.") from error
        return cls(private_key, path)

    @classmethod
    def load(cls, path: Path) -> SigningKey:
        """Read a key that `create` stored.

        Raises:
            CannotRunError: The file cannot be read, or does not hold an unencrypted Ed25519 private key.
        """
        try:
            with path.open("rb") as file:
                pem = file.read(_MAX_KEY_FILE_BYTES)
        except OSError as error:
            raise CannotRunError(f"Nyckelfilen {path} kan inte läsas: {error.strerror}.") from error
        private_key = _private_key(pem)
        if private_key is None:
            raise CannotRunError(f"Nyckelfilen {path} innehåller ingen okrypterad privat Ed25519-nyckel i PEM (PKCS #8).")
        return cls(private_key, path)

    def sign_checkpoint(self, checkpoint: Checkpoint, name: str) -> str:
        """The checkpoint as a signed note; the same arguments always give the same text.

        Args:
            name: The key's name in the signature line; should be the checkpoint's origin.

        Raises:
            NoteError: The name is not a key name.
        """
        return self.sign_text(checkpoint.body(), name)

    def sign_text(self, body: str, name: str) -> str:
        """A text as a signed note. What is no checkpoint is signed under another name than checkpoints are.

        Args:
            body: Lines of text, the last newline included.
            name: The key's name in the signature line.

        Raises:
            NoteError: The name is not a key name.
        """
        verifier_key(name, self.public_key)
        signature = self._private_key.sign(body.encode())
        identity = key_id(name, ED25519, self.public_key)
        return SignedNote(body, (NoteSignature(name, identity, signature),)).text()

    def cosign(self, body: str, name: str, time: int) -> NoteSignature:
        """A witness's signature under a checkpoint's text.

        Args:
            name: The witness's.
            time: Seconds since 1970 UTC, from 0.
        """
        signature = self._private_key.sign(cosigned_message(body, time))
        return NoteSignature(name, key_id(name, COSIGNATURE, self.public_key), time.to_bytes(8, "big") + signature)

    def verifier_key(self, name: str, key_type: int = ED25519) -> str:
        """The public key as the line of text that verifiers hold.

        Raises:
            NoteError: The name is not a key name.
        """
        return verifier_key(name, self.public_key, key_type)


def verify_ed25519(public_key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the key signed the message; `False` also for a key or a signature that is malformed."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _private_key(pem: bytes) -> Ed25519PrivateKey | None:
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return None
    return key if isinstance(key, Ed25519PrivateKey) else None


def _write_new(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with open(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        _sync_directory(path.parent)
    except BaseException:
        path.unlink()
        raise


def write_durably(path: Path, content: bytes) -> None:
    """Put a file in place whole or not at all; when this returns it is on disk. Its folder is made if need be."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    with open(temporary, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)
    _sync_directory(path.parent)


def _sync_directory(directory: Path) -> None:
    # Without this the file's name may be lost in a crash though its bytes are on disk.
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
