"""Opening a case, its facts and circumstances, closing it and opening it again."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain.case.case import Case
from domain.case.events import (
    CaseClosed,
    CaseClosingCorrected,
    CaseFactsCorrected,
    CaseOpened,
    CaseReopened,
    CircumstancesCorrected,
    CircumstancesRecorded,
)
from domain.case.state import CaseStatus, OpenSpan
from domain.codes import CloseManner, Gender, Housing, LegalBasis, YesNoUnknown
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from tests.support.examples import CASE, CLOSED_ON, EXAMPLES, KBT_TEAM, RECEIVED_ON, STAMP, STARTED_ON, TODAY, UNIT, source
from tests.support.scenario import given

OPENED = EXAMPLES["case.opened.v1"]
CLOSED = EXAMPLES["case.closed.v1"]
REOPENED = EXAMPLES["case.reopened.v1"]
CIRCUMSTANCES = EXAMPLES["case.circumstances_recorded.v1"]
TOMORROW = TODAY + timedelta(days=1)
DAY = timedelta(days=1)

FACTS: dict[str, Any] = {
    "unit": KBT_TEAM,
    "gender": Gender.WOMAN,
    "birth_year": 1980,
    "client_name": "Klara Påhittad",
    "received_on": RECEIVED_ON,
    "started_on": STARTED_ON,
    "legal_basis": LegalBasis.ASSISTANCE,
    "reason_codes": ("spel", "oro"),
}
BY = {"stamp": STAMP, "today": TODAY, "policy": DEFAULT_POLICY}


def opening(**changes):
    return lambda case: case.open(**{"case_id": CASE, "number": "2024-0001", **FACTS, **BY, **changes})


def correcting_facts(**changes):
    return lambda case: case.correct_facts(**{**FACTS, "gender": Gender.OTHER, "reason": "Fel kön.", **BY, **changes})


def recording_circumstances(**changes):
    return lambda case: case.record_circumstances(**{"housing": Housing.TRIAL_FLAT, "stamp": STAMP, **changes})


def correcting_circumstances(**changes):
    known = {
        "information_meeting": True,
        "continued_after_motivation": None,
        "children_in_home": YesNoUnknown.NO,
        "housing": None,
        "reason": "Frågan besvarad.",
    }
    return lambda case: case.correct_circumstances(**{**known, "stamp": STAMP, "policy": DEFAULT_POLICY, **changes})


def closing(**changes):
    call = {"closed_on": CLOSED_ON, "manner": CloseManner.AS_PLANNED, "referred_onward": False}
    return lambda case: case.close(**{**call, "stamp": STAMP, "today": TODAY, **changes})


def correcting_closing(**changes):
    call = {"closed_on": CLOSED_ON, "manner": CloseManner.INTERRUPTED, "referred_onward": False, "reason": "Fel sätt."}
    return lambda case: case.correct_closing(**{**call, **BY, **changes})


def reopening(**changes):
    return lambda case: case.reopen(**{"reopened_on": CLOSED_ON, "reason": "Ny ansökan.", **BY, **changes})


def test_a_case_is_opened_with_its_facts():
    outcome = given(Case).when(opening(source=source("Ärenden")))
    event = outcome.then(CaseOpened, number="2024-0001", source=source("Ärenden"), **FACTS)
    assert (event.originator_id, event.actor_id, event.unit_id) == (CASE, STAMP.actor_id, STAMP.unit_id)


def test_a_case_can_be_opened_with_next_to_nothing_known():
    blank = {"birth_year": None, "client_name": None, "received_on": None, "started_on": None, "legal_basis": None}
    given(Case).when(opening(**blank, reason_codes=(), gender=Gender.UNKNOWN)).then(CaseOpened, **blank)


def test_a_case_is_opened_once():
    given(Case, OPENED).when(opening()).then_refused(ConflictError, "redan öppnat")


@pytest.mark.parametrize("number", ["", "  "])
def test_a_case_needs_a_number(number):
    given(Case).when(opening(number=number)).then_refused(InvalidValueError, "Ärendenumret saknas")


@pytest.mark.parametrize("year", [1904, 2024])
def test_both_ends_of_the_birth_years_are_possible(year):
    given(Case).when(opening(birth_year=year)).then(CaseOpened, birth_year=year)


@pytest.mark.parametrize("year", [1903, 2025])
def test_a_birth_year_beyond_either_end_is_refused(year):
    given(Case).when(opening(birth_year=year)).then_refused(InvalidValueError, "Ange ett år från 1904 till 2024")


@pytest.mark.parametrize("field", ["received_on", "started_on"])
def test_facts_may_be_of_today_and_not_of_tomorrow(field):
    given(Case).when(opening(**{field: TODAY})).then(CaseOpened)
    given(Case).when(opening(**{field: TOMORROW})).then_refused(InvalidValueError, "Ange ett datum som har varit")


def test_a_blank_name_or_reason_code_is_refused():
    given(Case).when(opening(client_name=" ")).then_refused(InvalidValueError, "Namnet saknas")
    given(Case).when(opening(reason_codes=("spel", ""))).then_refused(InvalidValueError, "Anledningen saknas")


def test_a_number_is_asked_for_before_the_facts_are_judged():
    given(Case).when(opening(number="", birth_year=1)).then_refused(InvalidValueError, "Ärendenumret")


def test_corrected_facts_replace_all_facts_but_the_number():
    scenario = given(Case, OPENED)
    scenario.when(correcting_facts(unit=UNIT)).then(CaseFactsCorrected, unit=UNIT, gender=Gender.OTHER, reason="Fel kön.")
    assert (scenario.state.number, scenario.state.unit) == ("2024-0001", UNIT)


def test_facts_of_a_closed_case_can_be_corrected():
    given(Case, OPENED, CLOSED).when(correcting_facts()).then(CaseFactsCorrected)


def test_a_correction_of_facts_needs_a_case_a_reason_and_a_change():
    given(Case).when(correcting_facts()).then_refused(NotFoundError, "Ärendet finns inte")
    given(Case, OPENED).when(correcting_facts(reason=" ")).then_refused(InvalidValueError, "Orsaken till rättelsen saknas")
    given(Case, OPENED).when(correcting_facts(gender=Gender.WOMAN)).then_refused(InvalidValueError, "ändrar ingenting")


def test_corrected_facts_are_held_to_the_same_bounds_as_new_ones():
    given(Case, OPENED).when(correcting_facts(birth_year=1875)).then_refused(InvalidValueError, "Födelseår 1875")
    given(Case, OPENED).when(correcting_facts(started_on=TOMORROW)).then_refused(InvalidValueError, "Startdatum")


def test_a_closed_case_cannot_get_a_start_after_its_closing():
    given(Case, OPENED, CLOSED).when(correcting_facts(started_on=CLOSED_ON)).then(CaseFactsCorrected)
    late = correcting_facts(started_on=CLOSED_ON + DAY)
    given(Case, OPENED, CLOSED).when(late).then_refused(InvalidValueError, f"före startdatum {CLOSED_ON + DAY}")


def test_circumstances_are_recorded_once_and_at_least_one_is_known():
    given(Case, OPENED).when(recording_circumstances()).then(CircumstancesRecorded, housing=Housing.TRIAL_FLAT)
    given(Case).when(recording_circumstances()).then_refused(NotFoundError, "Ärendet finns inte")
    given(Case, OPENED, CIRCUMSTANCES).when(recording_circumstances()).then_refused(ConflictError, "Rätta dem")
    given(Case, OPENED).when(recording_circumstances(housing=None)).then_refused(InvalidValueError, "Ange minst en")


@pytest.mark.parametrize(
    "known",
    [{"information_meeting": False}, {"continued_after_motivation": False}, {"children_in_home": YesNoUnknown.UNKNOWN}],
)
def test_a_no_or_an_unknown_is_an_answer(known):
    given(Case, OPENED).when(recording_circumstances(housing=None, **known)).then(CircumstancesRecorded, **known)


def test_circumstances_are_corrected_whole():
    scenario = given(Case, OPENED, CIRCUMSTANCES)
    scenario.when(correcting_circumstances()).then(CircumstancesCorrected, housing=None, children_in_home=YesNoUnknown.NO)
    assert scenario.state.circumstances.housing is None


def test_a_correction_of_circumstances_needs_some_a_reason_and_a_change():
    given(Case).when(correcting_circumstances()).then_refused(NotFoundError, "Ärendet finns inte")
    given(Case, OPENED).when(correcting_circumstances()).then_refused(NotAllowedError, "Registrera dem först")
    twice = given(Case, OPENED, CIRCUMSTANCES)
    twice.when(correcting_circumstances(reason="")).then_refused(InvalidValueError, "Orsaken till rättelsen saknas")
    twice.when(correcting_circumstances()).then(CircumstancesCorrected)
    twice.when(correcting_circumstances()).then_refused(InvalidValueError, "ändrar ingenting")


def test_a_case_is_closed():
    scenario = given(Case, OPENED)
    assert scenario.state.status is CaseStatus.OPEN
    scenario.when(closing()).then(CaseClosed, closed_on=CLOSED_ON, manner=CloseManner.AS_PLANNED, referred_onward=False)
    assert (scenario.state.status, scenario.state.closed_on) == (CaseStatus.CLOSED, CLOSED_ON)


@pytest.mark.parametrize("day", [STARTED_ON, TODAY])
def test_a_case_may_close_on_its_first_day_and_today(day):
    given(Case, OPENED).when(closing(closed_on=day)).then(CaseClosed)


def test_a_case_closes_neither_before_its_start_nor_ahead_of_today():
    early = closing(closed_on=STARTED_ON - DAY)
    given(Case, OPENED).when(early).then_refused(InvalidValueError, "Avslutsdatum är 2024-03-03, före startdatum 2024-03-04")
    given(Case, OPENED).when(closing(closed_on=TOMORROW)).then_refused(InvalidValueError, "har varit")


def test_a_case_without_a_start_does_not_close_before_it_was_received():
    received = OPENED.model_copy(update={"started_on": None})
    given(Case, received).when(closing(closed_on=RECEIVED_ON)).then(CaseClosed)
    early = closing(closed_on=RECEIVED_ON - DAY)
    given(Case, received).when(early).then_refused(InvalidValueError, "före den dag ärendet öppnades 2024-02-26")


def test_a_case_of_which_no_day_is_known_can_close_on_any_day():
    undated = OPENED.model_copy(update={"started_on": None, "received_on": None})
    given(Case, undated).when(closing(closed_on=date(1990, 1, 1))).then(CaseClosed)


def test_closing_needs_a_case_that_is_open():
    given(Case).when(closing()).then_refused(NotFoundError, "Ärendet finns inte")
    given(Case, OPENED, CLOSED).when(closing()).then_refused(NotAllowedError, "avslutades redan 2024-11-29")


def test_a_reopened_case_does_not_close_before_it_was_reopened():
    again = given(Case, OPENED, CLOSED, REOPENED)
    again.when(closing(closed_on=CLOSED_ON)).then_refused(InvalidValueError, "öppnades 2024-12-01")
    again.when(closing(closed_on=date(2024, 12, 1))).then(CaseClosed)
    assert again.state.open_spans == [OpenSpan(RECEIVED_ON, CLOSED_ON), OpenSpan(date(2024, 12, 1), date(2024, 12, 1))]


def test_a_closing_is_corrected_whole():
    scenario = given(Case, OPENED, CLOSED)
    earlier = CLOSED_ON - DAY
    scenario.when(correcting_closing(closed_on=earlier)).then(CaseClosingCorrected, manner=CloseManner.INTERRUPTED)
    assert (scenario.state.closed_on, scenario.state.open_spans[-1].last) == (earlier, earlier)


def test_a_correction_of_a_closing_needs_a_closing_a_reason_possible_days_and_a_change():
    given(Case).when(correcting_closing()).then_refused(NotFoundError, "Ärendet finns inte")
    given(Case, OPENED).when(correcting_closing()).then_refused(NotAllowedError, "inte avslutat")
    closed = given(Case, OPENED, CLOSED)
    closed.when(correcting_closing(reason="")).then_refused(InvalidValueError, "Orsaken till rättelsen saknas")
    closed.when(correcting_closing(closed_on=TOMORROW)).then_refused(InvalidValueError, "har varit")
    closed.when(correcting_closing(closed_on=STARTED_ON - DAY)).then_refused(InvalidValueError, "före startdatum")
    same = correcting_closing(manner=CloseManner.AS_PLANNED)
    closed.when(same).then_refused(InvalidValueError, "ändrar ingenting")


@pytest.mark.parametrize("day", [CLOSED_ON, TODAY])
def test_a_closed_case_is_opened_again_from_its_closing_to_today(day):
    scenario = given(Case, OPENED, CLOSED)
    scenario.when(reopening(reopened_on=day)).then(CaseReopened, reopened_on=day, reason="Ny ansökan.")
    assert (scenario.state.status, scenario.state.closed_on) == (CaseStatus.OPEN, None)


def test_reopening_needs_a_closed_case_a_reason_and_a_possible_day():
    given(Case).when(reopening()).then_refused(NotFoundError, "Ärendet finns inte")
    given(Case, OPENED).when(reopening()).then_refused(NotAllowedError, "redan öppet")
    closed = given(Case, OPENED, CLOSED)
    closed.when(reopening(reason=" ")).then_refused(InvalidValueError, "Orsaken till att ärendet öppnas igen saknas")
    closed.when(reopening(reopened_on=CLOSED_ON - DAY)).then_refused(InvalidValueError, "före avslutsdatum")
    closed.when(reopening(reopened_on=TOMORROW)).then_refused(InvalidValueError, "har varit")
