"""Reading results (sv. *resultat*): for a period, down to what a figure is made of, and what indicators mean."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any
from uuid import UUID

from adapters.postgres.registers import Registers
from api.goal_question import NO_INDICATOR, Question, question
from api.known_at import parse_valid_at
from api.reading import Answer, Reader
from api.registers import last_day
from domain.errors import InvalidValueError, NotFoundError
from domain.indicators.definition import Indicator, UnitOfCount
from domain.indicators.period import Period, parse_period
from projections.areas.indicator_definition import indicators_document
from projections.goal_document import Terms, result_document
from projections.goal_underlay import Row, rows_document
from projections.goals import Behind, Figure

_OF_VIEWPOINTS = (UnitOfCount.VIEWPOINT, UnitOfCount.GIVER)


class Part(StrEnum):
    """Which of the rows behind a figure (sv. *del av underlaget*)."""

    ALL = "all"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    MISSING = "missing"


class GoalReader:
    """Somebody who asks for results of one board.

    Args:
        reader: Says who asks and writes the reading down.
    """

    def __init__(self, reader: Reader) -> None:
        self._board = reader.board
        self._reader = reader

    def goals(
        self, period: str, *, known_at: str | None = None, unit: str | None = None, definitions_on: str | None = None,
        indicator: str | None = None,
    ) -> Answer:
        """Every indicator's result for a period, whole; `external_goals` has them without small cells.

        Args:
            period: As `domain.indicators.period.parse_period` reads it.
            unit: Only this unit with its activities, or this activity; by name or id.
            definitions_on: Counted by the definitions that hold on this day; None = by those that held on the period's last.
            indicator: Only this one.

        Raises:
            InvalidValueError: A parameter cannot be used.
            NotFoundError: There is no such unit, or no such indicator for the period.
            UnavailableError: The access log cannot be written.
        """
        chosen = parse_period(period)
        asked = self._question(known_at, unit, definitions_on)
        indicators = asked.indicators(chosen)
        if indicator is not None:
            indicators = (_chosen(indicator, indicators),)
        figures = self._board.goals.figures(indicators, chosen, asked.as_of.size, units=asked.units)
        # Numbers only: no case is shown, so none is named.
        self._reader.record_shown(asked.as_of, ())
        terms = asked.terms([chosen])[chosen]
        results = [result_document(figure, terms) for figure in figures]
        return Answer({**self._head(asked, chosen, terms), "results": results}, figures)

    def events(
        self, indicator: str, period: str, *, part: Part = Part.ALL, known_at: str | None = None, unit: str | None = None,
        definitions_on: str | None = None, limit: int | None = None, after: int = 0,
    ) -> tuple[Answer, int | None]:
        """What one figure is made of: each row with its case and the positions of its events.

        Whoever has no relation to a case that is named has to say why. A protected case counts and is not named.

        Args:
            part: Which rows.
            unit: As for `goals`; needed where several units have a result.
            limit: Most rows, from 1; None = all.
            after: Only the rows after so many, from 0.

        Returns:
            The answer, and the number of the row that the next page comes after; None = there is none.

        Raises:
            InvalidValueError: A parameter cannot be used, or several units have a result and none is named.
            NotFoundError: There is no such unit, no such indicator for the period, or no result in the unit.
            PurposeRequiredError: The reader has no relation to a case and states no purpose; the attempt is logged.
            UnavailableError: The access log cannot be written.
        """
        chosen = parse_period(period)
        asked = self._question(known_at, unit, definitions_on)
        definition = _chosen(indicator, asked.indicators(chosen))
        figures = self._board.goals.figures([definition], chosen, asked.as_of.size, units=asked.units)
        figure = _one_unit(figures)
        behind = self._board.goals.behind(definition, chosen, asked.as_of.size, figure.part_of_id, units=asked.units)
        wanted = [each for each in behind if _is_of(each, part)]
        page = wanted[after:] if limit is None else wanted[after : after + limit]
        rows = self._named(page, definition, asked)
        terms = asked.terms([chosen])[chosen]
        document = {
            **self._head(asked, chosen, terms), "result": result_document(figure, terms), "part": part.value,
            "rows_in_all": len(wanted), "rows": rows_document(rows, after),
        }
        end = after + len(page)
        return Answer(document, rows), end if end < len(wanted) else None

    def indicators(self, *, known_at: str | None = None, valid_at: str | None = None) -> Answer:
        """Every indicator that there is or has been: what holds on a day, what it means, and all that was decided of it.

        Raises:
            InvalidValueError: A parameter cannot be used.
            UnavailableError: The access log cannot be written.
        """
        as_of, day = self._reader.as_of(known_at), parse_valid_at(valid_at)
        day = day or last_day(self._board, as_of.size)
        history = Registers(self._board.ledger).indicator_history(as_of.size)
        self._reader.record_shown(as_of, ())
        document = {**self._reader.head(as_of), "on": day.isoformat(), "indicators": indicators_document(history, day)}
        return Answer(document, history)

    def _question(self, known_at: str | None, unit: str | None, definitions_on: str | None) -> Question:
        return question(self._reader, known_at=known_at, unit=unit, definitions_on=definitions_on)

    def _named(self, page: Sequence[Behind], definition: Indicator, asked: Question) -> list[Row]:
        """The rows with their cases, those that are protected without; the cases that are named stand in the access log."""
        cases = self._cases(page, definition, asked)
        protected = self._board.protected.of({case_id for case_id in cases if case_id is not None})
        rows = [
            Row(each, case_id, is_protected=case_id in protected) for each, case_id in zip(page, cases, strict=True)
        ]
        named = sorted({row.case_id for row in rows if row.case_id is not None and not row.is_protected})
        self._reader.require_access_to(named, asked.as_of)
        self._reader.record_shown(asked.as_of, named)
        return rows

    def _cases(self, page: Sequence[Behind], definition: Indicator, asked: Question) -> list[UUID | None]:
        """The case that each row tells of."""
        if definition.unit_of_count is UnitOfCount.OUTREACH:
            return [None for _ in page]
        if definition.unit_of_count not in _OF_VIEWPOINTS:
            return [each.stream_id for each in page]
        viewpoints = asked.registers.viewpoints(asked.as_of.size)
        return [viewpoints[each.stream_id].facts.case_id for each in page]

    def _head(self, asked: Question, period: Period, terms: Terms) -> dict[str, Any]:
        on = asked.definitions_on or terms.day
        unusable = [
            {"id": version.indicator_id, "version": version.number, "why": version.why_not}
            for each in asked.history.ids
            if (version := asked.version(each, period)) is not None and version.definition is None
        ]
        return {
            **self._reader.head(asked.as_of), "period": period.name, "from": period.first.isoformat(),
            "to": period.last.isoformat(), "definitions_on": on.isoformat(), "cannot_be_evaluated": unusable,
        }


def _chosen(indicator_id: str, indicators: Sequence[Indicator]) -> Indicator:
    found = [each for each in indicators if each.id == indicator_id]
    if not found:
        raise NotFoundError(NO_INDICATOR)
    return found[0]


def _one_unit(figures: Sequence[Figure]) -> Figure:
    if not figures:
        raise NotFoundError("Ingen sådan enhet har ett resultat för indikatorn: den räknas i andra verksamheter.")
    if len(figures) > 1:
        names = ", ".join(sorted(figure.part_of for figure in figures))
        raise InvalidValueError(f"Flera enheter har ett resultat för indikatorn. Ange unit: {names}.")
    return figures[0]


def _is_of(row: Behind, part: Part) -> bool:
    return {
        Part.ALL: True, Part.NUMERATOR: row.fulfils, Part.DENOMINATOR: row.measured, Part.MISSING: not row.measured,
    }[part]
