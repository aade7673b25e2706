"""What is measured in a course: ratings at the visits, rents, school attendance, circumstances."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from adapters.demo.casefile import at
from adapters.demo.days import LAST_DAY, months, office_day, plus
from adapters.demo.luck import Luck
from adapters.demo.pen import decided
from adapters.demo.profiles import CBT_TEAM, FAMILY_GROUP, HOUSING_SUPPORT, YOUTH_GROUP
from adapters.demo.ratings import items, lines
from adapters.demo.scenes import FOLLOW_UP
from domain.case.ratings.codes import AdministrationMode, NotMadeReason
from domain.codes import (
    CloseManner,
    EntryType,
    Housing,
    Phase,
    RatingSubject,
    Respondent,
    SessionKind,
    SessionOutcome,
    YesNoUnknown,
)

if TYPE_CHECKING:
    from adapters.demo.course import Course, Visit

CHILD_UP_TO = 12
"""Oldest age, in years, at which the children's forms CORS and CSRS are used. Source: Duncan, Miller & Sparks 2003."""

_LEFT_OUT_AT = 4
"""At which visit, counted from 0, a line is left out."""
_NOT_RATED = {
    3: (True, NotMadeReason.DECLINED), 7: (False, NotMadeReason.FORGOTTEN), 9: (True, NotMadeReason.UNABLE),
    13: (False, NotMadeReason.NO_TIME),
}
"""At which visits, counted from 0, a rating is offered or not although none is made."""


def rate(course: Course, visit: Visit) -> None:
    """What is rated on the tablet at a visit: wellbeing as it begins, alliance as it ends."""
    phase = _phase(course, visit.nth)
    if phase is Phase.ONGOING and visit.nth % course.profile.rates_every and visit.nth not in course.around_dip:
        _tell_not_rated(course, visit)
        return
    file, is_child = course.file, course.client.age_on(visit.day) <= CHILD_UP_TO
    respondent = Respondent.CHILD if is_child else Respondent.CLIENT
    ors = course.wellbeing.ors(visit.nth)
    left_out = (*ors[:1], None, *ors[2:]) if visit.nth == _LEFT_OUT_AT and phase is Phase.ONGOING else ors
    file.rating(visit.day, plus(visit.clock, 4), visit.by, "CORS" if is_child else "ORS", phase, left_out,
                respondent=respondent, mode=AdministrationMode.TABLET)
    if course.profile.parent_rates and not visit.nth % 4:
        seen_by_parent = lines(course.luck, course.luck.near(float(sum(ors)), 5))
        file.rating(visit.day, plus(visit.clock, 7), visit.by, "Caretaker ORS", phase, seen_by_parent,
                    respondent=Respondent.PARENT, subject=RatingSubject.CHILD, mode=AdministrationMode.PAPER)
    file.rating(visit.day, plus(visit.clock, 46), visit.by, "CSRS" if is_child else "SRS", phase,
                course.wellbeing.srs(visit.nth, course.dip), respondent=respondent, mode=AdministrationMode.TABLET)


def tell(course: Course) -> None:
    """What belongs to the activity itself, and how those who end as planned were treated."""
    if course.ending is CloseManner.AS_PLANNED:
        _tell_treated_well(course, course.visits[-1])
    if course.profile is HOUSING_SUPPORT:
        _tell_rents(course)
        if course.plot.carried_on_from is None:
            _tell_circumstances(course, 0, housing=course.luck.pick((Housing.TRAINING_FLAT, Housing.TRIAL_FLAT)))
    elif course.profile is CBT_TEAM:
        _tell_substance_use(course)
        goes_on = course.ending is not CloseManner.INTERRUPTED
        _tell_circumstances(course, 2, information_meeting=True, continued_after_motivation=goes_on,
                            children_in_home=course.luck.pick((YesNoUnknown.YES, YesNoUnknown.NO)))
    elif course.profile is YOUTH_GROUP:
        _tell_attendance(course)
    elif course.profile is FAMILY_GROUP:
        _tell_circumstances(course, 0, information_meeting=True, children_in_home=YesNoUnknown.YES)
        if course.ending is CloseManner.AS_PLANNED:
            _tell_follow_up(course)


def _tell_not_rated(course: Course, visit: Visit) -> None:
    """Now and then somebody is asked to rate and does not want to, or nobody asks."""
    said = _NOT_RATED.get(visit.nth)
    if said is None:
        return
    offered, reason = said
    file, entry_id = course.file, Luck(f"{course.file.number}/inte skattat/{visit.nth}").uuid()
    is_child = course.client.age_on(visit.day) <= CHILD_UP_TO
    file.do(visit.day, plus(visit.clock, 50), visit.by, lambda now: decided(file.case.record_rating_not_made, now, {
        "entry_id": entry_id, "not_made_on": visit.day, "instrument": "CSRS" if is_child else "SRS", "phase": Phase.ONGOING,
        "respondent": Respondent.CHILD if is_child else Respondent.CLIENT, "session_id": visit.session_id, "offered": offered,
        "not_made_reason": reason,
    }))


