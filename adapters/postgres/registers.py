"""Registers (sv. *register*): units, staff, viewpoints, offerings and the like, found by what kind of event they are.

They are few beside the cases, so they are folded from their events at each reading instead of being kept in a view.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from adapters.indicator_files import shipped_definitions
from adapters.postgres.ledger import PostgresLedger
from domain.base import DomainEvent, ErasedEvent, RecordedEvent
from domain.completeness.shipped import shipped_rule_definitions
from domain.event_types import stored_names
from domain.indicator_definition.history import IndicatorHistory
from domain.instrument_catalogue.history import CatalogueHistory
from domain.instruments import InstrumentCatalogue
from domain.offering.offering import Offering
from domain.outreach.outreach import Outreach
from domain.policy.policy_history import PolicyHistory
from domain.rule_definition.history import RuleHistory
from domain.staff.staff_member import StaffMember
from domain.unit.unit import Unit
from domain.viewpoint.viewpoint import Viewpoint
from projections.bounds import BoundsAsWritten

State = TypeVar("State")


class Registers:
    """The registers of one board, as known at a size (None = now).

    Raises:
        CorruptLedgerError: From every method: stored bytes are not what they must be.
    """

    def __init__(self, ledger: PostgresLedger) -> None:
        self._ledger = ledger

    def units(self, known_at: int | None = None) -> dict[UUID, Unit]:
        """Every unit and activity (sv. *enhet*, *verksamhet*), by id, in the order established."""
        return self._folded("unit.", Unit.fold, known_at)

    def staff(self, known_at: int | None = None) -> dict[UUID, StaffMember]:
        """Every member of staff (sv. *medarbetare*), by id, in the order registered."""
        return self._folded("staff.", StaffMember.fold, known_at)

    def viewpoints(self, known_at: int | None = None) -> dict[UUID, Viewpoint]:
        """Every viewpoint (sv. *synpunkt*), by id, in the order received."""
        return self._folded("viewpoint.", Viewpoint.fold, known_at)

    def outreach(self, known_at: int | None = None) -> dict[UUID, Outreach]:
        """Every count of outreach work (sv. *uppsökande*), by id, in the order recorded."""
        return self._folded("outreach.", Outreach.fold, known_at)

    def offerings(self, known_at: int | None = None) -> dict[UUID, Offering]:
        """Every service offering (sv. *verksamhetsutbud*), by id, in the order established."""
        return self._folded("offering.", Offering.fold, known_at)

    def instruments(self, known_at: int | None = None, *, day: date | None = None) -> InstrumentCatalogue:
        """The instruments that ratings can be made with on a day (sv. *instrumentkatalog*); None = every one there ever was."""
        history = self.catalogue_history(known_at)
        return history.ever() if day is None else history.on(day)

    def policy_history(self, known_at: int | None = None) -> PolicyHistory:
        """Which bounds hold when (sv. *riktvärden*): one query of the register's index; a board adopts few."""
        return PolicyHistory.fold(recorded.event for recorded in self._events("policy.", known_at))

    def bounds_as_written(self, known_at: int | None = None) -> BoundsAsWritten:
        """Which bounds each record was written under."""
        return BoundsAsWritten(self._events("policy.", known_at))

    def indicator_history(self, known_at: int | None = None) -> IndicatorHistory:
        """Which indicator definitions hold when (sv. *indikatorer*): what is shipped, and what the board has decided."""
        decisions = self._events("indicator_definition.", known_at)
        adopted = (recorded.event for recorded in decisions)
        return IndicatorHistory.fold(shipped_definitions(), adopted, self.instruments(known_at))

    def catalogue_history(self, known_at: int | None = None) -> CatalogueHistory:
        """Which instruments there are when (sv. *instrumentkatalog*): what is shipped, and what the board has adopted."""
        return CatalogueHistory.fold(recorded.event for recorded in self._events("instrument_catalogue.", known_at))

    def rule_history(self, known_at: int | None = None) -> RuleHistory:
        """Which rules journals are reviewed by when (sv. *granskningsregler*): what is shipped, and what the board decided."""
        decisions = self._events("rule_definition.", known_at)
        return RuleHistory.fold(shipped_rule_definitions(), (recorded.event for recorded in decisions))

    def events_of(self, family: str, known_at: int | None = None) -> list[RecordedEvent]:
        """Every event of the streams whose event types begin with `family`, in order of position."""
        return self._events(family + ".", known_at)

    def size_after_last(self, *families: str) -> int:
        """The size after the last event of the streams whose event types begin with one of `families`; 0 = there is none."""
        return self._ledger.recorder.size_after_last([name for family in families for name in stored_names(f"{family}.")])

    def of_kind(
        self, family: str, fold: Callable[[Iterable[DomainEvent]], State], known_at: int | None = None
    ) -> dict[UUID, State]:
        """Every stream whose event types begin with `family`, by id, in the order begun."""
        return self._folded(family + ".", fold, known_at)

    def _folded(
        self, prefix: str, fold: Callable[[Iterable[DomainEvent]], State], known_at: int | None
    ) -> dict[UUID, State]:
        streams: dict[UUID, list[Any]] = {}
        for recorded in self._events(prefix, known_at):
            streams.setdefault(recorded.event.originator_id, []).append(recorded.event)
        # Of what was erased by law whole there is nothing to tell; of a part of it the rest is told.
        return {stream_id: fold(events) for stream_id, events in streams.items() if not all(map(_is_erased, events))}

    def _events(self, prefix: str, known_at: int | None) -> list[RecordedEvent]:
        return self._ledger.mapper.recorded(self._ledger.recorder.register_rows(stored_names(prefix), known_at))


def _is_erased(event: DomainEvent) -> bool:
    return isinstance(event, ErasedEvent)
