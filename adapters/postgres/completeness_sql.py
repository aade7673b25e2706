"""A completeness rule as SQL over all cases at once: what `domain.completeness.judging` says of one.

Each check becomes a query whose rows are findings. Which case (`grp`: the case, or what is in none), `key`, `status` as its rank
among the statuses (the gravest is 0), `since`, `until`, `due`, `evidence` (unsorted, with nulls), `claimed`, `basis`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from adapters.postgres.completeness_facts import FIRST_DAY, facts
from domain.completeness.checks import Check, Covered, DoneInTime, FilledIn
from domain.completeness.codes import Status
from domain.completeness.judging import InForce, asked_days
from domain.completeness.kinds import CheckKind

RANK = {status: rank for rank, status in enumerate(Status)}
_GAP, _LATE, _UNKNOWN, _EXEMPT, _OK, _NOT_APPLICABLE = (
    RANK[each] for each in (
        Status.GAP, Status.LATE, Status.UNKNOWN, Status.EXEMPT, Status.OK, Status.NOT_APPLICABLE
    )
)

# A day, a position and whether it is only claimed, in one number whose order is that of the days and then of the positions: so
# the first of some answers is their minimum, and the last of some spans (the earliest written first) their maximum.
_LAST_POSITION = 2**40 - 1
_FIRST = "((({day} - " + FIRST_DAY + ")::bigint << 41) | ({fact}.item_position << 1) | {fact}.claimed::integer)"
_LAST = _FIRST.replace("({fact}.item_position << 1)", f"(({_LAST_POSITION} - {{fact}}.item_position) << 1)")

_RATED = "(j.rated IS NULL OR j.rated @> {}.on_date)"
"""What the rule asks about is rated in the case's offering on the day."""


def _day_in(packed: str) -> str:
    return f"({FIRST_DAY} + ({packed} >> 41)::integer)"


def _position_in(packed: str) -> str:
    return f"(({packed} >> 1) & {_LAST_POSITION})"


