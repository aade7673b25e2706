"""Workbooks as files: the two that are given, how spreadsheets store things, the limits, and files that are no workbooks."""

import json
import re
import struct
import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.errors import CannotRunError
from adapters.workbook_file import MAX_DATA_ROWS, OpenWorkbook, open_workbook
from domain.workbook.days import Written
from domain.workbook.faults import Fault, WorkbookRefusedError
from domain.workbook.sheets import SHEETS
from tests.support.workbooks import UNIT_ROWS, Formula, write_workbook

DATA = Path(__file__).parent.parent / "data"
TODAY = date(2025, 1, 15)
CASES = [["Ärende", "Kön", "Verksamhet"], ["2024-0001", "kvinna", "KBT-teamet"]]
RENTS = [["Ärende", "Månad", "Betald i tid"], ["2024-0001", "2024-03", "ja"]]


@pytest.fixture
def read(tmp_path):
    def read_sheets(sheets, *, unit=UNIT_ROWS, **options):
        path = write_workbook(tmp_path / "underlag.xlsx", sheets, unit=unit)
        return open_workbook(path).read(today=TODAY, **options)

    return read_sheets


class TestGivenWorkbooks:
    def test_the_year_2018_has_no_fault_and_every_row(self):
        workbook = open_workbook(DATA / "resursenheten-2018.xlsx")
        reading = workbook.read(today=TODAY)
        assert (reading.unit_name, reading.board_name, reading.year) == ("Resursenheten", "Skärholmens stadsdelsnämnd", 2018)
        assert (reading.faults, reading.warnings) == ((), ())
        expected = dict(zip(SHEETS, [430, 2929, 1080, 97, 972, 0, 153, 0, 0], strict=True))
        assert {sheet: len(rows) for sheet, rows in reading.rows.items()} == expected == reading.counts
        assert workbook.row_count == 430 + 2929 + 1080 + 97 + 972 + 153

    def test_every_listed_fault_is_named_and_nothing_else(self):
        listed = json.loads((DATA / "trasigt-underlag.faults.json").read_text())
        reading = open_workbook(DATA / "trasigt-underlag.xlsx").read(today=TODAY)
        named = {fault[:3] for fault in reading.faults}
        assert named >= {(fault["sheet"], fault["row"], fault["column"]) for fault in listed}
        # The rating with a subscale of 11 also has a total above 40.
        assert len(reading.faults) == len(listed) + 1 and ("Skattningar", 3, "Summa") in named


