"""One full example of every event type of the area `decisions`."""

from __future__ import annotations

from datetime import date

from domain.base import DomainEvent, envelope
from domain.case.decisions.codes import (
    AmendmentGround,
    AppealMeasure,
    Court,
    CourtOutcome,
    DecisionOutcome,
    DecisionParty,
    ExecutionStep,
    FollowUpConclusion,
    GroundsOmitted,
    NotCommunicated,
    NoticeManner,
    UnexecutedReceiver,
)
from domain.case.decisions.events import (
    Amendment,
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
    MaterialCommunicated,
    NonExecutionReported,
)
from tests.support.area_examples.intake import INTAKE
from tests.support.cast import ANNA, BO, CASE, STAMP, cast_id, source

_case = envelope(CASE, 0, STAMP)
DELAY, DECISION_REQUEST, REQUEST_REFUSAL, REFUSING_DECISION = (cast_id(number) for number in range(1130, 1134))

DECISION, NOTICE, FOLLOW_UP, EXECUTION, SLIP, APPEAL, MEASURE, RULING = (cast_id(number) for number in range(830, 838))
EARLIER_DECISION, LATER_DECISION = cast_id(838), cast_id(839)

EXAMPLES: tuple[DomainEvent, ...] = (
    # Every field at once, which no decision that is made here could have: either reasons or why they are left out, and so on.
    DecisionMade(
        **_case, entry_id=DECISION, decided_on=date(2024, 3, 1), outcome=DecisionOutcome.PARTLY_GRANTED, favourable=True,
        decision_text="Tolv samtal om spel beviljas. Ansökan om tjugo samtal avslås i övrigt.",
        decision_grounds="Tolv samtal räcker för att nå målen.", grounds_omitted=GroundsOmitted.URGENT, legal_ground="SoL 11:1",
        decider_id=ANNA, decider_name="Anna Exempel", decider_title="biträdande enhetschef", delegation_reference="4.2.1",
        decided_elsewhere="sociala delegationen", presenter_id=BO, presenter_name="Bo Påhitt",
        presenter_title="socialsekreterare", also_present=("enhetschef Eva Låtsas",), from_date=date(2024, 3, 4),
        to_date=date(2024, 8, 30), follow_up_on=date(2024, 6, 3), appealable=True,
        communicated=MaterialCommunicated(
            material_sent_on=date(2024, 2, 27), material_manner=NoticeManner.LETTER, not_communicated=NotCommunicated.URGENT
        ),
        party_reply="Jag vill ha tjugo samtal.", intake_id=INTAKE,
        amendment=Amendment(
            amended_decision_id=EARLIER_DECISION, amendment_ground=AmendmentGround.NEW_CIRCUMSTANCES, to_detriment=False
        ),
        source=source("Beslut"),
    ),
    DecisionCommunicated(
        **_case, entry_id=NOTICE, decision_id=DECISION, notified_on=date(2024, 3, 1), notice_manner=NoticeManner.LETTER,
        decision_party=DecisionParty.CLIENT, appeal_instructions=True, reached_on=date(2024, 3, 5), source=source("Beslut"),
    ),
    DecisionFollowedUp(
        **_case, entry_id=FOLLOW_UP, decision_id=DECISION, followed_up_on=date(2024, 6, 3),
        conclusion=FollowUpConclusion.NEEDS_CHANGE, follow_up_finding="Spelar mindre, men behöver fler samtal.",
        follow_up_view="Samtalen hjälper.", follow_up_on=date(2024, 8, 26), source=source("Beslut"),
    ),
    DecisionExecuted(
        **_case, entry_id=EXECUTION, decision_id=DECISION, step_on=date(2024, 3, 4), execution_step=ExecutionStep.STARTED,
        step_reason="Första samtalet.", source=source("Beslut"),
    ),
    NonExecutionReported(
        **_case, entry_id=cast_id(1134), decision_id=DECISION, non_execution_reported_on=date(2024, 7, 1),
        unexecuted_receivers=(UnexecutedReceiver.SUPERVISOR, UnexecutedReceiver.AUDITORS), source=source("Beslut"),
    ),
    ClericalErrorCorrected(
        **_case, entry_id=SLIP, decision_id=DECISION, error_corrected_on=date(2024, 3, 6), text_before="om tjugo samtal",
        text_after="om tjugofem samtal", party_heard=True, source=source("Beslut"),
    ),
    AppealReceived(
        **_case, entry_id=APPEAL, decision_id=DECISION, received_on=date(2024, 3, 26), decision_party=DecisionParty.CLIENT,
        appeal_text="Jag vill ha tjugo samtal.", forward_by=date(2024, 4, 2), source=source("Beslut"),
    ),
    AppealHandled(
        **_case, entry_id=MEASURE, appeal_id=APPEAL, handled_on=date(2024, 3, 28), appeal_measure=AppealMeasure.FORWARDED,
        measure_grounds="Inget nytt har kommit fram.", new_decision_id=LATER_DECISION, source=source("Beslut"),
    ),
    AppealDecided(
        **_case, entry_id=RULING, appeal_id=APPEAL, judged_on=date(2024, 9, 12), court=Court.ADMINISTRATIVE_COURT,
        court_outcome=CourtOutcome.APPEAL_REFUSED, decision_stands=True, court_case_number="1234-24",
        ruling_text="Förvaltningsrätten avslår överklagandet.", source=source("Beslut"),
    ),
    DelayTold(
        **_case, entry_id=DELAY, intake_id=INTAKE, told_of_delay_on=date(2024, 6, 10),
        delay_reason="Utredningen väntar på läkarens utlåtande.", source=source("Beslut"),
    ),
    DecisionRequested(
        **_case, entry_id=DECISION_REQUEST, intake_id=INTAKE, received_on=date(2024, 9, 16), source=source("Beslut")
    ),
    DecisionRequestRefused(
        **_case, entry_id=REQUEST_REFUSAL, decision_request_id=DECISION_REQUEST, intake_id=INTAKE,
        decision_id=REFUSING_DECISION, request_refused_on=date(2024, 10, 14), source=source("Beslut"),
    ),
)

FIRST = {
    "case.decision_communicated": ["case.opened", "case.decision_made"],
    "case.decision_followed_up": ["case.opened", "case.decision_made"],
    "case.decision_executed": ["case.opened", "case.decision_made"],
    "case.non_execution_reported": ["case.opened", "case.decision_made"],
    "case.clerical_error_corrected": ["case.opened", "case.decision_made"],
    "case.appeal_received": ["case.opened", "case.decision_made"],
    "case.appeal_handled": ["case.opened", "case.decision_made", "case.appeal_received"],
    "case.appeal_decided": ["case.opened", "case.decision_made", "case.appeal_received"],
}
