"""The journal routine: decided in versions, acknowledged by each worker, taught to who is new, and its questions answered."""

from datetime import date, timedelta
from functools import partial

import pytest

from domain.case.journal import Author
from domain.case.review.codes import ReviewAnswer, ReviewQuestion
from domain.case.review.events import AnsweredQuestion
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.journal_routine.events import (
    InductionGiven,
    InductionPlanned,
    RoutineAcknowledged,
    RoutineAdopted,
    RoutineEnded,
    RoutineEntryStruck,
    RoutineRevised,
)
from domain.journal_routine.routine import JournalRoutine
from domain.policies import DEFAULT_POLICY
from domain.staff.staff_member import StaffMember
from projections.areas.journal_routine import routine_document, worker_rows
from projections.routine_answers import answers_document
from tests.support.area_examples.journal_routine import ACKNOWLEDGEMENT, GIVEN, PLANNED, ROUTINE
from tests.support.cast import ADMINISTRATION_STAMP, ANNA, BO, CECILIA, KBT_TEAM, UNIT, cast_id
from tests.support.examples import EXAMPLES
from tests.support.scenario import given, numbered

ADOPTED, REVISED, ACKNOWLEDGED, PLAN, INDUCTED, STRUCK, ENDED = (
    EXAMPLES[f"journal_routine.{name}.v1"]
    for name in ("adopted", "revised", "acknowledged", "induction_planned", "induction_given", "entry_struck", "ended")
)
DAY = timedelta(days=1)
TODAY = date(2024, 12, 2)
BY = {"stamp": ADMINISTRATION_STAMP, "policy": DEFAULT_POLICY}
NEW = cast_id(1420)
ACKNOWLEDGE_DAYS = timedelta(days=DEFAULT_POLICY.routine_acknowledgement_days)
INDUCTION_DAYS = timedelta(days=DEFAULT_POLICY.documentation_induction_days)
LONG = "x" * (DEFAULT_POLICY.short_text_max_chars + 1)
QUESTIONS = (ReviewQuestion.NOTES_UP_TO_DATE, ReviewQuestion.PLAN_IN_FORCE)
VERSION = {
    "routine_text": "Allt antecknas.", "standing_questions": QUESTIONS, "effective_from": date(2025, 1, 1),
    "decided_on": TODAY, "decided_by": "enhetschefen", "today": TODAY,
}


def adopting(**changes):
    return lambda routine: routine.adopt(**{"routine_id": ROUTINE, "unit": UNIT, "others": tuple, **VERSION, **BY, **changes})


def revising(**changes):
    return lambda routine: routine.revise(**{"change_summary": "Kortare tid.", **VERSION, **BY, **changes})


def acknowledging(**changes):
    call = {
        "entry_id": NEW, "routine_version": 1, "acknowledged_on": date(2024, 9, 3), "author": Author(ANNA, "Anna Exempel", None),
        "today": TODAY, "stamp": ADMINISTRATION_STAMP,
    }
    return lambda routine: routine.acknowledge(**{**call, **changes})


def planning(**changes):
    call = {"entry_id": NEW, "staff_id": CECILIA, "staff_name": "Cecilia Exempel", "employed_from": TODAY, **BY}
    return lambda routine: routine.plan_induction(**{**call, **changes})


def inducting(**changes):
    call = {
        "entry_id": NEW, "staff_id": CECILIA, "staff_name": "Cecilia Exempel", "given_on": TODAY, "routine_version": 1,
        "gone_through": "Rutinen.", "given_by_id": ANNA, "given_by_name": "Anna Exempel", "given_by_title": "behandlare",
        "today": TODAY, **BY,
    }
    return lambda routine: routine.give_induction(**{**call, **changes})


def striking(**changes):
    return lambda routine: routine.strike_entry(**{"struck_entry_id": ACKNOWLEDGEMENT, "reason": "Fel.", **BY, **changes})


def ending(**changes):
    return lambda routine: routine.end(**{"last_day": TODAY, "reason": "Ersätts.", **BY, **changes})


