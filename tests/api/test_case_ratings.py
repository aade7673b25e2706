"""Ratings over HTTP: what is refused and what warns, and the curves of a case as known at any moment."""

import pytest

from api.writes.table import WRITES
from api.writes.write import example_id
from tests.api.conftest import access_records
from tests.api.test_http_writes import CASE, CASE_ADDRESS, Place, name_of
from tests.api.test_http_writes import place as place

ORS = {
    "rated_on": "2026-03-16", "instrument": "ors", "phase": "start", "respondent": "client", "subject": "client",
    "subscales": ["5.2", "4.8", "6.1", "5.0"], "mode": "tablet",
}
RATINGS = f"{CASE_ADDRESS}/ratings"


def curves(client, **query):
    answer = client.get(RATINGS, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_rating_on_the_tablet_gets_its_sum_and_its_reading_at_once(place: Place):
    assert place.post(place.anna, "/ratings", ORS).json()["warnings"] == []
    found = curves(place.anna)
    assert (found["case"], found["number"], found["version"]) == (CASE, "2026-0017", 2)
    [series] = found["series"]
    [point] = series["points"]
    assert (series["instrument"], series["instrument_version"], point["total"], point["mode"]) == ("ORS", "1", "21.1", "tablet")
    assert [each["cutoff"] for each in series["definition"]["cutoffs"]] == ["25"] and point["in_clinical_range"] is True


@pytest.mark.parametrize(
    ("change", "detail"),
    [
        ({"instrument": "Vår skala"}, "finns inte i katalogen"),
        ({"instrument_version": "7"}, "ORS finns inte i den versionen"),
        ({"subscales": ["5.2", "4.8", "6.1"]}, "3 delskalor är angivna. ORS har 4"),
        ({"subscales": ["10.1", "4.8", "6.1", "5.0"]}, "Delskala 1 är 10,1"),
        ({"subscales": ["5.2", None, "6.1", "5.0"]}, "Delskala 2 saknar svar"),
        ({"total": "21.2"}, "delskalornas summa är 21,1"),
        ({"rated_on": "1987-12-31"}, "före klientens födelse"),
        ({"rated_on": "2026-03-21"}, "i dag är det 2026-03-20"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(place: Place, change, detail):
    answer = place.post(place.anna, "/ratings", {**ORS, **change})
    assert name_of(answer) == (422, "invalid-value") and detail in answer.json()["detail"]
    assert curves(place.anna)["series"] == []


def test_a_form_for_another_age_warns_in_the_answer_and_beside_the_rating_and_the_retry_says_the_same(place: Place):
    headers = place.headers()
    children = {**ORS, "instrument": "CORS"}
    first = place.anna.post(RATINGS, json=children, headers=headers)
    assert first.status_code == 201
    [warned] = first.json()["warnings"]
    assert warned["warning"] == "wrong_age_form" and "CORS" in warned["message"]
    [corrects] = [write for write in WRITES if write.path.endswith("/fact-corrections")]
    facts = {**corrects.example, "birth_year": 2016}
    assert place.post(place.anna, "/fact-corrections", facts).status_code == 201
    again = place.anna.post(RATINGS, json=children, headers=headers)
    assert (again.status_code, again.content) == (200, first.content)
    assert curves(place.anna)["series"][0]["points"][0]["warnings"] == []
    then = curves(place.anna, known_at=first.json()["size"])
    assert then["series"][0]["points"][0]["warnings"] == first.json()["warnings"]


def test_a_correction_and_what_it_changed_are_seen_and_an_earlier_moment_is_as_it_was(place: Place):
    recorded = place.post(place.anna, "/ratings", ORS).json()
    right = {**ORS, "subscales": ["5.2", "4.8", "6.1", "5.5"], "total": None, "reason": "Fel avläst."}
    correction = place.post(place.anna, f"/ratings/{recorded['made']['rating_id']}/corrections", right)
    assert correction.status_code == 201
    [point] = curves(place.anna)["series"][0]["points"]
    assert point["total"] == "21.6" and [each["reason"] for each in point["corrections"]] == ["Fel avläst."]
    [earlier] = curves(place.anna, known_at=recorded["size"])["series"][0]["points"]
    assert (earlier["total"], earlier["corrections"]) == ("21.1", [])


def test_the_reading_stands_in_the_access_log_and_names_the_case(place: Place):
    curves(place.anna)
    *_, record = access_records(place.board)
    assert (record.action, [str(case) for case in record.cases], record.outcome) == (
        "GET /api/v1/cases/{case_id}/ratings", [CASE], "shown"
    )


def test_who_has_nothing_to_do_with_the_case_says_why_and_an_unknown_case_is_not_found(place: Place):
    assert name_of(place.bo.get(RATINGS)) == (403, "purpose-required")
    unknown = place.anna.get(RATINGS.replace(CASE, example_id("/units", "unit_id")))
    assert unknown.status_code in (403, 404)
