"""What is told to those affected, and done at once, before the investigation of a Lex Sarah report is complete."""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.lex_sarah.report import LexSarahReport

_STAFF = example_id("/staff", "staff_id")
_CASE = example_id("/cases", "case_id")
_ONE = "/lex-sarah-reports/{report_id}"
_MEASURES = _ONE + "/measures"
_DAY = "2026-04-23"

_PLANNED = {
    "measure_kind": "preventive", "measure": "Ersättare utses innan någon är ledig.", "addressed_areas": ["procedures"],
    "measure_owner_id": _STAFF, "measure_last_day": "2026-05-29",
    "verification": "Ingen ledighet utan ersättare i granskningen i juni.", "effect_due_on": "2026-06-30",
}

WRITES: tuple[Write, ...] = (
    Write(
        _ONE + "/immediate-measures", LexSarahReport.take_immediate_measure, "Skriv in vad som gjordes genast",
        {
            "taken_at": {"on": "2026-04-20", "at": "13:00:00", "precision": "minute"},
            "measure": "Klienten ringdes upp och fick en ny tid.", "taken_by_role": "biträdande enhetschef",
            "for_case_ids": [_CASE], "risk_removed": "no", "remaining_risk": "Fler lediga saknar ersättare.",
        },
        on=_DAY,
    ),
    Write(
        _ONE + "/uninformed-individuals", LexSarahReport.leave_individual_uninformed,
        "Motivera varför den enskilde inte informeras",
        {"about_case_id": _CASE, "not_told_motivation": "Klienten har bett om att få vänta till nästa vecka."}, on=_DAY,
    ),
    Write(
        _ONE + "/informed-individuals", LexSarahReport.inform_individual,
        "Skriv in att den enskilde är informerad, och vad hen själv berättar",
        {
            "about_case_id": _CASE, "told_on": _DAY, "told_who": ["individual"], "told_how": "meeting", "told_by_id": _STAFF,
            "individual_account": "Jag trodde att ni hade avslutat mig.",
        },
        on=_DAY,
    ),
    Write(
        _ONE + "/unlinked-records", LexSarahReport.leave_record_unlinked, "Motivera varför akten saknar anteckning",
        {"about_case_id": _CASE, "no_link_motivation": "Den skrivs när den enskilde är informerad."}, on=_DAY,
    ),
    Write(
        _ONE + "/record-links", LexSarahReport.link_record, "Koppla rapporten till anteckningen i akten",
        {"about_case_id": _CASE, "record_entry_id": example_id("/cases/{case_id}/deviation-notes")}, on=_DAY,
    ),
    Write(
        _ONE + "/unknown-individuals", LexSarahReport.settle_unknown_individuals,
        "Skriv in vad som gjorts för att ta reda på vilka fler som berörs",
        {"unknown_motivation": "Schemat hade inga klienters namn."}, on=_DAY, of="simplified",
    ),
    Write(
        _MEASURES, LexSarahReport.plan_measure, "Planera en åtgärd, med ansvarig, sista dag och hur effekten ska visa sig",
        _PLANNED, new_ids=("measure_id",), on=_DAY, more={"unneeded": {**_PLANNED, "measure": "Daglig kontroll av journalerna."}},
    ),
    Write(
        f"{_MEASURES}/{{measure_id}}/due-changes", LexSarahReport.change_measure_due, "Ändra en åtgärds tid",
        {"measure_last_day": "2026-06-05", "effect_due_on": "2026-06-30", "reason": "Rutinen ska förhandlas."}, on=_DAY,
    ),
    Write(
        _ONE + "/dropped-measures", LexSarahReport.drop_measure, "Avsluta en åtgärd med motivering",
        {
            "measure_id": example_id(f"{_MEASURES}/unneeded", "measure_id"),
            "drop_motivation": "Reglerna granskar redan alla journaler varje vecka.",
        },
        on=_DAY,
    ),
)
