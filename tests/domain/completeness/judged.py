"""A case and its facts in a few words, for tests of what a check finds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from domain.completeness.checks import Check
from domain.completeness.facts import CheckedCase, CheckedFact, OpenPeriod
from domain.completeness.finding import Finding
from domain.completeness.judging import InForce, judge
from domain.completeness.kinds import CheckKind
from tests.support.examples import CASE, UNIT, cast_id

DAY_0 = date(2024, 3, 1)
KEY, OTHER_KEY = cast_id(1601), cast_id(1602)


def day(number: int) -> date:
    """So many days after the first."""
    return DAY_0 + timedelta(days=number)


def fact(kind: CheckKind, on: int, position: int, **values: Any) -> CheckedFact:
    """A fact of a day; `written`, `due` and `until` are numbers of days too."""
    days = {name: day(values.pop(name)) for name in ("written", "due", "until") if values.get(name) is not None}
    return CheckedFact(kind, values.pop("key", KEY), day(on), days.pop("written", day(on)), position=position, **days, **values)


def opened(*periods: tuple[int, int | None]) -> CheckedCase:
    """A case that was open on these days."""
    spans = tuple(OpenPeriod(day(first), None if last is None else day(last)) for first, last in periods)
    return CheckedCase(CASE, UNIT, "Resursenheten", None, None, None, spans)


def found(
    check: Check | Sequence[InForce], facts: Sequence[CheckedFact], on: int, case: CheckedCase | None = None
) -> list[Finding]:
    """What a check that is always in force, or one of several versions, finds on a day."""
    versions = (InForce(check),) if hasattr(check, "_fields") else check
    return judge(versions, case or opened((0, None)), facts, day(on))


def told(findings: Sequence[Finding]) -> list[tuple[Any, ...]]:
    """Of each finding the status, and as numbers of days the first day that something was missing, the day it was there and the
    last day in time.
    """
    return [(each.status, *(number(value) for value in (each.since, each.until, each.due))) for each in findings]


def number(value: date | None) -> int | None:
    """A day as a number of days after the first."""
    return None if value is None else (value - DAY_0).days