class RuleQuery:
    """The queries of some of a rule's checks, and what they need.

    Args:
        checks: All of the same kind of check, which hold for the same cases.
        prefix: Of the names of its expressions and parameters.

    Attributes:
        expressions: Common table expressions that `selects` use; they need one named prefix + `judged` (`grp`, `holds`, `rated`:
            the days on which what is asked about is rated, null = on all), and `periods` when
            `needs_periods`.
        selects: Queries whose rows are findings.
        values: Parameters.
        kinds: What is looked at.
        needs_periods, needs_open_through: Whether the days on which cases are open matter.
    """

    def __init__(self, checks: Sequence[InForce], prefix: str) -> None:
        self._prefix = prefix
        self.expressions: list[str] = []
        self.selects: list[str] = []
        self.values: dict[str, Any] = {}
        self.kinds: set[CheckKind] = set()
        self.needs_periods = self.needs_open_through = False
        versions = sorted(checks, key=lambda each: each.first)
        if versions and isinstance(versions[0].check, Covered):
            self._covered(versions)
            self._name()
            return
        for number, (check, same) in enumerate(_of_one_shape(versions)):
            if isinstance(check, DoneInTime):
                self._done_in_time(f"{prefix}r{number}", check, same)
            elif isinstance(check, FilledIn):
                self._filled_in(f"{prefix}r{number}", check, same)
        self._name()

    def _name(self) -> None:
        self.expressions = [each.replace("#", self._prefix) for each in self.expressions]
        self.selects = [each.replace("#", self._prefix) for each in self.selects]

    def _facts(self, name: str, kinds: Iterable[CheckKind]) -> str:
        wanted = tuple(kinds)
        self.kinds.update(wanted)
        self.values[name] = [kind.value for kind in wanted]
        return facts(wanted, name)

    def _versions(self, name: str, versions: Sequence[InForce]) -> str:
        """The days of each version, with its number of days."""
        self.values[f"{name}_first"] = [each.first for each in versions]
        self.values[f"{name}_last"] = [each.last or date.max for each in versions]
        self.values[f"{name}_days"] = [each.check.days for each in versions]
        return (
            f"unnest(%({name}_first)s::date[], %({name}_last)s::date[], %({name}_days)s::integer[]) AS v (first, last, days)"
        )

    def _done_in_time(self, name: str, check: DoneInTime, versions: Sequence[InForce]) -> None:
        self._begun(name, check, versions)
        wanted = range(max(1, len(check.needs)))
        if check.ends:
            self._matched(name, check, len(wanted))
            joined = f" LEFT JOIN {name}_matched m ON m.n = b.n"
            answers = [f"m.a{number}" for number in wanted]
        else:
            joined = ""
            answers = [f"CASE WHEN b.written_on <= %(day)s THEN {_FIRST.format(day='b.written_on', fact='b')} END"]
        exempt = self._exempt(name, check)
        lapsed = "false"
        if check.while_open:
            self.needs_periods = True
            self.needs_open_through = True
            joined += " LEFT JOIN open_through o ON o.case_id = b.grp"
            asked = "least(b.due, %(day)s)"
            lapsed = f"coalesce(o.first_closed <= {asked} AND NOT o.days @> {asked}, false)"
        self.values[f"{name}_unknown"] = list(check.unknown_codes)
        columns = ", ".join(f"{answer} AS a{number}" for number, answer in enumerate(answers))
        found = [f"s.a{number}" for number in wanted]
        self.expressions.append(
            f"{name}_answered AS (SELECT b.*, {columns}, {lapsed} AS lapsed, {exempt[1]} FROM {name}_begun b{joined}{exempt[0]})"
        )
        self.selects.append(_done_in_time_select(name, check, found))
        if check.unknown_by:
            self._unknown_by(name, check, versions)

    def _begun(self, name: str, check: DoneInTime, versions: Sequence[InForce]) -> None:
        begins = self._facts(f"{name}_begins", check.begins)
        self.values[f"{name}_codes"] = list(check.begin_codes)
        coded = f" WHERE f.code = ANY (%({name}_codes)s)" if check.begin_codes else ""
        in_order = ' f.on_date, f.item_position, f.kind COLLATE "C", f.key, f.code COLLATE "C"'
        grp = "coalesce(f.case_id, f.stream_id)"
        due = "coalesce(b.due_on, b.on_date) + v.days" if check.from_due else "coalesce(b.due_on, b.on_date + v.days)"
        first = f"DISTINCT ON ({grp}) " if check.first_only else ""
        last = f" ORDER BY {grp},{in_order}" if check.first_only else ""
        self.expressions.append(
            f"{name}_begun AS MATERIALIZED (SELECT row_number() OVER () AS n, j.grp, b.key, b.on_date, b.written_on,"
            f" b.item_position, b.claimed, b.code, {due} AS due"
            f" FROM (SELECT {first}{grp} AS grp, f.* FROM {begins} f{coded}{last}) b"
            f" JOIN #judged j ON j.grp = b.grp AND j.holds AND {_RATED.format('b')}"
            f" JOIN {self._versions(name, versions)} ON b.on_date BETWEEN v.first AND v.last)"
        )

    def _matched(self, name: str, check: DoneInTime, count: int) -> None:
        ends = self._facts(f"{name}_ends", check.ends)
        done = "a.written_on" if check.by_writing else "a.on_date"
        if check.needs:
            self.values |= {f"{name}_need{number}": code for number, code in enumerate(check.needs)}
            filters = [f" FILTER (WHERE a.code = %({name}_need{number})s)" for number in range(count)]
        else:
            filters = [""]
        packed = _FIRST.format(day=done, fact="a")
        columns = ", ".join(f"min({packed}){each} AS a{number}" for number, each in enumerate(filters))
        grp = "coalesce(a.case_id, a.stream_id)"
        in_time = f" AND {done} <= %(day)s" + ("" if check.before else " AND a.on_date >= b.on_date")
        same = "" if check.of_case else " AND a.key = b.key"
        pairs = f"SELECT b.n, a.* FROM {name}_begun b JOIN {ends} a ON {grp} = b.grp{same}{in_time}"
        if check.same_day_code is not None and not check.of_case:
            self.values[f"{name}_same_day"] = check.same_day_code
            pairs += (
                f" UNION ALL SELECT b.n, a.* FROM {name}_begun b JOIN {ends} a ON {grp} = b.grp AND a.on_date = b.on_date"
                f" AND a.code = %({name}_same_day)s{in_time}"
            )
        self.expressions.append(f"{name}_matched AS (SELECT a.n, {columns} FROM ({pairs}) a GROUP BY a.n)")

    def _exempt(self, name: str, check: DoneInTime) -> tuple[str, str]:
        """How to join what says that nothing is needed, and its columns."""
        if not check.exempts:
            return "", "NULL::bigint AS exempt_position, NULL AS exempt_code"
        exempts = self._facts(f"{name}_exempts", check.exempts)
        key = "" if check.of_case else ", e.key"
        grp = "coalesce(e.case_id, e.stream_id)"
        self.expressions.append(
            f"{name}_exempt AS (SELECT DISTINCT ON ({grp}{key}) {grp} AS grp, e.key, e.item_position, e.code FROM {exempts} e"
            f' ORDER BY {grp}{key}, e.on_date, e.item_position, e.kind COLLATE "C", e.key, e.code COLLATE "C")'
        )
        same = "" if check.of_case else " AND x.key = b.key"
        joined = f" LEFT JOIN {name}_exempt x ON x.grp = b.grp{same}"
        return joined, "x.item_position AS exempt_position, x.code AS exempt_code"

    def _unknown_by(self, name: str, check: DoneInTime, versions: Sequence[InForce]) -> None:
        shown, begins = self._facts(f"{name}_shown", check.unknown_by), self._facts(f"{name}_begins", check.begins)
        coded = f" AND b.code = ANY (%({name}_codes)s)" if check.begin_codes else ""
        grp = "coalesce(f.case_id, f.stream_id)"
        self.selects.append(
            f"SELECT u.grp, u.key, {_UNKNOWN} AS status, NULL::date AS since, NULL::date AS until, NULL::date AS due,"
            " ARRAY[u.item_position] AS evidence, u.claimed, NULL AS basis FROM ("
            f"SELECT DISTINCT ON ({grp}) {grp} AS grp, f.key, f.on_date, f.item_position, f.claimed FROM {shown} f"
            # Before the sorting: where something began, which is nearly everywhere, there is nothing to sort.
            f" WHERE NOT EXISTS (SELECT FROM {begins} b WHERE coalesce(b.case_id, b.stream_id) = {grp}{coded})"
            f' ORDER BY {grp}, f.on_date, f.item_position, f.kind COLLATE "C", f.key, f.code COLLATE "C") u'
            f" JOIN #judged j ON j.grp = u.grp AND j.holds AND {_RATED.format('u')} JOIN {self._versions(name, versions)}"
            " ON u.on_date BETWEEN v.first AND v.last"
        )

    def _filled_in(self, name: str, check: FilledIn, versions: Sequence[InForce]) -> None:
        entries, faults = self._facts(f"{name}_of", check.of), self._facts(f"{name}_faults", (check.faults,))
        self.values |= {f"{name}_exempting": list(check.exempting), f"{name}_unknown": list(check.unknown)}
        stands = "(f.until_on IS NULL OR f.until_on > %(day)s)"
        special = f"f.code = ANY (%({name}_exempting)s::text[] || %({name}_unknown)s::text[])"

        def first_of(codes: str, some: tuple[str, ...]) -> str:
            if not some:
                return "NULL::text"
            ordered = 'array_agg(f.code ORDER BY f.on_date, f.item_position, f.code COLLATE "C")'
            return f"({ordered} FILTER (WHERE {stands} AND f.code = ANY (%({name}_{codes})s)))[1]"

        self.expressions.append(
            f"{name}_faulty AS (SELECT coalesce(f.case_id, f.stream_id) AS grp, f.key,"
            f" {first_of('exempting', check.exempting)} AS exempting,"
            f" {first_of('unknown', check.unknown)} AS unknown, bool_or({stands}) AS stands,"
            f" string_agg(DISTINCT f.code COLLATE \"C\", ', ' ORDER BY f.code COLLATE \"C\")"
            f" FILTER (WHERE {stands} AND f.code <> '') AS missing,"
            f" max(f.until_on) FILTER (WHERE NOT {stands} AND NOT {special}) AS mended FROM {faults} f GROUP BY 1, 2)"
        )
        self.expressions.append(
            f"{name}_judged AS (SELECT j.grp, e.key, e.item_position, e.claimed, e.written_on + v.days AS due,"
            " q.exempting, q.unknown, q.missing, q.mended,"
            f" CASE WHEN q.exempting IS NOT NULL THEN {_EXEMPT} WHEN q.unknown IS NOT NULL THEN {_UNKNOWN}"
            f" WHEN q.stands THEN CASE WHEN %(day)s > e.written_on + v.days THEN {_GAP} ELSE {_OK} END"
            f" WHEN q.mended > e.written_on + v.days THEN {_LATE} ELSE {_OK} END AS status"
            f" FROM {entries} e JOIN #judged j ON j.grp = coalesce(e.case_id, e.stream_id) AND j.holds AND {_RATED.format('e')}"
            f" JOIN {self._versions(name, versions)} ON e.on_date BETWEEN v.first AND v.last"
            f" LEFT JOIN {name}_faulty q ON q.grp = j.grp AND q.key = e.key)"
        )
        self.selects.append(
            f"SELECT s.grp, s.key, s.status, CASE WHEN s.status IN ({_GAP}, {_LATE}) THEN s.due + 1 END AS since,"
            f" CASE s.status WHEN {_LATE} THEN s.mended END AS until, s.due, ARRAY[s.item_position] AS evidence, s.claimed,"
            f" CASE s.status WHEN {_EXEMPT} THEN nullif(s.exempting, '') WHEN {_UNKNOWN} THEN nullif(s.unknown, '')"
            f" ELSE s.missing END AS basis FROM {name}_judged s"
        )

    def _covered(self, versions: Sequence[InForce]) -> None:
        self.needs_periods = True
        asked_from = self._asked_from(versions[-1])
        stretches = asked_days(versions)
        self.values[f"{self._prefix}asked_first"] = [first for first, _ in stretches]
        self.values[f"{self._prefix}asked_last"] = [last or date.max for _, last in stretches]
        self.expressions += [
            "#asked AS MATERIALIZED (SELECT p.case_id AS grp, row_number() OVER () AS n,"
            f" greatest(p.first, v.first{asked_from[0]}) AS first,"
            " least(p.last, v.last, %(day)s) AS last, o.item_position, o.claimed FROM periods p"
            " JOIN #judged j ON j.grp = p.case_id AND j.holds"
            " CROSS JOIN unnest(%(#asked_first)s::date[], %(#asked_last)s::date[]) AS v (first, last)"
            f" LEFT JOIN opening o ON o.case_id = p.case_id{asked_from[1]}"
            f" WHERE greatest(p.first, v.first{asked_from[0]}) <= least(p.last, v.last, %(day)s))",
        ]
        spans: list[str] = []
        begins = date.min
        for number, version in enumerate(versions):
            spans += self._spans(f"{self._prefix}r{number}", version, begins)
            begins = date.max if version.last is None or version.last == date.max else version.last + timedelta(days=1)
        self.expressions += ["#spans AS (" + " UNION ALL ".join(spans) + ")", *_LAID]
        self.selects += [_HOLES_BETWEEN, _HOLES_AT_THE_END]

    def _asked_from(self, version: InForce) -> tuple[str, str]:
        """The first day of a case that is asked about, beside those of its periods, and how to join it."""
        check = version.check
        if not isinstance(check, Covered) or not (check.from_first or check.unknown_by):
            return "", ""
        covering = self._facts(f"{self._prefix}first_by", check.by)
        self.expressions.append(
            f"#begun AS MATERIALIZED (SELECT f.case_id, min(f.on_date) AS first FROM {covering} f GROUP BY f.case_id)"
        )
        shown, is_shown = "", "true"
        if not check.from_first:
            shows = self._facts(f"{self._prefix}shown_by", check.unknown_by)
            self.expressions.append(f"#shown AS MATERIALIZED (SELECT DISTINCT f.case_id FROM {shows} f)")
            shown, is_shown = " LEFT JOIN #shown s ON s.case_id = j.grp", "s.case_id IS NOT NULL"
        self.expressions.append(
            f"#told AS MATERIALIZED (SELECT j.grp, b.first, b.first IS NULL AND {is_shown} AS is_unknown FROM #judged j"
            f" LEFT JOIN #begun b ON b.case_id = j.grp{shown} WHERE j.holds)"
        )
        self.selects.append(
            f"SELECT DISTINCT p.case_id AS grp, p.case_id AS key, {_UNKNOWN} AS status, NULL::date AS since, NULL::date AS until,"
            " NULL::date AS due, NULL::bigint[] AS evidence, false AS claimed, NULL AS basis FROM periods p"
            " JOIN #told t ON t.grp = p.case_id AND t.is_unknown WHERE p.first <= %(day)s"
        )
        return ", t.first" if check.from_first else "", " JOIN #told t ON t.grp = p.case_id AND NOT t.is_unknown"

    def _spans(self, name: str, version: InForce, begins: date) -> list[str]:
        check = version.check
        assert isinstance(check, Covered)
        self.values |= {
            f"{name}_from": begins, f"{name}_to": version.last or date.max, f"{name}_days": check.days,
            f"{name}_times": check.times_interval,
        }
        reach = "'9999-12-31'::date"
        planned = ""
        if check.days is not None:
            reach = f"{{on}} + %({name}_days)s::integer"
        if check.interval is not None:
            of_kind = self._facts(f"{name}_interval", (check.interval,))
            self.expressions.append(
                f"{name}_planned AS (SELECT f.case_id, f.number * %({name}_times)s::integer AS days, f.on_date AS first,"
                " lead(f.on_date) OVER (PARTITION BY f.case_id"
                f' ORDER BY f.on_date, f.item_position, f.kind COLLATE "C", f.key, f.code COLLATE "C") AS following'
                f" FROM {of_kind} f WHERE f.number <> 0)"
            )
            reach = f"{{on}} + greatest(%({name}_days)s::integer, i.days)"
            planned = (
                f" LEFT JOIN {name}_planned i ON i.case_id = {{grp}} AND i.first <= {{on}}"
                " AND (i.following IS NULL OR {on} < i.following)"
            )
        covering = self._facts(f"{name}_by", check.by)
        first = "greatest(f.on_date, f.written_on)" if check.by_writing else "f.on_date"
        found = [
            f"SELECT f.case_id AS grp, {first} AS first, coalesce(f.due_on, {reach.format(on='f.on_date')}) AS last,"
            f" f.item_position, f.claimed FROM {covering} f{planned.format(grp='f.case_id', on='f.on_date')}"
            f" WHERE f.case_id IS NOT NULL AND f.on_date BETWEEN %({name}_from)s AND %({name}_to)s"
        ]
        if check.from_start:
            found.append(
                f"SELECT p.case_id, p.first, {reach.format(on='p.first')}, o.item_position, o.claimed FROM periods p"
                f" LEFT JOIN opening o ON o.case_id = p.case_id{planned.format(grp='p.case_id', on='p.first')}"
                f" WHERE p.first BETWEEN %({name}_from)s AND %({name}_to)s"
            )
        return found


