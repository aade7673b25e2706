"""Deviations, suggestions, the yearly information and the statistics of Lex Sarah, through a running service."""

from __future__ import annotations

from uuid import uuid4

import pytest

from adapters.postgres.registers import Registers
from api.suggestion_sources import stream_suggestions
from api.writes.table import WRITES
from api.writes.write import example_id
from domain.base import Purpose
from domain.deviation.deviation import Deviation
from domain.emergency_access.codes import EmergencyOutcome
from domain.ledger.port import Command
from domain.lex_sarah.report import LexSarahReport
from domain.log_review.codes import LogJudgement
from domain.policies import DEFAULT_POLICY
from tests.api.conftest import new_board
from tests.api.writing import STAFF, accounts_of, clients, run_examples
from tests.support.examples import EXAMPLES

BO, UNIT, CASE = example_id("/staff/managers", "staff_id"), example_id("/units", "unit_id"), example_id("/cases", "case_id")
PEOPLE = [
    ("chef", "chef", BO), ("anna", "behandlare", STAFF), ("inga", "internkontroll", None), ("ulf", "utredare", None),
    ("rev", "revisor", None), ("logg", "loggkontrollant", None),
]
BY_THE_MANAGER = ("/staff", "/units", "/offerings", "/cases")
DAY = "2026-05-04"


class Place:
    """A board with one case, and a client for each account."""

    def __init__(self, board, opened):
        self.board = board
        self.chef, self.anna, self.inga, self.ulf, self.rev, self.logg = opened
        self._minutes = 0

    def post(self, client, path, body, on=DAY, status=201):
        self._minutes += 1
        headers = {"Idempotency-Key": str(uuid4()), "Aktspar-Simulated-Time": f"{on}T09:{self._minutes:02d}:00+02:00"}
        if "/" in path:
            headers["If-Match"] = "*"
        answer = client.post(f"/api/v1/{path}", json=body, headers=headers)
        assert answer.status_code == status, answer.text
        return answer.json()

    def report(self, client=None, **changes):
        body = {
            "unit": UNIT, "noticed_at": {"on": DAY}, "occurred": {"on": DAY}, "deviation_text": "Två besök i samma rum.",
            "deviation_areas": ["environment"], "case_ids": [CASE], **changes,
        }
        return self.post(client or self.anna, "deviations", body)["stream"]


@pytest.fixture
def place(runtime, tmp_path):
    board = new_board(runtime)
    with clients(runtime, accounts_of(tmp_path, board, PEOPLE), *(name for name, *_ in PEOPLE)) as opened:
        here = Place(board, opened)
        for write in WRITES:
            if write.path in BY_THE_MANAGER:
                assert {answer.status_code for answer in run_examples(here.chef, write)} == {201}, write.path
        yield here


def get(client, path, expects=200, **params):
    answer = client.get(f"/api/v1/{path}", params=params)
    assert answer.status_code == expects, answer.text
    return answer.json()


def deviation(place, client, deviation_id):
    return next(each for each in get(client, "deviations")["deviations"] if each["deviation"] == deviation_id)


def test_a_deviation_is_reported_by_anybody_and_handled_to_its_closing(place):
    made = place.report()
    one = f"deviations/{made}"
    [duty] = [each for each in get(place.chef, "duties/outside-cases", days=30)["duties"] if each["about"] == made]
    assert (duty["kind"], duty["kept_in"], duty["due_on"]) == ("assess_deviation", "deviations", "2026-05-11")
    refused = place.post(place.chef, f"{one}/closings", {"deviation_outcome": "Klart.", "reporter_told_on": DAY}, status=409)
    assert "bedömningen" in refused["detail"]
    place.post(place.chef, f"{one}/assessments", {
        "may_be_misconduct": False, "deviation_areas": ["environment"], "deviation_assessment": "Ingen risk fanns.",
    })
    place.post(place.chef, f"{one}/remedies", {"remedied_on": DAY, "remedy": "En kalender."})
    place.post(place.chef, f"{one}/closings", {"deviation_outcome": "En kalender.", "reporter_told_on": DAY})
    told = deviation(place, place.anna, made)
    assert (told["status"], told["closed"]["outcome"], told["reported_by"]) == ("closed", "En kalender.", None)


