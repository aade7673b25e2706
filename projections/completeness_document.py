"""What rules find as JSON: how many cases each rule found to be how, what is missing where, and what is to be done about it.

Counts are of cases and units. Nothing is counted by member of staff: what is missing is the organisation's to mend.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from domain.completeness.codes import Proof, Status
from domain.completeness.finding import Finding, worst
from domain.completeness.rule import Rule
from domain.policies import Policy
from projections.basis_words import basis_in_words
from projections.completeness import MISSING, CaseFinding, RuleCount
from projections.json_values import as_json

_DAY = timedelta(days=1)


class Terms(NamedTuple):
    """What a document about findings rests on beside them.

    Args:
        day: That is judged.
        policy: The bounds of the day.
        units: Their names.
    """

    day: date
    policy: Policy
    units: Mapping[UUID, str]

    def is_in_vacation(self, finding: Finding) -> bool:
        """Whether something was missing on some day of a month of vacation."""
        return not self._months(finding).isdisjoint(self.policy.vacation_months)

    def is_outside_vacation(self, finding: Finding) -> bool:
        """Whether something was missing on some day of another month."""
        return not self._months(finding) <= set(self.policy.vacation_months)

    def _months(self, finding: Finding) -> set[int]:
        """The months, 1 to 12, with a day on which something was missing."""
        if finding.since is None:
            return set()
        last = self.day if finding.until is None else finding.until - _DAY
        first_month, last_month = (each.year * 12 + each.month - 1 for each in (finding.since, last))
        return {each % 12 + 1 for each in range(first_month, last_month + 1)[:12]}


class VacationCount:
    """Counts cases of which something was missing in months of vacation, and how they would stand without it, by rule.

    It is fed with findings as they are read, so however many there are, only numbers are kept.
    """

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._in_vacation: dict[str, dict[Status, int]] = {}
        self._outside: dict[str, dict[Status, int]] = {}

    def watched(self, found: Iterable[CaseFinding]) -> Iterator[CaseFinding]:
        """The findings as they came, by rule and case, each counted when it has been taken."""
        for (rule_id, _), group in groupby(found, key=lambda each: (each.rule.id, each.stream_id)):
            of_case = list(group)
            self._count(rule_id, [each.finding for each in of_case])
            yield from of_case

    def of_rule(self, rule_id: str) -> dict[str, Any]:
        """The counts of a rule as JSON: what was missing in months of vacation, and what was in other months."""
        told = {"vacation": self._in_vacation, "without_vacation": self._outside}
        return {
            name: {status.value: counts.get(rule_id, {}).get(status, 0) for status in MISSING} for name, counts in told.items()
        }

    def _count(self, rule_id: str, findings: Sequence[Finding]) -> None:
        missing = [each for each in findings if each.status in MISSING]
        touching = [each for each in missing if self._terms.is_in_vacation(each)]
        remaining = [each for each in missing if self._terms.is_outside_vacation(each)]
        for counts, counted in ((self._in_vacation, touching), (self._outside, remaining)):
            if counted:
                of_rule = counts.setdefault(rule_id, dict.fromkeys(MISSING, 0))
                of_rule[worst(counted)] += 1


def rule_rows(counts: Sequence[RuleCount], vacation: VacationCount) -> list[dict[str, Any]]:
    """A row a rule, by id: how many cases it found to be how. A rule of which a unit has a version of its own is one row.

    Args:
        vacation: Has been fed with all that the same rules found to be missing.
    """
    # What a rule waits for comes last, as it always has.
    rows = []
    for row in count_rows(counts):
        waits_for = row.pop("waits_for")
        rows.append({**row, **vacation.of_rule(row["rule"]), "waits_for": waits_for})
    return rows


def count_rows(counts: Sequence[RuleCount]) -> list[dict[str, Any]]:
    """As `rule_rows`, without what the months of vacation made of it: for that every finding has to be read."""
    rows = []
    for rule_id, group in groupby(counts, key=lambda each: each.rule.id):
        versions = list(group)
        rule = versions[-1].rule
        rows.append({
            "rule": rule_id, "version": rule.version, "versions": sorted({each.rule.version for each in versions}),
            "name": rule.name, "severity": rule.severity.value, "source": rule.source,
            **{status.value: sum(each.counts.get(status, 0) for each in versions) for status in Status},
            "waits_for": rule.waits_for,
        })
    return rows


def finding_row(found: CaseFinding, number: str | None, terms: Terms) -> dict[str, Any]:
    """One finding, with what a worker is to do about it.

    Args:
        number: Of the case; None = it is in no case.
    """
    rule, finding = found.rule, found.finding
    return {
        "rule": rule.id, "version": rule.version, "name": rule.name, "severity": rule.severity.value, "source": rule.source,
        "case": as_json(found.case_id), "number": number, "stream": str(found.stream_id), "about": str(finding.key),
        "unit": terms.units.get(found.unit_id), "unit_id": str(found.unit_id), "status": finding.status.value,
        "status_in_words": finding.status.swedish, "since": as_json(finding.since), "until": as_json(finding.until),
        "due": as_json(finding.due), "age_days": age_days(finding, terms.day),
        "vacation": terms.is_in_vacation(finding) if finding.status in MISSING else False, **_proof(rule, finding),
        "claimed": finding.claimed, "basis": _basis(rule, finding),
        "basis_in_words": _waits_for(rule, finding) or basis_in_words(rule, finding), "to_do": _to_do(rule, finding),
        "evidence": list(finding.evidence),
    }


def age_days(finding: Finding, day: date) -> int | None:
    """How many days something has been missing, or was; None = nothing is."""
    return None if finding.since is None else ((finding.until or day) - finding.since).days + (finding.until is None)


def _proof(rule: Rule, finding: Finding) -> dict[str, Any]:
    """Whether something registered shows it, or only silence; what is not missing needs no proof."""
    proof: Proof | None = rule.proof if finding.status in MISSING else None
    return {"proof": as_json(proof), "proof_in_words": None if proof is None else proof.swedish}


def _basis(rule: Rule, finding: Finding) -> str | None:
    return _waits_for(rule, finding) or finding.basis


def _waits_for(rule: Rule, finding: Finding) -> str | None:
    return rule.waits_for if finding.status is Status.UNKNOWN else None


def _to_do(rule: Rule, finding: Finding) -> str | None:
    return rule.to_do if finding.status in (*MISSING, Status.UNKNOWN) and rule.waits_for is None else None
