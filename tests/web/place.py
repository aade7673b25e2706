"""A served Aktspår with the demo municipality in it, as a whole installation of its own: the place that pages are tried in."""

from __future__ import annotations

import fcntl
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from io import BytesIO, StringIO
from pathlib import Path
from uuid import UUID

import uvicorn
from fastapi import FastAPI

from adapters.accounts import ACCOUNTS_FILE, Accounts
from adapters.demo.summer_gap import NUMBER as SUMMER_GAP
from adapters.postgres.registers import Registers
from adapters.settings import Settings
from api import cli
from api.http.app import create_app
from api.http.server import address_of, listening
from api.main import OpenBoard, Runtime, open_runtime
from api.output import Output
from tests.web.recorder import Recorder

DATA_FOLDER = "demo"


class NoLog:
    """Takes what the service logs, and keeps nothing of it."""

    def info(self, event: str, **values: object) -> None:
        """Forget a line."""

    warning = error = info


class Place:
    """One service and what is in it; whatever a test records stays for the tests after it, so none may count on an exact number.

    Attributes:
        app: The application as it is served.
        address: Of the service, without a slash at its end.
        recorder: What it has answered.
        states: Cookies of log-ins by role, for `tests.web.browser`.
        kept: Its pages by role that no test is looking on now; None = of nobody.
    """

    def __init__(self, runtime: Runtime, app: FastAPI, address: str, recorder: Recorder) -> None:
        self.runtime = runtime
        self.app = app
        self.address = address.rstrip("/")
        self.recorder = recorder
        self.states: dict[str, object] = {}
        self.kept: dict[str | None, object] = {}

    @property
    def board(self) -> OpenBoard:
        """The demo's board."""
        return self.runtime.board()

    def password_of(self, role: str) -> str:
        """What the demo's account of a role logs in with; the account is called as the role."""
        return f"exempel-{role}"

    def case_id(self, number: str = SUMMER_GAP) -> UUID:
        """A case by its number; by itself the one with the summer gap."""
        [found] = self.board.views.find_case(number)
        return found

    def staff_id(self, name: str) -> UUID:
        """A member of staff by full name, for example "Johan Exempel"."""
        [found] = [key for key, member in Registers(self.board.ledger).staff().items() if member.name == name]
        return found


@contextmanager
def template(room: Path, locks: Path) -> Iterator[Path]:
    """An installation with the demo in it, which nobody may open: made by the first process that wants it, gone with the last.

    Args:
        room: Where it lies; every process of this run of the tests names the same.
        locks: A folder for locks, likewise.
    """
    made = room / DATA_FOLDER
    with (locks / "making").open("w") as making, (locks / "using").open("w") as using:
        fcntl.flock(making, fcntl.LOCK_EX)
        fcntl.flock(using, fcntl.LOCK_SH)
        try:
            if not (room / "done").exists():
                _make(room)
            fcntl.flock(making, fcntl.LOCK_UN)
            yield made
        finally:
            fcntl.flock(making, fcntl.LOCK_EX)
            try:
                fcntl.flock(using, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass
            else:
                shutil.rmtree(room, ignore_errors=True)


def _make(room: Path) -> None:
    shutil.rmtree(room, ignore_errors=True)
    room.mkdir()
    # The server runs as another user where the tests run as root.
    room.chmod(0o755)
    said = StringIO()
    output = Output(wants_json=False, stdout=BytesIO(), stderr=said)
    status = cli.main(["--data", str(room), "demo", "--no-serve"], output=output)
    assert status == 0, said.getvalue()
    (room / "done").touch()


@contextmanager
def opened_place(made: Path, room: str, *, now_us: Callable[[], int] | None = None) -> Iterator[Place]:
    """A place of one's own: a copy of the template, open and served on a free port until the end.

    Args:
        made: The template.
        room: The folder that the copy lies in while it is used.
        now_us: What sessions take as the time, microseconds since 1970 UTC; the machine's clock when left out.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="akt-web-", dir=room, ignore_cleanup_errors=True)))
        folder.chmod(0o755)
        subprocess.run(["cp", "-pR", str(made), str(folder / DATA_FOLDER)], check=True)
        settings = Settings(
            AKTSPAR_DATA=folder / DATA_FOLDER, DATABASE_URL="", AKTSPAR_KEYS_URL="", AKTSPAR_LOCK_MINUTES=60,
        )
        runtime = stack.enter_context(open_runtime(settings))
        app = create_app(runtime, Accounts(settings.data_dir / ACCOUNTS_FILE), log=NoLog(), now_us=now_us)
        recorder = Recorder(app)
        listener = stack.enter_context(listening("127.0.0.1", 0))
        stack.enter_context(_running(recorder, listener))
        yield Place(runtime, app, address_of(listener), recorder)


@contextmanager
def _running(app: Recorder, listener: object) -> Iterator[None]:
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, server_header=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()
