"""Two units of one board: who works in one of them sees nothing of the other's, in any list."""

from __future__ import annotations

from uuid import uuid4

import pytest

from api.writes.table import WRITES
from api.writes.write import example_id
from projections.completeness import MISSING
from tests.api.conftest import access_records, new_board
from tests.api.writing import accounts_of, clients, run_examples

UNIT, CASE = example_id("/units", "unit_id"), example_id("/cases", "case_id")
LISTED = {
    "/concerns": "concerns", "/viewpoints": "viewpoints", "/groups": "groups", "/outreach": "outreach",
    "/development-proposals": "development-proposals", "/viewpoint-inventories": "viewpoint-inventories",
    "/records-requests": "records-requests", "/deviations": "deviations", "/samples": "samples",
    "/journal-reviews": "journal-reviews",
}
"""What is begun by its example, and the register that it is in."""
SET_UP = ("/boards", "/staff", "/units", "/cases", "/staff/managers")


class Town:
    """A board with two units: all that is recorded is the first one's; its people are of the first or of the other."""

    def __init__(self, board, others, people, by_name):
        self.board, self.others, self.people, self.by_name = board, others, people, by_name
        self._minutes = 0

    def get(self, name, path, status=200, **params):
        answer = self.by_name[name].get(f"/api/v1/{path}", params=params)
        assert answer.status_code == status, (name, path, answer.text)
        return answer.json()

    def post(self, name, path, body):
        self._minutes += 1
        headers = {"Idempotency-Key": str(uuid4()), "Aktspar-Simulated-Time": f"2028-03-06T10:{self._minutes:02d}:00+01:00"}
        if "/" in path:
            headers["If-Match"] = "*"
        answer = self.by_name[name].post(f"/api/v1/{path}", json=body, headers=headers)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def refused(self, name, path, **params):
        before = len(access_records(self.board))
        told = self.get(name, path, 403, **params)
        [record] = access_records(self.board)[before:]
        assert (record.outcome, record.caller) == ("refused", f"konto:{name}")
        return told["detail"]


PEOPLE = (("chef", "chef"), ("anna", "behandlare"), ("chef2", "chef"), ("berit", "behandlare"))


@pytest.fixture
def town(runtime, tmp_path):
    board = new_board(runtime)
    writer = example_id("/staff", "staff_id")
    [first] = [("admin", "chef", writer)]
    folder = tmp_path / "first"
    folder.mkdir()
    with clients(runtime, accounts_of(folder, board, [first]), "admin") as [admin]:
        here = Town(board, None, {}, {"admin": admin})
        for write in WRITES:
            if write.path in (*SET_UP, *LISTED):
                assert {answer.status_code for answer in run_examples(admin, write)} == {201}, write.path
        here.others = here.post("admin", "units", {"name": "Grannenheten"})["stream"]
        staff = {
            name: here.post("admin", "staff", {"name": f"{name} Exempel", "title": "Socionom", "unit": unit})["stream"]
            for (name, _), unit in zip(PEOPLE, (UNIT, UNIT, here.others, here.others), strict=True)
        }
        here.post("admin", f"cases/{CASE}/assignments", {"staff_id": staff["anna"], "from_date": "2026-03-02"})
    folder = tmp_path / "then"
    folder.mkdir()
    accounts = [(name, role, staff[name]) for name, role in PEOPLE]
    accounts += [("inga", "internkontroll", None), ("ulf", "utredare", None), ("admin", "chef", writer)]
    names = [name for name, *_ in accounts]
    with clients(runtime, accounts_of(folder, board, accounts), *names) as opened:
        yield Town(board, here.others, staff, dict(zip(names, opened, strict=True)))


def test_registers_and_cases_show_who_works_in_a_unit_nothing_of_another(town):
    own, others, control = ("anna", "chef"), ("berit", "chef2"), ("inga", "ulf")
    for name in (*LISTED.values(), "cases"):
        member = name.replace("-", "_")
        counts = {who: len(town.get(who, name)[member]) for who in (*own, *others, *control)}
        assert counts["inga"] == counts["ulf"] == counts["chef"] > 0, (name, counts)
        assert counts["berit"] == counts["chef2"] == 0, (name, counts)
        # Samples and reviews of journals are for a worker only where they tell of their own cases.
        assert counts["anna"] == (0 if name in ("samples", "journal-reviews") else counts["chef"]), (name, counts)


