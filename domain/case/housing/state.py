"""What a case remembers: steps on the housing ladder, disturbances, arrears, eviction, own contract."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from domain.case.area import Area
from domain.case.housing.codes import EvictionStage, HousingStep, LandlordKind
from domain.case.housing.events import (
    ArrearsHandled,
    ArrearsRecorded,
    DisturbanceReported,
    EvictionStageReached,
    HousingStepTaken,
    OwnContractReceived,
)


class Step(NamedTuple):
    """A step of the ladder from a day on; `landlord_kind` None = not known."""

    entry_id: UUID
    since: date
    housing_step: HousingStep
    landlord_kind: LandlordKind | None


class HousingLadder(Area):
    """Steps on the housing ladder, disturbances, arrears, eviction, own contract.

    Attributes:
        steps: By first day, then as recorded; a contract of one's own is the step `own_contract`.
        contracts: Contracts of the person's own, in the order recorded.
        disturbances: In the order recorded.
        arrears: Debts by entry; `handlings` by the debt's entry, in the order recorded.
        evictions: Stages by day, then as recorded.
    """

    def clear(self) -> None:
        """Nothing is known of the home."""
        self.steps: list[Step] = []
        self.contracts: list[OwnContractReceived] = []
        self.disturbances: list[DisturbanceReported] = []
        self.arrears: dict[UUID, ArrearsRecorded] = {}
        self.handlings: dict[UUID, list[ArrearsHandled]] = {}
        self.evictions: list[EvictionStageReached] = []

    def step_on(self, day: date) -> Step | None:
        """The step on a day; None = not known."""
        return next((each for each in reversed(self.steps) if each.since <= day), None)

    def remaining_sek(self, arrears_id: UUID) -> Decimal:
        """What is owed of a debt after what was last done about it, by day."""
        handlings = sorted(self.handlings.get(arrears_id, ()), key=lambda each: each.arrears_handled_on)
        return handlings[-1].remaining_sek if handlings else self.arrears[arrears_id].arrears_sek

    @property
    def total_arrears_sek(self) -> Decimal:
        """What is owed in all."""
        return sum(map(self.remaining_sek, self.arrears), Decimal(0))

    @property
    def eviction_under_way(self) -> list[EvictionStageReached]:
        """The stages of the eviction that goes on, by day; empty = none does."""
        under_way: list[EvictionStageReached] = []
        for each in self.evictions:
            under_way = [] if each.eviction_stage in (EvictionStage.EVICTED, EvictionStage.AVERTED) else [*under_way, each]
        return under_way

    def _step(self, event: HousingStepTaken) -> None:
        self._take_step(Step(event.entry_id, event.moved_on, event.housing_step, event.landlord_kind))

    def _contract(self, event: OwnContractReceived) -> None:
        self.contracts.append(event)
        self._take_step(Step(event.entry_id, event.contract_from, HousingStep.OWN_CONTRACT, event.landlord_kind))

    def _take_step(self, step: Step) -> None:
        self.steps = sorted([*self.steps, step], key=lambda each: each.since)

    def _disturbance(self, event: DisturbanceReported) -> None:
        self.disturbances.append(event)

    def _arrears(self, event: ArrearsRecorded) -> None:
        self.arrears[event.entry_id] = event

    def _handled(self, event: ArrearsHandled) -> None:
        self.handlings.setdefault(event.arrears_id, []).append(event)

    def _eviction(self, event: EvictionStageReached) -> None:
        self.evictions = sorted([*self.evictions, event], key=lambda each: each.stage_reached_on)

    APPLY = {
        HousingStepTaken: _step,
        OwnContractReceived: _contract,
        DisturbanceReported: _disturbance,
        ArrearsRecorded: _arrears,
        ArrearsHandled: _handled,
        EvictionStageReached: _eviction,
    }
