"""Decisions: the meetings about a coordinated plan."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Occurred, Source, Stamp
from domain.case.coordination.codes import SipParty
from domain.case.coordination.events import SipCalled, SipMeetingHeld
from domain.case.coordination.guards import GuardedSip, require_consent, require_day, require_parties, require_texts
from domain.case.guards import is_imported
from domain.errors import InvalidValueError
from domain.policies import Policy, require_order


class SipMeetingDecisions(GuardedSip):
    """How the parties are called and meet."""

    def call_sip_meeting(
        self,
        *,
        entry_id: UUID,
        sip_id: UUID,
        called_on: date,
        meeting_on: Occurred,
        parties_called: tuple[SipParty, ...],
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[SipCalled]:
        """Call the parties to a meeting (sv. *kalla till SIP*).

        Args:
            called_on: From the day it was raised to today.
            meeting_on: From `called_on` on.
            parties_called: At least one; the person once.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown coordinated plan.
            NotAllowedError: It has ended.
            InvalidValueError: `parties_called`; then `called_on`; then `meeting_on`.
            NotAllowedError: The person had not agreed by then; imported history is believed.
        """
        sip = self._require_sip(entry_id, sip_id, "Kallelsen")
        require_parties(parties_called, "Ange vilka som kallades")
        require_day(called_on, "Kallelsens dag", sip, today)
        if meeting_on.precision != "month":
            require_order(called_on, "kallelsens dag", meeting_on.on, "Mötets dag")
        require_consent(sip, called_on, imported=is_imported(stamp, source))
        return (
            SipCalled(
                **self._next(stamp), entry_id=entry_id, sip_id=sip_id, called_on=called_on, meeting_on=meeting_on,
                parties_called=parties_called, source=source,
            ),
        )

    def hold_sip_meeting(
        self,
        *,
        entry_id: UUID,
        sip_id: UUID,
        met_at: Occurred,
        parties_present: tuple[SipParty, ...],
        participant_names: tuple[str, ...] = (),
        person_absent_reason: str | None = None,
        account: str,
        individual_view: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[SipMeetingHeld]:
        """Record that the parties met (sv. *SIP-möte*).

        Args:
            met_at: From the day it was raised to today.
            parties_present: At least two; the person once.
            person_absent_reason: Required exactly when the person was not there.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown coordinated plan.
            NotAllowedError: It has ended.
            InvalidValueError: Texts and names; then `parties_present`; then `met_at`; then why the person was not there is
                missing, or does not belong.
            NotAllowedError: The person had not agreed by then; imported history is believed.

        Source: SoL 2025:400 10:8 (together with the person when that is possible).
        """
        sip = self._require_sip(entry_id, sip_id, "SIP-mötet")
        policy.require_text(account, "Vad som togs upp")
        require_texts(policy, {
            "Varför den enskilde inte var med": person_absent_reason, "Den enskildes uppfattning": individual_view,
        })
        policy.require_short_texts(participant_names, "Deltagarens namn")
        require_parties(parties_present, "Ange vilka som var med: minst två", least=2)
        require_day(met_at.on, "Mötets dag", sip, today, by_month=met_at.precision == "month")
        imported = is_imported(stamp, source)
        if (SipParty.PERSON in parties_present) == (person_absent_reason is not None) and not imported:
            raise InvalidValueError("Ange att den enskilde var med, eller varför inte; ett av dem och inte båda.")
        require_consent(sip, met_at.on, imported=imported or met_at.precision == "month")
        return (
            SipMeetingHeld(
                **self._next(stamp), entry_id=entry_id, sip_id=sip_id, met_at=met_at, parties_present=parties_present,
                participant_names=participant_names, person_absent_reason=person_absent_reason, account=account,
                individual_view=individual_view, source=source,
            ),
        )
