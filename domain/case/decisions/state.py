"""What a case remembers: formal decisions, what became of them, and appeals."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.case.area import Area
from domain.case.decisions.codes import (
    AppealMeasure,
    AppealState,
    AppealTimeliness,
    CourtOutcome,
    DecisionStanding,
    ExecutionStep,
)
from domain.case.decisions.events import (
    AppealDecided,
    AppealHandled,
    AppealReceived,
    ClericalErrorCorrected,
    DecisionCommunicated,
    DecisionExecuted,
    DecisionFollowedUp,
    DecisionMade,
    DecisionRequested,
    DecisionRequestRefused,
    DelayTold,
    NonExecutionReported,
)
from domain.case.decisions.legal_time import EXECUTION_MONTHS, last_day_of_appeal
from domain.months import months_after

WITHOUT_COURT = (AppealMeasure.REJECTED_AS_LATE, AppealMeasure.CHANGED_AS_ASKED, AppealMeasure.WITHDRAWN)
"""Measures after which there is nothing for a court to try."""


class DecisionRecord(Area):
    """Formal decisions, what became of them, and appeals. What belongs to a decision or an appeal is as recorded.

    Attributes:
        decisions: By id, by the day decided and then as recorded.
        texts: Content and reasons of each as they stand after slips were put right.
        replaced_by: The decision that took a decision's place.
        appeals: By id.
        delays: What was told of delays, in the order recorded.
        requests: To have an application decided, by id; `refusals` by the request's id.
    """

    def clear(self) -> None:
        """Nothing has been decided."""
        self.decisions: dict[UUID, DecisionMade] = {}
        self.texts: dict[UUID, tuple[str, str | None]] = {}
        self.replaced_by: dict[UUID, UUID] = {}
        self.notices: dict[UUID, list[DecisionCommunicated]] = {}
        self.follow_ups: dict[UUID, list[DecisionFollowedUp]] = {}
        self.steps: dict[UUID, list[DecisionExecuted]] = {}
        self.unexecuted_reports: dict[UUID, list[NonExecutionReported]] = {}
        self.slips: dict[UUID, list[ClericalErrorCorrected]] = {}
        self.appeals: dict[UUID, AppealReceived] = {}
        self.measures: dict[UUID, list[AppealHandled]] = {}
        self.rulings: dict[UUID, list[AppealDecided]] = {}
        self.delays: list[DelayTold] = []
        self.requests: dict[UUID, DecisionRequested] = {}
        self.refusals: dict[UUID, DecisionRequestRefused] = {}

    def application_decided_on(self, intake_id: UUID) -> date | None:
        """The day of the first decision that answers an application; None = it waits."""
        return next((each.decided_on for each in self.decisions.values() if each.intake_id == intake_id), None)

    def appeals_of(self, decision_id: UUID) -> list[AppealReceived]:
        """The appeals against a decision, as recorded."""
        return [appeal for appeal in self.appeals.values() if appeal.decision_id == decision_id]

    def standing(self, decision_id: UUID) -> DecisionStanding:
        """Where a decision stands. Whether its time has run out is a question of the day: see `to_date`."""
        if decision_id in self.replaced_by:
            return DecisionStanding.REPLACED
        appeals = self.appeals_of(decision_id)
        if any(self.rulings[each.entry_id] and not self.rulings[each.entry_id][-1].decision_stands for each in appeals):
            return DecisionStanding.CHANGED_BY_COURT
        ended = (AppealState.DECIDED, AppealState.CLOSED)
        pending = any(self.appeal_state(each.entry_id) not in ended for each in appeals)
        return DecisionStanding.APPEALED if pending else DecisionStanding.STANDS

    def appeal_state(self, appeal_id: UUID) -> AppealState:
        """How far an appeal has come; what is remitted to a lower court is not decided."""
        rulings, done = self.rulings[appeal_id], [each.appeal_measure for each in self.measures[appeal_id]]
        if rulings and rulings[-1].court_outcome is not CourtOutcome.REMITTED_TO_COURT:
            return AppealState.DECIDED
        if AppealMeasure.FORWARDED in done:
            return AppealState.FORWARDED
        if not done:
            return AppealState.RECEIVED
        return AppealState.CLOSED if done[-1] in WITHOUT_COURT else AppealState.RECONSIDERED

    def last_day_to_appeal(self, appeal_id: UUID) -> date | None:
        """The last day for who appealed; None = it is not known when they got the decision. Source: FL 2017:900 44 §."""
        got = [notice.got_it_on for notice in self._notices_to_appellant(appeal_id)]
        known = [day for day in got if day is not None]
        # Two guardians may have been told on different days, and which of them appeals is not told apart.
        return last_day_of_appeal(max(known)) if known and len(known) == len(got) else None

    def timeliness(self, appeal_id: UUID) -> AppealTimeliness:
        """Whether an appeal came in time. Source: FL 2017:900 44-45 §§."""
        last = self.last_day_to_appeal(appeal_id)
        if last is None:
            return AppealTimeliness.UNKNOWN
        return AppealTimeliness.IN_TIME if self.appeals[appeal_id].received_on <= last else AppealTimeliness.LATE

    def lacked_instructions(self, appeal_id: UUID) -> bool:
        """Whether who appealed was last told of the decision without being told how to appeal. Source: FL 2017:900 45 §."""
        notices = self._notices_to_appellant(appeal_id)
        last_day = max((notice.notified_on for notice in notices), default=None)
        return any(notice.notified_on == last_day and not notice.appeal_instructions for notice in notices)

    def unexecuted_since(self, decision_id: UUID) -> date | None:
        """The day since which a favourable decision has not been carried out; None = it is, or is not to be."""
        decision, steps = self.decisions[decision_id], self.steps[decision_id]
        if not decision.favourable or decision_id in self.replaced_by:
            return None
        if not steps:
            return decision.decided_on
        return steps[-1].step_on if steps[-1].execution_step is ExecutionStep.INTERRUPTED else None

    def execute_by(self, decision_id: UUID) -> date | None:
        """The last day to carry it out; after it, it must be reported. None = nothing to carry out. Source: SoL 2025:400 34:1."""
        since = self.unexecuted_since(decision_id)
        return None if since is None else months_after(since, EXECUTION_MONTHS)

    def ended_without_follow_up(self, day: date) -> list[DecisionMade]:
        """The time-limited decisions whose last day was before `day` and that nobody followed up or replaced."""
        return [
            each for each in self.decisions.values()
            if each.to_date is not None and each.to_date < day
            and not self.follow_ups[each.entry_id] and each.entry_id not in self.replaced_by
        ]

    def _notices_to_appellant(self, appeal_id: UUID) -> list[DecisionCommunicated]:
        appeal = self.appeals[appeal_id]
        return [each for each in self.notices[appeal.decision_id] if each.decision_party is appeal.decision_party]

    def _decide(self, event: DecisionMade) -> None:
        added = [*self.decisions.values(), event]
        self.decisions = {each.entry_id: each for each in sorted(added, key=lambda each: each.decided_on)}
        self.texts[event.entry_id] = (event.decision_text, event.decision_grounds)
        self.notices[event.entry_id] = []
        self.follow_ups[event.entry_id] = []
        self.steps[event.entry_id] = []
        self.unexecuted_reports[event.entry_id] = []
        self.slips[event.entry_id] = []
        if event.amendment is not None:
            self.replaced_by[event.amendment.amended_decision_id] = event.entry_id

    def _communicate(self, event: DecisionCommunicated) -> None:
        self.notices[event.decision_id].append(event)

    def _follow_up(self, event: DecisionFollowedUp) -> None:
        self.follow_ups[event.decision_id].append(event)

    def _execute(self, event: DecisionExecuted) -> None:
        self.steps[event.decision_id].append(event)

    def _report(self, event: NonExecutionReported) -> None:
        self.unexecuted_reports[event.decision_id].append(event)

    def _put_right(self, event: ClericalErrorCorrected) -> None:
        self.slips[event.decision_id].append(event)
        text, grounds = self.texts[event.decision_id]
        self.texts[event.decision_id] = (
            text.replace(event.text_before, event.text_after),
            None if grounds is None else grounds.replace(event.text_before, event.text_after),
        )

    def _appeal(self, event: AppealReceived) -> None:
        self.appeals[event.entry_id] = event
        self.measures[event.entry_id] = []
        self.rulings[event.entry_id] = []

    def _handle(self, event: AppealHandled) -> None:
        self.measures[event.appeal_id].append(event)

    def _rule(self, event: AppealDecided) -> None:
        self.rulings[event.appeal_id].append(event)

    def _tell_of_delay(self, event: DelayTold) -> None:
        self.delays.append(event)

    def _request(self, event: DecisionRequested) -> None:
        self.requests[event.entry_id] = event

    def _refuse_request(self, event: DecisionRequestRefused) -> None:
        self.refusals[event.decision_request_id] = event

    APPLY = {
        DecisionMade: _decide,
        DecisionCommunicated: _communicate,
        DecisionFollowedUp: _follow_up,
        DecisionExecuted: _execute,
        NonExecutionReported: _report,
        ClericalErrorCorrected: _put_right,
        AppealReceived: _appeal,
        AppealHandled: _handle,
        AppealDecided: _rule,
        DelayTold: _tell_of_delay,
        DecisionRequested: _request,
        DecisionRequestRefused: _refuse_request,
    }
