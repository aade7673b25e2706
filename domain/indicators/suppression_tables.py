"""Suppression across results that hang together: a unit with its activities, and results of the same people.

* **A total adds nothing** (sv. *enhet med verksamheter*): the same definition over a unit and over its activities is a table with
  a total. The total is shown only as the sum of parts that are all shown, of which one is "the others". Where that cannot be, the
  smallest activities are hidden and belong to the others.
* **The same people** (sv. *samma population*): results of one population in one activity differ in whom something is known of.
  Two denominators that differ by a small number would tell how many lack what the one needs, so only one of them is shown.

After `plan_series` these only hide more, period by period, and what is hidden more never makes a shown cell less safe.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import NamedTuple

from domain.indicators.period import Period
from domain.indicators.suppression import HIDDEN, Cells, Series, Shown, is_month, is_small, plan_series


class Table(NamedTuple):
    """One result of one unit with what it hangs together with.

    Args:
        key: Its own; tables are taken in the order of their keys.
        unit: The unit (sv. *enhet*).
        activities: Where it counts; empty = the whole unit.
        meaning: The same for results that count the same in other activities.
        population: The same for results of the same people where they count in the same activities.
        all_measured: Whether nothing need be known of those it counts.
    """

    key: str
    unit: Hashable
    activities: frozenset[str]
    meaning: Hashable
    population: Hashable
    all_measured: bool
    series: Series


Plan = dict[Period, Shown]


def plan_tables(tables: Sequence[Table], least: int) -> dict[tuple[Hashable, str], Plan]:
    """What may be shown of each table, by unit and key, and by period.

    Args:
        least: See `plan_series`.
    """
    ordered = sorted(tables, key=lambda table: table.key)
    plans = {_id(table): plan_series(table.series, least) for table in ordered}
    for same in _grouped(ordered, lambda table: (table.unit, table.activities, table.population)):
        _keep_denominators_apart(same, plans, least)
    for same in _grouped(ordered, lambda table: (table.unit, table.meaning)):
        _settle_totals(same, plans, least)
    return plans


def _keep_denominators_apart(tables: Sequence[Table], plans: Mapping[tuple[Hashable, str], Plan], least: int) -> None:
    kept: list[Table] = []
    for table in sorted(tables, key=lambda table: not table.all_measured):
        plan = plans[_id(table)]
        for period, shown in plan.items():
            for other in kept:
                shown = _apart(table, shown, other, plans[_id(other)].get(period, HIDDEN), period, least)
            plan[period] = shown
        kept.append(table)


def _apart(table: Table, shown: Shown, other: Table, beside: Shown, period: Period, least: int) -> Shown:
    if not (shown.total and beside.total):
        return shown
    mine, its = table.series.cells[period], other.series.cells[period]
    known = [sum(its.parts), *([sum(its.parts) + its.missing] if beside.missing else [])]
    if any(is_small(sum(mine.parts) - number, least) for number in known):
        return HIDDEN
    if shown.missing and any(is_small(sum(mine.parts) + mine.missing - number, least) for number in known):
        shown = shown._replace(missing=False)
    if shown.rows is not None and beside.rows is not None and _rows_differ_little(mine, shown, its, beside, least):
        shown = shown._replace(rows=None, rest=False)
    return shown


def _rows_differ_little(mine: Cells, shown: Shown, its: Cells, beside: Shown, least: int) -> bool:
    names = (shown.rows or frozenset()) & (beside.rows or frozenset())
    each = [sum(mine.rows.get(name, ())) - sum(its.rows.get(name, ())) for name in names]
    rest = sum(mine.parts) - sum(its.parts) - sum(each)
    return any(is_small(number, least) for number in (*each, rest))


def _settle_totals(tables: Sequence[Table], plans: dict[tuple[Hashable, str], Plan], least: int) -> None:
    done: list[Table] = []
    # The whole unit last; of the others the narrowest first.
    for table in sorted(tables, key=lambda table: (not table.activities, len(table.activities))):
        twin = next((other for other in done if other.activities == table.activities), None)
        if twin is not None:
            # The same result under another name: from now on they have one plan.
            plans[_id(table)] = plans[_id(twin)]
            continue
        if any(_overlap(table, other) for other in done):
            plans[_id(table)].update(dict.fromkeys(plans[_id(table)], HIDDEN))
            continue
        inside = [other for other in done if _is_inside(other, table)]
        parts = [each for each in inside if not any(each is not more and _is_inside(each, more) for more in inside)]
        if parts:
            _settle(table, parts, plans, least)
        done.append(table)


def _settle(table: Table, parts: Sequence[Table], plans: Mapping[tuple[Hashable, str], Plan], least: int) -> None:
    plan = plans[_id(table)]
    wanted = [period for period, shown in plan.items() if shown.total and not is_month(period)]
    kept = [part for part in parts if all(plans[_id(part)][period].total for period in wanted)]
    others = _others(table, kept, least)
    while kept and not all(others[period].total for period in wanted):
        kept.remove(min(kept, key=lambda part: (_size(part), part.key)))
        others = _others(table, kept, least)
    for part in parts:
        if part not in kept:
            plans[_id(part)].update(dict.fromkeys(plans[_id(part)], HIDDEN))
    for period, shown in plan.items():
        plan[period] = _as_sum(shown, [others[period], *(plans[_id(part)][period] for part in kept)])


def _others(table: Table, kept: Sequence[Table], least: int) -> Plan:
    cells = {
        period: whole.minus(part.series.cells[period] for part in kept) for period, whole in table.series.cells.items()
    }
    return plan_series(table.series._replace(cells=cells, published=() if kept else table.series.published), least)


def _as_sum(shown: Shown, parts: Sequence[Shown]) -> Shown:
    """What may be shown of a total whose parts show so much."""
    if not all(part.total for part in parts):
        return HIDDEN
    if not all(part.missing for part in parts):
        shown = shown._replace(missing=False)
    if shown.rows is not None and not all(_shows_rows(part, shown) for part in parts):
        shown = shown._replace(rows=None, rest=False)
    return shown


def _shows_rows(part: Shown, total: Shown) -> bool:
    if part.rows is None:
        return False
    return not part.rest or (total.rest and total.rows is not None and total.rows <= part.rows)


def _size(table: Table) -> int:
    return max((sum(cells.parts) for cells in table.series.cells.values()), default=0)


def _is_inside(table: Table, other: Table) -> bool:
    return not other.activities or (bool(table.activities) and table.activities <= other.activities)


def _overlap(table: Table, other: Table) -> bool:
    return bool(table.activities & other.activities) and not (_is_inside(table, other) or _is_inside(other, table))


def _grouped(tables: Sequence[Table], key: Callable[[Table], Hashable]) -> list[list[Table]]:
    found: dict[Hashable, list[Table]] = {}
    for table in tables:
        found.setdefault(key(table), []).append(table)
    return [each for each in found.values() if len(each) > 1]


def _id(table: Table) -> tuple[Hashable, str]:
    return (table.unit, table.key)
