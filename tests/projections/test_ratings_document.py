"""A case's ratings are read at once: a curve for each who and whom, its limits, and what it changed by each predicate."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given as generated
from hypothesis import strategies as st

from domain.base import RecordedEvent
from domain.case.events import RatingCorrected
from domain.case.person.events import RepresentativeRecorded
from domain.case.ratings.codes import MissingReason
from domain.codes import Gender, Phase, RatingSubject, Respondent
from domain.instruments import SHIPPED
from domain.instruments.change import PREDICATES
from domain.instruments.reading import read_instruments
from projections.ratings_document import ratings_document
from tests.support.examples import EXAMPLE_OF, SESSION, SESSION_ON, cast_id, source
from tests.support.rating_calls import GUARDIAN, HELD, NAMED, OPENED, OTHER_ID, RATING_ID, missing, rated, scores
from tests.support.scenario import numbered

DAY = timedelta(days=1)
FIRST_US = 1_725_000_000_000_000
NOT_MADE, COURSE = EXAMPLE_OF["case.rating_not_made"], EXAMPLE_OF["case.trajectory_imported"]
ATTENDED, RENTED = EXAMPLE_OF["case.attendance_recorded"], EXAMPLE_OF["case.rent_recorded"]
PARENT = {"respondent": Respondent.PARENT, "subject": RatingSubject.CHILD, "instrument": "Caretaker ORS"}
STRICTER = SHIPPED.with_more(read_instruments("""
[[instrument]]
name = "ORS"
version = "2"
area = "wellbeing"
meaning = "Som version 1, med ett större reliabelt förändringsindex."
source = "policy"
better = "higher"
respondents = ["brukare"]
about = ["klienten"]
items = [{ count = 4, min = 0, max = 10, step = 0.1 }]
total = { min = 0, max = 40, step = 0.1, rule = "sum" }
reliable_change = { points = 6, source = "policy" }
"""))


def document(*events, catalogue=SHIPPED, opened=OPENED):
    recorded = [RecordedEvent(each, n, FIRST_US + n) for n, each in enumerate(numbered(opened, *events))]
    return ratings_document(recorded, catalogue)


def total(value, day=SESSION_ON, rating_id=RATING_ID, **more):
    """A rating of which only the total is known."""
    return rated(rating_id, day, **{"subscales": (), "total": None if value is None else Decimal(value), **more})


def curve(*events, **more):
    (series,) = document(*events, **more)["series"]
    return series


def change(*events, **more):
    (found,) = curve(*events, **more)["changes"]
    return found


def pair(pre, post, **more):
    return change(total(pre, **more), total(post, SESSION_ON + 30 * DAY, OTHER_ID, **more))


@pytest.mark.parametrize(
    ("pre", "post", "improved", "reliable", "significant", "worse", "came_to"),
    [
        ("18.3", "26.1", True, True, True, False, "recovered"),
        ("18.3", "22.9", True, False, False, False, "no_reliable_change"),
        ("18.3", "23.3", True, True, False, False, "reliably_improved"),
        ("24.9", "29.9", True, True, True, False, "recovered"),
        ("25.0", "30.0", True, True, False, False, "reliably_improved"),
        ("31.0", "26.0", False, False, False, True, "deteriorated"),
        ("20.0", "20.0", False, False, False, False, "no_reliable_change"),
    ],
)
def test_each_predicate_is_told_by_itself_with_its_version(pre, post, improved, reliable, significant, worse, came_to):
    found = pair(pre, post)
    assert found["predicates"] == {
        "any_improvement": improved, "reliable_change": reliable, "clinically_significant_change": significant,
        "deterioration": worse, "not_evaluable": False,
    }
    assert (found["class"], found["predicates_version"], found["cutoff"], found["reliable_change_points"]) == (
        came_to, "1", "25", "5"
    )


def test_one_rating_alone_is_not_evaluable():
    found = change(total("20.0"))
    assert (found["class"], found["class_in_words"]) == ("not_evaluable", "går inte att bedöma")
    assert found["last"] is None and found["predicates"]["not_evaluable"] and found["predicates"].keys() == PREDICATES.keys()


@pytest.mark.parametrize(
    ("instrument", "pre", "target"),
    [
        ("ORS", "18.3", "25"), ("ORS", "22.7", "27.7"), ("ORS", "25.0", "30.0"), ("ORS", "35", "40"), ("ORS", "35.1", None),
        ("AUDIT", "12", None),
    ],
)
def test_the_target_is_the_nearest_reliable_change_that_leaves_the_clinical_range(instrument, pre, target):
    assert change(total(pre, instrument=instrument))["target"] == target


def test_who_was_best_from_the_start_cannot_improve():
    safety = {"instrument": "Frågor till Dig", "respondent": Respondent.CHILD, "subject": RatingSubject.MOTHER}
    assert pair("3", "3", **safety)["best_from_the_start"] is True
    better = pair("9", "8", **safety)
    assert (better["gain"], better["predicates"]["any_improvement"], better["class"]) == ("1", True, "not_evaluable")


def test_ratings_within_what_the_questions_ask_about_are_flagged():
    audit = {"instrument": "AUDIT"}
    assert pair("12", "6", **audit)["recall_overlap_days"] == 335
    assert change(total("12", **audit), total("6", SESSION_ON + 365 * DAY, OTHER_ID, **audit))["recall_overlap_days"] == 0


def test_the_follow_up_is_a_change_of_its_own():
    events = (
        total("18"), total("27", SESSION_ON + 30 * DAY, OTHER_ID),
        total("20", SESSION_ON + 120 * DAY, cast_id(1295), phase=Phase.FOLLOW_UP),
    )
    treatment, follow_up = curve(*events)["changes"]
    assert (treatment["until"], treatment["gain"], treatment["class"]) == ("treatment", "9", "recovered")
    assert (follow_up["until"], follow_up["gain"], follow_up["class"]) == ("follow_up", "2", "no_reliable_change")


def test_points_stand_in_the_order_that_they_were_made_with_what_changed():
    later = total("23.5", SESSION_ON + 7 * DAY)
    last = total("27", SESSION_ON + 9 * DAY, cast_id(1288))
    points = curve(last, later, total("18.3", rating_id=OTHER_ID), total(None, SESSION_ON + DAY, cast_id(1294)))["points"]
    assert [each["total"] for each in points] == ["18.3", None, "23.5", "27"]
    assert [each["change_from_previous"] for each in points] == [None, None, "5.2", "3.5"]
    assert [each["change_from_first"] for each in points] == [None, None, "5.2", "8.7"]
    assert [each["in_clinical_range"] for each in points] == [True, None, True, False]
    assert [each["no_total"] for each in points] == [None, "not_stated", None, None]


def test_the_lowest_answers_are_marked_and_missing_ones_have_their_reason():
    (point,) = curve(rated(
        subscales=scores("6.1", "4.4", None, "4.4"), missing_items=missing(3, reason=MissingReason.REFUSED), total=None
    ))["points"]
    assert point["lowest"] == [2, 4] and point["missing"] == [{"item": 3, "reason": "refused"}]
    assert (point["total"], point["no_total"], point["complete"]) == (None, "items_missing", False)
    (alike,) = curve(rated(subscales=scores("5", "5", "5", "5"), total=None))["points"]
    assert alike["lowest"] == [] and alike["total"] == "20"


def test_items_that_were_left_out_under_a_jump_rule_are_told():
    answers = scores("0", *(None,) * 7, "0", "2")
    (point,) = curve(rated(instrument="AUDIT", subscales=answers, total=Decimal(2)))["points"]
    assert point["jumped"] == [2, 3, 4, 5, 6, 7, 8] and point["complete"] and point["total"] == "2"


def test_a_point_is_placed_by_its_session_or_by_the_only_one_held_that_day():
    second = HELD.model_copy(update={"session_id": cast_id(1293), "occurred": HELD.occurred.model_copy(update={
        "on": SESSION_ON + 7 * DAY
    })})
    by_id = curve(second, HELD, total("20", session_id=second.session_id))["points"]
    assert [each["session_number"] for each in by_id] == [2]
    assert [each["session_number"] for each in curve(HELD, total("20"))["points"]] == [1]
    same_day = second.model_copy(update={"occurred": HELD.occurred})
    assert [each["session_number"] for each in curve(HELD, same_day, total("20"))["points"]] == [None]
    assert [each["session_number"] for each in curve(HELD, total("20", SESSION_ON + DAY))["points"]] == [None]


def test_respondent_and_subject_are_two_things_and_each_parent_has_a_curve():
    father: RepresentativeRecorded = GUARDIAN
    events = (
        NAMED, father, total("20"), total("21", rating_id=cast_id(1290), **PARENT, respondent_person_id=NAMED.entry_id),
        total("22", rating_id=cast_id(1291), **PARENT, respondent_person_id=father.entry_id),
        total("23", rating_id=cast_id(1292), respondent=Respondent.PARENT, subject=RatingSubject.CHILD),
    )
    series = document(*events)["series"]
    assert [(each["instrument"], each["respondent"], each["subject"]) for each in series] == [
        ("ORS", "client", "client"), ("Caretaker ORS", "parent", "child"), ("Caretaker ORS", "parent", "child"),
        ("ORS", "parent", "child"),
    ]
    assert [each["respondent_person"] and each["respondent_person"]["name"] for each in series] == [
        None, "Stina Påhittad", father.representative_name, None
    ]


def test_two_versions_are_two_curves_each_by_its_own_definition():
    first, second = document(
        total("18"), total("23.5", SESSION_ON + 7 * DAY, OTHER_ID, instrument_version="2"), catalogue=STRICTER
    )["series"]
    assert [each["instrument_version"] for each in (first, second)] == ["1", "2"]
    assert [each["definition"]["reliable_change"]["points"] for each in (first, second)] == ["5", "6"]
    assert first["changes"][0]["class"] == second["changes"][0]["class"] == "not_evaluable"


@pytest.mark.parametrize(
    ("gender", "names"),
    [
        (Gender.WOMAN, ["riskbruk"]), (Gender.MAN, ["låg risk"]), (Gender.UNKNOWN, ["låg risk", "riskbruk"]),
        (Gender.OTHER, ["låg risk", "riskbruk"]),
    ],
)
def test_a_gender_that_is_not_known_is_never_guessed(gender, names):
    opened = OPENED.model_copy(update={"gender": gender})
    (point,) = curve(total("6", instrument="AUDIT"), opened=opened)["points"]
    assert sorted(each["name"] for each in point["bands"]) == names


@pytest.mark.parametrize(
    ("born", "form", "cutoffs"),
    [(1980, "vuxen", ["25"]), (2008, "ungdom", ["28"]), (2006, None, ["28", "25"]), (None, None, None)],
)
def test_an_age_that_is_not_known_gives_every_limit_and_judges_by_none(born, form, cutoffs):
    found = curve(total("20"), opened=OPENED.model_copy(update={"birth_year": born}))
    assert found["definition"]["age_form"] == form
    shown = [each["cutoff"] for each in found["definition"]["cutoffs"]]
    assert shown == (cutoffs or ["28", "25"])
    assert (found["points"][0]["in_clinical_range"] is None) is (form is None)


def test_a_correction_shows_what_it_changed_and_when_each_was_written():
    correction = RatingCorrected(
        **(rated().model_dump(exclude={"subscales", "total"}) | {
            "subscales": scores("6.1", "5.2", "7.0", "4.5"), "total": Decimal("22.8"), "reason": "Fel avläst."
        })
    )
    (point,) = curve(rated(), correction)["points"]
    assert point["total"] == "22.8" and point["recorded_at"].endswith("000001Z") and point["position"] == 1
    (told,) = point["corrections"]
    assert (told["reason"], told["position"]) == ("Fel avläst.", 2) and told["recorded_at"].endswith("000002Z")
    assert [(each["field"], each["before"], each["after"]) for each in told["changed"]] == [
        ("subscales", ["6.1", "5.2", "7.0", "4.4"], ["6.1", "5.2", "7.0", "4.5"]), ("total", "22.7", "22.8")
    ]


def test_imported_history_off_the_scale_is_shown_as_given_and_not_read():
    imported = {"source": source("Skattningar")}
    (point,) = curve(total("41", **imported))["points"]
    assert (point["total"], point["no_total"], point["imported"]) == (None, "off_the_scale", True)
    (unknown,) = document(total("7", instrument="Vår skala", **imported))["series"]
    assert (unknown["definition"], unknown["changes"], unknown["points"][0]["total"]) == (None, [], "7")


def test_a_wrong_age_form_warns_beside_the_rating():
    (point,) = curve(total("20"), opened=OPENED.model_copy(update={"birth_year": 2016}))["points"]
    assert [each["warning"] for each in point["warnings"]] == ["wrong_age_form"]


def test_a_vendors_course_stands_beside_the_curve_that_it_is_of():
    newer = COURSE.model_copy(update={"entry_id": cast_id(1289), "vendor_version": "5"})
    found = curve(COURSE, newer, total("20"))
    assert [(each["vendor_version"], len(each["points"])) for each in found["expected"]] == [("4.2", 2), ("5", 2)]
    assert curve(COURSE, total("20", instrument="SRS"))["expected"] == []
    assert curve(COURSE, total("20", instrument_version="2"), catalogue=STRICTER)["expected"] == []


def test_what_was_not_rated_school_attendance_and_rents_stand_with_when_they_were_written():
    found = document(HELD, NOT_MADE, ATTENDED, RENTED)
    (not_made,), (attendance,), (rent,) = found["not_made"], found["attendance"], found["rents"]
    assert (not_made["offered"], not_made["not_made_reason"], not_made["session_number"]) == (True, "declined", 1)
    assert (attendance["percent"], attendance["measured_on"]) == ("62.5", "2024-05-31")
    assert (rent["month"], rent["paid_in_time"]) == ("2024-07", True)
    assert [each["recorded_at"][-7:] for each in (not_made, attendance, rent)] == ["000002Z", "000003Z", "000004Z"]
    assert NOT_MADE.session_id == SESSION and attendance["phase"] == "start"


def test_a_case_without_measurements_has_none():
    assert document() == {"series": [], "not_made": [], "attendance": [], "rents": []}
    assert date.fromisoformat(curve(total("20"))["points"][0]["rated_on"]) == SESSION_ON


@generated(
    st.lists(
        st.tuples(
            st.sampled_from([each.name for each in SHIPPED] + ["Vår skala"]), st.sampled_from(["1", "2", "9", None]),
            st.sampled_from(Respondent), st.sampled_from(RatingSubject), st.sampled_from(Phase),
            st.lists(st.none() | st.decimals(-1, 12, places=1), max_size=12), st.none() | st.decimals(-1, 41, places=1),
            st.lists(st.integers(-1, 12), max_size=3), st.integers(0, 400),
        ),
        max_size=6,
    ),
    st.sampled_from(Gender), st.none() | st.integers(1900, 2024),
)
def test_whatever_a_source_gave_is_shown(given, gender, born):
    ratings = [
        rated(
            cast_id(2000 + n), SESSION_ON + days * DAY, instrument=name, instrument_version=version, respondent=who, subject=whom,
            phase=phase, subscales=tuple(answers), total=summed, missing_items=missing(*items), source=source("Skattningar"),
        )
        for n, (name, version, who, whom, phase, answers, summed, items, days) in enumerate(given)
    ]
    found = document(*ratings, opened=OPENED.model_copy(update={"gender": gender, "birth_year": born}))
    points = [point["rating"] for series in found["series"] for point in series["points"]]
    assert sorted(points) == [str(each.rating_id) for each in ratings]
