"""Who is made responsible for a case, hands it over, takes it over, and stands in."""

from datetime import date, timedelta

import pytest

from domain.case.case import Case
from domain.case.events import CaseAssigned, CaseHandedOver, HandOverAccepted, StandInAppointed, StandInEnded
from domain.case.state import Assignment
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from tests.support.examples import (
    ANNA,
    BO,
    CECILIA,
    CLOSED_ON,
    EXAMPLES,
    HAND_OVER,
    IMPORT_STAMP,
    STAMP,
    STAND_IN,
    STARTED_ON,
    TODAY,
    cast_id,
    source,
)
from tests.support.scenario import given

OPENED = EXAMPLES["case.opened.v1"]
CLOSED = EXAMPLES["case.closed.v1"]
ASSIGNED = EXAMPLES["case.assigned.v1"]
HANDED_OVER = EXAMPLES["case.handed_over.v1"]
ACCEPTED = EXAMPLES["case.hand_over_accepted.v1"]
STOOD_IN = EXAMPLES["case.stand_in_appointed.v1"]
HANDED_OVER_ON = date(2024, 9, 2)
DAY = timedelta(days=1)
BY = {"stamp": STAMP, "today": TODAY, "policy": DEFAULT_POLICY}


def assigning(**changes):
    call = {"staff_id": BO, "staff_name": "Bo Exempel", "staff_title": None, "from_date": TODAY}
    return lambda case: case.assign(**{**call, **BY, **changes})


def handing_over(**changes):
    call = {
        "hand_over_id": HAND_OVER,
        "from_staff_id": ANNA,
        "to_staff_id": BO,
        "to_staff_name": "Bo Exempel",
        "to_staff_title": "Familjebehandlare",
        "on_date": HANDED_OVER_ON,
        "message": "Nästa samtal är bokat.",
    }
    return lambda case: case.hand_over(**{**call, **BY, **changes})


def accepting(**changes):
    call = {"hand_over_id": HAND_OVER, "accepted_by": BO, "accepted_on": HANDED_OVER_ON + DAY}
    return lambda case: case.accept_hand_over(**{**call, "stamp": STAMP, "today": TODAY, **changes})


def appointing(**changes):
    call = {
        "appointment_id": STAND_IN,
        "absent_staff_id": ANNA,
        "stand_in_id": CECILIA,
        "stand_in_name": "Cecilia Exempel",
        "stand_in_title": "KBT-behandlare",
        "from_date": date(2024, 7, 1),
        "to_date": date(2024, 8, 11),
    }
    return lambda case: case.appoint_stand_in(**{**call, "stamp": STAMP, "policy": DEFAULT_POLICY, **changes})


def ending(**changes):
    call = {"appointment_id": STAND_IN, "ended_on": date(2024, 7, 31), "stamp": STAMP}
    return lambda case: case.end_stand_in(**{**call, **changes})


def test_a_member_of_staff_is_made_responsible():
    scenario = given(Case, OPENED)
    scenario.when(assigning()).then(CaseAssigned, staff_id=BO, staff_name="Bo Exempel", from_date=TODAY)
    assert scenario.state.responsible == Assignment(BO, TODAY)


def test_an_assignment_needs_a_case_a_name_and_a_day_that_has_been():
    given(Case).when(assigning()).then_refused(NotFoundError, "Ärendet finns inte")
    opened = given(Case, OPENED)
    opened.when(assigning(staff_name="")).then_refused(InvalidValueError, "Namnet på ansvarig saknas")
    opened.when(assigning(staff_title=" ")).then_refused(InvalidValueError, "Befattningen saknas")
    opened.when(assigning(from_date=TODAY + DAY)).then_refused(InvalidValueError, "har varit")
    opened.when(assigning(from_date=None)).then_refused(InvalidValueError, "Ange från vilken dag")


def test_only_a_source_may_leave_the_first_day_unknown():
    given(Case, OPENED).when(assigning(from_date=None, source=source("Ärenden"))).then(CaseAssigned, from_date=None)


def test_a_closed_case_takes_an_assignment_from_its_last_day_and_none_after():
    given(Case, OPENED, CLOSED).when(assigning(from_date=CLOSED_ON)).then(CaseAssigned)
    late = assigning(from_date=CLOSED_ON + DAY)
    given(Case, OPENED, CLOSED).when(late).then_refused(NotAllowedError, "öppna ärendet igen")


def test_the_same_assignment_twice_is_refused_and_another_day_is_not():
    same = {"staff_id": ANNA, "from_date": STARTED_ON}
    given(Case, OPENED, ASSIGNED).when(assigning(**same)).then_refused(NotAllowedError, "redan ansvarig")
    given(Case, OPENED, ASSIGNED).when(assigning(staff_id=ANNA)).then(CaseAssigned)