class TestHowSpreadsheetsStoreThings:
    def test_sheets_stand_in_any_order_and_case_and_may_be_absent(self, read):
        reading = read({"HYROR": RENTS, "ärenden": CASES, "Journal": []})
        assert {sheet: len(rows) for sheet, rows in reading.rows.items() if rows} == {"Ärenden": 1, "Hyror": 1}
        assert reading.faults == () == reading.warnings

    def test_an_unknown_sheet_is_a_warning_and_a_sheet_twice_a_fault(self, read):
        reading = read({"Ärenden": CASES, "Ärenden ": CASES, "Diagram": [["x"]]})
        assert reading.warnings == (Fault("Diagram", 1, "", "okänt blad; det läses inte"),)
        assert reading.faults == (Fault("Ärenden", 1, "", "bladet finns två gånger; tillåtet: en gång"),)

    def test_the_unit_is_known_before_the_rows_are_read(self, tmp_path):
        workbook = open_workbook(write_workbook(tmp_path / "a.xlsx", {}))
        assert (workbook.unit_name, workbook.board_name, workbook.year) == ("Provenheten", "Provnämnden", 2024)

    def test_a_workbook_that_does_not_say_whose_it_is_has_faults_and_is_still_checked(self, read):
        reading = read({"Ärenden": [CASES[0], ["2024-0001", "okänd", None]]}, unit=None)
        assert [fault[:3] for fault in reading.faults] == [
            ("Enhet", 1, "Enhet"),
            ("Enhet", 1, "Nämnd"),
            ("Enhet", 1, "År"),
            ("Ärenden", 2, "Kön"),
        ]

    def test_a_year_in_the_future_is_a_fault(self, read):
        reading = read({}, unit=[*UNIT_ROWS[:2], ("År", 2026)])
        assert [fault[:3] for fault in reading.faults] == [("Enhet", 3, "År")]

    def test_known_cases_may_be_named(self, read):
        assert [fault[:3] for fault in read({"Hyror": RENTS}).faults] == [("Hyror", 2, "Ärende")]
        assert read({"Hyror": RENTS}, known_cases={"2024-0001"}).faults == ()

    def test_rows_keep_the_numbers_a_person_sees_when_rows_and_columns_are_empty(self, read):
        header, rent = [None, None, *RENTS[0]], [None, None, *RENTS[1]]
        wrong = [None, None, "2024-0001", "i maj", "ja"]
        reading = read({"Ärenden": CASES, "Hyror": [header, [], [], rent, ["", " "], wrong, []]})
        assert [row.row for row in reading.rows["Hyror"]] == [4]
        assert [fault[:3] for fault in reading.faults] == [("Hyror", 6, "Månad")]
        assert reading.counts["Hyror"] == 2

    def test_the_first_row_is_the_header_even_when_it_is_empty(self, read):
        reading = read({"Ärenden": CASES, "Hyror": [[], *RENTS]})
        assert [fault[:3] for fault in reading.faults] == [("Hyror", 1, "Ärende"), ("Hyror", 1, "Månad")]

    def test_dates_and_numbers_come_as_cells_or_as_text(self, read):
        header = ["Ärende", "Datum", "Instrument", "Fas", "Skattare", "Delskalor", "Summa"]
        rest = ["ORS", "start", "brukare", "2,7;3,2;3,1;2,9"]
        cells = [[date(2024, 3, 1), 11.9], ["2024-03-01", "11,9"], [datetime(2024, 3, 1), "11.90"]]
        ratings = [["2024-0001", when, *rest, total] for when, total in cells]
        reading = read({"Ärenden": CASES, "Skattningar": [header, *ratings]})
        assert reading.faults == ()
        assert {row[1:] for row in reading.rows["Skattningar"]} == {reading.rows["Skattningar"][0][1:]}
        assert {str(row.total) for row in reading.rows["Skattningar"]} == {"11.9"}

    def test_a_formula_shows_its_value_and_text_like_a_formula_stays_text(self, read):
        header = ["Inkom datum", "Kategori", "Kort beskrivning av klagomålet/synpunkten", "Kommentar"]
        link = '=HYPERLINK("http://127.0.0.1";"klicka")'
        row = [date(2024, 3, 3), "Klagomål", link, Formula('=HYPERLINK("http://127.0.0.1","klicka")', "klicka")]
        (viewpoint,) = read({"Synpunkter": [header, row]}).rows["Synpunkter"]
        assert (viewpoint.description, viewpoint.comment) == (link, "klicka")

    def test_a_computed_sum_with_binary_dust_is_the_sum(self, read):
        header = ["Ärende", "Datum", "Instrument", "Fas", "Skattare", "Delskalor", "Summa"]
        dusty = Formula("=4.6+4.5+4.7+4.6", 18.400000000000002)
        row = ["2024-0001", date(2024, 3, 1), "ORS", "start", "brukare", "4,6;4,5;4,7;4,6", dusty]
        (rating,) = read({"Ärenden": CASES, "Skattningar": [header, row]}).rows["Skattningar"]
        assert rating.total == Decimal("18.4")

    def test_an_error_cell_is_a_fault_wherever_it_stands(self, read):
        error = Formula("=NA()", "#N/A")
        header = [None, *CASES[0], "Behandlare"]
        rows = [[None, "1", error, "", ""], [None, "2", "man", "", error], [None, error, "", "", ""], [None, "", error, "", ""]]
        reading = read({"Ärenden": [header, *rows]})
        assert [fault[1:3] for fault in reading.faults if "#N/A" in fault.fault] == [
            (2, "Kön"),
            (3, "Behandlare"),
            (4, "Ärende"),
            (5, "Kön"),
        ]
        assert read({}, unit=[("Enhet", error), *UNIT_ROWS[1:]]).faults[0][:3] == ("Enhet", 1, "Enhet")

    def test_text_that_only_looks_like_an_error_is_text(self, read):
        cases = [[*CASES[0], "Behandlare"], [*CASES[1], "#N/A"]]
        assert read({"Ärenden": cases}).rows["Ärenden"][0].therapist == "#N/A"

    def test_a_note_has_its_time_of_day_to_the_minute(self, read):
        header = ["Ärende", "Händelsedatum", "Skriven", "Text"]
        minutes = [datetime(2024, 7, 1, hour, minute) for hour in range(24) for minute in (0, 1, 29, 59)]
        notes = [["2024-0001", date(2024, 7, 1), minute, "Text"] for minute in minutes]
        rows = read({"Ärenden": CASES, "Journal": [header, *notes]}).rows["Journal"]
        # Midnight cannot be told from a day without a time.
        assert [row.written for row in rows[1:]] == [Written(minute.date(), minute.time()) for minute in minutes[1:]]
        assert rows[0].written in (Written(date(2024, 7, 1), None), Written(date(2024, 7, 1), time(0)))

    def test_progress_grows_to_the_whole(self, read):
        rents = [RENTS[0], *(["2024-0001", f"{year}-{month:02d}", "ja"] for year in range(1924, 2024) for month in range(1, 13))]
        seen = []
        reading = read({"Ärenden": CASES, "Hyror": rents}, progress=lambda done, total: seen.append((done, total)))
        assert reading.faults == () and seen == [(1000, 1201), (1201, 1201)]


