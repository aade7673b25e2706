"""A Lex Sarah report's regions over HTTP: the whole way to its closing, what IVO got, and what the client's record says."""

from __future__ import annotations

import base64
import hashlib
from uuid import UUID, uuid4

import pytest

from api.writes import deviation_notes, lex_sarah, lex_sarah_closing, lex_sarah_deciding, lex_sarah_outcome, lex_sarah_regions
from api.writes.table import WRITES
from api.writes.write import example_id
from domain.lex_sarah.codes import HandlingState, IvoState, MeasuresState
from domain.lex_sarah.report import LexSarahReport
from domain.policies import DEFAULT_POLICY
from projections.areas.lex_sarah_regions import kept_document, measures_document, regions_document
from tests.api.conftest import new_board
from tests.api.writing import STAFF, accounts_of, clients, run_examples
from tests.support.examples import EXAMPLES

SET_UP = ("/boards", "/staff", "/units", "/offerings", "/cases")
CASE, REPORT = example_id("/cases", "case_id"), example_id("/lex-sarah-reports", "report_id")
SIMPLIFIED = example_id("/lex-sarah-reports/simplified", "report_id")
NOTED = example_id("/cases/{case_id}/deviation-notes")
TO_DECISION = (*lex_sarah.WRITES, *deviation_notes.WRITES, *lex_sarah_regions.WRITES, *lex_sarah_deciding.WRITES)
WHOLE = (*TO_DECISION, *lex_sarah_outcome.WRITES, *lex_sarah_closing.WRITES)


class Office:
    """A board with the example's case, a manager, and who receives and investigates reports."""

    def __init__(self, board, chef, ulla):
        self.board, self.chef, self.ulla = board, chef, ulla
        self._minutes = 0

    def run(self, writes):
        for write in writes:
            answers = run_examples(self.chef, write, investigator=self.ulla)
            assert {answer.status_code for answer in answers} == {201}, [answer.text for answer in answers]

    def post(self, address, body, *, on):
        self._minutes += 1
        headers = {
            "Idempotency-Key": str(uuid4()), "If-Match": "*",
            "Aktspar-Simulated-Time": f"{on}T18:{self._minutes:02d}:00+02:00",
        }
        sender = self.ulla if address.startswith("/lex-sarah-reports") else self.chef
        return sender.post(f"/api/v1{address}", json=body, headers=headers)

    def report(self, report_id=REPORT):
        return LexSarahReport.fold(each.event for each in self.board.ledger.stream(UUID(report_id)))


@pytest.fixture
def office(runtime, tmp_path):
    board = new_board(runtime)
    people = [("chef", "chef", STAFF), ("ulla", "utredare", STAFF)]
    with clients(runtime, accounts_of(tmp_path, board, people), "chef", "ulla") as opened:
        here = Office(board, *opened)
        here.run(write for write in WRITES if write.path in SET_UP)
        yield here


def test_a_report_goes_the_whole_way_through_the_api_and_is_closed_with_nothing_left(office):
    office.run(write for write in WHOLE if not write.path.endswith("/reopenings"))
    report = office.report()
    assert (report.handling.state, report.ivo.state, report.measures.state) == (
        HandlingState.CLOSED, IvoState.IVO_CLOSED, MeasuresState.EFFECT_VERIFIED
    )
    assert [what for region in report.regions for what in region.lacking] == []
    answer = office.post(f"/lex-sarah-reports/{REPORT}/lessons", lex_sarah_outcome.WRITES[-5].example, on="2026-06-30")
    assert answer.status_code != 201
    assert office.report(SIMPLIFIED).handling.state is HandlingState.UNDER_INVESTIGATION


def test_every_event_type_of_the_regions_is_written_by_an_example(office):
    office.run(WHOLE)
    written = {type(each.event).TYPE for stream in (REPORT, SIMPLIFIED) for each in office.board.ledger.stream(UUID(stream))}
    wanted = {event.TYPE for event in EXAMPLES.values() if event.TYPE.startswith("lex_sarah.")}
    regions = ("ivo_", "measure_", "immediate_", "no_measure", "individual_", "record_", "unknown_", "feedback_", "lesson_")
    assert {each for each in wanted if each.partition(".")[2].startswith(regions)} <= written


