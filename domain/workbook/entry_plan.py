"""What the sheets of entries in a case lead to: visits, ratings, rents, attendance and journal notes.

Each kind of entry says how to see the same thing in a row and in a recorded entry (its content), which places of the
content are its natural key, and which decision records it or corrects it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from domain.base import DomainEvent, Occurred
from domain.case.case import Case
from domain.case.journal import Author, Texts
from domain.codes import EntryType
from domain.workbook.matching import Content, Matched, match, merged
from domain.workbook.plan import REASON, ImportContext, PlannedRow, RowOutcome, is_imported
from domain.workbook.sheets import ATTENDANCE, JOURNAL, RATINGS, RENTS, VISITS


@dataclass(frozen=True)
class EntryKind:
    """How one sheet's rows become entries of a case.

    Args:
        column: The column that a refusal is reported on.
        key: Places of the content that are the natural key.
        of_row: A row's content, None where a cell is empty.
        of_entry: The content of the event that states an entry's values now.
        entries: The case's entries of this kind.
        record: New row to events.
        correct: Recorded entry and the content that is to hold, to events.
    """

    column: str
    key: tuple[int, ...]
    of_row: Callable[[Any], Content]
    of_entry: Callable[[Case, Any], Content]
    entries: Callable[[Case], Iterable[Any]]
    record: Callable[[Case, Any, dict[str, Any], ImportContext], Iterable[DomainEvent]]
    correct: Callable[[Case, Any, Content, dict[str, Any], ImportContext], Iterable[DomainEvent]]


def plan_entries(sheet: str, case: Case, rows: list[Any], context: ImportContext) -> Iterator[PlannedRow]:
    """One sheet's rows about one case; `case` is taken forward by each."""
    kind = _KINDS[sheet]
    matches = match(
        rows, [entry for entry in kind.entries(case) if is_imported(entry)],
        content_of_row=kind.of_row, content_of_entry=lambda entry: kind.of_entry(case, entry), key=kind.key,
        is_this_year=context.is_this_year,
    )
    for matched in matches:
        yield _plan_entry(sheet, kind, case, matched, context)


def _plan_entry(sheet: str, kind: EntryKind, case: Case, matched: Matched, context: ImportContext) -> PlannedRow:
    row, entry, version = matched.row, matched.entry, case.version
    if matched.same:
        return PlannedRow(sheet, row, RowOutcome.PRESENT)
    common = {
        "source": _source(sheet, row, context), "stamp": context.stamp(case.unit), "today": context.today,
        "policy": context.policy,
    }
    if entry is None:
        decided = context.decided(sheet, row.row, kind.column, lambda: kind.record(case, row, common, context))
    else:
        content = merged(kind.of_row(row), kind.of_entry(case, entry))
        decided = context.decided(sheet, row.row, kind.column, lambda: kind.correct(case, entry, content, common, context))
    if not decided:
        return PlannedRow(sheet, row, RowOutcome.PRESENT)
    for event in decided:
        case.apply(event)
    if entry is None:
        return PlannedRow(sheet, row, RowOutcome.NEW, decided)
    return PlannedRow(sheet, row, RowOutcome.CHANGED, decided, supersedes=version)


def _source(sheet: str, row: Any, context: ImportContext) -> Any:
    if sheet != JOURNAL:
        return context.source(sheet, row.row)
    written = row.written
    if written.at is None:
        return context.source(sheet, row.row, claimed_recorded_on=written.on)
    return context.source(sheet, row.row, claimed_recorded_at=datetime.combine(written.on, written.at))


def _record_visit(case: Case, row: Any, common: dict[str, Any], context: ImportContext) -> Iterable[DomainEvent]:
    return case.record_session(
        session_id=context.new_id(), outcome=row.outcome, occurred=Occurred(on=row.occurred_on), kind=row.kind,
        participants=row.participants or (), note_written_on=row.note_written_on, **common,
    )


def _correct_visit(case: Case, entry: Any, content: Content, common: dict[str, Any], _: Any) -> Iterable[DomainEvent]:
    occurred_on, kind, outcome, participants, note_written_on = content
    occurred = entry.occurred if entry.occurred.on == occurred_on else Occurred(on=occurred_on)
    return case.correct_session(
        session_id=entry.session_id, outcome=outcome, occurred=occurred, kind=kind, participants=participants,
        note_written_on=note_written_on, reason=REASON, **common,
    )


def _record_rating(case: Case, row: Any, common: dict[str, Any], context: ImportContext) -> Iterable[DomainEvent]:
    return case.record_rating(
        rating_id=context.new_id(), rated_on=row.rated_on, instrument=row.instrument, phase=row.phase,
        respondent=row.respondent, subject=row.subject, subscales=row.subscales or (), total=row.total,
        catalogue=context.catalogue, **common,
    )


def _correct_rating(
    case: Case, entry: Any, content: Content, common: dict[str, Any], context: ImportContext
) -> Iterable[DomainEvent]:
    rated_on, instrument, phase, respondent, subject, (subscales, total) = content
    return case.correct_rating(
        rating_id=entry.rating_id, rated_on=rated_on, instrument=instrument, phase=phase, respondent=respondent,
        subject=subject, subscales=subscales, total=total, reason=REASON, catalogue=context.catalogue, **common,
    )


