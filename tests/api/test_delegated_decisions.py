"""`/api/v1/delegated-decisions`: what the next report to the board is to tell of, recorded, and then told of no more."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from api.http.delegated_routes import DelegatedDecisions
from api.writes.table import WRITES
from api.writes.write import example_id
from tests.api.conftest import access_records, new_board
from tests.api.writing import STAFF, accounts_of, clients, run_examples

CASE = example_id("/cases", "case_id")
PATH = "/api/v1/delegated-decisions"
PATHS = ("/boards", "/staff", "/units", "/cases", "/cases/{case_id}/decisions")
PEOPLE = [("chef", "chef", STAFF), ("anna", "behandlare", STAFF), ("inga", "internkontroll", None)]


class Office:
    """A board with one decision on delegation, and who reads of it."""

    def __init__(self, board, opened):
        self.board = board
        self.chef, self.anna, self.inga = opened

    def post(self, path, body, time="2026-04-30T10:00:00+02:00"):
        headers = {"Idempotency-Key": str(uuid4()), "If-Match": "*", "Aktspar-Simulated-Time": time}
        answer = self.chef.post(f"/api/v1{path}", json=body, headers=headers)
        assert answer.status_code == 201, answer.text
        return answer.json()["made"]

    def shown(self, client=None, **params):
        answer = (client or self.chef).get(PATH, params=params)
        assert answer.status_code == 200, answer.text
        DelegatedDecisions.model_validate(answer.json())
        return answer.json()

    def report(self, due, **changes):
        board = self.chef.get("/api/v1/boards").json()["boards"][0]["board"]
        body = {name: due[name] for name in ("first_day", "last_day", "through_size", "decision_count")}
        more = {"meeting_on": "2026-04-30", "minutes_paragraph": "§ 14", **changes}
        return self.post(f"/boards/{board}/delegated-decision-reports", {**body, **more})["report_id"]


@pytest.fixture
def office(runtime, tmp_path):
    board = new_board(runtime)
    with clients(runtime, accounts_of(tmp_path, board, PEOPLE), *(name for name, *_ in PEOPLE)) as opened:
        here = Office(board, opened)
        for write in WRITES:
            if write.path in PATHS:
                assert {answer.status_code for answer in run_examples(here.chef, write._replace(more={}))} == {201}, write.path
        yield here


def test_the_next_report_can_be_recorded_as_it_is_shown_and_tells_of_each_decision_once(office):
    due = office.shown(valid_at="2026-04-28")
    [decision] = due["decisions"]
    assert (decision["case_or_request"], decision["delegation"], decision["decided_on"]) == (CASE, "4.2.1", "2025-09-08")
    assert (due["first_day"], due["last_day"], due["decision_count"]) == ("2025-09-08", "2026-04-28", 1)
    assert "Anna" not in str(due) and due["reports"] == []
    report = office.report(due)
    after = office.shown(valid_at="2026-04-30")
    assert (after["decisions"], after["first_day"], [each["report"] for each in after["reports"]]) == (
        [], "2026-04-29", [report]
    )
    assert office.shown(report=report)["decisions"] == [decision]
    assert office.shown(valid_at="2026-04-28", known_at=due["known_at"]) == due


def test_a_decision_of_a_later_day_waits_for_a_later_report_and_one_that_is_struck_is_told_of_by_none(office):
    assert office.shown(valid_at="2025-09-07")["decisions"] == []
    [decision] = office.shown(valid_at="2025-09-08")["decisions"]
    office.post(f"/cases/{CASE}/strikings", {"entry_id": decision["entry"], "reason": "Fel ärende."})
    assert office.shown()["decisions"] == []


def test_internal_control_reads_it_a_worker_does_not_and_both_stand_in_the_access_log(office):
    assert office.shown(office.inga)["decision_count"] == 1
    assert (access_records(office.board)[-1].cases, access_records(office.board)[-1].outcome) == ((UUID(CASE),), "shown")
    assert access_records(office.board)[-1].action == "GET /api/v1/delegated-decisions"
    refused = office.anna.get(PATH)
    assert (refused.status_code, refused.json()["type"]) == (403, "urn:aktspar:problem:forbidden")
    assert access_records(office.board)[-1].outcome == "refused"


def test_an_unknown_report_is_not_found(office):
    answer = office.chef.get(PATH, params={"report": str(uuid4())})
    assert (answer.status_code, "reports" in answer.json()["detail"]) == (404, True)
