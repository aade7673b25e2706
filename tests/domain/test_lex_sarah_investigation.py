"""The investigation: each fact and refusal in its documented order, what must be in it, its versions, and the decision."""

from datetime import date, timedelta

import pytest

from domain.base import Occurred
from domain.codes import YesNoUnknown
from domain.errors import InvalidValueError, NotAllowedError, NotFoundError
from domain.lex_sarah.codes import (
    Affected,
    CauseArea,
    ConsequenceExtent,
    ConsequenceKind,
    ContributingFactor,
    Degree,
    FeedbackForm,
    FeedbackLevel,
    HandlingState,
    InvestigationForm,
    IvoState,
    ReopenReason,
)
from domain.lex_sarah.investigation_events import CausesAnalysed
from domain.lex_sarah.values import AreaConsidered, Consequence
from domain.policies import DEFAULT_POLICY
from tests.support.area_examples.lex_sarah_handling import AREAS, CONSEQUENCE_KINDS
from tests.support.cast import BO, CASE, OTHER_CASE, cast_id
from tests.support.lex_sarah_calls import (
    NEW,
    OTHER_REPORT,
    REPORTED_ON,
    closed,
    complete,
    decided_course,
    linked,
    main_report,
    ready,
    ready_to_close,
    received,
    refused,
    reported,
    take,
    transferred,
    under_investigation,
)
from tests.support.lex_sarah_course import BY_ANNA, BY_CECILIA, decided

LATER = Occurred(on=REPORTED_ON + timedelta(days=1))
NO_CAUSE = tuple(AreaConsidered(area=area, found=False, text="Prövat.") for area in CauseArea)
MAX = DEFAULT_POLICY.risk_scale_max


def full():
    return under_investigation(simplified=False)


def naming(*cases):
    course = full()
    take(course, "state_affected", affected=Affected.CASES, case_ids=cases, entry_id=cast_id(30300))
    return course


