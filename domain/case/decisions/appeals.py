"""Decisions: an appeal received, tried, reconsidered or sent on, and decided by a court."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from domain.base import Source, Stamp
from domain.case.decisions.codes import (
    AppealMeasure,
    AppealState,
    AppealTimeliness,
    Court,
    CourtOutcome,
    DecisionParty,
)
from domain.case.decisions.events import AppealDecided, AppealHandled, AppealReceived
from domain.case.decisions.guards import GuardedDecisions, require_after_decision
from domain.case.guards import is_imported, require_existing
from domain.errors import InvalidValueError, NotAllowedError
from domain.policies import Policy, require_not_after_today, require_order

_RECONSIDERED = (AppealMeasure.UPHELD, AppealMeasure.CHANGED_IN_PART, AppealMeasure.CHANGED_AS_ASKED)
_CHANGED = (AppealMeasure.CHANGED_IN_PART, AppealMeasure.CHANGED_AS_ASKED)
_ONLY_FIRST = (*_RECONSIDERED, AppealMeasure.REJECTED_AS_LATE)
_UNCHANGED_BY = (CourtOutcome.APPEAL_REFUSED, CourtOutcome.DISMISSED, CourtOutcome.WRITTEN_OFF)
_CHANGED_BY = (
    CourtOutcome.APPEAL_GRANTED, CourtOutcome.GRANTED_IN_PART, CourtOutcome.SET_ASIDE, CourtOutcome.REMITTED_TO_BOARD,
)
_ONLY_HIGHER = (CourtOutcome.NO_LEAVE, CourtOutcome.REMITTED_TO_COURT)
_COURTS = tuple(Court)


class AppealDecisions(GuardedDecisions):
    """Appeals against formal decisions; also after the closing."""

    def receive_appeal(
        self,
        *,
        entry_id: UUID,
        decision_id: UUID,
        received_on: date,
        decision_party: DecisionParty,
        appeal_text: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[AppealReceived]:
        """Record an appeal (sv. *ta emot överklagande*); if it came in time follows from when the party got the decision.

        Args:
            received_on: The day it came to the board, from the day of the decision to today, both included.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown decision.
            InvalidValueError: `appeal_text`; then `received_on` after today; then before the decision.

        Source: FL 2017:900 43-44 §§.
        """
        decision = self._require_decision(entry_id, "Överklagandet", decision_id)
        if appeal_text is not None:
            policy.require_text(appeal_text, "Överklagandets innehåll")
        require_after_decision(decision, received_on, "Dagen då överklagandet kom in", today)
        return (
            AppealReceived(
                **self._next(stamp), entry_id=entry_id, decision_id=decision_id, received_on=received_on,
                decision_party=decision_party, appeal_text=appeal_text,
                forward_by=received_on + timedelta(days=policy.appeal_forward_days), source=source,
            ),
        )

    def handle_appeal(
        self,
        *,
        entry_id: UUID,
        appeal_id: UUID,
        handled_on: date,
        appeal_measure: AppealMeasure,
        measure_grounds: str | None = None,
        new_decision_id: UUID | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[AppealHandled]:
        """Try whether an appeal came in time, reconsider the decision, or send the appeal on (sv. *handlägga överklagande*).

        Args:
            handled_on: From the day the appeal came, and of the last measure, to today, both included.
            measure_grounds: Required to reject an appeal, and to send on one that came late.
            new_decision_id: The decision that takes the place of the one appealed, exactly when it was changed; a rejection may
                name the decision to reject.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown appeal; then unknown new decision.
            NotAllowedError: It lies with a court; then it is dealt with without one; then it has been reconsidered.
            InvalidValueError: `measure_grounds`; then they are missing; then `handled_on` after today; then before the appeal;
                then before the last measure; then the new decision does not fit; then a rejection of an appeal that came in time,
                that is not known to be late, or whose party was not told how to appeal.

        Source: FL 2017:900 38 §, 39 §, 45 §, 46 §.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Åtgärden")
        require_existing(appeal_id, self.decision.appeals, "Överklagandet")
        if new_decision_id is not None:
            require_existing(new_decision_id, self.decision.decisions, "Det nya beslutet")
        self._require_next_measure(appeal_id, appeal_measure)
        if measure_grounds is not None:
            policy.require_text(measure_grounds, "Skälen")
        elif self._needs_grounds(appeal_id, appeal_measure):
            raise InvalidValueError("Skälen saknas. Skriv varför det avvisas, eller varför det överlämnas fast det kom sent.")
        self._require_measure_day(appeal_id, handled_on, today)
        self._require_new_decision(appeal_id, appeal_measure, new_decision_id)
        if appeal_measure is AppealMeasure.REJECTED_AS_LATE and not is_imported(stamp, source):
            self._require_rejectable(appeal_id)
        return (
            AppealHandled(
                **self._next(stamp), entry_id=entry_id, appeal_id=appeal_id, handled_on=handled_on,
                appeal_measure=appeal_measure, measure_grounds=measure_grounds, new_decision_id=new_decision_id, source=source,
            ),
        )

    def record_ruling(
        self,
        *,
        entry_id: UUID,
        appeal_id: UUID,
        judged_on: date,
        court: Court,
        court_outcome: CourtOutcome,
        decision_stands: bool,
        court_case_number: str | None = None,
        ruling_text: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[AppealDecided]:
        """Record what a court decided (sv. *registrera domstolens avgörande*).

        Args:
            judged_on: From the day the appeal was sent on, and of the last ruling, to today, both included.
            court: Each court once, the lowest first, unless a higher one sent the case back to it.
            decision_stands: Whether the board's decision stands after it; in the first court that follows from the outcome.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown appeal.
            NotAllowedError: It has not been sent to a court; then that court, or a higher one, has decided it already.
            InvalidValueError: `court_case_number`, `ruling_text`; then an outcome that only a higher court has; then
                `decision_stands` against the outcome; then `judged_on` after today; then before the appeal was sent on; then
                before the last ruling.

        Source: FL 2017:900 40 §, 46 §.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Avgörandet")
        require_existing(appeal_id, self.decision.appeals, "Överklagandet")
        sent = [each for each in self.decision.measures[appeal_id] if each.appeal_measure is AppealMeasure.FORWARDED]
        if not sent:
            raise NotAllowedError("Överklagandet är inte överlämnat till domstol. Registrera överlämnandet först.")
        self._require_next_court(appeal_id, court)
        if court_case_number is not None:
            policy.require_short_text(court_case_number, "Målnumret")
        if ruling_text is not None:
            policy.require_text(ruling_text, "Domstolens avgörande")
        _require_possible_outcome(court, court_outcome, stands=decision_stands)
        require_not_after_today(judged_on, "Dagen för avgörandet", today)
        require_order(sent[-1].handled_on, "den dag överklagandet överlämnades", judged_on, "Dagen för avgörandet")
        for earlier in self.decision.rulings[appeal_id]:
            require_order(earlier.judged_on, "ett tidigare avgörande", judged_on, "Dagen för avgörandet")
        return (
            AppealDecided(
                **self._next(stamp), entry_id=entry_id, appeal_id=appeal_id, judged_on=judged_on, court=court,
                court_outcome=court_outcome, decision_stands=decision_stands, court_case_number=court_case_number,
                ruling_text=ruling_text, source=source,
            ),
        )

    def _require_next_measure(self, appeal_id: UUID, measure: AppealMeasure) -> None:
        state = self.decision.appeal_state(appeal_id)
        if state in (AppealState.FORWARDED, AppealState.DECIDED):
            raise NotAllowedError("Överklagandet är överlämnat till domstol, som nu avgör det. Registrera domstolens avgörande.")
        if state is AppealState.CLOSED:
            raise NotAllowedError("Överklagandet är redan avslutat. Stryk den åtgärden om den är fel.")
        if state is AppealState.RECONSIDERED and measure in _ONLY_FIRST:
            raise NotAllowedError("Beslutet är redan omprövat efter överklagandet. Överlämna överklagandet till domstolen.")

    def _needs_grounds(self, appeal_id: UUID, measure: AppealMeasure) -> bool:
        is_late = self.decision.timeliness(appeal_id) is AppealTimeliness.LATE
        return measure is AppealMeasure.REJECTED_AS_LATE or (measure is AppealMeasure.FORWARDED and is_late)

    def _require_measure_day(self, appeal_id: UUID, day: date, today: date) -> None:
        what = "Dagen för åtgärden"
        require_not_after_today(day, what, today)
        require_order(self.decision.appeals[appeal_id].received_on, "den dag överklagandet kom in", day, what)
        for earlier in self.decision.measures[appeal_id]:
            require_order(earlier.handled_on, "den förra åtgärden", day, what)

    def _require_new_decision(self, appeal_id: UUID, measure: AppealMeasure, new_decision_id: UUID | None) -> None:
        if new_decision_id is None:
            if measure in _CHANGED:
                raise InvalidValueError("Det nya beslutet saknas. Registrera det som en ändring av det överklagade först.")
            return
        if measure not in (*_CHANGED, AppealMeasure.REJECTED_AS_LATE):
            raise InvalidValueError(f"Åtgärden {measure.swedish} leder inte till ett nytt beslut. Ta bort det ena.")
        if measure in _CHANGED and self.decision.replaced_by.get(self.decision.appeals[appeal_id].decision_id) != new_decision_id:
            raise InvalidValueError("Det nya beslutet ersätter inte det överklagade. Ange det beslut som gör det.")

    def _require_rejectable(self, appeal_id: UUID) -> None:
        timeliness = self.decision.timeliness(appeal_id)
        if timeliness is AppealTimeliness.IN_TIME:
            raise InvalidValueError(
                f"Överklagandet kom in i rätt tid: sista dagen var {self.decision.last_day_to_appeal(appeal_id)}. Det får inte "
                "avvisas som för sent."
            )
        if timeliness is AppealTimeliness.UNKNOWN:
            raise InvalidValueError(
                "Det är inte känt när den som överklagar fick del av beslutet. Registrera underrättelsen, eller överlämna "
                "överklagandet."
            )
        if self.decision.lacked_instructions(appeal_id):
            raise InvalidValueError(
                "Den som överklagar fick inte veta hur man överklagar. Det får då inte avvisas som för sent: överlämna det."
            )

    def _require_next_court(self, appeal_id: UUID, court: Court) -> None:
        rulings = self.decision.rulings[appeal_id]
        if not rulings or rulings[-1].court_outcome is CourtOutcome.REMITTED_TO_COURT:
            return
        if _COURTS.index(court) <= _COURTS.index(rulings[-1].court):
            decided = rulings[-1].court.swedish.capitalize()
            raise NotAllowedError(f"{decided} har redan avgjort överklagandet. Ange en högre domstol, eller stryk avgörandet.")


def _require_possible_outcome(court: Court, outcome: CourtOutcome, *, stands: bool) -> None:
    if court is not Court.ADMINISTRATIVE_COURT:
        return
    if outcome in _ONLY_HIGHER:
        raise InvalidValueError(f"Förvaltningsrätten kan inte ha utfallet: {outcome.swedish}. Rätta domstolen eller utfallet.")
    if (outcome in _UNCHANGED_BY and not stands) or (outcome in _CHANGED_BY and stands):
        raise InvalidValueError(f"Utfallet i förvaltningsrätten var: {outcome.swedish}. Rätta det, eller om beslutet står fast.")
