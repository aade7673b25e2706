"""Alarms about what people have yet to look at: counts only, at both ends of each bound, in the status and the worker's log."""

from __future__ import annotations

import json
from datetime import date, timedelta
from uuid import UUID, uuid4

from api.alarms import LAST_ERASURE_WATCH, of_oversight, readings
from api.oversight_counts import months_without_log_review, unproposed_erasures, unreviewed_emergencies
from api.watching import count_unproposed, logged_alarms
from api.worker import jobs_of
from tests.api import test_emergency_access, test_erasure, test_log_review
from tests.api.conftest import new_board

place, desk, office = test_emergency_access.place, test_erasure.desk, test_log_review.office


def read(board, folder, name):
    """One reading of a board: its value, and whether it is in order."""
    [found] = [each for each in of_oversight(board, folder) if each.name == name]
    return found.value, found.ok


def test_an_emergency_access_that_nobody_reviews_alarms_after_72_hours_until_it_is_reviewed(place, runtime):
    folder = runtime.settings.data_dir
    access = place.open().json()["access"]
    assert test_emergency_access.written_at(place, "2026-04-13T12:00:00+02:00")
    assert read(place.board, folder, "break_glass_unreviewed") == (0, True)
    assert test_emergency_access.written_at(place, "2026-04-13T12:00:01+02:00")
    assert read(place.board, folder, "break_glass_unreviewed") == (1, False)
    told = logged_alarms(runtime)
    assert "break_glass_unreviewed" in told["alarms"]
    assert test_emergency_access.REASON not in str(told) and test_emergency_access.CASE not in str(told)
    body = {"outcome": "justified", "review": "Samtalet är bekräftat."}
    headers = place.headers("2026-04-13T13:00:00+02:00")
    assert place.chef.post(f"{test_emergency_access.LIST}/{access}/reviews", json=body, headers=headers).status_code == 200
    assert unreviewed_emergencies(place.board) == 0


def test_a_record_that_nobody_proposed_alarms_from_60_days_before_its_last_day_and_the_count_is_all_that_is_told(desk, runtime):
    [due] = desk.get(desk.arkiv, "erasure-due").json()["due"]
    first = date.fromisoformat(due["finish_by"]) - timedelta(days=60)
    assert unproposed_erasures(desk.board) == 0
    for day, expected in ((first - timedelta(days=1), 0), (first, 1)):
        pass_time(desk, day)
        assert unproposed_erasures(desk.board) == expected
    assert read(desk.board, runtime.settings.data_dir, "erasure_overdue") == (None, True)
    assert count_unproposed(runtime) == {"unproposed": {desk.board.slug: 1}}
    noted = (runtime.settings.data_dir / LAST_ERASURE_WATCH).read_text()
    assert json.loads(noted) == {desk.board.slug: 1} and str(desk.world.case) not in noted
    assert read(desk.board, runtime.settings.data_dir, "erasure_overdue") == (1, False)
    assert "erasure_overdue" in logged_alarms(runtime)["alarms"]


def test_what_stands_in_a_proposal_is_no_alarm_until_the_proposal_is_withdrawn(desk, runtime):
    [due] = desk.get(desk.arkiv, "erasure-due").json()["due"]
    pass_time(desk, date.fromisoformat(due["finish_by"]) + timedelta(days=1))
    headers = {"Idempotency-Key": str(uuid4()), "Aktspar-Simulated-Time": at(date.fromisoformat(due["finish_by"]), 2)}
    proposed = desk.arkiv.post("/api/v1/erasures", json={}, headers=headers).json()["erasure"]
    assert unproposed_erasures(desk.board) == 0 and count_unproposed(runtime) is None
    headers = {"Idempotency-Key": str(uuid4()), "Aktspar-Simulated-Time": at(date.fromisoformat(due["finish_by"]), 3)}
    withdrawn = desk.arkiv.post(f"/api/v1/erasures/{proposed}/withdrawal", json={"reason": "Fel lista."}, headers=headers)
    assert withdrawn.status_code == 200, withdrawn.text
    assert unproposed_erasures(desk.board) == 1


def test_a_units_month_without_a_log_review_alarms_the_day_after_its_last_day(office, runtime):
    office.at("2026-05-01T12:00:00+02:00")
    assert test_log_review.UNIT not in months_without_log_review(office.board)
    office.at("2026-05-02T12:00:00+02:00")
    assert months_without_log_review(office.board)[test_log_review.UNIT] == 1
    found = [each for each in readings(runtime) if each.name == "log_review_overdue"]
    assert f"{office.board.slug}/{test_log_review.UNIT}" in {each.of for each in found if not each.ok}


def test_an_empty_board_waits_for_nothing_and_the_worker_counts_once_a_day(runtime):
    board = new_board(runtime)
    assert (unreviewed_emergencies(board), months_without_log_review(board), unproposed_erasures(board)) == (0, {}, 0)
    assert {each.name: each.every_seconds for each in jobs_of(runtime)}["erasure_watch"] == 86_400


def at(day, hour):
    return f"{day + timedelta(days=2)}T{hour:02d}:00:00+01:00"


def pass_time(desk, day):
    """Something is written elsewhere, so that the simulated clock has come so far."""
    headers = {"Idempotency-Key": str(uuid4()), "Aktspar-Simulated-Time": f"{day}T12:00:00+01:00"}
    answer = desk.chef.post("/api/v1/units", json={"name": f"Enhet {UUID(int=day.toordinal())}"}, headers=headers)
    assert answer.status_code == 201, answer.text
