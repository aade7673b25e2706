"""A viewpoint: received with who gave it and who took it, corrected whole; and whose key covers it."""

from datetime import date, timedelta

import pytest

from domain.base import RetentionClass
from domain.codes import Channel, Gender, ViewpointKind, ViewpointSubject
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from domain.viewpoint.codes import FeedbackHow, GiverRole
from domain.viewpoint.events import AdaptationMade, FeedbackGiven, ViewpointCorrected, ViewpointReceived
from domain.viewpoint.givers import Giver, stated_genders, stated_givers
from domain.viewpoint.viewpoint import Viewpoint
from tests.support.examples import ANNA, CASE, EXAMPLE_OF, KBT_TEAM, OTHER_CASE, STAMP, TODAY, VIEWPOINT
from tests.support.scenario import given

RECEIVED = EXAMPLE_OF["viewpoint.received"].model_copy(update={"received_by": None})
ADAPTED = EXAMPLE_OF["viewpoint.adaptation_made"]
FED_BACK = EXAMPLE_OF["viewpoint.feedback_given"]
REGISTERED = EXAMPLE_OF["viewpoint.complaint_registered"]
REFERRED = EXAMPLE_OF["viewpoint.referred_to_appeal"]
RECEIVED_ON, ADAPTED_ON, FED_BACK_ON = date(2024, 7, 11), date(2024, 7, 18), date(2024, 7, 25)
DAY = timedelta(days=1)
BY = {"stamp": STAMP, "today": TODAY, "policy": DEFAULT_POLICY}
FACTS = {
    "case_id": CASE,
    "received_on": RECEIVED_ON,
    "kind": ViewpointKind.COMPLAINT,
    "received_by_id": ANNA,
    "received_by_name": "Anna Exempel",
    "received_by_title": "KBT-behandlare",
    "received_by": None,
    "giver_role": "par",
    "givers": (Giver(giver=GiverRole.CLIENT, gender=Gender.WOMAN), Giver(giver=GiverRole.PARTNER, gender=Gender.MAN)),
    "passed_on_by": GiverRole.COMMISSIONER,
    "subject_category": ViewpointSubject.TREATMENT_BY_STAFF,
    "channel": Channel.ORAL,
    "description": "Ville ha mer tid att tala till punkt.",
    "comment": "SRS ökade vid nästa möte.",
    "unit": KBT_TEAM,
}


def receiving(**changes):
    return lambda viewpoint: viewpoint.receive(**{"viewpoint_id": VIEWPOINT, **FACTS, **BY, **changes})


def adapting(**changes):
    call = {"adaptation": "Agenda vid samtalets början.", "adapted_on": ADAPTED_ON}
    return lambda viewpoint: viewpoint.make_adaptation(**{**call, **BY, **changes})


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


UNKNOWN = {
    "received_by_id": None, "received_by_name": None, "received_by_title": None, "giver_role": None, "givers": (),
    "passed_on_by": None, "subject_category": None, "channel": None, "comment": None,
}


def test_a_viewpoint_of_which_little_is_known_is_received_also_from_nobody_known_in_no_case():
    given(Viewpoint).when(receiving(**UNKNOWN)).then(ViewpointReceived, **UNKNOWN)
    given(Viewpoint).when(receiving(**UNKNOWN, case_id=None)).then(ViewpointReceived, case_id=None, givers=())
    given(Viewpoint).when(receiving(**UNKNOWN | {"received_by": "vikarien"})).then(ViewpointReceived, received_by="vikarien")


