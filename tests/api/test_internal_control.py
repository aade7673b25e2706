"""Internal control on a running service and in the shell: plans with lights, reviews with findings, what reviews take up."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from api.http.control_routes import InternalControl, JournalReviewAnswer, PreparedReviews
from api.http.outside_routes import OutsideDuties
from api.writes.table import WRITES
from api.writes.write import example_id
from projections.protection import MASK
from tests.api.conftest import access_records, new_board
from tests.api.test_alerts import RATING
from tests.api.writing import STAFF, TIMES, accounts_of, clients, run_examples

BO = example_id("/staff/managers", "staff_id")
CASE, UNIT = example_id("/cases", "case_id"), example_id("/units", "unit_id")
PLAN, REVIEW = example_id("/internal-control-plans", "plan_id"), example_id("/journal-reviews", "review_id")
CONTROLS = "/internal-control-plans/{plan_id}/controls"
SEEN = example_id("/journal-reviews/{review_id}/findings", "finding_id")
PEOPLE = [
    ("chef", "chef", BO), ("anna", "behandlare", STAFF), ("bo", "behandlare", BO), ("inga", "internkontroll", BO),
    ("ulf", "utredare", BO), ("stina", "internkontroll", None),
]
IN_MAY = datetime.fromisoformat("2026-05-21T09:00:00+02:00")


class Office:
    """A board with one case, Anna's, and a client for each account."""

    def __init__(self, board, opened):
        self.board = board
        self.chef, self.anna, self.bo, self.inga, self.ulf, self.stina = opened
        self._minutes = 0

    def run(self, *beginnings, client=None, until=None):
        """The examples of writes whose path begins so, in the table's order, before one of another path."""
        for write in WRITES:
            if until is not None and write.path == until:
                return
            if write.path.startswith(beginnings):
                answers = run_examples(client or self.chef, write)
                assert {answer.status_code for answer in answers} == {201}, (write.path, [each.text for each in answers])

    def post(self, path, body, client=None, at=None):
        """One more write, a minute later than the one before it unless a time is given."""
        self._minutes += 1
        time = (at or IN_MAY + timedelta(minutes=self._minutes)).isoformat()
        headers = {"Idempotency-Key": str(uuid4()), "If-Match": "*", "Aktspar-Simulated-Time": time}
        return (client or self.inga).post(f"/api/v1{path}", json=body, headers=headers)

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
            if write.path in ("/boards", "/staff", "/staff/managers", "/units", "/cases"):
                assert {answer.status_code for answer in run_examples(here.chef, write)} == {201}
        assigned = {"staff_id": STAFF, "from_date": "2026-03-02"}
        at = TIMES["/cases"] + timedelta(seconds=1)
        assert here.post(f"/cases/{CASE}/assignments", assigned, here.chef, at).status_code == 201
        yield here


def test_a_years_plan_shows_the_lights_that_its_evidence_gives_as_it_was_known(office):
    office.run("/internal-control-plans", client=office.inga)
    found = office.read("/internal-control", year=2025)
    InternalControl.model_validate(found)
    [plan] = found["plans"]
    full, sample, double = plan["controls"]
    assert (full["light"], sample["light"], double["withdrawn"]) == ("red", "yellow", "Görs i samma stickprov.")
    [run] = full["outcomes"]
    assert [each["rule"] for each in run["rule_results"]] == ["R-04"] and run["n_checked"] == run["n_faulty"] == 1
    assert [each["done"] for each in full["days"]] == [False, False, True]
    assert (plan["measures"][0]["effect"], plan["tertials"][0]["tertial"]) == ("partial", "2025-T3")
    assert [each["light"] for each in plan["closed"]["lights"]] == ["red", "yellow"]
    before = office.read("/internal-control", year=2025, known_at=run["size"], unit=UNIT)
    assert [each["light"] for each in before["plans"][0]["controls"]][:2] == ["grey", "grey"]
    assert office.read("/internal-control-plans", unit=UNIT)["internal_control_plans"][0]["plan"] == PLAN
    assert "ingen internkontrollplan för 2026" in office.read("/internal-control", status=404, year=2026)["detail"]
    assert access_records(office.board)[-1].action == "GET /api/v1/internal-control"


