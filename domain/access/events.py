"""What the access log (sv. *åtkomstlogg*) holds: who read what, why, and whether they were let in.

Source: SoLPuL 2001:454 10 § (access must be documented and checkable).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar
from uuid import UUID

from domain.base import DomainEvent, RetentionClass
from domain.ledger.events import EVENTS as LEDGER


class RecordsRead(DomainEvent):
    """Records were about to be shown or written in (sv. *uppgifter lästa*); written before the bytes leave.

    One event a request, in a stream of its own. All of it is encrypted: who looked at whom is itself personal data.
    """

    TYPE: ClassVar[str] = "access.records_read"
    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.ACCESS_LOG
    SEGMENTS: ClassVar[Mapping[str, str]] = {"search_terms": "search", "purpose_reason": "search"}

    caller: str
    """The account or, on an embedded data directory, the local operator's account name."""
    action: str
    """The command or route, without its arguments."""
    cases: tuple[UUID, ...]
    """Every case shown; empty when nothing of a case was."""
    known_at: int
    """The size of the record ledger that the answer was as of."""
    outcome: str
    """`shown`, `not_found`, `written`, `repeated` (written before, and asked for again), `refused` or `error`."""
    search_terms: str | None = None
    """What was searched for, as given."""
    purpose_reason: str | None = None
    """Why, as whoever has no relation to the case stated it; None = the relation or the task is the reason."""
    access_basis: str | None = None
    """`emergency` when the record was opened in an emergency; None = the relation, the task or the stated reason."""
    kept_us: int | None = None
    """When it was written to a second place, microseconds since 1970 UTC, since the log did not take it; None = it did."""
    log_subject: UUID
    """Whose key encrypts this: the access log's own subject, one a board."""

    @property
    def key_subject(self) -> UUID:
        return self.log_subject


class SessionChanged(DomainEvent):
    """Somebody logged in or out, locked or unlocked, or tried to (sv. *inloggningshändelse*); written before the answer leaves.

    One event a request, in a stream of its own, encrypted as every record of the access log. A password is in none of them.
    """

    TYPE: ClassVar[str] = "access.session_changed"
    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.ACCESS_LOG
    SEGMENTS: ClassVar[Mapping[str, str]] = {"name_tried": "search"}

    caller: str
    """The account; `okänd` when no account was found."""
    action: str
    """The route, without its arguments."""
    session_act: str
    """`log_in`, `log_out`, `lock`, `unlock`, `end` (another session of one's own), `set_code`."""
    factor: str | None = None
    """`password`, `code`, `oidc:` and the provider's name; None where nothing was proved."""
    outcome: str
    """`done` or `refused`."""
    refusal: str | None = None
    """Why it was refused: `wrong`, `demo`, `assurance`, `unknown_subject`, `token`, `closed`, `session`; None = it was not."""
    name_tried: str | None = None
    """The name as it was given, when it was refused."""
    log_subject: UUID
    """Whose key encrypts this: the access log's own subject, one a board."""

    @property
    def key_subject(self) -> UUID:
        return self.log_subject


ACCESS_EVENT_TYPES: Mapping[str, type[DomainEvent]] = MappingProxyType({
    each.wire_name(): each for each in (RecordsRead, SessionChanged, *LEDGER)
})