def test_receiving_is_refused_in_the_order_of_its_contract():
    given(Viewpoint, RECEIVED).when(receiving()).then_refused(ConflictError, "redan registrerad")
    new = given(Viewpoint)
    new.when(receiving(description=" ")).then_refused(InvalidValueError, "Beskrivningen av synpunkten saknas")
    new.when(receiving(received_by="")).then_refused(InvalidValueError, "Vem som tog emot synpunkten saknas")
    new.when(receiving(received_by_name="")).then_refused(InvalidValueError, "Namnet på den som tog emot synpunkten saknas")
    new.when(receiving(received_by_title="")).then_refused(InvalidValueError, "Befattningen saknas")
    new.when(receiving(giver_role="")).then_refused(InvalidValueError, "Vem som lämnade synpunkten saknas")
    new.when(receiving(comment="")).then_refused(InvalidValueError, "Kommentaren saknas")
    new.when(receiving(received_on=TODAY + DAY)).then_refused(InvalidValueError, "Dagen då synpunkten kom in")
    new.when(receiving(received_by="vikarien")).then_refused(InvalidValueError, "angiven två gånger")
    own = (Giver(giver=GiverRole.COMMISSIONER),)
    new.when(receiving(givers=own)).then_refused(InvalidValueError, "både som den som lämnade synpunkten och som den som förde")
    new.when(receiving(received_on=TODAY)).then(ViewpointReceived)


def test_what_the_commissioner_passed_on_is_not_the_commissioners_and_what_they_say_themselves_is():
    own = (Giver(giver=GiverRole.COMMISSIONER, gender=Gender.WOMAN),)
    passed_on, said = given(Viewpoint), given(Viewpoint)
    passed_on.when(receiving()).then(ViewpointReceived, passed_on_by=GiverRole.COMMISSIONER)
    said.when(receiving(givers=own, passed_on_by=None)).then(ViewpointReceived)
    assert (passed_on.state.is_from_the_commissioner, said.state.is_from_the_commissioner) == (False, True)
    together = given(Viewpoint)
    together.when(receiving(givers=(*own, *FACTS["givers"]))).then(ViewpointReceived)
    assert together.state.is_from_the_commissioner


@pytest.mark.parametrize(("giver", "is_a_childs"), [
    (Giver(giver=GiverRole.CHILD), True), (Giver(giver=GiverRole.CLIENT, gender=Gender.GIRL), True),
    (Giver(giver=GiverRole.CLIENT, gender=Gender.BOY), True), (Giver(giver=GiverRole.CLIENT, gender=Gender.WOMAN), False),
    (Giver(giver=GiverRole.PARENT, gender=Gender.UNKNOWN), False), (Giver(giver=GiverRole.UNKNOWN), False),
])
def test_a_childs_viewpoint_is_one_that_a_child_gives_by_role_or_gender(giver, is_a_childs):
    scenario = given(Viewpoint)
    scenario.when(receiving(givers=(*FACTS["givers"], giver))).then(ViewpointReceived)
    assert scenario.state.is_a_childs is is_a_childs


def test_a_source_that_states_one_word_and_genders_is_read_as_persons_and_guesses_no_role():
    woman, man = Gender.WOMAN, Gender.MAN
    assert stated_givers("Förälder", (woman, man)) == (
        Giver(giver=GiverRole.PARENT, gender=woman), Giver(giver=GiverRole.PARENT, gender=man)
    )
    assert stated_givers("par", (woman,)) == stated_givers(None, (woman,)) == (Giver(giver=GiverRole.UNKNOWN, gender=woman),)
    assert stated_givers("barn", ()) == (Giver(giver=GiverRole.CHILD),)
    assert stated_givers("mormor", ()) == stated_givers(None, ()) == ()
    assert stated_genders((*stated_givers("barn", ()), *stated_givers("par", (man,)))) == (man,)


def test_a_correction_states_everything_whole_also_that_there_was_no_adaptation():
    scenario = given(Viewpoint, RECEIVED, ADAPTED, FED_BACK)
    scenario.when(correcting()).then(ViewpointCorrected, kind=ViewpointKind.VIEWPOINT, adaptation=None, feedback_on=None)
    assert (scenario.state.adaptation, scenario.state.feedback_on) == (None, None)
    assert scenario.state.facts.kind is ViewpointKind.VIEWPOINT


