"""Whether one record is to be erased on a day, and why (sv. *gallringsbedömning*); one answer a record, never one a person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from domain.codes import YesNoUnknown
from domain.months import months_after
from domain.retention.codes import RecordContent, RetentionGround, RetentionReason, RetentionStatus
from domain.retention.definition import RetentionDefinition


class RetentionFacts(NamedTuple):
    """What is known of a record when it is judged (sv. *gallringsunderlag*).

    Args:
        is_open: Whether the work goes on.
        closed_on: The last day of the work; None = not closed, or not known.
        last_note_on: The day of the last note; what technology does by itself is no note. None = not known.
        born_on: The birth date of whom the record is about, day of a coordination number less 60; None = unknown or uncertain.
        municipality: The municipality's code of four digits; 0 = not said.
        contents: What somebody who has gone through the record says that it holds; None = nobody has.
        sampled_birthday: Whether anybody the record is about is born on such a day, as the same person says.
        other_data: Whether other data on the same person are kept un-erased in the board's compilation, as the same person says.
        is_held: Whether a hold is set.
        is_linked: Whether something that belongs to another record lies under this one's key.
        archived_on: The day that the archive received it, with a receipt; None = not.
    """

    is_open: bool
    closed_on: date | None
    last_note_on: date | None
    born_on: date | None
    municipality: int
    contents: frozenset[RecordContent] | None = None
    sampled_birthday: YesNoUnknown = YesNoUnknown.UNKNOWN
    other_data: YesNoUnknown = YesNoUnknown.UNKNOWN
    is_held: bool = False
    is_linked: bool = False
    archived_on: date | None = None


class RetentionAnswer(NamedTuple):
    """Whether a record is to be erased (sv. *gallringsbedömning*).

    Args:
        ground: The rule that decides; None = it cannot be said yet.
        basis: The law that it rests on.
        reasons: Why it is not to be erased today; empty = it is.
        due_on: The day that the duty arises; None = never, or not known.
        finish_by: The last day to have done it. Source: SoL 2025:400 16:1, the calendar year after.
    """

    status: RetentionStatus
    ground: RetentionGround | None
    basis: str | None
    reasons: tuple[RetentionReason, ...]
    due_on: date | None
    finish_by: date | None

    @property
    def is_to_be_erased(self) -> bool:
        """Whether it is to be erased today."""
        return self.status in (RetentionStatus.DUE, RetentionStatus.OVERDUE)


class _Time(NamedTuple):
    ground: RetentionGround
    basis: str
    due_on: date


def judge(facts: RetentionFacts, definition: RetentionDefinition, today: date) -> RetentionAnswer:
    """Judge one record.

    What is kept for ever is kept whatever else is unknown; what cannot be due yet is asked nothing about.
    Source: SoL 2025:400 16:1-3; SoF 2025:468 13:1.
    """
    permanent = _permanent(facts, definition)
    if permanent is not None and facts.archived_on is None:
        ground, basis = permanent
        return RetentionAnswer(RetentionStatus.EXEMPT, ground, basis, (RetentionReason.PERMANENT,), None, None)
    if facts.is_open:
        return _without_day(RetentionStatus.NOT_DUE, RetentionReason.OPEN)
    if facts.last_note_on is None:
        return _without_day(RetentionStatus.UNKNOWN, RetentionReason.NO_NOTE)
    times = _times(facts.last_note_on, facts, definition)
    latest = max(times, key=lambda time: time.due_on)
    finish_by = date(latest.due_on.year + 1, 12, 31)
    if today < latest.due_on:
        return _answer(RetentionStatus.NOT_DUE, latest, (RetentionReason.TIME_LEFT,), finish_by)
    unknown = tuple(_unknown(facts, definition, archived=facts.archived_on is not None))
    if unknown:
        return _answer(RetentionStatus.UNKNOWN, latest, unknown, finish_by)
    held = tuple(_held(facts))
    if held:
        return _answer(RetentionStatus.HELD, latest, held, finish_by)
    status = RetentionStatus.OVERDUE if today > finish_by else RetentionStatus.DUE
    return _answer(status, latest, (), finish_by)


def birthday(born_on: date, age: int) -> date:
    """The day on which somebody has turned an age; who is born on 29 February has on 1 March where there is no such day.

    Later than lag (1930:173) 1 § would have a time end, since what must not be erased before a birthday is not erased before it.
    """
    year = born_on.year + age
    try:
        return born_on.replace(year=year)
    except ValueError:
        return date(year, 2, 28) + timedelta(days=1)


def _permanent(facts: RetentionFacts, definition: RetentionDefinition) -> tuple[RetentionGround, str] | None:
    for each in definition.permanent:
        if each.content in (facts.contents or ()):
            return each.ground, each.basis
    if definition.keeps_municipality(facts.municipality):
        return RetentionGround.RESEARCH_MUNICIPALITY, definition.research_basis
    is_sampled = facts.born_on is not None and facts.born_on.day in definition.research_birthdays
    if is_sampled or facts.sampled_birthday is YesNoUnknown.YES:
        return RetentionGround.RESEARCH_BIRTHDAY, definition.research_basis
    return None


def _times(last_note_on: date, facts: RetentionFacts, definition: RetentionDefinition) -> list[_Time]:
    contents = facts.contents or frozenset()
    due_on = months_after(last_note_on, 12 * definition.years_after_last_note)
    if RecordContent.NOT_OPENED in contents:
        times = [_Time(RetentionGround.NOT_OPENED, definition.not_opened_basis, due_on)]
    else:
        times = [_Time(RetentionGround.LAST_NOTE, definition.last_note_basis, due_on)]
    if facts.born_on is None:
        return times
    if _is_kept_child_inquiry(facts, definition):
        assert definition.child_inquiry_until_age is not None and definition.child_inquiry_basis is not None
        turned = birthday(facts.born_on, definition.child_inquiry_until_age)
        times.append(_Time(RetentionGround.CHILD_INQUIRY, definition.child_inquiry_basis, turned))
    if RecordContent.AGREEMENT in contents:
        turned = birthday(facts.born_on, definition.agreement_until_age)
        times.append(_Time(RetentionGround.AGREEMENT, definition.agreement_basis, turned))
    return times


def _is_kept_child_inquiry(facts: RetentionFacts, definition: RetentionDefinition) -> bool:
    from_day = definition.child_inquiry_closed_from
    if from_day is None or RecordContent.CHILD_INQUIRY not in (facts.contents or ()):
        return False
    # When it was closed is not known: kept, since what is erased too early is gone.
    return facts.closed_on is None or facts.closed_on >= from_day


def _unknown(facts: RetentionFacts, definition: RetentionDefinition, *, archived: bool) -> Iterable[RetentionReason]:
    if facts.municipality == 0:
        yield RetentionReason.MUNICIPALITY_UNKNOWN
    if facts.contents is None:
        yield RetentionReason.NOT_EXAMINED
        return
    until_an_age = RecordContent.AGREEMENT in facts.contents or _is_kept_child_inquiry(facts, definition)
    if (facts.sampled_birthday is YesNoUnknown.UNKNOWN and not archived) or (facts.born_on is None and until_an_age):
        yield RetentionReason.BIRTH_DATE_UNKNOWN
    if facts.other_data is YesNoUnknown.UNKNOWN:
        yield RetentionReason.OTHER_DATA_UNKNOWN


def _held(facts: RetentionFacts) -> Iterable[RetentionReason]:
    if facts.is_held:
        yield RetentionReason.HOLD
    if facts.other_data is YesNoUnknown.YES:
        yield RetentionReason.OTHER_DATA
    if facts.is_linked:
        yield RetentionReason.LINKED_RECORD


def _without_day(status: RetentionStatus, reason: RetentionReason) -> RetentionAnswer:
    return RetentionAnswer(status, None, None, (reason,), None, None)


def _answer(
    status: RetentionStatus, time: _Time, reasons: tuple[RetentionReason, ...], finish_by: date
) -> RetentionAnswer:
    return RetentionAnswer(status, time.ground, time.basis, reasons, time.due_on, finish_by)
