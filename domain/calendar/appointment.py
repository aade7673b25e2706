"""An appointment in a calendar (sv. *kalenderkontakt*) as a file's reader hands it over: what it names, no text of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from domain.base import Occurred, Source
from domain.case.contacts.codes import CalendarStatus

SYSTEM = "Kalender (iCalendar)"
COMPONENT = "VEVENT"

_NAMED = re.compile(r"(?:(?<![^\W_])#|\bärende:?\s+(?:nr\s+|nummer\s+)?)(?P<number>[^\W_][\w/:.-]*)", re.IGNORECASE)
_AFTER_A_NUMBER = ".:-/"


class Appointment(NamedTuple):
    """One occurrence of an appointment that names a case.

    Args:
        line: Of the file, where the appointment begins, from 1.
        uid: The calendar's own id, which may hold names: never stored.
        recurrence: Which occurrence of a repeated appointment, by when it was first to be; "" = it is not repeated.
        created: When the calendar says that it was booked, local time in Europe/Stockholm; None = not said.
        case_numbers: The cases that it names, at least one.
    """

    line: int
    uid: str
    recurrence: str
    starts: Occurred
    ends: Occurred | None
    status: CalendarStatus
    created: datetime | None
    case_numbers: tuple[str, ...]

    @property
    def source(self) -> Source:
        """Where it stood, and what the calendar claims."""
        return Source(
            system=SYSTEM, sheet=COMPONENT, row=self.line, year=self.starts.on.year, claimed_recorded_at=self.created
        )


class CalendarFault(NamedTuple):
    """What is wrong at a line of a calendar file, in Swedish; line 0 = the file as a whole. Never what the line says."""

    line: int
    fault: str


class CalendarReading(NamedTuple):
    """What a calendar file holds.

    Args:
        not_about_a_case: Appointments that name no case; nothing else is known of them.
    """

    appointments: tuple[Appointment, ...]
    not_about_a_case: int
    faults: tuple[CalendarFault, ...]


class CalendarPeriod(NamedTuple):
    """The days that appointments are taken from, both included."""

    first: date
    last: date


def case_numbers(texts: Iterable[str]) -> tuple[str, ...]:
    """The cases that texts name, each once: `#2026-0001`, `Ärende 2026-0001`, `Ärende: 2026-0001` or `Ärende nr 2026-0001`.

    A number has a digit, so that `#möte` and `ärende om boende` name none.
    """
    found: dict[str, str] = {}
    for text in texts:
        for match in _NAMED.finditer(text):
            number = match["number"].rstrip(_AFTER_A_NUMBER)
            if any(character.isdigit() for character in number):
                found.setdefault(number.casefold(), number)
    return tuple(found.values())
