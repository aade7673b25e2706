"""Facts of an erasure by law (sv. *gallring*): what was proposed, who approved, and each step of the act.

Ids are random and dates say nothing of a person; so these facts stand when what they tell of is gone.
Source: SoL 2025:400 16:1; arkivlag (1990:782) 10 §.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import DomainEvent, Immutable, RetentionClass
from domain.erasure.codes import Holder
from domain.retention.codes import RetentionGround, RetentionReason, RetentionStatus


class ErasureItem(Immutable):
    """A record that is to be erased, and why (sv. *gallringspost*)."""

    record_id: UUID
    record_family: str
    """What its stream is: `case` or `concern`."""
    retention_ground: RetentionGround
    erasure_basis: str
    last_note_on: date
    due_on: date
    finish_by: date


class KeptRecord(Immutable):
    """A record that has had its time and is not erased, and why (sv. *undantagen akt*)."""

    record_id: UUID
    record_family: str
    retention_status: RetentionStatus
    retention_ground: RetentionGround | None = None
    erasure_basis: str | None = None
    retention_reasons: tuple[RetentionReason, ...]


class HolderCount(Immutable):
    """That a holder has nothing left of a record, and how much it had (sv. *kvittens från ställe*)."""

    holder: Holder
    removed: int
    """Rows, keys or segments, from 0. Of keys in memory those of the process that carried it out; a process that ended took
    its own with it, and another drops its own within a second."""


class ErasureEvent(DomainEvent):
    """What every fact of an erasure shares."""

    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.ERASURE


class ErasureProposed(ErasureEvent):
    """A list of records to erase, and of those kept (sv. *gallringsförslag*). It is never changed."""

    TYPE: ClassVar[str] = "erasure.proposed"

    proposed_on: date
    judged_size: int
    """The records were judged as known at so many events."""
    erasure_items: tuple[ErasureItem, ...]
    kept_records: tuple[KeptRecord, ...]


class ErasureApproved(ErasureEvent):
    """Another person than the proposer approved exactly that list (sv. *gallringsbeslut*)."""

    TYPE: ClassVar[str] = "erasure.approved"

    approved_on: date
    approval_note: str
    """What was looked at."""


class ErasureWithdrawn(ErasureEvent):
    """It will not be carried out (sv. *återtaget gallringsförslag*)."""

    TYPE: ClassVar[str] = "erasure.withdrawn"

    proposal_withdrawn_on: date
    reason: str


class RecordSpared(ErasureEvent):
    """A record on the list was not to be erased any more when its turn came (sv. *sparad akt*)."""

    TYPE: ClassVar[str] = "erasure.record_spared"

    record_id: UUID
    retention_status: RetentionStatus
    retention_reasons: tuple[RetentionReason, ...]


class DestructionBegun(ErasureEvent):
    """From here on the record is not to be read: these keys are destroyed (sv. *påbörjad förstöring*). Written first."""

    TYPE: ClassVar[str] = "erasure.destruction_begun"

    record_id: UUID
    key_ids: tuple[UUID, ...]
    key_subjects: tuple[UUID, ...]
    """Whose each key is: the record, or what belongs to it."""
    marked_streams: tuple[UUID, ...]
    """Every stream that has something under these keys."""
    held_before: tuple[HolderCount, ...] = ()
    """What each holder had when it was begun, so that the count is true whatever step it is cut off at."""


class RecordDestroyed(ErasureEvent):
    """The keys are gone, and the ciphertext with them (sv. *förstörd akt*)."""

    TYPE: ClassVar[str] = "erasure.record_destroyed"

    record_id: UUID
    destroyed_on: date
    destroyed_keys: int
    emptied_segments: int
    """How many segments are empty when this is recorded, whenever it was that they were emptied."""


class RecordPurged(ErasureEvent):
    """Every other holder has nothing left of it (sv. *rensad akt*)."""

    TYPE: ClassVar[str] = "erasure.record_purged"

    record_id: UUID
    holders: tuple[HolderCount, ...]


class ErasureExecuted(ErasureEvent):
    """Every record on the list is destroyed and purged, or spared (sv. *verkställd gallring*); dead rows are swept away."""

    TYPE: ClassVar[str] = "erasure.executed"

    executed_on: date
    key_backup_days: int
    """Backups of the keys are kept so many days after."""
    erased_from: date
    """The day from which no backup can bring it back: it counts as erased from then on."""


class ErasureCompleted(ErasureEvent):
    """The last backup that had a key is gone (sv. *slutförd gallring*)."""

    TYPE: ClassVar[str] = "erasure.completed"

    completed_on: date


EVENTS: tuple[type[DomainEvent], ...] = (
    ErasureProposed, ErasureApproved, ErasureWithdrawn, RecordSpared, DestructionBegun, RecordDestroyed, RecordPurged,
    ErasureExecuted, ErasureCompleted,
)
