"""The staff are informed of their duties once a year: what, when, in which form, who received it, and who is left."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.annual_wheel.codes import WheelKind
from domain.errors import ConflictError, InvalidValueError, NotFoundError
from domain.lex_sarah_information.codes import DutyInformationForm, InformedStatus, StaffDuty
from domain.lex_sarah_information.events import DutiesExplained, InformationReceiptStruck, InformationReceived
from domain.lex_sarah_information.information import LexSarahInformation
from domain.policies import DEFAULT_POLICY
from domain.staff.staff_member import StaffMember
from projections.areas.lex_sarah_information import information_document, informed_rows
from tests.support.area_examples.lex_sarah_information import INFORMATION, WHEEL_ITEM
from tests.support.cast import ANNA, BO, CECILIA, STAMP
from tests.support.examples import EXAMPLES
from tests.support.scenario import given

GIVEN, RECEIVED, STRUCK = (EXAMPLES[f"lex_sarah_information.{name}.v1"] for name in ("given", "received", "receipt_struck"))
ON, DAY = GIVEN.explained_on, timedelta(days=1)
TODAY = date(2024, 6, 3)
BY = {"stamp": STAMP, "policy": DEFAULT_POLICY}
MONTHS = DEFAULT_POLICY.lex_sarah_information_months


def give(**changes):
    call = {
        "information_id": INFORMATION, "explained_on": TODAY, "explained_duties": (StaffDuty.REPORT,),
        "explained_how": DutyInformationForm.MEETING, "explained_text": "Rutinen.", "explained_by_id": BO,
        "explained_by_name": "Bo", "informed_staff_ids": (ANNA,),
        "wheel_item_kind": {WHEEL_ITEM: WheelKind.LEX_SARAH_INFORMATION}.get,
        "today": TODAY, **BY,
    }
    return lambda information: information.give(**{**call, **changes})


def receive(**changes):
    call = {"explained_on": TODAY, "informed_staff_ids": (CECILIA,), "stamp": STAMP, "today": TODAY}
    return lambda information: information.receive(**{**call, **changes})


def strike(**changes):
    return lambda it: it.strike_receipt(**{"uninformed_staff_id": ANNA, "reason": "Var sjuk.", **BY, **changes})


def test_it_says_what_was_explained_when_how_by_whom_to_whom_and_which_item_of_the_wheel_it_fulfils():
    given(LexSarahInformation).when(give(wheel_item_id=WHEEL_ITEM, explained_duties=tuple(StaffDuty))).then(
        DutiesExplained, explained_on=TODAY, explained_duties=tuple(StaffDuty), wheel_item_id=WHEEL_ITEM,
        informed_staff_ids=(ANNA,),
    )


@pytest.mark.parametrize(("changes", "kind", "message"), [
    ({"explained_on": TODAY + DAY, "explained_duties": ()}, InvalidValueError, "i dag är det"),
    ({"explained_duties": (), "explained_text": " "}, InvalidValueError, "minst en skyldighet"),
    ({"explained_duties": (StaffDuty.REPORT,) * 2}, InvalidValueError, "Samma skyldighet"),
    ({"explained_text": " ", "explained_by_name": ""}, InvalidValueError, "Vad som gicks igenom saknas"),
    ({"explained_by_name": "", "explained_by_title": ""}, InvalidValueError, "Namnet på den som informerade saknas"),
    ({"explained_by_title": "", "informed_staff_ids": ()}, InvalidValueError, "Befattningen saknas"),
    ({"informed_staff_ids": (), "wheel_item_id": CECILIA}, InvalidValueError, "minst en medarbetare"),
    ({"informed_staff_ids": (ANNA, ANNA)}, InvalidValueError, "Samma medarbetare"),
    ({"wheel_item_id": CECILIA}, NotFoundError, "finns inte i årshjulet"),
    ({"wheel_item_id": WHEEL_ITEM, "wheel_item_kind": lambda item: WheelKind.T1}, InvalidValueError, "gäller tertialrapport 1"),
])
def test_what_cannot_be_right_is_refused_in_order(changes, kind, message):
    given(LexSarahInformation).when(give(**changes)).then_refused(kind, message)


def test_it_is_recorded_once():
    given(LexSarahInformation, GIVEN).when(give()).then_refused(ConflictError, "redan registrerad")


@pytest.mark.parametrize("day", [ON, TODAY])
def test_more_receive_it_from_the_day_it_was_given_to_today(day):
    given(LexSarahInformation, GIVEN).when(receive(explained_on=day)).then(InformationReceived, explained_on=day)


@pytest.mark.parametrize(("changes", "kind", "message"), [
    ({"explained_on": TODAY + DAY}, InvalidValueError, "i dag är det"),
    ({"explained_on": ON - DAY}, InvalidValueError, "före dagen då informationen gavs"),
    ({"informed_staff_ids": ()}, InvalidValueError, "minst en medarbetare"),
    ({"informed_staff_ids": (CECILIA, ANNA)}, ConflictError, "redan fått informationen"),
])
def test_a_receipt_that_cannot_be_right_is_refused(changes, kind, message):
    given(LexSarahInformation, GIVEN).when(receive(**changes)).then_refused(kind, message)


def test_who_had_not_received_it_is_struck():
    given(LexSarahInformation, GIVEN).when(strike()).then(InformationReceiptStruck, uninformed_staff_id=ANNA)
    assert LexSarahInformation.fold([GIVEN, STRUCK]).received == {BO: ON}
    given(LexSarahInformation, GIVEN, STRUCK).when(strike()).then_refused(NotFoundError, "står inte som mottagare")
    given(LexSarahInformation, GIVEN).when(strike(reason=" ")).then_refused(InvalidValueError, "strykningen saknas")


@pytest.mark.parametrize("decide", [receive, strike])
def test_nothing_is_added_to_what_was_not_given(decide):
    given(LexSarahInformation).when(decide()).then_refused(NotFoundError, "Informationen finns inte")


def member(staff_id, name, away_from=None):
    registered = EXAMPLES["staff.registered.v1"].model_copy(update={"originator_id": staff_id, "name": name})
    stream = [registered]
    if away_from is not None:
        stream.append(EXAMPLES["staff.absence_recorded.v1"].model_copy(
            update={"originator_id": staff_id, "from_date": away_from, "to_date": None}
        ))
    return StaffMember.fold(stream)


def statuses(rounds, day, staff=None):
    everybody = staff or [member(ANNA, "Anna"), member(BO, "Bo"), member(CECILIA, "Cecilia")]
    return {row.member.id: row.status for row in informed_rows(everybody, rounds, day, MONTHS)}


def test_the_information_holds_to_the_day_before_the_same_day_a_year_later():
    rounds = [LexSarahInformation.fold([GIVEN])]
    last = date(2025, 1, 14)
    assert statuses(rounds, ON - DAY)[ANNA] is InformedStatus.NEVER
    assert statuses(rounds, ON)[ANNA] is statuses(rounds, last)[ANNA] is InformedStatus.INFORMED
    assert statuses(rounds, last + DAY)[ANNA] is InformedStatus.LAPSED


def test_who_is_new_is_left_and_who_is_away_is_told_of_apart():
    rounds = [LexSarahInformation.fold([GIVEN, RECEIVED, STRUCK])]
    assert statuses(rounds, TODAY) == {
        ANNA: InformedStatus.NEVER, BO: InformedStatus.INFORMED, CECILIA: InformedStatus.INFORMED
    }
    rows = informed_rows([member(BO, "Bo"), member(ANNA, "Anna", TODAY)], rounds, TODAY, MONTHS)
    assert [(row.member.id, row.status, row.is_left) for row in rows] == [
        (ANNA, InformedStatus.AWAY, False), (BO, InformedStatus.INFORMED, False)
    ]


def test_both_duties_are_explained_before_anybody_is_informed():
    only = GIVEN.model_copy(update={"explained_duties": (StaffDuty.REPORT,)})
    other = GIVEN.model_copy(update={"explained_duties": (StaffDuty.CONTRIBUTE,), "explained_on": ON + DAY})
    assert statuses([LexSarahInformation.fold([only])], TODAY)[ANNA] is InformedStatus.NEVER
    rows = informed_rows(
        [member(ANNA, "Anna")], [LexSarahInformation.fold([only]), LexSarahInformation.fold([other])], TODAY, MONTHS
    )
    assert (rows[0].status, rows[0].last_on) == (InformedStatus.INFORMED, ON)


def test_a_time_says_who_received_it_and_when():
    told = information_document(LexSarahInformation.fold([GIVEN, RECEIVED]))
    assert told["received"] == [
        {"staff": str(ANNA), "on": "2024-01-15"}, {"staff": str(BO), "on": "2024-01-15"},
        {"staff": str(CECILIA), "on": "2024-02-01"},
    ]
