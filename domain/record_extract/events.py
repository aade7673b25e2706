"""Facts about extracts of a record (sv. *utdrag ur akten*): that one was made and handed out, for whom and by which answer.

They lie in no case and under a key of their own, as those of evidence packages do: that an extract went out, and its hash, can
be told after the case is erased. They hold no text and no name.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import DomainEvent, RetentionClass


class RecordExtractHandedOut(DomainEvent):
    """An extract for one person of a case went out (sv. *utdrag lämnat till en part*); recorded before its first byte.

    Source: FL 2017:900 10 §; GDPR art. 15; OSL 2009:400 10:3.
    """

    TYPE: ClassVar[str] = "record_extract.handed_out"
    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.ORGANISATION

    about_case_id: UUID
    recipient_person_id: UUID
    decision_id: UUID
    """The answer to their request that it follows from."""
    handed_out_on: date
    known_size: int
    """It tells what the first so many events told, and keeps back what was to be kept back then."""
    shown_parts: int
    masked_parts: int
    """How many parts of events were kept back, by whatever reason."""
    extract_sha256: str
    """Of the file that was handed out, in hex."""


EVENTS: tuple[type[DomainEvent], ...] = (RecordExtractHandedOut,)
