"""An Aktspår on a server of its own, with one board at a time; the command line in this process; the service on a port."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, NamedTuple

import httpx2
import pytest
import uvicorn
from psycopg import sql

from adapters.accounts import Accounts
from adapters.settings import Settings
from api import cli
from api.http.app import create_app
from api.http.server import address_of, listening
from api.main import OpenBoard, Runtime
from api.output import Output
from tests.api import records
from tests.support.browser import NO_TLS
from tests.support.cluster import Cluster
from tests.support.ledger_commands import HANG_GUARD_SECONDS

PASSWORD = "hemligt nog för ett prov"


@pytest.fixture(scope="session")
def api_cluster(short_dir: Path) -> Iterator[Cluster]:
    """A server whose boards are those of one test, so that nothing that is asked of all boards meets another test's."""
    with Cluster(short_dir / "api") as running:
        yield running


@pytest.fixture
def runtime(api_cluster: Cluster, tmp_path: Path) -> Iterator[Runtime]:
    """An open Aktspår; the boards that a test makes in it are gone afterwards."""
    settings = Settings(AKTSPAR_DATA=tmp_path, DATABASE_URL="", AKTSPAR_KEYS_URL="")
    running = Runtime(settings, api_cluster.connections, api_cluster.keys, api_cluster.kek)
    yield running
    slugs = running.boards()
    running.close()
    with api_cluster.admin() as admin:
        for slug in slugs:
            admin.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(f"aktspar_{slug}")))


@pytest.fixture
def board(runtime: Runtime) -> OpenBoard:
    """A board with a simulated clock and the records of `tests.api.records`."""
    opened = new_board(runtime)
    records.fill(opened)
    return opened


def new_board(runtime: Runtime, *, clock: str = "simulated") -> OpenBoard:
    """An empty board; its name is random, since the keys of a dropped one live on."""
    return runtime.create_board(f"Prov {os.urandom(5).hex()}", clock=clock)


class Ran(NamedTuple):
    """What one call of the command line left."""

    status: int
    stdout: str
    stderr: str

    @property
    def document(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.stdout)


RunCommand = Callable[..., Ran]


@pytest.fixture
def aktspar(runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> RunCommand:
    """Runs a command in this process, on the runtime that is open already."""
    for name in ("DATABASE_URL", "AKTSPAR_KEYS_URL", "AKTSPAR_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AKTSPAR_DATA", str(runtime.settings.data_dir))

    def run(*arguments: object) -> Ran:
        words = [str(argument) for argument in arguments]
        stdout, stderr = io.BytesIO(), io.StringIO()
        output = Output(wants_json="--json" in words, stdout=stdout, stderr=stderr)
        status = cli.main(words, open_runtime=lambda settings: nullcontext(runtime), output=output)
        return Ran(status, stdout.getvalue().decode(), stderr.getvalue())

    return run


class MemoryLog:
    """Takes what structlog's loggers take, and keeps it."""

    def __init__(self) -> None:
        self._lines: list[dict[str, Any]] = []
        self._grown = threading.Condition()

    def info(self, event: str, **values: Any) -> None:
        """Keep a line."""
        with self._grown:
            self._lines.append({"event": event, **values})
            self._grown.notify_all()

    warning = error = info

    def lines(self, requests: int) -> list[dict[str, Any]]:
        """Every line, once so many requests are logged; a request's line comes after its answer has left."""
        with self._grown:
            assert self._grown.wait_for(lambda: self._requests() >= requests, HANG_GUARD_SECONDS)
            return list(self._lines)

    def _requests(self) -> int:
        return sum(line["event"] == "request" for line in self._lines)


class Service(NamedTuple):
    """A running service: a client that is logged in, one that is not, and what the service has logged."""

    client: httpx2.Client
    stranger: httpx2.Client
    log: MemoryLog


@pytest.fixture
def service(runtime: Runtime, board: OpenBoard, tmp_path: Path) -> Iterator[Service]:
    """The service on a free port, with the account of somebody who does internal control."""
    log = MemoryLog()
    with served(runtime, account_of_inga(tmp_path, board), log) as address:
        inga = httpx2.Client(base_url=address, auth=("inga", PASSWORD), verify=NO_TLS)
        with inga as client, httpx2.Client(base_url=address, verify=NO_TLS) as stranger:
            yield Service(client, stranger, log)


def account_of_inga(folder: Path, board: OpenBoard, role: str = "internkontroll") -> Accounts:
    """One account, its file as it is stored; with the cheapest derivation that is allowed, so that tests are quick."""
    salt, n, r, p = bytes(range(16)), 2**14, 8, 1
    digest = hashlib.scrypt(PASSWORD.encode(), salt=salt, n=n, r=r, p=p, dklen=32)
    account = {
        "name": "inga", "role": role, "display_name": "Inga Exempel", "board": board.slug, "n": n, "r": r, "p": p,
        "salt": base64.b64encode(salt).decode(), "digest": base64.b64encode(digest).decode(),
    }
    path = folder / "accounts.json"
    path.touch(mode=0o600)
    path.write_text(json.dumps({"accounts": [account]}))
    return Accounts(path)


@contextmanager
def served(runtime: Runtime, accounts: Accounts, log: Any, *, now_us: Callable[[], int] | None = None) -> Iterator[str]:
    """A real server in a thread; gives its address. Sessions take their time from `now_us`."""
    with listening("127.0.0.1", 0) as listener:
        app = create_app(runtime, accounts, log=log, now_us=now_us)
        config = uvicorn.Config(app, log_config=None, access_log=False, server_header=False)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield address_of(listener)
        finally:
            server.should_exit = True
            thread.join()


def access_records(board: OpenBoard) -> list[Any]:
    """Every record of the access log, in order."""
    return [each.event for each in board.store.access.read(0, 10_000)]
