"""Reading decisions made on the board's behalf (sv. *anmälan av delegationsbeslut*): what is still to be told, and what was."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from adapters.accounts import Account, Role
from adapters.postgres.delegated_decisions import delegated_events
from adapters.postgres.registers import Registers
from api.known_at import parse_valid_at
from api.problems import ForbiddenError, Text
from api.reading import Answer, Reader
from api.registers import last_day
from domain.board.board import Board
from domain.board.events import DelegatedDecisionsReported
from domain.errors import NotFoundError
from projections.delegated_decisions import DelegatedDecision, delegated_decisions, report_document, still_to_tell, told_of
from projections.json_values import as_json

if TYPE_CHECKING:
    from api.main import OpenBoard

_NOT_YOURS = Text(
    "Sammanställningen till nämnden ser chef, internkontroll och utredare. Beslut i dina ärenden ser du i ärendena.",
    "The report to the board is for managers, internal control and investigators. You see decisions in your cases there.",
)


def delegated_report(
    board: OpenBoard, reader: Reader, account: Account, *, known_at: str | None = None, valid_at: str | None = None,
    report: UUID | None = None,
) -> Answer:
    """What the next report to the board is to tell of, or what an earlier one told of; no names.

    Args:
        valid_at: The report's last day; None = the day of the last event that was known.
        report: An earlier report; None = the next.

    Raises:
        ForbiddenError: The account's role does not report to the board; the attempt is logged.
        InvalidValueError: A parameter cannot be used.
        NotFoundError: There is no such report.
        UnavailableError: The access log cannot be written.
    """
    if account.role is Role.THERAPIST:
        reader.record_refused()
        raise ForbiddenError(_NOT_YOURS)
    as_of = reader.as_of(known_at)
    until = parse_valid_at(valid_at) or last_day(board, as_of.size)
    boards = Registers(board.ledger).of_kind("board", Board.fold, as_of.size)
    reports = [each for state in boards.values() for each in state.reports.values()]
    decisions = delegated_decisions(delegated_events(board.store, board.projector, as_of.size))
    if report is None:
        told = still_to_tell(decisions, reports, until, as_of.size)
        shown = report_document(told, _first_day(told, reports, until), until, as_of.size)
    else:
        earlier = _of(report, reports)
        told = told_of(decisions, reports)[report]
        shown = report_document(told, earlier.first_day, earlier.last_day, earlier.through_size)
    reader.record_shown(as_of, {each.stream_id for each in told if each.kind.startswith("case.")})
    document = {**reader.head(as_of), "report": as_json(report), **shown, "reports": [_report(each) for each in reports]}
    return Answer(document, told)


def _of(report_id: UUID, reports: list[DelegatedDecisionsReported]) -> DelegatedDecisionsReported:
    found = next((each for each in reports if each.report_id == report_id), None)
    if found is None:
        raise NotFoundError("Anmälan finns inte i nämnden, eller så är den återtagen. De som finns står i reports.")
    return found


def _first_day(
    told: tuple[DelegatedDecision, ...], reports: list[DelegatedDecisionsReported], until: date
) -> date:
    """The day after the last report's last; for the first report, the day of its first decision."""
    if reports:
        return max(each.last_day for each in reports) + timedelta(days=1)
    return min((each.decided_on for each in told), default=until)


def _report(report: DelegatedDecisionsReported) -> dict[str, Any]:
    names = ("first_day", "last_day", "through_size", "decision_count", "meeting_on", "minutes_paragraph")
    return {"report": as_json(report.report_id), **{name: as_json(getattr(report, name)) for name in names}}
