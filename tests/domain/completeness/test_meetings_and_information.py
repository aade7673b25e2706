"""R-42 and R-44 to R-49: reviews, meetings of the three parties, and what people were told."""

from datetime import date, timedelta

import pytest

from domain.base import Occurred
from domain.case.contacts.codes import ContactInitiator, ContactParty, ContactResult, ContactWay
from domain.case.meetings.codes import MeetingParty, MissingPartyReason, Presence, ThreePartyMeetingKind
from domain.case.meetings.events import PartyAtMeeting
from domain.case.person.codes import Custody
from domain.case.safety.codes import NotToldReason
from domain.case.safety.events import Foretold
from domain.codes import LegalBasis, SessionOutcome
from domain.completeness.codes import Status
from domain.completeness.finding import worst
from domain.policies import DEFAULT_POLICY
from tests.support.examples import cast_id
from tests.support.journals import OPENED, RULES, example, found, imported, status

DAY = timedelta(days=1)
STARTED_ON = OPENED.started_on
LATER = date(2025, 2, 1)
CHILD = OPENED.model_copy(update={"birth_year": 2012})
UNKNOWN_AGE = OPENED.model_copy(update={"birth_year": None})


def of_case(rule, day, opened, *events):
    """What a rule finds in a case; every event is written on the case's first day."""
    return found(rule, day, *((STARTED_ON, event) for event in (opened, *events)))


def one(rule, day, opened, *events):
    return worst(of_case(rule, day, opened, *events))


# the case is reviewed every sixth week

SIX_WEEKS = STARTED_ON + 42 * DAY
REVIEWED = example("case.reviewed", reviewed_on=SIX_WEEKS, next_review_on=None)


@pytest.mark.parametrize(("day", "expected"), [(SIX_WEEKS, Status.OK), (SIX_WEEKS + DAY, Status.GAP)])
def test_an_open_case_is_to_be_reviewed_within_six_weeks_of_its_opening(day, expected):
    assert one("R-44", day, OPENED) is expected


@pytest.mark.parametrize(
    ("reviewed_on", "expected"), [(SIX_WEEKS + DAY, Status.OK), (SIX_WEEKS + 2 * DAY, Status.LATE)]
)
def test_a_review_leaves_no_day_out_or_the_days_before_it_were_missed_for_ever(reviewed_on, expected):
    review = REVIEWED.model_copy(update={"reviewed_on": reviewed_on})
    assert one("R-44", reviewed_on + 42 * DAY, OPENED, review) is expected
    assert one("R-44", reviewed_on + 43 * DAY, OPENED, review) is Status.GAP


def test_a_review_that_sets_the_next_day_holds_to_that_day():
    longer = REVIEWED.model_copy(update={"next_review_on": SIX_WEEKS + 60 * DAY})
    assert one("R-44", SIX_WEEKS + 60 * DAY, OPENED, longer) is Status.OK
    assert one("R-44", SIX_WEEKS + 61 * DAY, OPENED, longer) is Status.GAP


def test_a_closed_case_is_reviewed_no_more_and_the_board_sets_the_interval():
    closed = example("case.closed", closed_on=SIX_WEEKS)
    assert one("R-44", LATER, OPENED, closed) is Status.OK
    weekly = DEFAULT_POLICY.model_copy(update={"case_review_interval_days": 7})
    assert status("R-44", STARTED_ON + 7 * DAY, policy=weekly) is Status.OK
    assert status("R-44", STARTED_ON + 8 * DAY, policy=weekly) is Status.GAP


def test_before_the_case_begins_there_is_nothing_to_review():
    ahead = OPENED.model_copy(update={"received_on": LATER, "started_on": LATER})
    assert one("R-44", LATER - DAY, ahead) is Status.NOT_APPLICABLE


# both guardians are called

MET_ON = date(2024, 3, 20)


