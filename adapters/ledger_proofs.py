"""Everything outward about one ledger of a board (sv. *liggarens bevis*): checkpoints, witnesses, receipts, verification."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import psycopg

from adapters.checkpoints import Checkpointer, SignedCheckpoint
from adapters.errors import UnavailableError
from adapters.incarnation_faults import incarnation_faults
from adapters.postgres.boards import BoardStore
from adapters.postgres.checkpoint_store import CheckpointStore
from adapters.postgres.destroyed import NOTHING_DESTROYED, destroyed_keys
from adapters.postgres.verification import LedgerFault, Progress, VerificationResult, verify_ledger
from adapters.signing import SigningKey
from adapters.witness_client import WitnessRefusal, ask_witnesses, read_policy, witnesses_of
from domain.errors import CorruptLedgerError, InvalidValueError
from domain.ledger.checkpoint import NoteError, parse_note
from domain.ledger.incarnations import Incarnations
from domain.ledger.witness_policy import WitnessPolicy
from domain.sample.sample import WitnessedCheckpoint

_FORKED = frozenset({"larger_tree", "other_tree", "wrong_proof"})


class Publication(NamedTuple):
    """What came of publishing (sv. *publicering*).

    Args:
        signed: The checkpoint, with the cosignatures that it has.
        published: Whether it has gone out: the policy's quorum is there.
        changed: Whether anything went out that had not.
        witnesses: Who has signed, by the policy's names.
        refusals: Who did not, and why.
    """

    signed: SignedCheckpoint
    published: bool
    changed: bool
    witnesses: tuple[str, ...]
    refusals: tuple[WitnessRefusal, ...]


class LedgerProofs:
    """One ledger's proofs.

    Args:
        folder: Where the board's checkpoint files lie.
        policy_file: The witness policy; None = no witness is asked.
    """

    def __init__(self, store: BoardStore, ledger: str, signer: SigningKey, folder: Path, policy_file: Path | None) -> None:
        self._board = store
        self._ledger = ledger
        self._signer = signer
        self._folder = folder / ledger
        self._policy_file = policy_file
        self._known: dict[str, int] = {}
        self.store = CheckpointStore(store.datastore, ledger)

    @property
    def checkpointer(self) -> Checkpointer:
        """What signs, with the keys as they are now."""
        return Checkpointer(self.store, self.incarnations, self._signer, self._folder)

    @property
    def incarnations(self) -> Incarnations:
        """The ledger's."""
        return self._board.incarnations[self._ledger]

    @property
    def policy(self) -> WitnessPolicy | None:
        """The witness policy as its file is now; None = no witness is needed.

        Raises:
            CannotRunError: It cannot be read.
        """
        policy = None if self._policy_file is None else read_policy(self._policy_file)
        return policy if policy is not None and policy.asks_for_witnesses else None

    def make(self) -> SignedCheckpoint:
        """Sign the tree as it is now; see `Checkpointer.make`."""
        with self.signing_alone():
            return self.checkpointer.make()

    def publish(self, *, renew: bool = False) -> Publication:
        """Sign the tree, have it witnessed, and let it go out when the quorum is there.

        Args:
            renew: Ask the witnesses again for a checkpoint that has gone out, so that their time shows that the ledger lives.

        Raises:
            CorruptLedgerError: As for `make`; or a witness has signed a larger or another tree, so that events are gone or
                changed. Nothing goes out.
        """
        with self.signing_alone():
            signed = self.checkpointer.make()
            latest, policy = self.store.published(latest=True), self.policy
            base = signed.note
            if latest is not None and parse_note(latest.note).body == parse_note(signed.note).body:
                base = latest.note
                done = () if policy is None else witnesses_of(base, policy)
                if not renew and (policy is None or policy.is_met(done)):
                    return Publication(signed._replace(note=base), True, False, done, ())
            return self._published(signed, base, policy)

    def _published(self, signed: SignedCheckpoint, base: str, policy: WitnessPolicy | None) -> Publication:
        size, names, refusals = signed.checkpoint.size, (), ()
        if policy is not None:
            # One query's tree for every witness; most stand at the same size.
            checkpointer = self.checkpointer
            asked = ask_witnesses(base, size, policy, self._known, lambda old: checkpointer.consistency(old, size))
            base, refusals, names = asked.note, asked.refusals, witnesses_of(asked.note, policy)
            for each in refusals:
                if each.reason in _FORKED:
                    raise CorruptLedgerError(
                        f"the witness {each.name} does not find its tree of {each.known_size} events in our {size} events"
                        f" ({each.reason}): events are gone or changed, or the ledger has been forked"
                    )
        published = policy is None or policy.is_met(names)
        if published:
            self.store.publish(size, base)
        return Publication(signed._replace(note=base), published, published, names, refusals)

    def published(self) -> SignedCheckpoint | None:
        """The latest checkpoint that has gone out.

        Raises:
            CorruptLedgerError: It is not signed by our key, or malformed.
        """
        latest = self.store.published(latest=True)
        return None if latest is None else self.checkpointer.open(latest.note)

    def receipt(self, position: int) -> tuple[str, SignedCheckpoint]:
        """The proof that an event stands at its position; a checkpoint is made where none that has gone out covers it.

        Raises:
            InvalidValueError: No event has that position.
            CorruptLedgerError: The stored tree is not the one that was signed.
        """
        covered = self.receipt_if_covered(position)
        if covered is not None:
            return covered
        if self.policy is None:
            with self.signing_alone():
                return self.checkpointer.receipt(position)
        signed = self.publish().signed
        return self.checkpointer.receipt_in(position, signed), signed

    def receipt_if_covered(self, position: int) -> tuple[str, SignedCheckpoint] | None:
        """The same, where a checkpoint that has gone out covers the event; None = not yet.

        Raises:
            InvalidValueError: No event has that position.
        """
        size = self.store.size()
        if not 0 <= position < size:
            raise InvalidValueError(
                f"Position {position} finns inte; liggaren har {size} händelser, position 0 till {size - 1}."
            )
        latest = self.published()
        if latest is None or latest.checkpoint.size <= position:
            return None
        return self.checkpointer.receipt_in(position, latest), latest

    def witnessed(self, size: int) -> WitnessedCheckpoint | None:
        """The first checkpoint of at least `size` events whose cosignatures are the policy's quorum; None = none yet."""
        policy = self.policy
        if policy is None:
            return None
        while (found := self.store.published(since=size)) is not None:
            size = found.size + 1
            signed = self.checkpointer.open(found.first_note)
            if policy.is_met(witnesses_of(found.first_note, policy)):
                stated = signed.checkpoint
                return WitnessedCheckpoint(stated.origin, stated.size, stated.root.hex())
        return None

    def verify(self, notes: Sequence[str] = (), *, progress: Progress | None = None) -> VerificationResult:
        """Check the ledger against itself, every kept and published checkpoint, and the given notes."""
        checkpointer, faults, opened_all = self.checkpointer, [], []
        signed: dict[tuple[str, int, bytes], SignedCheckpoint] = {}
        for note in (*checkpointer.kept_notes(), *self.store.published_notes(), *notes):
            try:
                opened = checkpointer.open(note)
                self._require_right_cosignatures(note)
            except (CorruptLedgerError, NoteError) as error:
                faults.append(LedgerFault(None, "checkpoint", str(error)))
                continue
            stated = opened.checkpoint
            opened_all.append(stated)
            found = self._fault_of_incarnation(opened)
            if found is not None:
                faults.append(found)
            elif self.incarnations.is_of(stated.origin, stated.size):
                signed[stated.origin, stated.size, stated.root] = opened
        faults += incarnation_faults(
            self._board.ledger if self._ledger == "ledger" else self._board.access, self.store.incarnations(), opened_all
        )
        in_order = sorted(signed.values(), key=lambda each: each.checkpoint.size)
        with psycopg.connect(self._board.connections.auditor, autocommit=True) as connection:
            if self._board.connections.set_role:
                connection.execute("SET ROLE aktspar_auditor")
            result = verify_ledger(
                connection, self._board.schema, self._ledger, in_order, progress=progress,
                apart=(self._board.connections.auditor, self._board.connections.set_role),
                destroyed=destroyed_keys(self._board.ledger) if self._ledger == "ledger" else NOTHING_DESTROYED,
            )
        return result._replace(faults=faults + result.faults)

    def _require_right_cosignatures(self, note: str) -> None:
        policy = None if self._policy_file is None else read_policy(self._policy_file)
        if policy is not None:
            witnesses_of(note, policy)

    def _fault_of_incarnation(self, opened: SignedCheckpoint) -> LedgerFault | None:
        """What a checkpoint says against the ledger's incarnations; None = nothing."""
        stated, known = opened.checkpoint, self.incarnations
        incarnation = known.of_origin(stated.origin)
        if incarnation is None and stated.size <= known.current.signed_size:
            # Of an incarnation that was lost with a later restore, which has told of it.
            return None
        if incarnation is None:
            return LedgerFault(None, "incarnation", (
                f"{stated.size} events were signed as {stated.origin}, which this copy of the ledger does not know"
            ))
        following = known.next_after(incarnation)
        if following is None or stated.size <= max(following.first_size, following.signed_size):
            return None
        return LedgerFault(None, "truncated", (
            f"{stated.size} events were signed as {stated.origin}, but the restore after it tells of {following.signed_size}"
        ))

    @contextmanager
    def signing_alone(self) -> Iterator[None]:
        """Two threads or processes that sign at once would write the same file, and keep the same size twice.

        Raises:
            UnavailableError: A file cannot be written, as on a full disk; what was signed has gone nowhere.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with open(self._folder / "signer.lock", "w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                yield
        except OSError as error:
            raise UnavailableError(
                f"Kontrollpunkten kan inte skrivas ({error.strerror}), så inget lämnas ut. Se till att det finns plats på disken"
                f" och att mapparna {self._folder} och signer.high-water kan skrivas, och försök igen."
            ) from error
