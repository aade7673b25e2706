"""The journal routine over HTTP: written by whom it is for, and read with names by the worker and the manager only."""

from __future__ import annotations

from uuid import uuid4

import pytest

from api.http.routine_routes import RoutineAnswers, RoutineWorkers
from api.writes.table import WRITES
from api.writes.write import example_id
from tests.api.conftest import access_records, new_board
from tests.api.writing import STAFF, accounts_of, clients, run_examples

BO = example_id("/staff/managers", "staff_id")
UNIT = example_id("/units", "unit_id")
AT = "/api/v1/journal-routines"
SET_UP = ("/staff", "/units", "/cases", "/cases/{case_id}/assignments")
STEPS = tuple(write.path for write in WRITES if write.path.startswith("/journal-routines"))
VERSION = {
    "routine_text": "Allt antecknas.", "effective_from": "2026-04-15", "decided_on": "2026-04-08", "decided_by": "nämnden",
}


class Office:
    """A board with a routine, its manager, two workers and somebody who does internal control."""

    def __init__(self, board, opened):
        self.board = board
        self.chef, self.anna, self.bo, self.inga = opened
        self._minutes = 0

    def run(self, *paths):
        for write in WRITES:
            if write.path in paths:
                answers = run_examples(self.chef, write)
                assert {answer.status_code for answer in answers} == {201}, [answer.text for answer in answers]

    def post(self, client, path, body, *, status=201, on="2026-05-04"):
        self._minutes += 1
        headers = {
            "Idempotency-Key": str(uuid4()), "If-Match": "*",
            "Aktspar-Simulated-Time": f"{on}T10:{self._minutes:02d}:00+02:00",
        }
        answer = client.post(AT + path, json=body, headers=headers)
        assert answer.status_code == status, answer.text
        return answer.json()

    def adopt(self, **changes):
        """A unit's routine from 15 April, with two questions."""
        questions = ["notes_up_to_date", "plan_in_force"]
        body = {**VERSION, "unit": UNIT, "standing_questions": questions, **changes}
        return self.post(self.chef, "", body, on="2026-04-10")["stream"]

    def staff(self, client, routine, **params):
        answer = client.get(f"{AT}/{routine}/staff", params=params)
        assert answer.status_code == 200, answer.text
        RoutineWorkers.model_validate_json(answer.content)
        return answer.json()


@pytest.fixture
def office(runtime, tmp_path):
    board = new_board(runtime)
    people = [("chef", "chef", STAFF), ("anna", "behandlare", STAFF), ("bo", "behandlare", BO), ("inga", "internkontroll", None)]
    with clients(runtime, accounts_of(tmp_path, board, people), *(name for name, *_ in people)) as opened:
        here = Office(board, opened)
        here.run(*SET_UP)
        yield here


def test_the_examples_decide_acknowledge_induct_strike_and_end(office):
    office.run(*STEPS)
    [routine] = office.inga.get(AT).json()["journal_routines"]
    assert [(each["routine_version"], each["acknowledged"]) for each in routine["versions"]] == [(1, 1), (2, 0)]
    assert routine["ended"]["last_day"] == "2027-12-31"


def test_a_worker_acknowledges_in_their_own_name_and_decides_nothing(office):
    routine = office.adopt()
    acknowledged = {"routine_version": 1, "acknowledged_on": "2026-05-04"}
    office.post(office.bo, f"/{routine}/acknowledgements", acknowledged)
    assert office.post(office.bo, f"/{routine}/acknowledgements", acknowledged, status=409)["detail"].startswith("Du har redan")
    office.post(office.anna, f"/{routine}/acknowledgements", {**acknowledged, "staff_id": BO}, status=422)
    for path, body in (
        ("", VERSION), (f"/{routine}/versions", {**VERSION, "change_summary": "Nytt."}),
        (f"/{routine}/planned-inductions", {"staff_id": BO, "employed_from": "2026-05-04"}),
        (f"/{routine}/ending", {"last_day": "2026-12-31", "reason": "Ersätts."}),
        (f"/{routine}/struck-entries", {"struck_entry_id": str(uuid4()), "reason": "Fel."}),
    ):
        assert office.post(office.bo, path, body, status=403)["detail"] == "Det här registreras av en chef."
    office.post(office.inga, f"/{routine}/acknowledgements", acknowledged, status=403)