def small_workbook(tmp_path):
    return write_workbook(tmp_path / "liten.xlsx", {"Ärenden": CASES, "Hyror": RENTS})


def with_parts(path, **changes):
    """The workbook with some parts replaced, named by the end of their file name without suffix; `extra` is a new part."""
    changed = path.with_name("ändrad.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            change = changes.get(Path(part.filename).stem)
            new.writestr(part.filename, change(content) if change else content)
        for name in changes.keys() & {"extra"}:
            new.writestr("xl/media/bild.bin", changes[name](b""))
    return changed


def assert_refused(path, match):
    with pytest.raises(WorkbookRefusedError, match=match) as refusal:
        open_workbook(path).read(today=TODAY)
    assert "\n" not in str(refusal.value)


def with_rows(xml, rows):
    return xml.replace(b"</sheetData>", rows + b"</sheetData>")


def rent_rows(count):
    row = b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>2024-0001</t></is></c></row>'
    return b"".join(row % (number, number) for number in range(3, 3 + count))


class TestLimits:
    def test_more_than_200_000_rows_are_refused_with_a_sentence(self, tmp_path):
        # The small workbook has one case and one rent month already.
        at_limit = with_parts(small_workbook(tmp_path), sheet2=lambda xml: with_rows(xml, rent_rows(MAX_DATA_ROWS - 2)))
        assert open_workbook(at_limit).row_count == MAX_DATA_ROWS
        above = with_parts(small_workbook(tmp_path), sheet2=lambda xml: with_rows(xml, rent_rows(MAX_DATA_ROWS - 1)))
        assert_refused(above, "fler än 200 000 rader; dela upp")

    def test_rows_that_are_only_formatted_are_not_counted(self, tmp_path):
        blank = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (number, number) for number in range(3, 1003))
        path = with_parts(small_workbook(tmp_path), sheet2=lambda xml: with_rows(xml, blank))
        workbook = open_workbook(path)
        assert workbook.row_count == 2 and workbook.read(today=TODAY).faults == ()

    def test_more_than_100_mb_unpacked_is_refused_with_a_sentence(self, tmp_path):
        path = with_parts(small_workbook(tmp_path), extra=lambda _: bytes(100_000_000))
        assert path.stat().st_size < 1_000_000
        assert_refused(path, "större än 100 MB uppackad")

    def test_a_directory_that_lies_about_a_size_is_not_believed(self, tmp_path):
        path = with_parts(small_workbook(tmp_path), extra=lambda _: bytes(100_000_000))
        content = path.read_bytes()
        path.write_bytes(content.replace(struct.pack("<I", 100_000_000), struct.pack("<I", 1_000)))
        assert_refused(path, "större än 100 MB uppackad")

    def test_a_smaller_lie_about_a_size_is_damage(self, tmp_path):
        path = with_parts(small_workbook(tmp_path), extra=lambda _: bytes(70_000))
        path.write_bytes(path.read_bytes().replace(struct.pack("<I", 70_000), struct.pack("<I", 69_999)))
        assert_refused(path, "inte en läsbar Excelarbetsbok")

    @pytest.mark.parametrize("quote", [b'"', b"'"])
    def test_a_cell_far_outside_the_table_is_refused_before_memory_is_set_aside_for_it(self, tmp_path, quote):
        far = b'<row r="1000"><c r=%sXFD1000%s><v>1</v></c></row>' % (quote, quote)
        path = with_parts(small_workbook(tmp_path), sheet2=lambda xml: with_rows(xml, far))
        assert_refused(path, "bladet Hyror sträcker sig för långt ut")

    def test_a_row_far_below_the_table_is_refused_too(self, tmp_path):
        far = b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
        path = with_parts(small_workbook(tmp_path), sheet2=lambda xml: with_rows(xml, far))
        assert_refused(path, "bladet Hyror sträcker sig för långt ut")

    def test_a_blank_formatted_cell_far_out_does_no_harm(self, tmp_path):
        far = rent_rows(1).replace(b"</row>", b'<c r="XFD3" s="1"/></row>') + b'<row r="1048576"><c r="XFD1048576" s="1"/></row>'
        far = far.replace(b'r="3"', b'r="1000"').replace(b'A3"', b'A1000"').replace(b'XFD3"', b'XFD1000"')
        path = with_parts(small_workbook(tmp_path), sheet2=lambda xml: with_rows(xml, far))
        assert [fault[:3] for fault in open_workbook(path).read(today=TODAY).faults] == [("Hyror", 1000, "Månad")]


