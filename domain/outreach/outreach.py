"""A count of outreach work (sv. *uppsökande arbete*): one stream for each person met, with no identity."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Self
from uuid import UUID

from domain.base import ENVELOPE_FIELDS, DomainEvent, Source, Stamp, envelope
from domain.codes import Gender, OutreachKind
from domain.errors import ConflictError, InvalidValueError, NotFoundError
from domain.outreach.events import OutreachCorrected, OutreachFacts, OutreachRecorded
from domain.policies import Policy, require_not_after_today

_FACTS = frozenset(OutreachFacts.model_fields) - ENVELOPE_FIELDS


class Outreach:
    """One count of outreach (sv. *uppsökande arbete*). `version` 0 = not recorded; `facts` = its values now."""

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.facts: OutreachRecorded | OutreachCorrected | None = None

    @classmethod
    def fold(cls, events: Iterable[DomainEvent]) -> Self:
        """The count after `events`, which are one stream's in version order."""
        outreach = cls()
        for event in events:
            outreach.apply(event)
        return outreach

    def apply(self, event: DomainEvent) -> None:
        """Take in the next event of this stream; never refuses."""
        self.id = event.originator_id
        self.version = event.originator_version
        if isinstance(event, OutreachRecorded | OutreachCorrected):
            self.facts = event

    def record(
        self,
        *,
        outreach_id: UUID,
        occurred_on: date,
        unit: UUID,
        kind: OutreachKind,
        gender: Gender | None = None,
        child_gender: Gender | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
    ) -> tuple[OutreachRecorded]:
        """Count one person met outside any case (sv. *uppsökande arbete*).

        Args:
            occurred_on: Not after today.

        Raises:
            ConflictError: Already recorded.
            InvalidValueError: `occurred_on`.
        """
        if self.version:
            raise ConflictError("Uppgiften är redan registrerad. Rätta den som finns.")
        require_not_after_today(occurred_on, "Datum för det uppsökande arbetet", today)
        return (
            OutreachRecorded(
                **envelope(outreach_id, 0, stamp),
                occurred_on=occurred_on,
                unit=unit,
                kind=kind,
                gender=gender,
                child_gender=child_gender,
                source=source,
            ),
        )

    def correct(
        self,
        *,
        occurred_on: date,
        unit: UUID,
        kind: OutreachKind,
        gender: Gender | None,
        child_gender: Gender | None,
        reason: str,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[OutreachCorrected]:
        """State a count anew, whole (sv. *rätta*).

        Raises:
            NotFoundError: Not recorded.
            InvalidValueError: `reason`; then `occurred_on`; then no change.
        """
        if self.id is None:
            raise NotFoundError("Uppgiften om uppsökande arbete finns inte i nämnden.")
        policy.require_short_text(reason, "Orsaken till rättelsen")
        require_not_after_today(occurred_on, "Datum för det uppsökande arbetet", today)
        corrected = OutreachCorrected(
            **envelope(self.id, self.version, stamp),
            occurred_on=occurred_on,
            unit=unit,
            kind=kind,
            gender=gender,
            child_gender=child_gender,
            reason=reason,
            source=source,
        )
        if all(getattr(self.facts, field) == getattr(corrected, field) for field in _FACTS):
            raise InvalidValueError("Rättelsen ändrar ingenting. Ändra minst ett värde, eller avstå från att rätta.")
        return (corrected,)
