"""R-07 to R-10: the assignment, what may be documented, the first time offered, and the start meeting of the three parties."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.base import Occurred
from domain.case.intake.codes import QueueOutcome
from domain.case.meetings.codes import ThreePartyMeetingKind
from domain.codes import LegalBasis, SessionKind
from domain.completeness.codes import RegimeLack, Status
from domain.offering.codes import DocumentationRegime
from domain.policies import DEFAULT_POLICY
from tests.support.cast import STARTED_ON
from tests.support.journals import OPENED, RULES, Journal, example, found, imported, journals, require_so, status

DAY = timedelta(days=1)
OK, GAP, LATE, UNKNOWN = Status.OK, Status.GAP, Status.LATE, Status.UNKNOWN
EXEMPT, NOT_APPLICABLE = Status.EXEMPT, Status.NOT_APPLICABLE
NEXT = STARTED_ON + DAY


def opened(**changes):
    return OPENED.model_copy(update=changes)


SERVICE, BASIS_UNKNOWN = opened(legal_basis=LegalBasis.SERVICE), opened(legal_basis=None)
NOT_STARTED = opened(started_on=None)
ASSIGNED = example("case.assignment_received", received_on=STARTED_ON)
GRANTED = example("case.decision_made", decided_on=STARTED_ON, to_date=None, amendment=None)
REFUSED = GRANTED.model_copy(update={"outcome": type(GRANTED.outcome).REFUSED})
VISIT = example("case.session_held", occurred=Occurred(on=STARTED_ON))
INFORMED = VISIT.model_copy(update={"kind": SessionKind.INFORMATION_MEETING})


@journals(
    "R-07",
    Journal("assigned on the day of the start", NEXT, OK, ((STARTED_ON, ASSIGNED),)),
    Journal("a granting decision on the day of the start", NEXT, OK, ((STARTED_ON, GRANTED),)),
    Journal("assigned a day later", NEXT, LATE, ((NEXT, ASSIGNED.model_copy(update={"received_on": NEXT})),), NEXT),
    Journal("never assigned", NEXT, GAP, (), NEXT),
    Journal("refused", NEXT, GAP, ((STARTED_ON, REFUSED),), NEXT),
    Journal("the start itself is a day on which it can come", STARTED_ON, OK),
    Journal("a visit before any start", NEXT, GAP, ((STARTED_ON, NOT_STARTED), (STARTED_ON, VISIT)), NEXT),
    Journal("an information meeting is before the service", NEXT, NOT_APPLICABLE, (
        (STARTED_ON, NOT_STARTED), (STARTED_ON, INFORMED),
    )),
    Journal("open to all without assessment", NEXT, NOT_APPLICABLE, ((STARTED_ON, SERVICE),)),
    Journal("nobody says what it rests on", NEXT, UNKNOWN, ((STARTED_ON, BASIS_UNKNOWN),)),
    Journal("an import carries no assignment", NEXT, UNKNOWN, ((STARTED_ON, imported(OPENED)),)),
    Journal("an import, and an assignment written here", NEXT, OK, ((STARTED_ON, imported(OPENED)), (NEXT, ASSIGNED))),
)
def test_the_assignment_comes_before_the_first_contact(rule_id, journal):
    require_so(rule_id, journal)


AIMLESS = opened(offering=None)
MENDED = example("case.facts_corrected", received_on=STARTED_ON)


@journals(
    "R-08",
    Journal("the offering is stated", NEXT, OK),
    Journal("it is not, on the day of the opening", STARTED_ON, OK, ((STARTED_ON, AIMLESS),)),
    Journal("it is not, a day later", NEXT, GAP, ((STARTED_ON, AIMLESS),), NEXT),
    Journal("stated on the day of the opening", NEXT, OK, ((STARTED_ON, AIMLESS), (STARTED_ON, MENDED))),
    Journal("stated a day later", NEXT, LATE, ((STARTED_ON, AIMLESS), (NEXT, MENDED)), NEXT),
    Journal("an import does not say", NEXT, UNKNOWN, ((STARTED_ON, imported(AIMLESS)),)),
    Journal("before the case was opened", STARTED_ON - DAY, NOT_APPLICABLE),
)
def test_the_documentation_regime_is_set(rule_id, journal):
    require_so(rule_id, journal)


def test_what_a_regime_lacks_is_told_in_words():
    (finding,) = found("R-08", NEXT, (STARTED_ON, AIMLESS))
    assert RegimeLack(finding.basis).swedish == "vilken insats ärendet gäller"


def offered_as(regime):
    return example("offering.established", regime=regime, regime_from=date(2024, 1, 1))


ANONYMOUS = (STARTED_ON, offered_as(DocumentationRegime.INSATS_ANONYMISED_BY_DECISION))
ADVICE = (STARTED_ON, offered_as(DocumentationRegime.ADVICE_NO_PERSONAL_DATA))
NAMELESS = opened(client_name=None)
IDENTIFIED = example("case.client_identified")
WITHOUT_NAME = MENDED.model_copy(update={"client_name": None})
AT_A_CAFE = example("case.contact_made", occurred=Occurred(on=STARTED_ON))


@journals(
    "R-08b",
    Journal("nobody is named", NEXT, OK, (ANONYMOUS, (STARTED_ON, NAMELESS))),
    Journal("somebody is named", NEXT, GAP, (ANONYMOUS, (STARTED_ON, OPENED)), NEXT),
    Journal("it can be put right on the same day", NEXT, OK, (ANONYMOUS, (STARTED_ON, OPENED), (STARTED_ON, WITHOUT_NAME))),
    Journal("put right a day later", NEXT, LATE, (ANONYMOUS, (STARTED_ON, OPENED), (NEXT, WITHOUT_NAME)), NEXT),
    Journal("a personal number", NEXT, GAP, (ANONYMOUS, (STARTED_ON, NAMELESS), (STARTED_ON, IDENTIFIED)), NEXT),
    Journal("at advice", NEXT, GAP, (ADVICE, (STARTED_ON, OPENED)), NEXT),
    Journal("a place may tell who it is", NEXT, UNKNOWN, (ANONYMOUS, (STARTED_ON, NAMELESS), (STARTED_ON, AT_A_CAFE))),
    Journal("where identity belongs", NEXT, NOT_APPLICABLE, (
        (STARTED_ON, offered_as(DocumentationRegime.INSATS_NO_ASSESSMENT)), (STARTED_ON, OPENED),
    )),
)
def test_nobody_can_be_recognised_where_identity_is_not_documented(rule_id, journal):
    require_so(rule_id, journal)


@pytest.mark.parametrize("rule_id", ["R-02", "R-04", "R-11"])
def test_at_advice_without_personal_data_there_is_no_duty_to_document(rule_id):
    written = ((STARTED_ON, NAMELESS), (STARTED_ON, VISIT.model_copy(update={"note_written_on": None})))
    assert status(rule_id, date(2024, 6, 1), *written) is GAP
    assert status(rule_id, date(2024, 6, 1), ADVICE, *written) is NOT_APPLICABLE


ASKED = date(2024, 2, 26)
OFFER_BY = date(2024, 3, 18)
CAME = example("case.intake_received", requested_on=ASKED, offer_by=OFFER_BY)
EARLY = opened(received_on=ASKED, started_on=None)
OFFERED = example("case.time_offered", offered_on=OFFER_BY)
QUEUED = example("case.placed_in_queue")
DECLINED = example("case.left_queue", outcome=QueueOutcome.DECLINED)


@journals(
    "R-09",
    Journal("offered on the last day", OFFER_BY + DAY, OK, ((ASKED, EARLY), (ASKED, CAME), (OFFER_BY, OFFERED))),
    Journal("offered a day later", OFFER_BY + DAY, LATE, (
        (ASKED, EARLY), (ASKED, CAME), (OFFER_BY + DAY, OFFERED.model_copy(update={"offered_on": OFFER_BY + DAY})),
    ), OFFER_BY + DAY),
    Journal("not offered yet", OFFER_BY, OK, ((ASKED, EARLY), (ASKED, CAME))),
    Journal("never offered", OFFER_BY + DAY, GAP, ((ASKED, EARLY), (ASKED, CAME)), OFFER_BY + DAY),
    Journal("waiting is no offer", OFFER_BY + DAY, GAP, ((ASKED, EARLY), (ASKED, CAME), (ASKED, QUEUED)), OFFER_BY + DAY),
    Journal("declined while waiting", OFFER_BY + DAY, EXEMPT, (
        (ASKED, EARLY), (ASKED, CAME), (ASKED, QUEUED), (OFFER_BY, DECLINED),
    )),
    Journal("the waiting ended with an offer that nobody recorded", OFFER_BY + DAY, GAP, (
        (ASKED, EARLY), (ASKED, CAME), (ASKED, QUEUED), (OFFER_BY, example("case.left_queue")),
    ), OFFER_BY + DAY),
    Journal("that it was declined is struck again", OFFER_BY + DAY, GAP, (
        (ASKED, EARLY), (ASKED, CAME), (ASKED, QUEUED), (OFFER_BY, DECLINED),
        (OFFER_BY, example("case.entry_struck", entry_id=DECLINED.entry_id, replaced_by=None)),
    ), OFFER_BY + DAY),
    Journal("closed in the meantime", OFFER_BY + DAY, NOT_APPLICABLE, (
        (ASKED, EARLY), (ASKED, CAME), (OFFER_BY, example("case.closed", closed_on=OFFER_BY)),
    )),
    Journal("no request is on record", OFFER_BY + DAY, UNKNOWN, ((ASKED, EARLY),)),
)
def test_a_first_time_is_offered_within_the_guarantee(rule_id, journal):
    require_so(rule_id, journal)


def test_why_no_time_was_needed_is_told_in_words():
    (finding,) = found("R-09", OFFER_BY, (ASKED, EARLY), (ASKED, CAME), (ASKED, QUEUED), (OFFER_BY, DECLINED))
    assert QueueOutcome(finding.basis).swedish == "avböjde"


MEET_BY = STARTED_ON + timedelta(days=DEFAULT_POLICY.start_meeting_days)
MEETING = example(
    "case.three_party_meeting_held", meeting_kind=ThreePartyMeetingKind.START, closing_stand=None, occurred=Occurred(on=MEET_BY)
)
WAIVED = example(
    "case.three_party_meeting_waived", meeting_kind=ThreePartyMeetingKind.START, closing_stand=None, meeting_waived_on=MEET_BY
)


@journals(
    "R-10",
    Journal("held on the last day", MEET_BY + DAY, OK, ((MEET_BY, MEETING),)),
    Journal("held a day later", MEET_BY + DAY, LATE, (
        (MEET_BY + DAY, MEETING.model_copy(update={"occurred": Occurred(on=MEET_BY + DAY)})),
    ), MEET_BY + DAY),
    Journal("held before the start", MEET_BY + DAY, OK, (
        (STARTED_ON, MEETING.model_copy(update={"occurred": Occurred(on=STARTED_ON - DAY)})),
    )),
    Journal("not held yet", MEET_BY, OK),
    Journal("never held", MEET_BY + DAY, GAP, (), MEET_BY + DAY),
    Journal("a session of that kind", MEET_BY + DAY, OK, (
        (MEET_BY, VISIT.model_copy(update={"kind": SessionKind.START_MEETING})),
    )),
    Journal("a closing meeting is another", MEET_BY + DAY, GAP, (
        (MEET_BY, MEETING.model_copy(update={"meeting_kind": ThreePartyMeetingKind.CLOSING})),
    ), MEET_BY + DAY),
    Journal("waived", MEET_BY + DAY, EXEMPT, ((MEET_BY, WAIVED),)),
    Journal("closed before the last day", MEET_BY + DAY, NOT_APPLICABLE, (
        (MEET_BY, example("case.closed", closed_on=MEET_BY)),
    )),
    Journal("open to all without a commissioner", MEET_BY + DAY, NOT_APPLICABLE, ((STARTED_ON, SERVICE),)),
    Journal("not started", MEET_BY + DAY, NOT_APPLICABLE, ((STARTED_ON, NOT_STARTED),)),
    Journal("visits, and no start", MEET_BY + DAY, UNKNOWN, ((STARTED_ON, NOT_STARTED), (STARTED_ON, VISIT))),
    Journal("an import does not carry why it was waived", MEET_BY + DAY, UNKNOWN, ((STARTED_ON, imported(OPENED)),)),
    Journal("an import carries the meeting", MEET_BY + DAY, OK, (
        (STARTED_ON, imported(OPENED)), (MEET_BY, imported(VISIT.model_copy(update={"kind": SessionKind.START_MEETING}))),
    )),
    Journal("nobody says what it rests on", MEET_BY + DAY, UNKNOWN, ((STARTED_ON, BASIS_UNKNOWN),)),
)
def test_the_start_meeting_is_held_or_waived(rule_id, journal):
    require_so(rule_id, journal)


@pytest.mark.parametrize(
    ("rule_id", "name", "to_do"),
    [
        ("R-07", "Uppdraget eller beslutet finns före första kontakten", "Registrera uppdraget eller beslutet med den dag"),
        ("R-08", "Dokumentationsregimen är satt", "Rätta ärendets grunduppgifter och ange vilken insats"),
        ("R-08b", "Ingen identitet där den inte får stå", "Rätta eller stryk uppgiften"),
        ("R-09", "Första tiden är erbjuden inom garantin", "Erbjud en tid och registrera dagen då den erbjöds"),
        ("R-10", "Uppstartsmöte har hållits", "Boka och registrera uppstartsmötet, eller registrera vem som avstod"),
    ],
)
def test_a_worker_sees_what_is_missing_and_what_to_do(rule_id, name, to_do):
    assert RULES[rule_id].name == name and RULES[rule_id].to_do.startswith(to_do)
