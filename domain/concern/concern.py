"""A concern (sv. *oro*): who came with it, what was assessed and decided, how the person was sought, and what it led to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from domain.base import Occurred, Source, Stamp
from domain.codes import YesNoUnknown
from domain.concern.checks import require_names
from domain.concern.codes import ConcernOutcome, InquiryDecision, OutreachResult, OutreachWay
from domain.concern.events import (
    ConcernClosed,
    ConcernedInformed,
    ConcernEntry,
    ConcernEntryStruck,
    ImmediateProtectionAssessed,
    InquiryExtended,
    OutreachMade,
    PreliminaryAssessmentDecided,
)
from domain.concern.guards import is_imported, require_texts
from domain.concern.inquiry import InquiryDecisions
from domain.concern.moments import require_moments_in_order
from domain.concern.receiving import ReceivingDecisions
from domain.errors import InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import Policy, require_not_after_today, require_order

_BUILDS_ON: Mapping[type[ConcernEntry], tuple[type[ConcernEntry], ...]] = {
    ImmediateProtectionAssessed: (PreliminaryAssessmentDecided,),
    PreliminaryAssessmentDecided: (InquiryExtended, ConcernedInformed, ConcernClosed),
}
"""What rests on an entry of a kind, so that the entry cannot be struck before it."""


class Concern(ReceivingDecisions, InquiryDecisions):
    """One concern (sv. *oro*) about somebody who has no case for it yet. `version` 0 = not received."""

    def make_outreach(
        self,
        *,
        entry_id: UUID,
        sought_at: Occurred,
        outreach_way: OutreachWay,
        outreach_result: OutreachResult,
        acute_need: YesNoUnknown,
        account: str,
        individual_view: str | None = None,
        try_again_on: date | None = None,
        seeker_id: UUID,
        seeker_name: str,
        seeker_title: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[OutreachMade]:
        """Record an attempt to reach the person (sv. *uppsökande försök*).

        Args:
            sought_at: From `received_at` to today.
            acute_need: Unknown where nobody was reached.
            individual_view: Only of somebody who was reached.
            try_again_on: After `sought_at`.

        Raises:
            NotFoundError: Unknown concern.
            ConflictError: `entry_id` is used.
            NotAllowedError: The concern is closed.
            InvalidValueError: Texts and names; then `sought_at`; then a view of somebody not reached; then `try_again_on`.
        """
        facts = self._require_open_for(entry_id, "Försöket")
        policy.require_text(account, "Vad som gjordes")
        require_texts(policy, {"Den enskildes uppfattning": individual_view})
        require_names(policy, {"Den sökandes namn": seeker_name, "Befattningen": seeker_title})
        require_not_after_today(sought_at.on, "Försökets dag", today)
        require_moments_in_order(facts.received_at, "det att oron kom in", sought_at, "Försöket")
        if individual_view is not None and outreach_result in (OutreachResult.NOT_REACHED, OutreachResult.MESSAGE_LEFT):
            raise InvalidValueError("Personen nåddes inte. Ta bort den enskildes uppfattning, eller ändra resultatet.")
        if try_again_on is not None and try_again_on <= sought_at.on:
            raise InvalidValueError(f"Nästa försök är {try_again_on}, men det här var {sought_at.on}. Ange en senare dag.")
        return (
            OutreachMade(
                **self._next(stamp), entry_id=entry_id, sought_at=sought_at, outreach_way=outreach_way,
                outreach_result=outreach_result, acute_need=acute_need, account=account, individual_view=individual_view,
                try_again_on=try_again_on, seeker_id=seeker_id, seeker_name=seeker_name, seeker_title=seeker_title, source=source,
            ),
        )

    def close(
        self,
        *,
        entry_id: UUID,
        concern_closed_on: date,
        concern_outcome: ConcernOutcome,
        led_to_case_id: UUID | None = None,
        handed_to: str | None = None,
        summary: str,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ConcernClosed]:
        """End the work with a concern (sv. *avsluta oro*). A closing that was wrong is struck, and the work goes on.

        Args:
            concern_closed_on: From the day it was received and of everything done about it to today.
            led_to_case_id: Exactly when it led to a case.
            handed_to: Exactly when it was handed to another unit or authority.

        Raises:
            NotFoundError: Unknown concern.
            ConflictError: `entry_id` is used.
            NotAllowedError: The concern is closed already; then no decision about an inquiry about a child.
            InvalidValueError: `summary`, `handed_to`; then `concern_closed_on`; then the case is missing or does not belong; then
                the other unit; then the outcome contradicts the decision about an inquiry, or nobody tried to reach the person.
        """
        facts = self._require_open_for(entry_id, "Avslutet")
        imported = is_imported(stamp, source)
        if self.is_about_child and self.decision is None and not imported:
            raise NotAllowedError("Besluta först om utredning ska inledas; oron gäller ett barn.")
        policy.require_text(summary, "Sammanfattningen")
        require_names(policy, {"Vart oron lämnades": handed_to})
        require_not_after_today(concern_closed_on, "Avslutets dag", today)
        require_order(facts.received_at.on, "den dag oron kom in", concern_closed_on, "Avslutets dag")
        _require_belongs(concern_outcome, ConcernOutcome.CASE, led_to_case_id, "ärendet")
        _require_belongs(concern_outcome, ConcernOutcome.OTHER_UNIT, handed_to, "enheten eller myndigheten")
        if not imported:
            self._require_outcome_fits(concern_outcome)
        return (
            ConcernClosed(
                **self._next(stamp), entry_id=entry_id, concern_closed_on=concern_closed_on, concern_outcome=concern_outcome,
                led_to_case_id=led_to_case_id, handed_to=handed_to, summary=summary, source=source,
            ),
        )

    def strike_entry(self, *, entry_id: UUID, reason: str, stamp: Stamp, policy: Policy) -> tuple[ConcernEntryStruck]:
        """State that something done about it was wrongly recorded; it stays legible (sv. *stryka*). Also when closed.

        Raises:
            NotFoundError: Unknown concern.
            NotAllowedError: It is struck already.
            NotFoundError: Unknown entry.
            NotAllowedError: Another entry that stands rests on it.
            InvalidValueError: `reason`.

        Source: SOSFS 2014:5 4 kap.
        """
        self._require_known()
        if entry_id in self.struck:
            raise NotAllowedError("Uppgiften är redan struken.")
        if entry_id not in self.entries:
            raise NotFoundError("Uppgiften finns inte om den här oron. Kontrollera att du är i rätt ärende.")
        resting = _BUILDS_ON.get(type(self.entries[entry_id]), ())
        if any(isinstance(each, resting) for each in self.entries.values()):
            raise NotAllowedError("En annan uppgift bygger på den här. Stryk den uppgiften först.")
        policy.require_short_text(reason, "Orsaken till att uppgiften stryks")
        return (ConcernEntryStruck(**self._next(stamp), entry_id=entry_id, reason=reason),)

    def _require_outcome_fits(self, outcome: ConcernOutcome) -> None:
        decided = None if self.decision is None else self.decision.inquiry_decision
        if outcome is ConcernOutcome.INQUIRY_NOT_OPENED and decided is not InquiryDecision.NOT_OPEN:
            raise InvalidValueError("Det är inte beslutat att inte inleda utredning. Ange ett annat utfall, eller besluta först.")
        if outcome is ConcernOutcome.INQUIRY_ENDED and decided is not InquiryDecision.OPEN:
            raise InvalidValueError("Ingen utredning är inledd. Ange ett annat utfall, eller besluta först.")
        if outcome is ConcernOutcome.NO_CONTACT and not self.outreach:
            raise InvalidValueError("Inget försök att nå personen är inskrivet. Skriv in försöken, eller ange ett annat utfall.")


def _require_belongs(outcome: ConcernOutcome, wanted: ConcernOutcome, value: UUID | str | None, what: str) -> None:
    if outcome is wanted and value is None:
        raise InvalidValueError(f"Utfallet är {wanted.swedish}. Ange {what}.")
    if outcome is not wanted and value is not None:
        raise InvalidValueError(f"Utfallet är {outcome.swedish}. Ta bort {what}, eller ändra utfallet.")
