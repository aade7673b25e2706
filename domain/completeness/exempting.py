"""What an exemption does to what a rule finds: a gap is exempt while it lasts, and what was late before it stays late."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from uuid import UUID

from domain.completeness.codes import Status
from domain.completeness.facts import CheckedFact
from domain.completeness.finding import Finding
from domain.completeness.kinds import CheckKind

_DAY = timedelta(days=1)
_SEPARATOR = " "


def exemption_code(rule_id: str, basis: str) -> str:
    """The code of a fact of kind EXEMPTION: the rule, a space, and the coded basis."""
    return f"{rule_id}{_SEPARATOR}{basis}"


def with_exemptions(
    rule_id: str, findings: Iterable[Finding], case_id: UUID, facts: Iterable[CheckedFact], day: date
) -> list[Finding]:
    """The findings of a rule in a case, those that somebody has exempted with the status exempt and the basis.

    A gap, or what cannot be judged, is exempt on the days of the exemption, both included. What was remedied is exempt when all
    of the days on which it was missing are; otherwise it is late, whatever was decided afterwards.

    Args:
        facts: The case's, of any kind: exemptions have the rule and the basis as their code, and the finding's key or the case's.
    """
    granted = sorted(
        (
            fact for fact in facts
            if fact.kind is CheckKind.EXEMPTION and fact.on <= day and fact.code.startswith(rule_id + _SEPARATOR)
        ),
        key=lambda fact: fact.position,
    )
    return [_exempt(each, granted, case_id, day) for each in findings] if granted else list(findings)


def _exempt(finding: Finding, granted: Sequence[CheckedFact], case_id: UUID, day: date) -> Finding:
    for each in granted:
        if each.key in (finding.key, case_id) and _covers(each, finding, day):
            evidence = tuple(sorted({*finding.evidence, each.position}))
            basis = each.code.partition(_SEPARATOR)[2]
            return finding._replace(status=Status.EXEMPT, evidence=evidence, basis=basis)
    return finding


def _covers(granted: CheckedFact, finding: Finding, day: date) -> bool:
    last = granted.due or date.max
    if finding.status in (Status.GAP, Status.UNKNOWN):
        return day <= last
    if finding.status is not Status.LATE or finding.since is None or finding.until is None:
        return False
    return granted.on <= finding.since and finding.until - _DAY <= last
