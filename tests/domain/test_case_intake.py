"""How a case came to the unit: requests, assignments, first contact, team, times offered, queue and need."""

from datetime import date

import pytest

from domain.base import Occurred
from domain.case.case import Case
from domain.case.intake.codes import (
    FirstContactWith,
    IntakeRoute,
    IntakeSubject,
    OfferAnswer,
    RequestSource,
)
from domain.case.intake.events import (
    AssignmentReceived,
    CaseAllocated,
    FirstContactMade,
    IntakeReceived,
    OfferedTimeAnswered,
    TimeOffered,
)
from domain.codes import NoteChannel, SessionKind, YesNoUnknown
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from projections.areas.intake import document, first_held
from tests.support.area_examples.intake import ANSWER, CALL, EXIT, INTAKE, OFFER, QUEUE
from tests.support.deciding import copied, deciding, tells_faults_in_order
from tests.support.examples import CLOSED_ON, EXAMPLES, STAMP, TODAY, UNIT, cast_id
from tests.support.intake_calls import (
    BLANK,
    CALLED,
    CLOSED,
    DAY,
    IMPORTED,
    LEFT,
    LONG,
    MISSING,
    OFFERED,
    OPENED,
    OTHER,
    QUEUED,
    RECEIVED,
    REQUESTED_ON,
    calling,
)
from tests.support.scenario import given, numbered

CONTACTED = EXAMPLES["case.first_contact_made.v1"]
ANSWERED = EXAMPLES["case.offered_time_answered.v1"]
HELD = EXAMPLES["case.session_held.v1"]
receiving = deciding(
    "receive_intake", OTHER, route=IntakeRoute.OWN_APPLICATION, request_source=RequestSource.PERSON,
    subject=IntakeSubject.CLIENT, needs_tested=True, requested_on=TODAY,
)
assigning = deciding(
    "receive_assignment", OTHER, intake_id=INTAKE, received_on=TODAY, commissioner_name="socialsekreterare",
    assignment_text="Tio samtal.",
)
contacting = deciding(
    "record_first_contact", OTHER, takes_policy=False, intake_id=INTAKE, occurred=Occurred(on=TODAY),
    channel=NoteChannel.TELEPHONE, contact_with=FirstContactWith.RELATIVE,
)
allocating = deciding("allocate_case", OTHER, intake_id=INTAKE, allocated_on=TODAY, team_name="KBT-teamet")
offering = deciding(
    "offer_time", OTHER, takes_policy=False, intake_id=INTAKE, offered_on=TODAY, offered_for=Occurred(on=TODAY + DAY),
    kind=SessionKind.CONVERSATION,
)
answering = deciding("answer_offered_time", OTHER, offer_id=OFFER, answered_on=TODAY, answer=OfferAnswer.ACCEPTED)


def test_an_own_application_is_received_and_a_time_is_to_be_offered_within_the_promise():
    given(Case, OPENED).when(receiving()).then(
        IntakeReceived, entry_id=OTHER, route=IntakeRoute.OWN_APPLICATION, needs_tested=True,
        offer_by=TODAY + DEFAULT_POLICY.first_offer_days * DAY,
    )


def test_a_referral_has_a_promise_of_its_own():
    referred = receiving(route=IntakeRoute.REFERRAL, request_source=RequestSource.COMMISSIONER)
    given(Case, OPENED).when(referred).then(
        IntakeReceived, offer_by=TODAY + DEFAULT_POLICY.referral_first_offer_days * DAY
    )


def test_the_promise_is_that_of_the_policy_on_the_day_it_is_recorded():
    tighter = DEFAULT_POLICY.model_copy(update={"first_offer_days": 0})
    given(Case, OPENED).when(receiving(policy=tighter)).then(IntakeReceived, offer_by=TODAY)


