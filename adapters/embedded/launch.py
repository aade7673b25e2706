"""How the server is run: its settings, its environment, and a start that outlives the command that made it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from adapters.embedded.binaries import PostgresBinaries
from adapters.embedded.identity import ServerIdentity
from adapters.embedded.runtime_folder import PORT

_LARGEST_LOG_BYTES = 10_000_000

# Given at every start, so that a newer Aktspår brings its settings to an old data directory.
_SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "cluster_name": "aktspar",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    # A record that has been acknowledged survives a power cut, in the demo too.
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    # For a machine with two cores and a few GB of memory.
    "max_connections": "100",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "random_page_cost": "1.1",
    "wal_compression": "on",
    # What an archive that has stopped may hold back on the disk, before it has to begin again with a base backup.
    "max_slot_wal_keep_size": "4GB",
    "jit": "off",
    # The log holds no statement, no parameter and no row: an ERROR quotes the value that it refused, so it goes to the client
    # alone, and terse leaves out the DETAIL lines that quote keys and, after a crash, the statement.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_min_duration_sample": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_checkpoints": "off",
    "log_connections": "off",
    "log_line_prefix": "%m [%p] ",
}

_PASSED_ON = ("PATH", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


def server_environment() -> dict[str, str]:
    """What PostgreSQL's programs see of our environment: no key, no password and no setting of another server."""
    passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return {**passed_on, "LC_ALL": "C", "TZ": "UTC"}


def launch(binaries: PostgresBinaries, identity: ServerIdentity, *, pgdata: Path, socket_folder: Path, log: Path) -> int:
    """Start a server that is nobody's child, and return its process number; it is not ready yet.

    Args:
        binaries: Of the version that made `pgdata`.
        identity: The owner of `pgdata`.
        pgdata: The data directory.
        socket_folder: Exists and can be written by the identity.
        log: Where everything that it prints is added.
    """
    settings = {**_SETTINGS, "unix_socket_directories": str(socket_folder)}
    command = [*identity.prefix, binaries.program("postgres"), "-D", str(pgdata)]
    command += [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    # The shell ends at once, so the server belongs to the system's first process: when it dies it does not wait for us as a
    # zombie, and it gets no signal meant for our terminal. It keeps none of our open files.
    descriptor = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        started = subprocess.run(
            ["/bin/sh", "-c", '"$@" >&2 & echo $!', "sh", *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=descriptor,
            env=server_environment(),
            cwd="/",
            start_new_session=True,
            check=True,
        )
    finally:
        os.close(descriptor)
    return int(started.stdout)


def set_aside_large_log(log: Path) -> None:
    """Begin a new log beside the last one when it has grown large; the one before that goes."""
    if log.exists() and log.stat().st_size > _LARGEST_LOG_BYTES:
        log.replace(log.with_suffix(".log.1"))
