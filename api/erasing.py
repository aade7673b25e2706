"""Carrying out an erasure by law (sv. *verkställa gallring*): record by record, step by step, each step a fact.

For each record, in this order, so that a crash at any point leaves either everything readable or a fact that says why it is not:

1. what will be destroyed is recorded, with a mark in every stream that has something of the record: nobody reads or writes it
   from then on, and the read models let go of it;
2. the keys are destroyed in the key database, with their place on its destruction list;
3. the ciphertext under them is emptied, in whichever stream it lies, and that both are done is recorded;
4. every other holder is purged and asked whether anything is left, and that is recorded.

Whatever was done already is found done: `carry_out` again goes on where it was. Only when every record is done is the erasure
stated as carried out, and only on that rests a certificate.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from adapters.errors import CannotRunError
from adapters.key_destruction import Destruction
from adapters.postgres.erasure import ErasureStore, LinkedStream
from adapters.postgres.registers import Registers
from adapters.postgres.retention import RetentionList
from adapters.postgres.view_store import TABLES
from api.access import today as today_of
from api.shell_writing import simulated_time
from domain.base import DomainEvent, Purpose, Stamp, envelope
from domain.erasure import events as e
from domain.erasure.codes import Holder
from domain.erasure.erasure import Erasure
from domain.erasure.marker import StreamErased
from domain.errors import StaleVersionError
from domain.ledger.port import Command
from domain.retention.codes import RetentionReason, RetentionStatus
from projections.lookup import LookupRow

if TYPE_CHECKING:
    from api.main import OpenBoard, Runtime

_STEPS = UUID("5a8b6f2e-0f5d-5d53-9a0e-5f1d2f8c7b30")
_WORKER = "arbetaren"
_LOOKUP = TABLES[LookupRow].name
_TRIES = 5
"""Others may write in a record while its mark is put there; each time they do, it is looked at anew."""

ERASURE_SECONDS = 3_600.0
"""How often it is looked whether an erasure's last backup of keys is gone: the answer is a day."""

Progress = Callable[[int, int], None]
Reached = Callable[[str], None]
"""Told of each step as it is reached, before the next; tests stop the process there."""


