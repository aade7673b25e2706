"""Those affected are told and heard, and their records tell of it; or it is said why not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.case.information.codes import InformedPerson
from domain.errors import InvalidValueError, NotAllowedError, NotFoundError
from domain.lex_sarah.codes import Affected, ConsequenceExtent, ConsequenceKind, Degree, IndividualState
from domain.lex_sarah.values import Consequence
from domain.policies import DEFAULT_POLICY
from tests.support.area_examples.deviation_notes import DEVIATION_NOTE
from tests.support.cast import CASE, OTHER_CASE, cast_id
from tests.support.lex_sarah_course import REPORT, REPORTED_ON, assessed, reported
from tests.support.lex_sarah_region_calls import TODAY, ask, due, refused

DAY = timedelta(days=1)
OCCURRED_ON = date(2024, 6, 24)
UNTOLD = "information till berörda (1), eller motiveringen till att den inte ges"
UNLINKED = "anteckning i berördas akter (1), eller motiveringen till att den saknas"
UNKNOWN = "vad som gjorts för att ta reda på vilka fler som berörs"
NO_CHILD_ACCOUNT = "Ett barn berörs. Ange barnets egen berättelse"


def individuals(course):
    return course.report.individuals


def some(affected, case_ids=()):
    return assessed(reported(affected=affected, case_ids=case_ids), Degree.TANGIBLE_RISK).on(TODAY)


def with_a_child():
    course = due()
    course.do(
        "assess_consequences", case_id=CASE, child_concerned=True, child_view="Jag var rädd.", individual_view="Ingen ringde.",
        consequences=tuple(Consequence(kind=kind, extent=ConsequenceExtent.NONE) for kind in ConsequenceKind),
    )
    return course


@pytest.mark.parametrize("day", [OCCURRED_ON, TODAY])
def test_an_individual_is_told_from_the_event_to_today_with_their_own_account(day):
    course = due()
    assert individuals(course).lacking == (UNTOLD, UNLINKED)
    ask("inform_individual", course, told_on=day)
    assert individuals(course).standing(CASE).state is IndividualState.INFORMED
    assert individuals(course).lacking == (UNLINKED,)
    [step] = individuals(course).steps(DEFAULT_POLICY)
    assert (step.started_on, step.due_on, step.done_on) == (REPORTED_ON, REPORTED_ON + 14 * DAY, day)


def test_somebody_told_twice_was_told_the_first_time():
    course = due()
    for day in (TODAY, TODAY - DAY):
        ask("inform_individual", course, told_on=day)
    assert individuals(course).standing(CASE).settled_on == TODAY - DAY


@pytest.mark.parametrize("account", [
    {"individual_account": None, "child_account": "Jag var rädd."},
    {"individual_account": None, "no_account_reason": "Vill inte."},
])
def test_there_is_an_account_or_the_reason_why_not(account):
    assert ask("inform_individual", **account).individual_account is None


@pytest.mark.parametrize(("course", "who"), [
    (with_a_child, (InformedPerson.GUARDIAN,)), (due, (InformedPerson.GUARDIAN, InformedPerson.CHILD)),
])
def test_where_a_child_is_concerned_it_has_its_own_account_or_a_reason(course, who):
    refused(InvalidValueError, NO_CHILD_ACCOUNT, "inform_individual", course(), told_who=who)
    for own in ({"child_account": "Jag var rädd."}, {"no_account_reason": "Är sex månader."}):
        assert ask("inform_individual", course(), told_who=who, **own).told_who == who


@pytest.mark.parametrize(("changes", "kind", "message"), [
    ({"about_case_id": OTHER_CASE, "told_who": ()}, NotFoundError, "hör inte till dem som berörs"),
    ({"told_on": OCCURRED_ON - DAY, "told_who": ()}, InvalidValueError, "Ange en dag från 2024-06-24"),
    ({"told_on": TODAY + DAY, "told_who": ()}, InvalidValueError, "i dag är det"),
    ({"told_who": (), "told_by_name": ""}, InvalidValueError, "minst en som informerades"),
    ({"told_who": (InformedPerson.RELATIVE,) * 2, "told_by_name": ""}, InvalidValueError, "anges två gånger"),
    ({"told_by_name": "", "told_by_title": ""}, InvalidValueError, "Namnet på den som informerade saknas"),
    ({"told_by_title": "", "individual_account": ""}, InvalidValueError, "Befattningen saknas"),
    ({"individual_account": "", "child_account": ""}, InvalidValueError, "Den enskildes berättelse saknas"),
    ({"child_account": "", "no_account_reason": ""}, InvalidValueError, "Barnets berättelse saknas"),
    ({"individual_account": None, "no_account_reason": ""}, InvalidValueError, "Varför det inte finns någon berättelse saknas"),
    ({"individual_account": None}, InvalidValueError, "Ange vad den enskilde själv berättar"),
])
def test_information_is_refused_with_what_is_wrong(changes, kind, message):
    refused(kind, message, "inform_individual", **changes)


def test_why_somebody_is_not_told_is_motivated_once_and_they_may_be_told_later():
    course = due()
    ask("leave_individual_uninformed", course)
    assert individuals(course).standing(CASE).state is IndividualState.NOT_INFORMED_MOTIVATED
    assert individuals(course).steps(DEFAULT_POLICY)[0].done_on == TODAY
    refused(NotAllowedError, "inte informerad, med motivering", "leave_individual_uninformed", course, not_told_motivation="")
    ask("inform_individual", course)
    assert individuals(course).standing(CASE).state is IndividualState.INFORMED
    refused(NotAllowedError, "Den enskilde är: informerad", "leave_individual_uninformed", course, not_told_motivation="")


@pytest.mark.parametrize(("decision", "text", "message"), [
    ("leave_individual_uninformed", "not_told_motivation", "Motiveringen till att den enskilde inte informeras saknas"),
    ("leave_record_unlinked", "no_link_motivation", "Motiveringen till att akten saknar anteckning saknas"),
])
def test_a_motivation_is_about_somebody_affected_and_says_something(decision, text, message):
    refused(NotFoundError, "hör inte till dem som berörs", decision, **{"about_case_id": OTHER_CASE, text: ""})
    refused(InvalidValueError, message, decision, **{text: ""})


def test_a_record_is_linked_by_an_entry_that_points_at_this_report():
    asked = []

    def noted(case_id, report_id):
        asked.append((case_id, report_id))
        return {DEVIATION_NOTE}

    course = due()
    refused(NotFoundError, "hör inte till dem som berörs", "link_record", course, about_case_id=OTHER_CASE)
    refused(NotFoundError, "Akten har ingen sådan anteckning", "link_record", course, record_entry_id=cast_id(1))
    ask("link_record", course, noted_in=noted)
    assert asked == [(CASE, REPORT)] and individuals(course).lacking == (UNTOLD,)
    refused(NotAllowedError, "redan kopplad", "link_record", course)
    refused(NotAllowedError, "redan gjord eller motiverad", "leave_record_unlinked", course, no_link_motivation="")


def test_why_a_record_tells_nothing_is_motivated_once_and_it_may_be_linked_later():
    course = due()
    ask("leave_record_unlinked", course)
    refused(NotAllowedError, "redan gjord eller motiverad", "leave_record_unlinked", course, no_link_motivation="")
    ask("link_record", course)
    standing = individuals(course).standing(CASE)
    assert standing.not_linked is None and len(standing.linked) == 1


@pytest.mark.parametrize(("affected", "case_ids"), [(Affected.UNKNOWN, ()), (Affected.SEVERAL, (CASE,))])
def test_whom_nobody_knows_is_sought_or_it_is_said_why_not(affected, case_ids):
    course = some(affected, case_ids)
    assert UNKNOWN in individuals(course).lacking
    refused(InvalidValueError, "vilka fler som berörs saknas", "settle_unknown_individuals", course, unknown_motivation="")
    ask("settle_unknown_individuals", course)
    assert UNKNOWN not in individuals(course).lacking
    refused(NotAllowedError, "Alla som berörs är utpekade", "settle_unknown_individuals", due(), unknown_motivation="")


def test_an_individual_who_is_found_later_is_told_too_and_what_was_said_of_the_unknown_is_said_anew():
    course = some(Affected.UNKNOWN)
    ask("settle_unknown_individuals", course)
    course.do("state_affected", affected=Affected.SEVERAL, case_ids=(CASE,), affected_reason="Bokningarna.")
    assert individuals(course).lacking == (UNTOLD, UNLINKED, UNKNOWN)


def test_what_was_told_to_somebody_who_turns_out_not_to_be_affected_is_kept_and_not_asked_for():
    course = due()
    ask("inform_individual", course)
    course.do("state_affected", affected=Affected.CASES, case_ids=(OTHER_CASE,), affected_reason="Fel akt.")
    assert individuals(course).standing(CASE).state is IndividualState.INFORMED
    assert individuals(course).lacking == (UNTOLD, UNLINKED) and len(individuals(course).steps(DEFAULT_POLICY)) == 1