def party(who, presence=Presence.TOOK_PART, why=None):
    return PartyAtMeeting(meeting_party=who, presence=presence, missing_party_reason=why)


def not_called(who, why=MissingPartyReason.VIOLENCE):
    return party(who, Presence.NOT_INVITED, why)


THREE = tuple(party(who) for who in (MeetingParty.INDIVIDUAL, MeetingParty.COMMISSIONER, MeetingParty.PROVIDER))
MOTHER, FATHER = MeetingParty.MOTHER, MeetingParty.FATHER


def meeting(*parties, kind=ThreePartyMeetingKind.START, on=MET_ON, entry=1160):
    return example(
        "case.three_party_meeting_held", entry_id=cast_id(entry), meeting_kind=kind, occurred=Occurred(on=on),
        meeting_parties=(*THREE, *parties), closing_stand=None,
    )


BOTH = meeting(party(MOTHER), party(FATHER, Presence.STAYED_AWAY, MissingPartyReason.ILLNESS))
ONLY_MOTHER = meeting(party(MOTHER))


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ((BOTH,), Status.OK),
        ((meeting(party(MOTHER), party(MeetingParty.OTHER_GUARDIAN)),), Status.OK),
        ((meeting(party(MOTHER), not_called(FATHER)),), Status.EXEMPT),
        ((ONLY_MOTHER,), Status.GAP),
        ((meeting(),), Status.GAP),
        ((), Status.NOT_APPLICABLE),
        ((imported(ONLY_MOTHER),), Status.UNKNOWN),
        ((ONLY_MOTHER, example("case.representative_recorded", custody=Custody.SOLE)), Status.EXEMPT),
        ((ONLY_MOTHER, example("case.representative_recorded", custody=Custody.JOINT)), Status.GAP),
    ],
    ids=["both", "two mothers", "violence", "one", "none", "no meeting", "a source", "sole custody", "joint custody"],
)
def test_both_guardians_are_called_to_a_meeting_about_a_child_or_it_is_said_why_not(events, expected):
    assert one("R-45", LATER, CHILD, *events) is expected


def test_the_reason_stands_as_the_basis():
    (finding,) = of_case("R-45", LATER, CHILD, meeting(party(MOTHER), not_called(FATHER)))
    assert (finding.basis, finding.evidence) == ("violence", (1,))


@pytest.mark.parametrize(("day", "expected"), [(MET_ON, Status.OK), (MET_ON + DAY, Status.GAP)])
def test_a_guardian_is_to_be_called_to_the_meeting_itself(day, expected):
    assert one("R-45", day, CHILD, ONLY_MOTHER) is expected


@pytest.mark.parametrize(("on", "expected"), [(MET_ON, Status.OK), (MET_ON + DAY, Status.LATE)])
def test_a_guardian_who_is_called_to_a_later_meeting_was_called_late(on, expected):
    other = meeting(party(MOTHER), party(FATHER), on=on, entry=1161)
    assert one("R-45", LATER, CHILD, ONLY_MOTHER, other) is expected


@pytest.mark.parametrize(
    ("birth_year", "expected"),
    [(2007, Status.GAP), (2006, Status.NOT_APPLICABLE), (None, Status.UNKNOWN)], ids=["may be 17", "18", "not known"],
)
def test_it_is_asked_of_children_alone(birth_year, expected):
    opened = OPENED.model_copy(update={"birth_year": birth_year})
    assert one("R-45", LATER, opened, ONLY_MOTHER) is expected


# information meeting with all three before the start

INFORMATION = meeting(kind=ThreePartyMeetingKind.INFORMATION, on=STARTED_ON)


def without(who, why=None):
    others = tuple(each for each in THREE if each.meeting_party is not who)
    return INFORMATION.model_copy(
        update={"meeting_parties": (*others, *(() if why is None else (party(who, Presence.STAYED_AWAY, why),)))}
    )


