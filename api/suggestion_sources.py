"""What other streams than the journals suggest a Lex Sarah report by: complaints, a child's times, readings, erasures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from adapters.postgres.registers import Registers
from domain.base import ErasedEvent, RecordedEvent
from domain.concern.concern import Concern
from domain.emergency_access.codes import EmergencyOutcome
from domain.emergency_access.events import EmergencyAccessOpened, EmergencyAccessReviewed
from domain.erasure.erasure import Erasure
from domain.erasure.events import DestructionBegun
from domain.log_review.codes import LogJudgement
from domain.log_review.events import LogReadingAssessed, LogReviewPlanned
from domain.policies import Policy
from domain.viewpoint.viewpoint import Viewpoint
from projections.lex_sarah_stream_suggestions import Violation, of_complaints, of_concerns, of_erasures, of_violations
from projections.lex_sarah_suggestions import Suggestion
from projections.local_time import day_of

_NOT_JUSTIFIED = frozenset({EmergencyOutcome.NOT_JUSTIFIED, EmergencyOutcome.REFERRED})


def stream_suggestions(registers: Registers, known_at: int, policy: Policy, day: date) -> Iterator[Suggestion]:
    """What they suggest on a day, source by source."""
    yield from of_complaints(_folded(registers, "viewpoint", Viewpoint.fold, known_at), policy, day)
    yield from of_concerns(_folded(registers, "concern", Concern.fold, known_at), policy, day)
    violations = [each for source in VIOLATIONS for each in source(registers, known_at)]
    yield from of_violations(violations, policy, day)
    yield from of_erasures(_erasures(registers, known_at), policy, day)


def emergency_violations(registers: Registers, known_at: int) -> Iterator[Violation]:
    """Emergency accesses that somebody else found not to be justified, or gave over to an inquiry."""
    for recorded in _streams(registers, "emergency_access", known_at).values():
        opened = next((each.event for each in recorded if isinstance(each.event, EmergencyAccessOpened)), None)
        for each in recorded:
            reviewed = each.event
            if opened is None or not isinstance(reviewed, EmergencyAccessReviewed):
                continue
            if reviewed.emergency_outcome in _NOT_JUSTIFIED:
                yield Violation(
                    "emergency_access", opened.emergency_case_id, reviewed.emergency_reviewed_on, opened.unit_id,
                    opened.emergency_case_id, tuple(each.position for each in recorded),
                )


def log_review_violations(registers: Registers, known_at: int) -> Iterator[Violation]:
    """Readings that a log review found not to be justified, as last judged; the review does not tell whose record it was."""
    for review_id, recorded in _streams(registers, "log_review", known_at).items():
        unit = next((each.event.unit for each in recorded if isinstance(each.event, LogReviewPlanned)), None)
        judged = {each.event.reading_number: each for each in recorded if isinstance(each.event, LogReadingAssessed)}
        for each in judged.values():
            event = each.event
            if isinstance(event, LogReadingAssessed) and event.log_judgement is LogJudgement.NOT_JUSTIFIED:
                yield Violation("log_review", review_id, event.reading_assessed_on, unit, None, (each.position,))


VIOLATIONS: tuple[Callable[[Registers, int], Iterator[Violation]], ...] = (emergency_violations, log_review_violations)
"""Every source of readings that were found not to be justified."""


def _streams(registers: Registers, family: str, known_at: int) -> dict[UUID, list[RecordedEvent]]:
    found: dict[UUID, list[RecordedEvent]] = {}
    for each in registers.events_of(family, known_at):
        found.setdefault(each.event.originator_id, []).append(each)
    # What was erased by law suggests nothing any more.
    return {
        stream_id: recorded for stream_id, recorded in found.items()
        if not all(isinstance(each.event, ErasedEvent) for each in recorded)
    }


def _folded(
    registers: Registers, family: str, fold: Callable[..., Any], known_at: int
) -> Iterator[tuple[Any, tuple[int, ...]]]:
    for recorded in _streams(registers, family, known_at).values():
        yield fold(each.event for each in recorded), tuple(each.position for each in recorded)


def _erasures(registers: Registers, known_at: int) -> Iterator[tuple[Erasure, tuple[int, ...], date | None]]:
    for recorded in _streams(registers, "erasure", known_at).values():
        begun = [day_of(each.recorded_us) for each in recorded if isinstance(each.event, DestructionBegun)]
        positions = tuple(each.position for each in recorded)
        yield Erasure.fold(each.event for each in recorded), positions, min(begun, default=None)
