"""The report of decisions made on the board's behalf (sv. *anmälan av delegationsbeslut*).

Pure: from what was recorded to a list without names. A decision is in the first report that covers its day and had it on
record, so one that is written late comes in the next report, and none is ever left out or told of twice.

Source: KL 2017:725 6:40, 7:8. The board decides itself how far it wants to be told; what is not told of but can be appealed by
anybody (13 kap.) is entered in the minutes apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from domain.base import RecordedEvent
from domain.board.events import DelegatedDecisionsReported
from domain.case.decisions.events import DecisionMade
from domain.case.disclosure.codes import DecisionLevel
from domain.case.disclosure.events import DisclosureDecided
from domain.case.disclosure.facts import DisclosureDecisionFacts
from domain.case.entry_events import EntryStruck
from domain.codes import Code
from domain.records_request.events import RecordsRequestDecided, RecordsRequestStepStruck
from projections.json_values import as_json


class DelegatedDecision(NamedTuple):
    """A decision made on delegation (sv. *delegationsbeslut*), without a name.

    Args:
        stream_id: The case, or the request for public records.
        position: Of the event that recorded it.
        delegation_reference: The item of the board's rules of delegation.
        legal_ground: The section of the law; None = not stated.
    """

    unit_id: UUID | None
    decided_on: date
    position: int
    stream_id: UUID
    entry_id: UUID
    kind: str
    delegation_reference: str
    legal_ground: str | None
    outcome: Code

    def to_json(self) -> dict[str, Any]:
        """The decision as JSON."""
        return {
            "unit": as_json(self.unit_id), "decided_on": as_json(self.decided_on), "position": self.position,
            "case_or_request": as_json(self.stream_id), "entry": as_json(self.entry_id), "kind": self.kind,
            "delegation": self.delegation_reference, "legal_ground": self.legal_ground, "outcome": as_json(self.outcome),
            "outcome_in_words": self.outcome.swedish,
        }


def delegated_decisions(recorded: Iterable[RecordedEvent]) -> tuple[DelegatedDecision, ...]:
    """Every decision made on delegation that stands, by unit, then by day, then as recorded.

    Args:
        recorded: Of any streams; all of each stream that is in it, in the ledger's order.
    """
    found: dict[tuple[UUID, UUID], DelegatedDecision] = {}
    for each in recorded:
        event = each.event
        if isinstance(event, EntryStruck | RecordsRequestStepStruck):
            found.pop((event.originator_id, event.entry_id), None)
        elif (decision := _decision(each)) is not None:
            found[decision.stream_id, decision.entry_id] = decision
    return tuple(sorted(found.values(), key=lambda each: (str(each.unit_id or ""), each.decided_on, each.position)))


def told_of(
    decisions: Iterable[DelegatedDecision], reports: Sequence[DelegatedDecisionsReported]
) -> dict[UUID, tuple[DelegatedDecision, ...]]:
    """The decisions that each report told of, by the report's id; of a decision struck since nothing is left.

    Args:
        reports: Those that stand, the oldest first.
    """
    found: dict[UUID, list[DelegatedDecision]] = {report.report_id: [] for report in reports}
    for decision in decisions:
        first = next((each for each in reports if _covers(decision, each.last_day, each.through_size)), None)
        if first is not None:
            found[first.report_id].append(decision)
    return {report_id: tuple(told) for report_id, told in found.items()}


def still_to_tell(
    decisions: Iterable[DelegatedDecision], reports: Sequence[DelegatedDecisionsReported], last_day: date, through_size: int
) -> tuple[DelegatedDecision, ...]:
    """What the next report is to tell of: made to `last_day`, recorded in the first `through_size` events, and not told of."""
    return tuple(
        each for each in decisions
        if _covers(each, last_day, through_size)
        and not any(_covers(each, report.last_day, report.through_size) for report in reports)
    )


def report_document(
    decisions: Sequence[DelegatedDecision], first_day: date, last_day: date, through_size: int
) -> dict[str, Any]:
    """A report as JSON: the period, how much it rests on, how many, and each; by unit, as they come."""
    return {
        "first_day": as_json(first_day), "last_day": as_json(last_day), "through_size": through_size,
        "decision_count": len(decisions), "decisions": [each.to_json() for each in decisions],
    }


def _covers(decision: DelegatedDecision, last_day: date, through_size: int) -> bool:
    return decision.decided_on <= last_day and decision.position < through_size


def _decision(recorded: RecordedEvent) -> DelegatedDecision | None:
    event = recorded.event
    if isinstance(event, DecisionMade):
        if event.delegation_reference is None:
            return None
        return DelegatedDecision(
            event.unit_id, event.decided_on, recorded.position, event.originator_id, event.entry_id, event.TYPE,
            event.delegation_reference, event.legal_ground, event.outcome,
        )
    if isinstance(event, DisclosureDecided | RecordsRequestDecided):
        return _disclosure(recorded, event, event.entry_id)
    return None


def _disclosure(recorded: RecordedEvent, event: DisclosureDecisionFacts, entry_id: UUID) -> DelegatedDecision | None:
    if event.decision_level is not DecisionLevel.AUTHORITY or event.delegation_reference is None:
        return None
    return DelegatedDecision(
        event.unit_id, event.answered_on, recorded.position, event.originator_id, entry_id, event.TYPE,
        event.delegation_reference, "OSL 6 kap. 2 §", event.disclosure_outcome,
    )
