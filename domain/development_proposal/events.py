"""Facts of a development proposal (sv. *utvecklingsförslag*): what came out of viewpoints, beyond the one case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import DomainEvent, RetentionClass
from domain.development_proposal.codes import ProposalStatus


class ProposalFacts(DomainEvent):
    """What a development proposal says."""

    SEGMENTS: ClassVar[Mapping[str, str]] = {"proposal": "fact", "owner_name": "staff"}
    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.ORGANISATION

    unit: UUID
    proposed_on: date
    proposal: str
    viewpoint_ids: tuple[UUID, ...] = ()
    """The viewpoints that it comes out of."""
    owner_id: UUID
    owner_name: str
    owner_title: str | None = None
    due_on: date | None = None


class ProposalRaised(ProposalFacts):
    """Somebody proposed that the unit works in another way (sv. *utvecklingsförslag*). It is ongoing from then on.

    Source: SOSFS 2011:9 5-6 kap. (processes are improved by what viewpoints show).
    """

    TYPE: ClassVar[str] = "development_proposal.raised"


class ProposalCorrected(ProposalFacts):
    """A proposal has another owner, day or wording; these are its values now, whole (sv. *ändrat utvecklingsförslag*)."""

    TYPE: ClassVar[str] = "development_proposal.corrected"

    reason: str


class ProposalStatusChanged(DomainEvent):
    """A proposal rests, goes on, or is done, and why (sv. *ändrat läge för utvecklingsförslag*)."""

    TYPE: ClassVar[str] = "development_proposal.status_changed"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"what_came_of_it": "fact"}
    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.ORGANISATION

    status: ProposalStatus
    changed_on: date
    reason: str
    what_came_of_it: str | None = None


EVENTS: tuple[type[DomainEvent], ...] = (ProposalRaised, ProposalCorrected, ProposalStatusChanged)
