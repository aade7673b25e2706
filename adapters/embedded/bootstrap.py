"""What a new server gets, once: its files, the roles and the two databases."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
from pathlib import Path

import psycopg
from psycopg import sql

from adapters.embedded.binaries import PostgresBinaries
from adapters.embedded.identity import ServerIdentity
from adapters.embedded.launch import server_environment
from adapters.embedded.refusals import sentence_for_os_errors, sentence_in_output
from adapters.errors import CannotRunError

ADMIN = "aktspar_admin"
"""The superuser that bootstraps, backs up and upgrades; no command works as it otherwise."""

ROLES = ("aktspar_migration", "aktspar_app", "aktspar_projector", "aktspar_auditor", "aktspar_retention", "aktspar_keys")

LEDGER_DATABASE = "aktspar"
KEY_DATABASE = "aktspar_keys"

_READERS_AND_WRITERS = ("aktspar_app", "aktspar_projector", "aktspar_auditor", "aktspar_retention")
_UNFINISHED = "pgdata.tmp-"
_DONE = "aktspar bootstrap 1"


def load_or_make_passwords(path: Path, *, may_make: bool) -> dict[str, str]:
    """The roles' passwords; missing ones are drawn and saved before any role gets them.

    Args:
        path: A JSON file that only its owner may read.
        may_make: False when the server exists already: then the file must exist too.

    Raises:
        CannotRunError: The file is missing or not JSON, though the server exists.
    """
    try:
        passwords = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        if not isinstance(passwords, dict):
            raise ValueError("not an object")
    except ValueError as error:
        raise CannotRunError(f"{path} är skadad; läs tillbaka den från en säkerhetskopia av datakatalogen.") from error
    if not passwords and not may_make:
        raise CannotRunError(f"{path} saknas, fast databasen finns; läs tillbaka den från en säkerhetskopia av datakatalogen.")
    missing = [role for role in (ADMIN, *ROLES) if role not in passwords]
    if missing:
        passwords |= {role: secrets.token_urlsafe(32) for role in missing}
        _save_durably(path, json.dumps(passwords, indent=1))
    return passwords


def remove_unfinished(server_dir: Path) -> None:
    """Remove what an interrupted `make_cluster` left; it never came to hold data. Call it under the start lock."""
    for left in server_dir.glob(f"{_UNFINISHED}*"):
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink()


def make_cluster(
    binaries: PostgresBinaries, identity: ServerIdentity, *, server_dir: Path, admin_password: str, fsync: bool
) -> None:
    """Make the server's files beside their place and move them there whole.

    Args:
        binaries: Whose `initdb` makes them.
        identity: Who comes to own them.
        server_dir: Gets `pgdata`, which must not exist or be empty.
        admin_password: Of the superuser; every connection needs a password.
        fsync: False only in tests, which do not outlive a power cut.

    Raises:
        CannotRunError: The disk is full, or the place may not be written.
    """
    unfinished = server_dir / f"{_UNFINISHED}{os.getpid()}"
    password_file = server_dir / f"{unfinished.name}.password"
    unfinished.mkdir(mode=0o700)
    _save_durably(password_file, admin_password)
    try:
        if identity.uid != os.geteuid():
            os.chown(unfinished, identity.uid, identity.gid)
            os.chown(password_file, identity.uid, identity.gid)
        _run_initdb(binaries, identity, pgdata=unfinished, password_file=password_file, fsync=fsync)
        os.rename(unfinished, server_dir / "pgdata")
        _flush_folder(server_dir)
    finally:
        password_file.unlink()
        shutil.rmtree(unfinished, ignore_errors=True)


def complete_cluster(conninfo: str, passwords: dict[str, str]) -> None:
    """Make the roles and databases, unless it has been done; an interrupted one is taken up again.

    Args:
        conninfo: Reaches the database `postgres` as the superuser.
        passwords: For each role.
    """
    with psycopg.connect(conninfo, autocommit=True) as connection:
        done = connection.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [LEDGER_DATABASE]
        ).fetchone()
        if done == (_DONE,):
            return
        for role in ROLES:
            _make_role(connection, role, passwords[role])
        # So that a migration can make a read model and hand it over to the role that fills it.
        connection.execute("GRANT aktspar_projector TO aktspar_migration")
        _make_database(connection, LEDGER_DATABASE, owner="aktspar_migration", others=_READERS_AND_WRITERS)
        _make_database(connection, KEY_DATABASE, owner="aktspar_keys", others=())
        for database in ("postgres", "template1"):
            connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(database)))
    for database in (LEDGER_DATABASE, KEY_DATABASE):
        with psycopg.connect(conninfo, dbname=database, autocommit=True) as connection:
            connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    with psycopg.connect(conninfo, autocommit=True) as connection:
        # Last, so that it is there only if everything before it is.
        statement = sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(LEDGER_DATABASE), sql.Literal(_DONE))
        connection.execute(statement)


def _run_initdb(
    binaries: PostgresBinaries, identity: ServerIdentity, *, pgdata: Path, password_file: Path, fsync: bool
) -> None:
    command = [*identity.prefix, binaries.program("initdb"), "-D", str(pgdata), "-U", ADMIN, f"--pwfile={password_file}"]
    command += ["--auth=scram-sha-256", "--encoding=UTF8", "--data-checksums", "--no-instructions"]
    if binaries.major >= 17:
        # The builtin provider sorts the same for ever; an operating system's locale may change its order under the indexes.
        command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    else:
        command += ["--locale=C.UTF-8"]
    if not fsync:
        command += ["--no-sync"]
    answer = subprocess.run(
        command, capture_output=True, text=True, stdin=subprocess.DEVNULL, env=server_environment(), cwd="/", check=False
    )
    if answer.returncode != 0:
        known = sentence_in_output(answer.stderr, pgdata.parent)
        # initdb's own reason is English, but better than none.
        said = [line for line in answer.stderr.splitlines() if line.strip()] or [f"initdb: {answer.returncode}"]
        reason = next((line for line in said if "error" in line or "FATAL" in line), said[-1])
        raise CannotRunError(known or f"PostgreSQL kunde inte skapa sina filer i {pgdata.parent} ({reason}).")


def _make_role(connection: psycopg.Connection, role: str, password: str) -> None:
    # The password leaves this process only as its SCRAM verifier.
    verifier = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    exists = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    statement = sql.SQL("{} ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD {}").format(
        sql.SQL("ALTER" if exists else "CREATE"), sql.Identifier(role), sql.Literal(verifier)
    )
    connection.execute(statement)


def _make_database(connection: psycopg.Connection, database: str, *, owner: str, others: tuple[str, ...]) -> None:
    name = sql.Identifier(database)
    if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone() is None:
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, sql.Identifier(owner)))
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    for role in others:
        connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, sql.Identifier(role)))


def _save_durably(path: Path, text: str) -> None:
    """Write a file that only its owner may read, so that it is there whole or not at all."""
    with sentence_for_os_errors(path):
        temporary = path.with_name(f"{path.name}.new")
        temporary.unlink(missing_ok=True)
        with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        _flush_folder(path.parent)


def _flush_folder(folder: Path) -> None:
    # A rename is durable only when the folder that holds the name is.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
