"""What may be written about a deviation (sv. *avvikelse*)."""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.deviation.deviation import Deviation

_PATH = "/deviations"
_ONE = _PATH + "/{deviation_id}"
_SMALL, _KNOWN = "small", "known"
"""Further examples of the stream: one that needs no remedy, and one about an event that is reported already."""
_DAY = "2026-06-30"
"""Of the reports of Lex Sarah before it in the table: the simulated clock does not go back."""
_REPORTED = {
    "unit": example_id("/units", "unit_id"), "noticed_at": {"on": _DAY}, "occurred": {"on": "2026-06-26"},
    "deviation_text": "Två besök var bokade i samma rum, så det ena fick flyttas.", "deviation_areas": ["environment"],
    "case_ids": [example_id("/cases", "case_id")], "deviation_done_at_once": "Klienten fick en tid dagen efter.",
    "reporter_shown": True,
}
_ASSESSED = {
    "may_be_misconduct": False, "deviation_areas": ["environment", "procedures"],
    "deviation_assessment": "Besöket blev av dagen efter. Ingen har kommit till skada och ingen risk fanns.",
}

WRITES: tuple[Write, ...] = (
    Write(
        _PATH, Deviation.report, "Rapportera en avvikelse", _REPORTED, new_ids=("deviation_id",), begins=True, on=_DAY,
        more={
            _SMALL: {
                "unit": example_id("/units", "unit_id"), "noticed_at": {"on": _DAY}, "occurred": {"on": _DAY},
                "deviation_text": "Skrivaren var trasig en förmiddag.",
            },
            _KNOWN: {**_REPORTED, "deviation_text": "Två veckor i juni saknar anteckningar."},
        },
    ),
    Write(
        _ONE + "/supplements", Deviation.supplement, "Komplettera en avvikelse",
        {"supplement_text": "Samma sak hände i maj."}, on=_DAY,
    ),
    Write(
        _ONE + "/assessments", Deviation.assess, "Bedöm en avvikelse", _ASSESSED, on=_DAY,
        also={_SMALL: {**_ASSESSED, "deviation_areas": ["technology"]}},
    ),
    Write(
        _ONE + "/remedies", Deviation.take_remedy, "Skriv in vad som gjordes åt en avvikelse",
        {"remedied_on": _DAY, "remedy": "Rummen bokas i samma kalender."}, on=_DAY,
        more={"wrong": {"remedied_on": _DAY, "remedy": "Ett rum till hyrs in."}},
    ),
    Write(
        _ONE + "/remedy-strikings", Deviation.strike_remedy, "Stryk en åtgärd som inte stämmer",
        {"entry_id": example_id(_ONE + "/remedies/wrong"), "reason": "Det blev inget av det."}, new_ids=(), on=_DAY,
    ),
    Write(
        _ONE + "/remedy-waivers", Deviation.waive_remedy, "Skriv in varför ingen åtgärd behövs",
        {"no_remedy_motivation": "Skrivaren byts ändå i juli."}, on=_DAY, of=_SMALL,
    ),
    Write(
        _ONE + "/closings", Deviation.close, "Avsluta en avvikelse",
        {"deviation_outcome": "Rummen bokas i en kalender för alla.", "reporter_told_on": _DAY}, on=_DAY,
        also={_SMALL: {
            "deviation_outcome": "Inget ändras.", "no_return_motivation": "Den som rapporterade skrev själv utfallet.",
        }},
    ),
    Write(
        _ONE + "/reopenings", Deviation.reopen, "Återuppta en avslutad avvikelse",
        {"reason": "Det hände igen, och ett barn fick vänta ensamt."}, on=_DAY,
    ),
    Write(
        _ONE + "/escalations", Deviation.escalate, "Lämna en Lex Sarah-rapport om en avvikelse",
        {
            "deviation_escalation": "Ett barn blev utan vuxen i en timme.", "affected": "cases", "noticed_how": "own_observation",
            "noticed_at": {"on": _DAY},
        },
        new_ids=("entry_id", "report_id", "link_id"), on=_DAY,
    ),
    Write(
        _ONE + "/escalations-to-report", Deviation.escalate_to, "För en avvikelse till en Lex Sarah-rapport som redan finns",
        {
            "escalated_report_id": example_id(_ONE + "/escalations", "report_id"),
            "deviation_escalation": "Det är samma händelse som i rapporten.",
        },
        new_ids=("entry_id", "link_id"), on=_DAY, of=_KNOWN, by_manager=True,
    ),
)
