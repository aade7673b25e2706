"""What internal control sees of a summer in which three journals of 120 were silent, and when it could have seen it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from api.main import OpenBoard, Runtime
from domain.sampling.probability import miss_probability
from tests.api.conftest import RunCommand, Service, new_board
from tests.support import summer_of_120 as summer

SILENT = {str(summer.case_id(number)) for number in summer.SILENT}
TOLD_LATE = str(summer.case_id(summer.TOLD_LATE))


@pytest.fixture
def board(runtime: Runtime) -> Iterator[OpenBoard]:
    """The board after the summer."""
    opened = new_board(runtime)
    summer.fill(opened)
    yield opened


def asked(aktspar: RunCommand, rule: str, known_at: str) -> tuple[int, dict[str, Any], list[dict[str, Any]]]:
    """What a rule finds, as was known at a moment: the exit status, how many cases are how, and the findings."""
    ran = aktspar("completeness", "--rule", rule, "--known-at", known_at, "--json")
    [counted] = [each for each in ran.document["rules"] if each["rule"] == rule]
    return ran.status, counted, ran.document["findings"]


def test_a_sample_of_ten_most_likely_finds_nothing() -> None:
    missed = miss_probability(summer.JOURNALS, len(summer.SILENT), 10)
    assert round(float(missed), 3) == 0.768


def test_every_silent_journal_is_found_and_no_other_and_what_was_late_stays_so(
    aktspar: RunCommand, service: Service, board: OpenBoard
) -> None:
    # Before the silence was too long nobody could have seen anything.
    for known_at in ("2026-06-30", "2026-07-21"):
        status, counted, findings = asked(aktspar, "R-04", known_at)
        assert (status, counted["gap"], counted["late"], findings) == (0, 0, 0, [])
        assert counted["ok"] == summer.JOURNALS

    # The visits are in the calendar by then, and do not break the silence.
    status, counted, findings = asked(aktspar, "R-04", "2026-07-22")
    assert (status, counted["gap"], counted["late"], counted["ok"]) == (1, 3, 0, 117)
    assert {each["case"] for each in findings} == SILENT
    assert {(each["status"], each["since"]) for each in findings} == {("gap", "2026-07-22")}
    assert all(each["evidence"] for each in findings)

    # Nobody was responsible from the first day of the holiday.
    _, counted, findings = asked(aktspar, "R-01", "2026-07-22")
    assert (counted["gap"], {each["since"] for each in findings}) == (3, {"2026-07-01"})
    assert {each["case"] for each in findings} == SILENT

    # The note of September about July is late; it fills no gap, and the finding stays for ever.
    for known_at in ("2026-09-01", "2026-10-01"):
        _, counted, findings = asked(aktspar, "R-03", known_at)
        assert [(each["case"], each["status"], each["since"], each["until"]) for each in findings] == [
            (TOLD_LATE, "late", "2026-07-18", "2026-09-01")
        ]
        status, counted, findings = asked(aktspar, "R-04", known_at)
        of_summer = [each for each in findings if each["since"] == "2026-07-22"]
        assert status == 1 and {each["case"] for each in of_summer} == SILENT
        assert {(each["status"], each["until"]) for each in of_summer} == {("late", "2026-09-01")}

    # The visits that nobody wrote about are gaps still; the one that somebody wrote about in September is late.
    _, _, findings = asked(aktspar, "R-02", "2026-10-01")
    assert {each["case"] for each in findings if each["status"] == "gap"} == SILENT
    assert [each["case"] for each in findings if each["status"] == "late"] == [TOLD_LATE]

    _require_suggested_and_not_sent(service, board)
    _require_same_answer_later(aktspar, board)


def _require_suggested_and_not_sent(service: Service, board: OpenBoard) -> None:
    before = board.ledger.size()
    answer = service.client.get("/api/v1/completeness/suggestions", params={"known_at": "2026-09-15"})
    assert answer.status_code == 200, answer.text
    raised = [each for each in answer.json()["suggestions"] if each["kind"] == "silence"]
    assert {each["case"] for each in raised} == SILENT
    assert board.ledger.size() == before
    assert {each.event.wire_name().partition(".")[0] for each in board.ledger.read(0, before)} == {"unit", "staff", "case"}


def _require_same_answer_later(aktspar: RunCommand, board: OpenBoard) -> None:
    """Whatever is recorded afterwards, and however often somebody asks."""
    first = aktspar("completeness", "--known-at", "2026-07-22", "--json").stdout
    summer.write_about_july_in_november(board)
    assert aktspar("completeness", "--known-at", "2026-07-22", "--json").stdout == first
