"""Facts of the region handling: a report of a wrong or of a tangible risk, from its submission to its closing.

A day called `..._on` is the server's day of writing wherever it is a step's own; what people tell of has `Occurred`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import Occurred
from domain.codes import Channel
from domain.lex_sarah.base import LexSarahEntry, LexSarahEvent
from domain.lex_sarah.codes import (
    AccessLevel,
    Affected,
    Degree,
    InvestigationForm,
    NoticedHow,
    ReopenReason,
)


class LexSarahReportSubmitted(LexSarahEvent):
    """Somebody on the staff reported a wrong or a tangible risk (sv. *Lex Sarah-rapport*). Nothing strikes it.

    Source: SoL 2025:400 27:2.
    """

    TYPE: ClassVar[str] = "lex_sarah.report_submitted"
    SEGMENTS: ClassVar[Mapping[str, str]] = {
        "lex_reporter_id": "reporter", "lex_reporter_name": "reporter", "lex_reporter_title": "reporter",
        "lex_reporter_unit_id": "reporter", "event_text": "fact", "immediate_text": "fact", "writer_name": "staff",
    }

    unit: UUID
    """The unit that it is about, which need not be the reporter's own."""
    submitted_on: date
    lex_reporter_id: UUID | None = None
    """None = somebody who fulfils tasks without being in the staff register, such as a volunteer or a contracted worker."""
    lex_reporter_name: str
    lex_reporter_title: str | None = None
    lex_reporter_unit_id: UUID | None = None
    lex_report_channel: Channel
    """Oral: told to whoever wrote it down, `writer_id`, instead of the reporter."""
    writer_id: UUID
    writer_name: str
    writer_title: str | None = None
    noticed_at: Occurred
    occurred: Occurred
    occurred_to: Occurred | None = None
    """The end of a period that began with `occurred`; None = at one time."""
    event_text: str
    """What happened, or what there is a risk of."""
    affected: Affected
    case_ids: tuple[UUID, ...]
    noticed_how: NoticedHow
    immediate_text: str | None = None
    """What was done at once; None = nothing yet, which the reporter has said."""


class LexSarahReportSupplemented(LexSarahEntry):
    """Something was added to what a report says (sv. *komplettering av rapporten*); the report stays as it was submitted."""

    TYPE: ClassVar[str] = "lex_sarah.report_supplemented"
    MAY_BE_STRUCK: ClassVar[bool] = False
    SEGMENTS: ClassVar[Mapping[str, str]] = {"supplement_text": "fact"}

    supplemented_on: date
    supplement_text: str


class LexSarahReportReceived(LexSarahEntry):
    """Whoever receives reports took it in (sv. *mottagen Lex Sarah-rapport*). Source: SoL 2025:400 27:2, 27:4."""

    TYPE: ClassVar[str] = "lex_sarah.report_received"
    MAY_BE_STRUCK: ClassVar[bool] = False
    SEGMENTS: ClassVar[Mapping[str, str]] = {"receiver_name": "staff", "conflict_text": "staff"}

    lex_received_on: date
    receiver_id: UUID
    receiver_name: str
    receiver_title: str | None = None
    acknowledgement: str
    """How the reporter was told that the report is received."""
    receiver_in_conflict: bool
    conflict_text: str | None = None


class LexSarahReportRegistered(LexSarahEntry):
    """It got a number in the registry (sv. *diarieförd*). Source: OSL 2009:400 5:1."""

    TYPE: ClassVar[str] = "lex_sarah.report_registered"

    registry_number: str
    registered_on: date


class TransferProposed(LexSarahEntry):
    """It was sent to the board that it belongs to (sv. *överlämnad till annan nämnd*); ours until that board has taken it."""

    TYPE: ClassVar[str] = "lex_sarah.transfer_proposed"
    MAY_BE_STRUCK: ClassVar[bool] = False

    transfer_proposed_on: date
    transferred_to: str
    transfer_reason: str


