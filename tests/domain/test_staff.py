"""A member of staff: the title on a day, and the days away."""

from datetime import date, timedelta

import pytest

from domain.base import RetentionClass
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from domain.staff.events import (
    AbsenceChanged,
    AbsenceRecorded,
    AbsenceWithdrawn,
    StaffMemberRegistered,
    StaffTitleChanged,
)
from domain.staff.staff_member import Absence, StaffMember
from tests.support.examples import ABSENCE, ANNA, EXAMPLES, STAMP, UNIT, cast_id, source
from tests.support.scenario import given

REGISTERED = EXAMPLES["staff.registered.v1"]
TITLE_CHANGED = EXAMPLES["staff.title_changed.v1"]
AWAY = EXAMPLES["staff.absence_recorded.v1"]
WITHDRAWN = EXAMPLES["staff.absence_withdrawn.v1"]
FIRST, LAST = date(2024, 7, 1), date(2024, 8, 11)
OTHER_ABSENCE = cast_id(60)
DAY = timedelta(days=1)


def registering(**changes):
    call = {"staff_id": ANNA, "name": "Anna Exempel", "title": "KBT-behandlare", "unit": UNIT}
    return lambda member: member.register(**{**call, "stamp": STAMP, "policy": DEFAULT_POLICY, **changes})


def changing_title(**changes):
    call = {"title": "Samordnare", "effective_from": date(2024, 9, 1), "stamp": STAMP, "policy": DEFAULT_POLICY}
    return lambda member: member.change_title(**{**call, **changes})


def recording(**changes):
    call = {"absence_id": ABSENCE, "from_date": FIRST, "to_date": LAST, "stamp": STAMP}
    return lambda member: member.record_absence(**{**call, **changes})


def changing(**changes):
    call = {"absence_id": ABSENCE, "from_date": FIRST, "to_date": LAST + DAY, "stamp": STAMP}
    return lambda member: member.change_absence(**{**call, **changes})


def withdrawing(**changes):
    return lambda member: member.withdraw_absence(**{"absence_id": ABSENCE, "stamp": STAMP, **changes})


def test_a_member_of_staff_is_registered_once():
    event = given(StaffMember).when(registering()).then(StaffMemberRegistered, name="Anna Exempel", title="KBT-behandlare")
    assert (event.originator_id, event.retention_class) == (ANNA, RetentionClass.STAFF)
    given(StaffMember, REGISTERED).when(registering()).then_refused(ConflictError, "redan registrerad")


def test_a_registration_needs_a_name_and_only_a_source_may_leave_out_the_title():
    given(StaffMember).when(registering(name=" ")).then_refused(InvalidValueError, "Namnet saknas")
    given(StaffMember).when(registering(title="")).then_refused(InvalidValueError, "Befattningen saknas")
    given(StaffMember).when(registering(title=None)).then_refused(InvalidValueError, "Befattningen saknas")
    given(StaffMember).when(registering(title=None, source=source("Ärenden"))).then(StaffMemberRegistered, title=None)


def test_the_title_is_the_one_of_the_day():
    scenario = given(StaffMember, REGISTERED)
    scenario.when(changing_title()).then(StaffTitleChanged, effective_from=date(2024, 9, 1))
    assert scenario.state.title_on(date(2024, 8, 31)) == "KBT-behandlare"
    assert scenario.state.title_on(date(2024, 9, 1)) == "Samordnare"


def test_titles_recorded_out_of_order_hold_from_their_own_days():
    earlier = TITLE_CHANGED.model_copy(update={"title": "Kurator", "effective_from": date(2024, 5, 1)})
    member = given(StaffMember, REGISTERED, TITLE_CHANGED, earlier).state
    titles = [member.title_on(day) for day in (date(2024, 4, 30), date(2024, 5, 1), date(2024, 9, 1))]
    assert titles == ["KBT-behandlare", "Kurator", "Samordnare"]


def test_of_two_titles_from_one_day_the_last_recorded_holds():
    again = TITLE_CHANGED.model_copy(update={"title": "Kurator"})
    assert given(StaffMember, REGISTERED, TITLE_CHANGED, again).state.title_on(date(2024, 9, 1)) == "Kurator"


def test_a_change_of_title_is_refused_in_the_order_of_its_contract():
    given(StaffMember).when(changing_title()).then_refused(NotFoundError, "Registrera medarbetaren först")
    given(StaffMember, REGISTERED).when(changing_title(title="")).then_refused(InvalidValueError, "Befattningen saknas")
    given(StaffMember, REGISTERED, TITLE_CHANGED).when(changing_title()).then_refused(NotAllowedError, "redan den befattningen")


