"""Boards (sv. *nämnder*): one schema each, with a ledger, an access log and their keys.

The board is the data controller, so nothing is shared between two: not a table, not a key, not a proof.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import psycopg
from psycopg import sql
from psycopg.rows import tuple_row
from psycopg_pool import ConnectionPool

from adapters.event_mapper import EventMapper
from adapters.key_store import KeyEncryptionKey, KeyStore
from adapters.postgres import migrations
from adapters.postgres.datastore import LedgerDatastore
from adapters.postgres.destroyed import replay_destruction
from adapters.postgres.factory import LedgerFactory
from adapters.postgres.ledger import PostgresLedger
from adapters.postgres.migrations import Migration
from domain.access.events import ACCESS_EVENT_TYPES
from domain.base import DomainEvent, Purpose, Stamp
from domain.errors import ConflictError, CorruptLedgerError, InvalidValueError, NotFoundError
from domain.event_types import EVENT_TYPES
from domain.ledger.checkpoint import Checkpoint
from domain.ledger.course import LedgerCourse, course_id, next_incarnation, restore
from domain.ledger.incarnations import Incarnation, Incarnations
from domain.ledger.port import Command
from domain.upcasts import UPCASTS

PREFIX = "aktspar_"
LEDGERS = ("ledger", "access")
BOARD_WIDE = {"views": "view_migrations", "drafts": "draft_migrations"}
"""Migrations that are applied once a board, by label: the folder that they are in."""
USERS = ("aktspar_app", "aktspar_projector", "aktspar_auditor", "aktspar_retention")
_SLUG = re.compile(r"[a-z][a-z0-9_]{0,39}")

Shipped = Callable[[str], list[Migration]]


class Connections(NamedTuple):
    """Connection strings by role, as libpq takes them; `set_role`: log-ins are not the roles, so set them."""

    migration: str
    app: str
    projector: str
    keys: str
    auditor: str
    retention: str
    set_role: bool = False


class Head(NamedTuple):
    """What is fixed about a ledger, and its size when this was read."""

    ledger_id: UUID
    incarnation: int
    origin: str
    clock: str
    size: int
    closed_us: int


class BoardStore:
    """An open board: its two ledgers and its keys."""

    def __init__(self, slug: str, connections: Connections, keys: ConnectionPool, kek: KeyEncryptionKey) -> None:
        self.slug = slug
        self.schema = PREFIX + slug
        self.connections = connections
        self.datastore = LedgerDatastore(
            connections.app, schema=self.schema, role="aktspar_app" if connections.set_role else None
        )
        self.keys = KeyStore(keys, kek, slug)
        self.heads = {name: self.head(name) for name in LEDGERS}
        self.incarnations = {name: self._incarnations(name) for name in LEDGERS}
        self.ledger = self._open("ledger", EVENT_TYPES)
        self.access = self._open("access", ACCESS_EVENT_TYPES)
        # Before anything is read: the key database may be an older one than the ledger.
        replay_destruction(self.ledger, self.keys)

    @property
    def simulated(self) -> bool:
        """Whether recorded times came from outside; everything that such a ledger outputs is marked so."""
        return self.heads["ledger"].clock == "simulated"

    def head(self, ledger: str = "ledger") -> Head:
        """The head row as it is now."""
        with self.datastore.get_connection() as connection:
            row = connection.execute(sql.SQL(
                "SELECT ledger_id, incarnation, origin, clock, size, closed_us FROM {} WHERE singleton"
            ).format(sql.Identifier(self.schema, f"{ledger}_head"))).fetchone()
        return Head(**row)

    def begin_incarnation(self, roots: Mapping[str, bytes], signed: Mapping[str, Sequence[Checkpoint]]) -> dict[str, Incarnation]:
        """After a restore: both ledgers go on under new origins, each with an event that tells of it as its first.

        All of it or nothing. This board and every other that is open keep the old origins: close them, and open anew. Nothing
        else may be connected meanwhile.

        Args:
            roots: By ledger, the root of the tree as it was restored.
            signed: By ledger, every checkpoint that anybody remembers.

        Raises:
            InvalidValueError: A checkpoint is another ledger's.
        """
        begun = {}
        with psycopg.connect(self.connections.migration) as connection, connection.cursor(row_factory=tuple_row) as cursor:
            if self.connections.set_role:
                cursor.execute("SET ROLE aktspar_migration")
            for name in LEDGERS:
                begun[name] = self._begun(cursor, name, roots[name], signed[name])
        return begun

    def _begun(self, cursor: psycopg.Cursor[Any], name: str, root: bytes, signed: Checkpoint | None) -> Incarnation:
        ledger = self.ledger if name == "ledger" else self.access
        head, known = self.head(name), self.incarnations[name]
        following = next_incarnation(known.current, head.size, signed)
        course = LedgerCourse.fold(each.event for each in ledger.stream(course_id(head.ledger_id)))
        stamp = Stamp(actor_id=head.ledger_id, unit_id=None, purpose=Purpose.ADMINISTRATION)
        event = restore(course, head.ledger_id, earlier=known.current, following=following, kept_root=root, stamp=stamp)
        mapper = ledger.mapper.under(Incarnations([*known.each, following]))
        times = [head.closed_us + 1] if head.clock == "simulated" else None
        command = Command(uuid4(), event.model_dump_json().encode(), [event], times)
        cursor.execute(
            f"SELECT {self.schema}.{name}_begin_incarnation(%b::integer, %s::text, %b::bigint, %b::bytea)",
            (following.number, following.origin, following.signed_size, following.signed_root),
        )
        if cursor.fetchone()[0] != head.size:
            raise ConflictError("Något registrerades under återställningen; stoppa tjänsten och försök igen.")
        ledger.recorder.append_with(cursor, [PostgresLedger(ledger.recorder, mapper).seal(command)])
        return following

    def _incarnations(self, ledger: str) -> Incarnations:
        with self.datastore.get_connection() as connection:
            rows = connection.execute(sql.SQL(
                "SELECT number, origin, first_size, signed_size, signed_root FROM {} ORDER BY number"
            ).format(sql.Identifier(self.schema, f"{ledger}_incarnation"))).fetchall()
        head = self.heads[ledger]
        found = [Incarnation(**row) for row in rows]
        if not found or (found[-1].number, found[-1].origin) != (head.incarnation, head.origin):
            raise CorruptLedgerError(f"the head of {ledger} states another incarnation than the last one that began")
        return Incarnations(found)

    def close(self) -> None:
        """Give the connections back."""
        self.datastore.close()

    def _open(self, ledger: str, event_types: Mapping[str, type[DomainEvent]]) -> PostgresLedger:
        mapper = EventMapper(self.incarnations[ledger], self.keys, event_types, UPCASTS)
        factory = LedgerFactory(self.datastore, mapper, ledger)
        return PostgresLedger(factory.application_recorder(), mapper)


def slug_of(name: str) -> str:
    """A board's slug from its name: `Skärholmens stadsdelsnämnd` gives `skarholmens_stadsdelsnamnd`.

    Raises:
        InvalidValueError: The name gives no usable slug.
    """
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode("ascii")
    slug = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:40].rstrip("_")
    if not _SLUG.fullmatch(slug):
        raise InvalidValueError("Nämndens namn behöver minst en bokstav a–z och börja med en bokstav.")
    return slug


def list_boards(connection: psycopg.Connection) -> list[str]:
    """The slugs of the boards in the database, in order."""
    rows = connection.execute(
        "SELECT n.nspname FROM pg_namespace n JOIN pg_class c ON c.relnamespace = n.oid"
        " WHERE c.relname = 'ledger_head' AND starts_with(n.nspname, %s) ORDER BY 1", (PREFIX,)
    ).fetchall()
    return [row[0].removeprefix(PREFIX) for row in rows]


def create_board(
    connection: psycopg.Connection, slug: str, *, clock: str = "real", origin_host: str = "aktspar",
    shipped: Shipped = migrations.read_migrations,
) -> None:
    """Make a board's schema with its ledgers and read models, or bring an existing one up to date.

    Args:
        connection: As the migration role, in autocommit.
        slug: Lower-case letters a–z, digits and `_`, 1 to 40, a letter first.
        clock: `real`, or `simulated` for demo and tests; fixed for ever when the ledger is made.
        origin_host: Whose name the ledgers' origins begin with.
        shipped: The migrations of a folder; those of this version unless said otherwise.

    Raises:
        InvalidValueError: The slug is not one.
        CannotRunError: The database has been changed past this program's migrations.
    """
    if not _SLUG.fullmatch(slug):
        raise InvalidValueError("Nämndens kortnamn ska vara a–z, 0–9 och _, högst 40 tecken, med en bokstav först.")
    # All or nothing: a board that is half made would be listed, and could not be opened.
    with connection.transaction():
        for ledger in LEDGERS:
            # Reading happens in real time also where the records' time is simulated.
            _create_ledger(
                connection, PREFIX + slug, ledger, clock if ledger == "ledger" else "real", origin_host, shipped("migrations")
            )
        for label, folder in BOARD_WIDE.items():
            migrations.apply(connection, PREFIX + slug, shipped(folder), label=label, placeholders={})
        connection.execute(sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(
            sql.Identifier(PREFIX + slug), sql.SQL(", ").join(map(sql.Identifier, USERS))
        ))


def is_up_to_date(connection: psycopg.Connection, slug: str) -> bool:
    """Whether an existing board's schema is the one that this program needs.

    Args:
        connection: As the migration role.

    Raises:
        CannotRunError: The database is newer than the program, or was changed past its migrations.
    """
    wanted = [*((ledger, "migrations") for ledger in LEDGERS), *BOARD_WIDE.items()]
    return not any(
        migrations.pending(connection, PREFIX + slug, migrations.read_migrations(folder), label=label)
        for label, folder in wanted
    )


def open_board(slug: str, connections: Connections, keys: ConnectionPool, kek: KeyEncryptionKey) -> BoardStore:
    """Open a board.

    Raises:
        NotFoundError: There is no such board.
    """
    with psycopg.connect(connections.app, autocommit=True) as connection:
        if slug not in list_boards(connection):
            raise NotFoundError(f"Nämnden {slug} finns inte här; se 'aktspar status' för de nämnder som finns.")
    return BoardStore(slug, connections, keys, kek)


def _create_ledger(
    connection: psycopg.Connection, schema: str, ledger: str, clock: str, origin_host: str, files: list[Migration]
) -> None:
    number = int.from_bytes(hashlib.sha256(f"{schema}/{ledger}".encode()).digest()[:7], "big")
    migrations.apply(
        connection, schema, files, label=ledger,
        placeholders={"ledger": ledger, "channel": f"{schema}_{ledger}", "lock_key": str(number * 2)},
    )
    ledger_id = uuid4()
    connection.execute(
        sql.SQL(
            "INSERT INTO {} (ledger_id, incarnation, origin, clock, size, closed_us) VALUES (%s, 1, %s, %s, 0, 0)"
            " ON CONFLICT (singleton) DO NOTHING"
        ).format(sql.Identifier(schema, f"{ledger}_head")),
        (ledger_id, f"{origin_host}/{ledger_id}/{ledger}/1", clock),
    )
    connection.execute(
        sql.SQL(
            "INSERT INTO {} (number, origin, first_size, signed_size) SELECT incarnation, origin, 0, 0 FROM {}"
            " WHERE NOT EXISTS (SELECT FROM {})"
        ).format(
            sql.Identifier(schema, f"{ledger}_incarnation"), sql.Identifier(schema, f"{ledger}_head"),
            sql.Identifier(schema, f"{ledger}_incarnation"),
        )
    )
