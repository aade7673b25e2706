"""Making the controls of an adopted plan (sv. *genomföra kontroll*)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from domain.base import Stamp, envelope
from domain.case.journal import Author
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.internal_control import events as e
from domain.internal_control.codes import ControlMethod
from domain.internal_control.evidence import ReviewTotals, RunByRules
from domain.internal_control.state import ControlPlanState
from domain.policies import Policy, require_not_after_today

RunRules = Callable[[UUID | None, tuple[str, ...], int | None], RunByRules]
"""Runs rules (none named = every rule) on a unit's journals (None = the board's), on the first so many events (None = all)."""


class ControlMaking(ControlPlanState):
    """What may be said to have been controlled, and on what it rests."""

    def carry_out_by_rules(
        self, *, outcome_id: UUID, control_id: UUID, planned_for: date | None = None, known_at: int | None = None,
        outcome_text: str | None = None, author: Author, run_by_rules: RunRules, stamp: Stamp, today: date, policy: Policy,
    ) -> tuple[e.ControlCarriedOut]:
        """Let the rules judge every journal; the counts are stored as the service states them (sv. *totalgranskning*).

        Args:
            planned_for: The plan's day that it is for; left out = outside the plan.
            known_at: On the first so many events of the ledger, from 1; left out = on all.

        Raises:
            NotFoundError: Unknown plan; then NotAllowedError: the year is closed; then the plan is not adopted.
            ConflictError: `outcome_id` is taken.
            NotFoundError: Unknown control; then NotAllowedError: it is taken out; then rules do not judge it.
            InvalidValueError: `planned_for` is none of its days; then NotAllowedError: it was made for that day.
            InvalidValueError: `outcome_text`, `known_at`.
        """
        stream_id = self._require_makeable(outcome_id)
        point = self._require_point(control_id)
        if point.control_method is not ControlMethod.FULL_REVIEW:
            raise NotAllowedError("Kontrollen är ingen totalgranskning enligt regler. Redovisa den med sitt underlag i stället.")
        self._require_day(point, planned_for)
        if outcome_text is not None:
            policy.require_text(outcome_text, "Vad kontrollen visade")
        run = run_by_rules(self.unit, point.control_rules, known_at)
        return (
            e.ControlCarriedOut(
                **envelope(stream_id, self.version, stamp), outcome_id=outcome_id, control_id=control_id,
                planned_for=planned_for, carried_out_on=today, **_by(author), size=run.size, run_on_day=run.run_on_day,
                rule_results=run.results, n_checked=sum(each.checked for each in run.results),
                n_faulty=sum(each.faulty for each in run.results), outcome_text=outcome_text,
            ),
        )

    def carry_out(
        self, *, outcome_id: UUID, control_id: UUID, planned_for: date | None = None, carried_out_on: date,
        review_id: UUID | None = None, n_checked: int | None = None, n_faulty: int | None = None,
        outcome_text: str | None = None, author: Author, reviewed: Callable[[UUID], ReviewTotals], stamp: Stamp, today: date,
        policy: Policy,
    ) -> tuple[e.ControlCarriedOut]:
        """Record a control that rests on a journal review, or on what was counted by hand (sv. *redovisa kontroll*).

        Args:
            planned_for: The plan's day that it is for; left out = outside the plan.
            carried_out_on: From the year's first day to today.
            review_id: The closed journal review of the unit that it rests on: a full one for a full review, and else a sample.
            n_checked, n_faulty: Counted by hand, from 0, where it rests on no review; `n_faulty` at most `n_checked`.
            outcome_text: What was seen; needed where it rests on no review.
            reviewed: What a journal review came to; refuses an unknown one.

        Raises:
            NotFoundError: Unknown plan; then NotAllowedError: the year is closed; then the plan is not adopted.
            ConflictError: `outcome_id` is taken.
            NotFoundError: Unknown control; then NotAllowedError: it is taken out.
            InvalidValueError: `planned_for` is none of its days; then NotAllowedError: it was made for that day.
            InvalidValueError: `carried_out_on` after today, or before the year.
            InvalidValueError: Both a review and counts, or neither; then `outcome_text` missing without a review, or its text.
            NotFoundError: Unknown review; then NotAllowedError: it is not closed; another unit's; a sample for a full review,
                or the other way round; a full review without a review.
            InvalidValueError: `n_checked`, `n_faulty`.
        """
        stream_id = self._require_makeable(outcome_id)
        point = self._require_point(control_id)
        self._require_day(point, planned_for)
        require_not_after_today(carried_out_on, "Dagen för kontrollen", today)
        if self.year is not None and carried_out_on.year < self.year:
            raise InvalidValueError(f"Kontrollen är gjord {carried_out_on}, före planens år {self.year}. Rätta dagen.")
        if (review_id is None) == (n_checked is None or n_faulty is None):
            raise InvalidValueError(
                "Ange antingen granskningen som kontrollen bygger på, eller hur många som kontrollerades och hade fel."
            )
        if outcome_text is None and review_id is None:
            raise InvalidValueError("Vad kontrollen visade saknas. Fyll i fältet.")
        if outcome_text is not None:
            policy.require_text(outcome_text, "Vad kontrollen visade")
        checked, faulty = self._counts(point, review_id, n_checked, n_faulty, reviewed)
        return (
            e.ControlCarriedOut(
                **envelope(stream_id, self.version, stamp), outcome_id=outcome_id, control_id=control_id,
                planned_for=planned_for, carried_out_on=carried_out_on, **_by(author), review_id=review_id, n_checked=checked,
                n_faulty=faulty, outcome_text=outcome_text,
            ),
        )

    def strike_outcome(
        self, *, outcome_id: UUID, reason: str, stamp: Stamp, policy: Policy
    ) -> tuple[e.ControlOutcomeStruck]:
        """Strike a control that was wrongly recorded; it stays readable and counts no more (sv. *stryka kontroll*).

        Raises:
            NotFoundError: Unknown plan; then NotAllowedError: the year is closed; then it is struck.
            NotFoundError: No such control was made.
            InvalidValueError: `reason`.
        """
        stream_id = self._require_open()
        if outcome_id in self.struck_outcomes:
            raise NotAllowedError("Kontrollen är redan struken.")
        if outcome_id not in self.outcomes:
            raise NotFoundError("Den genomförda kontrollen finns inte i planen. Kontrollera uuid:t.")
        policy.require_short_text(reason, "Orsaken till strykningen")
        return (e.ControlOutcomeStruck(**envelope(stream_id, self.version, stamp), outcome_id=outcome_id, reason=reason),)

    def _require_makeable(self, outcome_id: UUID) -> UUID:
        stream_id = self._require_adopted()
        if outcome_id in self.outcomes or outcome_id in self.struck_outcomes:
            raise ConflictError("Det finns redan en genomförd kontroll med det uuid:t. Använd ett nytt.")
        return stream_id

    def _require_day(self, point: e.ControlPointPlanned, planned_for: date | None) -> None:
        if planned_for is None:
            return
        if planned_for not in point.control_due_days:
            days = ", ".join(map(str, point.control_due_days))
            raise InvalidValueError(f"Kontrollen är inte planerad till {planned_for}. Ange en av dagarna {days}, eller ingen.")
        if planned_for not in self.undone_days(point.control_id):
            raise NotAllowedError(f"Kontrollen för {planned_for} är redan gjord. Stryk den om den blev fel.")

    def _counts(
        self, point: e.ControlPointPlanned, review_id: UUID | None, n_checked: int | None, n_faulty: int | None,
        reviewed: Callable[[UUID], ReviewTotals],
    ) -> tuple[int, int]:
        is_full = point.control_method is ControlMethod.FULL_REVIEW
        if review_id is not None:
            totals = reviewed(review_id)
            if not totals.is_closed:
                raise NotAllowedError("Granskningen är inte avslutad. Avsluta den innan kontrollen redovisas.")
            if self.unit is not None and totals.unit != self.unit:
                raise NotAllowedError("Granskningen gäller en annan enhet. Ange en granskning av planens enhet.")
            if totals.is_full != is_full:
                wanted = "en totalgranskning" if is_full else "ett stickprov"
                raise NotAllowedError(f"Kontrollen ska bygga på {wanted}. Ange en sådan granskning.")
            return totals.n_checked, totals.n_faulty
        if is_full:
            raise NotAllowedError("En totalgranskning räknas av reglerna eller av en granskning, och inte för hand.")
        assert n_checked is not None and n_faulty is not None, "checked before"
        if n_checked < 0:
            raise InvalidValueError(f"Antalet kontrollerade är {n_checked}. Ange ett tal från 0.")
        if not 0 <= n_faulty <= n_checked:
            raise InvalidValueError(f"Antalet med fel är {n_faulty}. Ange ett tal från 0 till {n_checked}.")
        return n_checked, n_faulty


def _by(author: Author) -> dict[str, object]:
    return {
        "carried_out_by_id": author.staff_id, "carried_out_by_name": author.name, "carried_out_by_title": author.title,
    }
