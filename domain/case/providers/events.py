"""Facts: plans of external providers, asked for and received.

A provider whose plans this system cannot read is left out of what is measured, and has to be seen to be left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.case.entry_events import CaseEntry


class ExternalPlanRequested(CaseEntry):
    """An external provider was asked for its plan (sv. *begärd plan från extern utförare*)."""

    TYPE: ClassVar[str] = "case.external_plan_requested"
    DAY: ClassVar[str | None] = "requested_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"provider_name": "third_party"}

    provider_name: str
    requested_on: date
    external_plan_due_on: date | None = None
    """The day by which it is to come; None = none was set."""


class ExternalPlanReminded(CaseEntry):
    """The provider was reminded (sv. *påminnelse om plan*)."""

    TYPE: ClassVar[str] = "case.external_plan_reminded"
    DAY: ClassVar[str | None] = "reminded_on"

    plan_request_id: UUID
    reminded_on: date
    external_plan_due_on: date | None = None
    """A new day by which it is to come; None = the one before holds."""


class ExternalPlanReceived(CaseEntry):
    """The provider's plan came (sv. *mottagen plan från extern utförare*)."""

    TYPE: ClassVar[str] = "case.external_plan_received"
    DAY: ClassVar[str | None] = "received_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"provider_name": "third_party", "document_reference": "fact"}

    plan_request_id: UUID | None = None
    """None = it came without having been asked for, and `provider_name` says from whom."""
    provider_name: str | None = None
    received_on: date
    readable_by_system: bool
    """Whether what it says can be counted; what cannot is outside an indicator's denominator."""
    established_on: date | None = None
    individual_took_part: bool | None = None
    document_reference: str | None = None
    """Where the document lies (sv. *handling*)."""


class ExternalPlanRefused(CaseEntry):
    """The provider does not hand out its plan (sv. *nekad plan från extern utförare*)."""

    TYPE: ClassVar[str] = "case.external_plan_refused"
    DAY: ClassVar[str | None] = "refused_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"reason": "third_party"}

    plan_request_id: UUID
    refused_on: date
    reason: str
