"""What has to be done outside the cases, and what the register of field work says of it."""

from __future__ import annotations

import pytest

from api.http.outside_routes import OutsideDuties
from api.writes.table import WRITES
from api.writes.write import example_id
from tests.api.conftest import access_records, new_board
from tests.api.writing import STAFF, accounts_of, clients, run_examples

OUTREACH, CONCERN = example_id("/outreach", "outreach_id"), example_id("/concerns", "concern_id")


class Office:
    """An empty board and its manager."""

    def __init__(self, board, chef):
        self.board = board
        self.chef = chef

    def run(self, *paths):
        for write in WRITES:
            if write.path in paths:
                assert {answer.status_code for answer in run_examples(self.chef, write)} == {201}, write.path

    def duties(self, **params):
        answer = self.chef.get("/api/v1/duties/outside-cases", params={"valid_at": "2026-05-01", **params})
        assert answer.status_code == 200, answer.text
        OutsideDuties.model_validate(answer.json())
        return answer.json()["duties"]

    def kinds(self, about):
        return {each["kind"] for each in self.duties(days=366) if each["about"] == about}


@pytest.fixture
def office(runtime, tmp_path):
    board = new_board(runtime)
    with clients(runtime, accounts_of(tmp_path, board, [("chef", "chef", STAFF)]), "chef") as (chef,):
        here = Office(board, chef)
        here.run("/boards", "/staff", "/units", "/cases", "/staff/managers")
        yield here


def test_a_count_shows_what_was_said_of_it_and_when_to_ask_again(office):
    office.run("/outreach")
    [counted] = office.chef.get("/api/v1/outreach").json()["outreach"]
    assert (counted["linked_to"], counted["confirmed_on"], counted["confirm_by"]) == (None, None, "2026-03-15")
    assert [each["due_on"] for each in office.duties() if each["about"] == OUTREACH] == ["2026-03-15"]
    office.run("/outreach/{outreach_id}/descriptions", "/outreach/{outreach_id}/confirmations")
    [told] = office.chef.get("/api/v1/outreach").json()["outreach"]
    assert (told["outreach_place"], told["linked_to"]) == ("town_centre", "leisure")
    assert (told["confirmed_on"], told["still_in_contact"], told["confirm_by"]) == ("2026-03-16", "yes", None)
    assert office.duties() == []


def test_a_concern_about_a_child_stands_there_until_its_times_are_met(office):
    office.run("/concerns")
    found = {each["kind"]: each for each in office.duties(days=366) if each["about"] == CONCERN}
    assert found.keys() == {"protection", "preliminary_assessment"} and found["protection"]["at_once"]
    office.run("/concerns/{concern_id}/protection-assessments")
    assert office.kinds(CONCERN) == {"preliminary_assessment"}
    assert office.duties(known_at=office.board.ledger.size() - 1, days=366) == list(found.values())


def test_a_list_is_narrowed_by_length_and_unit_and_stands_in_the_access_log(office):
    office.run("/outreach")
    assert office.duties(valid_at="2026-03-14") == []
    assert [each["days_overdue"] for each in office.duties(valid_at="2026-03-14", days=1)] == [0]
    assert [each["days_overdue"] for each in office.duties(valid_at="2026-03-16")] == [1]
    assert len(office.duties(unit=example_id("/units", "unit_id"))) == 1
    assert office.duties(unit=STAFF) == []
    assert access_records(office.board)[-1].action == "GET /api/v1/duties/outside-cases"
