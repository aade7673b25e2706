"""What the service knows of the records of those whom a Lex Sarah report is about."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from domain.case.case import Case

if TYPE_CHECKING:
    from api.main import OpenBoard


def noted_in(board: OpenBoard, case_id: UUID, report_id: UUID) -> frozenset[UUID]:
    """The entries of a case that say that a report was made, and are not struck; none of what is no case here.

    Nothing of the record is shown: whoever handles the report learns only that an entry points at it.
    """
    if board.family_of(case_id) != "case":
        return frozenset()
    case = Case.fold(each.event for each in board.ledger.stream(case_id))
    return frozenset(each.entry_id for each in case.deviation_notes.noted if each.deviation_report_id == report_id)
