"""How a report is taken in: received, registered, assessed a first time, and who is affected."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Stamp
from domain.concern.checks import require_names
from domain.errors import InvalidValueError
from domain.lex_sarah.codes import Affected, Degree, HandlingState, InvestigationForm
from domain.lex_sarah.guards import GuardedReport
from domain.lex_sarah.handling_events import (
    AffectedStated,
    InitialAssessmentMade,
    InvestigationFormChanged,
    LexSarahReportReceived,
    LexSarahReportRegistered,
)
from domain.lex_sarah.submitting import require_affected
from domain.policies import Policy


class TakingInDecisions(GuardedReport):
    """What is done before the investigation."""

    def receive(
        self,
        *,
        entry_id: UUID,
        receiver_id: UUID,
        receiver_name: str,
        receiver_title: str | None = None,
        acknowledgement: str,
        receiver_in_conflict: bool,
        conflict_text: str | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[LexSarahReportReceived]:
        """Confirm that a report is received (sv. *ta emot Lex Sarah-rapport*). The day is the server's.

        Args:
            acknowledgement: How the reporter was told that it is received.
            receiver_in_conflict: Whether the receiver has an interest in the outcome; then somebody else goes on with it.
            conflict_text: Given exactly when they have.

        Raises:
            NotFoundError: Unknown report; then NotAllowedError: it is closed; then ConflictError: `entry_id` is used.
            NotAllowedError: Received already.
            InvalidValueError: The receiver's name and title; `acknowledgement`; then `conflict_text`.
        """
        self._require_open_for(entry_id, "Mottagningen")
        self._require_state(HandlingState.REPORTED, then="Den är redan mottagen.")
        require_names(policy, {"Mottagarens namn": receiver_name, "Mottagarens befattning": receiver_title})
        policy.require_short_text(acknowledgement, "Hur rapportören fick veta att rapporten är mottagen")
        if receiver_in_conflict != (conflict_text is not None):
            raise InvalidValueError("Ange vari jävet består när mottagaren är jävig, och bara då.")
        if conflict_text is not None:
            policy.require_short_text(conflict_text, "Vari jävet består")
        return (
            LexSarahReportReceived(
                **self._next(stamp), entry_id=entry_id, lex_received_on=today, receiver_id=receiver_id,
                receiver_name=receiver_name, receiver_title=receiver_title, acknowledgement=acknowledgement,
                receiver_in_conflict=receiver_in_conflict, conflict_text=conflict_text,
            ),
        )

    def register(
        self, *, entry_id: UUID, registry_number: str, stamp: Stamp, today: date, policy: Policy
    ) -> tuple[LexSarahReportRegistered]:
        """Give it its number in the registry; a later one holds instead (sv. *diarieföra*). Also when it is closed.

        Raises:
            NotFoundError: Unknown report; then ConflictError: `entry_id` is used.
            InvalidValueError: `registry_number`.

        Source: OSL 2009:400 5:1.
        """
        self._require_known()
        self._require_new(entry_id, "Diarieföringen")
        policy.require_short_text(registry_number, "Diarienumret")
        return (
            LexSarahReportRegistered(
                **self._next(stamp), entry_id=entry_id, registry_number=registry_number, registered_on=today
            ),
        )

    def state_affected(
        self,
        *,
        entry_id: UUID,
        affected: Affected,
        case_ids: tuple[UUID, ...] = (),
        affected_reason: str,
        stamp: Stamp,
        policy: Policy,
    ) -> tuple[AffectedStated]:
        """State anew, whole, who is affected (sv. *ange berörda*); what the report said stays.

        Args:
            case_ids: As when reporting; every one that is affected, not only those who are new.

        Raises:
            NotFoundError: Unknown report; then NotAllowedError: it is closed; then ConflictError: `entry_id` is used.
            NotAllowedError: The investigation is complete; then the one who acts is in conflict.
            InvalidValueError: `case_ids`; then `affected_reason`.
        """
        self._require_unlocked_for(entry_id, "Uppgiften om berörda", stamp)
        require_affected(affected, case_ids)
        policy.require_short_text(affected_reason, "Hur det är känt vem som berörs")
        return (
            AffectedStated(
                **self._next(stamp), entry_id=entry_id, affected=affected, case_ids=case_ids, affected_reason=affected_reason
            ),
        )

    def assess(
        self,
        *,
        entry_id: UUID,
        provisional_degree: Degree,
        ivo_obvious: bool,
        urgent_need: bool,
        police_report: bool,
        child_concern_report: bool,
        investigation_form: InvestigationForm,
        assessment_motivation: str,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[InitialAssessmentMade]:
        """Assess a received report a first time, which begins its investigation (sv. *första bedömning*).

        Args:
            provisional_degree: As grave as it looks now; not lower than what it was raised to before.
            ivo_obvious: Whether IVO is to be notified already; only with a serious degree.
            urgent_need: Whether somebody needs something at once.
            child_concern_report: Whether a concern for a child is reported. Source: SoL 2025:400 19:1.
            investigation_form: Simplified ends in no misconduct only; it can be changed later.
            assessment_motivation: Why, also why nothing of the above.

        Raises:
            NotFoundError: Unknown report; then NotAllowedError: it is closed; then ConflictError: `entry_id` is used.
            NotAllowedError: It is not received, or is assessed; then the one who acts is in conflict.
            InvalidValueError: `provisional_degree`; then `ivo_obvious`; a simplified investigation of something serious; then
                `assessment_motivation`.

        Source: SoL 2025:400 27:5.
        """
        self._require_open_for(entry_id, "Bedömningen")
        self._require_state(HandlingState.RECEIVED, then="En första bedömning görs av en rapport som är mottagen, en gång.")
        self._require_no_conflict(stamp.actor_id)
        raised = self.handling.degree
        if raised is not None and provisional_degree.rank < raised.rank:
            raise InvalidValueError(f"Graden är redan höjd till {raised.swedish}. Lägre blir den först i beslutet.")
        if ivo_obvious and not provisional_degree.is_serious:
            raise InvalidValueError("Anmälan till IVO är uppenbar bara när det är allvarligt. Ange en allvarlig grad, eller nej.")
        if investigation_form is InvestigationForm.SIMPLIFIED and provisional_degree.is_serious:
            raise InvalidValueError("Det som kan vara allvarligt utreds fullt. Välj full utredning.")
        policy.require_text(assessment_motivation, "Motiveringen till bedömningen")
        return (
            InitialAssessmentMade(
                **self._next(stamp), entry_id=entry_id, initially_assessed_on=today, provisional_degree=provisional_degree,
                ivo_obvious=ivo_obvious, urgent_need=urgent_need, police_report=police_report,
                child_concern_report=child_concern_report, investigation_form=investigation_form,
                assessment_motivation=assessment_motivation,
            ),
        )

    def change_form(
        self,
        *,
        entry_id: UUID,
        investigation_form: InvestigationForm,
        form_motivation: str,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[InvestigationFormChanged]:
        """Investigate more, or less, thoroughly than was decided (sv. *ändra utredningsform*).

        Raises:
            NotFoundError: Unknown report; then NotAllowedError: it is closed; then ConflictError: `entry_id` is used.
            NotAllowedError: It is not under investigation; then the one who acts is in conflict.
            InvalidValueError: It is investigated so already; then simplified of something serious; then `form_motivation`.
        """
        self._require_investigation_for(entry_id, "Ändringen", stamp)
        if investigation_form is self.handling.form:
            raise InvalidValueError(f"Rapporten utreds redan med {investigation_form.swedish}.")
        degree = self.handling.degree
        if investigation_form is InvestigationForm.SIMPLIFIED and degree is not None and degree.is_serious:
            raise InvalidValueError("Det som kan vara allvarligt utreds fullt. Behåll full utredning.")
        policy.require_text(form_motivation, "Motiveringen till ändringen")
        return (
            InvestigationFormChanged(
                **self._next(stamp), entry_id=entry_id, form_changed_on=today, investigation_form=investigation_form,
                form_motivation=form_motivation,
            ),
        )
