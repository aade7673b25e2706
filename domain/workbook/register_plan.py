"""What the sheets that are not about one case lead to: viewpoints, outreach work and absences.

Each viewpoint, each count of outreach work and each member of staff is a stream of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from domain.base import DomainEvent
from domain.outreach.outreach import Outreach
from domain.staff.staff_member import StaffMember
from domain.viewpoint.givers import stated_genders, stated_givers
from domain.viewpoint.viewpoint import Viewpoint
from domain.workbook.matching import Content, Matched, match, merged
from domain.workbook.plan import REASON, ImportContext, PlannedRow, RowOutcome, is_imported
from domain.workbook.sheets import ABSENCE, OUTREACH, VIEWPOINTS


def plan_viewpoints(
    rows: Sequence[Any], viewpoints: Iterable[Viewpoint], cases: Mapping[str, tuple[UUID, UUID]], context: ImportContext
) -> Iterator[PlannedRow]:
    """The register of viewpoints.

    Args:
        viewpoints: Every viewpoint of the unit.
        cases: Case number (casefolded) to the case's id and its unit.
    """
    def case_of(row: Any) -> UUID | None:
        return None if row.case_number is None else cases[row.case_number.casefold()][0]

    def of_row(row: Any) -> Content:
        return (
            row.received_on, case_of(row), row.kind, row.giver_role, row.received_by, row.givers, row.subject_category,
            row.channel, row.description, row.comment, row.adaptation, row.feedback_on,
        )

    def of_entry(viewpoint: Viewpoint) -> Content:
        facts = viewpoint.facts
        return (
            facts.received_on, facts.case_id, facts.kind, facts.giver_role, facts.received_by,
            stated_genders(facts.givers) or None, facts.subject_category, facts.channel, facts.description or None,
            facts.comment, viewpoint.adaptation,
            viewpoint.feedback_on,
        )

    for matched in match(
        rows, [viewpoint for viewpoint in viewpoints if is_imported(viewpoint.facts)], content_of_row=of_row,
        content_of_entry=of_entry, key=(0, 1, 2, 3), is_this_year=lambda viewpoint: context.is_this_year(viewpoint.facts),
    ):
        row = matched.row
        unit = context.unit if row.case_number is None else cases[row.case_number.casefold()][1]
        content = of_row(row) if matched.entry is None else merged(of_row(row), of_entry(matched.entry))
        yield _planned(VIEWPOINTS, "Inkom datum", matched, matched.entry or Viewpoint(), context, _viewpoint_steps, content, unit)


def plan_outreach(rows: Sequence[Any], outreach: Iterable[Outreach], context: ImportContext) -> Iterator[PlannedRow]:
    """The counts of outreach work; `outreach` is every count of the unit's activities."""
    def of_row(row: Any) -> Content:
        return (row.occurred_on, context.service(row.service_name), row.kind, row.gender, row.child_gender)

    def of_entry(count: Outreach) -> Content:
        return (count.facts.occurred_on, count.facts.unit, count.facts.kind, count.facts.gender, count.facts.child_gender)

    for matched in match(
        rows, [count for count in outreach if is_imported(count.facts)], content_of_row=of_row, content_of_entry=of_entry,
        key=(0, 1, 2, 3, 4), is_this_year=lambda count: context.is_this_year(count.facts),
    ):
        content = of_row(matched.row) if matched.entry is None else merged(of_row(matched.row), of_entry(matched.entry))
        yield _planned(
            OUTREACH, "Datum", matched, matched.entry or Outreach(), context, _outreach_steps, content, content[1]
        )


def plan_absences(
    rows: Sequence[Any], members: Mapping[UUID, StaffMember], context: ImportContext
) -> Iterator[PlannedRow]:
    """The periods that staff are away; `members` is by id, and each is taken forward."""
    by_member: dict[UUID, list[Any]] = {}
    for row in rows:
        by_member.setdefault(context.staff[row.therapist.casefold()].staff_id, []).append(row)
    for staff_id, own in by_member.items():
        member = members[staff_id]
        entries = [absence for absence in member.absences.values() if is_imported(absence)]
        for matched in match(
            own, entries, content_of_row=lambda row: (row.from_date, row.to_date),
            content_of_entry=lambda absence: (absence.from_date, absence.to_date), key=(0,),
            is_this_year=context.is_this_year,
        ):
            content = (matched.row.from_date, matched.row.to_date)
            if matched.entry is not None:
                content = merged(content, (matched.entry.from_date, matched.entry.to_date))
            yield _planned(ABSENCE, "Från", matched, member, context, _absence_steps, content, context.unit)


