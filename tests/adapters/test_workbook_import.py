"""A workbook comes in whole or not at all, once, and a corrected cell becomes a correction."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import psycopg
import pytest

from adapters.settings import load_settings
from api.main import Runtime
from api.workbook_import import import_workbook
from domain.errors import InvalidValueError, NotAllowedError, NotFoundError
from tests.support.cluster import Cluster
from tests.support.workbooks import write_workbook

DATA = Path(__file__).parents[1] / "data"
TODAY = date(2026, 11, 22)
PUBLISHED = {
    "Ärenden": 430, "Besök": 2929, "Skattningar": 1080, "Synpunkter": 97, "Hyror": 972, "Skolnärvaro": 0,
    "Uppsökande": 153, "Journal": 0, "Frånvaro": 0,
}

CASE_HEADER = ["Ärende", "Verksamhet", "Kön", "Födelseår", "Inkom", "Start", "Behandlare", "Beslut", "Genomförandeplan",
               "Delaktig i planen", "Boende", "Avslutat", "Avslutssätt", "Remitterad vidare"]
CASE_A = ["A-1", "KBT-teamet", "kvinna", 1980, date(2024, 1, 20), date(2024, 2, 1), "Behandlare A", "bistånd",
          date(2024, 2, 20), "ja", "träningslägenhet", "", "", ""]
CASE_B = ["A-2", "Skolsocionomer", "flicka", 2011, date(2024, 1, 22), date(2024, 2, 3), "Behandlare B", "service",
          "", "", "", "", "", ""]
SHEETS = {
    "Ärenden": [CASE_HEADER, CASE_A, CASE_B],
    "Besök": [
        ["Ärende", "Datum", "Slag", "Utfall", "Deltagare", "Anteckning skriven"],
        ["A-1", date(2024, 3, 1), "samtal", "genomfört", "brukare, behandlare", date(2024, 3, 2)],
        ["A-1", date(2024, 3, 8), "samtal", "uteblivet", "brukare", ""],
        ["A-2", date(2024, 3, 1), "hembesök", "genomfört", "", ""],
    ],
    "Skattningar": [
        ["Ärende", "Datum", "Instrument", "Fas", "Skattare", "Delskalor", "Summa"],
        ["A-1", date(2024, 2, 1), "ORS", "start", "brukare", "4,6;4,5;4,7;4,6", 18.4],
    ],
    "Synpunkter": [
        ["Inkom datum", "Kategori", "Vem tog emot?", "Vem lämnar synpunkten?", "Kön", "Synpunkten gäller",
         "Lämnades skriftligt/muntligt", "Kort beskrivning av klagomålet/synpunkten", "Åtgärd", "Återkoppling datum", "Ärende"],
        [date(2024, 3, 3), "Synpunkt", "Behandlare A", "brukare", "kvinna och man", "bemötande", "Muntligt",
         '=HYPERLINK("http://127.0.0.1";"klicka")', "", "", "A-1"],
        [date(2024, 4, 3), "Klagomål", "Behandlare B", "förälder", "man", "information", "Muntligt", "Kom för sent.", "", "", ""],
    ],
    "Hyror": [["Ärende", "Månad", "Betald i tid"], ["A-1", "2024-03", "ja"], ["A-1", "2024-04", "nej"]],
    "Skolnärvaro": [["Ärende", "Datum", "Fas", "Närvaro %"], ["A-2", date(2024, 2, 5), "start", "43,5"]],
    "Uppsökande": [
        ["Datum", "Verksamhet", "Slag", "Kön", "Barnets kön"],
        [date(2024, 5, 1), "Fältgruppen", "länkad ungdom", "", "flicka"],
        [date(2024, 5, 1), "Fältgruppen", "länkad ungdom", "", "flicka"],
    ],
    "Journal": [
        ["Ärende", "Händelsedatum", "Skriven", "Författare", "Befattning", "Källa", "Slag", "Text"],
        ["A-1", date(2024, 3, 1), datetime(2024, 3, 2, 9, 30), "Behandlare A", "KBT-terapeut", "brukaren", "kontakt", "Samtal."],
    ],
    "Frånvaro": [["Behandlare", "Från", "Till"], ["Behandlare A", date(2024, 7, 1), date(2024, 8, 15)]],
}
ONE_OF_EACH = {sheet: len(rows) - 1 for sheet, rows in SHEETS.items()}
COLUMN = {"Ärenden": 3, "Besök": 3, "Skattningar": 3, "Synpunkter": 7, "Hyror": 2, "Skolnärvaro": 3, "Uppsökande": 4,
          "Journal": 7, "Frånvaro": 2}
"""A column of each sheet (its index), to correct."""
CORRECTED = {"Ärenden": 1981, "Besök": "avbokat", "Skattningar": "löpande", "Synpunkter": "Väntade länge.", "Hyror": "nej",
             "Skolnärvaro": 44, "Uppsökande": "pojke", "Journal": "Samtal om sömn.", "Frånvaro": date(2024, 8, 16)}


@pytest.fixture(scope="module")
def runtime(cluster: Cluster) -> Iterator[Runtime]:
    opened = Runtime(load_settings(data_dir=cluster.data_dir), cluster.connections, cluster.keys, cluster.kek)
    yield opened
    opened.close()


class Importer:
    """Imports workbooks of one new board."""

    def __init__(self, runtime: Runtime, folder: Path) -> None:
        self.runtime = runtime
        self.folder = folder
        self.name = f"Provnämnden {os.urandom(4).hex()}"
        self.slug = self.name.casefold().replace("ä", "a").replace(" ", "_")

    def take_in(self, sheets=SHEETS, *, year=2024, unit="Provenheten", **options):
        path = self.folder / f"{os.urandom(4).hex()}.xlsx"
        write_workbook(path, sheets, unit=(("Enhet", unit), ("Nämnd", self.name), ("År", year)))
        return self.take_in_file(path, **{"create": True, **options})

    def take_in_file(self, path, **options):
        return import_workbook(
            self.runtime, path, caller="lokal:prov", today=TODAY, progress=lambda *_: None, **options
        )

    @property
    def board(self):
        return self.runtime.board(self.slug)

    def timeline(self, number):
        views, size = self.board.views, self.board.ledger.size()
        (case_id,) = views.find_case(number, size)
        return views.timeline(case_id, size)


@pytest.fixture
def importer(cluster: Cluster, tmp_path: Path) -> Iterator[Importer]:
    runtime = Runtime(load_settings(data_dir=cluster.data_dir), cluster.connections, cluster.keys, cluster.kek)
    yield Importer(runtime, tmp_path)
    runtime.close()


def counts(report, *, of="imported"):
    return {sheet: count for sheet, count in getattr(report, of).items() if count}


def changed_sheets(sheet, row, column, value, sheets=SHEETS):
    rows = [list(each) for each in sheets[sheet]]
    rows[row][column] = value
    return {**sheets, sheet: rows}


def test_the_published_year_comes_in_whole_once_and_verifies(runtime: Runtime):
    path = DATA / "resursenheten-2018.xlsx"
    options = {"caller": "lokal:prov", "today": TODAY, "progress": lambda *_: None}
    assert import_workbook(runtime, path, create=True, **options).imported == PUBLISHED
    board = runtime.board("skarholmens_stadsdelsnamnd")
    size = board.ledger.size()
    again = import_workbook(runtime, path, **options)
    assert counts(again) == {} and counts(again, of="changed") == {}
    assert again.already_present == PUBLISHED
    assert board.ledger.size() == size
    assert board.verify().faults == []
    assert len(board.views.cases(size)) == 430


def test_every_fault_of_the_broken_workbook_is_named_and_nothing_is_made(runtime: Runtime):
    report = import_workbook(
        runtime, DATA / "trasigt-underlag.xlsx", caller="lokal:prov", today=TODAY, progress=lambda *_: None, create=True
    )
    listed = json.loads((DATA / "trasigt-underlag.faults.json").read_text("utf-8"))
    assert {(f["sheet"], f["row"], f["column"]) for f in listed} <= {fault[:3] for fault in report.faults}
    assert not any(report.imported.values())
    assert "provnamnden" not in runtime.boards()


def test_faults_are_named_before_a_missing_board_is(importer: Importer):
    wrong = changed_sheets("Ärenden", 1, 2, "hen")
    assert [fault[:3] for fault in importer.take_in(wrong, create=False).faults] == [("Ärenden", 2, "Kön")]
    importer.take_in()
    assert importer.take_in(wrong, unit="En annan enhet", create=False).faults


def test_every_sheet_comes_in_and_again_adds_nothing(importer: Importer):
    assert counts(importer.take_in()) == ONE_OF_EACH
    size = importer.board.ledger.size()
    again = importer.take_in(create=False)
    assert (counts(again), counts(again, of="changed")) == ({}, {})
    assert counts(again, of="already_present") == ONE_OF_EACH
    assert importer.board.ledger.size() == size


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_corrected_cell_becomes_a_correction_and_its_undoing_another(importer: Importer, sheet: str):
    importer.take_in()
    corrected = changed_sheets(sheet, 1, COLUMN[sheet], CORRECTED[sheet])
    size = importer.board.ledger.size()
    report = importer.take_in(corrected)
    assert (counts(report), counts(report, of="changed"), report.faults) == ({}, {sheet: 1}, [])
    assert importer.board.ledger.size() == size + 2, "one correction and the note that an import was made"
    assert counts(importer.take_in(corrected), of="changed") == {}
    undone = importer.take_in()
    assert (counts(undone), counts(undone, of="changed")) == ({}, {sheet: 1})


@pytest.mark.parametrize("column", range(1, 14))
def test_any_cell_of_a_case_can_be_corrected(importer: Importer, column: int):
    closed = [*CASE_A[:11], date(2024, 9, 2), "avbrott", "nej"]
    sheets = {"Ärenden": [CASE_HEADER, closed]}
    importer.take_in(sheets)
    other = ["", "Bostödsverksamheten", "annat", 1979, date(2024, 1, 19), date(2024, 1, 30), "Behandlare C", "service",
             date(2024, 2, 21), "nej", "försökslägenhet", date(2024, 9, 3), "enligt planering", "ja"]
    report = importer.take_in(changed_sheets("Ärenden", 1, column, other[column], sheets))
    assert (counts(report), counts(report, of="changed"), report.faults) == ({}, {"Ärenden": 1}, [])
    size = importer.board.ledger.size()
    assert counts(importer.take_in(changed_sheets("Ärenden", 1, column, other[column], sheets)), of="changed") == {}
    assert importer.board.ledger.size() == size


@pytest.mark.parametrize(("column", "value"), [
    (1, date(2024, 3, 2)), (2, datetime(2024, 3, 2, 10, 0)), (3, "Behandlare B"), (4, "Psykolog"), (5, "mamma"), (6, "åtgärd"),
])
def test_any_cell_of_a_journal_note_can_be_corrected(importer: Importer, column: int, value: object):
    importer.take_in()
    report = importer.take_in(changed_sheets("Journal", 1, column, value))
    assert (counts(report), counts(report, of="changed"), report.faults) == ({}, {"Journal": 1}, [])


def test_a_corrected_day_is_a_correction_within_the_year_and_never_between_years(importer: Importer):
    importer.take_in()
    report = importer.take_in(changed_sheets("Besök", 1, 1, date(2024, 3, 5)))
    assert (counts(report), counts(report, of="changed")) == ({}, {"Besök": 1})
    visits = [SHEETS["Besök"][0], ["A-1", date(2025, 3, 5), "samtal", "genomfört", "brukare, behandlare", date(2025, 3, 5)]]
    report = importer.take_in({"Ärenden": SHEETS["Ärenden"], "Besök": visits}, year=2025)
    assert (counts(report), counts(report, of="changed")) == ({"Besök": 1}, {})


def test_next_years_workbook_carries_the_cases_on(importer: Importer):
    importer.take_in()
    carried_on = [*CASE_A[:11], date(2025, 2, 2), "enligt planering", "ja"]
    new = ["B-1", *CASE_B[1:]]
    visits = [SHEETS["Besök"][0], ["A-1", date(2025, 1, 10), "samtal", "genomfört", "brukare", date(2025, 1, 10)]]
    report = importer.take_in({"Ärenden": [CASE_HEADER, new, carried_on, CASE_B], "Besök": visits}, year=2025)
    assert counts(report) == {"Ärenden": 1, "Besök": 1}
    assert counts(report, of="changed") == {"Ärenden": 1}
    assert counts(report, of="already_present") == {"Ärenden": 1}
    types = [item.to_json()["type"] for item in importer.timeline("A-1").items]
    assert "case.closed" in types and types.count("case.session_held") == 2


def test_what_came_later_about_a_viewpoint_is_news_and_not_a_correction(importer: Importer):
    importer.take_in()
    acted = changed_sheets("Synpunkter", 1, 8, "Tider på kvällen.")
    answered = changed_sheets("Synpunkter", 1, 9, "240320", acted)
    assert counts(importer.take_in(answered), of="changed") == {"Synpunkter": 1}
    kinds = [recorded.event.wire_name() for recorded in importer.board.ledger.read(0, 1000)]
    assert "viewpoint.corrected.v2" not in kinds
    assert kinds.count("viewpoint.adaptation_made.v2") == kinds.count("viewpoint.feedback_given.v2") == 1


def test_a_dry_run_counts_what_would_be_and_makes_nothing(importer: Importer):
    would_be = importer.take_in(dry_run=True)
    assert counts(would_be) == ONE_OF_EACH
    assert importer.slug not in importer.runtime.boards()
    importer.take_in()
    size = importer.board.ledger.size()
    would_be = importer.take_in(changed_sheets("Hyror", 1, 2, "nej"), dry_run=True)
    assert counts(would_be, of="changed") == {"Hyror": 1}
    assert importer.board.ledger.size() == size


def test_a_board_or_unit_is_made_only_when_asked(importer: Importer):
    with pytest.raises(NotFoundError, match="--create"):
        importer.take_in(create=False)
    importer.take_in()
    with pytest.raises(NotFoundError, match="--create"):
        importer.take_in(unit="En annan enhet", create=False)
    size = importer.board.ledger.size()
    assert counts(importer.take_in(unit="En annan enhet")) == ONE_OF_EACH, "the same numbers in another unit are other cases"
    assert importer.board.ledger.size() > size


def test_names_are_the_same_without_regard_to_case(importer: Importer):
    importer.take_in()
    shouted = [[cell.upper() if isinstance(cell, str) else cell for cell in row] for row in SHEETS["Ärenden"]]
    report = importer.take_in({"ärenden": shouted}, unit="PROVENHETEN", create=False)
    assert counts(report, of="already_present") == {"Ärenden": 2}
    assert (counts(report), counts(report, of="changed")) == ({}, {})


def test_an_empty_cell_takes_nothing_back(importer: Importer):
    importer.take_in()
    bare = [CASE_HEADER, ["A-1", *[""] * 13], ["A-2", *[""] * 13]]
    report = importer.take_in({"Ärenden": bare})
    assert counts(report, of="already_present") == {"Ärenden": 2}
    assert counts(report, of="changed") == {}


def test_a_visit_of_a_case_that_only_the_unit_knows_comes_in(importer: Importer):
    importer.take_in()
    visits = [SHEETS["Besök"][0], ["a-1", date(2024, 6, 1), "samtal", "genomfört", "", ""]]
    assert counts(importer.take_in({"Besök": visits})) == {"Besök": 1}
    unknown = [SHEETS["Besök"][0], ["X-9", date(2024, 6, 1), "samtal", "genomfört", "", ""]]
    assert [fault[:3] for fault in importer.take_in({"Besök": unknown}).faults] == [("Besök", 2, "Ärende")]


def test_what_the_domain_refuses_is_a_fault_on_its_row_and_nothing_is_recorded(importer: Importer):
    importer.take_in()
    closed = [*CASE_A[:11], date(2024, 9, 2), "avbrott", "nej"]
    importer.take_in({"Ärenden": [CASE_HEADER, closed]})
    size = importer.board.ledger.size()
    ratings = [SHEETS["Skattningar"][0], ["A-1", date(2024, 10, 1), "ORS", "löpande", "brukare", "", 20.0]]
    report = importer.take_in({"Skattningar": ratings, "Hyror": [SHEETS["Hyror"][0], ["A-1", "2024-05", "ja"]]})
    assert [fault[:3] for fault in report.faults] == [("Skattningar", 2, "Datum")]
    assert not any(report.imported.values()) and importer.board.ledger.size() == size


def test_formula_text_stays_text(importer: Importer):
    importer.take_in()
    stored = [recorded.event.model_dump(mode="json") for recorded in importer.board.ledger.read(0, 1000)]
    shown = json.dumps(stored, ensure_ascii=False)
    assert json.dumps('=HYPERLINK("http://127.0.0.1";"klicka")')[1:-1] in shown


def test_history_keeps_the_source_s_claim_beside_the_time_it_was_recorded_here(importer: Importer):
    importer.take_in()
    (note,) = [item.to_json() for item in importer.timeline("A-1").items if item.to_json()["type"] == "case.note_recorded"]
    assert note["import_source"]["claimed_recorded_at"].startswith("2024-03-02T09:30")
    assert (note["days_late"], note["claimed"]) == (1, True)
    assert not note["recorded"]["at"].startswith("2024")


def test_one_import_at_a_time(importer: Importer):
    importer.take_in()
    key = f"aktspar/import/{importer.board.store.schema}"
    with psycopg.connect(importer.board.store.connections.app, autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", (key,))
        with pytest.raises(NotAllowedError, match="pågår"):
            importer.take_in()
    assert counts(importer.take_in(), of="already_present") == ONE_OF_EACH


def test_a_workbook_for_another_board_than_the_one_named_is_refused(importer: Importer):
    with pytest.raises(InvalidValueError, match="Utelämna --board"):
        importer.take_in(board_slug="en_annan")


def test_no_name_or_text_of_the_workbook_is_in_a_fault(importer: Importer):
    wrong = {
        "Ärenden": [CASE_HEADER, ["A-1", "Hemliga Verksamheten", "Hemlig Person", 1980, *[""] * 10]],
        "Besök": [SHEETS["Besök"][0], ["Hemlig Person", date(2024, 3, 1), "Hemlig Person", "Hemlig Person", "Hemlig Person", ""]],
    }
    report = importer.take_in(wrong)
    assert report.faults and "Hemlig" not in str(report.to_json())
