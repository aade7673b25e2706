"""A board's instruments over HTTP: adopted, listed as they were known, withdrawn, and with the texts that it has the right to."""

from __future__ import annotations

import pytest

from api.http.instrument_routes import InstrumentsAnswer, OutcomesAnswer
from api.writes.table import WRITES
from api.writes.write import example_id
from tests.api.conftest import access_records, new_board
from tests.api.writing import STAFF, accounts_of, clients, headers_of, run_examples

PEOPLE = [("chef", "chef", STAFF), ("anna", "behandlare", STAFF), ("inga", "internkontroll", None)]


class Office:
    """An empty board, and who works there."""

    def __init__(self, board, opened):
        self.board = board
        self.chef, self.anna, self.inga = opened

    def run(self, *paths):
        for write in WRITES:
            if write.path in paths:
                answers = run_examples(self.chef, write)
                assert {answer.status_code for answer in answers} == {201}, (write.path, [each.text for each in answers])

    def instruments(self, **params):
        answer = self.inga.get("/api/v1/instruments", params=params)
        assert answer.status_code == 200, answer.text
        InstrumentsAnswer.model_validate(answer.json())
        return answer.json()


@pytest.fixture
def office(runtime, tmp_path):
    board = new_board(runtime)
    with clients(runtime, accounts_of(tmp_path, board, PEOPLE), *(name for name, *_ in PEOPLE)) as opened:
        here = Office(board, opened)
        here.before = here.instruments()
        here.run("/instruments", "/instrument-texts")
        yield here


def named(document):
    return {(each["name"], each["version"]): each for each in document["instruments"]}


def test_what_is_shipped_is_listed_with_its_scales_limits_and_sources(office):
    shipped = named(office.before)
    assert office.before["adopted"] == [] and all(each["shipped"] for each in shipped.values())
    ors = shipped["ORS", "1"]
    assert ors["items"][0]["scale"] == {"min": "0", "max": "10", "step": "0.1"}
    assert (ors["total"]["max"], ors["better"]) == ("40", "higher")
    assert ors["reliable_change"]["points"] == "5" and ors["age_forms"][1]["cutoff"] == "25" and ors["licence"]
    assert (shipped["ASI", "1"]["when_unstated"], shipped["ASI", "2"]["current"]) == (True, True)
    assert shipped["Skolnärvaro", "1"]["kind"] == "measured_elsewhere"


def test_a_units_own_scale_is_listed_once_it_is_adopted_and_never_before(office):
    after = office.instruments()
    own = named(after)["Trivselskalan", "1"]
    assert not own["shipped"] and [item["label"] for item in own["items"]] == ["träffen", "gruppen"]
    assert [each["name"] for each in after["adopted"]] == ["Trivselskalan"]
    assert named(office.instruments(known_at=office.before["known_at"])) == named(office.before)
    assert ("Trivselskalan", "1") not in named(office.instruments(valid_at="2026-03-15"))


def test_the_reading_stands_in_the_access_log(office):
    before = len(access_records(office.board))
    office.instruments()
    assert len(access_records(office.board)) == before + 1


def test_only_a_manager_adopts_an_instrument(office):
    [write] = [each for each in WRITES if each.path == "/instruments"]
    answer = office.anna.post("/api/v1/instruments", json=dict(write.example), headers=headers_of(write, "/instruments"))
    assert answer.status_code == 403


def test_a_definition_that_cannot_be_used_is_refused_with_the_reason(office):
    [write] = [each for each in WRITES if each.path == "/instruments"]
    headers = {**headers_of(write), "Idempotency-Key": example_id("/instruments", "another")}
    body = {**write.example, "definition": 'name = "X"'}
    answer = office.chef.post("/api/v1/instruments", json=body, headers=headers)
    assert answer.status_code == 422 and "version, area, meaning" in answer.json()["detail"]


def test_loaded_texts_are_shown_until_they_are_removed_and_the_scale_until_it_is_withdrawn(office):
    [texts] = office.inga.get("/api/v1/instrument-texts").json()["instrument_texts"]
    assert (texts["instrument"], texts["language"], texts["items"][1]["scale"]) == ("Trivselskalan", "sv", ["dålig", "bra"])
    office.run("/instrument-texts/{texts_id}/removal", "/instruments/{adoption_id}/withdrawal")
    [texts] = office.inga.get("/api/v1/instrument-texts").json()["instrument_texts"]
    assert (texts["removed"], texts["items"], texts["instruction"]) == (True, [], None)
    assert ("Trivselskalan", "1") in named(office.instruments(valid_at="2026-12-31"))
    after = office.instruments(valid_at="2027-01-01")
    assert ("Trivselskalan", "1") not in named(after) and after["adopted"][0]["unused_from"] == "2027-01-01"


def test_outcomes_are_answered_in_numbers_and_a_number_on_too_few_is_refused_with_why(office):
    answer = office.inga.get("/api/v1/instruments/outcomes", params={"instrument": "ors", "period": "2026"})
    assert answer.status_code == 200, answer.text
    found = answer.json()
    OutcomesAnswer.model_validate(found)
    assert (found["period"], found["from"], found["outcomes"]["instrument_version"]) == ("2026", "2026-01-01", "1")
    assert (found["outcomes"]["eligible"], found["outcomes"]["measured"]) == (0, 0)
    assert "minst 20 personer, och här är 0" in found["outcomes"]["effect_size"]["refused"]
    assert "minst 50 avslutade ärenden" in found["outcomes"]["adjusted_effect_size"]["refused"]


REFUSED = [
    ({"period": "2026-T3"}, "ingen tertialrapport 3"),
    ({"instrument": "PHQ-99"}, "Instrumentet finns inte i den versionen"),
    ({"version": "9"}, "Instrumentet finns inte i den versionen"),
    ({"instrument": "DUR"}, "DUR har ingen summa"),
    ({"reference_sd": "8"}, "ange både reference_sd och reference_source"),
    ({"reference_source": "Miller"}, "ange både reference_sd och reference_source"),
    ({"reference_sd": "8", "reference_source": " "}, "Spridningens källa saknas"),
    ({"reference_sd": "åtta", "reference_source": "Miller"}, "reference_sd är inget tal"),
    ({"reference_sd": "0", "reference_source": "Miller"}, "reference_sd är utanför det möjliga"),
    ({"reference_sd": "1001", "reference_source": "Miller"}, "reference_sd är utanför det möjliga"),
    ({"reference_sd": "NaN", "reference_source": "Miller"}, "reference_sd är utanför det möjliga"),
    ({"fitted_from": "i går"}, "Datum"),
]


def test_a_question_about_outcomes_is_refused_with_the_reason_and_both_ends_of_a_spread_are_taken(office):
    for asked, detail in REFUSED:
        answer = office.inga.get("/api/v1/instruments/outcomes", params={"instrument": "ORS", "period": "2026", **asked})
        assert answer.status_code == 422 and detail.casefold() in answer.json()["detail"].casefold(), answer.text
    for deviation in ("0,1", "1000"):
        asked = {"reference_sd": deviation, "reference_source": "Miller m.fl. 2003", "fitted_from": "2024-01-01"}
        answer = office.inga.get("/api/v1/instruments/outcomes", params={"instrument": "ORS", "period": "2026", **asked})
        assert answer.status_code == 200, answer.text
