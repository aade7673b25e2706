"""Reading deviations in numbers (sv. *avvikelser över tid*): no deviation and no case is shown."""

from __future__ import annotations

from adapters.postgres.registers import Registers
from api.completeness_reading import judged_day
from api.reading import Answer, Reader
from domain.deviation.deviation import Deviation
from projections.deviation_trend import counted, trend_document


def deviation_trend(reader: Reader, year: int | None = None, *, known_at: str | None = None) -> Answer:
    """A year's deviations per unit, cause area and month; what is small is suppressed.

    Args:
        year: In which they were reported; None = that of today, or of the day that `known_at` stands for.

    Raises:
        InvalidValueError: `known_at` cannot be used.
        UnavailableError: The access log cannot be written.
    """
    as_of = reader.as_of(known_at)
    day, registers = judged_day(reader, known_at, as_of), Registers(reader.board.ledger)
    found = counted(registers.of_kind("deviation", Deviation.fold, as_of.size).values())
    names = {unit_id: unit.name for unit_id, unit in registers.units(as_of.size).items()}
    least = registers.policy_history(as_of.size).on(day).small_cell_min
    # Numbers only: no case is shown, so none is named.
    reader.record_shown(as_of, ())
    document = trend_document(found, names, day.year if year is None else year, least)
    return Answer({**reader.head(as_of), **document}, document)
