"""Decisions: noting in the record that a deviation was reported."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Source, Stamp
from domain.case.deviation_notes.events import DeviationNoted
from domain.case.deviation_notes.wording import speaks_of_the_report
from domain.case.guards import GuardedCase
from domain.errors import InvalidValueError
from domain.policies import Policy, require_not_after_today


class DeviationNoteDecisions(GuardedCase):
    """Noting that a deviation was reported."""

    def note_deviation(
        self,
        *,
        entry_id: UUID,
        deviation_on: date,
        deviation_report_id: UUID,
        done_for_individual: str,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[DeviationNoted]:
        """Note that something occurred and was reported (sv. *anteckna att en avvikelse är rapporterad*).

        Also in a closed case, and of a day after its closing: what goes wrong is often found afterwards, and a record can be
        mishandled when the work is over. The same report may be noted again when more was done for the individual.

        Args:
            deviation_on: Up to today.
            deviation_report_id: The report.
            done_for_individual: What was done for the individual; nothing about the investigation.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            InvalidValueError: `deviation_on`; `done_for_individual`; then it speaks of the report.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Anteckningen om avvikelsen")
        require_not_after_today(deviation_on, "Händelsens dag", today)
        policy.require_text(done_for_individual, "Vad som gjordes för den enskilde")
        if speaks_of_the_report(done_for_individual):
            raise InvalidValueError(
                "Texten talar om lex Sarah eller om missförhållande, och det hör inte till akten. Skriv bara vad som gjordes för"
                " den enskilde; resten skrivs i rapporten."
            )
        return (
            DeviationNoted(
                **self._next(stamp), entry_id=entry_id, deviation_on=deviation_on, deviation_report_id=deviation_report_id,
                done_for_individual=done_for_individual, source=source,
            ),
        )
