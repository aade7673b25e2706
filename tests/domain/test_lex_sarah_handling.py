"""A report is submitted, taken in, assessed, assigned and passed on: each fact, and each refusal in its documented order."""

from datetime import date, timedelta

import pytest

from domain.base import Occurred
from domain.codes import Channel
from domain.errors import InvalidValueError, NotAllowedError, NotFoundError
from domain.lex_sarah.access import levels
from domain.lex_sarah.codes import AccessLevel, Affected, CauseArea, Degree, HandlingState, InvestigationForm, LexSarahMeasureKind
from domain.policies import DEFAULT_POLICY
from tests.support.cast import ANNA, BO, CASE, CECILIA, OTHER_CASE, UNIT, cast_id
from tests.support.lex_sarah_calls import (
    CALLS,
    NEW,
    REPORTED_ON,
    linked,
    main_report,
    nothing,
    ready_to_close,
    received,
    refused,
    reported,
    take,
    transfer_proposed,
    transferred,
    under_investigation,
)
from tests.support.lex_sarah_course import BY_ANNA, BY_BO, BY_CECILIA

DAY = timedelta(days=1)
LATER = REPORTED_ON + DAY
DISA = cast_id(30203)
LONG = "x" * (DEFAULT_POLICY.short_text_max_chars + 1)


def on(day):
    return Occurred(on=day)


# --- submitted --------------------------------------------------------------------------------------------------------


def test_whoever_is_logged_in_reports_on_the_servers_day_and_may_see_their_own_report():
    event = take(nothing().on(REPORTED_ON, BY_ANNA), "submit")
    assert (event.submitted_on, event.lex_reporter_id, event.writer_id, event.lex_reporter_unit_id) == (
        REPORTED_ON, ANNA, ANNA, UNIT
    )
    assert event.lex_report_channel is Channel.WRITTEN


@pytest.mark.parametrize("changes", [
    {"occurred_to": on(REPORTED_ON)}, {"occurred": on(REPORTED_ON)}, {"immediate_text": "Ringde."},
    {"occurred": Occurred(on=date(2024, 7, 1), precision="month")},
    {"affected": Affected.SEVERAL, "case_ids": (CASE, OTHER_CASE)}, {"affected": Affected.SEVERAL, "case_ids": ()},
    {"affected": Affected.UNKNOWN, "case_ids": ()},
])
def test_a_report_may_say_more_or_less_also_of_nobody_who_is_known(changes):
    course = nothing().on(REPORTED_ON, BY_ANNA)
    event = take(course, "submit", **changes)
    assert {name: getattr(event, name) for name in changes} == changes
    assert course.report.handling.state is HandlingState.REPORTED


def test_what_is_told_is_written_down_by_another_and_is_the_reporters_own():
    course = nothing().on(REPORTED_ON, BY_BO)
    event = take(
        course, "submit", lex_reporter_id=ANNA, lex_reporter_name="Anna Andersson", lex_report_channel=Channel.ORAL,
        lex_reporter_unit_id=UNIT,
    )
    assert (event.lex_reporter_id, event.writer_id) == (ANNA, BO)
    assert levels(course.report.access, ANNA) == levels(course.report.access, BO) == {AccessLevel.OWN_REPORT}


def test_a_volunteer_reports_without_being_in_the_staff_register():
    event = take(
        nothing().on(REPORTED_ON, BY_BO), "submit", outside_reporter_name="Vera", outside_reporter_role="volontär",
        lex_reporter_unit_id=UNIT, lex_report_channel=Channel.ORAL,
    )
    assert (event.lex_reporter_id, event.lex_reporter_name, event.lex_reporter_title) == (None, "Vera", "volontär")