@pytest.mark.parametrize("change", [
    {"adaptation": "Ny tid erbjuden."}, {"passed_on_by": None}, {"givers": ()}, {"feedback_on": FED_BACK_ON}, {"case_id": None},
])
def test_each_part_alone_is_a_change(change):
    same = {"kind": ViewpointKind.COMPLAINT}
    given(Viewpoint, RECEIVED).when(correcting(**same, **change)).then(ViewpointCorrected, **change)
    given(Viewpoint, RECEIVED).when(correcting(**same)).then_refused(InvalidValueError, "ändrar ingenting")


def test_a_correction_is_refused_in_the_order_of_its_contract():
    given(Viewpoint).when(correcting()).then_refused(NotFoundError, "Synpunkten finns inte")
    received = given(Viewpoint, RECEIVED)
    received.when(correcting(reason="")).then_refused(InvalidValueError, "Orsaken till rättelsen saknas")
    received.when(correcting(description="")).then_refused(InvalidValueError, "Beskrivningen")
    received.when(correcting(received_by="vikarien")).then_refused(InvalidValueError, "angiven två gånger")
    registered = given(Viewpoint, RECEIVED, REGISTERED)
    registered.when(correcting()).then_refused(ConflictError, "diarieförd som formellt klagomål. Återta diarieföringen")
    referred, kind = given(Viewpoint, RECEIVED, REFERRED), {"kind": ViewpointKind.COMPLAINT}
    referred.when(correcting(case_id=OTHER_CASE)).then_refused(ConflictError, "Återta hänvisningen innan den flyttas")
    referred.when(correcting(adaptation="Ny tid.")).then_refused(NotAllowedError, "kan inte få en anpassning")
    elsewhere = given(Viewpoint, RECEIVED, REFERRED.model_copy(update={"decision_id": None}))
    elsewhere.when(correcting(**kind, case_id=OTHER_CASE)).then(ViewpointCorrected, case_id=OTHER_CASE)
    received.when(correcting(adaptation=" ")).then_refused(InvalidValueError, "Åtgärden saknas")
    received.when(correcting(adaptation="Ny tid.", adapted_on=TODAY + DAY)).then_refused(InvalidValueError, "Dagen för anpassn")
    early = correcting(adaptation="Ny tid.", adapted_on=RECEIVED_ON - DAY)
    received.when(early).then_refused(InvalidValueError, "före den dag synpunkten kom in")
    received.when(correcting(adaptation="Ny tid.", adapted_by_name="")).then_refused(InvalidValueError, "Namnet saknas")
    received.when(correcting(adapted_on=ADAPTED_ON)).then_refused(InvalidValueError, "en åtgärd som inte är angiven")
    received.when(correcting(adapted_by_id=ANNA)).then_refused(InvalidValueError, "en åtgärd som inte är angiven")
    received.when(correcting(feedback_how=FeedbackHow.LETTER)).then_refused(InvalidValueError, "hur återkopplingen gavs men inte")
    received.when(correcting(feedback_on=TODAY + DAY)).then_refused(InvalidValueError, "har varit")
    received.when(correcting(feedback_on=RECEIVED_ON - DAY)).then_refused(InvalidValueError, "före den dag synpunkten kom in")


def test_feedback_in_a_correction_is_held_to_the_corrected_day():
    earlier = RECEIVED_ON - DAY
    both = correcting(received_on=earlier, feedback_on=earlier)
    given(Viewpoint, RECEIVED).when(both).then(ViewpointCorrected, feedback_on=earlier)


def test_an_adaptation_that_a_correction_states_takes_the_place_of_none_being_possible():
    ruled_out = EXAMPLE_OF["viewpoint.adaptation_ruled_out"]
    scenario = given(Viewpoint, RECEIVED, ruled_out)
    scenario.when(correcting()).then(ViewpointCorrected)
    assert scenario.state.ruled_out == ruled_out.model_copy(update={"originator_version": 2})
    scenario.when(correcting(adaptation="Ny tid.", adapted_on=None)).then(ViewpointCorrected, adapted_on=None)
    assert (scenario.state.ruled_out, scenario.state.adaptation) == (None, "Ny tid.")
