"""How a deviation becomes a Lex Sarah report, or a part of one: each points at the other, and neither is lost.

Both are recorded in one step, so that no crash leaves a deviation that is escalated to nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from domain.base import DomainEvent, Occurred, Purpose, Stamp
from domain.case.journal import Author
from domain.deviation.events import DeviationEscalated, DeviationReported
from domain.deviation.guards import GuardedDeviation
from domain.lex_sarah.codes import Affected, NoticedHow
from domain.lex_sarah.report import LexSarahReport
from domain.policies import Policy


class EscalatingDecisions(GuardedDeviation):
    """The way up. Nothing of it waits: also what is closed, or what nobody has assessed, can be escalated."""

    def escalate(
        self,
        *,
        entry_id: UUID,
        report_id: UUID,
        link_id: UUID,
        deviation_escalation: str,
        affected: Affected,
        noticed_how: NoticedHow,
        noticed_at: Occurred | None = None,
        author: Author,
        author_unit: UUID | None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[DomainEvent, ...]:
        """Report a deviation as Lex Sarah; whoever does it is the reporter (sv. *föra över avvikelse till lex Sarah*).

        Args:
            deviation_escalation: What makes it a wrong, or a tangible risk of one; it stands in the report too.
            affected: As in a report; `cases` where the deviation points at records.
            noticed_at: When it was noticed that it may be one; left out = when the deviation was noticed.

        Raises:
            NotFoundError: Unknown deviation; then ConflictError: `entry_id` is used.
            NotAllowedError: It is escalated.
            InvalidValueError: `deviation_escalation`; then as `LexSarahReport.submit`.

        Source: SoL 2025:400 27:2.
        """
        reported = self._require_may_escalate(entry_id, deviation_escalation, policy)
        lex_stamp, report = _of_lex_sarah(stamp), LexSarahReport()
        (submitted,) = report.submit(
            report_id=report_id, unit=reported.unit, noticed_at=noticed_at or reported.noticed_at, occurred=reported.occurred,
            occurred_to=reported.occurred_to, event_text=f"{reported.deviation_text}\n\n{deviation_escalation}",
            affected=affected, case_ids=reported.case_ids, noticed_how=noticed_how,
            immediate_text=reported.deviation_done_at_once, author=author, author_unit=author_unit or reported.unit,
            stamp=lex_stamp, today=today, policy=policy,
        )
        report.apply(submitted)
        linked = report.link_deviation(entry_id=link_id, deviation_id=reported.originator_id, stamp=lex_stamp, today=today)
        return (self._escalated(entry_id, report_id, deviation_escalation, stamp, today), submitted, *linked)

    def escalate_to(
        self,
        *,
        entry_id: UUID,
        link_id: UUID,
        escalated_report_id: UUID,
        deviation_escalation: str,
        lex_sarah_report: Callable[[UUID], LexSarahReport],
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[DomainEvent, ...]:
        """Let a deviation be handled in a Lex Sarah report that is made already (sv. *föra avvikelse till Lex Sarah-ärende*).

        Args:
            deviation_escalation: Why it is about the same event.
            lex_sarah_report: The board's report of an id; one of version 0 where there is none.

        Raises:
            NotFoundError: Unknown deviation; then ConflictError: `entry_id` is used.
            NotAllowedError: It is escalated.
            InvalidValueError: `deviation_escalation`.
            NotFoundError: Unknown report; then NotAllowedError: it is closed; then ConflictError: `link_id` is used, or the
                deviation is in it.
        """
        reported = self._require_may_escalate(entry_id, deviation_escalation, policy)
        linked = lex_sarah_report(escalated_report_id).link_deviation(
            entry_id=link_id, deviation_id=reported.originator_id, stamp=_of_lex_sarah(stamp), today=today
        )
        return (self._escalated(entry_id, escalated_report_id, deviation_escalation, stamp, today), *linked)

    def _require_may_escalate(self, entry_id: UUID, motivation: str, policy: Policy) -> DeviationReported:
        reported = self._require_known_for(entry_id)
        self._require_not_escalated()
        policy.require_text(motivation, "Vad som gör det till ett missförhållande eller en risk")
        return reported

    def _escalated(
        self, entry_id: UUID, report_id: UUID, motivation: str, stamp: Stamp, today: date
    ) -> DeviationEscalated:
        return DeviationEscalated(
            **self._next(stamp), entry_id=entry_id, deviation_escalated_on=today, escalated_report_id=report_id,
            deviation_escalation=motivation,
        )


def _of_lex_sarah(stamp: Stamp) -> Stamp:
    return stamp.model_copy(update={"purpose": Purpose.LEX_SARAH})