OUTSIDE = {"outside_reporter_name": "Vera", "outside_reporter_role": "volontär"}
TOLD = {**OUTSIDE, "lex_reporter_unit_id": UNIT}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({**OUTSIDE, "lex_reporter_id": ANNA, "event_text": ""}, "Två rapportörer"),
        ({"outside_reporter_name": "Vera"}, "både namn och uppgift"),
        ({"outside_reporter_role": "volontär"}, "både namn och uppgift"),
        ({**OUTSIDE, "lex_report_channel": Channel.ORAL}, "vilken enhet rapportören arbetar vid"),
        ({"lex_report_channel": Channel.ORAL, "event_text": ""}, "Det som rapportören själv skriver är skriftligt"),
        ({**TOLD, "outside_reporter_name": LONG, "event_text": ""}, "Rapportörens namn har"),
        ({**TOLD, "outside_reporter_role": LONG, "event_text": ""}, "Rapportörens befattning har"),
        ({"event_text": " ", "immediate_text": ""}, "Vad som har hänt, eller vad det finns risk för, saknas"),
        ({"immediate_text": "", "noticed_at": on(LATER)}, "Vad som gjordes genast saknas"),
        ({"noticed_at": on(LATER), "occurred": on(LATER + DAY)}, "Dagen då det uppmärksammades är"),
        ({"occurred": on(LATER), "occurred_to": on(REPORTED_ON)}, "Det att det uppmärksammades är"),
        ({"occurred_to": on(date(2024, 6, 23)), "case_ids": ()}, "Slutet på händelsen är 2024-06-23, före början"),
        ({"occurred_to": on(LATER), "case_ids": ()}, "Slutet på händelsen är 2024-07-20, men i dag"),
        ({"case_ids": ()}, "Ange vilka ärenden som berörs"),
        ({"affected": Affected.UNKNOWN}, "Ärenden är angivna fast"),
        ({"case_ids": (CASE, CASE)}, "Samma ärende är angivet två gånger"),
    ],
)
def test_a_report_that_says_what_cannot_be_is_refused(changes, message):
    refused(nothing().on(REPORTED_ON, BY_ANNA), "submit", InvalidValueError, message, **changes)


def test_nothing_strikes_the_report_itself_and_it_is_added_to_also_when_it_is_closed():
    course = ready_to_close()
    take(course, "close")
    event = take(course, "supplement", entry_id=cast_id(30270))
    assert event.supplement_text == "Även juni." and course.report.handling.state is HandlingState.CLOSED
    refused(reported(), "strike_entry", NotFoundError, "eller är rapporten själv", entry_id=CALLS["submit"]["report_id"])
    refused(reported(), "supplement", InvalidValueError, "Kompletteringen saknas", supplement_text="")


# --- taken in ---------------------------------------------------------------------------------------------------------


def test_who_receives_a_report_gets_all_of_it_unless_they_are_in_conflict():
    assert levels(received().report.access, BO) == {AccessLevel.FULL}
    course = reported()
    take(course, "receive", receiver_in_conflict=True, conflict_text="Chef för den berörda.")
    assert levels(course.report.access, BO) == frozenset()
    refused(course, "assess", NotAllowedError, "Jäv är anmält", entry_id=cast_id(30271))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"receiver_name": "", "acknowledgement": ""}, "Mottagarens namn saknas"),
        ({"receiver_title": "", "acknowledgement": ""}, "Mottagarens befattning saknas"),
        ({"acknowledgement": "", "receiver_in_conflict": True}, "Hur rapportören fick veta"),
        ({"receiver_in_conflict": True}, "Ange vari jävet består"),
        ({"conflict_text": "Vän."}, "Ange vari jävet består"),
        ({"receiver_in_conflict": True, "conflict_text": ""}, "Vari jävet består saknas"),
    ],
)
def test_a_receipt_says_who_how_and_whether_there_is_a_conflict(changes, message):
    refused(reported(), "receive", InvalidValueError, message, **changes)


def test_a_later_registry_number_holds_and_a_wrong_one_is_struck():
    course = reported()
    take(course, "register")
    take(course, "register", registry_number="SN 2024/2", entry_id=cast_id(30272))
    assert course.report.handling.registered.registry_number == "SN 2024/2"
    take(course, "strike_entry", entry_id=cast_id(30272))
    assert course.report.handling.registered.registry_number == "SN 2024/1"
    refused(course, "register", InvalidValueError, "Diarienumret saknas", registry_number="", entry_id=cast_id(30273))


def test_who_is_affected_is_stated_anew_and_the_report_still_says_what_it_said():
    course = received()
    take(course, "state_affected")
    assert (course.report.handling.affected, course.report.handling.case_ids) == (Affected.SEVERAL, (CASE,))
    assert course.report.report.affected is Affected.UNKNOWN
    other = {"entry_id": cast_id(30274)}
    refused(course, "state_affected", InvalidValueError, "vilka ärenden", affected=Affected.CASES, case_ids=(), **other)
    refused(course, "state_affected", InvalidValueError, "Hur det är känt vem som berörs saknas", affected_reason="", **other)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"ivo_obvious": True, "assessment_motivation": ""}, "Anmälan till IVO är uppenbar bara"),
        ({
            "provisional_degree": Degree.SERIOUS_MISCONDUCT, "investigation_form": InvestigationForm.SIMPLIFIED,
            "assessment_motivation": "",
        }, "Det som kan vara allvarligt utreds fullt"),
        ({"assessment_motivation": " "}, "Motiveringen till bedömningen saknas"),
    ],
)
def test_a_first_assessment_fits_together_and_is_motivated(changes, message):
    refused(received(), "assess", InvalidValueError, message, **changes)


