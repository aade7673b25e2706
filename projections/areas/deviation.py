"""The words of the stream `deviation`, a deviation as the register lists it, and what has to be done about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from domain.deviation.events import DeviationRemedied
from domain.deviation.state import DeviationState
from domain.policies import Policy
from projections.json_values import as_json
from projections.outside_duties import OutsideDuty, OutsideDutyKind

HEADINGS: Mapping[str, str] = {
    "deviation.reported": "Avvikelserapport lämnad",
    "deviation.supplemented": "Avvikelse kompletterad",
    "deviation.assessed": "Avvikelse bedömd",
    "deviation.remedied": "Åtgärd efter avvikelse",
    "deviation.remedy_waived": "Ingen åtgärd efter avvikelse",
    "deviation.remedy_struck": "Åtgärd efter avvikelse struken",
    "deviation.closed": "Avvikelse avslutad",
    "deviation.reopened": "Avvikelse återupptagen",
    "deviation.escalated": "Avvikelse blev Lex Sarah-rapport",
}
FIELD_LABELS: Mapping[str, str] = {
    "deviation_reported_on": "Avvikelsen rapporterad",
    "deviation_reporter_name": "Avvikelsen rapporterad av",
    "deviation_reporter_title": "Rapportörens befattning vid enheten",
    "reporter_shown": "Namnet får visas",
    "deviation_text": "Vad avvikelsen gäller",
    "deviation_areas": "Avvikelsens orsaksområden",
    "deviation_done_at_once": "Gjordes genast vid avvikelsen",
    "deviation_assessed_on": "Avvikelsen bedömd",
    "may_be_misconduct": "Kan vara ett missförhållande",
    "deviation_assessment": "Motivering till bedömningen av avvikelsen",
    "remedied_on": "Åtgärdad",
    "remedy": "Åtgärd efter avvikelsen",
    "no_remedy_motivation": "Varför ingen åtgärd behövs",
    "deviation_closed_on": "Avvikelsen avslutad",
    "deviation_outcome": "Vad avvikelsen ledde till",
    "reporter_told_on": "Rapportören fick återkoppling",
    "no_return_motivation": "Varför rapportören inte fick återkoppling",
    "deviation_reopened_on": "Avvikelsen återupptagen",
    "deviation_escalated_on": "Överförd till lex Sarah",
    "deviation_escalation": "Vad som gör det till ett missförhållande",
}
TEXT_LABELS: Mapping[str, str] = {}


def deviation_document(deviation: DeviationState) -> dict[str, Any]:
    """A deviation as JSON. Who reported stands in it only where they have chosen so, and never once it is a Lex Sarah report."""
    reported, assessed, closing, escalated = (
        deviation.reported, deviation.assessed, deviation.closing, deviation.escalated
    )
    assert reported is not None, "a stream that was read has events"
    shows_reporter = reported.reporter_shown and escalated is None
    return {
        "deviation": as_json(deviation.id), "version": deviation.version, "unit": as_json(reported.unit),
        "status": deviation.status.value, "status_in_words": deviation.status.swedish,
        "reported_on": as_json(reported.deviation_reported_on),
        "reported_by": reported.deviation_reporter_name if shows_reporter else None,
        **{name: as_json(getattr(reported, name)) for name in _REPORTED},
        "areas": [{"area": each.value, "area_in_words": each.swedish} for each in deviation.areas],
        "supplements": [
            {"on": as_json(each.supplemented_on), "text": each.supplement_text} for each in deviation.supplements
        ],
        "assessed": None if assessed is None else {
            "on": as_json(assessed.deviation_assessed_on), "may_be_misconduct": assessed.may_be_misconduct,
            "motivation": assessed.deviation_assessment,
        },
        "remedies": [
            {"entry": str(entry_id), "on": as_json(each.remedied_on), "remedy": each.remedy}
            for entry_id, each in deviation.remedies.items() if isinstance(each, DeviationRemedied)
        ],
        "no_remedy": next((
            each.no_remedy_motivation for each in deviation.remedies.values() if not isinstance(each, DeviationRemedied)
        ), None),
        "left": [] if closing or escalated else list(deviation.lacking),
        "closed": None if closing is None else {
            "on": as_json(closing.deviation_closed_on), "outcome": closing.deviation_outcome,
            "reporter_told_on": as_json(closing.reporter_told_on), "not_told_because": closing.no_return_motivation,
        },
        "escalated": None if escalated is None else {
            "on": as_json(escalated.deviation_escalated_on), "lex_sarah_report": str(escalated.escalated_report_id),
        },
    }


_REPORTED = ("noticed_at", "occurred", "occurred_to", "deviation_text", "case_ids", "deviation_done_at_once")


def deviation_duties(deviation: DeviationState, policy: Policy) -> Iterator[OutsideDuty]:
    """What waits: the assessment, then the report or the closing."""
    reported, assessed = deviation.reported, deviation.assessed
    if deviation.id is None or reported is None or deviation.closing is not None or deviation.escalated is not None:
        return
    since = reported.deviation_reported_on
    kind, days = OutsideDutyKind.CLOSE_DEVIATION, policy.deviation_closing_days
    if assessed is None:
        kind, days = OutsideDutyKind.ASSESS_DEVIATION, policy.deviation_assessment_days
    elif assessed.may_be_misconduct:
        # The law says at once of what may be a wrong, from the day that somebody said so.
        kind, since, days = OutsideDutyKind.ESCALATE_DEVIATION, assessed.deviation_assessed_on, 0
    yield OutsideDuty(
        kind, "deviations", deviation.id, reported.unit, since, since + timedelta(days=days),
        kind is OutsideDutyKind.ESCALATE_DEVIATION,
    )
