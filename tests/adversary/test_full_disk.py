"""The disk is full at each step: what is asked for is refused, nothing goes out, and with room again all is as it should be.

The signer's, the mirror's and the witness's disk: every call that would take room fails from one point on. PostgreSQL's: the
limit that the system keeps for a process's files, by which PostgreSQL itself suggests that a full disk is tried.
"""

from __future__ import annotations

import resource
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from adapters.embedded.postmaster import running_postmaster
from adapters.errors import UnavailableError
from adapters.signing import SigningKey
from domain.ledger.port import Receipt
from tests.adversary import work
from tests.adversary.child import Fault, Place, run
from tests.adversary.seen import Seen, out_of_order
from tests.adversary.test_kills import LEAVES, Trusting
from tests.support import foreign_verifier
from tests.support.auditing import Audited
from tests.support.cluster import Cluster
from tests.support.killing import insist, restart
from tests.support.ledger_commands import note_command

MOST_POINTS = 100
REFUSED = ("UnavailableError: ", "CannotRunError: ")


def refused_at_each(what: Callable[..., Any], place: Place, arguments: Callable[[], tuple[Any, ...]], step: int = 1) -> int:
    """How many times it was refused, with the disk full from one point after another, until it got through."""
    for refusals in range(MOST_POINTS):
        outcome = run(what, place, *arguments(), at=refusals * step, fault=Fault.FULL)
        if outcome.error is None:
            return refusals
        assert outcome.error.startswith(REFUSED) and "No space left" in outcome.error, outcome.error
        assert outcome.told == [], "something went out that could not be remembered"
    raise AssertionError("it never gets through")


def test_a_signer_on_a_full_disk_says_so_and_lets_nothing_out(place: Place, audited: Audited) -> None:
    seen = Seen()

    def grown() -> tuple[Any, ...]:
        seen.look_around(audited.board, audited.folder)
        audited.ledger.append(note_command())
        return ()

    assert refused_at_each(work.checkpoint, place, grown) > 8
    assert audited.board.make_checkpoint().checkpoint.size == audited.ledger.size()
    assert seen.faults == [] and out_of_order(audited.board) == []


def test_control_a_signer_that_writes_files_in_place_leaves_half_a_checkpoint_on_a_full_disk(
    place: Place, audited: Audited
) -> None:
    faults: list[str] = []
    for at in range(MOST_POINTS):
        audited.ledger.append(note_command())
        outcome = run(work.checkpoint_in_place, place, at=at, fault=Fault.FULL)
        seen = Seen()
        seen.look_around(audited.board, audited.folder)
        faults += seen.faults
        if faults or outcome.error is None:
            break
    assert faults, "half a checkpoint was never seen"


def test_a_mirror_on_a_full_disk_is_gone_on_with_when_there_is_room(place: Place, audited: Audited) -> None:
    audited.ledger.append(note_command(count=300))
    out = audited.folder / "out"
    assert refused_at_each(work.tiles, place, lambda: (out,), step=3) > 3

    def fetch(path: str) -> bytes:
        return (out / path).read_bytes()

    assert foreign_verifier.check_log(fetch, audited.board.checkpointer().vkey) == audited.ledger.size()


def test_a_witness_on_a_full_disk_signs_nothing(place: Place) -> None:
    signer = SigningKey.create(place.folder / "log.pem")
    for at in range(MOST_POINTS):
        shutil.rmtree(place.folder / "witness", ignore_errors=True)
        trusting = Trusting(place.folder / "witness", signer)
        outcome = run(
            work.cosign, place, trusting.folder, trusting.request(LEAVES), False, at=at, fault=Fault.FULL
        )
        assert (outcome.told == ["signed"]) is (outcome.error is None)
        assert trusting.signs(LEAVES), "with room again"
        if outcome.error is None:
            break
    assert at > 2


# --- PostgreSQL's ------------------------------------------------------------------------------------------------


def limit(cluster: Cluster, longest_bytes: int | None) -> None:
    """No file of the server's may grow beyond so many bytes; None = as before."""
    postmaster = running_postmaster(cluster.data_dir / "server" / "pgdata")
    assert postmaster is not None
    with cluster.admin() as admin:
        pids = [row[0] for row in admin.execute("SELECT pid FROM pg_stat_activity").fetchall()]
        for pid in (postmaster.pid, *pids):
            _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard if longest_bytes is None else longest_bytes, hard))


@contextmanager
def limited(cluster: Cluster, longest_bytes: int) -> Iterator[None]:
    """The same for a while."""
    limit(cluster, longest_bytes)
    yield
    limit(cluster, None)


WAL_SEGMENT_BYTES = 2**24
LARGE = "åäö " * 100_000


def written_until_refused(audited: Audited, most: int) -> list[Receipt]:
    """Large notes, one after another; each answer."""
    given: list[Receipt] = []
    for _ in range(most):
        try:
            given.append(audited.ledger.append(note_command(text=LARGE)))
        except UnavailableError:
            break
    return given


@pytest.fixture
def doomed_board(doomed: Cluster, tmp_path: Any) -> Iterator[Audited]:
    """A board on the server that may be harmed."""
    opened = Audited(doomed, doomed.new_board(clock="real"), tmp_path / "audited")
    opened.ledger.append(note_command(count=3))
    yield opened
    opened.close()


def test_with_the_tables_disk_full_writes_are_refused_and_nothing_that_was_answered_is_lost(doomed_board: Audited) -> None:
    with limited(doomed_board.cluster, WAL_SEGMENT_BYTES):
        given = written_until_refused(doomed_board, 60)
    assert 3 < len(given) < 60, "refused, and not at once"
    size = doomed_board.ledger.size()
    assert [each.first_position for each in given] == list(range(3, size))
    assert doomed_board.ledger.append(note_command(text=LARGE)).first_position == size, "with room again"
    assert out_of_order(doomed_board.board) == []


def test_with_the_log_s_disk_full_the_server_stops_and_comes_back_with_what_was_answered(doomed_board: Audited) -> None:
    board = doomed_board.board
    note = board.make_checkpoint().note
    limit(doomed_board.cluster, 2**13)
    given = written_until_refused(doomed_board, 60)
    assert len(given) < 60
    restart(doomed_board.cluster)
    command = note_command()
    after = insist(lambda: doomed_board.ledger.append(command))
    assert [each.first_position for each in given] == list(range(3, 3 + len(given)))
    assert after.first_position in (3 + len(given), 4 + len(given)), "what was not answered may be there, and nothing else"
    assert out_of_order(board) == [] and doomed_board.faults(note) == []
    assert board.make_checkpoint().checkpoint.size == doomed_board.ledger.size()
