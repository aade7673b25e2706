"""The escrow (sv. *nyckeldeposition*): the key-encryption key and the signing key, sealed so that two custodians open it.

Each custodian (sv. *nyckelförvaltare*) has a passphrase. For every pair of them the secret is sealed under both, one inside the
other, so that any two open it and one alone opens nothing; the loss of one of three is no loss. The file may lie anywhere.

Two nested seals instead of a threshold scheme: nothing here is more than scrypt and AES-GCM of a well-kept library.
Source: RFC 7914 (scrypt), NIST SP 800-38D (AES-GCM).
"""

from __future__ import annotations

import base64
import hashlib
import itertools
import os
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, ValidationError

from adapters.errors import CannotRunError
from adapters.operations.durable import write_durably
from domain.errors import InvalidValueError

FORMAT = "aktspar-escrow/1"
SHORTEST_PASSPHRASE, LONGEST_PASSPHRASE = 16, 1_024
FEWEST_CUSTODIANS, MOST_CUSTODIANS = 2, 7
_N, _R, _P = 2**17, 8, 1
_KEY_BYTES, _SALT_BYTES, _NONCE_BYTES = 32, 16, 12

_Bytes = Annotated[
    bytes, BeforeValidator(lambda value: base64.b64decode(value, validate=True) if isinstance(value, str) else value),
    PlainSerializer(lambda value: base64.b64encode(value).decode(), return_type=str),
]


class EscrowedKeys(BaseModel):
    """What is in the escrow: the key-encryption key, and the signing key in PEM where there is one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kek: _Bytes
    signer: str | None


class _Box(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    custodians: tuple[int, int]
    outer_nonce: _Bytes = Field(repr=False)
    inner_nonce: _Bytes = Field(repr=False)
    sealed: _Bytes = Field(repr=False)


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    format: str
    kek_id: str
    n: int = Field(ge=2**14, le=2**20)
    r: int = Field(ge=8, le=16)
    p: int = Field(ge=1, le=4)
    salts: tuple[_Bytes, ...]
    boxes: tuple[_Box, ...]


def seal(path: Path, keys: EscrowedKeys, kek_id: str, passphrases: Sequence[str], *, n: int = _N) -> None:
    """Write the escrow.

    Args:
        path: A new file.
        kek_id: Names the key-encryption key without revealing it.
        passphrases: One a custodian, from 2 to 7, each of 16 to 1 024 characters and unlike the others.
        n: scrypt's cost; lower only in tests.

    Raises:
        InvalidValueError: There are too few or too many passphrases, one is too short or too long, or two are alike.
        CannotRunError: There is a file already, or it cannot be written.
    """
    texts = [_normal(text) for text in passphrases]
    _require_passphrases(texts)
    if path.exists():
        raise CannotRunError(f"{path} finns redan; ange en ny fil.")
    salts = tuple(os.urandom(_SALT_BYTES) for _ in texts)
    derived = [_derive(text, salt, n, _R, _P) for text, salt in zip(texts, salts, strict=True)]
    plain = keys.model_dump_json().encode()
    boxes = tuple(_boxed(pair, derived, plain, kek_id) for pair in itertools.combinations(range(len(texts)), 2))
    document = _File(format=FORMAT, kek_id=kek_id, n=n, r=_R, p=_P, salts=salts, boxes=boxes)
    try:
        write_durably(path, document.model_dump_json(indent=1).encode() + b"\n")
    except OSError as error:
        raise CannotRunError(f"Depositionen {path} kan inte skrivas: {error.strerror}.") from error


def stated_kek_id(path: Path) -> str:
    """Which key-encryption key an escrow holds.

    Raises:
        CannotRunError: It cannot be read, or is no escrow.
    """
    return _read(path).kek_id


def open_escrow(path: Path, first: str, second: str) -> EscrowedKeys:
    """Open an escrow with the passphrases of two custodians, in any order.

    Raises:
        CannotRunError: It cannot be read, or is no escrow.
        InvalidValueError: One of them is wrong, or both are the same custodian's; nothing tells which.
    """
    file = _read(path)
    derived = [
        [_derive(_normal(text), salt, file.n, file.r, file.p) for salt in file.salts] for text in (first, second)
    ]
    for box in file.boxes:
        for one, other in (box.custodians, box.custodians[::-1]):
            keys = {one: derived[0][one], other: derived[1][other]}
            plain = _unboxed(box, keys, file.kek_id)
            if plain is not None:
                return EscrowedKeys.model_validate_json(plain)
    raise InvalidValueError("Lösenfraserna öppnar inte depositionen: två olika nyckelförvaltares fraser behövs.")


def _require_passphrases(texts: Sequence[str]) -> None:
    if not FEWEST_CUSTODIANS <= len(texts) <= MOST_CUSTODIANS:
        raise InvalidValueError(f"Depositionen ska ha {FEWEST_CUSTODIANS} till {MOST_CUSTODIANS} nyckelförvaltare.")
    if any(not SHORTEST_PASSPHRASE <= len(text) <= LONGEST_PASSPHRASE for text in texts):
        raise InvalidValueError(f"En lösenfras ska ha {SHORTEST_PASSPHRASE} till {LONGEST_PASSPHRASE} tecken.")
    if len(set(texts)) != len(texts):
        raise InvalidValueError("Två nyckelförvaltare har samma lösenfras; var och en ska ha sin egen.")


def _boxed(pair: tuple[int, int], derived: Sequence[bytes], plain: bytes, kek_id: str) -> _Box:
    outer_nonce, inner_nonce = os.urandom(_NONCE_BYTES), os.urandom(_NONCE_BYTES)
    inner = AESGCM(derived[pair[1]]).encrypt(inner_nonce, plain, _bound(pair, kek_id))
    sealed = AESGCM(derived[pair[0]]).encrypt(outer_nonce, inner, _bound(pair, kek_id))
    return _Box(custodians=pair, outer_nonce=outer_nonce, inner_nonce=inner_nonce, sealed=sealed)


def _unboxed(box: _Box, keys: dict[int, bytes], kek_id: str) -> bytes | None:
    outer, inner = box.custodians
    bound = _bound(box.custodians, kek_id)
    try:
        once = AESGCM(keys[outer]).decrypt(box.outer_nonce, box.sealed, bound)
        return AESGCM(keys[inner]).decrypt(box.inner_nonce, once, bound)
    except InvalidTag:
        return None


def _bound(pair: tuple[int, int], kek_id: str) -> bytes:
    return f"{FORMAT}/{kek_id}/{pair[0]}/{pair[1]}".encode()


def _derive(text: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(text.encode(errors="replace"), salt=salt, n=n, r=r, p=p, maxmem=256 * n * r, dklen=_KEY_BYTES)


def _normal(text: str) -> str:
    # The same letters typed on two keyboards may be composed in two ways. Source: RFC 8265 §4 (OpaqueString).
    return unicodedata.normalize("NFC", text)


def _read(path: Path) -> _File:
    try:
        file = _File.model_validate_json(path.read_bytes())
    except OSError as error:
        raise CannotRunError(f"Depositionen {path} kan inte läsas: {error.strerror}.") from error
    except ValidationError:
        raise CannotRunError(f"{path} är ingen hel nyckeldeposition; använd en annan kopia av den.") from None
    if file.format != FORMAT or any(max(box.custodians) >= len(file.salts) for box in file.boxes):
        raise CannotRunError(f"{path} är ingen nyckeldeposition som den här versionen kan läsa.")
    return file
