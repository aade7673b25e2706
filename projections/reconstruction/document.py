"""A reconstruction as JSON: one case as it was known at one moment (sv. *rekonstruktion*), every row with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from domain.case.case import Case
from domain.case.responsibility import Cover
from projections.completeness import MISSING, CaseFinding
from projections.completeness_document import Terms, finding_row
from projections.json_values import as_json
from projections.reconstruction.cover import StaffStreams, cover_periods
from projections.reconstruction.day import Moment
from projections.reconstruction.gaps import Gap, gaps_in
from projections.reconstruction.history import CaseHistory
from projections.reconstruction.rows import HAND, Filter, Row, rows_of_case


class Reconstruction:
    """One case as it was known at a size (sv. *rekonstruktion*).

    Args:
        history: Of the case, to the ledger's end.
        size: The first so many events are known.
        staff: What is recorded, to the ledger's end, of everybody who was ever to look after the case.
        found: What the rules find in the case on the day of `terms`, as known then.
    """

    def __init__(
        self, history: CaseHistory, size: int, staff: StaffStreams, found: Sequence[CaseFinding], terms: Terms
    ) -> None:
        stream = history.stream(size)
        self.history = history
        self.staff = staff
        known = {staff_id: [each for each in events if each.position < size] for staff_id, events in staff.items()}
        self.case = Case.fold(each.event for each in stream)
        self.moment = Moment(size, cover_periods(self.case, stream, known), found, terms)
        self._items = history.items(size)

    @cached_property
    def rows(self) -> list[Row]:
        """Every event of the case, in one row each, in the order that things happened."""
        return rows_of_case(self.history.events(self.moment.size), self._items, self.moment.found)

    @cached_property
    def gaps(self) -> list[Gap]:
        """What was missing day after day."""
        return gaps_in(self.moment.found, self._items, self.case, self.moment.cover, self.moment.terms.day)

    @property
    def sources(self) -> list[str]:
        """Where what stands in the case came from: what was written here, then the systems by name."""
        names = {item.source.system for item in self._items.values() if item.source is not None}
        return [HAND, *sorted(names)]

    def document(self, wanted: Filter) -> dict[str, Any]:
        """The reconstruction as JSON, but for who read it and for single days."""
        rows = [row for row in self.rows if wanted.takes(row)]
        gaps = [gap for gap in self.gaps if wanted.takes_gap(gap)]
        moment, history = self.moment, self.history
        return {
            "case": str(history.case_id), "number": self.case.number, "judged_day": as_json(moment.terms.day),
            "unit": None if self.case.unit is None else moment.terms.units.get(self.case.unit),
            "filter": wanted.to_json(), "sources": self.sources,
            "events": sum(len(row.events) for row in self.rows),
            "rows": _merged(rows, gaps), "hidden_rows": len(self.rows) + len(self.gaps) - len(rows) - len(gaps),
            "responsibility": [each.to_json() for each in moment.cover if each.cover is not Cover.NOT_OPEN],
            "missing": [
                finding_row(each, self.case.number, moment.terms) for each in moment.found if each.finding.status in MISSING
            ],
            "withheld_since": self._withheld(),
            "protected": None if history.protection is None else history.protection.level.value,
        }

    def _withheld(self) -> list[dict[str, Any]]:
        moved = [{"position": each.position, "why": "moved"} for each in self._items.values() if each.moved_since]
        masked = [{"position": each, "why": "protected"} for each in self.history.masked_positions(self.moment.size)]
        erased = [{"position": each.position, "why": "erased"} for each in self.history.erased(self.moment.size)]
        return [*moved, *masked, *erased]


def _merged(rows: Sequence[Row], gaps: Sequence[Gap]) -> list[dict[str, Any]]:
    """Rows and gaps in the order that things happened; a gap comes before what lies in it."""
    placed = [((gap.first, 0, number), gap.to_json()) for number, gap in enumerate(gaps)]
    placed += [((row.days[0], 1, number), row.to_json()) for number, row in enumerate(rows)]
    return [document for _, document in sorted(placed, key=lambda each: each[0])]
