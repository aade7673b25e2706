"""The summer that sampling missed: 120 journals, three of them silent while their therapist is away, on a simulated ledger.

Everybody's journal is written every second week; the planned interval is a week, so the silence that is allowed is the board's
own bound. Anna, who has three of the cases, is away from 1 July to 15 August and nobody stands in. Two visits are made by a
colleague: the calendar knows it, the journals do not. On 1 September somebody writes about the visit of 10 July in one of the
three.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid5

from api.main import OpenBoard
from domain.base import DomainEvent, Occurred
from domain.ledger.port import Command
from tests.support.examples import CASE, UNIT
from tests.support.journals import example

JOURNALS = 120
SILENT = (17, 64, 101)
"""Numbers of the journals that nobody writes in."""
TOLD_LATE = SILENT[1]
OPENED_ON, AWAY_FROM, AWAY_TO = date(2026, 5, 4), date(2026, 7, 1), date(2026, 8, 15)
LAST_NOTE = date(2026, 6, 30)
JULY_VISITS = (date(2026, 7, 10), date(2026, 7, 24))
WRITTEN_ON = date(2026, 9, 1)
_NOTES = tuple(date(2026, 5, 5) + timedelta(days=14 * number) for number in range(10))
_ANNA = UUID("00000000-0000-4000-8000-00000000000a")


def case_id(number: int) -> UUID:
    """The case of a journal, by its number from 1."""
    return uuid5(CASE, f"sommar {number}")


def fill(board: OpenBoard) -> None:
    """Record the summer, each event at its day."""
    versions: dict[UUID, int] = {}
    latest = 0
    for day, event in sorted(_summer(), key=lambda each: each[0]):
        stream = event.originator_id
        versions[stream] = versions.get(stream, 0) + 1
        numbered = event.model_copy(update={"originator_version": versions[stream]})
        noon = datetime.combine(day, time(10), UTC) - datetime(1970, 1, 1, tzinfo=UTC)
        latest = max(noon // timedelta(microseconds=1), latest + 1)
        board.ledger.append(Command(uuid5(stream, f"{day} {versions[stream]}"), b"summer", [numbered], [latest]))


def write_about_july_in_november(board: OpenBoard) -> None:
    """A note of November about a visit in July, in the first of the silent journals."""
    case, visit, written = case_id(SILENT[0]), JULY_VISITS[0], datetime(2026, 11, 2, 10, tzinfo=UTC)
    version = len(board.ledger.stream(case)) + 1
    note = _note(case, visit, session_id=_session_id(case, visit), late_reason="Skrevs när granskningen visade luckan.")
    board.ledger.append(Command(
        uuid5(case, "november"), b"november", [note.model_copy(update={"originator_version": version})],
        [int(written.timestamp()) * 1_000_000],
    ))


def _summer() -> Iterator[tuple[date, DomainEvent]]:
    yield OPENED_ON, example("unit.established", part_of=None, originator_id=UNIT)
    yield OPENED_ON, example("staff.registered", unit=UNIT)
    yield date(2026, 6, 15), example("staff.absence_recorded", from_date=AWAY_FROM, to_date=AWAY_TO)
    for number in range(1, JOURNALS + 1):
        yield from _journal(number)


def _journal(number: int) -> Iterator[tuple[date, DomainEvent]]:
    case = case_id(number)
    yield OPENED_ON, example(
        "case.opened", originator_id=case, unit=UNIT, number=f"2026-{number:04}", received_on=OPENED_ON, started_on=OPENED_ON,
        offering=None,
    )
    is_silent = number in SILENT
    yield OPENED_ON, example(
        "case.assigned", originator_id=case, from_date=OPENED_ON,
        staff_id=_ANNA if is_silent else uuid5(CASE, f"kollega {number % 7}"),
    )
    yield OPENED_ON, example(
        "case.plan_established", originator_id=case, plan_id=uuid5(case, "plan"), established_on=OPENED_ON,
        contact_interval_days=7, follow_up_on=date(2026, 11, 2),
    )
    for day in _NOTES:
        if not is_silent or not LAST_NOTE < day < WRITTEN_ON:
            yield day, _note(case, day)
    if is_silent:
        yield from ((day, _visit(case, day)) for day in JULY_VISITS)
        yield WRITTEN_ON, _note(case, WRITTEN_ON)
    if number == TOLD_LATE:
        visit = JULY_VISITS[0]
        yield WRITTEN_ON, _note(case, visit, session_id=_session_id(case, visit), late_reason="Ordinarie behandlare var borta.")


def _visit(case: UUID, day: date) -> DomainEvent:
    return example(
        "case.session_held", originator_id=case, session_id=_session_id(case, day), occurred=Occurred(on=day),
        note_written_on=None,
    )


def _note(case: UUID, day: date, **changes: object) -> DomainEvent:
    told = {"session_id": None, "plan_id": None, "moved_from": None, "late_reason": None, **changes}
    note_id = uuid5(case, f"note {day} {told['session_id']}")
    return example("case.note_recorded", originator_id=case, note_id=note_id, occurred=Occurred(on=day), **told)


def _session_id(case: UUID, day: date) -> UUID:
    return uuid5(case, f"visit {day}")
