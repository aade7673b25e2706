"""The review of journals as files: the same question gives the same bytes, and the file says what it rests on."""

from __future__ import annotations

import csv
import io
import json
import re
import zlib
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from adapters.report_pages import pdf_bytes
from api import completeness_export
from api.completeness_export import MEDIA_TYPES
from domain.errors import InvalidValueError
from tests.api.conftest import access_records
from tests.api.test_completeness import CASE, get, place  # noqa: F401
from tests.api.test_completeness import Place as Board

AS_OF = ("--known-at", "2026-05-01")
SHEETS = ["Om rapporten", "Regler", "Versioner och gränser", "Iakttagelser"]


def export(aktspar, path, *more, asks=AS_OF):
    ran = aktspar("export", "completeness", *asks, "-o", path, *more, "--json")
    assert ran.status == 0, ran.stdout
    return path.read_bytes(), ran.document


def sheets(content):
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def table(rows):
    return [dict(zip(rows[2], row, strict=True)) for row in rows[3:]]


def streams(pdf):
    """The compressed parts of a PDF, each unpacked."""
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            yield zlib.decompress(found[1])
        except zlib.error:
            yield found[1]


def test_the_workbook_says_what_it_is_about_what_rules_counted_and_found(place: Board, aktspar, tmp_path):  # noqa: F811
    place.note("2026-03-24")
    content, told = export(aktspar, tmp_path / "granskning.xlsx")
    found = sheets(content)
    asked = aktspar("completeness", "--json", *AS_OF).document
    assert list(found) == SHEETS
    about = dict(found["Om rapporten"][3:])
    assert about["Känt vid"].startswith(f"{asked['known_at']} händelser.") and about["Bedömd dag"].startswith("2026-05-01.")
    assert about["Uppgifter"] == "SIMULERADE: påhittade uppgifter." and about["Enheter"] == "alla"
    assert "R-04 version 1" in about["Regler och versioner"]
    counted = table(found["Regler"])
    assert [(row["Regel"], row["Saknas"], row["Okänt"]) for row in counted] == [
        (row["rule"], row["gap"], row["unknown"]) for row in asked["rules"]
    ]
    [silence] = [row for row in table(found["Versioner och gränser"]) if row["Regel"] == "R-04"]
    assert silence["Version"] == 1 and silence["Dagar"] > 0 and "riktvärde" in silence["Antalet dagar sätts av"]
    findings = table(found["Iakttagelser"])
    assert len(findings) == told["findings"] == len(asked["findings"]) > 0
    assert [
        (row["Regel"], row["Ärende"], row["Läge"], row["Sedan"], row["Till"], row["Dagar"], row["Att göra"], row["Händelser"])
        for row in findings
    ] == [
        (row["rule"], row["number"], row["status_in_words"], row["since"], row["until"] or "", row["age_days"], row["to_do"],
         ", ".join(map(str, row["evidence"])))
        for row in asked["findings"]
    ]


@pytest.mark.parametrize("form", MEDIA_TYPES)
def test_the_same_question_gives_the_same_bytes_also_after_later_events(place: Board, aktspar, tmp_path, form):  # noqa: F811
    first, _ = export(aktspar, tmp_path / f"ett.{form}")
    size = aktspar("completeness", "--json", *AS_OF).document["known_at"]
    place.note("2026-05-04")
    again, _ = export(aktspar, tmp_path / f"två.{form}")
    assert again == first
    as_told = ("--known-at", size, "--valid-at", "2026-05-01")
    assert export(aktspar, tmp_path / f"tre.{form}", asks=as_told)[0] == first
    later, _ = export(aktspar, tmp_path / f"fyra.{form}", asks=("--known-at", "2026-05-05"))
    assert later != first


def test_the_pages_are_tagged_archived_and_name_rules_and_size(place: Board, aktspar, tmp_path):  # noqa: F811
    pdf, told = export(aktspar, tmp_path / "granskning.pdf")
    whole = pdf + b"".join(streams(pdf))
    size = aktspar("completeness", "--json", *AS_OF).document["known_at"]
    assert pdf.startswith(b"%PDF-1.7") and told["bytes"] == len(pdf)
    # What a validator of PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) asks for by name.
    for said in (b"<pdfaid:part>2<", b"<pdfaid:conformance>A<", b"<pdfuaid:part>1<", b"/MarkInfo", b"/StructTreeRoot",
                 b"/Lang", b"/TH", b"/H1", b"/H2"):
        assert said in whole, said
    assert f"känt vid {size} händelser, bedömt per 2026-05-01".encode() in whole
    assert b"2026-05-01T00:00:00" in whole or b"D:20260501" in whole


