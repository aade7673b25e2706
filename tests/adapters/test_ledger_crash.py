"""`kill -9` of PostgreSQL while eight writers append: nothing that was acknowledged is lost.

The same check is shown to fail when the server acknowledges before it has flushed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar
from uuid import uuid4

import pytest
from psycopg import sql

from adapters.checkpoints import Checkpointer, SignedCheckpoint
from adapters.errors import UnavailableError
from adapters.postgres.boards import BoardStore
from adapters.postgres.checkpoint_store import CheckpointStore
from adapters.postgres.ledger import PostgresLedger
from adapters.postgres.verification import LedgerFault, verify_ledger
from adapters.signing import SigningKey
from domain.errors import StaleVersionError
from domain.ledger.port import Command, Receipt
from tests.support.cluster import Cluster
from tests.support.killing import Victim, restart
from tests.support.ledger_commands import HANG_GUARD_SECONDS, note_command

ROUNDS = 20
WRITERS = 8
BULK = 100

Answer = TypeVar("Answer")


@pytest.fixture(scope="module")
def doomed(short_dir: Path) -> Iterator[Cluster]:
    """A server of its own, since it is going to be killed."""
    with Cluster(short_dir / "doomed") as cluster:
        with cluster.admin() as admin:
            possible = admin.execute("SELECT enumvals FROM pg_settings WHERE name = 'recovery_init_sync_method'").fetchone()[0]
            if "syncfs" in possible:
                # One call before each recovery instead of one for each of a thousand files; it weakens nothing.
                admin.execute("ALTER SYSTEM SET recovery_init_sync_method = syncfs")
        yield cluster


class Clients:
    """Eight writers and an importer in two services. Who is told nothing asks again, with the same command."""

    def __init__(self, services: list[PostgresLedger]) -> None:
        self.acknowledged: list[tuple[Command, Receipt]] = []
        self.unanswered = 0
        self.errors: list[Exception] = []
        self._answers = threading.Semaphore(0)
        self._over = threading.Event()
        work = [*(self._write for _ in range(WRITERS)), self._import]
        self._threads = [
            threading.Thread(target=self._guarded, args=(task, services[n % len(services)])) for n, task in enumerate(work)
        ]

    def __enter__(self) -> Clients:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join(HANG_GUARD_SECONDS)
            assert not thread.is_alive()

    def wait_for_answers(self, count: int) -> None:
        """Until so many more appends have been acknowledged."""
        for _ in range(count):
            assert self._answers.acquire(timeout=HANG_GUARD_SECONDS), self.errors

    def _guarded(self, work: Callable[[PostgresLedger], None], ledger: PostgresLedger) -> None:
        try:
            work(ledger)
        except Exception as error:
            self.errors.append(error)

    def _write(self, ledger: PostgresLedger) -> None:
        stream_id, version = uuid4(), 0
        while not self._over.is_set():
            command = note_command(stream_id, version)
            self.acknowledged.append((command, self._insist(lambda c=command: ledger.append(c))))
            self._answers.release()
            version += 1

    def _import(self, ledger: PostgresLedger) -> None:
        while not self._over.is_set():
            commands = [note_command() for _ in range(BULK)]
            receipts = self._insist(lambda c=commands: ledger.append_all(c))
            assert len({receipt.repeated for receipt in receipts}) == 1, "an import was torn apart"
            self.acknowledged += zip(commands, receipts, strict=True)

    def _insist(self, call: Callable[[], Answer]) -> Answer:
        while True:
            try:
                return call()
            except UnavailableError:
                self.unanswered += 1


class Findings(NamedTuple):
    """What is there after the recovery. `lost`: acknowledged, but not there as acknowledged."""

    lost: list[Receipt]
    faults: list[LedgerFault]


def examine(
    cluster: Cluster, board: BoardStore, acknowledged: list[tuple[Command, Receipt]], signed: list[SignedCheckpoint]
) -> Findings:
    """Hold every answer that was given against what is stored, and verify the ledger against its checkpoints."""
    query = sql.SQL("SELECT command_id, position, recorded_us, command_size FROM {} WHERE command_id IS NOT NULL")
    with cluster.admin() as admin:
        rows = admin.execute(query.format(sql.Identifier(board.schema, "ledger_event"))).fetchall()
        faults = verify_ledger(admin, board.schema, "ledger", signed).faults
    stored = {row[0]: row[1:] for row in rows}
    lost = [
        receipt for command, receipt in acknowledged
        if stored.get(command.command_id) != (receipt.first_position, receipt.recorded_us, receipt.event_count)
    ]
    return Findings(lost, faults)


def sign_what_is_there(cluster: Cluster, slug: str, signer: SigningKey, folder: Path) -> SignedCheckpoint:
    """A checkpoint made by a process of its own; its file lies outside the server that is killed."""
    board = cluster.open_board(slug)
    store = CheckpointStore(board.datastore, "ledger")
    signed = Checkpointer(store, board.heads["ledger"].origin, signer, folder).make()
    board.close()
    return signed


def test_twenty_kills_lose_nothing_that_was_acknowledged(doomed: Cluster, tmp_path: Path) -> None:
    board, signer = doomed.new_board(clock="real"), SigningKey.create(tmp_path / "signer.pem")
    signed: list[SignedCheckpoint] = []
    with Clients([board.ledger, doomed.open_board(board.slug).ledger]) as clients:
        for number in range(ROUNDS):
            clients.wait_for_answers(20 + 3 * number)
            signed.append(sign_what_is_there(doomed, board.slug, signer, tmp_path))
            victim = Victim(doomed)
            clients.wait_for_answers(20 + 3 * number)
            acknowledged = list(clients.acknowledged)
            victim.kill()
            restart(doomed)
            assert examine(doomed, board, acknowledged, signed) == ([], [])
    assert clients.errors == []
    assert clients.unanswered >= ROUNDS
    assert examine(doomed, board, clients.acknowledged, signed) == ([], [])


def test_control_the_same_check_finds_the_loss_when_answers_come_before_the_flush(doomed: Cluster) -> None:
    """Also: a ledger that has lost its end is in perfect order in itself. Only receipts and checkpoints tell."""
    _answer_before_the_flush(doomed, on=True)
    try:
        # What a machine happens to write in the last moment is not lost, so one kill may find nothing.
        lost = next(filter(None, (_lost_in_a_kill(doomed) for _ in range(4))), [])
    finally:
        _answer_before_the_flush(doomed, on=False)
    assert lost, "the check found nothing missing although answers were given before the flush"


def _answer_before_the_flush(cluster: Cluster, *, on: bool) -> None:
    """For the ledger and for the keys: one commit that waits for the disk takes everybody's earlier ones there with it."""
    with cluster.admin() as admin:
        for role in ("aktspar_app", "aktspar_keys"):
            setting = sql.SQL("SET synchronous_commit = off" if on else "RESET synchronous_commit")
            admin.execute(sql.SQL("ALTER ROLE {} {}").format(sql.Identifier(role), setting))
        # Its own commits wait for the disk, and would take the others' there.
        admin.execute("ALTER SYSTEM SET autovacuum = off" if on else "ALTER SYSTEM RESET autovacuum")
        victim = Victim(cluster)
    # A connection has its role's setting from its beginning; there are pools of them.
    victim.kill()
    restart(cluster)


def _lost_in_a_kill(cluster: Cluster) -> list[Receipt]:
    board = cluster.new_board(clock="real")
    with Clients([board.ledger, cluster.open_board(board.slug).ledger]) as clients:
        clients.wait_for_answers(20)
        victim = Victim(cluster)
        # Nobody else takes the log to the disk either: what is answered from here on is in the server's memory alone.
        victim.stop_background_writers()
        clients.wait_for_answers(60)
        acknowledged = list(clients.acknowledged)
        victim.kill()
        restart(cluster)
        found = examine(cluster, board, acknowledged, [])
    assert found.faults == []
    # Whoever goes on after a note that is gone is told that the stream is not where it was.
    assert all(isinstance(error, StaleVersionError) for error in clients.errors), clients.errors
    return found.lost