def test_a_relative_without_referral_comes_to_a_case_that_rests_on_an_assessment():
    given(Case, OPENED, RECEIVED).when(
        receiving(
            route=IntakeRoute.RELATIVE, request_source=RequestSource.RELATIVE, subject=IntakeSubject.RELATIVE,
            needs_tested=False, received_from_name="Maja Påhittad",
            reason_codes=("oro",), own_words="Jag behöver någon att prata med.", told_by_others="Han spelar.",
        )
    ).then(IntakeReceived, subject=IntakeSubject.RELATIVE, needs_tested=False, received_from_name="Maja Påhittad")


FITS = {
    (IntakeRoute.REFERRAL, RequestSource.COMMISSIONER), (IntakeRoute.OWN_APPLICATION, RequestSource.PERSON),
    (IntakeRoute.OWN_APPLICATION, RequestSource.GUARDIAN), (IntakeRoute.OWN_APPLICATION, RequestSource.REPRESENTATIVE),
    (IntakeRoute.COOPERATION, RequestSource.SCHOOL), (IntakeRoute.COOPERATION, RequestSource.HEALTH_CARE),
    (IntakeRoute.COOPERATION, RequestSource.POLICE), (IntakeRoute.COOPERATION, RequestSource.OTHER),
    (IntakeRoute.RELATIVE, RequestSource.RELATIVE), (IntakeRoute.RELATIVE, RequestSource.GUARDIAN),
    (IntakeRoute.HANDED_OVER, RequestSource.OTHER_UNIT), (IntakeRoute.OWN_INITIATIVE, RequestSource.OWN_UNIT),
}


@pytest.mark.parametrize("source_of_it", list(RequestSource))
@pytest.mark.parametrize("route", list(IntakeRoute))
def test_who_got_in_touch_fits_the_way_in(route, source_of_it):
    outcome = given(Case, OPENED).when(receiving(route=route, request_source=source_of_it, needs_tested=False))
    if (route, source_of_it) in FITS:
        outcome.then(IntakeReceived, route=route, request_source=source_of_it)
    else:
        outcome.then_refused(InvalidValueError, f"Begäran är {route.swedish}, men kom från {source_of_it.swedish}")


def test_imported_history_may_come_after_the_closing():
    imported = receiving(requested_on=CLOSED_ON + DAY, **IMPORTED)
    given(Case, OPENED, CLOSED).when(imported).then(IntakeReceived, source=IMPORTED["source"])


def test_a_closed_case_takes_the_request_of_its_last_day():
    given(Case, OPENED, CLOSED).when(receiving(requested_on=CLOSED_ON)).then(IntakeReceived, requested_on=CLOSED_ON)


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], receiving(), NotFoundError, "Ärendet finns inte"),
        ([OPENED, RECEIVED], receiving(entry_id=INTAKE), ConflictError, "Begäran finns redan"),
        ([OPENED], receiving(received_from_name=BLANK), InvalidValueError, "Vem begäran kom från saknas"),
        ([OPENED], receiving(reason_codes=("spel", LONG)), InvalidValueError, "Anledningen har 501 tecken"),
        ([OPENED], receiving(own_words=BLANK), InvalidValueError, "Vad personen vill ha hjälp med saknas"),
        ([OPENED], receiving(told_by_others=BLANK), InvalidValueError, "Vad andra har berättat saknas"),
        ([OPENED], receiving(requested_on=TODAY + DAY), InvalidValueError, "Dagen då begäran kom in är"),
        ([OPENED, CLOSED], receiving(requested_on=CLOSED_ON + DAY), NotAllowedError, "avslutades"),
        ([OPENED], receiving(route=IntakeRoute.RELATIVE), InvalidValueError, "utan behovsprövning"),
        ([OPENED], receiving(route=IntakeRoute.REFERRAL), InvalidValueError, "men kom från den enskilde. Ange uppdragsgivare"),
    ],
)
def test_a_request_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)


