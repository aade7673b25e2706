"""`/api/v1/completeness`, a case's, the rules, suggested reports and `aktspar completeness`, on a running service."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from api.http import completeness_routes as routes
from api.writes.table import WRITES
from api.writes.write import example_id
from domain.completeness.codes import Status
from tests.api.conftest import access_records, new_board
from tests.api.writing import STAFF, accounts_of, clients, run_examples

BO = example_id("/staff/managers", "staff_id")
CASE = example_id("/cases", "case_id")
PEOPLE = [
    ("chef", "chef", BO), ("anna", "behandlare", STAFF), ("bo", "behandlare", BO), ("inga", "internkontroll", None),
    ("ulf", "utredare", None),
]
BY_THE_MANAGER = ("/staff", "/units", "/offerings", "/cases")
OWN = """
id = "KBT-01"
version = 1
name = "Ingen tystnad i teamet"
meaning = "Högst tre dagar går mellan två anteckningar."
to_do = "Skriv."
data = "anteckningar"
severity = "C"
source = "Teamets rutin"
check = { is = "covered", by = ["note"], days = 3, by_writing = true, from_start = true }
"""


class Place:
    """A board with one case of Anna's, opened on 2 March 2026, and a client for each account."""

    def __init__(self, board, opened):
        self.board = board
        self.chef, self.anna, self.bo, self.inga, self.ulf = opened
        self._minutes = 0

    def post(self, client, path, body, on="2026-03-24", status=201):
        """One more write, a minute after the last one."""
        self._minutes += 1
        headers = {"Idempotency-Key": str(uuid4()), "Aktspar-Simulated-Time": f"{on}T09:{self._minutes:02d}:00+01:00"}
        if "/" in path:
            headers["If-Match"] = "*"
        answer = client.post(f"/api/v1/{path}", json=body, headers=headers)
        assert answer.status_code == status, answer.text
        return answer.json()

    def note(self, on, status=201):
        """A note of Anna's, written on the day that it tells of."""
        texts = {"fact": "Ringde.", "assessment": None, "individual_view": None}
        body = {"occurred": {"on": on}, "entry_type": "contact", "texts": {k: v for k, v in texts.items() if v}}
        return self.post(self.anna, f"cases/{CASE}/notes", body, on, status)


@pytest.fixture
def place(runtime, tmp_path):
    """A case of Anna's without a note."""
    board = new_board(runtime)
    with clients(runtime, accounts_of(tmp_path, board, PEOPLE), *(name for name, *_ in PEOPLE)) as opened:
        here = Place(board, opened)
        for write in WRITES:
            if write.path in BY_THE_MANAGER:
                assert {answer.status_code for answer in run_examples(here.chef, write)} == {201}, write.path
        here.post(here.chef, f"cases/{CASE}/assignments", {"staff_id": STAFF, "from_date": "2026-03-02"})
        yield here


def get(client, path="completeness", expects=200, **params):
    answer = client.get(f"/api/v1/{path}", params=params)
    assert answer.status_code == expects, answer.text
    return answer.json()


def row(document, rule):
    return next(each for each in document["rules"] if each["rule"] == rule)


def counts(document, rule):
    return {status.value: count for status in Status if (count := row(document, rule)[status.value])}


def logged(place, action):
    return [record for record in access_records(place.board) if record.action == action]


def test_silence_becomes_a_gap_by_the_passing_of_days_alone_and_says_what_to_do(place):
    place.note("2026-03-24")
    in_time, too_late = (get(place.inga, rule="R-04", valid_at=day) for day in ("2026-04-14", "2026-04-15"))
    routes.Completeness.model_validate(too_late)
    assert (counts(in_time, "R-04"), in_time["findings"]) == ({"ok": 1}, [])
    assert counts(too_late, "R-04") == {"gap": 1}
    [finding] = too_late["findings"]
    assert (finding["case"], finding["status"], finding["since"], finding["age_days"]) == (CASE, "gap", "2026-04-15", 1)
    assert (finding["proof"], finding["claimed"], finding["vacation"]) == ("silence", False, False)
    assert finding["to_do"].startswith("Skriv vad som har hänt") and finding["evidence"]
    assert [record.cases for record in logged(place, "GET /api/v1/completeness")] == [(), (UUID(CASE),)]


def test_a_gap_in_vacation_months_is_counted_apart_and_a_remedy_is_late_for_ever(place):
    place.note("2026-06-15")
    place.note("2026-07-20")
    late = get(place.inga, rule="R-04", valid_at="2026-07-25")
    [finding] = [each for each in late["findings"] if each["since"] == "2026-07-07"]
    assert (finding["status"], finding["until"], finding["vacation"]) == ("late", "2026-07-20", True)
    assert row(late, "R-04")["vacation"]["late"] == 1
    before = get(place.inga, rule="R-04", known_at="2026-07-18")
    assert (before["day"], counts(before, "R-04")) == ("2026-07-18", {"gap": 1})


