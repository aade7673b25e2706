"""What is suppressed cannot be worked out: every small table there is, and every other table that looks the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest

from domain.indicators.period import parse_period
from domain.indicators.suppression import (
    HIDDEN,
    Cells,
    Published,
    Series,
    Shown,
    is_small,
    plan_series,
    suppression_order,
)
from domain.indicators.suppression_tables import Table, plan_tables

LEAST = 3
T1, T2, YEAR = map(parse_period, ("2024-T1", "2024-T2", "2024"))
JANUARY, FEBRUARY = map(parse_period, ("2024-01", "2024-02"))
ALL = frozenset("wm")


def tables(cells: int, people: int) -> Iterator[tuple[int, ...]]:
    """Every table of so many cells with at most so many people in it."""
    if not cells:
        yield ()
        return
    for count in range(people + 1):
        for rest in tables(cells - 1, people - count):
            yield (count, *rest)


def seen(cells: Cells, shown: Shown) -> tuple:
    """All that somebody outside sees of a result."""
    rows = None if shown.rows is None else tuple((name, cells.rows.get(name)) for name in sorted(shown.rows))
    return (cells.parts if shown.total else None, cells.missing if shown.missing else None, rows, shown.rest)


def revealed(every, cells_of: Callable, plan_of: Callable, secrets: dict[str, Callable]) -> list:
    """The small secrets of which only one value is consistent with everything that is shown.

    Args:
        every: All tables there are.
        cells_of: A table's results, by a name for each.
        plan_of: What is shown of each of these.
        secrets: Numbers of a table, by name; each must have several possible values wherever it is small.
    """
    known = [(table, cells_of(table)) for table in every]
    users = defaultdict(list)
    for table, cells in known:
        users[tuple(sorted(plan_of(cells).items(), key=str))].append(table)
    found = []
    for plan, those in users.items():
        possible = defaultdict(lambda: defaultdict(set))
        views = {table: tuple(seen(cells[name], shown) for name, shown in plan) for table, cells in known}
        wanted = {views[table] for table in those}
        for table, view in views.items():
            if view in wanted:
                for name, secret in secrets.items():
                    possible[view][name].add(secret(table))
        found += [
            (name, table, plan) for table in those for name, secret in secrets.items()
            if is_small(secret(table), LEAST) and len(possible[views[table]][name]) == 1
        ]
    return found


def each_cell(count: int) -> dict[str, Callable]:
    """Every cell of a table is a secret."""
    return {f"cell {place}": lambda table, place=place: table[place] for place in range(count)}


def sums(**places: tuple[int, ...]) -> dict[str, Callable]:
    """Sums of cells that are secrets."""
    return {name: lambda table, these=these: sum(table[place] for place in these) for name, these in places.items()}


def series_plan(cells: dict, **more) -> dict:
    """What is shown of a series of periods."""
    return plan_series(Series(cells, **more), LEAST)


# One period


def share_by_three(table):
    rows = {name: (table[2 * place], table[2 * place + 1]) for place, name in enumerate("wmo")}
    return {T1: Cells((sum(table[0::2]), sum(table[1::2])), 0, rows)}


def test_no_cell_of_a_share_by_gender_can_be_worked_out():
    secrets = {**each_cell(6), **sums(numerator=(0, 2, 4), complement=(1, 3, 5), women=(0, 1), all=(0, 1, 2, 3, 4, 5))}
    assert revealed(tables(6, 11), share_by_three, series_plan, secrets) == []


def test_whoever_knows_the_rules_too_learns_no_more_of_one_period():
    views = defaultdict(list)
    for table in tables(6, 11):
        cells = share_by_three(table)[T1]
        views[seen(cells, series_plan({T1: cells})[T1])].append(table)
    for alike in views.values():
        for place in range(6):
            values = {table[place] for table in alike}
            assert len(values) > 1 or not is_small(min(values), LEAST), alike


@pytest.mark.parametrize("number", [1, LEAST - 1])
def test_a_small_count_is_hidden_and_none_or_enough_are_shown(number):
    assert series_plan({T1: Cells((number,))}) == {T1: HIDDEN}
    for shown in (0, LEAST):
        assert series_plan({T1: Cells((shown,))})[T1].total


@pytest.mark.parametrize("parts", [(2, 9), (9, 2), (1, 1), (2, 0), (0, 2)])
def test_a_share_is_hidden_whole_when_its_numerator_or_complement_is_small(parts):
    assert series_plan({T1: Cells(parts)}) == {T1: HIDDEN}


def test_a_share_of_none_or_all_is_shown():
    for parts in ((0, 9), (9, 0), (0, 0)):
        assert series_plan({T1: Cells(parts)})[T1].total


def test_who_is_missing_is_hidden_alone():
    assert series_plan({T1: Cells((8, 8), missing=2)})[T1] == Shown(True, False, None, False)
    assert series_plan({T1: Cells((8, 8), missing=LEAST)})[T1].missing


def test_a_small_row_is_hidden_with_the_least_other_row_that_covers_it():
    cells = Cells((61,), 0, {"w": (20,), "m": (40,), "o": (1,)})
    assert series_plan({T1: cells})[T1] == Shown(True, True, frozenset("m"), True)
    two = Cells((21,), 0, {"w": (20,), "o": (1,)})
    assert series_plan({T1: two})[T1].rows is None
    equal = Cells((41,), 0, {"w": (20,), "m": (20,), "o": (1,)})
    assert series_plan({T1: equal})[T1].rows is None, "which of two equal ones is hidden would tell"


def test_rows_that_do_not_add_up_are_shown_all_or_none():
    givers = Cells((9,), 0, {"w": (8,), "m": (2,)})
    assert series_plan({T1: givers}, rows_add_up=False)[T1] == Shown(True, True, None, False)
    fine = givers._replace(rows={"w": (8,), "m": (4,)})
    assert series_plan({T1: fine}, rows_add_up=False)[T1].rows == ALL


# Periods inside one another


def counts_over_a_year(table):
    women, men = (table[0], table[0] + table[2], table[0] + table[2] + table[4]), (
        table[1], table[1] + table[3], table[1] + table[3] + table[5]
    )
    return {
        period: Cells((women[place] + men[place],), 0, {"w": (women[place],), "m": (men[place],)})
        for place, period in enumerate((T1, T2, YEAR))
    }


def test_no_difference_between_tertials_and_year_can_be_worked_out():
    secrets = {**each_cell(6), **sums(t1=(0, 1), between=(2, 3), last=(4, 5), after=(2, 3, 4, 5), women=(0, 2), w_after=(2, 4))}
    assert revealed(tables(6, 9), counts_over_a_year, series_plan, secrets) == []


def shares_over_two_tertials(table):
    later = tuple(one + two for one, two in zip(table[:4], table[4:], strict=True))
    return {
        period: Cells((each[0] + each[2], each[1] + each[3]), 0, {"w": each[:2], "m": each[2:]})
        for period, each in ((T1, table[:4]), (T2, later))
    }


def test_no_share_by_gender_can_be_worked_out_from_two_tertials():
    secrets = {**each_cell(8), **sums(n1=(0, 2), n_between=(4, 6), women=(0, 1, 4, 5))}
    assert revealed(tables(8, 7), shares_over_two_tertials, series_plan, secrets) == []


def test_months_are_shown_beside_a_tertial_only_when_their_rest_may_be():
    def cells(january: int, february: int, rest: int) -> dict:
        return {T1: Cells((january + february + rest,)), JANUARY: Cells((january,)), FEBRUARY: Cells((february,))}

    every = {table: cells(*table) for table in tables(3, 12)}
    assert revealed(every, every.get, series_plan, {**each_cell(3), **sums(first=(0, 1), last=(1, 2))}) == []
    assert all(shown.total for shown in series_plan(cells(4, 5, 6)).values())
    assert [shown.total for shown in series_plan(cells(4, 5, 1)).values()] == [True, True, False]


def test_months_of_what_lasts_are_not_shown():
    plan = series_plan({YEAR: Cells((90,)), JANUARY: Cells((40,))}, by_day=False)
    assert plan[YEAR].total and plan[JANUARY] == HIDDEN


def test_tertials_go_before_the_year_and_the_year_before_months():
    assert sorted((JANUARY, YEAR, T2, T1), key=suppression_order) == [T1, T2, YEAR, JANUARY]


# What was published before


def test_a_later_period_is_hidden_when_its_difference_to_a_published_one_is_small():
    before = (Published(T1, Cells((10,)), Shown(True, False, None, False)),)
    for later, is_shown in ((10, True), (11, False), (12, False), (13, True), (9, False), (7, True)):
        assert series_plan({T2: Cells((later,))}, published=before)[T2].total is is_shown, later


def test_a_tertial_is_hidden_when_the_months_published_before_it_leave_a_small_rest():
    before = tuple(
        Published(month, Cells((count,)), Shown(True, False, None, False)) for month, count in ((JANUARY, 4), (FEBRUARY, 5))
    )
    for whole, is_shown in ((9, True), (10, False), (11, False), (12, True)):
        assert series_plan({T1: Cells((whole,))}, published=before)[T1].total is is_shown, whole


def test_what_was_published_and_has_changed_a_little_is_not_published_anew():
    every = list(tables(2, 12))

    def cells_of(table):
        return {"then": Cells((table[0],)), "now": Cells((table[0] + table[1],))}

    def plan_of(cells):
        then = plan_series(Series({T1: cells["then"]}), LEAST)[T1]
        before = (Published(T1, cells["then"], then),)
        return {"then": then, "now": plan_series(Series({T1: cells["now"]}, before), LEAST)[T1]}

    assert revealed(every, cells_of, plan_of, sums(added=(1,))) == []


def test_tertials_published_one_after_the_other_reveal_nothing():
    def plan_of(cells):
        first = plan_series(Series({T1: cells[T1]}), LEAST)[T1]
        before = (Published(T1, cells[T1], first),)
        second = plan_series(Series({T2: cells[T2]}, before), LEAST)[T2]
        return {T1: first, T2: second}

    secrets = {**each_cell(8), **sums(n1=(0, 2), n_between=(4, 6), women_after=(4, 5))}
    assert revealed(tables(8, 7), shares_over_two_tertials, plan_of, secrets) == []


def test_a_mean_whose_people_are_the_same_and_whose_sum_is_not_is_hidden():
    before = (Published(T1, Cells((9,), amount=Decimal(90)), Shown(True, True, None, False)),)
    changed = plan_series(Series({T1: Cells((9,), amount=Decimal(95))}, before), LEAST)
    assert changed == {T1: HIDDEN}
    assert plan_series(Series({T1: Cells((9,), amount=Decimal(90))}, before), LEAST)[T1].total
    assert plan_series(Series({T1: Cells((LEAST - 1,), amount=Decimal(20))}), LEAST) == {T1: HIDDEN}


# Results that hang together


def table(key: str, parts: dict, *, activities: tuple[str, ...] = (), measured: bool = True, population: str = "p", meaning=None):
    series = Series({period: each for period, each in parts.items()})
    return Table(key, "unit", frozenset(activities), meaning or key, population, measured, series)


def test_no_activity_can_be_worked_out_from_the_unit_and_its_other_activities():
    def cells_of(table):
        a, b, others = table[0:2], table[2:4], table[4:6]
        rows = {"a": a, "b": b, "all": tuple(map(sum, zip(a, b, others, strict=True)))}
        return {name: Cells((sum(each),), 0, {"w": each[:1], "m": each[1:]}) for name, each in rows.items()}

    def plan_of(cells):
        made = [
            table("all", {T1: cells["all"]}, meaning="m"), table("a", {T1: cells["a"]}, activities=("A",), meaning="m"),
            table("b", {T1: cells["b"]}, activities=("B",), meaning="m"),
        ]
        return {name: plan[T1] for (_, name), plan in plan_tables(made, LEAST).items()}

    secrets = {**each_cell(6), **sums(a=(0, 1), b=(2, 3), others=(4, 5), women=(0, 2, 4), not_a=(2, 3, 4, 5))}
    assert revealed(tables(6, 8), cells_of, plan_of, secrets) == []


def test_no_activity_can_be_worked_out_over_two_tertials():
    def cells_of(table):
        return {
            "a1": Cells((table[0],)), "b1": Cells((table[1],)), "all1": Cells((sum(table[:3]),)),
            "a2": Cells((table[0] + table[3],)), "b2": Cells((table[1] + table[4],)), "all2": Cells((sum(table),)),
        }

    def plan_of(cells):
        made = [
            table(name, {T1: cells[f"{name}1"], T2: cells[f"{name}2"]}, activities=activities, meaning="m")
            for name, activities in (("all", ()), ("a", ("A",)), ("b", ("B",)))
        ]
        plans = plan_tables(made, LEAST)
        return {f"{name}{number}": plan[period] for (_, name), plan in plans.items() for number, period in ((1, T1), (2, T2))}

    secrets = {**each_cell(6), **sums(a=(0, 3), others=(2, 5), all1=(0, 1, 2), after=(3, 4, 5), not_a=(1, 2, 4, 5))}
    assert revealed(tables(6, 8), cells_of, plan_of, secrets) == []


def test_no_gender_in_an_activity_can_be_worked_out_over_two_tertials():
    def cells_of(table):
        later = tuple(one + two for one, two in zip(table[:4], table[4:], strict=True))
        found = {}
        for number, each in (("1", table[:4]), ("2", later)):
            both = (each[0] + each[2], each[1] + each[3])
            for name, (women, men) in (("a", each[:2]), ("b", each[2:]), ("all", both)):
                found[name + number] = Cells((women + men,), 0, {"w": (women,), "m": (men,)})
        return found

    def plan_of(cells):
        made = [
            table(name, {T1: cells[f"{name}1"], T2: cells[f"{name}2"]}, activities=activities, meaning="m")
            for name, activities in (("all", ()), ("a", ("A",)), ("b", ("B",)))
        ]
        plans = plan_tables(made, LEAST)
        return {f"{name}{number}": plan[period] for (_, name), plan in plans.items() for number, period in ((1, T1), (2, T2))}

    totals = sums(a1=(0, 1), b1=(2, 3), w1=(0, 2), a_after=(4, 5), w_after=(4, 6), a=(0, 1, 4, 5), w=(0, 2, 4, 6))
    secrets = {**each_cell(8), **totals}
    assert revealed(tables(8, 7), cells_of, plan_of, secrets) == []


def test_an_activity_is_hidden_from_the_period_on_whose_difference_is_small():
    counts = {"all": (60, 90), "a": (20, 21), "b": (20, 30), "none": (0, 0)}
    made = [
        table(name, {T1: Cells((first,)), T2: Cells((second,))}, activities=() if name == "all" else (name,), meaning="m")
        for name, (first, second) in counts.items()
    ]
    shown = {name: [each.total for each in plan.values()] for (_, name), plan in plan_tables(made, LEAST).items()}
    assert shown == {"all": [True, True], "a": [True, False], "b": [True, True], "none": [True, True]}, "others: 20, then 39"


def test_the_smallest_activities_are_hidden_together_when_the_unit_is_shown():
    made = [
        table(name, {YEAR: Cells((count,))}, activities=activities, meaning="m")
        for name, count, activities in (("all", 30, ()), ("a", 15, ("A",)), ("b", 13, ("B",)), ("c", 2, ("C",)))
    ]
    shown = {name: plan[YEAR].total for (_, name), plan in plan_tables(made, LEAST).items()}
    assert shown == {"all": True, "a": True, "b": False, "c": False}


def test_activities_that_overlap_are_not_both_shown_and_the_same_result_twice_is_shown_twice():
    made = [
        table(name, {YEAR: Cells((20,))}, activities=activities, meaning="m")
        for name, activities in (("ab", ("A", "B")), ("bc", ("B", "C")), ("twin", ("A", "B")))
    ]
    shown = {name: plan[YEAR].total for (_, name), plan in plan_tables(made, LEAST).items()}
    assert shown == {"ab": True, "bc": False, "twin": True}


def test_two_denominators_of_the_same_people_that_differ_a_little_are_not_both_shown():
    closed, rated = table("a.closed", {YEAR: Cells((30, 20))}), table("a.rated", {YEAR: Cells((30, 18))}, measured=False)
    plans = plan_tables([rated, closed], LEAST)
    assert plans["unit", "a.closed"][YEAR].total and not plans["unit", "a.rated"][YEAR].total
    far = table("a.rated", {YEAR: Cells((30, 17))}, measured=False)
    assert plan_tables([far, closed], LEAST)["unit", "a.rated"][YEAR].total


def test_two_numerators_of_the_same_people_that_differ_a_little_are_not_both_shown():
    def shown(numerator: int) -> bool:
        better = table("a.better", {YEAR: Cells((20, 20))})
        much_better = table("a.much", {YEAR: Cells((numerator, 40 - numerator))})
        return plan_tables([better, much_better], LEAST)["unit", "a.much"][YEAR].total

    assert [shown(numerator) for numerator in (20, 19, 18, 17)] == [True, False, False, True]


def test_the_eligible_of_one_result_do_not_tell_the_missing_of_another():
    one = table("a.one", {YEAR: Cells((20, 20), missing=5)}, measured=False)
    two = table("a.two", {YEAR: Cells((20, 23), missing=2)}, measured=False)
    plans = plan_tables([one, two], LEAST)
    assert plans["unit", "a.one"][YEAR].missing and not plans["unit", "a.two"][YEAR].total


def test_rows_of_the_same_people_that_differ_a_little_are_not_both_shown():
    def cells(women: int, men: int) -> dict:
        return {YEAR: Cells((women + men,), 0, {"w": (women,), "m": (men,)})}

    plans = plan_tables([table("a.one", cells(20, 20)), table("a.two", cells(19, 14))], LEAST)
    assert plans["unit", "a.two"][YEAR] == Shown(True, True, None, False)
