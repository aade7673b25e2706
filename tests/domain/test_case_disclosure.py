"""Requests for what is written in a case: tried piece by piece, answered with its reasons, handed out, appealed."""

from datetime import date, timedelta

import pytest

from domain.case.case import Case
from domain.case.disclosure.codes import (
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
    DisclosureDecided,
    DisclosureRequested,
    RecordExtractDisclosed,
    SecrecyReviewed,
)
from domain.case.disclosure.facts import SegmentRuling
from domain.case.entry_events import EntryStruck
from domain.codes import Channel
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from projections.areas.disclosure import document
from tests.support.area_examples.disclosure import DECISION_ID, REQUEST_ID, REVIEW_ID
from tests.support.disclosure_calls import (
    ANSWERED,
    APPEALED,
    ASKED,
    BY,
    DAY,
    DECIDED,
    NOTED,
    OPENED,
    OTHER,
    REQUESTED,
    REVIEWED,
    SETTLED,
    TRIED,
    answering,
    decided,
)
from tests.support.examples import BO, CASE, EXAMPLES, NOTE, STAMP, TODAY, cast_id
from tests.support.scenario import given, numbered

CLOSED = EXAMPLES["case.closed.v1"]
DISCLOSED = EXAMPLES["case.extract_disclosed.v1"]
KEPT = SegmentRuling(of_entry_id=NOTE, ruling=Ruling.KEPT)
MASKED = REVIEWED.rulings[1]


def asking(**changes):
    call = {
        "entry_id": OTHER, "received_on": TODAY, "channel": Channel.WRITTEN, "disclosure_kind": DisclosureKind.PARTY_ACCESS,
        "requester": Requester.INDIVIDUAL, "requested_scope": "Allt.",
    }
    return lambda case: case.request_disclosure(**{**call, **BY, **changes})


def reviewing(**changes):
    call = {
        "entry_id": OTHER, "request_id": REQUEST_ID, "secrecy_reviewed_on": TODAY, "secrecy_reviewer_id": BO,
        "secrecy_reviewer_name": "Bo Påhittad", "harm_test": HarmTest.PARTY, "rulings": (KEPT,),
    }
    return lambda case: case.review_secrecy(**{**call, **BY, **changes})


def disclosing(**changes):
    call = {
        "entry_id": OTHER, "decision_id": DECISION_ID, "disclosed_on": TODAY, "disclosure_basis": DisclosureBasis.PARTY,
        "disclosure_form": DisclosureForm.PAPER_COPY, "identity_check": IdentityCheck.ID_SHOWN,
    }
    return lambda case: case.disclose_extract(**{**call, **BY, **changes})


def masked(ground, kind=SegmentKind.THIRD_PARTY):
    return SegmentRuling(of_entry_id=NOTE, content_kind=kind, ruling=Ruling.MASKED, secrecy_ground=ground)


def requested(kind, requester=Requester.INDIVIDUAL):
    return REQUESTED.model_copy(update={"disclosure_kind": kind, "requester": requester})


def reviewed(*rulings):
    return REVIEWED.model_copy(update={"rulings": rulings})


def test_a_request_is_answered_soon_and_a_register_extract_within_a_month():
    soon = TODAY + timedelta(days=DEFAULT_POLICY.disclosure_answer_days)
    given(Case, OPENED).when(asking()).then(DisclosureRequested, answer_by=soon)
    extract = asking(disclosure_kind=DisclosureKind.REGISTER_EXTRACT, received_on=date(2024, 8, 31))
    given(Case, OPENED, CLOSED).when(extract).then(DisclosureRequested, answer_by=date(2024, 9, 30))