@pytest.mark.parametrize(
    ("decision", "changes", "message"),
    [
        ("record_finding", {"occurred": LATER, "lex_finding": ""}, "Dagen för iakttagelsen"),
        ("record_finding", {"lex_finding": "", "finding_source": ""}, "Iakttagelsen saknas"),
        ("record_finding", {"finding_source": "", "case_id": CASE}, "Varifrån det är känt saknas"),
        ("hold_interview", {"occurred": LATER, "interview_text": ""}, "Dagen för samtalet"),
        ("hold_interview", {"interview_text": ""}, "Vad som kom fram i samtalet saknas"),
        ("add_document", {"document_title": "", "document_reference": ""}, "Underlagets namn saknas"),
        ("add_document", {"document_reference": "", "document_shows": ""}, "Var underlaget finns saknas"),
        ("add_document", {"document_shows": ""}, "Vad underlaget visar saknas"),
        ("analyse_causes", {"cause_areas": AREAS[1:], "no_cause_reason": "x"}, "Det saknas: kommunikation och information"),
        ("analyse_causes", {"cause_areas": (*AREAS, AREAS[0])}, "Samma orsaksområde är angivet två gånger"),
        (
            "analyse_causes", {"cause_areas": (AREAS[0].model_copy(update={"text": ""}), *AREAS[1:]), "contributing_factors": ()},
            "Texten om kommunikation och information saknas",
        ),
        ("analyse_causes", {"contributing_factors": (), "no_cause_reason": "x"}, "minst en bidragande faktor"),
        ("analyse_causes", {"contributing_factors": (ContributingFactor.WORKLOAD,) * 2}, "minst en bidragande faktor"),
        ("analyse_causes", {"cause_areas": NO_CAUSE}, "minst en bidragande faktor"),
        ("analyse_causes", {"no_cause_reason": "x"}, "varför ingen orsak"),
        ("analyse_causes", {"cause_areas": NO_CAUSE, "contributing_factors": ()}, "varför ingen orsak"),
        (
            "analyse_causes", {"cause_areas": NO_CAUSE, "contributing_factors": (), "no_cause_reason": ""},
            "Varför ingen orsak har hittats saknas",
        ),
        ("assess_consequences", {"consequences": CONSEQUENCE_KINDS[1:], "individual_view": None}, "Det saknas: fysisk"),
        ("assess_consequences", {"consequences": (*CONSEQUENCE_KINDS, CONSEQUENCE_KINDS[0])}, "angivet två gånger"),
        (
            "assess_consequences",
            {
                "consequences":
                (Consequence(kind=ConsequenceKind.PHYSICAL, extent=ConsequenceExtent.ACTUAL), *CONSEQUENCE_KINDS[1:]),
            },
            "Beskriv varje konsekvens",
        ),
        (
            "assess_consequences",
            {
                "consequences":
                (Consequence(kind=ConsequenceKind.PHYSICAL, extent=ConsequenceExtent.NONE, text="x"), *CONSEQUENCE_KINDS[1:]),
            },
            "Beskriv varje konsekvens",
        ),
        ("assess_consequences", {"individual_view": None, "child_concerned": True}, "Ange antingen vad den enskilde säger"),
        ("assess_consequences", {"individual_not_heard_reason": "x", "child_concerned": True}, "Ange antingen vad den enskilde"),
        ("assess_consequences", {"child_concerned": True}, "Ange vad barnet säger eller varför"),
        ("assess_consequences", {"child_view": "Nej."}, "Ange vad barnet säger eller varför"),
        ("assess_consequences", {"child_concerned": True, "child_view": "x", "not_heard_reason": "x"}, "Ange vad barnet säger"),
        ("assess_consequences", {"individual_view": ""}, "Vad den enskilde säger saknas"),
        ("assess_consequences", {"child_concerned": True, "child_view": ""}, "Vad barnet säger saknas"),
        ("assess_recurrence", {"earlier_report_ids": (NEW,), "recurrence_probability": 0}, "Tidigare rapporter är angivna fast"),
        (
            "assess_recurrence", {"happened_before": YesNoUnknown.YES, "earlier_report_ids": (NEW, NEW)},
            "varje tidigare rapport en gång",
        ),
        ("assess_recurrence", {"recurrence_probability": 0, "recurrence_severity": 0}, "Sannolikheten är 0. Ange ett tal från 1"),
        ("assess_recurrence", {"recurrence_probability": MAX + 1}, f"Sannolikheten är {MAX + 1}"),
        ("assess_recurrence", {"recurrence_severity": 0, "recurrence_method": ""}, "Allvarligheten är 0"),
        ("assess_recurrence", {"recurrence_severity": MAX + 1}, f"från 1 till {MAX}"),
        ("assess_recurrence", {"recurrence_method": "", "recurrence_method_version": ""}, "Metoden saknas"),
        ("assess_recurrence", {"recurrence_method_version": "", "recurrence_text": ""}, "Metodens version saknas"),
        ("assess_recurrence", {"recurrence_text": ""}, "Bedömningen av risken saknas"),
    ],
)
def test_what_an_investigation_states_is_whole_and_possible(decision, changes, message):
    refused(full(), decision, InvalidValueError, message, **changes)


@pytest.mark.parametrize("value", [1, MAX])
def test_probability_and_severity_reach_from_one_to_the_highest_of_the_scale(value):
    take(full(), "assess_recurrence", recurrence_probability=value, recurrence_severity=value)


def test_an_earlier_report_is_one_that_there_is_and_not_the_report_itself():
    course, main = full(), main_report()
    both = {"happened_before": YesNoUnknown.YES, "others": lambda: (main.report, course.report)}
    refused(course, "assess_recurrence", NotFoundError, "Den andra rapporten finns inte", earlier_report_ids=(NEW,), **both)
    refused(
        course, "assess_recurrence", InvalidValueError, "inte rapporten själv", earlier_report_ids=(course.report.id,), **both
    )
    take(course, "assess_recurrence", earlier_report_ids=(OTHER_REPORT,), **both)


@pytest.mark.parametrize("decision", ["record_finding", "assess_consequences"])
def test_a_case_is_one_of_those_that_are_affected(decision):
    course = naming(CASE)
    refused(course, decision, NotFoundError, "inte bland dem som berörs", case_id=OTHER_CASE)
    take(course, decision, case_id=CASE)


