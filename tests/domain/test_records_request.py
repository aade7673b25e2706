"""Requests for public records that are about no one known case: the same steps, and nobody is asked who they are."""

from datetime import date, timedelta

import pytest

from domain.base import RetentionClass
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
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from domain.records_request.events import (
    RecordsDisclosed,
    RecordsRequestAppealed,
    RecordsRequestAppealSettled,
    RecordsRequestDecided,
    RecordsRequestReceived,
    RecordsRequestReviewed,
    RecordsRequestStepStruck,
)
from domain.records_request.records_request import RecordsRequest
from projections.areas.records_request import request_document
from tests.support.area_examples.records_request import (
    APPEAL_ID,
    DECISION_ID,
    EXTRACT_ID,
    RECEIPT_ID,
    RECORDS_REQUEST,
    REVIEW_ID,
)
from tests.support.examples import BO, CASE, EXAMPLES, NOTE, STAMP, TODAY, UNIT, cast_id
from tests.support.scenario import given, numbered

RECEIVED = EXAMPLES["records_request.received.v1"]
REVIEWED = EXAMPLES["records_request.reviewed.v1"]
DECIDED = EXAMPLES["records_request.decided.v1"].model_copy(update={"restriction": None})
DISCLOSED = EXAMPLES["records_request.disclosed.v1"]
APPEALED = EXAMPLES["records_request.appealed.v1"]
SETTLED = EXAMPLES["records_request.appeal_settled.v1"]
TRIED = [RECEIVED, REVIEWED]
ANSWERED = [*TRIED, DECIDED]
OTHER = cast_id(1018)
DAY = timedelta(days=1)
BY = {"stamp": STAMP, "today": TODAY, "policy": DEFAULT_POLICY}
KEPT = SegmentRuling(of_entry_id=NOTE, ruling=Ruling.KEPT)


def receiving(**changes):
    call = {
        "request_id": RECORDS_REQUEST, "entry_id": OTHER, "received_on": TODAY, "channel": Channel.ORAL, "unit": UNIT,
        "requested_scope": "Alla beslut i mars.",
    }
    return lambda request: request.receive(**{**call, **BY, **changes})


def reviewing(**changes):
    call = {
        "entry_id": OTHER, "secrecy_reviewed_on": TODAY, "secrecy_reviewer_id": BO, "secrecy_reviewer_name": "Bo Påhittad",
        "harm_test": HarmTest.REVERSED, "rulings": (KEPT,),
    }
    return lambda request: request.review(**{**call, **BY, **changes})


def answering(**changes):
    call = {
        "entry_id": OTHER, "answered_on": TODAY, "decision_level": DecisionLevel.AUTHORITY,
        "disclosure_outcome": DisclosureOutcome.PARTLY, "decision_reasons": "Men kan uppstå.", "answered_by_id": BO,
        "answered_by_name": "Bo Påhittad", "delegation_reference": "1.5", "appeal_instructions": True,
    }
    return lambda request: request.decide(**{**call, **BY, **changes})


def disclosing(**changes):
    call = {"entry_id": OTHER, "decision_id": DECISION_ID, "disclosed_on": TODAY, "disclosure_form": DisclosureForm.PAPER_COPY}
    return lambda request: request.disclose(**{**call, **BY, **changes})


def appealing(**changes):
    call = {"entry_id": OTHER, "decision_id": DECISION_ID, "appealed_on": DECIDED.answered_on, "stamp": STAMP, "today": TODAY}
    return lambda request: request.appeal(**{**call, **changes})


def settling(**changes):
    call = {
        "entry_id": OTHER, "appeal_id": APPEAL_ID, "settled_on": TODAY, "appeal_settlement": AppealSettlement.REFUSED,
        "settled_by_court": Court.COURT_OF_APPEAL,
    }
    return lambda request: request.settle_appeal(**{**call, **BY, **changes})


def striking(**changes):
    call = {"entry_id": REVIEW_ID, "reason": "Fel begäran.", "stamp": STAMP, "policy": DEFAULT_POLICY}
    return lambda request: request.strike_step(**{**call, **changes})


def test_a_request_is_received_without_a_name_and_answered_soon():
    event = given(RecordsRequest).when(receiving()).then(
        RecordsRequestReceived, requester_name=None, unit=UNIT,
        answer_by=TODAY + timedelta(days=DEFAULT_POLICY.disclosure_answer_days),
    )
    assert (event.originator_id, event.retention_class) == (RECORDS_REQUEST, RetentionClass.ORGANISATION)


