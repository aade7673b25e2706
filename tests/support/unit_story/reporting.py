"""The first tertial's report: begun, assessed, handed in, published, and later added to with what had been put right."""

from __future__ import annotations

from typing import Any

from tests.support.unit_story.cast import KARIN, UNIT, Pens
from tests.support.unit_story.planning import percent

_BY = "Biträdande enhetschefen"


def tell_reporting(pens: Pens) -> None:
    """April to September 2025."""
    _tell_month(pens)
    _tell_tertial(pens)


def _tell_month(pens: Pens) -> None:
    month = pens.report("rapporten för mars")
    month.write("2025-04-07 09:00", KARIN, "start", report_id="rapporten för mars", unit=UNIT, period="2025-03",
                data_cutoff="2025-03-31", prepared_by=_BY)
    month.write("2025-04-08 09:00", KARIN, "withdraw", reason="Månaden redovisas i tertialrapporten.")


def _tell_tertial(pens: Pens) -> None:
    report, more = pens.report("tertialrapporten"), pens.report("kompletteringen")
    whole: dict[str, Any] = {"unit": UNIT, "period": "2025-T1", "prepared_by": _BY}
    assessed: dict[str, Any] = {
        "indicator": "kbt.closed_as_planned", "fulfilment": "partial", "forecast": "full",
        "deviation": "Ett avbrott i april.", "analysis": "Kvällstider saknas.", "carried_along": "Prova kvällsmottagning.",
    }
    report.write("2025-05-05 09:00", KARIN, "start", report_id="tertialrapporten", data_cutoff="2025-04-30", **whole)
    report.write("2025-05-06 09:00", KARIN, "assess", **assessed, changed_target=percent("75"),
                 target_changed_because="Nämnden sänkte målet i april när en tjänst drogs in.")
    report.write("2025-05-09 14:00", KARIN, "submit", submitted_by="Enhetschefen")
    report.write("2025-05-22 10:00", KARIN, "publish", published_to="Nämndens handlingar den 22 maj")
    more.write("2025-09-08 09:00", KARIN, "start", report_id="kompletteringen", data_cutoff="2025-08-31",
               supplements="tertialrapporten", **whole)
    more.write("2025-09-08 09:30", KARIN, "assess", **assessed | {"fulfilment": "none"})
    more.write("2025-09-08 10:00", KARIN, "submit", submitted_by="Enhetschefen")
