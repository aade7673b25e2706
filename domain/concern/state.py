"""What a concern remembers, and which of the law's times run; folding never refuses."""

from __future__ import annotations

from datetime import date
from typing import TypeVar
from uuid import UUID

from domain.base import DomainEvent
from domain.concern.codes import ConcernAbout, InquiryDecision, LegalTimer
from domain.concern.events import (
    ConcernClosed,
    ConcernCorrected,
    ConcernedInformed,
    ConcernEntry,
    ConcernEntryStruck,
    ConcernFacts,
    ConcernReceived,
    ImmediateProtectionAssessed,
    InquiryExtended,
    OutreachMade,
    PreliminaryAssessmentDecided,
)
from domain.concern.timers import Due, due
from domain.stream_state import StreamState

Kind = TypeVar("Kind", bound=ConcernEntry)


class ConcernState(StreamState):
    """One concern (sv. *oro*), folded from the events of its stream.

    Attributes:
        version: Number of events folded in; 0 = not received.
        facts: The event that states its values now.
        entries: What was done about it and stands, by id, in the order recorded.
        struck: What was wrongly recorded, by id, with the striking.
    """

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.facts: ConcernFacts | None = None
        self.entries: dict[UUID, ConcernEntry] = {}
        self.struck: dict[UUID, tuple[ConcernEntry, ConcernEntryStruck]] = {}

    def _take_in(self, event: DomainEvent) -> None:
        match event:
            case ConcernReceived() | ConcernCorrected():
                self.facts = event
            case ConcernEntryStruck():
                self.struck[event.entry_id] = (self.entries.pop(event.entry_id), event)
            case ConcernEntry():
                self.entries[event.entry_id] = event

    @property
    def unit(self) -> UUID | None:
        """The unit that received it."""
        return None if self.facts is None else self.facts.unit

    @property
    def is_about_child(self) -> bool:
        """Whether it is about a child, so that the times of SoL 2025:400 20 kap. run."""
        return self.facts is not None and self.facts.concern_about is ConcernAbout.CHILD

    @property
    def protection(self) -> ImmediateProtectionAssessed | None:
        """The first immediate protection assessment, which the law wants at once; None = none."""
        return min(self._of(ImmediateProtectionAssessed), key=lambda each: each.assessed_at.on, default=None)

    @property
    def decision(self) -> PreliminaryAssessmentDecided | None:
        """Whether an inquiry is opened, as last decided; None = not decided."""
        return max(self._of(PreliminaryAssessmentDecided), key=lambda each: each.decided_on, default=None)

    @property
    def extension(self) -> InquiryExtended | None:
        """The last extension of the inquiry's time."""
        return max(self._of(InquiryExtended), key=lambda each: each.extended_to, default=None)

    @property
    def informed(self) -> ConcernedInformed | None:
        """When those concerned were first told of the inquiry."""
        return min(self._of(ConcernedInformed), key=lambda each: each.parties_informed_on, default=None)

    @property
    def outreach(self) -> list[OutreachMade]:
        """Every attempt to reach the person, by day."""
        return sorted(self._of(OutreachMade), key=lambda each: each.sought_at.on)

    @property
    def closing(self) -> ConcernClosed | None:
        """How the work ended; None = it goes on."""
        return next(iter(self._of(ConcernClosed)), None)

    @property
    def try_again_on(self) -> date | None:
        """When the next attempt to reach the person is due, by the last one; None = none is."""
        attempts = self.outreach
        return attempts[-1].try_again_on if attempts and self.closing is None else None

    def timers(self) -> list[Due]:
        """The law's times that run or have run, in the order that they begin; only a child's concern has them."""
        if self.facts is None or not self.is_about_child:
            return []
        received, closing = self.facts.received_at.on, self.closing
        protection, decision = self.protection, self.decision
        found = [
            due(LegalTimer.PROTECTION, received, None if protection is None else protection.assessed_at.on),
            due(LegalTimer.PRELIMINARY_ASSESSMENT, received, None if decision is None else decision.decided_on),
        ]
        if decision is not None and decision.inquiry_decision is InquiryDecision.OPEN:
            opened_on, informed, longer = decision.decided_on, self.informed, self.extension
            found.append(due(LegalTimer.INFORM_CONCERNED, opened_on, None if informed is None else informed.parties_informed_on))
            inquiry = due(LegalTimer.CHILD_INQUIRY, opened_on, None if closing is None else closing.concern_closed_on)
            found.append(inquiry if longer is None else inquiry._replace(due_on=longer.extended_to))
        return found

    def _of(self, kind: type[Kind]) -> list[Kind]:
        return [each for each in self.entries.values() if isinstance(each, kind)]

    def __eq__(self, other: object) -> bool:
        """Whether both remember the same."""
        return type(self) is type(other) and vars(self) == vars(other)

    def has_used(self, entry_id: UUID) -> bool:
        """Whether an entry that stands, or that was struck, has this id."""
        return entry_id in self.entries or entry_id in self.struck
