"""Making checkpoints (sv. *kontrollpunkter*) and receipts (sv. *kvitton*) of a stored ledger.

A checkpoint is kept twice: in the database, and as a file outside it, so that whoever removes the last events
together with their checkpoint has still left the file behind. The largest file is also the signer's memory: it never
signs a smaller tree, nor a second root for one size.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from eventsourcing.persistence import PersistenceError

from adapters.postgres.checkpoint_store import CheckpointStore
from adapters.signing import SigningKey, verify_ed25519
from domain.errors import CorruptLedgerError, InvalidValueError
from domain.ledger.checkpoint import Checkpoint, NoteError, open_checkpoint
from domain.ledger.merkle import Frontier, ProofError, inclusion_proof, verify_inclusion
from domain.ledger.receipt import inclusion_receipt

SUFFIX = ".checkpoint"


class SignedCheckpoint(NamedTuple):
    """A checkpoint and the note that states it."""

    checkpoint: Checkpoint
    note: str


class Checkpointer:
    """Signs the tree heads of one ledger.

    Args:
        store: The ledger's leaf hashes and kept checkpoints.
        origin: The ledger's origin; the key signs under that name.
        signer: The private key.
        folder: Where the files go, one a checkpoint; made when the first is written.
    """

    def __init__(self, store: CheckpointStore, origin: str, signer: SigningKey, folder: Path) -> None:
        self._store = store
        self._origin = origin
        self._signer = signer
        self._folder = folder
        self.vkey = signer.verifier_key(origin)

    def make(self) -> SignedCheckpoint:
        """Sign the tree as it is now; the last checkpoint again if nothing has been recorded since.

        Raises:
            CorruptLedgerError: The ledger is smaller than what was signed before, or another tree.
        """
        size = self._store.size()
        last = self._last_signed()
        if last is not None and last.checkpoint.size > size:
            raise CorruptLedgerError(
                f"the ledger has {size} events but {last.checkpoint.size} have been signed: the last ones are gone"
            )
        frontier = self._frontier(last)
        if last is None or last.checkpoint.size < size:
            frontier.extend(self._store.leaf_hashes(frontier.size, size))
            if frontier.size != size:
                raise CorruptLedgerError(f"the ledger states {size} events but holds {frontier.size}")
            checkpoint = Checkpoint(self._origin, size, frontier.root())
            last = SignedCheckpoint(checkpoint, self._signer.sign_checkpoint(checkpoint, self._origin))
            self._write(last)
        if self._store.last_size() < size:
            self._keep(last, frontier)
        return last

    def receipt(self, position: int) -> tuple[str, SignedCheckpoint]:
        """The proof that an event stands at its position, as a text that anyone can check offline.

        Raises:
            InvalidValueError: No event has that position.
            CorruptLedgerError: The stored tree is not the one that was signed.
        """
        [proof], signed = self.proofs([position])
        return inclusion_receipt(position, proof, signed.note), signed

    def proofs(self, positions: Sequence[int], size: int | None = None) -> tuple[list[list[bytes]], SignedCheckpoint]:
        """The inclusion proofs of many events in the tree of one checkpoint.

        Args:
            positions: From 0, below the checkpoint's size; each answered in its place.
            size: The smallest kept checkpoint of at least so many events; None = the ledger as it is now, signed.

        Raises:
            InvalidValueError: No event has such a position, or so many events have not been signed.
            CorruptLedgerError: The stored tree is not the one that was signed.
        """
        signed = self.make() if size is None else self._first_signed(size)
        size = signed.checkpoint.size
        for position in positions:
            if not 0 <= position < size:
                raise InvalidValueError(
                    f"Position {position} finns inte; liggaren har {size} händelser, position 0 till {size - 1}."
                )
        leaf_hashes = list(self._store.leaf_hashes(0, size))
        proofs = [inclusion_proof(leaf_hashes, position, size) for position in positions]
        try:
            for position, proof in zip(positions, proofs, strict=True):
                verify_inclusion(position, size, leaf_hashes[position], proof, signed.checkpoint.root)
        except ProofError:
            raise CorruptLedgerError(f"the {size} events are not those that were signed; no receipt can be given") from None
        return proofs, signed

    def _first_signed(self, size: int) -> SignedCheckpoint:
        opened = [self.open(note) for note in self._store.notes()]
        covering = [signed for signed in opened if signed.checkpoint.size >= size]
        if not covering:
            raise InvalidValueError(f"Ingen kontrollpunkt täcker {size} händelser än; gör en med 'aktspar checkpoint'.")
        return min(covering, key=lambda signed: signed.checkpoint.size)

    def kept_notes(self) -> list[str]:
        """Every kept checkpoint's text, from the database and from the files, each once and in a fixed order."""
        return sorted({*self._store.notes(), *(text for _, text in self._files())})

    def open(self, note: str) -> SignedCheckpoint:
        """Read a note and check that our key signed it.

        Raises:
            CorruptLedgerError: It did not, or the note is malformed or another ledger's.
        """
        try:
            return SignedCheckpoint(open_checkpoint(note, self.vkey, verify_ed25519), note)
        except NoteError as error:
            raise CorruptLedgerError(f"a kept checkpoint is not valid: {error}") from None

    def _frontier(self, last: SignedCheckpoint | None) -> Frontier:
        frontier = self._kept_frontier()
        # The stored frontier is only a short cut: it counts if it gives the root that was signed.
        if last is not None and (frontier.size, frontier.root()) == (last.checkpoint.size, last.checkpoint.root):
            return frontier
        frontier = Frontier()
        if last is not None:
            frontier.extend(self._store.leaf_hashes(0, last.checkpoint.size))
            if frontier.root() != last.checkpoint.root:
                raise CorruptLedgerError(f"the first {last.checkpoint.size} events are not those that were signed")
        return frontier

    def _kept_frontier(self) -> Frontier:
        try:
            return Frontier(*(self._store.frontier() or ()))
        except ValueError:
            return Frontier()

    def _keep(self, signed: SignedCheckpoint, frontier: Frontier) -> None:
        try:
            self._store.keep(signed.checkpoint, frontier.hashes, signed.note)
        except PersistenceError:
            # Another machine may have kept one of this size or a larger since we looked.
            if self._store.last_size() < signed.checkpoint.size:
                raise

    def _last_signed(self) -> SignedCheckpoint | None:
        files = self._files()
        candidates = [self.open(note) for note in self._store.notes(latest_only=True)]
        if files:
            candidates.append(self.open(max(files)[1]))
        return max(candidates, key=lambda signed: signed.checkpoint.size, default=None)

    def _files(self) -> list[tuple[int, str]]:
        if not self._folder.is_dir():
            return []
        return [
            # What is not UTF-8 is kept as it is, so that it is named as a bad checkpoint and does not stop the reading.
            (int(path.stem), path.read_text("utf-8", "surrogateescape"))
            for path in self._folder.iterdir() if path.suffix == SUFFIX and path.stem.isdecimal()
        ]

    def _write(self, signed: SignedCheckpoint) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._folder / f"{signed.checkpoint.size}{SUFFIX}"
        temporary = path.with_name(f".{path.name}.{os.getpid()}")
        with open(temporary, "w", encoding="utf-8") as file:
            file.write(signed.note)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
