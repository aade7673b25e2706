"""What is missing, or why nothing is asked, in words: a finding's basis is coded, and its words are those of what states it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from domain.case.decisions.codes import NotCommunicated, UnexecutedReceiver
from domain.case.exemption.codes import ExemptionBasis
from domain.case.follow_up.codes import NoFollowUpCause
from domain.case.intake.codes import QueueOutcome
from domain.case.meetings.codes import MissingPartyReason, ThreePartyMeetingKind
from domain.case.person.codes import Custody
from domain.case.plan.codes import ChildHearing, ParticipationGrade
from domain.case.safety.codes import NotToldReason
from domain.codes import Code, Phase
from domain.completeness.checks import Check, DoneInTime, FilledIn
from domain.completeness.codes import (
    ChildrenLack,
    ChildrenPart,
    ClosingPart,
    CommunicationLack,
    ConsentLack,
    CorrectionLack,
    DecisionPart,
    NoteLack,
    PlanContent,
    RegimeLack,
    SignalLack,
    ViewpointNeed,
)
from domain.completeness.finding import Finding
from domain.completeness.kinds import CheckKind
from domain.completeness.rule import Rule
from projections.words import FIELD_LABELS

_K = CheckKind
_NOT_KNOWN = {"not_known": "källan säger det inte"}


def _words(*lists: type[Code]) -> dict[str, str]:
    return {each.value: each.swedish for codes in lists for each in codes}


WORDS: Mapping[CheckKind, Mapping[str, str]] = {
    _K.SESSION_IN_MONTH: {"month": "bara månaden är känd"},
    _K.NOTE_ENTRY: _words(NoteLack),
    _K.NOTE_FAULT: _words(NoteLack),
    _K.NOTE_MARKING_FAULT: _words(NoteLack),
    _K.REGIME_FAULT: _words(RegimeLack),
    _K.IDENTITY_STORED: {**FIELD_LABELS, "place_name": "platsens namn"},
    _K.INTAKE_LEFT: _words(QueueOutcome),
    _K.PLAN_CONTENT: _words(PlanContent),
    _K.PLAN_PARTICIPATION_REASON: _words(ParticipationGrade),
    _K.PLAN_CHILD_NOT_HEARD: _words(ChildHearing),
    _K.DECISION_PART: _words(DecisionPart),
    _K.COMMUNICATION_FAULT: _words(CommunicationLack, NotCommunicated),
    _K.CORRECTION_FAULT: _words(CorrectionLack),
    _K.CONSENT_UNSURE: _words(ConsentLack),
    _K.CONSENT_NEEDED: _words(ConsentLack),
    _K.CHILDREN_TO_ASK: _words(ChildrenLack),
    _K.CHILDREN_UNKNOWN: _words(ChildrenLack),
    _K.CHILDREN_ASKED: _words(ChildrenPart),
    _K.SAFETY_SIGNAL: _words(SignalLack),
    _K.WELLBEING_RATED: _words(Phase),
    _K.SUBSTANCE_RATED: _words(Phase),
    _K.SAFETY_RATED: _words(Phase),
    _K.SCHOOL_ATTENDANCE: _words(Phase),
    _K.SCHOOL_FOLLOW_UP_MISSED: _words(NoFollowUpCause),
    _K.LIFE_RATED: {"complete": "alla livsområden, eller varför något saknas"},
    _K.VIEWPOINT: {
        "receiver_not_known": "källan säger inte vem som tog emot", "measure_day_not_known": "okänt vilken dag åtgärden gjordes",
    },
    _K.VIEWPOINT_HANDLED: _words(ViewpointNeed),
    _K.CLOSING_PART: _words(ClosingPart),
    _K.EXECUTED: _words(UnexecutedReceiver),
    _K.PARTIES_SETTLED: _words(ThreePartyMeetingKind),
    _K.NO_INFORMATION_MEETING: {**_words(MissingPartyReason), **_NOT_KNOWN, "waived": "parterna avstod"},
    _K.GUARDIAN_NOT_CALLED: {**_words(MissingPartyReason, Custody), **_NOT_KNOWN},
    _K.CHILD_NOT_TOLD: {**_words(NotToldReason), **_NOT_KNOWN},
}
"""Of each kind of statement, what its codes are called to those who read a finding."""
_EXEMPTIONS = _words(ExemptionBasis)


def basis_in_words(rule: Rule, finding: Finding) -> str | None:
    """What is missing, or why nothing is asked, as people read it; None = the status says it all."""
    if finding.basis is None:
        return None
    known = [_EXEMPTIONS, *(WORDS[kind] for kind in _told_by(rule.check) if kind in WORDS)]
    return ", ".join(next((words[code] for words in known if code in words), code) for code in finding.basis.split(", "))


def _told_by(check: Check | None) -> Iterator[CheckKind]:
    """The kinds of statement whose codes can be a finding's basis."""
    if isinstance(check, FilledIn):
        yield check.faults
    if isinstance(check, DoneInTime):
        yield from (*check.ends, *check.exempts, *check.begins)
