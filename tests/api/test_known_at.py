"""What a reader may write for `known_at`, and which size it comes to."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from api.known_at import Instant, KnownAt, Size, parse_known_at, parse_valid_at, resolve_known_at
from domain.errors import InvalidValueError
from tests.api import records
from tests.api.conftest import new_board


def us(text: str) -> int:
    """An instant in microseconds since 1970 UTC."""
    return (datetime.fromisoformat(text) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


@pytest.mark.parametrize(("text", "size"), [("0", 0), ("7", 7), (" 12 ", 12), ("20180731", 20_180_731)])
def test_digits_are_a_size(text, size):
    assert parse_known_at(text) == Size(size)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("2018-07-31", "2018-07-31T21:59:59.999999Z"),
        ("2018-12-31", "2018-12-31T22:59:59.999999Z"),
        # The days that have 23 and 25 hours.
        ("2018-03-25", "2018-03-25T21:59:59.999999Z"),
        ("2018-10-28", "2018-10-28T22:59:59.999999Z"),
        ("1969-12-31", "1969-12-31T22:59:59.999999Z"),
    ],
)
def test_a_date_is_its_last_microsecond_in_sweden(text, end):
    assert parse_known_at(text) == Instant(us(end))


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2018-07-31T14:05:00Z", "2018-07-31T14:05:00Z"),
        ("2018-07-31T14:05+02:00", "2018-07-31T12:05:00Z"),
        ("2018-07-31T14:05", "2018-07-31T12:05:00Z"),
        ("2018-01-31 14:05:06.5", "2018-01-31T13:05:06.500000Z"),
        # Twice that night; the later one, so that nothing recorded in that hour is left out.
        ("2018-10-28T02:30", "2018-10-28T01:30:00Z"),
        ("2018-10-28T02:30+02:00", "2018-10-28T00:30:00Z"),
    ],
)
def test_an_instant_without_offset_is_swedish_time(text, instant):
    assert parse_known_at(text) == Instant(us(instant))


@pytest.mark.parametrize(
    "text",
    ["", "igår", "-1", "1.5", "2018-02-30", "2018-7-31", "2018-W10-1", "2018-07-31T25:00", "2018-07-31T14:05 02:00",
     "9999-12-31", "2018-07-31T14:05:00.1234567Z", "1" * 19, "٣"],
)
def test_anything_else_is_refused_with_what_is_allowed(text):
    with pytest.raises(InvalidValueError, match="2018-07-31"):
        parse_known_at(text)


def test_a_time_that_the_clock_skipped_is_refused():
    with pytest.raises(InvalidValueError, match="ställdes fram"):
        parse_known_at("2018-03-25T02:30")


def test_a_day_of_validity_is_a_date_and_nothing_else():
    assert parse_valid_at("2018-07-31") == date(2018, 7, 31)
    assert parse_valid_at(None) is None
    for text in ("20180731", "2018-02-30", "2018-07-31T12:00", "7"):
        with pytest.raises(InvalidValueError, match="valid_at"):
            parse_valid_at(text)


def test_nothing_asked_means_all_that_is_recorded_now(board):
    assert resolve_known_at(None, board.ledger) == KnownAt(records.SIZE, False)


def test_a_size_may_be_from_nothing_to_all(board):
    assert resolve_known_at("0", board.ledger) == KnownAt(0, False)
    assert resolve_known_at(str(records.SIZE), board.ledger) == KnownAt(records.SIZE, False)
    with pytest.raises(InvalidValueError, match=f"har {records.SIZE} händelser"):
        resolve_known_at(str(records.SIZE + 1), board.ledger)


def test_an_instant_includes_what_was_recorded_at_it(board):
    written = datetime(2024, 9, 1, 7, tzinfo=UTC)
    just_before = (written - timedelta(microseconds=1)).isoformat()
    assert resolve_known_at(written.isoformat(), board.ledger) == KnownAt(records.BEFORE_CORRECTION, False)
    assert resolve_known_at(just_before, board.ledger) == KnownAt(records.BEFORE_CORRECTION - 1, False)
    assert resolve_known_at("2024-08-31", board.ledger) == KnownAt(records.BEFORE_CORRECTION - 1, False)


def test_an_instant_that_is_still_to_come_is_provisional(runtime):
    real = new_board(runtime, clock="real")
    records.fill(real)
    assert resolve_known_at("2900-01-01", real.ledger) == KnownAt(records.SIZE, True)
    assert resolve_known_at("2020-01-01", real.ledger) == KnownAt(0, False)


def test_an_answer_that_was_final_does_not_change_when_more_is_recorded(runtime):
    real = new_board(runtime, clock="real")
    records.fill(real)
    now = datetime.now(UTC).isoformat()
    first = resolve_known_at(now, real.ledger)
    records.record_one_more(real)
    assert first == KnownAt(records.SIZE, False)
    assert resolve_known_at(now, real.ledger) == first
