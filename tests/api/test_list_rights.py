"""What stands in the access log of a narrowed list, and what a list's next page is about."""

from __future__ import annotations

import re

import pytest

from api.standing import Standing
from tests.api import test_work_lists
from tests.api.conftest import access_records

place = test_work_lists.place
PAGE = {"Accept": "text/html"}


def test_a_case_whose_duties_were_filtered_away_is_not_logged_as_shown(place):
    assert test_work_lists.get(place.chef, "duties", kind="give_account")["duties"] == []
    assert [record.cases for record in access_records(place.board) if record.action == "GET /api/v1/duties"] == [()]


@pytest.mark.parametrize("fixed", ["known_at", "day"])
def test_the_next_page_is_about_the_size_and_the_day_of_the_first_whatever_is_recorded_meanwhile(place, fixed):
    first = place.chef.get("/api/v1/duties", params={"days": 366, "limit": 1}).json()
    place.post(place.anna, "notes", {
        "occurred": {"on": "2026-04-28"}, "entry_type": "contact", "texts": {"fact": "Ringde."}
    }, "2026-04-30T10:00:00Z")
    assert place.chef.get(first["next"]).json()[fixed] == first[fixed]


def test_in_a_large_ledger_who_writes_sees_the_whole_boards_list_at_once_and_who_only_watches_the_one_that_stands(place):
    def write(clock):
        place.post(place.anna, "notes", {
            "occurred": {"on": "2026-04-28"}, "entry_type": "contact", "texts": {"fact": "Ringde."}
        }, f"2026-04-30T{clock}:00Z")

    # The simulated day is that of the last event: a list is of one day.
    write("10:00")
    place.board.standing = Standing(place.board.store, at_once_events=0)
    size = place.board.ledger.size()
    assert place.chef.get("/review/case-reviews", headers=PAGE).status_code == 200
    assert place.inga.get("/review/case-reviews", headers=PAGE).status_code == 202
    place.board.standing.settle()
    write("11:00")
    listed = place.inga.get("/review/case-reviews", headers=PAGE)
    [told] = re.findall(r"(\d+) händelser", listed.text)
    assert listed.status_code == 200 and int(told) == size < place.board.ledger.size()
    # A program waits for what is recorded now.
    assert place.inga.get("/api/v1/case-reviews/prepared").json()["known_at"] > size
