"""Keeps a board's views up while the service runs: told of each commit, it applies what is new.

A reading brings the views up by itself, so nothing is wrong without a follower; with one, a reading finds little left to do.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

import psycopg
from eventsourcing.persistence import PersistenceError
from psycopg import sql

from adapters.postgres.boards import BoardStore
from adapters.postgres.projector import Projector
from domain.errors import AktsparError

Applied = Callable[[int], None]
Trouble = Callable[[Exception], None]

_HEARTBEAT_SECONDS = 0.5
"""How long it waits for a commit before it looks by itself, and whether it is to stop: a lost connection tells of none."""
_RETRY_SECONDS = 1.0


class Follower:
    """A thread that follows one board's ledger.

    Args:
        board: Whose ledger; listened to as the application's role.
        projector: Applies the events; a follower has one of its own, so that no reading waits for it.
        applied: Called with the size that the views have come to, whenever they have come further.
        trouble: Called with what went wrong; it is tried again until the follower is stopped.
    """

    def __init__(
        self, board: BoardStore, projector: Projector, *, applied: Applied = lambda size: None,
        trouble: Trouble = lambda error: None,
    ) -> None:
        self._board = board
        self._projector = projector
        self._applied = applied
        self._trouble = trouble
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"follower-{board.slug}", daemon=True)

    def __enter__(self) -> Follower:
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._stopping.set()
        self._thread.join()
        self._projector.close()

    def _run(self) -> None:
        told: type[Exception] | None = None
        while not self._stopping.is_set():
            try:
                self._follow()
            except (psycopg.Error, PersistenceError, AktsparError) as error:
                # Damage stays damage at every try: told once, and whoever reads meets it too.
                if type(error) is not told:
                    self._trouble(error)
                    told = type(error)
                self._stopping.wait(_RETRY_SECONDS)

    def _follow(self) -> None:
        with psycopg.connect(self._board.connections.app, autocommit=True) as connection:
            connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(self._board.ledger.recorder.channel_name)))
            size = -1
            while not self._stopping.is_set():
                # Also while nobody reads: no key stays in memory after its destruction.
                self._board.keys.forget_destroyed()
                reached = self._projector.catch_up()
                if reached != size:
                    size = reached
                    self._applied(size)
                # One at a time: several commits that came meanwhile are applied together.
                for _ in connection.notifies(timeout=_HEARTBEAT_SECONDS, stop_after=1):
                    pass
