"""Results as files: what stands in the cells, and what does not in the external view."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from adapters.goal_files import csv_bytes, workbook_bytes
from projections.goal_export import Column, Form, Sheet
from tests.api.conftest import PASSWORD, MemoryLog, access_records, served
from tests.api.writing import accounts_of
from tests.support.workbooks import write_workbook

HEADER = ("Ärende", "Verksamhet", "Kön", "Start", "Avslutat", "Avslutssätt", "Remitterad vidare", "Boende")
UNIT = "Öppenvården"


@pytest.fixture
def filled(aktspar, tmp_path):
    """Thirty closed cases: nine of women and twenty-one of men, of which two of men ended otherwise than planned."""
    manners = ["avbrott"] * 2 + ["enligt planering"] * 28
    cases = [
        (f"A-{number}", "KBT-teamet", "man" if number < 21 else "kvinna", date(2021, 1, 4), date(2021, 3, 1), manner, "", "")
        for number, manner in enumerate(manners)
    ]
    path = tmp_path / "underlag.xlsx"
    write_workbook(path, {"Ärenden": [HEADER, *cases]}, unit=(("Enhet", UNIT), ("Nämnd", "Provnämnden"), ("År", 2021)))
    assert aktspar("import", "--create", path, "--json").status == 0


def export(aktspar, path, *more):
    ran = aktspar("export", "goals", "--period", "2021", "-o", path, *more, "--json")
    assert ran.status == 0, ran.stdout
    return ran.document


def sheets(content):
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def row_of(rows, indicator):
    headings = next(row for row in rows if row[0] == "Enhet")
    [found] = [dict(zip(headings, row, strict=True)) for row in rows if indicator in row and "Täckning, procent" in headings]
    return found


def test_the_workbook_has_the_results_their_breakdown_and_what_they_mean(aktspar, filled, tmp_path):
    path = tmp_path / "tavla.xlsx"
    assert export(aktspar, path)["results"] > 3
    found = sheets(path.read_bytes())
    assert list(found) == ["Resultat", "Fördelning på kön", "Definitioner"]
    planned = row_of(found["Resultat"], "kbt.closed_as_planned")
    assert (planned["Värde"], planned["Täljare"], planned["Nämnare"], planned["Anges i"]) == (93, 28, 30, "procent")
    assert (planned["Enhet"], planned["Verksamhet"], planned["Berörda"]) == (UNIT, "KBT-teamet", 30)
    assert any("Ärenden" in str(cell) for row in found["Definitioner"] for cell in row)
    for rows in found.values():
        assert rows[0][0] == "Resultat 2021, 2021-01-01 till 2021-12-31"
        assert rows[1][0].startswith("Som det var känt vid ") and rows[1][0].endswith("Intern vy.")
    genders = [row for row in found["Fördelning på kön"] if row[-1] == "kbt.closed_as_planned"]
    assert [row[3:8] for row in genders] == [["kvinna", 100, "procent", 9, 9], ["man", 90, "procent", 19, 21]]


def test_the_external_files_have_signs_in_place_of_small_numbers(aktspar, filled, tmp_path, runtime):
    path, values = tmp_path / "extern.xlsx", tmp_path / "extern.csv"
    export(aktspar, path, "--external")
    found = sheets(path.read_bytes())
    planned = row_of(found["Resultat"], "kbt.closed_as_planned")
    assert (planned["Värde"], planned["Täljare"], planned["Nämnare"]) == ("..", "..", "..")
    assert row_of(found["Resultat"], "kbt.clients")["Värde"] == 30
    assert "Extern vy." in found["Resultat"][1][0]
    export(aktspar, values, "--external")
    rows = list(csv.DictReader(io.StringIO(values.read_text("utf-8-sig")), delimiter=";"))
    assert {row["Vy"] for row in rows} == {"extern"}
    [whole] = [row for row in rows if row["Indikator"] == "kbt.closed_as_planned" and row["Kön"] == "alla"][:1]
    assert (whole["Värde"], whole["Täljare"], whole["Nämnare"]) == ("..", "..", "..")
    assert [each.action for each in access_records(runtime.board())][-2:] == ["export goals (extern)"] * 2


def test_the_values_have_a_row_for_each_result_and_gender(aktspar, filled, tmp_path):
    path = tmp_path / "värden.csv"
    export(aktspar, path)
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf") and b"\r\n" in content
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    kept = [row for row in rows if row["Indikator"] == "kbt.closed_as_planned"]
    assert [(row["Kön"], row["Värde"], row["Täljare"], row["Nämnare"]) for row in kept] == [
        ("alla", "93", "28", "30"), ("kvinna", "100", "9", "9"), ("man", "90", "19", "21"),
    ]
    assert {(row["Period"], row["Vy"], row["Simulerad"]) for row in rows} == {("2021", "intern", "nej")}


def test_the_same_question_gives_the_same_file(aktspar, filled, tmp_path):
    for form in ("xlsx", "csv", "json"):
        first, second = tmp_path / f"ett.{form}", tmp_path / f"två.{form}"
        export(aktspar, first)
        export(aktspar, second)
        assert first.read_bytes() == second.read_bytes()


def test_a_file_is_never_written_over_and_must_be_of_a_known_kind(aktspar, filled, tmp_path):
    path = tmp_path / "finns.csv"
    path.write_text("kvar")
    for name, status in (("finns.csv", 400), ("tavla.ods", 400), ("saknad/tavla.csv", 500)):
        ran = aktspar("export", "goals", "--period", "2021", "-o", tmp_path / name, "--json")
        assert ran.status == 2 and ran.document["status"] >= status, name
    assert path.read_text() == "kvar"


def test_no_text_can_be_a_formula_and_signs_stay_as_they_are():
    cells = ("=1+1", "+46", "-1", "@x", "\t=1", "-", "..", "vanlig")
    sheet = Sheet("Prov", ("Om",), tuple(Column(str(place)) for place in range(len(cells))), (cells,))
    [_, row] = csv.reader(io.StringIO(csv_bytes(sheet).decode("utf-8-sig")), delimiter=";")
    assert row == ["'=1+1", "'+46", "'-1", "'@x", "'\t=1", "-", "..", "vanlig"]
    assert sheets(workbook_bytes([sheet]))["Prov"][-1] == list(cells)


def test_percents_have_one_decimal_and_a_comma():
    sheet = Sheet("Prov", (), (Column("a", Form.PERCENT), Column("b", Form.WHOLE)), ((Decimal("61.1111"), None),))
    assert csv_bytes(sheet).decode("utf-8-sig") == "a;b\r\n61,1;\r\n"


def test_over_http_small_numbers_are_for_managers_and_internal_control(runtime, board, tmp_path):
    people = [("chef", "chef", None), ("inga", "internkontroll", None), ("anna", "behandlare", None)]
    import httpx2

    with served(runtime, accounts_of(tmp_path, board, people), MemoryLog()) as address:
        for name, status in (("chef", 200), ("inga", 200), ("anna", 403)):
            with httpx2.Client(base_url=address, auth=(name, PASSWORD)) as client:
                for form in ("xlsx", "csv"):
                    answer = client.get(f"/api/v1/goals/export.{form}", params={"period": "2021"})
                    assert answer.status_code == status, answer.text
                external = client.get("/api/v1/goals/export.csv", params={"period": "2021", "external": "true"})
                assert external.status_code == 200 and external.headers["content-type"].startswith("text/csv")
                assert 'filename="resultat-2021-extern-' in external.headers["content-disposition"]
                assert ";ja;" in external.text or not external.text.partition("\r\n")[2]
    assert "refused" in {each.outcome for each in access_records(board)}
