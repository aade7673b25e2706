"""What internal control rests on, counted by the service and never by the caller: what rules find, draws, and closed reviews."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from adapters.postgres.registers import Registers
from api.registers import last_day
from domain.completeness.codes import Status
from domain.completeness.finding import worst
from domain.errors import InvalidValueError, NotAllowedError, NotFoundError
from domain.internal_control.evidence import ReviewTotals, RuleResult, RunByRules
from domain.journal_review.review import JournalReview
from domain.journal_review.stated import EventPlace, Found, ReviewedRule, ReviewScope, RuleFinding, finding_id_of
from domain.sample.sample import Sample
from projections.completeness import MISSING, CaseFinding, RuleCount, RuleInForce
from projections.local_time import day_of
from projections.rules_in_force import rules_in_force

if TYPE_CHECKING:
    from api.main import OpenBoard

_NOT_ASKED = Status.NOT_APPLICABLE


class _Judging(NamedTuple):
    size: int
    day: date
    rules: tuple[RuleInForce, ...]


def run_by_rules(
    board: OpenBoard, today: date, unit: UUID | None, rules: tuple[str, ...], known_at: int | None
) -> RunByRules:
    """What rules say of every journal of a unit with its activities, or of the board's.

    Args:
        today: The day that is judged when the whole ledger is; of fewer events it is the day of the last of them.
        rules: By id; none = every rule in force.
        known_at: The first so many events, from 1; None = all.

    Raises:
        InvalidValueError: The ledger has not so many events.
        NotFoundError: A rule did not hold on the day.
    """
    judging = _judging(board, today, rules, known_at)
    units = None if unit is None else _units(board, unit, judging.size)
    counts = board.completeness.counts(judging.rules, judging.size, judging.day, units=units)
    return RunByRules(
        size=judging.size, run_on_day=judging.day,
        results=tuple(
            RuleResult(
                rule=each.rule.id, rule_version=each.rule.version, severity=each.rule.severity,
                **{status.value: each.counts[status] for status in Status if status is not _NOT_ASKED},
            )
            for each in _merged(counts)
        ),
    )


def found_in(board: OpenBoard, today: date, scope: ReviewScope) -> Found:
    """What rules find in the journals of a review's scope.

    Raises:
        InvalidValueError: The ledger has not so many events.
        NotFoundError: A rule did not hold on the day; then a journal that the unit has not.
    """
    judging = _judging(board, today, scope.rules, scope.known_at)
    units = _units(board, scope.unit, judging.size)
    if scope.cases:
        _require_cases(board, scope.cases, units, judging.size)
        each_case = [board.completeness.case(judging.rules, each, judging.size, judging.day) for each in scope.cases]
        counts = [_counted(rule, each_case) for rule in judging.rules]
        found = [each for of_case in each_case for each in of_case if each.finding.status in MISSING]
        case_count = len(scope.cases)
    else:
        counts = board.completeness.counts(judging.rules, judging.size, judging.day, units=units)
        found = list(board.completeness.findings(judging.rules, judging.size, judging.day, units=units))
        case_count = sum(each.unit in units for each in board.views.cases(judging.size))
    return Found(
        judging.size, judging.day, case_count, _reviewed(_merged(counts), found),
        tuple(_stated(scope.review_id, each) for each in found),
    )


def drawn_cases(board: OpenBoard, sample_id: UUID) -> tuple[UUID, ...]:
    """The journals of a draw.

    Raises:
        NotFoundError: There is no such sample.
        NotAllowedError: Nothing is drawn.
    """
    if board.family_of(sample_id) != "sample":
        raise NotFoundError("Stickprovet i sample_id finns inte i nämnden. Se GET /api/v1/samples.")
    sample = Sample.fold(each.event for each in board.ledger.stream(sample_id))
    if not sample.cases:
        raise NotAllowedError("Stickprovet är inte draget. Dra det innan det granskas.")
    return sample.cases


def event_at(board: OpenBoard, stream_id: UUID, position: int | None) -> EventPlace | None:
    """An event of a stream, or its last one; None = the stream has none there."""
    found = [each for each in board.ledger.stream(stream_id) if position in (None, each.position)]
    return EventPlace(found[-1].position, day_of(found[-1].recorded_us)) if found else None


def reviewed(board: OpenBoard, review_id: UUID) -> ReviewTotals:
    """What a journal review came to.

    Raises:
        NotFoundError: There is no such review.
    """
    if board.family_of(review_id) != "journal_review":
        raise NotFoundError("Granskningen i review_id finns inte i nämnden. Se GET /api/v1/journal-reviews.")
    review = JournalReview.fold(each.event for each in board.ledger.stream(review_id))
    assert review.unit is not None, "a stream that is there was started"
    closed = review.closed
    return ReviewTotals(
        review.unit, review.is_full, closed is not None, 0 if closed is None else closed.n_checked,
        0 if closed is None else closed.n_faulty,
    )


def _judging(board: OpenBoard, today: date, rules: Sequence[str], known_at: int | None) -> _Judging:
    if known_at is not None and not 1 <= known_at <= board.ledger.size():
        raise InvalidValueError(f"Liggaren har {board.ledger.size()} händelser. Ange known_at från 1 till så många.")
    size = board.ledger.size() if known_at is None else known_at
    day = today if known_at is None else last_day(board, known_at)
    registers = Registers(board.ledger)
    in_force = rules_in_force(registers.rule_history(size), registers.policy_history(size), day)
    unknown = sorted(set(rules) - {each.rule.id for each in in_force})
    if unknown:
        raise NotFoundError(f"Regeln {unknown[0]} finns inte, eller gällde inte den {day}.")
    return _Judging(size, day, tuple(each for each in in_force if not rules or each.rule.id in rules))


def _units(board: OpenBoard, unit: UUID, size: int) -> list[UUID]:
    units = Registers(board.ledger).units(size)
    return [each_id for each_id, each in units.items() if unit in (each_id, each.part_of)]


def _require_cases(board: OpenBoard, cases: Sequence[UUID], units: Sequence[UUID], size: int) -> None:
    known = {each.case_id for each in board.views.cases_of(cases, size) if each.unit in units}
    if not known.issuperset(cases):
        raise NotFoundError("En av journalerna fanns inte i enheten vid den tidpunkten. Kontrollera case_ids, unit och known_at.")


def _counted(rule: RuleInForce, each_case: Iterable[Sequence[CaseFinding]]) -> RuleCount:
    counts = dict.fromkeys(Status, 0)
    for of_case in each_case:
        own = [each.finding for each in of_case if each.rule == rule.rule]
        counts[worst(own) if own else _NOT_ASKED] += 1
    return RuleCount(rule.rule, counts)


def _merged(counts: Iterable[RuleCount]) -> list[RuleCount]:
    """One count a rule and version: a rule may be there once for each group of activities, and no case is in two."""
    found: dict[tuple[str, int], RuleCount] = {}
    for each in counts:
        key = (each.rule.id, each.rule.version)
        before = found.get(key)
        found[key] = each if before is None else RuleCount(
            before.rule, {status: before.counts[status] + each.counts[status] for status in Status}
        )
    return list(found.values())


def _reviewed(counts: Iterable[RuleCount], found: Sequence[CaseFinding]) -> tuple[ReviewedRule, ...]:
    findings = Counter((each.rule.id, each.rule.version) for each in found)
    return tuple(
        ReviewedRule(
            rule=each.rule.id, rule_version=each.rule.version, severity=each.rule.severity,
            rule_checked=sum(count for status, count in each.counts.items() if status is not _NOT_ASKED),
            rule_found=findings[each.rule.id, each.rule.version],
        )
        for each in counts
    )


def _stated(review_id: UUID, found: CaseFinding) -> RuleFinding:
    finding = found.finding
    return RuleFinding(
        finding_id=finding_id_of(review_id, found.rule.id, found.stream_id, finding.key, finding.evidence, finding.since),
        rule=found.rule.id,
        rule_version=found.rule.version, severity=found.rule.severity, case_id=found.case_id, found_in=found.stream_id,
        about=finding.key, found_status=finding.status, since=finding.since, until=finding.until,
        evidence_positions=finding.evidence, basis=finding.basis, claimed=finding.claimed,
    )
