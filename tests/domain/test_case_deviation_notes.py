"""The record says that something occurred and was reported, and what was done for the individual, and no more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.case.case import Case
from domain.case.deviation_notes.events import DeviationNoted
from domain.errors import ConflictError, InvalidValueError, NotFoundError
from domain.policies import DEFAULT_POLICY, Policy
from projections.areas.deviation_notes import document
from tests.support.area_examples.deviation_notes import DEVIATION_NOTE, REPORT
from tests.support.examples import CLOSED_ON, EXAMPLES, SESSION_ON, STAMP, TODAY, cast_id
from tests.support.scenario import given, numbered

OPENED, CLOSED = EXAMPLES["case.opened.v1"], EXAMPLES["case.closed.v1"]
NOTED = EXAMPLES["case.deviation_noted.v1"]


def noting(**changes):
    call = {
        "entry_id": cast_id(30502), "deviation_on": SESSION_ON, "deviation_report_id": REPORT,
        "done_for_individual": "Ny tid samma vecka.", "stamp": STAMP, "today": TODAY, "policy": DEFAULT_POLICY,
    }
    return lambda case: case.note_deviation(**{**call, **changes})


@pytest.mark.parametrize("day", [SESSION_ON, TODAY])
def test_a_deviation_up_to_today_is_noted_with_where_its_report_is(day):
    given(Case, OPENED).when(noting(deviation_on=day)).then(DeviationNoted, deviation_on=day, deviation_report_id=REPORT)


def test_it_is_noted_in_a_closed_case_also_of_a_day_after_the_closing():
    given(Case, OPENED, CLOSED).when(noting(deviation_on=CLOSED_ON + timedelta(days=1))).then(DeviationNoted)


def test_more_that_was_done_is_noted_of_the_same_report():
    given(Case, OPENED, NOTED).when(noting()).then(DeviationNoted, deviation_report_id=REPORT)


@pytest.mark.parametrize(("changes", "message"), [
    ({"deviation_on": TODAY + timedelta(days=1), "done_for_individual": ""}, "Händelsens dag är 2024-12-03"),
    ({"done_for_individual": " "}, "Vad som gjordes för den enskilde saknas"),
    ({"done_for_individual": "xxxxxx", "policy": Policy(text_max_chars=5)}, "Högst 5 är tillåtna"),
    *(({"done_for_individual": f"Utreds: {words}."}, "hör inte till akten") for words in (
        "lex Sarah", "LEX-SARAH", "lex\n sarah-utredare", "lexSarah", "ett allvarligt missförhållande", "Missförhållanden",
    )),
])
def test_a_note_is_refused_with_what_is_wrong(changes, message):
    given(Case, OPENED).when(noting(**changes)).then_refused(InvalidValueError, message)


@pytest.mark.parametrize("text", ["Sarah ringde lexikonet.", "Vi beklagade, gav ny tid och ett kort förhållande till planen."])
def test_words_that_only_look_alike_are_let_through(text):
    given(Case, OPENED).when(noting(done_for_individual=text)).then(DeviationNoted, done_for_individual=text)


def test_an_unknown_case_comes_before_a_used_id_and_that_before_the_values():
    wrong = {"entry_id": DEVIATION_NOTE, "done_for_individual": ""}
    given(Case).when(noting(**wrong)).then_refused(NotFoundError, "Ärendet finns inte")
    given(Case, OPENED, NOTED).when(noting(**wrong)).then_refused(ConflictError, "finns redan")


def test_the_record_shows_what_was_noted_until_it_is_struck():
    case = Case.fold(numbered(OPENED, NOTED))
    (shown,) = document(case)["deviations_noted"]
    assert (shown["deviation_on"], shown["deviation_report_id"]) == ("2024-07-10", str(REPORT))
    for event in case.strike_entry(entry_id=DEVIATION_NOTE, reason="Fel ärende.", stamp=STAMP, policy=DEFAULT_POLICY):
        case.apply(event)
    assert document(case) == {"deviations_noted": []}


def test_the_entry_has_room_for_nothing_of_the_investigation_and_does_not_move_the_erasure_clock():
    own = DeviationNoted.model_fields.keys() - Case.fold(numbered(OPENED)).facts.__class__.model_fields.keys()
    assert own == {"entry_id", "deviation_on", "deviation_report_id", "done_for_individual"}
    assert not DeviationNoted.COUNTS_AS_NOTE
