"""What the ledger says has been destroyed by law: for the key database to be held to it, and for verification to know it.

Only an erasure that one person proposed and another approved explains anything.
"""

from __future__ import annotations

from typing import NamedTuple

from adapters.key_destruction import Destruction
from adapters.key_store import KeyStore
from adapters.postgres.ledger import PostgresLedger
from domain.base import RecordedEvent
from domain.erasure.erasure import Erasure
from domain.errors import CorruptLedgerError
from domain.event_types import stored_names


class DestroyedKeys(NamedTuple):
    """Keys that approved erasures destroy, by id as text.

    Args:
        begun: Whose payloads may be empty.
        done: Those of them whose payloads must be: it is recorded that they are.
        unreadable: Positions of facts of erasures that cannot be read.
    """

    begun: frozenset[str] = frozenset()
    done: frozenset[str] = frozenset()
    unreadable: tuple[int, ...] = ()


NOTHING_DESTROYED = DestroyedKeys()


def destroyed_keys(ledger: PostgresLedger) -> DestroyedKeys:
    """Which keys the ledger says are destroyed."""
    erasures, unreadable = _erasures(ledger)
    begun = {str(key) for each in erasures for begun in each.begun.values() for key in begun.key_ids}
    done = {
        str(key) for each in erasures for record_id, begun in each.begun.items() if record_id in each.destroyed
        for key in begun.key_ids
    }
    return DestroyedKeys(frozenset(begun), frozenset(done), tuple(unreadable))


def replay_destruction(ledger: PostgresLedger, keys: KeyStore) -> int:
    """Hold the key database to the ledger's destructions; how many keys were there once more, and are gone again.

    Run before anything is read with the keys: an older backup of the key database may have been put in its place.
    A fact that cannot be read is passed over here: every verification names it.
    """
    erasures, _ = _erasures(ledger)
    wanted = [
        Destruction(each.id, subject, [key_id])
        for each in erasures if each.id is not None for begun in each.begun.values()
        for key_id, subject in zip(begun.key_ids, begun.key_subjects, strict=True)
    ]
    if not wanted:
        return 0
    again = keys.destruction.destroy(wanted)
    keys.forget_destroyed(at_once=True)
    return again


def _erasures(ledger: PostgresLedger) -> tuple[list[Erasure], list[int]]:
    streams: dict[object, list[RecordedEvent]] = {}
    unreadable = []
    for row in ledger.recorder.register_rows(stored_names("erasure."), None):
        try:
            [recorded] = ledger.mapper.recorded([row])
        except CorruptLedgerError:
            unreadable.append(row[0])
            continue
        streams.setdefault(recorded.event.originator_id, []).append(recorded)
    erasures = (Erasure.fold(each.event for each in events) for events in streams.values())
    return [each for each in erasures if each.is_by_two], unreadable
