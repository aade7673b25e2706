"""Reading the control of the work with Lex Sarah: rules R-36 and R-37 over every report, for internal control."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any
from uuid import UUID

from adapters.postgres.registers import Registers
from api.access import today
from api.known_at import parse_valid_at
from api.reading import Answer, Reader
from api.registers import last_day
from domain.base import RecordedEvent
from domain.lex_sarah.report import LexSarahReport
from projections.lex_sarah_control import ControlStatus, Finding, record_findings, step_findings

if TYPE_CHECKING:
    from api.main import OpenBoard

_RULES = ("R-36", "R-37")


def lex_sarah_control(reader: Reader, *, known_at: str | None = None, valid_at: str | None = None) -> Answer:
    """What is not in order in the reports and in the records that they are about, and how much is.

    Args:
        valid_at: The day that is judged; None = today, or with `known_at` the day of the last event that was known.

    Raises:
        InvalidValueError: A parameter cannot be used.
        UnavailableError: The access log cannot be written.
    """
    as_of, asked, board = reader.as_of(known_at), parse_valid_at(valid_at), reader.board
    is_now = known_at is None and as_of.size
    day = asked or (today(board) if is_now else last_day(board, as_of.size))
    registers = Registers(board.ledger)
    policy = registers.policy_history(as_of.size).on(day)
    streams: dict[UUID, list[RecordedEvent]] = {}
    for each in registers.events_of("lex_sarah", as_of.size):
        streams.setdefault(each.event.originator_id, []).append(each)
    found: list[Finding] = []
    for own in streams.values():
        report = LexSarahReport.fold(each.event for each in own)
        if report.report is not None:
            records = _records(board, report.handling.case_ids, as_of.size)
            found += [*step_findings(report, day, policy), *record_findings(report, own, records, policy)]
    wrong = sorted(
        (each for each in found if each.status is not ControlStatus.OK),
        key=lambda each: (each.rule, each.since, each.report_id, each.position or 0),
    )
    reader.record_shown(as_of, {each.case_id for each in wrong if each.case_id is not None})
    document = {
        **reader.head(as_of), "day": day.isoformat(), "rules": [_counted(rule, found) for rule in _RULES],
        "findings": [each.to_json() for each in wrong],
    }
    return Answer(document, wrong)


def _records(board: OpenBoard, cases: tuple[UUID, ...], known_at: int) -> dict[UUID, list[RecordedEvent]]:
    known = [case_id for case_id in cases if board.family_of(case_id) == "case"]
    return board.ledger.streams(known, known_at=known_at)


def _counted(rule: str, found: list[Finding]) -> dict[str, Any]:
    counts = Counter(each.status for each in found if each.rule == rule)
    return {"rule": rule, **{status.value: counts[status] for status in ControlStatus}}
