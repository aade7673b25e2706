"""What is done about a viewpoint: adaptation or none, feedback, the manager, formal complaints, appeal, steps taken back."""

from datetime import date, timedelta

import pytest

from domain.case.case import Case
from domain.codes import Gender, ViewpointKind, ViewpointSubject
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from domain.viewpoint.codes import AdaptationState, FeedbackHow, FeedbackTo, GiverRole, ViewpointStep
from domain.viewpoint.events import (
    AdaptationMade,
    AdaptationRuledOut,
    ComplaintAnswered,
    ComplaintRegistered,
    FeedbackGiven,
    ManagerTold,
    ReferredToAppeal,
    StepWithdrawn,
)
from domain.viewpoint.givers import Giver
from domain.viewpoint.viewpoint import Viewpoint
from tests.support.examples import ANNA, BO, CASE, EXAMPLE_OF, STAMP, TODAY, source
from tests.support.scenario import given, numbered

RECEIVED = EXAMPLE_OF["viewpoint.received"]
ADAPTED, RULED_OUT = EXAMPLE_OF["viewpoint.adaptation_made"], EXAMPLE_OF["viewpoint.adaptation_ruled_out"]
FED_BACK, TOLD = EXAMPLE_OF["viewpoint.feedback_given"], EXAMPLE_OF["viewpoint.manager_told"]
REGISTERED, ANSWERED = EXAMPLE_OF["viewpoint.complaint_registered"], EXAMPLE_OF["viewpoint.complaint_answered"]
DECISION = EXAMPLE_OF["case.decision_made"].entry_id
REFERRED = EXAMPLE_OF["viewpoint.referred_to_appeal"]
GROUP_TOLD = FED_BACK.model_copy(update={"feedback_to": FeedbackTo.WORK_GROUP})
RECEIVED_ON, DAY = RECEIVED.received_on, timedelta(days=1)
REGISTERED_ON = REGISTERED.registered_on
WHEN, BY = {"stamp": STAMP, "today": TODAY}, {"stamp": STAMP, "today": TODAY, "policy": DEFAULT_POLICY}


def told(**changes):
    return RECEIVED.model_copy(update=changes)


def adapting(**changes):
    call = {"adaptation": "Agenda.", "adapted_on": RECEIVED_ON, "adapted_by_id": ANNA, "adapted_by_name": "Anna Exempel"}
    return lambda viewpoint: viewpoint.make_adaptation(**{**call, **BY, **changes})


def ruling_out(**changes):
    call = {"ruled_out_on": RECEIVED_ON, "ruled_out_reason": "Lokalen kan inte byggas om."}
    return lambda viewpoint: viewpoint.rule_out_adaptation(**{**call, **BY, **changes})


def feeding_back(**changes):
    return lambda viewpoint: viewpoint.give_feedback(**{"given_on": date(2024, 7, 25), **WHEN, **changes})


def telling_manager(**changes):
    call = {"manager_told_on": RECEIVED_ON, "manager_id": BO, "manager_name": "Bo Påhittad", "manager_title": "chef"}
    return lambda viewpoint: viewpoint.tell_manager(**{**call, **BY, **changes})


def registering(**changes):
    call = {"registered_on": REGISTERED_ON, "registry_number": "2024-0711"}
    return lambda viewpoint: viewpoint.register_complaint(**{**call, **BY, **changes})


def answering(**changes):
    call = {
        "complaint_answered_on": REGISTERED_ON, "complaint_answer": "Så var det.", "measures_taken": "Agenda.",
        "answered_by_id": BO, "answered_by_name": "Bo Påhittad", "answered_by_title": "chef",
    }
    return lambda viewpoint: viewpoint.answer_complaint(**{**call, **BY, **changes})


def case_of(case_id):
    assert case_id == CASE, "only the viewpoint's own case is looked into"
    return Case.fold(numbered(EXAMPLE_OF["case.opened"], EXAMPLE_OF["case.decision_made"]))


def referring(**changes):
    call = {"told_to_appeal_on": RECEIVED_ON, "decision_id": DECISION, "case_of": case_of, **WHEN}
    return lambda viewpoint: viewpoint.refer_to_appeal(**{**call, **changes})


