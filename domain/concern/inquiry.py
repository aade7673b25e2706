"""Decisions: immediate protection, whether an inquiry is opened, its time, and who is told."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Occurred, Source, Stamp
from domain.concern.checks import require_child_heard, require_in_time, require_names, require_protection_fits
from domain.concern.codes import InformedParty, InquiryDecision, LegalTimer, ProtectionMeasure, ProtectionNeed
from domain.concern.events import (
    ConcernedInformed,
    ImmediateProtectionAssessed,
    InquiryExtended,
    PreliminaryAssessmentDecided,
)
from domain.concern.guards import GuardedConcern, is_imported, require_texts
from domain.concern.moments import require_moments_in_order
from domain.concern.timers import due_on
from domain.errors import InvalidValueError, NotAllowedError
from domain.policies import Policy, require_not_after_today, require_order


class InquiryDecisions(GuardedConcern):
    """What is assessed and decided because of a concern."""

    def assess_protection(
        self,
        *,
        entry_id: UUID,
        assessed_at: Occurred,
        protection_need: ProtectionNeed,
        assessment: str,
        child_view: str | None = None,
        not_heard_reason: str | None = None,
        protection_measures: tuple[ProtectionMeasure, ...] = (),
        assessor_id: UUID,
        assessor_name: str,
        assessor_title: str | None = None,
        late_reason: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ImmediateProtectionAssessed]:
        """Assess whether the child needs protection at once (sv. *omedelbar skyddsbedömning*).

        Args:
            assessed_at: From `received_at` to today.
            child_view: What the child says; without it, `not_heard_reason` is needed.
            protection_measures: At least one exactly when protection is needed.
            late_reason: Required more than `policy.protection_assessment_days` days after `received_at`; not of imported history.

        Raises:
            NotFoundError: Unknown concern.
            ConflictError: `entry_id` is used.
            NotAllowedError: The concern is closed; then it is about an adult.
            InvalidValueError: Texts and names; then `assessed_at`; then neither the child's view nor why it was not heard; then
                measures missing, or without need; then late without a reason.

        Source: SoL 2025:400 20:1 ("genast"), 3:2.
        """
        facts = self._require_open_for(entry_id, "Skyddsbedömningen")
        if not self.is_about_child:
            raise NotAllowedError("Oron gäller en vuxen; skyddsbedömning görs för barn. Skriv in akut behov med kontakten.")
        assessed = ImmediateProtectionAssessed(
            **self._next(stamp), entry_id=entry_id, assessed_at=assessed_at, protection_need=protection_need,
            assessment=assessment, child_view=child_view, not_heard_reason=not_heard_reason,
            protection_measures=protection_measures, assessor_id=assessor_id, assessor_name=assessor_name,
            assessor_title=assessor_title, late_reason=late_reason, source=source,
        )
        policy.require_text(assessment, "Bedömningen")
        require_texts(policy, {"Barnets uppfattning": child_view, "Varför barnet inte kom till tals": not_heard_reason})
        require_names(policy, {
            "Bedömarens namn": assessor_name, "Bedömarens befattning": assessor_title, "Orsaken till dröjsmålet": late_reason,
        })
        require_not_after_today(assessed_at.on, "Skyddsbedömningens dag", today)
        require_moments_in_order(facts.received_at, "det att oron kom in", assessed_at, "Skyddsbedömningen")
        imported = is_imported(stamp, source)
        if not imported:
            require_child_heard(child_view, not_heard_reason)
        require_protection_fits(protection_need, protection_measures)
        if not imported:
            require_in_time(facts.received_at, assessed_at, policy.protection_assessment_days, late_reason, "Skyddsbedömningen")
        return (assessed,)

    def decide_inquiry(
        self,
        *,
        entry_id: UUID,
        decided_on: date,
        inquiry_decision: InquiryDecision,
        grounds: str,
        extraordinary_reasons: str | None = None,
        child_view: str | None = None,
        not_heard_reason: str | None = None,
        decider_id: UUID,
        decider_name: str,
        decider_title: str | None = None,
        delegation: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[PreliminaryAssessmentDecided]:
        """Decide whether an inquiry is opened (sv. *beslut efter förhandsbedömning*).

        Args:
            decided_on: From the day it was received to today.
            extraordinary_reasons: Required for a child later than the 14th day after it was received; not of imported history.
            child_view: What the child says; a child's decision needs it or `not_heard_reason`. Not imported history.

        Raises:
            NotFoundError: Unknown concern.
            ConflictError: `entry_id` is used.
            NotAllowedError: The concern is closed; then it is decided already; then a child's immediate protection has not been
                assessed.
            InvalidValueError: Texts and names; then `decided_on`; then neither the child's view nor why it was not heard; then
                late without extraordinary reasons.

        Source: SoL 2025:400 20:1-2 (child), 14:2, 3:2.
        """
        facts = self._require_open_for(entry_id, "Beslutet")
        imported = is_imported(stamp, source)
        if self.decision is not None:
            raise NotAllowedError("Det är redan beslutat om utredning ska inledas. Stryk beslutet först, om det är fel.")
        if self.is_about_child and self.protection is None and not imported:
            raise NotAllowedError("Gör först den omedelbara skyddsbedömningen av barnet, och skriv in den.")
        policy.require_text(grounds, "Skälen för beslutet")
        require_texts(policy, {
            "De synnerliga skälen": extraordinary_reasons, "Barnets uppfattning": child_view,
            "Varför barnet inte kom till tals": not_heard_reason,
        })
        require_names(policy, {"Beslutsfattarens namn": decider_name, "Befattningen": decider_title, "Delegationen": delegation})
        require_not_after_today(decided_on, "Beslutets dag", today)
        require_order(facts.received_at.on, "den dag oron kom in", decided_on, "Beslutets dag")
        if self.is_about_child and not imported:
            require_child_heard(child_view, not_heard_reason)
            _require_extraordinary(facts.received_at.on, decided_on, extraordinary_reasons)
        return (
            PreliminaryAssessmentDecided(
                **self._next(stamp), entry_id=entry_id, decided_on=decided_on, inquiry_decision=inquiry_decision, grounds=grounds,
                extraordinary_reasons=extraordinary_reasons, child_view=child_view, not_heard_reason=not_heard_reason,
                decider_id=decider_id, decider_name=decider_name, decider_title=decider_title, delegation=delegation,
                source=source,
            ),
        )

    def extend_inquiry(
        self,
        *,
        entry_id: UUID,
        decided_on: date,
        extended_to: date,
        special_reasons: str,
        decider_id: UUID,
        decider_name: str,
        decider_title: str | None = None,
        delegation: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[InquiryExtended]:
        """Give a child's inquiry a longer, fixed time (sv. *förlänga utredningstiden*).

        Args:
            decided_on: From the opening of the inquiry to today; also after its time ran out, which is then seen.
            extended_to: After the last day that held before.

        Raises:
            NotFoundError: Unknown concern.
            ConflictError: `entry_id` is used.
            NotAllowedError: The concern is closed; then no inquiry is open; then it is about an adult.
            InvalidValueError: `special_reasons`; then names; then `decided_on`; then `extended_to`.

        Source: SoL 2025:400 20:3 ("särskilda skäl", fixed time).
        """
        self._require_open_for(entry_id, "Förlängningen")
        opened = self._require_inquiry()
        if not self.is_about_child:
            raise NotAllowedError("Utredningstiden är lagstadgad bara för barn. Ingen förlängning behövs.")
        policy.require_text(special_reasons, "De särskilda skälen")
        require_names(policy, {"Beslutsfattarens namn": decider_name, "Befattningen": decider_title, "Delegationen": delegation})
        require_not_after_today(decided_on, "Beslutets dag", today)
        require_order(opened.decided_on, "den dag utredningen inleddes", decided_on, "Beslutets dag")
        (running,) = (each for each in self.timers() if each.timer is LegalTimer.CHILD_INQUIRY)
        if extended_to <= running.due_on:
            raise InvalidValueError(f"Utredningstiden går redan till {running.due_on}. Ange en senare dag.")
        return (
            InquiryExtended(
                **self._next(stamp), entry_id=entry_id, decided_on=decided_on, extended_to=extended_to,
                special_reasons=special_reasons, decider_id=decider_id, decider_name=decider_name, decider_title=decider_title,
                delegation=delegation, source=source,
            ),
        )

    def inform_concerned(
        self,
        *,
        entry_id: UUID,
        parties_informed_on: date,
        informed_parties: tuple[InformedParty, ...],
        not_informed_reason: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ConcernedInformed]:
        """Record that those concerned were told that an inquiry was opened (sv. *underrätta om utredning*).

        Args:
            parties_informed_on: From the opening of the inquiry to today.
            informed_parties: At least one, each once.

        Raises:
            NotFoundError: Unknown concern.
            ConflictError: `entry_id` is used.
            NotAllowedError: The concern is closed; then no inquiry is open.
            InvalidValueError: `informed_parties`; then `not_informed_reason`; then `parties_informed_on`.

        Source: SoL 2025:400 20:4 ("genast").
        """
        self._require_open_for(entry_id, "Underrättelsen")
        opened = self._require_inquiry()
        if not informed_parties or len(set(informed_parties)) != len(informed_parties):
            raise InvalidValueError("Ange vem som underrättades: minst en, och var och en en gång.")
        require_texts(policy, {"Varför någon inte underrättades": not_informed_reason})
        require_not_after_today(parties_informed_on, "Underrättelsens dag", today)
        require_order(opened.decided_on, "den dag utredningen inleddes", parties_informed_on, "Underrättelsens dag")
        return (
            ConcernedInformed(
                **self._next(stamp), entry_id=entry_id, parties_informed_on=parties_informed_on,
                informed_parties=informed_parties, not_informed_reason=not_informed_reason, source=source,
            ),
        )


def _require_extraordinary(received_on: date, decided_on: date, reasons: str | None) -> None:
    latest = due_on(LegalTimer.PRELIMINARY_ASSESSMENT, received_on)
    if decided_on > latest and reasons is None:
        raise InvalidValueError(f"Beslutet om barnet skulle ha fattats senast {latest}. Ange de synnerliga skälen.")