def test_what_the_individual_and_the_child_say_or_why_they_do_not_is_asked_of_each():
    take(full(), "assess_consequences", child_concerned=True, child_view="Ingen ringde.")
    event = take(
        full(), "assess_consequences", individual_view=None, individual_not_heard_reason="Nåddes inte.", child_concerned=True,
        not_heard_reason="Ville inte.",
    )
    assert (event.individual_view, event.child_view) == (None, None)


# --- complete ---------------------------------------------------------------------------------------------------------


def test_everything_that_is_missing_is_listed_at_once():
    refused(naming(CASE, OTHER_CASE), "complete", NotAllowedError, (
        "Utredningen är inte klar. Det saknas: minst en iakttagelse: vad som hände; minst en iakttagelse: vad som skulle ha"
        " skett; minst en iakttagelse: avvikelse mellan dem; orsaksanalysen; konsekvenserna för 2 av 2 berörda; bedömningen av"
        " risken för upprepning; information till berörda (2), eller motiveringen till att den inte ges; anteckning i berördas"
        " akter (2)"
    ))
    unnamed = full()
    take(unnamed, "declare_conflict", entry_id=cast_id(30301))
    unnamed.on(REPORTED_ON, BY_CECILIA)
    refused(unnamed, "complete", NotAllowedError, "Det saknas: en utredare; ")
    refused(unnamed, "complete", NotAllowedError, "konsekvenserna för dem som inte är utpekade")
    refused(under_investigation(), "complete", NotAllowedError, (
        "Det saknas: minst en iakttagelse: vad som hände; vad som gjorts för att ta reda på vilka fler som berörs."
    ))


@pytest.mark.parametrize(
    ("changes", "kind", "message"),
    [
        ({"proposed_degree": Degree.TANGIBLE_RISK, "investigation_summary": ""}, NotAllowedError, "räcker bara för inget"),
        ({"investigation_summary": "", "proposal_motivation": ""}, InvalidValueError, "Sammanfattningen av utredningen saknas"),
        ({"proposal_motivation": "", "no_measures_reason": None}, InvalidValueError, "Motiveringen till förslaget saknas"),
        ({"no_measures_reason": None}, InvalidValueError, "varför inga fler åtgärder görs"),
        ({"no_measures_reason": ""}, InvalidValueError, "Varför inga fler åtgärder görs saknas"),
    ],
)
def test_a_complete_investigation_is_summed_up_and_motivated(changes, kind, message):
    refused(ready(), "complete", kind, message, **changes)


@pytest.mark.parametrize("degree", Degree)
def test_a_full_investigation_may_propose_any_degree(degree):
    take(ready(simplified=False), "complete", proposed_degree=degree)


def test_a_complete_investigation_is_locked_and_a_supplement_is_a_new_version_beside_the_old():
    course = complete()
    refused(course, "strike_entry", NotAllowedError, "Utredningen är låst", entry_id=cast_id(30220))
    refused(course, "return_for_supplement", InvalidValueError, "Vad som ska kompletteras saknas", supplement_reason="")
    take(course, "return_for_supplement")
    old = course.report.handling.versions[0].completed
    take(course, "strike_entry", entry_id=cast_id(30220))
    take(course, "record_finding", entry_id=cast_id(30302), lex_finding="Det andra systemet.")
    take(course, "complete", entry_id=cast_id(30303), no_measures_reason=None)
    first, second = course.report.handling.versions
    assert (first.completed, first.completed.investigation_entry_ids) == (old, (cast_id(30220),))
    assert (second.completed.investigation_version, second.completed.investigation_entry_ids) == (2, (cast_id(30302),))
    assert cast_id(30220) in course.report.struck


