"""Reading which instruments there are (sv. *instrumentkatalog*)."""

from __future__ import annotations

from adapters.postgres.registers import Registers
from api.known_at import parse_valid_at
from api.reading import Answer, Reader
from api.registers import last_day
from projections.areas.instruments import catalogue_document


def instruments(reader: Reader, *, known_at: str | None = None, valid_at: str | None = None) -> Answer:
    """The instruments that ratings are made with on a day, and every decision of the board about them.

    Args:
        valid_at: None = the day of the last event that was known.

    Raises:
        InvalidValueError: A parameter cannot be used.
        UnavailableError: The access log cannot be written.
    """
    as_of, day = reader.as_of(known_at), parse_valid_at(valid_at)
    history = Registers(reader.board.ledger).catalogue_history(as_of.size)
    document = catalogue_document(history, day or last_day(reader.board, as_of.size))
    reader.record_shown(as_of, ())
    return Answer({**reader.head(as_of), **document}, history)
