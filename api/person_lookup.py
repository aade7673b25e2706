"""Looking a case up by the person (sv. *sökning på person*): the whole name, a personal or a coordination number only.

Source: SoLPuF 2001:637 15 §. What is found is what the reader's relation covers; who has protected data is found only by those
who take part in the work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from adapters.postgres.registers import Registers
from api.known_at import KnownAt
from api.problems import Text, UsageError
from api.reading import Answer, Reader
from api.registers import last_day
from domain.case.case import Case
from domain.case.person.identity_number import read_identity_number
from domain.errors import NotAllowedError
from projections.lookup import LookupKind, is_still

if TYPE_CHECKING:
    from api.main import OpenBoard

_ONE_OF_TWO = Text(
    "Ange antingen hela namnet (name) eller ett personnummer eller samordningsnummer (identity_number).",
    "Give either the whole name (name) or a personal or coordination number (identity_number).",
)


def looked_up(
    board: OpenBoard, reader: Reader, *, name: str | None = None, identity_number: str | None = None, known_at: str | None = None
) -> Answer:
    """The cases of a person that the reader may know of; none is an answer too, so that it tells no difference.

    Args:
        name: The whole name as it stands in the record, without regard to case.
        identity_number: With twelve digits.

    Raises:
        UsageError: Neither, or both.
        InvalidValueError: The number cannot be one, or `known_at` cannot be used.
        NotAllowedError: More cases than the policy lets a search show.
        UnavailableError: The access log cannot be written.
    """
    if (name is None) == (identity_number is None):
        raise UsageError(_ONE_OF_TWO)
    kind = LookupKind.NAME if identity_number is None else LookupKind.IDENTITY_NUMBER
    terms = name if identity_number is None else read_identity_number(identity_number).text
    assert terms is not None, "one of the two is there"
    as_of = reader.as_of(known_at)
    known = board.views.with_lookup(kind, terms, as_of.size)
    found = [each for each in known if _may_know(board, reader, each, kind, terms, as_of)]
    most = Registers(board.ledger).policy_history(as_of.size).on(last_day(board, as_of.size)).lookup_results_max
    if len(found) > most:
        reader.record_searched(as_of, (), terms, outcome="refused")
        raise NotAllowedError(f"Sökningen ger fler än {most} ärenden. Sök på personnummer eller ärendenummer i stället.")
    reader.record_searched(as_of, found, terms)
    items = [board.views.case(case_id, as_of.size) for case_id in found]
    document = {**reader.head(as_of), "cases": [
        {"case": str(item.case_id), "number": item.number, "unit": item.unit_name, "unit_id": str(item.unit)} for item in items
    ]}
    return Answer(document, items)


def _may_know(board: OpenBoard, reader: Reader, case_id: UUID, kind: LookupKind, terms: str, as_of: KnownAt) -> bool:
    case = Case.fold(each.event for each in board.ledger.stream(case_id, known_at=as_of.size))
    if not is_still(case, kind, terms) or not reader.scope.covers(case.unit, (case_id,)):
        return False
    return case_id not in board.protected.of([case_id]) or reader.scope.takes_part(case_id)
