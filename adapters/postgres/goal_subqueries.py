"""The subqueries that conditions of indicator definitions read: texts with places for what varies.

In braces stand what is filled in later: names of tables, `guard` (nothing is read unless it holds), `at` (the positions of the
events that were read, where they are asked for) and `columns`. `{0}` is the subquery's own name.
"""

from __future__ import annotations

from adapters.postgres.case_view import KNOWN
from domain.codes import Phase
from domain.indicators.conditions import Between
from domain.indicators.measures import MeasureKind

BEFORE_FOLLOW_UP = f" AND r.phase <> '{Phase.FOLLOW_UP.value}'"
RATINGS = (
    "{{rating_interval}} r WHERE {{guard}} AND r.stream_id = c.case_id AND r.instrument = ANY (%({0}_instruments)s)"
    " AND r.respondent = ANY (%({0}_by)s) AND r.subject = ANY (%({0}_about)s) AND r.total IS NOT NULL AND " + KNOWN.format("r")
)
RATING = (
    "SELECT r.total{at} FROM " + RATINGS
    + " AND r.phase = %({0}_phase)s ORDER BY r.rated_on {1}, r.item_position {1} LIMIT 1"
)
POSITIONS = "array_agg({0}.item_position) || array_agg({0}.known_from)"
_OF_START = f" FILTER (WHERE r.phase = '{Phase.START.value}')"
_OF_CLOSING = f" FILTER (WHERE r.phase = '{Phase.CLOSING.value}')"
RENTS = (
    "SELECT count(r.paid_in_time) > 0 AS known, bool_and(r.paid_in_time) AS all_in_time{at} FROM {{rent_interval}} r"
    " WHERE {{guard}} AND r.stream_id = c.case_id AND r.month_on BETWEEN p.first AND p.last AND r.paid_in_time IS NOT NULL AND "
    + KNOWN.format("r")
)
_SESSION = "(r.session_id = b.key OR (r.session_id IS NULL AND r.rated_on = b.on_date))"
MADE = (
    "SELECT r.item_position, r.known_from FROM {{rating_interval}} r WHERE {{guard}} AND r.stream_id = c.case_id"
    " AND r.instrument = ANY (%({0}_instruments)s) AND " + _SESSION + " AND " + KNOWN.format("r")
)
ONLY_OFFERED = (
    " UNION ALL SELECT m.item_position, m.known_from FROM {{measure_interval}} m WHERE {{guard}} AND m.case_id = c.case_id"
    f" AND m.kind = '{MeasureKind.RATING_NOT_MADE.value}' AND m.by = ANY (%({{0}}_instruments)s) AND m.number = 1"
    " AND (m.key = b.key OR (m.key = m.entry_id AND m.on_date = b.on_date)) AND " + KNOWN.format("m")
)
REOPENED = (
    "SELECT count(*) AS found{at} FROM {{milestone_interval}} m WHERE {{guard}} AND c.reopened AND m.case_id = c.case_id"
    " AND m.kind = 'reopened' AND m.item_position > b.item_position AND m.on_date <= {day} AND " + KNOWN.format("m")
)


class Lateral:
    """A subquery that is joined to every row.

    Args:
        alias: Its name.
        query: Its text, with places for `guard` and `columns`.
    """

    def __init__(self, alias: str, query: str) -> None:
        self.alias = alias
        self._query = query
        self._columns: dict[str, str] = {}
        self.guards: dict[str, None] = {}

    def column(self, expression: str) -> str:
        """The name of a column of the subquery, added when it is not there."""
        return self._columns.setdefault(expression, f"column_{len(self._columns)}")

    def text(self) -> str:
        """The subquery. Where no guard holds, PostgreSQL reads nothing for it."""
        columns = ", ".join(f"{expression} AS {name}" for expression, name in self._columns.items())
        guard = "(" + " OR ".join(self.guards) + ")"
        return self._query.replace("{guard}", guard).replace("{columns}", columns)


