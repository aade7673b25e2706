"""Decisions: plans of external providers, asked for and received."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Source, Stamp
from domain.case.guards import GuardedCase, is_imported, require_existing
from domain.case.providers.events import (
    ExternalPlanReceived,
    ExternalPlanRefused,
    ExternalPlanReminded,
    ExternalPlanRequested,
)
from domain.errors import InvalidValueError, NotAllowedError
from domain.policies import Policy, require_not_after_today, require_order


class ProvidersDecisions(GuardedCase):
    """Plans of external providers, asked for and received."""

    def request_external_plan(
        self,
        *,
        entry_id: UUID,
        provider_name: str,
        requested_on: date,
        external_plan_due_on: date | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ExternalPlanRequested]:
        """Ask an external provider for its plan (sv. *begära plan från extern utförare*).

        Args:
            requested_on: Not after today, nor after the closing unless it is imported history.
            external_plan_due_on: Not before `requested_on`.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            InvalidValueError: `provider_name`; then `requested_on` after today; then `external_plan_due_on`.
            NotAllowedError: After the closing.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Begäran")
        policy.require_short_text(provider_name, "Utföraren")
        require_not_after_today(requested_on, "Dagen för begäran", today)
        if external_plan_due_on is not None:
            require_order(requested_on, "begäran", external_plan_due_on, "Dagen då planen ska ha kommit")
        self._require_open_on(requested_on, "Dagen för begäran", imported=is_imported(stamp, source))
        return (
            ExternalPlanRequested(
                **self._next(stamp), entry_id=entry_id, provider_name=provider_name, requested_on=requested_on,
                external_plan_due_on=external_plan_due_on, source=source,
            ),
        )

    def remind_of_external_plan(
        self,
        *,
        entry_id: UUID,
        plan_request_id: UUID,
        reminded_on: date,
        external_plan_due_on: date | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ExternalPlanReminded]:
        """Remind the provider (sv. *påminna om plan*). Also one that has refused: it may think again.

        Args:
            reminded_on: From the day of the request to today, both included.
            external_plan_due_on: A new day; not before `reminded_on`.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown request.
            InvalidValueError: `reminded_on` after today, or before the request; then `external_plan_due_on`.
            NotAllowedError: The plan had come by then; then after the closing.
        """
        self._require_entry_of_plan_request(entry_id, plan_request_id, "Påminnelsen")
        self._require_day_after_plan_request(plan_request_id, reminded_on, "Dagen för påminnelsen", today)
        if external_plan_due_on is not None:
            require_order(reminded_on, "påminnelsen", external_plan_due_on, "Dagen då planen ska ha kommit")
        answer = self.providers.answer_to(plan_request_id)
        if answer is not None and answer.received_on < reminded_on:
            raise NotAllowedError("Planen har redan kommit. Begär en ny plan om utföraren ska lämna en till.")
        self._require_open_on(reminded_on, "Dagen för påminnelsen", imported=is_imported(stamp, source))
        return (
            ExternalPlanReminded(
                **self._next(stamp), entry_id=entry_id, plan_request_id=plan_request_id, reminded_on=reminded_on,
                external_plan_due_on=external_plan_due_on, source=source,
            ),
        )

    def receive_external_plan(
        self,
        *,
        entry_id: UUID,
        plan_request_id: UUID | None = None,
        provider_name: str | None = None,
        received_on: date,
        readable_by_system: bool,
        established_on: date | None = None,
        individual_took_part: bool | None = None,
        document_reference: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ExternalPlanReceived]:
        """Record that a provider's plan came (sv. *ta emot plan från extern utförare*). Also in a closed case: papers come late.

        Args:
            plan_request_id: The request that it answers; without one, `provider_name` says from whom it came.
            received_on: From the day of the request to today, both included.
            readable_by_system: Whether what it says can be counted.
            established_on: Not after `received_on`.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown request.
            InvalidValueError: Neither or both of `plan_request_id` and `provider_name`; then `provider_name`,
                `document_reference`; then `received_on` after today, or before the request; then `established_on`.
            NotAllowedError: The plan has come already.
        """
        self._require_entry_of_plan_request(entry_id, plan_request_id, "Planen")
        if (plan_request_id is None) == (provider_name is None):
            raise InvalidValueError("Det framgår inte vems planen är. Ange antingen begäran eller utförarens namn.")
        if provider_name is not None:
            policy.require_short_text(provider_name, "Utföraren")
        if document_reference is not None:
            policy.require_short_text(document_reference, "Handlingen")
        self._require_day_after_plan_request(plan_request_id, received_on, "Dagen då planen kom", today)
        if established_on is not None:
            require_order(established_on, "dagen då den upprättades", received_on, "Dagen då planen kom")
        if plan_request_id is not None and self.providers.answer_to(plan_request_id) is not None:
            raise NotAllowedError("Planen är redan mottagen. Gör en ny begäran om utföraren ska lämna en till.")
        return (
            ExternalPlanReceived(
                **self._next(stamp), entry_id=entry_id, plan_request_id=plan_request_id, provider_name=provider_name,
                received_on=received_on, readable_by_system=readable_by_system, established_on=established_on,
                individual_took_part=individual_took_part, document_reference=document_reference, source=source,
            ),
        )

    def record_external_plan_refusal(
        self,
        *,
        entry_id: UUID,
        plan_request_id: UUID,
        refused_on: date,
        reason: str,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ExternalPlanRefused]:
        """Record that a provider does not hand out its plan (sv. *nekad plan*). Also in a closed case: answers come late.

        Args:
            refused_on: From the day of the request to today, both included.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown request.
            InvalidValueError: `reason`; then `refused_on` after today, or before the request.
            NotAllowedError: The plan had come by then, or was refused already.
        """
        self._require_entry_of_plan_request(entry_id, plan_request_id, "Svaret")
        policy.require_text(reason, "Orsaken till att planen inte lämnas ut")
        self._require_day_after_plan_request(plan_request_id, refused_on, "Dagen för svaret", today)
        answer = self.providers.answer_to(plan_request_id)
        if answer is not None and answer.received_on <= refused_on:
            raise NotAllowedError("Planen har kommit. Stryk mottagandet först om det var fel.")
        if plan_request_id in self.providers.refusals:
            raise NotAllowedError("Utföraren har redan nekat. Stryk det svaret först om det var fel.")
        return (
            ExternalPlanRefused(
                **self._next(stamp), entry_id=entry_id, plan_request_id=plan_request_id, refused_on=refused_on, reason=reason,
                source=source,
            ),
        )

    def _require_entry_of_plan_request(self, entry_id: UUID, request_id: UUID | None, what: str) -> None:
        """Refuse an unknown case, a used id, and a request that is not this case's, in that order."""
        self._require_known()
        self._require_new_entry(entry_id, what)
        if request_id is not None:
            require_existing(request_id, self.providers.requests, "Begäran")

    def _require_day_after_plan_request(self, request_id: UUID | None, day: date, what: str, today: date) -> None:
        require_not_after_today(day, what, today)
        if request_id is not None:
            require_order(self.providers.requests[request_id].requested_on, "begäran", day, what)
