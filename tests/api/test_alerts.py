"""`/api/v1/alerts`, a case's alerts, how they were answered, and `aktspar alerts`, on a running service."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from api.http import alert_routes
from api.writes.table import WRITES
from api.writes.write import example_id
from domain.ledger.port import Command
from tests.api.conftest import access_records, new_board
from tests.api.writing import STAFF, TIMES, accounts_of, clients, run_examples
from tests.support.examples import CASE as CAST_CASE
from tests.support.examples import EXAMPLES, cast_id

BO = example_id("/staff/managers", "staff_id")
CASE = example_id("/cases", "case_id")
UNIT = example_id("/units", "unit_id")
PEOPLE = [("chef", "chef", BO), ("anna", "behandlare", STAFF), ("bo", "behandlare", BO), ("inga", "internkontroll", None)]
BY_THE_MANAGER = ("/staff", "/units", "/offerings", "/cases")
BY_ANNA = ("/cases/{case_id}/sessions",)
RATING = {
    "rated_on": "2026-03-12", "instrument": "SRS", "phase": "ongoing", "respondent": "client", "subject": "client",
    "subscales": [], "total": "35.9",
}
CASE_FACTS = {
    "unit": UNIT, "gender": "woman", "birth_year": 1990, "client_name": None, "received_on": "2026-03-02",
    "started_on": "2026-03-02", "legal_basis": "service", "reason_codes": [],
}
TERMS = {
    "expected_ratings": [
        {"instrument": name, "rated_when": "each_session", "session_kinds": ["conversation"]} for name in ("SRS", "ORS")
    ],
    "instruments_from": "2026-03-01", "reason": "Enheten inför FIT.",
}
DAY = "2026-03-30"


class Place:
    """A board with one case, Anna's, and a client for each account."""

    def __init__(self, board, opened):
        self.board = board
        self.chef, self.anna, self.bo, self.inga = opened
        self._minutes = 0

    def post(self, client, path, body, status=201, record=f"cases/{CASE}"):
        """One more write in the case or another record, a minute after the last one."""
        self._minutes += 1
        time = f"2026-03-24T09:{self._minutes:02d}:00+01:00"
        headers = {"Idempotency-Key": str(uuid4()), "If-Match": "*", "Aktspar-Simulated-Time": time}
        answer = client.post(f"/api/v1/{record}/{path}", json=body, headers=headers)
        assert answer.status_code == status, answer.text
        return answer.json()


@pytest.fixture
def place(runtime, tmp_path):
    """A case of Anna's, with a session and no rating."""
    board = new_board(runtime)
    with clients(runtime, accounts_of(tmp_path, board, PEOPLE), *(name for name, *_ in PEOPLE)) as opened:
        here = Place(board, opened)
        for write in WRITES:
            if write.path in BY_THE_MANAGER:
                assert {answer.status_code for answer in run_examples(here.chef, write)} == {201}, write.path
        headers = {
            "Idempotency-Key": str(uuid4()), "If-Match": "*",
            "Aktspar-Simulated-Time": (TIMES["/cases"] + timedelta(seconds=1)).isoformat(),
        }
        assigned = {"staff_id": STAFF, "from_date": "2026-03-02"}
        assert here.chef.post(f"/api/v1/cases/{CASE}/assignments", json=assigned, headers=headers).status_code == 201
        for write in WRITES:
            if write.path in BY_ANNA:
                assert {answer.status_code for answer in run_examples(here.anna, write)} == {201}, write.path
        yield here


def get(client, path, expects=200, **params):
    answer = client.get(f"/api/v1/{path}", params={"valid_at": DAY, **params})
    assert answer.status_code == expects, answer.text
    return answer.json()


def rate(place, **changes):
    return place.post(place.anna, "ratings", {**RATING, **changes})["made"]["rating_id"]


def answer(place, rating, status=201, **changes):
    body = {
        "alert_kind": "alliance_low", "rating_id": rating, "answered_on": "2026-03-16", "alert_answer": "contact",
        "answer_details": "Ringde.", **changes,
    }
    return place.post(place.anna, "alert-answers", body, status)


