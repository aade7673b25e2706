"""What is told of reports is decided as the service decides: it knows the board's other reports and what records say."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from api.lex_sarah_access import pseudonym
from api.lex_sarah_stating import noted_in, wheel_item_kind
from api.main import OpenBoard
from domain.lex_sarah.report import LexSarahReport
from tests.support.lex_sarah_story.cast import UNIT
from tests.support.unit_story.telling import UnitTelling

_REPORTERS = ("submit", "supplement")


class LexSarahTelling(UnitTelling):
    """Everything that is decided in the story of the report.

    Args:
        board: Empty, with a simulated clock.
    """

    def __init__(self, board: OpenBoard) -> None:
        super().__init__(board, UNIT)
        self._noted_in = partial(noted_in, board)
        self._of_the_wheel = {"wheel_item_kind": partial(wheel_item_kind, board)}

    def actor_of(self, entry: Any) -> UUID:
        """See `Telling.actor_of`; whoever reports is named in the report alone."""
        if entry.pen.kind is LexSarahReport and entry.decision in _REPORTERS:
            return pseudonym(self._open, entry.pen.id, entry.by.id)
        return super().actor_of(entry)

    def given(self, kind: type, today: date) -> dict[str, Any]:
        """See `Telling.given`; with what records say of a report."""
        return {**super().given(kind, today), "noted_in": self._noted_in, "lex_sarah_report": self._report, **self._of_the_wheel}

    def _report(self, report_id: UUID) -> LexSarahReport:
        return LexSarahReport.fold(each.event for each in self.board.ledger.stream(report_id))
