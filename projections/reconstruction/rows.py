"""The rows of a reconstruction (sv. *rader*): what happened beside what was written, in the order it happened, gaps among them.

Every event of the case is in exactly one row. Filters choose among rows and never hide a gap: a hole must not look like a
choice that somebody made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from domain.completeness.finding import Finding
from projections.completeness import MISSING, CaseFinding
from projections.json_values import as_json
from projections.local_time import day_of, instant_text
from projections.reconstruction.gaps import Gap
from projections.reconstruction.kinds import RowKind, kind_of, signal_of
from projections.reconstruction.trace import Deed, Traced
from projections.timeline_item import TimelineItem, positions_of_item

HAND, IMPORTED = "hand", "import"


class Filter(NamedTuple):
    """Which rows are wanted (sv. *urval*); None = all.

    Args:
        source: `hand`, `import`, or a system that was imported from, by name.
        author: A member of staff by id, or by name whatever its case: who wrote the item, or something beneath it.
        kind: A `RowKind`, or an event type such as `case.note_recorded`.
        first: Happened or was written on this day or later.
        last: Happened or was written on this day or earlier.
    """

    source: str | None = None
    author: str | None = None
    kind: str | None = None
    first: date | None = None
    last: date | None = None

    def wants_gaps(self) -> bool:
        """Whether gaps are shown: always, unless another kind was asked for."""
        return self.kind in (None, RowKind.GAP)

    def takes(self, row: Row) -> bool:
        """Whether a row is among those wanted."""
        return self._of_source(row.item) and self._by_author(row.item) and self._of_kind(row) and any(map(self._covers, row.days))

    def takes_gap(self, gap: Gap) -> bool:
        """Whether a gap is."""
        return self.wants_gaps() and gap.first <= (self.last or date.max) and (gap.last or gap.day) >= (self.first or date.min)

    def to_json(self) -> dict[str, Any]:
        """What was asked for as JSON, without the author, who may be a name."""
        return {"source": self.source, "kind": self.kind, "first": as_json(self.first), "last": as_json(self.last)}

    def _of_source(self, item: TimelineItem | None) -> bool:
        if self.source is None:
            return True
        system = None if item is None or item.source is None else item.source.system
        if self.source in (HAND, IMPORTED):
            return (system is None) == (self.source == HAND)
        return system is not None and system.casefold() == self.source.strip().casefold()

    def _by_author(self, item: TimelineItem | None) -> bool:
        if self.author is None:
            return True
        if item is None:
            return False
        wanted = self.author.strip().casefold()
        marks = (*item.corrections, *item.opinions, *(() if item.misfiled is None else (item.misfiled,)))
        authors = (item.author, *(each.author for each in marks))
        return any(wanted in (str(each.id), (each.name or "").casefold()) for each in authors)

    def _of_kind(self, row: Row) -> bool:
        return self.kind is None or self.kind in (row.kind.value, row.event_type)

    def _covers(self, day: date) -> bool:
        return (self.first or date.min) <= day <= (self.last or date.max)


class Row(NamedTuple):
    """An item with everything that was ever recorded of it (sv. *rad*).

    Args:
        item: None = erased, so that only the envelope is left.
        events: Positions of the case's events that this row tells of; no other row does.
        missing: What the rules say is or was missing about it.
        traced: The event that opened it.
    """

    item: TimelineItem | None
    events: tuple[int, ...]
    missing: tuple[CaseFinding, ...]
    traced: Traced

    @property
    def event_type(self) -> str:
        """Of the event that opened it."""
        return self.traced.recorded.event.TYPE if self.item is None else self.item.event_type

    @property
    def kind(self) -> RowKind:
        """What kind of thing it is."""
        return kind_of(self.event_type)

    @property
    def days(self) -> tuple[date, date]:
        """When it happened, and when it was written."""
        written = day_of(self.traced.recorded.recorded_us)
        return (written if self.item is None else self.item.occurred_on, written)

    @property
    def evidence(self) -> tuple[int, ...]:
        """Positions of every event that it is put together from; what is about several items is in each."""
        shown = () if self.item is None else positions_of_item(self.item)
        return tuple(sorted({*self.events, *shown}))

    def to_json(self) -> dict[str, Any]:
        """The row as JSON."""
        if self.item is None:
            mark = self.traced.mark
            return {
                "basis": None if mark is None else mark.erasure_basis,
                "erased_on": None if mark is None else as_json(mark.marked_on),
                "row": "erased", "kind": self.kind.value, "evidence": list(self.evidence), "position": self.traced.position,
                "recorded": {"at": instant_text(self.traced.recorded.recorded_us), "position": self.traced.position},
            }
        source = self.item.source
        return {
            "row": "item", "kind": self.kind.value, "source": HAND if source is None else source.system,
            "signal": signal_of(self.event_type), "missing": [_missing(each) for each in self.missing],
            "evidence": list(self.evidence), **self.item.to_json(),
        }


def rows_of_case(
    events: Sequence[Traced], items: Mapping[int, TimelineItem], found: Iterable[CaseFinding]
) -> list[Row]:
    """Every event of a case in one row each, in the order that things happened.

    Args:
        events: Of the case as known at a size.
        items: As they stood at the same size.
        found: What the rules find in it.
    """
    of_item: dict[int, list[int]] = defaultdict(list)
    for each in events:
        of_item[each.item].append(each.position)
    missing: dict[UUID, list[CaseFinding]] = defaultdict(list)
    for finding in found:
        if finding.finding.status in MISSING:
            missing[finding.finding.key].append(finding)
    opened = {each.position: each for each in events if each.deed in (Deed.ADDED, Deed.ERASED)}
    rows = [
        Row(items.get(position), tuple(of_item[position]), _about(items.get(position), missing), each)
        for position, each in opened.items()
    ]
    return sorted(rows, key=_place)


def _about(item: TimelineItem | None, missing: Mapping[UUID, Sequence[CaseFinding]]) -> tuple[CaseFinding, ...]:
    # What is about the case itself is told as gaps and in the list of what is missing, not with its opening.
    if item is None or item.entry_id is None or item.event_type == "case.opened":
        return ()
    return tuple(missing.get(item.entry_id, ()))


def _place(row: Row) -> tuple[Any, ...]:
    at = None if row.item is None else row.item.occurred_at
    return (row.days[0], at is None, at, row.traced.position)


def _missing(found: CaseFinding) -> dict[str, Any]:
    finding: Finding = found.finding
    return {
        "rule": found.rule.id, "name": found.rule.name, "status": finding.status.value, "since": as_json(finding.since),
        "filled_on": as_json(finding.until), "evidence": list(finding.evidence),
    }
