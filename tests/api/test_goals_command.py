"""`aktspar goals` reproduces a published year from its workbook, exactly, and as it was known at any earlier moment."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from domain.base import Purpose
from tests.api.conftest import access_records
from tests.support.workbooks import write_workbook

DATA = Path(__file__).parents[1] / "data"
PUBLISHED = json.loads((DATA / "resursenheten-2018.expected.json").read_text("utf-8"))

CASE_HEADER = ("Ärende", "Verksamhet", "Kön", "Start", "Avslutat", "Avslutssätt", "Remitterad vidare", "Boende")
RATING_HEADER = ("Ärende", "Datum", "Instrument", "Fas", "Skattare", "Delskalor", "Summa", "Gäller")


@pytest.fixture
def take_in(aktspar, tmp_path):
    """Imports sheets as a workbook of a unit and a year."""
    def take(sheets, *, unit="Öppenvården", year=2021):
        path = tmp_path / f"{unit}-{year}-{len(list(tmp_path.iterdir()))}.xlsx"
        write_workbook(path, sheets, unit=(("Enhet", unit), ("Nämnd", "Provnämnden"), ("År", year)))
        ran = aktspar("import", "--create", path, "--json")
        assert ran.status == 0, ran.stdout
        return ran.document

    return take


def results(aktspar, *question):
    """The results by id; with several units by id and unit."""
    document = aktspar("goals", *question, "--json").document
    units = {result["enhet"] for result in document["results"]}
    found = {(result["id"] if len(units) == 1 else (result["id"], result["enhet"])): result for result in document["results"]}
    assert len(found) == len(document["results"])
    return found


def test_the_published_year_comes_out_exactly(aktspar, runtime):
    assert aktspar("import", "--create", DATA / "resursenheten-2018.xlsx").status == 0
    found = results(aktspar, "--period", "2018")
    for expected in PUBLISHED["results"]:
        assert {name: found[expected["id"]].get(name) for name in expected} == expected
    assert found["um.closed_below_25"]["exact"] == "26.8115942029"
    assert found["bostod.rent_payments_in_time"]["denominator"] == 972
    assert results(aktspar, "--period", "2018-T1")["um.clients"]["value"] == 76
    assert results(aktspar, "--period", "2018", "--known-at", "0") == {}
    (record,) = {(each.action, each.purpose, each.cases) for each in access_records(runtime.board()) if each.action == "goals"}
    assert record == ("goals", Purpose.STATISTICS, ())


def test_of_several_ratings_the_first_at_start_and_the_last_at_closing_count(aktspar, take_in):
    rated = [
        ("A-1", date(2021, 2, 8), "ORS", "start", "brukare", "", 30),
        ("A-1", date(2021, 2, 1), "ORS", "start", "brukare", "", 20),
        ("A-1", date(2021, 2, 1), "ORS", "start", "brukare", "", 35),
        ("A-1", date(2021, 5, 30), "ORS", "avslut", "brukare", "", 19),
        ("A-1", date(2021, 5, 30), "ORS", "avslut", "brukare", "6,5;6,5;6,5;6,5", ""),
        ("A-1", date(2021, 5, 31), "ORS", "avslut", "förälder", "", 11),
        ("A-1", date(2021, 5, 31), "ORS", "avslut", "brukare", "", 10, "barnet"),
        ("A-2", date(2021, 2, 1), "CORS", "start", "brukare", "", 10),
        ("A-2", date(2021, 5, 1), "CORS", "avslut", "brukare", "", 30),
    ]
    cases = [
        ("A-1", "ungdomsmottagningen", "flicka", date(2021, 2, 1), date(2021, 5, 31), "", "", ""),
        ("A-2", "Ungdomsmottagningen", "pojke", date(2021, 2, 1), date(2021, 6, 1), "", "ja", ""),
    ]
    take_in({"Ärenden": [CASE_HEADER, *cases], "Skattningar": [RATING_HEADER, *rated]})
    found = results(aktspar, "--period", "2021")
    positive, below = found["um.positive_change_ors"], found["um.closed_below_25"]
    assert (positive["numerator"], positive["denominator"], positive["eligible"]) == (1, 1, 2)
    assert positive["missing"] == {"ingen ORS av klienten vid både start och avslut": 1}
    assert (below["numerator"], below["denominator"]) == (0, 1)
    assert (found["um.closed_below_25_referred"]["numerator"], found["um.closed_below_25_referred"]["denominator"]) == (0, 0)
    assert found["um.positive_change_ors"]["by_gender"] == {"flicka": {"numerator": 1, "denominator": 1, "percent": 100}}
    assert results(aktspar, "--period", "2021-05")["um.positive_change_ors"]["percent"] == 100
    assert results(aktspar, "--period", "2021-06")["um.positive_change_ors"]["percent"] is None


def test_a_case_is_open_on_its_first_and_on_its_last_day_and_not_without_a_start(aktspar, take_in):
    cases = [
        ("A-1", "KBT-teamet", "kvinna", date(2020, 5, 1), date(2021, 3, 31), "", "", ""),
        ("A-2", "KBT-teamet", "man", date(2021, 3, 31), "", "", "", ""),
        ("A-3", "KBT-teamet", "", "", "", "", "", ""),
    ]
    take_in({"Ärenden": [CASE_HEADER, *cases]})
    wanted = {"2021-02": 1, "2021-03": 2, "2021-04": 1, "2021": 2, "2020": 1, "2019": 0}
    assert {period: results(aktspar, "--period", period)["kbt.clients"]["value"] for period in wanted} == wanted


def test_rents_count_by_the_months_that_are_known(aktspar, take_in):
    cases = [
        (f"A-{number}", "Bostödsverksamheten", "man", date(2021, 1, 1), "", "", "", housing)
        for number, housing in enumerate(("träningslägenhet", "försökslägenhet", "annat", "träningslägenhet"))
    ]
    rents = [
        ("A-0", "2021-01", "ja"), ("A-0", "2021-02", ""), ("A-0", "2020-12", "nej"), ("A-1", "2021-01", "ja"),
        ("A-1", "2021-05", "nej"), ("A-2", "2021-01", "nej"), ("A-3", "2021-01", ""),
    ]
    take_in({"Ärenden": [CASE_HEADER, *cases], "Hyror": [("Ärende", "Månad", "Betald i tid"), *rents]})
    year, tertial = results(aktspar, "--period", "2021"), results(aktspar, "--period", "2021-T1")
    found = [each["bostod.rent_in_time"] for each in (year, tertial)]
    assert [(each["numerator"], each["denominator"]) for each in found] == [(1, 2), (2, 2)]
    assert year["bostod.rent_in_time"]["missing"] == {"ingen uppgift om någon hyresmånad är betald i tid": 1}
    payments = year["bostod.rent_payments_in_time"]
    assert (payments["numerator"], payments["denominator"], payments["percent"], payments["eligible"]) == (2, 3, 67, 5)


def test_a_correction_changes_the_figure_from_then_on_and_not_before(aktspar, take_in):
    opened = ("A-1", "KBT-teamet", "kvinna", date(2021, 1, 1))
    take_in({"Ärenden": [CASE_HEADER, (*opened, date(2021, 12, 30), "avbrott", "", "")]})
    first = aktspar("goals", "--period", "2021", "--json")
    size = first.document["known_at"]
    take_in({"Ärenden": [CASE_HEADER, (*opened, date(2021, 12, 30), "enligt planering", "", "")]})
    assert results(aktspar, "--period", "2021")["kbt.closed_as_planned"]["percent"] == 100
    assert aktspar("goals", "--period", "2021", "--known-at", size, "--json").stdout == first.stdout
    assert results(aktspar, "--period", "2021", "--known-at", str(size))["kbt.closed_as_planned"]["percent"] == 0


def test_each_unit_has_its_own_results_and_a_unit_can_be_asked_for(aktspar, take_in):
    for unit, gender in (("Öppenvården", "kvinna"), ("Resursenheten", "man")):
        take_in({"Ärenden": [CASE_HEADER, ("A-1", "KBT-teamet", gender, date(2021, 1, 1), "", "", "", "")]}, unit=unit)
    every = results(aktspar, "--period", "2021")
    assert [every["kbt.clients", unit]["by_gender"] for unit in ("Öppenvården", "Resursenheten")] == [{"kvinna": 1}, {"man": 1}]
    assert results(aktspar, "--period", "2021", "--unit", "resursenheten")["kbt.clients"]["by_gender"] == {"man": 1}
    only = results(aktspar, "--period", "2021", "--unit", every["kbt.clients", "Öppenvården"]["enhet_id"])
    assert {result["enhet"] for result in only.values()} == {"Öppenvården"} and "all.clients" in only
    assert {id_.split(".")[0] for id_, _ in results(aktspar, "--period", "2021", "--unit", "KBT-teamet")} == {"kbt"}
    assert aktspar("goals", "--period", "2021", "--unit", "Fältgruppen", "--json").document["status"] == 404


def test_outreach_of_both_groups_is_one_result_named_after_those_that_counted(aktspar, take_in):
    met = [
        (date(2021, 2, 1), "Fältgruppen", "länkad ungdom", "", "flicka"),
        (date(2021, 3, 1), "Fältgruppen", "informerad förälder", "man", "pojke"),
        (date(2021, 3, 2), "Förebyggande ungdomsgruppen", "hjälpt till fritidsaktivitet", "", ""),
        (date(2021, 3, 3), "Förebyggande ungdomsgruppen", "informerad förälder", "kvinna", ""),
    ]
    take_in({"Uppsökande": [("Datum", "Verksamhet", "Slag", "Kön", "Barnets kön"), *met]})
    found = results(aktspar, "--period", "2021")
    assert (found["field.linked"]["unit"], found["field.linked"]["by_gender"]) == ("Fältgruppen", {"flicka": 1})
    assert (found["field.leisure"]["value"], found["field.leisure"]["by_gender"]) == (1, {"okänt": 1})
    assert found["field.parents_informed"]["by_gender"] == {"kvinna": 1, "man": 1}
    assert set(found["field.parents_informed"]["unit"].split(" och ")) == {"Fältgruppen", "Förebyggande ungdomsgruppen"}


def test_people_see_a_table_in_swedish(aktspar, take_in):
    cases = [("A-1", "KBT-teamet", "kvinna", date(2021, 1, 1), date(2021, 6, 30), "enligt planering", "", "")]
    take_in({"Ärenden": [CASE_HEADER, *cases]})
    lines = aktspar("goals", "--period", "2021").stdout.splitlines()
    (planned,) = [line for line in lines if line.startswith("Avslutade enligt planering")]
    assert "100 %" in planned and "kvinna 100 % (1 av 1)" in planned and "kbt.closed_as_planned v1" in planned
    assert any(line.startswith("Minskat eller inget bruk") and "1 (inget instrument" in line for line in lines)
    rows = sum(" v1" in line for line in lines)
    assert lines[-1].startswith(f"{rows} resultat för 2021-01-01–2021-12-31. Som det var känt vid ")


@pytest.mark.parametrize("period", ["2018-T3", "förra året", "2018-13"])
def test_what_is_no_period_is_refused_with_what_is_one(aktspar, board, period):
    ran = aktspar("goals", "--period", period, "--json")
    assert (ran.status, ran.document["status"]) == (2, 422)
    assert "2018-T1" in ran.document["detail"]


def test_a_period_must_be_given(aktspar, board):
    ran = aktspar("goals", "--json")
    assert (ran.status, ran.document["status"]) == (2, 400)
    assert "--period" in ran.document["detail"]


def test_the_purpose_that_somebody_states_goes_before_the_usual_one(aktspar, board):
    assert aktspar("goals", "--period", "2024", "--purpose", "internkontroll", "--json").status == 0
    assert aktspar("goals", "--period", "2024", "--purpose", "drift", "--json").status == 0
    assert [each.purpose for each in access_records(board)] == [Purpose.INTERNAL_CONTROL, Purpose.ADMINISTRATION]
