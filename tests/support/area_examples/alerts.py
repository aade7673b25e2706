"""One full example of every event type of the area `alerts`."""

from __future__ import annotations

from datetime import date

from domain.base import DomainEvent, envelope
from domain.case.alerts.codes import AlertAnswer, CaseAlertKind
from domain.case.alerts.events import AlertAnswered
from tests.support.cast import CASE, RATING, SESSION, STAMP, VIEWPOINT, cast_id, source

ALERT_ANSWER, ALERT_CONTACT = cast_id(1300), cast_id(1301)

EXAMPLES: tuple[DomainEvent, ...] = (
    AlertAnswered(
        **envelope(CASE, 0, STAMP), entry_id=ALERT_ANSWER, alert_kind=CaseAlertKind.ALLIANCE_LOW, rating_id=RATING,
        session_id=SESSION, answered_on=date(2024, 7, 12), alert_answer=AlertAnswer.CONTACT, contact_id=ALERT_CONTACT,
        viewpoint_id=VIEWPOINT, concern_id=cast_id(1302),
        answer_details="Ringde och frågade vad som saknades: mer tid för jobbfrågan.",
        source=source("Signaler"),
    ),
)
