"""Results as they may be shown outside the unit (sv. *extern vy*): small cells, and whatever would give them away, are not there.

The internal result and the external one are two documents. The external one is put together of what may be shown, so that a field
that is added to the internal one is not shown by being forgotten here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple
from uuid import UUID

from domain.codes import Gender
from domain.indicators.conditions import InPeriod
from domain.indicators.definition import Breakdown, Indicator, ResultKind, UnitOfCount
from domain.indicators.period import Period, parse_period
from domain.indicators.suppression import (
    HIDDEN,
    MISSING,
    NOT_APPLICABLE,
    SUPPRESSED,
    Cells,
    Published,
    Series,
    Shown,
    is_month,
)
from domain.indicators.suppression_tables import Table, plan_tables
from domain.report.figures import PublicFigure, StatedRow
from projections.goals import Figure, Tally, exact_text, mean, share, without_exact

REST = "övriga"
"""The row of a breakdown that stands for everybody who is not in a row that is shown."""


class PublishedBefore(NamedTuple):
    """What a report made public: whose, for which period, and one of its figures (sv. *publicerad siffra*)."""

    unit: UUID
    period: Period
    figure: PublicFigure


class ExternalFigure(NamedTuple):
    """A result and what of it may be shown."""

    figure: Figure
    shown: Shown

    def to_json(self) -> dict[str, Any]:
        """The result as JSON; what is suppressed is null, and `suppressed` says so."""
        figure, shown, indicator = self.figure, self.shown, self.figure.indicator
        head = {"id": indicator.id, "unit": figure.unit, "enhet": figure.part_of, "enhet_id": str(figure.part_of_id)}
        total = figure.total
        eligible = total.eligible if shown.missing else None
        tail = {
            "eligible": eligible,
            "coverage": exact_text(Fraction(total.denominator, eligible)) if eligible else None,
            "missing_count": total.eligible - total.denominator if shown.missing else None,
            "name": indicator.name, "kind": indicator.kind.value, "unit_of_count": indicator.unit_of_count.value,
            "definition_version": indicator.version, "stated_in": indicator.stated_in,
            "suppressed": not shown.total, "suppressed_parts": self._suppressed_parts(), "sign": self._sign(),
        }
        return {**head, **self._value(), **tail}

    def _value(self) -> dict[str, Any]:
        figure, kind = self.figure, self.figure.indicator.kind
        stated = _stated(figure.total, figure.indicator) if self.shown.total else dict.fromkeys(_MEMBERS[kind])
        rows = {name: _stated(tally, figure.indicator) for name, tally in self._rows()}
        named = "givers" if figure.indicator.breakdown is Breakdown.GIVERS else "by_gender"
        if kind is ResultKind.SHARE:
            by_gender: dict[str, Any] = {name: without_exact(row) for name, row in rows.items()}
            hidden: Any = {"numerator": None, "denominator": None, "percent": None, "suppressed": True}
        else:
            by_gender, hidden = {name: row["value"] for name, row in rows.items()}, None
        if self._hides_rows():
            by_gender[REST] = hidden
        return {**stated, named: by_gender}

    def _rows(self) -> list[tuple[str, Tally]]:
        shown = self.shown.rows or frozenset()
        return [
            (gender.swedish, self.figure.by_gender[gender.value]) for gender in Gender
            if gender.value in shown and self.figure.by_gender.get(gender.value, _NOBODY).denominator
        ]

    def _hides_rows(self) -> bool:
        return self.shown.rows is None or self.shown.rest

    def _suppressed_parts(self) -> list[str]:
        parts = [("value", not self.shown.total), ("eligible", not self.shown.missing), ("by_gender", self._hides_rows())]
        return [name for name, is_hidden in parts if is_hidden]

    def _sign(self) -> str | None:
        """The sign that stands in the value's place; None = the value is shown."""
        if not self.shown.total:
            return SUPPRESSED
        if self.figure.total.denominator or self.figure.indicator.kind is ResultKind.COUNT:
            return None
        if not self.shown.missing:
            return SUPPRESSED
        return MISSING if self.figure.total.eligible else NOT_APPLICABLE

    def to_public(self) -> PublicFigure | None:
        """What is published of it, as the register of published figures keeps it; None = nothing."""
        if not self.shown.total:
            return None
        total = self.figure.total
        rows = None if self.shown.rows is None else tuple(
            StatedRow(
                gender=gender, eligible=tally.denominator, denominator=tally.denominator, numerator=tally.numerator
            )
            for gender in Gender if gender.value in self.shown.rows
            and (tally := self.figure.by_gender.get(gender.value, _NOBODY)).denominator
        )
        return PublicFigure(
            indicator=self.figure.indicator.id, indicator_version=self.figure.indicator.version, denominator=total.denominator,
            numerator=total.numerator, eligible=total.eligible if self.shown.missing else None, public_rows=rows,
            rest_suppressed=self.shown.rest,
        )