WAIVED = example(
    "case.three_party_meeting_waived", meeting_kind=ThreePartyMeetingKind.INFORMATION, meeting_waived_on=STARTED_ON,
    closing_stand=None,
)
HELD_SOMETIME = imported(example("case.circumstances_recorded", information_meeting=True))


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ((INFORMATION,), Status.OK),
        ((without(MeetingParty.COMMISSIONER, MissingPartyReason.ILLNESS),), Status.EXEMPT),
        ((without(MeetingParty.COMMISSIONER),), Status.GAP),
        ((imported(without(MeetingParty.COMMISSIONER)),), Status.UNKNOWN),
        ((WAIVED,), Status.EXEMPT),
        ((meeting(kind=ThreePartyMeetingKind.START, on=STARTED_ON),), Status.GAP),
        ((HELD_SOMETIME,), Status.UNKNOWN),
        ((HELD_SOMETIME, INFORMATION), Status.OK),
        ((), Status.GAP),
    ],
    ids=["all", "one ill", "one left out", "source", "waived", "another meeting", "day not known", "known", "none"],
)
def test_all_three_meet_before_treatment_starts_or_it_is_said_why_not(events, expected):
    assert one("R-46", LATER, OPENED, *events) is expected


@pytest.mark.parametrize(("day", "expected"), [(STARTED_ON, Status.OK), (STARTED_ON + DAY, Status.GAP)])
def test_without_an_information_meeting_the_start_is_the_last_day(day, expected):
    assert one("R-46", day, OPENED) is expected


@pytest.mark.parametrize(
    ("on", "expected"), [(STARTED_ON - 30 * DAY, Status.OK), (STARTED_ON, Status.OK), (STARTED_ON + DAY, Status.LATE)]
)
def test_a_meeting_is_in_time_until_the_day_of_the_start(on, expected):
    assert one("R-46", LATER, OPENED, INFORMATION.model_copy(update={"occurred": Occurred(on=on)})) is expected


@pytest.mark.parametrize("rule", ["R-46", "R-47"])
@pytest.mark.parametrize(("basis", "expected"), [(LegalBasis.SERVICE, Status.NOT_APPLICABLE), (None, Status.UNKNOWN)])
def test_without_a_commissioner_there_is_no_meeting_of_three(rule, basis, expected):
    opened = OPENED.model_copy(update={"legal_basis": basis})
    assert one(rule, LATER, opened, example("case.closed")) is expected


def test_a_case_that_has_not_started_and_an_imported_start_without_a_meeting():
    assert one("R-46", LATER, OPENED.model_copy(update={"started_on": None})) is Status.NOT_APPLICABLE
    assert one("R-46", LATER, imported(OPENED)) is Status.UNKNOWN


# follow-up meeting and closing meeting

CLOSED = example("case.closed")
MEET_BY = CLOSED.closed_on + 14 * DAY
FOLLOW_UP = meeting(kind=ThreePartyMeetingKind.FOLLOW_UP, on=date(2024, 8, 1))


def closing(on):
    return meeting(kind=ThreePartyMeetingKind.CLOSING, on=on, entry=1162)


@pytest.mark.parametrize(("day", "expected"), [(MEET_BY, Status.OK), (MEET_BY + DAY, Status.GAP)])
def test_a_closed_case_has_had_both_meetings(day, expected):
    assert one("R-47", day, OPENED, CLOSED) is expected
    (finding,) = of_case("R-47", LATER, OPENED, CLOSED, FOLLOW_UP)
    assert (finding.status, finding.basis) == (Status.GAP, "closing")


@pytest.mark.parametrize(("on", "expected"), [(CLOSED.closed_on, Status.OK), (MEET_BY, Status.OK), (MEET_BY + DAY, Status.LATE)])
def test_the_closing_meeting_may_come_shortly_after_the_closing(on, expected):
    assert one("R-47", LATER, OPENED, CLOSED, FOLLOW_UP, closing(on)) is expected


