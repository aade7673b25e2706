"""The concern that the tests of concerns are about, and the words for calling on it."""

from datetime import date, time, timedelta

from domain.base import Occurred
from domain.concern.codes import InquiryDecision
from tests.support.examples import EXAMPLES

RECEIVED, CORRECTED, PROTECTED, DECIDED, EXTENDED, INFORMED, SOUGHT, CLOSED, STRUCK = (
    EXAMPLES[f"concern.{name}.v1"]
    for name in (
        "received", "corrected", "protection_assessed", "inquiry_decided", "inquiry_extended", "parties_informed",
        "outreach_made", "closed", "entry_struck",
    )
)
NOT_OPENED = DECIDED.model_copy(update={"inquiry_decision": InquiryDecision.NOT_OPEN})
ON = RECEIVED.received_at.on
OPENED_ON = DECIDED.decided_on
TODAY = date(2025, 3, 3)
DAY = timedelta(days=1)


def day(on):
    return Occurred(on=on)


def minute(on, hour):
    return Occurred(on=on, at=time(hour), precision="minute")


RAN_TO = date(2025, 1, 16)
