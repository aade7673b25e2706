"""Lex Sarah reports over HTTP: everybody on the staff reports, those on its list go on, and no list tells who reported."""

from __future__ import annotations

from uuid import uuid4

import pytest

from api.writes import lex_sarah
from api.writes.table import WRITES
from api.writes.write import example_id
from domain.base import Purpose, RetentionClass
from tests.api.conftest import access_records, new_board
from tests.api.writing import STAFF, accounts_of, clients, run_examples

SET_UP = ("/boards", "/staff", "/units", "/offerings", "/cases")
MANAGER, UNIT, CASE = example_id("/staff/managers", "staff_id"), example_id("/units", "unit_id"), example_id("/cases", "case_id")
REPORTS = "/api/v1/lex-sarah-reports"
REPORT = example_id("/lex-sarah-reports", "report_id")
PEOPLE = [
    ("chef", "chef", STAFF), ("anna", "behandlare", STAFF), ("lo", "loggkontrollant", MANAGER), ("okand", "chef", None),
    ("ulla", "utredare", STAFF),
]
OWN = {
    "unit": UNIT, "noticed_at": {"on": "2026-05-04"}, "occurred": {"on": "2026-05-03"}, "affected": "unknown",
    "event_text": "Dörren till arkivet stod öppen.", "noticed_how": "own_observation", "immediate_text": None,
}
"""Everything that a report must hold: seven answers."""


class Office:
    """A board with the example's case and people."""

    def __init__(self, board, opened):
        self.board = board
        self.chef, self.anna, self.controller, self.nobody, self.ulla = opened
        self._minutes = 0

    def post(self, client, address, body, *, on="2026-05-04"):
        self._minutes += 1
        headers = {
            "Idempotency-Key": str(uuid4()), "If-Match": "*",
            "Aktspar-Simulated-Time": f"{on}T10:{self._minutes:02d}:00+02:00",
        }
        return client.post(f"{REPORTS}{address}", json=body, headers=headers)

    def run(self, writes):
        for write in writes:
            answers = run_examples(self.chef, write, investigator=self.ulla)
            assert {answer.status_code for answer in answers} == {201}, (write.path, [a.text for a in answers])

    def report(self, client, **changes):
        answer = self.post(client, "", {**OWN, **changes})
        assert answer.status_code == 201, answer.text
        return f"/{answer.json()['stream']}"

    def event(self, answer):
        assert answer.status_code == 201, answer.text
        [recorded] = self.board.ledger.read(answer.json()["position"], 1)
        return recorded.event


@pytest.fixture
def office(runtime, tmp_path):
    board = new_board(runtime)
    with clients(runtime, accounts_of(tmp_path, board, PEOPLE), *(name for name, *_ in PEOPLE)) as opened:
        for write in WRITES:
            if write.path in SET_UP:
                answers = run_examples(opened[0], write)
                assert {answer.status_code for answer in answers} == {201}, (write.path, [a.text for a in answers])
        yield Office(board, opened)


def test_every_example_of_the_handling_is_accepted_and_its_list_tells_neither_who_reported_nor_what(office):
    office.run(lex_sarah.WRITES)
    answer = office.chef.get(REPORTS)
    assert answer.status_code == 200, answer.text
    [listed] = [each for each in answer.json()["lex_sarah_reports"] if each["lex_sarah_report"] == REPORT]
    assert (listed["state"], listed["registry_number"]) == ("under_investigation", "SN 2026/112")
    assert [each["step"] for each in listed["steps"]][:4] == ["report", "receive", "assess", "assign"]
    assert "beslutet" in listed["left"]["handling"]
    for secret in ("Vera", "volontär", "insatsen gavs", STAFF, MANAGER, CASE):
        assert secret not in answer.text


def test_the_examples_of_every_region_take_a_report_from_its_submission_to_its_closing_and_up_again(office):
    office.run([each for each in WRITES if "deviation-notes" in each.path or each.path.startswith("/lex-sarah-reports")])
    [listed] = [each for each in office.chef.get(REPORTS).json()["lex_sarah_reports"] if each["lex_sarah_report"] == REPORT]
    assert (listed["state"], listed["investigation_version"]) == ("under_investigation", 2)
    assert listed["degree"] == "serious_misconduct"


def test_a_therapist_reports_with_seven_answers_and_stands_as_the_reporter(office):
    event = office.event(office.post(office.anna, "", OWN))
    assert (str(event.lex_reporter_id), str(event.writer_id), event.purpose) == (STAFF, STAFF, Purpose.LEX_SARAH)
    assert event.retention_class is RetentionClass.LEX_SARAH and event.key_subject == event.originator_id


@pytest.mark.parametrize("missing", OWN)
def test_each_of_the_seven_answers_is_asked_for(office, missing):
    answer = office.post(office.anna, "", {name: value for name, value in OWN.items() if name != missing})
    assert answer.status_code == 422 and missing in answer.text


def test_somebody_of_any_role_reports_but_nobody_who_is_not_on_the_staff(office):
    assert office.report(office.controller)
    assert office.post(office.nobody, "", OWN).status_code == 403


def test_who_is_not_on_the_list_neither_goes_on_with_a_report_nor_adds_to_anothers(office):
    own, others = office.report(office.anna), office.report(office.controller)
    assert office.post(office.anna, f"{own}/supplements", {"supplement_text": "Två pärmar saknas."}).status_code == 201
    answer = office.post(office.anna, f"{others}/supplements", {"supplement_text": "Jag med."})
    unknown = office.post(office.anna, f"/{uuid4()}/supplements", {"supplement_text": "Jag med."})
    assert (answer.status_code, answer.json()["detail"]) == (404, unknown.json()["detail"])
    answer = office.post(
        office.anna, f"{own}/receipts", {"receiver_id": STAFF, "acknowledgement": "Själv.", "receiver_in_conflict": False}
    )
    assert (answer.status_code, "handläggs av" in answer.text) == (403, True)


def test_who_is_given_access_to_all_of_it_goes_on_with_it_until_the_access_ends(office):
    report = office.report(office.anna)
    received = {"receiver_id": STAFF, "acknowledgement": "Muntligt.", "receiver_in_conflict": False}
    assert office.post(office.controller, f"{report}/receipts", received).status_code == 404
    given = {"accessor_id": MANAGER, "access_level": "full", "access_reason": "Tar emot rapporter."}
    assert office.post(office.ulla, f"{report}/accesses", given).status_code == 201
    assert office.post(office.controller, f"{report}/receipts", received).status_code == 201
    ended = {"accessor_id": MANAGER, "access_reason": "Överlämnat."}
    assert office.post(office.ulla, f"{report}/access-endings", ended).status_code == 201
    assert office.post(office.controller, f"{report}/supplements", {"supplement_text": "Mer."}).status_code == 404


def test_a_report_that_is_linked_to_an_unknown_one_is_refused_and_naming_a_case_in_ones_own_tells_its_log_nothing(office):
    report = office.report(office.anna, affected="cases", case_ids=[CASE])
    logged = access_records(office.board)[-1]
    assert (logged.action, logged.purpose, [str(each) for each in logged.cases]) == (
        "POST /api/v1/lex-sarah-reports", Purpose.LEX_SARAH, []
    )
    answer = office.post(office.ulla, f"{report}/links", {"main_report_id": CASE, "link_reason": "Samma."})
    assert (answer.status_code, "finns inte i nämnden" in answer.text) == (404, True)
