"""Plans of external providers: requested, reminded, received, refused."""

from datetime import date, timedelta

import pytest

from domain.case.case import Case
from domain.case.providers import events as e
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from projections.areas.providers import document
from tests.support.examples import CLOSED_ON, EXAMPLES, IMPORT_STAMP, STAMP, TODAY, cast_id, source
from tests.support.plan_work import said_in_order, striking
from tests.support.scenario import given, numbered

DAY = timedelta(days=1)
NEW, NOTHING = cast_id(904), cast_id(905)
OPENED, CLOSED = EXAMPLES["case.opened.v1"], EXAMPLES["case.closed.v1"]
REQUESTED = EXAMPLES["case.external_plan_requested.v1"]
REMINDED = EXAMPLES["case.external_plan_reminded.v1"]
RECEIVED = EXAMPLES["case.external_plan_received.v1"].model_copy(update={"provider_name": None})
REFUSED = EXAMPLES["case.external_plan_refused.v1"]
ASKED = [OPENED, REQUESTED]

BY = {"stamp": STAMP, "today": TODAY, "policy": DEFAULT_POLICY}
IMPORTED = {"stamp": IMPORT_STAMP, "source": source("Externa planer")}


def call(name, defaults):
    def calling(**changes):
        return lambda case: getattr(case, name)(**{"entry_id": NEW, **defaults, **BY, **changes})
    return calling


requesting = call("request_external_plan", {"provider_name": "Behandlingshemmet Påhittet", "requested_on": TODAY})
reminding = call("remind_of_external_plan", {"plan_request_id": REQUESTED.entry_id, "reminded_on": TODAY})
receiving = call("receive_external_plan", {
    "plan_request_id": REQUESTED.entry_id, "received_on": TODAY, "readable_by_system": True,
})
refusing = call("record_external_plan_refusal", {
    "plan_request_id": REQUESTED.entry_id, "refused_on": TODAY, "reason": "Den enskilde samtycker inte.",
})

ANSWERS = [
    (reminding, "reminded_on", e.ExternalPlanReminded), (receiving, "received_on", e.ExternalPlanReceived),
    (refusing, "refused_on", e.ExternalPlanRefused),
]


def test_a_providers_plan_is_requested_with_a_day_by_which_it_is_to_come():
    given(Case, OPENED).when(requesting()).then(e.ExternalPlanRequested, requested_on=TODAY, external_plan_due_on=None)
    given(Case, OPENED).when(requesting(external_plan_due_on=TODAY)).then(e.ExternalPlanRequested, external_plan_due_on=TODAY)


@pytest.mark.parametrize(("calling", "field", "kind"), ANSWERS)
def test_what_follows_a_request_is_from_its_day_to_today(calling, field, kind):
    asked_on = REQUESTED.requested_on
    for day in (asked_on, TODAY):
        given(Case, *ASKED).when(calling(**{field: day})).then(kind, plan_request_id=REQUESTED.entry_id, **{field: day})
    given(Case, *ASKED).when(calling(**{field: asked_on - DAY})).then_refused(InvalidValueError, "före begäran 2024-04-02")
    given(Case, *ASKED).when(calling(**{field: TODAY + DAY})).then_refused(InvalidValueError, "i dag är det")
    given(Case, *ASKED).when(calling(plan_request_id=NOTHING)).then_refused(NotFoundError, "Begäran finns inte")


@pytest.mark.parametrize("calling", [requesting, reminding, receiving, refusing])
def test_each_decision_needs_a_case_and_an_id_of_its_own(calling):
    given(Case).when(calling()).then_refused(NotFoundError, "Ärendet finns inte")
    given(Case, *ASKED).when(calling(entry_id=REQUESTED.entry_id)).then_refused(ConflictError, "finns redan")


