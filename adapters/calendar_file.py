"""Reading a calendar file (iCalendar, RFC 5545): its appointments that name a case, each occurrence of a repeated one by itself.

Of an appointment that names no case nothing is kept but that there was one. No message says what a line says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import icalendar
import recurring_ical_events

from adapters.errors import CannotRunError
from domain.base import Occurred
from domain.calendar.appointment import Appointment, CalendarFault, CalendarPeriod, CalendarReading, case_numbers
from domain.case.contacts.codes import CalendarStatus
from domain.errors import InvalidValueError
from projections.local_time import STOCKHOLM

MAX_FILE_BYTES = 10_000_000
MAX_APPOINTMENTS = 20_000
"""Occurrences that name a case, in one file."""
FIRST_YEAR = 1990
"""A repetition that began before is a slip, and would be counted day by day from then on."""

_BEGINS = re.compile(rb"BEGIN:VEVENT\s*", re.IGNORECASE)
_STATUSES: Mapping[str, CalendarStatus] = {
    "CONFIRMED": CalendarStatus.CONFIRMED, "TENTATIVE": CalendarStatus.TENTATIVE, "CANCELLED": CalendarStatus.CANCELLED,
}
_REPEATS = ("RRULE", "RDATE", "RECURRENCE-ID")
_FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
_WITHIN_A_DAY = ("BYHOUR", "BYMINUTE", "BYSECOND")
_DAYS = ("DTSTART", "DTEND", "CREATED", "RECURRENCE-ID")
_ONCE = (*_DAYS, "DURATION", "STATUS", "RRULE")
_READ = (*_ONCE, "RDATE", "EXDATE")

# What the two libraries raise on values that are allowed one by one and impossible together; a time zone is looked up as a file.
_UNREADABLE = (ValueError, TypeError, AttributeError, KeyError, IndexError, OverflowError, OSError)


class NotACalendarError(InvalidValueError):
    """The file is no calendar file, or is larger than the limits; nothing of it was read."""


class _FaultyError(Exception):
    """An appointment cannot be read; `line` and `fault` as in `CalendarFault`."""

    def __init__(self, line: int, fault: str) -> None:
        super().__init__(line, fault)
        self.fault = CalendarFault(line, fault)


def read_calendar_file(path: Path, period: CalendarPeriod) -> CalendarReading:
    """Read a calendar file.

    Raises:
        CannotRunError: The file cannot be read.
        NotACalendarError: See there.
    """
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise NotACalendarError(
                f"Kalenderfilen är större än {MAX_FILE_BYTES // 1_000_000} MB. Exportera en kortare tid åt gången."
            )
        content = path.read_bytes()
    except OSError as error:
        raise CannotRunError("Kalenderfilen kan inte läsas; kontrollera att filen finns och får läsas.") from error
    return read_calendar(content, period)


def read_calendar(content: bytes, period: CalendarPeriod) -> CalendarReading:
    """Read the bytes of a calendar file.

    Args:
        period: Appointments that begin outside it are left out.

    Raises:
        NotACalendarError: See there; also more than `MAX_APPOINTMENTS` in the period.
    """
    content = content.removeprefix(b"\xef\xbb\xbf")
    calendars = _parsed(content)
    lines = [number for number, text in enumerate(content.split(b"\n"), start=1) if _BEGINS.fullmatch(text)]
    events = [(event, _is_cancelling(calendar)) for calendar in calendars for event in calendar.walk("VEVENT")]
    if len(lines) != len(events):
        raise _not_a_calendar()
    series: dict[str, list[_Event]] = {}
    not_about_a_case = 0
    for (component, cancels), line in zip(events, lines, strict=True):
        event = _Event(component, line, cancels)
        not_about_a_case += not event.case_numbers
        # An appointment without an id is a series of its own, which is refused if it names a case.
        series.setdefault(event.uid or f"\n{line}", []).append(event)
    appointments: list[Appointment] = []
    faults: list[CalendarFault] = []
    for each in series.values():
        if any(event.case_numbers for event in each):
            try:
                appointments += _appointments(each, period)
            except _FaultyError as error:
                faults.append(error.fault)
        if len(appointments) > MAX_APPOINTMENTS:
            raise NotACalendarError(f"Kalendern har fler än {MAX_APPOINTMENTS} kontakter. Exportera en kortare tid åt gången.")
    return CalendarReading(tuple(sorted(appointments, key=_place)), not_about_a_case, tuple(sorted(faults)))


class _Event:
    """One component of the file."""

    def __init__(self, component: icalendar.Event, line: int, cancels: bool) -> None:
        self.component = component
        self.line = line
        self.cancels = cancels
        self.uid = str(component.get("UID", "")).strip()
        self.case_numbers = case_numbers(_texts(component))

    def require_readable(self) -> None:
        """Refuse what cannot be read, or would never end.

        Raises:
            _FaultyError: No id, a value that is none, an unknown time zone, or a repetition within a day.
        """
        if not self.uid:
            raise _FaultyError(self.line, "kontakten saknar UID, så den går inte att känna igen; exportera kalendern på nytt")
        if any(isinstance(self.component.get(name), list) for name in _ONCE):
            raise _FaultyError(self.line, "kontakten har samma uppgift två gånger")
        unreadable = {name for name, _ in self.component.errors} & set(_READ)
        unreadable |= {name for name in _DAYS if name in self.component and not isinstance(_value(self.component[name]), date)}
        if unreadable or "DTSTART" not in self.component:
            raise _FaultyError(self.line, f"{', '.join(sorted(unreadable)) or 'DTSTART'} saknas eller kan inte läsas")
        for name in ("DTSTART", "DTEND"):
            if _zone_is_unknown(self.component.get(name)):
                raise _FaultyError(self.line, f"{name} har en okänd tidszon")
        self._require_order()
        rule = self.component.get("RRULE")
        if rule is not None:
            self._require_bounded(rule)

    def _require_order(self) -> None:
        if "DTEND" not in self.component:
            return
        start, end = self.component["DTSTART"].dt, self.component["DTEND"].dt
        if isinstance(start, datetime) != isinstance(end, datetime):
            raise _FaultyError(self.line, "DTSTART och DTEND är inte av samma slag; ange klockslag i båda eller ingen")
        if _local(end) < _local(start):
            raise _FaultyError(self.line, "kontakten slutar före sin början")

    def _require_bounded(self, rule: Mapping[str, Sequence[object]]) -> None:
        if set(map(str, rule.get("FREQ", ()))) - _FREQUENCIES or any(name in rule for name in _WITHIN_A_DAY):
            raise _FaultyError(self.line, "kontakten upprepas oftare än en gång om dagen; ta bort upprepningen")
        if any(int(str(each)) < 1 for each in rule.get("INTERVAL", ())):
            raise _FaultyError(self.line, "upprepningens intervall är inte minst 1")
        if self.component["DTSTART"].dt.year < FIRST_YEAR:
            raise _FaultyError(self.line, f"upprepningen börjar före {FIRST_YEAR}; kontrollera datumet")


def _parsed(content: bytes) -> list[icalendar.Calendar]:
    try:
        calendars = icalendar.Calendar.from_ical(content, multiple=True)
    except _UNREADABLE:
        # The libraries' messages quote the file.
        raise _not_a_calendar() from None
    if not calendars or any(calendar.name != "VCALENDAR" for calendar in calendars):
        raise _not_a_calendar()
    return calendars


def _not_a_calendar() -> NotACalendarError:
    return NotACalendarError("Filen är ingen kalenderfil (iCalendar) eller är skadad. Exportera kalendern på nytt.")


def _appointments(series: list[_Event], period: CalendarPeriod) -> Iterator[Appointment]:
    """The occurrences of one appointment in the period, those that name a case."""
    for event in series:
        event.require_readable()
    first = series[0]
    is_repeated = any(name in event.component for event in series for name in _REPEATS)
    lines = {_own_recurrence(event.component): event.line for event in series}
    try:
        occurrences = list(_occurrences(series, period))
    except _UNREADABLE:
        raise _FaultyError(first.line, "upprepningen kan inte läsas; ta bort den eller rätta den i kalendern") from None
    for occurrence in occurrences:
        numbers = case_numbers(_texts(occurrence))
        if numbers:
            recurrence = _recurrence(occurrence) if is_repeated else ""
            line = lines.get(recurrence, first.line)
            yield _appointment(occurrence, numbers, first.uid, recurrence, line, cancelled=first.cancels)


def _occurrences(series: Iterable[_Event], period: CalendarPeriod) -> Iterator[icalendar.Event]:
    calendar = icalendar.Calendar()
    for event in series:
        calendar.add_component(event.component)
    day_after = period.last + timedelta(days=1)
    for occurrence in recurring_ical_events.of(calendar).between(period.first, day_after):
        if period.first <= _moment(occurrence["DTSTART"].dt).on <= period.last:
            yield occurrence


def _appointment(
    occurrence: icalendar.Event, numbers: tuple[str, ...], uid: str, recurrence: str, line: int, *, cancelled: bool
) -> Appointment:
    starts, ends = _moment(occurrence["DTSTART"].dt), _end(occurrence)
    said = str(occurrence.get("STATUS", "CONFIRMED")).strip().upper()
    if said not in _STATUSES:
        raise _FaultyError(line, f"STATUS är okänd; tillåtet: {', '.join(_STATUSES)}")
    status = CalendarStatus.CANCELLED if cancelled else _STATUSES[said]
    created = occurrence.get("CREATED")
    booked = None if created is None else _local(created.dt).replace(tzinfo=None)
    return Appointment(line, uid, recurrence, starts, ends, status, booked, numbers)


def _end(occurrence: icalendar.Event) -> Occurred | None:
    end = occurrence.get("DTEND")
    if end is None:
        return None
    if isinstance(end.dt, datetime):
        # Where no end is stated the library gives the beginning.
        return None if end.dt == occurrence["DTSTART"].dt else _moment(end.dt)
    # The end of whole days is the day after the last of them. Source: RFC 5545 3.6.1.
    last = end.dt - timedelta(days=1)
    return None if last <= occurrence["DTSTART"].dt else Occurred(on=last)


def _moment(value: date) -> Occurred:
    if not isinstance(value, datetime):
        return Occurred(on=value)
    local = _local(value)
    return Occurred(on=local.date(), at=local.time().replace(second=0, microsecond=0), precision="minute")


def _local(value: date) -> datetime:
    """A moment as the clock shows it in Sweden; one without a time zone is already that. Source: RFC 5545 3.3.5."""
    moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    return moment.replace(tzinfo=STOCKHOLM) if moment.tzinfo is None else moment.astimezone(STOCKHOLM)


def _recurrence(occurrence: icalendar.Event) -> str:
    """When an occurrence was first to be, the same in whatever time zone it is written."""
    value = (occurrence.get("RECURRENCE-ID") or occurrence["DTSTART"]).dt
    return _local(value).astimezone(UTC).isoformat() if isinstance(value, datetime) else value.isoformat()


def _own_recurrence(component: icalendar.Event) -> str | None:
    return _recurrence(component) if "RECURRENCE-ID" in component else None


def _texts(component: icalendar.Event) -> list[str]:
    summaries = component.get("SUMMARY", [])
    return [*map(str, summaries if isinstance(summaries, list) else [summaries]), *map(str, component.categories)]


def _value(stated: object) -> object:
    # What could not be read answers no question about itself.
    return stated.dt if isinstance(stated, icalendar.vDDDTypes) else None


def _zone_is_unknown(value: object) -> bool:
    moment, parameters = _value(value), getattr(value, "params", {})
    return isinstance(moment, datetime) and moment.tzinfo is None and "TZID" in parameters


def _is_cancelling(calendar: icalendar.Calendar) -> bool:
    return str(calendar.get("METHOD", "")).strip().upper() == "CANCEL"


def _place(appointment: Appointment) -> tuple[int, str]:
    return appointment.line, appointment.recurrence
