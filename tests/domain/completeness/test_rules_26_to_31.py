"""Rules 26-31: ratings where the offering says that they are made, and school attendance, in journals written day by day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain.base import Occurred
from domain.case.follow_up.codes import FollowUpPoint, NoFollowUpCause
from domain.case.ratings.codes import MissingReason, NotMadeReason
from domain.case.ratings.values import MissingItem
from domain.codes import Phase, RatingSubject, Respondent, SessionKind
from domain.completeness.codes import Status
from domain.offering.codes import RatedWhen
from domain.offering.rating_terms import ExpectedRating
from domain.policies import DEFAULT_POLICY
from tests.support.cast import STARTED_ON, cast_id
from tests.support.journals import OPENED, RULES, example, found, imported, status

OK, GAP, LATE, UNKNOWN, EXEMPT, NONE = (
    Status.OK, Status.GAP, Status.LATE, Status.UNKNOWN, Status.EXEMPT, Status.NOT_APPLICABLE,
)
DAY = timedelta(days=1)
JULY_10 = date(2024, 7, 10)
CLOSED_ON = date(2024, 11, 29)
LONG_AFTER = date(2025, 12, 1)
LAST_TO_RATE = timedelta(days=DEFAULT_POLICY.rating_missing_days)
OFFERED = (STARTED_ON, example("offering.established", regime_from=date(2024, 1, 1)))
CLOSED = CLOSED_ON, example("case.closed", closed_on=CLOSED_ON)
NAMES = ("ORS", "SRS", "AUDIT", "Frågor till Dig", "ASI")


def rating(*names, since=STARTED_ON):
    """The offering, which rates these from a day on, and the case in it."""
    expected = tuple(
        ExpectedRating(instrument=name, rated_when=RatedWhen.EACH_SESSION, session_kinds=(SessionKind.CONVERSATION,))
        for name in names
    )
    set_on = example("offering.instruments_set", instruments_from=since, expected_ratings=expected)
    return OFFERED, (STARTED_ON, set_on), (STARTED_ON, OPENED)


def rated(on, instrument, phase=Phase.ONGOING, number=1, **changes):
    """The adult's total that lies within every limit, unless another is given."""
    bare = {"subscales": (), "missing_items": (), "session_id": None, "about_person_id": None, "respondent_person_id": None}
    totals = {"ORS": "30", "SRS": "40", "AUDIT": "4", "Frågor till Dig": "4"}
    total = Decimal(totals[instrument]) if instrument in totals else None
    return on, example("case.rating_recorded", **{
        "rating_id": cast_id(3000 + number), "rated_on": on, "instrument": instrument, "phase": phase, "total": total,
        **bare, **changes,
    })


def not_rated(on, instrument, phase, reason=NotMadeReason.DECLINED, number=1, **changes):
    return on, example("case.rating_not_made", **{
        "entry_id": cast_id(3100 + number), "not_made_on": on, "instrument": instrument, "phase": phase, "session_id": None,
        "respondent_person_id": None, "offered": reason.follows_offer is True, "not_made_reason": reason, **changes,
    })


# at the start and at the closing.

AT_BOTH_ENDS = [
    ("R-26", "ORS", {}),
    ("R-28", "AUDIT", {}),
    ("R-30", "Frågor till Dig", {"respondent": Respondent.CHILD, "subject": RatingSubject.FATHER}),
]
both_ends = pytest.mark.parametrize(("rule", "name", "says"), AT_BOTH_ENDS)


@both_ends
def test_rated_at_the_start_and_on_the_last_day_after_the_closing_is_in_order_and_on_the_next_late(rule, name, says):
    start, last = rated(STARTED_ON, name, Phase.START, **says), CLOSED_ON + LAST_TO_RATE
    in_time = rated(last, name, Phase.CLOSING, 2, **says)
    too_late = rated(last + DAY, name, Phase.CLOSING, 2, **says)
    assert status(rule, LONG_AFTER, *rating(name), start, CLOSED, in_time) is OK
    (late,) = found(rule, LONG_AFTER, *rating(name), start, CLOSED, too_late)
    assert (late.status, late.since, late.until) == (LATE, last + DAY, last + DAY)


