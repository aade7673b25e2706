"""A viewpoint (sv. *synpunkt*): what was said, by whom, and what it led to."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import ENVELOPE_FIELDS, Source, Stamp, envelope
from domain.codes import Channel, ViewpointKind, ViewpointSubject
from domain.errors import ConflictError, InvalidValueError, NotAllowedError
from domain.policies import Policy, require_not_after_today
from domain.viewpoint.codes import FeedbackHow, GiverRole
from domain.viewpoint.complaints import ComplaintDecisions
from domain.viewpoint.events import ViewpointCorrected, ViewpointFacts, ViewpointReceived
from domain.viewpoint.givers import Giver
from domain.viewpoint.handling import HandlingDecisions, require_adaptation
from domain.viewpoint.state import Adaptation, Feedback

_FACTS = frozenset(ViewpointFacts.model_fields) - ENVELOPE_FIELDS - {"source"}


class Viewpoint(HandlingDecisions, ComplaintDecisions):
    """One viewpoint (sv. *synpunkt*), folded from the events of its stream. `version` 0 = not received."""

    def receive(
        self,
        *,
        viewpoint_id: UUID,
        case_id: UUID | None,
        received_on: date,
        kind: ViewpointKind,
        received_by_id: UUID | None = None,
        received_by_name: str | None = None,
        received_by_title: str | None = None,
        received_by: str | None = None,
        giver_role: str | None = None,
        givers: tuple[Giver, ...] = (),
        passed_on_by: GiverRole | None = None,
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
            received_by_id: Who took it; or `received_by`, when it is nobody in the staff register.
            giver_role: Who gave it, in words; the roles that are counted stand in `givers`.
            givers: Each person who gave it; a couple is two. Empty = nothing is known of them.
            passed_on_by: Who brought it without having given it.

        Raises:
            ConflictError: Already received.
            InvalidValueError: `description`, `received_by`, its name and title, `giver_role`, `comment`; then `received_on`; then
                who received it is stated twice; then the commissioner both gave it and passed it on.
        """
        if self.version:
            raise ConflictError("Synpunkten är redan registrerad. Rätta den som finns.")
        received = ViewpointReceived(
            **envelope(viewpoint_id, 0, stamp),
            case_id=case_id,
            received_on=received_on,
            kind=kind,
            received_by_id=received_by_id,
            received_by_name=received_by_name,
            received_by_title=received_by_title,
            received_by=received_by,
            giver_role=giver_role,
            givers=givers,
            passed_on_by=passed_on_by,
            subject_category=subject_category,
            channel=channel,
            description=description,
            comment=comment,
            unit=unit,
            source=source,
        )
        _require_possible(received, today, policy)
        return (received,)

    def correct(
        self,
        *,
        case_id: UUID | None,
        received_on: date,
        kind: ViewpointKind,
        received_by_id: UUID | None = None,
        received_by_name: str | None = None,
        received_by_title: str | None = None,
        received_by: str | None,
        giver_role: str | None,
        givers: tuple[Giver, ...],
        passed_on_by: GiverRole | None = None,
        subject_category: ViewpointSubject | None,
        channel: Channel | None,
        description: str,
        comment: str | None,
        unit: UUID,
        adaptation: str | None,
        adapted_on: date | None = None,
        adapted_by_id: UUID | None = None,
        adapted_by_name: str | None = None,
        adapted_by_title: str | None = None,
        feedback_on: date | None,
        feedback_how: FeedbackHow | None = None,
        reason: str,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ViewpointCorrected]:
        """State a viewpoint anew, whole, with its adaptation and the feedback to the giver (sv. *rätta synpunkt*).

        What else was done about it stays; a step of that which is wrong is withdrawn.

        Raises:
            NotFoundError: Unknown viewpoint.
            InvalidValueError: `reason`; then as when receiving.
            ConflictError: It is registered as a formal complaint and would be none; then it is referred to an appeal of a
                decision in another case than `case_id`.
            NotAllowedError: An adaptation, where it is referred to appeal.
            InvalidValueError: The adaptation as when it is made, but a day is never asked for; then a day or a person of an
                adaptation that is not stated; then `feedback_on`; then a way of feedback that was not given; then no change.
        """
        self._require_known()
        policy.require_short_text(reason, "Orsaken till rättelsen")
        corrected = ViewpointCorrected(
            **self._next(stamp) | {"case_id": case_id},
            received_on=received_on,
            kind=kind,
            received_by_id=received_by_id,
            received_by_name=received_by_name,
            received_by_title=received_by_title,
            received_by=received_by,
            giver_role=giver_role,
            givers=givers,
            passed_on_by=passed_on_by,
            subject_category=subject_category,
            channel=channel,
            description=description,
            comment=comment,
            unit=unit,
            adaptation=adaptation,
            adapted_on=adapted_on,
            adapted_by_id=adapted_by_id,
            adapted_by_name=adapted_by_name,
            adapted_by_title=adapted_by_title,
            feedback_on=feedback_on,
            feedback_how=feedback_how,
            reason=reason,
            source=source,
        )
        _require_possible(corrected, today, policy)
        self._require_steps_fit(corrected)
        _require_outcome(corrected, today, policy)
        self._require_change(corrected)
        return (corrected,)

    def _require_steps_fit(self, corrected: ViewpointCorrected) -> None:
        if self.registration is not None and corrected.kind is not ViewpointKind.COMPLAINT:
            raise ConflictError("Synpunkten är diarieförd som formellt klagomål. Återta diarieföringen innan slaget ändras.")
        if self.referral is None:
            return
        if self.referral.decision_id is not None and corrected.case_id != self._require_known().case_id:
            raise ConflictError(
                "Synpunkten är hänvisad till överklagande av ett beslut i sitt ärende. Återta hänvisningen innan den flyttas."
            )
        if corrected.adaptation is not None:
            raise NotAllowedError(
                "Synpunkten är hänvisad till överklagande och kan inte få en anpassning. Återta hänvisningen först."
            )

    def _require_change(self, corrected: ViewpointCorrected) -> None:
        same_facts = all(getattr(self.facts, field) == getattr(corrected, field) for field in _FACTS)
        if same_facts and (self.adapted, self.feedback) == _outcome(corrected):
            raise InvalidValueError("Rättelsen ändrar ingenting. Ändra minst ett värde, eller avstå från att rätta.")


