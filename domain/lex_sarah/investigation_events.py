"""Facts of an investigation (sv. *Lex Sarah-utredning*): what it consists of, and that it is complete.

No field is for somebody who is to blame: people are mentioned by their role, and causes are sought in how the work is arranged.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import Occurred
from domain.codes import YesNoUnknown
from domain.lex_sarah.base import LexSarahEntry, LexSarahEvent
from domain.lex_sarah.codes import ContributingFactor, Degree, FindingKind, InterviewedRole
from domain.lex_sarah.values import AreaConsidered, Consequence


class FindingRecorded(LexSarahEntry):
    """A fact of the investigation with where it is known from (sv. *iakttagelse*)."""

    TYPE: ClassVar[str] = "lex_sarah.finding_recorded"
    IS_INVESTIGATION: ClassVar[bool] = True
    SEGMENTS: ClassVar[Mapping[str, str]] = {"lex_finding": "fact", "finding_source": "fact"}

    occurred: Occurred
    finding_kind: FindingKind
    lex_finding: str
    finding_source: str
    case_id: UUID | None = None


class InterviewHeld(LexSarahEntry):
    """Somebody told the investigator what they know, in their role (sv. *utredningssamtal*)."""

    TYPE: ClassVar[str] = "lex_sarah.interview_held"
    IS_INVESTIGATION: ClassVar[bool] = True
    SEGMENTS: ClassVar[Mapping[str, str]] = {"interview_text": "third_party"}

    occurred: Occurred
    interviewed_role: InterviewedRole
    interview_text: str


class DocumentAdded(LexSarahEntry):
    """A document that the investigation rests on (sv. *underlag i utredningen*)."""

    TYPE: ClassVar[str] = "lex_sarah.document_added"
    IS_INVESTIGATION: ClassVar[bool] = True
    SEGMENTS: ClassVar[Mapping[str, str]] = {"document_title": "fact", "document_shows": "fact"}

    document_title: str
    document_reference: str
    """Where it is kept: a registry number, a position in the ledger, a version of a routine."""
    document_shows: str


class CausesAnalysed(LexSarahEntry):
    """Why it happened, in how the work is arranged (sv. *orsaksanalys*); anew, whole, when it is made again."""

    TYPE: ClassVar[str] = "lex_sarah.causes_analysed"
    IS_INVESTIGATION: ClassVar[bool] = True
    SEGMENTS: ClassVar[Mapping[str, str]] = {"cause_areas": "assessment", "no_cause_reason": "assessment"}

    cause_areas: tuple[AreaConsidered, ...]
    contributing_factors: tuple[ContributingFactor, ...]
    no_cause_reason: str | None = None


class ConsequencesAssessed(LexSarahEntry):
    """What it meant for one who is affected (sv. *konsekvenser för den enskilde*); anew, whole, when it is assessed again."""

    TYPE: ClassVar[str] = "lex_sarah.consequences_assessed"
    IS_INVESTIGATION: ClassVar[bool] = True
    SEGMENTS: ClassVar[Mapping[str, str]] = {
        "consequences": "assessment", "individual_view": "individual_view", "individual_not_heard_reason": "individual_view",
        "child_view": "child_view", "not_heard_reason": "child_view",
    }

    case_id: UUID | None = None
    """None = of those who are not named."""
    consequences: tuple[Consequence, ...]
    individual_view: str | None = None
    individual_not_heard_reason: str | None = None
    child_concerned: bool
    child_view: str | None = None
    not_heard_reason: str | None = None


class RecurrenceAssessed(LexSarahEntry):
    """Whether it can happen again, and how grave that would be (sv. *risk för upprepning*); anew, whole, when assessed again."""

    TYPE: ClassVar[str] = "lex_sarah.recurrence_assessed"
    IS_INVESTIGATION: ClassVar[bool] = True
    SEGMENTS: ClassVar[Mapping[str, str]] = {"recurrence_text": "assessment"}

    happened_before: YesNoUnknown
    earlier_report_ids: tuple[UUID, ...]
    recurrence_probability: int
    recurrence_severity: int
    recurrence_method: str
    recurrence_method_version: str
    recurrence_text: str


class InvestigationCompleted(LexSarahEntry):
    """The investigation is complete, and locked as this version of it (sv. *utredning klar*)."""

    TYPE: ClassVar[str] = "lex_sarah.investigation_completed"
    MAY_BE_STRUCK: ClassVar[bool] = False
    SEGMENTS: ClassVar[Mapping[str, str]] = {
        "investigation_summary": "assessment", "proposal_motivation": "assessment", "no_measures_reason": "assessment",
    }

    investigation_version: int
    investigated_on: date
    investigation_summary: str
    proposed_degree: Degree
    proposal_motivation: str
    no_measures_reason: str | None = None
    investigation_entry_ids: tuple[UUID, ...]
    """The entries that this version consists of, whatever is struck later."""

    def mentions(self, entry_id: UUID) -> bool:
        """Nothing: what it consists of may be struck in a later version, and stands in this one all the same."""
        return False


class ReturnedForSupplement(LexSarahEntry):
    """Whoever decides wants to know more; a new version of the investigation begins (sv. *återremitterad för komplettering*)."""

    TYPE: ClassVar[str] = "lex_sarah.returned_for_supplement"
    MAY_BE_STRUCK: ClassVar[bool] = False
    SEGMENTS: ClassVar[Mapping[str, str]] = {"supplement_reason": "assessment"}

    supplement_asked_on: date
    supplement_reason: str
    investigation_version: int


EVENTS: tuple[type[LexSarahEvent], ...] = (
    FindingRecorded, InterviewHeld, DocumentAdded, CausesAnalysed, ConsequencesAssessed, RecurrenceAssessed,
    InvestigationCompleted, ReturnedForSupplement,
)
"""In the order that they come in."""
