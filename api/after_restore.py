"""What a restored Aktspår goes through before it serves (sv. *efter återläsning*).

In this order: every key is opened; the destruction list is played back, which opening a board does, so that no erased key is
usable; both ledgers are verified against every kept checkpoint; the read models are built anew, by which every payload is
opened; and a new incarnation begins, since what came after the copy may have been seen by others and is gone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import psycopg

from adapters.postgres.rebuild import rebuild
from adapters.postgres.verification import LedgerFault
from domain.base import Purpose
from domain.errors import CorruptLedgerError

if TYPE_CHECKING:
    from api.main import OpenBoard, Runtime
    from api.output import Output

LEDGERS = ("ledger", "access")
_PAGE = 5_000


class LostTail(NamedTuple):
    """The largest tree that was signed before, where the restored ledger is smaller."""

    ledger: str
    signed_size: int
    restored_size: int


def prove(runtime: Runtime, board: OpenBoard, output: Output) -> dict[str, Any]:
    """Take a restored board through all of it, and give the account.

    Raises:
        CorruptLedgerError: What was restored is not what was signed, or an event cannot be opened.
    """
    ledgers, lost = verified(board, output)
    built = rebuild_views(board, runtime, output)
    begun = board.begin_incarnation()
    reopened = runtime.reopen(board.slug)
    # The new incarnation says what was lost, so nothing may be missing any more.
    _, still_lost = verified(reopened, output)
    if still_lost:
        raise CorruptLedgerError(f"{still_lost[0].ledger}: the new incarnation does not name what was lost")
    return {
        "board": board.slug, "simulated": board.simulated, "ledgers": ledgers, "views": built,
        "lost": [each._asdict() for each in lost],
        "destroyed_keys": reopened.store.keys.destruction.count(),
        "incarnations": {name: each.number for name, each in begun.items()},
    }


def record_who(board: OpenBoard, caller: str, reason: str) -> None:
    """Write in the access log, under the new incarnation, that everything was restored, by whom and why.

    Raises:
        UnavailableError: The access log cannot be written.
    """
    board.access_log.record(
        caller=caller, action="restore", purpose=Purpose.ADMINISTRATION, cases=(), known_at=board.ledger.size(),
        outcome="written", purpose_reason=reason,
    )


def open_every_key(runtime: Runtime) -> int:
    """Unwrap every data key; how many there are.

    Raises:
        CorruptLedgerError: One cannot be unwrapped, or is wrapped by another key-encryption key than the one at hand.
    """
    count = 0
    with psycopg.connect(runtime.connections.keys, autocommit=True) as connection, connection.transaction():
        with connection.cursor(name="keys", binary=True) as cursor:
            cursor.itersize = _PAGE
            cursor.execute("SELECT key_id, wrapped, kek_id FROM data_key")
            for key_id, wrapped, kek_id in cursor:
                if kek_id != runtime.kek.kek_id:
                    raise CorruptLedgerError(f"data key {key_id} is wrapped by another key-encryption key ({kek_id})")
                runtime.kek.unwrap(bytes(wrapped), key_id)
                count += 1
    return count


def verified(board: OpenBoard, output: Output) -> tuple[list[dict[str, Any]], list[LostTail]]:
    """Both ledgers checked against themselves and every kept checkpoint.

    A checkpoint of a larger tree than was restored is no fault of what is there: it says what was lost, and the new incarnation
    names it.

    Raises:
        CorruptLedgerError: Anything else is wrong.
    """
    documents, lost = [], []
    for name in LEDGERS:
        size = board.store.head(name).size
        with output.progress(f"Verifierar {name}") as progress:
            result = board.verify(name, progress=progress)
        faults = [fault for fault in result.faults if not _is_lost_tail(fault)]
        if faults:
            raise CorruptLedgerError(f"{name}: {faults[0].kind} at {faults[0].position}: {faults[0].detail}")
        largest = max((each.checkpoint.size for each in kept_checkpoints(board, name)), default=0)
        if any(_is_lost_tail(fault) for fault in result.faults):
            lost.append(LostTail(name, largest, size))
        documents.append({"ledger": name, "size": size, "checkpoints": result.checkpoints, "largest_signed": largest})
    return documents, lost


def kept_checkpoints(board: OpenBoard, ledger: str) -> Sequence[Any]:
    """The kept checkpoints of a ledger that our key signed."""
    checkpointer = board.checkpointer(ledger)
    return [checkpointer.open(note) for note in checkpointer.kept_notes()]


def rebuild_views(board: OpenBoard, runtime: Runtime, output: Output) -> int:
    """Build the read models anew; the size that they are at."""
    with output.progress("Bygger upp listorna") as progress:
        return rebuild(board.store, runtime.kek, progress=progress)


def _is_lost_tail(fault: LedgerFault) -> bool:
    return fault.kind == "truncated"
