"""One fixed cast of people, units and days. Everybody here is invented."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from domain.base import Purpose, Source, Stamp


def cast_id(number: int) -> UUID:
    """A fixed id that is plainly not a real one: 00000000-0000-4000-8000-00000000000N."""
    return UUID(int=0x00000000_0000_4000_8000_000000000000 + number)


BOARD = cast_id(1)
UNIT = cast_id(2)
"""Resursenheten, a unit of the board."""
KBT_TEAM = cast_id(3)
"""An activity inside the unit."""

ANNA, BO, CECILIA = cast_id(10), cast_id(11), cast_id(12)
"""Staff: Anna is responsible for the case, Bo takes over, Cecilia stands in."""
LOCAL_OPERATOR = cast_id(19)

CASE, OTHER_CASE = cast_id(20), cast_id(21)
VIEWPOINT, OUTREACH = cast_id(22), cast_id(23)

NOTE, NOTE_CORRECTION, OTHER_NOTE, OPINION = cast_id(30), cast_id(31), cast_id(32), cast_id(33)
SESSION, OTHER_SESSION = cast_id(34), cast_id(35)
PLAN = cast_id(36)
RATING, RENT, ATTENDANCE = cast_id(37), cast_id(38), cast_id(39)
HAND_OVER, STAND_IN, REQUEST, ABSENCE = cast_id(40), cast_id(41), cast_id(42), cast_id(43)

RECEIVED_ON = date(2024, 2, 26)
STARTED_ON = date(2024, 3, 4)
SESSION_ON = date(2024, 7, 10)
CLOSED_ON = date(2024, 11, 29)
TODAY = date(2024, 12, 2)

STAMP = Stamp(actor_id=ANNA, unit_id=UNIT, purpose=Purpose.CASE_WORK)
IMPORT_STAMP = Stamp(actor_id=LOCAL_OPERATOR, unit_id=UNIT, purpose=Purpose.IMPORT)
ADMINISTRATION_STAMP = Stamp(actor_id=LOCAL_OPERATOR, unit_id=None, purpose=Purpose.ADMINISTRATION)


def source(sheet: str, row: int = 2) -> Source:
    """Where an imported record stood."""
    return Source(
        system="Underlag 2024",
        sheet=sheet,
        row=row,
        year=2024,
        claimed_recorded_on=date(2024, 7, 12),
        claimed_recorded_at=datetime(2024, 7, 12, 16, 5),
    )
