"""The sheet Enhet: whose workbook it is and for which year."""

import pytest

from domain.workbook.cells import EXCEL_ERROR
from domain.workbook.unit_sheet import UnitSheet
from tests.support.workbook_rows import TODAY

ROWS = [(1, ["År", 2024.0]), (3, [" enhet", "Provenheten"]), (4, ["NÄMND", "Provnämnden"])]


def test_keys_stand_in_any_order_and_case():
    unit = UnitSheet(ROWS)
    assert (unit.unit_name, unit.board_name, unit.year, unit.faults) == ("Provenheten", "Provnämnden", 2024, [])


def test_each_missing_key_is_a_fault():
    assert [fault[:3] for fault in UnitSheet(None).faults] == [("Enhet", 1, key) for key in ("Enhet", "Nämnd", "År")]
    assert [fault[:3] for fault in UnitSheet(ROWS[:1]).faults] == [("Enhet", 1, "Enhet"), ("Enhet", 1, "Nämnd")]


def test_an_empty_wrong_or_repeated_value_is_a_fault_on_its_row():
    rows = [(1, ["Enhet", ""]), (2, ["Nämnd", EXCEL_ERROR]), (3, ["År", "i fjol"]), (4, ["år", 2024])]
    faults = UnitSheet(rows).faults
    assert [fault[1:3] for fault in faults] == [(1, "Enhet"), (2, "Nämnd"), (3, "År"), (4, "År")]


def test_an_unknown_key_is_a_warning():
    assert [warning.row for warning in UnitSheet([*ROWS, (9, ["Chef", "Namn"])]).warnings] == [9]


@pytest.mark.parametrize(("year", "fault_count"), [(1949, 1), (1950, 0), (2025, 0), (2026, 1)])
def test_the_year_is_between_1950_and_this_year(year, fault_count):
    unit = UnitSheet([(1, ["Enhet", "E"]), (2, ["Nämnd", "N"]), (3, ["År", year])])
    assert len(unit.year_faults(TODAY)) == fault_count
