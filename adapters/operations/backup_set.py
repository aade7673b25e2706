"""A base backup as it lies in a folder (sv. *säkerhetskopia*): PostgreSQL's files, ours, and last of all the manifest.

    <part>/<start time>/pgdata/…        what pg_basebackup wrote, with its own manifest of checksums
    <part>/<start time>/files/…         what lies beside the server: checkpoints; with the keys signer and accounts
    <part>/<start time>/manifest.json   written last: a folder without it is a backup that was never finished
    <part>/wal-<server>-<timeline>-<n>/…  the log of every change since, as it is received

`part` is `records` or `keys`. The key-encryption key is in neither: it comes from the escrow.
"""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from adapters.embedded.binaries import PostgresBinaries
from adapters.errors import CannotRunError
from adapters.operations.durable import sha256_of, write_durably
from adapters.operations.programs import run_program

FORMAT = "aktspar-backup/1"
PARTS = ("records", "keys")
PGDATA, FILES, MANIFEST = "pgdata", "files", "manifest.json"
_NAME = re.compile(r"\d{8}T\d{6}\.\d{6}Z(-\d+)?")


class BoardSizes(BaseModel):
    """How far a board's two ledgers had come when the backup began."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    board: str
    ledger: int = Field(ge=0)
    access: int = Field(ge=0)


class Manifest(BaseModel):
    """What a base backup says of itself (sv. *innehållsförteckning*)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: str
    part: str
    started_at: datetime
    finished_at: datetime
    postgresql: str
    system_identifier: str
    timeline: int
    wal: str
    first_segment: str
    boards: tuple[BoardSizes, ...]
    files: dict[str, str]


class BaseBackup(NamedTuple):
    """A finished base backup: its folder and its manifest."""

    folder: Path
    manifest: Manifest

    @property
    def wal(self) -> Path:
        """Where the log of what came after it is."""
        return self.folder.parent / self.manifest.wal

    @property
    def major(self) -> int:
        """PostgreSQL's major version that made it."""
        return int(self.manifest.postgresql.split(".")[0])


def new_folder(part_folder: Path, now: datetime) -> Path:
    """A folder for a base backup that begins now; made."""
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    for number in range(100):
        folder = part_folder / (stamp if number == 0 else f"{stamp}-{number}")
        try:
            folder.mkdir(mode=0o700, parents=True)
        except FileExistsError:
            continue
        return folder
    raise CannotRunError(f"Det finns redan hundra säkerhetskopior från samma ögonblick i {part_folder}.")


def finish(folder: Path, manifest: Manifest) -> None:
    """Write the manifest, after everything else is on the disk."""
    write_durably(folder / MANIFEST, manifest.model_dump_json(indent=1).encode() + b"\n")


def backups(part_folder: Path) -> list[BaseBackup]:
    """The finished base backups of a folder, the oldest first; unfinished ones are none.

    Raises:
        CannotRunError: A manifest is damaged.
    """
    if not part_folder.is_dir():
        return []
    found = [path for path in part_folder.iterdir() if _NAME.fullmatch(path.name) and (path / MANIFEST).is_file()]
    return sorted((BaseBackup(path, _read(path / MANIFEST)) for path in found), key=lambda each: each.manifest.started_at)


def remove_unfinished(part_folder: Path) -> list[str]:
    """Remove what backups that never finished left; their names. Only for who takes a backup here, alone."""
    left = [path for path in part_folder.iterdir() if _NAME.fullmatch(path.name) and not (path / MANIFEST).exists()]
    for path in left:
        shutil.rmtree(path)
    return [path.name for path in left]


def checked_files(folder: Path) -> dict[str, str]:
    """The SHA-256 of everything in a backup's folder that PostgreSQL's own manifest does not hold, and of that manifest."""
    ours = [path for path in sorted((folder / FILES).rglob("*")) if path.is_file()]
    return {str(path.relative_to(folder)): sha256_of(path) for path in (folder / PGDATA / "backup_manifest", *ours)}


def require_whole(backup: BaseBackup, binaries: PostgresBinaries) -> None:
    """Check every byte of a base backup against its checksums.

    Raises:
        CannotRunError: A file is changed, missing or added; the message names it.
    """
    found = checked_files(backup.folder)
    differing = sorted(name for name in {*found, *backup.manifest.files} if found.get(name) != backup.manifest.files.get(name))
    if differing:
        raise CannotRunError(
            f"Säkerhetskopian {backup.folder} är skadad: {differing[0]} stämmer inte med sin kontrollsumma. Välj en annan kopia."
        )
    # The log is kept beside, so it is not looked for inside.
    run_program(binaries, "pg_verifybackup", ["--no-parse-wal", str(backup.folder / PGDATA)], where=backup.folder)


def _read(path: Path) -> Manifest:
    try:
        manifest = Manifest.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        raise CannotRunError(f"{path} är skadad eller går inte att läsa; flytta undan mappen och välj en annan kopia.") from None
    if manifest.format != FORMAT or manifest.part not in PARTS:
        raise CannotRunError(f"{path} är skriven av en annan version av Aktspår ({manifest.format}).")
    return manifest
