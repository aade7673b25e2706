"""How a deviation (sv. *avvikelse*) is reported, assessed, remedied and closed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Occurred, Stamp, envelope
from domain.case.journal import Author
from domain.deviation import events as e
from domain.deviation.guards import GuardedDeviation, require_once, require_times
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.lex_sarah.codes import CauseArea
from domain.policies import Policy, require_not_after_today, require_order


class HandlingDecisions(GuardedDeviation):
    """The work with a deviation that is no wrong. Every "no" asks for its motivation."""

    def report(
        self,
        *,
        deviation_id: UUID,
        unit: UUID,
        noticed_at: Occurred,
        occurred: Occurred,
        occurred_to: Occurred | None = None,
        deviation_text: str,
        deviation_areas: tuple[CauseArea, ...] = (),
        case_ids: tuple[UUID, ...] = (),
        deviation_done_at_once: str | None = None,
        deviation_reporter_id: UUID | None = None,
        deviation_reporter_name: str | None = None,
        deviation_reporter_title: str | None = None,
        reporter_shown: bool = False,
        author: Author,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[e.DeviationReported]:
        """Report a deviation (sv. *rapportera avvikelse*). What may be a wrong is reported as Lex Sarah at once instead.

        Args:
            unit: Where it happened; also another unit than one's own.
            noticed_at: Not after today.
            occurred: Not certainly after `noticed_at`.
            occurred_to: The end of a period, from `occurred` to today.
            deviation_text: What happened. Write roles, not names.
            deviation_areas: Where the causes seem to lie; left out = not known yet.
            case_ids: The records of those affected, if any.
            deviation_reporter_id: Who told it, where another writes it down; left out = whoever writes.
            reporter_shown: Whether the reporter's name may stand in the register.

        Raises:
            ConflictError: Reported already.
            InvalidValueError: `deviation_text`; `deviation_done_at_once`; `noticed_at` after today; `occurred` after
                `noticed_at`; `occurred_to` before `occurred` or after today; an area twice; a case twice.
        """
        if self.version:
            raise ConflictError("Avvikelsen är redan rapporterad. Komplettera den i stället.")
        policy.require_text(deviation_text, "Vad som hände")
        if deviation_done_at_once is not None:
            policy.require_text(deviation_done_at_once, "Vad som gjordes genast")
        require_times(noticed_at, occurred, occurred_to, today)
        require_once(deviation_areas, "orsaksområde")
        require_once(case_ids, "ärende")
        reporter = author
        if deviation_reporter_id is not None:
            reporter = Author(deviation_reporter_id, deviation_reporter_name, deviation_reporter_title)
        assert reporter.staff_id is not None and reporter.name is not None, "who reports is a member of staff"
        return (
            e.DeviationReported(
                **envelope(deviation_id, 0, stamp), unit=unit, deviation_reported_on=today,
                deviation_reporter_id=reporter.staff_id, deviation_reporter_name=reporter.name,
                deviation_reporter_title=reporter.title, reporter_shown=reporter_shown,
                noticed_at=noticed_at, occurred=occurred, occurred_to=occurred_to, deviation_text=deviation_text,
                deviation_areas=deviation_areas, case_ids=case_ids, deviation_done_at_once=deviation_done_at_once,
            ),
        )

    def supplement(
        self, *, entry_id: UUID, supplement_text: str, stamp: Stamp, today: date, policy: Policy
    ) -> tuple[e.DeviationSupplemented]:
        """Add to what is known of a deviation (sv. *komplettera avvikelse*), also when it is closed.

        Raises:
            NotFoundError: Unknown deviation; then ConflictError: `entry_id` is used.
            InvalidValueError: `supplement_text`.
        """
        self._require_known_for(entry_id)
        policy.require_text(supplement_text, "Kompletteringen")
        return (
            e.DeviationSupplemented(
                **self._next(stamp), entry_id=entry_id, supplemented_on=today, supplement_text=supplement_text
            ),
        )

    def assess(
        self, *, entry_id: UUID, may_be_misconduct: bool, deviation_areas: tuple[CauseArea, ...], deviation_assessment: str,
        stamp: Stamp, today: date, policy: Policy,
    ) -> tuple[e.DeviationAssessed]:
        """Assess a deviation, or assess it anew (sv. *bedöma avvikelse*).

        Args:
            may_be_misconduct: Whether it may be a wrong or a tangible risk of one; then it can only be escalated.
            deviation_areas: Where the causes lie.
            deviation_assessment: Why it may be, or why it is not.

        Raises:
            NotFoundError: Unknown deviation; then ConflictError: `entry_id` is used.
            NotAllowedError: It is escalated; it is closed.
            InvalidValueError: No area; an area twice; `deviation_assessment`.
        """
        self._require_open_for(entry_id)
        if not deviation_areas:
            raise InvalidValueError("Ange minst ett orsaksområde.")
        require_once(deviation_areas, "orsaksområde")
        policy.require_text(deviation_assessment, "Motiveringen till bedömningen")
        return (
            e.DeviationAssessed(
                **self._next(stamp), entry_id=entry_id, deviation_assessed_on=today, may_be_misconduct=may_be_misconduct,
                deviation_areas=deviation_areas, deviation_assessment=deviation_assessment,
            ),
        )

    def take_remedy(
        self, *, entry_id: UUID, remedied_on: date, remedy: str, stamp: Stamp, today: date, policy: Policy
    ) -> tuple[e.DeviationRemedied]:
        """Record what was done about a deviation (sv. *åtgärda avvikelse*).

        Args:
            remedied_on: From the day that it was noticed to today, both included.

        Raises:
            NotFoundError: Unknown deviation; then ConflictError: `entry_id` is used.
            NotAllowedError: It is escalated; it is closed; it is recorded that no remedy is needed.
            InvalidValueError: `remedied_on` after today, or before it was noticed; `remedy`.
        """
        reported = self._require_open_for(entry_id)
        if any(isinstance(each, e.DeviationRemedyWaived) for each in self.remedies.values()):
            raise NotAllowedError("Det står att ingen åtgärd behövs. Stryk det först.")
        require_not_after_today(remedied_on, "Dagen för åtgärden", today)
        require_order(reported.noticed_at.on, "dagen då avvikelsen uppmärksammades", remedied_on, "Dagen för åtgärden")
        policy.require_text(remedy, "Åtgärden")
        return (e.DeviationRemedied(**self._next(stamp), entry_id=entry_id, remedied_on=remedied_on, remedy=remedy),)

    def waive_remedy(
        self, *, entry_id: UUID, no_remedy_motivation: str, stamp: Stamp, policy: Policy
    ) -> tuple[e.DeviationRemedyWaived]:
        """Record why nothing need be done about a deviation (sv. *avstå från åtgärd*).

        Raises:
            NotFoundError: Unknown deviation; then ConflictError: `entry_id` is used.
            NotAllowedError: It is escalated; it is closed; it is not assessed; a remedy is recorded, or that none is needed.
            InvalidValueError: `no_remedy_motivation`.
        """
        self._require_open_for(entry_id)
        if self.assessed is None:
            raise NotAllowedError("Avvikelsen är inte bedömd. Bedöm den först.")
        if self.remedies:
            raise NotAllowedError("En åtgärd står redan i avvikelsen. Stryk den först om den är fel.")
        policy.require_text(no_remedy_motivation, "Varför ingen åtgärd behövs")
        return (
            e.DeviationRemedyWaived(**self._next(stamp), entry_id=entry_id, no_remedy_motivation=no_remedy_motivation),
        )

    def strike_remedy(
        self, *, entry_id: UUID, reason: str, stamp: Stamp, today: date, policy: Policy
    ) -> tuple[e.DeviationRemedyStruck]:
        """Strike a remedy, or that none is needed, that was wrongly recorded (sv. *stryka åtgärd*).

        Raises:
            NotFoundError: Unknown deviation.
            NotAllowedError: It is escalated; it is closed.
            NotFoundError: No such remedy stands.
            InvalidValueError: `reason`.
        """
        self._require_known()
        self._require_open()
        if entry_id not in self.remedies:
            raise NotFoundError("Åtgärden står inte i avvikelsen. Kontrollera uuid:t.")
        policy.require_short_text(reason, "Orsaken till strykningen")
        return (e.DeviationRemedyStruck(**self._next(stamp), entry_id=entry_id, struck_on=today, reason=reason),)

    def close(
        self, *, entry_id: UUID, deviation_outcome: str, reporter_told_on: date | None = None,
        no_return_motivation: str | None = None, stamp: Stamp, today: date, policy: Policy,
    ) -> tuple[e.DeviationClosed]:
        """Close a deviation that is no wrong, and that something is done about (sv. *avsluta avvikelse*).

        Args:
            reporter_told_on: When whoever reported was told what became of it; from the day it was reported to today.
            no_return_motivation: Why they were not told; given exactly when they were not.

        Raises:
            NotFoundError: Unknown deviation; then ConflictError: `entry_id` is used.
            NotAllowedError: It is escalated; it is closed; it may be a wrong, and is to be escalated; something is left to do.
            InvalidValueError: `deviation_outcome`; neither or both of the last two; `reporter_told_on` after today, or before it
                was reported; `no_return_motivation`.
        """
        reported = self._require_open_for(entry_id)
        if self.assessed is not None and self.assessed.may_be_misconduct:
            raise NotAllowedError(
                "Avvikelsen kan vara ett missförhållande och avslutas inte här. För över den till lex Sarah, eller bedöm den på"
                " nytt med motivering."
            )
        if self.lacking:
            raise NotAllowedError(f"Avvikelsen kan inte avslutas än. Det som saknas är {' och '.join(self.lacking)}.")
        policy.require_text(deviation_outcome, "Vad avvikelsen ledde till")
        if (reporter_told_on is None) == (no_return_motivation is None):
            raise InvalidValueError("Ange när rapportören fick återkoppling, eller varför inte.")
        if reporter_told_on is not None:
            require_not_after_today(reporter_told_on, "Dagen för återkopplingen", today)
            reported_on = reported.deviation_reported_on
            require_order(reported_on, "dagen då avvikelsen rapporterades", reporter_told_on, "Dagen för återkopplingen")
        if no_return_motivation is not None:
            policy.require_text(no_return_motivation, "Varför rapportören inte fick återkoppling")
        return (
            e.DeviationClosed(
                **self._next(stamp), entry_id=entry_id, deviation_closed_on=today, deviation_outcome=deviation_outcome,
                reporter_told_on=reporter_told_on, no_return_motivation=no_return_motivation,
            ),
        )

    def reopen(
        self, *, entry_id: UUID, reason: str, stamp: Stamp, today: date, policy: Policy
    ) -> tuple[e.DeviationReopened]:
        """Take up a closed deviation again (sv. *återuppta avvikelse*).

        Raises:
            NotFoundError: Unknown deviation; then ConflictError: `entry_id` is used.
            NotAllowedError: It is not closed, or it is escalated.
            InvalidValueError: `reason`.
        """
        self._require_known_for(entry_id)
        self._require_not_escalated()
        if self.closing is None:
            raise NotAllowedError("Avvikelsen är inte avslutad. Fortsätt med den som den är.")
        policy.require_short_text(reason, "Skälet till att avvikelsen återupptas")
        return (e.DeviationReopened(**self._next(stamp), entry_id=entry_id, deviation_reopened_on=today, reason=reason),)
