"""The words of the stream `published_figure`, and earlier published figures as a query and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from domain.base import DomainEvent
from domain.goal.codes import TargetUnit
from domain.published_figure.events import PublishedFigureEvent, PublishedValue
from domain.published_figure.published_figure import Printed, PublishedFigure
from projections.json_values import as_json

HEADINGS: Mapping[str, str] = {
    "published_figure.entered": "Tidigare publicerad uppgift inskriven",
    "published_figure.corrected": "Tidigare publicerad uppgift rättad",
    "published_figure.withdrawn": "Tidigare publicerad uppgift återtagen",
}
FIELD_LABELS: Mapping[str, str] = {
    "period": "Period",
    "figure_unit": "Uppgiftens måttenhet",
    "figure": "Publicerat värde",
    "numerator": "Täljare",
    "denominator": "Nämnare",
    "by_gender": "Fördelning på kön",
    "source_document": "Källa",
    "published_on": "Publicerad",
    "remark": "Anmärkning",
}
TEXT_LABELS: Mapping[str, str] = {}


def published_figures(events: Iterable[DomainEvent]) -> list[PublishedFigure]:
    """Every published figure that stands after the events of all of them, by indicator, then unit and period.

    Args:
        events: In the order recorded; what is about something else is passed over.
    """
    found: dict[UUID, PublishedFigure] = {}
    for event in events:
        if isinstance(event, PublishedFigureEvent):
            found.setdefault(event.originator_id, PublishedFigure()).apply(event)
    standing = [figure for figure in found.values() if figure.stands]
    return sorted(standing, key=lambda figure: (figure.indicator, str(figure.unit or ""), figure.period))


def figure_document(figure: PublishedFigure) -> dict[str, Any]:
    """A published figure as JSON: what holds, as it was printed, and what was entered before it was put right."""
    days = figure.days()
    return {
        "figure": as_json(figure.id), "version": figure.version, "indicator": figure.indicator, "unit": as_json(figure.unit),
        "period": figure.period, "from": as_json(days and days.first), "to": as_json(days and days.last),
        **(_said(figure.current) if figure.printed else {}), "recomputable": False,
        "flags": [{"flag": flag.value, "text": flag.swedish} for flag in figure.flags] if figure.printed else [],
        "earlier": [_said(each) for each in figure.printed[:-1]],
        "withdrawn": None if figure.withdrawn is None else figure.withdrawn.reason,
    }


def _said(printed: Printed) -> dict[str, Any]:
    return {
        "figure_unit": printed.figure_unit.value, **_value(printed.figure, printed.figure_unit),
        "by_gender": {each.gender.swedish: _value(each.figure, printed.figure_unit) for each in printed.by_gender},
        "source_document": printed.source_document, "published_on": as_json(printed.published_on), "remark": printed.remark,
        "reason": printed.reason,
    }


def _value(figure: PublishedValue, unit: TargetUnit) -> dict[str, Any]:
    # As printed, so as text: 71 and 71.0 were not the same claim.
    named = "percent" if unit is TargetUnit.PERCENT else "value"
    amount = None if figure.amount is None else format(figure.amount, "f")
    return {named: amount, "numerator": figure.numerator, "denominator": figure.denominator}
