"""The service, the signer and the witness are killed at each step of what they do; whoever comes next goes on.

A kill is SIGKILL to a process of its own, at every point in turn (see `tests.adversary.child`), until one gets through.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from adapters.postgres.boards import BoardStore
from adapters.postgres.projector import Projector
from adapters.signing import SigningKey
from adapters.witness import Witness
from api.erasing import ErasureRun
from api.main import OpenBoard
from domain.erasure.codes import ErasureStage
from domain.errors import ErasedError
from domain.ledger.checkpoint import Checkpoint
from domain.ledger.merkle import leaf_hash, root_hash
from tests.adapters.test_erasure import answers, reader_of
from tests.adapters.test_rebuild import fill, leftovers
from tests.adapters.test_views import all_rows
from tests.adversary import work
from tests.adversary.child import Fault, Outcome, Place, run
from tests.adversary.seen import Seen, out_of_order
from tests.support import foreign_verifier
from tests.support.auditing import Audited
from tests.support.cast import BO
from tests.support.cluster import Cluster
from tests.support.erasure_world import approved, make_world
from tests.support.ledger_commands import note_command
from tests.support.witnesses import running_witness, write_policy

MOST_POINTS = 3_000


def killed_at_each(
    what: Callable[..., Any], place: Place, arguments: Callable[[], tuple[Any, ...]] = tuple, *, step: int = 1
) -> Iterator[Outcome]:
    """One process after another, each killed a step later than the last, until one gets through to its end."""
    for at in range(0, MOST_POINTS, step):
        outcome = run(what, place, *arguments(), at=at, fault=Fault.KILL)
        assert outcome.error is None
        if not outcome.killed:
            assert at > 2 * step, "it was hardly ever killed"
            return
        yield outcome
    raise AssertionError("it never gets through")


# --- append -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 70])
def test_a_service_killed_while_it_appends_has_recorded_whole_commands_once_or_not_at_all(
    place: Place, audited: Audited, count: int
) -> None:
    asked: list[tuple[Any, Any]] = []

    def command() -> tuple[Any, ...]:
        asked.append((uuid4(), uuid4()))
        return (*asked[-1], count, False)

    recorded = []
    for outcome in killed_at_each(work.append, place, command):
        command_id, stream_id = asked[-1]
        before = len(audited.ledger.stream(stream_id))
        assert before in (0, count) and (before == count or not outcome.told)
        again = audited.ledger.append(note_command(stream_id, count=count, command_id=command_id))
        assert again.repeated == bool(before) and len(audited.ledger.stream(stream_id)) == count
        recorded.append(bool(before))
    assert out_of_order(audited.board) == []
    assert recorded[0] is False and recorded[-1] is True, "killed before it was recorded, and after"


def test_control_a_service_that_answers_before_it_has_recorded_is_found_out(place: Place, audited: Audited) -> None:
    command_id, stream_id = uuid4(), uuid4()
    outcome = run(work.append, place, command_id, stream_id, 1, True, at=2, fault=Fault.KILL)
    assert outcome.told == ["acknowledged"] and audited.ledger.stream(stream_id) == []


# --- checkpoint and publication ---------------------------------------------------------------------------------


@pytest.fixture
def witnessed(place: Place, audited: Audited, tmp_path: Path) -> Iterator[Place]:
    """The same, with a witness to ask."""
    vkeys = [audited.board.checkpointer(name).vkey for name in ("ledger", "access")]
    with running_witness(tmp_path / "witness", *vkeys) as server:
        yield replace(place, policy=write_policy(tmp_path / "policy", server))


@pytest.mark.parametrize(("what", "step"), [(work.checkpoint, 1), (work.publish, 2)])
def test_a_signer_killed_at_any_step_never_signs_two_trees_nor_a_smaller_one(
    what: Callable[..., Any], step: int, witnessed: Place, audited: Audited, tmp_path: Path
) -> None:
    seen, largest = Seen(), 0
    board = OpenBoard(audited.store, audited.signer, audited.folder, witnessed.policy)

    def grown() -> tuple[Any, ...]:
        audited.ledger.append(note_command(count=90))
        return ()

    with closing(board.projector):
        for outcome in killed_at_each(what, witnessed, grown, step=step):
            for note in outcome.told:
                seen.take(note)
            seen.look_around(board, tmp_path)
            # Something is recorded in between, so that the next one signs another size.
            audited.ledger.append(note_command())
            made = board.publish_checkpoint() if what is work.publish else None
            seen.take(board.make_checkpoint().note if made is None else made.signed.note)
            seen.look_around(board, tmp_path)
            assert board.make_checkpoint().checkpoint.size == audited.ledger.size() > largest
            largest = audited.ledger.size()
        assert seen.faults == [] and len(seen.roots) > 10
        assert out_of_order(board) == []
        assert board.publish_checkpoint().published


def test_control_a_signer_that_writes_files_in_place_leaves_half_a_checkpoint(place: Place, audited: Audited) -> None:
    audited.board.make_checkpoint()
    for outcome in killed_at_each(work.checkpoint_in_place, place, lambda: (audited.ledger.append(note_command()), ())[1]):
        assert outcome.killed
        seen = Seen()
        seen.look_around(audited.board, audited.folder)
        if seen.faults:
            return
    raise AssertionError("half a checkpoint was never seen")


def test_a_mirror_s_folder_is_whole_after_every_kill(place: Place, audited: Audited) -> None:
    audited.ledger.append(note_command(count=300))
    out = audited.folder / "out"
    for _ in killed_at_each(work.tiles, place, lambda: (out,), step=5):
        # Nothing that has a tile's name is less than the tile, also in what was cut off.
        for tile in out.rglob("tile/**/*"):
            if tile.is_file() and not tile.name.startswith(".") and "entries" not in tile.parts:
                assert len(tile.read_bytes()) == 32 * (int(tile.name) if tile.parent.suffix == ".p" else 256)

    def fetch(path: str) -> bytes:
        return (out / path).read_bytes()

    assert foreign_verifier.check_log(fetch, audited.board.checkpointer().vkey) == audited.ledger.size()


# --- the witness ------------------------------------------------------------------------------------------------

ORIGIN = "log.example/1"
LEAVES = [leaf_hash(bytes([n])) for n in range(9)]
FORKED = [*LEAVES[:3], leaf_hash(b"forked"), *LEAVES[4:]]


class Trusting:
    """A witness's folder, and the log that it trusts."""

    def __init__(self, folder: Path, signer: SigningKey) -> None:
        self.folder, self.signer = folder, signer
        Witness.create(folder, "w.example/1").trust(signer.verifier_key(ORIGIN))

    def request(self, leaves: list[bytes]) -> bytes:
        """The first one, from nothing."""
        note = self.signer.sign_checkpoint(Checkpoint(ORIGIN, len(leaves), root_hash(leaves)), ORIGIN)
        return f"old 0\n\n{note}".encode()

    def signs(self, leaves: list[bytes]) -> bool:
        """Whether a witness that has just started signs that tree."""
        witness = Witness(self.folder)
        known = witness.last(ORIGIN)
        body = self.request(leaves)
        if known is not None:
            body = body.replace(b"old 0", b"old %d" % known.size)
        return witness.add_checkpoint(body).status == 200


