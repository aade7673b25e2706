"""Facts of a request for public records that is about no one known case (sv. *begäran om allmän handling*)."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from domain.base import DomainEvent, RetentionClass
from domain.case.disclosure.facts import (
    DisclosureAppealFacts,
    DisclosureAppealSettledFacts,
    DisclosureDecisionFacts,
    DisclosureFacts,
    RequestFacts,
    SecrecyReviewFacts,
)


class RecordsRequestStep(DomainEvent):
    """A step with a request; `entry_id` is what later steps refer to it by."""

    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.ORGANISATION

    entry_id: UUID


class RecordsRequestReceived(RecordsRequestStep, RequestFacts):
    """Somebody asked for public records; nobody asks them who they are or why (sv. *begäran om allmän handling*).

    Source: TF 2:15-18.
    """

    TYPE: ClassVar[str] = "records_request.received"

    unit: UUID
    """The unit that answers."""


class RecordsRequestReviewed(RecordsRequestStep, SecrecyReviewFacts):
    """The records that were found were tried for secrecy (sv. *sekretessprövning av allmänna handlingar*).

    Source: OSL 2009:400 26:1, 6:2.
    """

    TYPE: ClassVar[str] = "records_request.reviewed"

    case_ids: tuple[UUID, ...] = ()
    """The cases that the records were found in."""


class RecordsRequestDecided(RecordsRequestStep, DisclosureDecisionFacts):
    """A request for public records was answered (sv. *svar på begäran om allmän handling*).

    Source: OSL 2009:400 6:2-3, 6:7; FL 2017:900 31-33 §§.
    """

    TYPE: ClassVar[str] = "records_request.decided"


class RecordsDisclosed(RecordsRequestStep, DisclosureFacts):
    """Public records went out (sv. *utlämnad allmän handling*). Source: TF 2:15-16."""

    TYPE: ClassVar[str] = "records_request.disclosed"


class RecordsRequestAppealed(RecordsRequestStep, DisclosureAppealFacts):
    """The decision about public records was appealed (sv. *överklagat beslut om allmän handling*). Source: TF 2:19."""

    TYPE: ClassVar[str] = "records_request.appealed"


class RecordsRequestAppealSettled(RecordsRequestStep, DisclosureAppealSettledFacts):
    """The appeal ended (sv. *avgjort överklagande av beslut om allmän handling*). Source: FL 2017:900 45-46 §§."""

    TYPE: ClassVar[str] = "records_request.appeal_settled"


class RecordsRequestStepStruck(DomainEvent):
    """A step was wrongly recorded; it stays legible, struck through (sv. *struket steg*)."""

    TYPE: ClassVar[str] = "records_request.step_struck"
    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.ORGANISATION

    entry_id: UUID
    reason: str


EVENTS: tuple[type[DomainEvent], ...] = (
    RecordsRequestReceived,
    RecordsRequestReviewed,
    RecordsRequestDecided,
    RecordsDisclosed,
    RecordsRequestAppealed,
    RecordsRequestAppealSettled,
    RecordsRequestStepStruck,
)
