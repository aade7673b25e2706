"""Looking at an embedded server from outside: its process and its files."""

from __future__ import annotations

from pathlib import Path

from adapters.embedded import postmaster


def pgdata(data_dir: Path) -> Path:
    return data_dir / "server" / "pgdata"


def running_pid(data_dir: Path) -> int | None:
    found = postmaster.running_postmaster(pgdata(data_dir))
    return None if found is None else found.pid


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())