def _of_one_shape(versions: Sequence[InForce]) -> Iterable[tuple[Check, list[InForce]]]:
    """Versions that differ in nothing but days and their number of days are one query."""
    ordered = sorted(versions, key=lambda each: repr(each.check._replace(days=0)))
    for _, same in groupby(ordered, key=lambda each: each.check._replace(days=0)):
        found = list(same)
        yield found[0].check, found


def _done_in_time_select(name: str, check: DoneInTime, found: Sequence[str]) -> str:
    done = "greatest(" + ", ".join(_day_in(each) for each in found) + ")"
    is_done = " AND ".join(f"{each} IS NOT NULL" for each in found)
    unknown = f"s.code = ANY (%({name}_unknown)s)" if check.unknown_codes else "false"
    not_told = f"s.exempt_code = ANY (%({name}_unknown)s)" if check.unknown_codes else "false"
    exempt = f"CASE WHEN {not_told} THEN {_UNKNOWN} ELSE {_EXEMPT} END"
    claimed_gap = f"WHEN s.claimed THEN {_UNKNOWN} " if check.claimed_unknown else ""
    status = (
        f"CASE WHEN {unknown} THEN {_UNKNOWN} WHEN {is_done} THEN CASE WHEN {done} <= s.due THEN {_OK} ELSE {_LATE} END"
        f" WHEN s.exempt_position IS NOT NULL THEN {exempt} WHEN s.lapsed THEN {_NOT_APPLICABLE}"
        f" WHEN %(day)s <= s.due THEN {_OK} {claimed_gap}ELSE {_GAP} END"
    )
    is_exempt = f"s.exempt_position IS NOT NULL AND NOT {unknown} AND NOT ({is_done})"
    missing = "NULL"
    if check.needs:
        missing = "nullif(concat_ws(', ', " + ", ".join(
            f"CASE WHEN {each} IS NULL THEN %({name}_need{number})s::text END" for number, each in enumerate(found)
        ) + "), '')"
    return (
        f"SELECT s.grp, s.key, s.status, CASE WHEN s.status IN ({_GAP}, {_LATE}) THEN s.due + 1 END AS since,"
        f" CASE s.status WHEN {_LATE} THEN {done} END AS until, s.due, ARRAY[s.item_position,"
        f" {', '.join(map(_position_in, found))}, CASE WHEN {is_exempt} THEN s.exempt_position END] AS evidence,"
        f" s.claimed OR {' OR '.join(f'coalesce({each} & 1, 0) = 1' for each in found)} AS claimed,"
        f" CASE WHEN {is_exempt} THEN nullif(s.exempt_code, '')"
        f" WHEN {unknown} THEN nullif(s.code, '')"
        f" WHEN s.status IN ({_GAP}, {_UNKNOWN}) THEN {missing} END AS basis"
        f" FROM (SELECT s.*, {status} AS status FROM {name}_answered s) s"
    )


