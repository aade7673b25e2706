"""What governs the work over HTTP and on the command line: goals, earlier figures, the annual wheel, surveys."""

from __future__ import annotations

import pytest

from api.http.governance_routes import AnnualWheel, GoalChainAnswer, SurveyResults, SurveyTexts
from api.writes.table import WRITES
from api.writes.write import example_id
from tests.api.conftest import access_records, new_board
from tests.api.writing import STAFF, accounts_of, clients, run_examples

UNIT = example_id("/units", "unit_id")
PEOPLE = [("chef", "chef", STAFF), ("anna", "behandlare", STAFF), ("inga", "internkontroll", None)]


class Office:
    """An empty board, and who works there."""

    def __init__(self, board, opened):
        self.board = board
        self.chef, self.anna, self.inga = opened

    def run(self, *beginnings, client=None):
        """The examples of every write whose path begins so, in the table's order."""
        for write in WRITES:
            if write.path.startswith(beginnings):
                answers = run_examples(client or self.chef, write)
                assert {answer.status_code for answer in answers} == {201}, (write.path, [each.text for each in answers])

    def read(self, path, client=None, status=200, **params):
        answer = (client or self.inga).get(f"/api/v1{path}", params=params)
        assert answer.status_code == status, answer.text
        return answer.json()


@pytest.fixture
def office(runtime, tmp_path):
    board = new_board(runtime)
    with clients(runtime, accounts_of(tmp_path, board, PEOPLE), *(name for name, *_ in PEOPLE)) as opened:
        here = Office(board, opened)
        for write in WRITES:
            if write.path in ("/boards", "/staff", "/units"):
                assert {answer.status_code for answer in run_examples(here.chef, write)} == {201}
        yield here


def test_a_years_goal_chain_is_planned_and_read_as_it_was_known(office):
    office.run("/goal-chains")
    chain = office.read("/goal-chain", year=2026)
    GoalChainAnswer.model_validate(chain)
    [direction] = chain["goals"]
    [board_goal] = direction["goals"]
    [unit_goal] = board_goal["goals"]
    [planned] = board_goal["indicators"]
    assert (planned["annual_target_in_words"], planned["indicator"]) == ("tas fram av nämnd", None)
    assert (unit_goal["label_used"], unit_goal["earlier"][0]["label_used"]) == ("enhetsmål", "åtagande")
    [result] = unit_goal["expected_results"]
    assert (result["target_in_words"], result["indicators"][0]["indicator"]) == ("minst 95 procent", "kbt.closed_as_planned")
    assert result["indicators"][0]["flags"][0]["text"] == "Enhetens årsmål är högre än KF:s."
    assert unit_goal["activities"][0]["done_on"] == "2026-03-12"
    assert chain["measured_without_goal"][0]["ended"]["ended_on"] == "2026-03-16"
    before = office.read("/goal-chain", year=2026, known_at=chain["known_at"] - 1)
    assert before["measured_without_goal"][0]["ended"] is None
    assert access_records(office.board)[-1].action == "GET /api/v1/goal-chain"


def test_a_years_goal_chain_is_narrowed_to_a_unit_and_a_year_without_one_is_not_found(office):
    office.run("/goal-chains")
    assert office.read("/goal-chain", year=2026, unit=UNIT)["goals"][0]["goals"][0]["goals"][0]["unit"] == UNIT
    assert "ingen målkedja för 2025" in office.read("/goal-chain", year=2025, status=404)["detail"]
    assert "Enheten finns inte" in office.read("/goal-chain", year=2026, unit="Ingen", status=404)["detail"]


def test_a_year_has_one_goal_chain_and_a_manager_plans_it(office):
    office.run("/goal-chains")
    headers = {"Idempotency-Key": STAFF, "Aktspar-Simulated-Time": "2026-04-01T12:00:00+02:00"}
    again = office.chef.post("/api/v1/goal-chains", json={"year": 2026}, headers=headers)
    assert (again.status_code, again.json()["detail"]) == (
        409, "Det finns redan en målkedja för 2026. Planera vidare i den som finns."
    )
    assert office.anna.post("/api/v1/goal-chains", json={"year": 2027}, headers=headers).status_code == 403
    assert office.chef.post("/api/v1/goal-chains", json={"year": 2027}, headers=headers).status_code == 201


