"""The short folder that the server's socket lies in.

A socket's path may be at most 107 bytes (103 on macOS), and a data directory is often longer, so the socket lies in the
user's runtime folder or in /tmp. /tmp is shared: whoever comes first may make a folder, or a symbolic link, of any name.
So the folder is ours only if it is a real folder, with our owner and closed to everyone else.
"""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

from adapters.embedded.identity import ServerIdentity
from adapters.embedded.refusals import sentence_for_os_errors
from adapters.errors import CannotRunError

PORT = 5432
"""Part of the socket's name only; the server listens on no network address."""

_LONGEST_PATH_BYTES = 99


def runtime_folder(data_dir: Path, identity: ServerIdentity) -> Path:
    """The folder for a data directory's socket; the same one every time, so that a restarted server is found again.

    Args:
        data_dir: Absolute.
        identity: As whom the server runs; it must be able to write there.
    """
    mark = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:16]
    own = os.environ.get("XDG_RUNTIME_DIR", "")
    folder = Path(own) / f"aktspar-{mark}"
    if identity.uid == os.geteuid() and _is_usable_base(own) and len(os.fsencode(folder / _socket_name())) <= _LONGEST_PATH_BYTES:
        return folder
    return Path("/tmp") / f"aktspar-{identity.uid}-{mark}"


def make_runtime_folder(folder: Path, identity: ServerIdentity) -> None:
    """Make the folder, or accept the one that is there if it is ours alone.

    Raises:
        CannotRunError: Something of that name belongs to someone else, or is open to others.
    """
    with sentence_for_os_errors(folder):
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            _require_ours(folder, identity)
            return
        if identity.uid != os.geteuid():
            os.chown(folder, identity.uid, identity.gid)


def remove_runtime_folder(folder: Path) -> None:
    """Remove the folder of a stopped server; one that is not empty is left for the next start to look at."""
    try:
        folder.rmdir()
    except OSError:
        return


def _require_ours(folder: Path, identity: ServerIdentity) -> None:
    # lstat: a symbolic link is someone else's trick, wherever it leads.
    found = folder.lstat()
    if stat.S_ISDIR(found.st_mode) and found.st_uid == identity.uid and not found.st_mode & 0o077:
        return
    raise CannotRunError(f"{folder} finns redan med en annan ägare eller öppen för andra; ta bort den och försök igen.")


def _is_usable_base(base: str) -> bool:
    # PostgreSQL takes a list of folders, so commas and quotes would have another meaning.
    if not base.startswith("/") or any(mark in base for mark in ",\"'\\"):
        return False
    try:
        found = os.lstat(base)
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & 0o077


def _socket_name() -> str:
    # The lock file beside the socket has the longest name.
    return f".s.PGSQL.{PORT}.lock"
