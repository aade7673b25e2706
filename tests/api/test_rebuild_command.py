"""`aktspar rebuild` on the command line; what it does to the tables is held by tests/adapters/test_rebuild.py."""

from __future__ import annotations

import threading

import pytest

from tests.api import records
from tests.support.examples import CASE


def test_the_lists_say_the_same_after_a_rebuild_as_before(aktspar, board):
    before = aktspar("timeline", CASE, "--json").document
    ran = aktspar("rebuild", "--json")
    assert (ran.status, ran.document["boards"][0]["size"]) == (0, records.SIZE)
    assert aktspar("timeline", CASE, "--json").document == before
    assert "timeline_interval" in ran.document["views"] and "utan avbrott" in aktspar("rebuild").stdout


@pytest.mark.parametrize("names", [("timeline_interval",), ("ingen",), ("timeline_interval", "case_interval")])
def test_naming_a_list_is_refused_since_they_are_made_together(aktspar, board, names):
    ran = aktspar("rebuild", *names)
    assert ran.status == 2 and "byggs alltid upp tillsammans; kör 'aktspar rebuild' utan namn" in ran.stderr


def test_the_number_of_processes_is_1_to_32(aktspar, board):
    assert aktspar("rebuild", "--workers", 0).status == aktspar("rebuild", "--workers", 33).status == 2
    assert aktspar("rebuild", "--workers", 1).status == 0


def test_others_read_while_the_lists_are_rebuilt(aktspar, board):
    rebuilt = threading.Thread(target=aktspar, args=("rebuild",))
    rebuilt.start()
    while rebuilt.is_alive():
        assert board.projector.catch_up() == records.SIZE
    rebuilt.join()
