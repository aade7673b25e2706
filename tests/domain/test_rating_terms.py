"""Which instruments an offering says are rated, and which ratings are then missing."""

from datetime import date, timedelta

import pytest

from domain.base import Occurred
from domain.case.alerts.codes import AlertAnswer, CaseAlertKind
from domain.case.alerts.events import AlertAnswered
from domain.case.alerts.standing import Ground, alerts_of
from domain.case.case import Case
from domain.codes import SessionKind, SessionOutcome
from domain.errors import InvalidValueError, NotFoundError
from domain.instruments import SHIPPED
from domain.offering.codes import RatedWhen
from domain.offering.events import OfferingInstrumentsSet
from domain.offering.offering import Offering
from domain.offering.rating_terms import ExpectedRating, RatingTerms, expected_on
from domain.policies import DEFAULT_POLICY
from tests.domain.test_case_alerts import CLOSED, OPENED, rated
from tests.support.examples import ADMINISTRATION_STAMP, EXAMPLES, OTHER_SESSION, RATING, SESSION, STAMP, cast_id
from tests.support.scenario import given, numbered

ESTABLISHED = EXAMPLES["offering.established.v1"]
BEGINS = ESTABLISHED.regime_from
DAY = timedelta(days=1)
SRS = ExpectedRating(instrument="SRS", rated_when=RatedWhen.EACH_SESSION, session_kinds=(SessionKind.CONVERSATION,))
ORS = SRS.model_copy(update={"instrument": "ORS"})
ASI = ExpectedRating(instrument="ASI", rated_when=RatedWhen.EVERY_MONTHS, every_months=6)
K = CaseAlertKind
FROM, HELD_ON = date(2024, 3, 1), date(2024, 7, 10)
AROSE = HELD_ON + timedelta(days=DEFAULT_POLICY.rating_missing_days + 1)


def setting(*expected, **changes):
    call = {
        "expected_ratings": expected, "instruments_from": BEGINS, "reason": "Enheten inför FIT.", "stamp": ADMINISTRATION_STAMP,
        "policy": DEFAULT_POLICY, "catalogue": SHIPPED,
    }
    return lambda offering: offering.set_instruments(**{**call, **changes})


def was_set(*expected, since=BEGINS):
    return EXAMPLES["offering.instruments_set.v1"].model_copy(
        update={"expected_ratings": expected, "instruments_from": since}
    )


def test_an_offering_says_which_instruments_are_rated_by_the_names_of_the_catalogue():
    by_another_name = SRS.model_copy(update={"instrument": "srs"})
    given(Offering, ESTABLISHED).when(setting(by_another_name, ASI)).then(
        OfferingInstrumentsSet, expected_ratings=(SRS, ASI), instruments_from=BEGINS, reason="Enheten inför FIT."
    )
    given(Offering, ESTABLISHED, was_set(SRS)).when(setting()).then(OfferingInstrumentsSet, expected_ratings=())


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], setting(SRS), NotFoundError, "Utbudet finns inte"),
        ([ESTABLISHED], setting(SRS, reason=" "), InvalidValueError, "Orsaken till ändringen saknas"),
        ([ESTABLISHED], setting(SRS.model_copy(update={"instrument": "XYZ"})), InvalidValueError, "finns inte i katalogen"),
        ([ESTABLISHED], setting(SRS.model_copy(update={"instrument": "Skolnärvaro"})), InvalidValueError, "inte i katalogen"),
        ([ESTABLISHED], setting(SRS, SRS), InvalidValueError, "SRS är angivet två gånger"),
        ([ESTABLISHED], setting(SRS.model_copy(update={"session_kinds": ()})), InvalidValueError, "SRS: ange slag av besök"),
        ([ESTABLISHED], setting(ASI.model_copy(update={"session_kinds": SRS.session_kinds})), InvalidValueError, "slag av besök"),
        ([ESTABLISHED], setting(SRS.model_copy(update={"every_months": 6})), InvalidValueError, "SRS: ange antal månader"),
        ([ESTABLISHED], setting(ASI.model_copy(update={"every_months": None})), InvalidValueError, "ASI: ange antal månader"),
        ([ESTABLISHED], setting(ASI.model_copy(update={"every_months": 0})), InvalidValueError, "från 1 till 60"),
        ([ESTABLISHED], setting(ASI.model_copy(update={"every_months": 61})), InvalidValueError, "från 1 till 60"),
        ([ESTABLISHED], setting(SRS, instruments_from=BEGINS - DAY), InvalidValueError, "före utbudets första dag"),
        ([ESTABLISHED, was_set(SRS, since=BEGINS + DAY)], setting(ORS), InvalidValueError, "före den gällande"),
        ([ESTABLISHED, was_set(SRS)], setting(SRS), InvalidValueError, "ändrar ingenting"),
        ([ESTABLISHED], setting(), InvalidValueError, "ändrar ingenting"),
    ],
)
def test_an_offerings_instruments_are_refused(past, call, error, message):
    given(Offering, *past).when(call).then_refused(error, message)


