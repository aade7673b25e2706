"""How long pages take (sv. *sidornas svarstid*): every page that links lead to, of every role, in the demo and after years more.

The service answers on this machine over HTTP, one request at a time, so a figure is the server's time and a little more.
"""

from __future__ import annotations

import html
import os
import re
import tempfile
import threading
import time
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any, NamedTuple

import httpx2
import uvicorn
from starlette.routing import compile_path

from adapters.accounts import ACCOUNTS_FILE, Accounts
from adapters.bench.harness import Place, Progress, Row, drop_board, timed
from adapters.bench.municipality import Municipality, fill
from api.commands.demo import DISPLAY_NAMES, demo_accounts
from api.http.app import create_app
from api.http.server import address_of, listening
from api.main import OpenBoard, Runtime
from api.page_matrix import PAGES

ROUNDS = 5
FEWEST_EVENTS = 10_000
_COMES_AGAIN_SECONDS = 0.2
_LONGEST_SECONDS = 600
_SHOWN, _UNDER_WAY = 200, 202
_LINK = re.compile(r'href="(/[^"#]*)')
_TOKEN = re.compile(r'name="csrf" value="([^"]+)"')
_FILES = re.compile(r"/(file|receipt|certificate)$|/export\.")
_ROUTES = sorted(
    ((path, compile_path(path)[0]) for method, _, path in (each.partition(" ") for each in PAGES) if method == "GET"),
    key=lambda each: each[0].count("{"),
)


class _Visit(NamedTuple):
    """A page as somebody opens it."""

    client: httpx2.Client
    address: str


def measure_pages(runtime: Runtime, events: int, progress: Progress, roles: Collection[str] = tuple(DISPLAY_NAMES)) -> list[Row]:
    """Open every page in the demo, and again when the ledger has so many events.

    Args:
        runtime: Of a server where a board may be made; it is gone afterwards.
        events: Of fewer than `FEWEST_EVENTS` nothing is measured: the demo itself has nearly as many.
        roles: Whose pages.
    """
    if events < FEWEST_EVENTS:
        return []
    with _board(runtime) as board, tempfile.TemporaryDirectory() as folder:
        municipality, accounts = Municipality(board.slug, events), Accounts(Path(folder) / ACCOUNTS_FILE)
        progress("Sidorna i demon")
        fill(board.store, municipality.demo)
        demo_accounts(accounts, board)
        demo, before = board.ledger.size(), _seconds(runtime, accounts, board, roles)
        progress(f"Sidorna vid {events} händelser")
        fill(board.store, municipality.years())
        after = _seconds(runtime, accounts, board, roles)
        size = board.ledger.size()
    return [Row(
        "pages_p95", f"Sidorna vid {size} händelser, den 95:e percentilen av svarstiderna mot den vid {demo}",
        _p95(after) / _p95(before), 2, False, {
            "p95_ms": _p95(after) * 1e3, "median_ms": median(after) * 1e3, "slowest_ms": max(after) * 1e3,
            "p95_ms_in_the_demo": _p95(before) * 1e3, "pages": len(after) // ROUNDS,
        },
    )]


@contextmanager
def _board(runtime: Runtime) -> Iterator[OpenBoard]:
    board = runtime.create_board(f"Bench {os.urandom(6).hex()}", clock="simulated")
    try:
        yield board
    finally:
        drop_board(Place(runtime.connections, runtime.keys, runtime.kek), board.slug)


def _seconds(runtime: Runtime, accounts: Accounts, board: OpenBoard, roles: Collection[str]) -> list[float]:
    """How long each page took, each so many times, in seconds."""
    board.projector.catch_up()
    app = create_app(runtime, accounts, log=_NoLog())
    with ExitStack() as stack:
        listener = stack.enter_context(listening("127.0.0.1", 0))
        stack.enter_context(_served(app, listener))
        visits: list[_Visit] = []
        for role in roles:
            client = stack.enter_context(_client(address_of(listener)))
            _log_in(client, role)
            visits += _found(client)
        board.standing.settle()
        return [_timed(visit) for _ in range(ROUNDS) for visit in visits]


class _NoLog:
    """Takes what the service logs, and keeps nothing of it."""

    def info(self, event: str, **values: object) -> None:
        """Forget a line."""

    warning = error = info


@contextmanager
def _served(app: Any, listener: Any) -> Iterator[None]:
    # A client's connection stands while the others are at it.
    config = uvicorn.Config(
        app, log_config=None, access_log=False, server_header=False, lifespan="on", timeout_keep_alive=_LONGEST_SECONDS
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()


def _client(address: str) -> httpx2.Client:
    origin = address.rstrip("/")
    return httpx2.Client(
        base_url=origin, headers={"Accept": "text/html", "Origin": origin, "Sec-Fetch-Site": "same-origin"},
        timeout=_LONGEST_SECONDS,
    )


def _log_in(client: httpx2.Client, role: str) -> None:
    [token] = _TOKEN.findall(client.get("/login").text)[:1]
    client.post("/login", data={"csrf": token, "name": role, "password": f"exempel-{role}"})


def _found(client: httpx2.Client) -> Iterator[_Visit]:
    """One address of each page that links lead to from the day's page; each is opened once, until what it shows is counted."""
    waiting, known, opened = ["/today"], {"/today"}, set()
    while waiting:
        address = waiting.pop(0)
        route = next((path for path, pattern in _ROUTES if pattern.match(address.partition("?")[0])), None)
        if route is None or route in opened or _FILES.search(address.partition("?")[0]):
            continue
        answer = client.get(address)
        while answer.status_code == _UNDER_WAY:
            time.sleep(_COMES_AGAIN_SECONDS)
            answer = client.get(address)
        if answer.status_code != _SHOWN:
            continue
        opened.add(route)
        yield _Visit(client, address)
        links = dict.fromkeys(html.unescape(each) for each in _LINK.findall(answer.text))
        waiting += [each for each in links if each not in known]
        known.update(links)


def _timed(visit: _Visit) -> float:
    return timed(lambda: visit.client.get(visit.address))


def _p95(seconds: list[float]) -> float:
    return quantiles(seconds, n=20)[-1]