@both_ends
def test_a_closing_that_was_not_rated_is_a_gap_from_the_day_after_the_last_and_says_which(rule, name, says):
    start, last = rated(STARTED_ON, name, Phase.START, **says), CLOSED_ON + LAST_TO_RATE
    assert status(rule, last, *rating(name), start, CLOSED) is OK
    (gap,) = found(rule, last + DAY, *rating(name), start, CLOSED)
    assert (gap.status, gap.since, gap.basis) == (GAP, last + DAY, "closing")


@both_ends
def test_offered_and_declined_is_in_order_and_forgotten_is_not(rule, name, says):
    start = rated(STARTED_ON, name, Phase.START, **says)
    assert status(rule, LONG_AFTER, *rating(name), start, CLOSED, not_rated(CLOSED_ON, name, Phase.CLOSING)) is OK
    forgotten = not_rated(CLOSED_ON, name, Phase.CLOSING, NotMadeReason.FORGOTTEN)
    assert status(rule, LONG_AFTER, *rating(name), start, CLOSED, forgotten) is GAP


@both_ends
def test_an_open_case_is_not_asked_nor_one_whose_offering_rates_something_else(rule, name, says):
    other = next(each for each in NAMES if each != name)
    assert status(rule, LONG_AFTER, *rating(name)) is NONE
    assert status(rule, LONG_AFTER, *rating(other), CLOSED) is NONE
    assert status(rule, LONG_AFTER, *rating(name, since=CLOSED_ON), CLOSED) is GAP
    assert status(rule, LONG_AFTER, *rating(name, since=CLOSED_ON + DAY), CLOSED) is NONE


@both_ends
def test_without_a_stated_offering_or_in_what_a_source_does_not_carry_it_is_unknown(rule, name, says):
    assert status(rule, LONG_AFTER, (STARTED_ON, OPENED), CLOSED) is UNKNOWN
    assert status(rule, LONG_AFTER, *rating(name), (CLOSED_ON, imported(CLOSED[1]))) is UNKNOWN


def test_an_audit_with_too_few_answers_and_a_safety_form_about_no_adult_are_none():
    partly = {"total": None, "subscales": (Decimal(4), *(None,) * 9)}
    begun = rated(STARTED_ON, "AUDIT", Phase.START), CLOSED, rated(CLOSED_ON, "AUDIT", Phase.CLOSING, 2, **partly)
    assert status("R-28", LONG_AFTER, *rating("AUDIT"), *begun) is GAP
    form = {"respondent": Respondent.CHILD, "subject": RatingSubject.CHILD}
    about_none = [rated(STARTED_ON, "Frågor till Dig", Phase.START, **form), CLOSED]
    assert found("R-30", LONG_AFTER, *rating("Frågor till Dig"), *about_none)[0].basis == "start, closing"


# R-26b, R-27: at each session.

SESSION = example("case.session_held", occurred=Occurred(on=JULY_10), kind=SessionKind.CONVERSATION)
MET = JULY_10, SESSION
at_session = pytest.mark.parametrize(("rule", "name"), [("R-26b", "ORS"), ("R-27", "SRS")])


@at_session
def test_a_session_rated_on_its_day_or_by_name_until_the_last_day_is_in_order_and_on_the_next_late(rule, name):
    assert status(rule, LONG_AFTER, *rating(name), MET, rated(JULY_10, name)) is OK
    last = JULY_10 + LAST_TO_RATE
    assert status(rule, LONG_AFTER, *rating(name), MET, rated(last, name, session_id=SESSION.session_id)) is OK
    (late,) = found(rule, LONG_AFTER, *rating(name), MET, rated(last + DAY, name, session_id=SESSION.session_id))
    assert (late.status, late.since) == (LATE, last + DAY)


