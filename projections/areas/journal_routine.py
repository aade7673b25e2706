"""The words of the stream `journal_routine`, and who has yet to know the routine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from domain.journal_routine.codes import RoutineStatus
from domain.journal_routine.events import RoutineRevised
from domain.journal_routine.routine import JournalRoutine
from domain.journal_routine.state import NumberedVersion
from domain.policies import Policy
from domain.staff.staff_member import StaffMember
from projections.json_values import as_json

HEADINGS: Mapping[str, str] = {
    "journal_routine.adopted": "Journalrutin antagen",
    "journal_routine.revised": "Journalrutin reviderad",
    "journal_routine.acknowledged": "Journalrutin kvitterad",
    "journal_routine.induction_planned": "Dokumentationsintroduktion planerad",
    "journal_routine.induction_given": "Dokumentationsintroduktion genomförd",
    "journal_routine.entry_struck": "Uppgift om journalrutinen struken",
    "journal_routine.ended": "Journalrutin upphävd",
}
FIELD_LABELS: Mapping[str, str] = {
    "routine_text": "Rutinens text",
    "standing_questions": "Stående frågor",
    "change_summary": "Vad som är nytt",
    "routine_version": "Rutinens version",
    "acknowledged_on": "Kvitterad",
    "employed_from": "Första arbetsdagen",
    "induction_due_on": "Introduktion senast",
    "gone_through": "Vad introduktionen tog upp",
}
TEXT_LABELS: Mapping[str, str] = {}


def routine_document(routine: JournalRoutine, day: date) -> dict[str, Any]:
    """A routine as JSON on a day: what each version says, and how many have acknowledged it; no names."""
    now = routine.in_force(day)
    ended = routine.ended
    return {
        "routine": as_json(routine.id), "version": routine.version, "unit": as_json(routine.unit),
        "in_force": None if now is None else now.number, "versions": [_version(routine, each) for each in routine.versions],
        "ended": None if ended is None else {"last_day": as_json(ended.last_day), "reason": ended.reason},
    }


def _version(routine: JournalRoutine, version: NumberedVersion) -> dict[str, Any]:
    says = version.says
    return {
        "routine_version": version.number, "routine_text": says.routine_text,
        "change_summary": says.change_summary if isinstance(says, RoutineRevised) else None,
        "effective_from": as_json(says.effective_from), "decided_on": as_json(says.decided_on), "decided_by": says.decided_by,
        "standing_questions": [
            {"question": each.value, "question_in_words": each.swedish} for each in says.standing_questions
        ],
        "acknowledged": routine.acknowledgements_of(version.number),
    }


class WorkerRow(NamedTuple):
    """What the routine asks of a worker, and how far they have come (sv. *kvittenslista*).

    Args:
        number: The version in force.
        acknowledge_by: The last day to acknowledge it.
        induct_by: The last day to be inducted; None = nobody planned it.
        is_away: On the day of the list.
    """

    staff_id: UUID
    name: str
    number: int
    acknowledge_by: date
    acknowledged_on: date | None
    acknowledgement: RoutineStatus
    induct_by: date | None
    inducted_on: date | None
    induction: RoutineStatus
    is_away: bool

    @property
    def is_missing(self) -> bool:
        """Whether anything is yet to be done."""
        return not {self.acknowledgement, self.induction}.isdisjoint({RoutineStatus.WAITING, RoutineStatus.OVERDUE})

    def to_json(self) -> dict[str, Any]:
        """The row as JSON."""
        return {
            "staff": str(self.staff_id), "name": self.name, "routine_version": self.number,
            "acknowledge_by": as_json(self.acknowledge_by), "acknowledged_on": as_json(self.acknowledged_on),
            "acknowledgement": self.acknowledgement.value, "induct_by": as_json(self.induct_by),
            "inducted_on": as_json(self.inducted_on), "induction": self.induction.value, "is_away": self.is_away,
        }


def worker_rows(routine: JournalRoutine, staff: Iterable[StaffMember], day: date, policy: Policy) -> list[WorkerRow]:
    """Each worker's row on a day, in the order of their names: a list to act on, and no ranking.

    Args:
        staff: Those whom the routine is for.
    """
    now = routine.in_force(day)
    if now is None:
        return []
    rows = [_row(routine, now, member, member.id, day, policy) for member in staff if member.id is not None]
    return sorted(rows, key=lambda row: (row.name.casefold(), str(row.staff_id)))


def _row(
    routine: JournalRoutine, now: NumberedVersion, member: StaffMember, staff_id: UUID, day: date, policy: Policy
) -> WorkerRow:
    planned, done = routine.planned_induction(staff_id), routine.acknowledgement(staff_id, now.number)
    given = min((each.given_on for each in routine.inductions_of(staff_id) if each.given_on <= day), default=None)
    begins = now.says.effective_from if planned is None else max(now.says.effective_from, planned.employed_from)
    acknowledge_by = begins + timedelta(days=policy.routine_acknowledgement_days)
    induct_by = None if planned is None else planned.induction_due_on
    acknowledged_on = done.acknowledged_on if done is not None and done.acknowledged_on <= day else None
    return WorkerRow(
        staff_id, member.name, now.number, acknowledge_by, acknowledged_on, _status(acknowledge_by, acknowledged_on, day),
        induct_by, given, RoutineStatus.NOT_ASKED if induct_by is None and given is None else _status(induct_by, given, day),
        any(absence.covers(day) for absence in member.absent_periods()),
    )


def _status(due_on: date | None, done_on: date | None, day: date) -> RoutineStatus:
    if done_on is not None:
        return RoutineStatus.DONE
    return RoutineStatus.OVERDUE if due_on is not None and due_on < day else RoutineStatus.WAITING
