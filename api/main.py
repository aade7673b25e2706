"""The composition root: the only place that names both a port and its adapter.

`python -m api.main` runs the command line; `open_runtime` is how commands, the service and tests get an Aktspår that
is connected, migrated and holding its keys.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from uuid import UUID

import psycopg
from eventsourcing.persistence import PersistenceError
from psycopg_pool import ConnectionPool

from adapters.access_log import AccessLog
from adapters.accounts import ACCOUNTS_FILE, Accounts
from adapters.checkpoints import Checkpointer, SignedCheckpoint
from adapters.embedded_servers import EmbeddedServers
from adapters.errors import CannotRunError
from adapters.key_store import KeyEncryptionKey
from adapters.ledger_proofs import LedgerProofs, Publication
from adapters.postgres import boards, inspection, migrations, roles
from adapters.postgres.access_readings import PostgresAccessReadings
from adapters.postgres.alerts import PostgresAlerts
from adapters.postgres.analyses import PostgresAnalyses
from adapters.postgres.boards import BoardStore, Connections
from adapters.postgres.case_history import PostgresCaseHistories
from adapters.postgres.case_list import PostgresCaseLists
from adapters.postgres.case_reviews import PostgresCaseReviews
from adapters.postgres.completeness import PostgresCompleteness
from adapters.postgres.erased import erased_mark, erased_since
from adapters.postgres.follower import Follower, Trouble
from adapters.postgres.goals import PostgresGoals
from adapters.postgres.projector import Projector
from adapters.postgres.protection import PostgresProtectedCases
from adapters.postgres.regimes import PostgresRegimes
from adapters.postgres.sampling import PostgresCasesToSample
from adapters.postgres.verification import Progress, VerificationResult
from adapters.postgres.viewpoints import PostgresViewpoints
from adapters.postgres.views import PostgresCaseViews
from adapters.postgres.work_lists import PostgresWorkLists
from adapters.settings import Settings
from adapters.signing import SigningKey
from api.standing import Standing
from domain.base import RecordedEvent
from domain.erasure.marker import StreamErased
from domain.errors import AktsparError, InvalidValueError, NotFoundError
from domain.evidence.manifest import key_name, signed_text
from domain.ledger.incarnations import Incarnation
from domain.ledger.merkle import Frontier
from domain.record_keeping import RecordKeeping
from domain.sample.sample import WitnessedCheckpoint


class OpenBoard:
    """One board, wired: its records, views, access log and proofs."""

    def __init__(
        self, store: BoardStore, signer: SigningKey, checkpoint_folder: Path, witness_policy: Path | None = None
    ) -> None:
        self.store = store
        self.slug = store.slug
        self.simulated = store.simulated
        self.ledger = store.ledger
        self.records = RecordKeeping(store.ledger, PostgresRegimes(store.ledger))
        self.access_log = AccessLog(store, checkpoint_folder.parent / "emergency-log")
        self.accounts = Accounts(checkpoint_folder.parent / ACCOUNTS_FILE)
        self.projector = Projector(store)
        self.views = PostgresCaseViews(store, self.projector)
        self.protected = PostgresProtectedCases(store, self.projector)
        self.work_lists = PostgresWorkLists(store, self.projector, self.views)
        self.case_lists = PostgresCaseLists(store, self.projector, self.views)
        self.alerts = PostgresAlerts(store, self.projector, self.views)
        self.completeness = PostgresCompleteness(store, self.projector)
        self.goals = PostgresGoals(store, self.projector)
        self.analyses = PostgresAnalyses(store, self.projector)
        self.viewpoints = PostgresViewpoints(store, self.projector)
        self.case_reviews = PostgresCaseReviews(store, self.projector)
        self.case_histories = PostgresCaseHistories(store, self.projector)
        self.access_readings = PostgresAccessReadings(store)
        self.cases_to_sample = PostgresCasesToSample(store, self.projector)
        self.standing = Standing(store)
        self._signer = signer
        folder = checkpoint_folder / store.slug
        self._proofs = {name: LedgerProofs(store, name, signer, folder, witness_policy) for name in boards.LEDGERS}

    def follower(self, trouble: Trouble) -> Follower:
        """What keeps the views up while it is entered; `trouble` is told of what goes wrong."""
        return Follower(self.store, Projector(self.store), trouble=trouble)

    def proof(self, ledger: str = "ledger") -> LedgerProofs:
        """Everything outward about one of the two ledgers: checkpoints, witnesses, receipts, verification."""
        return self._proofs[ledger]

    def checkpointer(self, ledger: str = "ledger") -> Checkpointer:
        """What signs a ledger's tree heads and makes receipts."""
        return self._proofs[ledger].checkpointer

    def verify(
        self, ledger: str = "ledger", notes: Sequence[str] = (), *, progress: Progress | None = None
    ) -> VerificationResult:
        """Check a ledger against itself, every kept checkpoint and the given notes."""
        return self._proofs[ledger].verify(notes, progress=progress)

    def make_checkpoint(self, ledger: str = "ledger") -> SignedCheckpoint:
        """Sign the tree as it is now; see `Checkpointer.make`."""
        return self._proofs[ledger].make()

    def publish_checkpoint(self, ledger: str = "ledger", *, renew: bool = False) -> Publication:
        """Sign the tree, have it witnessed, and let it go out; see `LedgerProofs.publish`."""
        return self._proofs[ledger].publish(renew=renew)

    def receipt(self, position: int, ledger: str = "ledger") -> tuple[str, SignedCheckpoint]:
        """The proof that an event stands at its position; see `LedgerProofs.receipt`."""
        return self._proofs[ledger].receipt(position)

    def proofs(
        self, positions: Sequence[int], size: int | None = None, ledger: str = "ledger"
    ) -> tuple[list[list[bytes]], SignedCheckpoint]:
        """The inclusion proofs of many events at one checkpoint; see `Checkpointer.proofs`."""
        with self._proofs[ledger].signing_alone():
            return self.checkpointer(ledger).proofs(positions, size)

    def signed_package(self, content: bytes) -> str:
        """An evidence package's table of contents signed, under a name that no checkpoint is signed under."""
        origin = self.store.incarnations["ledger"].current.origin
        return self._signer.sign_text(signed_text(origin, content), key_name(origin))

    def last_checkpoint(self, ledger: str = "ledger") -> SignedCheckpoint | None:
        """The checkpoint to show: where witnesses are asked the latest that they let out, else the largest that is kept.

        Raises:
            CorruptLedgerError: It is not signed by our key, or malformed.
        """
        proof = self._proofs[ledger]
        latest = proof.published()
        if latest is not None or proof.policy is not None:
            return latest
        notes = proof.store.notes(latest_only=True)
        return proof.checkpointer.open(notes[0]) if notes else None

    def witnessed_checkpoint(self, size: int) -> WitnessedCheckpoint | None:
        """The first checkpoint of at least `size` events that the policy's witnesses have signed too; None = none yet."""
        return self._proofs["ledger"].witnessed(size)

    def begin_incarnation(self) -> dict[str, Incarnation]:
        """After a restore: both ledgers go on under new origins; see `BoardStore.begin_incarnation`.

        This board keeps the old origins: open it anew (`Runtime.reopen`) before anything is recorded.
        """
        roots, signed = {}, {}
        for name, proof in self._proofs.items():
            size, tree = proof.store.size(), Frontier()
            tree.extend(proof.store.leaf_hashes(0, size))
            checkpointer = proof.checkpointer
            roots[name] = tree.root()
            signed[name] = [checkpointer.open(note).checkpoint for note in checkpointer.kept_notes()]
        return self.store.begin_incarnation(roots, signed)

    def leaves(self, first: int, limit: int) -> list[inspection.StoredHash]:
        """Up to `limit` leaves of the records from a position on: what was hashed, and the stored hash."""
        return inspection.leaves(self.store, first, limit)

    def stream_version(self, stream_id: UUID, known_at: int) -> int:
        """A stream's version as known at a size; 0 = nothing recorded."""
        return inspection.stream_version(self.store, stream_id, known_at)

    def mark_of(self, stream_id: UUID) -> StreamErased | None:
        """What says that a stream was erased by law; None = it was not."""
        return erased_mark(self.ledger, stream_id)

    def erased_since(self, size: int) -> list[StreamErased]:
        """The marks of cases that were known at a size and have been erased by law since."""
        return erased_since(self.ledger, size)

    def family_of(self, stream_id: UUID) -> str | None:
        """What kind of stream it is, for example `case`; None = there is none of that id in this board."""
        return inspection.stream_family(self.store, stream_id)

    def recorded_command(self, command_id: UUID) -> list[RecordedEvent]:
        """The events that a command recorded, in order; none if it was never recorded."""
        stored = self.ledger.recorder.find_command(command_id)
        if stored is None:
            return []
        first, _, count, _ = stored
        return list(self.ledger.at(range(first, first + count)).values())

    def view_lag(self) -> int:
        """How many events the read models have not taken in yet."""
        return inspection.view_lag(self.store)

    def readiness(self) -> dict[str, bool]:
        """Whether the database answers, the views come up to the ledger, and the access log can be written."""
        checks = {
            "database": self.ledger.size, "views": self.projector.catch_up,
            "access_log": lambda: inspection.require_access_log_writable(self.store),
        }
        return {name: _succeeds(check) for name, check in checks.items()}


