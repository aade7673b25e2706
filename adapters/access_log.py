"""Writing the access log: before the bytes leave, or nothing leaves."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from uuid import UUID, uuid4

from eventsourcing.persistence import PersistenceError
from psycopg import Error as PsycopgError

from adapters import segment_cipher
from adapters.errors import UnavailableError
from adapters.postgres.boards import BoardStore
from adapters.second_place import SecondPlace
from domain.access.events import RecordsRead, SessionChanged
from domain.base import Purpose, RetentionClass, Stamp, envelope
from domain.errors import AktsparError
from domain.ledger.port import Command

LOGGED: ContextVar[set[UUID] | None] = ContextVar("logged", default=None)
"""The requests that have their record, as far as whoever answers them keeps count; None = nobody does."""

LONGEST_WRITE_SECONDS = 5.0
"""How long a record may take to write when nothing else is set: an answer that waits longer is refused."""

# More than the service answers at once, so that a record never waits for one that hangs, until all do.
_WRITERS = 16
_FAULTS = (AktsparError, PersistenceError, PsycopgError, TimeoutError)
_NOT_WRITTEN = "Åtkomstloggen kan inte skrivas, så inget visas. Försök igen om en stund."


class AccessLog:
    """Records reads of one board in its access ledger, under the access log's own key.

    Args:
        second_place: The folder for records of emergency reads that the log itself cannot take; None = there is none.
        longest_seconds: How long a record may take to write, above 0.
    """

    def __init__(
        self, board: BoardStore, second_place: Path | None = None, *, longest_seconds: float = LONGEST_WRITE_SECONDS
    ) -> None:
        self._ledger = board.access
        self._keys = board.keys
        self._subject = board.heads["access"].ledger_id
        self.limit(longest_seconds)
        self._writers = ThreadPoolExecutor(_WRITERS, thread_name_prefix="access-log")
        self.second_folder = second_place
        self._second: SecondPlace | None = None
        if second_place is not None:
            self._second = SecondPlace(second_place / board.slug, self._key, board.heads["access"].origin)

    def limit(self, seconds: float) -> None:
        """How long a record may take to write from now on, above 0."""
        self._longest = seconds
        self._ledger.recorder.limit(seconds)

    def record(
        self, *, caller: str, action: str, purpose: Purpose, cases: Iterable[UUID], known_at: int,
        outcome: str = "shown", search_terms: str | None = None, purpose_reason: str | None = None,
        request_id: UUID | None = None, is_emergency: bool = False,
    ) -> None:
        """Write one record; when this returns it is durable, and the answer may leave.

        Args:
            request_id: One request is one record: the same id with anything else to say is refused, so that nobody
                reads on under a request that stands in the log already.
            is_emergency: Whether it is of an emergency access: one that the log cannot take is written to a second place.

        Raises:
            UnavailableError: It could not be written, or not in time, so nothing may be shown.
        """
        request_id = request_id or uuid4()
        caller, search_terms = _writable(caller), None if search_terms is None else _writable(search_terms)
        with self._or_nothing(request_id):
            stamp = Stamp(actor_id=self.pseudonym(caller), unit_id=None, purpose=purpose)
            event = RecordsRead(
                **envelope(request_id, 0, stamp), caller=caller, action=action, cases=tuple(cases), known_at=known_at,
                outcome=outcome, search_terms=search_terms, purpose_reason=purpose_reason, log_subject=self._subject,
                access_basis="emergency" if is_emergency else None,
            )
            self._write(event, is_emergency=is_emergency)

    def record_session(
        self, *, caller: str, action: str, session_act: str, factor: str | None = None, refusal: str | None = None,
        name_tried: str | None = None, request_id: UUID,
    ) -> None:
        """Write that somebody logged in or out, locked or unlocked, or was refused to; see `SessionChanged`.

        Raises:
            UnavailableError: It could not be written, or not in time, so nobody may be let in.
        """
        name_tried = None if name_tried is None else _writable(name_tried)
        with self._or_nothing(request_id):
            stamp = Stamp(actor_id=self.pseudonym(caller), unit_id=None, purpose=Purpose.ADMINISTRATION)
            self._write(SessionChanged(
                **envelope(request_id, 0, stamp), caller=caller, action=action, session_act=session_act, factor=factor,
                outcome="done" if refusal is None else "refused", refusal=refusal, name_tried=name_tried,
                log_subject=self._subject,
            ), is_emergency=False)

    @contextmanager
    def _or_nothing(self, request_id: UUID) -> Iterator[None]:
        try:
            yield
        except (*_FAULTS, OSError) as error:
            raise UnavailableError(_NOT_WRITTEN) from error
        if (logged := LOGGED.get()) is not None:
            logged.add(request_id)

    def take_back_from_second_place(self) -> int:
        """Move what was written to the second place into the log, each record once; how many there were.

        Raises:
            UnavailableError: The log cannot be written; the records stay where they are.
            CorruptLedgerError: A kept record was changed.
        """
        if self._second is None or not self._second.waits:
            return 0
        return self._second.move(lambda record_id, content: self._append(RecordsRead.model_validate_json(content)))

    def pseudonym(self, caller: str) -> UUID:
        """The caller's id in headers: the same for the same account, and not guessable without the log's key."""
        return UUID(bytes=segment_cipher.keyed_digest(self._key(), b"pseudonym/1", caller.encode())[:16])

    def _write(self, event: RecordsRead | SessionChanged, *, is_emergency: bool) -> None:
        try:
            # In a thread of its own: a server that hangs answers no limit that is set on it.
            self._writers.submit(self._append, event).result(self._longest)
        except _FAULTS:
            if not is_emergency or self._second is None:
                raise
            kept = event.model_copy(update={"kept_us": time.time_ns() // 1000})
            self._second.keep(event.originator_id, kept.model_dump_json().encode())

    def _append(self, event: RecordsRead | SessionChanged) -> None:
        # What was kept in the second place may have reached the log after all, when it hung: then that stands.
        content = event.model_copy(update={"kept_us": None} if isinstance(event, RecordsRead) else {}).model_dump_json()
        self._ledger.append(Command(event.originator_id, content.encode(), [event]))

    def _key(self) -> bytes:
        return self._keys.key_for(self._subject, RetentionClass.ACCESS_LOG).key


def _writable(text: str) -> str:
    # A shell passes on bytes that are no text; what somebody looked for with them must stand in the log all the same.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
