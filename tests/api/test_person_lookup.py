"""A case is looked up by the person's whole name or number, by those whom it concerns, and by nothing else."""

from __future__ import annotations

from uuid import uuid4

import pytest

from api.writes.table import WRITES
from api.writes.write import example_id
from tests.api.conftest import access_records, new_board
from tests.api.writing import ANOTHER, STAFF, accounts_of, clients, run_examples

UNIT = example_id("/units", "unit_id")
SET_UP = ("/staff", "/units")
NUMBER = "19121212-1212"
"""A number of Skatteverket's list of personal numbers for tests."""


class Place:
    def __init__(self, board, opened):
        self.board = board
        self.chef, self.bo, self.inga, self.drift, self.utan = opened
        self._minute = 0

    def post(self, path, body, **headers):
        self._minute += 1
        time = f"2026-04-10T12:{self._minute:02d}:00+02:00"
        given = {"Idempotency-Key": str(uuid4()), "If-Match": "*", "Aktspar-Simulated-Time": time, **headers}
        answer = self.chef.post(f"/api/v1{path}", json=body, headers=given)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def case(self, number, name):
        body = {"number": number, "unit": UNIT, "gender": "woman", "client_name": name}
        return self.post("/cases", body)["stream"]

    def identify(self, case, number=NUMBER):
        body = {"identified_on": "2026-04-10", "identity_number_kind": "personal", "identity_number": number}
        return self.post(f"/cases/{case}/identities", body)

    def find(self, client=None, **asked):
        return (client or self.chef).post("/api/v1/person-lookup", json=asked)

    def found(self, client=None, **asked):
        answer = self.find(client, **asked)
        assert answer.status_code == 200, answer.text
        return [each["case"] for each in answer.json()["cases"]]


@pytest.fixture
def place(runtime, tmp_path):
    board = new_board(runtime)
    people = [
        ("chef", "chef", STAFF), ("bo", "behandlare", ANOTHER), ("inga", "internkontroll", None),
        ("drift", "driftansvarig", None), ("utan", "behandlare", None),
    ]
    with clients(runtime, accounts_of(tmp_path, board, people), *(name for name, *_ in people)) as opened:
        for write in WRITES:
            if write.path in SET_UP:
                assert {answer.status_code for answer in run_examples(opened[0], write)} == {201}
        yield Place(board, opened)


def test_a_whole_name_or_number_finds_every_case_of_the_person_and_a_part_of_it_none(place):
    first, second = place.case("2026-0001", "Klara Påhittad"), place.case("2026-0002", "klara  påhittad")
    place.identify(first)
    assert sorted(place.found(name="KLARA PÅHITTAD")) == sorted([first, second])
    assert place.found(identity_number="191212121212") == place.found(identity_number=NUMBER) == [first]
    for part in ("Klara", "Påhittad", "Klara P%", "Klara Pahittad", "2026-0001", NUMBER):
        assert place.found(name=part) == [], part


def test_the_search_stands_in_the_access_log_and_in_no_table_in_clear(place):
    case = place.case("2026-0001", "Klara Påhittad")
    place.found(name="Klara Påhittad")
    record = access_records(place.board)[-1]
    assert (record.search_terms, [str(each) for each in record.cases]) == ("Klara Påhittad", [case])
    place.found(name="Ingen Alls")
    record = access_records(place.board)[-1]
    assert (record.search_terms, record.cases) == ("Ingen Alls", ())


def test_a_name_that_was_corrected_finds_nothing_under_the_old_one_but_does_as_known_before(place):
    case = place.case("2026-0001", "Klara Påhittad")
    size = place.board.ledger.size()
    facts = {
        "unit": UNIT, "gender": "woman", "client_name": "Karla Påhittad", "reason": "Felskrivet.",
        "birth_year": None, "received_on": None, "started_on": None, "legal_basis": None, "reason_codes": [],
    }
    place.post(f"/cases/{case}/fact-corrections", facts)
    for name in ("Klara Påhittad", "Karla Påhittad"):
        place.post(f"/cases/{case}/fact-corrections", {**facts, "client_name": name})
    assert (place.found(name="Klara Påhittad"), place.found(name="Karla Påhittad")) == ([], [case])
    answer = place.chef.post("/api/v1/person-lookup", params={"known_at": size}, json={"name": "Klara Påhittad"})
    assert [each["case"] for each in answer.json()["cases"]] == [case]


def test_only_those_whom_the_case_concerns_find_a_protected_person(place):
    case = place.case("2026-0001", "Klara Påhittad")
    assert place.found(place.inga, name="Klara Påhittad") == [case]
    place.post(f"/cases/{case}/protections", {
        "protected_from": "2026-04-10", "protection_level": "protected_registration", "protected_person": "client",
        "protection_source": "tax_agency",
    })
    # The manager opened the case and nobody is responsible yet, so takes part in it.
    assert place.found(place.chef, name="Klara Påhittad") == [case]
    assert place.found(place.inga, name="Klara Påhittad") == place.found(place.bo, name="Klara Påhittad") == []


def test_who_has_no_place_or_no_part_is_told_nothing(place):
    place.case("2026-0001", "Klara Påhittad")
    assert place.found(place.utan, name="Klara Påhittad") == []
    assert place.find(place.drift, name="Klara Påhittad").status_code == 403


@pytest.mark.parametrize(("asked", "status"), [
    ({}, 400), ({"name": "Klara", "identity_number": NUMBER}, 400), ({"identity_number": "19121212-1213"}, 422),
    ({"identity_number": "1212121212"}, 422), ({"name": ""}, 422), ({"text": "missbruk"}, 422),
])
def test_nothing_else_is_searched_by(place, asked, status):
    answer = place.find(**asked)
    assert answer.status_code == status and "1212" not in answer.text


@pytest.mark.parametrize(("count", "status"), [(20, 200), (21, 409)])
def test_no_more_are_shown_than_the_policy_says(place, count, status):
    for number in range(count):
        place.case(f"2026-{number:04d}", "Klara Påhittad")
    assert place.find(name="Klara Påhittad").status_code == status
