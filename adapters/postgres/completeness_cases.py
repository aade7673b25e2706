"""Which cases a rule holds for, as SQL, and the statement of a whole rule around its checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, Self
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.rows import tuple_row

from adapters.postgres.case_view import KNOWN
from adapters.postgres.completeness_facts import OPEN_THROUGH, facts, facts_of_case, periods, responsible
from adapters.postgres.completeness_sql import RANK, RuleQuery
from domain.codes import LegalBasis
from domain.completeness.checks import Covered
from domain.completeness.codes import Status
from domain.completeness.exempting import exemption_code
from domain.completeness.facts import CheckedCase, CheckedFact, OpenPeriod, RatedPeriod
from domain.completeness.judging import InForce
from domain.completeness.kinds import CheckKind
from domain.completeness.rule import Holds, Rule
from domain.offering.catalogue import Catalogue, Place
from domain.offering.codes import DocumentationRegime
from projections.checked_records import rated_in
from projections.completeness import RuleInForce, by_scope

_UNKNOWN, _NOT_APPLICABLE = RANK[Status.UNKNOWN], RANK[Status.NOT_APPLICABLE]


class Surroundings(NamedTuple):
    """What is looked up beside the cases, as known at a size and on a day.

    Args:
        names: Every unit's.
        of_offerings, of_units: The regime of each offering, and of each unit for cases that name no offering.
        rated: What is rated in each offering, and when.
        exempted: The rules of which anything was exempted.
    """

    names: Mapping[UUID, str]
    of_offerings: Mapping[UUID, DocumentationRegime]
    of_units: Mapping[UUID, DocumentationRegime]
    rated: Mapping[UUID, tuple[RatedPeriod, ...]]
    exempted: frozenset[str] = frozenset()

    @classmethod
    def on(cls, day: date, names: Mapping[UUID, str], catalogue: Catalogue) -> Self:
        """What holds on a day."""
        return cls(
            names, {each: offering.regime_on(day) for each, offering in catalogue.offerings.items()},
            {unit: catalogue.regime_of(Place(unit, None), day) for unit in names},
            {each: rated_in(catalogue.offerings, each) or () for each in catalogue.offerings},
        )

    @property
    def regimes(self) -> set[DocumentationRegime]:
        """Every regime that a case may be under."""
        return {*self.of_offerings.values(), *self.of_units.values(), DocumentationRegime.FULL_CASE}

    def regime(self, unit: UUID, offering: UUID | None) -> DocumentationRegime:
        """The regime of a case."""
        found = None if offering is None else self.of_offerings.get(offering)
        return found or self.of_units.get(unit, DocumentationRegime.FULL_CASE)

    def rated_in(self, offering: UUID | None) -> tuple[RatedPeriod, ...] | None:
        """What is rated in the offering of a case, and when; None = it names none."""
        return None if offering is None else self.rated.get(offering)

    def rated_days(self, holds: Holds) -> list[str]:
        """For each offering in `values`, the days on which an instrument of the rule's is rated, as PostgreSQL writes them."""
        return [
            "{" + ",".join(f"[{first},{last or ''}]" for first, last in holds.rated_days(self.rated[each])) + "}"
            for each in self.of_offerings
        ]

    def values(self) -> dict[str, Any]:
        """The regimes as parameters."""
        return {
            "offerings": list(self.of_offerings), "units_with_regimes": list(self.of_units),
            "offering_regimes": [each.value for each in self.of_offerings.values()],
            "unit_regimes": [each.value for each in self.of_units.values()],
        }

    def units_named(self, activities: Sequence[str]) -> list[UUID]:
        """Units by name, without regard to case."""
        wanted = {name.casefold() for name in activities}
        return [unit for unit, name in self.names.items() if name.casefold() in wanted]


