"""The words of the stream `indicator_definition`, and what a board measures as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.indicator_definition.events import MeasuringEnded, SeriesBreakNoted, TargetSet
from domain.indicator_definition.history import IndicatorHistory, Version
from domain.indicators.definition import Indicator
from domain.indicators.judging import own_target
from projections.areas.adopted_version import version_document
from projections.goals import number_text
from projections.json_values import as_json

HEADINGS: Mapping[str, str] = {
    "indicator_definition.adopted": "Indikatordefinition antagen",
    "indicator_definition.measuring_ended": "Mätningen av en indikator avslutad",
    "indicator_definition.series_break_noted": "Brott i en tidsserie noterat",
    "indicator_definition.target_set": "Målvärde satt",
    "indicator_definition.withdrawn": "Indikatorbeslut återtaget",
}
FIELD_LABELS: Mapping[str, str] = {
    "indicator_version": "Version",
    "definition": "Definition",
    "broken_from": "Ny serie från och med",
}
TEXT_LABELS: Mapping[str, str] = {}


def indicators_document(history: IndicatorHistory, day: date) -> list[dict[str, Any]]:
    """Every indicator that there is or has been, as JSON: what holds on a day with its meaning, then everything decided."""
    return [_indicator(history, each, day) for each in history.ids]


def _indicator(history: IndicatorHistory, indicator_id: str, day: date) -> dict[str, Any]:
    holding = history.version_on(indicator_id, day)
    return {
        "id": indicator_id,
        "in_force": None if holding is None else _version(holding),
        "versions": [_version(each) for each in history.versions(indicator_id)],
        "shipped_versions": sorted(number for each_id, number in history.shipped if each_id == indicator_id),
        "measuring_ended": [_end(each) for each in history.ends(indicator_id)],
        "series_breaks": [series_break_document(each) for each in history.breaks_of(indicator_id)],
        "targets": [_target(each) for each in history.targets if each.indicator == indicator_id],
    }


def _version(version: Version) -> dict[str, Any]:
    definition = version.definition
    return version_document(
        version.number, version.adopted, None if definition is None else definition.text,
        why_not=("cannot_be_evaluated", version.why_not), says=None if definition is None else _says(definition.indicator),
    )


def _says(indicator: Indicator) -> dict[str, Any]:
    return {
        "name": indicator.name, "meaning": indicator.meaning, "source": indicator.source,
        "activities": list(indicator.activities), "unit_of_count": indicator.unit_of_count.value, "kind": indicator.kind.value,
        "breakdown": indicator.breakdown.value, "missing": indicator.missing,
        "direction": None if indicator.direction is None else indicator.direction.value,
        "target": as_json(own_target(indicator)),
        "min_coverage": None if indicator.min_coverage is None else number_text(indicator.min_coverage),
    }


def series_break_document(each: SeriesBreakNoted) -> dict[str, Any]:
    """A break in a series, as JSON."""
    return {"decision": as_json(each.originator_id), "from": as_json(each.broken_from), "reason": each.reason}


def _end(each: MeasuringEnded) -> dict[str, Any]:
    return {
        "decision": as_json(each.originator_id), "takes_effect_on": as_json(each.takes_effect_on), "reason": each.reason
    }


def _target(each: TargetSet) -> dict[str, Any]:
    return {
        "decision": as_json(each.originator_id), "takes_effect_on": as_json(each.takes_effect_on),
        "target": as_json(each.target), "adopted_by": each.adopted_by, "reason": each.reason,
    }