ON_A_STANDING_ROUTINE = [revising(), acknowledging(), planning(), inducting(), ending()]
A_VERSION_IS_REFUSED = [
    ({"routine_text": " "}, "Rutinens text saknas"),
    ({"standing_questions": (QUESTIONS[0], QUESTIONS[0])}, "En stående fråga är angiven mer än en gång"),
    ({"decided_on": TODAY + DAY}, "Dagen för beslutet är 2024-12-03, men i dag är det 2024-12-02"),
    ({"effective_from": TODAY - DAY}, "Dagen då rutinen börjar gälla är 2024-12-01, före beslutet 2024-12-02"),
    ({"decided_by": LONG}, "Vem som beslutade har 501 tecken"),
]


def test_a_routine_is_adopted_for_a_unit_or_for_the_whole_board():
    given(JournalRoutine).when(adopting()).then(RoutineAdopted, unit=UNIT, standing_questions=QUESTIONS)
    given(JournalRoutine).when(adopting(unit=None, effective_from=TODAY)).then(RoutineAdopted, unit=None)


def test_a_routine_that_names_no_question_asks_all_of_them():
    given(JournalRoutine).when(adopting(standing_questions=())).then(RoutineAdopted, standing_questions=tuple(ReviewQuestion))
    given(JournalRoutine, ADOPTED).when(revising(standing_questions=())).then(
        RoutineRevised, standing_questions=tuple(ReviewQuestion)
    )


@pytest.mark.parametrize(("changes", "message"), A_VERSION_IS_REFUSED)
def test_a_version_that_says_what_cannot_be_is_refused(changes, message):
    given(JournalRoutine).when(adopting(**changes)).then_refused(InvalidValueError, message)
    given(JournalRoutine, ADOPTED).when(revising(**changes)).then_refused(InvalidValueError, message)


def test_a_unit_has_one_routine_at_a_time():
    given(JournalRoutine, ADOPTED).when(adopting()).then_refused(ConflictError, "Besluta en ny version av den")
    other, ended = given(JournalRoutine, ADOPTED).state, given(JournalRoutine, ADOPTED, ENDED).state
    given(JournalRoutine).when(adopting(others=lambda: [other])).then_refused(ConflictError, "Det finns redan en journalrutin")
    given(JournalRoutine).when(adopting(others=lambda: [ended], effective_from=ENDED.last_day)).then_refused(
        ConflictError, "upphäv den först"
    )
    given(JournalRoutine).when(adopting(others=lambda: [ended], effective_from=ENDED.last_day + DAY)).then(RoutineAdopted)
    given(JournalRoutine).when(adopting(others=lambda: [other], unit=None)).then(RoutineAdopted)
    given(JournalRoutine).when(adopting(others=lambda: [JournalRoutine()], unit=None)).then(RoutineAdopted)


def test_the_next_version_says_what_is_new_and_holds_from_its_day():
    given(JournalRoutine, ADOPTED).when(revising()).then(RoutineRevised, change_summary="Kortare tid.")
    given(JournalRoutine, ADOPTED).when(revising(change_summary="")).then_refused(InvalidValueError, "Vad som är nytt saknas")
    routine = given(JournalRoutine, ADOPTED, REVISED).state
    numbers = {
        on: None if (now := routine.in_force(on)) is None else now.number
        for on in (ADOPTED.effective_from - DAY, ADOPTED.effective_from, REVISED.effective_from - DAY, REVISED.effective_from)
    }
    assert list(numbers.values()) == [None, 1, 1, 2]


def test_a_version_that_changes_nothing_is_refused():
    same = {
        "routine_text": ADOPTED.routine_text, "standing_questions": ADOPTED.standing_questions,
        "effective_from": ADOPTED.effective_from, "decided_on": ADOPTED.decided_on,
    }
    given(JournalRoutine, ADOPTED).when(revising(**same)).then_refused(ConflictError, "Version 1 säger redan så")
    given(JournalRoutine, ADOPTED).when(revising(**same | {"effective_from": date(2024, 9, 2)})).then(RoutineRevised)


def test_of_two_versions_from_the_same_day_the_last_decided_holds():
    again = REVISED.model_copy(update={"effective_from": ADOPTED.effective_from})
    assert given(JournalRoutine, ADOPTED, again).state.in_force(ADOPTED.effective_from).number == 2


@pytest.mark.parametrize("on", [ADOPTED.decided_on, date(2024, 10, 31), TODAY])
def test_a_worker_acknowledges_a_version_themselves_also_before_it_takes_effect(on):
    given(JournalRoutine, ADOPTED).when(acknowledging(acknowledged_on=on)).then(
        RoutineAcknowledged, staff_id=ANNA, staff_name="Anna Exempel", acknowledged_on=on
    )