_KNOWN_CASE = "FROM {course_interval} c WHERE " + KNOWN.format("c")
_OFFERING = (
    " LEFT JOIN {case_fact_interval} y ON y.case_id = c.case_id AND y.entry_id = c.case_id AND y.kind = 'offering'"
    " AND " + KNOWN.format("y")
)
_REGIME = (
    _OFFERING + " LEFT JOIN unnest(%(offerings)s::uuid[], %(offering_regimes)s::text[]) AS z (id, regime) ON z.id = y.key"
    " LEFT JOIN unnest(%(units_with_regimes)s::uuid[], %(unit_regimes)s::text[]) AS w (id, regime) ON w.id = c.unit_id"
)
_REGIME_OF_CASE = f"coalesce(z.regime, w.regime, '{DocumentationRegime.FULL_CASE.value}')"
# A case's rows adjoin, so what was known at a size is the last one before it.
_BIRTH_YEAR = (
    " CROSS JOIN LATERAL (SELECT b.birth_year FROM {case_interval} b WHERE b.case_id = c.case_id"
    " AND b.known_from < %(known_at)s ORDER BY b.known_from DESC LIMIT 1) AS p"
)
_STREAMS = (
    "streams AS (SELECT f.stream_id, (array_agg(f.unit_id ORDER BY f.item_position))[1] AS unit_id,"
    " array_agg(f.kind) FILTER (WHERE f.on_date <= %(day)s) AS kinds FROM {check_fact_interval} f"
    " WHERE f.case_id IS NULL AND " + KNOWN.format("f") + " GROUP BY f.stream_id)"
)


def exempted_rules() -> str:
    """A statement that lists the rules of which anything was exempted, as known at a size."""
    return (
        "SELECT DISTINCT split_part(f.code, ' ', 1) FROM {check_fact_interval} f"
        f" WHERE f.kind = '{CheckKind.EXEMPTION.value}' AND " + KNOWN.format("f")
    )


def counted_cases(known_at: int, units: Sequence[UUID] | None) -> tuple[str, dict[str, Any]]:
    """A statement that counts the cases that were known."""
    restricted = "" if units is None else " AND c.unit_id = ANY (%(units)s)"
    return f"SELECT count(*) {_KNOWN_CASE}{restricted}", {"known_at": known_at, "units": _listed(units)}


def rule_statement(
    rule: RuleInForce, surroundings: Surroundings, known_at: int, day: date, units: Sequence[UUID] | None, *, counted: bool
) -> tuple[str, dict[str, Any]]:
    """The statement of a rule over all cases.

    Args:
        counted: Its rows are a status and how many cases it is the gravest of, and, with a null status, how many cases the rule
            holds for or may hold for; else its rows are findings with one of the `statuses`, in order.
    """
    expressions: list[str] = []
    selects: list[str] = []
    unknown: list[str] = []
    values: dict[str, Any] = {"known_at": known_at, "day": day, "units": _listed(units)}
    scopes = [_Scope(f"g{number}_", holds, checks) for number, (holds, checks) in enumerate(by_scope(rule).items())]
    for scope in scopes:
        expressions += [*scope.judged(surroundings, units), *scope.query.expressions]
        selects += scope.query.selects
        # Where it cannot be told whether the rule holds, or it waits for something, nothing is found but that.
        unknown.append(f"SELECT grp FROM {scope.prefix}judged" + (" WHERE holds IS NULL" if rule.checks else ""))
        values |= {**scope.values, **scope.query.values}
    selects.append(_UNKNOWN_CASES.replace("{unknown}", " UNION ".join(unknown)))
    every = " UNION ".join(f"SELECT grp, case_id, unit_id FROM {scope.prefix}judged" for scope in scopes)
    expressions += [f"judged AS MATERIALIZED ({every})", *_found(rule.rule, selects, surroundings, values)]
    needed = _needed([scope.query for scope in scopes])
    return f"WITH {', '.join([*needed, *expressions])} {_COUNTED if counted else _LISTED}", values