_NOBODY = Tally(0, 0, Decimal(0))
_MEMBERS: Mapping[ResultKind, tuple[str, ...]] = {
    ResultKind.COUNT: ("value", "exact"),
    ResultKind.SHARE: ("numerator", "denominator", "percent", "exact"),
    ResultKind.MEAN: ("value", "exact", "denominator"),
}


def periods_together(period: Period) -> tuple[Period, ...]:
    """The periods whose results are judged together with those of one: T1, T2 and the year; with a month all months too."""
    year = period.first.year
    names = [f"{year}-T1", f"{year}-T2", f"{year}", *(f"{year}-{month:02}" for month in range(1, 13) if is_month(period))]
    return tuple(map(parse_period, names))


def external_figures(
    figures: Mapping[Period, Sequence[Figure]], published: Iterable[PublishedBefore], least: int
) -> dict[Period, list[ExternalFigure]]:
    """What may be shown of every result.

    Args:
        figures: Of whole units, by period; for each of `periods_together`, all as known at one size.
        published: All that has been published by then.
        least: The smallest number that is shown; see `Policy.small_cell_min`.
    """
    found: dict[tuple[UUID, str], dict[Period, Figure]] = {}
    for period, each_period in figures.items():
        for figure in each_period:
            found.setdefault((figure.part_of_id, figure.indicator.id), {})[period] = figure
    before: dict[tuple[UUID, str], list[PublishedBefore]] = {}
    for each in published:
        before.setdefault((each.unit, each.figure.indicator), []).append(each)
    tables = [_table(key, by_period, before.get(key, ())) for key, by_period in found.items()]
    plans = plan_tables(tables, least)
    return {
        period: [
            ExternalFigure(figure, plans[figure.part_of_id, figure.indicator.id].get(period, HIDDEN)) for figure in each_period
        ]
        for period, each_period in figures.items()
    }


def _table(key: tuple[UUID, str], figures: Mapping[Period, Figure], before: Iterable[PublishedBefore]) -> Table:
    indicator = next(iter(figures.values())).indicator
    years = {period.first.year for period in figures}
    published = tuple(
        _published(each, indicator) for each in before if each.period.first.year in years
    )
    series = Series(
        {period: _cells(figure) for period, figure in figures.items()}, published, by_day=_is_by_day(indicator),
        rows_add_up=indicator.breakdown is not Breakdown.GIVERS,
    )
    population = (indicator.unit_of_count, indicator.population)
    result = (indicator.kind, indicator.measured, indicator.numerator, indicator.mean_of, indicator.breakdown)
    activities = frozenset(name.casefold() for name in indicator.activities)
    all_measured = not indicator.measured and indicator.kind is not ResultKind.MEAN
    return Table(key[1], key[0], activities, (*population, *result), population, all_measured, series)


def _is_by_day(indicator: Indicator) -> bool:
    """Whether each one counted belongs to one day; a case is open, or has its rents, over many."""
    happened = {condition.what for condition in indicator.population if isinstance(condition, InPeriod)}
    return indicator.unit_of_count is not UnitOfCount.CASE or happened == {"closed"}


def _cells(figure: Figure) -> Cells:
    kind = figure.indicator.kind
    rows = {gender: _parts(tally, kind) for gender, tally in figure.by_gender.items()}
    amounts = {gender: _amount(tally, kind) for gender, tally in figure.by_gender.items()}
    missing = figure.total.eligible - figure.total.denominator
    return Cells(_parts(figure.total, kind), missing, rows, _amount(figure.total, kind), amounts)


def _published(each: PublishedBefore, indicator: Indicator) -> Published:
    stated, kind = each.figure, indicator.kind
    total = Tally(stated.eligible or stated.denominator, stated.denominator, stated.numerator)
    tallies = {row.gender.value: Tally(row.eligible, row.denominator, row.numerator) for row in stated.public_rows or ()}
    cells = Cells(
        _parts(total, kind), total.eligible - total.denominator, {name: _parts(tally, kind) for name, tally in tallies.items()},
        _amount(total, kind), {name: _amount(tally, kind) for name, tally in tallies.items()},
    )
    rows = None if stated.public_rows is None else frozenset(tallies)
    return Published(each.period, cells, Shown(True, stated.eligible is not None, rows, stated.rest_suppressed))


def _parts(tally: Tally, kind: ResultKind) -> tuple[int, ...]:
    if kind is ResultKind.SHARE:
        return (int(tally.numerator), tally.denominator - int(tally.numerator))
    return (tally.denominator,)


def _amount(tally: Tally, kind: ResultKind) -> Decimal:
    return tally.numerator if kind is ResultKind.MEAN else Decimal(0)


def _stated(tally: Tally, indicator: Indicator) -> dict[str, Any]:
    match indicator.kind:
        case ResultKind.COUNT:
            return {"value": tally.denominator, "exact": str(tally.denominator)}
        case ResultKind.SHARE:
            return share(tally)
    value, exact = mean(tally, indicator)
    return {"value": value, "exact": exact, "denominator": tally.denominator}
