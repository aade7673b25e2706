"""What a calendar file says of cases, and how its faults are named."""

from __future__ import annotations

import os
from datetime import date, datetime, time
from pathlib import Path

import pytest

from adapters.calendar_file import (
    MAX_FILE_BYTES,
    NotACalendarError,
    read_calendar,
    read_calendar_file,
)
from adapters.errors import CannotRunError
from domain.base import Occurred
from domain.calendar.appointment import CalendarPeriod, case_numbers
from domain.case.contacts.codes import CalendarStatus
from tests.support.calendars import SECRET, calendar, event

YEAR = CalendarPeriod(date(2026, 1, 1), date(2026, 12, 31))


def read(*events: str, period=YEAR, **options):
    return read_calendar(calendar(*events, **options), period)


def minute(day: date, hour: int, minutes: int = 0) -> Occurred:
    return Occurred(on=day, at=time(hour, minutes), precision="minute")


# Reading


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Samtal #2026-0001", ("2026-0001",)),
        ("ärende 2026-0001, hembesök", ("2026-0001",)),
        ("Ärende: 2026-0001.", ("2026-0001",)),
        ("ÄRENDE nr A-1/24)", ("A-1/24",)),
        ("#2026-0001 och #2026-0002, #2026-0001", ("2026-0001", "2026-0002")),
        ("#a1 #A1", ("a1",)),
        ("Möte om ett ärende", ()),
        ("#möte", ()),
        ("C#7", ()),
        ("2026-0001", ()),
    ],
)
def test_an_appointment_names_its_case_in_a_written_form(text, numbers):
    assert case_numbers([text]) == numbers


def test_an_appointment_is_read_in_swedish_time_without_its_text():
    reading = read(event(more=["CREATED:20260302T230000Z", "DESCRIPTION:Klara är orolig", "LOCATION:Hemma"]))
    (found,) = reading.appointments
    day = date(2026, 3, 16)
    assert (found.starts, found.ends, found.status) == (minute(day, 14), minute(day, 15), CalendarStatus.CONFIRMED)
    assert (found.line, found.recurrence, found.created) == (5, "", datetime(2026, 3, 3, 0, 0))
    assert SECRET not in repr(reading) and "Klara" not in repr(reading)


@pytest.mark.parametrize(
    ("start", "hour"),
    [
        ("20260702T120000Z", 14),
        (";TZID=Europe/Helsinki:20260702T150000", 14),
        (";TZID=W. Europe Standard Time:20260702T140000", 14),
        ("20260702T140000", 14),
    ],
)
def test_a_time_is_the_same_in_whatever_zone_it_is_written(start, hour):
    (found,) = read(event(start=start, end=None)).appointments
    assert (found.starts, found.ends) == (minute(date(2026, 7, 2), hour), None)


@pytest.mark.parametrize(("end", "ends"), [("20260317", None), ("20260319", Occurred(on=date(2026, 3, 18))), (None, None)])
def test_a_whole_day_is_a_day_and_its_end_the_last_of_them(end, ends):
    end = None if end is None else f";VALUE=DATE:{end}"
    (found,) = read(event(start=";VALUE=DATE:20260316", end=end)).appointments
    assert (found.starts, found.ends) == (Occurred(on=date(2026, 3, 16)), ends)


def test_a_case_may_be_named_by_a_category_and_several_by_one_appointment():
    (found,) = read(event("Samtal", more=["CATEGORIES:Behandling,Ärende 2026-0001", "CATEGORIES:#2026-0002"])).appointments
    assert found.case_numbers == ("2026-0001", "2026-0002")


def test_of_what_is_about_no_case_only_the_number_is_known():
    reading = read(event("Tandläkaren"), event("APT", uid=None, start="x"), event(uid="u2"))
    assert (len(reading.appointments), reading.not_about_a_case, reading.faults) == (1, 2, ())


def test_a_repeated_appointment_is_read_one_by_one_with_its_exceptions():
    zone = ";TZID=Europe/Stockholm:"
    reading = read(
        event(start=f"{zone}20260316T140000", end=f"{zone}20260316T150000",
              more=["RRULE:FREQ=WEEKLY;COUNT=5", f"EXDATE{zone}20260323T140000"]),
        event(start=f"{zone}20260331T090000", end=f"{zone}20260331T100000", more=[f"RECURRENCE-ID{zone}20260330T140000"]),
        event(start=f"{zone}20260406T140000", end=f"{zone}20260406T150000",
              more=["STATUS:CANCELLED", f"RECURRENCE-ID{zone}20260406T140000"]),
    )
    found = {
        each.recurrence: (each.starts.on.isoformat(), each.starts.at.hour, each.status.value) for each in reading.appointments
    }
    assert found == {
        "2026-03-16T13:00:00+00:00": ("2026-03-16", 14, "confirmed"),
        "2026-03-30T12:00:00+00:00": ("2026-03-31", 9, "confirmed"),
        "2026-04-06T12:00:00+00:00": ("2026-04-06", 14, "cancelled"),
        "2026-04-13T12:00:00+00:00": ("2026-04-13", 14, "confirmed"),
    }
    assert sorted({each.line for each in reading.appointments}) == [5, 14, 22]


