"""The report of the first tertial of 2026 (sv. *tertialrapport*): handed in and published in May, and never changed since.

What it states was counted when the demo was made, from what the demo had recorded by the end of April; a test counts it again.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from adapters.demo.casefile import Town
from adapters.demo.cast import POLICY, UNIT_NAME
from adapters.demo.luck import Luck
from adapters.demo.office import write
from adapters.demo.steering import percent
from adapters.indicator_files import shipped_definitions
from domain.indicators.period import parse_period
from domain.indicators.text import read_definition
from domain.report.figures import Publication, StatedFigure, Statement
from domain.report.report import Report
from projections.external import external_figures
from projections.report_document import figure_of

COUNTED = Path(__file__).with_name("first_tertial.json")
"""The figures, by indicator, without what the definition says."""
PERIOD, CUTOFF = "2026-T1", date(2026, 4, 30)
_BY = "Biträdande enhetschefen"
_ASSESSED: tuple[dict[str, Any], ...] = (
    {"indicator": "all.plan_participation", "fulfilment": "full", "forecast": "full",
     "analysis": "Planen skrivs tillsammans vid det tredje besöket."},
    {"indicator": "all.interrupted", "fulfilment": "partial", "forecast": "partial",
     "deviation": "Fler avbrott än i fjol, de flesta i början.", "analysis": "Väntan efter det första besöket är för lång.",
     "carried_along": "Boka tre tider från början."},
    {"indicator": "fng.rating_offered", "fulfilment": "partial", "forecast": "full", "changed_target": percent(80),
     "target_changed_because": "Nya medarbetare lär sig skattningarna under våren."},
)


def tell_reported(town: Town) -> None:
    """Begin, assess, hand in and publish it."""
    luck, karin, report, unit = Luck("tertialrapporten"), town.cast.staff["karin"], Report(), town.cast.units[UNIT_NAME]
    write(town, date(2026, 5, 4), "09:00", karin, report, report.start, {
        "report_id": luck.uuid(), "unit": unit, "period": PERIOD, "data_cutoff": CUTOFF, "prepared_by": _BY,
    }, known={"others": lambda: ()})
    for assessed in _ASSESSED:
        write(town, date(2026, 5, 6), "13:20", karin, report, report.assess, assessed)
    write(town, date(2026, 5, 8), "15:30", karin, report, report.submit, {"submitted_by": "Enhetschefen"}, known={
        "stated": lambda report, known_at: Statement(town.chronicle.size_on(CUTOFF), stated_figures()),
    })
    write(town, date(2026, 5, 22), "10:30", karin, report, report.publish, {"published_to": "Nämndens handlingar den 22 maj"},
          known={"publishable": lambda report: _publishable(report, unit)})


def stated_figures() -> tuple[StatedFigure, ...]:
    """What the report states, with the definitions that the program comes with."""
    counted, found = json.loads(COUNTED.read_text("utf-8")), []
    for each in shipped_definitions():
        indicator = each.indicator
        if indicator.id in counted:
            found.append(StatedFigure.model_validate_json(json.dumps({
                **counted[indicator.id], "indicator": indicator.id, "indicator_version": indicator.version,
                "definition": each.text, "indicator_name": indicator.name, "meaning": indicator.meaning,
            })))
    return tuple(sorted(found, key=lambda figure: list(counted).index(figure.indicator)))


def _publishable(report: Report, unit: UUID) -> Publication:
    """The figures of the report, without small cells; nothing had been published before."""
    assert report.submitted is not None, "it is handed in first"
    period = parse_period(PERIOD)
    figures = [
        figure_of(each, read_definition(each.definition).indicator, unit, UNIT_NAME) for each in report.submitted.figures
    ]
    external = external_figures({period: figures}, (), POLICY.small_cell_min)[period]
    public = (each.to_public() for each in external)
    return Publication(POLICY.small_cell_min, tuple(each for each in public if each is not None))