@pytest.mark.parametrize(
    ("changes", "kind", "message"),
    [
        ({"entry_id": ACKNOWLEDGEMENT}, ConflictError, "Uppgiften finns redan"),
        ({"routine_version": 0}, NotFoundError, "Version 0 av journalrutinen finns inte. Ange 1 till 2."),
        ({"routine_version": 3}, NotFoundError, "Version 3 av journalrutinen finns inte"),
        ({"acknowledged_on": TODAY + DAY}, InvalidValueError, "Dagen då rutinen kvitterades är 2024-12-03"),
        ({"acknowledged_on": ADOPTED.decided_on - DAY}, InvalidValueError, "före beslutet 2024-08-26"),
        (
            {"acknowledged_on": REVISED.effective_from}, NotAllowedError,
            "Version 1 gällde inte längre 2024-11-01. Kvittera version 2.",
        ),
        ({"author": Author(None, None, None)}, NotAllowedError, "Bara den som står i personalregistret"),
        ({}, ConflictError, "Du har redan kvitterat version 1, den 2024-09-02."),
    ],
)
def test_what_cannot_be_acknowledged_is_refused(changes, kind, message):
    given(JournalRoutine, ADOPTED, REVISED, ACKNOWLEDGED).when(acknowledging(**changes)).then_refused(kind, message)


def test_the_last_day_of_a_version_is_a_day_to_acknowledge_it():
    on = REVISED.effective_from - DAY
    given(JournalRoutine, ADOPTED, REVISED).when(acknowledging(acknowledged_on=on)).then(RoutineAcknowledged)


def test_an_induction_is_planned_from_the_first_day_at_work():
    given(JournalRoutine, ADOPTED).when(planning()).then(InductionPlanned, induction_due_on=TODAY + INDUCTION_DAYS)
    given(JournalRoutine, ADOPTED).when(planning(induction_due_on=TODAY)).then(InductionPlanned, induction_due_on=TODAY)


@pytest.mark.parametrize(
    ("changes", "kind", "message"),
    [
        ({"entry_id": PLANNED}, ConflictError, "Uppgiften finns redan"),
        ({"staff_name": ""}, InvalidValueError, "Namnet på den nyanställda saknas"),
        ({"induction_due_on": TODAY - DAY}, InvalidValueError, "Introduktionens sista dag är 2024-12-01"),
        ({"staff_id": BO}, ConflictError, "En introduktion är redan planerad"),
    ],
)
def test_an_induction_that_cannot_be_planned_is_refused(changes, kind, message):
    given(JournalRoutine, ADOPTED, PLAN).when(planning(**changes)).then_refused(kind, message)


def test_an_induction_says_what_was_gone_through_and_by_whom():
    given(JournalRoutine, ADOPTED).when(inducting()).then(InductionGiven, staff_id=CECILIA, given_by_id=ANNA, given_on=TODAY)
    given(JournalRoutine, ADOPTED).when(inducting(given_by_title=None)).then(InductionGiven, given_by_title=None)


@pytest.mark.parametrize(
    ("changes", "kind", "message"),
    [
        ({"entry_id": GIVEN}, ConflictError, "Uppgiften finns redan"),
        ({"routine_version": 2}, NotFoundError, "Version 2 av journalrutinen finns inte"),
        ({"given_on": TODAY + DAY}, InvalidValueError, "Dagen för introduktionen är 2024-12-03"),
        ({"gone_through": " "}, InvalidValueError, "Vad introduktionen tog upp saknas"),
        ({"staff_name": " "}, InvalidValueError, "Namnet på den som introducerades saknas"),
        ({"given_by_name": " "}, InvalidValueError, "Namnet på den som introducerade saknas"),
        ({"given_by_title": LONG}, InvalidValueError, "Befattningen på den som introducerade har 501 tecken"),
        ({"given_by_id": CECILIA}, NotAllowedError, "Ingen kan introducera sig själv"),
        ({"staff_id": BO}, ConflictError, "Version 1 är redan genomgången med medarbetaren"),
    ],
)
def test_an_induction_that_cannot_have_been_is_refused(changes, kind, message):
    given(JournalRoutine, ADOPTED, INDUCTED).when(inducting(**changes)).then_refused(kind, message)