# --- decided ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "kind", "message"),
    [
        ({"author": BY_ANNA, "degree_motivation": ""}, NotAllowedError, "varken utreder den eller beslutar"),
        ({"degree": Degree.TANGIBLE_RISK, "degree_motivation": ""}, NotAllowedError, "Utredningen är förenklad"),
        ({"degree_motivation": "", "ivo_motivation": ""}, InvalidValueError, "Motiveringen till graden saknas"),
        ({"ivo_motivation": "", "delegation": ""}, InvalidValueError, "Motiveringen till beslutet om IVO saknas"),
        ({"delegation": ""}, InvalidValueError, "Delegationen saknas"),
    ],
)
def test_a_decision_is_motivated_also_when_it_is_no(changes, kind, message):
    refused(complete(), "decide", kind, message, **changes)


@pytest.mark.parametrize("degree", [each for each in Degree if each.is_serious])
def test_what_is_serious_is_notified_to_ivo(degree):
    course = complete(simplified=False)
    refused(course, "decide", NotAllowedError, "ska anmälas till IVO (SoL 27 kap. 6 §)", degree=degree, degree_motivation="")
    take(course, "decide", degree=degree, notify_ivo=True)
    assert course.report.ivo.state is IvoState.DUE


@pytest.mark.parametrize("degree", [each for each in Degree if not each.is_serious])
def test_nothing_that_is_not_serious_is_notified_to_ivo(degree):
    course = complete(simplified=False)
    refused(course, "decide", NotAllowedError, "som inte anmäls till IVO", degree=degree, notify_ivo=True, degree_motivation="")
    take(course, "decide", degree=degree, notify_ivo=False)
    assert course.report.ivo.state is IvoState.NOT_REQUIRED


def test_who_is_in_conflict_does_not_decide_and_the_decision_is_whose_it_is_and_of_today():
    course = complete()
    take(course, "declare_conflict", entry_id=cast_id(30304))
    refused(course, "decide", NotAllowedError, "Jäv är anmält")
    course.on(date(2024, 7, 22), BY_CECILIA)
    event = take(course, "decide")
    assert (event.decider_id, event.decided_on, event.investigation_version) == (BY_CECILIA.staff_id, date(2024, 7, 22), 1)


def test_a_degree_is_raised_in_any_open_state_and_only_upwards_which_begins_the_notification():
    for state in (reported, received, under_investigation, complete, decided_course):
        course = state()
        take(course, "escalate_degree", degree=Degree.TANGIBLE_RISK_SERIOUS)
        assert course.report.ivo.state is IvoState.DUE and course.report.handling.degree is Degree.TANGIBLE_RISK_SERIOUS
        for degree in (Degree.TANGIBLE_RISK_SERIOUS, Degree.MISCONDUCT):
            refused(course, "escalate_degree", InvalidValueError, "Ange en högre", degree=degree, entry_id=cast_id(30305))
    refused(reported(), "escalate_degree", InvalidValueError, "Ange en högre", degree=Degree.NO_MISCONDUCT)
    refused(reported(), "escalate_degree", InvalidValueError, "Motiveringen till höjningen saknas", escalation_motivation="")


# --- closed, and taken up again ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lessons", "message"),
    [
        ("", "Lärdomarna saknas"),
        ("Fråga på anna@example.org.", "innehåller en e-postadress"),
        ("Som anna andersson sade.", "namnet på någon i ärendet"),
        ("Cecilia Ceder beslutade.", "namnet på någon i ärendet"),
    ],
)
def test_the_lessons_hold_nobodys_identity(lessons, message):
    refused(ready_to_close(), "close", InvalidValueError, message, lessons=lessons)


def test_a_linked_report_is_closed_by_the_other_ones_decision_and_feedback_to_its_own_reporter():
    main = main_report()
    course = linked(main)
    take(course, "supplement", entry_id=cast_id(30306))
    both = {"others": lambda: (main.report, course.report)}
    refused(course, "close", NotAllowedError, "beslutet i huvudrapporten; återföringen till rapportören", **both)
    tell(course)
    refused(course, "close", NotAllowedError, "Det saknas: beslutet i huvudrapporten.", **both)
    decide_all(main)
    take(course, "close", **both)
    assert course.report.handling.state is HandlingState.CLOSED


