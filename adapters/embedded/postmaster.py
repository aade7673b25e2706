"""The running server as its files and the process table tell of it: is it there, is it ready, and how it is stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

_POLL_SECONDS = 0.005
_FAST_SHUTDOWN_SECONDS = 60
_EMPTY_FOR_SECONDS = 2


@dataclass(frozen=True)
class Postmaster:
    """What `postmaster.pid` says of the server that wrote it.

    Args:
        pid: The process number; may be that of a dead or another process by now.
        socket_folder: Where its socket lies; None while it is starting.
        status: `starting`, `ready` or `stopping`; empty before it says so.
    """

    pid: int
    socket_folder: Path | None
    status: str


def read_postmaster(pgdata: Path) -> Postmaster | None:
    """Read `postmaster.pid`, or None where there is none or it does not hold a number (yet)."""
    try:
        lines = (pgdata / "postmaster.pid").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
        pid = int(lines[0])
    except (FileNotFoundError, IndexError, ValueError):
        return None
    folder = Path(lines[4]) if len(lines) > 4 and lines[4] else None
    return Postmaster(pid, folder, lines[7].strip() if len(lines) > 7 else "")


def running_postmaster(pgdata: Path) -> Postmaster | None:
    """The living server of a data directory, or None; a zombie or a stranger with a reused number is none."""
    postmaster = read_postmaster(pgdata)
    if postmaster is None or not _serves(postmaster.pid, pgdata):
        return None
    return postmaster


def wait_until_ready(pgdata: Path, pid: int, *, timeout_seconds: float) -> Postmaster | None:
    """Wait until a server takes connections.

    Args:
        pgdata: Its data directory.
        pid: Its process number.
        timeout_seconds: Crash recovery may take long after a large import.

    Returns:
        The ready server, or None when it died, is stopping or did not get ready in time.
    """
    deadline = time.monotonic() + timeout_seconds
    while time.monotonic() < deadline and process_runs(pid):
        postmaster = read_postmaster(pgdata)
        if postmaster is not None and postmaster.pid == pid:
            if postmaster.status == "ready":
                return postmaster
            if postmaster.status == "stopping":
                wait_until_gone(pid, timeout_seconds=deadline - time.monotonic())
                return None
        time.sleep(_POLL_SECONDS)
    return None


def wait_until_gone(pid: int, *, timeout_seconds: float) -> bool:
    """Wait until a process is dead, also if nobody has taken care of its body; False if it still lives."""
    deadline = time.monotonic() + timeout_seconds
    while process_runs(pid):
        if time.monotonic() > deadline:
            return False
        time.sleep(_POLL_SECONDS)
    return True


def stop_postmaster(pgdata: Path) -> None:
    """Stop the living server of a data directory, if there is one; what was committed stays committed."""
    postmaster = running_postmaster(pgdata)
    if postmaster is None:
        return
    # Fast: open transactions are rolled back, then a checkpoint. If that hangs, immediate: the next start recovers from the WAL.
    for stop_signal in (signal.SIGINT, signal.SIGQUIT):
        try:
            os.kill(postmaster.pid, stop_signal)
        except ProcessLookupError:
            return
        if wait_until_gone(postmaster.pid, timeout_seconds=_FAST_SHUTDOWN_SECONDS):
            return


def disown_stale_pid_file(pgdata: Path) -> None:
    """Make a dead server's `postmaster.pid` name a process that certainly is dead.

    PostgreSQL refuses to start while the number in the file is anyone's: a zombie's, or after a reboot a stranger's. Removing
    the file would take away the shared memory key in it, by which PostgreSQL notices that orphans of the dead server still
    write. So only the number is exchanged, for that of a child that has just ended. Call it under the start lock.
    """
    path = pgdata / "postmaster.pid"
    if read_postmaster(pgdata) is None:
        _remove_empty(path)
        return
    if running_postmaster(pgdata) is not None:
        return
    ended = subprocess.Popen(["/bin/sh", "-c", ":"], stdin=subprocess.DEVNULL)
    ended.wait()
    _, _, rest = path.read_bytes().partition(b"\n")
    # In place: the file keeps the owner and mode that PostgreSQL checks.
    path.write_bytes(b"%d\n%s" % (ended.pid, rest))


def process_runs(pid: int) -> bool:
    """Whether a process exists and is no zombie."""
    if sys.platform.startswith("linux"):
        try:
            # The name in parentheses may hold anything, so the state is sought after the last one.
            state = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return False
        return state not in (b"Z", b"X")
    state_text = _ps(pid, "stat=").strip()
    return bool(state_text) and not state_text.startswith("Z")


def _remove_empty(path: Path) -> None:
    """Remove a `postmaster.pid` without a number, which a full disk or a power cut leaves; a starting server's is fresh."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return
    if time.time() - found.st_mtime > _EMPTY_FOR_SECONDS:
        path.unlink()


def _serves(pid: int, pgdata: Path) -> bool:
    """Whether a process is a PostgreSQL server on this data directory."""
    if not sys.platform.startswith("linux"):
        command = _ps(pid, "command=")
        return "postgres" in command and str(pgdata) in command
    try:
        arguments = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except (FileNotFoundError, ProcessLookupError):
        return False
    # A zombie has no arguments left.
    if os.path.basename(arguments[0]) not in (b"postgres", b"postmaster"):
        return False
    try:
        return os.path.samefile(f"/proc/{pid}/cwd", pgdata)
    except FileNotFoundError:
        return False
    except PermissionError:
        # Another user's process, which in a container even root may not look into; its arguments are open to all.
        return os.fsencode(pgdata) in arguments


def _ps(pid: int, column: str) -> str:
    command = ["ps", "-ww", "-o", column, "-p", str(pid)]
    return subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False).stdout