def test_a_meeting_that_was_waived_with_a_reason_is_settled_and_an_open_case_is_not_asked():
    waived = example("case.three_party_meeting_waived")
    assert one("R-47", LATER, OPENED, CLOSED, FOLLOW_UP, waived) is Status.OK
    assert one("R-47", LATER, OPENED, FOLLOW_UP) is Status.NOT_APPLICABLE
    assert one("R-47", LATER, OPENED, imported(CLOSED)) is Status.UNKNOWN


# what is told at the first visit

VISITED = example("case.session_held")
FIRST = VISITED.occurred.on
COMPLAINTS = example("case.complaint_information_given", informed_on=FIRST)
RIGHT = example("case.right_to_apply_information_given", informed_on=FIRST)
CONTACT = example("case.contact_made", way=ContactWay.HOME_VISIT, contact_result=ContactResult.REACHED)
SERVICE = OPENED.model_copy(update={"legal_basis": LegalBasis.SERVICE})


def told(rule, day, *events):
    """What a rule finds in a case that rests on no assessment."""
    return of_case(rule, day, SERVICE, *events)


BOTH_RULES = pytest.mark.parametrize(("rule", "information"), [("R-48", COMPLAINTS), ("R-42", RIGHT)])


@BOTH_RULES
@pytest.mark.parametrize(("day", "expected"), [(FIRST, Status.OK), (FIRST + DAY, Status.GAP)])
def test_without_the_information_the_first_visit_is_the_last_day(rule, information, day, expected):
    assert worst(told(rule, day, VISITED)) is expected


@BOTH_RULES
@pytest.mark.parametrize(
    ("on", "expected"), [(STARTED_ON, Status.OK), (FIRST, Status.OK), (FIRST + DAY, Status.LATE)]
)
def test_information_is_given_at_the_first_visit_at_the_latest(rule, information, on, expected):
    given = information.model_copy(update={"informed_on": on})
    second = VISITED.model_copy(update={"session_id": cast_id(1163), "occurred": Occurred(on=FIRST + 9 * DAY)})
    findings = told(rule, LATER, VISITED, second, given)
    assert [each.status for each in findings] == [expected], "only the first visit is judged"


@BOTH_RULES
def test_no_visit_asks_for_nothing_and_an_imported_one_is_unknown_without_it(rule, information):
    missed = example("case.session_missed", outcome=SessionOutcome.MISSED)
    by_telephone = CONTACT.model_copy(update={"way": ContactWay.TELEPHONE})
    assert worst(told(rule, LATER, missed, by_telephone)) is Status.NOT_APPLICABLE
    assert worst(told(rule, LATER, CONTACT)) is Status.GAP
    assert worst(told(rule, LATER, imported(VISITED))) is Status.UNKNOWN
    assert worst(told(rule, LATER, imported(VISITED), information)) is Status.OK


def test_the_right_to_apply_is_told_at_an_advice_talk_or_a_first_contact_too():
    talk = example("case.advice_talk_held")
    assert worst(told("R-42", LATER, talk)) is Status.OK
    assert worst(told("R-42", LATER, talk.model_copy(update={"right_to_apply_told": False}))) is Status.GAP
    assert worst(told("R-42", LATER, VISITED, example("case.first_contact_made"))) is Status.OK


@pytest.mark.parametrize(("basis", "expected"), [(LegalBasis.ASSISTANCE, Status.NOT_APPLICABLE), (None, Status.UNKNOWN)])
def test_the_right_to_apply_is_told_where_help_is_given_without_assessment(basis, expected):
    assert one("R-42", LATER, OPENED.model_copy(update={"legal_basis": basis}), VISITED) is expected


# the child is told before