def test_an_absence_is_recorded_as_days_and_nothing_else():
    scenario = given(StaffMember, REGISTERED)
    scenario.when(recording()).then(AbsenceRecorded, absence_id=ABSENCE, from_date=FIRST, to_date=LAST)
    assert scenario.state.absent_periods() == (Absence(FIRST, LAST),)


def test_an_absence_may_be_one_day_or_until_further_notice():
    given(StaffMember, REGISTERED).when(recording(to_date=FIRST)).then(AbsenceRecorded, to_date=FIRST)
    given(StaffMember, REGISTERED).when(recording(to_date=None)).then(AbsenceRecorded, to_date=None)


def test_an_absence_is_refused_in_the_order_of_its_contract():
    given(StaffMember).when(recording()).then_refused(NotFoundError, "Medarbetaren finns inte")
    given(StaffMember, REGISTERED, AWAY).when(recording()).then_refused(ConflictError, "redan registrerad")
    given(StaffMember, REGISTERED, AWAY, WITHDRAWN).when(recording()).then_refused(ConflictError, "redan registrerad")
    given(StaffMember, REGISTERED).when(recording(to_date=FIRST - DAY)).then_refused(InvalidValueError, "före första dagen")


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (FIRST - DAY, FIRST),
        (LAST, LAST + DAY),
        (FIRST + DAY, LAST - DAY),
        (FIRST - DAY, LAST + DAY),
        (LAST, None),
        (FIRST - DAY, None),
    ],
)
def test_a_day_may_be_within_one_absence_only(first, last):
    overlapping = recording(absence_id=OTHER_ABSENCE, from_date=first, to_date=last)
    given(StaffMember, REGISTERED, AWAY).when(overlapping).then_refused(ConflictError, "2024-07-01 till 2024-08-11")


def test_an_absence_until_further_notice_overlaps_everything_after_it():
    endless = AWAY.model_copy(update={"to_date": None})
    later = recording(absence_id=OTHER_ABSENCE, from_date=date(2030, 1, 1), to_date=date(2030, 1, 1))
    given(StaffMember, REGISTERED, endless).when(later).then_refused(ConflictError, "till tills vidare")


@pytest.mark.parametrize(("first", "last"), [(FIRST - 2 * DAY, FIRST - DAY), (LAST + DAY, None)])
def test_absences_may_adjoin(first, last):
    scenario = given(StaffMember, REGISTERED, AWAY)
    scenario.when(recording(absence_id=OTHER_ABSENCE, from_date=first, to_date=last)).then(AbsenceRecorded)
    assert scenario.state.absent_periods() == tuple(sorted([Absence(FIRST, LAST), Absence(first, last)]))


def test_an_absence_gets_other_days_that_may_overlap_its_own():
    scenario = given(StaffMember, REGISTERED, AWAY)
    scenario.when(changing()).then(AbsenceChanged, to_date=LAST + DAY)
    assert scenario.state.absent_periods() == (Absence(FIRST, LAST + DAY),)


def test_a_change_of_absence_is_refused_in_the_order_of_its_contract():
    given(StaffMember).when(changing()).then_refused(NotFoundError, "Medarbetaren finns inte")
    given(StaffMember, REGISTERED).when(changing()).then_refused(NotFoundError, "Frånvaron finns inte")
    given(StaffMember, REGISTERED, AWAY, WITHDRAWN).when(changing()).then_refused(NotFoundError, "återtagen")
    away = given(StaffMember, REGISTERED, AWAY)
    away.when(changing(to_date=FIRST - DAY)).then_refused(InvalidValueError, "före första dagen")
    other = AWAY.model_copy(update={"absence_id": OTHER_ABSENCE, "from_date": LAST + DAY, "to_date": None})
    given(StaffMember, REGISTERED, AWAY, other).when(changing()).then_refused(ConflictError, "överlappar en annan")
    away.when(changing(to_date=LAST)).then_refused(InvalidValueError, "Ange andra dagar")


def test_a_withdrawn_absence_leaves_its_days_free():
    scenario = given(StaffMember, REGISTERED, AWAY)
    scenario.when(withdrawing()).then(AbsenceWithdrawn, absence_id=ABSENCE)
    assert scenario.state.absent_periods() == ()
    scenario.when(recording(absence_id=OTHER_ABSENCE)).then(AbsenceRecorded)


def test_a_withdrawal_is_refused_in_the_order_of_its_contract():
    given(StaffMember).when(withdrawing()).then_refused(NotFoundError, "Medarbetaren finns inte")
    given(StaffMember, REGISTERED).when(withdrawing()).then_refused(NotFoundError, "Frånvaron finns inte")
    given(StaffMember, REGISTERED, AWAY, WITHDRAWN).when(withdrawing()).then_refused(NotFoundError, "återtagen")