def test_a_corrected_start_does_not_undo_a_later_hand_over():
    scenario = given(Case, OPENED, ASSIGNED, HANDED_OVER, ACCEPTED)
    scenario.when(assigning(staff_id=CECILIA, from_date=STARTED_ON)).then(CaseAssigned)
    assert scenario.state.responsible == Assignment(BO, HANDED_OVER_ON + DAY)


def test_of_two_assignments_from_one_day_the_last_recorded_holds():
    scenario = given(Case, OPENED, ASSIGNED)
    scenario.when(assigning(from_date=STARTED_ON)).then(CaseAssigned)
    assert scenario.state.responsible == Assignment(BO, STARTED_ON)


def test_a_case_handed_over_stays_with_the_giver_until_it_is_accepted():
    scenario = given(Case, OPENED, ASSIGNED)
    scenario.when(handing_over()).then(CaseHandedOver, to_staff_id=BO, on_date=HANDED_OVER_ON)
    assert scenario.state.responsible == Assignment(ANNA, STARTED_ON)
    assert scenario.state.pending_hand_overs == {HAND_OVER}
    scenario.when(accepting()).then(HandOverAccepted, accepted_on=HANDED_OVER_ON + DAY)
    assert scenario.state.responsible == Assignment(BO, HANDED_OVER_ON + DAY)
    assert not scenario.state.pending_hand_overs


@pytest.mark.parametrize("day", [STARTED_ON, TODAY])
def test_a_case_is_handed_over_from_the_givers_first_day_to_today(day):
    given(Case, OPENED, ASSIGNED).when(handing_over(on_date=day)).then(CaseHandedOver)


def test_a_hand_over_by_somebody_whose_first_day_is_not_known_may_be_of_any_day():
    undated = ASSIGNED.model_copy(update={"from_date": None})
    given(Case, OPENED, undated).when(handing_over(on_date=date(2000, 1, 1))).then(CaseHandedOver)


def test_a_hand_over_is_refused_in_the_order_of_its_contract():
    given(Case).when(handing_over()).then_refused(NotFoundError, "Ärendet finns inte")
    offered = given(Case, OPENED, ASSIGNED, HANDED_OVER, CLOSED)
    offered.when(handing_over()).then_refused(ConflictError, "Överlämningen finns redan")
    closed = given(Case, OPENED, CLOSED)
    closed.when(handing_over()).then_refused(NotAllowedError, "Öppna ärendet igen")
    given(Case, OPENED).when(handing_over()).then_refused(NotAllowedError, "Bara den som är ansvarig")
    assigned = given(Case, OPENED, ASSIGNED)
    assigned.when(handing_over(from_staff_id=CECILIA)).then_refused(NotAllowedError, "Bara den som är ansvarig")
    assigned.when(handing_over(to_staff_id=ANNA)).then_refused(InvalidValueError, "Välj en kollega")
    assigned.when(handing_over(to_staff_name="")).then_refused(InvalidValueError, "Namnet på mottagaren saknas")
    assigned.when(handing_over(to_staff_title="")).then_refused(InvalidValueError, "Befattningen saknas")
    assigned.when(handing_over(message=" ")).then_refused(InvalidValueError, "Meddelandet saknas")
    assigned.when(handing_over(on_date=TODAY + DAY)).then_refused(InvalidValueError, "har varit")
    assigned.when(handing_over(on_date=STARTED_ON - DAY)).then_refused(InvalidValueError, "före den dag ansvaret började")


@pytest.mark.parametrize("day", [HANDED_OVER_ON, TODAY])
def test_a_hand_over_is_accepted_from_its_day_to_today(day):
    given(Case, OPENED, ASSIGNED, HANDED_OVER).when(accepting(accepted_on=day)).then(HandOverAccepted)


def test_an_acceptance_is_refused_in_the_order_of_its_contract():
    given(Case).when(accepting()).then_refused(NotFoundError, "Ärendet finns inte")
    given(Case, OPENED, ASSIGNED).when(accepting()).then_refused(NotFoundError, "Överlämningen finns inte")
    taken = given(Case, OPENED, ASSIGNED, HANDED_OVER, ACCEPTED)
    taken.when(accepting()).then_refused(NotAllowedError, "ansvaret har redan flyttats")
    offered = given(Case, OPENED, ASSIGNED, HANDED_OVER)
    offered.when(accepting(accepted_by=CECILIA)).then_refused(NotAllowedError, "Bara den som ärendet lämnas över till")
    offered.when(accepting(accepted_on=TODAY + DAY)).then_refused(InvalidValueError, "har varit")
    offered.when(accepting(accepted_on=HANDED_OVER_ON - DAY)).then_refused(InvalidValueError, "före överlämningen")
    closed = given(Case, OPENED, ASSIGNED, HANDED_OVER, CLOSED)
    closed.when(accepting()).then_refused(NotAllowedError, "Öppna ärendet igen")


