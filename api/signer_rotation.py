"""Another key to sign checkpoints (sv. *byte av signeringsnyckel*), with the earlier one's word for it.

For each ledger: the event that names the new key is recorded, and the earlier key signs a last checkpoint that holds it. Only
when all of them are signed does the new key take the earlier one's place. What was broken off goes on where it stopped: the new
key waits beside the old, and the events' command ids are made of it.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from adapters.errors import CannotRunError
from adapters.signer_memory import RetiredKey, SignerKeys, write_retired
from adapters.signing import SigningKey
from domain.base import Purpose, Stamp
from domain.ledger.course import LedgerCourse, course_id
from domain.ledger.course import rotate as rotated_event
from domain.ledger.port import Command

if TYPE_CHECKING:
    from api.main import OpenBoard, Runtime

_BEYOND = 2**62
"""Larger than any ledger: an incarnation that has ended was signed by the key of then, all of it."""


def rotate(runtime: Runtime) -> list[dict[str, Any]]:
    """Let a new key sign from now on; by ledger, the earlier key, its last size and the new key.

    Raises:
        CannotRunError: A checkpoint could not be signed, or a file not written; the earlier key goes on.
    """
    signer = runtime.signer()
    waiting = signer.path.with_name(f"{signer.path.stem}.next.pem")
    following = SigningKey.load(waiting) if waiting.exists() else SigningKey.create(waiting)
    told, last_sizes = [], {}
    for slug in runtime.boards():
        board = runtime.board(slug)
        for ledger in ("ledger", "access"):
            told.append(_vouched(board, ledger, following, last_sizes))
    retired = [each for each in SignerKeys(signer).retired if each.public_key != signer.public_key]
    try:
        write_retired(signer.path, [*retired, RetiredKey(signer.public_key, last_sizes)])
        os.replace(waiting, signer.path)
    except OSError as error:
        raise CannotRunError(f"Nyckelfilen {signer.path} kan inte skrivas: {error.strerror}.") from error
    return told


def _vouched(board: OpenBoard, ledger: str, following: SigningKey, last_sizes: dict[str, int]) -> dict[str, Any]:
    proof = board.proof(ledger)
    known, origin = proof.incarnations, proof.incarnations.current.origin
    store = board.store.ledger if ledger == "ledger" else board.store.access
    head, new_key = board.store.head(ledger), following.verifier_key(origin)
    command_id = uuid5(head.ledger_id, new_key)
    if store.recorder.find_command(command_id) is None:
        times = [head.closed_us + 1] if head.clock == "simulated" else None
        _record(store, head.ledger_id, command_id, proof.checkpointer.vkey, new_key, times)
    signed = proof.publish().signed
    last_sizes.update({each.origin: _BEYOND for each in known.each[:-1]})
    last_sizes[origin] = signed.checkpoint.size
    return {
        "board": board.slug, "ledger": ledger, "earlier_verifier_key": proof.checkpointer.vkey,
        "earlier_key_last_size": signed.checkpoint.size, "new_verifier_key": new_key,
    }


def _record(
    store: Any, ledger_id: UUID, command_id: UUID, earlier_key: str, new_key: str, times: Sequence[int] | None
) -> None:
    course = LedgerCourse.fold(each.event for each in store.stream(course_id(ledger_id)))
    stamp = Stamp(actor_id=ledger_id, unit_id=None, purpose=Purpose.ADMINISTRATION)
    # The event itself is the last that the earlier key signs; nothing else is recorded meanwhile.
    event = rotated_event(
        course, ledger_id, earlier_key=earlier_key, last_size=store.size() + 1, new_key=new_key, stamp=stamp
    )
    store.append(Command(command_id, event.model_dump_json().encode(), [event], times))
