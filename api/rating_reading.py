"""Reading what was measured in a case (sv. *skattningar*): the curves, and what they mean."""

from __future__ import annotations

from uuid import UUID

from adapters.postgres.registers import Registers
from api.reading import Answer, Reader
from domain.case.case import Case
from projections.ratings_document import ratings_document


def case_ratings(reader: Reader, case: UUID | str, *, known_at: str | None = None) -> Answer:
    """The ratings of a case, by id or number, read by the definitions that were known.

    Raises:
        InvalidValueError: A parameter cannot be used, or several units have a case of that number.
        NotFoundError: No such case was known; the attempt is logged.
        PurposeRequiredError: The reader has no relation to the case and states no purpose; the attempt is logged.
        UnavailableError: The access log cannot be written.
    """
    as_of = reader.as_of(known_at)
    stream = reader.case_stream(case, as_of)
    folded = Case.fold(each.event for each in stream)
    measured = ratings_document(stream, Registers(reader.board.ledger).instruments(as_of.size))
    head = {**reader.head(as_of), "case": str(folded.id), "number": folded.number, "version": folded.version}
    return Answer({**head, **measured}, folded, folded.version)
