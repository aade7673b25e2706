"""What is booked on the demo's last day (sv. *bokade besök*): next visits, one that was moved, and a time in a calendar."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from adapters.demo.casefile import Town, at
from adapters.demo.cast import HOUSING_SUPPORT
from adapters.demo.days import LAST_DAY, plus
from domain.base import Source

_FIRST_CLOCK = "08:20"
_NEXT: Mapping[str, tuple[date, str]] = {
    "KBT-teamet/8": (LAST_DAY, "14:00"),
    "nu/beslut": (date(2026, 11, 2), "10:15"),
    "nu/varning": (date(2026, 11, 3), "13:00"),
    "nu/överklagande": (date(2026, 11, 4), "10:15"),
    "Ungdomsmottagningen/10": (date(2026, 11, 4), "15:30"),
    "Familj- och nätverksgruppen/7": (date(2026, 11, 3), "09:00"),
    "Familj- och nätverksgruppen/8": (date(2026, 11, 5), "16:00"),
    "Bostödsverksamheten/5": (date(2026, 11, 4), "11:00"),
    "Bostödsverksamheten/6": (date(2026, 11, 2), "13:30"),
    "Förebyggande ungdomsgruppen/8": (date(2026, 11, 5), "14:45"),
}
"""Of courses that go on: the day and time of the next visit."""


def tell_booked(town: Town) -> None:
    """Write what is booked, after everything else."""
    for nth, (story, (day, clock)) in enumerate(_NEXT.items()):
        course = town.courses[story]
        at_home = course.file.activity == HOUSING_SUPPORT
        booking_id = course.file.write(
            LAST_DAY, plus(_FIRST_CLOCK, 2 * nth), course.responsible, "book_session", session_id=course.file.pages.uuid(),
            booked_for=at(day, clock), kind="home_visit" if at_home else "conversation", worker=course.responsible,
            invited=("client",), place="home" if at_home else "unit",
        )
        if story == "nu/överklagande":
            course.file.write(LAST_DAY, "09:05", course.responsible, "rebook_session", booking_id=booking_id,
                              booked_for=at(date(2026, 11, 5), "09:00"))
    course, ines = town.courses["nu/beslut"], town.cast.staff["ines"]
    day = date(2026, 11, 10)
    course.file.write(
        LAST_DAY, "09:10", ines, "import_calendar_contact", calendar_event_id=course.file.pages.uuid(),
        occurred=at(day, "09:00"), ends=at(day, "10:00"), calendar_status="confirmed", calendar_owner=course.responsible,
        source=Source(system="Kalender", sheet="VEVENT", row=2, year=day.year),
    )
