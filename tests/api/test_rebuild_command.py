"""`aktspar rebuild` on the command line; what it does to the tables is held by tests/adapters/test_rebuild.py."""

from __future__ import annotations

import threading

from tests.api import records
from tests.support.examples import CASE


def test_the_lists_say_the_same_after_a_rebuild_as_before(aktspar, board):
    before = aktspar("timeline", CASE, "--json").document
    ran = aktspar("rebuild", "--json")
    assert (ran.status, ran.document["boards"][0]["size"]) == (0, records.SIZE)
    assert aktspar("timeline", CASE, "--json").document == before
    assert "utan avbrott" in aktspar("rebuild", "timeline_interval").stdout


def test_a_list_that_is_not_there_is_refused_with_those_that_are(aktspar, board):
    ran = aktspar("rebuild", "ingen")
    assert ran.status == 2 and "Listan ingen finns inte; välj bland" in ran.stderr and "timeline_interval" in ran.stderr


def test_the_number_of_processes_is_1_to_32(aktspar, board):
    assert aktspar("rebuild", "--workers", 0).status == aktspar("rebuild", "--workers", 33).status == 2
    assert aktspar("rebuild", "--workers", 1).status == 0


def test_others_read_while_the_lists_are_rebuilt(aktspar, board):
    rebuilt = threading.Thread(target=aktspar, args=("rebuild",))
    rebuilt.start()
    while rebuilt.is_alive():
        assert board.projector.catch_up() == records.SIZE
    rebuilt.join()
