"""A viewpoint (sv. *synpunkt*): what was said, what it led to, and whether the giver was told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Self
from uuid import UUID

from domain.base import ENVELOPE_FIELDS, DomainEvent, Source, Stamp, envelope
from domain.codes import Channel, Gender, ViewpointKind, ViewpointSubject
from domain.errors import ConflictError, InvalidValueError, NotFoundError
from domain.policies import Policy, require_not_after_today, require_order
from domain.viewpoint.events import (
    AdaptationMade,
    FeedbackGiven,
    ViewpointCorrected,
    ViewpointFacts,
    ViewpointReceived,
)

_FACTS = frozenset(ViewpointFacts.model_fields) - ENVELOPE_FIELDS - {"source"}


class Viewpoint:
    """One viewpoint (sv. *synpunkt*), folded from the events of its stream.

    Attributes:
        version: Number of events folded in; 0 = not received.
        facts: The event that states its values now.
        adaptation: What was changed because of it; None = nothing is known to have been.
        feedback_on: When the giver was told; None = not known to have been.
    """

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.facts: ViewpointReceived | ViewpointCorrected | None = None
        self.adaptation: str | None = None
        self.feedback_on: date | None = None

    @classmethod
    def fold(cls, events: Iterable[DomainEvent]) -> Self:
        """The viewpoint after `events`, which are one stream's in version order."""
        viewpoint = cls()
        for event in events:
            viewpoint.apply(event)
        return viewpoint

    def apply(self, event: DomainEvent) -> None:
        """Take in the next event of this stream; never refuses."""
        self.id = event.originator_id
        self.version = event.originator_version
        match event:
            case ViewpointReceived():
                self.facts = event
            case AdaptationMade():
                self.adaptation = event.adaptation
            case FeedbackGiven():
                self.feedback_on = event.given_on
            case ViewpointCorrected():
                self.facts = event
                self.adaptation = event.adaptation
                self.feedback_on = event.feedback_on

    def receive(
        self,
        *,
        viewpoint_id: UUID,
        case_id: UUID | None,
        received_on: date,
        kind: ViewpointKind,
        received_by: str | None = None,
        giver_role: str | None = None,
        givers: tuple[Gender, ...] = (),
        subject_category: ViewpointSubject | None = None,
        channel: Channel | None = None,
        description: str,
        comment: str | None = None,
        unit: UUID,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ViewpointReceived]:
        """Record a viewpoint (sv. *ta emot synpunkt*).

        Args:
            case_id: The case it was given in; None when it was given outside any.
            received_on: Not after today.
            givers: One gender for each giver; empty = not known.

        Raises:
            ConflictError: Already received.
            InvalidValueError: `description`, `received_by`, `giver_role`, `comment`; then `received_on`.
        """
        if self.version:
            raise ConflictError("Synpunkten är redan registrerad. Rätta den som finns.")
        received = ViewpointReceived(
            **envelope(viewpoint_id, 0, stamp),
            case_id=case_id,
            received_on=received_on,
            kind=kind,
            received_by=received_by,
            giver_role=giver_role,
            givers=givers,
            subject_category=subject_category,
            channel=channel,
            description=description,
            comment=comment,
            unit=unit,
            source=source,
        )
        _require_possible(received, today, policy)
        return (received,)

    def make_adaptation(
        self, *, adaptation: str, source: Source | None = None, stamp: Stamp, policy: Policy
    ) -> tuple[AdaptationMade]:
        """Record what was changed because of the viewpoint (sv. *anpassning*).

        Raises:
            NotFoundError: Unknown viewpoint.
            ConflictError: An adaptation is recorded already.
            InvalidValueError: `adaptation`.
        """
        self._require_known()
        if self.adaptation is not None:
            raise ConflictError("Synpunkten har redan en åtgärd. Rätta synpunkten om åtgärden är fel.")
        policy.require_text(adaptation, "Åtgärden")
        return (AdaptationMade(**self._next(stamp), adaptation=adaptation, source=source),)

    def give_feedback(self, *, given_on: date, source: Source | None = None, stamp: Stamp, today: date) -> tuple[FeedbackGiven]:
        """Record that the giver was told what became of it (sv. *återkoppling*).

        Args:
            given_on: From the day it was received to today, both included.

        Raises:
            NotFoundError: Unknown viewpoint.
            ConflictError: Feedback is recorded already.
            InvalidValueError: `given_on`.
        """
        self._require_known()
        if self.feedback_on is not None:
            raise ConflictError("Synpunkten är redan återkopplad. Rätta synpunkten om datumet är fel.")
        self._require_possible_feedback(given_on, self._received_on, today)
        return (FeedbackGiven(**self._next(stamp), given_on=given_on, source=source),)

    def correct(
        self,
        *,
        case_id: UUID | None,
        received_on: date,
        kind: ViewpointKind,
        received_by: str | None,
        giver_role: str | None,
        givers: tuple[Gender, ...],
        subject_category: ViewpointSubject | None,
        channel: Channel | None,
        description: str,
        comment: str | None,
        unit: UUID,
        adaptation: str | None,
        feedback_on: date | None,
        reason: str,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ViewpointCorrected]:
        """State a viewpoint anew, whole, with its adaptation and feedback (sv. *rätta synpunkt*).

        Raises:
            NotFoundError: Unknown viewpoint.
            InvalidValueError: `reason`; then as when receiving; then `adaptation`, `feedback_on`; then no change.
        """
        self._require_known()
        policy.require_short_text(reason, "Orsaken till rättelsen")
        corrected = ViewpointCorrected(
            **self._next(stamp) | {"case_id": case_id},
            received_on=received_on,
            kind=kind,
            received_by=received_by,
            giver_role=giver_role,
            givers=givers,
            subject_category=subject_category,
            channel=channel,
            description=description,
            comment=comment,
            unit=unit,
            adaptation=adaptation,
            feedback_on=feedback_on,
            reason=reason,
            source=source,
        )
        _require_possible(corrected, today, policy)
        if adaptation is not None:
            policy.require_text(adaptation, "Åtgärden")
        if feedback_on is not None:
            self._require_possible_feedback(feedback_on, received_on, today)
        self._require_change(corrected)
        return (corrected,)

    @property
    def _received_on(self) -> date:
        assert self.facts is not None, "_require_known comes first"
        return self.facts.received_on

    def _require_known(self) -> None:
        if self.facts is None:
            raise NotFoundError("Synpunkten finns inte i nämnden.")

    def _require_possible_feedback(self, given_on: date, received_on: date, today: date) -> None:
        require_not_after_today(given_on, "Återkopplingens datum", today)
        require_order(received_on, "den dag synpunkten kom in", given_on, "Återkopplingens datum")

    def _require_change(self, corrected: ViewpointCorrected) -> None:
        same_facts = all(getattr(self.facts, field) == getattr(corrected, field) for field in _FACTS)
        if same_facts and (self.adaptation, self.feedback_on) == (corrected.adaptation, corrected.feedback_on):
            raise InvalidValueError("Rättelsen ändrar ingenting. Ändra minst ett värde, eller avstå från att rätta.")

    def _next(self, stamp: Stamp) -> dict[str, Any]:
        assert self.id is not None and self.facts is not None, "_require_known comes first"
        return envelope(self.id, self.version, stamp) | {"case_id": self.facts.case_id}


def _require_possible(facts: ViewpointFacts, today: date, policy: Policy) -> None:
    if facts.description or facts.source is None:
        policy.require_text(facts.description, "Beskrivningen av synpunkten")
    if facts.received_by is not None:
        policy.require_short_text(facts.received_by, "Vem som tog emot synpunkten")
    if facts.giver_role is not None:
        policy.require_short_text(facts.giver_role, "Vem som lämnade synpunkten")
    if facts.comment is not None:
        policy.require_text(facts.comment, "Kommentaren")
    require_not_after_today(facts.received_on, "Dagen då synpunkten kom in", today)
