"""Reading the access log and its reviews (sv. *åtkomstloggen, loggkontroll*). Reading the log stands in the log too.

Whoever reviews the log sees who read, when, why and which case, and nothing of what the case says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any
from uuid import UUID

from adapters.postgres.registers import Registers
from api.access import today
from api.access_words import Wording
from api.known_at import KnownAt
from api.reading import Answer, Reader
from api.registers import last_day
from domain.errors import InvalidValueError, NotFoundError
from domain.log_review.codes import LogJudgement
from domain.log_review.review import LogReview, last_day_of
from domain.months import months_after
from projections.access_readings import Between, Progress, Reading
from projections.areas.log_review import reading_document, review_document
from projections.local_time import STOCKHOLM, day_of, instant_text

if TYPE_CHECKING:
    from api.main import OpenBoard

MOST_SHOWN = 1_000
_BREACH_US = 72 * 3_600_000_000
"""Source: dataskyddsförordningen (EU) 2016/679 art. 33.1: a breach is notified within 72 hours of its becoming known."""


def log_reviews(reader: Reader, *, known_at: str | None = None) -> Answer:
    """The reviews of the units that the reader answers for, and the months that should have had one.

    Raises:
        InvalidValueError: `known_at` cannot be used.
        UnavailableError: The access log cannot be written.
    """
    board, as_of, scope = reader.board, reader.as_of(known_at), reader.scope
    reviews = Registers(board.ledger).of_kind("log_review", LogReview.fold, as_of.size).values()
    shown = [each for each in reviews if scope.covers(each.unit, ())]
    day = None if known_at is None else last_day(board, as_of.size)
    late = [each for each in overdue_months(board, shown, as_of.size, day) if scope.covers(UUID(each["unit"]), ())]
    reader.record_shown(as_of, ())
    return Answer({**reader.head(as_of), "log_reviews": [review_document(each) for each in shown], "overdue": late}, shown)


def overdue_months(
    board: OpenBoard, reviews: Iterable[LogReview], size: int, on: date | None = None
) -> list[dict[str, Any]]:
    """The months of each unit that should have been reviewed by a day (None = today) and are not, the oldest first."""
    done = {
        (each.planned.unit, each.planned.log_month) for each in reviews
        if each.planned is not None and each.closed is not None and not each.is_training
    }
    if board.simulated and not size:
        return []
    registers, day = Registers(board.ledger), on or today(board)
    policy, found = registers.policy_history(size).on(day), []
    for unit_id, unit in registers.units(size).items():
        if unit.part_of is not None:
            continue
        since = day_of(board.ledger.stream(unit_id)[0].recorded_us)
        for month in _months(since, day):
            due = last_day_of(month) + timedelta(days=policy.log_review_days)
            if due < day and (unit_id, month) not in done:
                found.append({"unit": str(unit_id), "unit_name": unit.name, "month": month, "due_on": due.isoformat()})
    return sorted(found, key=lambda each: (each["month"], each["unit_name"]))


def log_review(reader: Reader, review_id: UUID, *, known_at: str | None = None) -> Answer:
    """One review with its readings in words: who read which case when and why, and what it was found to be.

    Raises:
        InvalidValueError: `known_at` cannot be used.
        NotFoundError: There is none of that id in the units that the reader answers for.
        CorruptLedgerError: The access log lacks a reading that was drawn.
        UnavailableError: The access log cannot be written.
    """
    board, as_of = reader.board, reader.as_of(known_at)
    recorded = board.ledger.stream(review_id, known_at=as_of.size) if board.family_of(review_id) == "log_review" else []
    review = LogReview.fold(each.event for each in recorded)
    if not recorded or not reader.scope.covers(review.unit, ()):
        raise NotFoundError("Loggkontrollen finns inte i nämnden. Se GET /api/v1/log-reviews.")
    readings = board.access_readings.at([each.access_position for each in review.readings])
    wording, rows = Wording(board), []
    known_us = {
        each.event.reading_number: each.recorded_us for each in recorded
        if getattr(each.event, "log_judgement", None) is LogJudgement.NOT_JUSTIFIED
    }
    for drawn in review.readings:
        row = {**reading_document(review, drawn), **shown_reading(board, wording, readings[drawn.access_position])}
        us = known_us.get(drawn.reading_number)
        rows.append({**row, "breach_due_at": None if us is None else instant_text(us + _BREACH_US)})
    reader.record_shown(as_of, {case_id for each in readings.values() for case_id in each.cases})
    document = {**reader.head(as_of), **review_document(review), "readings": rows}
    return Answer(document, review, review.version)


def access_log(
    reader: Reader, *, case: UUID | None = None, staff: UUID | None = None, first: date | None = None, last: date | None = None,
    limit: int = 100, progress: Progress | None = None,
) -> Answer:
    """Who read what, the latest last.

    Args:
        case: Only readings that name this case.
        staff: Only readings by this member of staff.
        first: From this day on, in Sweden.
        last: To this day, which is in it.
        limit: The most readings, 1 to 1000; the latest of them.

    Raises:
        InvalidValueError: `last` before `first`; `limit`.
        CorruptLedgerError: The access log cannot be read.
        UnavailableError: The access log cannot be written.
    """
    if first is not None and last is not None and last < first:
        raise InvalidValueError("Periodens sista dag är före dess första. Ange dagarna i ordning.")
    if not 1 <= limit <= MOST_SHOWN:
        raise InvalidValueError(f"Antalet ska vara 1 till {MOST_SHOWN}.")
    board, as_of = reader.board, reader.as_of(None)
    between = between_days(first, last)
    wording = Wording(board)
    found: Iterable[Reading]
    if case is not None:
        found = reversed(board.access_readings.by_case(case, between, progress=progress))
    else:
        found = board.access_readings.latest_first(between, progress=progress)
    if staff is not None:
        callers = wording.caller_of(staff)
        found = (each for each in found if each.caller in callers)
    latest = list(islice(found, limit))[::-1]
    reader.record_shown(as_of, {case_id for each in latest for case_id in each.cases})
    rows = [{**shown_reading(board, wording, each), "access_position": each.position} for each in latest]
    return Answer({**reader.head(as_of), "readings": rows}, rows)


def access_extract(reader: Reader, case_id: UUID, as_of: KnownAt) -> Answer:
    """The individual's own extract: everybody who opened the record or saw it in a list, in words.

    The reader has said already that it is read (`Reader.shown_case`, `Reader.record_shown`).

    Raises:
        CorruptLedgerError: The access log cannot be read.
        UnavailableError: The database does not answer.
    """
    board = reader.board
    policy = Registers(board.ledger).policy_history(as_of.size).on(today(board))
    wording = Wording(board)
    told = [wording.told(each, names=bool(policy.extract_names_staff)) for each in board.access_readings.by_case(case_id)]
    number = next((each["number"] for each in _cases(board, [case_id])), None)
    document = {
        **reader.head(as_of), "case": str(case_id), "number": number, "names_staff": bool(policy.extract_names_staff),
        "readings": told,
    }
    return Answer(document, told)


def shown_reading(board: OpenBoard, wording: Wording, reading: Reading) -> dict[str, Any]:
    """A reading for whoever reviews the log: with names, and which cases, by number."""
    told = wording.told(reading, names=True)
    cases = _cases(board, reading.cases[:_FEW])
    return {**told, "caller": reading.caller, "is_emergency": reading.basis == "emergency",
            "case_count": len(reading.cases), "cases": cases}


_FEW = 20
"""Cases of a list that are named; how many there are is said too."""


def between_days(first: date | None, last: date | None) -> Between:
    """A period of whole days in Sweden, both ends included; None = no bound."""
    after = None if first is None else _start_us(first) - 1
    until = None if last is None else _start_us(last + timedelta(days=1)) - 1
    return Between(after, until)


def _cases(board: OpenBoard, cases: Sequence[UUID]) -> list[dict[str, Any]]:
    found = []
    for case_id in cases:
        try:
            number = board.views.case(case_id, board.ledger.size()).number
        except NotFoundError:
            number = None
        found.append({"case": str(case_id), "number": number})
    return found


def _months(since: date, until: date) -> Iterator[str]:
    first = since.replace(day=1)
    while first <= until:
        yield f"{first:%Y-%m}"
        first = months_after(first, 1)


def _start_us(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=STOCKHOLM).timestamp() * 1_000_000)