def test_the_first_fault_of_a_request_or_a_wait_is_the_one_that_is_told():
    tells_faults_in_order(
        given(Case, OPENED, RECEIVED), receiving,
        ({"entry_id": INTAKE}, ConflictError, "Begäran finns redan"),
        ({"received_from_name": BLANK}, InvalidValueError, "Vem begäran kom från saknas"),
        ({"reason_codes": (BLANK,)}, InvalidValueError, "Anledningen saknas"),
        ({"own_words": BLANK}, InvalidValueError, "Vad personen vill ha hjälp med saknas"),
        ({"told_by_others": BLANK}, InvalidValueError, "Vad andra har berättat saknas"),
        ({"requested_on": TODAY + DAY}, InvalidValueError, "Dagen då begäran kom in är"),
        ({"route": IntakeRoute.RELATIVE}, InvalidValueError, "utan behovsprövning"),
    )
    tells_faults_in_order(
        given(Case, OPENED, RECEIVED, QUEUED), calling,
        ({"entry_id": QUEUE}, ConflictError, "Kösamtalet finns redan"),
        ({"queue_id": INTAKE}, NotFoundError, "Köplaceringen finns inte"),
        ({"call_finding": BLANK}, InvalidValueError, "Bedömningen saknas"),
        ({"reached": False}, InvalidValueError, "Ingen nåddes"),
        ({"acute_need": YesNoUnknown.YES}, InvalidValueError, "vad som gjordes saknas"),
        ({"occurred": Occurred(on=TODAY + DAY)}, InvalidValueError, "Dagen för kösamtalet är"),
    )


def test_the_commissioner_says_what_is_to_be_done():
    whole = assigning(
        received_on=REQUESTED_ON, assignment_aims=("Spela mindre.",), commissioner_reference="B 17", from_date=TODAY,
        to_date=TODAY, report_back_on=REQUESTED_ON,
    )
    given(Case, OPENED, RECEIVED).when(whole).then(
        AssignmentReceived, intake_id=INTAKE, received_on=REQUESTED_ON, from_date=TODAY, to_date=TODAY,
        report_back_on=REQUESTED_ON,
    )
    given(Case, OPENED, RECEIVED).when(assigning()).then(AssignmentReceived, received_on=TODAY, assignment_aims=())


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], assigning(), NotFoundError, "Ärendet finns inte"),
        ([OPENED, RECEIVED], assigning(entry_id=INTAKE), ConflictError, "Uppdraget finns redan"),
        ([OPENED], assigning(), NotFoundError, "Begäran finns inte i ärendet"),
        ([OPENED, RECEIVED], assigning(commissioner_name=BLANK), InvalidValueError, "Uppdragsgivaren saknas"),
        ([OPENED, RECEIVED], assigning(assignment_text=BLANK), InvalidValueError, "Uppdraget saknas"),
        ([OPENED, RECEIVED], assigning(assignment_aims=("Mål.", BLANK)), InvalidValueError, "Uppdragets mål saknas"),
        ([OPENED, RECEIVED], assigning(commissioner_reference=BLANK), InvalidValueError, "Uppdragsgivarens nummer saknas"),
        ([OPENED, RECEIVED], assigning(received_on=TODAY + DAY), InvalidValueError, "Dagen då uppdraget kom är"),
        ([OPENED, RECEIVED, CLOSED], assigning(received_on=TODAY), NotAllowedError, "avslutades"),
        ([OPENED, RECEIVED], assigning(received_on=REQUESTED_ON - DAY), InvalidValueError, "före den dag begäran kom in"),
        ([OPENED, RECEIVED], assigning(from_date=TODAY, to_date=TODAY - DAY), InvalidValueError, "Uppdragets sista dag är"),
        ([OPENED, RECEIVED], assigning(report_back_on=TODAY - DAY), InvalidValueError, "Dagen för återrapport är"),
    ],
)
def test_an_assignment_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)


