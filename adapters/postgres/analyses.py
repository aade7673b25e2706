"""The `Analyses` port over PostgreSQL: whole cases in a few statements, each as known at one size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

import psycopg
from eventsourcing.persistence import InterfaceError, OperationalError
from psycopg import sql
from psycopg.rows import tuple_row

from adapters.errors import UnavailableError
from adapters.postgres.boards import BoardStore
from adapters.postgres.case_view import KNOWN
from adapters.postgres.projector import Projector
from adapters.postgres.registers import Registers
from domain.case.alerts.rules import Rated, zone_of
from domain.case.alerts.series import ADULT_AGE, cutoff_between
from domain.codes import CloseManner, Respondent
from domain.instruments import Instrument, InstrumentArea, InstrumentCatalogue
from projections.analyses.courses import Course, Ended, Met, Return, spans_of

_TABLES = ("course_interval", "case_interval", "milestone_interval", "measure_interval", "rating_interval")
_IN_UNITS = " AND (%(units)s::uuid[] IS NULL OR c.unit_id = ANY (%(units)s))"

_COURSES = (
    "SELECT c.case_id, c.unit_id, c.gender, c.started_on, c.closed_on, c.close_manner FROM {course_interval} c WHERE "
    + KNOWN.format("c") + _IN_UNITS + " ORDER BY c.case_id"
)
_TURNS = (
    "SELECT m.case_id, m.kind, m.on_date FROM {milestone_interval} m WHERE m.kind IN ('opened', 'closed', 'reopened') AND "
    + KNOWN.format("m") + " ORDER BY m.case_id, m.item_position"
)
# What a reopening put an end to is the course as it was until then.
_EARLIER_CLOSINGS = (
    "SELECT c.case_id, c.closed_on, c.close_manner FROM {milestone_interval} m JOIN {course_interval} c"
    " ON c.case_id = m.case_id AND c.known_to = m.item_position WHERE m.kind = 'reopened' AND c.closed_on IS NOT NULL AND "
    + KNOWN.format("m") + " ORDER BY c.case_id, c.known_from"
)
_PHASES = (
    "SELECT DISTINCT ON (p.case_id) p.case_id, p.code FROM {measure_interval} p WHERE p.kind = 'phase_entered'"
    " AND p.on_date <= %(day)s AND " + KNOWN.format("p") + " ORDER BY p.case_id, p.on_date DESC, p.item_position DESC"
)
# The client's own ratings of well-being, in their series, by the day and as recorded.
_RATINGS = (
    "SELECT c.case_id, c.birth_year, r.respondent, r.respondent_person_id, r.subject, r.about_person_id, r.instrument,"
    " r.instrument_version, r.entry_id, r.rated_on, r.total FROM {rating_interval} r JOIN {case_interval} c"
    " ON c.case_id = r.stream_id AND " + KNOWN.format("c") + " WHERE r.stream_id = ANY (%(case_ids)s)"
    " AND r.respondent IN ('client', 'child') AND r.instrument = ANY (%(instruments)s) AND r.total IS NOT NULL AND "
    + KNOWN.format("r") + " ORDER BY r.rated_on, r.item_position"
)
_MET = (
    "SELECT c.case_id, c.gender, s.kind = 'session_held', s.by, count(*) FROM {measure_interval} s JOIN {course_interval} c"
    " ON c.case_id = s.case_id AND " + KNOWN.format("c") + _IN_UNITS +
    " WHERE s.kind IN ('session_held', 'session_missed') AND s.on_date BETWEEN %(first)s AND %(last)s AND "
    + KNOWN.format("s") + " GROUP BY 1, 2, 3, 4 ORDER BY 1, 3, 4 NULLS FIRST"
)
_RETURNS = (
    "SELECT s.case_id, s.on_date FROM {measure_interval} s JOIN {course_interval} c ON c.case_id = s.case_id AND "
    + KNOWN.format("c") + _IN_UNITS + " WHERE s.kind = 'returned' AND " + KNOWN.format("s") + " ORDER BY s.on_date, s.case_id"
)


class PostgresAnalyses:
    """Answers `projections.analyses.courses.Analyses` for one board. Thread-safe.

    Args:
        board: Whose records; read as the application's role.
        projector: Brings the views up before each answer.
    """

    def __init__(self, board: BoardStore, projector: Projector) -> None:
        self._board = board
        self._projector = projector
        self._tables = {name: sql.Identifier(board.schema, name) for name in _TABLES}

    def courses(self, known_at: int, day: date, *, units: frozenset[UUID] | None = None) -> list[Course]:
        """See the port."""
        self._projector.catch_up(known_at)
        catalogue = Registers(self._board.ledger).instruments(known_at)
        values = {"known_at": known_at, "day": day, "units": _listed(units)}
        with self._connection() as connection:
            rows = self._fetched(connection, _COURSES, values)
            turns, phases = self._fetched(connection, _TURNS, values), dict(self._fetched(connection, _PHASES, values))
            closings = _closings(rows, self._fetched(connection, _EARLIER_CLOSINGS, values))
            interrupted = [case_id for case_id, ended in closings.items() if any(map(_is_interrupted, ended))]
            series = self._series(connection, interrupted, known_at, catalogue)
        of_case: defaultdict[UUID, list[tuple[str, date | None]]] = defaultdict(list)
        for case_id, kind, on_date in turns:
            of_case[case_id].append((kind, on_date))
        return [
            Course(
                case_id, unit_id, gender, started_on, closed_on, spans_of(of_case[case_id]),
                tuple(_with_zone(each, series.get(case_id, {})) for each in closings.get(case_id, ())), phases.get(case_id),
            )
            for case_id, unit_id, gender, started_on, closed_on, _ in rows
        ]

    def met(self, known_at: int, first: date, last: date, *, units: frozenset[UUID] | None = None) -> list[Met]:
        """See the port."""
        self._projector.catch_up(known_at)
        values = {"known_at": known_at, "first": first, "last": last, "units": _listed(units)}
        with self._connection() as connection:
            rows = self._fetched(connection, _MET, values)
        return [
            Met(case_id, gender, held, frozenset((by or "").split("+")) - {""}, count)
            for case_id, gender, held, by, count in rows
        ]

    def returns(self, known_at: int, *, units: frozenset[UUID] | None = None) -> list[Return]:
        """See the port."""
        self._projector.catch_up(known_at)
        with self._connection() as connection:
            rows = self._fetched(connection, _RETURNS, {"known_at": known_at, "units": _listed(units)})
        return [Return(case_id, on_date) for case_id, on_date in rows]

    def _series(
        self, connection: psycopg.Connection[Any], case_ids: Sequence[UUID], known_at: int, catalogue: InstrumentCatalogue
    ) -> dict[UUID, dict[_Key, _Series]]:
        """The client's own series of well-being in cases, in each the ratings by day."""
        instruments = sorted({each.name for each in catalogue if _is_wellbeing(each)})
        values = {"known_at": known_at, "case_ids": list(case_ids), "instruments": instruments}
        found: dict[UUID, dict[_Key, _Series]] = {}
        for case_id, birth_year, respondent, whose, subject, about, name, version, rating_id, rated_on, total in (
            self._fetched(connection, _RATINGS, values) if case_ids else ()
        ):
            instrument = catalogue.find(name, version)
            if instrument is not None and _is_wellbeing(instrument):
                rated = Rated(rating_id, rated_on, total, _cutoff(instrument, respondent, birth_year, rated_on))
                key = (respondent, whose, subject, about, instrument.name, instrument.version)
                found.setdefault(case_id, {}).setdefault(key, _Series(instrument, [])).ratings.append(rated)
        return found

    def _fetched(
        self, connection: psycopg.Connection[Any], text: str, values: Mapping[str, Any]
    ) -> list[tuple[Any, ...]]:
        with connection.cursor(row_factory=tuple_row, binary=True) as cursor:
            return cursor.execute(sql.SQL(text).format(**self._tables), values).fetchall()

    @contextmanager
    def _connection(self) -> Iterator[psycopg.Connection[Any]]:
        try:
            with self._board.datastore.get_connection() as connection, connection.transaction():
                yield connection
        except (OperationalError, InterfaceError, psycopg.OperationalError) as error:
            raise UnavailableError("Databasen svarar inte, så analysen kunde inte göras. Försök igen.") from error


