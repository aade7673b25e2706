"""Appeals against formal decisions: received, tried, reconsidered, sent on and decided by a court."""

from datetime import date, timedelta

import pytest

from domain.case.case import Case
from domain.case.decisions.codes import (
    AppealMeasure,
    AppealState,
    AppealTimeliness,
    Court,
    CourtOutcome,
    DecisionOutcome,
    DecisionParty,
    DecisionStanding,
)
from domain.case.decisions.events import AppealDecided, AppealHandled, AppealReceived
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from tests.support.area_examples.decisions import APPEAL, DECISION
from tests.support.decided import (
    APPEALED,
    CLOSED,
    FORWARDED,
    MADE,
    NEW,
    OPENED,
    RULED,
    TOLD,
    UPHELD,
    measured,
    record_of,
    replacing,
)
from tests.support.deciding import copied, deciding, tells_faults_in_order
from tests.support.examples import IMPORT_STAMP, TODAY, cast_id, source
from tests.support.scenario import given

DECIDED_ON = MADE.decided_on
OTHER, MISSING = cast_id(848), cast_id(849)
DAY = timedelta(days=1)
IMPORTED = {"stamp": IMPORT_STAMP, "source": source("Beslut")}
BLANK = " "
LATE = copied(APPEALED, received_on=date(2024, 3, 27))
UNINSTRUCTED = copied(TOLD, appeal_instructions=False)
REJECTING = {"appeal_measure": AppealMeasure.REJECTED_AS_LATE, "measure_grounds": "Kom in en dag för sent."}
AT_COURT = (OPENED, MADE, TOLD, APPEALED, FORWARDED)

appealing = deciding("receive_appeal", OTHER, decision_id=DECISION, received_on=TODAY, decision_party=DecisionParty.CLIENT)
handling = deciding("handle_appeal", OTHER, appeal_id=APPEAL, handled_on=TODAY, appeal_measure=AppealMeasure.UPHELD)
ruling = deciding(
    "record_ruling", OTHER, appeal_id=APPEAL, judged_on=TODAY, court=Court.ADMINISTRATIVE_COURT,
    court_outcome=CourtOutcome.APPEAL_REFUSED, decision_stands=True,
)


def test_an_appeal_comes_from_the_day_of_the_decision_to_today_also_after_the_closing():
    for day in (DECIDED_ON, TODAY):
        given(Case, OPENED, MADE, CLOSED).when(appealing(received_on=day, appeal_text="Ändra.")).then(
            AppealReceived, received_on=day, forward_by=day + DEFAULT_POLICY.appeal_forward_days * DAY
        )


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], appealing(), NotFoundError, "Ärendet finns inte"),
        ([OPENED, MADE], appealing(entry_id=DECISION), ConflictError, "Överklagandet finns redan"),
        ([OPENED], appealing(), NotFoundError, "Beslutet finns inte i ärendet"),
        ([OPENED, MADE], appealing(appeal_text=BLANK), InvalidValueError, "Överklagandets innehåll saknas"),
        ([OPENED, MADE], appealing(received_on=TODAY + DAY), InvalidValueError, "Dagen då överklagandet kom in är"),
        ([OPENED, MADE], appealing(received_on=DECIDED_ON - DAY), InvalidValueError, "före dagen för beslutet"),
    ],
)
def test_an_appeal_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)


def test_an_appeal_is_in_time_on_the_last_day_and_late_the_day_after():
    last = date(2024, 3, 26)
    assert record_of(TOLD, APPEALED).last_day_to_appeal(APPEAL) == last
    for day, expected in ((last, AppealTimeliness.IN_TIME), (last + DAY, AppealTimeliness.LATE)):
        assert record_of(TOLD, copied(APPEALED, received_on=day)).timeliness(APPEAL) is expected


def test_it_is_not_known_if_an_appeal_is_in_time_when_it_is_not_known_when_the_party_got_the_decision():
    unknown = copied(TOLD, entry_id=OTHER, reached_on=None)
    for notices in ((), (unknown,), (TOLD, unknown), (copied(TOLD, decision_party=DecisionParty.GUARDIAN),)):
        assert record_of(*notices, APPEALED).timeliness(APPEAL) is AppealTimeliness.UNKNOWN