def test_what_may_be_a_wrong_becomes_a_report_that_points_back_in_one_step(place):
    made = place.report()
    place.post(place.chef, f"deviations/{made}/assessments", {
        "may_be_misconduct": True, "deviation_areas": ["environment"], "deviation_assessment": "Ett barn var ensamt.",
    })
    closing = {"deviation_outcome": "Klart.", "reporter_told_on": DAY}
    assert "lex Sarah" in place.post(place.chef, f"deviations/{made}/closings", closing, status=409)["detail"]
    escalated = place.post(place.anna, f"deviations/{made}/escalations", {
        "deviation_escalation": "Ett barn blev utan vuxen.", "affected": "cases", "noticed_how": "own_observation",
    })
    report_id = escalated["made"]["report_id"]
    assert escalated["stream"] == made and escalated["events"] == 3
    assert deviation(place, place.chef, made)["escalated"] == {"on": DAY, "lex_sarah_report": report_id}
    registers = Registers(place.board.ledger)
    [report] = registers.of_kind("lex_sarah", LexSarahReport.fold).values()
    assert (str(report.id), [str(each) for each in report.handling.deviations]) == (report_id, [made])
    # Neither the report's events nor the step that made them say in the open who reported.
    events = [each.event for family in ("lex_sarah", "deviation") for each in registers.events_of(family)]
    by_step = [each for each in events if each.TYPE != "deviation.reported" and each.TYPE != "deviation.assessed"]
    assert len(by_step) == 3 and all(str(each.actor_id) != STAFF for each in by_step)
    assert {each.purpose for each in by_step if each.TYPE.startswith("lex_sarah")} == {Purpose.LEX_SARAH}
    assert "lex Sarah" in place.post(place.chef, f"deviations/{made}/closings", closing, status=409)["detail"]
    again = {"deviation_escalation": "Samma.", "affected": "cases", "noticed_how": "own_observation"}
    place.post(place.anna, f"deviations/{made}/escalations", again, status=409)


def test_a_deviation_is_brought_to_a_report_only_by_who_sees_that_report(place):
    first, second = place.report(), place.report()
    made = place.post(place.anna, f"deviations/{first}/escalations", {
        "deviation_escalation": "Ett barn blev utan vuxen.", "affected": "cases", "noticed_how": "own_observation",
    })
    body = {"escalated_report_id": made["made"]["report_id"], "deviation_escalation": "Samma händelse."}
    place.post(place.anna, f"deviations/{second}/escalations-to-report", body, status=403)
    unknown = {**body, "escalated_report_id": str(uuid4())}
    place.post(place.chef, f"deviations/{second}/escalations-to-report", unknown, status=404)
    place.post(place.chef, f"deviations/{second}/escalations-to-report", body)
    [report] = Registers(place.board.ledger).of_kind("lex_sarah", LexSarahReport.fold).values()
    assert [str(each) for each in report.handling.deviations] == [first, second]


def test_the_trend_shows_no_small_number_and_as_many_as_the_least(place):
    for _ in range(4):
        place.report()
    assert get(place.rev, "deviations/trend", year=2026)["board"]["deviations"] is None
    before = get(place.rev, "deviations/trend", year=2026)["known_at"]
    place.report()
    shown = get(place.rev, "deviations/trend", year=2026)
    assert (shown["board"]["deviations"], shown["board"]["areas"]["environment"]) == (5, 5)
    assert shown["units"][0]["months"][4]["deviations"] == 5
    assert get(place.rev, "deviations/trend", year=2026, known_at=before)["board"]["deviations"] is None
    get(place.logg, "deviations/trend", 403)


def test_the_statistics_are_as_known_then_and_without_small_numbers(place):
    for _ in range(5):
        made = place.report()
        place.post(place.anna, f"deviations/{made}/escalations", {
            "deviation_escalation": "Ett barn blev utan vuxen.", "affected": "cases", "noticed_how": "own_observation",
        })
    shown = get(place.inga, "lex-sarah-statistics", year=2026)
    assert (shown["reports"], shown["events"]) == (5, 5)
    # The last escalation is three events: the deviation's, the report and its link.
    earlier = get(place.inga, "lex-sarah-statistics", year=2026, known_at=shown["known_at"] - 3)
    assert (earlier["reports"], earlier["events"]) == (None, None)
    report = next(row for row in shown["steps"] if row["step"] == "report")
    assert (report["max_days"], report["in_time"]["percent"]) == (0, 100)
    get(place.logg, "lex-sarah-statistics", 403)


def test_a_complaint_about_legal_security_suggests_a_report_and_is_answered_with_one_that_is_there(place):
    place.post(place.chef, "viewpoints", {
        "unit": UNIT, "case_id": None, "received_on": DAY, "kind": "complaint", "subject_category": "legal_security",
        "channel": "oral", "description": "Fick inget besked om beslutet.",
    })
    [row] = [each for each in get(place.inga, "completeness/suggestions", valid_at=DAY)["suggestions"] if not each["rule"]]
    assert (row["kind"], row["ground"], row["stream"], row["since"], row["count"], row["case"]) == (
        "complaints", "legal_security", UNIT, "2026-05-01", 1, None
    )
    answer = {
        "suggestion_kind": row["kind"], "suggestion_ground": row["ground"], "about_stream_id": row["stream"],
        "missing_since": row["since"], "suggestion_answer": "reported", "suggestion_reason": "Rapporterat.", "answered_on": DAY,
        "suggestion_answered_by_id": BO,
    }
    assert "Ange Lex Sarah-rapporten" in place.post(place.chef, "suggestion-answers", answer, status=422)["detail"]
    wrong = {**answer, "lex_sarah_report_id": CASE}
    assert "Lex Sarah-rapporten" in place.post(place.chef, "suggestion-answers", wrong, status=404)["detail"]
    made = place.report()
    report_id = place.post(place.anna, f"deviations/{made}/escalations", {
        "deviation_escalation": "Beslutet kom aldrig.", "affected": "cases", "noticed_how": "complaint",
    })["made"]["report_id"]
    place.post(place.chef, "suggestion-answers", {**answer, "lex_sarah_report_id": report_id})
    shown = get(place.inga, "completeness/suggestions", valid_at=DAY, answered=True)["suggestions"]
    [row] = [each for each in shown if not each["rule"]]
    assert row["answered"]["lex_sarah_report"] == report_id
    waiting = get(place.inga, "completeness/suggestions", valid_at=DAY)["suggestions"]
    assert [each for each in waiting if not each["rule"]] == []
    # A worker's list is of their own cases, and has nothing of the unit's.
    assert [each for each in get(place.anna, "completeness/suggestions", valid_at=DAY)["suggestions"] if not each["rule"]] == []


