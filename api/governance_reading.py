"""Reading what governs the work (sv. *styrning*): goals, the annual wheel, user surveys."""

from __future__ import annotations

from uuid import UUID

from adapters.postgres.registers import Registers
from api.access import today
from api.known_at import KnownAt, parse_valid_at
from api.reading import Answer, Reader
from api.registers import last_day
from domain.annual_wheel.wheel_item import WheelItem
from domain.errors import NotFoundError
from domain.goal.chain import GoalChain
from domain.policies import Policy
from domain.survey.survey import Survey
from projections.areas.annual_wheel import wheel_rows
from projections.areas.goal import chain_of_year, goal_chain_document
from projections.surveys import free_texts, survey_results


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


def annual_wheel(
    reader: Reader, year: int | None = None, *, unit: str | None = None, known_at: str | None = None, valid_at: str | None = None
) -> Answer:
    """A year's annual wheel, in the order of the calendar, with how far each thing has come on a day.

    Args:
        year: None = the year of the day.
        unit: Only this unit's, its activities' and the board's own; by name or id.
        valid_at: The day; None = today, or with `known_at` the day of the last event that was known.

    Raises:
        InvalidValueError: A parameter cannot be used.
        NotFoundError: There is no such unit.
        UnavailableError: The access log cannot be written.
    """
    as_of, day = reader.as_of(known_at), parse_valid_at(valid_at)
    if day is None:
        day = today(reader.board) if known_at is None and as_of.size else last_day(reader.board, as_of.size)
    units = None if unit is None else frozenset(reader.units_named(unit, as_of.size))
    registers = Registers(reader.board.ledger)
    items = registers.of_kind("annual_wheel", WheelItem.fold, as_of.size)
    ahead_days = registers.policy_history(as_of.size).on(day).wheel_ahead_days
    chosen = day.year if year is None else year
    rows = wheel_rows(items.values(), chosen, day, ahead_days=ahead_days, units=units)
    reader.record_shown(as_of, ())
    document = {
        **reader.head(as_of), "year": chosen, "day": day.isoformat(), "items": [row.to_json(day) for row in rows],
    }
    return Answer(document, rows)


def results_of_survey(reader: Reader, survey_id: UUID, *, external: bool = False, known_at: str | None = None) -> Answer:
    """An anonymous survey's results, as it was known; what people wrote freely is asked for by itself.

    Args:
        external: As they may be shown to others than those who work with them.

    Raises:
        InvalidValueError: `known_at` cannot be used.
        NotFoundError: There was no such survey.
        UnavailableError: The access log cannot be written.
    """
    as_of, survey, policy = _survey(reader, survey_id, known_at)
    document = {**reader.head(as_of), **survey_results(survey, policy, external=external)}
    return Answer(document, survey, survey.version)


def texts_of_survey(reader: Reader, survey_id: UUID, *, known_at: str | None = None) -> Answer:
    """What people wrote freely in an anonymous survey, as it was known.

    Raises:
        InvalidValueError: `known_at` cannot be used.
        NotFoundError: There was no such survey.
        UnavailableError: The access log cannot be written.
    """
    as_of, survey, policy = _survey(reader, survey_id, known_at)
    return Answer({**reader.head(as_of), **free_texts(survey, policy)}, survey, survey.version)


def _survey(reader: Reader, survey_id: UUID, known_at: str | None) -> tuple[KnownAt, Survey, Policy]:
    as_of = reader.as_of(known_at)
    registers = Registers(reader.board.ledger)
    found = registers.of_kind("survey", Survey.fold, as_of.size).get(survey_id)
    reader.record_shown(as_of, ())
    if found is None:
        raise NotFoundError(f"Undersökningen fanns inte vid {as_of.size} händelser. Kontrollera uuid:t och known_at.")
    return as_of, found, registers.policy_history(as_of.size).on(last_day(reader.board, as_of.size))
