"""The request that the tests of disclosure are about, and the words for calling on it."""

from datetime import timedelta

from domain.case.disclosure.codes import DecisionLevel, DisclosureOutcome
from domain.policies import DEFAULT_POLICY
from tests.support.area_examples.disclosure import REQUEST_ID
from tests.support.examples import BO, EXAMPLES, STAMP, TODAY, cast_id

OPENED, NOTED = EXAMPLES["case.opened.v1"], EXAMPLES["case.note_recorded.v1"]
REQUESTED = EXAMPLES["case.disclosure_requested.v2"]
REVIEWED = EXAMPLES["case.secrecy_reviewed.v2"]
DECIDED = EXAMPLES["case.disclosure_decided.v1"].model_copy(update={"restriction": None})
APPEALED = EXAMPLES["case.disclosure_appealed.v1"]
SETTLED = EXAMPLES["case.disclosure_appeal_settled.v1"]
OTHER = cast_id(1006)
DAY = timedelta(days=1)
BY = {"stamp": STAMP, "today": TODAY, "policy": DEFAULT_POLICY}
ASKED = [OPENED, NOTED, REQUESTED]
TRIED = [*ASKED, REVIEWED]
ANSWERED = [*TRIED, DECIDED]


def answering(**changes):
    call = {
        "entry_id": OTHER, "request_id": REQUEST_ID, "answered_on": TODAY, "decision_level": DecisionLevel.AUTHORITY,
        "disclosure_outcome": DisclosureOutcome.PARTLY, "decision_reasons": "Av synnerlig vikt.", "answered_by_id": BO,
        "answered_by_name": "Bo Påhittad", "delegation_reference": "1.4", "appeal_instructions": True, "told_otherwise": True,
    }
    return lambda case: case.decide_disclosure(**{**call, **BY, **changes})


def decided(**changes):
    return DECIDED.model_copy(update=changes)
