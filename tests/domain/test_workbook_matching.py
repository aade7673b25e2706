"""Pairing a workbook's rows with what was imported before."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from domain.workbook.matching import match, merged


class Line(NamedTuple):
    """A row or an entry: day, kind, result; `year` is the workbook that an entry came from."""

    day: str
    kind: str | None
    result: str | None
    year: int = 2018


def pair(rows: list[Line], entries: list[Line], *, year: int = 2018):
    return match(
        rows, entries, content_of_row=lambda line: line[:3], content_of_entry=lambda line: line[:3], key=(0, 1),
        is_this_year=lambda entry: entry.year == year,
    )


def outcomes(rows: list[Line], entries: list[Line], *, year: int = 2018) -> list[str]:
    return ["new" if each.entry is None else "same" if each.same else "changed" for each in pair(rows, entries, year=year)]


def test_the_same_rows_again_are_all_the_same_also_in_another_order():
    lines = [Line("1", "talk", "held"), Line("2", "talk", "missed"), Line("2", "visit", "held")]
    assert outcomes(list(reversed(lines)), lines) == ["same"] * 3


def test_two_alike_rows_are_two_entries():
    line = Line("1", "talk", "held")
    assert outcomes([line, line], [line]) == ["same", "new"]
    assert outcomes([line, line], [line, line]) == ["same", "same"]


def test_another_cell_under_the_same_key_is_a_correction():
    assert outcomes([Line("1", "talk", "missed")], [Line("1", "talk", "held")]) == ["changed"]


def test_a_cell_of_the_key_is_a_correction_when_everything_else_is_the_same_and_the_entry_is_from_this_year_s_workbook():
    assert outcomes([Line("3", "talk", "held")], [Line("1", "talk", "held")]) == ["changed"]


def test_next_year_s_visit_is_new_and_not_a_correction_of_last_year_s():
    assert outcomes([Line("2019-1", "talk", "held")], [Line("2018-1", "talk", "held")], year=2019) == ["new"]


def test_two_cells_of_difference_is_a_new_row():
    assert outcomes([Line("3", "visit", "held")], [Line("1", "talk", "held")]) == ["new"]


def test_an_empty_cell_says_nothing_and_corrects_nothing():
    assert outcomes([Line("1", "talk", None)], [Line("1", "talk", "held")]) == ["same"]
    assert merged(("1", None, "x"), ("1", "talk", None)) == ("1", "talk", "x")


def test_a_row_that_matches_exactly_is_never_given_away_to_one_that_matches_by_key():
    rows = [Line("1", "talk", "missed"), Line("1", "talk", "held")]
    assert outcomes(rows, [Line("1", "talk", "held")]) == ["new", "same"]


LINES = st.lists(st.builds(Line, st.sampled_from("123"), st.sampled_from(["a", "b", None]), st.sampled_from(["x", "y", None])))


@given(rows=LINES, entries=LINES)
def test_every_row_is_answered_once_in_order_and_no_entry_is_used_twice(rows, entries):
    matched = pair(rows, entries)
    assert [each.row for each in matched] == rows
    used = Counter(each.entry for each in matched if each.entry is not None)
    assert not used - Counter(entries)
    for each in matched:
        if each.entry is not None:
            assert each.same == (merged(each.row[:3], each.entry[:3]) == each.entry[:3])


@given(lines=LINES)
def test_what_was_just_imported_is_wholly_present(lines):
    assert outcomes(lines, lines) == ["same"] * len(lines)
