"""Reading results as they may be shown outside the unit (sv. *extern vy*): what would tell of a few people is not there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from adapters.postgres.registers import Registers
from api.reading import Answer, Reader
from api.registers import last_day
from api.report_stating import published_before
from domain.indicators.period import parse_period
from domain.unit.unit import Unit
from projections.external import ExternalFigure, external_figures, periods_together


def external_goals(
    reader: Reader, period: str, *, known_at: str | None = None, unit: str | None = None,
    indicator: str | None = None,
) -> Answer:
    """Every indicator's result for a period, without small cells and without what would give them away.

    What is hidden is decided for whole units and for the whole year at once, and by all that had been published by then: so two
    answers as of the same size can be laid side by side. The access log says that the view was the external one.

    Args:
        period: As `domain.indicators.period.parse_period` reads it.
        unit: Only this unit, or what is counted in this activity alone; by name or id.
        indicator: Only this one.

    Raises:
        InvalidValueError: A parameter cannot be used.
        NotFoundError: There is no such unit.
        UnavailableError: The access log cannot be written.
    """
    board, chosen, as_of = reader.board, parse_period(period), reader.as_of(known_at)
    asked = None if unit is None else reader.units_named(unit, as_of.size)
    registers, day = Registers(board.ledger), last_day(board, as_of.size)
    policy = registers.policy_history(as_of.size).on(day)
    periods = periods_together(chosen)
    indicators = registers.indicator_history(as_of.size).for_period(chosen, day)
    counted = board.goals.trend(indicators, periods, as_of.size)
    published = published_before(registers, as_of.size)
    every = external_figures(dict(zip(periods, counted, strict=True)), published, policy.small_cell_min)[chosen]
    units = registers.units(as_of.size)
    shown = [
        each for each in every
        if (asked is None or _is_within(each, asked, units)) and indicator in (None, each.figure.indicator.id)
    ]
    reader.as_external()
    reader.record_shown(as_of, ())
    document = {
        **reader.head(as_of), "period": chosen.name, "from": chosen.first.isoformat(), "to": chosen.last.isoformat(),
        "view": "external", "small_cell_min": policy.small_cell_min, "results": [each.to_json() for each in shown],
    }
    return Answer(document, shown)


def _is_within(each: ExternalFigure, asked: Iterable[UUID], units: Mapping[UUID, Unit]) -> bool:
    """Whether a result of a whole unit is one of those asked for: of the unit, or of nothing but the activities."""
    if each.figure.part_of_id in asked:
        return True
    names = {name.casefold() for name in each.figure.indicator.activities}
    counted_in = {unit_id for unit_id, unit in units.items() if unit.part_of is not None and unit.name.casefold() in names}
    of_unit = {unit_id for unit_id in counted_in if units[unit_id].part_of == each.figure.part_of_id}
    return bool(of_unit) and of_unit <= set(asked)
