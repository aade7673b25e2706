"""Decisions: immediate protection of children, and the unit's own concern reports."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Occurred, Source, Stamp
from domain.case.guards import GuardedCase, is_imported
from domain.case.safety.codes import ChildInCase, NotToldReason, ReportReceiver
from domain.case.safety.events import ConcernReportMade, Foretold, ProtectionAssessed
from domain.codes import Channel
from domain.concern.checks import require_child_heard, require_in_time, require_kinds, require_names, require_protection_fits
from domain.concern.codes import ConcernKind, ProtectionMeasure, ProtectionNeed
from domain.concern.moments import require_moments_in_order
from domain.errors import InvalidValueError, NotFoundError
from domain.policies import Policy, require_not_after_today


class ProtectionDecisions(GuardedCase):
    """What is done when a child may be in danger; also in a closed case."""

    def assess_protection(
        self,
        *,
        entry_id: UUID,
        known_at: Occurred,
        assessed_at: Occurred,
        child: ChildInCase,
        child_name: str | None = None,
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
    ) -> tuple[ProtectionAssessed]:
        """Assess whether a child in the case needs protection at once (sv. *omedelbar skyddsbedömning*).

        Args:
            assessed_at: From `known_at` to today.
            child_view: What the child says; without it, `not_heard_reason` is needed.
            protection_measures: At least one exactly when protection is needed.
            late_reason: Required more than `policy.protection_assessment_days` days after `known_at`; not of imported history.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            InvalidValueError: Texts and names; then `assessed_at` after today, then before `known_at`; then neither the child's
                view nor why it was not heard; then measures missing, or without need; then late without a reason.

        Source: SoL 2025:400 20:1 ("genast"), 3:2.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Skyddsbedömningen")
        assessed = ProtectionAssessed(
            **self._next(stamp), entry_id=entry_id, known_at=known_at, assessed_at=assessed_at, child=child,
            child_name=child_name, protection_need=protection_need, assessment=assessment, child_view=child_view,
            not_heard_reason=not_heard_reason, protection_measures=protection_measures, assessor_id=assessor_id,
            assessor_name=assessor_name, assessor_title=assessor_title, late_reason=late_reason, source=source,
        )
        _require_assessment_texts(assessed, policy)
        require_not_after_today(assessed_at.on, "Skyddsbedömningens dag", today)
        require_moments_in_order(known_at, "det att oron blev känd", assessed_at, "Skyddsbedömningen")
        if not is_imported(stamp, source):
            require_child_heard(child_view, not_heard_reason)
        require_protection_fits(protection_need, protection_measures)
        if not is_imported(stamp, source):
            require_in_time(known_at, assessed_at, policy.protection_assessment_days, late_reason, "Skyddsbedömningen")
        return (assessed,)

    def make_concern_report(
        self,
        *,
        entry_id: UUID,
        observed_at: Occurred,
        reported_at: Occurred,
        child: ChildInCase,
        child_name: str | None = None,
        concern_kinds: tuple[ConcernKind, ...],
        observation: str,
        assessment: str | None = None,
        report_receiver: ReportReceiver,
        receiver_name: str | None = None,
        report_channel: Channel,
        child_told: Foretold,
        guardians_told: Foretold,
        not_told_explanation: str | None = None,
        child_view: str | None = None,
        reporter_id: UUID,
        reporter_name: str,
        reporter_title: str | None = None,
        late_reason: str | None = None,
        prompted_by: UUID | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ConcernReportMade]:
        """Record that a child was reported to the social services (sv. *orosanmälan*).

        Args:
            reported_at: From `observed_at` to today.
            concern_kinds: At least one, each once.
            child_told: Before the report; a reason exactly when not.
            not_told_explanation: Required when somebody was not told for another reason than the listed ones.
            late_reason: Required more than `policy.concern_report_days` days after `observed_at`, but not of imported history.
            prompted_by: A screening question, warning signal or protection assessment of this case.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            InvalidValueError: Texts and names; then `concern_kinds`; then `reported_at` after today, then before `observed_at`;
                then what the child and what the guardians were told; then its explanation is missing; then late without a reason.
            NotFoundError: Unknown entry in `prompted_by`.

        Source: SoL 2025:400 19:1 ("genast").
        """
        self._require_known()
        self._require_new_entry(entry_id, "Anmälan")
        report = ConcernReportMade(
            **self._next(stamp), entry_id=entry_id, observed_at=observed_at, reported_at=reported_at, child=child,
            child_name=child_name, concern_kinds=concern_kinds, observation=observation, assessment=assessment,
            report_receiver=report_receiver, receiver_name=receiver_name, report_channel=report_channel, child_told=child_told,
            guardians_told=guardians_told, not_told_explanation=not_told_explanation, child_view=child_view,
            reporter_id=reporter_id, reporter_name=reporter_name, reporter_title=reporter_title, late_reason=late_reason,
            prompted_by=prompted_by, source=source,
        )
        _require_report_texts(report, policy)
        require_kinds(concern_kinds)
        require_not_after_today(reported_at.on, "Anmälans dag", today)
        require_moments_in_order(observed_at, "det att oron väcktes", reported_at, "Anmälan")
        _require_foretold(report)
        if not is_imported(stamp, source):
            require_in_time(observed_at, reported_at, policy.concern_report_days, late_reason, "Anmälan")
        if prompted_by is not None and prompted_by not in self.safety.entries:
            raise NotFoundError("Uppgiften som ledde till anmälan finns inte i ärendet. Välj bland ärendets uppgifter.")
        return (report,)


def _require_assessment_texts(assessed: ProtectionAssessed, policy: Policy) -> None:
    policy.require_text(assessed.assessment, "Bedömningen")
    texts = ((assessed.child_view, "Barnets uppfattning"), (assessed.not_heard_reason, "Varför barnet inte kom till tals"))
    for text, what in texts:
        if text is not None:
            policy.require_text(text, what)
    require_names(policy, {
        "Barnets namn": assessed.child_name, "Bedömarens namn": assessed.assessor_name,
        "Bedömarens befattning": assessed.assessor_title, "Orsaken till dröjsmålet": assessed.late_reason,
    })


def _require_report_texts(report: ConcernReportMade, policy: Policy) -> None:
    policy.require_text(report.observation, "Det som väckte oron")
    texts = (
        (report.assessment, "Bedömningen"), (report.not_told_explanation, "Förklaringen"),
        (report.child_view, "Barnets uppfattning"),
    )
    for text, what in texts:
        if text is not None:
            policy.require_text(text, what)
    require_names(policy, {
        "Barnets namn": report.child_name, "Mottagarens namn": report.receiver_name, "Anmälarens namn": report.reporter_name,
        "Anmälarens befattning": report.reporter_title, "Orsaken till dröjsmålet": report.late_reason,
    })


def _require_foretold(report: ConcernReportMade) -> None:
    for foretold, whom in ((report.child_told, "Barnet"), (report.guardians_told, "Vårdnadshavarna")):
        if not foretold.told_before and foretold.not_told_reason is None:
            raise InvalidValueError(f"{whom} fick inte veta före anmälan. Ange varför.")
        if foretold.told_before and foretold.not_told_reason is not None:
            raise InvalidValueError(f"{whom} fick veta före anmälan. Ta bort orsaken, eller ändra uppgiften.")
    reasons = (report.child_told.not_told_reason, report.guardians_told.not_told_reason)
    if NotToldReason.OTHER in reasons and report.not_told_explanation is None:
        raise InvalidValueError("Någon fick inte veta före anmälan av annan orsak. Förklara vilken.")