@pytest.mark.parametrize("careless", [False, True], ids=["witness", "control"])
def test_a_witness_killed_at_any_step_never_signs_a_second_tree(place: Place, tmp_path: Path, careless: bool) -> None:
    signer, twice = SigningKey.create(tmp_path / "log.pem"), False
    folder = place.folder / "witness"
    for at in range(MOST_POINTS):
        shutil.rmtree(folder, ignore_errors=True)
        trusting = Trusting(folder, signer)
        outcome = run(work.cosign, place, folder, trusting.request(LEAVES), careless, at=at, fault=Fault.KILL)
        twice |= bool(outcome.told) and trusting.signs(FORKED)
        if not outcome.killed:
            assert at > 1 and outcome.told == ["signed"]
            break
        # Whatever it had written, the right log gets its signature, and after that no other.
        assert twice or trusting.signs(LEAVES) and not trusting.signs(FORKED)
    assert twice is careless


# --- rebuild and erasure ------------------------------------------------------------------------------------------


def test_a_rebuild_killed_at_any_step_leaves_the_live_views_or_the_new_ones(place: Place, cluster: Cluster) -> None:
    board = cluster.new_board(clock="real")
    place = replace(place, slug=board.slug)
    fill(board, 4)
    with closing(Projector(board)) as projector:
        projector.catch_up()
    live = all_rows(board)
    for outcome in killed_at_each(work.rebuilt, place, step=17):
        assert outcome.killed and all_rows(board) == live
    assert all_rows(board) == live and leftovers(board) == []


def test_an_erasure_killed_at_any_step_tells_no_untruth_and_is_carried_on_with(
    board: BoardStore, cluster: Cluster, tmp_path: Path
) -> None:
    world = make_world(board, tmp_path, "x" * 24)
    place = Place(board.slug, cluster.connections, cluster.kek, tmp_path)
    size = world.board.ledger.size()
    told = answers(world, size)
    erasure_id = approved(world.board, world.case)
    before = 0
    with closing(world.board.projector):
        # Each goes on where the last was killed, and comes further before it is.
        for outcome in killed_at_each(work.erase, place, lambda: (erasure_id,), step=10):
            assert outcome.told == []
            before += is_readable(world)
            assert out_of_order(world.board) == []
        assert not is_readable(world) and answers(world, size) == told and out_of_order(world.board) == []
        assert ErasureRun(world.board, erasure_id, BO).carry_out().stage is ErasureStage.EXECUTED
        assert before, "the control: it could be read while nothing was destroyed"


def is_readable(world: Any) -> bool:
    """Whether the case is told of; when it is not, it is because it is erased, and nothing else."""
    try:
        return bool(reader_of(world).case(world.case).document)
    except ErasedError:
        return False
