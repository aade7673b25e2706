"""The conditions of indicator definitions as SQL: expressions, and the subqueries that they read.

The text holds only words of this module; everything that comes from a definition or a question is a parameter. Names of tables
stand in braces. In it `p` is the period, `c` the case, `k` its circumstances, `b` what is counted when that is not the case, and
`t` what happened to the case in the period.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from adapters.postgres.case_view import KNOWN
from adapters.postgres.goal_columns import CASE_DAYS, COLUMNS, DAY_OF, LISTS
from adapters.postgres.goal_subqueries import (
    BEFORE_FOLLOW_UP,
    MADE,
    ONLY_OFFERED,
    POSITIONS,
    RATING,
    RATINGS,
    RENTS,
    REOPENED,
    Lateral,
    attendance_query,
    months_after,
    pairs_query,
    session_joins,
)
from domain.codes import Phase, YesNoUnknown
from domain.indicators.conditions import (
    AnyOf,
    Attendance,
    AttendanceKind,
    Better,
    ChangeKind,
    Condition,
    DaysBetween,
    FieldIs,
    FieldKnown,
    InPeriod,
    Measure,
    MeasuredWhen,
    Not,
    RatedAtSession,
    RatingAt,
    RatingChange,
    RatingCount,
    Ratings,
    RentKind,
    Rents,
    Reopened,
)
from domain.indicators.definition import MeanOf, UnitOfCount
from projections.statements.measures import SEVERAL

_UNKNOWN = YesNoUnknown.UNKNOWN.value
_RENT_WORDS = {RentKind.KNOWN: "known", RentKind.ALL_IN_TIME: "all_in_time"}
_BETTER_BY = {Better.HIGHER: "(p.at_end - p.at_start)", Better.LOWER: "(p.at_start - p.at_end)"}
_CROSSES = {
    Better.HIGHER: "p.at_start < {0} AND p.at_end >= {0}", Better.LOWER: "p.at_start >= {0} AND p.at_end < {0}",
}


class Conditions:
    """Conditions of one unit of count, with the parameters and subqueries that they need.

    Args:
        of: What is counted.
        values: Where parameters are put.
        positions: Whether subqueries also give the positions of the events that they read, as `positions`.
        many: Whether most of all rows are asked for, so that reading ratings once for all is cheaper than for each.
    """

    def __init__(self, of: UnitOfCount, values: dict[str, Any], *, positions: bool = False, many: bool = False) -> None:
        self._of = of
        self.values = values
        self._positions = positions
        self._many = many
        self._laterals: dict[object, Lateral] = {}
        self._joined: dict[tuple[tuple[str, ...], bool], str] = {}
        self._guard = "true"
        self._names: dict[tuple[type, str], str] = {}

    def sql(self, condition: Condition, guard: str = "true") -> str:
        """A condition as an expression.

        Args:
            guard: What else holds wherever the condition is asked for; where it does not, nothing need be read.
        """
        self._guard = guard
        return self._sql(condition)

    def mean(self, mean_of: MeanOf, guard: str) -> str:
        """The value that a mean is of."""
        self._guard = guard
        match mean_of:
            case MeanOf.TREATMENT_DAYS:
                return "(c.closed_on - c.started_on)"
            case MeanOf.WAITING_DAYS:
                return "(c.started_on - c.received_on)"
            case MeanOf.ATTENDANCE_AT_START:
                return f"{self._attendance()}.at_start"
            case MeanOf.ATTENDANCE_AT_CLOSING:
                return f"{self._attendance()}.at_end"
            case MeanOf.ATTENDANCE_CHANGE:
                alias = self._attendance()
                return f"({alias}.at_end - {alias}.at_start)"

    def laterals(self) -> str:
        """The subqueries, each joined to the row."""
        joins = "".join(session_joins(alias, offered=offered) for (_, offered), alias in self._joined.items())
        return joins + "".join(f" LEFT JOIN LATERAL ({each.text()}) AS {each.alias} ON true" for each in self._laterals.values())

    def read_positions(self) -> Iterator[str]:
        """For each subquery the positions of the events that it read."""
        return (f"coalesce({each.alias}.positions, '{{{{}}}}'::bigint[])" for each in self._laterals.values())

    def within(self, period: InPeriod) -> str:
        """Whether the row's day lies in the period, or so long before it."""
        day = DAY_OF[self._of]
        if period.months_before:
            day = months_after(day, self.parameter(period.months_before))
        if period.days_before:
            day = f"({day} + {self.parameter(period.days_before)}::int)"
        return f"{day} BETWEEN p.first AND p.last"

    def parameter(self, value: Any) -> str:
        """A value as a parameter of the statement: equal values are one, so that what is asked alike is written alike."""
        name = self._names.setdefault((type(value), repr(value)), f"value_{len(self._names)}")
        self.values[name] = value
        return f"%({name})s"

    def _sql(self, condition: Condition) -> str:
        match condition:
            case InPeriod():
                return self._in_period(condition)
            case FieldIs():
                return self._field_is(condition)
            case FieldKnown(field) if field in LISTS:
                return f"array_remove({self._column(field)}, '{_UNKNOWN}') <> '{{{{}}}}'"
            case FieldKnown(field):
                return f"coalesce({self._column(field)}::text, '{_UNKNOWN}') <> '{_UNKNOWN}'"
            case AnyOf(conditions):
                return f"({' OR '.join(map(self._sql, conditions))})"
            case Not(inner):
                return f"(({self._sql(inner)}) IS NOT TRUE)"
            case DaysBetween():
                return self._days_between(condition)
            case _:
                return self._read(condition)

    def _read(self, condition: Condition) -> str:
        match condition:
            case RatingAt():
                return self._rating_at(condition)
            case RatingCount(ratings, at_least):
                return f"{self._rating_count(ratings)}.found >= {self.parameter(at_least)}"
            case RatingChange():
                return self._change(condition)
            case RatedAtSession(instruments, offered):
                return self._at_session(instruments, offered)
            case Rents(kind):
                return f"{self._lateral('rents', 'rents', RENTS, 'r').alias}.{_RENT_WORDS[kind]}"
            case Attendance(kind):
                alias = self._attendance()
                both = f"({alias}.at_start IS NOT NULL AND {alias}.at_end IS NOT NULL)"
                return both if kind is AttendanceKind.START_AND_CLOSING else f"{alias}.at_end > {alias}.at_start"
            case Measure():
                return f"{self._measure(condition)}.found >= {self.parameter(condition.at_least)}"
            case Reopened(months):
                return f"{self._reopened(months)}.found > 0"
        raise TypeError(f"{type(condition).__name__} is no condition")

    def _in_period(self, period: InPeriod) -> str:
        if self._of is UnitOfCount.CASE and period.what in ("open", "rent"):
            return f"t.{period.what}"
        return self.within(period)

    def _column(self, field: str) -> str:
        return COLUMNS[self._of][field]

    def _field_is(self, condition: FieldIs) -> str:
        column, values = self._column(condition.field), self.parameter(list(condition.values))
        is_one = f"{column} && {values}::text[]" if condition.field in LISTS else f"{column} = ANY ({values})"
        return f"(({is_one}) IS NOT TRUE)" if condition.negated else is_one

    def _days_between(self, condition: DaysBetween) -> str:
        days = f"({CASE_DAYS[condition.last]} - {CASE_DAYS[condition.first]})"
        bounds = [f"{days} IS NOT NULL"]
        if condition.at_least is not None:
            bounds.append(f"{days} >= {self.parameter(condition.at_least)}")
        if condition.at_most is not None:
            bounds.append(f"{days} <= {self.parameter(condition.at_most)}")
        return f"({' AND '.join(bounds)})"

    def _rating_at(self, condition: RatingAt) -> str:
        key = (condition.ratings, condition.phase)
        order = "ASC" if condition.phase is Phase.START else "DESC"
        found = self._lateral(key, "rating", RATING, None, order, at=", ARRAY[r.item_position, r.known_from] AS positions")
        self._describe(found.alias, condition.ratings)
        self.values[f"{found.alias}_phase"] = condition.phase.value
        total = f"{found.alias}.total"
        bounds = [f"{total} IS NOT NULL"]
        for sign, bound in (("<", condition.below), (">=", condition.at_least), ("<=", condition.at_most)):
            if bound is not None:
                bounds.append(f"{total} {sign} {self.parameter(bound)}")
        return f"({' AND '.join(bounds)})"

    def _rating_count(self, ratings: Ratings) -> str:
        query = "SELECT count(*) AS found{at} FROM " + RATINGS + BEFORE_FOLLOW_UP
        found = self._lateral(("count", ratings), "ratings", query, "r")
        self._describe(found.alias, ratings)
        return found.alias

    def _change(self, condition: RatingChange) -> str:
        key = (condition.ratings, condition.between)
        found = self._lateral(key, "change", pairs_query(condition.between, positions=self._positions), None)
        self._describe(found.alias, condition.ratings)
        name = found.column(self._changed(condition))
        return f"{found.alias}.{name}"

    def _changed(self, condition: RatingChange) -> str:
        by = _BETTER_BY[condition.better]
        index = None if condition.index is None else self.parameter(condition.index)
        match condition.kind:
            case ChangeKind.MEASURED:
                return "count(*) > 0"
            case ChangeKind.HIGHER:
                return "bool_and(p.at_end > p.at_start)"
            case ChangeKind.LOWER:
                return "bool_and(p.at_end < p.at_start)"
            case ChangeKind.REDUCED:
                return (
                    "bool_and(p.at_end <= p.at_start)"
                    " AND (bool_or(p.at_end < p.at_start) OR bool_and(p.at_start = 0 AND p.at_end = 0))"
                )
            case ChangeKind.RELIABLE:
                return f"bool_and({by} >= {index})"
            case ChangeKind.CLINICALLY_SIGNIFICANT:
                crosses = _CROSSES[condition.better].format(self.parameter(condition.cutoff))
                return f"bool_and({by} >= {index} AND {crosses})"
            case ChangeKind.NOT_AT_CEILING:
                return f"bool_or(p.at_start <> {self.parameter(condition.ceiling)})"
            case ChangeKind.DETERIORATED:
                return f"bool_or(-{by} >= {index})"

    def _at_session(self, instruments: tuple[str, ...], offered: bool) -> str:
        if self._many:
            alias = self._joined.setdefault((instruments, offered), f"rated_{len(self._joined)}")
            self.values[f"{alias}_instruments"] = list(instruments)
            return f"({alias}_session.stream_id IS NOT NULL OR {alias}_day.stream_id IS NOT NULL)"
        query = "SELECT count(*) AS found{at} FROM (" + MADE + (ONLY_OFFERED if offered else "") + ") AS x"
        found = self._lateral((instruments, offered), "session", query, "x")
        self.values[f"{found.alias}_instruments"] = list(instruments)
        return f"{found.alias}.found > 0"

    def _attendance(self) -> str:
        return self._lateral("attendance", "attendance", attendance_query(positions=self._positions), None).alias

    def _measure(self, condition: Measure) -> str:
        key = replace(condition, at_least=1)
        if key in self._laterals:
            return self._laterals[key].alias
        where = ["{{guard}}", "m.case_id = c.case_id", f"m.kind = {self.parameter(condition.kind.value)}", KNOWN.format("m")]
        if condition.codes:
            where.append(f"m.code = ANY ({self.parameter(list(condition.codes))})")
        if condition.by:
            where.append(f"string_to_array(m.by, '{SEVERAL}') && {self.parameter(list(condition.by))}::text[]")
        if condition.same:
            where.append("m.key = b.key")
        if condition.when is not None:
            where.append("m.on_date <= p.last" if condition.when is MeasuredWhen.BY_PERIOD_END
                         else "m.on_date BETWEEN p.first AND p.last")
        where += self._window(condition)
        query = "SELECT count(*) AS found{at} FROM {{measure_interval}} m WHERE " + " AND ".join(where)
        return self._lateral(key, "measure", query, "m").alias

    def _window(self, condition: Measure) -> Iterator[str]:
        since = DAY_OF[self._of] if condition.since is None else CASE_DAYS[condition.since]
        if condition.within_months is not None:
            last = months_after(since, self.parameter(condition.within_months))
        elif condition.within_days is not None:
            last = f"{since} + {self.parameter(condition.within_days)}::int"
        else:
            if condition.since is not None:
                yield f"m.on_date >= {since}"
            return
        yield f"m.on_date BETWEEN {since} AND {last}"

    def _reopened(self, months: int) -> str:
        day = months_after("b.on_date", self.parameter(months))
        return self._lateral(("reopened", months), "reopened", REOPENED.replace("{day}", day), "m").alias

    def _describe(self, alias: str, ratings: Ratings) -> None:
        self.values[f"{alias}_instruments"] = list(ratings.instruments)
        self.values[f"{alias}_by"] = [each.value for each in ratings.respondents]
        self.values[f"{alias}_about"] = [each.value for each in ratings.subjects]

    def _lateral(self, key: object, name: str, query: str, rows: str | None, *more: str, at: str = "") -> Lateral:
        found = self._laterals.get(key)
        if found is None:
            alias = f"{name}_{len(self._laterals)}"
            if rows is not None:
                at = f", {POSITIONS.format(rows)} AS positions"
            found = Lateral(alias, query.format(alias, *more, at=at if self._positions else ""))
            self._laterals[key] = found
        found.guards[self._guard] = None
        return found


def all_of(conditions: Sequence[str]) -> str:
    """All of some expressions."""
    return " AND ".join(conditions)