def _tell_treated_well(course: Course, last: Visit) -> None:
    """On paper, in an envelope; some do not want to."""
    file, luck = course.file, Luck(f"{course.file.number}/bemötande")
    known = {"instrument": "Bemötande", "phase": Phase.CLOSING, "session_id": last.session_id, "respondent": Respondent.CLIENT}
    rated = {"rating_id": luck.uuid(), "rated_on": last.day, "subject": RatingSubject.CLIENT, "mode": AdministrationMode.PAPER,
             "subscales": (Decimal(min(luck.between(6, 11), 10)),)}
    not_rated = {"entry_id": luck.uuid(), "not_made_on": last.day, "offered": True, "not_made_reason": NotMadeReason.DECLINED}
    decide, more = (
        (file.case.record_rating, rated) if luck.happens(0.75) else (file.case.record_rating_not_made, not_rated)
    )
    file.do(last.day, plus(last.clock, 54), last.by, lambda now: decided(decide, now, {**known, **more}))


def _phase(course: Course, nth: int) -> Phase:
    if nth == 0 and course.plot.carried_on_from is None:
        return Phase.START
    is_last = nth == len(course.days) - 1 and course.ending is CloseManner.AS_PLANNED
    return Phase.CLOSING if is_last else Phase.ONGOING


def _tell_circumstances(course: Course, nth: int, **known: object) -> None:
    if nth < len(course.visits):
        visit, case = course.visits[nth], course.file.case
        course.file.do(visit.day, plus(visit.clock, 57), visit.by,
                       lambda now: case.record_circumstances(stamp=now.stamp, **known))


def _tell_rents(course: Course) -> None:
    until = course.last_day if course.ending is not None else LAST_DAY
    for month in months(course.begins_on, until):
        day = max(office_day(month, 5 + course.luck.between(0, 3)), office_day(course.begins_on, 1))
        if day <= until:
            paid = None if course.luck.happens(0.03) else course.luck.happens(0.92)
            _tell_rent(course, month, day, paid)


def _tell_rent(course: Course, month: date, day: date, paid: bool | None) -> None:
    rent_id, file = course.luck.uuid(), course.file
    by = course.who(day) or course.town.cast.staff["karin"]
    file.do(day, "11:25", by, lambda now: file.case.record_rent(
        rent_id=rent_id, month=f"{month:%Y-%m}", paid_in_time=paid, stamp=now.stamp, today=now.today
    ))


def _tell_substance_use(course: Course) -> None:
    instrument = "AUDIT" if course.reason == "alkohol" else "DUDIT"
    start, first, last = course.luck.near(0.5, 0.15), course.visits[0], course.visits[-1]
    course.file.rating(first.day, plus(first.clock, 9), first.by, instrument, Phase.START, items(course.luck, instrument, start))
    if course.ending is CloseManner.AS_PLANNED:
        end = start * course.luck.near(0.5, 0.35)
        course.file.rating(last.day, plus(last.clock, 9), last.by, instrument, Phase.CLOSING,
                           items(course.luck, instrument, end))


def _tell_attendance(course: Course) -> None:
    start = course.luck.between(42, 78)
    _tell_attended(course, office_day(course.days[0], 1), Phase.START, start)
    if course.ending is CloseManner.AS_PLANNED:
        end = min(start + course.luck.between(-4, 30), 100)
        _tell_attended(course, course.last_day, Phase.CLOSING, end)
        following = office_day(course.last_day, 90)
        if following <= LAST_DAY and course.luck.happens(0.6):
            _tell_attended(course, following, Phase.FOLLOW_UP, min(end + course.luck.between(-6, 6), 100))


def _tell_attended(course: Course, day: date, phase: Phase, percent: int) -> None:
    attendance_id, file = course.luck.uuid(), course.file
    by = course.who(day) or course.town.cast.staff["karin"]
    file.do(day, "12:15", by, lambda now: file.case.record_attendance(
        attendance_id=attendance_id, measured_on=day, phase=phase, percent=Decimal(percent), stamp=now.stamp, today=now.today
    ))


def _tell_follow_up(course: Course) -> None:
    """Three months after the closing the family is asked how it went; only the follow-up may come after a closing."""
    day = office_day(course.last_day, 90)
    by = course.who(day)
    if day > LAST_DAY - timedelta(days=1) or by is None:
        return
    file = course.file
    session_id = file.session(day, "15:20", by, SessionOutcome.HELD, SessionKind.FOLLOW_UP_MEETING, at(day, "14:30"),
                              course.profile.participants)
    file.note(day, "15:40", by, at(day, "14:30"), FOLLOW_UP.texts(name=course.profile.called or course.client.first_name),
              entry_type=EntryType.FOLLOW_UP, session_id=session_id)
    is_child = course.client.age_on(day) <= CHILD_UP_TO
    file.rating(day, "15:10", by, "CORS" if is_child else "ORS", Phase.FOLLOW_UP,
                lines(course.luck, course.luck.near(29, 4)), respondent=Respondent.CHILD if is_child else Respondent.CLIENT)
