"""Decisions: a coordinated plan is made, and followed up."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Source, Stamp
from domain.case.coordination.codes import CloseOnesPart, SipPrincipal, SipProgress
from domain.case.coordination.events import SipEstablished, SipFollowedUp, SipMeasure
from domain.case.coordination.guards import GuardedSip, require_consent, require_day, require_later, require_texts
from domain.case.guards import is_imported
from domain.errors import InvalidValueError, NotAllowedError
from domain.policies import Policy, require_order


class SipPlanDecisions(GuardedSip):
    """What a coordinated plan says, and how it goes."""

    def establish_sip(
        self,
        *,
        entry_id: UUID,
        sip_id: UUID,
        sip_established_on: date,
        sip_goals: tuple[str, ...] = (),
        sip_measures: tuple[SipMeasure, ...],
        lead_principal: SipPrincipal,
        coordinator: str | None = None,
        close_ones_part: CloseOnesPart,
        individual_view: str | None = None,
        sip_follow_up_on: date,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[SipEstablished]:
        """Make a coordinated plan, or make it anew (sv. *upprätta SIP*).

        Args:
            sip_established_on: From the day it was raised to today.
            sip_measures: At least one of the municipality and one of the region: the plan is for who needs both.
            lead_principal: The municipality or the region.
            sip_follow_up_on: After `sip_established_on`.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown coordinated plan.
            NotAllowedError: It has ended.
            InvalidValueError: Texts; then `sip_established_on`; then a measure of either principal is missing; then
                `lead_principal`; then `sip_follow_up_on`.
            NotAllowedError: The person had not agreed by then; imported history is believed.

        Source: SoL 2025:400 10:8-9.
        """
        sip = self._require_sip(entry_id, sip_id, "Planen")
        _require_plan_texts(policy, sip_goals, sip_measures)
        require_texts(policy, {"Samordnaren": coordinator, "Den enskildes uppfattning": individual_view})
        require_day(sip_established_on, "Planens dag", sip, today)
        imported = is_imported(stamp, source)
        if not imported:
            _require_both_principals(sip_measures)
        if lead_principal is SipPrincipal.OTHER:
            raise InvalidValueError("Kommunen eller regionen har det övergripande ansvaret för planen. Ange vilken.")
        require_later(sip_follow_up_on, sip_established_on)
        require_consent(sip, sip_established_on, imported=imported)
        return (
            SipEstablished(
                **self._next(stamp), entry_id=entry_id, sip_id=sip_id, sip_established_on=sip_established_on, sip_goals=sip_goals,
                sip_measures=sip_measures, lead_principal=lead_principal, coordinator=coordinator,
                close_ones_part=close_ones_part, individual_view=individual_view, sip_follow_up_on=sip_follow_up_on,
                source=source,
            ),
        )

    def follow_up_sip(
        self,
        *,
        entry_id: UUID,
        sip_id: UUID,
        followed_up_on: date,
        sip_progress: SipProgress,
        assessment: str,
        individual_view: str | None = None,
        sip_follow_up_on: date | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[SipFollowedUp]:
        """Follow up a coordinated plan (sv. *följa upp SIP*).

        Args:
            followed_up_on: From the day it was raised to today, and of the first plan.
            sip_follow_up_on: After `followed_up_on`; None = it is to be ended.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown coordinated plan.
            NotAllowedError: It has ended; then there is no plan to follow up.
            InvalidValueError: Texts; then `followed_up_on`; then `sip_follow_up_on`.
        """
        sip = self._require_sip(entry_id, sip_id, "Uppföljningen")
        if not sip.plans:
            raise NotAllowedError("Det finns ingen upprättad plan att följa upp. Upprätta planen först.")
        policy.require_text(assessment, "Bedömningen")
        require_texts(policy, {"Den enskildes uppfattning": individual_view})
        require_day(followed_up_on, "Uppföljningens dag", sip, today)
        first = min(each.sip_established_on for each in sip.plans)
        require_order(first, "planens dag", followed_up_on, "Uppföljningens dag")
        if sip_follow_up_on is not None:
            require_later(sip_follow_up_on, followed_up_on)
        return (
            SipFollowedUp(
                **self._next(stamp), entry_id=entry_id, sip_id=sip_id, followed_up_on=followed_up_on, sip_progress=sip_progress,
                assessment=assessment, individual_view=individual_view, sip_follow_up_on=sip_follow_up_on, source=source,
            ),
        )


def _require_plan_texts(policy: Policy, goals: tuple[str, ...], measures: tuple[SipMeasure, ...]) -> None:
    for goal in goals:
        policy.require_text(goal, "Målet")
    for measure in measures:
        policy.require_text(measure.sip_measure, "Insatsen")
        if measure.carried_out_by is not None:
            policy.require_short_text(measure.carried_out_by, "Vem som utför insatsen")


def _require_both_principals(measures: tuple[SipMeasure, ...]) -> None:
    for principal in (SipPrincipal.MUNICIPALITY, SipPrincipal.REGION):
        if all(measure.principal is not principal for measure in measures):
            raise InvalidValueError(
                f"En SIP gäller insatser från både kommunen och regionen. Ange minst en som {principal.swedish} svarar för."
            )
