"""One valid row for each sheet of the workbook, and a reading of rows given as dictionaries."""

from __future__ import annotations

from datetime import date, datetime

from domain.workbook.reading import WorkbookReader

TODAY = date(2025, 1, 15)

CASE = {"Ärende": "2024-0001", "Kön": "kvinna", "Födelseår": 1980.0, "Verksamhet": "KBT-teamet"} | {
    "Inkom": date(2024, 1, 20),
    "Start": date(2024, 2, 1),
}
CLOSED = CASE | {"Avslutat": date(2024, 9, 2), "Avslutssätt": "enligt planering"}
VALID = {
    "Ärenden": CASE,
    "Besök": {"Ärende": "2024-0001", "Datum": date(2024, 3, 1), "Slag": "samtal", "Utfall": "genomfört"},
    "Skattningar": {"Ärende": "2024-0001", "Datum": date(2024, 3, 1), "Instrument": "ORS", "Fas": "start"}
    | {"Skattare": "brukare", "Delskalor": "4,6;4,5;4,7;4,6", "Summa": 18.4},
    "Synpunkter": {"Inkom datum": date(2024, 3, 3), "Kategori": "Klagomål"},
    "Hyror": {"Ärende": "2024-0001", "Månad": "2024-03", "Betald i tid": "ja"},
    "Skolnärvaro": {"Ärende": "2024-0001", "Datum": date(2024, 3, 1), "Fas": "start", "Närvaro %": 43.0},
    "Uppsökande": {"Datum": date(2024, 3, 1), "Slag": "länkad ungdom"},
    "Journal": {"Ärende": "2024-0001", "Händelsedatum": date(2024, 3, 1), "Skriven": datetime(2024, 3, 2, 9), "Text": "Möte."},
    "Frånvaro": {"Behandlare": "Behandlare A", "Från": date(2024, 7, 1), "Till": date(2024, 8, 15)},
}


class Read:
    """One reading of a case and then the rows of one sheet; every row of the sheet is a dictionary by header."""

    def __init__(self, sheet, *rows, case=CASE, known_cases=(), year=2024):
        self.reader = WorkbookReader(year=year, today=TODAY, known_cases=known_cases)
        if sheet != "Ärenden" and case is not None:
            assert len(list(self.reader.read("Ärenden", as_table([case])))) == 1
        self.rows = list(self.reader.read(sheet, as_table(rows)))
        self.faults, self.warnings = self.reader.faults, self.reader.warnings

    @property
    def only_row(self):
        assert (self.faults, len(self.rows)) == ([], 1)
        return self.rows[0]


def as_table(rows):
    header = list(dict.fromkeys(key for row in rows for key in row))
    return [(1, header), *((number, [row.get(key, "") for key in header]) for number, row in enumerate(rows, start=2))]


def assert_fault(read, sheet, row, column, match):
    found = [fault for fault in read.faults if fault[:3] == (sheet, row, column)]
    assert len(found) == 1 == len(read.faults), read.faults
    assert match in found[0].fault
    assert all(valid.row != row for valid in read.rows)


def assert_warning(read, sheet, row, column, match):
    assert [(warning[:3], match in warning.fault) for warning in read.warnings] == [((sheet, row, column), True)]
    assert read.faults == [] and len(read.rows) == 1
