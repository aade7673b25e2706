"""What an appointment in a calendar leads to in a case: new, changed, or there already."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from domain.base import Stamp
from domain.calendar.appointment import Appointment
from domain.case.case import Case
from domain.case.contacts.events import CalendarContactImported
from domain.policies import Policy


class AppointmentOutcome(StrEnum):
    """What became of an appointment (sv. *utfall av inläsning*)."""

    NEW = "new"
    PRESENT = "present"
    CHANGED = "changed"


class CalendarOwner(NamedTuple):
    """Whose calendar it is (sv. *kalenderns ägare*), by name and title on the day of import."""

    staff_id: UUID
    name: str
    title: str | None


class ImportTerms(NamedTuple):
    """What holds for every appointment of one import; `stamp` has the purpose import."""

    owner: CalendarOwner
    stamp: Stamp
    today: date
    policy: Policy
    new_id: Callable[[], UUID]


class PlannedAppointment(NamedTuple):
    """What an appointment leads to; `supersedes` = the entry that it was taken in as last, None = it is new."""

    outcome: AppointmentOutcome
    events: tuple[CalendarContactImported, ...]
    supersedes: UUID | None


def plan_appointment(
    case: Case, appointment: Appointment, calendar_event_id: UUID, terms: ImportTerms
) -> PlannedAppointment:
    """Compare an appointment with what the case has of it, and decide what is new.

    Args:
        calendar_event_id: The same each time the same appointment is read; made under the case's key.

    Raises:
        DomainError: As `Case.import_calendar_contact`.
    """
    starts, ends, status = appointment.starts, appointment.ends, appointment.status
    if case.has_appointment(calendar_event_id, starts, ends, status):
        return PlannedAppointment(AppointmentOutcome.PRESENT, (), None)
    before = case.contacts.calendar.get(calendar_event_id)
    events = case.import_calendar_contact(
        entry_id=terms.new_id(), calendar_event_id=calendar_event_id, occurred=starts, ends=ends, calendar_status=status,
        calendar_owner_id=terms.owner.staff_id, calendar_owner_name=terms.owner.name, calendar_owner_title=terms.owner.title,
        source=appointment.source, stamp=terms.stamp, today=terms.today, policy=terms.policy,
    )
    if before is None:
        return PlannedAppointment(AppointmentOutcome.NEW, events, None)
    return PlannedAppointment(AppointmentOutcome.CHANGED, events, before.entry_id)