def test_a_degree_that_was_raised_before_the_assessment_is_not_lowered_by_it():
    course = received()
    take(course, "escalate_degree", degree=Degree.TANGIBLE_RISK_SERIOUS)
    again = {"entry_id": cast_id(30275)}
    refused(course, "assess", InvalidValueError, "redan höjd till påtaglig risk för allvarligt", **again)
    take(course, "assess", provisional_degree=Degree.TANGIBLE_RISK_SERIOUS, **again)
    assert course.report.ivo.is_begun and not course.report.ivo.is_terminal


def test_the_form_of_investigation_is_changed_with_a_motivation_but_nothing_serious_is_simplified():
    course = under_investigation(simplified=False)
    refused(course, "change_form", InvalidValueError, "utreds redan", investigation_form=InvestigationForm.STANDARD)
    refused(course, "change_form", InvalidValueError, "Motiveringen till ändringen saknas", form_motivation="")
    take(course, "change_form")
    assert course.report.handling.form is InvestigationForm.SIMPLIFIED
    serious = under_investigation(simplified=False, degree=Degree.SERIOUS_MISCONDUCT)
    refused(serious, "change_form", InvalidValueError, "Behåll full utredning", form_motivation="")


# --- assigned, in conflict, with access -------------------------------------------------------------------------------


def test_handing_over_to_an_investigator_moves_the_access_and_so_does_another_investigator():
    course = under_investigation()
    course.on(LATER)
    assert levels(course.report.access, BO) == {AccessLevel.FULL}
    take(course, "assign_investigator")
    assert (levels(course.report.access, BO), levels(course.report.access, CECILIA)) == (frozenset(), {AccessLevel.FULL})
    assert [(each.staff_id, each.to_on) for each in course.report.access] == [(ANNA, None), (BO, LATER), (CECILIA, None)]


@pytest.mark.parametrize(
    ("changes", "kind", "message"),
    [
        ({"investigator_id": ANNA, "mandate": ""}, NotAllowedError, "varken utreder den eller beslutar"),
        ({"investigator_id": BO, "mandate": ""}, NotAllowedError, "utreder redan"),
        ({"investigator_name": "", "mandate": ""}, InvalidValueError, "Utredarens namn saknas"),
        ({"investigator_title": "", "mandate": ""}, InvalidValueError, "Utredarens befattning saknas"),
        ({"mandate": "", "independent": False}, InvalidValueError, "Uppdraget saknas"),
        ({"independent": False}, InvalidValueError, "Ange varför utredaren utreder fast"),
        ({"not_independent_reason": "Arbetat där."}, InvalidValueError, "Ange varför utredaren utreder fast"),
        ({"independent": False, "not_independent_reason": ""}, InvalidValueError, "fast den inte är oberoende saknas"),
    ],
)
def test_an_investigator_did_not_report_it_and_it_is_asked_whether_they_are_independent(changes, kind, message):
    refused(under_investigation(), "assign_investigator", kind, message, **changes)


def test_who_declares_a_conflict_takes_no_part_any_more_and_another_is_put_in_their_place():
    course = under_investigation()
    take(course, "declare_conflict")
    assert course.report.handling.investigator is None and levels(course.report.access, BO) == frozenset()
    for decision in ("record_finding", "assign_investigator", "grant_access", "end_access", "complete", "state_affected"):
        refused(course, decision, NotAllowedError, "Jäv är anmält", entry_id=cast_id(30276))
    course.on(LATER, BY_CECILIA)
    again = {"entry_id": cast_id(30276)}
    refused(course, "assign_investigator", NotAllowedError, "Jäv är anmält", investigator_id=BO, **again)
    refused(course, "grant_access", NotAllowedError, "Jäv är anmält", accessor_id=BO, **again)
    refused(course, "declare_conflict", NotAllowedError, "redan anmält", **again)
    take(course, "assign_investigator", **again)
    assert course.report.handling.investigator.investigator_id == CECILIA
    changed = {"conflicted_id": DISA, "entry_id": cast_id(30277)}
    refused(course, "declare_conflict", InvalidValueError, "Den jävigas namn saknas", conflicted_name="", **changed)
    refused(course, "declare_conflict", InvalidValueError, "Den jävigas befattning saknas", conflicted_title="", **changed)
    refused(course, "declare_conflict", InvalidValueError, "Vari jävet består saknas", conflict_text="", **changed)


