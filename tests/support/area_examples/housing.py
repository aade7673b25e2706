"""One full example of every event type of the area `housing`."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

from domain.base import DomainEvent, Occurred, envelope
from domain.case.housing.codes import (
    ArrearsHandling,
    ContractKind,
    DisturbanceKind,
    DisturbanceReporter,
    EvictionCause,
    EvictionStage,
    HousingStep,
    LandlordKind,
)
from domain.case.housing.events import (
    ArrearsHandled,
    ArrearsRecorded,
    DisturbanceReported,
    EvictionStageReached,
    HousingStepTaken,
    OwnContractReceived,
)
from domain.codes import YesNoUnknown
from tests.support.cast import CASE, STAMP, STARTED_ON, cast_id, source

_CASE = envelope(CASE, 0, STAMP) | {"source": source("Boende")}

EXAMPLES: tuple[DomainEvent, ...] = (
    HousingStepTaken(
        **_CASE, entry_id=cast_id(875), moved_on=STARTED_ON, housing_step=HousingStep.TRIAL_FLAT,
        landlord_kind=LandlordKind.MUNICIPAL_COMPANY, housing_step_reason="Har skött träningslägenheten i ett år.",
    ),
    OwnContractReceived(
        **_CASE, entry_id=cast_id(876), contract_from=date(2024, 11, 1), contract_kind=ContractKind.FIRST_HAND,
        landlord_kind=LandlordKind.MUNICIPAL_COMPANY, took_over_flat=True,
    ),
    DisturbanceReported(
        **_CASE, entry_id=cast_id(877), occurred=Occurred(on=date(2024, 5, 11), at=time(23, 30), precision="minute"),
        disturbance_kind=DisturbanceKind.NOISE, disturbance_reporter=DisturbanceReporter.NEIGHBOUR,
        disturbance_text="Hög musik efter klockan 23.", rectification_demanded=True,
        disturbance_measure="Samtal med Klara samma vecka.", disturbance_view="Hade gäster och sänkte när grannen sade till.",
    ),
    ArrearsRecorded(
        **_CASE, entry_id=cast_id(878), arrears_month=date(2024, 6, 1), arrears_known_on=date(2024, 6, 10),
        arrears_sek=Decimal("6450.00"),
    ),
    ArrearsHandled(
        **_CASE, entry_id=cast_id(879), arrears_id=cast_id(878), arrears_handled_on=date(2024, 6, 14),
        arrears_handling=ArrearsHandling.INSTALMENTS, remaining_sek=Decimal("4300.00"), arrears_text="Betalar på två månader.",
    ),
    EvictionStageReached(
        **_CASE, entry_id=cast_id(854), eviction_stage=EvictionStage.DAY_SET, stage_reached_on=date(2024, 8, 20),
        eviction_cause=EvictionCause.ARREARS, eviction_on=date(2024, 9, 17), children_affected=YesNoUnknown.YES,
        eviction_measure="Avbetalning föreslagen.",
    ),
)

FIRST = {"case.arrears_handled": ["case.opened", "case.arrears_recorded"]}
