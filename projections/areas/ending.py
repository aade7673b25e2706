"""The words and the document of an area: the end of a treatment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.case.case import Case
from projections.entry_json import optional_entry_as_json
from projections.json_values import as_json

HEADINGS: Mapping[str, str] = {
    "case.closing_documented": "Avslutet dokumenterat",
    "case.returned_after_interruption": "Åter efter avbrott",
}
FIELD_LABELS: Mapping[str, str] = {
    "closing_number": "Avslut nummer",
    "closing_documented_on": "Avslutet dokumenterat",
    "ending_kind": "Planerat eller oplanerat",
    "interruption_cause": "Orsak till avbrott",
    "home_at_closing": "Boende vid avslut",
    "goal_attainment": "Måluppfyllelse",
    "goal_outcomes": "Måluppfyllelse per mål",
    "no_own_view_cause": "Varför egen uppfattning saknas",
    "remaining_need": "Kvarstående behov av insats",
    "reported_to_commissioner_on": "Återrapporterat till uppdragsgivaren",
    "reporting_manner": "Återrapporterat genom",
    "referrals": "Hänvisad vidare till",
    "returned_on": "Åter",
    "days_away": "Dagar sedan avslutet",
    "same_problem": "Samma problem",
}
TEXT_LABELS: Mapping[str, str] = {}


def document(case: Case) -> dict[str, Any]:
    """The area as it stands, as JSON: every closing with its documentation and the return after it.

    `documented` is None for a closing that nobody has documented.
    """
    closings = [(number, span.last) for number, span in enumerate(case.open_spans, 1) if span.last is not None]
    return {
        "closings": [
            {
                "closing_number": number, "closed_on": as_json(closed_on),
                "documented": optional_entry_as_json(case.ending.documented.get(number), "closing_number"),
                "returned": optional_entry_as_json(case.ending.returns.get(number), "closing_number"),
            }
            for number, closed_on in reversed(closings)
        ],
    }
