"""Meetings of the three parties: who came and who did not, their order, and whether the case is closed by agreement."""

from datetime import date, timedelta

import pytest

from domain.base import Occurred
from domain.case.case import Case
from domain.case.meetings import events as e
from domain.case.meetings.codes import (
    ClosingAgreement,
    MeetingParty,
    MissingPartyReason,
    Presence,
    ThreePartyMeetingKind,
)
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from projections.areas.meetings import document
from projections.words import in_words
from tests.support.examples import CLOSED_ON, EXAMPLES, IMPORT_STAMP, SESSION, STAMP, TODAY, cast_id, source
from tests.support.plan_work import said_in_order
from tests.support.scenario import given, numbered

DAY = timedelta(days=1)
NEW, NOTHING, EARLIER = cast_id(904), cast_id(905), cast_id(906)
OPENED, CLOSED = EXAMPLES["case.opened.v1"], EXAMPLES["case.closed.v1"]
REOPENED = EXAMPLES["case.reopened.v1"]
HELD, WAIVED = EXAMPLES["case.three_party_meeting_held.v1"], EXAMPLES["case.three_party_meeting_waived.v1"]
START, FOLLOW_UP, CLOSING, INFORMATION = (
    ThreePartyMeetingKind.START, ThreePartyMeetingKind.FOLLOW_UP, ThreePartyMeetingKind.CLOSING,
    ThreePartyMeetingKind.INFORMATION,
)
BY = {"stamp": STAMP, "today": TODAY, "policy": DEFAULT_POLICY}
IMPORTED = {"stamp": IMPORT_STAMP, "source": source("Möten")}
AGREED = e.ClosingStand(closing_agreement=ClosingAgreement.BY_AGREEMENT)


def party(who, presence=Presence.TOOK_PART, reason=None):
    return e.PartyAtMeeting(meeting_party=who, presence=presence, missing_party_reason=reason)


INDIVIDUAL, COMMISSIONER, PROVIDER = (
    party(MeetingParty.INDIVIDUAL), party(MeetingParty.COMMISSIONER), party(MeetingParty.PROVIDER)
)
ALL_THREE = (INDIVIDUAL, COMMISSIONER, PROVIDER)


def meeting(**changes):
    call = {"entry_id": NEW, "meeting_kind": START, "occurred": Occurred(on=TODAY), "meeting_parties": ALL_THREE}
    return lambda case: case.record_three_party_meeting(**{**call, **BY, **changes})


def waiving(**changes):
    call = {
        "entry_id": NEW, "meeting_kind": START, "meeting_waived_on": TODAY, "meeting_waived_by": (MeetingParty.COMMISSIONER,),
        "reason": "Familjen är redan i gång.",
    }
    return lambda case: case.waive_three_party_meeting(**{**call, **BY, **changes})


def held(kind, day, entry_id=EARLIER):
    return HELD.model_copy(update={"entry_id": entry_id, "meeting_kind": kind, "occurred": Occurred(on=day)})


def test_the_three_parties_meet_and_agree():
    texts = {"missing_party_details": "Ringde.", "agreed_at_meeting": "Varje vecka.", "individual_view": "Bra."}
    fact = given(Case, OPENED, EXAMPLES["case.session_held.v1"]).when(meeting(session_id=SESSION, **texts)).then(
        e.ThreePartyMeetingHeld, meeting_parties=ALL_THREE, session_id=SESSION, closing_stand=None, **texts
    )
    assert fact.when() == Occurred(on=TODAY)
    given(Case, OPENED).when(meeting(occurred=Occurred(on=date(1999, 1, 1)))).then(e.ThreePartyMeetingHeld)


def test_a_guardian_who_was_not_called_because_of_violence_is_a_row_of_its_own():
    father = party(MeetingParty.FATHER, Presence.NOT_INVITED, MissingPartyReason.VIOLENCE)
    parties = (*ALL_THREE, party(MeetingParty.MOTHER), father)
    fact = given(Case, OPENED).when(meeting(meeting_parties=parties)).then(e.ThreePartyMeetingHeld, meeting_parties=parties)
    assert fact.SEGMENTS["meeting_parties"] == "third_party"


def test_one_of_the_three_may_be_missing_with_its_reason_and_then_two_took_part():
    away = party(MeetingParty.COMMISSIONER, Presence.STAYED_AWAY, MissingPartyReason.ILLNESS)
    given(Case, OPENED).when(meeting(meeting_parties=(INDIVIDUAL, away, PROVIDER))).then(e.ThreePartyMeetingHeld)
    young = party(MeetingParty.INDIVIDUAL, Presence.NOT_INVITED, MissingPartyReason.TOO_YOUNG)
    given(Case, OPENED).when(meeting(meeting_parties=(young, away, PROVIDER))).then_refused(InvalidValueError, "minst två parter")


