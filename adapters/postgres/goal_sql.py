"""Indicator definitions as SQL: one statement a unit of count, in which every indicator is a few filtered aggregates.

A statement's text holds only words of this module and of `goal_conditions.py`; everything that comes from a definition or a
question is a parameter. Periods are rows too, so that one statement answers for as many as are asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from adapters.postgres.case_view import KNOWN
from adapters.postgres.goal_conditions import Conditions, all_of
from domain.codes import Gender
from domain.indicators.conditions import InPeriod
from domain.indicators.definition import DATED, Breakdown, Indicator, UnitOfCount
from domain.indicators.period import Period

_PERIODS = "unnest(%(numbers)s::int[], %(firsts)s::date[], %(lasts)s::date[]) AS p (number, first, last)"
_UNITS = " JOIN unnest(%(unit_ids)s::uuid[]) AS u (unit_id) ON u.unit_id = {0}.unit_id"
_CIRCUMSTANCES = " LEFT JOIN {circumstances_interval} k ON k.stream_id = c.case_id AND " + KNOWN.format("k")

# A case is open from its start, and again from each reopening, to the closing that follows, both days included. Most cases are
# never opened again, and then the case as it stands says it.
_SPANS = (
    "EXISTS (SELECT FROM {{milestone_interval}} m WHERE m.case_id = c.case_id AND m.kind IN ('opened', 'reopened') AND {}"
    " AND CASE m.kind WHEN 'opened' THEN c.started_on ELSE m.on_date END <= p.last"
    " AND coalesce((SELECT e.on_date FROM {{milestone_interval}} e WHERE e.case_id = c.case_id AND e.kind = 'closed'"
    " AND e.item_position > m.item_position AND {} ORDER BY e.item_position LIMIT 1), date 'infinity') >= p.first)"
).format(KNOWN.format("m"), KNOWN.format("e"))
_OPEN = (
    "(c.closed_on IS NULL OR c.closed_on >= p.first) AND CASE WHEN c.reopened THEN " + _SPANS
    + " ELSE c.started_on <= p.last END"
)
_WITH_RENT = (
    " LEFT JOIN (SELECT DISTINCT q.number, r.stream_id FROM " + _PERIODS.replace(" p ", " q ") + " JOIN {rent_interval} r"
    " ON r.month_on BETWEEN q.first AND q.last AND " + KNOWN.format("r")
    + ") AS w ON w.number = p.number AND w.stream_id = c.case_id"
)
_RENT = "(w.stream_id IS NOT NULL)"

# Somebody whose gender is not stated has a role all the same.
_EACH_GIVER = (
    f"b.givers || array_fill('{Gender.UNKNOWN.value}'::text,"
    " ARRAY[greatest(cardinality(b.giver_roles) - cardinality(b.givers), 0)])"
)
_CASE_OF = " JOIN {course_interval} c ON c.case_id = {0} AND " + KNOWN.format("c")
_MEASURED = f"{_PERIODS} CROSS JOIN {{measure_interval}} b" + _CASE_OF.replace("{0}", "b.case_id") + _UNITS.format("c")
_FROM = {
    UnitOfCount.CASE: f"{_PERIODS} CROSS JOIN {{course_interval}} c" + _UNITS.format("c"),
    UnitOfCount.CLOSING: (
        f"{_PERIODS} CROSS JOIN {{milestone_interval}} b" + _CASE_OF.replace("{0}", "b.case_id") + _UNITS.format("c")
    ),
    UnitOfCount.RENT_MONTH: (
        f"{_PERIODS} CROSS JOIN {{rent_interval}} b" + _CASE_OF.replace("{0}", "b.stream_id") + _UNITS.format("c")
    ),
    **dict.fromkeys(DATED, _MEASURED),
    UnitOfCount.VIEWPOINT: f"{_PERIODS} CROSS JOIN {{viewpoint_interval}} b" + _UNITS.format("b"),
    UnitOfCount.GIVER: (
        f"{_PERIODS} CROSS JOIN {{viewpoint_interval}} b" + _UNITS.format("b")
        + " CROSS JOIN LATERAL unnest(" + _EACH_GIVER + ") AS g (gender)"
    ),
    UnitOfCount.OUTREACH: f"{_PERIODS} CROSS JOIN {{outreach_interval}} b" + _UNITS.format("b"),
}
_WHERE = {
    UnitOfCount.CASE: KNOWN.format("c"),
    UnitOfCount.CLOSING: KNOWN.format("b") + " AND b.kind = 'closed'",
    **{unit: KNOWN.format("b") + f" AND b.kind = '{kind.value}'" for unit, kind in DATED.items()},
    **dict.fromkeys(
        (UnitOfCount.RENT_MONTH, UnitOfCount.VIEWPOINT, UnitOfCount.GIVER, UnitOfCount.OUTREACH), KNOWN.format("b")
    ),
}
_GENDER = {
    (UnitOfCount.OUTREACH, Breakdown.GENDER): f"coalesce(b.gender, '{Gender.UNKNOWN.value}')",
    (UnitOfCount.OUTREACH, Breakdown.CHILD_GENDER): f"coalesce(b.child_gender, '{Gender.UNKNOWN.value}')",
    (UnitOfCount.VIEWPOINT, Breakdown.GIVERS): "g.gender",
    (UnitOfCount.GIVER, Breakdown.GENDER): "g.gender",
}
_GENDER_OF_CASE = "c.gender"
_GIVERS = " CROSS JOIN LATERAL unnest(b.givers) AS g (gender)"

_ENTRY = {UnitOfCount.CASE: ("c.case_id", "c.case_id"), UnitOfCount.CLOSING: ("b.case_id", "b.case_id")}
_OWN_POSITIONS = {UnitOfCount.CASE: "ARRAY[]::bigint[]"}


class Statement:
    """The statement that counts some indicators of one unit of count, put together piece by piece.

    Its rows are (period's number, unit id, which breakdown, gender or None for all of them, counts). Of the counts `of` picks
    those of an indicator. With `givers` they count the givers of viewpoints, by gender.

    Args:
        indicators: At least one, all of the same unit of count.
        unit_ids: For each indicator, the units that it counts in; of other units nothing is to be taken from its counts.
        periods: At least one.
    """

    def __init__(
        self, indicators: Sequence[Indicator], unit_ids: Sequence[Sequence[UUID]], periods: Sequence[Period], known_at: int, *,
        givers: bool = False,
    ) -> None:
        self._rows = _Rows(indicators, periods, known_at)
        self._givers = givers
        # What several indicators count is counted once.
        self._aggregates: dict[str, int] = {}
        self._places = {
            indicator.id: [self._aggregates.setdefault(text, len(self._aggregates)) for text in self._counted(indicator, ids)]
            for indicator, ids in zip(indicators, unit_ids, strict=True)
        }
        breakdowns = dict.fromkeys(indicator.breakdown for indicator in indicators)
        self.breakdowns = [each for each in breakdowns if (each is Breakdown.GIVERS) == givers]

    @property
    def values(self) -> dict[str, Any]:
        """The parameters."""
        return self._rows.values

    def of(self, indicator: Indicator, counts: Sequence[Any]) -> list[Any]:
        """An indicator's counts: eligible, denominator, numerator, and what is missing by condition when `has_reasons`."""
        return [counts[place] for place in self._places[indicator.id]]

    def text(self) -> str:
        """The statement, with table names in braces."""
        genders = [_GENDER.get((self._rows.of, breakdown), _GENDER_OF_CASE) for breakdown in self.breakdowns]
        sets = ["(p.number, u.unit_id)"] if not self._givers else []
        sets += [f"(p.number, u.unit_id, {gender})" for gender in genders]
        # Which of the sets a row is of, as the place of its one gender column; 0 = of none.
        place = "".join(f" WHEN grouping({gender}) = 0 THEN {index}" for index, gender in enumerate(genders, 1))
        which = f"CASE{place} ELSE 0 END" if genders else "0"
        gender = f"coalesce({', '.join(genders)})" if genders else "NULL::text"
        return (
            f"SELECT p.number, u.unit_id, {which}, {gender}, {', '.join(self._aggregates)} FROM"
            f" {self._rows.source(_GIVERS if self._givers else '')} GROUP BY GROUPING SETS ({', '.join(sets)})"
        )

    def _counted(self, indicator: Indicator, unit_ids: Sequence[UUID]) -> list[str]:
        asked = self._rows.asked(indicator, unit_ids)
        among, measured = asked.among, [*asked.among, *asked.measured]
        total = f"count(*) FILTER (WHERE {all_of([*measured, *asked.numerator])})"
        if asked.value is not None:
            measured.append(f"{asked.value} IS NOT NULL")
            total = f"coalesce(sum({asked.value}) FILTER (WHERE {all_of(measured)}), 0)::numeric"
        missing = [
            f"count(*) FILTER (WHERE {all_of([*among, *asked.measured[:number]])} AND ({condition}) IS NOT TRUE)"
            for number, condition in enumerate(asked.measured if has_reasons(indicator) else ())
        ]
        return [
            f"count(*) FILTER (WHERE {all_of(among)})", f"count(*) FILTER (WHERE {all_of(measured)})", total, *missing
        ]


def has_reasons(indicator: Indicator) -> bool:
    """Whether some condition says itself why it is not fulfilled."""
    return any(reason is not None for reason in indicator.missing_of)


class RowsStatement:
    """The statement that gives the rows of one indicator's population, in the order of their first event.

    Its rows are (stream, entry, gender, value of a mean, whether the numerator is fulfilled, for each condition of `measured`
    whether it is, positions).

    Args:
        unit_ids: The units that it counts in.
    """

    def __init__(self, indicator: Indicator, unit_ids: Sequence[UUID], period: Period, known_at: int) -> None:
        self._indicator = indicator
        self._rows = _Rows([indicator], [period], known_at, positions=True)
        self._asked = self._rows.asked(indicator, unit_ids)
        self.values = self._rows.values

    def text(self) -> str:
        """The statement, with table names in braces."""
        of, asked = self._rows.of, self._asked
        stream, entry = _ENTRY.get(of, ("b.stream_id", "b.entry_id"))
        gender = "NULL::text" if self._indicator.breakdown is Breakdown.GIVERS else _GENDER.get(
            (of, self._indicator.breakdown), _GENDER_OF_CASE
        )
        own = _OWN_POSITIONS.get(of, "ARRAY[b.item_position, b.known_from]")
        positions = " || ".join((own, *self._rows.read_positions()))
        conditions = ", ".join(f"({condition}) IS TRUE" for condition in asked.measured)
        return (
            f"SELECT {stream}, {entry}, {gender}, {asked.value or 'NULL'}::numeric,"
            f" ({all_of(asked.numerator) or 'true'}) IS TRUE, ARRAY[{conditions}]::boolean[], {positions}"
            f" FROM {self._rows.source()} AND {all_of(asked.among)}"
        )


class _Asked:
    def __init__(self, among: list[str], measured: list[str], numerator: list[str], value: str | None) -> None:
        self.among, self.measured, self.numerator, self.value = among, measured, numerator, value


class _Rows:
    """The rows that indicators of one unit of count are about: where they come from, and what is asked of them."""

    def __init__(
        self, indicators: Sequence[Indicator], periods: Sequence[Period], known_at: int, *, positions: bool = False
    ) -> None:
        self.of = indicators[0].unit_of_count
        self.values: dict[str, Any] = {
            "known_at": known_at, "numbers": list(range(len(periods))), "firsts": [period.first for period in periods],
            "lasts": [period.last for period in periods],
        }
        self._conditions = Conditions(self.of, self.values, positions=positions, many=len(periods) > 1)
        words = dict.fromkeys(
            condition for indicator in indicators for condition in indicator.population if isinstance(condition, InPeriod)
        )
        self._in_period = {word: self._conditions.sql(word) for word in words}
        self._words = {word.what for word in words}

    def asked(self, indicator: Indicator, unit_ids: Sequence[UUID]) -> _Asked:
        """What an indicator asks of a row."""
        [in_period] = [self._in_period[each] for each in indicator.population if isinstance(each, InPeriod)]
        guard = f"u.unit_id = ANY ({self._conditions.parameter(sorted(unit_ids))}::uuid[]) AND {in_period}"
        among = [in_period]
        among += [self._conditions.sql(each, guard) for each in indicator.population if not isinstance(each, InPeriod)]
        measured = [self._conditions.sql(each, guard) for each in indicator.measured]
        numerator = [self._conditions.sql(each, guard) for each in indicator.numerator]
        value = None if indicator.mean_of is None else self._conditions.mean(indicator.mean_of, guard)
        return _Asked(among, measured, numerator, value)

    def source(self, more: str = "") -> str:
        """FROM and WHERE; `more` is joined last."""
        laterals = self._conditions.laterals()
        with_case = "{course_interval} c" in _FROM[self.of]
        circumstances = _CIRCUMSTANCES if with_case else ""
        # OFFSET 0: worked out once a case and period, and not once for every indicator that asks.
        facts = ", ".join(f"{sql} AS {name}" for name, sql in (("open", _OPEN), ("rent", _RENT)) if name in self._words)
        turned = f" CROSS JOIN LATERAL (SELECT {facts} OFFSET 0) AS t" if facts and self.of is UnitOfCount.CASE else ""
        rents = _WITH_RENT if turned and "rent" in self._words else ""
        happened = " OR ".join(self._in_period.values())
        return (
            f"{_FROM[self.of]}{rents}{circumstances}{turned}{laterals}{more} WHERE {_WHERE[self.of]} AND ({happened})"
        )

    def read_positions(self) -> list[str]:
        """The positions of the events that conditions read."""
        return list(self._conditions.read_positions())
