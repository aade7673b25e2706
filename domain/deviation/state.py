"""What a deviation remembers; folding never refuses."""

from __future__ import annotations

from uuid import UUID

from domain.base import DomainEvent
from domain.deviation import events as e
from domain.deviation.codes import DeviationStatus
from domain.lex_sarah.codes import CauseArea
from domain.stream_state import StreamState


class DeviationState(StreamState):
    """One deviation (sv. *avvikelse*), folded from its stream's events.

    Attributes:
        version: Number of events folded in; 0 = nothing was reported.
        assessed: The last assessment.
        remedies: What was done, or that nothing need be, by id, in the order recorded; what was struck is in `struck`.
        used: Every entry's id, also of what was struck.
    """

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.reported: e.DeviationReported | None = None
        self.supplements: tuple[e.DeviationSupplemented, ...] = ()
        self.assessed: e.DeviationAssessed | None = None
        self.remedies: dict[UUID, e.DeviationRemedied | e.DeviationRemedyWaived] = {}
        self.struck: dict[UUID, tuple[e.DeviationEntry, e.DeviationRemedyStruck]] = {}
        self.closing: e.DeviationClosed | None = None
        self.escalated: e.DeviationEscalated | None = None
        self.used: frozenset[UUID] = frozenset()

    def _take_in(self, event: DomainEvent) -> None:
        if isinstance(event, e.DeviationEntry):
            self.used |= {event.entry_id}
        match event:
            case e.DeviationReported():
                self.reported = event
            case e.DeviationSupplemented():
                self.supplements = (*self.supplements, event)
            case e.DeviationAssessed():
                self.assessed = event
            case e.DeviationRemedied() | e.DeviationRemedyWaived():
                self.remedies[event.entry_id] = event
            case e.DeviationRemedyStruck():
                self._strike(event)
            case e.DeviationClosed():
                self.closing = event
            case e.DeviationReopened():
                self.closing = None
            case e.DeviationEscalated():
                self.escalated = event

    @property
    def unit(self) -> UUID | None:
        """Where it happened."""
        return None if self.reported is None else self.reported.unit

    @property
    def status(self) -> DeviationStatus:
        """How far the work with it has come."""
        if self.escalated is not None:
            return DeviationStatus.ESCALATED
        if self.closing is not None:
            return DeviationStatus.CLOSED
        if self.assessed is None:
            return DeviationStatus.REPORTED
        return DeviationStatus.REMEDIED if self.remedies else DeviationStatus.ASSESSED

    @property
    def areas(self) -> tuple[CauseArea, ...]:
        """Where the causes lie, as last said."""
        last = self.assessed or self.reported
        return () if last is None else last.deviation_areas

    @property
    def lacking(self) -> tuple[str, ...]:
        """What is left before it can be closed, each a Swedish noun phrase without personal data."""
        steps = ((self.assessed, "bedömningen"), (self.remedies or None, "åtgärden, eller varför ingen behövs"))
        return tuple(what for done, what in steps if done is None)

    def _strike(self, event: e.DeviationRemedyStruck) -> None:
        struck = self.remedies.pop(event.entry_id, None)
        if struck is not None:
            self.struck[event.entry_id] = (struck, event)