def test_an_offer_lapses_when_responsibility_moves_another_way():
    other = HANDED_OVER.model_copy(update={"hand_over_id": cast_id(70), "to_staff_id": CECILIA})
    two_offers = given(Case, OPENED, ASSIGNED, HANDED_OVER, other)
    two_offers.when(accepting()).then(HandOverAccepted)
    two_offers.when(accepting(hand_over_id=cast_id(70), accepted_by=CECILIA)).then_refused(NotAllowedError, "gäller inte längre")
    reassigned = given(Case, OPENED, ASSIGNED, HANDED_OVER)
    reassigned.when(assigning(staff_id=CECILIA)).then(CaseAssigned)
    reassigned.when(accepting()).then_refused(NotAllowedError, "gäller inte längre")


def test_a_stand_in_is_appointed_for_the_responsible():
    scenario = given(Case, OPENED, ASSIGNED)
    scenario.when(appointing()).then(StandInAppointed, stand_in_id=CECILIA, to_date=date(2024, 8, 11))
    assert scenario.state.stand_ins[STAND_IN].stand_in_id == CECILIA


def test_a_stand_in_may_be_appointed_for_one_day_or_without_end_and_ahead_of_time():
    assigned = given(Case, OPENED, ASSIGNED)
    assigned.when(appointing(to_date=date(2024, 7, 1))).then(StandInAppointed)
    ahead = appointing(appointment_id=cast_id(71), from_date=TODAY + 20 * DAY, to_date=None)
    assigned.when(ahead).then(StandInAppointed, to_date=None)


def test_a_stand_in_is_refused_in_the_order_of_the_contract():
    given(Case).when(appointing()).then_refused(NotFoundError, "Ärendet finns inte")
    given(Case, OPENED, ASSIGNED, STOOD_IN).when(appointing()).then_refused(ConflictError, "Ersättarskapet finns redan")
    given(Case, OPENED, ASSIGNED, CLOSED).when(appointing()).then_refused(NotAllowedError, "Öppna ärendet igen")
    given(Case, OPENED).when(appointing()).then_refused(NotAllowedError, "Ersättare utses för den som är ansvarig")
    assigned = given(Case, OPENED, ASSIGNED)
    assigned.when(appointing(from_date=STARTED_ON - DAY)).then_refused(NotAllowedError, "ansvarig 2024-03-03")
    assigned.when(appointing(absent_staff_id=BO, stand_in_id=BO)).then_refused(NotAllowedError, "ansvarig")
    assigned.when(appointing(stand_in_id=ANNA)).then_refused(InvalidValueError, "sin egen ersättare")
    assigned.when(appointing(stand_in_name="")).then_refused(InvalidValueError, "Namnet på ersättaren saknas")
    assigned.when(appointing(stand_in_title="")).then_refused(InvalidValueError, "Befattningen saknas")
    assigned.when(appointing(to_date=date(2024, 6, 30))).then_refused(InvalidValueError, "före ersättarens första dag")


@pytest.mark.parametrize("day", [date(2024, 7, 1), date(2024, 8, 11)])
def test_a_stand_in_ends_from_the_first_to_the_last_day_appointed(day):
    scenario = given(Case, OPENED, ASSIGNED, STOOD_IN)
    scenario.when(ending(ended_on=day)).then(StandInEnded, ended_on=day)
    assert scenario.state.stand_ins[STAND_IN].to_date == day


def test_ending_a_stand_in_needs_one_and_a_possible_day():
    given(Case).when(ending()).then_refused(NotFoundError, "Ärendet finns inte")
    given(Case, OPENED, ASSIGNED).when(ending()).then_refused(NotFoundError, "Ersättarskapet finns inte")
    appointed = given(Case, OPENED, ASSIGNED, STOOD_IN)
    appointed.when(ending(ended_on=date(2024, 6, 30))).then_refused(InvalidValueError, "före ersättarens första dag")
    appointed.when(ending(ended_on=date(2024, 8, 12))).then_refused(InvalidValueError, "slutar redan 2024-08-11")


def test_a_stand_in_without_end_can_be_ended_on_any_later_day():
    endless = STOOD_IN.model_copy(update={"to_date": None})
    given(Case, OPENED, ASSIGNED, endless).when(ending(ended_on=date(2026, 1, 1))).then(StandInEnded)


def test_imported_history_is_believed_about_an_assignment_after_its_closing():
    after = assigning(from_date=CLOSED_ON + DAY, stamp=IMPORT_STAMP, source=source("Ärenden"))
    given(Case, OPENED, CLOSED).when(after).then(CaseAssigned)
