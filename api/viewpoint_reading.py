"""Reading viewpoints across a unit: what the weekly meeting goes through, the weeks without one, and what keeps coming back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from adapters.postgres.registers import Registers
from api.access import today
from api.known_at import KnownAt, parse_valid_at
from api.list_reading import require_some_in_scope
from api.reading import Answer, Reader
from api.registers import REGISTERS, Item, last_day
from domain.errors import InvalidValueError
from domain.indicators.period import Period, parse_period
from domain.unit.unit import Unit
from domain.viewpoint.codes import AdaptationState
from domain.viewpoint.viewpoint import Viewpoint
from domain.viewpoint_inventory.inventory import ViewpointInventory, missing_weeks
from projections.areas.viewpoint_work import inventory_document
from projections.viewpoint_themes import by_place, themes_of, year_before

if TYPE_CHECKING:
    from api.main import OpenBoard


def for_inventory(
    board: OpenBoard, reader: Reader, unit: UUID, *, known_at: str | None = None, valid_at: str | None = None
) -> Answer:
    """What a unit's weekly meeting goes through: what no meeting has gone through yet, and what is still open.

    What was imported is not new, but stays open until something is known to have been done.

    Args:
        unit: The unit, with its activities.
        valid_at: The day of the meeting; None = today, or with `known_at` the day of the last event that was known.

    Raises:
        InvalidValueError: A parameter cannot be used.
        NotFoundError: There is no such unit.
        ForbiddenError: It is none of the reader's; the attempt is logged.
        UnavailableError: The access log cannot be written.
    """
    as_of, day = _moment(board, reader, known_at, valid_at)
    registers, inside = Registers(board.ledger), reader.units_named(str(unit), as_of.size)
    require_some_in_scope(reader, inside)
    scope = reader.scope
    standing = _standing(registers, inside, as_of)
    gone_through = {viewpoint_id for each in standing for viewpoint_id in each.facts.viewpoint_ids}
    viewpoints = {
        viewpoint_id: each for viewpoint_id, each in registers.viewpoints(as_of.size).items()
        if each.facts.unit in inside and each.facts.received_on <= day
        and scope.covers(each.facts.unit, () if each.facts.case_id is None else (each.facts.case_id,))
    }
    new = {each_id for each_id, each in viewpoints.items() if each_id not in gone_through and each.facts.source is None}
    still_open = {each_id for each_id, each in viewpoints.items() if each_id not in new and _is_open(each)}
    items = [each for each in REGISTERS["viewpoints"].items(board, as_of.size, day) if each.id in new | still_open]
    shown = reader.without_protected("viewpoints", items, as_of, day)
    reader.record_shown(as_of, {case_id for each in shown for case_id in each.cases})
    held = [each for each in standing if scope.covers(each.facts.unit, ())]
    last = max(held, key=lambda each: (each.facts.week_from, each.facts.held_on), default=None)
    document = {
        **reader.head(as_of), "day": day.isoformat(), "unit": str(unit),
        "last_inventory": None if last is None else inventory_document(last),
        "new": _documents(shown, new), "open": _documents(shown, still_open),
    }
    return Answer(document, shown)


def weeks_without_inventory(
    board: OpenBoard, reader: Reader, unit: UUID, *, since: date | None = None, known_at: str | None = None,
    valid_at: str | None = None,
) -> Answer:
    """The weeks of a unit that nobody has gone through, up to the last whole week.

    Args:
        since: The first day to look at; None = 1 January of the year of the last day.
        valid_at: The last day; None = today, or with `known_at` the day of the last event that was known.

    Raises:
        InvalidValueError: A parameter cannot be used, or `since` is after the last day.
        NotFoundError: There is no such unit.
        ForbiddenError: It is none of the reader's; the attempt is logged.
        UnavailableError: The access log cannot be written.
    """
    as_of, day = _moment(board, reader, known_at, valid_at)
    first = since or date(day.year, 1, 1)
    if first > day:
        raise InvalidValueError(f"Första dagen är {first}, efter den sista {day}. Ange en tidigare dag i since.")
    inside = reader.units_named(str(unit), as_of.size)
    require_some_in_scope(reader, inside)
    missing = missing_weeks(_standing(Registers(board.ledger), inside, as_of), first, day)
    reader.record_shown(as_of, ())
    weeks = [{"week_from": each.isoformat(), "week": f"{each:%G}-W{each:%V}"} for each in missing]
    document = {
        **reader.head(as_of), "unit": str(unit), "since": first.isoformat(), "day": day.isoformat(), "missing": weeks,
    }
    return Answer(document, missing)


def viewpoint_themes(
    board: OpenBoard, reader: Reader, period: str, *, unit: str | None = None, known_at: str | None = None
) -> Answer:
    """What viewpoints keep coming back to, by unit, beside the same period the year before.

    Args:
        period: As `domain.indicators.period.parse_period` reads it.
        unit: Only this unit with its activities, or this activity, by name or id; None = each unit of the board.

    Raises:
        InvalidValueError: A parameter cannot be used.
        NotFoundError: There is no such unit.
        UnavailableError: The access log cannot be written.
    """
    chosen, as_of = parse_period(period), reader.as_of(known_at)
    earlier = year_before(chosen)
    registers = Registers(board.ledger)
    known = registers.units(as_of.size)
    places = _places(known, None if unit is None else reader.units_named(unit, as_of.size))
    now, before = (
        by_place(board.viewpoints.received(each, as_of.size, places), places) for each in (chosen, earlier)
    )
    recurring_min = registers.policy_history(as_of.size).on(chosen.last).recurring_viewpoints_min
    # Numbers only: no case is shown, so none is named.
    reader.record_shown(as_of, ())
    document = {
        **reader.head(as_of), **_days(chosen), "year_before": _days(earlier), "recurring_min": recurring_min,
        "units": [
            {
                "unit_id": str(place), "unit": known[place].name,
                **themes_of(now.get(place, []), before.get(place, []), recurring_min),
            }
            for place in dict.fromkeys(places.values())
        ],
    }
    return Answer(document, document["units"])


def _moment(board: OpenBoard, reader: Reader, known_at: str | None, valid_at: str | None) -> tuple[KnownAt, date]:
    as_of, asked = reader.as_of(known_at), parse_valid_at(valid_at)
    is_now = asked is None and known_at is None and as_of.size
    return as_of, today(board) if is_now else asked or last_day(board, as_of.size)


def _standing(registers: Registers, units: Iterable[UUID], as_of: KnownAt) -> list[ViewpointInventory]:
    found = registers.of_kind("viewpoint_inventory", ViewpointInventory.fold, as_of.size).values()
    inside = set(units)
    return [each for each in found if each.withdrawn is None and each.facts.unit in inside]


def _is_open(viewpoint: Viewpoint) -> bool:
    unheard = viewpoint.must_reach_a_manager and viewpoint.manager_told is None
    unanswered = viewpoint.registration is not None and viewpoint.answer is None
    return viewpoint.adaptation_state is AdaptationState.OPEN or viewpoint.awaits_feedback or unheard or unanswered


def _documents(items: Iterable[Item], wanted: set[UUID]) -> list[dict[str, Any]]:
    return [each.document for each in items if each.id in wanted]


def _places(known: Mapping[UUID, Unit], asked: set[UUID] | None) -> dict[UUID, UUID]:
    """Each unit and activity that is counted, with the unit that it is reported under: itself, or what it is part of."""
    if asked is None:
        return {unit_id: _above(unit_id, known) for unit_id in known}
    tops = [unit_id for unit_id in asked if known[unit_id].part_of not in asked]
    if len(tops) > 1:
        raise InvalidValueError(f"Flera enheter heter så; ange en av {', '.join(map(str, sorted(tops)))}.")
    return dict.fromkeys(asked, tops[0])


def _above(unit_id: UUID, known: Mapping[UUID, Unit]) -> UUID:
    above = known[unit_id].part_of
    return unit_id if above is None or above not in known else above


def _days(period: Period) -> dict[str, str]:
    return {"period": period.name, "from": period.first.isoformat(), "to": period.last.isoformat()}
