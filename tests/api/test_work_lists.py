"""`/api/v1/duties`, `/caseload`, and a case's journal and sessions, on a running service."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from api.http import documents
from api.writes.table import WRITES
from api.writes.write import example_id
from tests.api.conftest import access_records, new_board
from tests.api.writing import STAFF, TIMES, accounts_of, clients, run_examples

BO = example_id("/staff/managers", "staff_id")
CASE = example_id("/cases", "case_id")
BY_THE_MANAGER = ("/staff", "/units", "/cases")
BY_ANNA = ("/cases/{case_id}/sessions", "/cases/{case_id}/notes")
PEOPLE = [("chef", "chef", BO), ("anna", "behandlare", STAFF), ("utan", "behandlare", None), ("inga", "internkontroll", None)]
DAY = "2026-05-01"


class Place:
    """A board with one case, Anna's, and a client for each account."""

    def __init__(self, board, opened):
        self.board = board
        self.chef, self.anna, self.utan, self.inga = opened

    def post(self, client, path, body, time):
        """One more write in the case."""
        headers = {"Idempotency-Key": str(uuid4()), "If-Match": "*", "Aktspar-Simulated-Time": time}
        answer = client.post(f"/api/v1/cases/{CASE}/{path}", json=body, headers=headers)
        assert answer.status_code == 201, answer.text


def run(client, paths):
    """The examples of some writes, in the order of the table."""
    for write in WRITES:
        if write.path in paths:
            assert {answer.status_code for answer in run_examples(client, write)} == {201}, write.path


@pytest.fixture
def place(runtime, tmp_path):
    """A case with a session and a note that nobody has signed."""
    board = new_board(runtime)
    with clients(runtime, accounts_of(tmp_path, board, PEOPLE), *(name for name, *_ in PEOPLE)) as opened:
        here = Place(board, opened)
        run(here.chef, BY_THE_MANAGER)
        assigned = {"staff_id": STAFF, "from_date": "2026-03-02"}
        here.post(here.chef, "assignments", assigned, (TIMES["/cases"] + timedelta(seconds=1)).isoformat())
        run(here.anna, BY_ANNA)
        yield here


def get(client, path, **params):
    answer = client.get(f"/api/v1/{path}", params={"valid_at": DAY, **params})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_worker_sees_what_is_to_be_done_in_their_cases_and_a_manager_what_is_to_be_done_in_all(place):
    of_anna, of_all = get(place.anna, "duties"), get(place.chef, "duties")
    documents.DutyList.model_validate(of_anna)
    assert (of_anna["day"], of_anna["staff"], of_all["staff"]) == (DAY, STAFF, None)
    kinds = {each["kind"] for each in of_anna["duties"]}
    assert "sign_note" in kinds and kinds <= {each["kind"] for each in of_all["duties"]}
    assert {each["case"] for each in of_anna["duties"]} == {CASE}
    overdue = [each["days_overdue"] for each in of_anna["duties"]]
    assert overdue == sorted(overdue, reverse=True)


def test_a_list_is_narrowed_by_kind_role_unit_and_length(place):
    unsigned = get(place.anna, "duties", kind="sign_note")["duties"]
    assert {each["what"] for each in unsigned} == {"signera anteckningen"}
    managers = get(place.chef, "duties", role="manager", days=60, unit=example_id("/units", "unit_id"))["duties"]
    assert {each["role"] for each in managers} == {"manager"}
    assert get(place.chef, "duties", unit=example_id("/units", "unit_id"), kind="sign_note")["duties"] == unsigned
    due = unsigned[0]["due_on"]
    assert get(place.anna, "duties", kind="sign_note", valid_at=due)["duties"][0]["days_overdue"] == 0


def test_pages_of_a_list_follow_each_other_and_stay_at_the_size_and_the_day_of_the_first(place):
    whole = get(place.chef, "duties", days=60)["duties"]
    assert len(whole) > 2
    found, path = [], f"/api/v1/duties?days=60&limit=1&valid_at={DAY}"
    while path is not None:
        page = place.chef.get(path).json()
        found += page["duties"]
        path = page["next"]
    assert found == whole
    assert place.chef.get("/api/v1/duties", params={"after": "2026-01-01.1.x.y"}).status_code == 404


def test_a_caseload_says_whose_case_it_is_and_how_much_waits(place):
    document = get(place.anna, "caseload")
    documents.Caseload.model_validate(document)
    [case] = document["cases"]
    assert (case["case"], case["relation"]) == (CASE, "responsible")
    assert case["overdue"] <= case["duties"] and case["next_due_on"] is not None
    assert get(place.chef, "caseload", staff=STAFF)["cases"] == document["cases"]
    assert get(place.chef, "caseload")["cases"][0]["relation"] is None


def test_a_journal_and_the_sessions_are_parts_of_the_timeline_with_what_they_wait_for(place):
    journal, sessions = get(place.anna, f"cases/{CASE}/journal"), get(place.anna, f"cases/{CASE}/sessions")
    documents.CaseJournal.model_validate(journal)
    documents.CaseSessions.model_validate(sessions)
    assert {each["type"] for each in journal["items"]} == {"case.note_recorded"}
    assert {each["type"] for each in sessions["items"]} == {"case.session_held"}
    assert [each["about"] for each in journal["unsigned"]] == [each["entry"] for each in journal["items"]]
    timeline = get(place.anna, f"cases/{CASE}/timeline")["items"]
    assert all(each in timeline for each in (*journal["items"], *sessions["items"]))


def test_the_same_list_at_the_same_size_is_the_same_whatever_has_been_recorded_since(place):
    before = place.anna.get("/api/v1/duties", params={"valid_at": DAY})
    size = before.json()["known_at"]
    for hour, each in enumerate(get(place.anna, "duties", kind="sign_note")["duties"]):
        place.post(place.anna, f"notes/{each['about']}/signatures", {}, f"2026-04-30T{hour:02d}:00:00Z")
    assert place.anna.get("/api/v1/duties", params={"valid_at": DAY, "known_at": size}).content == before.content
    assert "sign_note" not in {each["kind"] for each in get(place.anna, "duties")["duties"]}


def test_somebody_elses_list_is_for_managers_and_internal_control_and_the_attempt_is_logged(place):
    for client, params in ((place.anna, {"staff": BO}), (place.anna, {"unit": "Resursenheten"}), (place.utan, {})):
        for path in ("duties", "caseload"):
            answer = client.get(f"/api/v1/{path}", params=params)
            assert (answer.status_code, answer.json()["type"]) == (403, "urn:aktspar:problem:forbidden")
            assert access_records(place.board)[-1].outcome == "refused"
    assert get(place.inga, "duties", staff=STAFF)["duties"] == get(place.anna, "duties")["duties"]


def test_the_cases_of_a_list_stand_in_the_access_log(place):
    get(place.anna, "caseload")
    record = access_records(place.board)[-1]
    assert (record.cases, record.outcome, record.action) == ((UUID(CASE),), "shown", "GET /api/v1/caseload")


@pytest.mark.parametrize("params", [{"days": -1}, {"days": 367}, {"kind": "nothing"}, {"role": "x"}, {"staff": "x"}, {"from": 1}])
def test_a_list_that_is_asked_for_wrongly_is_refused(place, params):
    assert place.chef.get("/api/v1/duties", params=params).status_code == 422
