"""Writing the access log: before the bytes leave, or nothing leaves."""

from __future__ import annotations

from collections.abc import Iterable
from contextvars import ContextVar
from uuid import UUID, uuid4

from eventsourcing.persistence import PersistenceError
from psycopg import Error as PsycopgError

from adapters import segment_cipher
from adapters.errors import UnavailableError
from adapters.postgres.boards import BoardStore
from domain.access.events import RecordsRead
from domain.base import Purpose, RetentionClass, Stamp, envelope
from domain.errors import AktsparError
from domain.ledger.port import Command


LOGGED: ContextVar[set[UUID] | None] = ContextVar("logged", default=None)
"""The requests that have their record, as far as whoever answers them keeps count; None = nobody does."""


class AccessLog:
    """Records reads of one board in its access ledger, under the access log's own key."""

    def __init__(self, board: BoardStore) -> None:
        self._ledger = board.access
        self._keys = board.keys
        self._subject = board.heads["access"].ledger_id

    def record(
        self, *, caller: str, action: str, purpose: Purpose, cases: Iterable[UUID], known_at: int,
        outcome: str = "shown", search_terms: str | None = None, purpose_reason: str | None = None,
        request_id: UUID | None = None,
    ) -> None:
        """Write one record; when this returns it is durable, and the answer may leave.

        Args:
            request_id: One request is one record: the same id with anything else to say is refused, so that nobody
                reads on under a request that stands in the log already.

        Raises:
            UnavailableError: It could not be written, so nothing may be shown.
        """
        request_id = request_id or uuid4()
        caller, search_terms = _writable(caller), None if search_terms is None else _writable(search_terms)
        try:
            stamp = Stamp(actor_id=self.pseudonym(caller), unit_id=None, purpose=purpose)
            event = RecordsRead(
                **envelope(request_id, 0, stamp), caller=caller, action=action, cases=tuple(cases), known_at=known_at,
                outcome=outcome, search_terms=search_terms, purpose_reason=purpose_reason, log_subject=self._subject,
            )
            self._ledger.append(Command(request_id, event.model_dump_json().encode(), [event]))
            if (logged := LOGGED.get()) is not None:
                logged.add(request_id)
        except (AktsparError, PersistenceError, PsycopgError) as error:
            raise UnavailableError("Åtkomstloggen kan inte skrivas, så inget visas. Försök igen om en stund.") from error

    def pseudonym(self, caller: str) -> UUID:
        """The caller's id in headers: the same for the same account, and not guessable without the log's key."""
        key = self._keys.key_for(self._subject, RetentionClass.ACCESS_LOG).key
        return UUID(bytes=segment_cipher.keyed_digest(key, b"pseudonym/1", caller.encode())[:16])


def _writable(text: str) -> str:
    # A shell passes on bytes that are no text; what somebody looked for with them must stand in the log all the same.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
