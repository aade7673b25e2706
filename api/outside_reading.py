"""Reading what has to be done outside the cases: in the registers of concerns, requests, viewpoints, internal control."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from adapters.accounts import Account
from adapters.postgres.registers import Registers
from api.access import CaseAccess, Scope, today
from api.known_at import parse_valid_at
from api.lex_sarah_reading import visible_reports
from api.reading import Answer, Reader
from api.registers import REGISTERS, last_day
from domain.concern.concern import Concern
from domain.deviation.deviation import Deviation
from domain.erasure.erasure import Erasure
from domain.internal_control.plan import ControlPlan
from domain.journal_review.review import JournalReview
from domain.lex_sarah.access import Sight
from domain.policies import Policy
from domain.records_request.records_request import RecordsRequest
from domain.retention.record_retention import RecordRetention
from projections.areas.deviation import deviation_duties
from projections.duties import DutyRole
from projections.erasure_duties import erasure_duties
from projections.internal_control import control_duties
from projections.journal_reviews import review_duties
from projections.outside_duties import LexSarahDutyKind, OutsideDuty, lex_sarah_duties, outside_duties

if TYPE_CHECKING:
    from api.main import OpenBoard


def duties_outside_cases(
    board: OpenBoard, reader: Reader, *, known_at: str | None = None, valid_at: str | None = None, days: int,
    unit: UUID | None = None, staff: UUID | None = None, role: DutyRole | None = None, account: Account | None = None,
) -> Answer:
    """What is due by so many days after the day of the list, the most overdue first.

    Args:
        valid_at: The day of the list; None = today, or with `known_at` the day of the last event that was known.
        days: From 0 (today's) on; 6 = this week's.
        unit: Only what this unit has.
        staff: Only what falls to this member of staff by name.
        role: Only what is on the lists of this role.
        account: Whose Lex Sarah reports are told of: those whose times they see; None = nobody's.

    Raises:
        InvalidValueError: A parameter cannot be used.
        UnavailableError: The access log cannot be written.
    """
    as_of, asked = reader.as_of(known_at), parse_valid_at(valid_at)
    is_now = asked is None and known_at is None and as_of.size
    day = today(board) if is_now else asked or last_day(board, as_of.size)
    registers = Registers(board.ledger)
    deviations = registers.of_kind("deviation", Deviation.fold, as_of.size)
    concerns = registers.of_kind("concern", Concern.fold, as_of.size)
    viewpoints = registers.viewpoints(as_of.size)
    policy = registers.policy_history(as_of.size).on(day)
    found = outside_duties(
        concerns.values(), registers.of_kind("records_request", RecordsRequest.fold, as_of.size).values(),
        registers.outreach(as_of.size).values(), viewpoints.values(), policy,
        (
            *_of_control(registers, as_of.size, policy),
            *(duty for each in deviations.values() for duty in deviation_duties(each, policy)),
            *_of_lex_sarah(board, account, as_of.size, policy),
        ),
    )
    streams = {"concerns": concerns, "viewpoints": viewpoints, "deviations": deviations}
    scope = reader.scope
    shown = [
        each for each in found
        if each.since <= day and each.due_on <= day + timedelta(days=days) and (unit is None or each.unit == unit)
        and (staff is None or each.staff == staff) and (role is None or each.role is role)
        and _is_in(scope, each, _cases_of(streams, {each.stream_id}))
    ]
    reader.record_shown(as_of, _cases_of(streams, {each.stream_id for each in shown}))
    document = {**reader.head(as_of), "day": day.isoformat(), "duties": [each.to_json(day) for each in shown]}
    return Answer(document, shown)


def _is_in(scope: Scope, duty: OutsideDuty, cases: set[UUID]) -> bool:
    """Whether a list may tell of it: of Lex Sarah only what the report's own access list opens is here to begin with."""
    return isinstance(duty.kind, LexSarahDutyKind) or scope.covers(duty.unit, cases)


def _cases_of(streams: Mapping[str, Mapping[UUID, Any]], wanted: set[UUID]) -> set[UUID]:
    """The cases that some streams tell of, by their register."""
    return {
        case_id for register, items in streams.items() for each_id in wanted & items.keys()
        for case_id in REGISTERS[register].cases(items[each_id])
    }


def _of_control(registers: Registers, size: int, policy: Policy) -> Iterator[OutsideDuty]:
    for plan in registers.of_kind("internal_control", ControlPlan.fold, size).values():
        yield from control_duties(plan, policy)
    for review in registers.of_kind("journal_review", JournalReview.fold, size).values():
        yield from review_duties(review, policy)
    yield from erasure_duties(
        registers.of_kind("erasure", Erasure.fold, size).values(),
        registers.of_kind("retention", RecordRetention.fold, size).values(),
    )


def _of_lex_sarah(board: OpenBoard, account: Account | None, size: int, policy: Policy) -> Iterator[OutsideDuty]:
    if account is None:
        return
    for report, seen in visible_reports(board, account, CaseAccess(board, account, None).place(), size):
        if seen - {Sight.OWN}:
            yield from lex_sarah_duties(report, policy)
