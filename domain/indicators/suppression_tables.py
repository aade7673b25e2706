"""Suppression across results that hang together: a unit with its activities, and results of the same people.

* **A total adds nothing** (sv. *enhet med verksamheter*): the same definition over a unit and over its activities is a table with
  a total. The total is shown only as the sum of parts that are all shown, of which one is "the others". Where that cannot be, the
  smallest activities are hidden and belong to the others, from then on in every later period of the year.
* **The same people** (sv. *samma population*): results of one population in one activity differ in whom something is known of.
  Two denominators that differ by a small number would tell how many lack what the one needs, so only one of them is shown.
  Nor are two numerators of one denominator that differ so: of those who got better, how many only just did.

After `plan_series` these only hide more, period by period, and what is hidden more never makes a shown cell less safe.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
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
    if sum(mine.parts) == sum(its.parts) and is_small(mine.parts[0] - its.parts[0], least):
        return HIDDEN
    if shown.missing and any(is_small(sum(mine.parts) + mine.missing - number, least) for number in known):
        shown = shown._replace(missing=False)
    if shown.rows is not None and beside.rows is not None and _rows_differ_little(mine, shown, its, beside, least):
        shown = shown._replace(rows=None, rest=False)
    return shown


def _rows_differ_little(mine: Cells, shown: Shown, its: Cells, beside: Shown, least: int) -> bool:
    names = (shown.rows or frozenset()) & (beside.rows or frozenset())
    each = [sum(mine.rows.get(name, ())) - sum(its.rows.get(name, ())) for name in names]
    firsts = [(*mine.rows.get(name, ()), 0)[0] - (*its.rows.get(name, ()), 0)[0] for name in names]
    rests = [sum(mine.parts) - sum(its.parts) - sum(each), mine.parts[0] - its.parts[0] - sum(firsts)]
    return any(is_small(number, least) for number in (*each, *firsts, *rests))


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
    plan, merged, stages = plans[_id(table)], set[str](), {}
    for period in [each for each, shown in plan.items() if shown.total and not is_month(each)]:
        # What was known apart stays known: from period to period the others only grow.
        merged, others = _merged(table, parts, plans, merged, (*stages, period), least)
        stages[period] = (frozenset(merged), others)
    for part in parts:
        for period, shown in plans[_id(part)].items():
            hidden_in = stages[period][0] if period in stages else merged
            plans[_id(part)][period] = HIDDEN if part.key in hidden_in else shown
    last = _others(table, [part for part in parts if part.key not in merged], table.series.cells, least)
    for period, shown in plan.items():
        plan[period] = _as_sum(shown, [_shown_of_others(period, stages, last), *_kept(parts, plans, stages, merged, period)])


def _merged(
    table: Table, parts: Sequence[Table], plans: Mapping[tuple[Hashable, str], Plan], merged: set[str], periods: Sequence[Period],
    least: int,
) -> tuple[set[str], Plan]:
    """The parts that are hidden in the last of some periods, and what of the others may be shown then."""
    now = periods[-1]
    merged = merged | {part.key for part in parts if not plans[_id(part)][now].total}
    while True:
        kept = [part for part in parts if part.key not in merged]
        others = _others(table, kept, periods, least)
        if not kept or all(others[period].total for period in periods):
            return merged, others
        # The smallest that is not empty: hiding nobody hides nothing.
        merged = merged | {min(kept, key=lambda part: (not _size(part), _size(part), part.key)).key}


def _others(table: Table, kept: Sequence[Table], periods: Iterable[Period], least: int) -> Plan:
    cells = {
        period: table.series.cells[period].minus(part.series.cells[period] for part in kept) for period in periods
    }
    return plan_series(table.series._replace(cells=cells, published=() if kept else table.series.published), least)


def _shown_of_others(period: Period, stages: Mapping[Period, tuple[frozenset[str], Plan]], last: Plan) -> Shown:
    if period not in stages:
        return last[period]
    merged, others = stages[period]
    if merged == next(iter(stages.values()))[0]:
        return others[period]
    # Others that have grown are known by gender in no period, so that no margin of theirs meets those of the parts.
    return others[period]._replace(missing=False, rows=None, rest=False)


def _kept(
    parts: Sequence[Table], plans: Mapping[tuple[Hashable, str], Plan], stages: Mapping[Period, tuple[frozenset[str], Plan]],
    merged: set[str], period: Period,
) -> list[Shown]:
    hidden_in = stages[period][0] if period in stages else merged
    return [plans[_id(part)][period] for part in parts if part.key not in hidden_in]


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
