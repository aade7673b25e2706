"""One full example of every event type of the area `ending`."""

from __future__ import annotations

from datetime import date

from domain.base import DomainEvent, envelope
from domain.case.ending.codes import (
    EndingKind,
    GoalAttainment,
    HomeAtClosing,
    InterruptionCause,
    NoOwnViewCause,
    ReferralReceiver,
    ReportingManner,
)
from domain.case.ending.events import ClosingDocumented, GoalOutcome, ReturnedAfterInterruption
from domain.codes import YesNoUnknown
from tests.support.cast import CASE, RATING, STAMP, cast_id, source

EXAMPLES: tuple[DomainEvent, ...] = (
    ClosingDocumented(
        **envelope(CASE, 0, STAMP), entry_id=cast_id(993), closing_number=1, closing_documented_on=date(2024, 12, 2),
        ending_kind=EndingKind.UNPLANNED, interruption_cause=InterruptionCause.METHOD_UNSUITABLE,
        cause_details="Gruppen passade inte.", home_at_closing=HomeAtClosing.TRIAL_FLAT,
        done_summary="Tolv samtal och två hembesök.", situation_at_closing="Arbetar halvtid.",
        goal_attainment=GoalAttainment.PARTLY,
        goal_outcomes=(GoalOutcome(goal_id=cast_id(992), goal_attainment=GoalAttainment.REACHED),),
        assessment="Behöver fortsatt stöd i vardagen.", individual_view="Jag ville sluta med gruppen.",
        child_view="Mamma är gladare.", no_own_view_cause=NoOwnViewCause.DECLINED, remaining_need=YesNoUnknown.YES,
        remaining_need_details="Stöd i hemmet.", reported_to_commissioner_on=date(2024, 12, 2),
        reporting_manner=ReportingManner.MEETING, referrals=(ReferralReceiver.PRIMARY_CARE,),
        referral_details="Till kurator.", final_rating_ids=(RATING,), source=source("Avslut"),
    ),
    ReturnedAfterInterruption(
        **envelope(CASE, 0, STAMP), entry_id=cast_id(994), returned_on=date(2024, 12, 2), closing_number=1, days_away=3,
        same_problem=YesNoUnknown.NO, return_details="Har börjat spela igen.", source=source("Avslut"),
    ),
)

FIRST = {
    "case.closing_documented": ["case.opened", "case.closed"],
    "case.returned_after_interruption": ["case.opened", "case.closed", "case.reopened"],
}
