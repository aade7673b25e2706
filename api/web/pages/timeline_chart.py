"""When things happened above, when they were written below, and the days that nothing covers between (sv. *tidsband*).

A line that leans is a note that came late: the longer it leans, the later. All that is in the picture stands in the list too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from api.web.texts import _
from projections.reconstruction.gaps import Gap, GapKind
from projections.reconstruction.kinds import RowKind
from projections.reconstruction.rows import Row

WIDTH, HEIGHT = 960, 132
LEFT, RIGHT = 70, 950
ABOVE, BELOW = 34, 92
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_NARROWEST_LABEL = 46.0


class Stroke(NamedTuple):
    """A note or a visit: where it happened and where it was written."""

    happened: float
    written: float
    kind: str
    is_late: bool


class Span(NamedTuple):
    """A gap from one place to another."""

    left: float
    width: float
    kind: str


class Tick(NamedTuple):
    """The beginning of a month, with its name where there is room."""

    at: float
    label: str


class Lanes(NamedTuple):
    """The whole picture, in the units of its view box.

    Args:
        now: Where the moment that is shown stands.
        first, last: The days at its ends.
    """

    strokes: tuple[Stroke, ...]
    gaps: tuple[Span, ...]
    ticks: tuple[Tick, ...]
    now: float
    first: date
    last: date


def lanes(rows: Iterable[Row], gaps: Sequence[Gap], first: date, last: date, day: date) -> Lanes:
    """The picture of a case.

    Args:
        first, last: The days at its ends; what happened before or after stands at the end.
        day: The moment that is shown.
    """
    scale = _Scale(min(first, day), max(last, day))
    strokes = tuple(
        Stroke(scale.at(row.days[0]), scale.at(row.days[1]), row.kind.value, bool(row.item and row.item.late))
        for row in rows if row.kind in (RowKind.NOTE, RowKind.VISIT)
    )
    spans = tuple(
        Span(left, max(2.0, scale.at((gap.last or gap.day) + timedelta(days=1)) - left), gap.kind.value)
        for gap in gaps if gap.kind in (GapKind.SILENCE, GapKind.NOBODY) for left in (scale.at(gap.first),)
    )
    return Lanes(strokes, spans, tuple(_ticks(scale)), scale.at(day), scale.first, scale.last)


class _Scale:
    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self._days = max(1, (last - first).days)

    def at(self, day: date) -> float:
        """Where a day stands, kept within the picture."""
        part = (day - self.first).days / self._days
        return round(LEFT + (RIGHT - LEFT) * min(1.0, max(0.0, part)), 1)


def _ticks(scale: _Scale) -> Iterator[Tick]:
    month = scale.first.replace(day=1)
    labelled = -_NARROWEST_LABEL
    while month <= scale.last:
        if month >= scale.first:
            at = scale.at(month)
            has_room = at - labelled >= _NARROWEST_LABEL and at <= RIGHT - _NARROWEST_LABEL / 2
            labelled = at if has_room else labelled
            name = str(month.year) if month.month == 1 else _(_MONTHS[month.month - 1])
            yield Tick(at, name if has_room else "")
        month = (month + timedelta(days=32)).replace(day=1)

