"""What stands in the access log of a narrowed list, and what a list's next page is about."""

from __future__ import annotations

import pytest

from tests.api import test_work_lists
from tests.api.conftest import access_records

place = test_work_lists.place


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