def test_nobody_who_is_affected_gets_lost_with_a_linked_report():
    main = main_report()
    course = received()
    take(course, "state_affected", entry_id=cast_id(30307), affected=Affected.CASES, case_ids=(CASE,))
    both = {"others": lambda: (main.report, course.report)}
    take(course, "link", entry_id=cast_id(30308), **both)
    tell(course)
    decide_all(main)
    refused(course, "close", NotAllowedError, "Det saknas: 1 berörda ärenden som huvudrapporten inte anger.", **both)


def test_a_transferred_report_is_closed_when_its_reporter_knows():
    course = transferred()
    tell(course)
    take(course, "close")


def test_a_closed_report_is_taken_up_again_as_a_new_version_and_the_old_one_stays():
    course = closed()
    refused(course, "reopen", InvalidValueError, "Varför ärendet återupptas saknas", reopen_text="")
    event = take(course, "reopen", reopen_reason=ReopenReason.IVO_REQUEST)
    handling = course.report.handling
    assert (event.investigation_version, handling.version_number, handling.state) == (2, 2, HandlingState.UNDER_INVESTIGATION)
    assert handling.versions[0].decided.degree is Degree.NO_MISCONDUCT
    refused(course, "close", NotAllowedError, "en klar utredning; beslutet", entry_id=cast_id(30309))
    take(course, "complete", entry_id=cast_id(30310))
    decided(course, Degree.NO_MISCONDUCT)
    assert [each.decided.investigation_version for each in handling.versions] == [1, 2]


def test_who_declared_a_conflict_does_not_take_it_up_again():
    course = ready_to_close()
    take(course, "declare_conflict", entry_id=cast_id(30311))
    take(course, "close")
    refused(course, "reopen", NotAllowedError, "Jäv är anmält", entry_id=cast_id(30312))


# --- struck -----------------------------------------------------------------------------------------------------------


def test_an_entry_is_struck_once_with_a_reason_and_what_it_changed_is_changed_back():
    course = full()
    take(course, "analyse_causes", entry_id=cast_id(30313))
    take(course, "analyse_causes", contributing_factors=(ContributingFactor.KNOWLEDGE_GAP,))
    refused(course, "strike_entry", InvalidValueError, "Orsaken till att uppgiften stryks saknas", reason="")
    take(course, "strike_entry")
    assert [each.entry_id for each in course.report.handling.of(CausesAnalysed)] == [cast_id(30313)]
    refused(course, "strike_entry", NotAllowedError, "redan struken")
    refused(course, "strike_entry", NotFoundError, "Uppgiften finns inte", entry_id=cast_id(30314))
    take(course, "declare_conflict", entry_id=cast_id(30315))
    refused(course, "strike_entry", NotAllowedError, "Jäv är anmält", entry_id=cast_id(30313))


@pytest.mark.parametrize("decision", ["receive", "assess", "complete", "decide"])
def test_a_step_is_never_struck(decision):
    course = decided_course()
    wanted = {
        "receive": "LexSarahReportReceived", "assess": "InitialAssessmentMade", "complete": "InvestigationCompleted",
        "decide": "MisconductDecided",
    }[decision]
    entry = next(each for each in course.report.entries.values() if type(each).__name__ == wanted)
    refused(course, "strike_entry", NotAllowedError, "Ett steg i handläggningen stryks inte", entry_id=entry.entry_id)


def tell(course):
    course.do(
        "give_feedback", feedback_level=FeedbackLevel.REPORTER, feedback_on=course.day, feedback_form=FeedbackForm.TALK
    )


def decide_all(course):
    take(course, "receive", entry_id=cast_id(30320))
    take(
        course, "assess", entry_id=cast_id(30321), investigation_form=InvestigationForm.SIMPLIFIED,
        provisional_degree=Degree.TANGIBLE_RISK,
    )
    take(course, "assign_investigator", entry_id=cast_id(30322), investigator_id=BO, investigator_name="Bo Bengtsson")
    course.do("settle_unknown_individuals", unknown_motivation="Alla akter är sedda.")
    take(course, "record_finding", entry_id=cast_id(30323))
    take(course, "complete", entry_id=cast_id(30324))
    take(course, "decide", entry_id=cast_id(30325), author=BY_ANNA)