def test_an_information_meeting_needs_two_and_not_all_three():
    given(Case, OPENED).when(meeting(meeting_kind=INFORMATION, meeting_parties=(INDIVIDUAL, PROVIDER))).then(
        e.ThreePartyMeetingHeld, meeting_kind=INFORMATION
    )
    given(Case, OPENED).when(meeting(meeting_kind=INFORMATION, meeting_parties=(PROVIDER,))).then_refused(
        InvalidValueError, "minst två parter"
    )


def test_a_source_may_tell_less():
    told = (party(MeetingParty.INDIVIDUAL, Presence.STAYED_AWAY),)
    given(Case, OPENED).when(meeting(meeting_parties=told, **IMPORTED)).then(e.ThreePartyMeetingHeld, meeting_parties=told)
    given(Case, OPENED).when(meeting(meeting_kind=CLOSING, **IMPORTED)).then(e.ThreePartyMeetingHeld, closing_stand=None)


AWAY = party(MeetingParty.COMMISSIONER, Presence.STAYED_AWAY)
AGAINST = (MeetingParty.INDIVIDUAL,)
WITHOUT = ClosingAgreement.WITHOUT_AGREEMENT


@pytest.mark.parametrize(("changes", "message"), [
    ({"meeting_parties": (INDIVIDUAL, INDIVIDUAL)}, "angiven två gånger"),
    ({"meeting_parties": (INDIVIDUAL, AWAY, PROVIDER)}, "En part saknades: uppdragsgivaren. Ange orsaken"),
    ({"meeting_parties": (party(MeetingParty.MOTHER, reason=MissingPartyReason.OTHER),)}, "deltog och saknades"),
    ({"meeting_parties": ()}, "minst två parter"),
    ({"meeting_parties": (COMMISSIONER, PROVIDER)}, "En av de tre parterna saknas: den enskilde"),
    ({"meeting_parties": (INDIVIDUAL, PROVIDER)}, "En av de tre parterna saknas: uppdragsgivaren"),
    ({"meeting_parties": (INDIVIDUAL, COMMISSIONER)}, "En av de tre parterna saknas: utföraren"),
    ({"missing_party_details": ""}, "Mer om varför en part saknades saknas"),
    ({"agreed_at_meeting": ""}, "Vad ni kom överens om saknas"),
    ({"individual_view": ""}, "Den enskildes uppfattning saknas"),
    ({"closing_stand": AGREED}, "hör till ett avslutsmöte"),
    ({"meeting_kind": CLOSING}, "Det framgår inte om ärendet avslutas enligt överenskommelse"),
    ({"meeting_kind": CLOSING, "closing_stand": e.ClosingStand(closing_agreement=WITHOUT)}, "vilken part som inte är överens"),
    (
        {"meeting_kind": CLOSING, "closing_stand": AGREED.model_copy(update={"parties_against": AGAINST})},
        "inte att överenskommelse saknas",
    ),
    (
        {"meeting_kind": CLOSING, "closing_stand": e.ClosingStand(closing_agreement=WITHOUT, parties_against=AGAINST * 2)},
        "angiven två gånger",
    ),
    ({"occurred": Occurred(on=TODAY + DAY)}, "i dag är det"),
])
def test_a_meeting_is_refused(changes, message):
    given(Case, OPENED).when(meeting(**changes)).then_refused(InvalidValueError, message)


@pytest.mark.parametrize("stand", [
    AGREED, e.ClosingStand(closing_agreement=WITHOUT, parties_against=AGAINST),
    e.ClosingStand(closing_agreement=ClosingAgreement.NOT_TO_BE_CLOSED),
])
def test_a_closing_meeting_says_whether_the_case_is_closed_by_agreement(stand):
    said = {"meeting_kind": CLOSING, "closing_stand": stand}
    given(Case, OPENED).when(meeting(**said)).then(e.ThreePartyMeetingHeld, **said)
    given(Case, OPENED).when(waiving(**said)).then(e.ThreePartyMeetingWaived, **said)


@pytest.mark.parametrize("calling", [meeting, waiving])
def test_each_decision_needs_a_case_and_an_id_of_its_own(calling):
    given(Case).when(calling()).then_refused(NotFoundError, "Ärendet finns inte")
    given(Case, OPENED, WAIVED).when(calling(entry_id=WAIVED.entry_id)).then_refused(ConflictError, "finns redan")


def test_a_session_that_is_referred_to_must_be_in_the_case():
    given(Case, OPENED).when(meeting(session_id=NOTHING)).then_refused(NotFoundError, "Besöket finns inte")