class Runtime:
    """An Aktspår with its server, keys and boards."""

    def __init__(self, settings: Settings, connections: Connections, keys: ConnectionPool, kek: KeyEncryptionKey) -> None:
        self.settings = settings
        self.connections = connections
        self.keys = keys
        self.kek = kek
        self._open: dict[str, OpenBoard] = {}
        self._opening = threading.Lock()

    def boards(self) -> list[str]:
        """The slugs of the boards that exist."""
        with psycopg.connect(self.connections.app, autocommit=True) as connection:
            return boards.list_boards(connection)

    def board(self, slug: str | None = None) -> OpenBoard:
        """Open a board; with only one, its slug may be left out.

        Raises:
            NotFoundError: There is no such board, or none at all.
            InvalidValueError: There are several and none was named.
        """
        if slug is None:
            slug = self._only_board()
        with self._opening:
            if slug not in self._open:
                self._require_up_to_date(slug)
                store = boards.open_board(slug, self.connections, self.keys, self.kek)
                self._open[slug] = OpenBoard(
                    store, self.signer(), self.settings.data_dir / "checkpoints", self.settings.witness_policy
                )
                self._open[slug].access_log.limit(self.settings.access_log_seconds)
                store.keys.limit(self.settings.key_silence_seconds)
            return self._open[slug]

    def reopen(self, slug: str) -> OpenBoard:
        """Open a board anew, as after a restore."""
        with self._opening:
            old = self._open.pop(slug, None)
        if old is not None:
            old.projector.close()
            old.store.close()
        return self.board(slug)

    def create_board(self, name: str, *, clock: str = "real") -> OpenBoard:
        """Make a board, or bring an existing one's schema up to date, and open it."""
        slug = boards.slug_of(name)
        self.migrate([slug], clock=clock)
        return self.board(slug)

    def migrate(self, slugs: Sequence[str], *, clock: str = "real") -> None:
        """Bring the schemas of boards up to date; a board that does not exist is made."""
        with self._migrating() as connection:
            for slug in slugs:
                boards.create_board(connection, slug, clock=clock, origin_host=self.settings.origin_host)

    def _require_up_to_date(self, slug: str) -> None:
        with self._migrating() as connection:
            if slug not in boards.list_boards(connection) or boards.is_up_to_date(connection, slug):
                return
        if self.settings.database_url:
            # Somebody else's server: when its tables change is for whoever runs it to say.
            raise CannotRunError(f"Nämnden {slug} behöver uppdateras till programmets version: kör 'aktspar migrate' först.")
        self.migrate([slug])

    @contextmanager
    def _migrating(self) -> Iterator[psycopg.Connection]:
        with psycopg.connect(self.connections.migration, autocommit=True) as connection:
            if self.connections.set_role:
                roles.ensure_roles(connection)
                connection.execute("SET ROLE aktspar_migration")
            yield connection

    def server_version(self) -> str:
        """The PostgreSQL server's version."""
        return inspection.server_version(self.connections.app)

    def readiness(self) -> dict[str, bool]:
        """Whether every board can serve; with no board, whether the database answers. Check to outcome."""
        if not _succeeds(self.server_version):
            return {"database": False}
        each = [self.board(slug).readiness() for slug in self.boards()]
        return {name: all(checks[name] for checks in each) for name in ("database", "views", "access_log")}

    def close(self) -> None:
        """Give every connection back."""
        for board in self._open.values():
            board.projector.close()
            board.store.close()

    def _only_board(self) -> str:
        slugs = self.boards()
        if not slugs:
            raise NotFoundError("Det finns ingen nämnd än. Importera en arbetsbok med 'aktspar import --create FIL.xlsx'.")
        if len(slugs) > 1:
            raise InvalidValueError(f"Det finns flera nämnder ({', '.join(slugs)}); välj en med --board.")
        return slugs[0]

    def signer(self) -> SigningKey:
        """The key that signs checkpoints; made if there is none."""
        path = self.settings.signer_key_file or self.settings.data_dir / "keys" / "signer.pem"
        if path.exists():
            return SigningKey.load(path)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return SigningKey.create(path)