def withdrawing(step, reason="Fel synpunkt."):
    return lambda viewpoint: viewpoint.withdraw_step(step=step, reason=reason, stamp=STAMP, policy=DEFAULT_POLICY)


@pytest.mark.parametrize("day", [RECEIVED_ON, TODAY])
def test_an_adaptation_says_what_when_and_by_whom_and_is_recorded_once(day):
    scenario = given(Viewpoint, RECEIVED)
    scenario.when(adapting(adapted_on=day)).then(AdaptationMade, adaptation="Agenda.", adapted_on=day, adapted_by_id=ANNA)
    assert (scenario.state.adaptation, scenario.state.adapted.on) == ("Agenda.", day)
    assert scenario.state.adaptation_state is AdaptationState.MADE
    scenario.when(adapting()).then_refused(ConflictError, "redan en åtgärd")


def test_only_an_import_may_leave_the_day_of_an_adaptation_out():
    imported = adapting(adapted_on=None, source=source("Synpunkter"))
    given(Viewpoint, RECEIVED).when(imported).then(AdaptationMade, adapted_on=None, source=source("Synpunkter"))
    given(Viewpoint, RECEIVED).when(adapting(adapted_on=None)).then_refused(InvalidValueError, "Dagen för anpassningen saknas")


def test_an_adaptation_is_refused_in_the_order_of_its_contract():
    given(Viewpoint).when(adapting()).then_refused(NotFoundError, "Synpunkten finns inte")
    given(Viewpoint, RECEIVED, ADAPTED).when(adapting()).then_refused(ConflictError, "redan en åtgärd")
    given(Viewpoint, RECEIVED, REFERRED).when(adapting()).then_refused(NotAllowedError, "hänvisad till överklagande")
    received = given(Viewpoint, RECEIVED)
    received.when(adapting(adaptation="")).then_refused(InvalidValueError, "Åtgärden saknas")
    received.when(adapting(adapted_on=TODAY + DAY)).then_refused(InvalidValueError, "Dagen för anpassningen är")
    received.when(adapting(adapted_on=RECEIVED_ON - DAY)).then_refused(InvalidValueError, "före den dag synpunkten kom in")
    received.when(adapting(adapted_by_name="")).then_refused(InvalidValueError, "Namnet saknas")
    received.when(adapting(adapted_by_title="")).then_refused(InvalidValueError, "Befattningen saknas")


@pytest.mark.parametrize("day", [RECEIVED_ON, TODAY])
def test_that_no_adaptation_is_possible_is_said_with_its_reason_and_something_may_be_possible_later(day):
    scenario = given(Viewpoint, RECEIVED)
    assert scenario.state.adaptation_state is AdaptationState.OPEN
    scenario.when(ruling_out(ruled_out_on=day)).then(AdaptationRuledOut, ruled_out_on=day)
    assert scenario.state.adaptation_state is AdaptationState.NOT_POSSIBLE
    scenario.when(adapting()).then(AdaptationMade)
    assert (scenario.state.adaptation_state, scenario.state.ruled_out) == (AdaptationState.MADE, None)


def test_that_no_adaptation_is_possible_is_refused_in_the_order_of_its_contract():
    given(Viewpoint).when(ruling_out()).then_refused(NotFoundError, "Synpunkten finns inte")
    given(Viewpoint, RECEIVED, ADAPTED).when(ruling_out()).then_refused(ConflictError, "redan en åtgärd")
    given(Viewpoint, RECEIVED, RULED_OUT).when(ruling_out()).then_refused(ConflictError, "redan registrerat att anpassning inte")
    given(Viewpoint, RECEIVED, REFERRED).when(ruling_out()).then_refused(NotAllowedError, "hänvisad till överklagande")
    received = given(Viewpoint, RECEIVED)
    received.when(ruling_out(ruled_out_reason="")).then_refused(InvalidValueError, "Skälet till att anpassning inte är möjlig")
    received.when(ruling_out(ruled_out_on=TODAY + DAY)).then_refused(InvalidValueError, "Dagen för ställningstagandet")
    received.when(ruling_out(ruled_out_on=RECEIVED_ON - DAY)).then_refused(InvalidValueError, "före den dag synpunkten")
    received.when(ruling_out(ruled_out_by_name="")).then_refused(InvalidValueError, "Namnet saknas")
    received.when(ruling_out(ruled_out_by_title="")).then_refused(InvalidValueError, "Befattningen saknas")