@pytest.mark.parametrize("kind", [FOLLOW_UP, CLOSING])
def test_a_follow_up_or_closing_meeting_is_not_before_the_start(kind):
    stand = AGREED if kind is CLOSING else None
    start = held(START, TODAY - 2 * DAY)
    for day, refused in ((TODAY - 2 * DAY, False), (TODAY - 3 * DAY, True)):
        outcome = given(Case, OPENED, start).when(meeting(meeting_kind=kind, occurred=Occurred(on=day), closing_stand=stand))
        if refused:
            outcome.then_refused(NotAllowedError, "hålls efter uppstarten")
        else:
            outcome.then(e.ThreePartyMeetingHeld)
    later = held(kind, TODAY - 2 * DAY)
    given(Case, OPENED, later).when(meeting(occurred=Occurred(on=TODAY - 2 * DAY))).then(e.ThreePartyMeetingHeld)
    given(Case, OPENED, later).when(meeting(occurred=Occurred(on=TODAY - DAY))).then_refused(NotAllowedError, "ett senare möte")


def test_a_second_start_meeting_is_held_with_the_other_parent_and_an_information_meeting_whenever():
    given(Case, OPENED, held(START, TODAY - DAY)).when(meeting()).then(e.ThreePartyMeetingHeld)
    before = meeting(meeting_kind=INFORMATION, occurred=Occurred(on=TODAY - 2 * DAY))
    given(Case, OPENED, held(START, TODAY - DAY)).when(before).then(e.ThreePartyMeetingHeld)


def test_a_case_that_is_opened_again_begins_with_a_start_meeting_of_its_own():
    first_round = [OPENED, held(CLOSING, CLOSED_ON), CLOSED, REOPENED]
    given(Case, *first_round).when(meeting(occurred=Occurred(on=REOPENED.reopened_on))).then(e.ThreePartyMeetingHeld)
    undated = OPENED.model_copy(update={"received_on": None, "started_on": None})
    given(Case, undated, held(START, TODAY - DAY)).when(meeting()).then(e.ThreePartyMeetingHeld)
    late = meeting(occurred=Occurred(on=REOPENED.reopened_on - DAY))
    given(Case, *first_round).when(late).then_refused(NotAllowedError, "ett senare möte")


def test_a_closed_case_takes_meetings_of_its_last_day_and_follow_up_meetings_after_it():
    on = {"occurred": Occurred(on=CLOSED_ON + DAY)}
    given(Case, OPENED, CLOSED).when(meeting(occurred=Occurred(on=CLOSED_ON))).then(e.ThreePartyMeetingHeld)
    given(Case, OPENED, CLOSED).when(meeting(**on)).then_refused(NotAllowedError, "avslutades")
    given(Case, OPENED, CLOSED).when(meeting(**on, **IMPORTED)).then(e.ThreePartyMeetingHeld)
    given(Case, OPENED, CLOSED).when(meeting(meeting_kind=FOLLOW_UP, **on)).then(e.ThreePartyMeetingHeld)
    given(Case, OPENED, CLOSED).when(waiving(meeting_waived_on=CLOSED_ON)).then(e.ThreePartyMeetingWaived)
    given(Case, OPENED, CLOSED).when(waiving()).then_refused(NotAllowedError, "avslutades")
    given(Case, OPENED, CLOSED).when(waiving(**IMPORTED)).then(e.ThreePartyMeetingWaived)
    given(Case, OPENED, CLOSED).when(waiving(meeting_kind=FOLLOW_UP)).then(e.ThreePartyMeetingWaived)


def test_a_meeting_is_waived_with_who_and_why():
    given(Case, OPENED).when(waiving()).then(
        e.ThreePartyMeetingWaived, meeting_waived_by=(MeetingParty.COMMISSIONER,), reason="Familjen är redan i gång."
    )


@pytest.mark.parametrize(("past", "changes", "error", "message"), [
    ([], {"meeting_waived_by": ()}, InvalidValueError, "vem som avstod"),
    ([], {"meeting_waived_by": AGAINST * 2}, InvalidValueError, "angiven två gånger"),
    ([], {"reason": ""}, InvalidValueError, "Orsaken till att mötet inte hålls saknas"),
    ([], {"closing_stand": AGREED}, InvalidValueError, "hör till ett avslutsmöte"),
    ([], {"meeting_waived_on": TODAY + DAY}, InvalidValueError, "i dag är det"),
    ([held(START, TODAY)], {}, NotAllowedError, "Ett uppstartsmöte har redan hållits"),
    ([held(CLOSING, TODAY)], {"meeting_kind": CLOSING}, NotAllowedError, "Ett avslutsmöte har redan hållits"),
])
def test_a_waiver_is_refused(past, changes, error, message):
    given(Case, OPENED, *past).when(waiving(**changes)).then_refused(error, message)


