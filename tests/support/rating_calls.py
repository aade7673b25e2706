"""Decisions on ratings with everything filled in, so that a test states only what it is about. Everybody is invented."""

from datetime import date
from decimal import Decimal

from domain.base import envelope
from domain.case.events import RatingRecorded, SessionHeld
from domain.case.person.events import ClientIdentified
from domain.case.ratings.codes import CloseRelation, MissingReason, NotMadeReason
from domain.case.ratings.values import MissingItem, TrajectoryPoint
from domain.codes import Phase, RatingSubject, Respondent
from domain.instruments import SHIPPED
from domain.policies import DEFAULT_POLICY
from tests.support.examples import CASE, EXAMPLE_OF, SESSION_ON, STAMP, TODAY, cast_id

OPENED = EXAMPLE_OF["case.opened"]
CLOSED = EXAMPLE_OF["case.closed"]
HELD: SessionHeld = EXAMPLE_OF["case.session_held"]
CONTACT = EXAMPLE_OF["case.contact_made"]
NAMED = EXAMPLE_OF["case.close_person_named"]
GUARDIAN = EXAMPLE_OF["case.representative_recorded"]
IDENTIFIED: ClientIdentified = EXAMPLE_OF["case.client_identified"]
"""Opened, closed, a session, a contact, a step-parent, a guardian and the client's birth date."""

RATING_ID, OTHER_ID, ENTRY, OTHER_ENTRY = cast_id(1210), cast_id(1211), cast_id(1212), cast_id(1213)
BY = {"stamp": STAMP, "today": TODAY, "policy": DEFAULT_POLICY, "catalogue": SHIPPED}
FOUR = (Decimal("6.1"), Decimal("5.2"), Decimal("7.0"), Decimal("4.4"))

ORS = {
    "rating_id": RATING_ID, "rated_on": SESSION_ON, "instrument": "ORS", "phase": Phase.ONGOING,
    "respondent": Respondent.CLIENT, "subject": RatingSubject.CLIENT, "subscales": FOUR, "total": Decimal("22.7"),
}
NOT_MADE = {
    "entry_id": ENTRY, "not_made_on": SESSION_ON, "instrument": "SRS", "phase": Phase.ONGOING, "respondent": Respondent.CLIENT,
    "offered": True, "not_made_reason": NotMadeReason.DECLINED,
}
COURSE = {
    "entry_id": ENTRY, "imported_on": SESSION_ON, "instrument": "ORS", "respondent": Respondent.CLIENT,
    "subject": RatingSubject.CLIENT, "vendor": "Påhittad leverantör", "vendor_version": "4.2",
    "trajectory_points": (
        TrajectoryPoint(at_session=1, expected_total=Decimal("18.3")), TrajectoryPoint(at_session=2, expected_total=Decimal(20)),
    ),
}


def rating(**changes):
    return lambda case: case.record_rating(**{**ORS, **BY, **changes})


def correcting(**changes):
    return lambda case: case.correct_rating(**{**ORS, "reason": "Fel siffra.", **BY, **changes})


def not_made(**changes):
    return lambda case: case.record_rating_not_made(**{**NOT_MADE, **BY, **changes})


def naming(**changes):
    call = {"entry_id": ENTRY, "close_person_name": "Stina Påhittad", "close_relation": CloseRelation.STEP_PARENT}
    return lambda case: case.name_close_person(**{**call, "stamp": STAMP, "policy": DEFAULT_POLICY, **changes})


def importing(**changes):
    return lambda case: case.import_trajectory(**{**COURSE, **BY, **changes})


def rated(rating_id=RATING_ID, rated_on: date = SESSION_ON, **changes) -> RatingRecorded:
    """A rating that stands in the case, whatever the rules of today say of it."""
    return RatingRecorded(**{**envelope(CASE, 0, STAMP), **ORS, "rating_id": rating_id, "rated_on": rated_on, **changes})


def scores(*values: str | None) -> tuple[Decimal | None, ...]:
    """Scores, with None where there is no answer."""
    return tuple(None if value is None else Decimal(value) for value in values)


def missing(*numbers: int, reason: MissingReason = MissingReason.NOT_ANSWERED) -> tuple[MissingItem, ...]:
    """Items without an answer."""
    return tuple(MissingItem(item_number=number, missing_reason=reason) for number in numbers)