def _needed(queries: Sequence[RuleQuery]) -> list[str]:
    """The expressions that those of the checks need."""
    looks_after = any(CheckKind.RESPONSIBLE in query.kinds for query in queries)
    needed = [_STREAMS]
    if looks_after or any(query.needs_periods for query in queries):
        needed += periods()
    if any(query.needs_open_through for query in queries):
        needed.append(OPEN_THROUGH)
    return [*needed, responsible()] if looks_after else needed


def _found(rule: Rule, selects: Sequence[str], surroundings: Surroundings, values: dict[str, Any]) -> list[str]:
    """The expressions for what is found, when somebody has exempted anything of it too."""
    found = " UNION ALL ".join(selects)
    if rule.id not in surroundings.exempted:
        return [f"found AS ({found})"]
    values |= {"exemptions": [CheckKind.EXEMPTION.value], "exempted": exemption_code(rule.id, "")}
    return [f"found_first AS ({found})", _GRANTED.replace("{facts}", facts((CheckKind.EXEMPTION,), "exemptions")), _EXEMPTED]


_GAP, _LATE, _EXEMPT = RANK[Status.GAP], RANK[Status.LATE], RANK[Status.EXEMPT]
_GRANTED = (
    "granted AS (SELECT e.case_id, array_agg(e.key) AS keys, array_agg(e.on_date) AS firsts,"
    " array_agg(coalesce(e.due_on, '9999-12-31'::date)) AS lasts, array_agg(e.item_position) AS positions,"
    " array_agg(substr(e.code, length(%(exempted)s) + 1)) AS bases FROM {facts} e"
    " WHERE e.case_id IS NOT NULL AND starts_with(e.code, %(exempted)s) GROUP BY e.case_id)"
)
# See `domain.completeness.exempting`, which says the same.
_EXEMPTED = (
    f"found AS (SELECT f.grp, f.key, CASE WHEN y.position IS NULL THEN f.status ELSE {_EXEMPT} END AS status, f.since, f.until,"
    " f.due, f.evidence || y.position AS evidence, f.claimed, coalesce(y.basis, f.basis) AS basis FROM found_first f"
    f" LEFT JOIN granted g ON g.case_id = f.grp AND f.status IN ({_GAP}, {_LATE}, {_UNKNOWN})"
    " LEFT JOIN LATERAL (SELECT u.position, u.basis FROM unnest(g.keys, g.firsts, g.lasts, g.positions, g.bases)"
    " AS u (key, first, last, position, basis) WHERE u.key IN (f.key, f.grp)"
    f" AND CASE f.status WHEN {_LATE} THEN u.first <= f.since AND f.until - 1 <= u.last ELSE %(day)s <= u.last END"
    " ORDER BY u.position LIMIT 1) AS y ON true)"
)
_UNKNOWN_CASES = (
    f"SELECT j.grp, j.grp AS key, {_UNKNOWN} AS status, NULL::date AS since, NULL::date AS until, NULL::date AS due,"
    " NULL::bigint[] AS evidence, false AS claimed, NULL AS basis FROM ({unknown}) j"
)
# Whatever is found is in what is judged, so the two are laid together and never joined.
_COUNTED = (
    "SELECT w.status, count(*) FROM (SELECT e.grp, min(e.status) AS status FROM (SELECT f.grp, f.status FROM found f"
    f" UNION ALL SELECT j.grp, {_NOT_APPLICABLE} FROM judged j WHERE j.case_id IS NOT NULL) e GROUP BY e.grp) w"
    " GROUP BY w.status UNION ALL SELECT NULL, count(*) FROM judged j WHERE j.case_id IS NOT NULL"
)
_LISTED = (
    "SELECT j.case_id, f.grp, j.unit_id, f.status, f.key, f.since, f.until, f.due,"
    " (SELECT array_agg(DISTINCT e.position ORDER BY e.position) FROM unnest(f.evidence) AS e (position)"
    " WHERE e.position IS NOT NULL) AS shown_by, f.claimed, f.basis"
    " FROM found f JOIN judged j ON j.grp = f.grp WHERE f.status = ANY (%(statuses)s)"
    " ORDER BY j.case_id IS NULL, f.grp, f.since NULLS LAST, f.key, f.due NULLS LAST, shown_by NULLS FIRST"
)


