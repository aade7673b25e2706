"""PostgreSQL's own client programs, run against an embedded server: what they are told, and what their refusals mean."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict

from adapters.embedded.binaries import PostgresBinaries
from adapters.embedded.launch import server_environment
from adapters.embedded.refusals import sentence_in_output
from adapters.embedded_server import ADMIN, EmbeddedServer
from adapters.errors import CannotRunError

_STOPPING_SECONDS = 30


def admin(server: EmbeddedServer, database: str = "postgres") -> psycopg.Connection:
    """A superuser's connection in autocommit: backing up and upgrading need it, nothing else does."""
    return psycopg.connect(server.conninfo(ADMIN, database), autocommit=True)


def run_program(
    binaries: PostgresBinaries, name: str, arguments: list[str], *, server: EmbeddedServer | None = None, where: Path,
    timeout_seconds: float | None = None,
) -> str:
    """Run a program to its end, and give what it printed.

    Args:
        server: Reached as the superuser, by variables that no other process sees; None = the program needs no server.
        where: The place that a refusal names.
        timeout_seconds: None = as long as it takes.

    Raises:
        CannotRunError: It did not succeed; the message says why as far as it is known.
    """
    command = [binaries.program(name), *arguments]
    try:
        answer = subprocess.run(
            command, capture_output=True, text=True, errors="replace", stdin=subprocess.DEVNULL, env=_environment(server),
            cwd="/", check=False, timeout=timeout_seconds,
        )
    except subprocess.TimeoutExpired:
        raise CannotRunError(f"{name} blev inte klar inom {timeout_seconds:.0f} sekunder; försök igen.") from None
    except OSError as error:
        raise CannotRunError(f"PostgreSQLs program {name} kan inte köras: {error.strerror}.") from error
    if answer.returncode != 0:
        raise CannotRunError(_reason(name, answer.stderr, where))
    return answer.stdout


@contextmanager
def running_program(
    binaries: PostgresBinaries, name: str, arguments: list[str], *, server: EmbeddedServer
) -> Iterator[subprocess.Popen[bytes]]:
    """A program that runs until this is left; then it is asked to stop, and waited for."""
    process = subprocess.Popen(
        [binaries.program(name), *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        env=_environment(server), cwd="/", start_new_session=True,
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(_STOPPING_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stderr is not None:
            process.stderr.close()


def _environment(server: EmbeddedServer | None) -> dict[str, str]:
    environment = server_environment()
    if server is not None:
        reached = conninfo_to_dict(server.conninfo(ADMIN, "postgres"))
        names = {"PGHOST": "host", "PGPORT": "port", "PGUSER": "user", "PGPASSWORD": "password"}
        environment |= {name: str(reached[key]) for name, key in names.items()}
    return {**environment, "HOME": os.environ.get("HOME", "/")}


def _reason(name: str, said: str, where: Path) -> str:
    known = sentence_in_output(said, where)
    if known is not None:
        return known
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    # The programs speak English, but their reason is better than none; they name files, never a row.
    return f"{name} misslyckades: {lines[-1] if lines else 'utan att säga varför'} ({where})."
