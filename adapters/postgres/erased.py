"""Whether a record was erased by law, asked of its stream; also as of an earlier moment the answer is today's."""

from __future__ import annotations

from uuid import UUID

from adapters.postgres.ledger import PostgresLedger
from domain.erasure.marker import StreamErased
from domain.errors import ErasedError


def erased_mark(ledger: PostgresLedger, stream_id: UUID) -> StreamErased | None:
    """What says that a stream was erased, since nothing comes after it; None = it was not, or only in part and has gone on."""
    found = [row for row in ledger.recorder.last_rows(stream_id) if row[4] == StreamErased.wire_name()]
    for recorded in ledger.mapper.recorded(found):
        if isinstance(recorded.event, StreamErased):
            return recorded.event
    return None


def erased_since(ledger: PostgresLedger, size: int) -> list[StreamErased]:
    """The marks of cases that were known at a size and have been erased since, in the order erased."""
    found = (each.event for each in ledger.mapper.recorded(ledger.recorder.erased_since(size)))
    return [event for event in found if isinstance(event, StreamErased)]


def require_not_erased(ledger: PostgresLedger, stream_id: UUID) -> None:
    """Refuse to read or write in what was erased.

    Raises:
        ErasedError: It was, or is being erased.
    """
    mark = erased_mark(ledger, stream_id)
    if mark is not None and mark.whole_stream:
        raise ErasedError(basis=mark.erasure_basis, erased_on=mark.marked_on)
