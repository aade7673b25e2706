"""The roles of the database, for a server that Aktspår does not itself start."""

from __future__ import annotations

import psycopg
from psycopg import sql

ROLES = ("aktspar_migration", "aktspar_app", "aktspar_projector", "aktspar_auditor", "aktspar_retention")


def ensure_roles(connection: psycopg.Connection) -> None:
    """Make the roles that are missing, without log-in, and let this log-in take them on.

    Whoever runs production gives its own log-ins membership of one role each; the roles themselves cannot log in.
    """
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(hashtextextended('aktspar/roles', 0))")
        present = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles").fetchall()}
        for role in ROLES:
            if role not in present:
                connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(role)))
            connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(role)))
        connection.execute("GRANT aktspar_projector TO aktspar_migration")
        database = connection.info.dbname
        connection.execute(sql.SQL("GRANT CREATE ON DATABASE {} TO aktspar_migration").format(sql.Identifier(database)))