@contextmanager
def open_runtime(settings: Settings, *, restoring: bool = False) -> Iterator[Runtime]:
    """Connect to what the settings name, starting the embedded server if that is it, and bring the keys up.

    Args:
        restoring: True only for what restores the data directory, which is not whole until it is done.

    Raises:
        CannotRunError: The server cannot be started or reached, or the key-encryption key is missing or wrong.
    """
    with ExitStack() as stack:
        connections = _external(settings) if settings.database_url else _embedded(settings, stack, restoring)
        with psycopg.connect(connections.keys, autocommit=True) as connection:
            migrations.apply(
                connection, "public", migrations.read_migrations("key_migrations"), label="keys", placeholders={}
            )
            has_keys = connection.execute("SELECT EXISTS (SELECT 1 FROM data_key)").fetchone()[0]
        kek = _key_encryption_key(settings, has_keys)
        keys = stack.enter_context(ConnectionPool(connections.keys, min_size=1, max_size=8, open=True))
        runtime = Runtime(settings, connections, keys, kek)
        stack.callback(runtime.close)
        yield runtime


def _embedded(settings: Settings, stack: ExitStack, restoring: bool) -> Connections:
    servers = stack.enter_context(EmbeddedServers(settings.data_dir, may_be_unfinished=restoring))
    server = servers.records
    return Connections(
        migration=server.conninfo("aktspar_migration"), app=server.conninfo("aktspar_app"),
        projector=server.conninfo("aktspar_projector"), auditor=server.conninfo("aktspar_auditor"),
        keys=servers.keys_conninfo, retention=server.conninfo("aktspar_retention"),
    )


def _external(settings: Settings) -> Connections:
    if not settings.keys_url:
        raise CannotRunError("AKTSPAR_KEYS_URL saknas: nycklarna ska ligga i en egen databas, skild från DATABASE_URL.")
    url = settings.database_url
    return Connections(migration=url, app=url, projector=url, auditor=url, keys=settings.keys_url, retention=url, set_role=True)


def _key_encryption_key(settings: Settings, has_keys: bool) -> KeyEncryptionKey:
    if settings.kek:
        return KeyEncryptionKey.from_text(settings.kek)
    path = settings.kek_file or settings.data_dir / "keys" / "kek"
    # Never a new key beside data keys that another one has wrapped: that would look like a start and be a loss.
    return KeyEncryptionKey.from_file(path, create=not has_keys)


def _succeeds(check: Callable[[], object]) -> bool:
    try:
        check()
    except (AktsparError, PersistenceError, psycopg.Error):
        return False
    return True


def main() -> None:
    """Run the command line."""
    from api.cli import run

    run()


if __name__ == "__main__":
    main()