@at_session
def test_a_session_that_was_not_rated_is_a_gap_from_the_day_after_the_last_unless_it_is_said_why(rule, name):
    last = JULY_10 + LAST_TO_RATE
    assert status(rule, last, *rating(name), MET) is OK
    (gap,) = found(rule, last + DAY, *rating(name), MET, rated(JULY_10 + DAY, name))
    assert (gap.status, gap.since, gap.key) == (GAP, last + DAY, SESSION.session_id)
    said = not_rated(JULY_10, name, Phase.ONGOING, NotMadeReason.FORGOTTEN)
    assert status(rule, LONG_AFTER, *rating(name), MET, said) is OK


@at_session
def test_a_call_a_missed_session_and_one_before_the_offering_rated_are_not_asked_about(rule, name):
    call = JULY_10, SESSION.model_copy(update={"kind": SessionKind.TELEPHONE})
    missed = JULY_10, example("case.session_missed", occurred=Occurred(on=JULY_10), kind=SessionKind.CONVERSATION)
    for each in (call, missed):
        assert status(rule, LONG_AFTER, *rating(name), each) is NONE
    assert status(rule, LONG_AFTER, *rating(name, since=JULY_10), MET) is GAP
    assert status(rule, LONG_AFTER, *rating(name, since=JULY_10 + DAY), MET) is NONE


@at_session
def test_a_session_in_no_stated_offering_or_from_a_source_is_unknown(rule, name):
    assert status(rule, LONG_AFTER, (STARTED_ON, OPENED), MET) is UNKNOWN
    assert status(rule, LONG_AFTER, *rating(name), (JULY_10, imported(SESSION))) is UNKNOWN


# R-27b: what lies outside the limit is answered.

LOW = rated(JULY_10, "SRS", total=Decimal("35.9"))
LAST_TO_ANSWER = JULY_10 + timedelta(days=DEFAULT_POLICY.alert_answer_days)


def answered(on):
    return on, example("case.alert_answered", rating_id=LOW[1].rating_id, session_id=None, answered_on=on)


def test_a_low_value_answered_on_the_last_day_is_in_order_and_on_the_next_late():
    assert status("R-27b", LONG_AFTER, *rating("SRS"), LOW, answered(LAST_TO_ANSWER)) is OK
    (late,) = found("R-27b", LONG_AFTER, *rating("SRS"), LOW, answered(LAST_TO_ANSWER + DAY))
    assert (late.status, late.since) == (LATE, LAST_TO_ANSWER + DAY)


def test_a_low_value_that_nobody_answered_is_a_gap_from_the_day_after_the_last():
    assert status("R-27b", LAST_TO_ANSWER, *rating("SRS"), LOW) is OK
    (gap,) = found("R-27b", LAST_TO_ANSWER + DAY, *rating("SRS"), LOW)
    assert (gap.status, gap.since) == (GAP, LAST_TO_ANSWER + DAY)


def test_a_value_on_the_limit_needs_no_answer_and_an_imported_low_one_is_unknown():
    assert status("R-27b", LONG_AFTER, *rating("SRS"), rated(JULY_10, "SRS", total=Decimal(36))) is NONE
    assert status("R-27b", LONG_AFTER, *rating("SRS"), (JULY_10, imported(LOW[1]))) is UNKNOWN


# R-29, R-29b: the life situation at the start, and every sixth month.

ASI_AREAS = 7
WHOLE = {"subscales": (Decimal(1),) * ASI_AREAS}
TOLERANCE = timedelta(days=DEFAULT_POLICY.rating_interval_tolerance_days)


def asi(on, number=1, **changes):
    return rated(on, "ASI", Phase.START, number, **{**WHOLE, **changes})


