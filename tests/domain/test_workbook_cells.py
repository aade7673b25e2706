"""What one cell of each kind may hold."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.codes import Gender
from domain.workbook import cells, days, numbers
from domain.workbook.cells import CellContext
from domain.workbook.days import Written
from domain.workbook.faults import CellProblem
from domain.workbook.sheets import SHEETS

CONTEXT = CellContext(today=date(2025, 1, 15), earliest=date(1904, 1, 1))


def convert(kind, cell):
    return kind(CONTEXT)(cell)


def assert_refused(kind, cell, match):
    with pytest.raises(CellProblem, match=match):
        convert(kind, cell)


@pytest.mark.parametrize(
    "cell", [date(2024, 2, 29), datetime(2024, 2, 29), "2024-02-29", " 2024-02-29 ", "2024-02-29T00:00:00", "2024-02-29 00:00"]
)
def test_a_date_is_a_date_cell_or_iso_text(cell):
    assert convert(days.past_date, cell) == date(2024, 2, 29)


@pytest.mark.parametrize(
    "cell",
    ["2023-02-29", "29/2 2024", "24-02-29", "20240229", "idag", "２０２４-02-29", 45351.0, 45351, True, time(1), timedelta(1)],
)
def test_anything_else_is_not_a_date(cell):
    assert_refused(days.past_date, cell, "inte ett datum.*tillåtet: datumcell eller text ÅÅÅÅ-MM-DD")


def test_a_date_with_a_time_of_day_is_refused_in_a_date_column():
    assert_refused(days.past_date, datetime(2024, 2, 29, 0, 1), "klockslag")


def test_today_is_the_last_possible_day_and_tomorrow_is_refused():
    assert convert(days.past_date, date(2025, 1, 15)) == date(2025, 1, 15)
    assert_refused(days.past_date, date(2025, 1, 16), "framtiden; tillåtet: till och med 2025-01-15")
    assert convert(days.any_date, date(2025, 1, 16)) == date(2025, 1, 16)


def test_the_first_possible_day_is_taken_and_the_day_before_is_refused():
    for kind in (days.past_date, days.any_date):
        assert convert(kind, date(1904, 1, 1)) == date(1904, 1, 1)
        assert_refused(kind, date(1903, 12, 31), "orimligt tidigt datum; tillåtet: från och med 1904-01-01")


@pytest.mark.parametrize("cell", ["180725", 180725.0, 180725, " 180725", "2018-07-25", date(2018, 7, 25)])
def test_a_short_date_may_be_text_or_number_or_a_date(cell):
    assert convert(days.short_date, cell) == date(2018, 7, 25)


def test_a_short_date_that_lost_its_leading_zero_as_a_number_is_still_read():
    assert convert(days.short_date, 90725.0) == date(2009, 7, 25)


@pytest.mark.parametrize("cell", ["240399", 240399.0, "18072", "1807255", 180725.5, "18-07-25", "i juli", True, 725.0])
def test_a_short_date_that_is_no_day_is_refused(cell):
    assert_refused(days.short_date, cell, "inte ett datum.*ÅÅMMDD")


def test_a_short_date_in_the_future_is_refused():
    assert_refused(days.short_date, "250116", "framtiden")


@pytest.mark.parametrize("cell", ["2024-12", " 2024-12", date(2024, 12, 1), date(2024, 12, 31), datetime(2024, 12, 5, 3)])
def test_a_month_is_the_date_of_its_first_day(cell):
    assert convert(days.month, cell) == date(2024, 12, 1)


def test_rent_may_be_paid_one_month_ahead_and_no_more():
    assert convert(days.month, "2025-02") == date(2025, 2, 1)
    assert_refused(days.month, "2025-03", "högst nästa månad")


@pytest.mark.parametrize("cell", ["2024-13", "2024-00", "2024-1", "dec 2024", 2024.12, "2024-12-01", False])
def test_anything_else_is_not_a_month(cell):
    assert_refused(days.month, cell, "tillåtet: text ÅÅÅÅ-MM")


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        (datetime(2024, 9, 1, 10, 30), Written(date(2024, 9, 1), time(10, 30))),
        (datetime(2024, 9, 1, 10, 29, 59, 999_000), Written(date(2024, 9, 1), time(10, 30))),
        (datetime(2024, 9, 1, 10, 30, 0, 1), Written(date(2024, 9, 1), time(10, 30))),
        ("2024-09-01 10:30", Written(date(2024, 9, 1), time(10, 30))),
        ("2024-09-01T10:30:05", Written(date(2024, 9, 1), time(10, 30, 5))),
        (date(2024, 9, 1), Written(date(2024, 9, 1), None)),
        ("2024-09-01", Written(date(2024, 9, 1), None)),
    ],
)
def test_when_a_note_was_written_is_a_day_with_or_without_the_time(cell, moment):
    assert convert(days.written, cell) == moment


@pytest.mark.parametrize("cell", ["2024-09-01 25:00", "2024-02-30 10:00", "2024-09-01T10:30:00+02:00", 45000.5, "kl 10"])
def test_anything_else_is_not_when_a_note_was_written(cell):
    assert_refused(days.written, cell, "tillåtet: ")


def test_a_note_written_in_the_future_is_refused():
    assert_refused(days.written, datetime(2025, 1, 16, 0, 1), "framtiden")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (11.9, "11.9"),
        (16.0, "16"),
        (7, "7"),
        ("11,9", "11.9"),
        ("11.9", "11.9"),
        (" 16,0 ", "16"),
        ("-0", "0"),
        (18.400000000000002, "18.4"),
        (100.0, "100"),
        ("0,50", "0.5"),
    ],
)
def test_a_number_is_exact_whether_cell_or_text_with_comma_or_point(cell, value):
    assert str(convert(numbers.number, cell)) == value


@pytest.mark.parametrize(
    "cell", ["1 000", "elva", "1,2,3", "1e3", "٣", float("nan"), float("inf"), 1e300, 10**400, True, date(2024, 1, 1)]
)
def test_anything_else_is_not_a_number(cell):
    assert_refused(numbers.number, cell, "inte ett tal; tillåtet: siffror med decimalkomma eller decimalpunkt")


@pytest.mark.parametrize("cell", [0, 0.0, "0", 100, "100,0", 43.5])
def test_both_ends_of_the_percent_scale_are_taken(cell):
    assert convert(numbers.percent, cell) == Decimal(str(cell).replace(",", "."))


@pytest.mark.parametrize("cell", [-0.1, 100.1, "101"])
def test_a_percentage_outside_the_scale_is_refused(cell):
    assert_refused(numbers.percent, cell, "0–100")


@pytest.mark.parametrize("cell", [1980.0, "1980", 1980])
def test_a_year_has_four_digits(cell):
    assert convert(numbers.year, cell) == 1980


@pytest.mark.parametrize("cell", [80, 1980.5, "80-tal", 19800, date(1980, 1, 1)])
def test_anything_else_is_not_a_year(cell):
    assert_refused(numbers.year, cell, "årtal")


def test_subscales_keep_their_order_and_take_comma_or_point():
    assert convert(numbers.subscales, "6,1;5.2; 7,0 ;4") == (Decimal("6.1"), Decimal("5.2"), Decimal("7"), Decimal("4"))
    assert convert(numbers.subscales, 8.0) == (Decimal(8),)


@pytest.mark.parametrize("cell", ["6,1;;7,0", "6,1;5,2;", ";", "6,1;x", date(2024, 1, 1), True])
def test_a_missing_or_unreadable_subscale_is_refused(cell):
    assert_refused(numbers.subscales, cell, "åtskilda av semikolon")


def test_a_couple_is_two_givers_and_one_person_is_one():
    assert convert(cells.givers, "Kvinna och MAN") == (Gender.WOMAN, Gender.MAN)
    assert convert(cells.givers, "annat") == (Gender.OTHER,)
    assert_refused(cells.givers, "par", "tillåtet: kvinna, man, flicka, pojke, annat, okänt, kvinna och man")


def test_words_match_whatever_the_case_the_spaces_and_the_way_accents_are_stored():
    decomposed = "ko\u0308n".upper()
    assert cells.folded(decomposed) == cells.folded(" Kön ") == "kön"
    assert convert(cells.yes_or_no("svar"), " JA\n") is True
    assert convert(cells.yes_or_no("svar"), "Nej") is False


@pytest.mark.parametrize("cell", ["j", "yes", "1", 1.0, True, "ja!", "jaa"])
def test_there_are_no_synonyms(cell):
    assert_refused(cells.yes_or_no("svar"), cell, "okänt ord för svar; tillåtet: ja, nej")


def test_formula_text_and_free_text_stay_exactly_as_they_are():
    text = ' =HYPERLINK("http://127.0.0.1";"klicka")\n'
    assert convert(cells.free_text, text) is text


def test_numbers_and_days_in_a_text_column_become_the_text_a_person_would_read():
    assert convert(cells.name, 12.0) == "12"
    assert convert(cells.free_text, date(2024, 1, 2)) == "2024-01-02"
    assert convert(cells.case_number, 20180001.0) == "20180001"


def test_a_case_number_is_trimmed_and_otherwise_left_alone():
    assert convert(cells.case_number, " 2018-0001a ") == "2018-0001a"
    assert convert(cells.case_number, "x" * 64) == "x" * 64
    assert_refused(cells.case_number, "x" * 65, "högst 64 tecken")
    assert_refused(cells.case_number, "2018\n0001", "radbrytningar")


def test_participants_are_split_at_commas():
    assert convert(cells.participants, "brukare, behandlare,, mamma ") == ("brukare", "behandlare", "mamma")


def test_white_space_is_empty_and_zero_and_no_are_not():
    assert all(map(cells.is_empty, [None, "", " ", "\n\t", "\u00a0"]))
    assert not any(map(cells.is_empty, [0, 0.0, False, time(0), timedelta(0), "0"]))


any_cell = st.one_of(
    st.text(),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.from_regex(r"[0-9]{2,4}-[0-9]{2}(-[0-9]{2})?([ T][0-9]{2}:[0-9]{2})?", fullmatch=True),
    st.from_regex(r"[0-9]{6}|[0-9]{1,12}[.,][0-9]{1,12}(;[0-9]{1,3}[.,][0-9])*", fullmatch=True),
)


@given(cell=any_cell)
@example(cell=datetime.max)
@example(cell=date.min)
@example(cell="0000-00-00")
@example(cell="ﬁ" * 200)
def test_any_cell_in_any_column_is_a_value_or_a_problem_and_never_a_crash(cell):
    if cells.is_empty(cell):
        return
    for sheet in SHEETS.values():
        for column in sheet.columns:
            try:
                value = column.kind(CONTEXT)(cell)
            except CellProblem as problem:
                assert "tillåt" in str(problem)
                assert not (isinstance(cell, str) and len(cell) > 20 and cell in str(problem))
            else:
                assert value is not None