class TransferAnswered(LexSarahEntry):
    """The other board took it, or said that it does not (sv. *svar på överlämnande*)."""

    TYPE: ClassVar[str] = "lex_sarah.transfer_answered"
    MAY_BE_STRUCK: ClassVar[bool] = False

    transfer_answered_on: date
    transfer_accepted: bool
    transfer_answer: str
    """The confirmation with its reference, or why it does not."""


class ReportLinked(LexSarahEntry):
    """It is about the same event as another report, which is the one that is investigated (sv. *kopplad rapport*)."""

    TYPE: ClassVar[str] = "lex_sarah.report_linked"

    linked_on: date
    main_report_id: UUID
    link_reason: str


class DeviationLinked(LexSarahEntry):
    """A deviation was escalated to it (sv. *kopplad avvikelse*); the deviation points back, so neither is struck."""

    TYPE: ClassVar[str] = "lex_sarah.deviation_linked"
    MAY_BE_STRUCK: ClassVar[bool] = False

    deviation_linked_on: date
    deviation_id: UUID


class AffectedStated(LexSarahEntry):
    """Who is affected, as it is known now, whole (sv. *berörda angivna*); what the report said stays."""

    TYPE: ClassVar[str] = "lex_sarah.affected_stated"

    affected: Affected
    case_ids: tuple[UUID, ...]
    affected_reason: str


class InitialAssessmentMade(LexSarahEntry):
    """What is known at once of how grave it is, and how it is investigated (sv. *första bedömning*)."""

    TYPE: ClassVar[str] = "lex_sarah.initial_assessment_made"
    MAY_BE_STRUCK: ClassVar[bool] = False
    SEGMENTS: ClassVar[Mapping[str, str]] = {"assessment_motivation": "assessment"}

    initially_assessed_on: date
    provisional_degree: Degree
    ivo_obvious: bool
    """Whether it is plain already that IVO is to be notified."""
    urgent_need: bool
    """Whether somebody needs something at once."""
    police_report: bool
    child_concern_report: bool
    """Whether a concern for a child is reported. Source: SoL 2025:400 19:1."""
    investigation_form: InvestigationForm
    assessment_motivation: str


class InvestigationFormChanged(LexSarahEntry):
    """It is investigated more, or less, thoroughly than was first decided (sv. *ändrad utredningsform*)."""

    TYPE: ClassVar[str] = "lex_sarah.investigation_form_changed"
    MAY_BE_STRUCK: ClassVar[bool] = False
    SEGMENTS: ClassVar[Mapping[str, str]] = {"form_motivation": "assessment"}

    form_changed_on: date
    investigation_form: InvestigationForm
    form_motivation: str


class InvestigatorAssigned(LexSarahEntry):
    """Somebody investigates from now on, instead of whoever did (sv. *utredare utsedd*); access to the report moves with it."""

    TYPE: ClassVar[str] = "lex_sarah.investigator_assigned"
    MAY_BE_STRUCK: ClassVar[bool] = False
    SEGMENTS: ClassVar[Mapping[str, str]] = {"investigator_name": "staff"}

    investigator_assigned_on: date
    investigator_id: UUID
    investigator_name: str
    investigator_title: str | None = None
    mandate: str
    independent: bool
    """Whether they are independent of the unit that it is about."""
    not_independent_reason: str | None = None
    """Why they investigate all the same."""


class ConflictDeclared(LexSarahEntry):
    """Somebody has an interest in the outcome and takes no part from now on (sv. *jäv anmält*). Source: FL 2017:900 16-18 §§."""

    TYPE: ClassVar[str] = "lex_sarah.conflict_declared"
    MAY_BE_STRUCK: ClassVar[bool] = False
    SEGMENTS: ClassVar[Mapping[str, str]] = {"conflicted_name": "staff", "conflict_text": "staff"}

    conflict_declared_on: date
    conflicted_id: UUID
    conflicted_name: str
    conflicted_title: str | None = None
    conflict_text: str


