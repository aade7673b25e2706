"""Who was responsible, who was away and who stood in, in words that say it, with the events that show it."""

from __future__ import annotations

from datetime import date
from typing import Any

from domain.base import RecordedEvent
from domain.case.case import Case
from projections.reconstruction.cover import CoverPeriod, cover_periods, on_day, staff_of
from tests.support.examples import ANNA, BO, CASE, cast_id
from tests.support.journals import example, recorded

DAY = date(2026, 7, 10)
OPENED = example("case.opened", originator_id=CASE, received_on=date(2026, 6, 1), started_on=date(2026, 6, 1))
ASSIGNED = example("case.assigned", originator_id=CASE, staff_id=ANNA, from_date=date(2026, 6, 1))
STAND_IN = example(
    "case.stand_in_appointed", originator_id=CASE, appointment_id=cast_id(7301), absent_staff_id=ANNA, stand_in_id=BO,
    from_date=date(2026, 7, 1), to_date=date(2026, 7, 31),
)


def registered(staff: Any, name: str) -> Any:
    event = example("staff.registered", originator_id=staff, title="socionom")
    return event.model_copy(update={"name": name})


def away(staff: Any, first: date, last: date | None) -> Any:
    absence_id = cast_id(staff.int % 1000)
    return example("staff.absence_recorded", originator_id=staff, absence_id=absence_id, from_date=first, to_date=last)


def period(*events: Any, day: date = DAY) -> CoverPeriod:
    """The period of a day after these events, recorded in this order from position 0."""
    known: list[RecordedEvent] = recorded([(date(2026, 6, 1), each) for each in events])
    stream = [each for each in known if each.event.originator_id == CASE]
    case = Case.fold(each.event for each in stream)
    staff = {staff_id: [each for each in known if each.event.originator_id == staff_id] for staff_id in staff_of(case)}
    return on_day(cover_periods(case, stream, staff), day)


def test_the_responsible_is_named_with_title_and_the_event_that_says_so() -> None:
    found = period(registered(ANNA, "Anna Prov"), OPENED, ASSIGNED)
    assert (found.in_words, found.evidence) == ("Anna Prov (socionom) ansvarade.", (2,))


def test_nobody_assigned_is_said() -> None:
    assert period(OPENED).in_words == "Ingen var utsedd att ansvara."


def test_a_case_that_is_not_open_needs_nobody() -> None:
    assert period(OPENED, day=date(2026, 5, 31)).in_words == "Ärendet var inte öppet."
    assert period(OPENED, day=date(2026, 6, 1)).in_words == "Ingen var utsedd att ansvara."


def test_away_without_a_stand_in_is_said_on_both_ends_of_the_absence_and_not_beside_them() -> None:
    events = (registered(ANNA, "Anna Prov"), OPENED, ASSIGNED, away(ANNA, date(2026, 7, 1), date(2026, 7, 31)))
    for day in (date(2026, 7, 1), date(2026, 7, 31)):
        found = period(*events, day=day)
        assert found.in_words == (
            "Anna Prov (socionom) ansvarade men var borta 2026-07-01 – 2026-07-31. Ingen ersättare var utsedd."
        )
        assert found.evidence == (2, 3)
    for day in (date(2026, 6, 30), date(2026, 8, 1)):
        assert period(*events, day=day).in_words == "Anna Prov (socionom) ansvarade."


def test_a_stand_in_is_named_and_one_who_is_away_too_is_told_apart() -> None:
    events = (
        registered(ANNA, "Anna Prov"), registered(BO, "Bo Prov"), OPENED, ASSIGNED, away(ANNA, date(2026, 7, 1), None), STAND_IN,
    )
    found = period(*events)
    assert found.in_words == (
        "Anna Prov (socionom) ansvarade men var borta från 2026-07-01 tills vidare. Bo Prov (socionom) var ersättare."
    )
    assert (found.evidence, found.stand_in_is_away) == ((3, 4, 5), False)
    both = period(*events, away(BO, DAY, DAY))
    assert both.in_words.endswith("Ersättaren Bo Prov (socionom) var också borta.")
    assert both.stand_in_is_away


def test_somebody_of_whom_nothing_is_recorded_has_no_name() -> None:
    assert period(OPENED, ASSIGNED).in_words == "Okänd medarbetare ansvarade."