def test_one_case_is_answered_rule_by_rule_to_whoever_may_read_it(place):
    found = get(place.anna, f"cases/{CASE}/completeness", valid_at="2026-05-01")
    routes.CaseCompleteness.model_validate(found)
    assert (found["case"], row(found, "R-04")["status"]) == (CASE, "gap")
    waiting = row(found, "R-36")
    assert waiting["status"] == "unknown" and waiting["waits_for"]
    assert all(each["to_do"] and each["source"] for each in found["rules"])
    get(place.bo, f"cases/{CASE}/completeness", expects=403)
    get(place.inga, f"cases/{uuid4()}/completeness", expects=404)
    action = "GET /api/v1/cases/{case_id}/completeness"
    assert [(record.outcome, len(record.cases)) for record in logged(place, action)] == [
        ("shown", 1), ("refused", 1), ("not_found", 0),
    ]


def test_a_worker_sees_their_own_cases_the_manager_anybodys_and_a_reviewer_no_workers_list(place):
    own = get(place.anna, rule="R-04", valid_at="2026-05-01")
    assert (own["staff"], [each["case"] for each in own["findings"]]) == (STAFF, [CASE])
    assert get(place.bo, rule="R-04", valid_at="2026-05-01")["findings"] == []
    assert len(get(place.chef, rule="R-04", valid_at="2026-05-01", staff=STAFF)["findings"]) == 1
    assert get(place.inga, rule="R-04", valid_at="2026-05-01")["staff"] is None
    for client in (place.inga, place.ulf, place.bo):
        assert "dina egna ärenden" in get(client, staff=STAFF, expects=403)["detail"]
    get(place.anna, unit="KBT-teamet", expects=403)
    get(place.chef, unit="KBT-teamet", staff=STAFF, expects=422)
    assert [record.outcome for record in logged(place, "GET /api/v1/completeness")].count("refused") == 5


def test_a_workers_counts_are_those_of_their_own_cases(place):
    whole, own = (get(client, valid_at="2026-05-01") for client in (place.inga, place.anna))
    assert whole["rules"] == own["rules"] and whole["findings"] == own["findings"]


def test_findings_are_paged_at_one_size_and_day(place):
    every = get(place.inga, valid_at="2026-05-01", status=["gap", "unknown"])["findings"]
    first = get(place.inga, valid_at="2026-05-01", status=["gap", "unknown"], limit=2)
    place.note("2026-05-02")
    found, address = first["findings"], first["next"]
    while address is not None:
        page = place.inga.get(address).json()
        assert (page["known_at"], page["day"]) == (first["known_at"], "2026-05-01")
        found, address = found + page["findings"], page["next"]
    assert len(every) > 2 and found == every


def test_a_rule_of_the_units_own_changes_no_answer_as_of_yesterday(place):
    place.note("2026-03-24")
    size, day = get(place.inga)["known_at"], "2026-03-24"
    as_of_size, as_of_day = get(place.inga, known_at=size), get(place.inga, known_at=day)
    assert as_of_day.pop("provisional") is True
    rules = get(place.inga, "completeness/rules", known_at=size)
    body = {
        "rule": "KBT-01", "rule_version": 1, "definition": OWN, "takes_effect_on": "2026-03-25", "adopted_on": "2026-03-25",
        "adopted_by": "Enhetschefen", "reason": "Teamets rutin.",
    }
    place.post(place.anna, "rule-definitions", body, "2026-03-25", status=403)
    made = place.post(place.chef, "rule-definitions", body, "2026-03-25")
    assert get(place.inga, known_at=size) == as_of_size and get(place.inga, known_at=day) == as_of_day
    assert get(place.inga, "completeness/rules", known_at=size) == rules
    get(place.inga, rule="KBT-01", known_at=size, expects=404)
    assert [counts(get(place.inga, rule="KBT-01", valid_at=f"2026-03-{number}"), "KBT-01") for number in (27, 28)] == [
        {"ok": 1}, {"gap": 1},
    ]
    told = next(each for each in get(place.inga, "completeness/rules")["rules"] if each["rule"] == "KBT-01")
    assert (told["shipped"], told["in_force"][0]["decision"]) == (False, made["stream"])
    assert told["in_force"][0]["says"]["days"] == 3
    loose = {**body, "rule": "R-02", "rule_version": 2, "definition": OWN.replace("KBT-01", "R-02").replace("= 1", "= 2")}
    assert "kan skärpas men inte mildras" in place.post(
        place.chef, "rule-definitions", loose, "2026-03-25", status=409
    )["detail"]