@pytest.mark.parametrize(("calling", "field", "kind"), [
    (requesting, "requested_on", e.ExternalPlanRequested), (reminding, "reminded_on", e.ExternalPlanReminded),
])
def test_in_a_closed_case_nothing_is_asked_for_after_its_last_day(calling, field, kind):
    past = [*ASKED, CLOSED]
    given(Case, *past).when(calling(**{field: CLOSED_ON})).then(kind)
    given(Case, *past).when(calling(**{field: CLOSED_ON + DAY})).then_refused(NotAllowedError, "avslutades")
    given(Case, *past).when(calling(**{field: CLOSED_ON + DAY}, **IMPORTED)).then(kind)


def test_answers_are_taken_also_in_a_closed_case():
    given(Case, *ASKED, CLOSED).when(receiving()).then(e.ExternalPlanReceived, readable_by_system=True)
    given(Case, *ASKED, CLOSED).when(refusing()).then(e.ExternalPlanRefused, reason="Den enskilde samtycker inte.")


@pytest.mark.parametrize(("calling", "message"), [
    (requesting(provider_name=""), "Utföraren saknas"),
    (requesting(requested_on=TODAY + DAY), "i dag är det"),
    (requesting(external_plan_due_on=TODAY - DAY), "före begäran"),
    (reminding(external_plan_due_on=TODAY - DAY), "före påminnelsen"),
    (receiving(plan_request_id=None), "Ange antingen begäran eller utförarens namn"),
    (receiving(provider_name="Påhittet"), "Ange antingen begäran eller utförarens namn"),
    (receiving(plan_request_id=None, provider_name=""), "Utföraren saknas"),
    (receiving(document_reference=""), "Handlingen saknas"),
    (receiving(plan_request_id=None, provider_name="Påhittet", received_on=TODAY + DAY), "i dag är det"),
    (receiving(established_on=TODAY + DAY), "före dagen då den upprättades"),
    (refusing(reason=""), "Orsaken till att planen inte lämnas ut saknas"),
])
def test_a_value_is_refused(calling, message):
    given(Case, *ASKED).when(calling).then_refused(InvalidValueError, message)


def test_a_plan_may_come_without_having_been_asked_for():
    unasked = receiving(plan_request_id=None, provider_name="Påhittet", established_on=TODAY)
    fact = given(Case, OPENED).when(unasked).then(e.ExternalPlanReceived, plan_request_id=None, established_on=TODAY)
    another = receiving(entry_id=NOTHING, plan_request_id=None, provider_name="Uppdiktat")
    given(Case, OPENED, fact).when(another).then(e.ExternalPlanReceived, provider_name="Uppdiktat")


def test_a_plan_comes_once_and_after_it_nobody_is_reminded_and_nobody_refuses():
    came = [*ASKED, RECEIVED]
    given(Case, *came).when(receiving()).then_refused(NotAllowedError, "redan mottagen")
    given(Case, *came).when(reminding(reminded_on=RECEIVED.received_on)).then(e.ExternalPlanReminded)
    given(Case, *came).when(reminding(reminded_on=RECEIVED.received_on + DAY)).then_refused(NotAllowedError, "redan kommit")
    given(Case, *came).when(refusing(refused_on=RECEIVED.received_on - DAY)).then(e.ExternalPlanRefused)
    given(Case, *came).when(refusing(refused_on=RECEIVED.received_on)).then_refused(NotAllowedError, "Planen har kommit")
    given(Case, *ASKED, REFUSED).when(refusing()).then_refused(NotAllowedError, "redan nekat")
    given(Case, *ASKED, REFUSED).when(reminding()).then(e.ExternalPlanReminded)
    given(Case, *ASKED, REFUSED).when(receiving()).then(e.ExternalPlanReceived)


