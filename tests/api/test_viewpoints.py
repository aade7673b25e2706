"""A viewpoint through the service: who must be told, what the weekly meeting goes through, the effect, and what comes back."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from api.http.viewpoint_routes import ForInventory, MissingInventories, Themes
from api.writes.table import WRITES
from api.writes.write import example_id
from tests.api.conftest import access_records, new_board
from tests.api.writing import STAFF, accounts_of, clients, run_examples

CASE, UNIT = example_id("/cases", "case_id"), example_id("/units", "unit_id")
SAID, ANONYMOUS = example_id("/viewpoints", "viewpoint_id"), example_id("/viewpoints/anonymous", "viewpoint_id")
ONE = "/viewpoints/{viewpoint_id}"


class Office:
    """An empty board and its manager; what is written beside the examples is written later than all of them."""

    def __init__(self, board, chef):
        self.board, self.chef = board, chef
        self._written = datetime.fromisoformat("2026-06-01T12:00:00+02:00")

    def run(self, *paths):
        for write in WRITES:
            if write.path in paths:
                assert {answer.status_code for answer in run_examples(self.chef, write)} == {201}, write.path

    def post(self, path, body, status=201):
        self._written += timedelta(minutes=1)
        headers = {
            "Idempotency-Key": str(uuid4()), "Aktspar-Simulated-Time": self._written.isoformat(), "If-Match": "*",
            "Aktspar-Purpose": "case_work", "Aktspar-Purpose-Reason": "prov",
        }
        answer = self.chef.post(f"/api/v1{path}", json=body, headers=headers)
        assert answer.status_code == status, answer.text
        return answer.json()

    def rate(self, on, total):
        scores = {"instrument": "SRS", "phase": "ongoing", "respondent": "client", "subject": "client", "subscales": []}
        self.post(f"/cases/{CASE}/ratings", {"rated_on": on, "total": total, **scores})

    def get(self, path, model=None, status=200, **params):
        answer = self.chef.get(f"/api/v1{path}", params=params)
        assert answer.status_code == status, answer.text
        if model is not None:
            model.model_validate(answer.json())
        return answer.json()

    def viewpoint(self, **params):
        return next(each for each in self.get("/viewpoints", **params)["viewpoints"] if each["viewpoint"] == SAID)

    def duties(self, **params):
        found = self.get("/duties/outside-cases", valid_at="2026-03-31", days=366, **params)["duties"]
        return {each["kind"]: each for each in found if each["about"] == SAID}


@pytest.fixture
def office(runtime, tmp_path):
    board = new_board(runtime)
    with clients(runtime, accounts_of(tmp_path, board, [("chef", "chef", STAFF)]), "chef") as (chef,):
        here = Office(board, chef)
        here.run("/boards", "/staff", "/units", "/cases", "/staff/managers", "/viewpoints")
        yield here


def test_a_complaint_on_treatment_waits_for_a_manager_at_once_until_one_is_told(office):
    before = office.duties()
    assert before.keys() == {"tell_manager", "decide_adaptation", "give_feedback"}
    assert (before["tell_manager"]["at_once"], before["tell_manager"]["due_on"]) == (True, "2026-03-23")
    assert CASE in map(str, access_records(office.board)[-1].cases)
    size = office.board.ledger.size()
    office.run(ONE + "/manager-notices")
    assert "tell_manager" not in office.duties()
    assert office.duties(known_at=size) == before
    assert office.viewpoint()["manager_told"]["on"] == "2026-03-23"


def test_the_effect_is_computed_from_the_ratings_on_record_as_they_were_known(office):
    office.run(ONE + "/adaptation")
    office.rate("2026-03-23", "31.2")
    office.rate("2026-03-25", "30.0")
    since = office.viewpoint()
    assert since["effect"]["before"]["total"] == "31.2"
    assert (since["effect"]["after"], since["effect"]["why_none"]) == (None, "not_rated_since")
    size = office.board.ledger.size()
    office.rate("2026-04-08", "36.4")
    effect = office.viewpoint()["effect"]
    assert (effect["before"]["total"], effect["after"]["total"], effect["difference"]) == ("31.2", "36.4", "5.2")
    assert office.viewpoint(known_at=size) == since


def test_the_weekly_meeting_has_what_came_in_and_what_is_open_and_says_which_weeks_went_by(office):
    def meeting(**params):
        found = office.get("/viewpoints/for-inventory", ForInventory, unit=UNIT, valid_at="2026-04-14", **params)
        return [[each["viewpoint"] for each in found[name]] for name in ("new", "open")], found["last_inventory"]

    def missing(**params):
        since = {"unit": UNIT, "since": "2026-03-09", "valid_at": "2026-04-12", **params}
        found = office.get("/viewpoint-inventories/missing", MissingInventories, **since)
        return [each["week"] for each in found["missing"]]

    assert meeting() == ([[SAID, ANONYMOUS], []], None)
    assert CASE in map(str, access_records(office.board)[-1].cases)
    assert missing() == ["2026-W11", "2026-W12", "2026-W13", "2026-W14"]
    office.run("/viewpoint-inventories")
    lists, last = meeting()
    assert (lists, last["week"], last["viewpoint_ids"]) == ([[ANONYMOUS], [SAID]], "2026-W13", [SAID])
    assert missing() == ["2026-W11", "2026-W14"]
    assert missing(valid_at="2026-04-13") == ["2026-W11", "2026-W14", "2026-W15"]
    office.run("/viewpoint-inventories/{inventory_id}/withdrawal")
    lists, last = meeting()
    assert (lists, last["week"]) == ([[SAID, ANONYMOUS], []], "2026-W12")
    week = {"unit": UNIT, "week_from": "2026-03-30", "held_on": "2026-04-02", "leader_id": STAFF}
    office.post("/viewpoint-inventories", {**week, "viewpoint_ids": [str(uuid4())]}, status=404)
    office.post("/viewpoint-inventories", {**week, "viewpoint_ids": [SAID, ANONYMOUS]})
    office.post(f"/viewpoints/{SAID}/adaptation", {"adaptation": "Agenda.", "adapted_on": "2026-04-07"})
    assert meeting()[0] == [[], [SAID, ANONYMOUS]], "feedback is still open, and the manager not told"
    office.post(f"/viewpoints/{SAID}/feedback", {"given_on": "2026-04-07"})
    office.post(f"/viewpoints/{SAID}/manager-notices", {"manager_told_on": "2026-04-07", "manager_id": STAFF})
    office.post(f"/viewpoints/{ANONYMOUS}/ruling-out", {"ruled_out_on": "2026-04-07", "ruled_out_reason": "Hyresvärdens."})
    assert meeting()[0] == [[], []]
    office.get("/viewpoints/for-inventory", status=404, unit=str(uuid4()))
    office.get("/viewpoint-inventories/missing", status=404, unit=str(uuid4()))
    assert "efter den sista" in office.get(
        "/viewpoint-inventories/missing", status=422, unit=UNIT, since="2026-04-13", valid_at="2026-04-12"
    )["detail"]


def test_what_viewpoints_come_back_to_is_counted_per_unit_beside_the_year_before(office):
    office.run(ONE + "/adaptation")
    for day in ("2026-01-12", "2026-04-30", "2026-05-01", "2025-02-03"):
        office.post("/viewpoints", {
            "case_id": None, "unit": UNIT, "received_on": day, "kind": "viewpoint", "subject_category": "accessibility",
            "givers": [{"giver": "child", "gender": "girl"}], "description": "Svårt att hitta.",
        })
    found = office.get("/viewpoints/themes", Themes, period="2026-T1")
    [unit] = [each for each in found["units"] if each["unit_id"] == UNIT]
    assert (found["period"], found["year_before"]["period"], found["recurring_min"]) == ("2026-T1", "2025-T1", 3)
    assert (unit["viewpoints"], unit["givers"], unit["children"], unit["year_before"]["viewpoints"]) == (4, 4, 2, 1)
    assert unit["givers_by_gender"] == {"woman": 1, "man": 1, "girl": 2}
    assert unit["passed_on_by_commissioner"] == 1 and unit["from_commissioner"] == 0
    assert (unit["adapted"]["numerator"], unit["adapted"]["denominator"]) == (1, 4)
    about = {each["subject_category"]: each for each in unit["categories"]}
    assert {name: (each["viewpoints"], each["recurring"]) for name, each in about.items()} == {
        "accessibility": (3, True), "treatment_by_staff": (1, False)
    }
    assert about["accessibility"]["year_before"]["viewpoints"] == 1
    assert office.get("/viewpoints/themes", Themes, period="2026-T1", unit=UNIT)["units"] == [unit]
    earlier = office.get("/viewpoints/themes", Themes, period="2026-T1", known_at=office.board.ledger.size() - 1)
    assert earlier["units"][0]["year_before"]["viewpoints"] == 0
    office.get("/viewpoints/themes", status=404, period="2026", unit="Ingen enhet")
    office.get("/viewpoints/themes", status=422, period="2026-T3")


def test_a_referral_names_a_decision_of_the_viewpoints_own_case(office):
    told = {"told_to_appeal_on": "2026-03-24"}
    detail = office.post(f"/viewpoints/{SAID}/appeal-referrals", {**told, "decision_id": str(uuid4())}, status=404)["detail"]
    assert "Beslutet finns inte i synpunktens ärende" in detail
    office.post(f"/viewpoints/{SAID}/appeal-referrals", told)
    office.post(f"/viewpoints/{SAID}/adaptation", {"adaptation": "Ny tid.", "adapted_on": "2026-03-24"}, status=409)
    assert office.viewpoint()["adaptation_state"] == "referred"