def test_who_of_the_staff_has_been_informed_and_who_is_left(place):
    wheel = place.post(place.chef, "annual-wheel-items", {
        "wheel_kind": "lex_sarah_information", "heading": "Informera om lex Sarah", "owner_role": "enhetschef",
        "due_days": [{"month": 9}], "from_year": 2026,
    })["stream"]
    before = get(place.chef, "lex-sarah-information")
    assert before["left"] == len(before["staff"]) and {row["status"] for row in before["staff"]} == {"never"}
    body = {
        "explained_on": DAY, "explained_duties": ["contribute", "report"], "explained_how": "meeting",
        "explained_text": "Rutinen.", "explained_by_id": BO, "informed_staff_ids": [BO], "wheel_item_id": wheel,
    }
    place.post(place.anna, "lex-sarah-information", body, status=403)
    place.post(place.chef, "lex-sarah-information", {**body, "wheel_item_id": str(uuid4())}, status=404)
    place.post(place.chef, "lex-sarah-information", {**body, "informed_staff_ids": [CASE]}, status=404)
    made = place.post(place.chef, "lex-sarah-information", body)["stream"]
    after = get(place.chef, "lex-sarah-information")
    assert after["left"] == before["left"] - 1 and after["given"][0]["wheel_item"] == wheel
    assert wheel in {row["item"] for row in after["wheel"]}
    place.post(place.chef, f"lex-sarah-information/{made}/receipts", {"explained_on": DAY, "informed_staff_ids": [STAFF]})
    assert get(place.chef, "lex-sarah-information")["left"] == before["left"] - 2
    assert get(place.chef, "lex-sarah-information", valid_at="2027-05-04")["left"] == before["left"]
    get(place.anna, "lex-sarah-information", 403)


def test_the_register_shows_whose_records_were_affected_only_to_the_unit_and_those_who_control(place):
    made = place.report()
    assert deviation(place, place.inga, made)["case_ids"] == [CASE]
    get(place.rev, "deviations", 403)
    assert Registers(place.board.ledger).of_kind("deviation", Deviation.fold)


def test_readings_found_not_to_be_justified_suggest_a_report_about_the_record_or_the_review(place):
    def record(*events):
        numbered = [each.model_copy(update={"originator_version": n}) for n, each in enumerate(events, 1)]
        times = [1_790_000_000_000_000 + place.board.ledger.size() * 1_000 + n for n in range(len(numbered))]
        return place.board.ledger.append(Command(uuid4(), b"reviewed", numbered, times)).first_position

    opened, reviewed = EXAMPLES["emergency_access.opened.v1"], EXAMPLES["emergency_access.reviewed.v1"]
    planned, assessed = EXAMPLES["log_review.planned.v1"], EXAMPLES["log_review.reading_assessed.v1"]
    first = record(opened, reviewed.model_copy(update={"emergency_outcome": EmergencyOutcome.NOT_JUSTIFIED}))
    other = {"originator_id": uuid4()}
    justified = reviewed.model_copy(update={**other, "emergency_outcome": EmergencyOutcome.JUSTIFIED})
    record(opened.model_copy(update=other), justified)
    # The last judgement of a reading holds: the second one was found justified after all.
    second = assessed.model_copy(update={"reading_number": 2})
    at = record(planned, assessed, second, second.model_copy(update={"log_judgement": LogJudgement.JUSTIFIED}))
    registers, size = Registers(place.board.ledger), place.board.ledger.size()
    found = list(stream_suggestions(registers, size, DEFAULT_POLICY, assessed.reading_assessed_on))
    assert [(each.key.ground, each.key.stream_id, each.case_id, each.days, each.evidence) for each in found] == [
        ("emergency_access", opened.emergency_case_id, opened.emergency_case_id, 1, (first, first + 1)),
        ("log_review", planned.originator_id, None, 1, (at + 1,)),
    ]
    # The answer before the last review knew of the emergency access alone.
    earlier = stream_suggestions(registers, at, DEFAULT_POLICY, assessed.reading_assessed_on)
    assert [each.key.ground for each in earlier] == ["emergency_access"]