def test_the_first_contact_is_made_from_the_day_of_the_request_to_today():
    for day in (REQUESTED_ON, TODAY):
        made = contacting(occurred=Occurred(on=day), right_to_apply_told=True)
        given(Case, OPENED, RECEIVED).when(made).then(FirstContactMade, occurred=Occurred(on=day), right_to_apply_told=True)


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], contacting(), NotFoundError, "Ärendet finns inte"),
        ([OPENED, RECEIVED], contacting(entry_id=INTAKE), ConflictError, "Kontakten finns redan"),
        ([OPENED], contacting(), NotFoundError, "Begäran finns inte i ärendet"),
        ([OPENED, RECEIVED, CONTACTED], contacting(), NotAllowedError, "redan en första kontakt"),
        ([OPENED, RECEIVED], contacting(occurred=Occurred(on=TODAY + DAY)), InvalidValueError, "Första kontakten är"),
        ([OPENED, RECEIVED, CLOSED], contacting(), NotAllowedError, "avslutades"),
        ([OPENED, RECEIVED], contacting(occurred=Occurred(on=REQUESTED_ON - DAY)), InvalidValueError, "före den dag"),
    ],
)
def test_a_first_contact_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)


def test_a_request_is_given_to_a_team_and_later_to_another():
    given(Case, OPENED, RECEIVED).when(allocating(allocated_on=REQUESTED_ON)).then(CaseAllocated, allocated_on=REQUESTED_ON)
    by_unit = allocating(team_name=None, allocated_unit_id=UNIT)
    given(Case, OPENED, RECEIVED).when(by_unit).then(CaseAllocated, team_name=None, allocated_unit_id=UNIT)
    moved = allocating(team_name="Ungdomsteamet")
    case = given(Case, OPENED, RECEIVED, EXAMPLES["case.allocated.v1"])
    case.when(moved).then(CaseAllocated, team_name="Ungdomsteamet")
    assert [each.team_name for each in case.state.intake.allocations] == ["KBT-teamet", "Ungdomsteamet"]


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], allocating(), NotFoundError, "Ärendet finns inte"),
        ([OPENED, RECEIVED], allocating(entry_id=INTAKE), ConflictError, "Fördelningen finns redan"),
        ([OPENED], allocating(), NotFoundError, "Begäran finns inte i ärendet"),
        ([OPENED, RECEIVED], allocating(team_name=BLANK), InvalidValueError, "Teamet saknas. Fyll i"),
        ([OPENED, RECEIVED], allocating(team_name=None), InvalidValueError, "Teamet saknas. Ange"),
        ([OPENED, RECEIVED], allocating(allocated_on=TODAY + DAY), InvalidValueError, "Dagen för fördelningen är"),
        ([OPENED, RECEIVED, CLOSED], allocating(), NotAllowedError, "avslutades"),
        ([OPENED, RECEIVED], allocating(allocated_on=REQUESTED_ON - DAY), InvalidValueError, "före den dag begäran"),
    ],
)
def test_an_allocation_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)


def test_a_time_is_offered_for_the_same_day_or_one_ahead():
    for day in (TODAY, TODAY + 30 * DAY):
        given(Case, OPENED, RECEIVED).when(offering(offered_for=Occurred(on=day))).then(
            TimeOffered, offered_on=TODAY, offered_for=Occurred(on=day)
        )
    given(Case, OPENED, RECEIVED).when(offering(offered_on=REQUESTED_ON)).then(TimeOffered, offered_on=REQUESTED_ON)


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], offering(), NotFoundError, "Ärendet finns inte"),
        ([OPENED, RECEIVED], offering(entry_id=INTAKE), ConflictError, "Den erbjudna tiden finns redan"),
        ([OPENED], offering(), NotFoundError, "Begäran finns inte i ärendet"),
        ([OPENED, RECEIVED], offering(offered_on=TODAY + DAY), InvalidValueError, "Dagen då tiden erbjöds är"),
        ([OPENED, RECEIVED, CLOSED], offering(), NotAllowedError, "avslutades"),
        ([OPENED, RECEIVED], offering(offered_on=REQUESTED_ON - DAY), InvalidValueError, "före den dag begäran kom in"),
        (
            [OPENED, RECEIVED], offering(offered_for=Occurred(on=date(2025, 1, 1), precision="month")), InvalidValueError,
            "är en månad",
        ),
        ([OPENED, RECEIVED], offering(offered_for=Occurred(on=TODAY - DAY)), InvalidValueError, "Den erbjudna tiden är"),
    ],
)
def test_an_offer_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)