@pytest.mark.parametrize(
    ("kind", "requester", "refusal"),
    [
        (DisclosureKind.PARTY_ACCESS, Requester.GUARDIAN, None),
        (DisclosureKind.PARTY_ACCESS, Requester.OTHER, "Partsinsyn begärs av den enskilde"),
        (DisclosureKind.PARTY_ACCESS, Requester.AUTHORITY, "Partsinsyn begärs av den enskilde"),
        (DisclosureKind.REGISTER_EXTRACT, Requester.REPRESENTATIVE, None),
        (DisclosureKind.REGISTER_EXTRACT, Requester.UNKNOWN, "Registerutdrag begärs av den enskilde"),
        (DisclosureKind.PUBLIC_RECORD, Requester.UNKNOWN, None),
        (DisclosureKind.PUBLIC_RECORD, Requester.INDIVIDUAL, None),
        (DisclosureKind.PUBLIC_RECORD, Requester.AUTHORITY, "En annan myndighet begär"),
        (DisclosureKind.OTHER_AUTHORITY, Requester.AUTHORITY, None),
        (DisclosureKind.OTHER_AUTHORITY, Requester.OTHER, "En annan myndighet begär"),
    ],
)
def test_who_asks_may_ask_by_that_right(kind, requester, refusal):
    outcome = given(Case, OPENED).when(asking(disclosure_kind=kind, requester=requester))
    if refusal is None:
        outcome.then(DisclosureRequested, disclosure_kind=kind, requester=requester)
    else:
        outcome.then_refused(InvalidValueError, refusal)


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], asking(), NotFoundError, "Ärendet finns inte"),
        (ASKED, asking(entry_id=REQUEST_ID), ConflictError, "Begäran finns redan"),
        ([OPENED], asking(received_on=TODAY + DAY), InvalidValueError, "Dagen då begäran kom in"),
        ([OPENED], asking(requester_name=""), InvalidValueError, "Namnet på den som begär saknas"),
        ([OPENED], asking(requested_scope=" "), InvalidValueError, "Vad som begärs saknas"),
    ],
)
def test_a_request_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)


@pytest.mark.parametrize("day", [REQUESTED.received_on, TODAY])
def test_the_record_is_tried_piece_by_piece(day):
    rulings = (KEPT, MASKED, SegmentRuling(of_entry_id=CASE, ruling=Ruling.KEPT))
    given(Case, *ASKED).when(reviewing(secrecy_reviewed_on=day, rulings=rulings, assessment="Fara för grannen.")).then(
        SecrecyReviewed, request_id=REQUEST_ID, rulings=rulings, secrecy_reviewed_on=day
    )


BARE = SegmentRuling(of_entry_id=NOTE, ruling=Ruling.MASKED)
KEPT_WITH = SegmentRuling(of_entry_id=NOTE, ruling=Ruling.KEPT, secrecy_ground=SecrecyGround.HEALTH)
ELSEWHERE = SegmentRuling(of_entry_id=OTHER, ruling=Ruling.KEPT)


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], reviewing(), NotFoundError, "Ärendet finns inte"),
        (TRIED, reviewing(entry_id=REVIEW_ID), ConflictError, "Sekretessprövningen finns redan"),
        ([OPENED], reviewing(), NotFoundError, "Begäran finns inte"),
        (ASKED, reviewing(secrecy_reviewed_on=TODAY + DAY), InvalidValueError, "i dag är det"),
        (ASKED, reviewing(secrecy_reviewed_on=REQUESTED.received_on - DAY), InvalidValueError, "före begäran"),
        (ANSWERED, reviewing(), NotAllowedError, "redan besvarad"),
        (ASKED, reviewing(secrecy_reviewer_name=""), InvalidValueError, "Namnet på den som prövar saknas"),
        (ASKED, reviewing(secrecy_reviewer_title=""), InvalidValueError, "Befattningen saknas"),
        (ASKED, reviewing(rulings=()), InvalidValueError, "gäller ingen uppgift"),
        (ASKED, reviewing(rulings=(KEPT, KEPT)), InvalidValueError, "prövad mer än en gång"),
        (ASKED, reviewing(rulings=(BARE,)), InvalidValueError, "utan sekretessgrund"),
        (ASKED, reviewing(rulings=(KEPT_WITH,)), InvalidValueError, "lämnas ut men har en sekretessgrund"),
        (ASKED, reviewing(rulings=(MASKED,), assessment=""), InvalidValueError, "Bedömningen saknas"),
        (ASKED, reviewing(rulings=(MASKED,)), InvalidValueError, "saknas varför"),
        (ASKED, reviewing(rulings=(ELSEWHERE,)), NotFoundError, "En prövad uppgift finns inte i ärendet"),
    ],
)
def test_a_review_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)