def test_of_two_told_on_different_days_the_time_is_the_later_ones():
    later = copied(TOLD, entry_id=OTHER, reached_on=date(2024, 3, 12))
    assert record_of(later, TOLD, APPEALED).last_day_to_appeal(APPEAL) == date(2024, 4, 2)


def test_a_late_appeal_is_rejected_and_the_rejection_may_be_a_decision_of_its_own():
    case = given(Case, OPENED, MADE, TOLD, LATE, CLOSED)
    case.when(handling(**REJECTING)).then(AppealHandled, appeal_measure=AppealMeasure.REJECTED_AS_LATE)
    assert case.state.decision.appeal_state(APPEAL) is AppealState.CLOSED
    dismissal = copied(MADE, entry_id=NEW, outcome=DecisionOutcome.DISMISSED, favourable=False)
    named = handling(**REJECTING, new_decision_id=NEW)
    given(Case, OPENED, MADE, TOLD, LATE, dismissal).when(named).then(AppealHandled, new_decision_id=NEW)


def test_a_party_that_was_told_again_how_to_appeal_may_be_late():
    again = copied(TOLD, entry_id=MISSING, notified_on=date(2024, 3, 4))
    given(Case, OPENED, MADE, UNINSTRUCTED, again, LATE).when(handling(**REJECTING)).then(AppealHandled, appeal_id=APPEAL)


def test_imported_history_may_have_rejected_what_is_not_known_to_be_late():
    given(Case, OPENED, MADE, APPEALED).when(handling(**REJECTING, **IMPORTED)).then(AppealHandled, appeal_id=APPEAL)


def test_a_decision_is_reconsidered_without_change_and_the_appeal_sent_on():
    case = given(Case, OPENED, MADE, TOLD, APPEALED)
    case.when(handling(handled_on=APPEALED.received_on)).then(AppealHandled, appeal_measure=AppealMeasure.UPHELD)
    assert case.state.decision.appeal_state(APPEAL) is AppealState.RECONSIDERED
    case.when(handling(entry_id=MISSING, appeal_measure=AppealMeasure.FORWARDED, handled_on=APPEALED.received_on)).then(
        AppealHandled, appeal_measure=AppealMeasure.FORWARDED
    )
    assert case.state.decision.appeal_state(APPEAL) is AppealState.FORWARDED


@pytest.mark.parametrize(
    ("measure", "state"),
    [(AppealMeasure.CHANGED_AS_ASKED, AppealState.CLOSED), (AppealMeasure.CHANGED_IN_PART, AppealState.RECONSIDERED)],
)
def test_a_decision_that_is_changed_is_replaced_first(measure, state):
    case = given(Case, OPENED, MADE, TOLD, APPEALED, replacing())
    case.when(handling(appeal_measure=measure, new_decision_id=NEW)).then(AppealHandled, new_decision_id=NEW)
    assert case.state.decision.appeal_state(APPEAL) is state


def test_an_appeal_is_withdrawn_before_it_lies_with_a_court():
    for before in ((), (UPHELD,)):
        case = given(Case, OPENED, MADE, APPEALED, *before)
        case.when(handling(appeal_measure=AppealMeasure.WITHDRAWN)).then(AppealHandled, measure_grounds=None)
        assert case.state.decision.standing(DECISION) is DecisionStanding.STANDS


