"""Reports over HTTP: written step by step, counted by the service, and read with what has changed since."""

from __future__ import annotations

from uuid import uuid4

import pytest

from api.http.report_routes import ReportDocument, Reports
from api.writes.table import WRITES
from api.writes.write import example_id
from tests.api.conftest import access_records, new_board
from tests.api.writing import STAFF, accounts_of, clients, run_examples

REPORT = example_id("/reports", "report_id")
UNIT = example_id("/units", "unit_id")
STEPS = (
    "/reports", "/reports/{report_id}/assessments", "/reports/{report_id}/submission", "/reports/{report_id}/publication",
    "/reports/{report_id}/withdrawal",
)


class Office:
    """An empty board, its manager, and somebody who does internal control."""

    def __init__(self, board, chef, inga):
        self.board, self.chef, self.inga = board, chef, inga
        self._minutes = 0

    def run(self, *paths):
        for write in WRITES:
            if write.path in paths:
                assert {answer.status_code for answer in run_examples(self.chef, write)} == {201}, write.path

    def post(self, address, body, *, on, status=201):
        """A write on a day, later than the one before it."""
        self._minutes += 1
        headers = {
            "Idempotency-Key": str(uuid4()), "If-Match": "*",
            "Aktspar-Simulated-Time": f"{on}T10:{self._minutes:02d}:00+02:00",
        }
        answer = self.chef.post(f"/api/v1{address}", json=body, headers=headers)
        assert answer.status_code == status, answer.text
        return answer.json()

    def case(self, number, *, on, started="2026-03-09", gender="woman"):
        """A case that is opened on a day, and began on another."""
        body = {
            "unit": UNIT, "number": number, "gender": gender, "birth_year": 1988, "client_name": "Påhittad",
            "received_on": started, "started_on": started, "legal_basis": "assistance", "reason_codes": ["spel"],
        }
        return self.post("/cases", body, on=on)["stream"]

    def report(self, report=REPORT, **params):
        answer = self.inga.get(f"/api/v1/reports/{report}", params=params)
        assert answer.status_code == 200, answer.text
        ReportDocument.model_validate_json(answer.content)
        return answer.json()

    def new_report(self, period, cutoff, *, on):
        made = self.post(
            "/reports", {"unit": UNIT, "period": period, "data_cutoff": cutoff, "prepared_by": "Enhetschefen"}, on=on
        )["stream"]
        self.post(f"/reports/{made}/submission", {"submitted_by": "Enhetschefen"}, on=on)
        return made

    def external(self, period, indicator="all.clients"):
        answer = self.inga.get("/api/v1/goals", params={"period": period, "external": "true"})
        assert answer.status_code == 200, answer.text
        [found] = [each for each in answer.json()["results"] if each["id"] == indicator]
        return found


@pytest.fixture
def office(runtime, tmp_path):
    board = new_board(runtime)
    people = [("chef", "chef", STAFF), ("inga", "internkontroll", None)]
    with clients(runtime, accounts_of(tmp_path, board, people), "chef", "inga") as (chef, inga):
        here = Office(board, chef, inga)
        here.run("/boards", "/staff", "/units", "/cases")
        yield here


def figure(document, indicator="all.clients"):
    [found] = [each for each in document["figures"] if each["id"] == indicator]
    return found


def test_a_report_goes_from_its_start_to_its_publication(office):
    office.run(*STEPS)
    document = office.report()
    assert (document["status"], document["period"], document["data_cutoff"]) == ("published", "2026-T1", "2026-03-31")
    clients = figure(document)
    assert (clients["denominator"], clients["shown_value"], clients["assessment"]["fulfilment"]) == (1, 1, "partial")
    assert [each["id"] for each in document["published"]["figures"] if each["id"] == "all.clients"] == [], "one is a small number"
    listed = office.inga.get("/api/v1/reports")
    Reports.model_validate_json(listed.content)
    assert [each["status"] for each in listed.json()["reports"]] == ["published", "withdrawn"]
    assert office.inga.get("/api/v1/reports", params={"period": "2026-03"}).json()["reports"][0]["withdrawn_because"]


