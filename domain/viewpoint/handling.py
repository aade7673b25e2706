"""Decisions: what a viewpoint led to, or that nothing can be done, and who was told."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Source, Stamp
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import Policy, require_not_after_today, require_order
from domain.viewpoint.codes import FeedbackHow, FeedbackTo, ViewpointStep
from domain.viewpoint.events import (
    AdaptationMade,
    AdaptationRuledOut,
    FeedbackGiven,
    ManagerTold,
    StepWithdrawn,
    ViewpointCorrected,
)
from domain.viewpoint.state import GuardedViewpoint


class HandlingDecisions(GuardedViewpoint):
    """What is done about a viewpoint of any kind."""

    def make_adaptation(
        self,
        *,
        adaptation: str,
        adapted_on: date | None = None,
        adapted_by_id: UUID | None = None,
        adapted_by_name: str | None = None,
        adapted_by_title: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[AdaptationMade]:
        """Record what was changed because of the viewpoint (sv. *anpassning*), also after it seemed not to be possible.

        Args:
            adaptation: What was changed.
            adapted_on: From the day the viewpoint was received to today, both included; left out by an imported source alone.
            adapted_by_id: Who changed it; None = not stated.

        Raises:
            NotFoundError: Unknown viewpoint.
            ConflictError: An adaptation is recorded already.
            NotAllowedError: It is referred to appeal.
            InvalidValueError: `adaptation`; then `adapted_on`; then the name and title.
        """
        facts = self._require_known()
        if self.adapted is not None:
            raise ConflictError("Synpunkten har redan en åtgärd. Rätta synpunkten om åtgärden är fel.")
        self._require_not_referred()
        made = AdaptationMade(
            **self._next(stamp),
            adaptation=adaptation,
            adapted_on=adapted_on,
            adapted_by_id=adapted_by_id,
            adapted_by_name=adapted_by_name,
            adapted_by_title=adapted_by_title,
            source=source,
        )
        require_adaptation(made, facts.received_on, today, policy, day_is_known=source is None)
        return (made,)

    def rule_out_adaptation(
        self,
        *,
        ruled_out_on: date,
        ruled_out_reason: str,
        ruled_out_by_id: UUID | None = None,
        ruled_out_by_name: str | None = None,
        ruled_out_by_title: str | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[AdaptationRuledOut]:
        """Record that the service cannot be changed as asked, and why (sv. *anpassning inte möjlig*).

        Args:
            ruled_out_on: From the day the viewpoint was received to today, both included.
            ruled_out_by_id: Who found so; None = not stated.

        Raises:
            NotFoundError: Unknown viewpoint.
            ConflictError: An adaptation is recorded, or it is ruled out already.
            NotAllowedError: It is referred to appeal.
            InvalidValueError: `ruled_out_reason`; then `ruled_out_on`; then the name and title.
        """
        self._require_known()
        if self.adapted is not None:
            raise ConflictError("Synpunkten har redan en åtgärd. Rätta synpunkten om åtgärden är fel.")
        if self.ruled_out is not None:
            raise ConflictError("Det är redan registrerat att anpassning inte är möjlig. Återta steget om det är fel.")
        self._require_not_referred()
        policy.require_text(ruled_out_reason, "Skälet till att anpassning inte är möjlig")
        self._require_possible_day(ruled_out_on, "Dagen för ställningstagandet", today)
        _require_who(ruled_out_by_name, ruled_out_by_title, policy)
        return (
            AdaptationRuledOut(
                **self._next(stamp),
                ruled_out_on=ruled_out_on,
                ruled_out_reason=ruled_out_reason,
                ruled_out_by_id=ruled_out_by_id,
                ruled_out_by_name=ruled_out_by_name,
                ruled_out_by_title=ruled_out_by_title,
            ),
        )

    def give_feedback(
        self,
        *,
        given_on: date,
        feedback_to: FeedbackTo = FeedbackTo.GIVER,
        feedback_how: FeedbackHow | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
    ) -> tuple[FeedbackGiven]:
        """Record that the giver, or the work group, was told what became of it (sv. *återkoppling*).

        Args:
            given_on: From the day it was received to today, both included.

        Raises:
            NotFoundError: Unknown viewpoint.
            ConflictError: They have been told already.
            InvalidValueError: `given_on`.
        """
        self._require_known()
        to_group = feedback_to is FeedbackTo.WORK_GROUP
        if to_group and self.work_group_told is not None:
            raise ConflictError("Synpunkten är redan återkopplad till arbetsgruppen. Återta steget om datumet är fel.")
        if not to_group and self.feedback is not None:
            raise ConflictError("Synpunkten är redan återkopplad. Rätta synpunkten om datumet är fel.")
        self._require_possible_day(given_on, "Återkopplingens datum", today)
        return (
            FeedbackGiven(
                **self._next(stamp), given_on=given_on, feedback_to=feedback_to, feedback_how=feedback_how, source=source
            ),
        )

    def tell_manager(
        self,
        *,
        manager_told_on: date,
        manager_id: UUID,
        manager_name: str,
        manager_title: str | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ManagerTold]:
        """Record that a manager knows of it, at once where somebody was badly treated or discriminated (sv. *meddela chef*).

        Args:
            manager_told_on: From the day it was received to today, both included.

        Raises:
            NotFoundError: Unknown viewpoint.
            ConflictError: A manager has been told already.
            InvalidValueError: `manager_told_on`; then the name and title.
        """
        self._require_known()
        if self.manager_told is not None:
            raise ConflictError("Det är redan registrerat att en chef har fått veta. Återta steget om det är fel.")
        self._require_possible_day(manager_told_on, "Dagen då chefen fick veta", today)
        policy.require_short_text(manager_name, "Namnet på chefen")
        _require_who(None, manager_title, policy)
        return (
            ManagerTold(
                **self._next(stamp),
                manager_told_on=manager_told_on,
                manager_id=manager_id,
                manager_name=manager_name,
                manager_title=manager_title,
            ),
        )

    def withdraw_step(
        self, *, step: ViewpointStep, reason: str, stamp: Stamp, policy: Policy
    ) -> tuple[StepWithdrawn]:
        """Take back something that was wrongly recorded as done; then it can be recorded anew (sv. *återta steg*).

        Raises:
            NotFoundError: Unknown viewpoint, or nothing of that step stands.
            ConflictError: The registration, while the answer stands.
            InvalidValueError: `reason`.
        """
        self._require_known()
        if self.step(step) is None:
            raise NotFoundError(f"Det finns inget att återta. Synpunkten saknar det steget: {step.swedish}.")
        if step is ViewpointStep.REGISTRATION and self.answer is not None:
            raise ConflictError("Klagomålet är besvarat. Återta svaret innan diarieföringen återtas.")
        policy.require_short_text(reason, "Orsaken till att steget återtas")
        return (StepWithdrawn(**self._next(stamp), step=step, reason=reason),)

    def _require_not_referred(self) -> None:
        if self.referral is not None:
            raise NotAllowedError(
                "Synpunkten gäller vad ett beslut innehåller och är hänvisad till överklagande: den får ingen anpassning. "
                "Registrera det som gäller bemötande eller arbetssätt som en egen synpunkt."
            )


def require_adaptation(
    stated: AdaptationMade | ViewpointCorrected, received_on: date, today: date, policy: Policy, *, day_is_known: bool = False
) -> None:
    """Refuse an adaptation without words, on an impossible day, or with an impossible name; see `make_adaptation`.

    Args:
        received_on: The day the viewpoint came in.
        day_is_known: Whether its day must be stated.
    """
    policy.require_text(stated.adaptation or "", "Åtgärden")
    if stated.adapted_on is None and day_is_known:
        raise InvalidValueError("Dagen för anpassningen saknas. Ange vilken dag den gjordes.")
    if stated.adapted_on is not None:
        require_not_after_today(stated.adapted_on, "Dagen för anpassningen", today)
        require_order(received_on, "den dag synpunkten kom in", stated.adapted_on, "Dagen för anpassningen")
    _require_who(stated.adapted_by_name, stated.adapted_by_title, policy)


def _require_who(name: str | None, title: str | None, policy: Policy) -> None:
    if name is not None:
        policy.require_short_text(name, "Namnet")
    if title is not None:
        policy.require_short_text(title, "Befattningen")
