"""Which cells of a published table are suppressed (sv. *sekretess för små tal*), so that no small cell can be worked out.

A cell is small when it counts at least one and fewer than `small_cell_min` (`Policy`). A table may be shown when each of the
parts that it divides the people into, together with all that was shown before, is empty or not small: then whoever adds and
subtracts everything that is published arrives at nothing but such parts. What that means here:

* a share is shown whole or not at all, since two of numerator, complement, denominator and percent give the rest;
* of periods inside one another (T1 in T2 in the year, months in all of them) each is shown only if the differences may be too,
  in the order T1, T2, year, months; what was published before, as its figures were then, goes before them all;
* a breakdown shows the rows that can stand, and the others together as a rest that is not small. The rows are the same in all
  periods of a year, which leaves nothing open but tables whose every margin is empty or not small: in such a table a hidden
  cell can always be one more or one less, with the margins as they are;
* months of what lasts (open cases) overlap, so that no such proof holds, and they are not shown.

`domain/indicators/suppression_tables.py` says the same of tables that hang together.

Source: the threshold is policy. Primary and complementary suppression: Hundepool et al., Statistical Disclosure Control (2012).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from domain.indicators.period import Period

SUPPRESSED, MISSING, NOT_APPLICABLE = "..", "-", "."
"""Signs in place of a number (sv. *sekretess*, *bortfall*, *ej tillämplig*). Source: Kolada, teckenförklaring."""

_LONGEST_MONTH_DAYS = 31


class Cells(NamedTuple):
    """What one result of one period consists of.

    Args:
        parts: Who is counted, divided: numerator and complement of a share, or the one number of a count or a mean.
        missing: Who is not counted because something is not known, from 0.
        rows: The same parts by row of the breakdown.
        amount, row_amounts: The sum that a mean is made of, in all and by row.
    """

    parts: tuple[int, ...]
    missing: int = 0
    rows: Mapping[str, tuple[int, ...]] = {}
    amount: Decimal = Decimal(0)
    row_amounts: Mapping[str, Decimal] = {}

    def minus(self, others: Iterable[Cells]) -> Cells:
        """What is left when other, disjoint cells are taken away."""
        left = self
        for other in others:
            names = dict.fromkeys((*left.rows, *other.rows))
            zeros = (0,) * len(self.parts)
            left = Cells(
                _less(left.parts, other.parts), left.missing - other.missing,
                {name: _less(left.rows.get(name, zeros), other.rows.get(name, zeros)) for name in names},
                left.amount - other.amount,
                {
                    name: left.row_amounts.get(name, Decimal(0)) - other.row_amounts.get(name, Decimal(0))
                    for name in dict.fromkeys((*left.row_amounts, *other.row_amounts))
                },
            )
        return left


class Shown(NamedTuple):
    """What of a result may be shown.

    Args:
        total: The result itself.
        missing: How many are missing, and with them the eligible and the coverage.
        rows: The rows that may be shown by name; None = nothing of the breakdown.
        rest: Whether there is more than the named rows, which then is hidden; False = a row that is not named is empty.
    """

    total: bool = False
    missing: bool = False
    rows: frozenset[str] | None = None
    rest: bool = False


HIDDEN = Shown()


class Published(NamedTuple):
    """A result that was published before: its period, what it said, and which of it was shown."""

    period: Period
    cells: Cells
    shown: Shown


class Series(NamedTuple):
    """One result of one unit, for periods of one year, as known at one size.

    Args:
        cells: By period.
        published: What has been published of it before, in order.
        by_day: Whether each one counted belongs to one day, so that months add up to tertials.
        rows_add_up: Whether the rows of its breakdown add up to its total.
    """

    cells: Mapping[Period, Cells]
    published: tuple[Published, ...] = ()
    by_day: bool = True
    rows_add_up: bool = True


def is_small(number: int, least: int) -> bool:
    """Whether a number of people, or a difference of two, is a cell that must not be known."""
    return 0 < abs(number) < least


def suppression_order(period: Period) -> tuple[bool, int, int]:
    """Tertials and the year before months, and of each the one that ends first."""
    return (is_month(period), period.last.toordinal(), period.first.toordinal())


def is_month(period: Period) -> bool:
    """Whether a period is no longer than a month."""
    return (period.last - period.first).days < _LONGEST_MONTH_DAYS


def plan_series(series: Series, least: int) -> dict[Period, Shown]:
    """What may be shown of one result, by period.

    Args:
        least: The smallest number that is no small cell, from 3: with 2, a hidden cell could only be one.
    """
    plan = _Plan(series, least)
    return {period: plan.shown(period, series.cells[period]) for period in sorted(series.cells, key=suppression_order)}


class _Vector(NamedTuple):
    """Numbers that are published together, and the sums beside them when they are of a mean."""

    numbers: tuple[int, ...]
    amounts: tuple[Decimal, ...] = ()

    def less(self, other: _Vector) -> _Vector:
        """The difference, number by number."""
        amounts = tuple(one - two for one, two in zip(self.amounts, other.amounts, strict=True))
        return _Vector(_less(self.numbers, other.numbers), amounts)

    def may_be_known(self, least: int) -> bool:
        """Whether it holds no small number, and no sum of nobody: that would be the change of somebody's value."""
        if any(is_small(number, least) for number in self.numbers):
            return False
        return all(number or not amount for number, amount in zip(self.numbers, self.amounts, strict=False))