def test_what_was_recorded_wrongly_is_struck_and_can_be_recorded_anew():
    struck = given(JournalRoutine, ADOPTED, ACKNOWLEDGED).when(striking()).then(
        RoutineEntryStruck, struck_entry_id=ACKNOWLEDGEMENT
    )
    again = given(JournalRoutine, ADOPTED, ACKNOWLEDGED, struck)
    assert again.state.acknowledgements_of(1) == 0
    again.when(acknowledging()).then(RoutineAcknowledged)
    given(JournalRoutine, ADOPTED, ACKNOWLEDGED, STRUCK).when(striking()).then_refused(NotAllowedError, "redan struken")
    given(JournalRoutine, ADOPTED).when(striking()).then_refused(NotFoundError, "Uppgiften finns inte i journalrutinen")
    given(JournalRoutine, ADOPTED, ACKNOWLEDGED).when(striking(reason="")).then_refused(
        InvalidValueError, "Orsaken till strykningen"
    )
    given(JournalRoutine, ADOPTED, ACKNOWLEDGED, STRUCK).when(acknowledging(entry_id=ACKNOWLEDGEMENT)).then_refused(
        ConflictError, "Uppgiften finns redan"
    )


def test_a_routine_that_is_ended_holds_on_its_last_day_and_no_longer():
    given(JournalRoutine, ADOPTED).when(ending(last_day=ADOPTED.effective_from - DAY)).then(RoutineEnded)
    given(JournalRoutine, ADOPTED).when(ending(last_day=ADOPTED.effective_from - 2 * DAY)).then_refused(
        InvalidValueError, "Rutinen gäller från 2024-09-01"
    )
    given(JournalRoutine, ADOPTED).when(ending(reason=" ")).then_refused(InvalidValueError, "Orsaken till att rutinen upphävs")
    routine = given(JournalRoutine, ADOPTED, ENDED).state
    assert routine.in_force(ENDED.last_day).number == 1
    assert routine.in_force(ENDED.last_day + DAY) is None


@pytest.mark.parametrize("decide", ON_A_STANDING_ROUTINE)
def test_nothing_more_is_recorded_of_a_routine_that_is_ended_or_not_there(decide):
    given(JournalRoutine, ADOPTED, ENDED).when(decide).then_refused(NotAllowedError, "upphävd efter 2025-12-31")
    given(JournalRoutine).when(decide).then_refused(NotFoundError, "Journalrutinen finns inte i nämnden")


def test_an_entry_of_no_routine_is_not_struck():
    given(JournalRoutine).when(striking()).then_refused(NotFoundError, "Journalrutinen finns inte i nämnden")


def member(staff_id, name, *, away=()):
    registered = EXAMPLES["staff.registered.v1"].model_copy(update={"originator_id": staff_id, "name": name, "unit": UNIT})
    return StaffMember.fold(numbered(registered, *(each.model_copy(update={"originator_id": staff_id}) for each in away)))


def rows_on(day, *events, staff=()):
    routine = given(JournalRoutine, *events).state
    people = staff or (member(ANNA, "Anna Exempel"), member(BO, "Bo Exempel"))
    return {row.name: row for row in worker_rows(routine, people, day, DEFAULT_POLICY)}


def test_a_version_is_to_be_acknowledged_within_its_days_and_is_overdue_the_day_after():
    last = ADOPTED.effective_from + ACKNOWLEDGE_DAYS
    for day, expected in ((last, "waiting"), (last + DAY, "overdue")):
        row = rows_on(day, ADOPTED)["Anna Exempel"]
        assert (row.acknowledge_by, row.acknowledgement.value, row.is_missing) == (last, expected, True)
    done = rows_on(last + DAY, ADOPTED, ACKNOWLEDGED)["Anna Exempel"]
    assert (done.acknowledgement.value, done.acknowledged_on, done.induction.value) == ("done", date(2024, 9, 2), "not_asked")
    assert not done.is_missing


def test_what_was_acknowledged_after_the_day_of_the_list_is_not_done_on_it():
    assert rows_on(date(2024, 9, 1), ADOPTED, ACKNOWLEDGED)["Anna Exempel"].acknowledgement.value == "waiting"


