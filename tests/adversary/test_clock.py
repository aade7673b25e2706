"""The server's clock is turned an hour forth and an hour back: recorded times increase whatever it says, and nothing is refused.

The clock is turned in the functions that read it, by a superuser, in the board's own schema: so no tool is needed, and what is
tried is the function as it is otherwise.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from adapters.signing import verify_ed25519
from api.alarms import of_board as alarms_of
from api.main import OpenBoard
from domain.ledger.checkpoint import COSIGNATURE, parse_note, parse_verifier_key
from domain.ledger.cosignature import cosigned_at
from tests.adversary.seen import out_of_order
from tests.support.auditing import Audited
from tests.support.ledger_commands import note_command
from tests.support.witnesses import running_witness, write_policy

HOUR_US = 3_600_000_000
GUARD = "greatest(v_now, v_closed + 1)"
GUARD_OF_ONE = "greatest(v_now, h.closed_us + 1)"


@contextmanager
def changed(audited: Audited, *replacements: tuple[str, str]) -> Iterator[None]:
    """The ledger's functions with other text in them, for a while."""
    query = (
        "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = %s::regnamespace"
        " AND starts_with(proname, 'ledger_') AND pg_get_functiondef(oid) LIKE '%%clock_timestamp()%%'"
    )
    with audited.cluster.admin() as admin:
        before = [row[0] for row in admin.execute(query, (audited.store.schema,)).fetchall()]
        assert len(before) >= 3
        for definition in before:
            for old, new in replacements:
                definition = definition.replace(old, new)
            admin.execute(definition.encode())
        try:
            yield
        finally:
            for definition in before:
                admin.execute(definition.encode())


def turned(audited: Audited, hours: int) -> tuple[str, str]:
    """What turns the clock."""
    return "clock_timestamp()", f"(clock_timestamp() + interval '{hours} hours')"


def times(audited: Audited) -> list[int]:
    return [row[3] for row in audited.ledger.recorder.rows_from(0, 10_000)]


def write_all_ways(audited: Audited) -> None:
    """One alone, a command of several, and a bulk."""
    audited.ledger.append(note_command())
    audited.ledger.append(note_command(count=3))
    audited.ledger.append_all(note_command(count=10) for _ in range(10))


@pytest.mark.parametrize("hours", [(1, 0), (-1, 0), (1, -1), (-1, 1)])
def test_recorded_times_increase_whatever_the_clock_says(audited: Audited, hours: tuple[int, int]) -> None:
    board, handed_out = audited.board, []
    write_all_ways(audited)
    before = times(audited)
    for each in hours:
        with changed(audited, turned(audited, each)):
            write_all_ways(audited)
            handed_out.append(board.make_checkpoint().note)
    after = times(audited)
    assert after[:len(before)] == before and len(after) == 3 * len(before) - 6
    assert all(earlier < later for earlier, later in zip(after, after[1:], strict=False))
    assert out_of_order(board) == [] and audited.faults(*handed_out) == []
    # A clock that is ahead is believed; one that is behind moves time on by one.
    assert (max(after) > before[-1] + HOUR_US // 2) is (1 in hours)


def test_control_without_the_guard_verification_names_the_time(audited: Audited) -> None:
    with changed(audited, turned(audited, -1), (GUARD, "v_now"), (GUARD_OF_ONE, "v_now")):
        audited.ledger.append(note_command())
    assert "3 time" in out_of_order(audited.board)


def test_a_clock_that_was_turned_back_is_an_alarm_also_where_one_machine_has_only_one(audited: Audited) -> None:
    def ahead() -> list[tuple[float, bool]]:
        readings = [each for each in alarms_of(audited.board) if each.name == "clock_skew" and each.of.endswith("/ledger")]
        return [(each.value, each.ok) for each in readings]

    assert ahead() == [(0.0, True)], "the control"
    with changed(audited, turned(audited, 1)):
        audited.ledger.append(note_command())
    [(seconds, is_ok)] = ahead()
    assert not is_ok and 3_000 < seconds <= 3_600


def test_what_a_moment_meant_while_the_clock_was_wrong_it_means_for_ever(audited: Audited) -> None:
    """An hour ahead, somebody asks what is known now; when the clock is right again nothing is put in before that moment."""
    recorder = audited.ledger.recorder
    with changed(audited, turned(audited, 1)):
        asked = int(time.time() * 1_000_000) + HOUR_US - 1_000_000
        first = recorder.size_at(asked)
        audited.ledger.append(note_command())
    for _ in range(3):
        audited.ledger.append(note_command())
    assert first[1] and recorder.size_at(asked) == first


def test_a_witness_whose_clock_goes_back_signs_the_same_tree_and_no_other(audited: Audited, tmp_path: Path) -> None:
    vkeys = [audited.board.checkpointer(name).vkey for name in ("ledger", "access")]
    with running_witness(tmp_path / "witness", *vkeys) as server:
        board = OpenBoard(audited.store, audited.signer, audited.folder, write_policy(tmp_path / "policy", server))
        key, found = parse_verifier_key(server.witness.vkey, COSIGNATURE), []
        for now in (2_000_000_000, 2_000_000_000 - 3_600, 2_000_000_000 + 3_600):
            server.witness._clock = lambda now=now: now
            audited.ledger.append(note_command())
            made = board.publish_checkpoint()
            assert made.published
            found.append(cosigned_at(parse_note(made.signed.note), key, verify_ed25519))
        board.projector.close()
    assert found == [2_000_000_000, 2_000_000_000 - 3_600, 2_000_000_000 + 3_600], "it says what its clock says"
    assert out_of_order(audited.board) == []
