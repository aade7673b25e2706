"""What a question about results rests on (sv. *fråga om resultat*): the size, the definitions, the units and the targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from adapters.postgres.registers import Registers
from api.known_at import KnownAt, parse_valid_at
from api.reading import Reader
from api.registers import last_day
from domain.errors import InvalidValueError
from domain.goal.chain import GoalChain
from domain.indicator_definition.history import IndicatorHistory, Version
from domain.indicators.definition import Indicator
from domain.indicators.period import Period
from projections.goal_document import Terms, lines_of_year

NO_INDICATOR = "Indikatorn finns inte, eller mäts inte för perioden. Se GET /api/v1/indicators eller 'aktspar goals'."


class Question(NamedTuple):
    """A question about results, as it is understood.

    Args:
        day: The day of the last event that is known.
        definitions_on: The day whose definitions are asked for; None = those that belong to the period.
        units: Only these units and activities; None = all.
    """

    as_of: KnownAt
    day: date
    definitions_on: date | None
    units: frozenset[UUID] | None
    history: IndicatorHistory
    registers: Registers

    def version(self, indicator_id: str, period: Period) -> Version | None:
        """The version that an indicator is counted by for a period; None = it is not measured."""
        if self.definitions_on is not None:
            return self.history.version_on(indicator_id, self.definitions_on)
        return self.history.version_for(indicator_id, period, self.day)

    def indicators(self, period: Period) -> tuple[Indicator, ...]:
        """The definitions that results for a period are counted by."""
        if self.definitions_on is not None:
            return self.history.on(self.definitions_on)
        return self.history.for_period(period, self.day)

    def terms(self, periods: Sequence[Period]) -> Mapping[Period, Terms]:
        """What the results of each period are judged by."""
        size = self.as_of.size
        chains = self.registers.of_kind("goal", GoalChain.fold, size).values()
        units, policies = self.registers.units(size), self.registers.policy_history(size)
        found = {}
        for period in periods:
            day, lines = min(period.last, self.day), lines_of_year(chains, period.first.year)
            found[period] = Terms(period, day, self.history, lines, units, policies.on(day))
        return found


def question(reader: Reader, *, known_at: str | None, unit: str | None, definitions_on: str | None) -> Question:
    """Understand a question about results.

    Raises:
        InvalidValueError: A parameter cannot be used.
        NotFoundError: There is no such unit.
    """
    as_of, definitions_day = reader.as_of(known_at), _day(definitions_on)
    units = None if unit is None else frozenset(reader.units_named(unit, as_of.size))
    registers = Registers(reader.board.ledger)
    history = registers.indicator_history(as_of.size)
    return Question(as_of, last_day(reader.board, as_of.size), definitions_day, units, history, registers)


def _day(text: str | None) -> date | None:
    try:
        return parse_valid_at(text)
    except InvalidValueError:
        raise InvalidValueError("Värdet i definitions_on går inte att läsa. Skriv ett datum, till exempel 2026-12-31.") from None
