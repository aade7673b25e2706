"""Which reports of Lex Sarah are suggested (sv. *förslag om rapport*) by what the rules find, past bounds of the board.

What other streams suggest is in `projections/lex_sarah_stream_suggestions.py`.

A suggestion is a question to whoever knows the work, and no report: nothing is sent, and nothing is decided. Source: SoL 2025:400
27:2 lays the duty to report on people.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from domain.completeness.checks import DoneInTime
from domain.completeness.codes import Proof, Severity, Status
from domain.completeness.kinds import CheckKind
from domain.policies import Policy
from domain.suggestion.codes import SuggestionKind
from domain.suggestion.events import SuggestionAnswered
from domain.suggestion.suggestion import SuggestionKey
from projections.completeness import MISSING, CaseFinding
from projections.completeness_document import age_days
from projections.json_values import as_json

_DAY = timedelta(days=1)
_NOTES = frozenset({CheckKind.NOTE, CheckKind.NOTE_ENTRY, CheckKind.NOTE_CLAIMED})


class Suggestion(NamedTuple):
    """A report that somebody should consider (sv. *förslag om rapport*).

    Args:
        name: What it is about, in words.
        severity: Of the rule; None = it follows from no rule.
        until: The day on which it was there after all; None = it is not, or it is about a month.
        days: How many days it was missing, or has been; of what is counted how many there are.
        evidence: Positions of the events that prove it, in order.
        case_id: The case that it shows; None = none.
    """

    key: SuggestionKey
    name: str
    severity: Severity | None
    source: str
    unit_id: UUID | None
    until: date | None
    days: int
    evidence: tuple[int, ...]
    case_id: UUID | None


COUNTED = frozenset({SuggestionKind.LATE_NOTES, SuggestionKind.COMPLAINTS, SuggestionKind.ACCESS_VIOLATION})
"""Kinds that say how many instead of how long."""


def suggestions(found: Iterable[CaseFinding], policy: Policy, day: date) -> Iterator[Suggestion]:
    """What is suggested on a day, in the order of the findings.

    Args:
        found: What is missing or late, by rule and case; what is in no case suggests nothing.
        policy: The bounds of the day.
    """
    for _, group in groupby(found, key=lambda each: (each.rule.id, each.stream_id)):
        of_case = [each for each in group if each.case_id is not None and _may_suggest(each, policy, day)]
        for each in of_case:
            kind = _kind(each, policy, day)
            if kind is not None:
                yield _of_finding(kind, each, day)
        yield from _late_notes(of_case, policy)


def _may_suggest(each: CaseFinding, policy: Policy, day: date) -> bool:
    finding = each.finding
    # What only an import claims is missing in the import, and for nobody to report.
    if finding.claimed:
        return False
    return finding.status in MISSING and (finding.until or day) >= day - timedelta(days=policy.suggestion_back_days)


def _kind(each: CaseFinding, policy: Policy, day: date) -> SuggestionKind | None:
    days = age_days(each.finding, day) or 0
    if each.rule.proof is Proof.SILENCE:
        return SuggestionKind.SILENCE if days >= policy.suggestion_silence_days else None
    is_law = each.rule.severity is Severity.LAW
    return SuggestionKind.LAW_GAP if is_law and days >= policy.suggestion_gap_days else None


def _of_finding(kind: SuggestionKind, each: CaseFinding, day: date) -> Suggestion:
    finding = each.finding
    assert each.case_id is not None and finding.since is not None, "it is missing in a case"
    rule = each.rule
    return Suggestion(
        SuggestionKey(kind, rule.id, each.case_id, finding.since), rule.name, rule.severity, rule.source, each.unit_id,
        finding.until, age_days(finding, day) or 0, finding.evidence, each.case_id,
    )


def _late_notes(of_case: Sequence[CaseFinding], policy: Policy) -> Iterator[Suggestion]:
    late = sorted((each for each in of_case if _is_late_note(each)), key=_month)
    for month, group in groupby(late, key=_month):
        notes = list(group)
        if len(notes) >= policy.suggestion_late_notes:
            first, found = notes[0], [each.finding for each in notes]
            assert first.case_id is not None, "it is late in a case"
            rule = first.rule
            yield Suggestion(
                SuggestionKey(SuggestionKind.LATE_NOTES, rule.id, first.case_id, month), rule.name, rule.severity, rule.source,
                first.unit_id, max(each.until for each in found if each.until is not None), len(notes),
                tuple(sorted({position for each in found for position in each.evidence})), first.case_id,
            )


def _is_late_note(each: CaseFinding) -> bool:
    check = each.rule.check
    is_of_notes = isinstance(check, DoneInTime) and not check.ends and _NOTES.issuperset(check.begins)
    return is_of_notes and each.finding.status is Status.LATE


def _month(each: CaseFinding) -> date:
    """The first day of the month in which a note was to be written."""
    assert each.finding.since is not None, "what is late was missing from a day on"
    return (each.finding.since - _DAY).replace(day=1)


def suggestion_row(
    each: Suggestion, number: str | None, units: Mapping[UUID, str], answered: SuggestionAnswered | None
) -> dict[str, Any]:
    """A suggestion as JSON, with its answer."""
    kind = each.key.kind
    return {
        "kind": kind.value, "kind_in_words": kind.swedish, "ground": each.key.ground,
        "rule": each.key.ground if kind.is_of_rules else None, "name": each.name, "severity": as_json(each.severity),
        "source": each.source, "stream": str(each.key.stream_id), "case": as_json(each.case_id), "number": number,
        "unit": None if each.unit_id is None else units.get(each.unit_id), "unit_id": as_json(each.unit_id),
        "since": each.key.since.isoformat(), "until": as_json(each.until), "days": None if kind in COUNTED else each.days,
        "count": each.days if kind in COUNTED else None, "evidence": list(each.evidence),
        "answered": None if answered is None else {
            "suggestion": str(answered.originator_id), "answer": answered.suggestion_answer.value,
            "answer_in_words": answered.suggestion_answer.swedish, "reason": answered.suggestion_reason,
            "lex_sarah_report": as_json(answered.lex_sarah_report_id),
            "on": answered.answered_on.isoformat(), "by": str(answered.suggestion_answered_by_id),
            "by_name": answered.suggestion_answered_by_name,
        },
    }