def test_what_was_sent_is_kept_byte_for_byte_and_shown_by_its_hash(office):
    office.run(TO_DECISION)
    office.run(lex_sarah_outcome.WRITES[:2])
    sent = b"Anm\xc3\xa4lan (exempel)"
    shown = regions_document(office.report())["ivo"]["notification"]["documents"][0]
    assert shown == {
        "document_kind": "notification", "document_title": "Anmälan", "media_type": "text/plain",
        "sha256": hashlib.sha256(sent).hexdigest(), "size": len(sent),
    }
    assert kept_document(office.report(), shown["sha256"]).bytes() == sent
    assert kept_document(office.report(), "0" * 64) is None
    again = office.post(f"/lex-sarah-reports/{REPORT}/ivo-notifications", lex_sarah_outcome.WRITES[1].example, on="2026-05-22")
    assert again.status_code == 409 and "Skicka en komplettering i stället" in again.json()["detail"]


def test_documents_that_do_not_fit_are_refused_with_what_to_do(office):
    office.run(TO_DECISION)
    content = base64.b64encode(bytes(DEFAULT_POLICY.kept_documents_max_bytes + 1)).decode()
    body = {**lex_sarah_outcome.WRITES[1].example}
    body["documents"] = [{**body["documents"][0], "content": content}]
    answer = office.post(f"/lex-sarah-reports/{REPORT}/ivo-notifications", body, on="2026-05-22")
    assert answer.status_code == 422 and "högst 750000 kan sparas på en gång" in answer.json()["detail"]
    body["documents"][0]["content"] = base64.b64encode(bytes(DEFAULT_POLICY.kept_documents_max_bytes)).decode()
    answer = office.post(f"/lex-sarah-reports/{REPORT}/ivo-notifications", body, on="2026-05-22")
    assert answer.status_code == 201, answer.text


def test_a_report_is_linked_only_to_an_entry_that_points_at_it_and_stands(office):
    office.run((*lex_sarah.WRITES, *deviation_notes.WRITES))
    note = deviation_notes.WRITES[0].example
    other = office.post(f"/cases/{CASE}/deviation-notes", {**note, "deviation_report_id": SIMPLIFIED}, on="2026-05-21")
    links = f"/lex-sarah-reports/{REPORT}/record-links"
    for entry in (other.json()["made"]["entry_id"], str(uuid4())):
        answer = office.post(links, {"about_case_id": CASE, "record_entry_id": entry}, on="2026-05-21")
        assert answer.status_code == 404 and "Akten har ingen sådan anteckning" in answer.json()["detail"]
    struck = office.post(
        f"/cases/{CASE}/strikings", {"entry_id": NOTED, "reason": "Fel dag."}, on="2026-05-21"
    )
    assert struck.status_code == 201, struck.text
    answer = office.post(links, {"about_case_id": CASE, "record_entry_id": NOTED}, on="2026-05-21")
    assert answer.status_code == 404
    again = office.post(f"/cases/{CASE}/deviation-notes", note, on="2026-05-21").json()["made"]["entry_id"]
    assert office.post(links, {"about_case_id": CASE, "record_entry_id": again}, on="2026-05-21").status_code == 201


def test_the_clients_record_says_that_it_was_reported_and_nothing_of_the_report(office):
    unknown = office.post(
        f"/cases/{CASE}/deviation-notes", {**deviation_notes.WRITES[0].example, "deviation_report_id": CASE}, on="2026-03-23"
    )
    assert unknown.status_code == 404 and "Lex Sarah-rapporten i deviation_report_id finns inte" in unknown.json()["detail"]
    office.run(WHOLE)
    shown = office.chef.get(f"/api/v1/cases/{CASE}/timeline")
    assert shown.status_code == 200, shown.text
    assert "Avvikelse rapporterad" in shown.text and "Klienten ringdes upp samma dag" in shown.text
    own = [each.event for each in office.board.ledger.stream(UUID(CASE))]
    assert [each.TYPE for each in own if each.TYPE.startswith("lex_sarah")] == []
    for secret in ("Vera", "Sex möten", "Jag trodde att ni hade avslutat mig", "IVO", "issförhållande", "ersättare var utsedd"):
        assert secret not in shown.text


def test_the_measures_are_shown_alone_to_who_sees_no_more(office):
    office.run(TO_DECISION)
    shown = measures_document(office.report())
    assert shown.keys() == {"measures"} and shown["measures"]["state"] == "planned"
    assert "Vera" not in str(shown) and "insatsen gavs" not in str(shown)