def test_a_life_situation_rated_on_the_last_day_is_in_order_and_on_the_next_late():
    assert status("R-29", LONG_AFTER, *rating("ASI"), asi(STARTED_ON + TOLERANCE)) is OK
    (late,) = found("R-29", LONG_AFTER, *rating("ASI"), asi(STARTED_ON + TOLERANCE + DAY))
    assert (late.status, late.since) == (LATE, STARTED_ON + TOLERANCE + DAY)


def test_no_rating_or_one_with_an_area_left_out_is_a_gap_from_the_day_after_the_last():
    assert status("R-29", STARTED_ON + TOLERANCE, *rating("ASI")) is OK
    assert status("R-29", STARTED_ON + TOLERANCE + DAY, *rating("ASI")) is GAP
    partly = {"subscales": (*WHOLE["subscales"][:-1], None)}
    (gap,) = found("R-29", LONG_AFTER, *rating("ASI"), asi(STARTED_ON, **partly))
    assert (gap.status, gap.basis) == (GAP, "complete")
    why = (MissingItem(item_number=ASI_AREAS, missing_reason=MissingReason.REFUSED),)
    assert status("R-29", LONG_AFTER, *rating("ASI"), asi(STARTED_ON, **partly, missing_items=why)) is OK


def test_a_life_situation_is_rated_again_by_the_sixth_month_and_its_leeway():
    last = date(2024, 9, 4) + TOLERANCE
    first = asi(STARTED_ON)
    assert status("R-29b", last, *rating("ASI"), first) is OK
    (gap,) = found("R-29b", last + DAY, *rating("ASI"), first)
    assert (gap.status, gap.since, gap.due) == (GAP, last + DAY, last)
    assert status("R-29b", last + DAY, *rating("ASI"), first, asi(last, 2)) is OK
    assert LATE in [each.status for each in found("R-29b", last + DAY, *rating("ASI"), first, asi(last + DAY, 2))]
    assert status("R-29b", last + DAY, *rating("ASI"), first, not_rated(last, "ASI", Phase.ONGOING)) is OK


@pytest.mark.parametrize("rule", ["R-29", "R-29b"])
def test_a_case_that_closed_first_needs_no_rating_and_nothing_stated_is_unknown(rule):
    closed = STARTED_ON + TOLERANCE, example("case.closed", closed_on=STARTED_ON + TOLERANCE)
    journal = (closed,) if rule == "R-29" else (asi(STARTED_ON), closed)
    assert status(rule, LONG_AFTER, *rating("ASI"), *journal) is NONE
    assert status(rule, LONG_AFTER, (STARTED_ON, OPENED), *journal) is UNKNOWN
    assert status(rule, LONG_AFTER, *rating("ORS"), *journal) is NONE


# R-31, R-31b: school attendance at the start, at the closing, and three months later.

AT_START = STARTED_ON, example("case.attendance_recorded", measured_on=STARTED_ON, phase=Phase.START)
THREE_MONTHS = date(2025, 2, 28)
LAST_TO_FOLLOW = THREE_MONTHS + timedelta(days=DEFAULT_POLICY.school_follow_up_tolerance_days)


def measured(on, phase):
    return on, example("case.attendance_recorded", attendance_id=cast_id(3200), measured_on=on, phase=phase)


def test_attendance_measured_on_the_last_day_after_the_closing_is_in_order_and_on_the_next_late():
    last = CLOSED_ON + LAST_TO_RATE
    assert status("R-31", LONG_AFTER, AT_START, CLOSED, measured(last, Phase.CLOSING)) is OK
    (late,) = found("R-31", LONG_AFTER, AT_START, CLOSED, measured(last + DAY, Phase.CLOSING))
    assert (late.status, late.since) == (LATE, last + DAY)
    assert status("R-31", last, AT_START, CLOSED) is OK
    (gap,) = found("R-31", last + DAY, AT_START, CLOSED)
    assert (gap.status, gap.since, gap.basis) == (GAP, last + DAY, "closing")


