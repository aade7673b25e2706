"""Field work without a case: where, why, what a youth was linked to, and whether the link held a month later."""

from datetime import date, timedelta

import pytest

from domain.codes import Gender, OutreachKind, YesNoUnknown
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.outreach.codes import LinkedTo, OutreachPlace, ParentContactReason, RestatedBecause
from domain.outreach.events import DETAILS, OutreachConfirmed, OutreachCorrected, OutreachDescribed, OutreachRecorded
from domain.outreach.outreach import Outreach
from domain.policies import DEFAULT_POLICY
from tests.support.examples import EXAMPLES, KBT_TEAM, OUTREACH, STAMP, TODAY
from tests.support.scenario import given

PARENT = EXAMPLES["outreach.recorded.v1"]
LINKED = PARENT.model_copy(update={"kind": OutreachKind.LINKED_YOUTH})
LEISURE = PARENT.model_copy(update={"kind": OutreachKind.LEISURE_ACTIVITY})
MET_ON = PARENT.occurred_on
DAY = timedelta(days=1)
FIRST_TIME = {"restated_because": None}


def describing(**changes):
    call = {"outreach_place": OutreachPlace.SCHOOL}
    return lambda outreach: outreach.describe(**{**call, "stamp": STAMP, **changes})


def confirming(**changes):
    call = {"confirmed_on": MET_ON + 30 * DAY, "still_in_contact": YesNoUnknown.YES}
    return lambda outreach: outreach.confirm(**{**call, "stamp": STAMP, "today": TODAY, **changes})


def recording(**changes):
    call = {"outreach_id": OUTREACH, "occurred_on": TODAY, "unit": KBT_TEAM, "kind": OutreachKind.LINKED_YOUTH}
    return lambda outreach: outreach.record(**{**call, "stamp": STAMP, "today": TODAY, **changes})


def correcting(**changes):
    call = {
        "occurred_on": MET_ON, "unit": KBT_TEAM, "kind": OutreachKind.INFORMED_PARENT, "gender": Gender.WOMAN,
        "child_gender": None, "reason": "Fel kön angavs.",
    }
    return lambda outreach: outreach.correct(**{**call, "stamp": STAMP, "today": TODAY, "policy": DEFAULT_POLICY, **changes})


def test_somebody_met_is_counted_and_corrected():
    given(Outreach).when(recording()).then(OutreachRecorded, occurred_on=TODAY, kind=OutreachKind.LINKED_YOUTH)
    given(Outreach, PARENT).when(recording()).then_refused(ConflictError, "redan registrerad")
    given(Outreach).when(recording(occurred_on=TODAY + DAY)).then_refused(InvalidValueError, "i dag är det")
    given(Outreach, PARENT).when(correcting()).then(OutreachCorrected, gender=Gender.WOMAN)
    given(Outreach).when(correcting()).then_refused(NotFoundError, "finns inte i nämnden")


def test_a_parent_contact_gets_its_place_and_reason():
    given(Outreach, PARENT).when(describing(parent_contact_reason=ParentContactReason.OUT_LATE)).then(
        OutreachDescribed, outreach_place=OutreachPlace.SCHOOL, parent_contact_reason=ParentContactReason.OUT_LATE, **FIRST_TIME
    )


@pytest.mark.parametrize("link", [LINKED, LEISURE])
def test_a_link_says_what_to(link):
    linked_to = LinkedTo.YOUTH_CLINIC
    given(Outreach, link).when(describing(linked_to=linked_to)).then(OutreachDescribed, linked_to=linked_to)


DESCRIBED = EXAMPLES["outreach.described.v1"]
AGAIN = {"restated_because": RestatedBecause.MISTAKE}


