"""What people see of their work: the duties with the names of their cases, and the caseload."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from domain.policies import Policy
from projections.bookings import BookedItem
from projections.case_item import CaseItem
from projections.duties import DutyItem
from projections.json_values import as_json


class Relation(StrEnum):
    """What somebody is to a case (sv. *koppling till ärendet*)."""

    RESPONSIBLE = "responsible"
    STAND_IN = "stand_in"
    CO_WORKER = "co_worker"


class CaseloadItem(NamedTuple):
    """An open case in a caseload (sv. *ärendemängd*).

    Args:
        relation: Of the member of staff whose caseload it is; None when a unit's was asked for.
        phase: Where the treatment is on the day; None = no phase was entered by then.
        duties: What stands in the case, the most urgent first.
    """

    case: CaseItem
    relation: Relation | None
    phase: str | None
    duties: tuple[DutyItem, ...]

    def to_json(self, day: date) -> dict[str, Any]:
        """The case as JSON, on a day."""
        overdue = sum(duty.duty.days_overdue(day) > 0 for duty in self.duties)
        return {
            "case": str(self.case.case_id), "number": self.case.number, "unit": self.case.unit_name,
            "unit_id": str(self.case.unit), "relation": None if self.relation is None else self.relation.value,
            "phase": self.phase, "started_on": as_json(self.case.started_on),
            "plan_established_on": as_json(self.case.plan_established_on),
            "last_contact_on": as_json(self.case.last_contact_on), "last_note_on": as_json(self.case.last_note_on),
            "duties": len(self.duties), "overdue": overdue,
            "next_due_on": as_json(self.duties[0].duty.due_on) if self.duties else None,
        }


class WorkLists(Protocol):
    """Port. Lists across cases, exact at their size; the policy is the one that held then.

    Args (every method):
        known_at: A size.
        day: The day that the list is for, in Europe/Stockholm; who stands in for whom is as on that day.
        staff: Only what falls to this member of staff: as responsible, as stand-in, or by name.
        units: Only cases of these units; None = all.

    Raises (every method):
        InvalidValueError: The ledger has fewer events than `known_at`.
        CorruptLedgerError: Stored bytes are not what they must be.
    """

    def duties(
        self, known_at: int, day: date, policy: Policy, *, until: date, staff: UUID | None = None,
        units: Sequence[UUID] | None = None, case_id: UUID | None = None,
    ) -> list[DutyItem]:
        """What is due by the end of `until`, the most overdue first."""
        ...

    def bookings(
        self, known_at: int, day: date, *, until: date, staff: UUID | None = None, units: Sequence[UUID] | None = None,
    ) -> list[BookedItem]:
        """What is booked until the end of `until` and has no outcome, by time; see `projections.bookings.listed`."""
        ...

    def caseload(
        self, known_at: int, day: date, policy: Policy, *, staff: UUID | None = None, units: Sequence[UUID] | None = None
    ) -> list[CaseloadItem]:
        """The open cases, those with the most urgent duty first, then by number."""
        ...

    def own_cases(self, known_at: int, day: date, staff: UUID) -> list[UUID]:
        """The cases that somebody is responsible for, or was when they were closed, and the open ones that they take part in."""
        ...