@pytest.mark.parametrize(
    ("kind", "requester", "ground", "refusal"),
    [
        (DisclosureKind.PARTY_ACCESS, Requester.INDIVIDUAL, SecrecyGround.SOCIAL_SERVICES, "av synnerlig vikt"),
        (DisclosureKind.REGISTER_EXTRACT, Requester.INDIVIDUAL, SecrecyGround.PARTY_WEIGHTY, "gäller bara mot en part"),
        (DisclosureKind.REGISTER_EXTRACT, Requester.INDIVIDUAL, SecrecyGround.INFORMANT_IN_DANGER, None),
        (DisclosureKind.REGISTER_EXTRACT, Requester.GUARDIAN, SecrecyGround.MINOR_TO_GUARDIAN, None),
        (DisclosureKind.REGISTER_EXTRACT, Requester.INDIVIDUAL, SecrecyGround.MINOR_TO_GUARDIAN, "OSL 12 kap. 3 §"),
        (DisclosureKind.REGISTER_EXTRACT, Requester.INDIVIDUAL, SecrecyGround.OTHERS_RIGHTS, None),
        (DisclosureKind.PUBLIC_RECORD, Requester.UNKNOWN, SecrecyGround.OTHERS_RIGHTS, "Artikel 15.4"),
        (DisclosureKind.PUBLIC_RECORD, Requester.UNKNOWN, SecrecyGround.SOCIAL_SERVICES, None),
    ],
)
def test_a_piece_is_masked_by_a_rule_that_holds_against_who_asks(kind, requester, ground, refusal):
    past = [OPENED, NOTED, requested(kind, requester)]
    outcome = given(Case, *past).when(reviewing(rulings=(masked(ground),), assessment="Men kan uppstå."))
    if refusal is None:
        outcome.then(SecrecyReviewed, rulings=(masked(ground),))
    else:
        outcome.then_refused(InvalidValueError, refusal)


def test_what_was_tried_can_still_be_struck_and_the_request_not():
    phase = EXAMPLES["case.phase_entered.v1"]
    tried = reviewed(SegmentRuling(of_entry_id=phase.entry_id, ruling=Ruling.KEPT))
    strike = {"reason": "Fel dag.", "stamp": STAMP, "policy": DEFAULT_POLICY}
    past = given(Case, OPENED, phase, REQUESTED, tried)
    past.when(lambda case: case.strike_entry(entry_id=phase.entry_id, **strike)).then(EntryStruck)
    past.when(lambda case: case.strike_entry(entry_id=REQUEST_ID, **strike)).then_refused(NotAllowedError, "bygger på den här")


@pytest.mark.parametrize("day", [REQUESTED.received_on, TODAY])
def test_a_request_is_answered_by_the_authority(day):
    given(Case, *TRIED).when(answering(answered_on=day, requester_notified_on=TODAY)).then(
        DisclosureDecided, review_id=REVIEW_ID, disclosure_outcome=DisclosureOutcome.PARTLY, appeal_instructions=True,
        delegation_reference="1.4", requester_notified_on=TODAY,
    )


def test_the_board_itself_may_answer():
    board = {"answered_by_id": None, "answered_by_name": None, "delegation_reference": None}
    given(Case, *TRIED).when(answering(**board)).then(DisclosureDecided, answered_by_id=None)


OPEN_PAST = [OPENED, NOTED, requested(DisclosureKind.PUBLIC_RECORD, Requester.UNKNOWN)]
FREE = {"told_otherwise": None}


@pytest.mark.parametrize(
    ("rulings", "fits"),
    [
        ((KEPT,), {DisclosureOutcome.WHOLE, DisclosureOutcome.RESTRICTED}),
        ((KEPT, MASKED), {DisclosureOutcome.PARTLY, DisclosureOutcome.RESTRICTED}),
        ((MASKED,), {DisclosureOutcome.REFUSED}),
    ],
)
@pytest.mark.parametrize("outcome", [each for each in DisclosureOutcome if each.value not in ("not_held", "withdrawn")])
def test_an_answer_is_borne_out_by_its_review(rulings, fits, outcome):
    restriction = "Får inte spridas." if outcome is DisclosureOutcome.RESTRICTED else None
    call = answering(disclosure_outcome=outcome, restriction=restriction, **FREE)
    found = given(Case, *OPEN_PAST, reviewed(*rulings)).when(call)
    if outcome in fits:
        found.then(DisclosureDecided, disclosure_outcome=outcome)
    else:
        found.then_refused(InvalidValueError, "stämmer inte med sekretessprövningen")


@pytest.mark.parametrize("outcome", [DisclosureOutcome.NOT_HELD, DisclosureOutcome.WITHDRAWN])
def test_what_is_not_held_or_was_withdrawn_needs_no_review(outcome):
    given(Case, *ASKED).when(answering(disclosure_outcome=outcome, **FREE)).then(DisclosureDecided, review_id=None)


def test_a_member_of_staff_may_answer_and_the_authority_decides_after():
    staff = {
        "decision_level": DecisionLevel.STAFF, "decision_reasons": None, "delegation_reference": None,
        "appeal_instructions": False,
    }
    given(Case, *TRIED).when(answering(**staff)).then_refused(InvalidValueError, "OSL 6 kap. 3 §")
    scenario = given(Case, *TRIED)
    scenario.when(answering(**staff, told_of_written_decision=True)).then(DisclosureDecided, appeal_instructions=False)
    scenario.when(answering(entry_id=cast_id(1007))).then(DisclosureDecided, decision_level=DecisionLevel.AUTHORITY)
    scenario.when(answering(entry_id=cast_id(1008))).then_refused(NotAllowedError, "redan besvarad")


