"""What may be written in the stream `report`."""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.report.report import Report

_REPORT = "/reports/{report_id}"

WRITES: tuple[Write, ...] = (
    Write(
        "/reports", Report.start, "Påbörja en rapport för en enhet och en period",
        {
            "unit": example_id("/units", "unit_id"), "period": "2026-T1", "data_cutoff": "2026-03-31",
            "prepared_by": "Biträdande enhetschefen",
        },
        new_ids=("report_id",), begins=True, on="2026-04-09",
        more={
            "month": {
                "unit": example_id("/units", "unit_id"), "period": "2026-03", "data_cutoff": "2026-03-31",
                "prepared_by": "Biträdande enhetschefen",
            },
        },
    ),
    Write(
        f"{_REPORT}/assessments", Report.assess, "Bedöm ett resultat",
        {
            "indicator": "all.clients", "fulfilment": "partial", "deviation": "Färre ärenden än väntat.",
            "analysis": "Två tjänster har varit vakanta.", "forecast": "full", "carried_along": "Planera sommaren tidigare.",
        },
        new_ids=(), on="2026-04-09",
    ),
    Write(
        f"{_REPORT}/submission", Report.submit, "Lämna in rapporten; siffrorna räknas och fryses",
        {"submitted_by": "Enhetschefen"}, new_ids=(), on="2026-04-10",
    ),
    Write(
        f"{_REPORT}/publication", Report.publish, "Publicera rapporten utan små tal",
        {"published_to": "Nämndens handlingar i april"}, new_ids=(), on="2026-04-20",
    ),
    Write(
        f"{_REPORT}/withdrawal", Report.withdraw, "Återta en rapport som inte är inlämnad",
        {"reason": "Månaden redovisas i tertialrapporten."}, new_ids=(), on="2026-04-20", of="month",
    ),
)