class _Disclosed:
    """Everything that is known of one vector over periods that lie inside one another or apart."""

    def __init__(self, least: int) -> None:
        self._least = least
        self._known: dict[Period, list[_Vector]] = {}

    def admits(self, period: Period, vector: _Vector) -> bool:
        """Whether the vector may be known too."""
        return all(part.may_be_known(self._least) for part in (vector, *self._differences(period, vector)))

    def add(self, period: Period, vector: _Vector) -> None:
        """From now on it is known."""
        self._known.setdefault(period, []).append(vector)

    def _differences(self, period: Period, vector: _Vector) -> Iterable[_Vector]:
        for other, versions in self._known.items():
            if _is_inside(other, period) or _is_inside(period, other):
                yield from (vector.less(version) for version in versions)
        yield self._outside_of_parts(period, vector, ())
        around = [other for other in self._known if _is_inside(period, other) and not _is_inside(other, period)]
        for other in around:
            yield self._outside_of_parts(other, self._known[other][-1], ((period, vector),))

    def _outside_of_parts(self, period: Period, vector: _Vector, more: tuple[tuple[Period, _Vector], ...]) -> _Vector:
        """What a period has beside the largest known periods inside it, which lie apart."""
        known = {other: versions[-1] for other, versions in self._known.items()} | dict(more)
        inside = [other for other in known if other != period and _is_inside(other, period)]
        for other in inside:
            if not any(other != each and _is_inside(other, each) for each in inside):
                vector = vector.less(known[other])
        return vector


