"""When a record is to be erased by law: both ends of every time, every exemption, and a plain reckoning beside ours."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.codes import YesNoUnknown
from domain.errors import InvalidValueError
from domain.retention.codes import RecordContent, RetentionGround, RetentionReason, RetentionStatus
from domain.retention.definition import definition_of, definition_on
from domain.retention.judging import RetentionFacts, birthday, judge
from domain.retention.shipped import shipped_retention

DAY = timedelta(days=1)
LATER = date(2026, 1, 15)
RULES = definition_on(shipped_retention(), LATER)
FIRST_RULES = definition_on(shipped_retention(), LATER - DAY)
PLAIN = RetentionFacts(
    is_open=False, closed_on=date(2021, 11, 3), last_note_on=date(2021, 11, 3), born_on=date(1990, 3, 12), municipality=180,
    contents=frozenset(), sampled_birthday=YesNoUnknown.NO, other_data=YesNoUnknown.NO,
)


@pytest.mark.parametrize(
    ("today", "status"),
    [
        (date(2026, 11, 2), RetentionStatus.NOT_DUE), (date(2026, 11, 3), RetentionStatus.DUE),
        (date(2027, 12, 31), RetentionStatus.DUE), (date(2028, 1, 1), RetentionStatus.OVERDUE),
    ],
)
def test_a_record_is_due_five_years_after_its_last_note_and_overdue_after_the_calendar_year_that_follows(
    today: date, status: RetentionStatus
) -> None:
    answer = judge(PLAIN, RULES, today)
    assert (answer.status, answer.due_on, answer.finish_by) == (status, date(2026, 11, 3), date(2027, 12, 31))
    assert answer.basis == "SoL 2025:400 16 kap. 1 §" and answer.ground is RetentionGround.LAST_NOTE


def test_a_last_note_on_29_february_is_due_on_the_last_of_february() -> None:
    answer = judge(PLAIN._replace(last_note_on=date(2024, 2, 29)), RULES, date(2029, 2, 27))
    assert answer.due_on == date(2029, 2, 28) and answer.status is RetentionStatus.NOT_DUE


def test_an_age_is_reached_on_1_march_by_who_is_born_on_29_february_where_there_is_none() -> None:
    assert birthday(date(2000, 2, 29), 18) == date(2018, 3, 1)
    assert birthday(date(2000, 2, 29), 20) == date(2020, 2, 29)


@pytest.mark.parametrize(
    ("day", "sampled"), [(4, False), (5, True), (6, False), (14, False), (15, True), (16, False), (24, False), (25, True)]
)
def test_who_is_born_on_the_5th_15th_or_25th_is_kept(day: int, sampled: bool) -> None:
    answer = judge(PLAIN._replace(born_on=date(1990, 3, day)), RULES, date(2026, 11, 3))
    assert (answer.status is RetentionStatus.EXEMPT) == sampled
    assert not sampled or answer.basis == "SoF 2025:468 13 kap. 1 §"


@pytest.mark.parametrize(
    ("code", "kept"),
    [(1480, True), (1481, False), (580, True), (599, True), (600, False), (980, True), (2280, True), (180, False)],
)
def test_some_municipalities_keep_everything(code: int, kept: bool) -> None:
    answer = judge(PLAIN._replace(municipality=code), RULES, date(2026, 11, 3))
    assert (answer.ground is RetentionGround.RESEARCH_MUNICIPALITY) == kept


@pytest.mark.parametrize("content", ["parentage", "adoption", "placement", "lss_child_home"])
def test_what_is_kept_for_ever_is_kept_until_the_archive_has_it(content: str) -> None:
    facts = PLAIN._replace(contents=frozenset({RecordContent(content)}))
    answer = judge(facts, RULES, date(2040, 1, 1))
    assert answer.status is RetentionStatus.EXEMPT and answer.reasons == (RetentionReason.PERMANENT,)
    assert answer.ground is not None and answer.ground.value == content
    assert judge(facts._replace(archived_on=date(2026, 1, 1)), RULES, date(2026, 11, 3)).status is RetentionStatus.DUE


def test_a_childs_inquiry_is_kept_to_the_day_before_thirty_if_the_case_was_closed_under_that_rule() -> None:
    facts = PLAIN._replace(
        contents=frozenset({RecordContent.CHILD_INQUIRY}), born_on=date(2010, 6, 1), closed_on=LATER,
        last_note_on=date(2026, 1, 15),
    )
    assert judge(facts, RULES, date(2040, 5, 31)).status is RetentionStatus.NOT_DUE
    answer = judge(facts, RULES, date(2040, 6, 1))
    assert (answer.status, answer.ground) == (RetentionStatus.DUE, RetentionGround.CHILD_INQUIRY)
    assert judge(facts._replace(closed_on=LATER - DAY), RULES, date(2031, 1, 15)).ground is RetentionGround.LAST_NOTE
    assert judge(facts, FIRST_RULES, date(2031, 1, 15)).ground is RetentionGround.LAST_NOTE, "there was no such rule"
    assert judge(facts._replace(closed_on=None), RULES, date(2031, 1, 15)).status is RetentionStatus.NOT_DUE


def test_an_agreement_is_kept_until_eighteen() -> None:
    facts = PLAIN._replace(contents=frozenset({RecordContent.AGREEMENT}), born_on=date(2015, 2, 1))
    assert judge(facts, RULES, date(2033, 1, 31)).status is RetentionStatus.NOT_DUE
    assert judge(facts, RULES, date(2033, 2, 1)).ground is RetentionGround.AGREEMENT


@pytest.mark.parametrize(
    ("unknown", "reason"),
    [
        ({"municipality": 0}, RetentionReason.MUNICIPALITY_UNKNOWN), ({"contents": None}, RetentionReason.NOT_EXAMINED),
        ({"sampled_birthday": YesNoUnknown.UNKNOWN}, RetentionReason.BIRTH_DATE_UNKNOWN),
        ({"born_on": None, "contents": frozenset({RecordContent.AGREEMENT})}, RetentionReason.BIRTH_DATE_UNKNOWN),
        ({"other_data": YesNoUnknown.UNKNOWN}, RetentionReason.OTHER_DATA_UNKNOWN),
        ({"last_note_on": None}, RetentionReason.NO_NOTE),
    ],
)
def test_what_is_unknown_refuses(unknown: dict[str, object], reason: RetentionReason) -> None:
    answer = judge(PLAIN._replace(**unknown), RULES, date(2026, 11, 3))
    assert answer.status is RetentionStatus.UNKNOWN and reason in answer.reasons


@pytest.mark.parametrize(
    ("held", "reason"),
    [
        ({"is_held": True}, RetentionReason.HOLD), ({"other_data": YesNoUnknown.YES}, RetentionReason.OTHER_DATA),
        ({"is_linked": True}, RetentionReason.LINKED_RECORD),
    ],
)
def test_what_stands_in_the_way_holds(held: dict[str, object], reason: RetentionReason) -> None:
    answer = judge(PLAIN._replace(**held), RULES, date(2026, 11, 3))
    assert (answer.status, answer.reasons) == (RetentionStatus.HELD, (reason,))


def test_what_the_archive_has_is_erased_also_where_nobody_knows_of_the_birthday() -> None:
    unsure = PLAIN._replace(sampled_birthday=YesNoUnknown.UNKNOWN)
    assert judge(unsure, RULES, date(2026, 11, 3)).reasons == (RetentionReason.BIRTH_DATE_UNKNOWN,)
    archived = unsure._replace(archived_on=date(2026, 11, 1))
    assert judge(archived, RULES, date(2026, 11, 3)).status is RetentionStatus.DUE


def test_an_open_case_is_never_due_and_nobody_is_asked_before_the_time_is_out() -> None:
    assert judge(PLAIN._replace(is_open=True), RULES, date(2040, 1, 1)).reasons == (RetentionReason.OPEN,)
    unasked = PLAIN._replace(contents=None, municipality=0, born_on=None)
    assert judge(unasked, RULES, date(2026, 11, 2)).reasons == (RetentionReason.TIME_LEFT,)


def test_what_no_inquiry_was_opened_for_rests_on_its_own_section() -> None:
    answer = judge(PLAIN._replace(contents=frozenset({RecordContent.NOT_OPENED})), RULES, date(2026, 11, 3))
    assert answer.basis == "SoL 2025:400 16 kap. 2 a § andra stycket" and answer.ground is RetentionGround.NOT_OPENED


def test_there_are_no_rules_for_a_day_before_the_act() -> None:
    assert definition_on(shipped_retention(), date(2025, 7, 1)).version == 1
    with pytest.raises(InvalidValueError, match="Gallringsregler finns inte för 2025-06-30"):
        definition_on(shipped_retention(), date(2025, 6, 30))
    with pytest.raises(InvalidValueError, match="går inte att läsa"):
        definition_of({"permanent": [], "version": 1})


def plainly(facts: RetentionFacts, today: date) -> RetentionStatus:
    """The same by hand: years counted one by one, on calendars written out."""
    kept = {RecordContent.PARENTAGE, RecordContent.ADOPTION, RecordContent.PLACEMENT, RecordContent.LSS_CHILD_HOME}
    code = f"{facts.municipality:04d}"
    permanent = bool(kept & (facts.contents or set())) or code == "1480" or code[:2] in ("05", "09", "22")
    permanent |= facts.sampled_birthday is YesNoUnknown.YES or str(facts.born_on)[-2:] in ("05", "15", "25")
    if permanent and facts.archived_on is None:
        return RetentionStatus.EXEMPT
    if facts.is_open:
        return RetentionStatus.NOT_DUE
    if facts.last_note_on is None:
        return RetentionStatus.UNKNOWN
    days, contents = [years_later(facts.last_note_on, 5, 28)], facts.contents or set()
    inquiry = RecordContent.CHILD_INQUIRY in contents and (facts.closed_on is None or facts.closed_on >= LATER)
    if facts.born_on is not None:
        days += [years_later(facts.born_on, 30, 29)] * inquiry
        days += [years_later(facts.born_on, 18, 29)] * (RecordContent.AGREEMENT in contents)
    due = max(days)
    if today < due:
        return RetentionStatus.NOT_DUE
    unsure = facts.sampled_birthday is YesNoUnknown.UNKNOWN and facts.archived_on is None
    unsure |= facts.born_on is None and (inquiry or RecordContent.AGREEMENT in contents)
    if facts.municipality == 0 or facts.contents is None or unsure or facts.other_data is YesNoUnknown.UNKNOWN:
        return RetentionStatus.UNKNOWN
    if facts.is_held or facts.is_linked or facts.other_data is YesNoUnknown.YES:
        return RetentionStatus.HELD
    return RetentionStatus.OVERDUE if today.year > due.year + 1 else RetentionStatus.DUE


def years_later(day: date, years: int, of_february: int) -> date:
    """The same day some years on; of 29 February the 28th, or (29) the day after it."""
    year = day.year + years
    if (day.month, day.day) == (2, 29) and not isleap(year):
        return date(year, 2, 28) if of_february == 28 else date(year, 3, 1)
    return date(year, day.month, day.day)


answers = st.sampled_from(list(YesNoUnknown))
days = st.dates(date(1996, 1, 1), date(2032, 12, 31))
days |= st.sampled_from([date(2020, 2, 29), date(2024, 2, 29), LATER, LATER - DAY])
known = st.builds(
    RetentionFacts, is_open=st.booleans(), closed_on=st.none() | days, last_note_on=st.none() | days, born_on=st.none() | days,
    municipality=st.sampled_from([0, 180, 1480, 580, 980, 2280, 1280]),
    contents=st.none() | st.frozensets(st.sampled_from(list(RecordContent)), max_size=2), sampled_birthday=answers,
    other_data=answers, is_held=st.booleans(), is_linked=st.booleans(), archived_on=st.none() | days,
)


@given(facts=known, today=st.dates(LATER, date(2064, 12, 31)), near=st.sampled_from([-1, 0, 1]) | st.none())
def test_every_record_is_judged_as_by_hand(facts: RetentionFacts, today: date, near: int | None) -> None:
    due = judge(facts, RULES, today).due_on
    if near is not None and due is not None and due > LATER:
        today = due + near * DAY
    answer = judge(facts, RULES, today)
    assert answer.status is plainly(facts, today)
    assert answer.is_to_be_erased == (not answer.reasons)