@pytest.mark.parametrize("months", [1, 60])
def test_the_months_between_two_ratings_have_both_ends(months):
    expected = ASI.model_copy(update={"every_months": months})
    given(Offering, ESTABLISHED).when(setting(expected)).then(OfferingInstrumentsSet, expected_ratings=(expected,))


def test_what_is_expected_holds_from_its_first_day_until_the_next():
    folded = Offering.fold(numbered(ESTABLISHED, was_set(ORS, since=BEGINS + 2 * DAY), was_set(SRS)))
    found = [expected_on(folded.rating_terms, BEGINS + number * DAY) for number in (-1, 0, 1, 2)]
    assert found == [(), (SRS,), (SRS,), (ORS,)]
    replaced = Offering.fold(numbered(ESTABLISHED, was_set(SRS), was_set(ORS)))
    assert replaced.rating_terms == (RatingTerms(BEGINS, (ORS,)),)


def held(*, session_id=SESSION, on=HELD_ON, kind=SessionKind.CONVERSATION, **changes):
    return EXAMPLES["case.session_held.v1"].model_copy(
        update={"session_id": session_id, "occurred": Occurred(on=on), "kind": kind, **changes}
    )


def not_made(**changes):
    facts = {"not_made_on": HELD_ON, "instrument": "SRS", "session_id": SESSION, **changes}
    return EXAMPLES["case.rating_not_made.v1"].model_copy(update=facts)


def missing(*events, terms=((FROM, SRS),), day=AROSE):
    expected = tuple(RatingTerms(since, tuple(each)) for since, *each in terms)
    case = Case.fold(numbered(OPENED, *events))
    found = (each.raised for each in alerts_of(case, Ground(SHIPPED, expected, DEFAULT_POLICY), day))
    return [(each.kind, each.raised_by, each.raised_on, each.instruments) for each in found]


MISSING = [(K.RATING_MISSING, SESSION, AROSE, ("SRS",))]
MADE = rated("38.0", on=HELD_ON)


def test_a_rating_is_missing_on_the_day_after_the_last_that_it_might_be_written():
    assert missing(held(), day=AROSE - DAY) == []
    assert missing(held()) == MISSING
    assert missing(held(), terms=((FROM, SRS, ORS),)) == [(K.RATING_MISSING, SESSION, AROSE, ("ORS", "SRS"))]


def test_no_rating_is_missing_where_it_was_made_or_it_was_said_why_not():
    assert missing(held(), MADE) == []
    assert missing(held(), rated("38.0", on=HELD_ON + DAY, session_id=SESSION)) == []
    assert missing(held(), not_made()) == []
    assert missing(held(), not_made(session_id=None)) == []
    for other in (
        rated("38.0", on=HELD_ON + DAY), rated("38.0", on=HELD_ON, session_id=OTHER_SESSION),
        rated("38.0", on=HELD_ON, instrument="ORS"), not_made(instrument="ORS"), not_made(session_id=OTHER_SESSION),
    ):
        assert missing(held(), other) == MISSING


