"""Decisions: the coordinated individual plan."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Source, Stamp
from domain.case.coordination.codes import SipConsent, SipEndReason, SipParty
from domain.case.coordination.events import SipConsentRecorded, SipEnded, SipRaised
from domain.case.coordination.guards import require_day, require_parties, require_texts
from domain.case.coordination.meetings import SipMeetingDecisions
from domain.case.coordination.plans import SipPlanDecisions
from domain.case.guards import is_imported
from domain.errors import InvalidValueError, NotAllowedError
from domain.policies import Policy, require_not_after_today

_MAY_CONSENT = {SipParty.PERSON, SipParty.GUARDIAN, SipParty.LEGAL_REPRESENTATIVE}


class CoordinationDecisions(SipMeetingDecisions, SipPlanDecisions):
    """The coordinated individual plan (sv. *SIP*)."""

    def raise_sip(
        self,
        *,
        entry_id: UUID,
        raised_on: date,
        raised_by: SipParty,
        assessment: str,
        individual_view: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[SipRaised]:
        """Record that a coordinated plan was offered or asked for (sv. *erbjuda eller begära SIP*).

        Args:
            raised_on: Not after today, nor after the closing unless it is imported history.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            InvalidValueError: `assessment`, `individual_view`; then `raised_on`.
            NotAllowedError: After the closing; then another one is not ended.

        Source: SoL 2025:400 10:8.
        """
        self._require_known()
        self._require_new_entry(entry_id, "SIP:en")
        policy.require_text(assessment, "Bedömningen av behovet")
        require_texts(policy, {"Den enskildes uppfattning": individual_view})
        require_not_after_today(raised_on, "Dagen då SIP togs upp", today)
        self._require_open_on(raised_on, "Dagen då SIP togs upp", imported=is_imported(stamp, source))
        if any(each.ended is None for each in self.coordination.sips.values()):
            raise NotAllowedError("Ärendet har redan en SIP. Fortsätt med den, eller avsluta den först.")
        return (
            SipRaised(
                **self._next(stamp), entry_id=entry_id, raised_on=raised_on, raised_by=raised_by, assessment=assessment,
                individual_view=individual_view, source=source,
            ),
        )

    def record_sip_consent(
        self,
        *,
        entry_id: UUID,
        sip_id: UUID,
        consented_on: date,
        sip_consent: SipConsent,
        consent_by: tuple[SipParty, ...],
        individual_view: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[SipConsentRecorded]:
        """Record what the person says of a coordinated plan (sv. *samtycke till SIP*).

        Args:
            consented_on: From the day it was raised to today.
            consent_by: The person, guardians or a legal representative: at least one; the person once.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown coordinated plan.
            NotAllowedError: It has ended.
            InvalidValueError: `individual_view`; then `consent_by`; then `consented_on`; then withdrawn without being given.

        Source: SoL 2025:400 10:8.
        """
        sip = self._require_sip(entry_id, sip_id, "Samtycket")
        require_texts(policy, {"Den enskildes uppfattning": individual_view})
        require_parties(consent_by, "Ange vem som samtycker eller inte")
        if not set(consent_by) <= _MAY_CONSENT:
            raise InvalidValueError("Samtycke lämnas av den enskilde, vårdnadshavare eller god man. Rätta vem som lämnade det.")
        require_day(consented_on, "Samtyckets dag", sip, today)
        if sip_consent is SipConsent.WITHDRAWN and sip.consent_on(consented_on) is not SipConsent.GIVEN:
            raise InvalidValueError("Det finns inget samtycke att återta den dagen. Kontrollera dagen, eller ange ett nej.")
        return (
            SipConsentRecorded(
                **self._next(stamp), entry_id=entry_id, sip_id=sip_id, consented_on=consented_on, sip_consent=sip_consent,
                consent_by=consent_by, individual_view=individual_view, source=source,
            ),
        )

    def end_sip(
        self,
        *,
        entry_id: UUID,
        sip_id: UUID,
        sip_ended_on: date,
        sip_end_reason: SipEndReason,
        explanation: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[SipEnded]:
        """End a coordinated plan, or the work towards one (sv. *avsluta SIP*).

        Args:
            sip_ended_on: From the day it was raised to today.
            explanation: Required for another reason than the listed ones.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown coordinated plan.
            NotAllowedError: It has ended.
            InvalidValueError: `explanation`; then `sip_ended_on`; then the explanation is missing; then goals reached without a
                plan.
        """
        sip = self._require_sip(entry_id, sip_id, "Avslutet")
        require_texts(policy, {"Förklaringen": explanation})
        require_day(sip_ended_on, "Avslutets dag", sip, today)
        if sip_end_reason is SipEndReason.OTHER and explanation is None:
            raise InvalidValueError("SIP:en avslutas av annan orsak. Förklara vilken.")
        if sip_end_reason is SipEndReason.GOALS_REACHED and not sip.plans and not is_imported(stamp, source):
            raise InvalidValueError("Ingen plan är upprättad, så inga mål kan vara nådda. Ange en annan orsak.")
        return (
            SipEnded(
                **self._next(stamp), entry_id=entry_id, sip_id=sip_id, sip_ended_on=sip_ended_on, sip_end_reason=sip_end_reason,
                explanation=explanation, source=source,
            ),
        )
