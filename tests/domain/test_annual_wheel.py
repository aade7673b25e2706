"""What comes back every year: placed, changed from a year on, ticked off, and shown on a day."""

from datetime import date, timedelta

import pytest

from domain.annual_wheel.codes import WheelKind, WheelStatus
from domain.annual_wheel.events import (
    WheelDay,
    WheelItemChanged,
    WheelItemDone,
    WheelItemEnded,
    WheelItemPlaced,
    WheelItemReopened,
)
from domain.annual_wheel.wheel_item import WheelItem
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from projections.areas.annual_wheel import wheel_rows
from tests.support.area_examples.annual_wheel import ITEM
from tests.support.examples import ADMINISTRATION_STAMP, EXAMPLES, KBT_TEAM, UNIT, cast_id
from tests.support.scenario import given

PLACED, CHANGED, DONE, REOPENED, ENDED = (
    EXAMPLES[f"annual_wheel.{name}.v1"] for name in ("placed", "changed", "done", "reopened", "ended")
)
DAY = timedelta(days=1)
TODAY = date(2024, 10, 1)
BY = {"stamp": ADMINISTRATION_STAMP, "policy": DEFAULT_POLICY}
ON = {**BY, "today": TODAY}
BACK, AHEAD = DEFAULT_POLICY.plan_years_back_max, DEFAULT_POLICY.plan_years_ahead_max


def days(*pairs):
    return tuple(WheelDay(month=month, day=day) for month, day in pairs)


def placing(**changes):
    call = {
        "item_id": ITEM, "wheel_kind": WheelKind.T1, "heading": "Tertialrapport 1", "unit": UNIT, "owner_role": "enhetschef",
        "due_days": days((4, 12)), "from_year": 2025, "others": tuple, **ON,
    }
    return lambda item: item.place(**{**call, **changes})


def changing(**changes):
    call = {"heading": "Granskning", "owner_role": "chef", "due_days": days((5, 1)), "from_year": 2025, "reason": "Nytt.", **ON}
    return lambda item: item.change(**{**call, **changes})


def ticking(**changes):
    return lambda item: item.tick_off(**{"year": 2024, "occasion": 1, "done_on": TODAY, **ON, **changes})


def reopening(**changes):
    return lambda item: item.reopen(**{"year": 2024, "occasion": 2, "reason": "Fel.", **BY, **changes})


def ending(**changes):
    return lambda item: item.end(**{"last_year": 2024, "reason": "Läggs ned.", **ON, **changes})


def rows(day, *events, year=2024, ahead_days=30, units=None):
    found = wheel_rows([given(WheelItem, *events).state], year, day, ahead_days=ahead_days, units=units)
    return [(row.due_on, row.status) for row in found]


@pytest.mark.parametrize("due", [
    days((1, None)), days((12, 31)), days((2, 28)), days((2, None)), days((1, 1), (12, 31)), days((4, 30), (8, 31)),
])
def test_something_comes_back_on_any_day_of_the_year_or_in_a_month(due):
    given(WheelItem).when(placing(due_days=due)).then(WheelItemPlaced, due_days=due)


def test_days_are_kept_in_the_order_of_the_calendar():
    given(WheelItem).when(placing(due_days=days((9, None), (3, 31)))).then(WheelItemPlaced, due_days=days((3, 31), (9, None)))


@pytest.mark.parametrize("year", [TODAY.year - BACK, TODAY.year + AHEAD])
def test_it_begins_in_any_year_within_both_ends(year):
    given(WheelItem).when(placing(from_year=year)).then(WheelItemPlaced, from_year=year)


def test_the_same_thing_of_another_unit_and_one_that_was_ended_are_in_nobodys_way():
    same = {"wheel_kind": PLACED.wheel_kind, "heading": PLACED.heading}
    for past, unit in (((PLACED,), None), ((PLACED,), KBT_TEAM), ((PLACED, ENDED), UNIT)):
        others = [given(WheelItem, *past).state]
        given(WheelItem).when(placing(**same, unit=unit, others=lambda others=others: others)).then(WheelItemPlaced)


