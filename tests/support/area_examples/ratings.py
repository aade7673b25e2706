"""One full example of every event type of the area `ratings`, and what a rating of today's form adds to the oldest one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from domain.base import DomainEvent, envelope
from domain.case.ratings.codes import CloseRelation, MissingReason, NotMadeReason
from domain.case.ratings.events import ClosePersonNamed, RatingNotMade, TrajectoryImported
from domain.case.ratings.values import MissingItem, TrajectoryPoint
from domain.codes import Phase, RatingSubject, Respondent
from tests.support.cast import CASE, SESSION, STAMP, cast_id, source

STEP_MOTHER, NOT_MADE, TRAJECTORY = cast_id(1200), cast_id(1201), cast_id(1202)

MISSING_FOURTH = (MissingItem(item_number=4, missing_reason=MissingReason.NOT_ANSWERED),)

EXAMPLES: tuple[DomainEvent, ...] = (
    ClosePersonNamed(
        **envelope(CASE, 0, STAMP), entry_id=STEP_MOTHER, close_person_name="Stina Påhittad",
        close_relation=CloseRelation.STEP_PARENT, source=source("Närstående"),
    ),
    RatingNotMade(
        **envelope(CASE, 0, STAMP), entry_id=NOT_MADE, not_made_on=date(2024, 7, 10), instrument="SRS", phase=Phase.ONGOING,
        respondent=Respondent.CLIENT, respondent_person_id=STEP_MOTHER, session_id=SESSION, offered=True,
        not_made_reason=NotMadeReason.DECLINED, source=source("Skattningar"),
    ),
    TrajectoryImported(
        **envelope(CASE, 0, STAMP), entry_id=TRAJECTORY, imported_on=date(2024, 7, 10), instrument="ORS", instrument_version="1",
        respondent=Respondent.CLIENT, subject=RatingSubject.CLIENT, vendor="Påhittad leverantör", vendor_version="4.2",
        trajectory_points=(
            TrajectoryPoint(at_session=1, expected_total=Decimal("18.3")),
            TrajectoryPoint(
                at_session=2, expected_total=Decimal("20.1"), expected_lower=Decimal("16.0"), expected_upper=Decimal("24.5")
            ),
        ),
        source=source("Förlopp"),
    ),
)