@pytest.mark.parametrize("day", [RECEIVED_ON, TODAY])
def test_feedback_is_given_from_the_day_of_the_viewpoint_to_today_to_the_giver_and_to_the_work_group(day):
    scenario = given(Viewpoint, RECEIVED)
    scenario.when(feeding_back(given_on=day, feedback_how=FeedbackHow.LETTER)).then(FeedbackGiven, given_on=day)
    assert (scenario.state.feedback_on, scenario.state.feedback.how) == (day, FeedbackHow.LETTER)
    assert scenario.state.work_group_told is None
    scenario.when(feeding_back(feedback_to=FeedbackTo.WORK_GROUP)).then(FeedbackGiven, feedback_to=FeedbackTo.WORK_GROUP)
    assert (scenario.state.work_group_told.given_on, scenario.state.feedback_on) == (date(2024, 7, 25), day)


def test_feedback_is_refused_in_the_order_of_its_contract():
    to_group = {"feedback_to": FeedbackTo.WORK_GROUP}
    given(Viewpoint).when(feeding_back()).then_refused(NotFoundError, "Synpunkten finns inte")
    given(Viewpoint, RECEIVED, FED_BACK).when(feeding_back()).then_refused(ConflictError, "är redan återkopplad. Rätta")
    again = given(Viewpoint, RECEIVED, GROUP_TOLD)
    again.when(feeding_back(**to_group)).then_refused(ConflictError, "redan återkopplad till arbetsgruppen")
    again.when(feeding_back()).then(FeedbackGiven)
    received = given(Viewpoint, RECEIVED)
    received.when(feeding_back(given_on=TODAY + DAY)).then_refused(InvalidValueError, "har varit")
    received.when(feeding_back(given_on=RECEIVED_ON - DAY)).then_refused(InvalidValueError, "före den dag synpunkten kom in")


@pytest.mark.parametrize(("kind", "about", "at_once"), [
    (ViewpointKind.COMPLAINT, ViewpointSubject.TREATMENT_BY_STAFF, True),
    (ViewpointKind.COMPLAINT, ViewpointSubject.DISCRIMINATION, True),
    (ViewpointKind.VIEWPOINT, ViewpointSubject.DISCRIMINATION, True),
    (ViewpointKind.IMPROVEMENT, ViewpointSubject.DISCRIMINATION, True),
    (ViewpointKind.VIEWPOINT, ViewpointSubject.TREATMENT_BY_STAFF, False),
    (ViewpointKind.COMPLAINT, ViewpointSubject.ACCESSIBILITY, False),
    (ViewpointKind.COMPLAINT, None, False),
    (ViewpointKind.PRAISE, ViewpointSubject.TREATMENT_BY_STAFF, False),
    (ViewpointKind.PRAISE, ViewpointSubject.DISCRIMINATION, False),
])
def test_bad_treatment_and_discrimination_must_reach_a_manager(kind, about, at_once):
    viewpoint = Viewpoint.fold([told(kind=kind, subject_category=about)])
    assert viewpoint.must_reach_a_manager is at_once


@pytest.mark.parametrize("day", [RECEIVED_ON, TODAY])
def test_a_manager_is_told_of_any_viewpoint(day):
    scenario = given(Viewpoint, RECEIVED)
    scenario.when(telling_manager(manager_told_on=day)).then(ManagerTold, manager_told_on=day, manager_id=BO)
    assert scenario.state.manager_told.manager_told_on == day


def test_telling_a_manager_is_refused_in_the_order_of_its_contract():
    given(Viewpoint).when(telling_manager()).then_refused(NotFoundError, "Synpunkten finns inte")
    given(Viewpoint, RECEIVED, TOLD).when(telling_manager()).then_refused(ConflictError, "en chef har fått veta")
    received = given(Viewpoint, RECEIVED)
    received.when(telling_manager(manager_told_on=TODAY + DAY)).then_refused(InvalidValueError, "Dagen då chefen fick veta")
    received.when(telling_manager(manager_told_on=RECEIVED_ON - DAY)).then_refused(InvalidValueError, "före den dag synpunkten")
    received.when(telling_manager(manager_name="")).then_refused(InvalidValueError, "Namnet på chefen saknas")
    received.when(telling_manager(manager_title="")).then_refused(InvalidValueError, "Befattningen saknas")