def test_attendance_followed_up_on_the_last_day_is_in_order_and_on_the_next_late():
    assert status("R-31b", LONG_AFTER, AT_START, CLOSED, measured(LAST_TO_FOLLOW, Phase.FOLLOW_UP)) is OK
    (late,) = found("R-31b", LONG_AFTER, AT_START, CLOSED, measured(LAST_TO_FOLLOW + DAY, Phase.FOLLOW_UP))
    assert (late.status, late.since, late.due) == (LATE, LAST_TO_FOLLOW + DAY, LAST_TO_FOLLOW)
    assert status("R-31b", LAST_TO_FOLLOW, AT_START, CLOSED) is OK
    (gap,) = found("R-31b", LAST_TO_FOLLOW + DAY, AT_START, CLOSED)
    assert (gap.status, gap.since, gap.basis) == (GAP, LAST_TO_FOLLOW + DAY, "follow_up")


def test_a_follow_up_that_could_not_be_made_exempts_with_its_cause():
    missed = LAST_TO_FOLLOW, example(
        "case.follow_up_not_done", given_up_on=LAST_TO_FOLLOW, follow_up_point=FollowUpPoint.MONTHS_3,
        no_follow_up_cause=NoFollowUpCause.NOT_REACHED,
    )
    (exempt,) = found("R-31b", LONG_AFTER, AT_START, CLOSED, missed)
    assert (exempt.status, exempt.basis) == (EXEMPT, "not_reached")


@pytest.mark.parametrize("rule", ["R-31", "R-31b"])
def test_where_attendance_is_not_measured_nothing_is_asked_and_of_an_imported_closing_it_is_unknown(rule):
    assert status(rule, LONG_AFTER, CLOSED) is NONE
    assert status(rule, LONG_AFTER, AT_START) is NONE
    assert status(rule, LONG_AFTER, AT_START, (CLOSED_ON, imported(CLOSED[1]))) is UNKNOWN


def test_what_was_due_while_the_offering_rated_stays_due_when_it_no_longer_does():
    no_more = JULY_10 + DAY, example(
        "offering.instruments_set", instruments_from=JULY_10 + DAY, expected_ratings=()
    )
    later = JULY_10 + DAY, SESSION.model_copy(
        update={"session_id": cast_id(3300), "occurred": Occurred(on=JULY_10 + DAY)}
    )
    (gap,) = found("R-27", LONG_AFTER, *rating("SRS"), no_more, MET, later)
    assert (gap.status, gap.key) == (GAP, SESSION.session_id)


FILL_IN = "Skriv in skattningen, eller varför den inte gjordes."


@pytest.mark.parametrize(
    ("rule", "text", "severity"),
    [
        ("R-26", FILL_IN, "C"), ("R-26b", FILL_IN, "C"), ("R-27", FILL_IN, "C"),
        ("R-27b", "Ta kontakt eller anpassa, och besvara signalen.", "C"),
        ("R-28", "Fyll i det som saknas i skattningen, eller skriv in varför den inte gjordes.", "C"),
        ("R-29", "Gör skattningen, eller skriv in varför den eller ett område inte gjordes.", "B"),
        ("R-29b", "Gör den uppföljande skattningen, eller skriv in varför den inte görs.", "B"),
        ("R-30", "Skriv in formuläret med vilken vuxen det gäller, eller varför det inte gjordes.", "C"),
        ("R-31", "Hämta skolnärvaron från skolan och skriv in den.", "C"),
        ("R-31b", "Hämta skolnärvaron från skolan och skriv in den som uppföljning, eller varför den inte kan följas upp.", "C"),
    ],
)
def test_a_worker_sees_what_to_do(rule, text, severity):
    assert (RULES[rule].to_do, RULES[rule].severity) == (text, severity)
