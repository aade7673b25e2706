"""Rent months and school attendance."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain.case.case import Case
from domain.case.events import (
    RentMonthCorrected,
    RentMonthRecorded,
    SchoolAttendanceCorrected,
    SchoolAttendanceRecorded,
)
from domain.codes import Phase
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from tests.support.examples import (
    ATTENDANCE,
    CLOSED_ON,
    EXAMPLES,
    IMPORT_STAMP,
    RENT,
    STAMP,
    TODAY,
    cast_id,
    source,
)
from tests.support.scenario import given

OPENED = EXAMPLES["case.opened.v1"]
CLOSED = EXAMPLES["case.closed.v1"]
RENTED = EXAMPLES["case.rent_recorded.v1"]
ATTENDED = EXAMPLES["case.attendance_recorded.v1"]
DAY = timedelta(days=1)
NOW = {"stamp": STAMP, "today": TODAY}
BY = {**NOW, "policy": DEFAULT_POLICY}

ATTENDANCE_CALL = {
    "attendance_id": ATTENDANCE,
    "measured_on": date(2024, 5, 31),
    "phase": Phase.START,
    "percent": Decimal("62.5"),
}


def renting(**changes):
    call = {"rent_id": RENT, "month": "2024-07", "paid_in_time": True}
    return lambda case: case.record_rent(**{**call, **NOW, **changes})


def correcting_rent(**changes):
    call = {"rent_id": RENT, "month": "2024-07", "paid_in_time": False, "reason": "Betald sent."}
    return lambda case: case.correct_rent(**{**call, **BY, **changes})


def attending(**changes):
    return lambda case: case.record_attendance(**{**ATTENDANCE_CALL, **NOW, **changes})


def correcting_attendance(**changes):
    return lambda case: case.correct_attendance(**{**ATTENDANCE_CALL, "reason": "Fel siffra.", **BY, **changes})


def test_a_rent_month_is_paid_in_time_or_not_or_not_known():
    for paid in (True, False, None):
        given(Case, OPENED).when(renting(paid_in_time=paid)).then(RentMonthRecorded, month="2024-07", paid_in_time=paid)


@pytest.mark.parametrize("month", ["2024-13", "2024-00", "2024-7", "2024-07-01", "juli", "", "2024-07\n", "２０２４-07"])
def test_what_is_no_month_is_refused(month):
    given(Case, OPENED).when(renting(month=month)).then_refused(InvalidValueError, "inte en månad")


def test_a_rent_month_is_this_month_at_the_latest_and_that_of_the_closing_in_a_closed_case():
    given(Case, OPENED).when(renting(month="2024-12")).then(RentMonthRecorded)
    given(Case, OPENED).when(renting(month="2025-01")).then_refused(InvalidValueError, "en månad som har börjat")
    given(Case, OPENED, CLOSED).when(renting(month="2024-11")).then(RentMonthRecorded)
    given(Case, OPENED, CLOSED).when(renting(month="2024-12")).then_refused(NotAllowedError, "öppna ärendet igen")


def test_a_rent_month_is_recorded_once():
    given(Case).when(renting()).then_refused(NotFoundError, "Ärendet finns inte")
    rented = given(Case, OPENED, RENTED)
    rented.when(renting()).then_refused(ConflictError, "Hyran finns redan")
    rented.when(renting(rent_id=cast_id(77))).then_refused(ConflictError, "Hyran för 2024-07 är redan registrerad")
    rented.when(renting(rent_id=cast_id(77), month="2024-08")).then(RentMonthRecorded)
    rented.when(correcting_rent(month="2024-08")).then_refused(ConflictError, "Hyran för 2024-08 är redan registrerad")


def test_a_rent_month_is_corrected_whole():
    scenario = given(Case, OPENED, RENTED)
    scenario.when(correcting_rent()).then(RentMonthCorrected, month="2024-07", paid_in_time=False)
    assert scenario.state.rents[RENT].paid_in_time is False


def test_a_correction_of_a_rent_month_is_refused_in_the_order_of_its_contract():
    given(Case).when(correcting_rent()).then_refused(NotFoundError, "Ärendet finns inte")
    given(Case, OPENED).when(correcting_rent()).then_refused(NotFoundError, "Hyran finns inte")
    rented = given(Case, OPENED, RENTED)
    rented.when(correcting_rent(reason="")).then_refused(InvalidValueError, "Orsaken till rättelsen saknas")
    rented.when(correcting_rent(month="2024")).then_refused(InvalidValueError, "inte en månad")
    rented.when(correcting_rent(paid_in_time=True)).then_refused(InvalidValueError, "ändrar ingenting")


@pytest.mark.parametrize("percent", ["0", "100"])
def test_both_ends_of_attendance_are_allowed(percent):
    given(Case, OPENED).when(attending(percent=Decimal(percent))).then(SchoolAttendanceRecorded, percent=Decimal(percent))


@pytest.mark.parametrize("percent", ["-0.1", "100.1", "NaN", "Infinity"])
def test_attendance_beyond_either_end_is_refused(percent):
    given(Case, OPENED).when(attending(percent=Decimal(percent))).then_refused(InvalidValueError, "Ange ett tal från 0 till 100")


def test_attendance_is_refused_in_the_order_of_its_contract():
    given(Case).when(attending()).then_refused(NotFoundError, "Ärendet finns inte")
    given(Case, OPENED, ATTENDED).when(attending()).then_refused(ConflictError, "Närvaron finns redan")
    given(Case, OPENED).when(attending(measured_on=TODAY + DAY)).then_refused(InvalidValueError, "Närvarons datum")
    after = attending(measured_on=CLOSED_ON + DAY)
    given(Case, OPENED, CLOSED).when(after).then_refused(NotAllowedError, "öppna ärendet igen")


def test_attendance_may_be_of_today_of_the_last_day_and_a_follow_up_after_it():
    given(Case, OPENED).when(attending(measured_on=TODAY)).then(SchoolAttendanceRecorded)
    given(Case, OPENED, CLOSED).when(attending(measured_on=CLOSED_ON)).then(SchoolAttendanceRecorded)
    follow_up = attending(measured_on=CLOSED_ON + DAY, phase=Phase.FOLLOW_UP)
    given(Case, OPENED, CLOSED).when(follow_up).then(SchoolAttendanceRecorded)


def test_attendance_is_corrected_whole_and_refused_in_the_order_of_its_contract():
    given(Case).when(correcting_attendance()).then_refused(NotFoundError, "Ärendet finns inte")
    given(Case, OPENED).when(correcting_attendance()).then_refused(NotFoundError, "Närvaron finns inte")
    attended = given(Case, OPENED, ATTENDED)
    attended.when(correcting_attendance(reason="")).then_refused(InvalidValueError, "Orsaken till rättelsen saknas")
    attended.when(correcting_attendance(percent=Decimal(101))).then_refused(InvalidValueError, "från 0 till 100")
    attended.when(correcting_attendance()).then_refused(InvalidValueError, "ändrar ingenting")
    attended.when(correcting_attendance(percent=Decimal(70))).then(SchoolAttendanceCorrected, percent=Decimal(70))
    assert attended.state.attendances[ATTENDANCE].percent == 70


def test_imported_history_is_believed_about_what_followed_its_closing():
    imported = {"stamp": IMPORT_STAMP, "source": source("Skolnärvaro")}
    after = CLOSED_ON + DAY
    closed = given(Case, OPENED, RENTED, ATTENDED, CLOSED)
    closed.when(renting(rent_id=cast_id(78), month="2024-12", **imported)).then(RentMonthRecorded)
    closed.when(correcting_rent(month="2024-10", **imported)).then(RentMonthCorrected)
    closed.when(attending(attendance_id=cast_id(78), measured_on=after, **imported)).then(SchoolAttendanceRecorded)
    closed.when(correcting_attendance(measured_on=after, **imported)).then(SchoolAttendanceCorrected)


@pytest.mark.parametrize("half", [{"stamp": IMPORT_STAMP}, {"source": source("Skolnärvaro")}])
def test_an_import_without_a_source_and_a_source_without_an_import_are_not_imported_history(half):
    after = attending(measured_on=CLOSED_ON + DAY, **half)
    given(Case, OPENED, CLOSED).when(after).then_refused(NotAllowedError, "öppna ärendet igen")


def test_corrected_measurements_are_held_to_the_closing():
    closed = given(Case, OPENED, RENTED, ATTENDED, CLOSED)
    closed.when(correcting_rent(month="2024-12")).then_refused(NotAllowedError, "öppna ärendet igen")
    closed.when(correcting_attendance(measured_on=CLOSED_ON + DAY)).then_refused(NotAllowedError, "öppna ärendet igen")
