"""Reading the reports of Lex Sarah in numbers (sv. *statistik över lex Sarah*): no report is shown, and nobody is named."""

from __future__ import annotations

from uuid import UUID

from adapters.postgres.registers import Registers
from api.completeness_reading import judged_day
from api.reading import Answer, Reader
from domain.lex_sarah.report import LexSarahReport
from domain.offering.codes import ServiceKind
from projections import lex_sarah_statistics as projection


def lex_sarah_statistics(
    reader: Reader, year: int | None = None, *, known_at: str | None = None, valid_at: str | None = None
) -> Answer:
    """A year's reports by degree, cause area and unit type, and the days to each step; what is small is suppressed.

    Args:
        year: In which they were submitted; None = that of the day.
        valid_at: The day that decides what is late; None = today, or with `known_at` the day that it stands for.

    Raises:
        InvalidValueError: A parameter cannot be used.
        UnavailableError: The access log cannot be written.
    """
    as_of = reader.as_of(known_at)
    day, registers = judged_day(reader, known_at, as_of, valid_at), Registers(reader.board.ledger)
    reports = registers.of_kind("lex_sarah", LexSarahReport.fold, as_of.size).values()
    policy = registers.policy_history(as_of.size).on(day)
    # Numbers only: no case is shown, so none is named.
    reader.record_shown(as_of, ())
    counted = projection.lex_sarah_statistics(
        reports, _unit_types(registers, as_of.size), day.year if year is None else year, day, policy
    )
    return Answer({**reader.head(as_of), **counted}, counted)


def _unit_types(registers: Registers, known_at: int) -> dict[UUID, frozenset[ServiceKind]]:
    """What each unit offers, itself or in an activity inside it."""
    units = registers.units(known_at)
    found: dict[UUID, set[ServiceKind]] = {}
    for offering in registers.offerings(known_at).values():
        own = offering.unit
        around = None if own is None or own not in units else units[own].part_of
        for unit in (own, around):
            if unit is not None and offering.kind is not None:
                found.setdefault(unit, set()).add(offering.kind)
    return {unit: frozenset(kinds) for unit, kinds in found.items()}