BOARD_WITH_ITEM = answering(answered_by_id=None, answered_by_name=None)


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], answering(), NotFoundError, "Ärendet finns inte"),
        (TRIED, answering(entry_id=REVIEW_ID), ConflictError, "Svaret på begäran finns redan"),
        ([OPENED], answering(), NotFoundError, "Begäran finns inte"),
        (TRIED, answering(answered_on=TODAY + DAY), InvalidValueError, "i dag är det"),
        (TRIED, answering(answered_on=REQUESTED.received_on - DAY), InvalidValueError, "före begäran"),
        (ANSWERED, answering(), NotAllowedError, "redan besvarad"),
        (ASKED, answering(), NotAllowedError, "Ingen sekretessprövning är gjord"),
        (TRIED, answering(decision_level=DecisionLevel.STAFF, answered_by_id=None), InvalidValueError, "lämnade beskedet"),
        (TRIED, answering(delegation_reference=None), InvalidValueError, "delegationsordningen, eller ingetdera"),
        (TRIED, BOARD_WITH_ITEM, InvalidValueError, "delegationsordningen, eller ingetdera"),
        (TRIED, answering(answered_by_name=""), InvalidValueError, "Namnet på den som svarade saknas"),
        (TRIED, answering(delegation_reference=" "), InvalidValueError, "Punkten i delegationsordningen saknas"),
        (TRIED, answering(decision_reasons=""), InvalidValueError, "Motiveringen saknas"),
        (TRIED, answering(restriction=""), InvalidValueError, "Förbehållet saknas"),
        (TRIED, answering(restriction="Inte spridas."), InvalidValueError, "Ett förbehåll anges precis"),
        (
            TRIED, answering(disclosure_outcome=DisclosureOutcome.RESTRICTED), InvalidValueError, "Ett förbehåll anges precis",
        ),
        (TRIED, answering(decision_reasons=None), InvalidValueError, "saknar motivering"),
        (TRIED, answering(appeal_instructions=False), InvalidValueError, "saknar besvärshänvisning"),
        (TRIED, answering(requester_notified_on=TODAY + DAY), InvalidValueError, "Dagen för underrättelsen"),
        (TRIED, answering(requester_notified_on=TODAY - DAY), InvalidValueError, "före svaret"),
        (TRIED, answering(told_otherwise=None), InvalidValueError, "OSL 10 kap. 3 §"),
        ([*OPEN_PAST, reviewed(KEPT, MASKED)], answering(), InvalidValueError, "bara när något maskeras mot en part"),
    ],
)
def test_an_answer_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)


@pytest.mark.parametrize("day", [DECIDED.answered_on, TODAY])
def test_an_extract_goes_out_and_says_what_was_masked(day):
    given(Case, *ANSWERED).when(disclosing(disclosed_on=day, recipient_name="Klara Påhittad")).then(
        RecordExtractDisclosed, kept_entries=1, masked_entries=1, masked_kinds=(SegmentKind.THIRD_PARTY,), fee_kronor=0,
        disclosed_on=day,
    )


@pytest.mark.parametrize(
    ("kind", "basis", "form", "check", "fee", "refusal"),
    [
        ("public_record", "tf_2", "paper_copy", "not_needed", 50, None),
        ("public_record", "tf_2", "on_site", "not_needed", 0, None),
        ("public_record", "tf_2", "on_site", "not_needed", 1, "avgiftsfria"),
        ("public_record", "tf_2", "oral", "not_needed", 1, "avgiftsfria"),
        ("public_record", "tf_2", "paper_copy", "not_needed", -1, "Ange 0 eller mer"),
        ("public_record", "fl_10", "paper_copy", "not_needed", 0, "rättsliga grunden"),
        ("register_extract", "gdpr_15", "electronic", "e_id", 0, None),
        ("register_extract", "gdpr_15", "electronic", "e_id", 1, "avgiftsfria"),
        ("register_extract", "gdpr_15", "electronic", "not_needed", 0, "identitet kontrollerades"),
        ("party_access", "tf_2", "paper_copy", "known", 0, "rättsliga grunden"),
        ("party_access", "fl_10", "paper_copy", "not_needed", 0, "identitet kontrollerades"),
        ("other_authority", "osl_10_28", "electronic", "authority_confirmed", 0, None),
        ("other_authority", "tf_2", "electronic", "authority_confirmed", 0, "rättsliga grunden"),
    ],
)
def test_an_extract_goes_out_by_its_own_rule(kind, basis, form, check, fee, refusal):
    past = [OPENED, NOTED, requested(DisclosureKind(kind)), REVIEWED, DECIDED]
    outcome = given(Case, *past).when(
        disclosing(
            disclosure_basis=DisclosureBasis(basis), disclosure_form=DisclosureForm(form), identity_check=IdentityCheck(check),
            fee_kronor=fee,
        )
    )
    if refusal is None:
        outcome.then(RecordExtractDisclosed, disclosure_basis=DisclosureBasis(basis), fee_kronor=fee)
    else:
        outcome.then_refused(InvalidValueError, refusal)


