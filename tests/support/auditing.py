"""A board as an auditor meets it, and what a malicious administrator can do to it with a superuser's SQL."""

from __future__ import annotations

from pathlib import Path

import psycopg

from adapters.postgres.boards import BoardStore
from adapters.postgres.verification import LedgerFault
from adapters.signing import SigningKey
from api.main import OpenBoard
from tests.support.cluster import Cluster

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

    def tamper(self, *statements: str) -> None:
        """Run a superuser's statements; {event}, {payload}, {head} and {checkpoint} name the ledger's tables."""
        names = {name: f"{self.store.schema}.ledger_{name}" for name in ("event", "payload", "head", "checkpoint")}
        with self.cluster.admin() as admin:
            for statement in statements:
                admin.execute(_filled(statement, names))

    def ask(self, query: str) -> list[tuple]:
        """A superuser's question, with the same names."""
        names = {name: f"{self.store.schema}.ledger_{name}" for name in ("event", "payload", "head", "checkpoint")}
        with psycopg.connect(self.cluster.server.conninfo("aktspar_admin")) as admin:
            return admin.execute(_filled(query, names)).fetchall()

    def faults(self, *notes: str) -> list[LedgerFault]:
        """What verification finds, held also against notes from outside."""
        return self.board.verify("ledger", notes).faults

    def close(self) -> None:
        """Give the read models' connections back; the cluster closes the board's."""
        self.board.projector.close()


def _filled(statement: str, names: dict[str, str]) -> str:
    for name, value in names.items():
        statement = statement.replace("{" + name + "}", value)
    return statement
