"""The closed list of what can be stored: a wire name that is not here cannot be read, and nothing is imported by name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from domain.annual_wheel.events import EVENTS as ANNUAL_WHEEL
from domain.approval.events import EVENTS as APPROVAL
from domain.base import DomainEvent
from domain.board.events import EVENTS as BOARD
from domain.case import events as case
from domain.case import journal_events as journal
from domain.case.areas import AREA_OF
from domain.case.entry_events import EntryStruck
from domain.concern.events import EVENTS as CONCERN
from domain.development_proposal.events import EVENTS as DEVELOPMENT_PROPOSAL
from domain.deviation.events import EVENTS as DEVIATION
from domain.emergency_access.events import EVENTS as EMERGENCY_ACCESS
from domain.erasure.events import EVENTS as ERASURE
from domain.erasure.marker import EVENTS as ERASED
from domain.evidence.events import EVENTS as EVIDENCE
from domain.goal.events import EVENTS as GOAL
from domain.group.events import EVENTS as GROUP
from domain.indicator_definition.events import EVENTS as INDICATOR_DEFINITION
from domain.instrument_catalogue.events import EVENTS as INSTRUMENT_CATALOGUE
from domain.instrument_texts.events import EVENTS as INSTRUMENT_TEXTS
from domain.internal_control.events import EVENTS as INTERNAL_CONTROL
from domain.journal_review.events import EVENTS as JOURNAL_REVIEW
from domain.journal_routine.events import EVENTS as JOURNAL_ROUTINE
from domain.ledger.events import EVENTS as LEDGER
from domain.lex_sarah.events import EVENTS as LEX_SARAH
from domain.lex_sarah_information.events import EVENTS as LEX_SARAH_INFORMATION
from domain.log_review.events import EVENTS as LOG_REVIEW
from domain.offering.events import EVENTS as OFFERING
from domain.outreach.events import DETAILS as OUTREACH_DETAILS
from domain.outreach.events import OutreachCorrected, OutreachRecorded
from domain.policy.events import EVENTS as POLICY
from domain.published_figure.events import EVENTS as PUBLISHED_FIGURE
from domain.record_extract.events import EVENTS as RECORD_EXTRACT
from domain.records_request.events import EVENTS as RECORDS_REQUEST
from domain.report.events import EVENTS as REPORT
from domain.retention.events import EVENTS as RETENTION
from domain.rights_review.events import EVENTS as RIGHTS_REVIEW
from domain.rule_definition.events import EVENTS as RULE_DEFINITION
from domain.sample.events import EVENTS as SAMPLE
from domain.staff import events as staff
from domain.suggestion.events import EVENTS as SUGGESTION
from domain.survey.events import EVENTS as SURVEY
from domain.unit.events import ImportCompleted, UnitEstablished
from domain.upcasts import UPCASTS
from domain.viewpoint import events as viewpoint
from domain.viewpoint_inventory.events import EVENTS as VIEWPOINT_INVENTORY

STREAMS_OF_NO_CASE: tuple[type[DomainEvent], ...] = (
    *BOARD, *OFFERING, *POLICY, *GROUP, *CONCERN, *RECORDS_REQUEST, *OUTREACH_DETAILS, *VIEWPOINT_INVENTORY,
    *DEVELOPMENT_PROPOSAL,
    *RULE_DEFINITION, *SUGGESTION,
    *INDICATOR_DEFINITION, *GOAL, *PUBLISHED_FIGURE, *ANNUAL_WHEEL, *SURVEY, *INSTRUMENT_CATALOGUE, *INSTRUMENT_TEXTS, *REPORT,
    *RETENTION, *ERASURE, *ERASED, *LEDGER, *SAMPLE, *JOURNAL_ROUTINE, *INTERNAL_CONTROL, *JOURNAL_REVIEW,
    *LEX_SARAH, *DEVIATION, *LEX_SARAH_INFORMATION,
    *APPROVAL, *EMERGENCY_ACCESS, *LOG_REVIEW, *RIGHTS_REVIEW, *EVIDENCE, *RECORD_EXTRACT,
)
"""Event types of streams that are about no one case, and so are in no case's timeline."""

_CLASSES: tuple[type[DomainEvent], ...] = (
    UnitEstablished,
    ImportCompleted,
    staff.StaffMemberRegistered,
    staff.StaffTitleChanged,
    staff.AbsenceRecorded,
    staff.AbsenceChanged,
    staff.AbsenceWithdrawn,
    case.CaseOpened,
    case.CaseFactsCorrected,
    case.CircumstancesRecorded,
    case.CircumstancesCorrected,
    case.CaseAssigned,
    case.CaseHandedOver,
    case.HandOverAccepted,
    case.StandInAppointed,
    case.StandInEnded,
    case.CaseClosed,
    case.CaseClosingCorrected,
    case.CaseReopened,
    case.AccountRequested,
    case.AccountGiven,
    case.PlanEstablished,
    case.PlanCorrected,
    case.SessionHeld,
    case.SessionMissed,
    case.SessionCancelled,
    case.SessionCorrected,
    journal.JournalNoteRecorded,
    journal.JournalNoteCorrected,
    journal.NoteMisfiled,
    journal.DifferingOpinionNoted,
    case.RatingRecorded,
    case.RatingCorrected,
    case.RentMonthRecorded,
    case.RentMonthCorrected,
    case.SchoolAttendanceRecorded,
    case.SchoolAttendanceCorrected,
    *viewpoint.EVENTS,
    OutreachRecorded,
    OutreachCorrected,
    EntryStruck,
    *AREA_OF,
    *STREAMS_OF_NO_CASE,
)

EVENT_TYPES: Mapping[str, type[DomainEvent]] = MappingProxyType({cls.wire_name(): cls for cls in _CLASSES})
"""Wire name (`case.opened.v1`) to class, for every event type there is."""


def stored_names(*beginnings: str) -> list[str]:
    """Every wire name that events are stored under whose types begin so, those of earlier forms too."""
    return [name for name in (*EVENT_TYPES, *UPCASTS) if name.startswith(beginnings)]