@pytest.mark.parametrize(
    ("past", "changes", "error", "message"),
    [
        ([APPEALED], {"entry_id": APPEAL}, ConflictError, "Åtgärden finns redan"),
        ([], {}, NotFoundError, "Överklagandet finns inte"),
        ([APPEALED], {"new_decision_id": MISSING}, NotFoundError, "Det nya beslutet finns inte"),
        ([APPEALED, FORWARDED], {}, NotAllowedError, "överlämnat till domstol"),
        ([APPEALED, FORWARDED], {"appeal_measure": AppealMeasure.FORWARDED}, NotAllowedError, "överlämnat till domstol"),
        ([APPEALED, FORWARDED], {"appeal_measure": AppealMeasure.WITHDRAWN}, NotAllowedError, "överlämnat till domstol"),
        ([APPEALED, FORWARDED, RULED], {}, NotAllowedError, "överlämnat till domstol"),
        ([APPEALED, measured(AppealMeasure.WITHDRAWN)], {}, NotAllowedError, "redan avslutat"),
        ([APPEALED, UPHELD], {}, NotAllowedError, "redan omprövat"),
        ([APPEALED, UPHELD], REJECTING, NotAllowedError, "redan omprövat"),
        ([APPEALED], {"measure_grounds": BLANK}, InvalidValueError, "Skälen saknas. Fyll i"),
        ([TOLD, LATE], {"appeal_measure": AppealMeasure.REJECTED_AS_LATE}, InvalidValueError, "Skälen saknas. Skriv"),
        ([TOLD, LATE], {"appeal_measure": AppealMeasure.FORWARDED}, InvalidValueError, "Skälen saknas. Skriv"),
        ([APPEALED], {"handled_on": TODAY + DAY}, InvalidValueError, "Dagen för åtgärden är"),
        ([APPEALED], {"handled_on": APPEALED.received_on - DAY}, InvalidValueError, "före den dag överklagandet kom in"),
        (
            [APPEALED, UPHELD], {"appeal_measure": AppealMeasure.FORWARDED, "handled_on": UPHELD.handled_on - DAY},
            InvalidValueError, "före den förra åtgärden",
        ),
        ([APPEALED], {"appeal_measure": AppealMeasure.CHANGED_AS_ASKED}, InvalidValueError, "Det nya beslutet saknas"),
        ([APPEALED], {"appeal_measure": AppealMeasure.CHANGED_IN_PART}, InvalidValueError, "Det nya beslutet saknas"),
        ([APPEALED], {"new_decision_id": DECISION}, InvalidValueError, "leder inte till ett nytt beslut"),
        (
            [APPEALED], {"appeal_measure": AppealMeasure.CHANGED_AS_ASKED, "new_decision_id": DECISION}, InvalidValueError,
            "ersätter inte det överklagade",
        ),
        ([TOLD, APPEALED], REJECTING, InvalidValueError, "i rätt tid: sista dagen var 2024-03-26"),
        ([LATE], REJECTING, InvalidValueError, "inte känt när"),
        ([UNINSTRUCTED, LATE], REJECTING, InvalidValueError, "inte veta hur man överklagar"),
    ],
)
def test_a_measure_on_an_appeal_is_refused(past, changes, error, message):
    given(Case, OPENED, MADE, *past).when(handling(**changes)).then_refused(error, message)


def test_the_first_fault_of_a_measure_or_a_ruling_is_the_one_that_is_told():
    tells_faults_in_order(
        given(Case, OPENED, MADE, TOLD, APPEALED), handling,
        ({"entry_id": APPEAL}, ConflictError, "Åtgärden finns redan"),
        ({"new_decision_id": MISSING}, NotFoundError, "Det nya beslutet finns inte"),
        ({"measure_grounds": BLANK}, InvalidValueError, "Skälen saknas"),
        ({"handled_on": TODAY + DAY}, InvalidValueError, "Dagen för åtgärden är"),
        ({"appeal_measure": AppealMeasure.CHANGED_AS_ASKED}, InvalidValueError, "Det nya beslutet saknas"),
    )
    tells_faults_in_order(
        given(Case, *AT_COURT), ruling,
        ({"entry_id": DECISION}, ConflictError, "Avgörandet finns redan"),
        ({"court_case_number": BLANK}, InvalidValueError, "Målnumret saknas"),
        ({"ruling_text": BLANK}, InvalidValueError, "Domstolens avgörande saknas"),
        ({"decision_stands": False}, InvalidValueError, "om beslutet står fast"),
        ({"judged_on": TODAY + DAY}, InvalidValueError, "Dagen för avgörandet är"),
    )


def test_a_measure_in_an_unknown_case_is_refused():
    given(Case).when(handling()).then_refused(NotFoundError, "Ärendet finns inte")


def test_a_court_decides_an_appeal_from_the_day_it_was_sent_on_to_today():
    for day in (FORWARDED.handled_on, TODAY):
        given(Case, *AT_COURT, CLOSED).when(ruling(judged_on=day, court_case_number="1-24", ruling_text="Avslag.")).then(
            AppealDecided, judged_on=day, court_case_number="1-24"
        )


