"""The decision that the tests of decisions are about, and the words for calling on it."""

from datetime import timedelta

from tests.support.decided import MADE
from tests.support.examples import EXAMPLES, cast_id

STARTED = EXAMPLES["case.decision_executed.v1"]
PUT_RIGHT = EXAMPLES["case.clerical_error_corrected.v1"]
DECIDED_ON = MADE.decided_on
OTHER = cast_id(848)
DAY = timedelta(days=1)
BLANK = " "