def _record_rent(case: Case, row: Any, common: dict[str, Any], context: ImportContext) -> Iterable[DomainEvent]:
    return case.record_rent(
        rent_id=context.new_id(), month=f"{row.month:%Y-%m}", paid_in_time=row.paid_in_time, **_without_policy(common)
    )


def _correct_rent(case: Case, entry: Any, content: Content, common: dict[str, Any], _: Any) -> Iterable[DomainEvent]:
    month, paid_in_time = content
    return case.correct_rent(rent_id=entry.rent_id, month=month, paid_in_time=paid_in_time, reason=REASON, **common)


def _record_attendance(case: Case, row: Any, common: dict[str, Any], context: ImportContext) -> Iterable[DomainEvent]:
    if row.percent is None:
        context.warn(ATTENDANCE, row.row, "Närvaro %", "närvaron är inte känd; raden ger ingen uppgift att lagra")
        return ()
    return case.record_attendance(
        attendance_id=context.new_id(), measured_on=row.measured_on, phase=row.phase, percent=row.percent,
        **_without_policy(common),
    )


def _correct_attendance(case: Case, entry: Any, content: Content, common: dict[str, Any], _: Any) -> Iterable[DomainEvent]:
    measured_on, phase, percent = content
    return case.correct_attendance(
        attendance_id=entry.attendance_id, measured_on=measured_on, phase=phase, percent=percent, reason=REASON, **common
    )


def _record_note(case: Case, row: Any, common: dict[str, Any], context: ImportContext) -> Iterable[DomainEvent]:
    return case.record_note(
        note_id=context.new_id(), occurred=Occurred(on=row.occurred_on),
        entry_type=EntryType.from_swedish(row.kind or "") or EntryType.OTHER, claimed_entry_type=row.kind,
        texts=Texts(unmarked=row.text), author=_author(row.author, row.author_title, context),
        information_source=row.source, **common,
    )


def _correct_note(
    case: Case, entry: Any, content: Content, common: dict[str, Any], context: ImportContext
) -> Iterable[DomainEvent]:
    occurred_on, _, author, title, information_source, claimed_entry_type, text = content
    return case.correct_note(
        note_id=entry.note_id, correction_id=context.new_id(), texts=Texts(unmarked=text),
        author=_author(author, title, context), occurred=Occurred(on=occurred_on), information_source=information_source,
        claimed_entry_type=claimed_entry_type, reason=REASON, **common,
    )


def _author(name: str | None, title: str | None, context: ImportContext) -> Author:
    staff = None if name is None else context.staff.get(name.casefold())
    return Author(None if staff is None else staff.staff_id, name, title)


def _without_policy(common: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in common.items() if name != "policy"}


def _note_content(case: Case, entry: Any) -> Content:
    texts, facts = case.note_texts[entry.note_id], case.note_facts[entry.note_id]
    # When it was written, by the source's latest word.
    source = texts.source
    at: time | None = None if source.claimed_recorded_at is None else source.claimed_recorded_at.time()
    on = source.claimed_recorded_on or source.claimed_recorded_at.date()
    return (
        facts.occurred.on, (on, at), texts.author_name, texts.author_title, facts.information_source,
        facts.claimed_entry_type, texts.unmarked,
    )


_KINDS: Mapping[str, EntryKind] = {
    VISITS: EntryKind(
        "Datum", (0, 1),
        lambda row: (row.occurred_on, row.kind, row.outcome, row.participants, row.note_written_on),
        lambda case, entry: (entry.occurred.on, entry.kind, entry.outcome, entry.participants, entry.note_written_on),
        lambda case: case.sessions.values(), _record_visit, _correct_visit,
    ),
    # Subscales and total are one cell here: a total without its subscales must never be joined with older ones.
    RATINGS: EntryKind(
        "Datum", (0, 1, 2, 3, 4),
        lambda row: (row.rated_on, row.instrument, row.phase, row.respondent, row.subject, (row.subscales or (), row.total)),
        lambda case, entry: (
            entry.rated_on, entry.instrument, entry.phase, entry.respondent, entry.subject, (entry.subscales, entry.total),
        ),
        lambda case: case.ratings.values(), _record_rating, _correct_rating,
    ),
    RENTS: EntryKind(
        "Månad", (0,),
        lambda row: (f"{row.month:%Y-%m}", row.paid_in_time),
        lambda case, entry: (entry.month, entry.paid_in_time),
        lambda case: case.rents.values(), _record_rent, _correct_rent,
    ),
    ATTENDANCE: EntryKind(
        "Datum", (0, 1),
        lambda row: (row.measured_on, row.phase, row.percent),
        lambda case, entry: (entry.measured_on, entry.phase, entry.percent),
        lambda case: case.attendances.values(), _record_attendance, _correct_attendance,
    ),
    JOURNAL: EntryKind(
        "Händelsedatum", (0, 1),
        lambda row: (
            row.occurred_on, (row.written.on, row.written.at), row.author, row.author_title, row.source, row.kind, row.text,
        ),
        _note_content, lambda case: case.notes.values(), _record_note, _correct_note,
    ),
}
ENTRY_SHEETS = tuple(_KINDS)