@pytest.mark.parametrize(
    ("past", "changes", "error", "message"),
    [
        ([], {}, NotFoundError, "finns inte i nämnden"),
        ([PARENT], {"outreach_place": None, **AGAIN}, InvalidValueError, "Inget är angivet"),
        ([LINKED], {"parent_contact_reason": ParentContactReason.CRIME}, InvalidValueError, "inte anges för länkad ungdom"),
        ([PARENT], {"linked_to": LinkedTo.SCHOOL}, InvalidValueError, "inte anges för informerad förälder"),
        ([PARENT], AGAIN, InvalidValueError, "precis när den har lämnats förut"),
        ([PARENT, DESCRIBED], {}, InvalidValueError, "precis när den har lämnats förut"),
        (
            [PARENT, DESCRIBED.model_copy(update={"linked_to": None})],
            {"outreach_place": OutreachPlace.TOWN_CENTRE, "parent_contact_reason": ParentContactReason.OUT_LATE, **AGAIN},
            InvalidValueError, "ändrar ingenting",
        ),
    ],
)
def test_a_description_is_refused(past, changes, error, message):
    given(Outreach, *past).when(describing(**changes)).then_refused(error, message)


def test_a_description_is_stated_anew_whole_with_its_cause():
    past = given(Outreach, PARENT, DESCRIBED)
    past.when(describing(**AGAIN)).then(OutreachDescribed, parent_contact_reason=None, **AGAIN)
    assert past.state.description.outreach_place is OutreachPlace.SCHOOL


@pytest.mark.parametrize("day", [MET_ON, TODAY])
def test_a_link_is_confirmed_from_the_day_itself_to_today(day):
    given(Outreach, LINKED).when(confirming(confirmed_on=day)).then(
        OutreachConfirmed, confirmed_on=day, still_in_contact=YesNoUnknown.YES, **FIRST_TIME
    )


CONFIRMED = EXAMPLES["outreach.confirmed.v1"]


@pytest.mark.parametrize(
    ("past", "changes", "error", "message"),
    [
        ([], {}, NotFoundError, "finns inte i nämnden"),
        ([PARENT], {"confirmed_on": TODAY + DAY}, NotAllowedError, "ingen länkning att bekräfta"),
        ([LINKED], {"confirmed_on": TODAY + DAY}, InvalidValueError, "i dag är det"),
        ([LINKED], {"confirmed_on": MET_ON - DAY}, InvalidValueError, "före det uppsökande arbetet"),
        ([LINKED], AGAIN, InvalidValueError, "precis när den har lämnats förut"),
        ([LINKED, CONFIRMED], {}, InvalidValueError, "precis när den har lämnats förut"),
        ([LINKED, CONFIRMED], {"confirmed_on": date(2024, 5, 20), **AGAIN}, InvalidValueError, "ändrar ingenting"),
    ],
)
def test_a_confirmation_is_refused(past, changes, error, message):
    given(Outreach, *past).when(confirming(**changes)).then_refused(error, message)


def test_a_link_is_to_be_asked_about_a_month_later_until_it_has_been():
    due = MET_ON + timedelta(days=30)
    assert given(Outreach, LINKED).state.confirmation_due_on(DEFAULT_POLICY) == due
    sooner = DEFAULT_POLICY.model_copy(update={"outreach_confirmation_days": 14})
    assert given(Outreach, LEISURE).state.confirmation_due_on(sooner) == MET_ON + timedelta(days=14)
    assert given(Outreach, PARENT).state.confirmation_due_on(DEFAULT_POLICY) is None
    assert given(Outreach, LINKED, CONFIRMED).state.confirmation_due_on(DEFAULT_POLICY) is None
    assert given(Outreach).state.confirmation_due_on(DEFAULT_POLICY) is None


def test_what_field_work_says_beside_its_counts_has_no_field_for_a_text():
    for kind in DETAILS:
        example = EXAMPLES[kind.wire_name()]
        own = set(kind.model_fields) - {"originator_id", "originator_version", "actor_id", "unit_id", "purpose"}
        assert [name for name in own if type(getattr(example, name)) is str] == []