class _Scope:
    """The checks of a rule that hold for the same cases.

    Attributes:
        prefix: Of the names of its expressions and parameters.
        values: Parameters of `judged`.
    """

    def __init__(self, prefix: str, holds: Holds, checks: Sequence[InForce]) -> None:
        self.prefix = prefix
        self.query = RuleQuery(checks, prefix)
        self.values: dict[str, Any] = {}
        self._holds = holds
        # Nothing can be open where there is no case, so nothing has to be covered; nor does anything wait for what is missing.
        self._of_cases_only = holds.is_about_a_person or not checks or isinstance(checks[0].check, Covered)

    def judged(self, surroundings: Surroundings, units: Sequence[UUID] | None) -> list[str]:
        """The expression for what they hold for or may hold for."""
        joins, conditions = self._unsure(surroundings)
        certain = [KNOWN.format("c"), *self._certain(surroundings)]
        if units is not None:
            certain.append("c.unit_id = ANY (%(units)s)")
        answer = " AND ".join(conditions) or "true"
        rated = "q.days" if self._holds.instruments and surroundings.rated else "NULL::datemultirange"
        found = (
            f"SELECT c.case_id AS grp, c.case_id, c.unit_id, {answer} AS holds, {rated} AS rated"
            f" FROM {{course_interval}} c{joins}"
            f" WHERE {' AND '.join(certain)} AND ({answer}) IS NOT FALSE"
        )
        if not self._of_cases_only:
            found += f" UNION ALL {self._of_streams(units)}"
        return [f"{self.prefix}judged AS MATERIALIZED ({found})"]

    def _certain(self, surroundings: Surroundings) -> Iterator[str]:
        holds = self._holds
        if holds.activities:
            yield f"c.unit_id = ANY ({self._value('activities', surroundings.units_named(holds.activities))})"
        if holds.not_activities:
            yield f"c.unit_id <> ALL ({self._value('not_activities', surroundings.units_named(holds.not_activities))})"
        for name, kinds, negated in (("with", holds.with_facts, ""), ("without", holds.without_facts, "NOT ")):
            if kinds:
                self.query.kinds.update(kinds)
                self._value(f"{name}_facts", [kind.value for kind in kinds])
                stated = facts(kinds, f"{self.prefix}{name}_facts")
                yield f"{negated}EXISTS (SELECT FROM {stated} s WHERE s.case_id = c.case_id)"

    def _unsure(self, surroundings: Surroundings) -> tuple[str, list[str]]:
        """What may not be known of a case: joins, and conditions that are null then."""
        holds, joins, conditions = self._holds, "", []
        # Regimes that no offering has, and instruments where there are no offerings, need no look at what a case takes up.
        by_regime = not surroundings.regimes <= set(holds.regimes) if holds.regimes else False
        without_regime = not surroundings.regimes.isdisjoint(holds.not_regimes)
        if by_regime or without_regime or (holds.instruments and surroundings.rated):
            joins += _REGIME
            self.values |= surroundings.values()
        if holds.legal_bases:
            conditions.append(f"c.legal_basis = ANY ({self._value('legal_bases', [each.value for each in holds.legal_bases])})")
        if by_regime:
            conditions.append(f"{_REGIME_OF_CASE} = ANY ({self._value('regimes', [each.value for each in holds.regimes])})")
        if without_regime:
            others = self._value("not_regimes", [each.value for each in holds.not_regimes])
            conditions.append(f"{_REGIME_OF_CASE} <> ALL ({others})")
        if holds.instruments and not surroundings.rated:
            conditions.append("NULL::boolean")
        elif holds.instruments:
            days = self._value("rated", surroundings.rated_days(holds))
            joins += f" LEFT JOIN unnest(%(offerings)s::uuid[], {days}::text[]::datemultirange[]) AS q (id, days) ON q.id = y.key"
            conditions.append("CASE WHEN q.id IS NOT NULL THEN coalesce(lower(q.days) <= %(day)s, false) END")
        if (holds.from_age, holds.to_age) != (None, None):
            joins += _BIRTH_YEAR
            oldest = "extract(year FROM %(day)s::date)::integer - p.birth_year"
            conditions.append(f"{oldest} >= {self._value('from_age', holds.from_age or 0)}")
            if holds.to_age is not None:
                conditions.append(f"{oldest} - 1 <= {self._value('to_age', holds.to_age)}")
        return joins, conditions

    def _of_streams(self, units: Sequence[UUID] | None) -> str:
        holds, conditions = self._holds, ["s.kinds IS NOT NULL"]
        if units is not None:
            conditions.append("s.unit_id = ANY (%(units)s)")
        if holds.activities:
            conditions.append(f"s.unit_id = ANY (%({self.prefix}activities)s)")
        if holds.not_activities:
            conditions.append(f"s.unit_id <> ALL (%({self.prefix}not_activities)s)")
        if holds.with_facts:
            conditions.append(f"s.kinds && %({self.prefix}with_facts)s::text[]")
        if holds.without_facts:
            conditions.append(f"NOT s.kinds && %({self.prefix}without_facts)s::text[]")
        return f"SELECT s.stream_id, NULL, s.unit_id, true, NULL FROM streams s WHERE {' AND '.join(conditions)}"

    def _value(self, name: str, value: Any) -> str:
        """A parameter of this scope."""
        self.values[f"{self.prefix}{name}"] = value
        return f"%({self.prefix}{name})s"


