"""Reading what has to be done outside the cases: in the registers of concerns, requests, field work and viewpoints."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from adapters.postgres.registers import Registers
from api.access import today
from api.known_at import parse_valid_at
from api.reading import Answer, Reader
from api.registers import REGISTERS, last_day
from domain.concern.concern import Concern
from domain.records_request.records_request import RecordsRequest
from projections.outside_duties import outside_duties

if TYPE_CHECKING:
    from api.main import OpenBoard


def duties_outside_cases(
    board: OpenBoard, reader: Reader, *, known_at: str | None = None, valid_at: str | None = None, days: int,
    unit: UUID | None = None,
) -> Answer:
    """What is due by so many days after the day of the list, the most overdue first.

    Args:
        valid_at: The day of the list; None = today, or with `known_at` the day of the last event that was known.
        days: From 0 (today's) on; 6 = this week's.
        unit: Only what this unit has.

    Raises:
        InvalidValueError: A parameter cannot be used.
        UnavailableError: The access log cannot be written.
    """
    as_of, asked = reader.as_of(known_at), parse_valid_at(valid_at)
    is_now = asked is None and known_at is None and as_of.size
    day = today(board) if is_now else asked or last_day(board, as_of.size)
    registers = Registers(board.ledger)
    concerns = registers.of_kind("concern", Concern.fold, as_of.size)
    viewpoints = registers.viewpoints(as_of.size)
    found = outside_duties(
        concerns.values(), registers.of_kind("records_request", RecordsRequest.fold, as_of.size).values(),
        registers.outreach(as_of.size).values(), viewpoints.values(), registers.policy_history(as_of.size).on(day),
    )
    shown = [
        each for each in found
        if each.since <= day and each.due_on <= day + timedelta(days=days) and (unit is None or each.unit == unit)
    ]
    told = {each.stream_id for each in shown}
    cases = {
        case_id for register, items in (("concerns", concerns), ("viewpoints", viewpoints)) for each_id in told & items.keys()
        for case_id in REGISTERS[register].cases(items[each_id])
    }
    reader.record_shown(as_of, cases)
    document = {**reader.head(as_of), "day": day.isoformat(), "duties": [each.to_json(day) for each in shown]}
    return Answer(document, shown)
