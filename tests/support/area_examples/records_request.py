"""One full example of every event type of the stream `records_request`, and of the board's reports of delegated decisions."""

from __future__ import annotations

from datetime import date

from domain.base import DomainEvent, envelope
from domain.board.events import DelegatedDecisionsReported, DelegatedReportWithdrawn
from domain.case.decisions.codes import Court
from domain.case.disclosure.codes import (
    AppealSettlement,
    DecisionLevel,
    DisclosureForm,
    DisclosureOutcome,
    HarmTest,
    Ruling,
    SecrecyGround,
    SegmentKind,
)
from domain.case.disclosure.facts import SegmentRuling
from domain.codes import Channel
from domain.records_request.events import (
    RecordsDisclosed,
    RecordsRequestAppealed,
    RecordsRequestAppealSettled,
    RecordsRequestDecided,
    RecordsRequestReceived,
    RecordsRequestReviewed,
    RecordsRequestStepStruck,
)
from tests.support.cast import ADMINISTRATION_STAMP, BO, BOARD, CASE, NOTE, OTHER_NOTE, STAMP, UNIT, cast_id

RECORDS_REQUEST = cast_id(1010)
RECEIPT_ID, REVIEW_ID, DECISION_ID, EXTRACT_ID, APPEAL_ID, SETTLEMENT_ID = (cast_id(number) for number in range(1011, 1017))
REPORT_ID = cast_id(1020)

_request = envelope(RECORDS_REQUEST, 0, STAMP)
_board = envelope(BOARD, 0, ADMINISTRATION_STAMP)

EXAMPLES: tuple[DomainEvent, ...] = (
    RecordsRequestReceived(
        **_request, entry_id=RECEIPT_ID, received_on=date(2024, 9, 2), channel=Channel.WRITTEN, unit=UNIT,
        requester_name="Lokaltidningen", requested_scope="Alla anteckningar om störningar i försökslägenheter 2024.",
        answer_by=date(2024, 9, 5),
    ),
    RecordsRequestReviewed(
        **_request, entry_id=REVIEW_ID, secrecy_reviewed_on=date(2024, 9, 3), secrecy_reviewer_id=BO,
        secrecy_reviewer_name="Bo Påhittad", secrecy_reviewer_title="biträdande enhetschef", harm_test=HarmTest.REVERSED,
        case_ids=(CASE,),
        rulings=(
            SegmentRuling(of_entry_id=OTHER_NOTE, ruling=Ruling.KEPT),
            SegmentRuling(
                of_entry_id=NOTE, content_kind=SegmentKind.FACT, ruling=Ruling.MASKED,
                secrecy_ground=SecrecyGround.SOCIAL_SERVICES,
            ),
        ),
        assessment="Den enskilde kan kännas igen.",
    ),
    RecordsRequestDecided(
        **_request, entry_id=DECISION_ID, review_id=REVIEW_ID, answered_on=date(2024, 9, 4),
        decision_level=DecisionLevel.AUTHORITY, disclosure_outcome=DisclosureOutcome.PARTLY,
        decision_reasons="Det står inte klart att uppgifterna kan röjas utan men.", restriction="Får inte spridas.",
        answered_by_id=BO, answered_by_name="Bo Påhittad", answered_by_title="biträdande enhetschef",
        delegation_reference="1.5", told_of_written_decision=True, appeal_instructions=True,
        requester_notified_on=date(2024, 9, 4),
    ),
    RecordsDisclosed(
        **_request, entry_id=EXTRACT_ID, decision_id=DECISION_ID, disclosed_on=date(2024, 9, 4),
        recipient_name="Lokaltidningen", disclosure_form=DisclosureForm.PAPER_COPY, fee_kronor=50, kept_entries=1,
        masked_entries=1, masked_kinds=(SegmentKind.FACT,),
    ),
    RecordsRequestAppealed(
        **_request, entry_id=APPEAL_ID, decision_id=DECISION_ID, appealed_on=date(2024, 9, 25), appeal_in_time=True,
        appeal_forwarded_on=date(2024, 9, 26),
    ),
    RecordsRequestAppealSettled(
        **_request, entry_id=SETTLEMENT_ID, appeal_id=APPEAL_ID, settled_on=date(2024, 11, 4),
        appeal_settlement=AppealSettlement.REFUSED, settled_by_court=Court.COURT_OF_APPEAL, settlement_text="Avslag.",
    ),
    RecordsRequestStepStruck(**_request, entry_id=REVIEW_ID, reason="Fel begäran."),
    DelegatedDecisionsReported(
        **_board, report_id=REPORT_ID, first_day=date(2024, 9, 1), last_day=date(2024, 9, 30), through_size=4711,
        decision_count=12, meeting_on=date(2024, 10, 17), minutes_paragraph="§ 14",
    ),
    DelegatedReportWithdrawn(**_board, report_id=REPORT_ID, reason="Fel månad."),
)

FIRST = {
    "records_request.step_struck": ["records_request.received", "records_request.reviewed"],
    "board.delegated_report_withdrawn": ["board.established", "board.delegated_decisions_reported"],
}
