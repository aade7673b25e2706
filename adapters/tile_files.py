"""A ledger's tiles as bytes, and as files that are written once (sv. *plattor*).

A folder that was filled earlier is gone on with: its checkpoint must be a beginning of the ledger's, and no file in it is ever
written over. So it can lie on a medium that takes nothing back, and be served by any web server as it is.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from adapters.checkpoints import Checkpointer, SignedCheckpoint
from adapters.errors import CannotRunError
from adapters.postgres.checkpoint_store import CheckpointStore
from adapters.signing import write_durably
from domain.errors import CorruptLedgerError, InvalidValueError
from domain.ledger.merkle import ProofError, verify_consistency
from domain.ledger.tiles import Tile, TileTree, entry_bundle, tiles_of

CHECKPOINT = "checkpoint"


class Exported(NamedTuple):
    """What an export did: the size that the folder has now, and how many files were new and were there."""

    size: int
    written: int
    present: int


def tile_bytes(store: CheckpointStore, tile: Tile) -> bytes:
    """A tile's hashes, or a bundle's entries.

    Raises:
        CorruptLedgerError: The ledger does not have them, though they are within it.
        InvalidValueError: An entry is longer than a bundle can hold.
    """
    first, last = tile.start, tile.start + tile.width
    if tile.level is not None:
        found = store.hashes(tile.level, first, last)
    else:
        found = store.entries(first, last)
    if len(found) != tile.width:
        raise CorruptLedgerError(f"{tile.path}: {len(found)} of {tile.width} are stored")
    if tile.level is not None:
        return b"".join(found)
    try:
        return entry_bundle(found, first)
    except ValueError as error:
        raise InvalidValueError(
            f"Händelsen är för stor för en bunt ({error}); hämta den med GET /api/v1/ledger/leaves."
        ) from None


def export_tiles(
    store: CheckpointStore, checkpointer: Checkpointer, signed: SignedCheckpoint, folder: Path, *, entries: bool
) -> Exported:
    """Write a ledger's tiles up to a checkpoint, and the checkpoint last.

    Args:
        signed: The checkpoint that the folder will have.
        folder: Of this incarnation; made if need be.
        entries: Whether what was hashed is written too, and not only its hashes.

    Raises:
        CorruptLedgerError: The folder holds another tree, or a file of it says something else than the ledger.
        CannotRunError: It cannot be written.
    """
    try:
        before = _before(checkpointer, folder)
        if before is not None:
            _require_grown(store, before, signed)
        counts = [0, 0]
        since = 0 if before is None or not _has_entries(folder, before.checkpoint.size, entries) else before.checkpoint.size
        for tile in tiles_of(signed.checkpoint.size, since):
            if entries or tile.level is not None:
                counts[_write_once(folder / tile.path, tile_bytes(store, tile))] += 1
        write_durably(folder / CHECKPOINT, signed.note.encode())
    except OSError as error:
        raise CannotRunError(f"Mappen {folder} kan inte skrivas: {error.strerror}.") from error
    return Exported(signed.checkpoint.size, counts[1], counts[0])


def _before(checkpointer: Checkpointer, folder: Path) -> SignedCheckpoint | None:
    path = folder / CHECKPOINT
    return checkpointer.open(path.read_text("utf-8", "surrogateescape")) if path.exists() else None


def _require_grown(store: CheckpointStore, before: SignedCheckpoint, signed: SignedCheckpoint) -> None:
    old, new = before.checkpoint, signed.checkpoint
    if old.size > new.size:
        raise CorruptLedgerError(f"the folder has {old.size} events and the ledger {new.size}: the last ones are gone")
    try:
        if old.size:
            proof = TileTree(store.hashes, new.size).consistency_proof(old.size)
            verify_consistency(old.size, new.size, old.root, new.root, proof)
    except ProofError:
        raise CorruptLedgerError(f"the folder's first {old.size} events are not those of the ledger") from None


def _has_entries(folder: Path, size: int, wanted: bool) -> bool:
    # A folder that was made without entries gets those from the first on.
    return not wanted or size == 0 or (folder / next(tiles_of(size)).path).exists()


def _write_once(path: Path, content: bytes) -> bool:
    """Put a file in place, whole or not at all; whether it was not there already."""
    if path.exists():
        if path.read_bytes() != content:
            raise CorruptLedgerError(f"{path} is there and says something else than the ledger; nothing is written over")
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    with open(temporary, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        # A link, and no rename: it fails where somebody else has just put another.
        os.link(temporary, path)
    finally:
        temporary.unlink()
    for folder in (path.parent, path.parent.parent):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    return True
