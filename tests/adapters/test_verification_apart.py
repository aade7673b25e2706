"""Processes that read a large ledger beside each other find what one process finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.postgres import verification, verification_rows
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
