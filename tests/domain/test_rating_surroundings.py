"""Close people, ratings that were not made, and the course that a vendor expects."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain.case.case import Case
from domain.case.ratings.codes import CloseRelation, NotMadeReason
from domain.case.ratings.events import ClosePersonNamed, RatingNotMade, TrajectoryImported
from domain.case.ratings.values import TrajectoryPoint
from domain.codes import Phase, Respondent
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY, Policy
from tests.support.examples import CLOSED_ON, IMPORT_STAMP, SESSION, SESSION_ON, TODAY, cast_id, source
from tests.support.rating_calls import (
    CLOSED,
    COURSE,
    ENTRY,
    GUARDIAN,
    HELD,
    NAMED,
    NOT_MADE,
    OPENED,
    OTHER_ENTRY,
    importing,
    naming,
    not_made,
    rated,
)
from tests.support.scenario import given

DAY = timedelta(days=1)
IMPORTED = {"stamp": IMPORT_STAMP, "source": source("Skattningar")}
OFFERED = {NotMadeReason.DECLINED, NotMadeReason.UNABLE, NotMadeReason.INTERRUPTED}
EITHER = {NotMadeReason.NO_TIME, NotMadeReason.TECHNICAL}


def point(session=None, expected="20", lower=None, upper=None, day=None):
    bounds = {"expected_lower": lower and Decimal(lower), "expected_upper": upper and Decimal(upper)}
    return TrajectoryPoint(at_session=session, at_date=day, expected_total=Decimal(expected), **bounds)


def test_somebody_close_is_named_also_in_a_closed_case():
    given(Case, OPENED, CLOSED).when(naming()).then(
        ClosePersonNamed, entry_id=ENTRY, close_person_name="Stina Påhittad", close_relation=CloseRelation.STEP_PARENT
    )


def test_naming_somebody_is_refused_in_the_order_of_its_contract():
    given(Case).when(naming(close_person_name="")).then_refused(NotFoundError, "Ärendet finns inte")
    given(Case, OPENED, NAMED).when(naming(entry_id=NAMED.entry_id, close_person_name="")).then_refused(
        ConflictError, "Den närstående finns redan"
    )
    given(Case, OPENED).when(naming(close_person_name=" ")).then_refused(InvalidValueError, "Namnet på den närstående saknas")


def test_what_was_offered_and_declined_differs_from_what_nobody_offered():
    given(Case, OPENED, HELD, GUARDIAN).when(not_made(session_id=SESSION)).then(RatingNotMade, **NOT_MADE, session_id=SESSION)
    forgotten = {"offered": False, "not_made_reason": NotMadeReason.FORGOTTEN}
    given(Case, OPENED).when(not_made(**forgotten)).then(RatingNotMade, **forgotten)


@pytest.mark.parametrize("reason", NotMadeReason)
@pytest.mark.parametrize("offered", [True, False])
def test_a_reason_goes_with_the_offer_that_it_presupposes(reason, offered):
    outcome = given(Case, OPENED).when(not_made(offered=offered, not_made_reason=reason))
    if reason in EITHER or offered is (reason in OFFERED):
        outcome.then(RatingNotMade, not_made_reason=reason)
    else:
        outcome.then_refused(InvalidValueError, f"Orsaken {reason.swedish} kan inte gälla")


def test_a_rating_not_made_is_refused_in_the_order_of_its_contract():
    given(Case).when(not_made(instrument="?")).then_refused(NotFoundError, "Ärendet finns inte")
    told = given(Case, OPENED, HELD)
    told.when(not_made(session_id=SESSION)).then(RatingNotMade)
    told.when(not_made(instrument="?")).then_refused(ConflictError, "Uppgiften finns redan")
    wrong = {
        "entry_id": OTHER_ENTRY, "offered": False, "not_made_on": TODAY + DAY, "session_id": cast_id(3),
        "respondent_person_id": cast_id(1),
    }
    told.when(not_made(**wrong, instrument="?")).then_refused(InvalidValueError, "Instrumentet finns inte i katalogen")
    therapist = {**wrong, "respondent": Respondent.THERAPIST}
    told.when(not_made(**therapist)).then_refused(InvalidValueError, "SRS fylls inte i av behandlare")
    told.when(not_made(**wrong)).then_refused(InvalidValueError, "Klienten skattar själv")
    wrong["respondent"] = Respondent.PARENT
    told.when(not_made(**wrong)).then_refused(InvalidValueError, "Orsaken avböjde kan inte gälla")
    wrong["offered"] = True
    told.when(not_made(**wrong)).then_refused(NotFoundError, "Den som skulle ha skattat finns inte")
    wrong["respondent_person_id"] = None
    told.when(not_made(**wrong)).then_refused(NotFoundError, "Besöket finns inte")
    wrong["session_id"] = SESSION
    told.when(not_made(**wrong)).then_refused(InvalidValueError, "Dagen är 2024-12-03")
    told.when(not_made(entry_id=OTHER_ENTRY, session_id=SESSION)).then_refused(ConflictError, "Det är redan registrerat")
    made = given(Case, OPENED, HELD, rated(instrument="SRS", session_id=SESSION))
    made.when(not_made(session_id=SESSION)).then_refused(ConflictError, "registrerad som gjord")
    made.when(not_made()).then(RatingNotMade)
    made.when(not_made(entry_id=OTHER_ENTRY)).then_refused(ConflictError, "Det är redan registrerat")
    made.when(not_made(entry_id=OTHER_ENTRY, not_made_on=SESSION_ON + DAY)).then(RatingNotMade)


def test_after_the_closing_only_the_follow_up_and_imported_history_tell_of_ratings_not_made():
    after = {"not_made_on": CLOSED_ON + DAY}
    given(Case, OPENED, CLOSED).when(not_made(**after)).then_refused(NotAllowedError, "öppna ärendet igen")
    given(Case, OPENED, CLOSED).when(not_made(not_made_on=CLOSED_ON)).then(RatingNotMade)
    given(Case, OPENED, CLOSED).when(not_made(**after, phase=Phase.FOLLOW_UP)).then(RatingNotMade)
    given(Case, OPENED, CLOSED).when(not_made(**after, **IMPORTED, instrument="Vår skala")).then(RatingNotMade)
    given(Case, OPENED).when(not_made(**IMPORTED, instrument="")).then_refused(InvalidValueError, "Instrumentet saknas")


def test_a_vendors_course_is_taken_in_as_stated():
    given(Case, OPENED).when(importing()).then(TrajectoryImported, **COURSE, instrument_version="1")
    by_day = (point(day=date(2024, 7, 1)), point(day=date(2024, 8, 1), expected="40", lower="0", upper="40"))
    given(Case, OPENED).when(importing(trajectory_points=by_day)).then(TrajectoryImported, trajectory_points=by_day)


def test_a_course_is_refused_in_the_order_of_its_contract():
    given(Case).when(importing(instrument="?")).then_refused(NotFoundError, "Ärendet finns inte")
    taken = given(Case, OPENED)
    taken.when(importing()).then(TrajectoryImported)
    taken.when(importing(instrument="?")).then_refused(ConflictError, "Förloppet finns redan")
    wrong = {"entry_id": OTHER_ENTRY, "vendor": "", "vendor_version": "", "trajectory_points": (), "imported_on": TODAY + DAY}
    taken.when(importing(**wrong, instrument="?")).then_refused(InvalidValueError, "finns inte i katalogen")
    taken.when(importing(**wrong, instrument_version="?")).then_refused(InvalidValueError, "finns inte i den versionen")
    taken.when(importing(**wrong, instrument="ASI")).then_refused(InvalidValueError, "ASI har ingen summa")
    therapist = {**wrong, "instrument": "SRS", "respondent": Respondent.THERAPIST}
    taken.when(importing(**therapist)).then_refused(InvalidValueError, "SRS fylls inte i av")
    for field, value, message in [
        ("vendor", "Annan", "Leverantören saknas"), ("vendor_version", "1", "Leverantörens version saknas"),
        ("trajectory_points", (point(1),), "Förloppet har 0 värden. Ange minst 1 och högst 200"),
        ("imported_on", TODAY, "Inläsningens dag är 2024-12-03"),
    ]:
        taken.when(importing(**wrong)).then_refused(InvalidValueError, message)
        wrong[field] = value
    taken.when(importing(**wrong)).then(TrajectoryImported)


@pytest.mark.parametrize(
    ("points", "message"),
    [
        ((point(),), "antingen besökets nummer"),
        ((point(0),), "antingen besökets nummer"),
        ((point(1, day=TODAY),), "antingen besökets nummer"),
        ((point(1), point(day=TODAY)), "antingen besökets nummer"),
        ((point(2), point(1)), "stigande ordning"),
        ((point(day=TODAY), point(day=TODAY)), "stigande ordning"),
        ((point(1, "40.1"),), "utanför ORS: 0–40"),
        ((point(1, "20", upper="40.1"),), "utanför ORS: 0–40"),
        ((point(1, "20", lower="20.1"),), "utanför sina egna gränser"),
        ((point(1, "20", upper="19.9"),), "utanför sina egna gränser"),
    ],
)
def test_a_course_that_cannot_be_is_refused(points, message):
    given(Case, OPENED).when(importing(trajectory_points=points)).then_refused(InvalidValueError, message)


def test_a_course_has_at_most_as_many_points_as_the_board_says():
    policy = Policy(trajectory_points_max=2)
    given(Case, OPENED).when(importing(trajectory_points=(point(1), point(2)), policy=policy)).then(TrajectoryImported)
    three = importing(trajectory_points=(point(1), point(2), point(3)), policy=policy)
    given(Case, OPENED).when(three).then_refused(InvalidValueError, "högst 2")


def test_two_versions_of_a_vendors_course_stand_beside_each_other():
    case = given(Case, OPENED)
    case.when(importing()).then(TrajectoryImported)
    case.when(importing(entry_id=OTHER_ENTRY, vendor="påhittad leverantör")).then_refused(ConflictError, "redan inläst")
    case.when(importing(entry_id=OTHER_ENTRY, vendor_version="5")).then(TrajectoryImported)
    assert [each.vendor_version for each in case.state.rating_work.trajectories] == ["4.2", "5"]


def test_a_course_is_not_taken_in_after_the_closing_unless_it_is_imported_history():
    after = {"imported_on": CLOSED_ON + DAY}
    given(Case, OPENED, CLOSED).when(importing(**after)).then_refused(NotAllowedError, "öppna ärendet igen")
    given(Case, OPENED, CLOSED).when(importing(**after, **IMPORTED)).then(TrajectoryImported)


def test_what_was_struck_is_no_longer_known():
    case = given(Case, OPENED, NAMED)
    case.when(not_made()).then(RatingNotMade)
    for entry_id in (NAMED.entry_id, ENTRY):
        struck = case.state.strike_entry(entry_id=entry_id, reason="Fel ärende.", stamp=IMPORT_STAMP, policy=DEFAULT_POLICY)
        case.state.apply(struck[0])
    assert case.state.rating_work.close_people == {} and case.state.rating_work.not_made == []
    case.when(not_made(entry_id=OTHER_ENTRY)).then(RatingNotMade)
