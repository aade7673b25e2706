"""`aktspar lexsarah`: a report in a few questions, and every step of the handling, by whoever logs in."""

from __future__ import annotations

import hashlib
import io
import json
from types import SimpleNamespace
from uuid import uuid4

import pytest

from api.commands.lexsarah import MEASURE_STEPS, STEPS
from api.commands.lexsarah_screen import show_report
from api.problems import UsageError
from api.shell_form import asked_members, document_of, given_members, value_of
from api.writes import lex_sarah, lex_sarah_deciding
from api.writes.table import WRITES, shapes
from domain.base import Occurred
from domain.lex_sarah.codes import CauseArea
from tests.api.conftest import PASSWORD, new_board
from tests.api.writing import ANOTHER, STAFF, accounts_of, clients, run_examples

SET_UP = ("/boards", "/staff", "/units", "/offerings", "/cases")
PEOPLE = [("chef", "chef", STAFF), ("anna", "behandlare", ANOTHER), ("ulla", "utredare", STAFF)]
SHAPES = {shape.write.path: shape for shape in shapes()}
EXAMPLES = {
    write.path.rpartition("/")[2]: dict(write.example) for module in (lex_sarah, lex_sarah_deciding) for write in module.WRITES
}
UNIT_NAME = next(write.example["name"] for write in WRITES if write.path == "/units")
CASE_NUMBER = next(write.example["number"] for write in WRITES if write.path == "/cases")


def answers(*lines):
    return "\n".join((PASSWORD, *lines)) + "\n"


@pytest.fixture
def shell(aktspar, runtime, tmp_path, monkeypatch):
    """Runs `aktspar lexsarah` as an account, with lines on stdin after its password."""
    board = new_board(runtime)
    with clients(runtime, accounts_of(tmp_path, board, PEOPLE), "chef") as (chef,):
        for write in WRITES:
            if write.path in SET_UP:
                assert {answer.status_code for answer in run_examples(chef, write)} == {201}
        later = {"Idempotency-Key": str(uuid4()), "Aktspar-Simulated-Time": "2026-05-06T08:00:00+02:00"}
        assert chef.post("/api/v1/units", json={"name": "Annan enhet"}, headers=later).status_code == 201

    def run(account, command, *words, lines=()):
        monkeypatch.setattr("sys.stdin", io.StringIO(answers(*lines)))
        return aktspar("lexsarah", command, *words, "--account", account, "--password-stdin", "--json")

    return run


def test_every_write_of_a_report_has_a_command():
    paths = {f"/lex-sarah-reports/{{report_id}}/{last}" for last, _ in STEPS.values()}
    paths |= {f"/lex-sarah-reports/{{report_id}}/measures/{{measure_id}}/{last}" for last, _ in MEASURE_STEPS.values()}
    assert paths | {"/lex-sarah-reports"} == {path for path in SHAPES if path.startswith("/lex-sarah-reports")}


def test_a_report_is_a_few_questions_and_an_answer_that_cannot_be_read_is_asked_for_again(shell):
    told = (
        UNIT_NAME, "2026-05-04 08:30", "2026-03", "Tre besök är inte antecknade.", "vem som helst", "de utpekade ärendena",
        CASE_NUMBER, "egen iakttagelse", "",
    )
    ran = shell("anna", "report", "--ask", lines=told)
    assert ran.status == 0, ran
    report = ran.document["stream"]
    own = shell("anna", "show", report).document
    assert own["report"]["sight"] == ["own"]
    said = own["own_report"]["report"]
    assert (said["occurred"]["precision"], said["noticed_at"]["at"], said["immediate_text"]) == ("month", "08:30", None)
    assert said["event_text"] == "Tre besök är inte antecknade." and len(said["case_ids"]) == 1
    listed = shell("ulla", "list")
    assert (listed.status, [each["lex_sarah_report"] for each in listed.document["lex_sarah_reports"]]) in (
        (0, [report]), (1, [report])
    )


