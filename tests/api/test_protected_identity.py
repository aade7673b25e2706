"""A protected person's name and whereabouts are masked in every answer, at every moment, but for those who work with them."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from api.writes.table import WRITES
from api.writes.write import example_id
from projections.protection import MASK
from tests.api.conftest import new_board
from tests.api.writing import STAFF, TIMES, accounts_of, clients, run_examples

BO = example_id("/staff/managers", "staff_id")
CASE = example_id("/cases", "case_id")
PEOPLE = [("chef", "chef", BO), ("anna", "behandlare", STAFF), ("inga", "internkontroll", None), ("utan", "behandlare", None)]
ADDRESS = "Hemligvägen 4, Hemligstad"
VIEWED = ("", "/timeline", "/journal", "/record")


class Place:
    """A case of Anna's with a name, an address and a note, before and after its data are protected."""

    def __init__(self, opened):
        self.chef, self.anna, self.inga, self.utan = opened
        self._seconds = 0

    def post(self, path, body):
        self._seconds += 1
        time = (TIMES["/cases"] + timedelta(seconds=self._seconds)).isoformat()
        headers = {"Idempotency-Key": str(uuid4()), "If-Match": "*", "Aktspar-Simulated-Time": time}
        answer = self.chef.post(f"/api/v1/cases/{CASE}/{path}", json=body, headers=headers)
        assert answer.status_code == 201, answer.text
        return answer.json()["size"]

    def protect(self, level):
        return self.post("protections", {
            "protection_level": level, "protected_from": "2026-03-01", "protected_person": "client",
            "protection_source": "tax_agency",
        })


@pytest.fixture
def place(runtime, tmp_path):
    board = new_board(runtime)
    with clients(runtime, accounts_of(tmp_path, board, PEOPLE), *(name for name, *_ in PEOPLE)) as opened:
        for write in WRITES:
            if write.path in ("/staff", "/units", "/cases"):
                assert {answer.status_code for answer in run_examples(opened[0], write)} == {201}
        here = Place(opened)
        here.post("assignments", {"staff_id": STAFF, "from_date": "2026-03-02"})
        here.post("notes", {
            "occurred": {"on": "2026-03-16"}, "entry_type": "contact", "texts": {"fact": f"Träff på {ADDRESS}."}
        })
        yield here


def test_only_those_who_work_with_a_protected_person_are_shown_who_and_where(place):
    place.post("contact-details", {"from_date": "2026-03-02", "home_address": ADDRESS})
    before = {path: place.inga.get(f"/api/v1/cases/{CASE}{path}").text for path in VIEWED}
    assert "Klara Påhittad" in before[""] and ADDRESS in before["/record"]
    place.protect("protected_registration")
    for path in VIEWED:
        masked = place.inga.get(f"/api/v1/cases/{CASE}{path}").text
        assert "Klara" not in masked and ADDRESS not in masked and MASK in masked, path
        assert "Klara" in (shown := place.anna.get(f"/api/v1/cases/{CASE}{path}").text) or ADDRESS in shown, path


def test_what_was_known_before_the_protection_is_masked_too_and_the_answer_says_so(place):
    size = place.post("contact-details", {"from_date": "2026-03-02", "home_address": ADDRESS})
    place.protect("protected_registration")
    timeline = place.inga.get(f"/api/v1/cases/{CASE}/timeline", params={"known_at": size})
    assert ADDRESS not in timeline.text and "Klara" not in timeline.text
    assert timeline.json()["protected"] == "protected_registration"
    assert {each["why"] for each in timeline.json()["withheld_since"]} == {"protected"}


def test_whoever_takes_no_part_and_says_why_they_read_is_let_in_and_sees_no_more_than_others(place):
    why = {"Aktspar-Purpose": "case_work", "Aktspar-Purpose-Reason": "T%C3%A4cker"}
    path = f"/api/v1/cases/{CASE}"
    assert "Klara" in place.utan.get(path, headers=why).text
    place.protect("protected_registration")
    masked = place.utan.get(path, headers=why)
    assert (masked.status_code, "Klara" in masked.text, MASK in masked.text) == (200, False, True)


def test_no_list_holds_the_name_of_a_protected_person_whoever_asks(place):
    place.protect("confidentiality_flag")
    for client in (place.inga, place.chef, place.anna):
        [case] = client.get("/api/v1/cases").json()["cases"]
        assert (case["case"], case["client"]) == (CASE, MASK)


def test_a_warning_flag_leaves_the_notes_and_a_lifted_one_leaves_everything(place):
    place.protect("confidentiality_flag")
    journal = f"/api/v1/cases/{CASE}/journal"
    assert ADDRESS in place.inga.get(journal).text
    [entry] = [
        each["entry"] for each in place.anna.get(f"/api/v1/cases/{CASE}/timeline").json()["items"]
        if each["type"] == "case.protected_identity_set"
    ]
    place.post("protection-liftings", {
        "protection_id": entry, "lifted_on": "2026-03-02", "protection_source": "tax_agency",
    })
    assert place.inga.get(f"/api/v1/cases/{CASE}").json()["cases"][0]["client"] == "Klara Påhittad"


def test_a_viewpoint_of_a_protected_person_is_masked_in_its_register(place):
    body = {
        "case_id": CASE, "unit": example_id("/units", "unit_id"), "received_on": "2026-03-02", "kind": "complaint",
        "received_by": "Anna Exempel", "givers": [{"giver": "client", "gender": "woman"}], "description": f"Bor på {ADDRESS}.",
    }
    headers = {"Idempotency-Key": str(uuid4()), "Aktspar-Simulated-Time": (TIMES["/cases"] + timedelta(minutes=1)).isoformat()}
    answer = place.chef.post("/api/v1/viewpoints", json=body, headers=headers)
    assert answer.status_code == 201, answer.text
    assert ADDRESS in place.inga.get("/api/v1/viewpoints").text
    place._seconds = 90
    place.protect("protected_registration")
    assert ADDRESS not in place.inga.get("/api/v1/viewpoints").text
