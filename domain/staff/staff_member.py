"""A member of staff (sv. *medarbetare*): title as it was on a day, and the days away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from domain.base import DomainEvent, ErasedEvent, Source, Stamp, envelope
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import Policy, require_order
from domain.staff.events import (
    AbsenceChanged,
    AbsenceRecorded,
    AbsenceWithdrawn,
    StaffMemberRegistered,
    StaffTitleChanged,
)
from domain.stream_state import StreamState


class Absence(NamedTuple):
    """Days away, both ends included (sv. *frånvaro*); no last day = until further notice."""

    from_date: date
    to_date: date | None

    def covers(self, day: date) -> bool:
        """Whether the person is away on `day`."""
        return self.from_date <= day and (self.to_date is None or day <= self.to_date)

    def overlaps(self, other: Absence) -> bool:
        """Whether there is a day that both cover."""
        return self.covers(other.from_date) or other.covers(self.from_date)


class StaffMember(StreamState):
    """One member of staff (sv. *medarbetare*), folded from the events of their stream.

    Attributes:
        version: Number of events folded in; 0 = not registered.
        absences: Recorded and not withdrawn, by id, each as the event that states its days now.
    """

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.name = ""
        self.unit: UUID | None = None
        self.registered_title: str | None = None
        self.title_changes: list[StaffTitleChanged] = []
        self.absences: dict[UUID, AbsenceRecorded | AbsenceChanged] = {}
        self.withdrawn_absences: set[UUID] = set()

    def _take_in(self, event: DomainEvent) -> None:
        if not isinstance(event, ErasedEvent):
            _APPLY[type(event)](self, event)

    def title_on(self, day: date) -> str | None:
        """The title on `day` (sv. *befattning*); None = not known. Of two changes on a day the last recorded holds."""
        title, since = self.registered_title, date.min
        for change in self.title_changes:
            if since <= change.effective_from <= day:
                title, since = change.title, change.effective_from
        return title

    def absent_periods(self) -> tuple[Absence, ...]:
        """The days away, in the order of their first days."""
        return tuple(sorted((_period(event) for event in self.absences.values()), key=lambda away: away.from_date))

    def register(
        self,
        *,
        staff_id: UUID,
        name: str,
        title: str | None,
        unit: UUID | None = None,
        source: Source | None = None,
        stamp: Stamp,
        policy: Policy,
    ) -> tuple[StaffMemberRegistered]:
        """Register a member of staff (sv. *registrera medarbetare*).

        Args:
            title: None = not known, which only a source may leave open.

        Raises:
            ConflictError: Already registered.
            InvalidValueError: `name`; then `title`.
        """
        if self.version:
            raise ConflictError("Medarbetaren är redan registrerad.")
        policy.require_short_text(name, "Namnet")
        if title is not None:
            policy.require_short_text(title, "Befattningen")
        elif source is None:
            raise InvalidValueError("Befattningen saknas. Fyll i fältet.")
        return (StaffMemberRegistered(**envelope(staff_id, 0, stamp), name=name, title=title, unit=unit, source=source),)

    def change_title(self, *, title: str, effective_from: date, stamp: Stamp, policy: Policy) -> tuple[StaffTitleChanged]:
        """Give another title from a day on, which may lie ahead (sv. *ändra befattning*).

        Raises:
            NotFoundError: Not registered.
            InvalidValueError: `title`.
            NotAllowedError: The title is the same on that day already.
        """
        self._require_known()
        policy.require_short_text(title, "Befattningen")
        if self.title_on(effective_from) == title:
            raise NotAllowedError(f"Medarbetaren har redan den befattningen {effective_from}.")
        return (StaffTitleChanged(**self._next(stamp), title=title, effective_from=effective_from),)

    def record_absence(
        self, *, absence_id: UUID, from_date: date, to_date: date | None, source: Source | None = None, stamp: Stamp
    ) -> tuple[AbsenceRecorded]:
        """Record days away, past or ahead (sv. *frånvaro*). There is no field for the cause.

        Args:
            from_date: First day away.
            to_date: Last day away, not before `from_date`; None = until further notice.

        Raises:
            NotFoundError: Not registered.
            ConflictError: `absence_id` is used.
            InvalidValueError: `to_date` before `from_date`.
            ConflictError: A day is within another absence.
        """
        self._require_known()
        if absence_id in self.absences or absence_id in self.withdrawn_absences:
            raise ConflictError("Frånvaron är redan registrerad. Ändra den som finns.")
        self._require_possible(absence_id, Absence(from_date, to_date))
        return (AbsenceRecorded(**self._next(stamp), absence_id=absence_id, from_date=from_date, to_date=to_date, source=source),)

    def change_absence(
        self, *, absence_id: UUID, from_date: date, to_date: date | None, source: Source | None = None, stamp: Stamp
    ) -> tuple[AbsenceChanged]:
        """Give an absence other days (sv. *ändra frånvaro*).

        Raises:
            NotFoundError: Not registered; then no such absence, or withdrawn.
            InvalidValueError: `to_date` before `from_date`.
            ConflictError: A day is within another absence.
            InvalidValueError: No change.
        """
        self._require_known()
        self._require_absence(absence_id)
        changed = Absence(from_date, to_date)
        self._require_possible(absence_id, changed)
        if changed == _period(self.absences[absence_id]):
            raise InvalidValueError("Ändringen ändrar ingenting. Ange andra dagar.")
        return (AbsenceChanged(**self._next(stamp), absence_id=absence_id, from_date=from_date, to_date=to_date, source=source),)

    def withdraw_absence(self, *, absence_id: UUID, stamp: Stamp) -> tuple[AbsenceWithdrawn]:
        """State that an absence did not take place (sv. *återta frånvaro*).

        Raises:
            NotFoundError: Not registered; then no such absence, or withdrawn.
        """
        self._require_known()
        self._require_absence(absence_id)
        return (AbsenceWithdrawn(**self._next(stamp), absence_id=absence_id),)

    def _require_known(self) -> None:
        if not self.version:
            raise NotFoundError("Medarbetaren finns inte i nämnden. Registrera medarbetaren först.")

    def _require_absence(self, absence_id: UUID) -> None:
        if absence_id not in self.absences:
            raise NotFoundError("Frånvaron finns inte, eller är återtagen.")

    def _require_possible(self, absence_id: UUID, absence: Absence) -> None:
        if absence.to_date is not None:
            require_order(absence.from_date, "första dagen", absence.to_date, "Sista dagen")
        for other_id, other in self.absences.items():
            if other_id != absence_id and _period(other).overlaps(absence):
                last = other.to_date or "tills vidare"
                raise ConflictError(f"Frånvaron överlappar en annan, {other.from_date} till {last}. Ändra den i stället.")

    def _next(self, stamp: Stamp) -> dict[str, Any]:
        assert self.id is not None, "_require_known comes first"
        return envelope(self.id, self.version, stamp)


def _period(event: AbsenceRecorded | AbsenceChanged) -> Absence:
    return Absence(event.from_date, event.to_date)


def _registered(member: StaffMember, event: StaffMemberRegistered) -> None:
    member.name = event.name
    member.unit = event.unit
    member.registered_title = event.title


def _title_changed(member: StaffMember, event: StaffTitleChanged) -> None:
    member.title_changes.append(event)


def _absence(member: StaffMember, event: AbsenceRecorded | AbsenceChanged) -> None:
    member.absences[event.absence_id] = event


def _absence_withdrawn(member: StaffMember, event: AbsenceWithdrawn) -> None:
    del member.absences[event.absence_id]
    member.withdrawn_absences.add(event.absence_id)


_APPLY: Mapping[type[DomainEvent], Callable[[StaffMember, Any], None]] = {
    StaffMemberRegistered: _registered,
    StaffTitleChanged: _title_changed,
    AbsenceRecorded: _absence,
    AbsenceChanged: _absence,
    AbsenceWithdrawn: _absence_withdrawn,
}