@pytest.fixture(scope="module")
def small_bytes(tmp_path_factory):
    return small_workbook(tmp_path_factory.mktemp("liten")).read_bytes()


class TestNoWorkbooks:
    @pytest.mark.parametrize("content", [b"", b"Enhet;Provenheten\n", b"PK\x03\x04", b"\x00" * 1000])
    def test_a_file_that_is_no_zip_is_refused(self, tmp_path, content):
        (tmp_path / "a.xlsx").write_bytes(content)
        assert_refused(tmp_path / "a.xlsx", "inte en läsbar Excelarbetsbok")

    def test_an_encrypted_or_old_workbook_is_refused_with_what_to_do(self, tmp_path):
        (tmp_path / "a.xlsx").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504))
        assert_refused(tmp_path / "a.xlsx", "lösenordsskyddad")

    def test_another_zip_is_refused(self, tmp_path):
        with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
            archive.writestr("hej.txt", "hej")
        assert_refused(tmp_path / "a.xlsx", "inte en läsbar Excelarbetsbok")

    def test_a_part_with_a_document_type_is_refused(self, tmp_path):
        bomb = b'<!DOCTYPE a [<!ENTITY b "c">]>'
        path = with_parts(small_workbook(tmp_path), workbook=lambda xml: xml.replace(b"<workbook", bomb + b"<workbook", 1))
        assert_refused(path, "inte en läsbar Excelarbetsbok")

    def test_broken_xml_in_a_sheet_is_refused_and_not_read_as_fewer_rows(self, tmp_path):
        path = with_parts(small_workbook(tmp_path), sheet2=lambda xml: xml[: xml.index(b"</sheetData>") - 20])
        assert_refused(path, "inte en läsbar Excelarbetsbok")

    def test_a_sheet_in_another_encoding_is_refused_and_not_read_as_empty(self, tmp_path):
        path = with_parts(small_workbook(tmp_path), sheet2=lambda xml: xml.decode().replace("UTF-8", "UTF-16").encode("utf-16"))
        assert_refused(path, "inte en läsbar Excelarbetsbok")

    def test_rows_that_the_limits_did_not_see_are_refused(self, tmp_path):
        path = with_parts(small_workbook(tmp_path), sheet2=lambda xml: re.sub(b"</?row[^>]*>", b"", xml))
        assert_refused(path, "inte en läsbar Excelarbetsbok")

    def test_prefixed_tags_are_read_as_any_other(self, tmp_path):
        def prefixed(xml):
            return re.sub(rb"<(/?)(\w)", rb"<\1x:\2", xml).replace(b'xmlns="', b'xmlns:x="')

        reading = open_workbook(with_parts(small_workbook(tmp_path), sheet2=prefixed)).read(today=TODAY)
        assert (reading.faults, reading.counts["Hyror"]) == ((), 1)

    def test_a_file_that_is_not_there_cannot_be_read(self, tmp_path):
        for path in (tmp_path / "saknas.xlsx", tmp_path):
            with pytest.raises(CannotRunError, match="kontrollera att filen finns") as refusal:
                open_workbook(path)
            assert str(tmp_path) not in str(refusal.value)

    @settings(max_examples=60, deadline=None)
    @given(changes=st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), min_size=1, max_size=6))
    def test_any_damage_to_the_bytes_is_a_refusal_or_a_reading(self, small_bytes, changes):
        content = bytearray(small_bytes)
        for place, value in changes:
            content[place % len(content)] = value
        try:
            OpenWorkbook(bytes(content)).read(today=TODAY)
        except WorkbookRefusedError as refusal:
            assert str(refusal).strip()
