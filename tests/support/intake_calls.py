"""The request that the tests of intake are about, and the words for calling on it."""

from datetime import timedelta

from domain.base import Occurred
from domain.codes import YesNoUnknown
from domain.policies import DEFAULT_POLICY
from tests.support.area_examples.intake import QUEUE
from tests.support.deciding import deciding
from tests.support.examples import EXAMPLES, IMPORT_STAMP, TODAY, cast_id, source

OPENED = EXAMPLES["case.opened.v1"]
CLOSED = EXAMPLES["case.closed.v1"]
RECEIVED = EXAMPLES["case.intake_received.v1"]
OFFERED = EXAMPLES["case.time_offered.v1"]
QUEUED = EXAMPLES["case.placed_in_queue.v1"]
CALLED = EXAMPLES["case.queue_call_made.v1"]
LEFT = EXAMPLES["case.left_queue.v1"]
REQUESTED_ON, QUEUED_ON = RECEIVED.requested_on, QUEUED.queued_on
OTHER, MISSING = cast_id(845), cast_id(846)
DAY = timedelta(days=1)
IMPORTED = {"stamp": IMPORT_STAMP, "source": source("Inkomna")}
BLANK, LONG = " ", "x" * (DEFAULT_POLICY.short_text_max_chars + 1)
calling = deciding(
    "record_queue_call", OTHER, queue_id=QUEUE, occurred=Occurred(on=TODAY), reached=True, acute_need=YesNoUnknown.NO
)
