"""The `Goals` port over PostgreSQL: one statement a unit of count, whatever the number of cases and of indicators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

import psycopg
from eventsourcing.persistence import InterfaceError, OperationalError
from psycopg import sql
from psycopg.rows import tuple_row

from adapters.errors import UnavailableError
from adapters.postgres.boards import BoardStore
from adapters.postgres.goal_sql import RowsStatement, Statement
from adapters.postgres.projector import Projector
from adapters.postgres.registers import Registers
from domain.case import events as c
from domain.indicators.definition import Breakdown, Indicator, ResultKind, UnitOfCount
from domain.indicators.period import Period
from domain.unit.unit import Unit
from projections.goals import Behind, Figure, Tally

_TABLES = (
    "course_interval", "milestone_interval", "circumstances_interval", "rating_interval", "rent_interval", "attendance_interval",
    "viewpoint_interval", "outreach_interval", "measure_interval",
)
_NOTHING = Tally(0, 0, Decimal(0))
_AT_ONCE = 2
"""Statements that are run at the same time, each on a connection of its own."""
_CASE_EVENTS = (c.CaseOpened, c.CaseFactsCorrected, c.CircumstancesRecorded, c.CircumstancesCorrected)
_TURN_EVENTS = (c.CaseClosed, c.CaseClosingCorrected, c.CaseReopened)
_OF_CASE = tuple(f"{kind.TYPE}.v%" for kind in _CASE_EVENTS)
_WITH_TURNS = (*_OF_CASE, *(f"{kind.TYPE}.v%" for kind in _TURN_EVENTS))
_WHOLE: Mapping[UnitOfCount, tuple[str, ...]] = {
    UnitOfCount.CASE: _WITH_TURNS, UnitOfCount.CLOSING: _WITH_TURNS, UnitOfCount.OUTREACH: ("outreach.%",),
    UnitOfCount.VIEWPOINT: ("viewpoint.%",), UnitOfCount.GIVER: ("viewpoint.%",),
}
"""Event types that say what is counted as a whole; where none are listed, those of the case that it belongs to."""


class PostgresGoals:
    """Answers `projections.goals.Goals` for one board. Thread-safe.

    Args:
        board: Whose records; read as the application's role.
        projector: Brings the views up before each answer.
    """

    def __init__(self, board: BoardStore, projector: Projector) -> None:
        self._board = board
        self._projector = projector
        self._tables = {name: sql.Identifier(board.schema, name) for name in _TABLES}

    def figures(
        self, indicators: Sequence[Indicator], period: Period, known_at: int, *, units: frozenset[UUID] | None = None
    ) -> list[Figure]:
        """See the port."""
        [figures] = self.trend(indicators, (period,), known_at, units=units)
        return figures

    def trend(
        self, indicators: Sequence[Indicator], periods: Sequence[Period], known_at: int, *,
        units: frozenset[UUID] | None = None,
    ) -> list[list[Figure]]:
        """See the port."""
        self._projector.catch_up(known_at)
        known = Registers(self._board.ledger).units(known_at)
        places = [place for place in _places(indicators, known, units) if place.unit_ids]
        counted = self._counted(places, periods, known_at)
        return [
            sorted(
                (_figure(place, counted.get(number, {}), known) for place in places),
                key=lambda figure: (figure.part_of, str(figure.part_of_id), figure.indicator.id),
            )
            for number in range(len(periods))
        ]

    def behind(
        self, indicator: Indicator, period: Period, known_at: int, part_of: UUID, *, units: frozenset[UUID] | None = None
    ) -> list[Behind]:
        """See the port."""
        self._projector.catch_up(known_at)
        known = Registers(self._board.ledger).units(known_at)
        places = [place for place in _places([indicator], known, units) if place.root_id == part_of and place.unit_ids]
        if not places:
            return []
        statement = RowsStatement(indicator, places[0].unit_ids, period, known_at)
        values = {**statement.values, "unit_ids": list(places[0].unit_ids)}
        with self._connection() as connection:
            rows = self._fetched(connection, statement.text(), values)
            of_streams = self._positions(connection, indicator.unit_of_count, {row[0] for row in rows}, known_at)
        found = [_behind(indicator, row, of_streams.get(row[0], [])) for row in rows]
        return sorted(found, key=lambda row: (row.positions, row.gender or ""))

    def _counted(
        self, places: Sequence[_Place], periods: Sequence[Period], known_at: int
    ) -> dict[int, _Counts]:
        by_indicator: dict[str, tuple[Indicator, list[UUID]]] = {}
        for place in places:
            by_indicator.setdefault(place.indicator.id, (place.indicator, []))[1].extend(place.unit_ids)
        asked = list(_asked(list(by_indicator.values()), periods, known_at))
        counted: dict[int, _Counts] = {}
        # Each row is of an interval that holds at the size, so statements apart from each other count the same.
        with ThreadPoolExecutor(_AT_ONCE, "goals") as workers:
            for each, rows in zip(asked, workers.map(self._rows_of, asked), strict=True):
                _take(counted, rows, each.indicators, each.statement)
        return counted

    def _rows_of(self, asked: _Asked) -> list[tuple[Any, ...]]:
        with self._connection() as connection:
            return self._fetched(connection, asked.statement.text(), {**asked.statement.values, "unit_ids": asked.among})

    def _fetched(self, connection: psycopg.Connection[Any], text: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        with connection.cursor(row_factory=tuple_row, binary=True) as cursor:
            return cursor.execute(sql.SQL(text).format(**self._tables), values).fetchall()

    def _positions(
        self, connection: psycopg.Connection[Any], of: UnitOfCount, streams: set[UUID], known_at: int
    ) -> dict[UUID, list[int]]:
        """The events that say what a stream is as a whole."""
        with connection.cursor(row_factory=tuple_row) as cursor:
            rows = cursor.execute(
                sql.SQL(
                    "SELECT stream_id, array_agg(position) FROM {} WHERE stream_id = ANY (%s) AND position < %s"
                    " AND event_type LIKE ANY (%s) GROUP BY stream_id"
                ).format(sql.Identifier(self._board.schema, "ledger_event")),
                (list(streams), known_at, list(_WHOLE.get(of, _OF_CASE))),
            ).fetchall()
        return dict(rows)

    @contextmanager
    def _connection(self) -> Iterator[psycopg.Connection[Any]]:
        try:
            with self._board.datastore.get_connection() as connection, connection.transaction():
                # A statement with many aggregates looks dear; compiling it would cost more than running it.
                connection.execute("SET LOCAL jit = off")
                yield connection
        except (OperationalError, InterfaceError, psycopg.OperationalError) as error:
            raise UnavailableError("Databasen svarar inte, så resultaten kunde inte räknas. Försök igen.") from error


class _Asked(NamedTuple):
    """A statement, the indicators that it counts, and the units that it counts in."""

    statement: Statement
    indicators: list[Indicator]
    among: list[UUID]


def _asked(
    chosen: Sequence[tuple[Indicator, list[UUID]]], periods: Sequence[Period], known_at: int
) -> Iterator[_Asked]:
    """A statement for each unit of count that some indicator has; one more for the givers where they are broken down by."""
    for unit_of_count in UnitOfCount:
        of_unit = [each for each in chosen if each[0].unit_of_count is unit_of_count]
        indicators, unit_ids = [indicator for indicator, _ in of_unit], [unit_ids for _, unit_ids in of_unit]
        has_givers = any(indicator.breakdown is Breakdown.GIVERS for indicator in indicators)
        for givers in (False, True)[: 1 + has_givers] if of_unit else ():
            statement = Statement(indicators, unit_ids, periods, known_at, givers=givers)
            yield _Asked(statement, indicators, list({unit_id for each in unit_ids for unit_id in each}))


class _Counted(NamedTuple):
    tally: Tally
    missing: tuple[int, ...] = ()

    def plus(self, other: _Counted) -> _Counted:
        """Both together."""
        tally = Tally(*(mine + others for mine, others in zip(self.tally, other.tally, strict=True)))
        missing = self.missing or (0,) * len(other.missing)
        return _Counted(tally, tuple(mine + others for mine, others in zip(missing, other.missing, strict=True)))


_ByGender = dict[str | None, _Counted]
"""What was counted by gender; None = in all."""
_Counts = dict[tuple[str, UUID], _ByGender]
"""The same by indicator, and by unit or activity."""


def _take(
    counted: dict[int, _Counts], rows: Sequence[tuple[Any, ...]], indicators: Sequence[Indicator],
    statement: Statement,
) -> None:
    for number, unit_id, which, gender, *counts in rows:
        breakdown = statement.breakdowns[which - 1] if which else None
        for indicator in indicators:
            if breakdown in (None, indicator.breakdown):
                eligible, denominator, numerator, *missing = statement.of(indicator, counts)
                tally = Tally(eligible, denominator, Decimal(numerator))
                found = counted.setdefault(number, {}).setdefault((indicator.id, unit_id), {})
                found[gender] = _Counted(tally, tuple(missing))


def _behind(indicator: Indicator, row: tuple[Any, ...], of_stream: Sequence[int]) -> Behind:
    stream_id, entry_id, gender, value, fulfils, conditions, positions = row
    missing = next((reason for reason, is_so in zip(indicator.reasons, conditions, strict=True) if not is_so), None)
    if missing is None and indicator.kind is ResultKind.MEAN and value is None:
        missing = indicator.missing
    measured = missing is None
    return Behind(
        stream_id, entry_id, gender, measured, measured and fulfils, missing, value if measured else None,
        tuple(sorted({*positions, *of_stream} - {None})),
    )


class _Place(NamedTuple):
    """An indicator in a unit, and the ids of what it counts in there."""

    indicator: Indicator
    root_id: UUID
    unit_ids: tuple[UUID, ...]


def _places(indicators: Sequence[Indicator], known: Mapping[UUID, Unit], asked: frozenset[UUID] | None) -> list[_Place]:
    """Every indicator in every unit that has what it counts in; `unit_ids` is empty where it has not."""
    inside: dict[UUID, list[UUID]] = {}
    for unit_id in known:
        inside.setdefault(_root(unit_id, known), []).append(unit_id)
    return [
        _Place(indicator, root_id, _counts_in(indicator, root_id, unit_ids, known, asked))
        for root_id, unit_ids in inside.items() for indicator in indicators
    ]


def _counts_in(
    indicator: Indicator, root_id: UUID, unit_ids: Sequence[UUID], known: Mapping[UUID, Unit], asked: frozenset[UUID] | None
) -> tuple[UUID, ...]:
    if not indicator.activities:
        return tuple(unit_ids) if asked is None or root_id in asked else ()
    names = {name.casefold() for name in indicator.activities}
    return tuple(
        unit_id for unit_id in unit_ids
        if known[unit_id].name.casefold() in names and (asked is None or unit_id in asked)
    )


def _root(unit_id: UUID, known: Mapping[UUID, Unit]) -> UUID:
    seen = {unit_id}
    while (above := known[unit_id].part_of) is not None and above in known and above not in seen:
        seen.add(above)
        unit_id = above
    return unit_id


def _figure(place: _Place, counted: _Counts, known: Mapping[UUID, Unit]) -> Figure:
    indicator = place.indicator
    found: _ByGender = {}
    counted_in = []
    for unit_id in place.unit_ids:
        of_unit = counted.get((indicator.id, unit_id), {})
        if None in of_unit and of_unit[None].tally.eligible:
            counted_in.append(unit_id)
        for gender, each in of_unit.items():
            found[gender] = found.get(gender, _Counted(_NOTHING)).plus(each)
    total = found.pop(None, _Counted(_NOTHING))
    named = counted_in or list(place.unit_ids)
    names = dict.fromkeys(known[unit_id].name for unit_id in named) if indicator.activities else [known[place.root_id].name]
    return Figure(
        indicator, " och ".join(names), known[place.root_id].name, place.root_id, total.tally,
        {gender: each.tally for gender, each in found.items() if gender is not None}, total.missing,
    )
