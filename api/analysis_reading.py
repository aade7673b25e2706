"""Reading analyses (sv. *analys*): equality year on year, and the caseload with what stands out."""

from __future__ import annotations

from datetime import date
from typing import Any

from api.access import today
from api.goal_question import question
from api.known_at import parse_valid_at
from api.reading import Answer, Reader
from api.registers import last_day
from domain.indicators.definition import Breakdown, ResultKind
from domain.indicators.period import Period, parse_period
from projections.analyses.caseload import caseload
from projections.analyses.equality import YearOfCases, equality
from projections.goals import Figure


def equality_analysis(reader: Reader, year: int, *, known_at: str | None = None, unit: str | None = None) -> Answer:
    """Who is met, how long treatment takes and how it ends by gender: a year and the one before it.

    Numbers of few people are in it, so it is for those who work with them.

    Args:
        unit: Only this unit with its activities, or this activity; by name or id.

    Raises:
        InvalidValueError: A parameter cannot be used.
        NotFoundError: There is no such unit.
        UnavailableError: The access log cannot be written.
    """
    asked = question(reader, known_at=known_at, unit=unit, definitions_on=None)
    size, units, board = asked.as_of.size, asked.units, reader.board
    courses = board.analyses.courses(size, date(year, 12, 31), units=units)
    years = [
        YearOfCases(each, courses, board.analyses.met(size, date(each, 1, 1), date(each, 12, 31), units=units))
        for each in (year - 1, year)
    ]
    results = [row for each in (year - 1, year) for row in _results(reader, asked, parse_period(f"{each:04}"))]
    # Numbers only: no case is shown, so none is named.
    reader.record_shown(asked.as_of, ())
    document = {**reader.head(asked.as_of), "year": year, **equality(years), "results": results}
    return Answer(document, years)


def caseload_analysis(
    reader: Reader, *, known_at: str | None = None, valid_at: str | None = None, unit: str | None = None
) -> Answer:
    """Who is open on a day and where they are, the quarters before it, and what stands out.

    Args:
        unit: Only this unit with its activities, or this activity; by name or id.
        valid_at: The day; None = today, or with `known_at` the day of the last event that was known.

    Raises:
        InvalidValueError: A parameter cannot be used.
        NotFoundError: There is no such unit.
        UnavailableError: The access log cannot be written.
    """
    asked, day = question(reader, known_at=known_at, unit=unit, definitions_on=None), parse_valid_at(valid_at)
    size, units, board = asked.as_of.size, asked.units, reader.board
    if day is None:
        day = today(board) if known_at is None and size else last_day(board, size)
    policy = asked.registers.policy_history(size).on(day)
    shown = caseload(
        board.analyses.courses(size, day, units=units), board.analyses.returns(size, units=units), day, policy
    )
    reader.record_shown(asked.as_of, ())
    return Answer({**reader.head(asked.as_of), **shown}, shown)


def _results(reader: Reader, asked: Any, period: Period) -> list[dict[str, Any]]:
    """The year's shares and means that are broken down by the client's gender."""
    indicators = [
        each for each in asked.indicators(period)
        if each.kind is not ResultKind.COUNT and each.breakdown is Breakdown.GENDER
    ]
    figures: list[Figure] = reader.board.goals.figures(indicators, period, asked.as_of.size, units=asked.units)
    return [{"year": period.first.year, **figure.to_json()} for figure in figures if len(figure.by_gender) > 1]