def test_an_alert_stands_until_it_is_answered_and_then_says_who_when_what_and_how_soon(place):
    rating = rate(place)
    waiting = get(place.anna, "alerts")
    alert_routes.AlertList.model_validate(waiting)
    [alert] = waiting["alerts"]
    assert (alert["kind"], alert["raised_by"], alert["status"]) == ("alliance_low", rating, "open")
    assert (alert["raised_on"], alert["due_on"], alert["days_open"], alert["days_overdue"]) == (
        "2026-03-12", "2026-03-19", 18, 11,
    )
    before = waiting["known_at"]
    answer(place, rating)
    assert get(place.anna, "alerts")["alerts"] == []
    assert get(place.anna, "alerts", known_at=before)["alerts"] == [alert]
    [answered] = get(place.anna, "alerts", status="answered")["alerts"]
    assert (answered["status"], answered["days_to_answer"], answered["in_time"]) == ("answered", 4, True)
    assert (answered["answered"]["on"], answered["answered"]["how"], answered["answered"]["by"]) == (
        "2026-03-16", "contact", STAFF,
    )
    assert "redan besvarad" in answer(place, rating, 409)["detail"]


def test_a_correction_of_the_rating_takes_the_alert_away_and_keeps_its_answer_in_the_timeline(place):
    rating = rate(place)
    answer(place, rating)
    place.post(place.anna, f"ratings/{rating}/corrections", {**RATING, "total": "36.0", "reason": "Fel avläst."})
    assert get(place.anna, f"cases/{CASE}/alerts")["alerts"] == []
    items = get(place.anna, f"cases/{CASE}/timeline")["items"]
    assert [each["facts"]["alert_answer"] for each in items if each["type"] == "case.alert_answered"]


def test_a_cases_alerts_come_with_where_its_ratings_stand(place):
    rate(place)
    document = get(place.anna, f"cases/{CASE}/alerts")
    alert_routes.CaseAlerts.model_validate(document)
    assert [each["kind"] for each in document["alerts"]] == ["alliance_low"]
    [zone] = document["zones"]
    assert zone["zone"] == "red" and zone["meaning"]
    assert document["alerts"] == get(place.chef, "alerts")["alerts"]


def test_how_alerts_were_answered_is_told_by_unit_and_period_in_exact_numbers(place):
    for day, total in ((9, "35.0"), (10, "35.0"), (11, "35.0")):
        rate(place, rated_on=f"2026-03-{day:02}", total=total)
    ratings = [each["raised_by"] for each in get(place.anna, "alerts")["alerts"]]
    answer(place, ratings[0], answered_on="2026-03-16")
    answer(place, ratings[1], answered_on="2026-03-18")
    document = get(place.chef, "alerts/summary", period="2026-T1")
    alert_routes.AlertSummary.model_validate(document)
    times = document["all"]
    assert (times["raised"], times["answered"], times["overdue"], times["waiting"]) == (3, 2, 1, 0)
    assert times["in_time"] == {"numerator": 1, "denominator": 3, "percent": 33}
    assert times["days_to_answer"] == {"mean": {"value": 8, "exact": "7.5"}, "median": {"value": 8, "exact": "7.5"}}
    assert [each["unit_id"] for each in document["units"]] == [UNIT]
    assert get(place.chef, "alerts/summary", period="2026-04")["all"]["raised"] == 0
    assert get(place.chef, "alerts/summary", period="2026-T1", valid_at="2026-03-12")["all"]["waiting"] == 3


def test_pages_of_alerts_follow_each_other(place):
    for day in (9, 10, 11):
        rate(place, rated_on=f"2026-03-{day:02}", total="35.0")
    whole = get(place.chef, "alerts")["alerts"]
    found, path = [], f"/api/v1/alerts?limit=1&valid_at={DAY}"
    while path is not None:
        page = place.chef.get(path).json()
        found += page["alerts"]
        path = page["next"]
    assert found == whole and len(whole) == 3
    get(place.chef, "alerts", 404, after="ingen")


