"""Which alerts a case raises, and what answers them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain.base import Occurred
from domain.case.alerts.codes import AlertAnswer, CaseAlertKind, Zone
from domain.case.alerts.events import AlertAnswered
from domain.case.alerts.rules import Rated, alerts_of_series, zone_of
from domain.case.alerts.series import cutoff_between
from domain.case.alerts.standing import Ground, alerts_of
from domain.case.case import Case
from domain.case.contacts.codes import ContactResult
from domain.case.entry_events import EntryStruck
from domain.case.events import RatingCorrected, RatingRecorded
from domain.codes import Phase, RatingSubject, Respondent, SessionOutcome
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.instruments import INSTRUMENTS, SHIPPED
from domain.policies import DEFAULT_POLICY
from tests.support.examples import (
    CLOSED_ON,
    EXAMPLES,
    IMPORT_STAMP,
    OTHER_SESSION,
    RATING,
    SESSION,
    STAMP,
    TODAY,
    cast_id,
    source,
)
from tests.support.scenario import given, numbered

K = CaseAlertKind
DAY = timedelta(days=1)
OPENED, CLOSED = EXAMPLES["case.opened.v1"], EXAMPLES["case.closed.v1"]
ANSWER, CONTACT, LATER = cast_id(1301), cast_id(1302), cast_id(1303)
RATED_ON = date(2024, 7, 10)


def rated(total, *, rating_id=RATING, on=RATED_ON, kind=RatingRecorded, **changes):
    """A rating with SRS by the client, or as changed."""
    facts = EXAMPLES["case.rating_recorded.v2"].model_dump() | {
        "rating_id": rating_id, "rated_on": on, "instrument": "SRS", "instrument_version": "1", "total": Decimal(total),
        "subscales": (), "missing_items": (), "respondent": Respondent.CLIENT, "subject": RatingSubject.CLIENT, "source": None,
        "about_person_id": None, "respondent_person_id": None, "session_id": None, "mode": None, "phase": Phase.ONGOING,
    }
    return kind(**{**facts, **changes})


LOW = rated("35.9")
CALL = EXAMPLES["case.contact_made.v2"].model_copy(
    update={"entry_id": CONTACT, "occurred": Occurred(on=RATED_ON + 2 * DAY), "contact_result": ContactResult.REACHED}
)
HELD = EXAMPLES["case.session_held.v1"].model_copy(update={"session_id": SESSION, "occurred": Occurred(on=RATED_ON)})


def answering(**changes):
    call = {
        "entry_id": ANSWER, "alert_kind": K.ALLIANCE_LOW, "rating_id": RATING, "answered_on": RATED_ON + 2 * DAY,
        "alert_answer": AlertAnswer.CONTACT, "answer_details": "Ringde.",
    }
    by = {"stamp": STAMP, "today": TODAY, "policy": DEFAULT_POLICY, "catalogue": SHIPPED, "rating_terms": ()}
    return lambda case: case.answer_alert(**{**call, **by, **changes})


def alerts(*events, day=TODAY):
    case = Case.fold(numbered(OPENED, *events))
    return [(each.raised.kind, each.raised.raised_by) for each in alerts_of(case, Ground(SHIPPED, (), DEFAULT_POLICY), day)]


def kinds(name, *totals, cutoff=None):
    """The alerts that the last of a series of totals raises."""
    series = [
        Rated(cast_id(number), RATED_ON + number * DAY, Decimal(total), None if cutoff is None else Decimal(cutoff))
        for number, total in enumerate(totals)
    ]
    found = alerts_of_series(INSTRUMENTS[name], series, DEFAULT_POLICY.no_progress_ratings)
    return {each.kind for each in found if each.raised_by == series[-1].rating_id}


@pytest.mark.parametrize(
    ("name", "totals", "expected"),
    [
        ("SRS", ["36.0"], set()),
        ("SRS", ["35.9"], {K.ALLIANCE_LOW}),
        ("SRS", ["38.0", "37.1"], set()),
        ("SRS", ["38.0", "37.0"], {K.ALLIANCE_FALL}),
        ("SRS", ["36.9", "35.9"], {K.ALLIANCE_LOW, K.ALLIANCE_FALL}),
        ("GSRS", ["35.9"], {K.ALLIANCE_LOW}),
        ("CSRS", ["39.0", "38.0"], {K.ALLIANCE_FALL}),
        ("ORS", ["31.0", "26.1"], set()),
        ("ORS", ["31.0", "26.0"], {K.DETERIORATION}),
        ("Frågor till Dig", ["8"], set()),
        ("Frågor till Dig", ["9"], {K.SAFETY_LOW}),
        ("Frågor till Dig", ["4", "4"], set()),
        ("Frågor till Dig", ["4", "5"], {K.SAFETY_FALL}),
        ("Frågor till Dig", ["9", "8"], set()),
        ("Bemötande", ["1", "1"], set()),
    ],
)
def test_a_limit_raises_at_its_value_and_not_before(name, totals, expected):
    assert kinds(name, *totals) == expected


def test_a_deterioration_that_goes_on_is_one_alert_and_a_new_fall_is_another():
    assert kinds("ORS", "30.0", "25.0") == {K.DETERIORATION}
    assert K.DETERIORATION not in kinds("ORS", "30.0", "25.0", "24.0")
    assert K.DETERIORATION in kinds("ORS", "30.0", "25.0", "20.0")
    assert K.DETERIORATION in kinds("ORS", "30.0", "36.0", "31.0")
    assert K.DETERIORATION in kinds("ORS", "30.0", "25.0", "25.1", "25.0", "31.0", "26.0")


@pytest.mark.parametrize(
    ("totals", "cutoff", "stuck"),
    [
        (["20.0", "21.0", "24.9"], "25", True),
        (["20.0", "21.0", "25.0"], "25", False),
        (["19.9", "20.0", "24.9"], "25", False),
        (["20.0", "24.9"], "25", False),
        (["20.0", "20.0", "20.0", "20.0"], "25", False),
        (["20.0", "20.0", "20.0", "20.0", "20.0", "20.0"], "25", True),
        (["20.0", "20.0", "20.0"], None, False),
    ],
)
def test_at_every_third_rating_it_is_looked_whether_things_have_got_reliably_better(totals, cutoff, stuck):
    assert (K.NO_PROGRESS in kinds("ORS", *totals, cutoff=cutoff)) is stuck


@pytest.mark.parametrize(
    ("name", "totals", "cutoff", "zone"),
    [
        ("ORS", [], None, Zone.GREY),
        ("ORS", ["20.0"], "25", Zone.GREY),
        ("ORS", ["20.0", "24.9"], "25", Zone.ORANGE),
        ("ORS", ["20.0", "25.0"], "25", Zone.GREEN),
        ("ORS", ["12.0", "17.0"], "25", Zone.GREEN),
        ("ORS", ["31.0", "26.1"], "25", Zone.GREEN),
        ("ORS", ["31.0", "26.0"], "25", Zone.RED),
        ("ORS", ["20.0", "30.0", "25.0"], "25", Zone.RED),
        ("SRS", [], None, Zone.GREY),
        ("SRS", ["36.0"], None, Zone.GREEN),
        ("SRS", ["35.9"], None, Zone.RED),
        ("SRS", ["38.0", "37.0"], None, Zone.RED),
        ("SRS", ["38.0", "37.1"], None, Zone.GREEN),
        ("Bemötande", ["1"], None, Zone.GREY),
    ],
)
def test_a_zone_says_where_a_series_stands(name, totals, cutoff, zone):
    limit = None if cutoff is None else Decimal(cutoff)
    series = [Rated(cast_id(number), RATED_ON, Decimal(total), limit) for number, total in enumerate(totals)]
    assert zone_of(INSTRUMENTS[name], series) is zone


@pytest.mark.parametrize(
    ("youngest", "oldest", "cutoff"),
    [(17, 17, "28"), (18, 18, "25"), (17, 18, "25"), (None, None, "25"), (0, 17, "28"), (18, None, "25"), (0, 12, None)],
)
def test_the_limit_is_the_one_that_is_passed_whichever_age_it_is(youngest, oldest, cutoff):
    assert cutoff_between(INSTRUMENTS["ORS"], youngest, oldest) == (None if cutoff is None else Decimal(cutoff))


def test_only_ratings_of_one_person_about_one_person_are_held_against_each_other():
    first = rated("40.0")
    assert alerts(first, rated("39.0", rating_id=LATER, on=RATED_ON + DAY)) == [(K.ALLIANCE_FALL, LATER)]
    for difference in (
        {"respondent": Respondent.PARENT}, {"respondent_person_id": cast_id(1)}, {"subject": RatingSubject.CHILD},
        {"about_person_id": cast_id(1)}, {"instrument": "GSRS"},
    ):
        assert alerts(first, rated("39.0", rating_id=LATER, on=RATED_ON + DAY, **difference)) == []


def test_the_order_of_a_series_is_that_of_its_days_and_of_one_day_as_recorded():
    assert alerts(rated("39.0", rating_id=LATER, on=RATED_ON + DAY), rated("40.0")) == [(K.ALLIANCE_FALL, LATER)]
    assert alerts(rated("39.0", rating_id=LATER), rated("40.0")) == []


def test_a_correction_takes_an_alert_away_and_raises_one():
    assert alerts(LOW) == [(K.ALLIANCE_LOW, RATING)]
    assert alerts(LOW, rated("36.0", kind=RatingCorrected, reason="Fel avläst.")) == []
    assert alerts(rated("36.0"), rated("35.9", kind=RatingCorrected, reason="Fel avläst.")) == [(K.ALLIANCE_LOW, RATING)]


def test_what_a_day_does_not_know_raises_nothing_on_it():
    assert alerts(LOW, day=RATED_ON) == [(K.ALLIANCE_LOW, RATING)]
    assert alerts(LOW, day=RATED_ON - DAY) == []


def test_a_rating_after_the_closing_raises_nothing_and_one_on_its_day_does():
    assert alerts(rated("35.9", on=CLOSED_ON), CLOSED) == [(K.ALLIANCE_LOW, RATING)]
    assert alerts(rated("35.9", on=CLOSED_ON + DAY, phase=Phase.FOLLOW_UP), CLOSED) == []


def test_an_alert_is_answered_by_a_contact_an_adaptation_a_concern_report_or_a_reason():
    given(Case, OPENED, LOW).when(answering()).then(
        AlertAnswered, entry_id=ANSWER, alert_kind=K.ALLIANCE_LOW, rating_id=RATING, session_id=None,
        answered_on=RATED_ON + 2 * DAY, alert_answer=AlertAnswer.CONTACT, contact_id=None, answer_details="Ringde.",
    )
    given(Case, OPENED, LOW, CALL).when(answering(contact_id=CONTACT, answer_details=None)).then(
        AlertAnswered, contact_id=CONTACT
    )
    given(Case, OPENED, LOW, HELD).when(answering(contact_id=SESSION, answer_details=None, answered_on=RATED_ON)).then(
        AlertAnswered, contact_id=SESSION, answered_on=RATED_ON
    )
    adapted = answering(alert_answer=AlertAnswer.ADAPTATION, viewpoint_id=cast_id(9), answer_details=None)
    given(Case, OPENED, LOW).when(adapted).then(AlertAnswered, viewpoint_id=cast_id(9))
    unsafe = rated("9", instrument="Frågor till Dig")
    reported = answering(
        alert_kind=K.SAFETY_LOW, alert_answer=AlertAnswer.CONCERN_REPORT, concern_id=cast_id(9), answer_details=None
    )
    given(Case, OPENED, unsafe).when(reported).then(AlertAnswered, concern_id=cast_id(9))
    nothing = answering(alert_answer=AlertAnswer.NO_ACTION, answer_details="Togs upp vid besöket.")
    given(Case, OPENED, LOW).when(nothing).then(AlertAnswered, alert_answer=AlertAnswer.NO_ACTION)


ANSWERED = EXAMPLES["case.alert_answered.v1"].model_copy(update={"session_id": None, "entry_id": cast_id(1305)})
MISSED_CALL = CALL.model_copy(update={"contact_result": ContactResult.NOT_REACHED})
CANCELLED = EXAMPLES["case.session_corrected.v1"].model_copy(
    update={"session_id": SESSION, "outcome": SessionOutcome.CANCELLED, "occurred": Occurred(on=RATED_ON)}
)


def contact(**changes):
    return answering(contact_id=CONTACT, answer_details=None, **changes)


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], answering(), NotFoundError, "Ärendet finns inte"),
        ([OPENED, LOW, ANSWERED], answering(entry_id=ANSWERED.entry_id), ConflictError, "finns redan"),
        ([OPENED, LOW], answering(rating_id=None), InvalidValueError, "kommer av skattningen"),
        ([OPENED, LOW, HELD], answering(session_id=SESSION), InvalidValueError, "kommer av skattningen"),
        ([OPENED, LOW], answering(alert_kind=K.RATING_MISSING), InvalidValueError, "kommer av besöket"),
        ([OPENED, LOW], answering(rating_id=LATER), NotFoundError, "Skattningen finns inte"),
        ([OPENED, HELD], answering(alert_kind=K.RATING_MISSING, rating_id=None, session_id=OTHER_SESSION), NotFoundError,
         "Besöket finns inte"),
        ([OPENED, rated("36.0")], answering(), NotAllowedError, "ingen signal om låg allians"),
        ([OPENED, LOW], answering(alert_kind=K.ALLIANCE_FALL), NotAllowedError, "ingen signal om fallande allians"),
        ([OPENED, HELD], answering(alert_kind=K.RATING_MISSING, rating_id=None, session_id=SESSION), NotAllowedError,
         "ingen signal om skattning saknas"),
        ([OPENED, LOW, ANSWERED], answering(), ConflictError, "redan besvarad"),
        ([OPENED, LOW], answering(answered_on=TODAY + DAY), InvalidValueError, "i dag är det"),
        ([OPENED, LOW], answering(answered_on=RATED_ON - DAY), InvalidValueError, "före signalens dag"),
        ([OPENED, LOW, CLOSED], answering(answered_on=CLOSED_ON + DAY), NotAllowedError, "avslutades"),
        ([OPENED, LOW, CALL], contact(alert_answer=AlertAnswer.NO_ACTION), InvalidValueError, "hänvisar till något annat"),
        ([OPENED, LOW], answering(viewpoint_id=cast_id(9)), InvalidValueError, "hänvisar till något annat"),
        ([OPENED, LOW], answering(alert_answer=AlertAnswer.CONCERN_REPORT), InvalidValueError, "barns trygghet"),
        ([OPENED, LOW], answering(answer_details=None), InvalidValueError, "Skriv vad som gjordes"),
        ([OPENED, LOW], answering(alert_answer=AlertAnswer.NO_ACTION, answer_details=None), InvalidValueError, "varför inget"),
        ([OPENED, LOW], answering(answer_details=" "), InvalidValueError, "Vad som gjordes saknas"),
        ([OPENED, LOW], answering(answer_details="x" * 501), InvalidValueError, "501 tecken"),
        ([OPENED, LOW], contact(), NotFoundError, "Kontakten finns inte"),
        ([OPENED, LOW, MISSED_CALL], contact(), NotFoundError, "ägde inte rum"),
        ([OPENED, LOW, HELD, CANCELLED], answering(contact_id=SESSION, answer_details=None), NotFoundError, "ägde inte rum"),
        ([OPENED, LOW, CALL.model_copy(update={"occurred": Occurred(on=RATED_ON - DAY)})], contact(), InvalidValueError,
         "Kontaktens dag är"),
        ([OPENED, LOW, CALL], contact(answered_on=RATED_ON + DAY), InvalidValueError, "före kontaktens dag"),
    ],
)
def test_an_answer_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)


@pytest.mark.parametrize("answered_on", [RATED_ON, TODAY])
def test_an_answer_is_from_the_day_of_the_alert_to_today(answered_on):
    given(Case, OPENED, LOW).when(answering(answered_on=answered_on)).then(AlertAnswered, answered_on=answered_on)


def test_a_closed_case_takes_an_answer_of_its_last_day_and_imported_history_a_later_one():
    given(Case, OPENED, LOW, CLOSED).when(answering(answered_on=CLOSED_ON)).then(AlertAnswered, answered_on=CLOSED_ON)
    imported = answering(answered_on=CLOSED_ON + DAY, stamp=IMPORT_STAMP, source=source("Signaler"))
    given(Case, OPENED, LOW, CLOSED).when(imported).then(AlertAnswered, answered_on=CLOSED_ON + DAY)


def test_a_struck_answer_leaves_the_alert_to_be_answered_again():
    struck = EntryStruck(
        **EXAMPLES["case.entry_struck.v1"].model_dump() | {"entry_id": ANSWERED.entry_id, "replaced_by": None}
    )
    given(Case, OPENED, LOW, ANSWERED, struck).when(answering()).then(AlertAnswered, entry_id=ANSWER)


def test_an_answer_stays_in_the_history_when_a_correction_takes_its_alert_away():
    corrected = rated("36.0", kind=RatingCorrected, reason="Fel avläst.")
    case = Case.fold(numbered(OPENED, LOW, ANSWERED, corrected))
    assert alerts_of(case, Ground(SHIPPED, (), DEFAULT_POLICY), TODAY) == []
    assert ANSWERED.entry_id in case.alerts.entries
