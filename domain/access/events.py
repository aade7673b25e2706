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


ACCESS_EVENT_TYPES: Mapping[str, type[DomainEvent]] = MappingProxyType({
    each.wire_name(): each for each in (RecordsRead, *LEDGER)
})
