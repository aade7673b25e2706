"""Who was responsible, who was away and who stood in, day by day (sv. *vem som ansvarade*), with what shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from domain.base import RecordedEvent
from domain.case.events import CaseAssigned, HandOverAccepted, StandInAppointed
from domain.case.responsibility import Cover, Responsibility, responsibility_periods
from domain.case.state import CaseState
from domain.staff.events import AbsenceChanged, AbsenceRecorded
from domain.staff.staff_member import Absence, StaffMember
from projections.json_values import as_json
from projections.timeline_item import Person

StaffStreams = Mapping[UUID, Sequence[RecordedEvent]]
"""What is recorded of each member of staff, by id, as known at some size."""


class CoverPeriod(NamedTuple):
    """How a case was looked after during some days, both ends included (sv. *ansvarsperiod*).

    Args:
        responsible: Who it was assigned to; None = nobody.
        away: The days that the responsible was away, when they were.
        stand_in: Who was appointed in their place; None = nobody was.
        stand_in_is_away: The one appointed was away too, so that nobody was there.
        first: None = since ever.
        last: None = for ever, as far as is known.
        evidence: Positions of the events that say so.
    """

    cover: Cover
    responsible: Person | None
    away: Absence | None
    stand_in: Person | None
    stand_in_is_away: bool
    first: date | None
    last: date | None
    evidence: tuple[int, ...]

    def overlaps(self, first: date, last: date) -> bool:
        """Whether it has a day among these."""
        return (self.first is None or self.first <= last) and (self.last is None or self.last >= first)

    @property
    def in_words(self) -> str:
        """The period as a sentence without its days."""
        if self.cover is Cover.NOT_OPEN:
            return "Ärendet var inte öppet."
        if self.responsible is None:
            return "Ingen var utsedd att ansvara."
        who = name_of(self.responsible)
        if self.away is None:
            return f"{who} ansvarade."
        away = f"{who} ansvarade men var borta {_days(self.away)}"
        if self.stand_in is None:
            return f"{away}. Ingen ersättare var utsedd."
        if self.stand_in_is_away:
            return f"{away}. Ersättaren {name_of(self.stand_in)} var också borta."
        return f"{away}. {name_of(self.stand_in)} var ersättare."

    def to_json(self) -> dict[str, Any]:
        """The period as JSON."""
        away = None if self.away is None else {"from": as_json(self.away.from_date), "to": as_json(self.away.to_date)}
        return {
            "first": as_json(self.first), "last": as_json(self.last), "cover": self.cover.value, "in_words": self.in_words,
            "responsible": None if self.responsible is None else self.responsible.to_json(), "away": away,
            "stand_in": None if self.stand_in is None else self.stand_in.to_json(),
            "stand_in_is_away": self.stand_in_is_away, "evidence": list(self.evidence),
        }


def staff_of(case: CaseState) -> set[UUID]:
    """Everybody who was ever to look after a case."""
    assigned = {each.staff_id for each in case.assignments}
    return assigned | {each.stand_in_id for each in case.stand_ins.values()}


def cover_periods(case: CaseState, stream: Iterable[RecordedEvent], staff: StaffStreams) -> tuple[CoverPeriod, ...]:
    """How a case was looked after on every day, as adjoining periods.

    Args:
        case: Folded from `stream`.
        staff: Of everybody in `staff_of(case)`, as known at the same size.
    """
    members = {staff_id: StaffMember.fold(each.event for each in events) for staff_id, events in staff.items()}
    absences = {staff_id: member.absent_periods() for staff_id, member in members.items()}
    staffing = [each for each in stream if isinstance(each.event, _STAFFING)]
    return tuple(
        _period(each, case, members, staff, staffing) for each in responsibility_periods(case, absences)
    )


def on_day(periods: Iterable[CoverPeriod], day: date) -> CoverPeriod:
    """The period that a day lies in."""
    return next(each for each in periods if each.overlaps(day, day))


def name_of(person: Person) -> str:
    """A member of staff by name and title."""
    name = person.name or "Okänd medarbetare"
    return name if person.title is None else f"{name} ({person.title})"


_STAFFING = CaseAssigned | HandOverAccepted | StandInAppointed


def _period(
    period: Responsibility, case: CaseState, members: Mapping[UUID, StaffMember], staff: StaffStreams,
    staffing: Sequence[RecordedEvent],
) -> CoverPeriod:
    day = period.first or date.min
    responsible_id = period.staff_id if period.cover is Cover.RESPONSIBLE else period.absent_staff_id
    away, shown_by = _away(period.absent_staff_id, day, members, staff)
    stand_in_id = period.staff_id if period.cover is Cover.STAND_IN else _appointed(case, period, day)
    evidence = [*_assigned_by(case, staffing, responsible_id, day), *_stand_in_by(staffing, stand_in_id, day), *shown_by]
    return CoverPeriod(
        period.cover, _person(responsible_id, members, day), away, _person(stand_in_id, members, day),
        stand_in_id is not None and period.cover is Cover.NONE, period.first, period.last, tuple(sorted(set(evidence))),
    )


def _appointed(case: CaseState, period: Responsibility, day: date) -> UUID | None:
    """Who was appointed instead of the one who is away, and is not there either."""
    if period.cover is not Cover.NONE or period.absent_staff_id is None:
        return None
    return next((
        each.stand_in_id for each in reversed(case.stand_ins.values())
        if each.absent_staff_id == period.absent_staff_id and Absence(each.from_date, each.to_date).covers(day)
    ), None)


def _away(
    staff_id: UUID | None, day: date, members: Mapping[UUID, StaffMember], staff: StaffStreams
) -> tuple[Absence | None, tuple[int, ...]]:
    if staff_id is None:
        return None, ()
    for absence_id, event in members[staff_id].absences.items():
        away = Absence(event.from_date, event.to_date)
        if away.covers(day):
            return away, tuple(
                each.position for each in staff[staff_id]
                if isinstance(each.event, AbsenceRecorded | AbsenceChanged) and each.event.absence_id == absence_id
            )[-1:]
    return None, ()


def _assigned_by(
    case: CaseState, staffing: Iterable[RecordedEvent], staff_id: UUID | None, day: date
) -> tuple[int, ...]:
    """The event that made somebody responsible by a day."""
    found: tuple[date, int] | None = None
    for each in staffing:
        match each.event:
            case CaseAssigned() as event:
                who, since = event.staff_id, event.from_date or date.min
            case HandOverAccepted() as event:
                who, since = case.hand_overs[event.hand_over_id].to_staff_id, event.accepted_on
            case _:
                continue
        if who == staff_id and since <= day and (found is None or (since, each.position) > found):
            found = since, each.position
    return () if found is None else (found[1],)


def _stand_in_by(staffing: Iterable[RecordedEvent], staff_id: UUID | None, day: date) -> tuple[int, ...]:
    return tuple(
        each.position for each in staffing
        if isinstance(each.event, StandInAppointed) and each.event.stand_in_id == staff_id
        and Absence(each.event.from_date, each.event.to_date).covers(day)
    )[-1:]


def _person(staff_id: UUID | None, members: Mapping[UUID, StaffMember], day: date) -> Person | None:
    if staff_id is None:
        return None
    member = members[staff_id]
    return Person(staff_id, member.name or None, member.title_on(day))


def _days(away: Absence) -> str:
    return f"från {away.from_date} tills vidare" if away.to_date is None else f"{away.from_date} – {away.to_date}"