def test_access_is_given_with_a_reason_and_ended_but_ones_own_report_stays_ones_own():
    course = under_investigation()
    refused(course, "grant_access", InvalidValueError, "följer av att man", access_level=AccessLevel.OWN_REPORT, access_reason="")
    refused(course, "grant_access", InvalidValueError, "Medarbetarens namn saknas", accessor_name="", access_reason="")
    refused(course, "grant_access", InvalidValueError, "Medarbetarens befattning saknas", accessor_title="", access_reason="")
    refused(course, "grant_access", InvalidValueError, "Varför åtkomst ges saknas", access_reason="")
    take(course, "grant_access")
    again = {"entry_id": cast_id(30278)}
    refused(course, "grant_access", NotAllowedError, "har redan den åtkomsten", **again)
    refused(course, "end_access", InvalidValueError, "Varför åtkomsten avslutas saknas", access_reason="", **again)
    refused(course, "end_access", NotAllowedError, "utreder rapporten", accessor_id=BO, **again)
    refused(course, "end_access", NotAllowedError, "ingen åtkomst att avsluta", accessor_id=ANNA, **again)
    take(course, "end_access", **again)
    assert levels(course.report.access, CECILIA) == frozenset()
    assert levels(course.report.access, ANNA) == {AccessLevel.OWN_REPORT}


# --- passed on --------------------------------------------------------------------------------------------------------


def test_a_report_stays_ours_until_the_other_board_has_taken_it():
    course = transfer_proposed()
    take(course, "answer_transfer", transfer_accepted=False, transfer_answer="Inte vår insats.")
    assert course.report.handling.state is HandlingState.RECEIVED
    assert transferred().report.handling.state is HandlingState.TRANSFERRED
    refused(received(), "propose_transfer", InvalidValueError, "Nämnden som tar emot saknas", transferred_to="")
    refused(received(), "propose_transfer", InvalidValueError, "Skälet till överlämnandet saknas", transfer_reason="")
    refused(transfer_proposed(), "answer_transfer", InvalidValueError, "nämndens svar saknas", transfer_answer="")


def begun_ivo(course):
    take(course, "escalate_degree", entry_id=cast_id(30279))
    return course


def begun_measure(course):
    course.do(
        "plan_measure", measure_id=cast_id(30280), measure_kind=LexSarahMeasureKind.PREVENTIVE, measure="Ersättare.",
        addressed_areas=(CauseArea.PROCEDURES,),
        measure_owner_id=BO, measure_owner_name="Bo", measure_last_day=REPORTED_ON, verification="Listan.",
        effect_due_on=REPORTED_ON,
    )
    return course


@pytest.mark.parametrize(("begin", "message"), [
    (begun_ivo, "Anmälan till IVO har påbörjats här"), (begun_measure, "Planerade åtgärder är inte klara"),
])
def test_nobody_else_carries_on_what_has_begun_here_and_is_not_finished(begin, message):
    refused(begin(transfer_proposed()), "answer_transfer", NotAllowedError, message, transfer_answer="")
    main = main_report()
    course = begin(received())
    refused(course, "link", NotAllowedError, message, others=lambda: (main.report, course.report), link_reason="")


def test_a_duplicate_is_linked_to_the_report_that_is_investigated_and_the_link_can_be_struck():
    course = linked()
    assert course.report.handling.state is HandlingState.LINKED
    take(course, "strike_entry", entry_id=cast_id(30262))
    assert course.report.handling.state is HandlingState.RECEIVED


def test_a_link_to_itself_to_nothing_in_a_chain_or_without_a_reason_is_refused():
    course, main = received(), main_report()
    both = {"others": lambda: (main.report, course.report)}
    refused(course, "link", InvalidValueError, "inte till sig själv", main_report_id=course.report.id)
    refused(course, "link", NotFoundError, "Den andra rapporten finns inte", main_report_id=NEW, **both)
    refused(course, "link", InvalidValueError, "gäller samma händelse saknas", link_reason="", **both)
    first = main_report()
    take(first, "receive")
    take(first, "link", main_report_id=course.report.id, others=lambda: (course.report,), entry_id=cast_id(30281))
    refused(course, "link", NotAllowedError, "utreds inte själv", others=lambda: (first.report,), link_reason="")
    third = main_report(report_id=cast_id(30205))
    refused(
        course, "link", NotAllowedError, "En annan rapport är kopplad till den här", main_report_id=third.report.id,
        others=lambda: (first.report, third.report), link_reason="",
    )