def test_nothing_is_missing_where_nothing_was_expected():
    assert missing(held(), terms=()) == []
    assert missing(held(), terms=((HELD_ON + DAY, SRS),)) == []
    assert missing(held(), terms=((HELD_ON, SRS),)) == MISSING
    assert missing(held(), terms=((FROM, SRS), (HELD_ON,))) == []
    assert missing(held(kind=SessionKind.TELEPHONE)) == []
    assert missing(held(occurred=Occurred(on=HELD_ON.replace(day=1), precision="month"))) == []
    cancelled = EXAMPLES["case.session_corrected.v1"].model_copy(
        update={"session_id": SESSION, "outcome": SessionOutcome.CANCELLED, "occurred": Occurred(on=HELD_ON)}
    )
    assert missing(held(), cancelled) == []


def test_a_case_that_was_closed_before_the_rating_was_missing_has_no_alert():
    closed = CLOSED.model_copy(update={"closed_on": AROSE - DAY})
    assert missing(held(), closed) == []
    assert missing(held(), CLOSED.model_copy(update={"closed_on": AROSE})) == MISSING


def test_what_is_rated_every_so_many_months_is_due_at_the_first_session_and_only_there():
    later = held(session_id=OTHER_SESSION, on=HELD_ON + DAY)
    both = (later, held())
    assert missing(*both, terms=((FROM, ASI),), day=AROSE + DAY) == [(K.RATING_MISSING, SESSION, AROSE, ("ASI",))]
    assert missing(*both, not_made(instrument="ASI"), terms=((FROM, ASI),), day=AROSE + DAY) == []
    assert missing(*both, rated("1", instrument="ASI", on=FROM), terms=((FROM, ASI),)) == []


def test_a_later_rating_is_missing_when_its_months_and_the_tolerance_have_passed():
    first = rated("1", instrument="ASI", on=date(2024, 3, 31))
    due = date(2024, 9, 30)
    arose = due + timedelta(days=DEFAULT_POLICY.rating_interval_tolerance_days + 1)
    alert = [(K.FOLLOW_UP_RATING_MISSING, RATING, arose, ("ASI",))]
    terms = ((FROM, ASI),)
    assert missing(first, terms=terms, day=arose - DAY) == []
    assert missing(first, terms=terms, day=arose) == alert
    assert missing(first, rated("1", rating_id=cast_id(1306), instrument="ASI", on=due), terms=terms, day=arose) == []
    early = timedelta(days=DEFAULT_POLICY.rating_interval_tolerance_days)
    said = {"instrument": "ASI", "session_id": None}
    assert missing(first, not_made(not_made_on=due - early, **said), terms=terms, day=arose) == []
    assert missing(first, not_made(not_made_on=due - early - DAY, **said), terms=terms, day=arose) == alert
    begun_late = ((FROM, SRS), (arose + DAY, ASI))
    assert missing(first, terms=begun_late, day=arose) == []
    assert missing(first, terms=begun_late, day=arose + DAY) == [(K.FOLLOW_UP_RATING_MISSING, RATING, arose + DAY, ("ASI",))]


def test_a_missing_rating_is_answered_from_the_day_it_is_missing():
    def answering(on):
        return lambda case: case.answer_alert(
            entry_id=cast_id(1307), alert_kind=K.RATING_MISSING, session_id=SESSION, answered_on=on,
            alert_answer=AlertAnswer.NO_ACTION, answer_details="Formuläret var slut.", stamp=STAMP, today=AROSE + DAY,
            policy=DEFAULT_POLICY, catalogue=SHIPPED, rating_terms=(RatingTerms(FROM, (SRS,)),),
        )

    given(Case, OPENED, held()).when(answering(AROSE)).then(AlertAnswered, session_id=SESSION, rating_id=None)
    given(Case, OPENED, held()).when(answering(AROSE - DAY)).then_refused(InvalidValueError, "före signalens dag")
