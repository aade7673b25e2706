"""A small board to read: two cases, a late note that is corrected, and a note that turns out to lie in the wrong file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from api.main import OpenBoard
from domain.base import DomainEvent, Occurred, envelope
from domain.case.events import CaseAssigned, CaseOpened
from domain.case.journal_events import JournalNoteCorrected, JournalNoteRecorded
from domain.codes import EntryType, Gender
from domain.ledger.port import Command
from domain.unit.events import UnitEstablished
from tests.support.examples import ADMINISTRATION_STAMP, ANNA, CASE, KBT_TEAM, NOTE, NOTE_CORRECTION, OTHER_CASE, STAMP, UNIT

SECRET = "Klara berättade om kvällarna."
CORRECTED = "Klara berättade om helgerna."
NAME = "Klara Påhittad"
SIZE = 7
"""Events that `fill` records."""
BEFORE_CORRECTION = 6
NOTE_WRITTEN_US = int(datetime(2024, 9, 1, 7, tzinfo=UTC).timestamp()) * 1_000_000


def fill(board: OpenBoard) -> None:
    """Record the events, each at its day."""
    _record(board, datetime(2024, 1, 8, 8), _unit(UNIT, "Resursenheten", None))
    _record(board, datetime(2024, 1, 8, 9), _unit(KBT_TEAM, "KBT-teamet", UNIT))
    _record(board, datetime(2024, 3, 4, 8), _opened(CASE, "2024-0001", NAME), _assigned(CASE))
    _record(board, datetime(2024, 3, 5, 8), _opened(OTHER_CASE, "2024-0002", "Disa Påhittad"))
    _record(board, datetime(2024, 9, 1, 7), _note())
    _record(board, datetime(2024, 9, 5, 7), _correction())


def record_one_more(board: OpenBoard) -> None:
    """One event after all others, in the other case."""
    assigned = _assigned(OTHER_CASE).model_copy(update={"originator_version": 2})
    _record(board, datetime(2024, 10, 1, 7), assigned)


def open_twin(board: OpenBoard) -> UUID:
    """A case with a number that another unit's case has; its id."""
    twin = uuid4()
    opened = _opened(twin, "2024-0001", "Egon Påhittad").model_copy(update={"unit": UNIT})
    _record(board, datetime(2024, 10, 2, 7), opened)
    return twin


def note_with(board: OpenBoard, text: str, version: int = 1) -> None:
    """A note with this text in the other case, which is in this version before it."""
    note = {"originator_id": OTHER_CASE, "originator_version": version + 1, "note_id": uuid4(), "fact": text}
    _record(board, datetime(2024, 10, 3, 7, version), _note().model_copy(update=note))


def _record(board: OpenBoard, at: datetime, *events: DomainEvent) -> None:
    first = int(at.replace(tzinfo=UTC).timestamp()) * 1_000_000
    times: Sequence[int] | None = range(first, first + len(events)) if board.simulated else None
    board.ledger.append(Command(uuid4(), b"test", events, times))


def _unit(unit: UUID, name: str, part_of: UUID | None) -> UnitEstablished:
    return UnitEstablished(**envelope(unit, 0, ADMINISTRATION_STAMP), name=name, part_of=part_of)


def _opened(case: UUID, number: str, client_name: str) -> CaseOpened:
    return CaseOpened(
        **envelope(case, 0, STAMP), number=number, unit=KBT_TEAM, gender=Gender.WOMAN, client_name=client_name,
        started_on=date(2024, 3, 4),
    )


def _assigned(case: UUID) -> CaseAssigned:
    return CaseAssigned(**envelope(case, 1, STAMP), staff_id=ANNA, staff_name="Anna Exempel", staff_title="KBT-behandlare")


def _note() -> JournalNoteRecorded:
    return JournalNoteRecorded(
        **envelope(CASE, 2, STAMP), note_id=NOTE, occurred=Occurred(on=date(2024, 7, 10)), entry_type=EntryType.CONTACT,
        author_id=ANNA, author_name="Anna Exempel", author_title="KBT-behandlare", fact=SECRET, late_reason="Semester.",
    )


def _correction() -> JournalNoteCorrected:
    return JournalNoteCorrected(
        **envelope(CASE, 3, STAMP), note_id=NOTE, correction_id=NOTE_CORRECTION, reason="Fel dag.", author_id=ANNA,
        author_name="Anna Exempel", author_title="KBT-behandlare", fact=CORRECTED,
    )
