"""Results over years (sv. *trend*): one series a unit, which says where a chart has to break its line, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from domain.indicators.period import Period


class Break(NamedTuple):
    """Results from a day on cannot be compared with those before it (sv. *tidsseriebrott*)."""

    since: date
    reason: str


class Point(NamedTuple):
    """One period of a series.

    Args:
        version: Of the definition that it is counted by; None = there was nothing to count, and it is only given.
        result: The counted result as JSON; None = it is only given.
        published: What was published for the period, as JSON, none of it counted.
    """

    period: Period
    version: int | None
    result: dict[str, Any] | None
    published: Sequence[dict[str, Any]] = ()


def series_document(points: Sequence[Point], breaks: Sequence[Break]) -> list[dict[str, Any]]:
    """A series as JSON: each point says what sets it apart from the one before it; empty = a line may be drawn between them.

    Args:
        points: By period.
        breaks: By day. A break inside a period is told before it and, since that period is of both kinds, before the next too.
    """
    return [
        {
            "period": point.period.name, "from": point.period.first.isoformat(), "to": point.period.last.isoformat(),
            "given": point.version is None, "recomputable": point.version is not None,
            "breaks": _breaks(points[number - 1], point, breaks) if number else [], "result": point.result,
            "published": list(point.published),
        }
        for number, point in enumerate(points)
    ]


def _breaks(before: Point, point: Point, breaks: Sequence[Break]) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = [
        {"kind": "series_break", "from": each.since.isoformat(), "reason": each.reason} for each in breaks
        if before.period.last < each.since <= point.period.last or before.period.first < each.since <= before.period.last
    ]
    if (before.version is None) != (point.version is None):
        told.append({"kind": "origin", "reason": "Före brottet är värdena lämnade, efter det räknade, eller tvärtom."})
    elif before.version != point.version:
        told.append({
            "kind": "definition_version", "from_version": before.version, "to_version": point.version,
            "reason": f"Definitionen är version {before.version} före brottet och {point.version} efter.",
        })
    return told
