"""Numbered SQL files, each applied once per schema in its own transaction, with its checksum kept.

A file that was changed after it was applied is refused: two installations with the same number must have the same
tables. Placeholders `{{name}}` take checked identifiers only.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import psycopg
from psycopg import sql

from adapters.errors import CannotRunError

HERE = Path(__file__).parent
IDENTIFIER = re.compile(r"[a-z_][a-z0-9_]{0,62}")
_NUMBERED = re.compile(r"(\d{4})_[a-z_]+\.sql")


class Migration(NamedTuple):
    """One SQL file: its name and its text with placeholders."""

    name: str
    text: str

    @property
    def checksum(self) -> str:
        """SHA-256 of the file as it is shipped, in hex."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def read_migrations(folder: str) -> list[Migration]:
    """The SQL files of a folder beside this module, in the order of their numbers."""
    files = sorted(path for path in (HERE / folder).glob("*.sql") if _NUMBERED.fullmatch(path.name))
    return [Migration(path.name, path.read_text("utf-8")) for path in files]


def apply(
    connection: psycopg.Connection, schema: str, migrations: list[Migration], *,
    label: str, placeholders: Mapping[str, str],
) -> list[str]:
    """Apply what is not yet applied, and return the names.

    Args:
        connection: As the role that is to own the objects; in autocommit.
        schema: Made if it does not exist.
        label: Tells apart two applications of the same files in one schema (`ledger`, `access`).
        placeholders: What to put for each `{{name}}`; identifiers and whole numbers only.

    Raises:
        CannotRunError: An applied file has another checksum than the one shipped, or files are missing here.
    """
    values = {"schema": schema, **placeholders}
    for value in values.values():
        if not (IDENTIFIER.fullmatch(value) or value.isdigit()):
            raise ValueError("a placeholder takes an identifier or a whole number")
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (f"aktspar/migrate/{schema}",))
        connection.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(schema)))
        table = sql.Identifier(schema, "schema_migration")
        connection.execute(sql.SQL(
            "CREATE TABLE IF NOT EXISTS {} (label text NOT NULL, name text NOT NULL, checksum text NOT NULL,"
            " applied_at timestamptz NOT NULL DEFAULT clock_timestamp(), PRIMARY KEY (label, name))"
        ).format(table))
        applied = dict(connection.execute(
            sql.SQL("SELECT name, checksum FROM {} WHERE label = %s").format(table), (label,)
        ).fetchall())
        _refuse_drift(applied, migrations)
        new = [migration for migration in migrations if migration.name not in applied]
        for migration in new:
            connection.execute(_filled(migration.text, values))
            connection.execute(
                sql.SQL("INSERT INTO {} (label, name, checksum) VALUES (%s, %s, %s)").format(table),
                (label, migration.name, migration.checksum),
            )
    return [migration.name for migration in new]


def pending(connection: psycopg.Connection, schema: str, migrations: list[Migration], *, label: str) -> list[str]:
    """The names of what `apply` would apply to a schema that exists.

    Raises:
        CannotRunError: As `apply` does.
    """
    query = sql.SQL("SELECT name, checksum FROM {} WHERE label = %s").format(sql.Identifier(schema, "schema_migration"))
    applied = dict(connection.execute(query, (label,)).fetchall())
    _refuse_drift(applied, migrations)
    return [migration.name for migration in migrations if migration.name not in applied]


def _refuse_drift(applied: dict[str, str], migrations: list[Migration]) -> None:
    shipped = {migration.name: migration.checksum for migration in migrations}
    for name, checksum in applied.items():
        if name not in shipped:
            raise CannotRunError(f"Databasen är nyare än programmet: {name} är utförd men finns inte här; uppgradera Aktspår.")
        if shipped[name] != checksum:
            raise CannotRunError(f"{name} har ändrats efter att den utfördes; återställ filen från utgåvan.")


def _filled(text: str, values: Mapping[str, str]) -> bytes:
    for name, value in values.items():
        text = text.replace("{{" + name + "}}", value)
    if "{{" in text:
        raise ValueError("a placeholder of the migration has no value")
    return text.encode()
