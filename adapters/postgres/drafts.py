"""Drafts in one board: sealed under their case's key, in a table of their own beside the ledger.

Nothing here discards a draft by itself. It goes when its author removes it, or once what it became stands in the ledger: the
note is recorded first and the draft removed after, so that a crash between the two leaves both, and never neither.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

import orjson
from psycopg.rows import tuple_row

from adapters import segment_cipher
from adapters.event_mapper import canonical
from adapters.postgres.boards import BoardStore
from domain.base import RetentionClass
from domain.draft import Draft, DraftHead
from domain.errors import ConflictError, InvalidValueError, NotFoundError, StaleVersionError

_NOT_FOUND = "Utkastet finns inte bland dina. Det kan vara borttaget, eller skrivet i ett annat konto."
_PURPOSE = b"draft/1"


class DraftStore:
    """The drafts of one board."""

    def __init__(self, board: BoardStore) -> None:
        self._datastore = board.datastore
        self._keys = board.keys
        self._schema = board.schema
        self._head = (
            "d.draft_id, d.case_id, d.author_id, d.session_id, d.version, d.begun_us, d.saved_us,"
            f" EXISTS (SELECT FROM {board.schema}.ledger_event e WHERE e.command_id = d.draft_id)"
        )

    def save(
        self, *, draft_id: UUID, case_id: UUID, author_id: UUID, session_id: UUID | None = None, fields: Mapping[str, str],
        seen: int | None, now_us: int, max_count: int,
    ) -> DraftHead:
        """Begin a draft, or save it anew, whole.

        Args:
            fields: What `domain.draft.require_savable` lets through.
            seen: The version that the author has seen; None = it is begun.
            now_us: The time, microseconds since 1970 UTC.
            max_count: Most drafts that the author may have, from 1.

        Raises:
            NotFoundError: The case does not exist; or `seen` is given and the author has no such draft in it.
            InvalidValueError: The author has as many drafts as are allowed.
            ConflictError: The id is another draft's.
            StaleVersionError: It was saved elsewhere since.
        """
        if seen is None:
            self._require_case(case_id)
            self._require_room(author_id, max_count)
        version = 1 if seen is None else seen + 1
        key = self._keys.key_for(case_id, RetentionClass.CASE)
        sealed = _sealed(key.key, self._bound(draft_id, case_id, author_id, version), fields)
        values = {
            "draft_id": draft_id, "case_id": case_id, "author_id": author_id, "session_id": session_id, "version": version,
            "now": now_us, "seen": seen, "key_id": key.key_id, **sealed,
        }
        if not self._execute(self._insert() if seen is None else self._update(), values):
            raise self._refusal(draft_id, case_id, author_id)
        return self._of(draft_id, author_id)[0]

    def get(self, draft_id: UUID, author_id: UUID) -> Draft:
        """A draft with its text.

        Raises:
            NotFoundError: The author has no such draft; or its case was erased, and its text with it.
            CorruptLedgerError: What is stored is not what was saved.
        """
        head, sealed = self._of(draft_id, author_id)
        key_id, saving_id, ciphertext, key_commitment, salted_digest = sealed
        key = self._keys.keys([key_id]).get(key_id)
        if key is None:
            raise NotFoundError("Utkastets ärende är gallrat, och utkastet med det.")
        _, plaintext = segment_cipher.unseal(
            data_key=_draft_key(key), event_id=saving_id.bytes, number=0,
            associated=self._bound(draft_id, head.case_id, author_id, head.version), ciphertext=ciphertext,
            key_commitment=key_commitment, expected_digest=salted_digest,
        )
        return Draft(head, orjson.loads(plaintext))

    def of_author(self, author_id: UUID) -> list[DraftHead]:
        """An author's drafts, the oldest first."""
        rows = self._rows("d.author_id = %(author_id)s ORDER BY d.begun_us, d.draft_id", {"author_id": author_id})
        return [DraftHead(*row) for row in rows]

    def all(self) -> list[DraftHead]:
        """That there are drafts in the board, the oldest first; for whoever may know that they exist."""
        return [DraftHead(*row) for row in self._rows("true ORDER BY d.begun_us, d.draft_id", {})]

    def remove(self, draft_id: UUID, author_id: UUID, *, seen: int) -> None:
        """Remove a draft, on its author's word.

        Raises:
            NotFoundError: The author has no such draft.
            StaleVersionError: It was saved elsewhere since.
        """
        values = {"draft_id": draft_id, "author_id": author_id, "seen": seen}
        if not self._execute(f"DELETE FROM {self._schema}.draft d WHERE {_MINE} AND d.version = %(seen)s", values):
            head, _ = self._of(draft_id, author_id)
            raise _stale(head.version)

    def complete(self, draft_id: UUID, author_id: UUID, *, seen: int, command_id: UUID) -> bool:
        """Remove a draft because what it became is recorded; whether it is gone. May be repeated, and after any crash.

        It stays where it is unless the ledger holds the command in the draft's case, and where it has been saved since: nothing
        that was written is lost.

        Args:
            seen: The version that was recorded.
            command_id: What it was recorded as (its `Idempotency-Key`).
        """
        self._execute(
            f"DELETE FROM {self._schema}.draft d WHERE {_MINE} AND d.version = %(seen)s AND EXISTS (SELECT"
            f" FROM {self._schema}.ledger_event e WHERE e.command_id = %(command_id)s AND e.stream_id = d.case_id)",
            {"draft_id": draft_id, "author_id": author_id, "seen": seen, "command_id": command_id},
        )
        return not self._rows(_MINE, {"draft_id": draft_id, "author_id": author_id})

    def _insert(self) -> str:
        return (
            f"INSERT INTO {self._schema}.draft (draft_id, case_id, author_id, session_id, version, begun_us, saved_us, key_id,"
            " saving_id, ciphertext, key_commitment, salted_digest) VALUES (%(draft_id)s, %(case_id)s, %(author_id)s,"
            " %(session_id)s, %(version)s, %(now)s, %(now)s, %(key_id)s, %(saving_id)s, %(ciphertext)b, %(key_commitment)b,"
            " %(salted_digest)b) ON CONFLICT (draft_id) DO NOTHING"
        )

    def _update(self) -> str:
        return (
            f"UPDATE {self._schema}.draft d SET version = %(version)s, saved_us = %(now)s, session_id = %(session_id)s,"
            " key_id = %(key_id)s, saving_id = %(saving_id)s, ciphertext = %(ciphertext)b, key_commitment = %(key_commitment)b,"
            f" salted_digest = %(salted_digest)b WHERE {_MINE} AND d.case_id = %(case_id)s AND d.version = %(seen)s"
        )

    def _bound(self, draft_id: UUID, case_id: UUID, author_id: UUID, version: int) -> bytes:
        """What a text is bound to: it can be moved to no other board, case, draft, author or version."""
        return canonical({
            "board": self._schema, "draft": str(draft_id), "case": str(case_id), "author": str(author_id), "version": version,
        })

    def _of(self, draft_id: UUID, author_id: UUID) -> tuple[DraftHead, tuple[Any, ...]]:
        sealed = ", d.key_id, d.saving_id, d.ciphertext, d.key_commitment, d.salted_digest"
        rows = self._rows(_MINE, {"draft_id": draft_id, "author_id": author_id}, more=sealed)
        if not rows:
            raise NotFoundError(_NOT_FOUND)
        return DraftHead(*rows[0][:-5]), rows[0][-5:]

    def _refusal(self, draft_id: UUID, case_id: UUID, author_id: UUID) -> Exception:
        """Why a saving changed nothing."""
        found = self._rows("d.draft_id = %(draft_id)s", {"draft_id": draft_id})
        if not found:
            return NotFoundError(_NOT_FOUND)
        head = DraftHead(*found[0])
        if (head.author_id, head.case_id) != (author_id, case_id):
            # Also another's: nothing tells whether it exists.
            return ConflictError("Id:t kan inte användas för det här utkastet. Välj ett nytt slumpat uuid.")
        return _stale(head.version)

    def _require_case(self, case_id: UUID) -> None:
        with self._datastore.get_connection() as connection:
            found = connection.execute(
                f"SELECT FROM {self._schema}.ledger_event e WHERE e.stream_id = %s AND e.stream_version = 1"
                " AND starts_with(e.event_type, 'case.')", (case_id,)
            ).fetchone()
        # Before a key is made: a case that is not there needs none.
        if found is None:
            raise NotFoundError("Ärendet finns inte i nämnden. Kontrollera ärendets uuid.")

    def _require_room(self, author_id: UUID, max_count: int) -> None:
        if len(self.of_author(author_id)) >= max_count:
            raise InvalidValueError(f"Du har redan {max_count} utkast. Skriv in eller ta bort några först.")

    def _rows(self, where: str, values: Mapping[str, Any], *, more: str = "") -> list[tuple[Any, ...]]:
        query = f"SELECT {self._head}{more} FROM {self._schema}.draft d WHERE {where}"
        with self._datastore.get_connection() as connection, connection.cursor(row_factory=tuple_row, binary=True) as cursor:
            return cursor.execute(query, values).fetchall()

    def _execute(self, statement: str, values: Mapping[str, Any]) -> bool:
        """Whether it changed a row; what it changed is durable."""
        with self._datastore.get_connection() as connection:
            return connection.execute(statement, values).rowcount == 1


_MINE = "d.draft_id = %(draft_id)s AND d.author_id = %(author_id)s"


def _sealed(key: bytes, bound: bytes, fields: Mapping[str, str]) -> dict[str, Any]:
    saving_id = uuid4()
    sealed = segment_cipher.seal(
        data_key=_draft_key(key), event_id=saving_id.bytes, number=0, associated=bound, plaintext=canonical(dict(fields))
    )
    return {"saving_id": saving_id, **sealed._asdict()}


def _draft_key(key: bytes) -> bytes:
    """A key of its own kind: a draft's ciphertext can never pass for a segment of the ledger."""
    return segment_cipher.keyed_digest(key, _PURPOSE, b"")


def _stale(version: int) -> StaleVersionError:
    return StaleVersionError(
        f"Utkastet är sparat någon annanstans sedan dess och är nu i version {version}. Läs in det och försök igen.",
        current_version=version,
    )