REPORT = example("case.concern_report_made")
REPORTED_ON = REPORT.reported_at.on
TOLD_OF_CONTACT = example("case.child_told_of_contact", told_before=True, not_told_reason=None, not_told_explanation=None)
CALL = CONTACT.model_copy(
    update={
        "way": ContactWay.TELEPHONE, "initiated_by": ContactInitiator.UNIT, "parties": (ContactParty.MOTHER,),
        "child_heard": None, "child_not_heard_reason": None,
    }
)
CALLED_ON = CALL.occurred.on


def report(told_before, why=None):
    return REPORT.model_copy(update={"child_told": Foretold(told_before=told_before, not_told_reason=why)})


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ((report(True),), Status.OK),
        ((report(False, NotToldReason.DANGER),), Status.EXEMPT),
        ((imported(report(False)),), Status.UNKNOWN),
        ((CALL,), Status.GAP),
        ((imported(CALL),), Status.UNKNOWN),
        ((CALL, TOLD_OF_CONTACT), Status.OK),
        ((CALL, example("case.child_told_of_contact")), Status.EXEMPT),
        ((CALL, TOLD_OF_CONTACT, report(True)), Status.OK),
        ((CALL, report(True)), Status.GAP),
        ((), Status.NOT_APPLICABLE),
        ((CALL.model_copy(update={"parties": (ContactParty.MOTHER, ContactParty.CLIENT)}),), Status.NOT_APPLICABLE),
        ((CALL.model_copy(update={"initiated_by": ContactInitiator.RELATIVE}),), Status.NOT_APPLICABLE),
        ((CALL.model_copy(update={"contact_result": ContactResult.NOT_REACHED}),), Status.NOT_APPLICABLE),
        ((CALL.model_copy(update={"parties": (ContactParty.SCHOOL,)}),), Status.NOT_APPLICABLE),
    ],
    ids=[
        "told", "danger", "source", "call", "imported call", "told of call", "not told", "both told", "only the report",
        "nothing", "child was there", "mother called", "not reached", "school",
    ],
)
def test_the_child_is_told_before_a_report_and_before_its_guardians_are_contacted(events, expected):
    assert one("R-49", LATER, CHILD, *events) is expected


@pytest.mark.parametrize(("day", "expected"), [(CALLED_ON, Status.OK), (CALLED_ON + DAY, Status.GAP)])
def test_without_being_told_the_day_of_the_contact_is_the_last(day, expected):
    assert one("R-49", day, CHILD, CALL) is expected


@pytest.mark.parametrize(
    ("on", "expected"), [(STARTED_ON, Status.OK), (CALLED_ON, Status.OK), (CALLED_ON + DAY, Status.LATE)]
)
def test_a_child_who_is_told_afterwards_was_told_too_late(on, expected):
    assert one("R-49", LATER, CHILD, CALL, TOLD_OF_CONTACT.model_copy(update={"child_told_on": on})) is expected


@pytest.mark.parametrize(("opened", "expected"), [(OPENED, Status.NOT_APPLICABLE), (UNKNOWN_AGE, Status.UNKNOWN)])
def test_a_child_is_told_where_the_case_is_about_a_child(opened, expected):
    assert one("R-49", LATER, opened, CALL) is expected


def test_what_was_struck_says_nothing_any_more():
    struck = example("case.entry_struck", entry_id=TOLD_OF_CONTACT.entry_id, replaced_by=None)
    assert one("R-49", LATER, CHILD, CALL, TOLD_OF_CONTACT, struck) is Status.GAP


@pytest.mark.parametrize(
    ("rule", "tells"),
    [
        ("R-42", "Informera om rätten att ansöka"), ("R-44", "Gå igenom ärendet"), ("R-45", "Kalla båda vårdnadshavarna"),
        ("R-46", "informationsmötet med alla tre"), ("R-47", "mötet med de tre parterna"),
        ("R-48", "synpunkter och klagomål"), ("R-49", "Berätta för barnet"),
    ],
)
def test_a_worker_is_told_what_to_do(rule, tells):
    shown = RULES[rule]
    assert tells in shown.to_do and shown.name and shown.source and shown.data
