"""What the service knows beside Lex Sarah's own streams: of the records concerned, and of the annual wheel."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from domain.annual_wheel.codes import WheelKind
from domain.annual_wheel.wheel_item import WheelItem
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


def wheel_item_kind(board: OpenBoard, item_id: UUID) -> WheelKind | None:
    """What an item on the annual wheel is about; None = it is no such item here."""
    if board.family_of(item_id) != "annual_wheel":
        return None
    return WheelItem.fold(each.event for each in board.ledger.stream(item_id)).kind