def test_an_offered_time_is_answered_from_the_day_of_the_offer_to_today():
    past = (OPENED, RECEIVED, OFFERED)
    given(Case, *past).when(answering(answered_on=OFFERED.offered_on)).then(OfferedTimeAnswered, answer=OfferAnswer.ACCEPTED)
    declined = answering(answer=OfferAnswer.DECLINED, declined_because="Arbetar.")
    given(Case, *past).when(declined).then(OfferedTimeAnswered, answered_on=TODAY, declined_because="Arbetar.")


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], answering(), NotFoundError, "Ärendet finns inte"),
        ([OPENED, RECEIVED, OFFERED], answering(entry_id=OFFER), ConflictError, "Svaret finns redan"),
        ([OPENED, RECEIVED], answering(), NotFoundError, "Den erbjudna tiden finns inte"),
        ([OPENED, RECEIVED, OFFERED, ANSWERED], answering(), NotAllowedError, "har redan ett svar"),
        (
            [OPENED, RECEIVED, OFFERED], answering(answer=OfferAnswer.DECLINED, declined_because=BLANK), InvalidValueError,
            "Skälet till att tiden avböjdes saknas",
        ),
        ([OPENED, RECEIVED, OFFERED], answering(declined_because="Arbetar."), InvalidValueError, "tiden avböjdes inte"),
        ([OPENED, RECEIVED, OFFERED], answering(answered_on=TODAY + DAY), InvalidValueError, "Dagen för svaret är"),
        ([OPENED, RECEIVED, OFFERED, CLOSED], answering(), NotAllowedError, "avslutades"),
        ([OPENED, RECEIVED, OFFERED], answering(answered_on=OFFERED.offered_on - DAY), InvalidValueError, "före dagen då"),
    ],
)
def test_an_answer_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)


def intake_of(*events):
    return Case.fold(numbered(OPENED, RECEIVED, *events)).intake


def test_the_promise_is_kept_by_a_time_offered_on_the_last_day_and_broken_the_day_after():
    assert intake_of().promise_kept(INTAKE) is None
    assert intake_of(copied(OFFERED, offered_on=RECEIVED.offer_by)).promise_kept(INTAKE) is True
    assert intake_of(copied(OFFERED, offered_on=RECEIVED.offer_by + DAY)).promise_kept(INTAKE) is False


def test_the_promise_is_kept_by_an_offer_that_is_declined_but_not_by_one_that_the_unit_takes_back():
    late = copied(OFFERED, entry_id=OTHER, offered_on=RECEIVED.offer_by + DAY)
    assert intake_of(late, OFFERED, ANSWERED).promise_kept(INTAKE) is True
    taken_back = copied(ANSWERED, answer=OfferAnswer.TAKEN_BACK)
    assert intake_of(late, OFFERED, taken_back).promise_kept(INTAKE) is False
    assert intake_of(OFFERED, taken_back).promise_kept(INTAKE) is None


def test_a_wait_that_is_over_asks_for_no_call():
    assert intake_of(QUEUED).next_call_by(QUEUE) == QUEUED.next_call_by
    assert intake_of(QUEUED, CALLED).next_call_by(QUEUE) == CALLED.next_call_by
    assert intake_of(QUEUED, CALLED, LEFT).next_call_by(QUEUE) is None


def test_a_struck_answer_leaves_the_offer_to_be_answered_anew():
    struck = EXAMPLES["case.entry_struck.v1"].model_copy(update={"entry_id": ANSWER})
    past = (OPENED, RECEIVED, OFFERED, ANSWERED, struck)
    given(Case, *past).when(answering()).then(OfferedTimeAnswered, offer_id=OFFER)


def test_a_request_that_others_build_on_is_not_struck():
    def striking(case):
        return case.strike_entry(entry_id=INTAKE, reason="Fel person.", stamp=STAMP, policy=DEFAULT_POLICY)

    given(Case, OPENED, RECEIVED, OFFERED).when(striking).then_refused(NotAllowedError, "Stryk den uppgiften först")


