"""One full example of every event type of the area `disclosure`."""

from __future__ import annotations

from datetime import date

from domain.base import DomainEvent, envelope
from domain.case.decisions.codes import Court
from domain.case.disclosure.codes import (
    AppealSettlement,
    DecisionLevel,
    DisclosureBasis,
    DisclosureForm,
    DisclosureKind,
    DisclosureOutcome,
    HarmTest,
    IdentityCheck,
    Requester,
    Ruling,
    SecrecyGround,
    SegmentKind,
)
from domain.case.disclosure.events import (
    DisclosureAppealed,
    DisclosureAppealSettled,
    DisclosureDecided,
    DisclosureRequested,
    RecordExtractDisclosed,
    SecrecyReviewed,
)
from domain.case.disclosure.facts import SegmentRuling, Unmasking
from domain.codes import Channel
from tests.support.cast import BO, CASE, NOTE, STAMP, cast_id, source

REQUEST_ID, REVIEW_ID, DECISION_ID, EXTRACT_ID, APPEAL_ID, SETTLEMENT_ID = (cast_id(number) for number in range(1000, 1006))

EXAMPLES: tuple[DomainEvent, ...] = (
    DisclosureRequested(
        **envelope(CASE, 0, STAMP), entry_id=REQUEST_ID, received_on=date(2024, 9, 2), channel=Channel.WRITTEN,
        disclosure_kind=DisclosureKind.PARTY_ACCESS, requester=Requester.INDIVIDUAL, requester_name="Klara Påhittad",
        requester_person_id=CASE,
        requested_scope="Hela min journal.", answer_by=date(2024, 9, 5), source=source("Utlämnanden"),
    ),
    SecrecyReviewed(
        **envelope(CASE, 0, STAMP), entry_id=REVIEW_ID, request_id=REQUEST_ID, secrecy_reviewed_on=date(2024, 9, 3),
        secrecy_reviewer_id=BO, secrecy_reviewer_name="Bo Påhittad", secrecy_reviewer_title="biträdande enhetschef",
        harm_test=HarmTest.PARTY,
        rulings=(
            SegmentRuling(of_entry_id=NOTE, ruling=Ruling.KEPT),
            SegmentRuling(
                of_entry_id=NOTE, content_kind=SegmentKind.THIRD_PARTY, ruling=Ruling.MASKED,
                secrecy_ground=SecrecyGround.PARTY_WEIGHTY,
            ),
        ),
        unmaskings=(
            Unmasking(
                of_entry_id=NOTE, content_kind=SegmentKind.FACT, secrecy_ground=SecrecyGround.WHEREABOUTS,
                unmasking_reason="Platsen är redan känd för den som begär.",
            ),
        ),
        assessment="Grannen kan utsättas för hot.", source=source("Utlämnanden"),
    ),
    DisclosureDecided(
        **envelope(CASE, 0, STAMP), entry_id=DECISION_ID, request_id=REQUEST_ID, review_id=REVIEW_ID,
        answered_on=date(2024, 9, 4), decision_level=DecisionLevel.AUTHORITY, disclosure_outcome=DisclosureOutcome.PARTLY,
        decision_reasons="Det är av synnerlig vikt att grannens uppgifter inte röjs.", restriction="Får inte spridas.",
        answered_by_id=BO, answered_by_name="Bo Påhittad", answered_by_title="biträdande enhetschef",
        delegation_reference="1.4", told_of_written_decision=True, appeal_instructions=True, told_otherwise=True,
        requester_notified_on=date(2024, 9, 4), source=source("Utlämnanden"),
    ),
    RecordExtractDisclosed(
        **envelope(CASE, 0, STAMP), entry_id=EXTRACT_ID, decision_id=DECISION_ID, disclosed_on=date(2024, 9, 5),
        recipient_name="Klara Påhittad", disclosure_basis=DisclosureBasis.PARTY, disclosure_form=DisclosureForm.PAPER_COPY,
        identity_check=IdentityCheck.ID_SHOWN, fee_kronor=0, kept_entries=1, masked_entries=1,
        masked_kinds=(SegmentKind.THIRD_PARTY,), source=source("Utlämnanden"),
    ),
    DisclosureAppealed(
        **envelope(CASE, 0, STAMP), entry_id=APPEAL_ID, decision_id=DECISION_ID, appealed_on=date(2024, 9, 25),
        appeal_in_time=True, appeal_forwarded_on=date(2024, 9, 26), source=source("Utlämnanden"),
    ),
    DisclosureAppealSettled(
        **envelope(CASE, 0, STAMP), entry_id=SETTLEMENT_ID, appeal_id=APPEAL_ID, settled_on=date(2024, 11, 4),
        appeal_settlement=AppealSettlement.REMITTED, settled_by_court=Court.COURT_OF_APPEAL,
        settlement_text="Prövningen var inte tillräckligt utförlig.", source=source("Utlämnanden"),
    ),
)

_STEPS = ["case.opened", "case.disclosure_requested", "case.secrecy_reviewed", "case.disclosure_decided"]
FIRST = {
    "case.secrecy_reviewed": _STEPS[:2],
    "case.disclosure_decided": _STEPS[:3],
    "case.extract_disclosed": _STEPS,
    "case.disclosure_appealed": _STEPS,
    "case.disclosure_appeal_settled": [*_STEPS, "case.disclosure_appealed"],
}