def test_one_follow_up_meeting_held_does_not_stop_the_next_from_being_waived():
    given(Case, OPENED, held(FOLLOW_UP, TODAY)).when(waiving(meeting_kind=FOLLOW_UP)).then(e.ThreePartyMeetingWaived)
    given(Case, OPENED, held(START, CLOSED_ON), CLOSED, REOPENED).when(waiving()).then(e.ThreePartyMeetingWaived)


@pytest.mark.parametrize(("calling", "past", "faults"), [
    (meeting, [OPENED, held(FOLLOW_UP, date(2024, 4, 1)), CLOSED], [
        ({"session_id": NOTHING}, "Besöket finns"), ({"meeting_parties": (AWAY, AWAY)}, "två gånger"),
        ({"meeting_parties": (AWAY,)}, "Ange orsaken"), ({"meeting_parties": (INDIVIDUAL,)}, "minst två"),
        ({"meeting_kind": START, "meeting_parties": (INDIVIDUAL, PROVIDER)}, "de tre parterna"),
        ({"meeting_parties": ALL_THREE, "missing_party_details": ""}, "Mer om"), ({"agreed_at_meeting": ""}, "överens om"),
        ({"individual_view": ""}, "Den enskildes"), ({"closing_stand": AGREED}, "hör till ett avslutsmöte"),
        ({"closing_stand": None, "occurred": Occurred(on=TODAY + DAY)}, "i dag är det"),
        ({"occurred": Occurred(on=TODAY), "meeting_kind": START}, "ett senare möte"),
        ({"meeting_kind": INFORMATION}, "avslutades"),
    ]),
    (waiving, [OPENED, held(START, date(2024, 4, 1)), CLOSED], [
        ({"meeting_waived_by": ()}, "vem som avstod"), ({"meeting_waived_by": AGAINST * 2}, "två gånger"),
        ({"reason": ""}, "Orsaken"), ({"closing_stand": AGREED}, "hör till ett avslutsmöte"),
        ({"meeting_waived_on": TODAY + DAY}, "i dag är det"),
        ({"meeting_waived_on": TODAY, "meeting_kind": START}, "redan hållits"),
        ({"meeting_kind": INFORMATION}, "avslutades"),
    ]),
], ids=["meeting", "waiver"])
def test_of_several_faults_the_first_in_the_documented_order_is_said(calling, past, faults):
    said_in_order(calling, past, faults)


def test_the_document_shows_meetings_by_day_and_what_was_said_last_about_the_closing():
    start = held(START, date(2024, 3, 5)).model_copy(update={"closing_stand": None})
    earlier = WAIVED.model_copy(update={"entry_id": NEW, "meeting_waived_on": date(2024, 3, 4), "closing_stand": AGREED})
    shown = document(Case.fold(numbered(OPENED, HELD, start, WAIVED, earlier)))
    assert [each["meeting_kind"] for each in shown["held"]] == ["start", "closing"]
    assert shown["held"][1]["meeting_parties"][3] == {
        "meeting_party": "father", "presence": "not_invited", "missing_party_reason": "violence"
    }
    assert [each["meeting_waived_on"] for each in shown["waived"]] == ["2024-03-04", "2024-11-20"]
    assert shown["closing_stand"] == {"closing_agreement": "without_agreement", "parties_against": ["individual"]}
    assert document(Case.fold(numbered(OPENED, WAIVED, earlier)))["closing_stand"]["parties_against"] == ["commissioner"]
    same_day = earlier.model_copy(update={"meeting_waived_on": WAIVED.meeting_waived_on})
    assert document(Case.fold(numbered(OPENED, WAIVED, same_day)))["closing_stand"]["parties_against"] == []
    assert document(Case.fold(numbered(OPENED, earlier, WAIVED)))["closing_stand"]["parties_against"] == ["commissioner"]
    silent = WAIVED.model_copy(update={"closing_stand": None})
    assert document(Case.fold(numbered(OPENED, earlier, silent)))["closing_stand"]["closing_agreement"] == "by_agreement"
    assert document(Case.fold(numbered(OPENED))) == {"closing_stand": None, "held": [], "waived": []}


def test_the_parties_can_be_put_in_words():
    assert in_words(HELD.meeting_parties[3]) == (
        "Part: pappan; Närvaro vid mötet: inte kallad; Orsak till att parten saknades: våld eller hot"
    )
    assert in_words(HELD.closing_stand) == (
        "Överenskommelse om avslut: avslutas utan överenskommelse; Inte överens: den enskilde"
    )