def test_the_goal_chain_is_shown_on_the_command_line(office, aktspar):
    office.run("/goal-chains")
    shown = aktspar("--board", office.board.slug, "goal-chain", "--year", "2026")
    assert shown.status == 0 and "Enhetens årsmål är högre än KF:s." in shown.stdout.replace("\n", " ")
    document = aktspar("--board", office.board.slug, "goal-chain", "--year", "2026", "--unit", UNIT, "--json").document
    assert document["goals"][0]["level"] == "council_direction"
    assert aktspar("--board", office.board.slug, "goal-chain", "--year", "2031").status == 2
    assert aktspar("goal-chain", "--year", "snart").status == 2


def test_an_earlier_figure_is_entered_as_published_and_stays_readable_when_it_is_withdrawn(office):
    office.run("/published-figures")
    [figure] = office.read("/published-figures", unit=UNIT)["published_figures"]
    assert (figure["percent"], figure["numerator"], figure["withdrawn"]) == ("77.2", 44, "Uppgiften gällde en annan enhet.")
    assert (figure["earlier"][0]["percent"], figure["by_gender"]["kvinna"]["percent"]) == ("77", "80")


def test_the_annual_wheel_tells_on_a_day_what_is_done_late_and_ahead(office):
    office.run("/annual-wheel-items")
    wheel = office.read("/annual-wheel", valid_at="2026-04-02")
    AnnualWheel.model_validate(wheel)
    assert [(item["kind"], item["status"], item["days_overdue"]) for item in wheel["items"]] == [
        ("lex_sarah_information", "overdue", 61), ("t1_activity", "overdue", 1)
    ]
    before = office.read("/annual-wheel", valid_at="2026-04-02", known_at=wheel["known_at"] - 2)
    assert [item["done_on"] for item in before["items"]] == [None, "2026-03-13"]
    next_year = office.read("/annual-wheel", year=2027, unit=UNIT)["items"]
    assert [item["due_on"] for item in next_year] == ["2027-01-31", "2027-04-12"]
    assert len(office.read("/annual-wheel", year=2030)["items"]) == 1


def test_the_annual_wheel_is_shown_on_the_command_line_and_says_1_when_something_is_late(office, aktspar):
    office.run("/annual-wheel-items")
    board = ("--board", office.board.slug)
    late = aktspar(*board, "annual-wheel", "--year", "2026", "--valid-at", "2026-04-02")
    assert late.status == 1 and "försenad" in late.stdout
    early = aktspar(*board, "annual-wheel", "--valid-at", "2026-01-02", "--unit", UNIT, "--json")
    assert (early.status, [item["status"] for item in early.document["items"]]) == (0, ["due", "ahead"])


def test_a_surveys_results_are_read_when_it_is_closed_and_free_texts_by_themselves(office):
    office.run("/surveys")
    [survey] = office.read("/surveys", unit=UNIT)["surveys"]
    found = office.read(f"/surveys/{survey['survey']}/results")
    SurveyResults.model_validate(found)
    assert (found["asked"], found["answers"], found["coverage"]) == (14, 6, "42.8571428571")
    assert [each["answered"] for each in found["questions"]] == [6, 5]
    assert found["questions"][0]["top_two"]["numerator"] == 5 and found["questions"][0]["by_gender"] is None
    outside = office.read(f"/surveys/{survey['survey']}/results", external=True)
    assert [each["top_two"] for each in outside["questions"]] == ["..", ".."]
    texts = office.read(f"/surveys/{survey['survey']}/free-texts")
    SurveyTexts.model_validate(texts)
    assert texts["free_texts"] == ["Det har varit bra som det är.", "Fler tider på kvällen."]
    before = office.read(f"/surveys/{survey['survey']}/results", known_at=found["known_at"] - 1)
    assert (before["questions"], before["closed_on"]) == ([], None)
    assert office.read(f"/surveys/{UNIT}/results", status=404)["status"] == 404
