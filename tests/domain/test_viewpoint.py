"""A viewpoint: received, acted on, answered, corrected; and whose key covers it."""

from datetime import date, timedelta

import pytest

from domain.base import RetentionClass
from domain.codes import Channel, Gender, ViewpointKind, ViewpointSubject
from domain.errors import ConflictError, InvalidValueError, NotFoundError
from domain.policies import DEFAULT_POLICY
from domain.viewpoint.events import AdaptationMade, FeedbackGiven, ViewpointCorrected, ViewpointReceived
from domain.viewpoint.viewpoint import Viewpoint
from tests.support.examples import CASE, EXAMPLES, KBT_TEAM, OTHER_CASE, STAMP, TODAY, VIEWPOINT, source
from tests.support.scenario import given

RECEIVED = EXAMPLES["viewpoint.received.v1"]
ADAPTED = EXAMPLES["viewpoint.adaptation_made.v1"]
FED_BACK = EXAMPLES["viewpoint.feedback_given.v1"]
RECEIVED_ON, FED_BACK_ON = date(2024, 7, 11), date(2024, 7, 25)
DAY = timedelta(days=1)
BY = {"stamp": STAMP, "today": TODAY, "policy": DEFAULT_POLICY}
FACTS = {
    "case_id": CASE,
    "received_on": RECEIVED_ON,
    "kind": ViewpointKind.COMPLAINT,
    "received_by": "Anna Exempel, KBT-behandlare",
    "giver_role": "par",
    "givers": (Gender.WOMAN, Gender.MAN),
    "subject_category": ViewpointSubject.TREATMENT_BY_STAFF,
    "channel": Channel.ORAL,
    "description": "Ville ha mer tid att tala till punkt.",
    "comment": "SRS ökade vid nästa möte.",
    "unit": KBT_TEAM,
}


def receiving(**changes):
    return lambda viewpoint: viewpoint.receive(**{"viewpoint_id": VIEWPOINT, **FACTS, **BY, **changes})


def adapting(**changes):
    call = {"adaptation": "Agenda vid samtalets början.", "stamp": STAMP, "policy": DEFAULT_POLICY}
    return lambda viewpoint: viewpoint.make_adaptation(**{**call, **changes})


def feeding_back(**changes):
    return lambda viewpoint: viewpoint.give_feedback(**{"given_on": FED_BACK_ON, "stamp": STAMP, "today": TODAY, **changes})


def correcting(**changes):
    call = {**FACTS, "adaptation": None, "feedback_on": None, "reason": "Fel kategori.", "kind": ViewpointKind.VIEWPOINT}
    return lambda viewpoint: viewpoint.correct(**{**call, **BY, **changes})


def test_a_viewpoint_from_a_couple_is_one_viewpoint_and_two_givers():
    event = given(Viewpoint).when(receiving()).then(ViewpointReceived, **FACTS)
    assert (event.originator_id, len(event.givers)) == (VIEWPOINT, 2)


def test_a_viewpoint_in_a_case_follows_the_case_and_one_outside_follows_itself():
    in_case = given(Viewpoint).when(receiving()).then(ViewpointReceived)
    assert (in_case.key_subject, in_case.retention_class) == (CASE, RetentionClass.CASE)
    outside = given(Viewpoint).when(receiving(case_id=None)).then(ViewpointReceived)
    assert (outside.key_subject, outside.retention_class) == (VIEWPOINT, RetentionClass.VIEWPOINT)


def test_what_follows_a_viewpoint_lies_under_the_same_key():
    scenario = given(Viewpoint, RECEIVED)
    assert scenario.when(adapting()).then(AdaptationMade).key_subject == CASE
    assert scenario.when(feeding_back()).then(FeedbackGiven).key_subject == CASE
    moved = scenario.when(correcting(case_id=OTHER_CASE)).then(ViewpointCorrected)
    assert moved.key_subject == OTHER_CASE
    assert scenario.when(adapting()).then(AdaptationMade).key_subject == OTHER_CASE


def test_a_viewpoint_of_which_little_is_known_is_received():
    unknown = {"received_by": None, "giver_role": None, "givers": (), "subject_category": None, "channel": None, "comment": None}
    given(Viewpoint).when(receiving(**unknown)).then(ViewpointReceived, **unknown)