def _outcome(stated: ViewpointCorrected) -> tuple[Adaptation | None, Feedback | None]:
    after = Viewpoint.fold((stated,))
    return after.adapted, after.feedback


def _require_outcome(stated: ViewpointCorrected, today: date, policy: Policy) -> None:
    if stated.adaptation is not None:
        require_adaptation(stated, stated.received_on, today, policy)
    elif stated.adapted_on is not None or stated.adapted_by_id is not None:
        raise InvalidValueError("Dag eller person är angiven för en åtgärd som inte är angiven. Ange åtgärden eller ta bort dem.")
    if stated.feedback_on is not None:
        Viewpoint.fold((stated,))._require_possible_day(stated.feedback_on, "Återkopplingens datum", today)
    elif stated.feedback_how is not None:
        raise InvalidValueError("Det är angivet hur återkopplingen gavs men inte när. Ange datumet, eller ta bort sättet.")


def _require_possible(facts: ViewpointFacts, today: date, policy: Policy) -> None:
    if facts.description or facts.source is None:
        policy.require_text(facts.description, "Beskrivningen av synpunkten")
    for short, what in (
        (facts.received_by, "Vem som tog emot synpunkten"), (facts.received_by_name, "Namnet på den som tog emot synpunkten"),
        (facts.received_by_title, "Befattningen"), (facts.giver_role, "Vem som lämnade synpunkten"),
    ):
        if short is not None:
            policy.require_short_text(short, what)
    if facts.comment is not None:
        policy.require_text(facts.comment, "Kommentaren")
    require_not_after_today(facts.received_on, "Dagen då synpunkten kom in", today)
    if facts.received_by is not None and facts.received_by_id is not None:
        raise InvalidValueError("Den som tog emot synpunkten är angiven två gånger. Ange medarbetaren, eller bara text.")
    only_commissioner = bool(facts.givers) and all(each.giver is GiverRole.COMMISSIONER for each in facts.givers)
    if facts.passed_on_by is GiverRole.COMMISSIONER and only_commissioner:
        raise InvalidValueError(
            "Uppdragsgivaren står både som den som lämnade synpunkten och som den som förde den vidare. Ange vem som lämnade den."
        )
