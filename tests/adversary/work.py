"""The pieces of work that are interrupted; each is done in a process of its own, and tells what somebody outside is given."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock
from uuid import UUID

from adapters.postgres.rebuild import rebuild
from adapters.tile_files import export_tiles
from adapters.witness import Witness
from api.erasing import ErasureRun
from api.main import OpenBoard
from tests.adversary.child import Place
from tests.support.cast import BO
from tests.support.ledger_commands import note_command

Tell = Callable[[Any], None]


def append(board: OpenBoard, place: Place, tell: Tell, command_id: UUID, stream_id: UUID, count: int, careless: bool) -> None:
    """Record notes; tell that it is done, or, careless, that it will be."""
    if careless:
        tell("acknowledged")
    board.ledger.append(note_command(stream_id, count=count, command_id=command_id))
    tell("acknowledged")


def checkpoint(board: OpenBoard, place: Place, tell: Tell) -> None:
    """Sign, and hand the checkpoint to somebody."""
    tell(board.make_checkpoint().note)


def checkpoint_in_place(board: OpenBoard, place: Place, tell: Tell) -> None:
    """The same by somebody who writes files where they are to stand."""
    def write(path: Path, content: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "wb", buffering=0) as file:
            file.write(content[:20])
            os.fsync(file.fileno())
            file.write(content[20:])

    with mock.patch("adapters.checkpoints.write_durably", write), mock.patch("adapters.signer_memory.write_durably", write):
        tell(board.make_checkpoint().note)


def publish(board: OpenBoard, place: Place, tell: Tell) -> None:
    """Sign, ask the witnesses, and let it go out."""
    made = board.publish_checkpoint()
    assert made.published, made.refusals
    tell(made.signed.note)


def tiles(board: OpenBoard, place: Place, tell: Tell, folder: Path) -> None:
    """Write what a mirror serves."""
    proof = board.proof()
    export_tiles(proof.store, proof.checkpointer, board.make_checkpoint(), folder, entries=True)


def rebuilt(board: OpenBoard, place: Place, tell: Tell) -> None:
    """Build the read models anew."""
    rebuild(board.store, place.kek, chunk_events=4)


def erase(board: OpenBoard, place: Place, tell: Tell, erasure_id: UUID) -> None:
    """Carry out an erasure that is approved."""
    ErasureRun(board, erasure_id, BO).carry_out()
    tell("executed")


def cosign(board: OpenBoard, place: Place, tell: Tell, folder: Path, request: bytes, careless: bool) -> None:
    """Answer as a witness; careless, before what is signed is on the disk."""
    def forget(path: Path, content: bytes) -> None:
        tell("signed")
        open(path, "ab").close()

    if careless:
        with mock.patch("adapters.witness.write_durably", forget):
            Witness(folder).add_checkpoint(request)
    elif Witness(folder).add_checkpoint(request).status == 200:
        tell("signed")
