"""Facts about a sample of records for review (sv. *stickprov*). Case ids are random, so they stand here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import DomainEvent, RetentionClass
from domain.sampling.codes import SamplePopulation, SeedSource, Stratum
from domain.sampling.draw import DrawnStratum


class SampleEvent(DomainEvent):
    """What every fact about a sample shares: it is about the board's internal control and about no person."""

    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.ORGANISATION


class SampleRuleRecorded(SampleEvent):
    """What is to be drawn, said before anybody can know what it gives (sv. *urvalsregel*). Source: KL 2017:725 6:6."""

    TYPE: ClassVar[str] = "sample.rule_recorded"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"reviewed_by": "staff"}

    unit: UUID
    population: SamplePopulation
    review_from: date
    review_to: date
    """The last day of the period, which is in it."""
    sample_size: int
    strata_order: tuple[Stratum, ...]
    """A case is in the first of them that it could be in; empty = all cases are one stratum."""
    sample_purpose: str
    """What is to be judged: what rules cannot, such as whether facts and assessments are kept apart."""
    reviewed_by: str
    """Who judges it, as a role: whoever does internal control need be no member of staff."""


class SampleDrawn(SampleEvent):
    """The draw, with all that is needed to do it again (sv. *dragning*)."""

    TYPE: ClassVar[str] = "sample.drawn"

    seed: str
    seed_source: SeedSource
    checkpoint_size: int | None = None
    """The size of the witnessed checkpoint that the seed is made of; None = the seed was given for training."""
    frame_position: int
    """The frame is as known at so many events: when the rule had just been recorded."""
    frame_size: int
    """Cases in the frame."""
    frame_hash: str
    drawn_strata: tuple[DrawnStratum, ...]


class SampleWithdrawn(SampleEvent):
    """A rule will not be drawn by (sv. *återtagen urvalsregel*)."""

    TYPE: ClassVar[str] = "sample.withdrawn"

    reason: str


EVENTS: tuple[type[DomainEvent], ...] = (SampleRuleRecorded, SampleDrawn, SampleWithdrawn)