def pairs_query(between: Between, *, positions: bool) -> str:
    """Totals of two ratings each, one pair an instrument and person that they are about."""
    whole = between is Between.FIRST_AND_LAST
    start, end = ("", "") if whole else (_OF_START, _OF_CLOSING)
    columns = [f"{_first('r.total', 'rated_on', start)} AS at_start", f"{_last('r.total', 'rated_on', end)} AS at_end"]
    read = ""
    if positions:
        names = ("item_position", "known_from")
        columns += [f"{_first(f'r.{name}', 'rated_on', start)} AS first_{name}" for name in names]
        columns += [f"{_last(f'r.{name}', 'rated_on', end)} AS last_{name}" for name in names]
        read = ", " + " || ".join(f"array_agg(p.{side}_{name})" for side in ("first", "last") for name in names) + " AS positions"
    of = RATINGS + (BEFORE_FOLLOW_UP if whole else "")
    having = " HAVING count(*) >= 2" if whole else ""
    return (
        "SELECT {{columns}}" + read + " FROM (SELECT " + ", ".join(columns) + " FROM " + of
        + " GROUP BY r.instrument, r.subject, r.about_person_id" + having
        + ") AS p WHERE p.at_start IS NOT NULL AND p.at_end IS NOT NULL"
    )


def attendance_query(*, positions: bool) -> str:
    """A case's school attendance at start and at closing."""
    columns = [
        f"{_first('r.percent', 'measured_on', _OF_START)} AS at_start",
        f"{_last('r.percent', 'measured_on', _OF_CLOSING)} AS at_end",
    ]
    if positions:
        read = [make(f"r.{name}", "measured_on", phase) for make, phase in ((_first, _OF_START), (_last, _OF_CLOSING))
                for name in ("item_position", "known_from")]
        columns.append(f"ARRAY[{', '.join(read)}] AS positions")
    return (
        "SELECT " + ", ".join(columns) + " FROM {{attendance_interval}} r WHERE {{guard}} AND r.stream_id = c.case_id"
        " AND r.percent IS NOT NULL AND " + KNOWN.format("r")
    )


def session_joins(alias: str, *, offered: bool) -> str:
    """What was rated at sessions, joined by the session and, where none is stated, by the day: read once for all sessions.

    Args:
        offered: Whether what was offered and not made is joined too.
    """
    joins = []
    for name, rated, stated, of, not_made in (
        ("session", "r.session_id", "r.session_id IS NOT NULL", "b.key", "m.key"),
        ("day", "r.rated_on", "r.session_id IS NULL", "b.on_date", "m.on_date"),
    ):
        sign = "=" if name == "day" else "<>"
        more = (
            f" UNION SELECT m.case_id, {not_made} FROM {{measure_interval}} m"
            f" WHERE m.kind = '{MeasureKind.RATING_NOT_MADE.value}' AND m.by = ANY (%({alias}_instruments)s)"
            f" AND m.number = 1 AND m.key {sign} m.entry_id AND {KNOWN.format('m')}"
        )
        joins.append(
            f" LEFT JOIN (SELECT{'' if offered else ' DISTINCT'} r.stream_id, {rated} AS what FROM {{rating_interval}} r"
            f" WHERE r.instrument = ANY (%({alias}_instruments)s) AND {stated} AND {KNOWN.format('r')}{more if offered else ''})"
            f" AS {alias}_{name} ON {alias}_{name}.stream_id = c.case_id AND {alias}_{name}.what = {of}"
        )
    return "".join(joins)


def months_after(day: str, months: str) -> str:
    """The day so many months later, as `domain.months` counts: of the same number, or the month's last."""
    return f"({day} + make_interval(months => {months}::int))::date"


def _first(value: str, day: str, phase: str) -> str:
    return f"(array_agg({value} ORDER BY r.{day}, r.item_position){phase})[1]"


def _last(value: str, day: str, phase: str) -> str:
    return f"(array_agg({value} ORDER BY r.{day} DESC, r.item_position DESC){phase})[1]"