def test_values_and_the_document_are_the_answer_on_screen(place: Board, aktspar, tmp_path):  # noqa: F811
    asked = aktspar("completeness", "--json", *AS_OF, "--rule", "R-04").document
    content, _ = export(aktspar, tmp_path / "granskning.json", "--rule", "R-04")
    assert json.loads(content) == {name: value for name, value in asked.items() if name != "provisional"}
    values, _ = export(aktspar, tmp_path / "granskning.csv", "--rule", "R-04")
    rows = list(csv.DictReader(io.StringIO(values.decode("utf-8-sig")), delimiter=";"))
    assert [(row["Regel"], row["Ärendets uuid"], row["Känt vid händelse"], row["Simulerad"]) for row in rows] == [
        ("R-04", CASE, str(asked["known_at"]), "ja")
    ]


def test_every_case_in_a_file_is_in_the_access_log(place: Board, aktspar, tmp_path):  # noqa: F811
    export(aktspar, tmp_path / "granskning.csv", "--rule", "R-04")
    last = access_records(place.board)[-1]
    assert (last.action, last.outcome, [str(each) for each in last.cases]) == ("export completeness", "shown", [CASE])


def test_the_service_gives_managers_and_internal_control_the_same_file(place: Board, aktspar, tmp_path):  # noqa: F811
    for form in ("xlsx", "pdf"):
        content, _ = export(aktspar, tmp_path / f"fil.{form}")
        for client in (place.chef, place.inga):
            answer = client.get(f"/api/v1/completeness/export.{form}", params={"known_at": "2026-05-01"})
            assert (answer.status_code, answer.content, answer.headers["content-type"]) == (200, content, MEDIA_TYPES[form])
            assert f"-2026-05-01.{form}" in answer.headers["content-disposition"]
        for client in (place.anna, place.ulf):
            get(client, f"completeness/export.{form}", 403, known_at="2026-05-01")
            assert access_records(place.board)[-1].outcome == "refused"
        get(place.chef, f"completeness/export.{form}", 404, rule="R-99")


def test_a_file_that_cannot_hold_so_much_is_refused_one_that_just_can_is_not(
    place: Board, aktspar, tmp_path, monkeypatch  # noqa: F811
):
    _, told = export(aktspar, tmp_path / "allt.csv")
    before = len(access_records(place.board))
    monkeypatch.setattr(completeness_export, "MOST_FINDINGS", {"pdf": told["findings"] - 1, "xlsx": told["findings"]})
    refused = aktspar("export", "completeness", *AS_OF, "-o", tmp_path / "allt.pdf", "--json")
    assert refused.status == 2 and "Välj regel eller enhet" in refused.document["detail"]
    assert not (tmp_path / "allt.pdf").exists() and len(access_records(place.board)) == before
    export(aktspar, tmp_path / "allt.xlsx")


def test_a_file_is_never_written_over_and_must_be_of_a_known_kind(place: Board, aktspar, tmp_path):  # noqa: F811
    (tmp_path / "finns.pdf").write_text("kvar")
    for name in ("finns.pdf", "granskning.docx"):
        assert aktspar("export", "completeness", "-o", tmp_path / name, "--json").status == 2
    assert (tmp_path / "finns.pdf").read_text() == "kvar"


def report_of(board):
    cells = {"columns": [], "rows": []}
    return {
        "title": "Prov", "board": board, "size": 1, "day": "2026-05-01", "simulated": False, "about": [["Nämnd", board]],
        "counts": {"columns": ["a"] * 10, "rows": []}, "parameters": {**cells, "columns": ["a"] * 7}, "waiting": [],
        "findings": [],
    }


def test_what_looks_like_markup_is_only_text():
    hostile = '#panic("x") = *Nämnden* $1$ @ref <b> \\'
    content = pdf_bytes("completeness", report_of(hostile), date(2026, 5, 1))
    assert content == pdf_bytes("completeness", report_of(hostile), date(2026, 5, 1))


def test_a_character_without_a_typeface_is_refused_with_what_to_do():
    with pytest.raises(InvalidValueError, match="Ta ut rapporten som Excel, csv eller json"):
        pdf_bytes("completeness", report_of("Nämnden \U0001f600"), date(2026, 5, 1))