@pytest.mark.parametrize("day", [RECEIVED_ON, TODAY])
def test_a_complaint_with_a_registry_number_is_formal_and_is_answered_with_what_is_done(day):
    scenario = given(Viewpoint, RECEIVED)
    scenario.when(registering(registered_on=day)).then(ComplaintRegistered, registry_number="2024-0711")
    scenario.when(answering(complaint_answered_on=TODAY)).then(ComplaintAnswered, measures_taken="Agenda.", answered_by_id=BO)
    assert scenario.state.answer.complaint_answered_on == TODAY
    given(Viewpoint, RECEIVED, REGISTERED).when(answering()).then(ComplaintAnswered, complaint_answered_on=REGISTERED_ON)


def test_registering_is_refused_in_the_order_of_its_contract():
    given(Viewpoint).when(registering()).then_refused(NotFoundError, "Synpunkten finns inte")
    given(Viewpoint, RECEIVED, REGISTERED).when(registering()).then_refused(ConflictError, "redan diariefört")
    praise = given(Viewpoint, told(kind=ViewpointKind.IMPROVEMENT))
    praise.when(registering()).then_refused(NotAllowedError, "registrerad som förbättringsförslag, och bara ett klagomål")
    given(Viewpoint, RECEIVED, REFERRED).when(registering()).then_refused(NotAllowedError, "handläggs inte som klagomål")
    received = given(Viewpoint, RECEIVED)
    received.when(registering(registry_number="")).then_refused(InvalidValueError, "Diarienumret saknas")
    received.when(registering(registered_on=TODAY + DAY)).then_refused(InvalidValueError, "Dagen för diarieföringen")
    received.when(registering(registered_on=RECEIVED_ON - DAY)).then_refused(InvalidValueError, "före den dag synpunkten kom in")


def test_answering_is_refused_in_the_order_of_its_contract():
    given(Viewpoint).when(answering()).then_refused(NotFoundError, "Synpunkten finns inte")
    given(Viewpoint, RECEIVED, REGISTERED, ANSWERED).when(answering()).then_refused(ConflictError, "redan besvarat")
    given(Viewpoint, RECEIVED).when(answering()).then_refused(NotAllowedError, "inte diariefört")
    registered = given(Viewpoint, RECEIVED, REGISTERED)
    registered.when(answering(complaint_answer="")).then_refused(InvalidValueError, "Svaret saknas")
    registered.when(answering(measures_taken="")).then_refused(InvalidValueError, "Vidtagna åtgärder saknas")
    registered.when(answering(complaint_answered_on=TODAY + DAY)).then_refused(InvalidValueError, "Dagen för svaret")
    early = answering(complaint_answered_on=REGISTERED_ON - DAY)
    registered.when(early).then_refused(InvalidValueError, "före diarieföringen")
    registered.when(answering(answered_by_name="")).then_refused(InvalidValueError, "Namnet på den som svarade saknas")
    registered.when(answering(answered_by_title="")).then_refused(InvalidValueError, "Befattningen saknas")


@pytest.mark.parametrize("day", [RECEIVED_ON, TODAY])
def test_what_a_decision_says_is_referred_to_appeal_and_is_no_complaint_then(day):
    scenario = given(Viewpoint, RECEIVED)
    scenario.when(referring(told_to_appeal_on=day)).then(ReferredToAppeal, told_to_appeal_on=day, decision_id=DECISION)
    assert (scenario.state.adaptation_state, scenario.state.awaits_feedback) == (AdaptationState.REFERRED, False)
    elsewhere = given(Viewpoint, told(case_id=None))
    elsewhere.when(referring(decision_id=None)).then(ReferredToAppeal, decision_id=None)