def test_receiving_is_refused_in_the_order_of_its_contract():
    given(Viewpoint, RECEIVED).when(receiving()).then_refused(ConflictError, "redan registrerad")
    new = given(Viewpoint)
    new.when(receiving(description=" ")).then_refused(InvalidValueError, "Beskrivningen av synpunkten saknas")
    new.when(receiving(received_by="")).then_refused(InvalidValueError, "Vem som tog emot synpunkten saknas")
    new.when(receiving(giver_role="")).then_refused(InvalidValueError, "Vem som lämnade synpunkten saknas")
    new.when(receiving(comment="")).then_refused(InvalidValueError, "Kommentaren saknas")
    new.when(receiving(received_on=TODAY + DAY)).then_refused(InvalidValueError, "Dagen då synpunkten kom in")
    new.when(receiving(received_on=TODAY)).then(ViewpointReceived)


def test_an_adaptation_is_recorded_once():
    scenario = given(Viewpoint, RECEIVED)
    scenario.when(adapting(source=source("Synpunkter"))).then(AdaptationMade, source=source("Synpunkter"))
    assert scenario.state.adaptation == "Agenda vid samtalets början."
    scenario.when(adapting()).then_refused(ConflictError, "redan en åtgärd")
    given(Viewpoint).when(adapting()).then_refused(NotFoundError, "Synpunkten finns inte")
    given(Viewpoint, RECEIVED).when(adapting(adaptation="")).then_refused(InvalidValueError, "Åtgärden saknas")


@pytest.mark.parametrize("day", [RECEIVED_ON, TODAY])
def test_feedback_is_given_from_the_day_of_the_viewpoint_to_today(day):
    scenario = given(Viewpoint, RECEIVED)
    scenario.when(feeding_back(given_on=day)).then(FeedbackGiven, given_on=day)
    assert scenario.state.feedback_on == day


def test_feedback_is_refused_in_the_order_of_its_contract():
    given(Viewpoint).when(feeding_back()).then_refused(NotFoundError, "Synpunkten finns inte")
    given(Viewpoint, RECEIVED, FED_BACK).when(feeding_back()).then_refused(ConflictError, "redan återkopplad")
    received = given(Viewpoint, RECEIVED)
    received.when(feeding_back(given_on=TODAY + DAY)).then_refused(InvalidValueError, "har varit")
    received.when(feeding_back(given_on=RECEIVED_ON - DAY)).then_refused(InvalidValueError, "före den dag synpunkten kom in")


def test_a_correction_states_everything_whole_also_that_there_was_no_adaptation():
    scenario = given(Viewpoint, RECEIVED, ADAPTED, FED_BACK)
    scenario.when(correcting()).then(ViewpointCorrected, kind=ViewpointKind.VIEWPOINT, adaptation=None, feedback_on=None)
    assert (scenario.state.adaptation, scenario.state.feedback_on) == (None, None)
    assert scenario.state.facts.kind is ViewpointKind.VIEWPOINT


@pytest.mark.parametrize("change", [{"adaptation": "Ny tid erbjuden."}, {"feedback_on": FED_BACK_ON}, {"case_id": None}])
def test_each_part_alone_is_a_change(change):
    same = {"kind": ViewpointKind.COMPLAINT}
    given(Viewpoint, RECEIVED).when(correcting(**same, **change)).then(ViewpointCorrected, **change)
    given(Viewpoint, RECEIVED).when(correcting(**same)).then_refused(InvalidValueError, "ändrar ingenting")


def test_a_correction_is_refused_in_the_order_of_its_contract():
    given(Viewpoint).when(correcting()).then_refused(NotFoundError, "Synpunkten finns inte")
    received = given(Viewpoint, RECEIVED)
    received.when(correcting(reason="")).then_refused(InvalidValueError, "Orsaken till rättelsen saknas")
    received.when(correcting(description="")).then_refused(InvalidValueError, "Beskrivningen")
    received.when(correcting(adaptation=" ")).then_refused(InvalidValueError, "Åtgärden saknas")
    received.when(correcting(feedback_on=TODAY + DAY)).then_refused(InvalidValueError, "har varit")
    received.when(correcting(feedback_on=RECEIVED_ON - DAY)).then_refused(InvalidValueError, "före den dag synpunkten kom in")


def test_feedback_in_a_correction_is_held_to_the_corrected_day():
    earlier = RECEIVED_ON - DAY
    both = correcting(received_on=earlier, feedback_on=earlier)
    given(Viewpoint, RECEIVED).when(both).then(ViewpointCorrected, feedback_on=earlier)
