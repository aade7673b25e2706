"""What was known on a day, and what was written about it only later (sv. *vad som var känt en dag*)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from domain.completeness.codes import Status
from projections.access_readings import Reading
from projections.completeness import MISSING, CaseFinding
from projections.completeness_document import Terms, finding_row
from projections.json_values import as_json
from projections.local_time import day_of, instant_text
from projections.reconstruction.cover import CoverPeriod, on_day
from projections.reconstruction.history import CaseHistory, Change
from projections.reconstruction.kinds import RowKind, kind_of
from projections.reconstruction.readings import reading_rows
from projections.timeline_item import TimelineItem


class Moment(NamedTuple):
    """What is known at a size (sv. *kunskapsläge*).

    Args:
        size: The first so many events of the ledger.
        cover: How the case was looked after, as known then.
        found: What the rules find on the day, as known then and by the rules of then.
        terms: What their words rest on.
    """

    size: int
    cover: Sequence[CoverPeriod]
    found: Sequence[CaseFinding]
    terms: Terms


class LaterWord(NamedTuple):
    """Something about the day that was written after it (sv. *skrivet i efterhand*)."""

    change: Change
    days_after: int

    def to_json(self) -> dict[str, Any]:
        """It as JSON."""
        recorded = self.change.traced.recorded
        item = self.change.item
        return {
            "position": recorded.position, "item": self.change.traced.item, "deed": self.change.traced.deed.value,
            "deed_in_words": self.change.traced.deed.swedish, "heading": None if item is None else item.heading,
            "recorded_at": instant_text(recorded.recorded_us), "days_after": self.days_after,
        }


def day_document(
    history: CaseHistory, day: date, then: Moment, now: Moment, readings: Iterable[Reading], *, number: str, names: bool
) -> dict[str, Any]:
    """A day of a case: what the record said when the day ended, and what is known of it now.

    Args:
        then: As known at the end of the day.
        now: As known when asked; its size is not less than that of `then`.
        readings: Of the case.
        names: Whether it is told who read.
    """
    items = history.items(then.size)
    about = sorted((each for each in items.values() if is_of(each, day)), key=lambda each: each.position)
    return {
        "day": as_json(day), "size": then.size,
        "known": [each.to_json() for each in about],
        "latest_note": _latest_note(items.values()),
        "written_later": [each.to_json() for each in later_words(history, day, then.size, now.size)],
        "responsible": on_day(now.cover, day).to_json(),
        "responsible_as_known_then": on_day(then.cover, day).to_json(),
        "missing": [
            {**finding_row(each, number, then.terms), **_since_then(each, now.found)}
            for each in then.found if _stood_on(each, day)
        ],
        "missing_as_known_now": [
            finding_row(each, number, now.terms) for each in now.found
            if _stood_on(each, day) and _match(each, then.found) is None
        ],
        "readings": reading_rows((each for each in readings if day_of(each.at_us) == day), names=names),
    }


def is_of(item: TimelineItem, day: date) -> bool:
    """Whether an item is about a day, or about some day of its month when no more is known."""
    if item.precision == "month":
        return (item.occurred_on.year, item.occurred_on.month) == (day.year, day.month)
    return item.occurred_on == day


def later_words(history: CaseHistory, day: date, then: int, now: int) -> list[LaterWord]:
    """What was recorded about a day after what was known at one size, up to another."""
    return [
        LaterWord(change, (day_of(change.traced.recorded.recorded_us) - day).days)
        for change in history.changes(then, now) if change.item is not None and is_of(change.item, day)
    ]


def _latest_note(items: Iterable[TimelineItem]) -> dict[str, Any] | None:
    notes = [each for each in items if kind_of(each.event_type) is RowKind.NOTE and not each.withheld]
    latest = max(notes, key=lambda each: (each.occurred_on, each.position), default=None)
    if latest is None:
        return None
    return {
        "position": latest.position, "occurred_on": as_json(latest.occurred_on), "recorded_at": instant_text(latest.recorded_us)
    }


def _since_then(found: CaseFinding, now: Iterable[CaseFinding]) -> dict[str, Any]:
    """What has become of something that was missing."""
    match = _match(found, now)
    if match is None:
        # Corrected, exempted, or not asked by the rules any more.
        return {"now": "not_found", "filled_on": None, "filled_by": []}
    filled = match.finding.until is not None or match.finding.status not in MISSING
    return {
        "now": "filled" if filled else "missing", "filled_on": as_json(match.finding.until),
        "filled_by": [each for each in match.finding.evidence if each not in found.finding.evidence] if filled else [],
    }


def _match(found: CaseFinding, among: Iterable[CaseFinding]) -> CaseFinding | None:
    """The same finding at another moment: of the same rule about the same thing, missing since the same day, or since no day."""
    finding = found.finding
    same = [each for each in among if each.rule.id == found.rule.id and each.finding.key == finding.key]
    exact = next((each for each in same if (each.finding.since, each.finding.basis) == (finding.since, finding.basis)), None)
    return exact or next((each for each in same if each.finding.status is Status.EXEMPT), None)


def _stood_on(found: CaseFinding, day: date) -> bool:
    """Whether something was missing on a day."""
    since, until = found.finding.since, found.finding.until
    return found.finding.status in MISSING and since is not None and since <= day and (until is None or day < until)
