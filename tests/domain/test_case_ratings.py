"""Ratings by hand are judged by their instrument; imported history is kept as its source has it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain.case.case import Case
from domain.case.events import RatingCorrected, RatingRecorded
from domain.case.ratings.codes import AdministrationMode, MissingReason
from domain.case.ratings.events import RatingNotMade
from domain.codes import Phase, RatingSubject, Respondent
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.instruments import SHIPPED
from domain.instruments.reading import read_instruments
from domain.policies import DEFAULT_POLICY
from tests.support.examples import CLOSED_ON, EXAMPLE_OF, IMPORT_STAMP, OTHER_SESSION, SESSION, SESSION_ON, TODAY, cast_id, source
from tests.support.rating_calls import (
    CLOSED,
    CONTACT,
    FOUR,
    GUARDIAN,
    HELD,
    IDENTIFIED,
    NAMED,
    OPENED,
    ORS,
    OTHER_ID,
    RATING_ID,
    correcting,
    missing,
    not_made,
    rated,
    rating,
    scores,
)
from tests.support.scenario import given

DAY = timedelta(days=1)
JOINED = EXAMPLE_OF["case.group_joined"]
AUDIT = {"instrument": "AUDIT", "total": None}
SAFETY = {
    "instrument": "Frågor till Dig", "subscales": scores("2", "3", "4"), "total": Decimal(9), "respondent": Respondent.CHILD,
}
IMPORTED = {"stamp": IMPORT_STAMP, "source": source("Skattningar")}
NEWER = SHIPPED.with_more(read_instruments("""
[[instrument]]
name = "ORS"
version = "2"
area = "wellbeing"
meaning = "Som version 1, med andra steg."
source = "policy"
better = "higher"
respondents = ["brukare"]
about = ["klienten"]
items = [{ count = 4, min = 0, max = 10 }]
total = { min = 0, max = 40, rule = "sum" }
"""))


def refused(message, *, case=(OPENED,), kind=InvalidValueError, **changes):
    given(Case, *case).when(rating(**changes)).then_refused(kind, message)


def test_a_rating_is_recorded_in_exact_decimals_with_the_version_it_was_judged_by():
    given(Case, OPENED).when(rating()).then(RatingRecorded, **ORS, instrument_version="1")


def test_a_rating_says_how_with_whom_at_which_session_and_in_which_language():
    said = {
        "mode": AdministrationMode.INTERVIEW, "language": "so", "assisted": True, "session_id": SESSION,
        "respondent": Respondent.PARENT, "respondent_person_id": GUARDIAN.entry_id, "subject": RatingSubject.CHILD,
        "about_person_id": NAMED.entry_id,
    }
    given(Case, OPENED, HELD, GUARDIAN, NAMED).when(rating(**said)).then(RatingRecorded, **said)


def test_a_total_that_is_left_out_is_the_sum_of_complete_answers():
    given(Case, OPENED).when(rating(total=None)).then(RatingRecorded, total=Decimal("22.7"))
    given(Case, OPENED).when(rating(subscales=())).then(RatingRecorded, subscales=(), total=Decimal("22.7"))


def test_a_total_is_never_made_of_too_few_answers():
    partly = {"subscales": scores("6.1", None, "7.0", "4.4"), "missing_items": missing(2, reason=MissingReason.REFUSED)}
    given(Case, OPENED).when(rating(**partly, total=None)).then(RatingRecorded, **partly, total=None)
    refused("har ingen summa", **partly, total=Decimal("17.5"))


def test_an_instrument_without_a_total_gets_none():
    asi = {"instrument": "ASI", "respondent": Respondent.THERAPIST, "subscales": scores(*"1234567"), "total": None}
    given(Case, OPENED).when(rating(**asi)).then(RatingRecorded, total=None, instrument_version="2")
    given(Case, OPENED).when(rating(**asi, instrument_version="1")).then(RatingRecorded, instrument_version="1")


def test_a_form_that_is_never_scored_is_recorded_without_numbers():
    faces = {"instrument": "YCORS", "respondent": Respondent.CHILD, "subscales": (), "total": None}
    given(Case, OPENED).when(rating(**faces)).then(RatingRecorded, subscales=(), total=None)
    refused("räknas inte", **{**faces, "total": Decimal(3)})


@pytest.mark.parametrize(
    ("answers", "total"),
    [
        (("0", *(None,) * 7, "0", "2"), 2),
        (("2", "0", "0", *(None,) * 5, "0", "0"), 2),
        (("2", "1", "1", "0", "0", "0", "1", "0", "0", "4"), 9),
    ],
)
def test_the_jump_rules_of_audit_let_items_be_blank_without_a_reason(answers, total):
    given(Case, OPENED).when(rating(**AUDIT, subscales=scores(*answers))).then(RatingRecorded, total=Decimal(total))


@pytest.mark.parametrize(
    ("answers", "item"),
    [
        (("0", *(None,) * 7, None, "0"), 9),
        ((None, *"000", *(None,) * 4, "0", "0"), 1),
        (("1", None, "0", *"00000", "0", "0"), 2),
        (("1", "0", "1", None, *"0000", "0", "0"), 4),
    ],
)
def test_an_item_that_no_jump_rule_covers_needs_a_reason(answers, item):
    refused(f"Delskala {item} saknar svar", **AUDIT, subscales=scores(*answers))
    given(Case, OPENED).when(rating(**AUDIT, subscales=scores(*answers), missing_items=missing(item))).then(
        RatingRecorded, total=None
    )


def test_what_the_instrument_does_not_take_is_refused_in_the_order_of_the_contract():
    given(Case).when(rating(instrument="?")).then_refused(NotFoundError, "Ärendet finns inte")
    given(Case, OPENED, rated()).when(rating(instrument="?")).then_refused(ConflictError, "Skattningen finns redan")
    wrong = {"language": "svenska", "subscales": scores("11"), "rated_on": TODAY + DAY}
    nobody = {"respondent_person_id": cast_id(1), "about_person_id": cast_id(2), "session_id": cast_id(3)}
    refused("Instrumentet finns inte i katalogen", instrument="?", instrument_version="9", **wrong)
    refused("ORS finns inte i den versionen. Ange en av: 1", instrument_version="9", **wrong)
    refused("Skolnärvaro skattas inte", instrument="Skolnärvaro", **wrong)
    refused("SRS fylls inte i av behandlare", instrument="SRS", respondent=Respondent.THERAPIST, **wrong)
    refused("Klienten skattar själv", **nobody, **wrong)
    refused("ORS gäller inte mamma, utan: klienten, barnet", subject=RatingSubject.MOTHER, **wrong)
    refused("gäller klienten själv", about_person_id=cast_id(2), **wrong)
    refused("Språket är ingen språkkod", **wrong)


def test_scores_that_cannot_be_are_refused_in_the_order_of_the_contract():
    late = {"rated_on": TODAY + DAY}
    for no_number in ("NaN", "Infinity"):
        refused("inte är ett tal", instrument="?", subscales=scores("1", no_number, "1", "1"))
        refused("inte är ett tal", instrument="?", total=Decimal(no_number))
    refused("En delskala har två orsaker", missing_items=missing(1, 1), subscales=scores("11"), **late)
    refused("Skattningen saknar värden", subscales=(), total=None, **late)
    refused("3 delskalor är angivna. ORS har 4", subscales=scores("1", "11", "1"), **late)
    refused("Delskala 2 är 10,1", subscales=scores("1", "10.1", "1", None), **late)
    refused("Delskala 2 är 5,25", subscales=scores("1", "5.25", "1", "1"), **late)
    refused("Delskala 4 saknar svar", subscales=scores("1", "1", "1", None), **late)
    refused("har en orsak till att svar saknas", missing_items=missing(4), **late)
    refused("har en orsak till att svar saknas", missing_items=missing(5), **late)
    refused("har en orsak till att svar saknas", missing_items=missing(0), **late)
    refused("Summan är 40,1", subscales=(), total=Decimal("40.1"), **late)
    refused("delskalornas summa är 22,7", total=Decimal("22.8"), **late)
    refused("ASI har ingen summa", instrument="ASI", subscales=scores(*"0000000", *"0000000"), **late)


@pytest.mark.parametrize("each", ["0", "10"])
def test_both_ends_of_a_scale_and_of_the_total_are_allowed(each):
    given(Case, OPENED).when(rating(subscales=scores(*(each,) * 4), total=None)).then(RatingRecorded, total=4 * Decimal(each))


def test_items_nine_and_ten_of_audit_are_zero_two_or_four():
    refused("Delskala 9 är 1", **AUDIT, subscales=scores(*"00000000", "1", "0"))
    given(Case, OPENED).when(rating(**AUDIT, subscales=scores(*"44444444", "4", "4"))).then(RatingRecorded, total=Decimal(40))


def test_somebody_or_a_session_that_is_not_of_the_case_is_refused_in_the_order_of_the_contract():
    parent = {"respondent": Respondent.PARENT, "subject": RatingSubject.CHILD, "rated_on": TODAY + DAY}
    strangers = {"respondent_person_id": cast_id(1), "about_person_id": cast_id(2), "session_id": OTHER_SESSION}
    refused("Den som skattar finns inte", kind=NotFoundError, **parent, **strangers)
    strangers["respondent_person_id"] = NAMED.entry_id
    refused("Den som skattningen gäller finns inte", case=(OPENED, NAMED), kind=NotFoundError, **parent, **strangers)
    strangers["about_person_id"] = None
    refused("Besöket finns inte", case=(OPENED, NAMED), kind=NotFoundError, **parent, **strangers)
    for occasion in (CONTACT, EXAMPLE_OF["case.advice_talk_held"], EXAMPLE_OF["case.group_attendance_recorded"]):
        given(Case, OPENED, JOINED, occasion).when(rating(session_id=occasion.entry_id)).then(RatingRecorded)
    refused("Besöket finns inte", case=(OPENED, JOINED), kind=NotFoundError, session_id=JOINED.entry_id)


def test_the_day_is_not_after_today_nor_before_birth_nor_after_the_closing():
    refused("Skattningens datum är 2024-12-03, men i dag är det 2024-12-02", rated_on=TODAY + DAY)
    given(Case, OPENED).when(rating(rated_on=TODAY)).then(RatingRecorded)
    refused("före klientens födelse", rated_on=date(1979, 12, 31))
    given(Case, OPENED).when(rating(rated_on=date(1980, 1, 1))).then(RatingRecorded)
    known = (OPENED, IDENTIFIED)
    refused("före klientens födelse", case=known, rated_on=IDENTIFIED.birth_date - DAY)
    given(Case, *known).when(rating(rated_on=IDENTIFIED.birth_date)).then(RatingRecorded)
    elder = {"respondent": Respondent.PARENT, "subject": RatingSubject.CHILD, "rated_on": date(1979, 12, 31)}
    given(Case, OPENED).when(rating(**elder)).then(RatingRecorded)
    closed = (OPENED, CLOSED)
    refused("öppna ärendet igen", case=closed, kind=NotAllowedError, rated_on=CLOSED_ON + DAY)
    given(Case, *closed).when(rating(rated_on=CLOSED_ON)).then(RatingRecorded)
    given(Case, *closed).when(rating(rated_on=CLOSED_ON + DAY, phase=Phase.FOLLOW_UP)).then(RatingRecorded)


def test_the_same_rating_is_recorded_once_a_session_or_else_a_day():
    again = {"rating_id": OTHER_ID, "kind": ConflictError}
    case = (OPENED, HELD, CONTACT)
    at_session = rated(session_id=SESSION)
    refused("redan registrerad", case=(*case, at_session), **again)
    refused("redan registrerad", case=(*case, at_session), **again, session_id=SESSION, rated_on=SESSION_ON + DAY)
    refused("redan registrerad", case=(*case, rated()), **again, session_id=SESSION, instrument="ors")
    elsewhere = rating(rating_id=OTHER_ID, session_id=CONTACT.entry_id)
    given(Case, *case, at_session).when(elsewhere).then(RatingRecorded)
    given(Case, OPENED, rated()).when(rating(rating_id=OTHER_ID, rated_on=SESSION_ON + DAY)).then(RatingRecorded)


def test_another_respondent_person_or_subject_is_another_rating():
    case = given(Case, OPENED, NAMED, GUARDIAN, rated())
    parent = {"rating_id": OTHER_ID, "respondent": Respondent.PARENT, "subject": RatingSubject.CHILD}
    case.when(rating(**parent, respondent_person_id=NAMED.entry_id)).then(RatingRecorded)
    other = {**parent, "rating_id": cast_id(1299)}
    case.when(rating(**other, respondent_person_id=NAMED.entry_id)).then_refused(ConflictError, "redan registrerad")
    case.when(rating(**other, respondent_person_id=GUARDIAN.entry_id)).then(RatingRecorded)


def test_a_rating_that_is_said_not_to_have_been_made_is_refused_until_that_is_struck():
    case = given(Case, OPENED, HELD)
    case.when(not_made(session_id=SESSION, instrument="ORS")).then(RatingNotMade)
    case.when(rating(session_id=SESSION)).then_refused(ConflictError, "registrerad som inte gjord")
    case.when(rating()).then(RatingRecorded)


def test_a_safety_form_is_about_one_caregiver():
    case = (OPENED, NAMED)
    child = {**SAFETY, "subject": RatingSubject.CLIENT}
    refused("en omsorgsperson i taget", case=case, **child)
    refused("en omsorgsperson i taget", case=case, **{**child, "subject": RatingSubject.CAREGIVER})
    scenario = given(Case, *case)
    scenario.when(rating(**{**child, "subject": RatingSubject.MOTHER})).then(RatingRecorded)
    other = {"rating_id": OTHER_ID, "subject": RatingSubject.CAREGIVER, "about_person_id": NAMED.entry_id}
    scenario.when(rating(**{**child, **other})).then(RatingRecorded)


def test_a_rating_is_corrected_whole_and_keeps_its_version():
    scenario = given(Case, OPENED, rated(instrument_version="1"))
    scenario.when(correcting(subscales=(), total=Decimal(23), catalogue=NEWER)).then(
        RatingCorrected, total=Decimal(23), subscales=(), instrument_version="1"
    )
    whole = {"subscales": scores("6", "5", "7", "4"), "total": None, "catalogue": NEWER}
    scenario.when(correcting(**whole, instrument_version="2")).then(RatingCorrected, instrument_version="2", total=Decimal(22))
    given(Case, OPENED).when(rating(**whole)).then(RatingRecorded, instrument_version="2")


def test_a_rating_from_before_there_were_versions_is_corrected_by_the_oldest():
    seven = {"instrument": "ASI", "subscales": scores(*"1234567"), "total": None}
    given(Case, OPENED, rated(**seven)).when(correcting(**{**seven, "subscales": scores(*"1234560")})).then(
        RatingCorrected, instrument_version="1"
    )


def test_a_correction_is_refused_in_the_order_of_its_contract():
    given(Case).when(correcting(reason="")).then_refused(NotFoundError, "Ärendet finns inte")
    given(Case, OPENED).when(correcting(reason="")).then_refused(NotFoundError, "Skattningen finns inte")
    scenario = given(Case, OPENED, rated(instrument_version="1"))
    scenario.when(correcting(reason="", instrument="?")).then_refused(InvalidValueError, "Orsaken till rättelsen saknas")
    scenario.when(correcting(instrument="?")).then_refused(InvalidValueError, "finns inte i katalogen")
    scenario.when(correcting(rated_on=TODAY + DAY)).then_refused(InvalidValueError, "Skattningens datum")
    after = correcting(rated_on=CLOSED_ON + DAY)
    given(Case, OPENED, rated(), CLOSED).when(after).then_refused(NotAllowedError, "öppna ärendet igen")
    other = rated(OTHER_ID, SESSION_ON + DAY)
    given(Case, OPENED, rated(), other).when(correcting(rated_on=SESSION_ON + DAY)).then_refused(ConflictError, "redan")
    scenario.when(correcting(total=Decimal("22.70"))).then_refused(InvalidValueError, "ändrar ingenting")


def test_imported_history_is_kept_as_its_source_has_it():
    odd = {"instrument": "Vår skala", "subscales": (), "total": Decimal(99), "subject": RatingSubject.MOTHER}
    given(Case, OPENED).when(rating(**IMPORTED, **odd)).then(RatingRecorded, **odd, instrument_version=None)
    given(Case, OPENED).when(rating(**IMPORTED, total=None)).then(RatingRecorded, total=None)
    given(Case, OPENED, rated()).when(rating(**IMPORTED, rating_id=OTHER_ID)).then(RatingRecorded)
    given(Case, OPENED, rated()).when(correcting(**IMPORTED, total=Decimal(41))).then(RatingCorrected, total=Decimal(41))


def test_imported_history_is_refused_for_what_its_source_cannot_have_meant():
    refused("inte är ett tal", **IMPORTED, instrument=" ", total=Decimal("NaN"))
    refused("inte är ett tal", **IMPORTED, instrument=" ", subscales=scores("Infinity"))
    refused("Instrumentet saknas", **IMPORTED, instrument=" ", subscales=(), total=None)
    refused("Skattningen saknar värden", **IMPORTED, subscales=(), total=None, rated_on=TODAY + DAY)
    refused("Skattningen saknar värden", **IMPORTED, subscales=scores(None, None), total=None, rated_on=TODAY + DAY)
    refused("Skattningens datum", **IMPORTED, rated_on=TODAY + DAY)
    after = {**IMPORTED, "rated_on": CLOSED_ON + DAY}
    refused("öppna ärendet igen", case=(OPENED, CLOSED), kind=NotAllowedError, **after)
    given(Case, OPENED, CLOSED).when(rating(**after, phase=Phase.FOLLOW_UP)).then(RatingRecorded)
    given(Case, OPENED, rated(), CLOSED).when(correcting(**after)).then_refused(NotAllowedError, "öppna ärendet igen")


@pytest.mark.parametrize("half", [{"stamp": IMPORT_STAMP}, {"source": source("Skattningar")}])
def test_half_a_source_is_no_imported_history(half):
    refused("Summan är 41", **half, subscales=(), total=Decimal(41))


def test_a_person_that_a_rating_names_cannot_be_struck():
    about = rated(respondent=Respondent.PARENT, subject=RatingSubject.CHILD, respondent_person_id=NAMED.entry_id)
    scenario = given(Case, OPENED, NAMED, about)
    assert scenario.state.ratings[RATING_ID].subscales == FOUR
    scenario.when(
        lambda case: case.strike_entry(entry_id=NAMED.entry_id, reason="Fel.", stamp=IMPORT_STAMP, policy=DEFAULT_POLICY)
    ).then_refused(NotAllowedError, "En annan uppgift bygger på den")

