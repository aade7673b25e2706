"""The yearly review of rights: every account with its last use, decided of by another manager, in effect at once."""

from __future__ import annotations

from uuid import uuid4

import pytest

from api.writes.table import WRITES
from tests.api.conftest import access_records, new_board
from tests.api.writing import ANOTHER, STAFF, accounts_of, clients, run_examples

ADDRESS = "/api/v1/rights-reviews"
PEOPLE = [
    ("chef", "chef", STAFF), ("chef2", "chef", ANOTHER), ("chef1b", "chef", STAFF), ("bo", "behandlare", ANOTHER),
    ("inga", "internkontroll", None),
]


class Office:
    def __init__(self, board, opened):
        self.board = board
        self.chef, self.chef2, self.chef1b, self.bo, self.inga = opened
        self._minutes = 0

    def post(self, client, part="", body=None, at=None):
        self._minutes += 1
        headers = {
            "Idempotency-Key": str(uuid4()), "Aktspar-Simulated-Time": at or f"2026-04-10T12:{self._minutes:02d}:00+02:00",
        }
        return client.post(ADDRESS + part, json=body, headers=headers)

    def decide(self, client, review, account, decision="confirmed", new_role=None, reason="Samma arbete."):
        body = {"account": account, "decision": decision, "reason": reason, "new_role": new_role}
        return self.post(client, f"/{review}/decisions", body)


@pytest.fixture
def office(runtime, tmp_path):
    board = new_board(runtime)
    with clients(runtime, accounts_of(tmp_path, board, PEOPLE), *(name for name, *_ in PEOPLE)) as opened:
        for write in WRITES:
            if write.path in ("/staff", "/units"):
                assert {answer.status_code for answer in run_examples(opened[0], write)} == {201}
        yield Office(board, opened)


def test_every_account_is_listed_with_its_last_use_and_decided_of_by_another_manager_at_once(office):
    begun = office.post(office.chef)
    assert begun.status_code == 200, begun.text
    review = begun.json()["rights_review"]
    listed = {each["account"]: each for each in begun.json()["accounts"]}
    assert set(listed) == {name for name, *_ in PEOPLE}
    assert listed["chef"]["last_used_on"] is not None and listed["bo"]["last_used_on"] is None
    for client, own in ((office.chef, "chef"), (office.chef, "chef1b"), (office.chef1b, "chef"), (office.chef2, "bo")):
        assert "sin egen behörighet" in office.decide(client, review, own).text
    assert office.decide(office.bo, review, "chef").status_code == 403
    assert office.decide(office.chef2, review, "chef").status_code == 200
    assert office.decide(office.chef2, review, "chef1b").status_code == 200
    assert "saknar beslut" in office.post(office.chef, f"/{review}/closing").text
    assert office.bo.get("/api/v1/units").status_code == 200
    assert office.decide(office.chef, review, "bo", "removed", reason="Har slutat.").status_code == 200
    assert office.bo.get("/api/v1/units").status_code == 401
    assert office.decide(office.chef, review, "inga", "changed", "revisor").status_code == 200
    assert office.board.accounts.named("inga").role == "revisor"
    assert office.decide(office.chef, review, "chef2").status_code == 200
    closed = office.post(office.chef, f"/{review}/closing")
    assert (closed.status_code, closed.json()["undecided"]) == (200, 0)
    assert "avslutades" in office.decide(office.chef2, review, "chef").text


@pytest.mark.parametrize(("decision", "new_role", "reason", "said"), [
    ("changed", None, "x", "den nya rollen"), ("confirmed", "chef", "x", "den nya rollen"),
    ("changed", "kung", "x", "Rollen finns"),
    ("confirmed", None, " ", "Skälet"),
])
def test_what_cannot_be_decided_is_refused_and_changes_no_account(office, decision, new_role, reason, said):
    review = office.post(office.chef).json()["rights_review"]
    before = office.board.accounts.all(), office.board.ledger.size()
    answer = office.decide(office.chef, review, "bo", decision, new_role, reason)
    assert answer.status_code in (409, 422) and said in answer.text
    assert (office.board.accounts.all(), office.board.ledger.size()) == before
    assert access_records(office.board)[-1].outcome == "refused"
    assert "finns inte i genomgångens lista" in office.decide(office.chef, review, "okänd").text
    assert "pågår redan" in office.post(office.chef2).text


def test_the_next_review_is_overdue_a_year_after_the_last_was_closed_and_not_the_day_before(office):
    def shown_on(time):
        assert office.post(office.chef, at=time).status_code in (200, 409)
        return office.inga.get(ADDRESS).json()

    first = office.inga.get(ADDRESS).json()
    assert not first["is_overdue"]
    review = office.post(office.chef).json()["rights_review"]
    for client, name in (
        (office.chef2, "chef"), (office.chef2, "chef1b"), (office.chef, "chef2"), (office.chef, "bo"), (office.chef, "inga")
    ):
        assert office.decide(client, review, name).status_code == 200
    office.post(office.chef, f"/{review}/closing")
    assert office.inga.get(ADDRESS).json()["due_on"] == "2027-04-11"
    assert not shown_on("2027-04-11T12:00:00+02:00")["is_overdue"]
    again = office.inga.get(ADDRESS).json()["rights_reviews"][0]["rights_review"]
    answer = office.post(
        office.chef2, f"/{again}/decisions", {"account": "chef", "decision": "confirmed", "reason": "Samma arbete."},
        at="2027-04-12T12:00:00+02:00",
    )
    assert answer.status_code == 200 and office.inga.get(ADDRESS).json()["is_overdue"]