@pytest.mark.parametrize(("past", "call", "error", "message"), [
    ([PLACED], placing(heading=""), ConflictError, "finns redan"),
    ([], placing(heading="", owner_role=""), InvalidValueError, "rubrik saknas"),
    ([], placing(owner_role="", due_days=()), InvalidValueError, "roll som ansvarar saknas"),
    ([], placing(due_days=(), from_year=1), InvalidValueError, "Ingen dag är angiven"),
    ([], placing(due_days=days((0, 1))), InvalidValueError, "Månaden är 0"),
    ([], placing(due_days=days((13, 1))), InvalidValueError, "från 1 till 12"),
    ([], placing(due_days=days((4, 31))), InvalidValueError, "från 1 till 30"),
    ([], placing(due_days=days((4, 0))), InvalidValueError, "från 1 till 30"),
    ([], placing(due_days=days((2, 29))), InvalidValueError, "från 1 till 28"),
    ([], placing(due_days=days((9, 30), (9, None)), from_year=1), InvalidValueError, "Samma dag är angiven två gånger"),
    ([], placing(from_year=TODAY.year - BACK - 1), InvalidValueError, f"från {TODAY.year - BACK}"),
    ([], placing(from_year=TODAY.year + AHEAD + 1), InvalidValueError, f"till {TODAY.year + AHEAD}"),
    (
        [], placing(wheel_kind=PLACED.wheel_kind, heading=f" {PLACED.heading.upper()}",
                    others=lambda: [given(WheelItem, PLACED).state]), ConflictError, "finns redan i årshjulet",
    ),
    ([], changing(), NotFoundError, "finns inte i årshjulet"),
    ([PLACED, ENDED], changing(heading=""), NotAllowedError, "borttagen ur årshjulet efter 2024"),
    ([PLACED], changing(heading="", owner_role=""), InvalidValueError, "rubrik saknas"),
    ([PLACED], changing(owner_role="", due_days=()), InvalidValueError, "ansvarar saknas"),
    ([PLACED], changing(due_days=(), from_year=1), InvalidValueError, "Ingen dag"),
    ([PLACED], changing(from_year=1, reason=""), InvalidValueError, "Året är 1"),
    ([PLACED, DONE], changing(reason="", from_year=2024), InvalidValueError, "Orsaken till ändringen saknas"),
    ([PLACED, DONE], changing(from_year=2024), NotAllowedError, "avbockad 2024. Ändra från 2025"),
    (
        [PLACED], changing(heading=PLACED.heading, owner_role=PLACED.owner_role, due_days=PLACED.due_days), ConflictError,
        "redan så",
    ),
    ([], ticking(), NotFoundError, "finns inte i årshjulet"),
    ([PLACED], ticking(year=2025, occasion=3), InvalidValueError, "2025 har inte börjat"),
    ([PLACED], ticking(year=2022), InvalidValueError, "kommer inte i årshjulet 2022"),
    ([PLACED], ticking(occasion=0), InvalidValueError, "kommer 2 gånger"),
    ([PLACED], ticking(occasion=3, done_on=TODAY + DAY), InvalidValueError, "tillfälle 3 finns inte"),
    ([PLACED], ticking(done_on=TODAY + DAY, remark=""), InvalidValueError, "Dagen då uppgiften gjordes är"),
    ([PLACED, DONE], ticking(occasion=2, remark=""), InvalidValueError, "Kommentaren saknas"),
    ([PLACED, DONE], ticking(occasion=2), NotAllowedError, "redan avbockad 2024-09-20"),
    ([], reopening(), NotFoundError, "finns inte i årshjulet"),
    ([PLACED], reopening(reason=""), NotAllowedError, "inte avbockad 2024"),
    ([PLACED, DONE], reopening(reason=""), InvalidValueError, "avbockningen ångras saknas"),
    ([], ending(), NotFoundError, "finns inte i årshjulet"),
    ([PLACED, ENDED], ending(last_year=1), NotAllowedError, "borttagen"),
    ([PLACED], ending(last_year=1, reason=""), InvalidValueError, "Året är 1"),
    ([PLACED], ending(last_year=2021, reason=""), InvalidValueError, "Ange ett år från 2022"),
    ([PLACED, DONE], ending(last_year=2023, reason=""), InvalidValueError, "tas bort saknas"),
    ([PLACED, DONE], ending(last_year=2023), NotAllowedError, "avbockad 2024"),
])
def test_a_decision_on_the_wheel_is_refused(past, call, error, message):
    given(WheelItem, *past).when(call).then_refused(error, message)