def test_only_what_begins_in_the_period_is_read_both_days_included():
    daily = event(start="20260301T100000Z", end="20260301T110000Z", more=["RRULE:FREQ=DAILY"])
    reading = read(daily, period=CalendarPeriod(date(2026, 3, 5), date(2026, 3, 7)))
    assert [each.starts.on.day for each in reading.appointments] == [5, 6, 7]
    late = event(start="20260307T230000Z", end="20260307T233000Z")
    assert read(late, period=CalendarPeriod(date(2026, 3, 5), date(2026, 3, 7))).appointments == ()


def test_a_calendar_that_calls_off_calls_off_everything_in_it():
    (found,) = read(event(), method="CANCEL").appointments
    assert found.status is CalendarStatus.CANCELLED


@pytest.mark.parametrize(
    ("component", "fault"),
    [
        (event(uid=None), "saknar UID"),
        (event(start=None), "DTSTART saknas"),
        (event(start="i går"), "DTSTART saknas eller kan inte läsas"),
        (event(end="20269999"), "DTEND saknas eller kan inte läsas"),
        (event(start=";TZID=Ingenstans:20260316T140000", end=None), "DTSTART har en okänd tidszon"),
        (event(end="20260316T120000Z"), "slutar före sin början"),
        (event(end=";VALUE=DATE:20260317"), "inte av samma slag"),
        (event(start="202603"), "DTSTART saknas eller kan inte läsas"),
        (event(more=["CREATED:202601"]), "CREATED saknas eller kan inte läsas"),
        (event(more=["STATUS:KANSKE"]), "STATUS är okänd"),
        (event(more=["RRULE:FREQ=HOURLY"]), "oftare än en gång om dagen"),
        (event(more=["RRULE:FREQ=DAILY;BYMINUTE=1,2"]), "oftare än en gång om dagen"),
        (event(more=["RRULE:FREQ=WEEKLY;INTERVAL=0"]), "intervall är inte minst 1"),
        (event(more=["RRULE:FREQ=NIE"]), "RRULE saknas eller kan inte läsas"),
        (event(start="19891231T100000Z", end=None, more=["RRULE:FREQ=DAILY"]), "börjar före 1990"),
        (event(more=["DTSTART:20260317T130000Z"]), "samma uppgift två gånger"),
    ],
)
def test_a_fault_is_named_by_line_and_never_by_what_the_line_says(component, fault):
    (found,) = read(component).faults
    assert found.line == 5 and fault in found.fault
    assert SECRET not in found.fault and "KANSKE" not in found.fault and "i går" not in found.fault


def test_a_repetition_may_begin_in_1990_and_is_then_read():
    assert len(read(event(start="19900101T100000Z", end=None, more=["RRULE:FREQ=YEARLY"])).appointments) == 1


@pytest.mark.parametrize(
    "content",
    [b"", b"hej", b"\xff\xfe\x00", calendar(event())[:-20], b"BEGIN:VEVENT\nUID:1\nEND:VEVENT\n",
     b"PK\x03\x04" + bytes(100), calendar(event(start=";TZID=Europe/:20260316T140000")),
     calendar("BEGIN:VEVENT\nBEGIN:VEVENT\nEND:VEVENT")],
)
def test_what_is_no_calendar_is_refused_without_a_word_of_what_it_says(content):
    with pytest.raises(NotACalendarError, match=r"^Filen är ingen kalenderfil \(iCalendar\) eller är skadad"):
        read_calendar(content, YEAR)


def test_a_calendar_with_a_byte_order_mark_and_plain_line_ends_is_read():
    assert len(read_calendar(b"\xef\xbb\xbf" + calendar(event()).replace(b"\r", b""), YEAR).appointments) == 1


def test_more_appointments_than_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch):
    daily = event(more=["RRULE:FREQ=DAILY;COUNT=10"])
    monkeypatch.setattr("adapters.calendar_file.MAX_APPOINTMENTS", 10)
    assert len(read(daily).appointments) == 10
    monkeypatch.setattr("adapters.calendar_file.MAX_APPOINTMENTS", 9)
    with pytest.raises(NotACalendarError, match="fler än 9 kontakter"):
        read(daily)


def test_a_file_that_is_missing_or_too_large_is_refused(tmp_path: Path):
    with pytest.raises(CannotRunError, match="kan inte läsas"):
        read_calendar_file(tmp_path / "saknas.ics", YEAR)
    large = tmp_path / "stor.ics"
    large.write_bytes(b"")
    os.truncate(large, MAX_FILE_BYTES + 1)
    with pytest.raises(NotACalendarError, match="större än 10 MB"):
        read_calendar_file(large, YEAR)
