"""Making checkpoints (sv. *kontrollpunkter*), receipts (sv. *kvitton*) and proofs of a stored ledger.

A checkpoint is kept three times: in the database, as a file outside it, and, the last one, beside the signer's key. So whoever
removes the last events together with their checkpoint has still left a trace, and whoever restores everything from a copy
meets a signer that remembers: it never signs a smaller tree, nor a second root for one size, under one origin.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from eventsourcing.persistence import PersistenceError

from adapters.postgres.checkpoint_store import CheckpointStore
from adapters.signer_memory import HighWater, SignerKeys
from adapters.signing import SigningKey, verify_ed25519, write_durably
from domain.errors import CorruptLedgerError, InvalidValueError
from domain.ledger.checkpoint import Checkpoint, NoteError, open_checkpoint, parse_checkpoint_body, parse_note, verifier_key
from domain.ledger.incarnations import Incarnation, Incarnations
from domain.ledger.merkle import Frontier, ProofError, verify_inclusion
from domain.ledger.receipt import inclusion_receipt
from domain.ledger.tiles import GrowingTiles, TileTree

SUFFIX = ".checkpoint"
_TILES_AT_A_TIME = 1_000


class SignedCheckpoint(NamedTuple):
    """A checkpoint and the note that states it."""

    checkpoint: Checkpoint
    note: str


class Checkpointer:
    """Signs the tree heads of one ledger.

    Args:
        store: The ledger's leaf hashes, tiles and kept checkpoints.
        origin: The ledger's origin, or all of its incarnations; the key signs under the current one's name.
        signer: The private key.
        folder: Where the files go, one a checkpoint; made when the first is written.
    """

    def __init__(self, store: CheckpointStore, origin: str | Incarnations, signer: SigningKey, folder: Path) -> None:
        self._store = store
        self._incarnations = origin if isinstance(origin, Incarnations) else Incarnations([Incarnation(1, origin)])
        self._origin = self._incarnations.current.origin
        self._signer = signer
        self._keys = SignerKeys(signer)
        self._high_water = HighWater(signer, self._origin)
        self._folder = folder
        self.vkey = signer.verifier_key(self._origin)

    def make(self) -> SignedCheckpoint:
        """Sign the tree as it is now; the last checkpoint again if nothing has been recorded since.

        Raises:
            CorruptLedgerError: The ledger is smaller than what was signed before, another tree, or an older copy.
            UnavailableError: The last events are not durable.
        """
        last = self.last_signed()
        size = self._store.size()
        if last is None or last.checkpoint.size < size:
            # Nothing that a failure could take back is ever signed.
            size = self._store.settled_size()
        self._require_no_older_copy(last, size)
        frontier = self._grown(self._frontier(last), size)
        if last is None or (last.checkpoint.origin, last.checkpoint.size) != (self._origin, size):
            checkpoint = Checkpoint(self._origin, size, frontier.root())
            last = SignedCheckpoint(checkpoint, self._signer.sign_checkpoint(checkpoint, self._origin))
            # The memory first: what has gone out must be remembered whatever happens next.
            self._high_water.write(last.note)
            write_durably(self._own_folder / f"{size}{SUFFIX}", last.note.encode())
        if self._store.last_size() < size:
            self._keep(last, frontier)
        return last

    def receipt(self, position: int) -> tuple[str, SignedCheckpoint]:
        """The proof that an event stands at its position, as a text that anyone can check offline.

        Raises:
            InvalidValueError: No event has that position.
            CorruptLedgerError: The stored tree is not the one that was signed.
        """
        signed = self.make()
        return self.receipt_in(position, signed), signed

    def receipt_in(self, position: int, signed: SignedCheckpoint) -> str:
        """The same, of a checkpoint that is made already."""
        [proof] = self._proofs([position], signed)
        return inclusion_receipt(position, proof, signed.note)

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
        return self._proofs(positions, signed), signed

    def consistency(self, earlier_size: int, size: int) -> list[bytes]:
        """The proof that the first `earlier_size` events (0 = nothing to prove) are the beginning of the first `size`."""
        return TileTree(self._store.hashes, size).consistency_proof(earlier_size) if earlier_size else []

    def kept_notes(self) -> list[str]:
        """Every kept checkpoint's text, from the database, the files and the signer's memory, each once, in a fixed order."""
        remembered = self._high_water.read()
        files = [
            # What is not UTF-8 is kept as it is, so that it is named as a bad checkpoint and does not stop the reading.
            path.read_text("utf-8", "surrogateescape") for path in self._folder.rglob(f"*{SUFFIX}") if path.stem.isdecimal()
        ]
        return sorted({*self._store.notes(), *files, *([remembered] if remembered is not None else [])})

    def open(self, note: str) -> SignedCheckpoint:
        """Read a note and check that our key signed it: the one that was ours at its size.

        Raises:
            CorruptLedgerError: It did not, or the note is malformed or another ledger's.
        """
        try:
            stated = parse_checkpoint_body(parse_note(note).body)
            origin = stated.origin if self._is_ours(stated.origin) else self._origin
            vkey = verifier_key(origin, self._keys.public_key_at(origin, stated.size))
            return SignedCheckpoint(open_checkpoint(note, vkey, verify_ed25519, origin=origin), note)
        except NoteError as error:
            raise CorruptLedgerError(f"a kept checkpoint is not valid: {error}") from None

    def last_signed(self) -> SignedCheckpoint | None:
        """The last one that anybody remembers: of the latest incarnation, the largest."""
        notes = self._store.notes(latest_only=True)
        largest = max(self._own_folder.glob(f"*{SUFFIX}"), key=_size_of, default=None)
        if largest is not None:
            notes.append(largest.read_text("utf-8", "surrogateescape"))
        remembered = self._high_water.read()
        if remembered is not None:
            notes.append(remembered)
        return max(map(self.open, notes), key=self._order, default=None)

    def _order(self, signed: SignedCheckpoint) -> tuple[int, int]:
        number = signed.checkpoint.origin.rpartition("/")[2]
        return int(number) if number.isdecimal() else 0, signed.checkpoint.size

    def _is_ours(self, origin: str) -> bool:
        """Whether it is one of this ledger's incarnations, also one that a restored copy has not heard of."""
        base, _, number = origin.rpartition("/")
        return origin == self._origin or (base == self._origin.rpartition("/")[0] and number.isdecimal())

    def _require_no_older_copy(self, last: SignedCheckpoint | None, size: int) -> None:
        if last is None:
            return
        signed, current = last.checkpoint, self._incarnations.current
        if self._order(last)[0] > current.number:
            raise CorruptLedgerError(
                f"the ledger is an older copy: {signed.size} events have been signed as {signed.origin}, which it does not know"
            )
        if signed.origin == current.origin and signed.size > size:
            raise CorruptLedgerError(
                f"the ledger has {size} events but {signed.size} have been signed: the last ones are gone"
            )
        if signed.origin != current.origin and signed.size > max(current.first_size, current.signed_size):
            raise CorruptLedgerError(
                f"{signed.size} events have been signed as {signed.origin}; the incarnation after it tells of fewer"
            )

    @property
    def _own_folder(self) -> Path:
        number = self._incarnations.current.number
        return self._folder if number == 1 else self._folder / str(number)

    def _proofs(self, positions: Sequence[int], signed: SignedCheckpoint) -> list[list[bytes]]:
        size = signed.checkpoint.size
        tree = TileTree(self._store.hashes, size)
        for position in positions:
            if not 0 <= position < size:
                raise InvalidValueError(
                    f"Position {position} finns inte; liggaren har {size} händelser, position 0 till {size - 1}."
                )
        try:
            proofs = [tree.inclusion_proof(position) for position in positions]
            for position, proof in zip(positions, proofs, strict=True):
                verify_inclusion(position, size, tree.leaf_hash(position), proof, signed.checkpoint.root)
        except ProofError:
            raise CorruptLedgerError(f"the {size} events are not those that were signed; no receipt can be given") from None
        return proofs

    def _first_signed(self, size: int) -> SignedCheckpoint:
        note = self._store.note_from(size)
        if note is None:
            raise InvalidValueError(f"Ingen kontrollpunkt täcker {size} händelser än; gör en med 'aktspar checkpoint'.")
        return self.open(note)

    def _grown(self, frontier: Frontier, size: int) -> Frontier:
        """The tree at `size`, and the hashes of the tiles that are full by then kept."""
        if not self._store.has_tiles_of(frontier.size):
            # As in a ledger that is older than its tiles: all of them once more, and the same tree must come out.
            anew = self._fill(Frontier(), frontier.size)
            if anew.root() != frontier.root():
                raise CorruptLedgerError(f"the first {frontier.size} events are not those that were signed")
        return self._fill(frontier, size)

    def _fill(self, frontier: Frontier, size: int) -> Frontier:
        growing = GrowingTiles(frontier)
        full = growing.grow(self._store.leaf_hashes(frontier.size, size))
        while hashes := list(islice(full, _TILES_AT_A_TIME)):
            self._store.keep_tile_hashes(hashes)
        grown = growing.frontier()
        if grown.size != size:
            raise CorruptLedgerError(f"the ledger states {size} events but holds {grown.size}")
        return grown

    def _frontier(self, last: SignedCheckpoint | None) -> Frontier:
        """The tree that was signed last; where that was beyond what a restored ledger has, nothing is taken for granted."""
        if last is None or not self._incarnations.is_of(last.checkpoint.origin, last.checkpoint.size):
            return Frontier()
        frontier = self._kept_frontier()
        # The stored frontier is only a short cut: it counts if it gives the root that was signed.
        if (frontier.size, frontier.root()) == (last.checkpoint.size, last.checkpoint.root):
            return frontier
        frontier = Frontier()
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


def _size_of(path: Path) -> int:
    return int(path.stem) if path.stem.isdecimal() else -1
