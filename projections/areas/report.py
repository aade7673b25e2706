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
    "public_figures": "Publicerade siffror",
    "published_to": "Publicerad i",
    "definition": "Definition",
    "indicator_version": "Version",
    "indicator_name": "Indikator",
    "meaning": "Vad som räknas",
    "counted_in": "Räknad i",
    "eligible": "Berörda",
    "denominator": "Nämnare",
    "numerator": "Täljare",
    "stated_rows": "Fördelning på kön",
    "public_rows": "Offentlig fördelning på kön",
    "rest_suppressed": "Övriga visas inte",
    "stated_missing": "Bortfall",
    "missing_because": "Varför det saknas",
    "missing_count": "Antal som saknas",
    "shown_value": "Visat värde",
    "exact_value": "Exakt värde",
}
TEXT_LABELS: Mapping[str, str] = {}
