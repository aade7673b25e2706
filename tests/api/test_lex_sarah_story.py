"""A Lex Sarah report as each of those around it sees it, over HTTP: only who handles it learns who reported."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from datetime import date
from uuid import UUID, uuid4

import pytest

from api.access_matrix import READS
from api.lex_sarah_access import pseudonym
from api.writes import lex_sarah, lex_sarah_deciding, lex_sarah_outcome, lex_sarah_regions
from api.writes.table import WRITES
from api.writes.write import example_id, made_id
from domain.base import Purpose
from tests.api.conftest import access_records, new_board
from tests.api.writing import STAFF, accounts_of, clients, run_examples

SET_UP = ("/boards", "/staff", "/units", "/offerings", "/cases")
UNIT, CASE = example_id("/units", "unit_id"), example_id("/cases", "case_id")
KEYS = {name: uuid4() for name in ("rapport", "mona", "nils", "ulla", "iris", "dora", "lo", "other unit")}
IDS = {name: str(made_id(key, "staff_id")) for name, key in KEYS.items()}
OTHER_UNIT = str(made_id(KEYS["other unit"], "unit_id"))
REPORTER = "Vilgot Rapportsson"
NAMES = {
    "rapport": (REPORTER, UNIT), "mona": ("Mona Monsson", UNIT), "nils": ("Nils Nilsson", OTHER_UNIT),
    "ulla": ("Ulla Ulvesson", None), "iris": ("Iris Irisson", None), "dora": ("Dora Dorsson", OTHER_UNIT),
    "lo": ("Lo Loson", None),
}
ROLES = {
    "rapport": "behandlare", "mona": "chef", "nils": "chef", "ulla": "utredare", "iris": "utredare", "dora": "chef",
    "lo": "loggkontrollant", "ines": "internkontroll", "chef": "chef", "anna": "behandlare", "rev": "revisor",
    "ark": "arkivarie", "drift": "driftansvarig",
}
REPORTS = "/api/v1/lex-sarah-reports"
TOLD = f"Jag, {REPORTER}, såg att tre besök inte är antecknade."
STAFF_NAMES = ("GET /api/v1/staff", "GET /api/v1/lex-sarah-information", "GET /api/v1/access-log")
"""Who works here, who was told of the duty to report, and who used which address: of reports nothing but that."""
CHANGES = "GET /api/v1/changes"
"""Tells that somebody was registered on the staff, and of a report only that something changed."""
EXAMPLES = {
    write.path.removeprefix("/lex-sarah-reports/{report_id}"): dict(write.example)
    for module in (lex_sarah, lex_sarah_regions, lex_sarah_deciding, lex_sarah_outcome) for write in module.WRITES
}


class Town:
    """A board where everybody has an account."""

    def __init__(self, board, by_name):
        self.board, self.by_name = board, by_name
        self._minutes = 0

    def post(self, who, address, body, *, on="2026-05-04", key=None):
        self._minutes += 1
        hours, minutes = divmod(self._minutes, 60)
        headers = {
            "Idempotency-Key": str(key or uuid4()), "If-Match": "*",
            "Aktspar-Simulated-Time": f"{on}T{10 + hours:02d}:{minutes:02d}:00+02:00",
        }
        return self.by_name[who].post(f"/api/v1{address}", json=body, headers=headers)

    def do(self, who, address, body=None, **more):
        body = EXAMPLES[address.partition("}")[2] or address] if body is None else body
        answer = self.post(who, address.replace("{r}", f"/lex-sarah-reports/{self.report}"), body, **more)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def get(self, who, part="", **params):
        return self.by_name[who].get(f"{REPORTS}/{self.report}{part}", params=params)

    def seen(self, who):
        answer = self.get(who)
        return answer.json() if answer.status_code == 200 else answer.status_code


@pytest.fixture
def town(runtime, tmp_path):
    board = new_board(runtime)
    people = [(name, role, {"chef": STAFF}.get(name, IDS.get(name))) for name, role in ROLES.items()]
    with clients(runtime, accounts_of(tmp_path, board, people), *ROLES) as opened:
        here = Town(board, dict(zip(ROLES, opened, strict=True)))
        for write in WRITES:
            if write.path in SET_UP:
                answers = run_examples(here.by_name["chef"], write)
                assert {answer.status_code for answer in answers} == {201}, [answer.text for answer in answers]
        answer = here.post("chef", "/units", {"name": "Annan enhet"}, key=KEYS["other unit"])
        assert answer.json()["stream"] == OTHER_UNIT, answer.text
        for name, (full, unit) in NAMES.items():
            registered = {"name": full, "title": "Medarbetare", "unit": unit}
            assert here.post("chef", "/staff", registered, key=KEYS[name]).status_code == 201
        reported = here.post("rapport", "/lex-sarah-reports", {
            "unit": UNIT, "noticed_at": {"on": "2026-05-04"}, "occurred": {"on": "2026-03-02"}, "affected": "cases",
            "case_ids": [CASE], "event_text": TOLD, "noticed_how": "own_observation", "immediate_text": None,
        })
        assert reported.status_code == 201, reported.text
        here.report = reported.json()["stream"]
        yield here


def investigated(town):
    """Ulla receives it and hands it over to Iris, who investigates; Dora is given access, and decides."""
    town.do("ulla", "{r}/receipts", {"receiver_id": IDS["ulla"], "acknowledgement": "Muntligt.", "receiver_in_conflict": False})
    town.do("ulla", "{r}/assessments")
    town.do("ulla", "{r}/investigators", {"investigator_id": IDS["iris"], "mandate": "Utred.", "independent": True})
    for kind, text in (("event", f"Enligt {REPORTER} saknas tre."), ("expected", "Sju dagar."), ("deviation", "Tre saknas.")):
        town.do("iris", "{r}/findings", {**EXAMPLES["/findings"], "finding_kind": kind, "lex_finding": text})
    town.do("iris", "{r}/interviews", {**EXAMPLES["/interviews"], "interview_text": "Jag var den som såg det först."})
    town.do("iris", "{r}/cause-analyses")
    town.do("iris", "{r}/consequences")
    town.do("iris", "{r}/recurrence-assessments")
    noted = town.do("chef", f"/cases/{CASE}/deviation-notes", {
        "deviation_on": "2026-03-02", "deviation_report_id": town.report, "done_for_individual": "Klienten ringdes upp.",
    })
    town.do("iris", "{r}/record-links", {"about_case_id": CASE, "record_entry_id": noted["made"]["entry_id"]})
    town.do("iris", "{r}/informed-individuals", {**EXAMPLES["/informed-individuals"], "told_by_id": IDS["iris"]}, on="2026-05-05")
    planned = town.do("iris", "{r}/measures", {
        **EXAMPLES["/measures"], "measure_owner_id": IDS["mona"], "measure_last_day": "2026-05-29",
    }, on="2026-05-05")
    town.measure = planned["made"]["measure_id"]
    town.do("iris", "{r}/investigations", on="2026-05-06")
    given = {"accessor_id": IDS["dora"], "access_level": "full", "access_reason": "Beslutar."}
    town.do("iris", "{r}/accesses", given, on="2026-05-06")
    town.do("dora", "{r}/decisions", on="2026-05-06")


def test_the_units_manager_says_what_was_done_at_once_and_sees_the_status_then_what_was_decided_but_no_reporter(town):
    before = town.seen("mona")
    assert (before["report"]["state"], before["report"]["sight"]) == ("reported", ["unit"])
    assert before.keys() & {"whole", "own_report"} == set() and before["for_unit"]["decided"] == []
    immediate = {**EXAMPLES["/immediate-measures"], "taken_at": {"on": "2026-05-04"}, "for_case_ids": []}
    town.do("mona", "{r}/immediate-measures", immediate)
    assert town.seen("mona")["for_unit"]["measures"]["immediate"][0]["measure"] == immediate["measure"]
    for address, body in (("receipts", lex_sarah.WRITES[2].example), ("supplements", {"supplement_text": "Mer."})):
        assert town.post("mona", f"/lex-sarah-reports/{town.report}/{address}", body).status_code == 403
    investigated(town)
    [decided] = town.seen("mona")["for_unit"]["decided"]
    assert decided["decision"]["degree"] == "serious_misconduct" and decided["completed"]["investigation_summary"]
    assert [each["type"] for each in decided["material"]].count("lex_sarah.interview_held") == 0
    assert "Enligt [namn] saknas tre." in json.dumps(decided, ensure_ascii=False)
    done = {"done_on": "2026-05-06", "measure_evidence": "Ny rutin."}
    town.do("mona", f"{{r}}/measures/{town.measure}/completions", done, on="2026-05-06")
    assert [each["state"] for each in town.seen("mona")["for_unit"]["measures"]["planned"]] == ["done"]
    assert [each["decision"]["degree"] for each in town.get("mona", "/versions").json()["versions"]] == ["serious_misconduct"]
    for part in ("/ivo-notification.json", "/ivo-notification.pdf", f"/documents/{'0' * 64}"):
        assert town.get("mona", part).status_code == 403
    town.do("iris", "{r}/conflicts", {"conflicted_id": IDS["mona"], "conflict_text": "Planerade."}, on="2026-05-06")
    assert town.seen("mona") == 404
    late = {**immediate, "taken_at": {"on": "2026-05-06"}}
    assert town.post("mona", f"/lex-sarah-reports/{town.report}/immediate-measures", late, on="2026-05-06").status_code == 201


def test_access_moves_with_the_report_and_to_everybody_else_there_is_none(town):
    assert town.seen("ulla")["whole"]["report"]["lex_reporter_name"] == REPORTER
    assert [each["lex_sarah_report"] for each in town.by_name["iris"].get(REPORTS).json()["lex_sarah_reports"]] == [town.report]
    investigated(town)
    assert town.seen("iris")["whole"]["report"]["event_text"] == TOLD
    assert town.seen("dora")["report"]["sight"] == ["full"]
    after = town.seen("ulla")
    assert (after["report"]["sight"], after.keys() & {"whole", "for_unit", "own_report"}) == (["times"], set())
    assert town.get("ulla", "/versions").status_code == town.get("ulla", "/what-is-missing").status_code == 403
    assert town.post("ulla", f"/lex-sarah-reports/{town.report}/findings", EXAMPLES["/findings"]).status_code == 403
    inner = town.seen("ines")
    assert (inner["report"]["sight"], "degree" in inner["report"]) == (["times"], False)
    assert town.get("ines", "/timers").json()["steps"][0]["step"] == "report"
    for who in ("nils", "anna", "lo", "rev", "ark", "drift"):
        for part in ("", "/versions", "/timers", "/what-is-missing", "/ivo-notification.json"):
            answer, nothing = town.get(who, part), town.by_name[who].get(f"{REPORTS}/{uuid4()}{part}")
            assert (answer.status_code, answer.json()["detail"]) == (404, nothing.json()["detail"]), (who, part)
        assert town.by_name[who].get(REPORTS).json()["lex_sarah_reports"] == []
    refused = town.post("nils", f"/lex-sarah-reports/{town.report}/immediate-measures", EXAMPLES["/immediate-measures"])
    assert refused.status_code == 404


def test_the_receiver_function_puts_another_in_the_place_of_an_investigator_who_is_gone_without_reading_the_report(town):
    for who, body in (
        ("receipts", {"receiver_id": IDS["ulla"], "acknowledgement": "Muntligt.", "receiver_in_conflict": False}),
        ("assessments", EXAMPLES["/assessments"]),
        ("investigators", {"investigator_id": IDS["iris"], "mandate": "Utred.", "independent": True}),
    ):
        town.do("ulla", "{r}/" + who, body)
    other = {"investigator_id": IDS["dora"], "mandate": "Ta över.", "independent": True}
    assert town.post("ines", f"/lex-sarah-reports/{town.report}/investigators", other).status_code == 403
    town.do("ulla", "{r}/investigators", other)
    assert (town.seen("iris")["report"]["sight"], town.seen("dora")["report"]["sight"]) == (["times"], ["full"])


def test_who_reported_sees_their_own_report_its_status_and_what_they_were_told(town):
    town.do("rapport", "{r}/supplements", {"supplement_text": "Även den fjärde."})
    investigated(town)
    town.do("iris", "{r}/supplements", {"supplement_text": "Från utredaren."}, on="2026-05-06")
    told = {
        "feedback_level": "reporter", "feedback_on": "2026-05-06", "feedback_form": "talk", "feedback_text": "Vi ändrar rutinen.",
    }
    town.do("iris", "{r}/feedback", told, on="2026-05-06")
    seen = town.seen("rapport")
    assert seen.keys() & {"whole", "for_unit"} == set()
    assert (seen["report"]["state"], seen["report"]["received_on"]) == ("decided", "2026-05-04")
    assert seen["own_report"]["report"]["event_text"] == TOLD and seen["own_report"]["acknowledgement"] == "Muntligt."
    assert [each["supplement_text"] for each in seen["own_report"]["supplements"]] == ["Även den fjärde."]
    assert [each["feedback_text"] for each in seen["own_report"]["feedback"]] == ["Vi ändrar rutinen."]
    assert town.get("rapport", "/timers").status_code == 403


def test_the_reporters_name_is_nowhere_but_in_the_report(town):
    investigated(town)
    assert town.get("rapport").status_code == 200
    staff_id = IDS["rapport"]
    assert str(pseudonym(town.board, UUID(town.report), UUID(staff_id))) in headers_of_all(town.board)
    assert staff_id not in headers_of_all(town.board, but=("staff.registered",))
    found = set()
    for action, rule in READS.items():
        if rule.roles is None or action.endswith("/changes/stream") or not action.startswith("GET"):
            continue
        path = action.partition(" ")[2].replace("{case_id}", CASE).replace("{report_id}", town.report)
        path = path.replace("{area}", "deviation_notes").replace("{position}", "0")
        # What the reporter asks for themselves would stand in the log as any reading does.
        for who, client in town.by_name.items() - {("rapport", town.by_name["rapport"])}:
            answer = client.get(re.sub(r"{\w+(:path)?}", str(uuid4()), path))
            if REPORTER.casefold() in answer.text.casefold():
                found.add((action, who))
            elif action not in (*STAFF_NAMES, CHANGES) and who not in ("iris", "dora") and staff_id in answer.text:
                found.add((action, who))
            elif action == CHANGES and answer.status_code == 200:
                told = [each for each in answer.json()["changes"] if each["type"] != "staff.registered.v1"]
                assert told and staff_id not in json.dumps(told)
    whole = {("GET /api/v1/lex-sarah-reports/{report_id}", who) for who in ("iris", "dora")}
    assert {each for each in found if each[0] not in STAFF_NAMES} == whole


def headers_of_all(board, but=()):
    leaves = [json.loads(each[2]) for each in board.leaves(0, 1000)]
    return json.dumps([each for each in leaves if each["type"] not in but])


def test_what_was_sent_to_ivo_is_kept_byte_for_byte_whatever_is_known_later(town):
    investigated(town)
    draft = town.get("iris", "/ivo-notification.json").json()
    pages = town.get("iris", "/ivo-notification.pdf")
    assert hashlib.sha256(pages.content).hexdigest() == draft["pdf_sha256"] and pages.content.startswith(b"%PDF")
    assert town.get("iris", "/ivo-notification.pdf", known_at=str(draft["known_at"])).content == pages.content
    told = json.dumps(draft, ensure_ascii=False)
    assert REPORTER not in told and "Rapportsson" not in told and "Allvarligt missförhållande" in told and CASE in told
    sent = {
        "sent_at": {"on": "2026-05-06"}, "notified_by": "board", "ivo_channel": "e_service", "documents": [{
            "document_kind": "notification", "document_title": "Anmälan", "media_type": "application/pdf",
            "content": base64.b64encode(pages.content).decode(),
        }],
    }
    town.do("iris", "{r}/ivo-notifications", sent, on="2026-05-06")
    town.do("iris", "{r}/ivo-case-numbers", on="2026-05-06")
    changed = town.get("iris", "/ivo-notification.json").json()
    assert changed["content_sha256"] != draft["content_sha256"]
    kept = town.get("iris", f"/documents/{draft['pdf_sha256']}")
    assert (kept.content, kept.headers["aktspar-media-type"]) == (pages.content, "application/pdf")
    assert town.get("iris", f"/documents/{'0' * 64}").status_code == 404
    before = town.get("iris", "/ivo-notification.json", known_at=str(draft["known_at"])).json()
    assert before["content_sha256"] == draft["content_sha256"]


def test_every_reading_stands_in_the_access_log_with_its_purpose_and_the_cases_that_it_tells_of(town):
    answers = [town.get("ulla"), town.get("mona", "/timers"), town.get("nils"), town.by_name["ines"].get(REPORTS)]
    answers.append(town.get("ulla", "/what-is-missing"))
    assert [each.status_code for each in answers] == [200, 200, 404, 200, 200]
    logged = {str(each.originator_id): each for each in access_records(town.board)}
    records = [logged[each.headers["x-request-id"]] for each in answers]
    assert [(each.purpose, each.outcome, [str(case) for case in each.cases]) for each in records] == [
        (Purpose.LEX_SARAH, "shown", [CASE]), (Purpose.LEX_SARAH, "shown", []), (Purpose.LEX_SARAH, "refused", []),
        (Purpose.LEX_SARAH, "shown", []), (Purpose.LEX_SARAH, "shown", []),
    ]


def test_the_list_is_ones_own_first_then_the_most_overdue_a_page_at_a_time(town):
    second = town.post("rapport", "/lex-sarah-reports", {
        "unit": OTHER_UNIT, "noticed_at": {"on": "2026-05-08"}, "occurred": {"on": "2026-05-08"}, "affected": "unknown",
        "event_text": "Dörren stod öppen.", "noticed_how": "own_observation", "immediate_text": None,
    }, on="2026-05-08").json()["stream"]
    first = town.report
    page = town.by_name["ulla"].get(REPORTS, params={"limit": 1}).json()
    assert [each["lex_sarah_report"] for each in page["lex_sarah_reports"]] == [first]
    assert [each["lex_sarah_report"] for each in town.by_name["ulla"].get(page["next"]).json()["lex_sarah_reports"]] == [second]
    assert date.fromisoformat(page["day"]) == date(2026, 5, 8)
    seen = {who: len(town.by_name[who].get(REPORTS).json()["lex_sarah_reports"]) for who in ("mona", "nils", "rapport", "anna")}
    assert seen == {"mona": 1, "nils": 1, "rapport": 2, "anna": 0}
    of_unit = town.by_name["ulla"].get(REPORTS, params={"unit": OTHER_UNIT, "state": "reported"}).json()
    assert [each["lex_sarah_report"] for each in of_unit["lex_sarah_reports"]] == [second]
