"""Facts about how long one record is to be kept (sv. *gallringsunderlag*); no text of the record and no name stands here."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import DomainEvent, RetentionClass
from domain.codes import YesNoUnknown
from domain.retention.codes import HoldKind, RecordContent


class RetentionEvent(DomainEvent):
    """What every fact about a record's retention shares."""

    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.ERASURE

    record_id: UUID
    """The record (sv. *akt*): the stream of a case or a concern."""


class RecordExamined(RetentionEvent):
    """Somebody went through the record for what only a person can say (sv. *genomgången akt*). Source: SoL 2025:400 16:1-3."""

    TYPE: ClassVar[str] = "retention.examined"

    examined_on: date
    record_contents: tuple[RecordContent, ...]
    """Everything of the list that it holds; empty = nothing of it."""
    sampled_birthday: YesNoUnknown
    """Whether anybody that it is about is born on the 5th, 15th or 25th."""
    other_data: YesNoUnknown
    """Whether the board keeps other data on the same person that are not erased."""


class HoldSet(RetentionEvent):
    """The record must not be erased for now (sv. *gallringshinder*)."""

    TYPE: ClassVar[str] = "retention.hold_set"

    hold_id: UUID
    hold_kind: HoldKind
    hold_basis: str
    """The reference of the matter that it is kept for; never a name."""
    hold_from: date
    review_hold_on: date
    """The day to look at again whether it still must be kept."""


class HoldLifted(RetentionEvent):
    """It need not be kept any more (sv. *hävt gallringshinder*)."""

    TYPE: ClassVar[str] = "retention.hold_lifted"

    hold_id: UUID
    hold_lifted_on: date
    reason: str


class RecordArchived(RetentionEvent):
    """The archive has the whole record and has said so (sv. *överlämnad till arkiv*). Source: arkivlag (1990:782) 9-10 §§."""

    TYPE: ClassVar[str] = "retention.archived"

    archive: str
    archive_receipt: str
    """The archive's reference of what it received."""
    archived_on: date
    archived_sha256: str | None = None
    """Of the package that was handed over, 64 lower-case hex; None = it was handed over otherwise."""


EVENTS: tuple[type[DomainEvent], ...] = (RecordExamined, HoldSet, HoldLifted, RecordArchived)