def test_what_is_written_in_may_about_march_stands_beside_the_figure_of_april(office):
    report = office.new_report("2026-T1", "2026-04-09", on="2026-04-10")
    frozen = office.report(report)
    assert (figure(frozen)["denominator"], figure(frozen)["differs"]) == (1, False)
    late = office.case("2026-0099", on="2026-05-11", started="2026-03-23")
    office.post(f"/cases/{late}/closing", {"closed_on": "2026-03-30", "manner": "as_planned"}, on="2026-05-12")
    rated = {
        "rated_on": "2026-03-24", "instrument": "ORS", "phase": "start", "respondent": "client", "subject": "client",
        "subscales": ["5", "5", "5", "5"], "total": "20",
    }
    office.post(f"/cases/{late}/ratings", rated, on="2026-05-13")
    now = office.report(report)
    clients = figure(now)
    assert (clients["denominator"], clients["shown_value"], clients["by_gender"]) == (
        1, 1, {"kvinna": {"numerator": "1", "denominator": 1}},
    )
    assert (clients["restated"]["denominator"], clients["differences"]["denominator"]) == (2, [1, 2])
    assert clients["since"]["rows_added"] == 1 and min(clients["since"]["positions"]) >= now["size"]
    assert figure(now, "all.interrupted")["restated"]["denominator"] == 1, "the closing"
    assert office.report(report, known_at=frozen["known_at"])["figures"] == frozen["figures"]
    later = office.board.ledger.size()
    office.case("2026-0100", on="2026-06-01", started="2026-03-23")
    assert office.report(report, known_at=later)["figures"] == now["figures"], "as known in May it never changes again"


def test_the_figures_know_what_was_recorded_by_the_end_of_the_cut_off_day(office):
    office.case("2026-0098", on="2026-04-15")
    early = office.new_report("2026-T1", "2026-04-14", on="2026-04-20")
    assert figure(office.report(early))["denominator"] == 1
    later = office.new_report("2026-T2", "2026-04-15", on="2026-04-21")
    assert figure(office.report(later))["denominator"] == 2
    third = office.post(
        "/reports", {"unit": UNIT, "period": "2026", "data_cutoff": "2026-04-14", "prepared_by": "Chefen"}, on="2026-04-22"
    )["stream"]
    for known_at in (0, 10_000, office.board.ledger.size()):
        body = {"submitted_by": "Enhetschefen", "known_at": known_at}
        assert office.post(f"/reports/{third}/submission", body, on="2026-04-23", status=422)["detail"], known_at


def test_a_tertial_is_not_shown_outside_when_the_published_one_would_reveal_the_difference(office):
    for number in range(9):
        office.case(f"A-{number}", on="2026-04-10", gender="man")
    first = office.new_report("2026-T1", "2026-04-12", on="2026-04-12")
    office.post(f"/reports/{first}/publication", {"published_to": "Nämndens handlingar"}, on="2026-04-13")
    [published] = [each for each in office.report(first)["published"]["figures"] if each["id"] == "all.clients"]
    assert (published["denominator"], published["by_gender"]) == (10, None), "one woman and nine men: no gender is shown"
    assert office.external("2026-T2")["value"] == 10
    for number, (gender, shown) in enumerate((("man", None), ("man", None), ("man", None), ("man", None), ("man", 15))):
        office.case(f"B-{number}", on=f"2026-05-1{number}", started="2026-05-04", gender=gender)
        found = office.external("2026-T2")
        assert (found["value"], found["suppressed"], found["sign"]) == (shown, shown is None, None if shown else ".."), number
    assert office.external("2026-T1")["value"] == 10


def test_a_late_record_of_a_published_period_is_not_given_away_by_the_period_anew(office):
    for number in range(9):
        office.case(f"A-{number}", on="2026-04-10")
    first = office.new_report("2026-T1", "2026-04-12", on="2026-04-12")
    office.post(f"/reports/{first}/publication", {"published_to": "Nämndens handlingar"}, on="2026-04-13")
    assert office.external("2026-T1")["value"] == 10
    office.case("C-1", on="2026-05-10")
    hidden = office.external("2026-T1")
    assert (hidden["value"], hidden["suppressed"], hidden["by_gender"]) == (None, True, {"övriga": None})
    internal = office.inga.get("/api/v1/goals", params={"period": "2026-T1"}).json()["results"]
    assert [each["value"] for each in internal if each["id"] == "all.clients"] == [11]
    actions = [each.action for each in access_records(office.board)]
    assert "GET /api/v1/goals (extern)" in actions and "GET /api/v1/goals" in actions


def test_a_report_of_an_activity_or_of_nothing_is_refused(office):
    team = office.post("/units", {"name": "KBT-teamet", "part_of": UNIT}, on="2026-04-10")["stream"]
    body = {"unit": team, "period": "2026-T1", "data_cutoff": "2026-04-10", "prepared_by": "Chefen"}
    made = office.post("/reports", body, on="2026-04-11")["stream"]
    refused = office.post(f"/reports/{made}/submission", {"submitted_by": "Chefen"}, on="2026-04-12", status=409)
    assert "hela enheten" in refused["detail"]
    assert office.inga.get(f"/api/v1/reports/{uuid4()}").status_code == 404
    office.post("/reports", {**body, "unit": str(uuid4())}, on="2026-04-13", status=404)
