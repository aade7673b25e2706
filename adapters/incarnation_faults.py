"""Whether a ledger's incarnations are what its own restores tell of (sv. *inkarnationer mot liggarens egna uppgifter*).

The table of incarnations says from where each origin holds and how much had been signed before. It is a table: a superuser could
make it tell of more signed events, so that those that have gone look told of. Each restore is an event, and so in the tree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adapters.postgres.ledger import PostgresLedger
from adapters.postgres.verification_rows import LedgerFault
from domain.errors import CorruptLedgerError
from domain.ledger.checkpoint import Checkpoint
from domain.ledger.events import LedgerRestored
from domain.ledger.incarnations import Incarnation


def incarnation_faults(
    ledger: PostgresLedger, stated: Sequence[Incarnation], signed: Sequence[Checkpoint]
) -> Iterator[LedgerFault]:
    """What the table says that the restores do not, or a signed checkpoint contradicts.

    Args:
        stated: The table's rows, by number.
        signed: Kept checkpoints, opened. Where the keys are gone these and the kinds of events are all there is to compare with.
    """
    begun = {each.first_size: each for each in stated[1:]}
    for row in ledger.recorder.register_rows([LedgerRestored.wire_name()], None):
        position, incarnation = row[0], begun.get(row[0])
        if incarnation is None:
            yield LedgerFault(position, "incarnation", "a restore is told of here, but no other origin begins")
        elif _told_otherwise(ledger, row, incarnation):
            yield LedgerFault(position, "incarnation", (
                f"the restore told of something else than what the table says: {incarnation.signed_size} events signed before"
            ))
    for each in stated[1:]:
        if any(_contradicts(checkpoint, each) for checkpoint in signed):
            yield LedgerFault(None, "incarnation", (
                f"the tree of {each.signed_size} events that was signed before incarnation {each.number} has another root"
            ))


def _told_otherwise(ledger: PostgresLedger, row: tuple, stated: Incarnation) -> bool:
    try:
        [recorded] = ledger.mapper.recorded([row])
    except CorruptLedgerError:
        # Its key is gone, or the row is damaged, which is named by itself.
        return False
    event = recorded.event
    root = None if stated.signed_root is None else stated.signed_root.hex()
    return not isinstance(event, LedgerRestored) or (
        event.incarnation, event.origin, event.kept_events, event.signed_events, event.signed_root
    ) != (stated.number, stated.origin, stated.first_size, stated.signed_size, root)


def _contradicts(checkpoint: Checkpoint, stated: Incarnation) -> bool:
    number = checkpoint.origin.rpartition("/")[2]
    return (
        checkpoint.size == stated.signed_size and checkpoint.root != stated.signed_root
        and number.isdecimal() and int(number) < stated.number
    )
