"""Reconstructing a case on somebody's behalf (sv. *rekonstruktion*): what happened, what was written, what nobody wrote."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from api.access_reading import instant_of, may_see_readers
from api.completeness_reading import asked_about
from api.known_at import KnownAt, parse_valid_at
from api.reading import Answer, Reader
from domain.case.case import Case
from domain.errors import InvalidValueError
from domain.indicators.period import parse_period
from projections.access_readings import Between, Progress, Reading
from projections.local_time import instant_text
from projections.reconstruction.changes import changes_document
from projections.reconstruction.cover import StaffStreams, staff_of
from projections.reconstruction.day import day_document
from projections.reconstruction.document import Reconstruction
from projections.reconstruction.history import CaseHistory, Change
from projections.reconstruction.kinds import EVENT_KINDS, RowKind
from projections.reconstruction.readings import reading_rows
from projections.reconstruction.rows import Filter

_PERIOD = "Skriv ett år (2026), en månad (2026-07), en dag (2026-07-10) eller två dagar med .. emellan (2026-07-01..2026-08-31)."


class Question(NamedTuple):
    """What is asked of a case (sv. *fråga om ett ärende*).

    Args:
        day: A day to tell of; None = none.
        first, last: Moments to tell the changes between; both or neither.
        wanted: Which rows.
        readings: Whether it is told when the record was read.
        whole_log: Read the whole access log instead of what its index names.
    """

    known_at: str | None = None
    day: str | None = None
    first: str | None = None
    last: str | None = None
    wanted: Filter = Filter()
    readings: bool = True
    whole_log: bool = False


def wanted_rows(*, source: str | None, author: str | None, kind: str | None, period: str | None) -> Filter:
    """Read which rows are wanted.

    Raises:
        InvalidValueError: There is no such kind; then the period cannot be read.
    """
    if kind is not None and kind not in (*RowKind, *EVENT_KINDS):
        words = ", ".join(each.value for each in RowKind)
        raise InvalidValueError(f"Slaget finns inte. Välj bland {words}, eller ett händelseslag som case.note_recorded.")
    first, last = (None, None) if period is None else _period(period)
    return Filter(source, author, kind, first, last)


class ChangesBetween(NamedTuple):
    """What came to a case from one moment to another (sv. *ändringar mellan två tillfällen*).

    Args:
        as_of: The later moment.
        first, last: The sizes of the records at the two.
        readings: When the record was read between them; None = not asked for.
    """

    as_of: KnownAt
    first: int
    last: int
    history: CaseHistory
    changes: Sequence[Change]
    readings: Sequence[Reading] | None


class ReconstructionReader:
    """Somebody who reconstructs a case of one board.

    Args:
        reader: Says who asks and writes the reading down.
        progress: Told how far it is while the access log is read.
    """

    def __init__(self, reader: Reader, progress: Progress | None = None) -> None:
        self._reader = reader
        self._board = reader.board
        self._progress = progress

    def of(self, case: UUID | str, question: Question) -> Answer:
        """A case as it was known at a moment, by id or number.

        Raises:
            InvalidValueError: A parameter cannot be used, one of two moments is missing or they come in the wrong order, or
                several units have a case of that number.
            NotFoundError: No such case was known; the attempt is logged.
            PurposeRequiredError: The reader has no relation to the case and states no purpose; the attempt is logged.
            UnavailableError: The access log cannot be written or read.
        """
        as_of, day = self._reader.as_of(question.known_at), parse_valid_at(question.day)
        moments = self._moments(question, as_of)
        # Before this reading is written down, so that it does not tell of itself.
        read_until = self._read_until(question, as_of)
        case_id = self._reader.shown_case(case, as_of)
        history = self._board.case_histories.of(case_id, self._reader.protection_of(case_id))
        rebuilt = self._reconstructed(history, question.known_at, as_of)
        readings = None
        if question.readings:
            readings = self._readings(case_id, Between(None, read_until), whole_log=question.whole_log)
        document = {
            **self._reader.head(as_of), **rebuilt.document(question.wanted),
            "readings": self._told(readings, read_until, whole_log=question.whole_log),
            "day": None if day is None else self._day(rebuilt, day, readings or ()),
            "changes": None if moments is None else self._changes(history, moments, readings),
        }
        return Answer(document, rebuilt, self._board.stream_version(case_id, as_of.size))

    def changes(self, case: UUID | str, first: str, last: str | None, *, readings: bool = True) -> Answer:
        """What was added, corrected and read from one moment to another; `last` None = now.

        Raises: As `of`.
        """
        found = self.between(case, first, last, readings=readings)
        document = {
            **self._reader.head(found.as_of), "case": str(found.history.case_id), "from_size": found.first, "to_size": found.last,
            **changes_document(found.changes, found.readings, names=self.names_readers),
        }
        version = self._board.stream_version(found.history.case_id, found.as_of.size)
        return Answer(document, found.history, version)

    def between(self, case: UUID | str, first: str, last: str | None, *, readings: bool = True) -> ChangesBetween:
        """The same as objects, for a screen.

        Raises: As `of`.
        """
        as_of = self._reader.as_of(last)
        moments = self._moments(Question(last, first=first, last=last), as_of)
        assert moments is not None, "both moments are there"
        case_id = self._reader.shown_case(case, as_of)
        history = self._board.case_histories.of(case_id, self._reader.protection_of(case_id))
        found = self._readings(case_id, moments.between) if readings else None
        return ChangesBetween(
            as_of, moments.first, moments.last, history, history.changes(moments.first, moments.last), found
        )

    def rebuilt(self, case: UUID | str, known_at: str | None) -> tuple[KnownAt, Reconstruction]:
        """A case's rows and gaps as objects, for a screen, without who read it.

        Raises: As `of`.
        """
        as_of = self._reader.as_of(known_at)
        case_id = self._reader.shown_case(case, as_of)
        history = self._board.case_histories.of(case_id, self._reader.protection_of(case_id))
        return as_of, self._reconstructed(history, known_at, as_of)

    @property
    def names_readers(self) -> bool:
        """Whether whoever asks is told who read."""
        return may_see_readers(self._reader.purpose)

    def _moments(self, question: Question, as_of: KnownAt) -> Moments | None:
        if question.first is None:
            if question.last is not None:
                raise InvalidValueError("Ange också från vilken tidpunkt ändringarna ska visas (from).")
            return None
        first = self._reader.as_of(question.first)
        last_text = question.last if question.last is not None else question.known_at
        last = as_of if question.last is None else self._reader.as_of(question.last)
        if first.size > last.size or last.size > as_of.size:
            raise InvalidValueError(
                f"Tidpunkterna kommer i fel ordning: from är {first.size} händelser, to är {last.size} och known_at är"
                f" {as_of.size}. De ska växa i den ordningen, eller vara lika."
            )
        after = instant_of(self._board, question.first, first)
        until = self._latest_reading() if last_text is None else instant_of(self._board, last_text, last)
        return Moments(first.size, last.size, Between(after, until))

    def _read_until(self, question: Question, as_of: KnownAt) -> int:
        instant = instant_of(self._board, question.known_at, as_of)
        return self._latest_reading() if instant is None else instant

    def _latest_reading(self) -> int:
        """When the last record of the access log was written."""
        size = self._board.store.access.size()
        return self._board.store.access.read(size - 1, 1)[0].recorded_us if size else 0

    def _reconstructed(self, history: CaseHistory, known_at: str | None, as_of: KnownAt) -> Reconstruction:
        asked = asked_about(self._reader, known_at=known_at)
        found = self._board.completeness.case(asked.rules, history.case_id, as_of.size, asked.day)
        return Reconstruction(history, as_of.size, self._staff(history), found, asked.terms)

    def _staff(self, history: CaseHistory) -> StaffStreams:
        """What is recorded of everybody who was ever to look after a case."""
        case = Case.fold(each.event for each in history.stream(self._board.ledger.size()))
        staff_ids = sorted(staff_of(case))
        return self._board.ledger.streams(staff_ids) if staff_ids else {}

    def _readings(self, case_id: UUID, between: Between, *, whole_log: bool = False) -> list[Reading]:
        log = self._board.access_readings
        if not whole_log:
            return log.by_case(case_id, between, progress=self._progress)
        return [each for each in log.in_period(between, progress=self._progress) if case_id in each.cases]

    def _told(self, readings: Sequence[Reading] | None, until: int, *, whole_log: bool) -> dict[str, Any] | None:
        if readings is None:
            return None
        names = self.names_readers
        return {
            "until": instant_text(until), "names_shown": names, "whole_log": whole_log, "count": len(readings),
            "rows": reading_rows(readings, names=names),
        }

    def _day(self, now: Reconstruction, day: date, readings: Sequence[Reading]) -> dict[str, Any]:
        size = min(self._reader.as_of(day.isoformat()).size, now.moment.size)
        asked = asked_about(self._reader, known_at=str(size), valid_at=day.isoformat())
        is_known = any(now.history.stream(size))
        case_id = now.history.case_id
        found = self._board.completeness.case(asked.rules, case_id, size, day) if is_known else []
        then = Reconstruction(now.history, size, now.staff, found, asked.terms)
        return day_document(
            now.history, day, then.moment, now.moment, readings, number=now.case.number, names=self.names_readers
        )

    def _changes(
        self, history: CaseHistory, moments: Moments, readings: Sequence[Reading] | None
    ) -> dict[str, Any]:
        between = None if readings is None else [each for each in readings if moments.between.covers(each.at_us)]
        changes = history.changes(moments.first, moments.last)
        return {
            "from_size": moments.first, "to_size": moments.last,
            **changes_document(changes, between, names=self.names_readers),
        }


class Moments(NamedTuple):
    """Two moments: the sizes of the records, and the time between them in the access log."""

    first: int
    last: int
    between: Between


def _period(text: str) -> tuple[date, date]:
    first, dots, last = text.strip().partition("..")
    try:
        if dots:
            days = date.fromisoformat(first), date.fromisoformat(last)
        elif len(first) == len("2026-07-10"):
            days = date.fromisoformat(first), date.fromisoformat(first)
        else:
            return parse_period(first)[1:]
    except ValueError:
        raise InvalidValueError(f"Perioden går inte att läsa. {_PERIOD}") from None
    if days[1] < days[0]:
        raise InvalidValueError("Periodens sista dag ligger före den första.")
    return days
