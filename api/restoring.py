"""Restoring a data directory (sv. *återläsning*): both servers from their backups and the log since, the keys from escrow."""

from __future__ import annotations

import shutil
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from adapters.checkpoints import SUFFIX
from adapters.embedded_server import LEDGER_DATABASE, EmbeddedServer
from adapters.embedded_servers import KEY_SERVER_FOLDER, UNFINISHED_MARK
from adapters.errors import CannotRunError
from adapters.key_store import KeyEncryptionKey
from adapters.operations.backup_set import FILES, BaseBackup, backups, require_whole
from adapters.operations.durable import copy_durably, flush_folder, write_durably
from adapters.operations.programs import admin
from adapters.operations.recovery import Target, binaries_for, recover
from adapters.postgres.boards import LEDGERS, list_boards
from domain.errors import InvalidValueError, NotFoundError
from domain.policies import DEFAULT_POLICY

if TYPE_CHECKING:
    from adapters.operations.escrow import EscrowedKeys
    from adapters.settings import Settings
    from api.backing_up import Places
    from api.output import Output

_BY_ESCROW = "Två nyckelförvaltare öppnade depositionen."


class Moment(NamedTuple):
    """How much is to be restored; nothing said = everything that the archive has.

    Args:
        time: What was recorded until then.
        size: The first so many events of a board's ledger, 0 or more.
        board: Whose ledger; needed with `size` where there are several.
    """

    time: datetime | None = None
    size: int | None = None
    board: str | None = None


class Answerable(NamedTuple):
    """Who answers for a restore (sv. *ansvariga för återläsningen*); it goes into the access log of every restored board.

    Args:
        caller: Who runs it, as the access log names them.
        reason: Why, and which two custodians of the keys take part, as stated; None = two opened the escrow.
    """

    caller: str
    reason: str | None


class Chosen(NamedTuple):
    """The base backups that are restored."""

    records: BaseBackup
    keys: BaseBackup


def require_empty(data_dir: Path) -> None:
    """Refuse a directory with anything in it, save what an unfinished restore left.

    Raises:
        CannotRunError: There is something.
    """
    if (data_dir / UNFINISHED_MARK).exists() or not data_dir.exists():
        return
    if not data_dir.is_dir() or any(data_dir.iterdir()):
        raise CannotRunError(
            f"{data_dir} är inte tom. En återläsning skriver aldrig över något: ange en tom katalog med --data, eller flytta"
            " undan den gamla först."
        )


def choose(where: Places, moment: Moment) -> Chosen:
    """The base backups to begin from: of the records the newest before the moment, of the keys the newest.

    Raises:
        NotFoundError: There is none.
        InvalidValueError: Which board the size is of is not said.
    """
    assert where.records is not None and where.keys is not None
    records = [each for each in backups(where.records) if _is_before(each, moment)]
    keys = backups(where.keys)
    for part, folder, found in (("dokumentationen", where.records, records), ("nycklarna", where.keys, keys)):
        if not found:
            raise NotFoundError(
                f"Det finns ingen färdig säkerhetskopia av {part} i {folder} som är från före det som ska återläsas."
            )
    return Chosen(records[-1], keys[-1])


