"""One full example of every event type of the area `follow_up`."""

from __future__ import annotations

from datetime import date

from domain.base import DomainEvent, envelope
from domain.case.follow_up.codes import FollowUpAnswerer, FollowUpManner, FollowUpOutcome, FollowUpPoint, NoFollowUpCause
from domain.case.follow_up.events import FollowUpDone, FollowUpNotDone
from domain.codes import YesNoUnknown
from tests.support.cast import ATTENDANCE, CASE, RATING, STAMP, cast_id, source

EXAMPLES: tuple[DomainEvent, ...] = (
    FollowUpDone(
        **envelope(CASE, 0, STAMP), entry_id=cast_id(996), closing_number=1, follow_up_point=FollowUpPoint.MONTHS_6,
        closing_followed_up_on=date(2025, 5, 27), follow_up_manner=FollowUpManner.TELEPHONE,
        answered_by=(FollowUpAnswerer.INDIVIDUAL, FollowUpAnswerer.SCHOOL), follow_up_outcome=FollowUpOutcome.BETTER,
        result_lasts=YesNoUnknown.YES, known_to_services=YesNoUnknown.NO, fact="Går i skolan varje dag.",
        assessment="Resultatet står sig.", individual_view="Jag klarar mig bra.", child_view="Det är lugnt hemma.",
        rating_ids=(RATING,), attendance_ids=(ATTENDANCE,), source=source("Uppföljning"),
    ),
    FollowUpNotDone(
        **envelope(CASE, 0, STAMP), entry_id=cast_id(997), closing_number=1, follow_up_point=FollowUpPoint.MONTHS_12,
        given_up_on=date(2025, 12, 8), no_follow_up_cause=NoFollowUpCause.NOT_REACHED, contact_attempts=3,
        no_follow_up_details="Numret är inte i bruk.", source=source("Uppföljning"),
    ),
)

FIRST = {
    "case.follow_up_done": ["case.opened", "case.closed"],
    "case.follow_up_not_done": ["case.opened", "case.closed"],
}
