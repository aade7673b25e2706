"""What rules judge by, as common table expressions over the read models: which cases, when they were open, what they state.

`projections/checked_records.py` puts the same together from events; a test holds the two equal.
"""

from __future__ import annotations

from collections.abc import Collection

from adapters.postgres.case_view import KNOWN
from domain.completeness.kinds import CheckKind

FIRST_DAY = "'0001-01-01'::date"
AFTER_LAST_DAY = "'10000-01-01'::date"

_TURNS = (
    "turns AS (SELECT m.case_id, m.kind, m.item_position,"
    " lag(m.on_date) OVER w AS last_before,"
    " CASE m.kind WHEN 'opened' THEN coalesce(m.on_date, f.on_date) ELSE m.on_date END AS first, m.on_date IS NULL AS since_ever,"
    " CASE lead(m.kind) OVER w WHEN 'closed' THEN lead(m.on_date) OVER w END AS last"
    " FROM {milestone_interval} m LEFT JOIN {check_fact_interval} f ON f.kind = 'case' AND f.case_id = m.case_id"
    " AND " + KNOWN.format("f") + " AND m.kind = 'opened'"
    " WHERE m.kind IN ('opened', 'closed', 'reopened') AND " + KNOWN.format("m") + "{of_case}"
    " WINDOW w AS (PARTITION BY m.case_id ORDER BY m.item_position))"
)
# The days on which a case is open, both included and apart from each other; `last` null = still.
_PERIODS = (
    "periods AS (SELECT t.case_id, t.last,"
    " CASE WHEN t.kind = 'opened' THEN t.first ELSE greatest(t.first, t.last_before + 1) END AS first"
    " FROM turns t WHERE t.kind <> 'closed')"
)
# What proves that a case was opened, whatever day it says.
_OPENING = (
    "opening AS (SELECT f.case_id, f.item_position, f.claimed FROM {check_fact_interval} f WHERE f.kind = 'case' AND "
    + KNOWN.format("f") + ")"
)
# For each case: the days on which it is open and not closed by their end, and the first day on which it was closed.
OPEN_THROUGH = (
    "open_through AS (SELECT p.case_id, min(p.last) AS first_closed,"
    f" range_agg(daterange(p.first, greatest(coalesce(p.last, {AFTER_LAST_DAY}), p.first))) AS days"
    " FROM periods p GROUP BY p.case_id)"
)


def _days(first: str, last: str) -> str:
    """The days from one to another, both included; none when they come in the wrong order, no end when `last` is null."""
    return f"daterange({first}, greatest(coalesce({last} + 1, {AFTER_LAST_DAY}), {first}))"


_OF_STAND_IN = " WHERE " + KNOWN.format("s")
_OF_ASSIGNED = " WHERE m.kind = 'responsible' AND " + KNOWN.format("m")
# Who was assigned until the next one was; the days on which that one, or a stand-in who is at work, looks after an open case.
_RESPONSIBLE = (
    "away AS (SELECT a.staff_id, range_agg(" + _days("a.from_date", "a.to_date") + ") AS days FROM {absence_interval} a"
    " WHERE " + KNOWN.format("a") + " GROUP BY a.staff_id),"
    " stood_in AS (SELECT s.case_id, s.absent_staff_id, range_agg(d.days) AS days FROM {stand_in_interval} s"
    " LEFT JOIN away a ON a.staff_id = s.stand_in_id CROSS JOIN LATERAL unnest("
    "datemultirange(" + _days("s.from_date", "s.to_date") + ") - coalesce(a.days, datemultirange())) AS d (days)"
    + _OF_STAND_IN + " GROUP BY s.case_id, s.absent_staff_id),"
    " open_days AS (SELECT t.case_id, range_agg("
    + _days(f"CASE WHEN t.since_ever THEN {FIRST_DAY} ELSE t.first END", "t.last") + ") AS days FROM turns t"
    " WHERE t.kind <> 'closed' GROUP BY t.case_id),"
    f" assigned AS (SELECT m.case_id, m.staff_id, m.item_position, daterange(coalesce(m.on_date, {FIRST_DAY}),"
    f" lead(coalesce(m.on_date, {FIRST_DAY}), 1, {AFTER_LAST_DAY}) OVER"
    " (PARTITION BY m.case_id ORDER BY m.on_date NULLS FIRST, m.item_position)) AS days FROM {milestone_interval} m"
    + _OF_ASSIGNED + "),"
    " looked_after AS (SELECT m.case_id, m.item_position, lower(d.days) AS first, upper(d.days) - 1 AS last"
    " FROM assigned m JOIN open_days o ON o.case_id = m.case_id LEFT JOIN away a ON a.staff_id = m.staff_id"
    " LEFT JOIN stood_in s ON s.case_id = m.case_id AND s.absent_staff_id = m.staff_id"
    " CROSS JOIN LATERAL unnest((datemultirange(m.days) - coalesce(a.days, datemultirange())"
    " + datemultirange(m.days) * coalesce(a.days, datemultirange()) * coalesce(s.days, datemultirange())) * o.days) AS d (days))"
)
_LOOKED_AFTER = (
    "SELECT l.case_id, NULL::uuid AS unit_id, l.case_id AS stream_id, l.item_position, 'responsible' AS kind, l.case_id AS key,"
    " l.first AS on_date, l.first AS written_on, l.last AS due_on, NULL::date AS until_on, NULL::integer AS number, '' AS code,"
    " false AS claimed FROM looked_after l"
)
_STATED = (
    "SELECT f.case_id, f.unit_id, f.stream_id, f.item_position, f.kind, f.key, f.on_date, f.written_on, f.due_on, f.until_on,"
    " f.number, f.code, f.claimed FROM {check_fact_interval} f"
)


def periods(*, of_case: bool = False) -> list[str]:
    """The expressions `periods` and `opening`; `of_case` = only of the case in the parameter `case_id`."""
    return [_TURNS.replace("{of_case}", " AND m.case_id = %(case_id)s" if of_case else ""), _PERIODS, _OPENING]


def responsible(*, of_case: bool = False) -> str:
    """The expressions for the days on which somebody looks after a case; they need `periods`, and `of_case` is as there."""
    return _RESPONSIBLE.replace(_OF_STAND_IN, _OF_STAND_IN + " AND s.case_id = %(case_id)s").replace(
        _OF_ASSIGNED, _OF_ASSIGNED + " AND m.case_id = %(case_id)s"
    ) if of_case else _RESPONSIBLE


def facts(kinds: Collection[CheckKind], parameter: str) -> str:
    """What is stated of some kinds as known at a size, of days up to the day that is judged; a subquery.

    Args:
        kinds: `RESPONSIBLE` needs the expressions of `responsible`.
        parameter: The name of the parameter that holds the kinds.
    """
    stated = f"{_STATED} WHERE f.kind = ANY (%({parameter})s) AND f.on_date <= %(day)s AND " + KNOWN.format("f")
    if CheckKind.RESPONSIBLE not in kinds:
        return f"({stated})"
    return f"({stated} UNION ALL {_LOOKED_AFTER} WHERE l.first <= %(day)s)"


def facts_of_case() -> str:
    """Everything that one case states as known at a size, of any day."""
    return f"{_STATED} WHERE f.case_id = %(case_id)s AND " + KNOWN.format("f") + f" UNION ALL {_LOOKED_AFTER}"
