"""When an investigation is complete, and how it is locked as a version and taken up as another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from domain.base import Stamp
from domain.concern.guards import require_texts
from domain.errors import InvalidValueError, NotAllowedError
from domain.lex_sarah.codes import Affected, Degree, FindingKind, HandlingState, InvestigationForm
from domain.lex_sarah.guards import GuardedReport
from domain.lex_sarah.investigation_events import (
    CausesAnalysed,
    ConsequencesAssessed,
    FindingRecorded,
    InvestigationCompleted,
    RecurrenceAssessed,
    ReturnedForSupplement,
)
from domain.policies import Policy


class CompletingDecisions(GuardedReport):
    """An investigation as a whole."""

    def complete(
        self,
        *,
        entry_id: UUID,
        investigation_summary: str,
        proposed_degree: Degree,
        proposal_motivation: str,
        no_measures_reason: str | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[InvestigationCompleted]:
        """Complete the investigation, which locks it as a version (sv. *utredning klar*).

        Args:
            proposed_degree: No misconduct, when the investigation is simplified.
            proposal_motivation: Always, also of no misconduct.
            no_measures_reason: Why nothing more is done; given exactly when no measure is planned and no reason is recorded.

        Raises:
            NotFoundError: Unknown report; then NotAllowedError: it is closed; then ConflictError: `entry_id` is used.
            NotAllowedError: It is not under investigation, with what is missing; then the one who acts is in conflict; then
                something is missing in it: the message lists all.
            NotAllowedError: A simplified investigation that proposes more than no misconduct.
            InvalidValueError: `investigation_summary`; `proposal_motivation`; then `no_measures_reason`.

        Source: SOSFS 2011:5 5 kap.
        """
        self._require_investigation_for(entry_id, "Utredningen", stamp)
        missing = self.missing_in_investigation()
        if missing:
            raise NotAllowedError(f"Utredningen är inte klar. Det saknas: {'; '.join(missing)}.")
        if self.handling.form is InvestigationForm.SIMPLIFIED and proposed_degree is not Degree.NO_MISCONDUCT:
            raise NotAllowedError("En förenklad utredning räcker bara för inget missförhållande. Byt till full utredning.")
        policy.require_text(investigation_summary, "Sammanfattningen av utredningen")
        policy.require_text(proposal_motivation, "Motiveringen till förslaget")
        unanswered = not self.measures.planned and self.measures.no_more is None
        if unanswered != (no_measures_reason is not None):
            raise InvalidValueError("Ange varför inga fler åtgärder görs när ingen är planerad, och bara då.")
        require_texts(policy, {"Varför inga fler åtgärder görs": no_measures_reason})
        return (
            InvestigationCompleted(
                **self._next(stamp), entry_id=entry_id, investigation_version=self.handling.version_number,
                investigated_on=today, investigation_summary=investigation_summary, proposed_degree=proposed_degree,
                proposal_motivation=proposal_motivation, no_measures_reason=no_measures_reason,
                investigation_entry_ids=tuple(self.handling.material),
            ),
        )

    def missing_in_investigation(self) -> tuple[str, ...]:
        """Everything that is missing before the investigation can be complete, in Swedish, without personal data."""
        return tuple(self._missing())

    def _missing(self) -> Iterator[str]:
        handling = self.handling
        if handling.investigator is None:
            yield "en utredare"
        kinds = {each.finding_kind for each in handling.of(FindingRecorded)}
        simplified = handling.form is InvestigationForm.SIMPLIFIED
        for kind in (FindingKind.EVENT,) if simplified else FindingKind:
            if kind not in kinds:
                yield f"minst en iakttagelse: {kind.swedish}"
        if not simplified:
            if not handling.of(CausesAnalysed):
                yield "orsaksanalysen"
            yield from self._missing_consequences()
            if not handling.of(RecurrenceAssessed):
                yield "bedömningen av risken för upprepning"
        yield from self.individuals.lacking

    def _missing_consequences(self) -> Iterator[str]:
        handling = self.handling
        assessed = {each.case_id for each in handling.of(ConsequencesAssessed)}
        left = [each for each in handling.case_ids if each not in assessed]
        if left:
            yield f"konsekvenserna för {len(left)} av {len(handling.case_ids)} berörda"
        if handling.affected is not Affected.CASES and None not in assessed:
            yield "konsekvenserna för dem som inte är utpekade"

    def return_for_supplement(
        self, *, entry_id: UUID, supplement_reason: str, stamp: Stamp, today: date, policy: Policy
    ) -> tuple[ReturnedForSupplement]:
        """Ask for more: a new version begins, and the complete one stays with its decision (sv. *begära komplettering*).

        Raises:
            NotFoundError: Unknown report; then NotAllowedError: it is closed; then ConflictError: `entry_id` is used.
            NotAllowedError: It is neither investigated nor decided; then the one who acts is in conflict.
            InvalidValueError: `supplement_reason`.
        """
        self._require_open_for(entry_id, "Begäran om komplettering")
        self._require_state(
            HandlingState.INVESTIGATED, HandlingState.DECIDED, then="Bara en utredning som är klar kompletteras så."
        )
        self._require_no_conflict(stamp.actor_id)
        policy.require_text(supplement_reason, "Vad som ska kompletteras")
        return (
            ReturnedForSupplement(
                **self._next(stamp), entry_id=entry_id, supplement_asked_on=today, supplement_reason=supplement_reason,
                investigation_version=self.handling.version_number + 1,
            ),
        )
