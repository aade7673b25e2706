"""The statement that finds alerts across cases: the rules of `domain.case.alerts` over the rows that held at a size."""

from __future__ import annotations

from adapters.postgres.case_view import KNOWN, STANDS_IN
from domain.case.alerts.codes import CaseAlertKind as K
from domain.case.alerts.series import ADULT_AGE

# The cases: open on the day, or closed since some day; the open ones and the others are each one range of an index.
_CASE = (
    "SELECT c.case_id, c.unit_id, c.birth_year, c.closed_on FROM {case_interval} c WHERE {state} AND " + KNOWN.format("c")
    + "{restricted}"
)
_CASES = (
    "cases AS MATERIALIZED (SELECT k.*, f.key AS offering_id FROM (" + _CASE.replace("{state}", "c.status = 'open'")
    + " UNION ALL " + _CASE.replace("{state}", "c.status = 'closed' AND c.closed_on >= %(closed_since)s") + ") AS k"
    " LEFT JOIN LATERAL (SELECT o.key FROM {case_fact_interval} o WHERE o.case_id = k.case_id AND o.entry_id = k.case_id"
    " AND o.kind = 'offering' AND " + KNOWN.format("o") + " OFFSET 0) AS f ON true)"
)
# What belongs to a case is one probe of an index for each: how many cases there are cannot be guessed from their conditions, and
# a guess of most of them would read all that there is. `OFFSET 0` keeps it that way.
_RATINGS = (
    "LATERAL (SELECT i.* FROM {rating_interval} i WHERE i.stream_id = k.case_id AND " + KNOWN.format("i")
    + " OFFSET 0) AS r"
)
_MEASURES = (
    "LATERAL (SELECT i.* FROM {{measure_interval}} i WHERE i.case_id = k.case_id AND i.kind = '{0}'"
    " AND " + KNOWN.format("i") + " OFFSET 0) AS m"
)
OF_UNITS = " AND c.unit_id = ANY (%(units)s)"
OF_CASES = " AND c.case_id = ANY (%(case_ids)s)"
OF_STAFF = f" AND (c.responsible_id = %(staff)s OR {STANDS_IN.format('c')})"

# One row for each version of an instrument that has limits: the total that is low (below, or from), the fall, the index.
_LIMITS = (
    "limits AS (SELECT * FROM unnest(%(names)s::text[], %(versions)s::text[], %(oldest)s::boolean[], %(higher)s::boolean[],"
    " %(below)s::numeric[], %(at_least)s::numeric[], %(fall)s::numeric[], %(index)s::numeric[], %(low_kinds)s::text[],"
    " %(fall_kinds)s::text[], %(by_subject)s::boolean[])"
    " AS l (name, version, oldest, higher, below, at_least, fall, index, low_kind, fall_kind, by_subject)),"
    " forms AS (SELECT * FROM unnest(%(form_names)s::text[], %(form_versions)s::text[], %(form_first)s::integer[],"
    " %(form_last)s::integer[], %(cutoffs)s::numeric[]) AS a (name, version, first, last, cutoff))"
)

# Ratings in their series, with the first, the one before and the number in it; points count upwards when things get better.
_SERIES = (
    "rated AS (SELECT r.stream_id AS case_id, r.entry_id, r.rated_on, r.total, k.birth_year,"
    " CASE WHEN l.by_subject THEN r.subject ELSE r.respondent END AS whose, l.*,"
    " row_number() OVER series AS number, CASE WHEN l.higher THEN r.total ELSE -r.total END AS points,"
    " first_value(CASE WHEN l.higher THEN r.total ELSE -r.total END) OVER series AS first_points,"
    " lag(CASE WHEN l.higher THEN r.total ELSE -r.total END) OVER series AS previous_points"
    " FROM cases k CROSS JOIN " + _RATINGS +
    " JOIN limits l ON l.name = r.instrument AND (l.version = r.instrument_version OR l.oldest AND r.instrument_version IS NULL)"
    " WHERE r.total IS NOT NULL AND r.rated_on <= %(day)s"
    " WINDOW series AS (PARTITION BY r.stream_id, l.name, l.version, r.respondent, r.respondent_person_id, r.subject,"
    " r.about_person_id ORDER BY r.rated_on, r.item_position))"
)

