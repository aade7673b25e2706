"""What may be written about the board itself (sv. *nämnd*): what it has been told of decisions made on its behalf."""

from __future__ import annotations

from api.writes.write import Write
from domain.board.board import Board

_REPORTS = "/boards/{board_id}/delegated-decision-reports"

WRITES: tuple[Write, ...] = (
    Write(
        _REPORTS, Board.report_delegated_decisions, "Registrera att delegationsbeslut anmäldes till nämnden",
        {
            "first_day": "2026-03-01", "last_day": "2026-03-31", "through_size": 40, "decision_count": 2,
            "meeting_on": "2026-04-16", "minutes_paragraph": "§ 14",
        },
        new_ids=("report_id",), on="2026-04-17",
    ),
    Write(
        _REPORTS + "/{report_id}/withdrawal", Board.withdraw_delegated_report, "Återta en anmälan som blev fel",
        {"reason": "Ett beslut från februari saknades."}, new_ids=(), on="2026-04-17",
    ),
)