def test_it_is_ticked_off_time_by_time_and_a_mistake_is_taken_back():
    given(WheelItem, PLACED).when(ticking()).then(WheelItemDone, occasion=1)
    given(WheelItem, PLACED, DONE).when(reopening()).then(WheelItemReopened)
    given(WheelItem, PLACED, DONE, REOPENED).when(ticking(occasion=2)).then(WheelItemDone)
    given(WheelItem, PLACED, DONE).when(changing(from_year=2025)).then(WheelItemChanged)
    given(WheelItem, PLACED, DONE).when(ending()).then(WheelItemEnded)
    given(WheelItem, PLACED).when(ending(last_year=2022)).then(WheelItemEnded)


def test_a_year_has_the_days_that_held_in_it():
    item = given(WheelItem, PLACED, CHANGED).state
    assert [item.due_in(year) for year in (2022, 2023, 2025, 2026)] == [
        [], [date(2023, 3, 31), date(2023, 9, 30)], [date(2025, 10, 15)], [date(2026, 10, 15)],
    ]
    again = CHANGED.model_copy(update={"due_days": days((11, 1))})
    assert given(WheelItem, PLACED, CHANGED, again).state.due_in(2025) == [date(2025, 11, 1)]
    assert given(WheelItem, PLACED, ENDED).state.due_in(2025) == []
    assert given(WheelItem, PLACED.model_copy(update={"due_days": days((2, None))})).state.due_in(2024) == [date(2024, 2, 29)]


def test_a_day_tells_what_is_done_overdue_due_and_ahead():
    march, september = date(2024, 3, 31), date(2024, 9, 30)
    done, overdue, due, ahead = WheelStatus.DONE, WheelStatus.OVERDUE, WheelStatus.DUE, WheelStatus.AHEAD
    assert rows(march - 31 * DAY, PLACED) == [(march, ahead), (september, ahead)]
    assert rows(march - 30 * DAY, PLACED) == [(march, due), (september, ahead)]
    assert rows(march, PLACED) == [(march, due), (september, ahead)]
    assert rows(march + DAY, PLACED) == [(march, overdue), (september, ahead)]
    assert rows(DONE.done_on - DAY, PLACED, DONE)[1] == (september, due)
    assert rows(DONE.done_on, PLACED, DONE)[1] == (september, done)
    assert rows(september, PLACED, DONE, REOPENED)[1] == (september, due)


def test_a_unit_sees_its_own_and_the_boards():
    ours = PLACED.model_copy(update={"unit": None})
    assert len(rows(TODAY, PLACED, units=frozenset({UNIT}))) == len(rows(TODAY, ours, units=frozenset({UNIT}))) == 2
    assert rows(TODAY, PLACED, units=frozenset({cast_id(99)})) == []


def test_a_row_says_how_late_it_is_and_when_it_was_done():
    early, late = wheel_rows([given(WheelItem, PLACED, DONE).state], 2024, TODAY, ahead_days=0)
    assert (early.to_json(TODAY)["days_overdue"], early.to_json(TODAY)["done_on"]) == ((TODAY - date(2024, 3, 31)).days, None)
    assert (late.to_json(TODAY)["done_on"], late.to_json(TODAY)["remark"]) == ("2024-09-20", DONE.remark)