def test_a_new_version_is_to_be_acknowledged_again():
    row = rows_on(REVISED.effective_from, ADOPTED, ACKNOWLEDGED, REVISED)["Anna Exempel"]
    assert (row.number, row.acknowledgement.value) == (2, "waiting")
    assert row.acknowledge_by == REVISED.effective_from + ACKNOWLEDGE_DAYS


def test_who_is_new_acknowledges_from_the_first_day_at_work_and_is_inducted_by_the_planned_day():
    for day, expected in ((PLAN.induction_due_on, "waiting"), (PLAN.induction_due_on + DAY, "overdue")):
        row = rows_on(day, ADOPTED, PLAN)["Bo Exempel"]
        assert (row.acknowledge_by, row.induction.value) == (PLAN.employed_from + ACKNOWLEDGE_DAYS, expected)
    done = rows_on(PLAN.induction_due_on + DAY, ADOPTED, PLAN, INDUCTED)["Bo Exempel"]
    assert (done.induction.value, done.inducted_on) == ("done", INDUCTED.given_on)
    assert rows_on(INDUCTED.given_on - DAY, ADOPTED, PLAN, INDUCTED)["Bo Exempel"].induction.value == "waiting"


def test_the_list_is_by_name_and_says_who_is_away_but_not_why():
    away = EXAMPLES["staff.absence_recorded.v1"]
    people = (member(BO, "Östen"), member(ANNA, "anna", away=(away,)), member(CECILIA, "Cecilia"))
    rows = rows_on(away.from_date, ADOPTED.model_copy(update={"effective_from": away.from_date}), staff=people)
    assert [(name, row.is_away) for name, row in rows.items()] == [("anna", True), ("Cecilia", False), ("Östen", False)]


def test_while_no_version_is_in_force_nothing_is_asked_of_anybody():
    assert rows_on(ADOPTED.effective_from - DAY, ADOPTED) == {}


def test_a_routine_shows_its_versions_with_how_many_have_acknowledged_and_no_name_of_theirs():
    document = routine_document(given(JournalRoutine, ADOPTED, ACKNOWLEDGED, REVISED, INDUCTED).state, TODAY)
    assert (document["in_force"], document["ended"]) == (2, None)
    assert [(each["routine_version"], each["acknowledged"]) for each in document["versions"]] == [(1, 1), (2, 0)]
    assert "Anna" not in str(document) and "Bo" not in str(document)
    ended = routine_document(given(JournalRoutine, ADOPTED, ENDED).state, ENDED.last_day + DAY)
    assert (ended["in_force"], ended["ended"]["last_day"]) == (None, "2025-12-31")


def review(number, on, *answers, unit=UNIT):
    told = tuple(AnsweredQuestion(question=question, answer=answer) for question, answer in answers)
    changes = {"entry_id": cast_id(1430 + number), "reviewed_on": on, "standing_answers": told, "unit_id": unit}
    return EXAMPLES["case.reviewed.v1"].model_copy(update=changes)


def test_the_questions_of_the_version_in_force_are_counted_as_they_were_answered_at_the_reviews():
    notes, plan, child = *QUESTIONS, ReviewQuestion.CHILD_HEARD
    yes, no = ReviewAnswer.YES, ReviewAnswer.NO
    first = ADOPTED.effective_from
    reviews = [
        review(1, first, (notes, yes), (plan, no)), review(2, REVISED.effective_from, (child, no), (notes, no)),
        review(3, REVISED.effective_from - DAY, (notes, yes)), review(4, first - DAY, (notes, no)),
        review(5, first, (notes, no), unit=KBT_TEAM),
    ]
    told = partial(answers_document, given(JournalRoutine, ADOPTED, REVISED).state, reviews)
    [one, two] = told(frozenset({UNIT}))
    names = ("question", "yes", "no", "not_applicable", "unanswered")
    counted = [{name: each[name] for name in names} for each in one["questions"]]
    assert (one["routine_version"], one["reviews"], two["routine_version"], two["reviews"]) == (1, 2, 2, 1)
    assert counted == [
        {"question": "notes_up_to_date", "yes": 2, "no": 0, "not_applicable": 0, "unanswered": 0},
        {"question": "plan_in_force", "yes": 0, "no": 1, "not_applicable": 0, "unanswered": 1},
    ]
    assert [(each["question"], each["no"]) for each in two["questions"]] == [("child_heard", 1)]
    assert told(frozenset({UNIT, KBT_TEAM}))[0]["reviews"] == 3
