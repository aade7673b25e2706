"""The words of the stream `report`."""

from __future__ import annotations

from collections.abc import Mapping

HEADINGS: Mapping[str, str] = {
    "report.started": "Rapport påbörjad",
    "report.result_assessed": "Resultat bedömt",
    "report.submitted": "Rapport inlämnad",
    "report.withdrawn": "Rapport återtagen",
    "report.published": "Rapport publicerad",
}
FIELD_LABELS: Mapping[str, str] = {
    "period": "Period",
    "data_cutoff": "Brytdag",
    "prepared_by": "Rapporten görs av",
    "supplements": "Kompletterar",
    "fulfilment": "Måluppfyllelse",
    "deviation": "Avvikelse",
    "analysis": "Analys",
    "forecast": "Prognos",
    "carried_along": "Tas med",
    "changed_target": "Ändrat målvärde",
    "target_changed_because": "Varför målvärdet ändrades",
    "size": "Bygger på antal händelser",
    "figures": "Siffror",
    "submitted_by": "Lämnad in av",
    "small_cell_min": "Minsta tal som visas",
    "published_figures": "Publicerade siffror",
    "published_to": "Publicerad i",
}
TEXT_LABELS: Mapping[str, str] = {}
