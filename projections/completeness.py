"""What rules find in journals (sv. *journalgranskning*): of every case, or of one, exact at a size and a day.

No result is stored: the same size, day and rules give the same answer for ever, and no event is needed for a day to pass.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol
from uuid import UUID

from domain.completeness.checks import Covered
from domain.completeness.codes import Status
from domain.completeness.exempting import with_exemptions
from domain.completeness.facts import CheckedCase, CheckedFact
from domain.completeness.finding import Finding, worst
from domain.completeness.judging import InForce, judge
from domain.completeness.kinds import CheckKind
from domain.completeness.rule import Holds, Rule

MISSING = (Status.GAP, Status.LATE)
"""What a list of findings shows unless something else is asked for."""


class RuleInForce(NamedTuple):
    """A rule with its checks, each for the days that it is in force for (sv. *gällande regel*).

    Args:
        checks: Of the same kind of check; for days that do not overlap, among those that hold for one case (`InForce.holds`: a
            unit may have a version of its own). Empty only when the rule waits for something.
    """

    rule: Rule
    checks: tuple[InForce, ...]


class RuleCount(NamedTuple):
    """How many cases a rule found to be how (sv. *antal per regel*).

    Args:
        counts: Of cases, each by its gravest finding, every status there; of viewpoints and the like that are in no case too,
            those of them that the rule found something to judge in.
    """

    rule: Rule
    counts: Mapping[Status, int]


class CaseFinding(NamedTuple):
    """What a rule found, and where (sv. *iakttagelse i ett ärende*).

    Args:
        case_id: None = it is in no case.
        stream_id: The case, or what is in none, such as the viewpoint.
        unit_id: The unit of either.
    """

    rule: Rule
    case_id: UUID | None
    stream_id: UUID
    unit_id: UUID
    finding: Finding


class Completeness(Protocol):
    """Port. What rules find, exact at a size and a day.

    Args (every method):
        rules: In the order to answer in.
        known_at: A size: the first N events.
        day: In Europe/Stockholm; what is later than it is not there yet.

    Raises (every method):
        InvalidValueError: The ledger has fewer events than `known_at`.
        CorruptLedgerError: Stored bytes are not what they must be.
    """

    def counts(
        self, rules: Sequence[RuleInForce], known_at: int, day: date, *, units: Sequence[UUID] | None = None
    ) -> list[RuleCount]:
        """How many cases each rule found to be how; `units` None = of all units."""
        ...

    def findings(
        self, rules: Sequence[RuleInForce], known_at: int, day: date, *, units: Sequence[UUID] | None = None,
        statuses: Sequence[Status] = MISSING,
    ) -> Iterator[CaseFinding]:
        """What each rule found with these statuses, by rule, case and first day; what is in no case comes last in its rule.

        However many there are, they are read as they are asked for; whoever does not want the rest closes the iterator.
        """
        ...

    def case(self, rules: Sequence[RuleInForce], case_id: UUID, known_at: int, day: date) -> list[CaseFinding]:
        """Everything that each rule found in one case, by rule and first day; a rule with nothing to judge is not there.

        Raises:
            NotFoundError: No such case was known.
        """
        ...


class CheckedStream(NamedTuple):
    """What is in no case, such as a viewpoint of the unit (sv. *uppgift utanför ärende*); `activity` is the unit's name."""

    stream_id: UUID
    unit_id: UUID
    activity: str


class CheckedRecord(NamedTuple):
    """A case, or what is in none, with the facts that rules judge it by."""

    about: CheckedCase | CheckedStream
    facts: Sequence[CheckedFact]


def by_scope(rule: RuleInForce) -> Mapping[Holds, Sequence[InForce]]:
    """The checks of a rule by the cases that they hold for; of a rule that waits for something its cases, with none."""
    found: dict[Holds, list[InForce]] = {} if rule.checks else {rule.rule.holds: []}
    for each in rule.checks:
        found.setdefault(each.holds or rule.rule.holds, []).append(each)
    return found


