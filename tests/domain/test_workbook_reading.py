"""Headers, words and rows of every sheet: what is taken and what is a fault."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.codes import Phase, RatingSubject, Respondent
from domain.workbook.cells import EXCEL_ERROR
from domain.workbook.faults import Fault
from domain.workbook.reading import WorkbookReader
from domain.workbook.sheets import SHEETS
from tests.support.workbook_rows import CASE, CLOSED, TODAY, VALID, Read, as_table, assert_fault


def test_every_row_class_has_one_field_for_each_column_after_the_row_number():
    for sheet in SHEETS.values():
        assert sheet.row_type._fields == ("row", *(column.field for column in sheet.columns))


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_row_with_only_the_required_cells_is_valid(sheet):
    required = {column.header for column in SHEETS[sheet].columns if column.required}
    scores = {"Summa"} if sheet == "Skattningar" else set()
    read = Read(sheet, {key: cell for key, cell in VALID[sheet].items() if key in required | scores})
    assert read.only_row.row == 2


@pytest.mark.parametrize(
    ("sheet", "header"), [(sheet.name, column.header) for sheet in SHEETS.values() for column in sheet.columns if column.required]
)
def test_a_required_column_must_be_there_and_filled_in(sheet, header):
    others = {key: cell for key, cell in VALID[sheet].items() if key != header}
    assert_fault(Read(sheet, VALID[sheet] | {header: "  "}), sheet, 2, header, "saknas; cellen måste fyllas i")
    assert_fault(Read(sheet, others, others), sheet, 1, header, "kolumnen saknas")


def test_a_missing_column_is_no_fault_when_the_sheet_has_no_rows():
    read = Read("Hyror")
    assert list(read.reader.read("Hyror", [(1, ["Ärende"])])) == [] == read.faults
    assert list(read.reader.read("Besök", [])) == [] == read.faults


def test_columns_stand_in_any_order_and_any_case():
    header = ["  SUMMA ", "delskalor", "Skattare", "FAS", "instrument", "datum", "ärende"]
    cells = [18.4, "4,6;4,5;4,7;4,6", "BRUKARE", "Start", "ors", "2024-03-01", "2024-0001"]
    read = Read("Ärenden", CASE)
    (rating,) = read.reader.read("Skattningar", [(1, header), (7, cells)])
    assert rating == (
        (7, "2024-0001", date(2024, 3, 1), "ORS", Phase.START, Respondent.CLIENT)
        + (tuple(map(Decimal, ["4.6", "4.5", "4.7", "4.6"])), Decimal("18.4"), RatingSubject.CLIENT)
    )


def test_a_column_twice_is_a_fault_and_an_unknown_one_a_warning():
    read = Read("Ärenden", CASE)
    list(read.reader.read("Hyror", [(1, ["Ärende", "Månad", "månad", "Hyresvärd", ""])]))
    assert read.faults == [Fault("Hyror", 1, "Månad", "kolumnen finns två gånger; tillåtet: en gång")]
    assert read.warnings == [Fault("Hyror", 1, "Hyresvärd", "okänd kolumn; den läses inte")]


def test_cells_under_no_header_are_warned_about_once():
    read = Read("Ärenden", CASE)
    table = [(1, ["Ärende", "Månad", ""]), (2, ["2024-0001", "2024-01", ""])]
    table += [(3, ["2024-0001", "2024-02", "x"]), (4, ["2024-0001", "2024-03", "y"])]
    assert len(list(read.reader.read("Hyror", table))) == 3
    assert read.warnings == [Fault("Hyror", 3, "", "kolumn nummer 3 har ingen rubrik på rad 1; den läses inte")]


def test_a_header_that_is_not_on_row_1_is_no_header():
    read = Read("Ärenden", CASE)
    assert list(read.reader.read("Hyror", [(2, ["Ärende", "Månad"]), (3, ["2024-0001", "2024-01"])])) == []
    assert [fault[:3] for fault in read.faults] == [("Hyror", 1, "Ärende"), ("Hyror", 1, "Månad")]


def test_row_numbers_stay_those_of_the_spreadsheet_across_empty_rows():
    read = Read("Ärenden", CASE)
    table = [(1, ["Ärende", "Månad"]), (5, ["2024-0001", "2024-01"]), (9, ["2024-0001", "i maj"])]
    assert [row.row for row in read.reader.read("Hyror", table)] == [5]
    assert_fault(read, "Hyror", 9, "Månad", "inte en månad")


def test_an_excel_error_is_never_taken_for_an_empty_cell():
    assert_fault(Read("Ärenden", CASE | {"Behandlare": EXCEL_ERROR}), "Ärenden", 2, "Behandlare", "#N/A")


WORDS = [
    ("Ärenden", "Kön", "kvinna, man, flicka, pojke, annat, okänt"),
    ("Ärenden", "Beslut", "bistånd, service"),
    ("Ärenden", "Informationsmöte", "ja, nej"),
    ("Ärenden", "Fortsatte efter motivationsfas", "ja, nej"),
    ("Ärenden", "Delaktig i planen", "ja, nej"),
    ("Ärenden", "Barn i hemmet", "ja, nej, okänt"),
    ("Ärenden", "Boende", "träningslägenhet, försökslägenhet, annat"),
    ("Ärenden", "Avslutssätt", "enligt planering, avbrott, annat"),
    ("Ärenden", "Remitterad vidare", "ja, nej"),
    (
        "Besök",
        "Slag",
        "samtal, hembesök, telefon, nätverksmöte, uppstartsmöte, uppföljningsmöte, avslutsmöte, informationsmöte",
    ),
    ("Besök", "Utfall", "genomfört, uteblivet, avbokat"),
    ("Skattningar", "Fas", "start, löpande, avslut, uppföljning"),
    ("Skattningar", "Skattare", "brukare, barn, förälder, socialsekreterare, behandlare"),
    ("Skattningar", "Gäller", "klienten, barnet, mamma, pappa"),
    ("Synpunkter", "Kategori", "Synpunkt, Klagomål, Förbättringsförslag, Beröm"),
    ("Synpunkter", "Kön", "kvinna, man, flicka, pojke, annat, okänt, kvinna och man"),
    (
        "Synpunkter",
        "Synpunkten gäller",
        "tillgänglighet, bemötande, kompetens, kontinuitet, information, innehåll i insats, samverkan, annat",
    ),
    ("Synpunkter", "Lämnades skriftligt/muntligt", "skriftligt, muntligt"),
    ("Hyror", "Betald i tid", "ja, nej"),
    ("Skolnärvaro", "Fas", "start, avslut, uppföljning"),
    ("Uppsökande", "Slag", "länkad ungdom, informerad förälder, hjälpt till fritidsaktivitet"),
    ("Uppsökande", "Kön", "kvinna, man, flicka, pojke, annat, okänt"),
    ("Uppsökande", "Barnets kön", "kvinna, man, flicka, pojke, annat, okänt"),
]


@pytest.mark.parametrize(("sheet", "column", "words"), WORDS)
def test_each_coded_word_is_taken_in_any_case_and_no_other(sheet, column, words):
    base = CLOSED if sheet == "Ärenden" else VALID[sheet]
    for word in words.split(", "):
        assert Read(sheet, base | {column: word.upper()}).only_row
    for other in ("okänd", words[:-1], "löp", 1.0):
        assert_fault(Read(sheet, base | {column: other}), sheet, 2, column, f"tillåtet: {words}")


@pytest.mark.parametrize(
    ("sheet", "column"),
    [("Ärenden", "Inkom"), ("Ärenden", "Start"), ("Ärenden", "Genomförandeplan"), ("Ärenden", "Avslutat"), ("Besök", "Datum")]
    + [("Besök", "Anteckning skriven"), ("Skattningar", "Datum"), ("Synpunkter", "Inkom datum"), ("Skolnärvaro", "Datum")]
    + [("Synpunkter", "Återkoppling datum"), ("Uppsökande", "Datum"), ("Journal", "Händelsedatum"), ("Journal", "Skriven")],
)
def test_nothing_that_has_happened_lies_in_the_future(sheet, column):
    assert_fault(Read(sheet, VALID[sheet] | {column: date(2031, 1, 1)}), sheet, 2, column, "framtiden")


CANARY = "Anna Andersson 19800101-1234"

any_cell = st.one_of(
    st.sampled_from([None, "", " ", EXCEL_ERROR, "ja", "2024-0001", "ORS", "5;5;5;5", "2024-03", "240305", 20.0, 0, -1]),
    st.sampled_from([word for *_, words in WORDS for word in words.split(", ")]),
    st.text(),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)


@given(data=st.data(), sheet=st.sampled_from(list(SHEETS)))
def test_any_row_is_either_valid_or_has_a_fault_that_can_be_found_and_never_crashes(data, sheet):
    header = [column.header for column in SHEETS[sheet].columns]
    valid = [VALID[sheet].get(name, "") for name in header]
    wrong = data.draw(st.dictionaries(st.integers(0, len(header) - 1), any_cell))
    reader = WorkbookReader(year=2024, today=TODAY)
    list(reader.read("Ärenden", as_table([CLOSED])))
    before = len(reader.faults)
    rows = list(reader.read(sheet, [(1, header), (2, [wrong.get(index, cell) for index, cell in enumerate(valid)])]))
    faults = reader.faults[before:]
    assert bool(rows) != bool(faults)
    assert all(fault.sheet == sheet and fault.row == 2 and fault.column in header and fault.fault for fault in faults)
    assert reader.counts[sheet] == (2 if sheet == "Ärenden" else 1)


@pytest.mark.parametrize("sheet", SHEETS)
def test_no_fault_repeats_what_a_cell_says(sheet):
    header = [column.header for column in SHEETS[sheet].columns]
    read = Read(sheet, dict.fromkeys(header, CANARY), dict.fromkeys(header, CANARY))
    for fault in [*read.faults, *read.warnings]:
        assert "Anna" not in fault.fault and "1980" not in fault.fault