# Spans in order, each with the one before it that reaches furthest.
_LAID = (
    "#laid AS MATERIALIZED (SELECT a.n, a.first AS asked_first, greatest(s.first, a.first) AS begins, s.item_position, s.claimed,"
    f" max({_LAST.format(day='s.last', fact='s')}) OVER (PARTITION BY a.n ORDER BY s.first, s.last, s.item_position"
    " ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before,"
    f" {_LAST.format(day='s.last', fact='s')} AS own"
    " FROM #asked a JOIN #spans s ON s.grp = a.grp AND s.first <= a.last AND s.last >= greatest(s.first, a.first))",
    # A hole: from the day after what came before, to the day before this span.
    "#holes AS MATERIALIZED (SELECT l.n, l.begins, l.item_position, l.claimed, l.before FROM #laid l"
    f" WHERE l.begins - 1 > CASE WHEN l.before IS NULL THEN l.asked_first - 1 ELSE {_day_in('l.before')} END)",
    "#reached AS (SELECT l.n, max(l.own) AS furthest FROM #laid l GROUP BY l.n)",
)


def _shown_before(packed: str) -> tuple[str, str]:
    """The position and the claim of what came before a hole; of the opening when nothing did."""
    position = f"coalesce({_LAST_POSITION} - {_position_in(packed)}, a.item_position)"
    return position, f"coalesce(({packed} & 1) = 1, a.claimed, false)"


