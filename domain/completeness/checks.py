"""The three checks that every rule is made of (sv. *kontrollslag*): done in time, filled in, covered.

A check is data: a definition file or an event names one and says what it asks about. `domain/completeness/judging.py` says what
it finds in one case; `adapters/postgres/completeness_sql.py` says the same of all of them at once.
"""

from __future__ import annotations

from typing import NamedTuple

from domain.completeness.kinds import CheckKind


class DoneInTime(NamedTuple):
    """What begins is done within so many days (sv. *gjort i tid*).

    Args:
        begins: What begins it; each fact is judged for itself.
        ends: What answers it, by the same key; empty = its being written down.
        days: From the day that begins it to the last day in time, from 0; a last day that the fact names itself goes before.
        by_writing: The answer is as late as it was written, and not as what it tells of.
        before: What was done before it began answers it too.
        of_case: Whatever answers in the case answers it, with any key.
        same_day_code: An answer with this code and of the same day answers too, with any key; None = there is no such code.
        first_only: Only the first of the case is judged.
        begin_codes: Only facts with one of these codes begin; empty = all.
        needs: Codes that are all needed among the answers; empty = any answer.
        exempts: What says that nothing is needed, by the same key (or of the case, as `of_case` says).
        while_open: When the case is closed on the last day or before it, and not opened again by then, nothing is needed any
            more.
        unknown_codes: Begins with one of these codes cannot be judged, such as a note of which no writing day is known; nor can
            what is not answered, but exempted with one of them, such as a meeting that was held on a day nobody knows.
        unknown_by: When the case states nothing that begins it, but one of these, it cannot be judged.
        claimed_unknown: What begins it is only claimed by an import, whose source may not carry the answer: unanswered it is
            unknown, and no gap.
        from_due: The days are counted from the last day that a fact names itself, as leeway after it.
    """

    begins: tuple[CheckKind, ...]
    ends: tuple[CheckKind, ...]
    days: int
    by_writing: bool = False
    before: bool = False
    of_case: bool = False
    same_day_code: str | None = None
    first_only: bool = False
    begin_codes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    exempts: tuple[CheckKind, ...] = ()
    while_open: bool = False
    unknown_codes: tuple[str, ...] = ()
    unknown_by: tuple[CheckKind, ...] = ()
    claimed_unknown: bool = False
    from_due: bool = False


class FilledIn(NamedTuple):
    """What an entry says has no faults (sv. *ifyllt*).

    Args:
        of: The entries.
        faults: Facts with the entry's key, whose code says what is missing; `until` = the day it was mended.
        days: Days after the entry was written until it is late, from 0.
        exempting: Codes with which nothing is asked.
        unknown: Codes with which it cannot be judged.
    """

    of: tuple[CheckKind, ...]
    faults: CheckKind
    days: int = 0
    exempting: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


class Covered(NamedTuple):
    """Every day on which the case is open is covered by some fact (sv. *täckt*, *ingen tystnad*).

    A fact covers the days from its own to the last that it names. One that names none covers as many days as the rule says, or
    the planned interval some times over if that is longer; without either, every later day. What is of a day before the rule's
    first version covers by that version, so that a new rule does not begin with a gap.

    Args:
        by: What covers.
        days: Days after its own that a fact covers, from 1; None = every later day.
        interval: Facts whose number is the planned interval in days, from the day of each; None = there is none.
        times_interval: How many of them are covered, from 1.
        by_writing: A fact covers no day before it was written: written later than it reaches, it covers none at all.
        from_start: The day on which the case was opened, or opened again, covers as a fact of that day would.
        from_first: The days before the first fact are not asked about; of a case without any it cannot be told.
        unknown_by: Of a case in which no fact covers anything at all, but which states one of these, it cannot be told either.
    """

    by: tuple[CheckKind, ...]
    days: int | None = None
    interval: CheckKind | None = None
    times_interval: int = 1
    by_writing: bool = False
    from_start: bool = False
    from_first: bool = False
    unknown_by: tuple[CheckKind, ...] = ()


Check = DoneInTime | FilledIn | Covered
