"""A count of outreach work (sv. *uppsökande arbete*): one stream for each person met, with no identity."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from domain.base import ENVELOPE_FIELDS, DomainEvent, Source, Stamp, envelope
from domain.codes import Gender, OutreachKind, YesNoUnknown
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.outreach.codes import LinkedTo, OutreachPlace, ParentContactReason, RestatedBecause
from domain.outreach.events import OutreachConfirmed, OutreachCorrected, OutreachDescribed, OutreachFacts, OutreachRecorded
from domain.policies import Policy, require_not_after_today, require_order
from domain.stream_state import StreamState

_LINKS = (OutreachKind.LINKED_YOUTH, OutreachKind.LEISURE_ACTIVITY)
_FACTS = frozenset(OutreachFacts.model_fields) - ENVELOPE_FIELDS


class Outreach(StreamState):
    """One count of outreach (sv. *uppsökande arbete*). `version` 0 = not recorded; the other attributes are its values now."""

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.facts: OutreachRecorded | OutreachCorrected | None = None
        self.description: OutreachDescribed | None = None
        self.confirmation: OutreachConfirmed | None = None

    def _take_in(self, event: DomainEvent) -> None:
        match event:
            case OutreachFacts():
                self.facts = event
            case OutreachDescribed():
                self.description = event
            case OutreachConfirmed():
                self.confirmation = event

    def confirmation_due_on(self, policy: Policy) -> date | None:
        """The day to ask whether the link holds; None = it was no link, or it has been asked."""
        if self.facts is None or self.facts.kind not in _LINKS or self.confirmation is not None:
            return None
        return self.facts.occurred_on + timedelta(days=policy.outreach_confirmation_days)

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

    def describe(
        self,
        *,
        outreach_place: OutreachPlace | None = None,
        parent_contact_reason: ParentContactReason | None = None,
        linked_to: LinkedTo | None = None,
        restated_because: RestatedBecause | None = None,
        stamp: Stamp,
    ) -> tuple[OutreachDescribed]:
        """Say where it was, what the youth was linked to, or why the parent was informed (sv. *beskriva uppsökande arbete*).

        Args:
            restated_because: Given exactly when it has been described before.

        Raises:
            NotFoundError: Not recorded.
            InvalidValueError: Nothing is stated; a reason for a parent contact where no parent was informed; a link where nobody
                was linked; `restated_because` is missing or not wanted; no change.
        """
        kind = self._known_facts().kind
        described = OutreachDescribed(
            **self._next(stamp),
            outreach_place=outreach_place,
            parent_contact_reason=parent_contact_reason,
            linked_to=linked_to,
            restated_because=restated_because,
        )
        if outreach_place is None and parent_contact_reason is None and linked_to is None:
            raise InvalidValueError("Inget är angivet. Ange platsen, anledningen till föräldrakontakten eller länkningen.")
        if parent_contact_reason is not None and kind is not OutreachKind.INFORMED_PARENT:
            raise InvalidValueError(f"Anledning till föräldrakontakt kan inte anges för {kind.swedish}. Ta bort den.")
        if linked_to is not None and kind not in _LINKS:
            raise InvalidValueError(f"Vad någon länkades till kan inte anges för {kind.swedish}. Ta bort det.")
        _require_restated(self.description, described)
        return (described,)

    def confirm(
        self,
        *,
        confirmed_on: date,
        still_in_contact: YesNoUnknown,
        restated_because: RestatedBecause | None = None,
        stamp: Stamp,
        today: date,
    ) -> tuple[OutreachConfirmed]:
        """Record whether a link held, asked about a month later (sv. *bekräfta länkning*).

        Args:
            confirmed_on: From the day of the outreach work to today, both included; `confirmation_due_on` says when to ask.
            restated_because: Given exactly when it has been confirmed before.

        Raises:
            NotFoundError: Not recorded.
            NotAllowedError: Nobody was linked.
            InvalidValueError: `confirmed_on`; `restated_because` is missing or not wanted; no change.
        """
        facts = self._known_facts()
        if facts.kind not in _LINKS:
            raise NotAllowedError(f"Det som är registrerat är {facts.kind.swedish}: det finns ingen länkning att bekräfta.")
        require_not_after_today(confirmed_on, "Dagen för bekräftelsen", today)
        require_order(facts.occurred_on, "det uppsökande arbetet", confirmed_on, "Dagen för bekräftelsen")
        confirmed = OutreachConfirmed(
            **self._next(stamp),
            confirmed_on=confirmed_on,
            still_in_contact=still_in_contact,
            restated_because=restated_because,
        )
        _require_restated(self.confirmation, confirmed)
        return (confirmed,)

    def _known_facts(self) -> OutreachFacts:
        if self.facts is None:
            raise NotFoundError("Uppgiften om uppsökande arbete finns inte i nämnden.")
        return self.facts

    def _next(self, stamp: Stamp) -> dict[str, Any]:
        assert self.id is not None, "_known_facts comes first"
        return envelope(self.id, self.version, stamp)


def _require_restated(
    before: OutreachDescribed | OutreachConfirmed | None, now: OutreachDescribed | OutreachConfirmed
) -> None:
    if (before is None) != (now.restated_because is None):
        raise InvalidValueError("Ange varför uppgiften lämnas på nytt precis när den har lämnats förut.")
    if before is None:
        return
    own = type(now).model_fields.keys() - ENVELOPE_FIELDS - {"restated_because"}
    if all(getattr(before, name) == getattr(now, name) for name in own):
        raise InvalidValueError("Den nya uppgiften ändrar ingenting. Ändra minst ett värde, eller avstå.")