def test_who_controls_and_managers_write_and_the_others_do_not(office):
    body = {"year": 2026, "unit": UNIT}
    assert office.post("/internal-control-plans", body, office.anna).status_code == 403
    assert office.post("/internal-control-plans", body, office.ulf).status_code == 403
    assert "hör inte till någon i personalregistret" in office.post("/internal-control-plans", body, office.stina).text
    assert office.post(f"/cases/{CASE}/circumstances", {"information_meeting": True}).status_code == 403
    assert office.post("/internal-control-plans", body, office.chef).status_code == 201
    again = office.post("/internal-control-plans", body)
    assert (again.status_code, again.json()["detail"]) == (
        409, "Det finns redan en internkontrollplan för 2026. Fortsätt med den."
    )


def test_controls_measures_and_their_effect_stand_in_the_lists_of_what_is_due(office):
    office.run("/internal-control-plans", until="/internal-control-plans/{plan_id}/measures/{measure_id}/completion")

    def due(**params):
        found = office.read("/duties/outside-cases", days=200, valid_at="2026-05-20", **params)
        OutsideDuties.model_validate(found)
        return [(each["kind"], each["due_on"], each["role"]) for each in found["duties"] if each["about"] == PLAN]

    controls = [("make_control", day, "manager") for day in ("2025-04-15", "2025-09-15")]
    measures = [("take_measure", day, "manager") for day in ("2026-05-29", "2026-06-15")]
    assert due() == [*controls, *measures] == due(staff=STAFF) == due(role="manager")
    assert due(staff=BO) == due(role="worker") == []
    done = {"done_on": "2026-05-20", "done_how": "Rutinen är ändrad."}
    measure = example_id("/internal-control-plans/{plan_id}/measures", "measure_id")
    assert office.post(f"/internal-control-plans/{PLAN}/measures/{measure}/completion", done).status_code == 201
    assert ("see_effect", "2026-08-18", "manager") in due()
    closed = {"year_text": "Klart.", "left_over": "Tas med."}
    assert office.post(f"/internal-control-plans/{PLAN}/closing", closed).status_code == 201
    assert due() == []


def test_a_control_rests_on_a_review_that_is_closed(office):
    office.run("/internal-control-plans", until="/internal-control-plans/{plan_id}/outcomes")
    office.run("/journal-reviews", client=office.inga, until="/journal-reviews/{review_id}/findings/{finding_id}/remedy")
    body = {
        "control_id": example_id(f"{CONTROLS}/stickprov", "control_id"), "carried_out_on": "2026-05-20", "review_id": REVIEW,
    }
    outcomes = f"/internal-control-plans/{PLAN}/outcomes"
    assert "inte avslutad" in office.post(outcomes, body).text
    closing = {"review_summary": "En brist.", "left_open_reason": "Svaret väntas inte."}
    assert office.post(f"/journal-reviews/{REVIEW}/closing", closing).status_code == 201
    assert office.post(outcomes, body).status_code == 201
    sample = office.read("/internal-control", year=2025)["plans"][0]["controls"][1]
    assert (sample["outcomes"][0]["n_checked"], sample["outcomes"][0]["n_faulty"], sample["light"]) == (1, 1, "red")
    assert office.post(outcomes, {**body, "review_id": str(uuid4())}).status_code == 404