def test_who_has_it_left_is_shown_to_themselves_and_the_manager_and_to_others_as_numbers(office):
    routine = office.adopt()
    office.post(office.anna, f"/{routine}/acknowledgements", {"routine_version": 1, "acknowledged_on": "2026-04-16"})
    office.post(office.chef, f"/{routine}/planned-inductions", {"staff_id": BO, "employed_from": "2026-05-04"})
    everybody = office.staff(office.chef, routine, valid_at="2026-05-18")
    assert [(each["name"], each["acknowledgement"], each["induction"]) for each in everybody["workers"]] == [
        ("Anna Exempel", "done", "not_asked"), ("Bo Exempel", "waiting", "waiting"),
    ]
    missing = office.staff(office.chef, routine, valid_at="2026-05-19", missing=True)["workers"]
    assert [(each["name"], each["acknowledgement"]) for each in missing] == [("Bo Exempel", "overdue")]
    assert [each["staff"] for each in office.staff(office.bo, routine, valid_at="2026-05-18")["workers"]] == [BO]
    before = len(access_records(office.board))
    numbers = office.staff(office.inga, routine, valid_at="2026-06-30")
    assert numbers["workers"] is None and "Bo Exempel" not in str(numbers)
    assert numbers["counts"] == {
        "staff": 2, "acknowledgement": {"done": 1, "overdue": 1}, "induction": {"not_asked": 1, "overdue": 1},
    }
    assert len(access_records(office.board)) == before + 1


def test_as_it_was_known_before_nobody_had_acknowledged(office):
    routine = office.adopt()
    size = office.board.ledger.size()
    office.post(office.anna, f"/{routine}/acknowledgements", {"routine_version": 1, "acknowledged_on": "2026-04-16"})
    told = office.staff(office.chef, routine, valid_at="2026-04-29", known_at=size)
    assert told["counts"]["acknowledgement"] == {"waiting": 2}
    assert office.staff(office.chef, routine, valid_at="2026-04-14")["routine_version"] is None


def test_a_unit_without_a_routine_of_its_own_has_the_boards(office):
    boards, units = office.adopt(unit=None), office.adopt()
    for routine in (boards, units):
        # Whoever belongs to no unit works in the whole board.
        assert office.staff(office.chef, routine, valid_at="2026-04-30")["counts"]["staff"] == 2
    refused = office.post(office.chef, "", {**VERSION, "unit": UNIT}, status=409)
    assert "Det finns redan en journalrutin" in refused["detail"]
    given = {"name": "Disa Exempel", "title": "Socionom", "unit": UNIT}
    headers = {"Idempotency-Key": str(uuid4()), "Aktspar-Simulated-Time": "2026-05-05T10:00:00+02:00"}
    assert office.chef.post("/api/v1/staff", json=given, headers=headers).status_code == 201
    counts = [office.staff(office.chef, each, valid_at="2026-04-30")["counts"]["staff"] for each in (boards, units)]
    assert counts == [2, 3]


def test_the_standing_questions_are_counted_as_the_case_reviews_answered_them(office):
    routine = office.adopt(effective_from="2026-03-16", decided_on="2026-03-02")
    at = f"{AT}/{routine}/answers"
    before = office.chef.get(at, params={"period": "2026"})
    RoutineAnswers.model_validate_json(before.content)
    assert before.json()["versions"] == []
    [write] = [each for each in WRITES if each.path == "/cases/{case_id}/reviews"]
    [answered] = run_examples(office.chef, write)
    assert answered.status_code == 201, answered.text
    [version] = office.inga.get(at, params={"period": "2026-T1"}).json()["versions"]
    said = {each["question"]: each["answer"] for each in write.example["standing_answers"]}
    for each in version["questions"]:
        assert each[said[each["question"]]] == version["reviews"] == 1
    assert {each["question"] for each in version["questions"]} == {"notes_up_to_date", "plan_in_force"}
    assert office.inga.get(at, params={"period": "2026-04"}).json()["versions"] == []
    struck = {"entry_id": answered.json()["made"]["entry_id"], "reason": "Fel ärende."}
    address = f"/api/v1/cases/{answered.json()['stream']}/strikings"
    headers = {"Idempotency-Key": str(uuid4()), "If-Match": "*", "Aktspar-Simulated-Time": "2026-05-21T10:00:00+02:00"}
    assert office.chef.post(address, json=struck, headers=headers).status_code == 201
    assert office.inga.get(at, params={"period": "2026-T1"}).json()["versions"] == []


@pytest.mark.parametrize("address", ["staff", "answers"])
def test_a_routine_that_is_not_there_is_not_found(office, address):
    params = {"period": "2026"} if address == "answers" else {}
    answer = office.chef.get(f"{AT}/{uuid4()}/{address}", params=params)
    assert answer.status_code == 404 and "Journalrutinen fanns inte" in answer.json()["detail"]
    assert office.chef.get(f"{AT}/{uuid4()}/answers", params={"period": "i år"}).status_code == 422
