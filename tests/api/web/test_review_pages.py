"""The review's pages over HTTP: what they count is what the service answers, and what they write is written once."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest

from api.completeness_overview import OverviewReader
from api.reading import Reader
from api.standing import Standing
from api.writes.table import WRITES
from api.writes.write import example_id
from domain.base import Purpose
from domain.case.review.codes import ReviewQuestion
from domain.completeness.codes import Status
from tests.api.conftest import access_records, new_board
from tests.api.writing import ANOTHER, STAFF, accounts_of, clients, run_examples

CASE = example_id("/cases", "case_id")
REVIEW = f"/review/case-reviews/{CASE}"
PAGE = {"Accept": "text/html"}
COUNTED = [each.value for each in Status]


class Desk:
    """A board with the first examples in it, and three people's pages."""

    def __init__(self, board, opened):
        self.board = board
        self.chef, self.anna, self.arkiv = opened

    def run(self, *paths):
        for write in WRITES:
            if write.path in paths:
                assert {answer.status_code for answer in run_examples(self.chef, write)} == {201}

    def counted(self, **question):
        """What the overview counts, and what the service's own question does, rule by rule."""
        reader = OverviewReader(Reader(self.board, "inga", Purpose.INTERNAL_CONTROL, "GET /review"))
        overview = reader.overview(**question).document["rules"]
        service = reader.findings(**question)[0].document["rules"]
        return [[{name: each[name] for name in ("rule", "name", *COUNTED)} for each in rows] for rows in (overview, service)]

    def held(self, **changes):
        """A case review as a form sends it."""
        answers = {f"answer-{each.value}": "yes" for each in ReviewQuestion}
        return {
            "key": str(uuid4()), "seen": "*", "reviewed_on": "2026-03-16", "led_by_id": ANOTHER, "presented_by_id": STAFF,
            **answers, **changes,
        }


@pytest.fixture
def desk(runtime, tmp_path):
    board = new_board(runtime)
    people = [("chef", "chef", STAFF), ("anna", "behandlare", STAFF), ("arkiv", "arkivarie", None)]
    with clients(runtime, accounts_of(tmp_path, board, people), *(name for name, *_ in people)) as opened:
        here = Desk(board, opened)
        here.run("/boards", "/staff", "/units", "/cases")
        for client in opened:
            client.headers.update(PAGE)
        yield here


def test_the_overview_counts_what_the_service_counts_also_when_it_is_kept_and_something_is_recorded(desk):
    size = desk.board.ledger.size()
    overview, service = desk.counted()
    assert overview == service and any(each["gap"] for each in overview)
    assert desk.counted()[0] == overview
    desk.run("/cases/{case_id}/notes")
    later, service = desk.counted(valid_at="2026-12-31")
    assert later == service != overview
    again, service = desk.counted(known_at=str(size))
    assert again == service


def test_the_review_is_for_those_who_may_ask_it_and_a_worker_sees_their_own(desk):
    assert desk.arkiv.get("/review").status_code == 403
    page = desk.anna.get("/review")
    assert page.status_code == 200 and "dina egna journaler" in page.text and 'name="unit"' not in page.text
    assert desk.chef.get("/review?known_at=i går").status_code == 422
    assert desk.chef.get("/review/rules/R-99").status_code == 404
    told = [(each.caller, each.outcome) for each in access_records(desk.board) if getattr(each, "action", "") == "GET /review"]
    assert told[:2] == [("konto:arkiv", "refused"), ("konto:anna", "shown")] and [each for each, _ in told[2:]] == ["konto:chef"]


def test_a_case_review_that_is_sent_twice_is_written_once_and_a_stale_one_keeps_its_text(desk):
    form = desk.held(assessment="Arbetet går framåt.")
    assert [desk.chef.post(REVIEW, data=form).status_code for _ in range(2)] == [303, 303]
    record = desk.chef.get(f"/api/v1/cases/{CASE}/record", headers={"Accept": "application/json"}).text
    assert record.count("Arbetet går framåt.") == 1
    stale = desk.chef.post(REVIEW, data=desk.held(assessment="En gång till.", seen="1"))
    assert stale.status_code == 412 and "En gång till." in stale.text and "står kvar" in stale.text
    seen = re.search(r'name="seen" value="(\d+)"', stale.text)[1]
    assert int(seen) > 1


def test_a_case_review_with_an_unanswered_question_or_a_no_without_a_measure_is_told_at_the_question(desk):
    answer = desk.chef.post(REVIEW, data=desk.held(**{"answer-plan_in_force": "no", "answer-child_heard": ""}))
    assert answer.status_code == 422
    assert 'href="#measure-plan_in_force"' in answer.text and 'href="#answer-child_heard"' in answer.text
    assert "<title>Fel: Genomgång" in answer.text


def test_a_sample_that_cannot_be_read_names_every_field_and_one_that_can_is_drawn_once(desk):
    refused = desk.chef.post("/review/samples/new", data={"key": str(uuid4()), "sample_size": "många"})
    assert refused.status_code == 422 and 'value="många"' in refused.text
    assert {"#unit", "#review_from", "#sample_size"} <= set(re.findall(r'href="(#\w+)"', refused.text))
    rule = {
        "key": str(uuid4()), "unit": example_id("/units", "unit_id"), "population": "open_some_day", "review_from": "2026-01-01",
        "review_to": "2026-03-16", "sample_size": "1", "sample_purpose": "Språket.", "reviewed_by": "chefen",
    }
    recorded = desk.chef.post("/review/samples/new", data=rule)
    assert recorded.status_code == 303
    sample = recorded.headers["location"].partition("?")[0]
    unseeded = desk.chef.post(sample, data={"key": str(uuid4()), "seen": "1", "seed": ""})
    assert unseeded.status_code == 422 and 'href="#seed"' in unseeded.text
    assert desk.chef.post(sample, data={"key": str(uuid4()), "seen": "1", "seed": "övning"}).status_code == 303
    assert "Stämmer" in desk.chef.get(f"{sample}/verification").text
    assert desk.anna.post("/review/samples/new", data=rule).status_code == 403


def test_in_a_large_ledger_the_page_comes_again_until_all_journals_are_judged_and_then_says_of_which_size(desk):
    desk.board.standing = Standing(desk.board.store, at_once_events=0)
    size = desk.board.ledger.size()
    for path in ("/review", "/review/suggestions", "/review/rules/R-01", "/results?period=2026", "/results/analyses?period=2026"):
        first = desk.chef.get(path, headers=PAGE)
        assert (first.status_code, first.headers["refresh"]) == (202, "1"), path
        assert "Alla journaler bedöms just nu" in first.text and first.headers["cache-control"] == "no-store"
        desk.board.standing.settle()
    desk.run("/cases/{case_id}/notes")
    assert desk.board.ledger.size() > size
    for path in ("/review", "/results?period=2026"):
        shown = desk.chef.get(path, headers=PAGE)
        # It stands as it was judged, and says so.
        assert shown.status_code == 200 and re.search(rf"\b{size}\b", shown.text), path
