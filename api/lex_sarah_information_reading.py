"""Reading who of the staff has been informed of the duty to report (sv. *information om lex Sarah*), and who is left."""

from __future__ import annotations

from uuid import UUID

from adapters.postgres.registers import Registers
from api.completeness_reading import judged_day
from api.reading import Answer, Reader
from domain.annual_wheel.codes import WheelKind
from domain.annual_wheel.wheel_item import WheelItem
from domain.lex_sarah_information.information import LexSarahInformation
from projections.areas.annual_wheel import wheel_rows
from projections.areas.lex_sarah_information import information_document, informed_rows


def lex_sarah_information(
    reader: Reader, *, unit: UUID | None = None, known_at: str | None = None, valid_at: str | None = None
) -> Answer:
    """Everybody of the staff with when they were informed, those who are left first; each time; and the annual wheel's items.

    Args:
        unit: Only the staff of this unit and its activities.
        valid_at: The day; None = today, or with `known_at` the day that it stands for.

    Raises:
        InvalidValueError: A parameter cannot be used.
        NotFoundError: There is no such unit.
        UnavailableError: The access log cannot be written.
    """
    as_of = reader.as_of(known_at)
    day, registers = judged_day(reader, known_at, as_of, valid_at), Registers(reader.board.ledger)
    inside = None if unit is None else reader.units_named(str(unit), as_of.size)
    rounds = registers.of_kind("lex_sarah_information", LexSarahInformation.fold, as_of.size)
    policy = registers.policy_history(as_of.size).on(day)
    staff = [each for each in registers.staff(as_of.size).values() if inside is None or each.unit in inside]
    rows = informed_rows(staff, rounds.values(), day, policy.lex_sarah_information_months)
    items = registers.of_kind("annual_wheel", WheelItem.fold, as_of.size).values()
    wheel = wheel_rows(
        [each for each in items if each.kind is WheelKind.LEX_SARAH_INFORMATION], day.year, day,
        ahead_days=policy.wheel_ahead_days,
    )
    reader.record_shown(as_of, ())
    document = {
        **reader.head(as_of), "day": day.isoformat(), "months": policy.lex_sarah_information_months,
        "left": sum(row.is_left for row in rows), "staff": [row.to_json() for row in rows],
        "given": [information_document(each) for each in rounds.values()], "wheel": [row.to_json(day) for row in wheel],
    }
    return Answer(document, rows)
