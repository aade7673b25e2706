"""Whoever stands outside and keeps every checkpoint that has ever been shown or written anywhere."""

from __future__ import annotations

from pathlib import Path

from adapters.postgres.checkpoint_store import CheckpointStore
from api.main import OpenBoard
from domain.ledger.checkpoint import NoteError, parse_checkpoint_body, parse_note


class Seen:
    """One root for each origin and size, or it says so."""

    def __init__(self) -> None:
        self.roots: dict[tuple[str, int], bytes] = {}
        self.faults: list[str] = []

    def take(self, note: str) -> None:
        """Look at a checkpoint; one that cannot be read, or is of another tree than before, is a fault."""
        try:
            stated = parse_checkpoint_body(parse_note(note).body)
        except NoteError as error:
            self.faults.append(f"no checkpoint: {error}")
            return
        if self.roots.setdefault((stated.origin, stated.size), stated.root) != stated.root:
            self.faults.append(f"two roots of size {stated.size}")

    def look_around(self, board: OpenBoard, folder: Path, ledger: str = "ledger") -> None:
        """Take everything that lies in the database and, as files, in a folder."""
        store = CheckpointStore(board.store.datastore, ledger)
        for note in (*store.notes(), *store.published_notes()):
            self.take(note)
        for file in folder.rglob("*"):
            if file.suffix == ".checkpoint" and not file.name.startswith("."):
                self.take(file.read_text())


def out_of_order(board: OpenBoard) -> list[str]:
    """What is wrong with the ledger as it is now."""
    events = board.store.ledger.recorder.rows_from(0, 100_000)
    faults = [f"{fault.position} {fault.kind}" for fault in board.verify().faults]
    if [row[0] for row in events] != list(range(board.ledger.size())):
        faults.append("positions are not one after the other")
    return faults