class _Plan:
    """Decides period by period, in order; what was published before is known from the beginning."""

    def __init__(self, series: Series, least: int) -> None:
        self._series = series
        self._least = least
        self._totals, self._missing, self._rows = _Disclosed(least), _Disclosed(least), _Disclosed(least)
        of_rows = [each.rows for each in (*series.cells.values(), *(each.cells for each in series.published))]
        self._names = tuple(dict.fromkeys(name for rows in of_rows for name in rows))
        self._named: frozenset[str] | None = None
        self._has_rest = False
        for each in series.published:
            self._remember(each)

    def shown(self, period: Period, cells: Cells) -> Shown:
        """What of a period may be shown; it is known from then on."""
        total = _total(cells)
        if (is_month(period) and not self._series.by_day) or not self._totals.admits(period, total):
            return HIDDEN
        self._totals.add(period, total)
        missing = _Vector((cells.missing,))
        shows_missing = self._missing.admits(period, missing)
        if shows_missing:
            self._missing.add(period, missing)
        return self._with_rows(period, cells, Shown(total=True, missing=shows_missing))

    def _with_rows(self, period: Period, cells: Cells, shown: Shown) -> Shown:
        named, has_rest = (self._named, self._has_rest) if self._named is not None else self._rows_that_can_stand(cells)
        if named is None:
            return shown
        vector = self._of_rows(cells, named, has_rest)
        if not self._rows.admits(period, vector):
            return shown
        self._rows.add(period, vector)
        self._named, self._has_rest = named, has_rest
        return shown._replace(rows=named if has_rest else frozenset(self._names), rest=has_rest)

    def _remember(self, each: Published) -> None:
        if each.shown.total:
            self._totals.add(each.period, _total(each.cells))
        if each.shown.missing:
            self._missing.add(each.period, _Vector((each.cells.missing,)))
        if each.shown.rows is not None:
            if self._named is None:
                self._named, self._has_rest = each.shown.rows, each.shown.rest
            self._rows.add(each.period, self._of_rows(each.cells, self._named, self._has_rest))

    def _rows_that_can_stand(self, cells: Cells) -> tuple[frozenset[str] | None, bool]:
        """The rows that are shown by name, and whether there is a rest; None = no row can stand."""
        if not self._series.rows_add_up:
            return frozenset(), False
        rows = {name: _row(cells, name) for name in self._names}
        adds_up = _sum(rows.values(), _total(cells)) == _total(cells)
        if adds_up and all(row.may_be_known(self._least) for row in rows.values()):
            return frozenset(), False
        hidden = dict(rows)
        # Largest first, so that what is hidden beside a small row is as little as can be; equally large ones together, so that
        # nothing but the numbers decides, and hidden rows could change places.
        for size in sorted({sum(row.numbers) for row in rows.values()} - {0}, reverse=True):
            those = {name for name, row in rows.items() if sum(row.numbers) == size}
            others = {name: row for name, row in hidden.items() if name not in those}
            can_stand = all(rows[name].may_be_known(self._least) for name in those)
            if can_stand and _is_cover(others.values(), self._least):
                hidden = others
        named = frozenset(rows.keys() - hidden.keys())
        return named or None, True

    def _of_rows(self, cells: Cells, named: frozenset[str], has_rest: bool) -> _Vector:
        """The rows as one vector: by name with their rest, or every row when there is none."""
        rows = [_row(cells, name) for name in self._names if not has_rest or name in named]
        if has_rest:
            rest = _total(cells)
            for row in rows:
                rest = rest.less(row)
            rows.append(rest)
        return _Vector(
            tuple(number for row in rows for number in row.numbers), tuple(amount for row in rows for amount in row.amounts)
        )


def _is_cover(rows: Iterable[_Vector], least: int) -> bool:
    """Whether rows can be hidden together: where one of their numbers is small, another is not, and neither can be told."""
    columns = zip(*(row.numbers for row in rows), strict=True)
    return all(
        not any(is_small(number, least) for number in column) or any(abs(number) >= least for number in column)
        for column in map(tuple, columns)
    )


def _sum(rows: Iterable[_Vector], like: _Vector) -> _Vector:
    rows = tuple(rows)
    numbers = tuple(sum(row.numbers[place] for row in rows) for place in range(len(like.numbers)))
    amounts = tuple(sum((row.amounts[place] for row in rows), Decimal(0)) for place in range(len(like.amounts)))
    return _Vector(numbers, amounts)


def _total(cells: Cells) -> _Vector:
    return _Vector(cells.parts, (cells.amount,) if len(cells.parts) == 1 else ())


def _row(cells: Cells, name: str) -> _Vector:
    numbers = cells.rows.get(name, (0,) * len(cells.parts))
    return _Vector(numbers, (cells.row_amounts.get(name, Decimal(0)),) if len(cells.parts) == 1 else ())


def _is_inside(period: Period, other: Period) -> bool:
    return other.first <= period.first and period.last <= other.last


def _less(one: tuple[int, ...], two: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(a - b for a, b in zip(one, two, strict=True))
