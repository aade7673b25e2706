"""A protected identity: set, the strongest holds, and lifted."""

import pytest

from domain.case.case import Case
from domain.case.person.codes import ProtectedPerson, ProtectionLevel
from domain.case.person.events import ProtectedIdentityLifted, ProtectedIdentitySet
from domain.errors import InvalidValueError, NotAllowedError, NotFoundError
from tests.support.examples import EXAMPLES, TODAY
from tests.support.person_calls import (
    CLOSED,
    DAY,
    OPENED,
    OTHER,
    PROTECTED,
    SECOND,
    lifting,
    protecting,
)
from tests.support.scenario import given

LIFTED = EXAMPLES["case.protected_identity_lifted.v1"]


# Protected identity.


def test_an_identity_is_protected_also_in_a_closed_case():
    scenario = given(Case, OPENED, CLOSED)
    scenario.when(protecting(keep_from="Den tidigare sambon")).then(
        ProtectedIdentitySet, protected_from=TODAY, protection_level=ProtectionLevel.CONFIDENTIALITY_FLAG,
        keep_from="Den tidigare sambon",
    )
    assert scenario.state.person.protection_level is ProtectionLevel.CONFIDENTIALITY_FLAG


def test_the_strongest_of_several_protections_holds_until_it_is_lifted():
    flag = PROTECTED.model_copy(update={"entry_id": OTHER, "protection_level": ProtectionLevel.CONFIDENTIALITY_FLAG})
    scenario = given(Case, OPENED, PROTECTED, flag)
    assert scenario.state.person.protection_level is ProtectionLevel.PROTECTED_REGISTRATION
    scenario.when(lifting()).then(ProtectedIdentityLifted, protection_id=PROTECTED.entry_id, lifted_on=TODAY)
    assert scenario.state.person.protection_level is ProtectionLevel.CONFIDENTIALITY_FLAG
    scenario.when(lifting(protection_id=OTHER, entry_id=SECOND)).then(ProtectedIdentityLifted)
    assert scenario.state.person.protection_level is None


def test_two_children_may_be_protected_alike_and_a_lifted_protection_be_set_again():
    for_child = {"protected_person": ProtectedPerson.CHILD, "protection_level": PROTECTED.protection_level}
    past = PROTECTED.model_copy(update={"protected_person": ProtectedPerson.CHILD})
    given(Case, OPENED, past).when(protecting(**for_child)).then(ProtectedIdentitySet)
    again = protecting(protection_level=PROTECTED.protection_level)
    given(Case, OPENED, PROTECTED, LIFTED).when(again).then(ProtectedIdentitySet)


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"protected_from": TODAY + DAY, "keep_from": " "}, InvalidValueError, "i dag är det"),
        ({"keep_from": " ", "safe_contact": " "}, InvalidValueError, "Vem som inget får veta saknas"),
        ({"safe_contact": " ", "protection_level": PROTECTED.protection_level}, InvalidValueError, "Säker kontaktväg saknas"),
        ({"protection_level": PROTECTED.protection_level}, NotAllowedError, "redan registrerat"),
    ],
)
def test_a_protection_is_refused(changes, error, message):
    given(Case, OPENED, PROTECTED).when(protecting(**changes)).then_refused(error, message)


@pytest.mark.parametrize("lifted_on", [PROTECTED.protected_from, TODAY])
def test_a_protection_is_lifted_from_its_first_day_to_today(lifted_on):
    given(Case, OPENED, PROTECTED).when(lifting(lifted_on=lifted_on)).then(ProtectedIdentityLifted, lifted_on=lifted_on)


@pytest.mark.parametrize(
    ("past", "changes", "error", "message"),
    [
        ([OPENED], {"lifted_on": TODAY + DAY}, NotFoundError, "Skyddet finns inte"),
        ([OPENED, PROTECTED, LIFTED], {"lifted_on": TODAY + DAY}, NotAllowedError, "redan hävt"),
        ([OPENED, PROTECTED], {"lifted_on": TODAY + DAY}, InvalidValueError, "i dag är det"),
        ([OPENED, PROTECTED], {"lifted_on": PROTECTED.protected_from - DAY}, InvalidValueError, "före skyddets första dag"),
    ],
)
def test_a_lifting_is_refused(past, changes, error, message):
    given(Case, *past).when(lifting(**changes)).then_refused(error, message)