def test_referring_to_appeal_is_refused_in_the_order_of_its_contract():
    given(Viewpoint).when(referring()).then_refused(NotFoundError, "Synpunkten finns inte")
    given(Viewpoint, RECEIVED, REFERRED).when(referring()).then_refused(ConflictError, "redan hänvisad")
    for handled in (ADAPTED, RULED_OUT, REGISTERED):
        given(Viewpoint, RECEIVED, handled).when(referring()).then_refused(ConflictError, "har redan handlagts")
    given(Viewpoint, told(kind=ViewpointKind.PRAISE)).when(referring()).then_refused(NotAllowedError, "Beröm överklagas inte")
    received = given(Viewpoint, RECEIVED)
    received.when(referring(told_to_appeal_on=TODAY + DAY)).then_refused(InvalidValueError, "fick veta hur man överklagar")
    received.when(referring(told_to_appeal_on=RECEIVED_ON - DAY)).then_refused(InvalidValueError, "före den dag synpunkten")
    given(Viewpoint, told(case_id=None)).when(referring()).then_refused(InvalidValueError, "hör inte till något ärende")
    received.when(referring(decision_id=ANNA)).then_refused(NotFoundError, "Beslutet finns inte i synpunktens ärende")


@pytest.mark.parametrize(("before", "step", "what"), [
    ([ADAPTED], ViewpointStep.ADAPTATION, "adapted"), ([RULED_OUT], ViewpointStep.RULING_OUT, "ruled_out"),
    ([FED_BACK], ViewpointStep.FEEDBACK, "feedback"), ([GROUP_TOLD], ViewpointStep.WORK_GROUP_FEEDBACK, "work_group_told"),
    ([TOLD], ViewpointStep.MANAGER, "manager_told"), ([REGISTERED], ViewpointStep.REGISTRATION, "registration"),
    ([REGISTERED, ANSWERED], ViewpointStep.ANSWER, "answer"), ([REFERRED], ViewpointStep.REFERRAL, "referral"),
])
def test_each_step_can_be_taken_back_and_then_recorded_anew(before, step, what):
    scenario = given(Viewpoint, RECEIVED, *before)
    assert getattr(scenario.state, what) is not None
    scenario.when(withdrawing(step)).then(StepWithdrawn, step=step, reason="Fel synpunkt.")
    assert getattr(scenario.state, what) is None
    scenario.when(withdrawing(step)).then_refused(NotFoundError, f"saknar det steget: {step.swedish}")


def test_taking_a_step_back_is_refused_in_the_order_of_its_contract():
    given(Viewpoint).when(withdrawing(ViewpointStep.ANSWER)).then_refused(NotFoundError, "Synpunkten finns inte")
    given(Viewpoint, RECEIVED).when(withdrawing(ViewpointStep.ANSWER)).then_refused(NotFoundError, "saknar det steget: svaret")
    answered = given(Viewpoint, RECEIVED, REGISTERED, ANSWERED)
    answered.when(withdrawing(ViewpointStep.REGISTRATION)).then_refused(ConflictError, "Återta svaret innan")
    answered.when(withdrawing(ViewpointStep.ANSWER, reason="")).then_refused(InvalidValueError, "Orsaken till att steget")


def test_praise_calls_for_nothing():
    viewpoint = Viewpoint.fold([told(kind=ViewpointKind.PRAISE)])
    assert (viewpoint.adaptation_state, viewpoint.awaits_feedback) == (AdaptationState.NOT_CALLED_FOR, False)


@pytest.mark.parametrize(("known", "awaits"), [
    ({"givers": (), "giver_role": None, "case_id": None}, False),
    ({"givers": (), "giver_role": None}, True), ({"givers": (), "case_id": None}, True),
    ({"givers": (Giver(giver=GiverRole.PUBLIC, gender=Gender.OTHER),), "giver_role": None, "case_id": None}, True),
])
def test_feedback_waits_only_for_a_giver_who_can_be_told(known, awaits):
    assert Viewpoint.fold([told(**known)]).awaits_feedback is awaits


def test_who_was_told_or_gets_a_formal_answer_waits_for_no_more_feedback():
    assert [Viewpoint.fold([RECEIVED, each]).awaits_feedback for each in (FED_BACK, GROUP_TOLD, REGISTERED)] == [
        False, True, False
    ]
