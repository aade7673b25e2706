"""What a Lex Sarah report remembers: its five regions, and every entry under its id; folding never refuses."""

from __future__ import annotations

from uuid import UUID

from domain.base import DomainEvent
from domain.lex_sarah.access import AccessSpan
from domain.lex_sarah.base import LexSarahEntry, LexSarahEvent, Region
from domain.lex_sarah.feedback_region import FeedbackRegion
from domain.lex_sarah.handling_events import LexSarahEntryStruck, LexSarahReportSubmitted
from domain.lex_sarah.handling_region import HandlingRegion
from domain.lex_sarah.individuals_region import IndividualsRegion
from domain.lex_sarah.ivo_region import IvoRegion
from domain.lex_sarah.measures_region import MeasuresRegion
from domain.lex_sarah.timers import Step
from domain.policies import Policy
from domain.stream_state import StreamState


class LexSarahState(StreamState):
    """One report with all that became of it (sv. *Lex Sarah-ärende*), folded from the events of its stream.

    Attributes:
        version: Number of events folded in; 0 = nothing was reported.
        handling, ivo, measures, individuals, feedback: The five regions.
        entries: The entries that stand, by id, in the order recorded.
        struck: Those that were struck, by id, with the striking.
    """

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.handling = HandlingRegion()
        self.ivo = IvoRegion()
        self.measures = MeasuresRegion()
        self.individuals = IndividualsRegion()
        self.feedback = FeedbackRegion()
        self.entries: dict[UUID, LexSarahEntry] = {}
        self.struck: dict[UUID, tuple[LexSarahEntry, LexSarahEntryStruck]] = {}

    def _take_in(self, event: DomainEvent) -> None:
        match event:
            case LexSarahEntryStruck():
                self._strike(event)
            case LexSarahEntry():
                self.entries[event.entry_id] = event
                self._offer(event)
            case LexSarahReportSubmitted():
                self._offer(event)

    @property
    def regions(self) -> tuple[Region, ...]:
        """All five, in the order in which they are shown."""
        return (self.handling, self.ivo, self.measures, self.individuals, self.feedback)

    @property
    def report(self) -> LexSarahReportSubmitted | None:
        """The report as it was submitted."""
        return self.handling.report

    @property
    def unit(self) -> UUID | None:
        """The unit that it is about."""
        return None if self.report is None else self.report.unit

    @property
    def access(self) -> tuple[AccessSpan, ...]:
        """Who has had which access, in the order given."""
        return self.handling.access

    def steps(self, policy: Policy) -> tuple[Step, ...]:
        """Every time that runs or has run, region by region; of one that others carry on, those that have run."""
        found = (each for region in self.regions for each in region.steps(policy))
        return tuple(each for each in found if each.done_on is not None or not self.is_carried_on_elsewhere)

    @property
    def is_carried_on_elsewhere(self) -> bool:
        """Whether another report or another board carries it on, also when it is closed since."""
        return self.handling.link is not None or self.handling.transfer_answer is not None

    def left_in(self, region: Region) -> tuple[str, ...]:
        """What is left in one of its regions; of one that others carry on, feedback to its own reporter only."""
        return () if self.is_carried_on_elsewhere and region is not self.feedback else region.lacking

    def has_used(self, entry_id: UUID) -> bool:
        """Whether an entry that stands, or that was struck, has this id."""
        return entry_id in self.entries or entry_id in self.struck

    def _offer(self, event: LexSarahEvent) -> None:
        for region in self.regions:
            region.take(event)

    def _strike(self, event: LexSarahEntryStruck) -> None:
        """Remember as if the entry had not been recorded: what it changed is changed back."""
        self.struck[event.entry_id] = (self.entries.pop(event.entry_id), event)
        report = self.report
        for region in self.regions:
            region.clear()
        for each in (*(() if report is None else (report,)), *self.entries.values()):
            self._offer(each)

    def __eq__(self, other: object) -> bool:
        """Whether both remember the same."""
        return type(self) is type(other) and vars(self) == vars(other)