def test_a_list_is_narrowed_by_kind_unit_and_worker(place):
    rate(place, rated_on="2026-03-10", total="38.0")
    rate(place)
    kinds = [each["kind"] for each in get(place.chef, "alerts")["alerts"]]
    assert kinds == ["alliance_fall", "alliance_low"]
    assert [each["kind"] for each in get(place.chef, "alerts", kind="alliance_low")["alerts"]] == ["alliance_low"]
    assert len(get(place.chef, "alerts", unit=UNIT)["alerts"]) == len(get(place.inga, "alerts", staff=STAFF)["alerts"]) == 2
    assert get(place.chef, "alerts", staff=BO)["alerts"] == []


def test_a_worker_sees_their_own_alerts_and_nobody_elses_and_the_log_names_every_case_that_is_shown(place):
    rate(place)
    assert get(place.bo, "alerts")["alerts"] == []
    for params in ({"staff": STAFF}, {"unit": UNIT}):
        for path, more in (("alerts", {}), ("alerts/summary", {"period": "2026"})):
            assert "din egen lista" in get(place.bo, path, 403, **params, **more)["detail"]
    get(place.chef, "alerts")
    assert [str(case) for case in access_records(place.board)[-1].cases] == [CASE]
    get(place.bo, f"cases/{CASE}/alerts", 403)


def test_a_rating_that_an_offering_expects_is_missed_until_it_is_said_why(place):
    assert get(place.anna, "alerts")["alerts"] == []
    offering = example_id("/offerings", "offering_id")
    place.post(place.chef, "instruments", TERMS, record=f"offerings/{offering}")
    place.post(place.chef, "fact-corrections", {**CASE_FACTS, "offering": offering, "reason": "Insatsen är vald."})
    [alert] = get(place.anna, "alerts")["alerts"]
    assert (alert["kind"], alert["raised_by_kind"], alert["instruments"]) == ("rating_missing", "session", ["ORS", "SRS"])
    session = alert["raised_by"]
    place.post(place.anna, "alert-answers", {
        "alert_kind": "rating_missing", "session_id": session, "answered_on": alert["raised_on"],
        "alert_answer": "no_action", "answer_details": "Formuläret var slut.",
    })
    assert get(place.anna, "alerts")["alerts"] == []
    assert get(place.anna, "alerts", status="answered")["alerts"][0]["raised_by"] == session


def rated_low(board):
    """A low rating of the alliance in the first case."""
    rating = EXAMPLES["case.rating_recorded.v2"].model_copy(update={
        "originator_version": 5, "rating_id": cast_id(1330), "rated_on": date(2024, 9, 2), "instrument": "SRS", "subscales": (),
        "instrument_version": "1", "total": Decimal("31.4"), "missing_items": (), "source": None,
    })
    at_us = int(datetime(2024, 9, 9, 7, tzinfo=UTC).timestamp()) * 1_000_000
    board.ledger.append(Command(uuid4(), b"", [rating], [at_us]))


def test_the_command_lists_what_waits_and_ends_well_whether_something_does_or_not(aktspar, board):
    none = aktspar("alerts", "--json")
    assert (none.status, none.document["alerts"]) == (0, [])
    rated_low(board)
    ran = aktspar("alerts", "--unit", "KBT-teamet", "--json")
    assert ran.status == 0 and list(ran.document)[:2] == ["known_at", "simulated"]
    [alert] = ran.document["alerts"]
    assert (alert["kind"], alert["number"], alert["days_open"]) == ("alliance_low", "2024-0001", 7)
    assert aktspar("alerts", "--known-at", none.document["known_at"], "--json").document["alerts"] == []
    assert [str(case) for case in access_records(board)[-2].cases] == [str(CAST_CASE)]
    shown = aktspar("alerts", "--all").stdout
    assert "2024-0001" in shown and "låg allians" in shown and "1 väntar på svar" in shown and "SIMULERAD" in shown
    assert aktspar("alerts", "--unit", "Ungdomsmottagningen").status == 2
