"""In the shell a result is followed down to its events and over the years, and it is told what is measured."""

from __future__ import annotations

from datetime import date

import pytest

from domain.base import Purpose
from tests.api import test_goals_command
from tests.api.conftest import access_records
from tests.api.test_goals_command import CASE_HEADER, DATA

take_in = test_goals_command.take_in
CASES = [
    ("A-1", "KBT-teamet", "kvinna", date(2021, 1, 1), date(2021, 6, 30), "enligt planering", "", ""),
    ("A-2", "KBT-teamet", "man", date(2020, 3, 1), date(2021, 9, 30), "avbrott", "", ""),
    ("A-3", "KBT-teamet", "kvinna", date(2021, 5, 1), "", "", "", ""),
]


@pytest.fixture
def taken_in(take_in):
    return take_in({"Ärenden": [CASE_HEADER, *CASES]})


def test_a_year_that_was_imported_is_answered_the_same_for_ever_as_it_was_known(aktspar, taken_in, take_in):
    before = aktspar("goals", "--period", "2021", "--json").document
    more = ("A-4", "KBT-teamet", "man", date(2021, 2, 1), date(2021, 3, 1), "enligt planering", "", "")
    take_in({"Ärenden": [CASE_HEADER, *CASES, more]})
    after = aktspar("goals", "--period", "2021", "--json").document
    again = aktspar("goals", "--period", "2021", "--known-at", before["known_at"], "--json").document
    assert again == before
    planned = [
        next(each for each in document["results"] if each["id"] == "kbt.closed_as_planned") for document in (before, after)
    ]
    assert [(each["numerator"], each["denominator"]) for each in planned] == [(1, 2), (2, 3)]


def test_the_rows_behind_the_published_year_are_those_that_it_counts(aktspar, runtime):
    assert aktspar("import", "--create", DATA / "resursenheten-2018.xlsx").status == 0
    for indicator in ("um.closed_below_25", "bostod.rent_payments_in_time", "field.linked", "kbt.treatment_months_mean"):
        found = aktspar("goals", "--period", "2018", "--drill-down", indicator, "--json").document
        result, rows = found["result"], found["rows"]
        measured = [row for row in rows if row["in_denominator"]]
        assert (len(rows), len(measured)) == (result["eligible"], result.get("denominator", result.get("value"))), indicator
        if "numerator" in result:
            assert sum(row["in_numerator"] for row in rows) == result["numerator"]
        if result["kind"] == "mean":
            assert sum(int(row["value"]) for row in measured) == int(result["sum"])
    *_, linked, mean = [each for each in access_records(runtime.board()) if each.action == "goals"]
    assert (len(linked.cases), mean.purpose, len(mean.cases)) == (0, Purpose.STATISTICS, len(measured))


def test_people_see_the_rows_in_a_table(aktspar, taken_in):
    lines = aktspar("goals", "--period", "2021", "--drill-down", "kbt.closed_as_planned", "--part", "täljare").stdout.splitlines()
    assert lines[-1].startswith("Avslutade enligt planering, KBT-teamet: 50 %. 1 rader. Som det var känt vid ")
    assert lines[0].split() == ["Rad", "Ärende", "Post", "Kön", "Nämnare", "Täljare", "Saknas", "Värde", "Händelser"]
    assert "kvinna" in "".join(lines) and "man" not in "".join(lines[:-1])


def test_people_see_a_series_in_a_table(aktspar, taken_in):
    ran = aktspar("goals-trend", "kbt.clients", "--years", "2019-2021")
    assert ran.status == 0, ran.stderr
    lines = ran.stdout.splitlines()
    assert lines[0] == "kbt.clients · Öppenvården"
    assert [line.split()[:2] for line in lines if line.startswith("20")] == [["2019", "0"], ["2020", "1"], ["2021", "3"]]
    document = aktspar("goals-trend", "kbt.clients", "--years", "2020-2021", "--part", "T1", "--json").document
    assert [point["period"] for point in document["series"][0]["points"]] == ["2020-T1", "2021-T1"]


def test_people_see_what_is_measured_and_what_it_means(aktspar, taken_in):
    lines = aktspar("indicators").stdout.splitlines()
    (clients,) = [line for line in lines if line.startswith("kbt.clients")]
    assert "Ärenden som är öppna någon dag under perioden" in clients
    assert " indikatorer mäts den " in lines[-1]


def test_people_see_which_results_rest_on_few_and_between_what_they_lie(aktspar, taken_in):
    (planned,) = [
        line for line in aktspar("goals", "--period", "2021").stdout.splitlines()
        if line.startswith("Avslutade enligt planering") and "kbt.closed_as_planned" in line
    ]
    assert "andelen vilar på få; 95 % konfidensintervall 9,5–90,5 %" in planned


def test_people_see_the_external_view_without_small_numbers(aktspar, taken_in):
    lines = aktspar("goals", "--period", "2021", "--external").stdout.splitlines()
    (clients,) = [line for line in lines if "kbt.clients v1" in line]
    assert ".." in clients and "utan tal under 5: .. = sekretess." in lines[-1]


@pytest.mark.parametrize(
    ("arguments", "status", "detail"),
    [
        (("goals", "--period", "2021", "--part", "hälften"), 400, "välj --part bland allt, täljare, nämnare, saknas"),
        (("goals", "--period", "2021", "--external", "--drill-down", "kbt.clients"), 400, "externa vyn visar inget underlag"),
        (("goals", "--period", "2021", "--external", "--definitions-on", "2021-01-01"), 400, "tar inga andra definitioner"),
        (("goals", "--period", "2021", "--drill-down", "kbt.nothing"), 404, "mäts inte"),
        (("goals-trend", "kbt.clients", "--years", "igår"), 422, "Åren går inte att läsa"),
        (("goals-trend", "kbt.nothing", "--years", "2021"), 404, "mäts inte"),
    ],
)
def test_wrong_use_is_refused_in_the_shell(aktspar, taken_in, arguments, status, detail):
    ran = aktspar(*arguments, "--json")
    assert (ran.status, ran.document["status"]) == (2, status)
    assert detail in ran.document["detail"]