def judge_case(
    rules: Sequence[RuleInForce], case: CheckedCase, facts: Sequence[CheckedFact], day: date
) -> list[CaseFinding]:
    """What rules find in one case on a day, by rule and first day; a rule with nothing to judge is not there.

    Args:
        facts: The case's, of any kind and in any order.
    """
    kinds = {fact.kind for fact in facts if fact.on <= day}
    return [
        CaseFinding(each.rule, case.case_id, case.case_id, case.unit_id, finding)
        for each in rules
        for finding in sorted(_found_in_case(each, case, facts, kinds, day), key=_order)
    ]


def _found_in_case(
    each: RuleInForce, case: CheckedCase, facts: Sequence[CheckedFact], kinds: Collection[CheckKind], day: date
) -> list[Finding]:
    """What a rule finds, and what somebody has exempted of it; versions that hold for the same cases are judged together."""
    findings, is_known = [], True
    for holds, checks in by_scope(each).items():
        answer = holds.for_case(case, kinds, day)
        is_known = is_known and answer is not None and (bool(checks) or not answer)
        asked = _while_rated(holds, checks, case) if answer else []
        findings += judge(asked, case, facts, day) if asked else []
    if not is_known:
        findings.append(Finding(case.case_id, Status.UNKNOWN))
    return with_exemptions(each.rule.id, findings, case.case_id, facts, day)


def _while_rated(holds: Holds, checks: Sequence[InForce], case: CheckedCase) -> Sequence[InForce]:
    """The checks for the days on which what they ask about is rated in the case's offering."""
    if not holds.instruments or case.rated is None or any(isinstance(each.check, Covered) for each in checks):
        return checks
    cut = [
        each._replace(first=max(each.first, first), last=min((day for day in (each.last, last) if day is not None), default=None))
        for each in checks for first, last in holds.rated_days(case.rated)
    ]
    return [each for each in cut if each.last is None or each.first <= each.last]


def judge_stream(
    rules: Sequence[RuleInForce], stream: CheckedStream, facts: Sequence[CheckedFact], day: date
) -> list[CaseFinding]:
    """What rules find in what is in no case; nothing can be open there, so nothing has to be covered."""
    kinds = {fact.kind for fact in facts if fact.on <= day}
    as_case = CheckedCase(stream.stream_id, stream.unit_id, stream.activity, None, None, None, ())
    found = []
    for each in rules:
        if isinstance(each.rule.check, Covered):
            continue
        holding = [
            check for check in each.checks if (check.holds or each.rule.holds).for_stream(stream.activity, kinds)
        ]
        found += [
            CaseFinding(each.rule, None, stream.stream_id, stream.unit_id, finding)
            for finding in (sorted(judge(holding, as_case, facts, day), key=_order) if holding else ())
        ]
    return found


def judge_record(rules: Sequence[RuleInForce], record: CheckedRecord, day: date) -> list[CaseFinding]:
    """What rules find in a case, or in what is in none."""
    if isinstance(record.about, CheckedCase):
        return judge_case(rules, record.about, record.facts, day)
    return judge_stream(rules, record.about, record.facts, day)


def counts_of(rules: Sequence[RuleInForce], records: Iterable[CheckedRecord], day: date) -> list[RuleCount]:
    """How many cases each rule finds to be how: what the port's `counts` is held to."""
    counted: list[Counter[Status]] = [Counter() for _ in rules]
    for record in records:
        for rule, counter in zip(rules, counted, strict=True):
            found = [each.finding for each in judge_record([rule], record, day)]
            if found or isinstance(record.about, CheckedCase):
                counter[worst(found)] += 1
    return [
        RuleCount(each.rule, {status: counter[status] for status in Status})
        for each, counter in zip(rules, counted, strict=True)
    ]


def findings_of(
    rules: Sequence[RuleInForce], records: Iterable[CheckedRecord], day: date, statuses: Sequence[Status] = MISSING
) -> list[CaseFinding]:
    """What each rule finds with these statuses: what the port's `findings` is held to."""
    known = list(records)
    return [
        found
        for rule in rules
        for found in sorted((found for record in known for found in judge_record([rule], record, day)), key=_place)
        if found.finding.status in statuses
    ]


def _order(finding: Finding) -> tuple[date, UUID, date, tuple[int, ...]]:
    return finding.since or date.max, finding.key, finding.due or date.max, finding.evidence


def _place(found: CaseFinding) -> tuple[bool, UUID, tuple[date, UUID, date, tuple[int, ...]]]:
    return found.case_id is None, found.stream_id, _order(found.finding)