class AccessGranted(LexSarahEntry):
    """Somebody was given access to the report (sv. *åtkomst given*)."""

    TYPE: ClassVar[str] = "lex_sarah.access_granted"
    MAY_BE_STRUCK: ClassVar[bool] = False
    SEGMENTS: ClassVar[Mapping[str, str]] = {"accessor_name": "staff"}

    access_from: date
    accessor_id: UUID
    accessor_name: str
    accessor_title: str | None = None
    access_level: AccessLevel
    access_reason: str


class AccessEnded(LexSarahEntry):
    """Somebody's access to the report ended (sv. *åtkomst avslutad*)."""

    TYPE: ClassVar[str] = "lex_sarah.access_ended"
    MAY_BE_STRUCK: ClassVar[bool] = False

    access_to: date
    accessor_id: UUID
    access_reason: str


class MisconductDecided(LexSarahEntry):
    """How grave it was, and whether IVO is notified (sv. *beslut i Lex Sarah-ärende*). Source: SoL 2025:400 27:5, 27:6."""

    TYPE: ClassVar[str] = "lex_sarah.misconduct_decided"
    MAY_BE_STRUCK: ClassVar[bool] = False
    SEGMENTS: ClassVar[Mapping[str, str]] = {
        "degree_motivation": "assessment", "ivo_motivation": "assessment", "decider_name": "staff",
    }

    investigation_version: int
    decided_on: date
    degree: Degree
    degree_motivation: str
    notify_ivo: bool
    ivo_motivation: str
    decider_id: UUID
    decider_name: str
    decider_title: str | None = None
    delegation: str


class DegreeEscalated(LexSarahEntry):
    """It turned out graver than was known, in whatever state the handling is (sv. *höjd grad*)."""

    TYPE: ClassVar[str] = "lex_sarah.degree_escalated"
    MAY_BE_STRUCK: ClassVar[bool] = False
    SEGMENTS: ClassVar[Mapping[str, str]] = {"escalation_motivation": "assessment"}

    escalated_on: date
    degree: Degree
    escalation_motivation: str


class ReportClosed(LexSarahEntry):
    """Nothing is left to do (sv. *avslutat Lex Sarah-ärende*). `lessons` holds nobody's identity."""

    TYPE: ClassVar[str] = "lex_sarah.report_closed"
    MAY_BE_STRUCK: ClassVar[bool] = False
    SEGMENTS: ClassVar[Mapping[str, str]] = {"lessons": "assessment"}

    closed_on: date
    lessons: str


class ReportReopened(LexSarahEntry):
    """It is taken up again as a new version; what was stays (sv. *återupptaget Lex Sarah-ärende*)."""

    TYPE: ClassVar[str] = "lex_sarah.report_reopened"
    MAY_BE_STRUCK: ClassVar[bool] = False
    SEGMENTS: ClassVar[Mapping[str, str]] = {"reopen_text": "assessment"}

    reopened_on: date
    reopen_reason: ReopenReason
    reopen_text: str
    investigation_version: int


class LexSarahEntryStruck(LexSarahEvent):
    """An entry was wrong; it stays legible, struck through (sv. *struken uppgift*)."""

    TYPE: ClassVar[str] = "lex_sarah.entry_struck"

    entry_id: UUID
    struck_on: date
    reason: str


EVENTS: tuple[type[LexSarahEvent], ...] = (
    LexSarahReportSubmitted, LexSarahReportSupplemented, LexSarahReportReceived, LexSarahReportRegistered, TransferProposed,
    TransferAnswered, ReportLinked, DeviationLinked, AffectedStated, InitialAssessmentMade, InvestigationFormChanged,
    InvestigatorAssigned, ConflictDeclared, AccessGranted, AccessEnded, MisconductDecided, DegreeEscalated, ReportClosed,
    ReportReopened, LexSarahEntryStruck,
)
"""In the order that they come in."""