def _planned(
    sheet: str, column: str, matched: Matched, stream: Any, context: ImportContext, steps: Callable[..., Iterable[Any]],
    content: Content, unit: UUID,
) -> PlannedRow:
    row, version = matched.row, stream.version
    if matched.same:
        return PlannedRow(sheet, row, RowOutcome.PRESENT)
    common = {"source": context.source(sheet, row.row), "stamp": context.stamp(unit)}
    events: list[DomainEvent] = []
    for step in steps(stream, matched.entry, content, unit, common, context):
        decided = context.decided(sheet, row.row, column, step)
        if decided is None:
            return PlannedRow(sheet, row, RowOutcome.PRESENT)
        for event in decided:
            stream.apply(event)
            events.append(event)
    outcome = RowOutcome.NEW if matched.entry is None else RowOutcome.CHANGED
    return PlannedRow(sheet, row, outcome, tuple(events), supersedes=version if matched.entry is not None else 0)


def _viewpoint_steps(
    viewpoint: Viewpoint, entry: Viewpoint | None, content: Content, unit: UUID, common: dict[str, Any], context: ImportContext
) -> Iterable[Callable[[], Iterable[DomainEvent]]]:
    (received_on, case_id, kind, giver_role, received_by, givers, subject, channel, description, comment,
     adaptation, feedback_on) = content
    facts = {
        "case_id": case_id, "received_on": received_on, "kind": kind, "received_by": received_by, "giver_role": giver_role,
        "givers": stated_givers(giver_role, givers or ()), "subject_category": subject, "channel": channel,
        "description": description or "", "comment": comment, "unit": unit,
    }
    shared = {**common, "today": context.today, "policy": context.policy}
    if entry is not None and _only_more_is_known(viewpoint, facts, adaptation, feedback_on):
        # What was done after the viewpoint came in is news, not a correction.
        adaptation = adaptation if viewpoint.adaptation is None else None
        feedback_on = feedback_on if viewpoint.feedback_on is None else None
    elif entry is not None:
        yield lambda: viewpoint.correct(
            **facts, adaptation=adaptation, feedback_on=feedback_on, reason=REASON, **shared
        )
        return
    else:
        yield lambda: viewpoint.receive(viewpoint_id=context.new_id(), **facts, **shared)
    if adaptation is not None:
        yield lambda: viewpoint.make_adaptation(adaptation=adaptation, **shared)
    if feedback_on is not None:
        yield lambda: viewpoint.give_feedback(given_on=feedback_on, today=context.today, **common)


def _only_more_is_known(viewpoint: Viewpoint, facts: dict[str, Any], adaptation: Any, feedback_on: Any) -> bool:
    same = all(getattr(viewpoint.facts, name) == value for name, value in facts.items())
    return same and viewpoint.adaptation in (None, adaptation) and viewpoint.feedback_on in (None, feedback_on)


def _outreach_steps(
    outreach: Outreach, entry: Outreach | None, content: Content, unit: UUID, common: dict[str, Any], context: ImportContext
) -> Iterable[Callable[[], Iterable[DomainEvent]]]:
    occurred_on, _, kind, gender, child_gender = content
    facts = {
        "occurred_on": occurred_on, "unit": unit, "kind": kind, "gender": gender, "child_gender": child_gender,
        "today": context.today, **common,
    }
    if entry is None:
        yield lambda: outreach.record(outreach_id=context.new_id(), **facts)
    else:
        yield lambda: outreach.correct(**facts, reason=REASON, policy=context.policy)


def _absence_steps(
    member: StaffMember, entry: Any, content: Content, _: UUID, common: dict[str, Any], context: ImportContext
) -> Iterable[Callable[[], Iterable[DomainEvent]]]:
    from_date, to_date = content
    if entry is None:
        yield lambda: member.record_absence(absence_id=context.new_id(), from_date=from_date, to_date=to_date, **common)
    else:
        yield lambda: member.change_absence(
            absence_id=entry.absence_id, from_date=from_date, to_date=to_date, **common
        )
