"""Facts: screening, warning signals, concern reports and immediate protection."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import Immutable, Occurred
from domain.case.entry_events import CaseEntry
from domain.case.safety.codes import (
    ChildInCase,
    DangerLevel,
    NotAskedReason,
    NotToldReason,
    PartyTold,
    PersonConcerned,
    ReportReceiver,
    SafetyMeasure,
    ScreeningOutcome,
    ScreeningTopic,
    WarningSignal,
)
from domain.codes import Channel
from domain.concern.codes import ConcernKind, ProtectionMeasure, ProtectionNeed


class ScreeningAsked(CaseEntry):
    """A screening question was asked, or why it was not (sv. *screeningfråga*). Source: HSLF-FS 2022:39 (violence)."""

    TYPE: ClassVar[str] = "case.screening_asked"
    DAY: ClassVar[str | None] = "asked_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"explanation": "fact", "answer": "individual_view"}

    asked_on: date
    """The day it was asked, or was to be."""
    topic: ScreeningTopic
    person_asked: PersonConcerned
    screening_outcome: ScreeningOutcome
    reason_not_asked: NotAskedReason | None = None
    explanation: str | None = None
    screening_form: str | None = None
    """The questions that were used, by name."""
    answer: str | None = None
    safety_measures: tuple[SafetyMeasure, ...] = ()
    ask_again_on: date | None = None


class Told(Immutable):
    """Somebody was told of a danger, and when (sv. *underrättad om faran*)."""

    party_told: PartyTold
    told_at: Occurred


class WarningSignalRecorded(CaseEntry):
    """A sign of danger was noticed, judged and acted on (sv. *varningssignal*). Source: SoL 2025:400 14:3."""

    TYPE: ClassVar[str] = "case.warning_signal_recorded"
    DAY: ClassVar[str | None] = "occurred"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"said": "individual_view", "seen": "fact", "assessment": "assessment"}

    occurred: Occurred
    warning_signal: WarningSignal
    person_in_danger: PersonConcerned
    said: str | None = None
    """What the person said, in their own words."""
    seen: str | None = None
    """What was seen or heard from others."""
    danger_level: DangerLevel
    danger_routine: str | None = None
    """By which routine the level was judged."""
    assessment: str | None = None
    safety_measures: tuple[SafetyMeasure, ...]
    told: tuple[Told, ...] = ()
    follow_up_by: date | None = None
    """The last day to look at it again; None = it needs no more."""
    screening_id: UUID | None = None
    """The screening question that brought it out."""


class WarningSignalFollowedUp(CaseEntry):
    """A sign of danger was looked at again (sv. *uppföljd varningssignal*)."""

    TYPE: ClassVar[str] = "case.warning_signal_followed_up"
    DAY: ClassVar[str | None] = "followed_up_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"assessment": "assessment"}

    signal_id: UUID
    followed_up_on: date
    danger_level: DangerLevel
    assessment: str
    safety_measures: tuple[SafetyMeasure, ...] = ()
    follow_up_by: date | None = None


class ProtectionAssessed(CaseEntry):
    """Whether a child in the case needs protection at once was assessed (sv. *omedelbar skyddsbedömning i ärendet*).

    Source: SoL 2025:400 20:1; 3:2 (the child's view).
    """

    TYPE: ClassVar[str] = "case.protection_assessed"
    DAY: ClassVar[str | None] = "assessed_at"
    SEGMENTS: ClassVar[Mapping[str, str]] = {
        "child_name": "third_party", "assessment": "assessment", "child_view": "child_view", "not_heard_reason": "fact",
        "assessor_name": "staff",
    }

    known_at: Occurred
    """When what gave cause for it became known."""
    assessed_at: Occurred
    child: ChildInCase
    child_name: str | None = None
    protection_need: ProtectionNeed
    assessment: str
    child_view: str | None = None
    not_heard_reason: str | None = None
    protection_measures: tuple[ProtectionMeasure, ...] = ()
    assessor_id: UUID
    assessor_name: str
    assessor_title: str | None = None
    late_reason: str | None = None


class Foretold(Immutable):
    """Whether somebody was told before the report, or why not (sv. *underrättad före anmälan*)."""

    told_before: bool
    not_told_reason: NotToldReason | None = None


class ConcernReportMade(CaseEntry):
    """The unit reported that a child may be faring badly (sv. *orosanmälan*). Source: SoL 2025:400 19:1."""

    TYPE: ClassVar[str] = "case.concern_report_made"
    DAY: ClassVar[str | None] = "reported_at"
    SEGMENTS: ClassVar[Mapping[str, str]] = {
        "child_name": "third_party", "observation": "fact", "assessment": "assessment", "child_view": "child_view",
        "not_told_explanation": "fact", "receiver_name": "staff", "reporter_name": "staff",
    }

    observed_at: Occurred
    """When it was noticed or became known."""
    reported_at: Occurred
    child: ChildInCase
    child_name: str | None = None
    concern_kinds: tuple[ConcernKind, ...]
    observation: str
    """What was seen or heard, with who said it."""
    assessment: str | None = None
    report_receiver: ReportReceiver
    receiver_name: str | None = None
    report_channel: Channel
    child_told: Foretold
    guardians_told: Foretold
    not_told_explanation: str | None = None
    child_view: str | None = None
    """What the child says about the report."""
    reporter_id: UUID
    reporter_name: str
    reporter_title: str | None = None
    late_reason: str | None = None
    prompted_by: UUID | None = None
    """The screening question, the warning signal or the protection assessment that led to it."""