class Restore:
    """One restore into an empty data directory.

    Args:
        settings: Of the directory that is restored.
        chosen: From where.
        moment: How much.
        escrowed: The keys; None = the settings name the key-encryption key.
        who: Who answers for it.
    """

    def __init__(
        self, settings: Settings, chosen: Chosen, moment: Moment, escrowed: EscrowedKeys | None, who: Answerable, output: Output
    ) -> None:
        self._settings = settings
        self._data_dir = settings.data_dir
        self._chosen = chosen
        self._moment = moment
        self._escrowed = escrowed
        self._who = who
        self._output = output
        self._heads: dict[str, str] = {}
        self._started = time.monotonic()

    def run(self) -> dict[str, Any]:
        """Restore, prove what was restored, and give the account of it.

        Raises:
            CannotRunError: A backup is damaged or does not reach as far as asked, or the machine does not allow it.
            InvalidValueError: The archive has fewer events than asked for.
            CorruptLedgerError: What was restored is not what was signed, or a key does not open.
        """
        require_empty(self._data_dir)
        for backup in self._chosen:
            require_whole(backup, binaries_for(backup))
        self._begin()
        self._output.say("Läser tillbaka nycklarna …")
        recover(self._chosen.keys, self._data_dir / KEY_SERVER_FOLDER)
        self._output.say("Läser tillbaka dokumentationen …")
        self._recover_records()
        self._place_files()
        document = self._prove()
        (self._data_dir / UNFINISHED_MARK).unlink()
        flush_folder(self._data_dir)
        return document | {"downtime_seconds": round(time.monotonic() - self._started, 1)}

    def _begin(self) -> None:
        """Mark the directory, and empty it of what a former try left."""
        self._data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_durably(self._data_dir / UNFINISHED_MARK, b"")
        for path in self._data_dir.iterdir():
            if path.name != UNFINISHED_MARK:
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()

    def _recover_records(self) -> None:
        recover(self._chosen.records, self._data_dir)
        if self._moment.size is None and self._moment.time is None:
            return
        # All of it first: what was signed after the moment must be known, or the new incarnation would not name what is lost;
        # and which transaction recorded the first event that is not wanted is known only then.
        self._heads = self._largest_checkpoints()
        target: Target | None = Target(time=self._moment.time)
        if self._moment.size is not None:
            board = self._moment.board or _only_board(self._chosen.records)
            transaction = self._recorded_by(board, self._moment.size)
            target = None if transaction is None else Target(before_transaction=transaction)
        if target is not None:
            recover(self._chosen.records, self._data_dir, target)

    def _largest_checkpoints(self) -> dict[str, str]:
        """The largest kept checkpoint of each ledger, by the file that it is kept in beside the database."""
        found = {}
        with EmbeddedServer(self._data_dir) as server, admin(server, LEDGER_DATABASE) as connection:
            for slug in list_boards(connection):
                for ledger in LEDGERS:
                    row = connection.execute(
                        f'SELECT size, note FROM "aktspar_{slug}".{ledger}_checkpoint ORDER BY size DESC LIMIT 1'
                    ).fetchone()
                    if row is not None:
                        found[f"{slug}/{ledger}/{row[0]}{SUFFIX}"] = row[1]
        return found

    def _recorded_by(self, board: str, position: int) -> int | None:
        """The transaction that recorded an event; None = the ledger ends just before it."""
        with EmbeddedServer(self._data_dir) as server, admin(server, LEDGER_DATABASE) as connection:
            # The board's name is one of a manifest's, so it is an identifier.
            schema = f"aktspar_{board}"
            [size] = connection.execute(f'SELECT size FROM "{schema}".ledger_head').fetchone()
            if position > size:
                raise InvalidValueError(f"Arkivet har {size} händelser i nämnden {board}; ange --to-size 0 till {size}.")
            row = connection.execute(
                f'SELECT xmin::text::bigint FROM "{schema}".ledger_event WHERE position = %s', (position,)
            ).fetchone()
        return None if row is None else row[0]

    def _place_files(self) -> None:
        beside = self._chosen.records.folder / FILES / "beside"
        if beside.is_dir():
            _copy_tree(beside, self._data_dir)
        for name, note in self._heads.items():
            path = self._data_dir / "checkpoints" / name
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_durably(path, note.encode())
        keys = self._chosen.keys.folder / FILES
        for name, target in (("accounts.json", self._data_dir / "accounts.json"), ("signer.pem", self._signer_file())):
            if (keys / name).exists() and not target.exists():
                target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                copy_durably(keys / name, target)
                flush_folder(target.parent)
        if self._escrowed is not None:
            self._place_escrowed(self._escrowed)

    def _place_escrowed(self, escrowed: EscrowedKeys) -> None:
        kek_file = self._settings.kek_file or self._data_dir / "keys" / "kek"
        if self._settings.kek is None and not kek_file.exists():
            import base64

            kek_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_durably(kek_file, base64.b64encode(escrowed.kek) + b"\n")
        signer = self._signer_file()
        if escrowed.signer is not None and not signer.exists():
            write_durably(signer, escrowed.signer.encode())

    def _signer_file(self) -> Path:
        return self._settings.signer_key_file or self._data_dir / "keys" / "signer.pem"

    def _prove(self) -> dict[str, Any]:
        from api import after_restore
        from api.main import open_runtime

        with open_runtime(self._settings, restoring=True) as runtime:
            self._output.say("Öppnar nycklarna, verifierar och bygger upp listorna …")
            keys = after_restore.open_every_key(runtime)
            proven = [after_restore.prove(runtime, runtime.board(slug), self._output) for slug in runtime.boards()]
            for slug in runtime.boards():
                after_restore.record_who(runtime.board(slug), self._who.caller, self._who.reason or _BY_ESCROW)
        return {
            "restored": str(self._data_dir), "keys": keys, "boards": proven,
            "records_backup": str(self._chosen.records.folder), "keys_backup": str(self._chosen.keys.folder),
        }


