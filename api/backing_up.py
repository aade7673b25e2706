"""Backups of an embedded data directory: what goes into them, where they go, and how long those of the keys are kept."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from adapters.embedded.binaries import find_binaries
from adapters.embedded_server import EmbeddedServer
from adapters.embedded_servers import KEY_SERVER_FOLDER, EmbeddedServers
from adapters.errors import CannotRunError
from adapters.operations import wal_archive
from adapters.operations.backup_set import BaseBackup, BoardSizes, backups, remove_unfinished
from adapters.operations.base_backup import Now, take_base_backup, utc_now
from adapters.operations.durable import write_durably

if TYPE_CHECKING:
    import subprocess

    from api.main import Runtime

LAST_BACKUP = "last-backup.json"
_NOT_BESIDE = {"server", KEY_SERVER_FOLDER, "keys", "accounts.json", "demo", LAST_BACKUP}
"""What is not taken as a file beside the records' server: the servers, what goes with the keys, and other installations."""

_EXTERNAL = (
    "DATABASE_URL pekar på en server som andra sköter, så Aktspår tar ingen säkerhetskopia av den. Serverns egen kopiering ska ta"
    " båda databaserna med baskopia och löpande logg (WAL), var för sig: nycklarnas kopior ska tas bort inom den tid som nämnden"
    " har beslutat. Den ska också ta datakatalogens filer (kontrollpunkter, konton, signeringsnyckel). Se docs/runbook.md."
)


class Places(NamedTuple):
    """Where the two parts go; None = that part is not taken."""

    records: Path | None
    keys: Path | None


class Taken(NamedTuple):
    """What one round of backups gave."""

    backups: dict[str, BaseBackup]
    pruned: list[str]


def places(folder: Path, keys_folder: Path | None, *, records_only: bool, keys_only: bool) -> Places:
    """Where the parts of a backup lie."""
    return Places(
        None if keys_only else folder / "records", None if records_only else (keys_folder or folder) / "keys",
    )


def require_embedded(runtime: Runtime) -> None:
    """Refuse a server that others run, saying what its own backup must do.

    Raises:
        CannotRunError: It is one.
    """
    if runtime.settings.database_url:
        raise CannotRunError(_EXTERNAL)


class Backups:
    """Takes backups of a data directory while it is in use; made by `backing_up`.

    Args:
        keep_keys_days: Backups of the keys that are older are removed, with the log that led from them; at least 1.
    """

    def __init__(
        self, runtime: Runtime, servers: EmbeddedServers, where: Places, *, keep_keys_days: int, now: Now = utc_now
    ) -> None:
        self._runtime = runtime
        self._data_dir = runtime.settings.data_dir
        self._where = where
        self._keep = timedelta(days=keep_keys_days)
        self._now = now
        self._servers: dict[str, tuple[EmbeddedServer, Path]] = {
            "records": (servers.records, self._data_dir), "keys": (servers.keys, self._data_dir / KEY_SERVER_FOLDER),
        }

    def take(self) -> Taken:
        """One base backup of each part, the records first: a key is durable before what it seals, so keys come last."""
        taken, pruned = {}, []
        for part, folder in self._parts():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with _alone(folder):
                remove_unfinished(folder)
                server, server_dir = self._servers[part]
                taken[part] = take_base_backup(
                    server, server_dir, folder, part=part, files=self._files(part), boards=self._sizes(part), now=self._now
                )
                if part == "keys":
                    pruned += _prune(folder, self._now() - self._keep)
            self._note(part, taken[part].manifest.finished_at)
        return Taken(taken, pruned)

    @contextmanager
    def streaming(self) -> Iterator[list[subprocess.Popen[bytes]]]:
        """Receive the log of every part all the while; gives the processes that do, which end if their server does."""
        with ExitStack() as stack:
            processes = []
            for part, folder in self._parts():
                server, server_dir = self._servers[part]
                archive = wal_archive.open_archive(server, folder)
                processes.append(stack.enter_context(wal_archive.receiving(server, find_binaries(server_dir), archive)))
            yield processes

    def catch_up(self) -> None:
        """Bring every part's archive up to what is committed now."""
        for part, folder in self._parts():
            server, server_dir = self._servers[part]
            wal_archive.receive_until_now(server, find_binaries(server_dir), wal_archive.open_archive(server, folder))
            self._note(part, self._now())

    def _parts(self) -> list[tuple[str, Path]]:
        return [(part, folder) for part, folder in self._where._asdict().items() if folder is not None]

    def _files(self, part: str) -> dict[str, Path]:
        server_dir = self._servers[part][1]
        files = {"passwords.json": server_dir / "server" / "passwords.json"}
        if part == "records":
            beside = sorted(path for path in self._data_dir.iterdir() if path.name not in _NOT_BESIDE and path.suffix != ".lock")
            return files | {f"beside/{path.name}": path for path in beside}
        signer = self._runtime.settings.signer_key_file or self._data_dir / "keys" / "signer.pem"
        ours = {"accounts.json": self._data_dir / "accounts.json", "signer.pem": signer}
        # The key-encryption key is not among them: whoever has this backup has no key until the custodians open the escrow.
        return files | {name: path for name, path in ours.items() if path.exists()}

    def _sizes(self, part: str) -> list[BoardSizes]:
        if part != "records":
            return []
        stores = [self._runtime.board(slug).store for slug in self._runtime.boards()]
        return [BoardSizes(board=each.slug, ledger=each.head().size, access=each.head("access").size) for each in stores]

    def _note(self, part: str, when: datetime) -> None:
        path = self._data_dir / LAST_BACKUP
        noted = last_backups(self._data_dir) | {part: when.isoformat()}
        write_durably(path, json.dumps(noted, indent=1).encode() + b"\n")


@contextmanager
def backing_up(runtime: Runtime, where: Places, *, keep_keys_days: int, now: Now = utc_now) -> Iterator[Backups]:
    """What takes backups of an open Aktspår.

    Raises:
        CannotRunError: Its server is another's, or its keys still lie in the records' server.
    """
    require_embedded(runtime)
    with EmbeddedServers(runtime.settings.data_dir) as servers:
        if not servers.keys_apart:
            raise CannotRunError(
                "Nycklarna ligger i dokumentationens server, så de kan inte kopieras för sig; kör 'aktspar upgrade' först."
            )
        yield Backups(runtime, servers, where, keep_keys_days=keep_keys_days, now=now)


def last_backups(data_dir: Path) -> dict[str, str]:
    """When each part was last brought to a backup, by this machine's clock; a part that never was is missing."""
    try:
        return json.loads((data_dir / LAST_BACKUP).read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return {}


def _prune(folder: Path, before: datetime) -> list[str]:
    """Remove what is older, save the newest; also the log that only led from what is gone."""
    from shutil import rmtree

    every = backups(folder)
    old = [each for each in every[:-1] if each.manifest.finished_at < before]
    for each in old:
        rmtree(each.folder)
    kept = [each for each in every if each not in old]
    named = {each.manifest.wal for each in kept}
    for path in folder.glob("wal-*"):
        if path.name not in named:
            rmtree(path)
    for name in named:
        wal_archive.prune(folder / name, min(each.manifest.first_segment for each in kept if each.manifest.wal == name))
    return [each.folder.name for each in old]


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    descriptor = os.open(folder / "backup.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise CannotRunError(f"En annan säkerhetskopia tas just nu i {folder}; vänta tills den är klar.") from None
    finally:
        os.close(descriptor)
