"""Who is responsible for a case on a day (sv. *ansvarig*): assignments, absences and stand-ins put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

from domain.case.state import CaseState, assigned_on
from domain.staff.staff_member import Absence

Absences = Mapping[UUID, Sequence[Absence]]
"""The days away of each member of staff, by staff id; somebody who is not in it is never away."""


class Cover(StrEnum):
    """How a case is looked after on a day (sv. *vem som ansvarar*)."""

    RESPONSIBLE = "responsible"
    """By the responsible."""
    STAND_IN = "stand_in"
    """By a stand-in, since the responsible is away."""
    NONE = "none"
    """By nobody: nobody was assigned, or the responsible is away without a stand-in who is there (sv. *utan ansvarig*)."""
    NOT_OPEN = "not_open"
    """By nobody, and nobody is needed: the case is not open."""


class Responsibility(NamedTuple):
    """Who looks after a case during a period, both ends included (sv. *ansvar*).

    Args:
        staff_id: The responsible or the stand-in; None for nobody.
        absent_staff_id: The responsible who is away; None when nobody is.
        first: None = since ever.
        last: None = for ever, as far as is known.
    """

    cover: Cover
    staff_id: UUID | None
    absent_staff_id: UUID | None
    first: date | None
    last: date | None


def responsible_on(case: CaseState, absences: Absences, day: date) -> Responsibility:
    """Who is responsible on `day`, and from when to when that holds; a case left without shows the same day."""
    return next(period for period in responsibility_periods(case, absences) if period.last is None or day <= period.last)


def responsibility_periods(case: CaseState, absences: Absences) -> tuple[Responsibility, ...]:
    """The answer for every day, as adjoining periods: the first begins with None, the last ends with None."""
    turns = sorted(set(_turns(case, absences)) - {date.min})
    found: list[Responsibility] = []
    for first, following in pairwise([None, *turns, None]):
        cover, staff_id, absent = _answer(case, absences, first or date.min)
        last = None if following is None else following - _DAY
        if found and found[-1][:3] == (cover, staff_id, absent):
            found[-1] = found[-1]._replace(last=last)
        else:
            found.append(Responsibility(cover, staff_id, absent, first, last))
    return tuple(found)


_DAY = timedelta(days=1)


def _turns(case: CaseState, absences: Absences) -> Iterator[date]:
    """The days on which the answer may change."""
    spans = [(span.first, span.last) for span in case.open_spans]
    spans += [(assignment.since, None) for assignment in case.assignments]
    spans += [(stand_in.from_date, stand_in.to_date) for stand_in in case.stand_ins.values()]
    spans += [(away.from_date, away.to_date) for staff_id in _staff(case) for away in absences.get(staff_id, ())]
    for first, last in spans:
        if first is not None:
            yield first
        if last is not None and last < date.max:
            yield last + _DAY


def _staff(case: CaseState) -> set[UUID]:
    assigned = {assignment.staff_id for assignment in case.assignments}
    return assigned | {stand_in.stand_in_id for stand_in in case.stand_ins.values()}


def _answer(case: CaseState, absences: Absences, day: date) -> tuple[Cover, UUID | None, UUID | None]:
    if not _is_open(case, day):
        return Cover.NOT_OPEN, None, None
    responsible = assigned_on(case.assignments, day)
    if responsible is None:
        return Cover.NONE, None, None
    if not _is_away(absences.get(responsible, ()), day):
        return Cover.RESPONSIBLE, responsible, None
    stand_in = _stand_in_on(case, absences, responsible, day)
    if stand_in is None:
        return Cover.NONE, None, responsible
    return Cover.STAND_IN, stand_in, responsible


def _is_open(case: CaseState, day: date) -> bool:
    return any((first is None or first <= day) and (last is None or day <= last) for first, last in case.open_spans)


def _is_away(absences: Iterable[Absence], day: date) -> bool:
    return any(absence.covers(day) for absence in absences)


def _stand_in_on(case: CaseState, absences: Absences, absent: UUID, day: date) -> UUID | None:
    # The last one appointed comes first: an appointment is how an earlier one is replaced.
    for appointed in reversed(case.stand_ins.values()):
        in_time = Absence(appointed.from_date, appointed.to_date).covers(day)
        at_work = not _is_away(absences.get(appointed.stand_in_id, ()), day)
        if appointed.absent_staff_id == absent and in_time and at_work:
            return appointed.stand_in_id
    return None