@pytest.mark.parametrize(
    ("outcome", "stands"),
    [
        (CourtOutcome.APPEAL_REFUSED, True), (CourtOutcome.DISMISSED, True), (CourtOutcome.WRITTEN_OFF, True),
        (CourtOutcome.APPEAL_GRANTED, False), (CourtOutcome.GRANTED_IN_PART, False), (CourtOutcome.SET_ASIDE, False),
        (CourtOutcome.REMITTED_TO_BOARD, False),
    ],
)
def test_in_the_first_court_the_outcome_says_whether_the_decision_stands(outcome, stands):
    case = given(Case, *AT_COURT)
    case.when(ruling(court_outcome=outcome, decision_stands=not stands)).then_refused(InvalidValueError, "om beslutet står fast")
    case.when(ruling(court_outcome=outcome, decision_stands=stands)).then(AppealDecided, decision_stands=stands)
    standing = DecisionStanding.STANDS if stands else DecisionStanding.CHANGED_BY_COURT
    assert case.state.decision.standing(DECISION) is standing


def test_a_higher_court_decides_after_a_lower_one_and_may_send_the_case_back_to_it():
    case = given(Case, *AT_COURT, RULED)
    back = ruling(
        court=Court.COURT_OF_APPEAL, court_outcome=CourtOutcome.REMITTED_TO_COURT, judged_on=RULED.judged_on, decision_stands=True
    )
    case.when(back).then(AppealDecided, court=Court.COURT_OF_APPEAL)
    assert case.state.decision.standing(DECISION) is DecisionStanding.APPEALED
    again = ruling(entry_id=MISSING, court_outcome=CourtOutcome.APPEAL_GRANTED, decision_stands=False)
    case.when(again).then(AppealDecided, court=Court.ADMINISTRATIVE_COURT)
    assert case.state.decision.standing(DECISION) is DecisionStanding.CHANGED_BY_COURT
    refused = ruling(
        entry_id=NEW, court=Court.SUPREME_COURT, court_outcome=CourtOutcome.NO_LEAVE, decision_stands=False
    )
    case.when(refused).then(AppealDecided, court_outcome=CourtOutcome.NO_LEAVE)


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], ruling(), NotFoundError, "Ärendet finns inte"),
        (AT_COURT, ruling(entry_id=DECISION), ConflictError, "Avgörandet finns redan"),
        ([OPENED, MADE], ruling(), NotFoundError, "Överklagandet finns inte"),
        ([OPENED, MADE, APPEALED], ruling(), NotAllowedError, "inte överlämnat till domstol"),
        ([OPENED, MADE, APPEALED, UPHELD], ruling(), NotAllowedError, "inte överlämnat till domstol"),
        ([*AT_COURT, RULED], ruling(), NotAllowedError, "Förvaltningsrätten har redan avgjort"),
        (
            [*AT_COURT, copied(RULED, court=Court.SUPREME_COURT)], ruling(court=Court.COURT_OF_APPEAL), NotAllowedError,
            "Högsta förvaltningsdomstolen har redan avgjort",
        ),
        (AT_COURT, ruling(court_case_number=BLANK), InvalidValueError, "Målnumret saknas"),
        (AT_COURT, ruling(ruling_text=BLANK), InvalidValueError, "Domstolens avgörande saknas"),
        (AT_COURT, ruling(court_outcome=CourtOutcome.NO_LEAVE), InvalidValueError, "Förvaltningsrätten kan inte ha"),
        (AT_COURT, ruling(court_outcome=CourtOutcome.REMITTED_TO_COURT), InvalidValueError, "Förvaltningsrätten kan inte ha"),
        (AT_COURT, ruling(decision_stands=False), InvalidValueError, "om beslutet står fast"),
        (AT_COURT, ruling(judged_on=TODAY + DAY), InvalidValueError, "Dagen för avgörandet är"),
        (AT_COURT, ruling(judged_on=FORWARDED.handled_on - DAY), InvalidValueError, "före den dag överklagandet överlämnades"),
        (
            [*AT_COURT, RULED], ruling(court=Court.COURT_OF_APPEAL, judged_on=RULED.judged_on - DAY), InvalidValueError,
            "före ett tidigare avgörande",
        ),
    ],
)
def test_a_ruling_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)
