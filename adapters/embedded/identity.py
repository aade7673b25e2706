"""As whom PostgreSQL runs: it refuses to be root, and we change the mode of no folder to please it.

An ordinary user runs it as themselves. For root there are three ways, in this order:

1. In a user namespace where root's own number is called 1000: files stay root's, nothing is opened to anyone.
2. As nobody, with the one capability to pass by file permissions, where a container forbids namespaces. PostgreSQL's
   folder is then nobody's; the folders above it stay as they are.
3. As plain nobody, where the data directory and the programs can be reached by everyone as they are.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from adapters.embedded.binaries import PostgresBinaries
from adapters.errors import CannotRunError

_NOBODY = 65534


@dataclass(frozen=True)
class ServerIdentity:
    """A way of running PostgreSQL's programs.

    Args:
        name: For tests and messages.
        uid: Who must own PostgreSQL's files, as seen from here.
        gid: The group beside it.
        prefix: The command that the program is run through; it becomes the program, keeping its process number.
    """

    name: str
    uid: int
    gid: int
    prefix: tuple[str, ...] = ()


def find_identity(binaries: PostgresBinaries, folder: Path, *, owner: int | None) -> ServerIdentity:
    """Choose as whom to run.

    Args:
        binaries: What is to be run.
        folder: The folder that PostgreSQL's data directory lies in; exists.
        owner: The user number that owns an existing data directory; None for a new one.

    Raises:
        CannotRunError: The directory is someone else's, or root cannot run it in any of the ways.
    """
    ways = possible_identities()
    fitting = [way for way in ways if owner in (None, way.uid)]
    if not fitting:
        raise CannotRunError(f"Datakatalogen {folder} ägs av en annan användare (nr {owner}); kör kommandot som den användaren.")
    for way in fitting:
        if can_run(way, binaries, folder):
            return way
    raise CannotRunError(
        f"PostgreSQL får inte köras som root här; kör ./aktspar som en vanlig användare (datakatalog: {folder.parent})."
    )


def possible_identities() -> tuple[ServerIdentity, ...]:
    """Every way that the present user could run a server, whether or not the machine allows it."""
    if os.geteuid() != 0:
        return (ServerIdentity("self", os.geteuid(), os.getegid()),)
    return tuple(_ways_for_root())


def can_run(way: ServerIdentity, binaries: PostgresBinaries, folder: Path) -> bool:
    """Whether the machine lets the programs be run in this way, and whether they then reach the folder."""
    if not way.prefix:
        return True
    script = '"$1" --version >/dev/null && cd "$2"'
    command = [*way.prefix, "/bin/sh", "-c", script, "sh", binaries.program("postgres"), str(folder)]
    quiet = subprocess.DEVNULL
    return subprocess.run(command, stdin=quiet, stdout=quiet, stderr=quiet, cwd="/", check=False).returncode == 0


def _ways_for_root() -> Iterator[ServerIdentity]:
    if not sys.platform.startswith("linux"):
        return
    unshare, setpriv = shutil.which("unshare"), shutil.which("setpriv")
    if unshare is not None:
        yield ServerIdentity("namespace", 0, 0, (unshare, "--user", "--map-user=1000", "--"))
    if setpriv is not None:
        nobody = (setpriv, f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups")
        passing = ("--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--")
        yield ServerIdentity("nobody passing permissions", _NOBODY, _NOBODY, (*nobody, *passing))
        yield ServerIdentity("nobody", _NOBODY, _NOBODY, (*nobody, "--"))