def test_what_has_to_be_done_outside_cases_is_the_units_own(town):
    asked = {"days": 366}
    duties = {who: town.get(who, "duties/outside-cases", **asked)["duties"] for who in ("anna", "chef", "inga", "berit", "chef2")}
    assert {each["unit_id"] for each in duties["anna"]} >= {UNIT} and duties["anna"] == duties["chef"]
    assert [each for each in duties["inga"] if each["unit_id"] == UNIT] == [each for each in duties["chef"] if each["unit_id"]]
    for who in ("berit", "chef2"):
        assert {each["unit_id"] for each in duties[who]} <= {None, town.others}
    record = access_records(town.board)[-1]
    assert record.caller == "konto:chef2" and not record.cases


def test_the_weekly_meeting_of_another_unit_is_refused_and_the_attempt_is_logged(town):
    meeting = town.get("anna", "viewpoints/for-inventory", unit=UNIT)
    assert meeting["open"] or meeting["new"]
    for path in ("viewpoints/for-inventory", "viewpoint-inventories/missing"):
        for who in ("anna", "chef", "inga", "ulf"):
            town.get(who, path, unit=UNIT)
        for who in ("berit", "chef2"):
            assert "Det hör till en annan enhet." in town.refused(who, path, unit=UNIT)
            town.get(who, path, unit=town.others)
            town.get(who, path, 404, unit=uuid4())


def test_one_sample_and_one_review_of_journals_are_for_its_unit_and_for_control(town):
    for name, key in (("samples", "sample"), ("journal-reviews", "review")):
        [each, *_] = town.get("inga", name)[name.replace("-", "_")]
        for who in ("chef", "inga", "ulf"):
            town.get(who, f"{name}/{each[key]}")
        assert "en annan enhet" in town.refused("chef2", f"{name}/{each[key]}")
    sample = town.get("inga", "samples")["samples"][0]["sample"]
    for who in ("chef2", "berit"):
        assert "en annan enhet" in town.refused(who, f"samples/{sample}/verification")
    review = town.get("inga", "journal-reviews")["journal_reviews"][0]["review"]
    assert town.get("berit", f"journal-reviews/{review}")["findings"] == []


def test_one_workers_lateness_is_for_themselves_and_for_the_manager_of_their_unit(town):
    assert {each["case"] for each in town.get("anna", "completeness")["findings"]} == {CASE}
    for who in ("chef", "inga", "ulf"):
        assert CASE in {each["case"] for each in town.get(who, "completeness")["findings"]}, who
    for who in ("berit", "chef2"):
        answer = town.get(who, "completeness")
        assert not answer["findings"] and not any(row[each] for row in answer["rules"] for each in MISSING), who
        assert town.get(who, "completeness/suggestions")["suggestions"] == []
    anna = town.people["anna"]
    assert CASE in {each["case"] for each in town.get("chef", "completeness", staff=anna)["findings"]}
    for path in ("completeness", "completeness/suggestions", "duties", "caseload", "alerts", "case-reviews/prepared"):
        town.get("chef", path, staff=anna)
        for who in ("berit", "chef2"):
            town.refused(who, path, staff=anna)
            town.refused(who, path, unit="Resursenheten")
    town.refused("inga", "completeness", staff=anna)


@pytest.mark.parametrize("form", ["xlsx", "pdf"])
def test_a_file_of_the_review_is_the_managers_own_unit(town, form):
    path = f"/api/v1/completeness/export.{form}"
    own, others = (town.by_name[who].get(path) for who in ("chef", "chef2"))
    assert (own.status_code, others.status_code) == (200, 200)
    [of_own, of_others] = access_records(town.board)[-2:]
    assert CASE in {str(each) for each in of_own.cases} and of_others.cases == ()
    refused = town.by_name["chef2"].get(path, params={"unit": "Resursenheten"})
    assert refused.status_code == 403 and access_records(town.board)[-1].outcome == "refused"
    assert town.by_name["anna"].get(path).status_code == 403


def test_drafts_of_a_case_are_known_to_its_units_manager_and_not_to_another_units(town):
    draft = {"case": CASE, "fields": {"fact": "Ringde."}}
    saved = town.by_name["anna"].put(f"/api/v1/drafts/{uuid4()}", json=draft, headers={"If-None-Match": "*"})
    assert saved.status_code == 200, saved.text
    assert [len(town.get(who, "draft-ages")["drafts"]) for who in ("chef", "inga", "chef2")] == [1, 1, 0]
    assert [len(town.get(who, "drafts")["drafts"]) for who in ("anna", "berit", "chef", "chef2")] == [1, 0, 0, 0]
