"""A board as an auditor meets it, and what a malicious administrator can do to it with a superuser's SQL."""

from __future__ import annotations

from pathlib import Path

import psycopg

from adapters.postgres.boards import BoardStore
from adapters.postgres.verification import LedgerFault
from adapters.signing import SigningKey
from api.main import OpenBoard
from tests.support.cluster import Cluster

_TABLES = ("event", "payload", "head", "checkpoint", "tile_hash", "incarnation", "published")

REHASH = (
    "UPDATE {event} SET leaf_hash = sha256('\\x00'::bytea || int8send(position) || int8send(recorded_us) || header)"
)
"""What a careful administrator does after a change, so that each row agrees with itself again."""


class Audited:
    """An open board with its own signing key and checkpoint files, and a superuser's hands on its tables."""

    def __init__(self, cluster: Cluster, store: BoardStore, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        key = folder / "signer.pem"
        self.signer = SigningKey.load(key) if key.exists() else SigningKey.create(key)
        self.cluster = cluster
        self.store = store
        self.folder = folder
        self.board = OpenBoard(store, self.signer, folder)
        self.ledger = store.ledger
        self.files = folder / store.slug / "ledger"
        self.memory = folder / "signer.high-water"
        self._kept: dict[Path, bytes] = {}

    def tamper(self, *statements: str) -> None:
        """Run a superuser's statements; {event}, {payload}, {head}, {checkpoint} and so on name its tables."""
        with self.cluster.admin() as admin:
            for statement in statements:
                admin.execute(self.filled(statement))

    def ask(self, query: str) -> list[tuple]:
        """A superuser's question, with the same names."""
        with psycopg.connect(self.cluster.server.conninfo("aktspar_admin")) as admin:
            return admin.execute(self.filled(query)).fetchall()

    def faults(self, *notes: str) -> list[LedgerFault]:
        """What verification finds, held also against notes from outside."""
        return self.board.verify("ledger", notes).faults

    def keep(self) -> None:
        """Remember the tables and the checkpoint files as they are now, for `restore`."""
        self.tamper(*(f"CREATE TABLE {{{table}}}_kept AS SELECT * FROM {{{table}}}" for table in _TABLES))
        self._kept = {file: file.read_bytes() for folder in (self.files, self.memory) for file in folder.iterdir()}

    def restore(self) -> None:
        """Put back what `keep` remembered, and the constraints that somebody may have dropped."""
        for table in _TABLES:
            self.tamper(f"TRUNCATE {{{table}}}", f"INSERT INTO {{{table}}} SELECT * FROM {{{table}}}_kept")
        self.tamper("ALTER TABLE {event} ALTER stream_id SET NOT NULL, ALTER header SET NOT NULL")
        for table in ("event", "payload"):
            if not self.ask(f"SELECT 1 FROM pg_constraint WHERE conrelid = '{{{table}}}'::regclass AND contype = 'p'"):
                self.tamper(f"ALTER TABLE {{{table}}} ADD CONSTRAINT ledger_{table}_position PRIMARY KEY (position)")
        for folder in (self.files, self.memory):
            for file in folder.iterdir():
                file.unlink()
        for file, content in self._kept.items():
            file.write_bytes(content)

    def close(self) -> None:
        """Give the read models' connections back; the cluster closes the board's."""
        self.board.projector.close()

    def filled(self, statement: str) -> str:
        """The statement with this board's tables in it."""
        for table in _TABLES:
            statement = statement.replace(f"{{{table}}}", f"{self.store.schema}.ledger_{table}")
        return statement