# The limit that is passed at every age that the person may have: of the client the year of birth is known.
_CUTOFF = (
    "(SELECT CASE WHEN s.higher THEN min(a.cutoff) ELSE max(a.cutoff) END FROM forms a WHERE a.name = s.name"
    " AND a.version = s.version AND (a.first IS NULL OR s.oldest_age IS NULL OR a.first <= s.oldest_age)"
    " AND (a.last IS NULL OR s.youngest_age IS NULL OR s.youngest_age <= a.last))"
)
_AGED = (
    "aged AS (SELECT r.*, CASE r.whose WHEN 'client' THEN extract(year FROM r.rated_on)::integer - r.birth_year"
    f" WHEN 'child' THEN {ADULT_AGE - 1} END AS oldest_age, CASE r.whose WHEN 'client'"
    f" THEN extract(year FROM r.rated_on)::integer - r.birth_year - 1 WHEN 'child' THEN 0 ELSE {ADULT_AGE} END AS youngest_age"
    " FROM rated r)"
)
_IS_STUCK = (
    "mod(s.number, %(no_progress)s) = 0 AND s.points - s.first_points < s.index"
    f" AND CASE WHEN s.higher THEN s.total < {_CUTOFF} ELSE s.total >= {_CUTOFF} END"
)
_DETERIORATES = (
    "s.number > 1 AND (s.first_points - s.points >= s.index AND s.first_points - s.previous_points < s.index"
    " OR s.previous_points - s.points >= s.index)"
)
_OF_RATINGS = (
    "SELECT s.case_id, v.kind, s.entry_id AS raised_by, s.rated_on AS raised_on, ARRAY[s.name] AS instruments FROM aged s"
    " CROSS JOIN LATERAL (VALUES (s.low_kind, s.total < s.below OR s.total >= s.at_least),"
    " (s.fall_kind, s.previous_points - s.points >= s.fall),"
    f" ('{K.DETERIORATION}', {_DETERIORATES}), ('{K.NO_PROGRESS}', {_IS_STUCK})) AS v (kind, holds) WHERE v.holds"
)

