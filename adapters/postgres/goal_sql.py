"""Indicator definitions as SQL: one statement a unit of count, in which every indicator is a few filtered aggregates.

A statement's text holds only words of this module; everything that comes from a definition or a question is a parameter.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from adapters.postgres.case_view import KNOWN
from domain.codes import Gender, Phase, YesNoUnknown
from domain.indicators.conditions import (
    Attendance,
    ChangeKind,
    Condition,
    FieldIs,
    FieldKnown,
    InPeriod,
    RatingAt,
    RatingChange,
    Ratings,
    RentKind,
    Rents,
)
from domain.indicators.definition import Breakdown, Indicator, MeanOf, UnitOfCount
from domain.indicators.period import Period

# A case is open from its start, and again from each reopening, to the closing that follows, both days included. Of a case
# that is closed the latest closing is the last day of all, so most cases of earlier years are put aside at once.
_OPEN = (
    "(c.closed_on IS NULL OR c.closed_on >= %(first)s) AND EXISTS (SELECT FROM {{milestone_interval}} m WHERE"
    " m.case_id = c.case_id AND m.kind IN ('opened', 'reopened') AND {}"
    " AND CASE m.kind WHEN 'opened' THEN c.started_on ELSE m.on_date END <= %(last)s"
    " AND coalesce((SELECT e.on_date FROM {{milestone_interval}} e WHERE e.case_id = c.case_id AND e.kind = 'closed'"
    " AND e.item_position > m.item_position AND {} ORDER BY e.item_position LIMIT 1), date 'infinity') >= %(first)s)"
).format(KNOWN.format("m"), KNOWN.format("e"))
_CLOSED = "c.closed_on BETWEEN %(first)s AND %(last)s"
_WITH_RENT = (
    "c.case_id IN (SELECT r.stream_id FROM {rent_interval} r WHERE r.month_on BETWEEN %(first)s AND %(last)s AND "
    + KNOWN.format("r") + ")"
)
_UNITS = " JOIN unnest(%(unit_ids)s::uuid[], %(root_ids)s::uuid[]) AS u (unit_id, root_id) ON u.unit_id = {0}.unit_id"
_CIRCUMSTANCES = " LEFT JOIN {circumstances_interval} k ON k.stream_id = c.case_id AND " + KNOWN.format("k")

# OFFSET 0: worked out once a case, and not once for every indicator that asks.
_FROM = {
    UnitOfCount.CASE: (
        "{case_interval} c" + _UNITS.format("c") + _CIRCUMSTANCES +
        f" CROSS JOIN LATERAL (SELECT {_OPEN} AS is_open, {_CLOSED} AS is_closed, {_WITH_RENT} AS has_rent OFFSET 0) AS t"
    ),
    UnitOfCount.RENT_MONTH: (
        "{rent_interval} r JOIN {case_interval} c ON c.case_id = r.stream_id AND " + KNOWN.format("c") +
        _UNITS.format("c") + _CIRCUMSTANCES
    ),
    UnitOfCount.VIEWPOINT: "{viewpoint_interval} v" + _UNITS.format("v"),
    UnitOfCount.OUTREACH: "{outreach_interval} o" + _UNITS.format("o"),
}
_WHERE = {
    UnitOfCount.CASE: KNOWN.format("c") + " AND (t.is_open OR t.is_closed OR t.has_rent)",
    UnitOfCount.RENT_MONTH: KNOWN.format("r") + " AND r.month_on BETWEEN %(first)s AND %(last)s",
    UnitOfCount.VIEWPOINT: KNOWN.format("v") + " AND v.received_on BETWEEN %(first)s AND %(last)s",
    UnitOfCount.OUTREACH: KNOWN.format("o") + " AND o.occurred_on BETWEEN %(first)s AND %(last)s",
}
_IN_PERIOD = {"open": "t.is_open", "closed": "t.is_closed", "rent": "t.has_rent"}
"""Of what is not a case only rows of the period are there at all."""

_GENDER = {
    (UnitOfCount.CASE, Breakdown.GENDER): "c.gender",
    (UnitOfCount.RENT_MONTH, Breakdown.GENDER): "c.gender",
    (UnitOfCount.OUTREACH, Breakdown.GENDER): f"coalesce(o.gender, '{Gender.UNKNOWN.value}')",
    (UnitOfCount.OUTREACH, Breakdown.CHILD_GENDER): f"coalesce(o.child_gender, '{Gender.UNKNOWN.value}')",
    (UnitOfCount.VIEWPOINT, Breakdown.GIVERS): "g.gender",
}
_GIVERS = " CROSS JOIN LATERAL unnest(v.givers) AS g (gender)"

_CASE_COLUMNS = {
    **{name: f"c.{name}" for name in ("gender", "legal_basis", "close_manner", "referred_onward")},
    **{name: f"k.{name}" for name in ("information_meeting", "continued_after_motivation", "children_in_home", "housing")},
}
_COLUMNS = {
    UnitOfCount.CASE: _CASE_COLUMNS,
    UnitOfCount.RENT_MONTH: {**_CASE_COLUMNS, "paid_in_time": "r.paid_in_time"},
    UnitOfCount.VIEWPOINT: {
        "kind": "v.kind", "subject_category": "v.subject_category", "channel": "v.channel", "adapted": "v.adapted",
        "feedback_given": "(v.feedback_on IS NOT NULL)",
    },
    UnitOfCount.OUTREACH: {name: f"o.{name}" for name in ("kind", "gender", "child_gender")},
}

_RATINGS = (
    "{{rating_interval}} r WHERE r.stream_id = c.case_id AND r.instrument = ANY (%({0}_instruments)s)"
    " AND r.respondent = %({0}_by)s AND r.subject = %({0}_about)s AND r.total IS NOT NULL AND " + KNOWN.format("r")
)
_FIRST = "(array_agg({0} ORDER BY r.{1}, r.item_position) FILTER (WHERE r.phase = '" + Phase.START.value + "'))[1]"
_LAST = (
    "(array_agg({0} ORDER BY r.{1} DESC, r.item_position DESC) FILTER (WHERE r.phase = '" + Phase.CLOSING.value + "'))[1]"
)
_CHANGE = (
    "SELECT count(*) > 0 AS measured, bool_and(p.at_closing > p.at_start) AS higher, bool_and(p.at_closing <= p.at_start)"
    " AND (bool_or(p.at_closing < p.at_start) OR bool_and(p.at_start = 0 AND p.at_closing = 0)) AS reduced FROM (SELECT "
    + _FIRST.format("r.total", "rated_on") + " AS at_start, " + _LAST.format("r.total", "rated_on") + " AS at_closing FROM "
    + _RATINGS + " GROUP BY r.instrument) AS p WHERE p.at_start IS NOT NULL AND p.at_closing IS NOT NULL"
)
_RATING = "SELECT r.total FROM " + _RATINGS + " AND r.phase = %({0}_phase)s ORDER BY r.rated_on {1}, r.item_position {1} LIMIT 1"
_RENTS = (
    "SELECT count(r.paid_in_time) > 0 AS known, bool_and(r.paid_in_time) AS all_in_time FROM {rent_interval} r"
    " WHERE r.stream_id = c.case_id AND r.month_on BETWEEN %(first)s AND %(last)s AND " + KNOWN.format("r")
)
_ATTENDANCE = (
    "SELECT " + _FIRST.format("r.percent", "measured_on") + " AS at_start, " + _LAST.format("r.percent", "measured_on")
    + " AS at_closing FROM {attendance_interval} r WHERE r.stream_id = c.case_id AND r.percent IS NOT NULL AND "
    + KNOWN.format("r")
)
_MEANS = {
    MeanOf.TREATMENT_DAYS: "(c.closed_on - c.started_on)",
    MeanOf.ATTENDANCE_AT_START: "attendance.at_start",
    MeanOf.ATTENDANCE_AT_CLOSING: "attendance.at_closing",
}


class Statement:
    """The statement that counts some indicators of one unit of count, put together piece by piece.

    Its rows are (root id, gender or None for all of them, then for each indicator eligible, denominator, numerator and the
    ids of the units that were counted in). With `givers` they count the givers of viewpoints, by gender.

    Args:
        indicators: At least one, all of the same unit of count.
        unit_ids: For each indicator, the units that it counts in.
    """

    def __init__(
        self, indicators: Sequence[Indicator], unit_ids: Sequence[Sequence[UUID]], period: Period, known_at: int, *,
        givers: bool = False,
    ) -> None:
        self._of = indicators[0].unit_of_count
        self._givers = givers
        self._laterals: dict[object, tuple[str, str]] = {}
        self.values: dict[str, Any] = {"known_at": known_at, "first": period.first, "last": period.last}
        self._aggregates = [
            aggregate for number, indicator in enumerate(indicators)
            for aggregate in self._counted(indicator, self._parameter(list(unit_ids[number])))
        ]
        breakdowns = dict.fromkeys(indicator.breakdown for indicator in indicators)
        self.breakdowns = [each for each in breakdowns if (each is Breakdown.GIVERS) == givers]

    def text(self) -> str:
        """The statement, with table names in braces."""
        genders = [_GENDER[self._of, breakdown] for breakdown in self.breakdowns]
        laterals = "".join(f" LEFT JOIN LATERAL ({query}) AS {alias} ON true" for alias, query in self._laterals.values())
        sets = ["(u.root_id)"] if not self._givers else []
        sets += [f"(u.root_id, {gender})" for gender in genders]
        # Which of the sets a row is of, as the place of its one gender column; 0 = of none.
        place = "".join(f" WHEN grouping({gender}) = 0 THEN {index}" for index, gender in enumerate(genders, 1))
        which = f"CASE{place} ELSE 0 END" if genders else "0"
        gender = f"coalesce({', '.join(genders)})" if genders else "NULL::text"
        return (
            f"SELECT u.root_id, {which}, {gender}, {', '.join(self._aggregates)} FROM {_FROM[self._of]}{laterals}"
            f"{_GIVERS if self._givers else ''} WHERE {_WHERE[self._of]} GROUP BY GROUPING SETS ({', '.join(sets)})"
        )

    def _counted(self, indicator: Indicator, units: str) -> list[str]:
        among = [f"u.unit_id = ANY ({units}::uuid[])", *map(self._sql, indicator.population)]
        measured = [*among, *map(self._sql, indicator.measured)]
        fulfils = [*measured, *map(self._sql, indicator.numerator)]
        total = f"count(*) FILTER (WHERE {_all(fulfils)})"
        if indicator.mean_of is not None:
            value = self._mean(indicator.mean_of)
            measured.append(f"{value} IS NOT NULL")
            total = f"coalesce(sum({value}) FILTER (WHERE {_all(measured)}), 0)"
        return [
            f"count(*) FILTER (WHERE {_all(among)})", f"count(*) FILTER (WHERE {_all(measured)})", f"({total})::numeric",
            f"array_agg(DISTINCT u.unit_id) FILTER (WHERE {_all(among)})",
        ]

    def _mean(self, mean_of: MeanOf) -> str:
        if mean_of is not MeanOf.TREATMENT_DAYS:
            self._lateral("attendance", "attendance", _ATTENDANCE)
        return _MEANS[mean_of]

    def _sql(self, condition: Condition) -> str:
        match condition:
            case InPeriod(what):
                return _IN_PERIOD[what] if self._of is UnitOfCount.CASE else "true"
            case FieldIs(field, values, negated):
                is_one = f"{_COLUMNS[self._of][field]} = ANY ({self._parameter(list(values))})"
                return f"({is_one}) IS NOT TRUE" if negated else is_one
            case FieldKnown(field):
                return f"coalesce({_COLUMNS[self._of][field]}::text, '{_UNKNOWN}') <> '{_UNKNOWN}'"
            case RatingAt(ratings, phase, below):
                total = f"{self._rating(ratings, phase)}.total"
                return f"{total} IS NOT NULL" if below is None else f"{total} < {self._parameter(below)}"
            case RatingChange(ratings, kind):
                return f"{self._change(ratings)}.{_CHANGES[kind]}"
            case Rents(kind):
                return f"{self._lateral('rents', 'rents', _RENTS)}.{_RENT_WORDS[kind]}"
            case Attendance():
                alias = self._lateral("attendance", "attendance", _ATTENDANCE)
                return f"({alias}.at_start IS NOT NULL AND {alias}.at_closing IS NOT NULL)"

    def _rating(self, ratings: Ratings, phase: Phase) -> str:
        alias = f"rating_{len(self._laterals)}"
        order = "ASC" if phase is Phase.START else "DESC"
        alias = self._lateral((ratings, phase), alias, _RATING.format(alias, order))
        self._describe(alias, ratings)
        self.values[f"{alias}_phase"] = phase.value
        return alias

    def _change(self, ratings: Ratings) -> str:
        alias = f"change_{len(self._laterals)}"
        alias = self._lateral(ratings, alias, _CHANGE.format(alias))
        self._describe(alias, ratings)
        return alias

    def _describe(self, alias: str, ratings: Ratings) -> None:
        self.values[f"{alias}_instruments"] = list(ratings.instruments)
        self.values[f"{alias}_by"] = ratings.respondents[0].value
        self.values[f"{alias}_about"] = ratings.subjects[0].value

    def _lateral(self, key: object, alias: str, query: str) -> str:
        return self._laterals.setdefault(key, (alias, query))[0]

    def _parameter(self, value: Any) -> str:
        name = f"value_{len(self.values)}"
        self.values[name] = value
        return f"%({name})s"


_UNKNOWN = YesNoUnknown.UNKNOWN.value
_CHANGES = {ChangeKind.MEASURED: "measured", ChangeKind.HIGHER: "higher", ChangeKind.REDUCED: "reduced"}
_RENT_WORDS = {RentKind.KNOWN: "known", RentKind.ALL_IN_TIME: "all_in_time"}


def _all(conditions: Sequence[str]) -> str:
    return " AND ".join(conditions)
