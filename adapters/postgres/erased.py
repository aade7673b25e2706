"""Whether a record was erased by law, asked of its stream; also as of an earlier moment the answer is today's."""

from __future__ import annotations

from uuid import UUID

from adapters.postgres.ledger import PostgresLedger
from domain.erasure.marker import StreamErased
from domain.errors import ErasedError


def erased_mark(ledger: PostgresLedger, stream_id: UUID) -> StreamErased | None:
    """What says that a stream was erased, whole or in part; None = it was not."""
    found = [each.event for each in ledger.mapper.recorded(ledger.recorder.marks_of(stream_id))]
    return found[-1] if found and isinstance(found[-1], StreamErased) else None


def require_not_erased(ledger: PostgresLedger, stream_id: UUID) -> None:
    """Refuse to read or write in what was erased.

    Raises:
        ErasedError: It was, or is being erased.
    """
    mark = erased_mark(ledger, stream_id)
    if mark is not None and mark.whole_stream:
        raise ErasedError(basis=mark.erasure_basis, erased_on=mark.marked_on)
