"""What people see of a case: assembled from its row and the events that hold its number and names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from domain.base import RecordedEvent
from domain.case.events import CaseAssigned, CaseHandedOver, StandInAppointed
from domain.case.responsibility import Cover
from domain.case.state import CaseStatus
from projections.case_view import CaseRow
from projections.json_values import as_json
from projections.local_time import instant_text
from projections.timeline_item import Person


class DayRow(NamedTuple):
    """A case on one day, as known at a size (sv. *giltighetsdag*).

    Args:
        status: On that day; a case is open on both its first and its last day.
        closed_on: Of the closing that holds that day.
        responsible_id: By assignment, absent or not.
        responsible_position, stand_in_position: The events that hold the names.
        absent: Whether the responsible is away.
        stand_in_id: Who looks after the case instead, and is at work.
    """

    case_id: UUID
    status: str
    closed_on: date | None
    responsible_id: UUID | None
    responsible_position: int | None
    absent: bool
    stand_in_id: UUID | None
    stand_in_position: int | None

    @property
    def cover(self) -> Cover:
        """How the case is looked after; the rules are those of `domain.case.responsibility`."""
        if self.status != CaseStatus.OPEN:
            return Cover.NOT_OPEN
        if self.responsible_id is None:
            return Cover.NONE
        if not self.absent:
            return Cover.RESPONSIBLE
        return Cover.NONE if self.stand_in_id is None else Cover.STAND_IN


class PendingHandOver(NamedTuple):
    """A hand-over that can still be accepted (sv. *överlämning*)."""

    id: UUID
    to: Person


class CaseItem(NamedTuple):
    """A case as people see it (sv. *ärende*).

    Args:
        number: Unique in its unit.
        cover: How it is looked after on the day asked for; None when no day was asked for.
        stand_in: Who looks after it instead of the responsible on that day.
        opened_us: When the opening was recorded, microseconds since 1970 UTC, at `opened_position`.
    """

    case_id: UUID
    number: str
    unit: UUID
    unit_name: str | None
    status: str
    client_name: str | None
    gender: str
    birth_year: int | None
    legal_basis: str | None
    received_on: date | None
    started_on: date | None
    closed_on: date | None
    close_manner: str | None
    referred_onward: bool | None
    responsible: Person | None
    cover: Cover | None
    stand_in: Person | None
    pending_hand_overs: tuple[PendingHandOver, ...]
    plan_established_on: date | None
    contact_interval_days: int | None
    session_count: int
    note_count: int
    rating_count: int
    last_contact_on: date | None
    last_note_on: date | None
    open_requests: tuple[UUID, ...]
    opened_position: int
    opened_us: int

    def to_json(self) -> dict[str, Any]:
        """The case as JSON."""
        plain = {name: as_json(getattr(self, name)) for name in _PLAIN}
        return {
            "case": str(self.case_id), "number": self.number, "unit": str(self.unit), "unit_name": self.unit_name,
            "status": self.status, "client": self.client_name,
            "responsible": None if self.responsible is None else self.responsible.to_json(),
            "cover": None if self.cover is None else self.cover.value,
            "stand_in": None if self.stand_in is None else self.stand_in.to_json(),
            "pending_hand_overs": [{"id": str(each.id), "to": each.to.to_json()} for each in self.pending_hand_overs],
            "opened": {"position": self.opened_position, "recorded_at": instant_text(self.opened_us)},
            **plain,
        }


_PLAIN = (
    "gender", "birth_year", "legal_basis", "received_on", "started_on", "closed_on", "close_manner", "referred_onward",
    "plan_established_on", "contact_interval_days", "session_count", "note_count", "rating_count", "last_contact_on",
    "last_note_on", "open_requests",
)


def assemble_case(
    row: CaseRow, day: DayRow | None, events: Mapping[int, RecordedEvent], unit_name: str | None
) -> CaseItem:
    """Put a case together.

    Args:
        day: The case on the day asked for; None = as it stands.
        events: Holds at least the events at `case_positions(row, day)`.
    """
    opened: Any = events[row.opened_position].event
    facts: Any = events[row.facts_position].event
    closing = _closing(row, day)
    return CaseItem(
        row.case_id, opened.number, row.unit_id, unit_name, row.status if day is None else day.status,
        facts.client_name, row.gender, row.birth_year, row.legal_basis, row.received_on, row.started_on, *closing,
        _named(row.responsible_position if day is None else day.responsible_position, events),
        None if day is None else day.cover, None if day is None else _named(day.stand_in_position, events),
        tuple(
            PendingHandOver(id_, _person(events[position]))
            for id_, position in zip(row.pending_ids, row.pending_positions, strict=True)
        ),
        row.plan_established_on, row.contact_interval_days, row.session_count, row.note_count, row.rating_count,
        row.last_contact_on, row.last_note_on, row.open_requests, row.opened_position,
        events[row.opened_position].recorded_us,
    )


def case_positions(row: CaseRow, day: DayRow | None) -> set[int]:
    """Positions of the events that a case is assembled from."""
    positions = {row.opened_position, row.facts_position, *row.pending_positions}
    named = (row.responsible_position,) if day is None else (day.responsible_position, day.stand_in_position)
    return positions | {position for position in named if position is not None}


def _closing(row: CaseRow, day: DayRow | None) -> tuple[date | None, str | None, bool | None]:
    if day is None or (day.status == row.status and day.closed_on == row.closed_on):
        return row.closed_on, row.close_manner, row.referred_onward
    # An earlier closing, before the case was opened again: its manner is in the timeline.
    return day.closed_on, None, None


def _named(position: int | None, events: Mapping[int, RecordedEvent]) -> Person | None:
    return None if position is None else _person(events[position])


def _person(recorded: RecordedEvent) -> Person:
    match recorded.event:
        case CaseAssigned() as event:
            return Person(event.staff_id, event.staff_name, event.staff_title)
        case CaseHandedOver() as event:
            return Person(event.to_staff_id, event.to_staff_name, event.to_staff_title)
        case StandInAppointed() as event:
            return Person(event.stand_in_id, event.stand_in_name, event.stand_in_title)
    raise TypeError(f"no name of a responsible in {recorded.event.wire_name()}")


def case_document(case: CaseItem) -> dict[str, Any]:
    """A case as JSON, with its unit by name and by id."""
    document = case.to_json()
    unit_name = document.pop("unit_name")
    names = {"case": document.pop("case"), "number": document.pop("number"), "unit": unit_name, "unit_id": document.pop("unit")}
    return {**names, **document}
