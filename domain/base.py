"""What every fact carries, and the values that several streams share.

An event is a frozen fact in the past tense. Its *envelope* (stream, version, who, for which unit, why) goes into the
ledger's permanent header and holds no personal data. All its other fields are *segments*: encrypted under the key of
the event's `key_subject`, so that they can be masked piece by piece and erased with the key.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, ClassVar, Literal, NamedTuple, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

NONE: Mapping[str, str] = {}


class Immutable(BaseModel):
    """A frozen value that refuses unknown fields and silent conversions."""

    # Built when first used: a command that reads one event type need not wait for forty validators.
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", defer_build=True)


class Purpose(StrEnum):
    """Why somebody reads or writes (sv. *ändamål*). Source: SoLPuF 2001:637 12 § separates these purposes."""

    CASE_WORK = "case_work"
    MANAGEMENT_REVIEW = "management_review"
    INTERNAL_CONTROL = "internal_control"
    LEX_SARAH = "lex_sarah"
    LOG_REVIEW = "log_review"
    STATISTICS = "statistics"
    IMPORT = "import"
    ADMINISTRATION = "administration"


class RetentionClass(StrEnum):
    """Which retention rule a key's records follow (sv. *gallringsklass*); one key per subject and class."""

    CASE = "case"
    STAFF = "staff"
    ORGANISATION = "organisation"
    VIEWPOINT = "viewpoint"
    STATISTICS = "statistics"
    ACCESS_LOG = "access_log"
    LEX_SARAH = "lex_sarah"
    ACCESS_RULES = "access_rules"
    ERASURE = "erasure"


class Stamp(Immutable):
    """Who acts, for which unit and why; decided at the edge and handed in. `actor_id` is a pseudonym."""

    actor_id: UUID
    unit_id: UUID | None
    purpose: Purpose


class Occurred(Immutable):
    """When something happened, as precisely as it is known (sv. *händelsetid*).

    `on` is a date in Europe/Stockholm. `at` is the local time of day and is given exactly when `precision` is "minute".
    "month" means some day in the month of `on`, which is then its first day.
    """

    on: date
    at: time | None = None
    precision: Literal["minute", "day", "month"] = "day"

    @model_validator(mode="after")
    def _precision_fits(self) -> Self:
        if (self.precision == "minute") != (self.at is not None):
            raise ValueError("klockslag anges precis när noggrannheten är minut")
        if self.precision == "month" and self.on.day != 1:
            raise ValueError("en händelse på en månad när skrivs som månadens första dag")
        return self


class Source(Immutable):
    """Where a record came from when it was not written here first (sv. *källa*).

    An import keeps what its source claims beside the time of recording; rules judge by the claim and mark it `claimed`.
    `claimed_recorded_on`/`claimed_recorded_at`: when the source says that it was written there; None = not known.
    `row`: the spreadsheet row, counted from 1.
    """

    system: str
    sheet: str
    row: int = Field(ge=1)
    year: int
    claimed_recorded_on: date | None = None
    claimed_recorded_at: datetime | None = None
    """Local time in Europe/Stockholm without offset, as the source states it."""


class DomainEvent(Immutable):
    """A fact. Subclasses set TYPE (permanent), SCHEMA, and SEGMENTS for the fields that need a segment of their own.

    SEGMENTS maps a field name to its content kind; fields that it does not name lie in the segment `record`.
    """

    TYPE: ClassVar[str]
    SCHEMA: ClassVar[int] = 1
    SEGMENTS: ClassVar[Mapping[str, str]] = NONE
    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.CASE
    COUNTS_AS_NOTE: ClassVar[bool] = False
    """Whether it moves the erasure clock of the client record (sv. *sista anteckningen*). Source: SoL 2025:400 16:1."""

    originator_id: UUID
    originator_version: int = Field(ge=1)
    actor_id: UUID
    unit_id: UUID | None
    purpose: Purpose

    @property
    def key_subject(self) -> UUID:
        """Whose key encrypts the segments; the stream's own unless a subclass says otherwise."""
        return self.originator_id

    @property
    def retention_class(self) -> RetentionClass:
        """Which retention rule the key follows; the class's own unless a subclass says otherwise."""
        return self.RETENTION_CLASS

    @classmethod
    def wire_name(cls) -> str:
        """The permanent stored name, for example `case.opened.v1`."""
        return f"{cls.TYPE}.v{cls.SCHEMA}"


class ErasedEvent(DomainEvent):
    """What is left of an event that was erased by law: its envelope (sv. *gallrad händelse*). Every fold passes over it.

    It stands for whatever was recorded there; nothing is ever stored under its own name.
    """

    TYPE: ClassVar[str] = "erased.event"
    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.ERASURE


ENVELOPE_FIELDS = frozenset(DomainEvent.model_fields)


class RecordedEvent(NamedTuple):
    """An event with its place in the ledger: position from 0, and the server's time in microseconds since 1970 UTC."""

    event: DomainEvent
    position: int
    recorded_us: int


def envelope(stream_id: UUID, version: int, stamp: Stamp) -> dict[str, Any]:
    """The envelope fields of the event that takes a stream from `version` to `version + 1`."""
    return {
        "originator_id": stream_id,
        "originator_version": version + 1,
        "actor_id": stamp.actor_id,
        "unit_id": stamp.unit_id,
        "purpose": stamp.purpose,
    }
