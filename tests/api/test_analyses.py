"""Equality and caseload over HTTP and on the command line, from a published year."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.http.analysis_routes import CaseloadAnalysis, Equality
from tests.api.conftest import access_records
from tests.api.writing import accounts_of, clients

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture
def taken_in(aktspar):
    assert aktspar("import", "--create", DATA / "resursenheten-2018.xlsx").status == 0


@pytest.mark.usefixtures("taken_in")
def test_the_analyses_of_a_year_are_read_over_http_and_stand_in_the_access_log(runtime, tmp_path):
    board = runtime.board()
    with clients(runtime, accounts_of(tmp_path, board, [("chef", "chef", None)]), "chef") as (chef,):
        answer = chef.get("/api/v1/analyses/equality", params={"year": 2018})
        assert answer.status_code == 200, answer.text
        Equality.model_validate(answer.json())
        kbt = chef.get("/api/v1/analyses/equality", params={"year": 2018, "unit": "KBT-teamet"}).json()
        nowhere = chef.get("/api/v1/analyses/equality", params={"year": 2018, "unit": "Ingen"})
        caseload = chef.get("/api/v1/analyses/caseload", params={"valid_at": "2018-12-31"})
        earlier = chef.get("/api/v1/analyses/caseload", params={"valid_at": "2018-12-31", "known_at": "3"}).json()
    assert [each["year"] for each in answer.json()["years"]] == [2017, 2018]
    closed = {each["id"]: each for each in kbt["results"] if each["year"] == 2018}["kbt.closed_as_planned"]
    assert kbt["years"][1]["as_planned"]["alla"]["numerator"] == closed["numerator"] > 0
    assert nowhere.status_code == 404
    CaseloadAnalysis.model_validate(caseload.json())
    assert caseload.json()["quarters"][-1]["quarter"] == "2018-K4" and earlier["open"]["count"] == 0
    assert access_records(board)[-1].action == "GET /api/v1/analyses/caseload"


@pytest.mark.usefixtures("taken_in")
def test_the_analyses_are_shown_on_the_command_line(aktspar):
    shown = aktspar("analyses", "equality", "--year", "2018")
    assert shown.status == 0 and "kvinnor och flickor" in shown.stdout
    document = aktspar("analyses", "caseload", "--valid-at", "2018-12-31", "--json").document
    opened = aktspar("goals", "--period", "2018", "--json").document
    assert document["open"]["count"] <= sum(each["value"] for each in opened["results"] if each["id"].endswith(".clients"))
    assert "Ärende" not in str(document["signals"]) and document["day"] == "2018-12-31"
    assert "Öppna ärenden" in aktspar("analyses", "caseload", "--valid-at", "2018-12-31").stdout
    assert aktspar("analyses", "equality", "--year", "nu").status == 2