def held(day, **changes):
    return copied(HELD, session_id=cast_id(847), occurred=Occurred(on=day), **changes)


def test_the_first_session_held_is_the_earliest_on_or_after_the_request_and_before_the_next_about_the_same_person():
    returned = copied(RECEIVED, entry_id=OTHER, requested_on=date(2024, 9, 2))
    relative = copied(returned, entry_id=MISSING, subject=IntakeSubject.RELATIVE, requested_on=date(2024, 3, 1))

    def found(*events, request=RECEIVED):
        session = first_held(Case.fold(numbered(OPENED, RECEIVED, relative, *events)), request)
        return None if session is None else session.occurred.on

    assert found() is None
    assert found(held(REQUESTED_ON)) == REQUESTED_ON
    assert found(held(REQUESTED_ON - DAY)) is None
    assert found(HELD, held(REQUESTED_ON + DAY)) == REQUESTED_ON + DAY
    assert found(returned, held(date(2024, 9, 2))) is None
    assert found(returned, held(date(2024, 9, 1))) == date(2024, 9, 1)
    assert found(returned, held(date(2024, 9, 2)), request=returned) == date(2024, 9, 2)
    assert found(EXAMPLES["case.session_missed.v1"]) is None
    month = copied(HELD, occurred=Occurred(on=date(2024, 7, 1), precision="month"))
    assert found(month) is None


def test_the_document_says_how_it_went_from_the_request_to_the_first_session():
    events = (EXAMPLES[f"case.{name}.v1"] for name in (
        "opened", "intake_received", "assignment_received", "first_contact_made", "allocated", "time_offered",
        "offered_time_answered", "placed_in_queue", "queue_call_made", "left_queue", "need_categorised", "session_held",
    ))
    shown = document(Case.fold(numbered(*events)))
    (request,) = shown["requests"]
    assert request["promise"] == {
        "offer_by": "2024-03-18", "first_offered_on": "2024-02-29", "days_to_offer": 3, "kept": True
    }
    assert (request["first_held"]["days_to_held"], request["first_held"]["kind"]) == (135, "home_visit")
    assert request["first_contact"]["contact_with"] == "client"
    assert [each["team_name"] for each in request["allocations"]] == ["KBT-teamet"]
    assert [each["commissioner_reference"] for each in request["assignments"]] == ["B 2024-17"]
    assert request["offers"][0]["answered"]["declined_because"] == "Arbetar den dagen."
    (queue,) = request["queue"]
    assert (queue["acute_need"], queue["next_call_by"], queue["left"]["days_waited"]) == ("yes", None, 9)
    assert shown["waiting"] == [] and shown["need"]["need_category"] == "medel"


def test_the_document_says_who_waits_and_puts_the_latest_request_first():
    later = copied(RECEIVED, entry_id=OTHER, requested_on=TODAY, subject=IntakeSubject.RELATIVE)
    shown = document(Case.fold(numbered(OPENED, later, RECEIVED, QUEUED)))
    assert [each["requested_on"] for each in shown["requests"]] == [TODAY.isoformat(), REQUESTED_ON.isoformat()]
    assert [each["next_call_by"] for each in shown["waiting"]] == [QUEUED.next_call_by.isoformat()]
    assert shown["requests"][0]["promise"] == {
        "offer_by": "2024-03-18", "first_offered_on": None, "days_to_offer": None, "kept": None
    }


def test_a_struck_exit_lets_the_person_wait_on_and_a_struck_call_is_no_call():
    struck = [EXAMPLES["case.entry_struck.v1"].model_copy(update={"entry_id": each}) for each in (EXIT, CALL)]
    case = Case.fold(numbered(OPENED, RECEIVED, QUEUED, CALLED, LEFT, *struck))
    assert case.intake.waiting(INTAKE) is not None
    assert case.intake.next_call_by(QUEUE) == QUEUED.next_call_by