# What the offerings expect: until the day before the next terms.
_TERMS = (
    "terms AS (SELECT t.offering_id, t.since, t.until, t.instrument, string_to_array(t.session_kinds, ',') AS session_kinds,"
    " t.months FROM unnest(%(offerings)s::uuid[], %(since)s::date[], %(until)s::date[], %(expected)s::text[],"
    " %(session_kinds)s::text[], %(months)s::integer[])"
    " AS t (offering_id, since, until, instrument, session_kinds, months))"
)
# Made, or said why not.
_SEEN = (
    "seen AS (SELECT r.stream_id AS case_id, r.instrument, r.rated_on AS on_date, r.session_id, r.entry_id AS rating_id,"
    " r.item_position FROM cases k CROSS JOIN " + _RATINGS +
    " WHERE r.rated_on <= %(day)s AND r.instrument IN (SELECT t.instrument FROM terms t)"
    " UNION ALL SELECT n.case_id, n.code, n.on_date, nullif(n.key, n.entry_id), NULL, n.item_position FROM cases k"
    " CROSS JOIN LATERAL (SELECT i.* FROM {case_fact_interval} i WHERE i.case_id = k.case_id AND i.kind = 'rating_not_made' AND "
    + KNOWN.format("i") + " OFFSET 0) AS n"
    " WHERE n.on_date <= %(day)s AND n.code IN (SELECT t.instrument FROM terms t))"
)
# The sessions that fall under some terms, and which was the first under them.
_HELD = (
    "held AS (SELECT k.case_id, m.key AS session_id, m.on_date, m.code AS session_kind, k.offering_id, e.since,"
    " row_number() OVER (PARTITION BY k.case_id, e.since ORDER BY m.on_date, m.key) AS number FROM cases k"
    " JOIN (SELECT DISTINCT offering_id, since, until FROM terms) e ON e.offering_id = k.offering_id"
    " CROSS JOIN " + _MEASURES.format("session_held") +
    " WHERE m.on_date >= e.since AND (e.until IS NULL OR m.on_date < e.until) AND m.on_date <= %(day)s"
    " AND NOT EXISTS (SELECT FROM {timeline_interval} x WHERE x.case_id = m.case_id"
    " AND x.entry_id = m.key AND x.precision = 'month' AND " + KNOWN.format("x") + "))"
)
_AFTER_SESSIONS = (
    "SELECT h.case_id, '" + K.RATING_MISSING + "', h.session_id, h.on_date + %(missing_days)s::integer + 1,"
    ' array_agg(t.instrument ORDER BY t.instrument COLLATE "C")'
    " FROM held h JOIN terms t ON t.offering_id = h.offering_id AND t.since = h.since"
    " WHERE (h.session_kind = ANY (t.session_kinds) OR t.months IS NOT NULL AND h.number = 1 AND NOT EXISTS (SELECT FROM seen a"
    " WHERE a.case_id = h.case_id AND a.instrument = t.instrument AND a.rating_id IS NOT NULL))"
    " AND NOT EXISTS (SELECT FROM seen a WHERE a.case_id = h.case_id AND a.instrument = t.instrument"
    " AND (a.session_id = h.session_id OR a.session_id IS NULL AND a.on_date = h.on_date))"
    " AND h.on_date + %(missing_days)s::integer + 1 <= %(day)s GROUP BY h.case_id, h.session_id, h.on_date"
)
_DUE = "(l.on_date + make_interval(months => t.months))::date"
_AFTER_MONTHS = (
    "SELECT k.case_id, '" + K.FOLLOW_UP_RATING_MISSING + "', l.rating_id,"
    f" greatest({_DUE} + %(tolerance)s::integer + 1, t.since), ARRAY[t.instrument]"
    " FROM cases k JOIN terms t ON t.offering_id = k.offering_id AND t.months IS NOT NULL AND t.since <= %(day)s"
    " AND (t.until IS NULL OR t.until > %(day)s)"
    # One pass over what was seen: a look for each case by itself would read all of it each time.
    " JOIN (SELECT DISTINCT ON (a.case_id, a.instrument) a.case_id, a.instrument, a.rating_id, a.on_date FROM seen a"
    " WHERE a.rating_id IS NOT NULL ORDER BY a.case_id, a.instrument, a.on_date DESC, a.item_position DESC) AS l"
    " ON l.case_id = k.case_id AND l.instrument = t.instrument"
    f" WHERE greatest({_DUE} + %(tolerance)s::integer + 1, t.since) <= %(day)s"
    " AND NOT EXISTS (SELECT FROM seen a WHERE a.case_id = k.case_id AND a.instrument = t.instrument AND a.rating_id IS NULL"
    f" AND a.on_date >= {_DUE} - %(tolerance)s::integer)"
)

# The first answer to each alert stands.
_ANSWERS = (
    "answers AS (SELECT DISTINCT ON (m.case_id, m.code, m.key) m.case_id, m.code, m.key, m.on_date, m.by, m.item_position"
    " FROM cases k CROSS JOIN " + _MEASURES.format("alert_answered") +
    " ORDER BY m.case_id, m.code, m.key, m.item_position)"
)

_WITHOUT_TERMS = f"raised AS ({_OF_RATINGS})"
_WITH_TERMS = (
    f"{_TERMS}, {_SEEN}, {_HELD}, raised AS ({_OF_RATINGS} UNION ALL {_AFTER_SESSIONS} UNION ALL {_AFTER_MONTHS})"
)


def alerts_statement(*, terms: bool, restricted: str) -> str:
    """The statement, with table names in braces.

    Its rows are the case, its unit, the kind, what raised it, from which day, the instruments, the day, way and position of the
    answer, and the day the case was closed.

    Args:
        terms: Whether any offering expects any rating; else nothing can be missing.
        restricted: `OF_UNITS`, `OF_CASES` and `OF_STAFF`, as far as they are asked for.
    """
    raised = _WITH_TERMS if terms else _WITHOUT_TERMS
    return (
        f"WITH {_CASES.replace('{restricted}', restricted)}, {_LIMITS}, {_SERIES}, {_AGED}, {_ANSWERS}, {raised}"
        " SELECT r.case_id, k.unit_id, r.kind, r.raised_by, r.raised_on, r.instruments, m.on_date, m.by, m.item_position,"
        " k.closed_on"
        " FROM raised r JOIN cases k ON k.case_id = r.case_id"
        " LEFT JOIN answers m ON m.case_id = r.case_id AND m.code = r.kind AND m.key = r.raised_by AND m.on_date <= %(day)s"
        " WHERE k.closed_on IS NULL OR r.raised_on <= k.closed_on"
    )
