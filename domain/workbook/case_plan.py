"""What a workbook's rows about one case lead to: the case's own row, then its entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from uuid import UUID

from domain.base import DomainEvent
from domain.case.case import Case
from domain.case.events import CaseFacts, Circumstances, Closing
from domain.codes import Gender
from domain.workbook.entry_plan import ENTRY_SHEETS, plan_entries
from domain.workbook.plan import REASON, ImportContext, PlannedRow, RowOutcome, is_imported
from domain.workbook.rows import CaseRow
from domain.workbook.sheets import CASES

COLUMN = "Ärende"


class CaseRows(NamedTuple):
    """All rows about one case: its own, if the sheet of cases has it, and the others by sheet."""

    own: CaseRow | None
    entries: dict[str, list[Any]]


def plan_case(case: Case, case_id: UUID, rows: CaseRows, context: ImportContext) -> Iterator[PlannedRow]:
    """The rows in the order they are recorded; `case` is taken forward by each.

    Args:
        case: As it stands; empty for a new one.
        case_id: The case's stream, new or not.
    """
    if rows.own is not None:
        yield _plan_own_row(case, case_id, rows.own, context)
    if not case.version:
        return
    for sheet in ENTRY_SHEETS:
        if rows.entries.get(sheet):
            yield from plan_entries(sheet, case, rows.entries[sheet], context)


def _plan_own_row(case: Case, case_id: UUID, row: CaseRow, context: ImportContext) -> PlannedRow:
    version = case.version
    before = len(context.faults)
    events: list[DomainEvent] = []
    for step in (_facts, _circumstances, _responsible, _plan, _closing):
        for decision in step(case, case_id, row, context):
            decided = context.decided(CASES, row.row, COLUMN, decision)
            for event in decided or ():
                case.apply(event)
                events.append(event)
        if not case.version:
            break  # The case could not be opened; nothing else about it can be recorded.
    if len(context.faults) > before or not events:
        return PlannedRow(CASES, row, RowOutcome.PRESENT)
    outcome = RowOutcome.CHANGED if version else RowOutcome.NEW
    return PlannedRow(CASES, row, outcome, tuple(events), supersedes=version)


def _facts(case: Case, case_id: UUID, row: CaseRow, context: ImportContext) -> Iterable[Any]:
    common = {"source": context.source(CASES, row.row), "today": context.today, "policy": context.policy}
    reasons = () if row.close_reason is None else (row.close_reason,)
    if not case.version:
        unit = context.service(row.service_name)
        yield lambda: case.open(
            case_id=case_id, number=row.case_number, unit=unit, gender=row.gender or Gender.UNKNOWN,
            birth_year=row.birth_year, received_on=row.received_on, started_on=row.started_on,
            legal_basis=row.legal_basis, reason_codes=reasons, stamp=context.stamp(unit), **common,
        )
        return
    now: CaseFacts = case.facts
    values = {
        "unit": now.unit if row.service_name is None else context.service(row.service_name),
        "gender": row.gender or now.gender,
        "birth_year": _known(row.birth_year, now.birth_year),
        "received_on": _known(row.received_on, now.received_on),
        "started_on": _known(row.started_on, now.started_on),
        "legal_basis": _known(row.legal_basis, now.legal_basis),
        "reason_codes": reasons or now.reason_codes,
    }
    if any(getattr(now, name) != value for name, value in values.items()):
        yield lambda: case.correct_facts(
            **values, client_name=now.client_name, reason=REASON, stamp=context.stamp(values["unit"]), **common
        )


def _circumstances(case: Case, _: UUID, row: CaseRow, context: ImportContext) -> Iterable[Any]:
    told = {
        name: getattr(row, name)
        for name in ("information_meeting", "continued_after_motivation", "children_in_home", "housing")
    }
    common = {"source": context.source(CASES, row.row), "stamp": context.stamp(case.unit)}
    if case.circumstances is None:
        if any(value is not None for value in told.values()):
            yield lambda: case.record_circumstances(**told, **common)
        return
    now: Circumstances = case.circumstances
    values = {name: _known(value, getattr(now, name)) for name, value in told.items()}
    if any(getattr(now, name) != value for name, value in values.items()):
        yield lambda: case.correct_circumstances(**values, reason=REASON, policy=context.policy, **common)


def _responsible(case: Case, _: UUID, row: CaseRow, context: ImportContext) -> Iterable[Any]:
    if row.therapist is None:
        return
    staff = context.staff[row.therapist.casefold()]
    if case.assigned is None or (is_imported(case.assigned) and case.assigned.staff_id != staff.staff_id):
        # From which day the source does not say, so no day is stated.
        yield lambda: case.assign(
            staff_id=staff.staff_id, staff_name=staff.name, from_date=None, source=context.source(CASES, row.row),
            stamp=context.stamp(case.unit), today=context.today, policy=context.policy,
        )


def _plan(case: Case, _: UUID, row: CaseRow, context: ImportContext) -> Iterable[Any]:
    if row.plan_established_on is None:
        if row.took_part_in_plan is not None and case.plan is None:
            context.warn(CASES, row.row, "Delaktig i planen", "delaktighet utan genomförandeplan; uppgiften lagras inte")
        return
    common = {
        "source": context.source(CASES, row.row), "stamp": context.stamp(case.unit), "today": context.today,
        "policy": context.policy,
    }
    plans = [plan for plan in case.plans.values() if is_imported(plan)]
    same_day = [plan for plan in plans if plan.established_on == row.plan_established_on]
    now = next(iter(same_day or [plan for plan in plans if context.is_this_year(plan)]), None)
    if now is None:
        yield lambda: case.establish_plan(
            plan_id=context.new_id(), established_on=row.plan_established_on,
            individual_took_part=row.took_part_in_plan, **common,
        )
        return
    took_part = _known(row.took_part_in_plan, now.individual_took_part)
    if (row.plan_established_on, took_part) != (now.established_on, now.individual_took_part):
        yield lambda: case.correct_plan(
            plan_id=now.plan_id, established_on=row.plan_established_on, individual_took_part=took_part,
            contact_interval_days=now.contact_interval_days, goals=now.goals, follow_up_on=now.follow_up_on,
            reason=REASON, **common,
        )


def _closing(case: Case, _: UUID, row: CaseRow, context: ImportContext) -> Iterable[Any]:
    now: Closing | None = case.closing
    if row.closed_on is None:
        if now is not None:
            context.warn(CASES, row.row, "Avslutat", "ärendet är avslutat sedan tidigare; avslutet står kvar")
        return
    common = {"source": context.source(CASES, row.row), "stamp": context.stamp(case.unit), "today": context.today}
    if now is None:
        yield lambda: case.close(
            closed_on=row.closed_on, manner=row.close_manner, referred_onward=row.referred_onward, **common
        )
        return
    values = {
        "closed_on": row.closed_on,
        "manner": _known(row.close_manner, now.manner),
        "referred_onward": _known(row.referred_onward, now.referred_onward),
    }
    if any(getattr(now, name) != value for name, value in values.items()):
        yield lambda: case.correct_closing(**values, reason=REASON, policy=context.policy, **common)


def _known(told: Any, now: Any) -> Any:
    return now if told is None else told