_ONE_CASE = (
    "SELECT c.unit_id, c.legal_basis, p.birth_year, y.key FROM {course_interval} c" + _OFFERING + _BIRTH_YEAR
    + " WHERE c.case_id = %(case_id)s AND " + KNOWN.format("c")
)


def judged_case(
    connection: psycopg.Connection[Any], tables: Mapping[str, sql.Composable], surroundings: Surroundings, case_id: UUID,
    known_at: int,
) -> tuple[CheckedCase, list[CheckedFact]] | None:
    """One case with everything that it states, as known at a size; None = it was not known."""
    values = {"case_id": case_id, "known_at": known_at}

    def rows(statement: str) -> list[Any]:
        with connection.cursor(row_factory=tuple_row, binary=True) as cursor:
            return cursor.execute(sql.SQL(statement).format(**tables), values, prepare=True).fetchall()

    found = rows(_ONE_CASE)
    if not found:
        return None
    unit_id, legal_basis, birth_year, offering = found[0]
    expressions = ", ".join(periods(of_case=True))
    open_days = rows(f"WITH {expressions} SELECT p.first, p.last FROM periods p ORDER BY p.first, p.last")
    stated = rows(f"WITH {expressions}, {responsible(of_case=True)} SELECT * FROM ({facts_of_case()}) f")
    case = CheckedCase(
        case_id, unit_id, surroundings.names.get(unit_id, ""), None if legal_basis is None else LegalBasis(legal_basis),
        birth_year, surroundings.regime(unit_id, offering), tuple(OpenPeriod(*each) for each in open_days),
        surroundings.rated_in(offering),
    )
    return case, [_fact(*each) for each in stated]


def _fact(
    case_id: UUID, unit_id: UUID | None, stream_id: UUID, position: int, kind: str, key: UUID, on: date, written: date,
    due: date | None, until: date | None, number: int | None, code: str, claimed: bool,
) -> CheckedFact:
    return CheckedFact(CheckKind(kind), key, on, written, due, until, number, code, claimed, position)


def _listed(units: Sequence[UUID] | None) -> list[UUID] | None:
    return None if units is None else list(units)