class ErasureRun:
    """One erasure as it is carried out.

    Args:
        actor_id: Who carries it out.
        reached: Told of each step.
    """

    def __init__(
        self, board: OpenBoard, erasure_id: UUID, actor_id: UUID, *, reached: Reached = lambda step: None
    ) -> None:
        self._board = board
        self._id = erasure_id
        self._stamp = Stamp(actor_id=actor_id, unit_id=None, purpose=Purpose.ADMINISTRATION)
        self._store = ErasureStore(board.store)
        self._today = today_of(board)
        self._reached = reached
        self._forgotten: dict[UUID, int] = {}

    def carry_out(self, *, progress: Progress | None = None) -> Erasure:
        """Take every step that is left, and give the erasure as it then is.

        Raises:
            NotFoundError: It is not proposed.
            NotAllowedError: It is withdrawn, or not approved by another person.
            CannotRunError: Something of a record is left where it has been purged.
            UnavailableError: A database does not answer; it is carried on with by the same call.
        """
        erasure = self._erasure()
        erasure.require_executable()
        if erasure.executed is not None:
            return erasure
        for done, item in enumerate(erasure.items, 1):
            if item in erasure.remaining:
                self._record(item)
            if progress is not None:
                progress(done, len(erasure.items))
        self._store.sweep()
        self._reached("swept")
        erasure = self._erasure()
        for begun in erasure.begun.values():
            # What another process wrote in the very last moment, with a key that it still had in memory.
            self._store.empty_payloads(begun.record_id, begun.key_ids)
        policy = Registers(self._board.ledger).policy_history().on(self._today)
        self._append("executed", erasure.execute(stamp=self._stamp, today=self._today, policy=policy))
        return self._erasure()

    def complete(self) -> Erasure:
        """State that no backup of the keys is left.

        Raises:
            NotAllowedError: It is not time.
        """
        self._append("completed", self._erasure().complete(stamp=self._stamp, today=self._today))
        return self._erasure()

    def _record(self, item: e.ErasureItem) -> None:
        record_id = item.record_id
        for _ in range(_TRIES):
            try:
                if self._begun(item) is None:
                    return
                break
            except StaleVersionError:
                continue
        begun = self._erasure().begun.get(record_id)
        if begun is None:
            raise CannotRunError("Andra skriver i akten hela tiden, så gallringen kunde inte börja. Kör den igen.")
        self._reached("begun")
        if record_id not in self._erasure().destroyed:
            self._destroy(begun)
        self._reached("destroyed")
        self._purge(begun)
        self._reached("purged")

    def _begun(self, item: e.ErasureItem) -> e.DestructionBegun | None:
        """What is destroyed of a record; None = it is spared, since it is not to be erased any more."""
        erasure, record_id = self._erasure(), item.record_id
        if record_id in erasure.begun:
            return erasure.begun[record_id]
        status, reasons = self._judged(record_id)
        if reasons:
            self._append(f"spared/{record_id}", [e.RecordSpared(
                **self._next(erasure), record_id=record_id, retention_status=status, retention_reasons=reasons,
            )])
            return None
        begun, linked = self._planned(erasure, record_id)
        marks = [self._mark(item, each) for each in linked]
        self._append(f"begun/{record_id}", [begun, *marks])
        return begun

    def _judged(self, record_id: UUID) -> tuple[RetentionStatus, tuple[RetentionReason, ...]]:
        """Why a record is not to be erased any more; no reason = it is."""
        found = list(RetentionList(self._board.store).records(self._today, only=[record_id]))
        if not found:
            # Whoever was first carries it through, also after a crash; of this one it is only said that it was not needed.
            return RetentionStatus.ERASED, (RetentionReason.ERASED_BY_ANOTHER,)
        return found[0].answer.status, found[0].answer.reasons

    def _planned(self, erasure: Erasure, record_id: UUID) -> tuple[e.DestructionBegun, list[LinkedStream]]:
        destruction = self._board.store.keys.destruction
        keys = dict.fromkeys(destruction.keys_of(record_id), record_id)
        linked = self._store.linked_streams(record_id, keys)
        for each in linked:
            # A viewpoint that was first given outside any case has had a key of its own.
            if _belongs_whole(each, record_id):
                keys |= dict.fromkeys(destruction.keys_of(each.stream_id), each.stream_id)
        begun = e.DestructionBegun(
            **self._next(erasure), record_id=record_id, key_ids=tuple(keys), key_subjects=tuple(keys.values()),
            marked_streams=tuple(each.stream_id for each in linked),
            held_before=self._held(record_id, [each.stream_id for each in linked if _belongs_whole(each, record_id)]),
        )
        return begun, linked

    def _held(self, record_id: UUID, streams: Sequence[UUID]) -> tuple[e.HolderCount, ...]:
        self._board.projector.catch_up()
        rows = self._store.view_rows(streams)
        looked_up = rows.pop(_LOOKUP)
        counts = {
            Holder.READ_MODELS: sum(rows.values()), Holder.CASE_NUMBERS: looked_up, Holder.DRAFTS: self._store.drafts(record_id)
        }
        return _counted(counts)

    def _mark(self, item: e.ErasureItem, linked: LinkedStream) -> StreamErased:
        return StreamErased(
            **envelope(linked.stream_id, linked.version, self._stamp), erasure_id=self._id, record_id=item.record_id,
            retention_ground=item.retention_ground, erasure_basis=item.erasure_basis, marked_on=self._today,
            whole_stream=_belongs_whole(linked, item.record_id),
        )

    def _destroy(self, begun: e.DestructionBegun) -> None:
        keys = self._board.store.keys
        keys.destruction.destroy(destructions_of(self._id, begun))
        self._reached("keys_destroyed")
        self._forgotten[begun.record_id] = keys.forget_destroyed(at_once=True)
        self._store.list_destroyed(self._id, begun.key_ids)
        self._store.empty_payloads(begun.record_id, begun.key_ids)
        self._reached("emptied")
        self._append(f"destroyed/{begun.record_id}", [e.RecordDestroyed(
            **self._next(self._erasure()), record_id=begun.record_id, destroyed_on=self._today,
            destroyed_keys=len(begun.key_ids),
            emptied_segments=self._store.emptied_segments(begun.record_id, begun.key_ids),
        )])

    def _purge(self, begun: e.DestructionBegun) -> None:
        removed = {each.holder: each.removed for each in begun.held_before}
        # What somebody had begun before the mark may have been saved just after it.
        removed[Holder.DRAFTS] = max(self._store.remove_drafts(begun.record_id), removed.get(Holder.DRAFTS, 0))
        self._board.projector.catch_up()
        streams = [begun.record_id, *(each for each in begun.marked_streams if self._is_whole(each))]
        left = {name: count for name, count in self._store.view_rows(streams).items() if count}
        if left:
            raise CannotRunError(f"Vyerna {', '.join(left)} har rader kvar av akten. Kör 'aktspar rebuild', och gallringen igen.")
        forgotten = self._forgotten.get(begun.record_id, 0) + self._board.store.keys.forget_destroyed(at_once=True)
        keys_left = self._board.store.keys.keys(begun.key_ids)
        if keys_left:
            raise CannotRunError(f"{len(keys_left)} nycklar finns kvar efter förstöringen. Kör gallringen igen.")
        removed |= {
            Holder.KEYS: len(begun.key_ids), Holder.KEYS_IN_MEMORY: forgotten,
            Holder.PAYLOADS: self._store.emptied_segments(begun.record_id, begun.key_ids),
        }
        self._append(f"purged/{begun.record_id}", [e.RecordPurged(
            **self._next(self._erasure()), record_id=begun.record_id, holders=_counted(removed),
        )])

    def _is_whole(self, stream_id: UUID) -> bool:
        mark = self._board.mark_of(stream_id)
        return mark is not None and mark.whole_stream

    def _erasure(self) -> Erasure:
        return Erasure.fold(each.event for each in self._board.ledger.stream(self._id))

    def _next(self, erasure: Erasure) -> dict[str, object]:
        return envelope(self._id, erasure.version, self._stamp)

    def _append(self, step: str, events: Sequence[DomainEvent]) -> None:
        first = simulated_time(self._board)
        times = None if first is None else range(first, first + len(events))
        self._board.ledger.append(Command(uuid5(_STEPS, f"{self._id}/{step}"), step.encode(), events, times))


