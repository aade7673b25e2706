"""As whom PostgreSQL runs: it refuses to be root, and we change the mode of no folder to please it.

An ordinary user runs it as themselves. `initdb` insists on finding its user in the system's list, so a number without a
name, as some containers give, runs it in a user namespace where that number is called another. For root there are three
ways, in this order:

1. In such a namespace: files stay root's, nothing is opened to anyone.
2. As nobody, with the one capability to pass by file permissions, where a container forbids namespaces. PostgreSQL's
   folder is then nobody's; the folders above it stay as they are.
3. As plain nobody, where the data directory and the programs can be reached by everyone as they are.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from adapters.embedded.binaries import PostgresBinaries
from adapters.errors import CannotRunError


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
    """Every way that the present user could run a server, the best first, whether or not the machine allows it."""
    own = ServerIdentity("self", os.geteuid(), os.getegid())
    if own.uid != 0:
        return (own,) if _is_named(own.uid) else (*_in_a_namespace(), own)
    return (*_in_a_namespace(), *_as_nobody())


def can_run(way: ServerIdentity, binaries: PostgresBinaries, folder: Path) -> bool:
    """Whether the machine lets the programs be run in this way, and whether they then reach the folder."""
    if not way.prefix:
        return True
    script = '"$1" --version >/dev/null && cd "$2"'
    command = [*way.prefix, "/bin/sh", "-c", script, "sh", binaries.program("postgres"), str(folder)]
    quiet = subprocess.DEVNULL
    return subprocess.run(command, stdin=quiet, stdout=quiet, stderr=quiet, cwd="/", check=False).returncode == 0


def _in_a_namespace() -> Iterator[ServerIdentity]:
    unshare = shutil.which("unshare") if sys.platform.startswith("linux") else None
    # Any named user but root; the name is seen inside only, and the system knows us by our own number.
    called = next((entry.pw_uid for entry in pwd.getpwall() if entry.pw_uid != 0), None)
    if unshare is not None and called is not None:
        yield ServerIdentity("namespace", os.geteuid(), os.getegid(), (unshare, "--user", f"--map-user={called}", "--"))


def _as_nobody() -> Iterator[ServerIdentity]:
    setpriv = shutil.which("setpriv") if sys.platform.startswith("linux") else None
    if setpriv is None:
        return
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        return
    become = (setpriv, f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups")
    passing = ("--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--")
    yield ServerIdentity("nobody passing permissions", nobody.pw_uid, nobody.pw_gid, (*become, *passing))
    yield ServerIdentity("nobody", nobody.pw_uid, nobody.pw_gid, (*become, "--"))


def _is_named(uid: int) -> bool:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True
