"""Facts: steps on the housing ladder, disturbances, arrears, eviction, own contract.

Whether a month's rent came in time is a measurement of its own (`RentMonthRecorded`); here is what became of a debt. The
address lies with the contact details.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from domain.base import Occurred
from domain.case.entry_events import CaseEntry
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
from domain.codes import YesNoUnknown


class HousingStepTaken(CaseEntry):
    """The person came to another step of the housing ladder, up or down (sv. *nytt steg i boendekedjan*)."""

    TYPE: ClassVar[str] = "case.housing_step_taken"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"housing_step_reason": "fact"}
    DAY: ClassVar[str | None] = "moved_on"

    moved_on: date
    housing_step: HousingStep
    landlord_kind: LandlordKind | None = None
    housing_step_reason: str | None = None


class OwnContractReceived(CaseEntry):
    """The person got a contract of their own: the last step of the ladder (sv. *eget kontrakt*)."""

    TYPE: ClassVar[str] = "case.own_contract_received"
    DAY: ClassVar[str | None] = "contract_from"
    TELLS_LATENESS: ClassVar[bool] = False

    contract_from: date
    contract_kind: ContractKind
    landlord_kind: LandlordKind | None = None
    took_over_flat: bool | None = None
    """Whether it is the flat where the person lived already; None = not known."""


class DisturbanceReported(CaseEntry):
    """Somebody told of a disturbance in or from the home (sv. *störning*). Source: JB 12:25."""

    TYPE: ClassVar[str] = "case.disturbance_reported"
    SEGMENTS: ClassVar[Mapping[str, str]] = {
        "disturbance_text": "third_party", "disturbance_measure": "fact", "disturbance_view": "individual_view",
    }
    DAY: ClassVar[str | None] = "occurred"

    occurred: Occurred
    disturbance_kind: DisturbanceKind
    disturbance_reporter: DisturbanceReporter
    disturbance_text: str | None = None
    """What is said to have happened: others' words about the person, so it can be masked apart."""
    rectification_demanded: bool | None = None
    """Whether the landlord has demanded that it stop. Source: JB 12:25, 12:42 first paragraph 6."""
    disturbance_measure: str
    """What was done; also that nothing was, and why."""
    disturbance_view: str | None = None
    """What the person says about it."""


class ArrearsRecorded(CaseEntry):
    """It became known that a month's rent is owed (sv. *hyresskuld*)."""

    TYPE: ClassVar[str] = "case.arrears_recorded"
    DAY: ClassVar[str | None] = "arrears_known_on"

    arrears_month: date
    """The month's first day."""
    arrears_known_on: date
    arrears_sek: Decimal
    """What is owed for the month, in Swedish kronor."""


class ArrearsHandled(CaseEntry):
    """Something was done about a debt (sv. *hanterad hyresskuld*)."""

    TYPE: ClassVar[str] = "case.arrears_handled"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"arrears_text": "fact"}
    DAY: ClassVar[str | None] = "arrears_handled_on"

    arrears_id: UUID
    arrears_handled_on: date
    arrears_handling: ArrearsHandling
    remaining_sek: Decimal
    """What is still owed for the month after that, in Swedish kronor."""
    arrears_text: str | None = None


class EvictionStageReached(CaseEntry):
    """An eviction came closer, took place or was averted (sv. *avhysning*). Source: JB 12:42–44; UB 16 kap.; SoL 2025:400 3:1."""

    TYPE: ClassVar[str] = "case.eviction_stage_reached"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"eviction_measure": "fact"}
    DAY: ClassVar[str | None] = "stage_reached_on"

    eviction_stage: EvictionStage
    stage_reached_on: date
    eviction_cause: EvictionCause | None = None
    eviction_on: date | None = None
    """The day that is set."""
    children_affected: YesNoUnknown
    """Whether children live there."""
    eviction_measure: str | None = None
    """What was done to avert it."""