@pytest.mark.parametrize(("calling", "past", "faults"), [
    (requesting, [OPENED, CLOSED], [
        ({"provider_name": ""}, "Utföraren"), ({"requested_on": TODAY + DAY}, "i dag är det"),
        ({"requested_on": TODAY, "external_plan_due_on": CLOSED_ON}, "före begäran"),
        ({"external_plan_due_on": None}, "avslutades"),
    ]),
    (reminding, [*ASKED, RECEIVED, CLOSED], [
        ({"plan_request_id": NOTHING}, "Begäran finns"), ({"reminded_on": TODAY + DAY}, "i dag är det"),
        ({"reminded_on": REQUESTED.requested_on - DAY}, "före begäran"),
        ({"reminded_on": TODAY, "external_plan_due_on": CLOSED_ON}, "före påminnelsen"),
        ({"external_plan_due_on": None}, "redan kommit"),
    ]),
    (receiving, [*ASKED, RECEIVED], [
        ({"plan_request_id": NOTHING}, "Begäran finns"), ({"plan_request_id": None, "provider_name": None}, "Ange antingen"),
        ({"plan_request_id": None, "provider_name": ""}, "Utföraren"), ({"document_reference": ""}, "Handlingen"),
        ({"received_on": TODAY + DAY}, "i dag är det"),
        ({"plan_request_id": REQUESTED.entry_id, "provider_name": None, "received_on": date(2024, 4, 1)}, "före begäran"),
        ({"received_on": TODAY, "established_on": TODAY + DAY}, "upprättades"), ({"established_on": TODAY}, "redan mottagen"),
    ]),
    (refusing, [*ASKED, RECEIVED], [
        ({"plan_request_id": NOTHING}, "Begäran finns"), ({"reason": ""}, "Orsaken"),
        ({"refused_on": TODAY + DAY}, "i dag är det"), ({"refused_on": date(2024, 4, 1)}, "före begäran"),
        ({"refused_on": TODAY}, "Planen har kommit"),
    ]),
], ids=["request", "reminder", "receipt", "refusal"])
def test_of_several_faults_the_first_in_the_documented_order_is_said(calling, past, faults):
    said_in_order(calling, past, faults)


@pytest.mark.parametrize(("later", "status", "due_on", "counted"), [
    ([], "requested", "2024-04-16", False),
    ([REMINDED], "reminded", "2024-04-30", False),
    ([REMINDED.model_copy(update={"external_plan_due_on": None})], "reminded", "2024-04-16", False),
    ([REFUSED], "refused", "2024-04-16", False),
    ([REFUSED, RECEIVED], "received", "2024-04-16", False),
    ([RECEIVED.model_copy(update={"readable_by_system": True})], "received", "2024-04-16", True),
])
def test_the_document_says_where_a_request_stands_and_whether_its_plan_can_be_counted(later, status, due_on, counted):
    (shown,) = document(Case.fold(numbered(*ASKED, *later)))["requests"]
    assert (shown["status"], shown["due_on"], shown["counted"]) == (status, due_on, counted)
    assert shown["provider_name"] == REQUESTED.provider_name


def test_the_document_shows_each_step_and_what_came_unasked():
    (shown,) = document(Case.fold(numbered(*ASKED, REMINDED, REFUSED, RECEIVED)))["requests"]
    assert [each["reminded_on"] for each in shown["reminders"]] == ["2024-04-17"]
    assert (shown["received"]["received_on"], shown["refused"]["reason"]) == ("2024-04-29", REFUSED.reason)
    unasked = RECEIVED.model_copy(update={"plan_request_id": None, "provider_name": "Påhittet"})
    shown = document(Case.fold(numbered(OPENED, unasked)))
    assert [(each["provider_name"], each["counted"]) for each in shown["unasked"]] == [("Påhittet", False)]
    assert document(Case.fold(numbered(OPENED))) == {"requests": [], "unasked": []}


def test_a_struck_refusal_leaves_the_request_as_it_was_and_a_request_with_an_answer_is_not_struck():
    struck = EXAMPLES["case.entry_struck.v1"].model_copy(update={"entry_id": REFUSED.entry_id})
    given(Case, *ASKED, REFUSED, struck).when(refusing()).then(e.ExternalPlanRefused)
    given(Case, *ASKED, REFUSED).when(striking(REQUESTED.entry_id)).then_refused(NotAllowedError, "bygger på den här")
