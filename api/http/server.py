"""Serving on an address of this machine (sv. *server*)."""

from __future__ import annotations

import errno
import ipaddress
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn
from fastapi import FastAPI

from adapters.errors import CannotRunError

_BACKLOG = 128


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """A socket that listens; taken before anything slow is started, so that a taken port is known at once.

    Args:
        port: 0 to 65535; 0 = any free one.

    Raises:
        CannotRunError: The port is taken or not allowed, or the host is not an address of this machine.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except socket.gaierror:
        raise CannotRunError(f"Värden {host} finns inte; ange en adress på den här datorn med --host.") from None
    with socket.socket(family, kind, protocol) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(address)
            listener.listen(_BACKLOG)
        except OSError as error:
            raise CannotRunError(_refusal(error, host, port)) from None
        yield listener


def address_of(listener: socket.socket) -> str:
    """The web address of a listening socket."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def is_local(listener: socket.socket) -> bool:
    """Whether only this machine reaches it."""
    return ipaddress.ip_address(listener.getsockname()[0].partition("%")[0]).is_loopback


def serve(app: FastAPI, listener: socket.socket) -> None:
    """Answer requests until the process is told to stop."""
    config = uvicorn.Config(
        app, log_config=None, access_log=False, server_header=False, date_header=True, ws="none", lifespan="on",
        # Behind a proxy the peer is the proxy, and nothing here trusts an address anyhow.
        proxy_headers=False, timeout_graceful_shutdown=10,
    )
    _Server(config, app).run(sockets=[listener])


class _Server(uvicorn.Server):
    """Tells the service that it is to stop before it waits for what is under way: a stream of changes never ends by itself."""

    def __init__(self, config: uvicorn.Config, app: FastAPI) -> None:
        super().__init__(config)
        self._app = app

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._app.state.stopping = True
        super().handle_exit(sig, frame)


def _refusal(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Porten {port} är upptagen; stäng det som använder den, eller välj en annan med --port."
    if error.errno == errno.EACCES:
        return f"Porten {port} kräver särskild behörighet; välj en port från 1024 med --port."
    return f"Det går inte att lyssna på {host}, port {port}: {error.strerror}. Välj en annan med --host och --port."
