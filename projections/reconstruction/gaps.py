"""Gaps (sv. *luckor*): runs of days that nothing covers, with what was expected in them, drawn as what they are: nothing.

Whether there is a gap is for the rules to say, as they were in force; how long it was is for the record: the days without a note
begin the day after the last one, before the rule finds them too many.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from domain.case.deviation_notes.events import DeviationNoted
from domain.case.state import CaseState
from domain.codes import Code
from domain.completeness.checks import Covered
from domain.completeness.kinds import CheckKind
from projections.completeness import MISSING, CaseFinding
from projections.json_values import as_json
from projections.local_time import day_of
from projections.reconstruction.cover import CoverPeriod
from projections.reconstruction.kinds import RowKind, kind_of, signal_of
from projections.timeline_item import TimelineItem

_DAY = timedelta(days=1)


class GapKind(Code):
    """What was not there (sv. *slag av lucka*)."""

    SILENCE = "silence", "utan anteckning"
    NOBODY = "nobody", "utan någon som ansvarade"


class Visit(NamedTuple):
    """A visit in a gap (sv. *besök i luckan*), and the note about it.

    Args:
        item: The visit.
        note: None = there is none.
    """

    item: TimelineItem
    note: TimelineItem | None

    def to_json(self) -> dict[str, Any]:
        """The visit as JSON."""
        note = None if self.note is None else {
            "position": self.note.position, "written_on": as_json(_written_on(self.note)), "days_late": self.note.days_late,
        }
        at = self.item.occurred_at
        return {
            "on": as_json(self.item.occurred_on), "at": None if at is None else f"{at:%H:%M}",
            "heading": self.item.heading, "position": self.item.position, "note": note,
        }


class Signal(NamedTuple):
    """What told of something wrong, or asked about the days (sv. *signal*).

    Args:
        came_on: The day it came in; what the unit reports itself comes when it is written.
    """

    item: TimelineItem
    came_on: date

    def to_json(self) -> dict[str, Any]:
        """The signal as JSON."""
        return {
            "on": as_json(self.item.occurred_on), "came_on": as_json(self.came_on), "heading": self.item.heading,
            "signal": signal_of(self.item.event_type), "position": self.item.position,
        }


class Gap(NamedTuple):
    """A run of days that something was missing on (sv. *lucka*), both ends included.

    Args:
        finding: What the rule found; its `since` is the day from which it was too long.
        last: None = it still goes on.
        day: The day that is judged.
        visits: That took place in it, or were to.
        interval_days: How often there was to be contact, as the plan said; None = it did not say, or there was none.
        due: What else the rules say was to be done in it, and was not.
        cover: Who was responsible in it, each for its days of it.
        signals: What told of something wrong, or asked, during it or about its days.
    """

    kind: GapKind
    finding: CaseFinding
    first: date
    last: date | None
    day: date
    visits: tuple[Visit, ...]
    interval_days: int | None
    due: tuple[CaseFinding, ...]
    cover: tuple[CoverPeriod, ...]
    signals: tuple[Signal, ...]

    @property
    def days(self) -> int:
        """How many days it is long, from 1."""
        return ((self.last or self.day) - self.first).days + 1

    @property
    def planned_contacts(self) -> int | None:
        """How many times contact was to be taken in it, by the plan; None = the plan does not say."""
        return None if self.interval_days is None else self.days // self.interval_days

    def covers(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day <= (self.last or self.day)

    def to_json(self) -> dict[str, Any]:
        """The gap as JSON."""
        finding, rule = self.finding.finding, self.finding.rule
        return {
            "row": "gap", "kind": RowKind.GAP.value, "gap": self.kind.value, "gap_in_words": self.kind.swedish,
            "first": as_json(self.first), "last": as_json(self.last), "days": self.days,
            "rule": rule.id, "version": rule.version, "rule_name": rule.name,
            "too_long_since": as_json(finding.since), "filled_on": as_json(finding.until),
            "planned_interval_days": self.interval_days, "planned_contacts": self.planned_contacts,
            "visits": [each.to_json() for each in self.visits],
            "due": [_due(each) for each in self.due], "responsibility": [each.to_json() for each in self.cover],
            "signals": [each.to_json() for each in self.signals],
            "evidence": list(finding.evidence),
        }


def gaps_in(
    found: Sequence[CaseFinding], items: Mapping[int, TimelineItem], case: CaseState, cover: Sequence[CoverPeriod], day: date
) -> list[Gap]:
    """The gaps of a case, by their first day.

    Args:
        found: What the rules find in the case on `day`.
        items: Of the case, as known at the same size.
        case: Folded to the same size.
    """
    missing = [each for each in found if each.finding.status in MISSING and each.finding.since is not None]
    gaps = [
        _gap(each, kind, missing, items, case, cover, day) for each in missing if (kind := _kind(each)) is not None
    ]
    return sorted(gaps, key=lambda gap: (gap.first, list(GapKind).index(gap.kind), gap.finding.rule.id))


def _gap(
    found: CaseFinding, kind: GapKind, missing: Sequence[CaseFinding], items: Mapping[int, TimelineItem], case: CaseState,
    cover: Sequence[CoverPeriod], day: date,
) -> Gap:
    finding = found.finding
    assert finding.since is not None, "only what is missing since a day is a gap"
    first = _first_day(found, items) if kind is GapKind.SILENCE else finding.since
    last = None if finding.until is None else finding.until - _DAY
    ends = last or day
    within = [each for each in items.values() if first <= each.occurred_on <= ends and not each.withheld]
    is_silence = kind is GapKind.SILENCE
    return Gap(
        kind, found, first, last, day, _visits(within, items.values()),
        _interval(case, first) if is_silence else None, _due_in(missing, within, first, ends) if is_silence else (),
        tuple(_within(each, first, ends) for each in cover if each.overlaps(first, ends)),
        _signals(within),
    )


def _kind(found: CaseFinding) -> GapKind | None:
    """What kind of gap a finding is; None = what it misses is something that is done at times, and no run of days."""
    if not isinstance(found.rule.check, Covered):
        return None
    if CheckKind.NOTE in found.rule.check.by:
        return GapKind.SILENCE
    return GapKind.NOBODY if CheckKind.RESPONSIBLE in found.rule.check.by else None


def _within(period: CoverPeriod, first: date, last: date) -> CoverPeriod:
    return period._replace(
        first=first if period.first is None else max(first, period.first),
        last=last if period.last is None else min(last, period.last),
    )


def _signals(within: Iterable[TimelineItem]) -> tuple[Signal, ...]:
    found = [Signal(each, _came_on(each)) for each in within if signal_of(each.event_type) is not None]
    return tuple(sorted(found, key=lambda each: (each.came_on, each.item.position)))


def _came_on(item: TimelineItem) -> date:
    return _written_on(item) if item.event_type == DeviationNoted.TYPE else item.occurred_on


def _first_day(found: CaseFinding, items: Mapping[int, TimelineItem]) -> date:
    """The day after the last one that was written about, before the rule found the days too many."""
    since = found.finding.since
    assert since is not None, "only what is missing since a day is a gap"
    told = [
        max(item.occurred_on, _written_on(item)) if kind_of(item.event_type) is RowKind.NOTE else item.occurred_on
        for position in found.finding.evidence if (item := items.get(position)) is not None
    ]
    return max((day + _DAY for day in told if day < since), default=since)


def _visits(within: Iterable[TimelineItem], items: Iterable[TimelineItem]) -> tuple[Visit, ...]:
    notes = {
        item.content.facts["session_id"]: item for item in items
        if kind_of(item.event_type) is RowKind.NOTE and "session_id" in item.content.facts
    }
    return tuple(
        Visit(item, notes.get(item.entry_id)) for item in _ordered(within) if kind_of(item.event_type) is RowKind.VISIT
    )


def _interval(case: CaseState, first: date) -> int | None:
    plans = [plan for plan in case.plans.values() if plan.established_on <= first]
    latest = max(plans, key=lambda plan: plan.established_on, default=None)
    return None if latest is None else latest.contact_interval_days


def _due_in(
    missing: Sequence[CaseFinding], within: Iterable[TimelineItem], first: date, last: date
) -> tuple[CaseFinding, ...]:
    """What else was to be done in the gap; what is about its visits is told with them."""
    told = {item.entry_id for item in within if kind_of(item.event_type) in (RowKind.VISIT, RowKind.NOTE)}
    found = [
        each for each in missing
        if each.finding.since is not None and first <= each.finding.since <= last
        and not isinstance(each.rule.check, Covered) and each.finding.key not in told
    ]
    return tuple(sorted(found, key=lambda each: (each.finding.since, each.rule.id, each.finding.key)))


def _due(found: CaseFinding) -> dict[str, Any]:
    finding, rule = found.finding, found.rule
    return {
        "rule": rule.id, "name": rule.name, "due": as_json(finding.due), "since": as_json(finding.since),
        "filled_on": as_json(finding.until), "evidence": list(finding.evidence),
    }


def _ordered(items: Iterable[TimelineItem]) -> list[TimelineItem]:
    return sorted(items, key=lambda each: (each.occurred_on, each.occurred_at is None, each.occurred_at, each.position))


def _written_on(item: TimelineItem) -> date:
    return item.claimed_on if item.claimed and item.claimed_on is not None else day_of(item.recorded_us)