REFUSED = decided(disclosure_outcome=DisclosureOutcome.REFUSED)


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], disclosing(), NotFoundError, "Ärendet finns inte"),
        ([*ANSWERED, DISCLOSED], disclosing(entry_id=DISCLOSED.entry_id), ConflictError, "Utlämnandet finns redan"),
        (TRIED, disclosing(), NotFoundError, "Begäran finns inte"),
        (ANSWERED, disclosing(decision_id=REQUEST_ID), NotFoundError, "Svaret på begäran finns inte"),
        ([*TRIED, REFUSED], disclosing(), NotAllowedError, "inget att lämna ut"),
        ([*ANSWERED, DISCLOSED], disclosing(), NotAllowedError, "redan utlämnade"),
        (ANSWERED, disclosing(disclosed_on=TODAY + DAY), InvalidValueError, "i dag är det"),
        (ANSWERED, disclosing(disclosed_on=DECIDED.answered_on - DAY), InvalidValueError, "före svaret"),
        (ANSWERED, disclosing(recipient_name=""), InvalidValueError, "Namnet på mottagaren saknas"),
    ],
)
def test_an_extract_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)


@pytest.mark.parametrize(
    ("past", "state"),
    [
        (ASKED, "received"),
        (TRIED, "reviewed"),
        (ANSWERED, "answered"),
        ([*TRIED, REFUSED], "finished"),
        ([*ANSWERED, DISCLOSED], "finished"),
        ([*ANSWERED, APPEALED], "appealed"),
        ([*ANSWERED, APPEALED, SETTLED], "to_be_answered_anew"),
    ],
)
def test_the_document_says_how_far_a_request_has_come(past, state):
    (request,) = document(Case.fold(numbered(*past)))["requests"]
    assert (request["entry"], request["state"], request["answer_by"]) == (str(REQUEST_ID), state, "2024-09-05")


def test_the_document_shows_every_step_and_a_struck_answer_leaves_the_request_open():
    case = Case.fold(numbered(*ANSWERED))
    (request,) = document(case)["requests"]
    assert request["answers"][0]["masked_kinds"] == ["third_party"]
    assert request["reviews"][0]["rulings"][1]["secrecy_ground"] == "osl_10_3"
    case.apply(EntryStruck(**case._next(STAMP), entry_id=DECISION_ID, reason="Fel utfall."))
    (request,) = document(case)["requests"]
    assert (request["state"], request["answers"]) == ("reviewed", [])


FAULTS = [
    ({"answered_on": TODAY + DAY}, "i dag är det"),
    ({"disclosure_outcome": DisclosureOutcome.WHOLE}, "stämmer inte med sekretessprövningen"),
    ({"answered_by_id": None}, "delegationsordningen, eller ingetdera"),
    ({"answered_by_name": ""}, "Namnet på den som svarade"),
    ({"delegation_reference": " "}, "Punkten i delegationsordningen saknas"),
    ({"decision_reasons": ""}, "Motiveringen saknas"),
    ({"restriction": "Får inte spridas."}, "Ett förbehåll anges precis"),
    ({"decision_reasons": None}, "saknar motivering"),
    ({"appeal_instructions": False}, "saknar besvärshänvisning"),
    ({"requester_notified_on": TODAY + DAY}, "Dagen för underrättelsen"),
    ({"told_otherwise": None}, "OSL 10 kap. 3 §"),
]


def test_of_several_faults_the_first_in_the_documented_order_is_told():
    for first, (_, message) in enumerate(FAULTS):
        changes = {name: value for fault, _ in reversed(FAULTS[first:]) for name, value in fault.items()}
        outcome = given(Case, *TRIED).when(answering(**changes))
        outcome.then_refused(InvalidValueError, message)