def test_each_step_follows_the_one_before_to_the_end():
    scenario = given(RecordsRequest, RECEIVED)
    masked = SegmentRuling(
        of_entry_id=cast_id(1019), content_kind=SegmentKind.IDENTITY, ruling=Ruling.MASKED,
        secrecy_ground=SecrecyGround.PROTECTED_REGISTRATION,
    )
    scenario.when(
        reviewing(entry_id=REVIEW_ID, rulings=(KEPT, masked), case_ids=(CASE,), assessment="Skyddad.")
    ).then(RecordsRequestReviewed, case_ids=(CASE,))
    scenario.when(answering(entry_id=DECISION_ID, requester_notified_on=TODAY)).then(RecordsRequestDecided, review_id=REVIEW_ID)
    scenario.when(disclosing(entry_id=EXTRACT_ID, fee_kronor=50)).then(
        RecordsDisclosed, kept_entries=1, masked_entries=1, masked_kinds=(SegmentKind.IDENTITY,), fee_kronor=50
    )
    scenario.when(appealing(entry_id=APPEAL_ID, appealed_on=TODAY, appeal_forwarded_on=TODAY)).then(
        RecordsRequestAppealed, appeal_in_time=True
    )
    scenario.when(settling()).then(RecordsRequestAppealSettled, appeal_settlement=AppealSettlement.REFUSED)
    assert request_document(scenario.state)["request"]["state"] == "finished"


@pytest.mark.parametrize("day", [RECEIVED.received_on, TODAY])
def test_a_step_is_taken_from_the_day_of_the_request_to_today(day):
    given(RecordsRequest, RECEIVED).when(reviewing(secrecy_reviewed_on=day)).then(RecordsRequestReviewed)
    given(RecordsRequest, *TRIED).when(answering(answered_on=day)).then(RecordsRequestDecided, answered_on=day)


@pytest.mark.parametrize("day", [DECIDED.answered_on, TODAY])
def test_records_go_out_and_appeals_come_in_from_the_day_of_the_answer_to_today(day):
    given(RecordsRequest, *ANSWERED).when(disclosing(disclosed_on=day)).then(RecordsDisclosed, disclosed_on=day)
    given(RecordsRequest, *ANSWERED).when(appealing(appealed_on=day)).then(RecordsRequestAppealed, appealed_on=day)


def test_what_nobody_has_needs_no_review():
    call = answering(disclosure_outcome=DisclosureOutcome.NOT_HELD)
    given(RecordsRequest, RECEIVED).when(call).then(RecordsRequestDecided, review_id=None)


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([RECEIVED], receiving(), ConflictError, "redan mottagen"),
        ([], receiving(received_on=TODAY + DAY), InvalidValueError, "Dagen då begäran kom in"),
        ([], receiving(requester_name=" "), InvalidValueError, "Namnet på den som begär saknas"),
        ([], receiving(requested_scope=""), InvalidValueError, "Vad som begärs saknas"),
        ([], reviewing(), NotFoundError, "Begäran finns inte i nämnden"),
        (TRIED, reviewing(entry_id=REVIEW_ID), ConflictError, "Sekretessprövningen finns redan"),
        ([RECEIVED], reviewing(secrecy_reviewed_on=RECEIVED.received_on - DAY), InvalidValueError, "före begäran"),
        (ANSWERED, reviewing(), NotAllowedError, "redan besvarad"),
        ([RECEIVED], reviewing(secrecy_reviewer_name=""), InvalidValueError, "Namnet på den som prövar saknas"),
        ([RECEIVED], reviewing(secrecy_reviewer_title=""), InvalidValueError, "Befattningen saknas"),
        ([RECEIVED], reviewing(case_ids=(CASE, CASE)), InvalidValueError, "Samma ärende är angivet"),
        ([RECEIVED], reviewing(rulings=()), InvalidValueError, "gäller ingen uppgift"),
        ([], answering(), NotFoundError, "Begäran finns inte i nämnden"),
        (TRIED, answering(entry_id=RECEIPT_ID), ConflictError, "Svaret på begäran finns redan"),
        (TRIED, answering(answered_on=TODAY + DAY), InvalidValueError, "i dag är det"),
        (ANSWERED, answering(), NotAllowedError, "redan besvarad"),
        ([RECEIVED], answering(), NotAllowedError, "Ingen sekretessprövning"),
        (TRIED, answering(appeal_instructions=False), InvalidValueError, "saknar besvärshänvisning"),
        ([], disclosing(), NotFoundError, "Begäran finns inte i nämnden"),
        (ANSWERED, disclosing(entry_id=DECISION_ID), ConflictError, "Utlämnandet finns redan"),
        (TRIED, disclosing(), NotFoundError, "Svaret på begäran finns inte"),
        ([*ANSWERED, DISCLOSED], disclosing(), NotAllowedError, "redan utlämnade"),
        (ANSWERED, disclosing(disclosed_on=TODAY + DAY), InvalidValueError, "i dag är det"),
        (ANSWERED, disclosing(recipient_name=" "), InvalidValueError, "Namnet på mottagaren saknas"),
        (ANSWERED, disclosing(disclosure_form=DisclosureForm.ON_SITE, fee_kronor=1), InvalidValueError, "avgiftsfria"),
        ([], appealing(), NotFoundError, "Begäran finns inte i nämnden"),
        (ANSWERED, appealing(entry_id=DECISION_ID), ConflictError, "Överklagandet finns redan"),
        (TRIED, appealing(), NotFoundError, "Svaret på begäran finns inte"),
        ([*ANSWERED, APPEALED], appealing(), NotAllowedError, "redan överklagat"),
        (ANSWERED, appealing(appealed_on=TODAY + DAY), InvalidValueError, "i dag är det"),
        (ANSWERED, appealing(appeal_forwarded_on=TODAY + DAY), InvalidValueError, "överlämnades"),
        ([], settling(), NotFoundError, "Begäran finns inte i nämnden"),
        ([*ANSWERED, APPEALED], settling(entry_id=APPEAL_ID), ConflictError, "Avgörandet finns redan"),
        (ANSWERED, settling(), NotFoundError, "Överklagandet finns inte"),
        ([*ANSWERED, APPEALED, SETTLED], settling(), NotAllowedError, "redan avgjort"),
        ([*ANSWERED, APPEALED], settling(settled_on=TODAY + DAY), InvalidValueError, "i dag är det"),
        ([*ANSWERED, APPEALED], settling(settled_by_court=None), InvalidValueError, "Domstol anges precis"),
    ],
)
def test_a_step_is_refused(past, call, error, message):
    given(RecordsRequest, *past).when(call).then_refused(error, message)