def test_a_review_tells_what_the_rules_and_the_reviewer_found_and_what_became_of_it(office):
    office.run("/journal-reviews", client=office.inga, until="/journal-reviews/{review_id}/findings/{finding_id}/remedy")
    review = office.read(f"/journal-reviews/{REVIEW}")
    JournalReviewAnswer.model_validate(review)
    assert access_records(office.board)[-1].cases == (office.board.views.find_case(CASE)[0],)
    by_rule, seen, wrong = review["findings"]
    assert (by_rule["asked"], by_rule["status"], by_rule["case"], by_rule["state"]) == ("R-04", "gap", CASE, "open")
    assert (seen["state"], seen["answer"]["by"], wrong["state"], wrong["dismissed"]["by"]) == ("answered", BO, "dismissed", BO)
    assert (review["cases"], review["case_count"], review["by_state"]["open"]) == ([CASE], 1, 1)
    [rule] = [each for each in review["totals"] if each["asked"] == "R-04"]
    assert (rule["asked_version"], rule["total_checked"], rule["total_findings"]) == (1, 1, 1)
    [listed, withdrawn] = office.read("/journal-reviews")["journal_reviews"]
    assert listed["review"] == REVIEW and "findings" not in listed and CASE not in str(listed)
    assert (withdrawn["kind"], withdrawn["withdrawn"], withdrawn["case_count"]) == ("full", "Fel enhet.", 1)
    [duty] = [each for each in office.read("/duties/outside-cases", days=30)["duties"] if each["about"] == REVIEW]
    assert (duty["kind"], duty["role"], duty["kept_in"]) == ("answer_findings", "worker", "journal-reviews")
    before = office.read(f"/journal-reviews/{REVIEW}", known_at=review["size"] + 2)
    assert [each["asked"] for each in before["findings"]] == ["R-04"]
    begun = office.read(f"/journal-reviews/{REVIEW}", known_at=review["size"] + 1)
    assert (begun["findings"], begun["cases"]) == ([], [CASE])
    assert access_records(office.board)[-1].cases == (office.board.views.find_case(CASE)[0],)
    assert office.read(f"/journal-reviews/{uuid4()}", status=404)["detail"].startswith("Granskningen fanns inte")


def test_a_worker_sees_and_answers_the_findings_in_their_own_cases(office):
    office.run("/journal-reviews", client=office.inga, until="/journal-reviews/{review_id}/findings/{finding_id}/remedy")
    own, others = (office.read(f"/journal-reviews/{REVIEW}", client) for client in (office.anna, office.bo))
    assert ({each["case"] for each in own["findings"]}, own["cases"]) == ({CASE}, [CASE])
    assert (others["findings"], others["cases"], others["findings_count"]) == ([], [], 3)
    finding = own["findings"][0]["finding"]
    address = f"/journal-reviews/{REVIEW}/findings/{finding}"
    answered = office.post(f"{address}/answers", {"explanation": "Jag var ledig.", "is_disputed": True}, office.anna)
    assert answered.status_code == 201
    dismissal = {"finding_id": finding, "dismissed_because": "Det var överenskommet."}
    assert office.post(f"/journal-reviews/{REVIEW}/dismissals", dismissal, office.anna).status_code == 403


def test_a_remedy_is_a_later_event_of_the_same_case(office):
    office.run("/journal-reviews", client=office.inga, until="/journal-reviews/{review_id}/findings/{finding_id}/remedy")
    address = f"/journal-reviews/{REVIEW}/findings/{SEEN}/remedy"
    early = office.post(address, {})
    assert early.status_code == 422 and "fanns när granskningen gjordes" in early.json()["detail"]
    more = office.post(f"/cases/{CASE}/circumstances", {"information_meeting": True}, office.anna)
    assert more.status_code == 201, more.text
    assert office.post(address, {"remedied_at": more.json()["position"] + 1}, office.anna).status_code == 404
    assert office.post(address, {"remedied_at": more.json()["position"]}, office.anna).status_code == 201
    found = {each["finding"]: each for each in office.read(f"/journal-reviews/{REVIEW}")["findings"]}
    assert found[SEEN]["remedied"] == {"on": "2026-05-21", "position": more.json()["position"]}


def test_what_is_said_of_a_protected_person_in_a_review_is_masked_at_every_moment(office):
    office.run("/journal-reviews", client=office.inga, until="/journal-reviews/{review_id}/findings/{finding_id}/remedy")
    size = office.board.ledger.size()
    protected = {
        "protection_level": "protected_registration", "protected_from": "2026-03-01", "protected_person": "client",
        "protection_source": "tax_agency",
    }
    answer = office.post(f"/cases/{CASE}/protections", protected, office.anna)
    assert answer.status_code == 201, answer.text
    for found in (office.read(f"/journal-reviews/{REVIEW}"), office.read(f"/journal-reviews/{REVIEW}", known_at=size)):
        by_rule, seen, wrong = found["findings"]
        assert [seen["observation"], seen["answer"]["explanation"], wrong["dismissed"]["because"]] == [MASK] * 3
        assert (by_rule["asked"], by_rule["case"], seen["answer"]["by"]) == ("R-04", CASE, BO)


