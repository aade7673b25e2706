"""An emergency access is opened with a reason for some minutes, and reviewed once by somebody else."""

from __future__ import annotations

import pytest

from domain.base import Purpose, Stamp
from domain.emergency_access.access import EmergencyAccess
from domain.emergency_access.codes import EmergencyOutcome
from domain.emergency_access.events import EmergencyAccessOpened, EmergencyAccessReviewed
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from tests.support.examples import ANNA, BO, CASE, EXAMPLES, TODAY, UNIT, cast_id
from tests.support.scenario import given, numbered

OPENED, REVIEWED = EXAMPLES["emergency_access.opened.v1"], EXAMPLES["emergency_access.reviewed.v1"]


def by(actor):
    return Stamp(actor_id=actor, unit_id=UNIT, purpose=Purpose.CASE_WORK)


def opening(reason="Akut hot."):
    return lambda access: access.open(
        access_id=cast_id(7011), emergency_case_id=CASE, emergency_reason=reason, stamp=by(ANNA), policy=DEFAULT_POLICY
    )


def reviewing(actor=BO, review="Bekräftat."):
    return lambda access: access.review(
        emergency_outcome=EmergencyOutcome.NOT_JUSTIFIED, emergency_review=review, stamp=by(actor), today=TODAY,
        policy=DEFAULT_POLICY,
    )


def test_it_lasts_for_the_minutes_of_the_day_it_was_opened():
    made = given(EmergencyAccess).when(opening()).then(EmergencyAccessOpened, emergency_case_id=CASE, emergency_minutes=60)
    assert EmergencyAccess.fold(numbered(made)).ends_us(1_000_000) == 1_000_000 + 3_600_000_000


@pytest.mark.parametrize("reason", ["", "  ", "x" * (DEFAULT_POLICY.text_max_chars + 1)])
def test_without_a_reason_nothing_is_opened(reason):
    given(EmergencyAccess).when(opening(reason)).then_refused(InvalidValueError, "Varför det inte kan vänta")


def test_it_is_opened_once():
    given(EmergencyAccess, OPENED).when(opening()).then_refused(ConflictError, "redan öppnad")


def test_somebody_else_says_what_it_was():
    given(EmergencyAccess, OPENED).when(reviewing()).then(
        EmergencyAccessReviewed, emergency_outcome=EmergencyOutcome.NOT_JUSTIFIED, emergency_reviewed_on=TODAY
    )


def test_a_review_is_refused_in_this_order():
    given(EmergencyAccess).when(reviewing()).then_refused(NotFoundError, "finns inte i nämnden")
    given(EmergencyAccess, OPENED, REVIEWED).when(reviewing(ANNA)).then_refused(NotAllowedError, "redan granskad")
    given(EmergencyAccess, OPENED).when(reviewing(ANNA, "")).then_refused(NotAllowedError, "Ingen granskar sin egen")
    given(EmergencyAccess, OPENED).when(reviewing(review="")).then_refused(InvalidValueError, "Vad granskningen visade")
