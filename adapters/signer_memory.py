"""What the signer remembers beside its key: how far it has signed, and which keys signed before it.

Both lie next to the private key and not with the checkpoints or in the database: whoever restores those from a copy must not
make the signer forget what it has put its name to.
"""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import NamedTuple

from adapters.errors import CannotRunError
from adapters.signing import SigningKey, write_durably


class RetiredKey(NamedTuple):
    """A public key that signed before (sv. *tidigare signeringsnyckel*).

    Args:
        public_key: 32 bytes.
        last_sizes: By origin, the largest size that it may sign; an origin that is missing is none of its.
    """

    public_key: bytes
    last_sizes: dict[str, int]


class SignerKeys:
    """The signing key, and those before it, each for the sizes that it was valid for (sv. *signeringsnycklar*)."""

    def __init__(self, signer: SigningKey) -> None:
        self.current = signer
        self.retired = _read_retired(retired_file(signer.path)) if signer.path else []

    def public_key_at(self, origin: str, size: int) -> bytes:
        """The key that signs a tree of that size under that origin."""
        for each in self.retired:
            if size <= each.last_sizes.get(origin, -1):
                return each.public_key
        return self.current.public_key


class HighWater:
    """The last checkpoint that was signed of one ledger (sv. *högvattenmärke*), in a file beside the signer's key.

    Args:
        signer: The key; one that has no file has no memory either.
        origin: Any incarnation's: the file is one for all of them.
    """

    def __init__(self, signer: SigningKey, origin: str) -> None:
        name = origin.rpartition("/")[0].replace("/", "_") or origin
        self._path = signer.path.with_suffix(".high-water") / f"{name}.checkpoint" if signer.path else None

    def read(self) -> str | None:
        """The note; None = nothing has been signed."""
        if self._path is None or not self._path.exists():
            return None
        return self._path.read_text("utf-8", "surrogateescape")

    def write(self, note: str) -> None:
        """Remember; when this returns it is on disk, and the note may go out."""
        if self._path is not None:
            write_durably(self._path, note.encode())


def retired_file(signer_path: Path) -> Path:
    """Where the keys before are told of."""
    return signer_path.with_suffix(".retired.json")


def write_retired(signer_path: Path, keys: list[RetiredKey]) -> None:
    """Tell of the keys before; on disk when this returns."""
    document = [{"public_key": base64.b64encode(key).decode(), "last_sizes": sizes} for key, sizes in keys]
    write_durably(retired_file(signer_path), json.dumps(document, indent=1).encode())


def _read_retired(path: Path) -> list[RetiredKey]:
    if not path.exists():
        return []
    try:
        return [
            RetiredKey(base64.b64decode(each["public_key"], validate=True), {o: int(n) for o, n in each["last_sizes"].items()})
            for each in json.loads(path.read_bytes())
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise CannotRunError(f"Filen {path} med tidigare signeringsnycklar går inte att läsa; återställ den.") from None
