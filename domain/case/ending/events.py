"""Facts: how a treatment ended, and who came back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import Immutable
from domain.case.ending.codes import (
    EndingKind,
    GoalAttainment,
    HomeAtClosing,
    InterruptionCause,
    NoOwnViewCause,
    ReferralReceiver,
    ReportingManner,
)
from domain.case.entry_events import CaseEntry
from domain.codes import YesNoUnknown


class GoalOutcome(Immutable):
    """How far one goal of the plan was reached (sv. *måluppfyllelse för ett mål*)."""

    goal_id: UUID
    goal_attainment: GoalAttainment


class ClosingDocumented(CaseEntry):
    """What came of the treatment was written down when it had ended (sv. *avslutsdokumentation*).

    Source: SoL 2025:400 14:3; SOSFS 2014:5 6 kap.
    """

    TYPE: ClassVar[str] = "case.closing_documented"
    DAY: ClassVar[str | None] = "closing_documented_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {
        "cause_details": "fact",
        "done_summary": "fact",
        "situation_at_closing": "fact",
        "assessment": "assessment",
        "remaining_need_details": "assessment",
        "individual_view": "individual_view",
        "child_view": "child_view",
        "referral_details": "fact",
    }

    closing_number: int
    """Which closing of the case, from 1: a case may be opened again and closed again."""
    closing_documented_on: date
    ending_kind: EndingKind
    interruption_cause: InterruptionCause | None = None
    """Given exactly when the end was unplanned; a source may lack it."""
    cause_details: str | None = None
    home_at_closing: HomeAtClosing
    done_summary: str | None = None
    """What was done; only a source may lack it."""
    situation_at_closing: str | None = None
    goal_attainment: GoalAttainment | None = None
    """All in all; only a source may lack it."""
    goal_outcomes: tuple[GoalOutcome, ...] = ()
    assessment: str | None = None
    individual_view: str | None = None
    child_view: str | None = None
    no_own_view_cause: NoOwnViewCause | None = None
    remaining_need: YesNoUnknown | None = None
    """Of any service; only a source may lack it (sv. *kvarstående behov av insats*)."""
    remaining_need_details: str | None = None
    reported_to_commissioner_on: date | None = None
    """When the end, and any remaining need, was handed over to the commissioner; None = not yet, or there is none."""
    reporting_manner: ReportingManner | None = None
    referrals: tuple[ReferralReceiver, ...] = ()
    referral_details: str | None = None
    final_rating_ids: tuple[UUID, ...] = ()


class ReturnedAfterInterruption(CaseEntry):
    """Somebody whose treatment was interrupted came back to it (sv. *åter efter avbrott*)."""

    TYPE: ClassVar[str] = "case.returned_after_interruption"
    DAY: ClassVar[str | None] = "returned_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"return_details": "fact"}

    returned_on: date
    closing_number: int
    """The closing that interrupted the treatment."""
    days_away: int
    """From the last day to the return."""
    same_problem: YesNoUnknown
    return_details: str | None = None