def test_what_a_review_cannot_rest_on_is_refused(office):
    started = {
        "journal_review_kind": "sample", "unit": UNIT, "review_title": "Stickprov", "reviewer_id": BO, "case_ids": [CASE],
    }
    size = office.board.ledger.size()
    for changes, status, words in (
        ({"review_rules": ["R-99"]}, 404, "Regeln R-99 finns inte"),
        ({"known_at": size + 1}, 422, f"Liggaren har {size} händelser"),
        ({"known_at": 0}, 422, "Ange known_at från 1"),
        ({"known_at": 1}, 404, "En av journalerna fanns inte"),
        ({"case_ids": [], "sample_id": str(uuid4())}, 404, "Stickprovet i sample_id finns inte"),
    ):
        answer = office.post("/journal-reviews", {**started, **changes})
        assert (answer.status_code, words in answer.json()["detail"]) == (status, True), answer.text
    assert office.post("/journal-reviews", {**started, "known_at": size}).status_code == 201


def test_a_case_review_takes_up_what_is_missing_late_and_waiting_case_by_case(office):
    [session] = [write for write in WRITES if write.path == "/cases/{case_id}/sessions"]
    assert {answer.status_code for answer in run_examples(office.anna, session)} == {201}
    at = TIMES[session.path] + timedelta(hours=1)
    assert office.post(f"/cases/{CASE}/ratings", RATING, office.anna, at).status_code == 201
    office.run("/viewpoints", until="/viewpoints/{viewpoint_id}/manager-notices")
    found = office.read("/case-reviews/prepared", office.chef, staff=STAFF, valid_at="2026-05-20", days=6)
    PreparedReviews.model_validate(found)
    [case] = found["cases"]
    assert (case["case"], case["review_due_on"] < "2026-05-20", case["review_days_overdue"] > 0) == (CASE, True, True)
    assert {each["status"] for each in case["missing"]} <= {"gap", "late"}
    assert "R-04" in {each["rule"] for each in case["missing"]} and all(each["to_do"] for each in case["missing"])
    assert {each["kind"] for each in case["viewpoints"]} == {"tell_manager", "decide_adaptation", "give_feedback"}
    assert [each["kind"] for each in case["alerts"]] == ["alliance_low"]
    assert "review_case" in {each["kind"] for each in case["to_do"]}
    assert len(found["standing_questions"]) == 12
    [record] = access_records(office.board)[-1:]
    assert [str(each) for each in record.cases] == [CASE]


def test_what_a_workers_review_takes_up_is_for_the_worker_and_the_manager(office):
    own = office.read("/case-reviews/prepared", office.anna)
    assert ([each["case"] for each in own["cases"]], own["staff"]) == ([CASE], STAFF)
    assert office.read("/case-reviews/prepared", office.bo)["cases"] == []
    office.read("/case-reviews/prepared", office.bo, status=403, staff=STAFF)
    office.read("/case-reviews/prepared", office.inga, status=403, staff=STAFF)
    of_unit = office.read("/case-reviews/prepared", office.inga, unit=UNIT, limit=1)
    assert [each["case"] for each in of_unit["cases"]] == [CASE] and of_unit["next"] is None


def test_the_shell_shows_lights_and_reviews_and_says_1_when_they_are_not_in_order(office, aktspar):
    office.run("/internal-control-plans", "/journal-reviews", until="/journal-reviews/{review_id}/findings/{finding_id}/remedy")
    board = ("--board", office.board.slug)
    shown = aktspar(*board, "internal-control", "--year", "2025")
    assert shown.status == 1 and "rött" in shown.stdout and "Ersättare utses" in shown.stdout.replace("\n", " ")
    document = aktspar(*board, "internal-control", "--year", "2025", "--unit", UNIT, "--json").document
    assert document["plans"][0]["unit_name"] is not None
    assert aktspar(*board, "internal-control", "--year", "2031").status == 2
    assert aktspar(*board, "internal-control", "--year", "snart").status == 2
    listed = aktspar(*board, "review", "list")
    assert listed.status == 0 and "Återtagen" in listed.stdout and "Pågår" in listed.stdout
    assert len(aktspar(*board, "review", "list", "--unit", UNIT, "--json").document["journal_reviews"]) == 2
    told = aktspar(*board, "review", "show", REVIEW)
    assert told.status == 1 and "obesvarad" in told.stdout
    assert aktspar(*board, "review", "show", "x").status == aktspar(*board, "review", "show", uuid4()).status == 2
