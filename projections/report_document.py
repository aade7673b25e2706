"""Reports as they are told (sv. *rapport*): each figure as it was stated, and beside it what the same count gives later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from domain.codes import Gender
from domain.indicators.definition import Indicator, ResultKind
from domain.indicators.period import parse_period
from domain.report.events import ResultAssessed
from domain.report.figures import PublicFigure, StatedFigure, StatedMissing, StatedRow
from domain.report.report import Report
from projections.goals import Behind, Figure, Tally, mean, share
from projections.json_values import as_json
from projections.local_time import instant_text


class Restated(NamedTuple):
    """What a stated figure would be now (sv. *omräknad siffra*).

    Args:
        figure: Counted by the same definition; None = it cannot be.
        why_not: Why not.
        added, removed, changed: Rows behind it that are new, are gone, or count otherwise.
        positions: Events recorded after the report that belong to the rows behind it now, in order.
    """

    figure: StatedFigure | None
    why_not: str | None = None
    added: int = 0
    removed: int = 0
    changed: int = 0
    positions: tuple[int, ...] = ()


class ReportTimes(NamedTuple):
    """When a report was started and handed in, microseconds since 1970 UTC; None = it was not."""

    started_us: int
    submitted_us: int | None = None


def stated_figure(figure: Figure, definition: str) -> StatedFigure:
    """A result as a report states it.

    Args:
        definition: The text of the definition that it was counted by.
    """
    indicator, value = figure.indicator, _shown(figure)
    return StatedFigure(
        indicator=indicator.id, indicator_version=indicator.version, definition=definition, indicator_name=indicator.name,
        meaning=indicator.meaning, counted_in=figure.unit, eligible=figure.total.eligible,
        denominator=figure.total.denominator, numerator=figure.total.numerator,
        stated_rows=tuple(
            StatedRow(
                gender=Gender(gender), eligible=tally.eligible, denominator=tally.denominator, numerator=tally.numerator
            )
            for gender, tally in sorted(figure.by_gender.items())
        ),
        stated_missing=tuple(
            StatedMissing(missing_because=reason, missing_count=count)
            for reason, count in figure.to_json()["missing"].items()
        ),
        shown_value=value[0], exact_value=value[1],
    )


def figure_of(stated: StatedFigure, indicator: Indicator, unit: UUID, unit_name: str) -> Figure:
    """A stated figure as a result again, so that what may be published of it can be judged."""
    rows = {row.gender.value: Tally(row.eligible, row.denominator, row.numerator) for row in stated.stated_rows}
    total = Tally(stated.eligible, stated.denominator, stated.numerator)
    return Figure(indicator, stated.counted_in, unit_name, unit, total, rows)


def restated(stated: StatedFigure, figure: Figure, then: Sequence[Behind], now: Sequence[Behind], size: int) -> Restated:
    """A figure counted again, with what has changed behind it.

    Args:
        then, now: The rows behind it at the report's size and now.
        size: The report's.
    """
    before, after = _by_entry(then), _by_entry(now)
    return Restated(
        stated_figure(figure, stated.definition), None, len(after.keys() - before.keys()), len(before.keys() - after.keys()),
        sum(before[entry] != after[entry] for entry in before.keys() & after.keys()),
        tuple(sorted({position for each in now for position in each.positions if position >= size})),
    )


def report_head(report: Report, unit_name: str, times: ReportTimes) -> dict[str, Any]:
    """What a report is about and how far it has come, as JSON."""
    started, submitted = report.started, report.submitted
    assert started is not None
    period = parse_period(started.period)
    return {
        "report": as_json(report.id), "version": report.version, "status": status_of(report), "enhet": unit_name,
        "enhet_id": as_json(started.unit), "period": started.period, "from": as_json(period.first), "to": as_json(period.last),
        "data_cutoff": as_json(started.data_cutoff), "prepared_by": started.prepared_by,
        "supplements": as_json(started.supplements), "started_at": instant_text(times.started_us),
        "size": None if submitted is None else submitted.size,
        "submitted_by": None if submitted is None else submitted.submitted_by,
        "submitted_at": None if times.submitted_us is None else instant_text(times.submitted_us),
        "withdrawn_because": None if report.withdrawn is None else report.withdrawn.reason,
    }


def status_of(report: Report) -> str:
    """`started`, `submitted`, `published` or `withdrawn`."""
    if report.withdrawn is not None:
        return "withdrawn"
    if report.submitted is None:
        return "started"
    return "submitted" if report.published is None else "published"


def figures_document(report: Report, counted: Mapping[str, Restated]) -> list[dict[str, Any]]:
    """Each stated figure with its assessment and, never instead of it, what the same count gives later."""
    if report.submitted is None:
        return []
    return [
        {
            **figure_document(stated), "assessment": assessment_document(report.assessed.get(stated.indicator)),
            **_restatement(stated, counted[stated.indicator]),
        }
        for stated in report.submitted.figures
    ]


def figure_document(stated: StatedFigure) -> dict[str, Any]:
    """A figure exactly as it was stated, as JSON."""
    return {
        "id": stated.indicator, "definition_version": stated.indicator_version, "name": stated.indicator_name,
        "meaning": stated.meaning, "definition": stated.definition, "unit": stated.counted_in, **_numbers(stated),
    }


def assessment_document(assessed: ResultAssessed | None) -> dict[str, Any] | None:
    """What was said of a result, as JSON."""
    if assessed is None:
        return None
    names = (
        "fulfilment", "deviation", "analysis", "forecast", "carried_along", "changed_target", "target_changed_because"
    )
    return {name: as_json(getattr(assessed, name)) for name in names}


def published_document(report: Report) -> dict[str, Any] | None:
    """What was made public, as JSON; None = nothing yet."""
    published = report.published
    if published is None:
        return None
    return {
        "published_to": published.published_to, "small_cell_min": published.small_cell_min,
        "figures": [_public(figure) for figure in published.public_figures],
    }


def _public(figure: PublicFigure) -> dict[str, Any]:
    return {
        "id": figure.indicator, "definition_version": figure.indicator_version, "denominator": figure.denominator,
        "numerator": as_json(figure.numerator), "eligible": figure.eligible,
        "by_gender": None if figure.public_rows is None else {row.gender.swedish: _row(row) for row in figure.public_rows},
        "rest_suppressed": figure.rest_suppressed,
    }


def _restatement(stated: StatedFigure, counted: Restated) -> dict[str, Any]:
    if counted.figure is None:
        return {"restated": None, "why_not_restated": counted.why_not, "differs": None, "differences": None, "since": None}
    before, after = _numbers(stated), _numbers(counted.figure)
    differences = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
    since = {
        "rows_added": counted.added, "rows_removed": counted.removed, "rows_changed": counted.changed,
        "positions": list(counted.positions),
    }
    return {
        "restated": after, "why_not_restated": None, "differs": bool(differences), "differences": differences, "since": since,
    }


def _numbers(stated: StatedFigure) -> dict[str, Any]:
    return {
        "shown_value": stated.shown_value, "exact": stated.exact_value, "numerator": as_json(stated.numerator),
        "denominator": stated.denominator, "eligible": stated.eligible,
        "by_gender": {row.gender.swedish: _row(row) for row in stated.stated_rows},
        "missing": {each.missing_because: each.missing_count for each in stated.stated_missing},
    }


def _row(row: StatedRow) -> dict[str, Any]:
    return {"numerator": as_json(row.numerator), "denominator": row.denominator}


def _shown(figure: Figure) -> tuple[int | None, str | None]:
    match figure.indicator.kind:
        case ResultKind.COUNT:
            return figure.total.denominator, str(figure.total.denominator)
        case ResultKind.SHARE:
            stated = share(figure.total)
            return stated["percent"], stated["exact"]
    return mean(figure.total, figure.indicator)


def _by_entry(rows: Sequence[Behind]) -> dict[tuple[UUID, UUID, str | None], tuple[Any, ...]]:
    return {
        (row.stream_id, row.entry_id, row.gender): (row.measured, row.fulfils, row.missing, row.value) for row in rows
    }
