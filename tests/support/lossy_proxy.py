"""A wire between a client and PostgreSQL that loses one answer after the server has given it.

What a crash of the network, the machine or the client's thread looks like from the client: the work was committed, and
nobody was told.
"""

from __future__ import annotations

import select
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

_GAVE_ONE_ROW = b"SELECT 1\x00"
_READY_AND_IDLE = b"Z\x00\x00\x00\x05I"
"""The server's last message of an answer outside a transaction: what was asked is committed."""


class LossyProxy:
    """A Unix socket in `folder` that passes everything on to PostgreSQL's socket, until it is armed.

    Args:
        folder: Where PostgreSQL's socket lies; the proxy makes one beside it under `port`.
        real_port: PostgreSQL's port number, part of its socket's name.
        port: The proxy's.
        on_loss: Called when the answer has been held back, before the connection is cut.
    """

    def __init__(self, folder: Path, *, real_port: int = 5432, port: int = 6543, on_loss: Callable[[], None]) -> None:
        self.port = port
        self._real = folder / f".s.PGSQL.{real_port}"
        self._path = folder / f".s.PGSQL.{port}"
        self._on_loss = on_loss
        self._armed = threading.Event()
        self._closing = threading.Event()
        self._listener = socket.socket(socket.AF_UNIX)
        self._threads = [threading.Thread(target=self._accept)]
        self.losses = 0

    def arm(self) -> None:
        """Lose the answer to the next query that gives one row; preparing a statement gives none."""
        self._armed.set()

    def __enter__(self) -> Self:
        self._listener.bind(str(self._path))
        self._listener.listen()
        self._listener.settimeout(0.05)
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._closing.set()
        for thread in self._threads:
            thread.join()
        self._listener.close()
        self._path.unlink()

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                client, _ = self._listener.accept()
            except TimeoutError:
                continue
            client.settimeout(None)
            thread = threading.Thread(target=self._serve, args=(client,))
            self._threads.append(thread)
            thread.start()

    def _serve(self, client: socket.socket) -> None:
        with client, socket.socket(socket.AF_UNIX) as server:
            server.connect(str(self._real))
            while not self._closing.is_set():
                for ready in select.select([client, server], [], [], 0.05)[0]:
                    data = ready.recv(65_536)
                    if not data:
                        return
                    if ready is client:
                        server.sendall(data)
                    elif self._armed.is_set() and _GAVE_ONE_ROW in data:
                        self._lose(server, data)
                        return
                    else:
                        client.sendall(data)

    def _lose(self, server: socket.socket, answer: bytes) -> None:
        while not answer.endswith(_READY_AND_IDLE):
            more = server.recv(65_536)
            assert more, "the server went away before it had answered"
            answer += more
        self._armed.clear()
        self.losses += 1
        self._on_loss()
