"""Taking a base backup of one embedded server, with what lies beside it, and the log up to its end."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from adapters.embedded.binaries import find_binaries
from adapters.embedded_server import EmbeddedServer
from adapters.errors import CannotRunError
from adapters.operations import wal_archive
from adapters.operations.backup_set import (
    FILES,
    FORMAT,
    PGDATA,
    BaseBackup,
    BoardSizes,
    Manifest,
    checked_files,
    finish,
    new_folder,
    require_whole,
)
from adapters.operations.durable import copy_durably, flush_folder
from adapters.operations.programs import run_program

Now = Callable[[], datetime]


def utc_now() -> datetime:
    """The machine's clock."""
    return datetime.now(UTC)


def take_base_backup(
    server: EmbeddedServer, server_data_dir: Path, part_folder: Path, *, part: str, files: Mapping[str, Path],
    boards: Sequence[BoardSizes] = (), now: Now = utc_now,
) -> BaseBackup:
    """Copy a running server whole, check the copy, and receive the log up to the copy's end.

    Args:
        server: Entered.
        server_data_dir: The server's data directory.
        files: What else belongs to the backup: relative name to a file, or to a folder that is taken whole.
        boards: How far the boards had come when this began.

    Raises:
        CannotRunError: It could not be taken; a folder without a manifest is left, which nothing takes for a backup.
    """
    binaries, started = find_binaries(server_data_dir), now()
    folder = new_folder(part_folder, started)
    # Before the copy begins: the server keeps the log from here on until the archive has it.
    wal = wal_archive.open_archive(server, part_folder)
    run_program(
        binaries, "pg_basebackup",
        [f"--pgdata={folder / PGDATA}", "--wal-method=none", "--checkpoint=fast", "--manifest-checksums=SHA256", "--no-password"],
        server=server, where=folder,
    )
    _copy_files(files, folder / FILES)
    wal_archive.receive_until_now(server, binaries, wal)
    place = wal_archive.place_of(server)
    manifest = Manifest(
        format=FORMAT, part=part, started_at=started, finished_at=now(), postgresql=binaries.version,
        system_identifier=place.system_identifier, timeline=place.timeline, wal=wal.name,
        first_segment=_first_segment(folder / PGDATA), boards=tuple(boards), files=checked_files(folder),
    )
    backup = BaseBackup(folder, manifest)
    require_whole(backup, binaries)
    finish(folder, manifest)
    return backup


def _copy_files(files: Mapping[str, Path], target: Path) -> None:
    target.mkdir(mode=0o700)
    for name, source in files.items():
        inside = sorted(path for path in source.rglob("*") if path.is_file()) if source.is_dir() else [source]
        for path in inside:
            copy = target / name / path.relative_to(source) if source.is_dir() else target / name
            copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            copy_durably(path, copy)
            flush_folder(copy.parent)


def _first_segment(pgdata: Path) -> str:
    stated = re.search(r"\(file ([0-9A-F]{24})\)", (pgdata / "backup_label").read_text("ascii"))
    if stated is None:
        raise CannotRunError(f"{pgdata} saknar uppgift om var loggen börjar; ta om säkerhetskopian.")
    return stated.group(1)
