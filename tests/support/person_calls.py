"""The person that the tests of persons are about, and the words for calling on their case."""

from datetime import timedelta

from domain.case.person.codes import ProtectedPerson, ProtectionLevel, ProtectionSource
from domain.policies import DEFAULT_POLICY
from tests.support.examples import EXAMPLES, STAMP, TODAY, cast_id

OPENED = EXAMPLES["case.opened.v1"].model_copy(update={"birth_year": None})
CLOSED = EXAMPLES["case.closed.v1"]
PROTECTED = EXAMPLES["case.protected_identity_set.v2"]
NEW, SECOND, OTHER = cast_id(870), cast_id(871), cast_id(872)
DAY = timedelta(days=1)
BY = {"stamp": STAMP, "today": TODAY, "policy": DEFAULT_POLICY}


def calling(name, **base):
    def call(**changes):
        return lambda case: getattr(case, name)(**{"entry_id": NEW, **base, **BY, **changes})

    return call


protecting = calling(
    "set_protected_identity", protected_from=TODAY, protection_level=ProtectionLevel.CONFIDENTIALITY_FLAG,
    protected_person=ProtectedPerson.CLIENT, protection_source=ProtectionSource.TAX_AGENCY,
)
lifting = calling(
    "lift_protected_identity", protection_id=PROTECTED.entry_id, lifted_on=TODAY,
    protection_source=ProtectionSource.TAX_AGENCY,
)