_POSITION, _CLAIM = _shown_before("h.before")
_SINCE = f"coalesce({_day_in('h.before')} + 1, a.first)"
_HOLES_BETWEEN = (
    f"SELECT a.grp, a.grp AS key, {_LATE} AS status, {_SINCE} AS since, h.begins AS until, {_SINCE} - 1 AS due,"
    f" ARRAY[{_POSITION}, h.item_position] AS evidence, {_CLAIM} OR h.claimed AS claimed, NULL AS basis"
    " FROM #holes h JOIN #asked a ON a.n = h.n"
)
_POSITION, _CLAIM = _shown_before("r.furthest")
_REACHED = f"coalesce({_day_in('r.furthest')}, a.first - 1)"
_HOLES_AT_THE_END = (
    f"SELECT s.grp, s.grp AS key, s.status, CASE WHEN s.status <> {_OK} THEN s.reached + 1 END AS since,"
    f" CASE s.status WHEN {_LATE} THEN s.last + 1 END AS until, nullif(s.reached, '9999-12-31'::date) AS due,"
    " ARRAY[s.position] AS evidence, s.claimed, NULL AS basis FROM (SELECT a.n, a.grp, a.last,"
    f" {_REACHED} AS reached, {_POSITION} AS position, {_CLAIM} AS claimed,"
    f" CASE WHEN {_REACHED} >= a.last THEN {_OK} WHEN a.last = %(day)s THEN {_GAP} ELSE {_LATE} END AS status"
    " FROM #asked a LEFT JOIN #reached r ON r.n = a.n) s"
    f" WHERE s.status <> {_OK} OR NOT EXISTS (SELECT FROM #holes h WHERE h.n = s.n)"
)
