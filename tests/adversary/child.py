"""A process of its own that does one piece of work on a board, and is killed or meets a full disk at one point of it.

A point is a call to the system that changes something (a file opened to be written, synced, renamed, linked, removed, cut; a
connection to somebody else), and each request to PostgreSQL, when the server has done it but nobody has been told. So every step
between two effects is met, whatever the code between looks like.

The processes are forked from one that has everything imported, so that one costs a tenth of a second.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
from psycopg_pool import ConnectionPool

from adapters.key_store import KeyEncryptionKey
from adapters.postgres import boards, writer
from adapters.postgres.boards import Connections
from adapters.signing import SigningKey
from api.main import OpenBoard
from tests.support.ledger_commands import HANG_GUARD_SECONDS

_FILE_EVENTS = ("os.rename", "os.link", "os.remove", "os.truncate", "os.mkdir")
_PROCESSES = get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.adversary.work"])


class Fault(Enum):
    """What happens at the point."""

    NONE = "none"
    KILL = "kill"
    FULL = "full"


@dataclass(frozen=True)
class Place:
    """What a process needs to open a board by itself.

    Args:
        folder: The board's checkpoint files, the signer's key, and whatever else the work writes.
        policy: The witness policy; None = no witness is asked.
    """

    slug: str
    connections: Connections
    kek: KeyEncryptionKey
    folder: Path
    policy: Path | None = None


class Outcome(NamedTuple):
    """What came of it.

    Args:
        killed: Whether it was killed; then nothing else is known of it but what it had told before.
        told: What it told as it went, in order: what somebody outside has been given.
        answer: What the work gave.
        error: What it raised, in words.
        points: How many points it passed.
    """

    killed: bool
    told: list[Any]
    answer: Any
    error: str | None
    points: int


def run(work: Callable[..., Any], place: Place, *arguments: Any, at: int = 0, fault: Fault = Fault.NONE) -> Outcome:
    """Do one piece of work in a process of its own.

    Args:
        work: A function of `tests.adversary.work`: given the open board (None where it needs none), the place, `tell` and the
            arguments.
        at: Which point the fault is at, from 0; one that is never reached changes nothing.
    """
    ours, its = _PROCESSES.Pipe(duplex=False)
    process = _PROCESSES.Process(target=_carry_out, args=(work, place, arguments, at, fault, its), daemon=True)
    process.start()
    its.close()
    told: list[Any] = []
    end: tuple[Any, str | None, int] | None = None
    while end is None:
        assert ours.poll(HANG_GUARD_SECONDS), "the process neither ends nor says anything"
        try:
            is_end, content = ours.recv()
        except EOFError:
            break
        if is_end:
            end = content
        else:
            told.append(content)
    process.join(HANG_GUARD_SECONDS)
    assert process.exitcode in (0, -signal.SIGKILL), process.exitcode
    killed = process.exitcode == -signal.SIGKILL
    answer, error, points = end or (None, None, at)
    return Outcome(killed, told, answer, error, points)


class _Points:
    """Counts the points of this process's main thread, and is the fault at one of them."""

    def __init__(self, folder: Path, at: int, fault: Fault) -> None:
        self._folder, self._at, self._fault = str(folder), at, fault
        self._thread = threading.get_ident()
        self.is_on = False
        self.count = 0

    def install(self) -> None:
        """Be called at every point from now on; there is no way back, so the process is one that ends."""
        fsync = os.fsync

        def around(asked: Callable[..., Any]) -> Callable[..., Any]:
            def ask(*arguments: Any, **named: Any) -> Any:
                answer = asked(*arguments, **named)
                self._reached(of_disk=False)
                return answer

            return ask

        def synced(descriptor: int) -> None:
            self._reached(of_disk=True)
            fsync(descriptor)

        os.fsync = synced
        psycopg.Connection.wait = around(psycopg.Connection.wait)
        # What is appended one by one goes straight through libpq.
        writer._quick_row = around(writer._quick_row)
        sys.addaudithook(self._heard)

    def _heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.is_on:
            return
        if event in _FILE_EVENTS or (event == "open" and self._is_written(*arguments)):
            self._reached(of_disk=event != "os.remove")
        elif event == "socket.connect":
            self._reached(of_disk=False)

    def _is_written(self, path: Any, mode: Any, flags: Any) -> bool:
        written = bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)) if isinstance(flags, int) else False
        return written and str(path).startswith(self._folder)

    def _reached(self, *, of_disk: bool) -> None:
        if not self.is_on or threading.get_ident() != self._thread or (self._fault is Fault.FULL and not of_disk):
            return
        self.count += 1
        if self.count <= self._at:
            return
        if self._fault is Fault.KILL:
            os.kill(os.getpid(), signal.SIGKILL)
        elif self._fault is Fault.FULL:
            # And it stays full.
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _carry_out(
    work: Callable[..., Any], place: Place, arguments: tuple[Any, ...], at: int, fault: Fault, pipe: Connection
) -> None:
    points = _Points(place.folder, at, fault)
    points.install()
    with ConnectionPool(place.connections.keys, min_size=1, max_size=2, open=True) as keys:
        store = boards.open_board(place.slug, place.connections, keys, place.kek)
        board = OpenBoard(store, SigningKey.load(place.folder / "signer.pem"), place.folder, place.policy)
        error, answer = None, None
        points.is_on = True
        try:
            answer = work(board, place, lambda content: pipe.send((False, content)), *arguments)
        except Exception as raised:
            error = f"{type(raised).__name__}: {raised}"
        points.is_on = False
        pipe.send((True, (answer, error, points.count)))
        board.projector.close()
        store.close()
