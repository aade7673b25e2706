"""Processes that read a large ledger beside each other find what one process finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.postgres import verification, verification_rows
from domain.ledger.merkle import root_hash
from tests.support.auditing import REHASH, Audited
from tests.support.cluster import Cluster
from tests.support.ledger_commands import note_command

TAMPERED = (
    "UPDATE {payload} SET payload = set_byte(payload, 40, (get_byte(payload, 40) + 1) % 256) WHERE position IN (3, 29)",
    "UPDATE {event} SET recorded_us = recorded_us + 1000 WHERE position = 11", "DELETE FROM {event} WHERE position IN (16, 17)",
    "DELETE FROM {payload} WHERE position = 39", REHASH, "UPDATE {event} SET position = 90 WHERE position = 38",
)


def test_what_is_found_apart_is_what_is_found_here(cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    audited = Audited(cluster, cluster.new_board(clock="real"), tmp_path / "audited")
    audited.ledger.append(note_command(count=40))
    audited.board.make_checkpoint()
    monkeypatch.setattr(verification_rows, "PAGE", 4)
    whole = audited.board.verify()
    audited.tamper(*TAMPERED)
    here = audited.board.verify()
    monkeypatch.setattr(verification, "APART_FROM", 1)
    apart = audited.board.verify()
    assert set(apart.faults) == set(here.faults) and apart[:3] == here[:3]
    assert {fault.kind for fault in apart.faults} >= {"payload", "missing", "payload_missing", "stray_payload"}
    assert whole.faults == []
    audited.close()


MANY = 1_100
SIGNED = (1, 255, 256, 300, 512, 513, 768, 1_030, MANY)


def with_many(cluster: Cluster, folder: Path) -> Audited:
    """Events of more than four tiles, signed at both ends of a tile and within."""
    audited = Audited(cluster, cluster.new_board(clock="real"), folder)
    for before, size in zip((0, *SIGNED), SIGNED, strict=False):
        audited.ledger.append(note_command(count=size - before))
        audited.board.make_checkpoint()
    return audited


@pytest.mark.parametrize("page", [256, 700, 4_096])
def test_whole_tiles_are_hashed_at_once_and_give_every_checkpoint_s_root(
    page: int, cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verification_rows, "PAGE", page)
    audited = with_many(cluster, tmp_path / "many")
    leaves = [row[0] for row in audited.ask("SELECT leaf_hash FROM {event} ORDER BY position")]
    whole = audited.board.verify()
    assert (whole.faults, whole.size, whole.root, whole.checkpoints) == ([], MANY, root_hash(leaves), len(SIGNED))
    audited.tamper(
        "UPDATE {event} SET header = header || '\\x20' WHERE position = 310", REHASH,
        "UPDATE {tile_hash} SET hash = sha256('x') WHERE level = 1 AND place = 3",
    )
    roots = [fault.detail for fault in audited.faults() if fault.kind == "root"]
    assert [each.partition("positions ")[2] for each in roots] == [
        f"300 to {size - 1}" for size in SIGNED if size > 310
    ]
    assert {fault.kind for fault in audited.faults()} == {"root", "tile", "header"}
    audited.close()
