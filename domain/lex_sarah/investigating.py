"""The investigation: what happened and should have, what people told, why, what it meant, and whether it can happen again.

Nothing here names who is to blame: people are mentioned by their role, and causes are sought in how the work is arranged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from uuid import UUID

from domain.base import Occurred, Stamp
from domain.codes import Code, YesNoUnknown
from domain.concern.guards import require_texts
from domain.errors import InvalidValueError, NotFoundError
from domain.lex_sarah.codes import (
    CauseArea,
    ConsequenceExtent,
    ConsequenceKind,
    ContributingFactor,
    FindingKind,
    InterviewedRole,
)
from domain.lex_sarah.guards import GuardedReport
from domain.lex_sarah.investigation_events import (
    CausesAnalysed,
    ConsequencesAssessed,
    DocumentAdded,
    FindingRecorded,
    InterviewHeld,
    RecurrenceAssessed,
)
from domain.lex_sarah.passing_on import found
from domain.lex_sarah.state import LexSarahState
from domain.lex_sarah.values import AreaConsidered, Consequence
from domain.policies import Policy, require_not_after_today


class InvestigatingDecisions(GuardedReport):
    """What an investigation consists of. What is wrong is struck; an analysis that is made again holds instead."""

    def record_finding(
        self,
        *,
        entry_id: UUID,
        occurred: Occurred,
        finding_kind: FindingKind,
        lex_finding: str,
        finding_source: str,
        case_id: UUID | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[FindingRecorded]:
        """Record a fact with where it is known from (sv. *iakttagelse*).

        Args:
            occurred: Not after today.
            finding_source: A note, a position in the ledger, a routine with its version, a conversation.
            case_id: A case that is affected.

        Raises:
            NotFoundError: Unknown report; then NotAllowedError: it is closed; then ConflictError: `entry_id` is used.
            NotAllowedError: It is not under investigation, with what is missing; then the one who acts is in conflict.
            InvalidValueError: `occurred` after today; `lex_finding`; `finding_source`.
            NotFoundError: The case is not among those affected.
        """
        self._require_investigation_for(entry_id, "Iakttagelsen", stamp)
        require_not_after_today(occurred.on, "Dagen för iakttagelsen", today)
        policy.require_text(lex_finding, "Iakttagelsen")
        policy.require_text(finding_source, "Varifrån det är känt")
        self._require_affected(case_id)
        return (
            FindingRecorded(
                **self._next(stamp), entry_id=entry_id, occurred=occurred, finding_kind=finding_kind, lex_finding=lex_finding,
                finding_source=finding_source, case_id=case_id,
            ),
        )

    def hold_interview(
        self,
        *,
        entry_id: UUID,
        occurred: Occurred,
        interviewed_role: InterviewedRole,
        interview_text: str,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[InterviewHeld]:
        """Record what somebody told, by their role and not their name (sv. *utredningssamtal*).

        Args:
            occurred: Not after today.

        Raises:
            NotFoundError: Unknown report; then NotAllowedError: it is closed; then ConflictError: `entry_id` is used.
            NotAllowedError: It is not under investigation, with what is missing; then the one who acts is in conflict.
            InvalidValueError: `occurred` after today; then `interview_text`.
        """
        self._require_investigation_for(entry_id, "Samtalet", stamp)
        require_not_after_today(occurred.on, "Dagen för samtalet", today)
        policy.require_text(interview_text, "Vad som kom fram i samtalet")
        return (
            InterviewHeld(
                **self._next(stamp), entry_id=entry_id, occurred=occurred, interviewed_role=interviewed_role,
                interview_text=interview_text,
            ),
        )

    def add_document(
        self,
        *,
        entry_id: UUID,
        document_title: str,
        document_reference: str,
        document_shows: str,
        stamp: Stamp,
        policy: Policy,
    ) -> tuple[DocumentAdded]:
        """Refer to a document that the investigation rests on (sv. *underlag i utredningen*).

        Raises:
            NotFoundError: Unknown report; then NotAllowedError: it is closed; then ConflictError: `entry_id` is used.
            NotAllowedError: It is not under investigation, with what is missing; then the one who acts is in conflict.
            InvalidValueError: `document_title`; `document_reference`; then `document_shows`.
        """
        self._require_investigation_for(entry_id, "Underlaget", stamp)
        policy.require_short_text(document_title, "Underlagets namn")
        policy.require_short_text(document_reference, "Var underlaget finns")
        policy.require_text(document_shows, "Vad underlaget visar")
        return (
            DocumentAdded(
                **self._next(stamp), entry_id=entry_id, document_title=document_title, document_reference=document_reference,
                document_shows=document_shows,
            ),
        )

    def analyse_causes(
        self,
        *,
        entry_id: UUID,
        cause_areas: tuple[AreaConsidered, ...],
        contributing_factors: tuple[ContributingFactor, ...] = (),
        no_cause_reason: str | None = None,
        stamp: Stamp,
        policy: Policy,
    ) -> tuple[CausesAnalysed]:
        """State, whole, why it happened, in how the work is arranged (sv. *orsaksanalys*).

        Args:
            cause_areas: Every area once, also those without a cause, with why not.
            contributing_factors: Each once; at least one where there is a cause.
            no_cause_reason: Given exactly when no area holds a cause.

        Raises:
            NotFoundError: Unknown report; then NotAllowedError: it is closed; then ConflictError: `entry_id` is used.
            NotAllowedError: It is not under investigation, with what is missing; then the one who acts is in conflict.
            InvalidValueError: An area missing or twice; its text; `contributing_factors`; then `no_cause_reason`.

        Source: SOSFS 2011:5 5 kap.
        """
        self._require_investigation_for(entry_id, "Orsaksanalysen", stamp)
        _require_each_once([each.area for each in cause_areas], list(CauseArea), "orsaksområde")
        for each in cause_areas:
            policy.require_text(each.text, f"Texten om {each.area.swedish}")
        caused = any(each.found for each in cause_areas)
        if caused != bool(contributing_factors) or len(set(contributing_factors)) < len(contributing_factors):
            raise InvalidValueError("Ange minst en bidragande faktor när det finns en orsak, var och en en gång, annars ingen.")
        if caused == (no_cause_reason is not None):
            raise InvalidValueError("Ange varför ingen orsak har hittats när inget område har någon, och bara då.")
        require_texts(policy, {"Varför ingen orsak har hittats": no_cause_reason})
        return (
            CausesAnalysed(
                **self._next(stamp), entry_id=entry_id, cause_areas=cause_areas, contributing_factors=contributing_factors,
                no_cause_reason=no_cause_reason,
            ),
        )

    def assess_consequences(
        self,
        *,
        entry_id: UUID,
        case_id: UUID | None = None,
        consequences: tuple[Consequence, ...],
        individual_view: str | None = None,
        individual_not_heard_reason: str | None = None,
        child_concerned: bool,
        child_view: str | None = None,
        not_heard_reason: str | None = None,
        stamp: Stamp,
        policy: Policy,
    ) -> tuple[ConsequencesAssessed]:
        """State, whole, what it meant for one who is affected, also in their own words (sv. *konsekvenser för den enskilde*).

        Args:
            case_id: One of the cases that are affected; left out = those who are not named.
            consequences: Every kind once, also those that there were none of.
            individual_view: What the individual says; left out, `individual_not_heard_reason` says why.
            child_view: What the child says, where one is concerned; left out, `not_heard_reason` says why.

        Raises:
            NotFoundError: Unknown report; then NotAllowedError: it is closed; then ConflictError: `entry_id` is used.
            NotAllowedError: It is not under investigation, with what is missing; then the one who acts is in conflict.
            NotFoundError: The case is not among those affected.
            InvalidValueError: A kind missing or twice; its text; neither or both of what the individual says and why it does
                not; the same of the child, or one of them without a child; then their texts.

        Source: SOSFS 2011:5 5 kap.; SoL 2025:400 3:2 on the child.
        """
        self._require_investigation_for(entry_id, "Bedömningen av konsekvenserna", stamp)
        self._require_affected(case_id)
        _require_consequences(consequences, policy)
        if (individual_view is None) == (individual_not_heard_reason is None):
            raise InvalidValueError("Ange antingen vad den enskilde säger, eller varför den inte har kommit till tals.")
        if [child_view, not_heard_reason].count(None) != (1 if child_concerned else 2):
            raise InvalidValueError("Ange vad barnet säger eller varför det inte är hört när ett barn berörs, och bara då.")
        require_texts(policy, {
            "Vad den enskilde säger": individual_view, "Varför den enskilde inte är hörd": individual_not_heard_reason,
            "Vad barnet säger": child_view, "Varför barnet inte är hört": not_heard_reason,
        })
        return (
            ConsequencesAssessed(
                **self._next(stamp), entry_id=entry_id, case_id=case_id, consequences=consequences,
                individual_view=individual_view, individual_not_heard_reason=individual_not_heard_reason,
                child_concerned=child_concerned, child_view=child_view, not_heard_reason=not_heard_reason,
            ),
        )

    def assess_recurrence(
        self,
        *,
        entry_id: UUID,
        happened_before: YesNoUnknown,
        earlier_report_ids: tuple[UUID, ...] = (),
        recurrence_probability: int,
        recurrence_severity: int,
        recurrence_method: str,
        recurrence_method_version: str,
        recurrence_text: str,
        others: Callable[[], Iterable[LexSarahState]],
        stamp: Stamp,
        policy: Policy,
    ) -> tuple[RecurrenceAssessed]:
        """State, whole, how probable it is that it happens again, and how grave that would be (sv. *risk för upprepning*).

        Args:
            earlier_report_ids: Reports of the same thing, each once; none when it has not happened before.
            recurrence_probability, recurrence_severity: From 1 to `risk_scale_max`.
            recurrence_method: By which method, and which version of it.
            others: The board's reports.

        Raises:
            NotFoundError: Unknown report; then NotAllowedError: it is closed; then ConflictError: `entry_id` is used.
            NotAllowedError: It is not under investigation, with what is missing; then the one who acts is in conflict.
            InvalidValueError: `earlier_report_ids` of what has not happened before, one twice, or the report itself; then
                NotFoundError: one is unknown.
            InvalidValueError: `recurrence_probability`; `recurrence_severity`; the method and its version; `recurrence_text`.
        """
        self._require_investigation_for(entry_id, "Bedömningen av risken", stamp)
        self._require_earlier(happened_before, earlier_report_ids, others)
        for value, what in ((recurrence_probability, "Sannolikheten"), (recurrence_severity, "Allvarligheten")):
            if not 1 <= value <= policy.risk_scale_max:
                raise InvalidValueError(f"{what} är {value}. Ange ett tal från 1 till {policy.risk_scale_max}.")
        policy.require_short_text(recurrence_method, "Metoden")
        policy.require_short_text(recurrence_method_version, "Metodens version")
        policy.require_text(recurrence_text, "Bedömningen av risken")
        return (
            RecurrenceAssessed(
                **self._next(stamp), entry_id=entry_id, happened_before=happened_before, earlier_report_ids=earlier_report_ids,
                recurrence_probability=recurrence_probability, recurrence_severity=recurrence_severity,
                recurrence_method=recurrence_method, recurrence_method_version=recurrence_method_version,
                recurrence_text=recurrence_text,
            ),
        )

    def _require_affected(self, case_id: UUID | None) -> None:
        if case_id is not None and case_id not in self.handling.case_ids:
            raise NotFoundError("Ärendet är inte bland dem som berörs. Ange det där först, eller rätta uuid:t.")

    def _require_earlier(
        self, before: YesNoUnknown, earlier: tuple[UUID, ...], others: Callable[[], Iterable[LexSarahState]]
    ) -> None:
        if earlier and before is not YesNoUnknown.YES:
            raise InvalidValueError("Tidigare rapporter är angivna fast det inte är känt att det har hänt förut. Ändra det ena.")
        if len(set(earlier)) < len(earlier) or self.id in earlier:
            raise InvalidValueError("Ange varje tidigare rapport en gång, och inte rapporten själv.")
        if earlier:
            reports = list(others())
            for each in earlier:
                found(reports, each)


def _require_consequences(consequences: tuple[Consequence, ...], policy: Policy) -> None:
    _require_each_once([each.kind for each in consequences], list(ConsequenceKind), "slag av konsekvens")
    for each in consequences:
        if (each.text is None) != (each.extent is ConsequenceExtent.NONE):
            raise InvalidValueError("Beskriv varje konsekvens som inträffade eller kunde ha inträffat, och bara dem.")
        require_texts(policy, {f"Konsekvensen ({each.kind.swedish})": each.text})


def _require_each_once(given: Sequence[Code], wanted: Sequence[Code], what: str) -> None:
    missing = [each.swedish for each in wanted if each not in given]
    if missing:
        raise InvalidValueError(f"Varje {what} ska prövas. Det saknas: {', '.join(missing)}.")
    if len(given) > len(wanted):
        raise InvalidValueError(f"Samma {what} är angivet två gånger. Ange varje en gång.")