def test_a_struck_step_is_taken_anew_and_its_id_stays_used():
    scenario = given(RecordsRequest, *TRIED)
    scenario.when(striking()).then(RecordsRequestStepStruck, entry_id=REVIEW_ID, reason="Fel begäran.")
    assert scenario.state.handling.review is None
    scenario.when(reviewing(entry_id=REVIEW_ID)).then_refused(ConflictError, "finns redan")
    scenario.when(reviewing()).then(RecordsRequestReviewed, entry_id=OTHER)


def test_a_struck_receipt_leaves_nothing_to_answer():
    scenario = given(RecordsRequest, RECEIVED)
    scenario.when(striking(entry_id=RECEIPT_ID)).then(RecordsRequestStepStruck, entry_id=RECEIPT_ID)
    assert request_document(scenario.state)["request"] is None
    scenario.when(answering()).then_refused(NotFoundError, "eller så är den struken")
    scenario.when(receiving()).then_refused(ConflictError, "redan mottagen")


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], striking(), NotFoundError, "Begäran finns inte i nämnden"),
        ([*TRIED, EXAMPLES["records_request.step_struck.v1"]], striking(), NotAllowedError, "redan struken"),
        ([RECEIVED], striking(), NotFoundError, "Uppgiften finns inte i begäran"),
        (TRIED, striking(entry_id=RECEIPT_ID), NotAllowedError, "bygger på den här"),
        (ANSWERED, striking(), NotAllowedError, "bygger på den här"),
        ([*ANSWERED, DISCLOSED], striking(entry_id=DECISION_ID), NotAllowedError, "bygger på den här"),
        ([*ANSWERED, APPEALED, SETTLED], striking(entry_id=APPEAL_ID), NotAllowedError, "bygger på den här"),
        (TRIED, striking(reason=""), InvalidValueError, "Orsaken till att uppgiften stryks saknas"),
    ],
)
def test_a_striking_is_refused(past, call, error, message):
    given(RecordsRequest, *past).when(call).then_refused(error, message)


def test_the_document_shows_the_request_with_its_steps():
    shown = request_document(RecordsRequest.fold(numbered(*ANSWERED, DISCLOSED)))
    assert (shown["records_request"], shown["unit"], shown["struck"]) == (str(RECORDS_REQUEST), str(UNIT), [])
    request = shown["request"]
    assert (request["state"], request["answer_by"], request["received_on"]) == ("finished", "2024-09-05", "2024-09-02")
    assert request["reviews"][0]["case_ids"] == [str(CASE)]
    assert request["extracts"][0]["masked_kinds"] == ["fact"]
    assert date.fromisoformat(request["answers"][0]["answered_on"]) == DECIDED.answered_on
