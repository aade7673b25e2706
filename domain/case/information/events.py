"""Facts: what the individual was informed of, and whether the child was told before its guardians were contacted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.case.entry_events import CaseEntry
from domain.case.information.codes import InformationForm, InformedPerson
from domain.case.safety.codes import NotToldReason


class InformationGiven(CaseEntry):
    """Somebody was informed (sv. *information till den enskilde*)."""

    DAY: ClassVar[str | None] = "informed_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"informed_by_name": "staff"}

    informed_on: date
    informed: tuple[InformedPerson, ...]
    information_form: InformationForm
    session_id: UUID | None = None
    """The session at which it was given."""
    informed_by_id: UUID
    informed_by_name: str
    informed_by_title: str | None = None


class RightToApplyInformationGiven(InformationGiven):
    """They were told that they can apply for insats under 11:1 (sv. *information om rätten att ansöka*).

    Source: SoL 2025:400 11:6: whoever carries out insatser without assessment of the need informs of that possibility.
    """

    TYPE: ClassVar[str] = "case.right_to_apply_information_given"


class ComplaintInformationGiven(InformationGiven):
    """They were told how to leave viewpoints and complaints (sv. *information om synpunkter och klagomål*).

    Source: SOSFS 2011:9 5 kap. (viewpoints and complaints are received); that it is told is the unit's own routine.
    """

    TYPE: ClassVar[str] = "case.complaint_information_given"


class ChildToldOfContact(CaseEntry):
    """Whether the child was told that the unit will contact the guardians (sv. *barnet underrättat före kontakt*).

    Source: SoL 2025:400 3:2 (a child is informed of what concerns it); that it is told beforehand is the unit's own routine.
    """

    TYPE: ClassVar[str] = "case.child_told_of_contact"
    DAY: ClassVar[str | None] = "child_told_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"not_told_explanation": "fact", "child_view": "child_view"}

    child_told_on: date
    """The day the child was told, or on which it was decided not to."""
    told_before: bool
    not_told_reason: NotToldReason | None = None
    """Given exactly when the child was not told; a source may lack it."""
    not_told_explanation: str | None = None
    child_view: str | None = None
    """What the child says about it."""