def complete_erasures(runtime: Runtime) -> dict[str, int] | None:
    """Complete every erasure whose last backup of keys is gone, in every board; how many, or None."""
    completed = 0
    for slug in runtime.boards():
        board = runtime.board(slug)
        day = today_of(board) if board.ledger.size() else None
        for each in Registers(board.ledger).of_kind("erasure", Erasure.fold).values():
            waits = each.id is not None and each.executed is not None and each.completed is None
            if waits and day is not None and day >= each.executed.erased_from:
                ErasureRun(board, each.id, board.access_log.pseudonym(_WORKER)).complete()
                completed += 1
    return {"completed": completed} if completed else None


def destructions_of(erasure_id: UUID, begun: e.DestructionBegun) -> list[Destruction]:
    """What the key database is to destroy for a record, each key with its subject."""
    return [
        Destruction(erasure_id, subject, [key_id])
        for key_id, subject in zip(begun.key_ids, begun.key_subjects, strict=True)
    ]


def _counted(counts: Mapping[Holder, int]) -> tuple[e.HolderCount, ...]:
    return tuple(e.HolderCount(holder=holder, removed=counts[holder]) for holder in Holder if holder in counts)


def _belongs_whole(linked: LinkedStream, record_id: UUID) -> bool:
    # A viewpoint given in a case is the case's; a review of many records only says something of it.
    return linked.stream_id == record_id or linked.family == "viewpoint"
