"""Reading what governs the work (sv. *styrning*): goals, the annual wheel, user surveys."""

from __future__ import annotations

from adapters.postgres.registers import Registers
from api.reading import Answer, Reader
from domain.errors import NotFoundError
from domain.goal.chain import GoalChain
from projections.areas.goal import chain_of_year, goal_chain_document


def goal_chain(reader: Reader, year: int, *, unit: str | None = None, known_at: str | None = None) -> Answer:
    """A year's goal chain, as it was known.

    Args:
        unit: Only this unit's goals and its activities', with all that is above them; by name or id.

    Raises:
        InvalidValueError: `known_at` cannot be used.
        NotFoundError: There is no such unit; then the year had no chain.
        UnavailableError: The access log cannot be written.
    """
    as_of = reader.as_of(known_at)
    units = None if unit is None else frozenset(reader.units_named(unit, as_of.size))
    chains = Registers(reader.board.ledger).of_kind("goal", GoalChain.fold, as_of.size)
    found = chain_of_year(chains.values(), year)
    reader.record_shown(as_of, ())
    if found is None:
        raise NotFoundError(f"Det fanns ingen målkedja för {year} vid {as_of.size} händelser. Kontrollera året och known_at.")
    return Answer({**reader.head(as_of), **goal_chain_document(found, units)}, found, found.version)