def test_the_handling_goes_on_in_the_shell_by_the_same_rules_and_is_told_what_is_missing(shell, tmp_path):
    body = tmp_path / "rapport.json"
    body.write_text(json.dumps(lex_sarah.WRITES[0].example))
    report = shell("anna", "report", "--body", body).document["stream"]
    refused = shell("anna", "receive", report, "--set", "acknowledgement=Muntligt.", "--set", "receiver_in_conflict=nej",
                    "--set", "receiver_id=Anna Exempel")
    assert (refused.status, refused.document["status"]) == (2, 403)
    taken = shell("ulla", "receive", report, "--set", "acknowledgement=Muntligt.", "--set", "receiver_in_conflict=nej",
                  "--set", "receiver_id=Anna Exempel")
    assert taken.status == 0, taken
    missing = shell("ulla", "missing", report)
    assert missing.status == 1 and "den första bedömningen" in missing.document["left"]["handling"]
    steps = (("assess", "assessments"), ("assign", "investigators"), ("find", "findings"), ("cause", "cause-analyses"))
    for command, last in steps:
        body.write_text(json.dumps(EXAMPLES[last]))
        ran = shell("ulla", command, report, "--body", body)
        assert ran.status == 0, (command, ran)
    early = shell("ulla", "close", report, "--set", "lessons=Inga.")
    assert early.document["status"] == 409 and "beslut" in early.document["detail"], early.document
    pages = tmp_path / "anmalan.pdf"
    made = shell("ulla", "notification", report, "-o", pages)
    assert made.status == 0 and hashlib.sha256(pages.read_bytes()).hexdigest() == made.document["pdf_sha256"]
    body.write_text(json.dumps({"degree": "serious_misconduct", "escalation_motivation": "Värre."}))
    assert shell("ulla", "escalate", report, "--body", body).status == 0
    sent = shell(
        "ulla", "notify-ivo", report, "--set", "sent_at=2026-04-22", "--set", "notified_by=nämnden", "--set",
        "ivo_channel=e_service", "--document", f"notification={pages}",
    )
    assert sent.status == 0, sent
    kept = tmp_path / "kept.pdf"
    fetched = shell("ulla", "kept", report, "--sha256", made.document["pdf_sha256"], "-o", kept)
    assert fetched.status == 0 and kept.read_bytes() == pages.read_bytes()


def test_whoever_is_not_on_the_list_is_told_that_there_is_no_such_report(shell, tmp_path):
    body = tmp_path / "rapport.json"
    body.write_text(json.dumps(lex_sarah.WRITES[0].example))
    report = shell("ulla", "report", "--body", body).document["stream"]
    ran = shell("anna", "show", report)
    assert (ran.status, ran.document["status"]) == (2, 404)
    assert shell("anna", "list").document["lex_sarah_reports"] == []


def test_what_cannot_be_read_is_refused_with_how_to_write_it(tmp_path):
    model = SHAPES["/lex-sarah-reports"].body
    for word, message in (
        ("nonsens=1", "Ange --set namn=värde"), ("affected=alla", "välj bland de utpekade ärendena"),
        ("unit={", "börjar som JSON"),
    ):
        with pytest.raises(UsageError, match=message):
            given_members(model, [word], lambda name, text: text)
    for word, message in (
        ("notification", "--document SLAG=FIL"), ("brev=x", "välj bland"), ("notification=/finns/inte", "sökvägen"),
    ):
        with pytest.raises(UsageError, match=message):
            document_of(word)
    with pytest.raises(UsageError, match="heltal"):
        value_of("recurrence_severity", int, "tre", str)
    with pytest.raises(UsageError, match="ja eller nej"):
        value_of("independent", bool, "kanske", str)
    assert value_of("occurred", Occurred, "2026-05-04", str) == {"on": "2026-05-04"}
    assert value_of("independent", bool, "ja", str) is True and value_of("independent", bool, "nej", str) is False


def test_each_area_and_each_kind_of_consequence_is_asked_for_once(tmp_path):
    told = iter(["ja", "Rutin saknas."] + ["nej", "Prövat."] * 4)
    model = SHAPES["/lex-sarah-reports/{report_id}/cause-analyses"].body
    asked = asked_members(model, {}, lambda question: next(told), lambda name, text: text)
    areas = [(each["found"], each["text"]) for each in asked["cause_areas"]]
    assert areas == [(True, "Rutin saknas.")] + [(False, "Prövat.")] * 4


def test_a_report_on_screen_is_in_swedish_words_and_without_ids():
    one_id, screen_lines = str(uuid4()), []
    screen = SimpleNamespace(line=lambda text="", style="": screen_lines.append(text), table=lambda *told: None)
    entry = {
        "entry": one_id, "heading": "Första bedömning", "provisional_degree": "tangible_risk_serious", "investigator_id": one_id,
        "police_report": False, "addressed_areas": ["procedures", "competence"],
    }
    report = {"lex_sarah_report": one_id, "state_in_words": "mottagen", "submitted_on": "2026-05-04", "received_on": None}
    whole = {"report": {"affected": "cases", "unit": one_id}, "entries": [entry]}
    show_report(screen, {"report": report, "whole": whole})
    told = "\n".join(screen_lines[2:])
    assert "Preliminär grad: påtaglig risk för allvarligt missförhållande" in told
    assert f"{CauseArea.PROCEDURES.swedish}; {CauseArea.COMPETENCE.swedish}" in told
    assert "Berörda: de utpekade ärendena" in told and told.count(one_id) == 1