def answerable(caller: str, reason: str, custodians: Sequence[str]) -> Answerable:
    """Who answers for a restore without an escrow, which two people would have opened.

    Args:
        reason: Why it is made, and without the escrow.
        custodians: Two custodians of the keys by name, as stated: nobody can try it before there is a board to ask.

    Raises:
        InvalidValueError: No reason; then not two names, or the same twice; then what cannot be stored.
    """
    names = [" ".join(each.split()) for each in custodians]
    DEFAULT_POLICY.require_short_text(reason, "Skälet till återläsningen (--reason)")
    if len(names) != 2 or len({each.casefold() for each in names}) != 2:
        raise InvalidValueError("Utan deposition krävs två personer: ange två olika nyckelförvaltare med --custodian.")
    for each in names:
        DEFAULT_POLICY.require_short_text(each, "Nyckelförvaltarens namn (--custodian)")
    return Answerable(caller, f"{reason.strip()} Utan deposition; uppgivna nyckelförvaltare: {names[0]} och {names[1]}.")


def kek_of(escrowed: EscrowedKeys) -> KeyEncryptionKey:
    """The key-encryption key of an escrow."""
    return KeyEncryptionKey(escrowed.kek)


def parsed_time(text: str) -> datetime:
    """An instant from ISO 8601 text; without an offset it is in UTC.

    Raises:
        InvalidValueError: It is none.
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise InvalidValueError("--to-time ska vara en tidpunkt, till exempel 2026-11-22T08:00:00+01:00.") from None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def _is_before(backup: BaseBackup, moment: Moment) -> bool:
    if moment.time is not None and backup.manifest.finished_at > moment.time:
        return False
    if moment.size is None:
        return True
    board = moment.board or _only_board(backup)
    sizes = {each.board: each.ledger for each in backup.manifest.boards}
    return sizes.get(board, 0) <= moment.size


def _only_board(backup: BaseBackup) -> str:
    names = [each.board for each in backup.manifest.boards]
    if len(names) != 1:
        raise InvalidValueError(f"Säkerhetskopian har nämnderna {', '.join(names) or 'inga'}; välj en med --board.")
    return names[0]


def _copy_tree(source: Path, target: Path) -> None:
    for path in sorted(source.rglob("*")):
        copy = target / path.relative_to(source)
        if path.is_dir():
            copy.mkdir(mode=0o700, parents=True, exist_ok=True)
        elif path.is_file():
            copy_durably(path, copy)
    flush_folder(target)