_Key = tuple[Any, ...]


class _Series(NamedTuple):
    instrument: Instrument
    ratings: list[Rated]


def _listed(units: frozenset[UUID] | None) -> list[UUID] | None:
    return None if units is None else list(units)


def _closings(rows: Sequence[tuple[Any, ...]], earlier: Sequence[tuple[Any, ...]]) -> dict[UUID, list[Ended]]:
    """Every closing of each case: those that were reopened after, then the one that stands."""
    found: dict[UUID, list[Ended]] = {}
    for case_id, closed_on, manner in earlier:
        found.setdefault(case_id, []).append(Ended(closed_on, manner))
    for case_id, _, _, _, closed_on, manner in rows:
        if closed_on is not None:
            found.setdefault(case_id, []).append(Ended(closed_on, manner))
    return found


def _is_interrupted(ended: Ended) -> bool:
    return ended.manner == CloseManner.INTERRUPTED.value


def _with_zone(ended: Ended, series: Mapping[_Key, _Series]) -> Ended:
    """An unplanned closing with where the series that was rated last stood by then."""
    if not _is_interrupted(ended):
        return ended
    by_then = [
        (each.instrument, ratings) for each in series.values()
        if (ratings := [rated for rated in each.ratings if rated.rated_on <= ended.on])
    ]
    if not by_then:
        return ended
    instrument, ratings = max(by_then, key=lambda each: (each[1][-1].rated_on, str(each[1][-1].rating_id)))
    return ended._replace(zone=zone_of(instrument, ratings).value)


def _is_wellbeing(instrument: Instrument) -> bool:
    return instrument.area is InstrumentArea.WELLBEING and instrument.reliable_change is not None


def _cutoff(instrument: Instrument, respondent: str, birth_year: int | None, rated_on: date) -> Any:
    # Of the client the case knows the year; of another child only that it is one.
    if respondent == Respondent.CHILD.value:
        return cutoff_between(instrument, 0, ADULT_AGE - 1)
    age = None if birth_year is None else rated_on.year - birth_year
    return cutoff_between(instrument, None if age is None else age - 1, age)