def test_an_exempted_case_is_shown_as_exempt_with_its_basis_until_the_last_day(place):
    body = {
        "rule": "R-04", "exempted_until": "2026-05-15", "exemption_basis": "documented_elsewhere",
        "exemption_reason": "Behandlingshemmet för journalen.", "exempted_by_id": BO,
    }
    place.post(place.anna, f"cases/{CASE}/rule-exemptions", body, status=403)
    place.post(place.chef, f"cases/{CASE}/rule-exemptions", body, "2026-04-20")
    found = get(place.inga, rule="R-04", valid_at="2026-05-15", status="exempt")
    assert counts(found, "R-04") == {"exempt": 1}
    assert [each["basis"] for each in found["findings"]] == ["documented_elsewhere"]
    assert counts(get(place.inga, rule="R-04", valid_at="2026-05-16"), "R-04") == {"gap": 1}
    assert get(place.anna, f"cases/{CASE}/record/exemptions")["areas"]["exemptions"]["exemptions"][0]["rule"] == "R-04"


def test_a_report_is_suggested_shown_answered_and_never_sent(place):
    place.note("2026-03-24")
    day = "2026-05-15"
    waiting = get(place.inga, "completeness/suggestions", valid_at=day)
    routes.Suggestions.model_validate(waiting)
    [each] = [row for row in waiting["suggestions"] if row["kind"] == "silence" and row["rule"] == "R-04"]
    assert (each["case"], each["since"], each["days"], each["answered"]) == (CASE, "2026-04-15", 31, None)
    shown = {row["case"] for row in waiting["suggestions"]}
    assert {str(case) for case in logged(place, "GET /api/v1/completeness/suggestions")[-1].cases} == shown
    assert get(place.bo, "completeness/suggestions", valid_at=day)["suggestions"] == []
    before = place.board.ledger.size()
    body = {
        "suggestion_kind": each["kind"], "suggestion_ground": each["ground"], "about_stream_id": each["stream"],
        "missing_since": each["since"], "suggestion_answer": "reported_elsewhere",
        "suggestion_reason": "Diarieförd hos nämnden.", "answered_on": "2026-05-15", "suggestion_answered_by_id": BO,
    }
    place.post(place.anna, "suggestion-answers", body, day, status=403)
    made = place.post(place.chef, "suggestion-answers", body, day)
    assert place.board.ledger.size() == before + 1
    after = get(place.inga, "completeness/suggestions", valid_at=day)
    assert after["waiting"] == waiting["waiting"] - 1 and each not in after["suggestions"]
    shown = get(place.inga, "completeness/suggestions", valid_at=day, answered=True)["suggestions"]
    assert [row["answered"]["answer"] for row in shown if row["answered"]] == ["reported_elsewhere"]
    place.post(place.chef, f"suggestion-answers/{made['stream']}/taking-back", {"reason": "Fel ärende."}, day)
    assert get(place.inga, "completeness/suggestions", valid_at=day)["waiting"] == waiting["waiting"]


def test_the_shell_says_the_same_and_ends_with_1_when_something_is_missing(place, aktspar):
    place.note("2026-03-24")
    ran = aktspar("completeness", "--json", "--known-at", "2026-05-01", "--rule", "R-04")
    over_http = get(place.inga, rule="R-04", known_at="2026-05-01")
    assert (ran.status, ran.document) == (1, {key: value for key, value in over_http.items() if key != "next"})
    assert ran.document["simulated"] is True and ran.document["findings"][0]["case"] == CASE
    assert aktspar("completeness", "--json", "--known-at", "2026-04-14", "--rule", "R-04").status == 0
    only_unknown = aktspar("completeness", "--json", "--rule", "R-36")
    assert (only_unknown.status, counts(only_unknown.document, "R-36")) == (0, {"unknown": 1})
    assert aktspar("completeness", "--rule", "R-99").status == 2
    assert aktspar("completeness", "--status", "bra").status == 2
    assert aktspar("completeness", "--json", "--known-at", "0").status == 0


def test_the_shell_shows_the_rules_and_what_to_do_on_a_screen(place, aktspar):
    place.note("2026-03-24")
    ran = aktspar("completeness", "--known-at", "2026-05-01", "--rule", "R-04")
    assert "Skriv vad som har hänt i ärendet" in ran.stdout and "Något saknas eller är sent." in ran.stdout
    assert "bara tystnad tyder på det" in ran.stdout
    assert "Kan inte bedömas än. R-36:" in aktspar("completeness", "--rule", "R-36").stdout
