"""What may be written: formal decisions, what became of them, and appeals."""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.case.case import Case

_DECISIONS = "/cases/{case_id}/decisions"
_APPEALS = "/cases/{case_id}/appeals"
_REQUESTS = "/cases/{case_id}/decision-requests"
_LONG_WAITING = example_id("/cases/{case_id}/intakes/har_väntat_länge")
_DECISION_ID = example_id(_DECISIONS)
_APPEAL_ID = example_id(_APPEALS)

WRITES: tuple[Write, ...] = (
    Write(
        _DECISIONS, Case.make_decision, "Registrera ett beslut, eller ett som ersätter ett tidigare",
        {
            "decided_on": "2025-09-08", "outcome": "partly_granted", "favourable": True, "legal_ground": "SoL 11:1",
            "decision_text": "Tolv samtal om spel beviljas. Ansökan om tjugo samtal avslås i övrigt.",
            "decision_grounds": "Tolv samtal räcker för att nå målen.", "decider_id": example_id("/staff", "staff_id"),
            "delegation_reference": "4.2.1", "from_date": "2025-09-15", "to_date": "2026-02-27",
            "follow_up_on": "2026-01-12", "appealable": True,
            "communicated": {"material_sent_on": "2025-08-29", "material_manner": "letter"},
            "party_reply": "Jag vill ha tjugo samtal.",
        },
        more={
            "avslår_begäran_om_avgörande": {
                "decided_on": "2026-03-13", "outcome": "refused", "favourable": False, "legal_ground": "FL 12 §",
                "decision_text": "Begäran om att ansökan ska avgöras avslås.",
                "decision_grounds": "Läkarens utlåtande behövs och väntas inom kort.",
                "decider_id": example_id("/staff", "staff_id"), "delegation_reference": "1.7", "appealable": True,
            },
        },
    ),
    Write(
        "/cases/{case_id}/decision-notices", Case.communicate_decision, "Registrera att en part underrättades om ett beslut",
        {
            "decision_id": _DECISION_ID, "notified_on": "2025-09-08", "notice_manner": "letter", "decision_party": "client",
            "appeal_instructions": True, "reached_on": "2025-09-10",
        },
    ),
    Write(
        "/cases/{case_id}/decision-executions", Case.execute_decision, "Registrera att ett beslut verkställs, eller avbrott",
        {"decision_id": _DECISION_ID, "step_on": "2025-09-15", "execution_step": "started"},
    ),
    Write(
        "/cases/{case_id}/non-execution-reports", Case.report_non_execution,
        "Registrera att ett ej verkställt beslut har rapporterats",
        {
            "decision_id": _DECISION_ID, "non_execution_reported_on": "2026-01-12",
            "unexecuted_receivers": ["supervisor", "auditors"],
        },
    ),
    Write(
        "/cases/{case_id}/decision-follow-ups", Case.follow_up_decision, "Följ upp ett beslut",
        {
            "decision_id": _DECISION_ID, "followed_up_on": "2026-01-12", "conclusion": "continues",
            "follow_up_finding": "Spelar mindre och kommer till samtalen.", "follow_up_view": "Samtalen hjälper.",
            "follow_up_on": "2026-02-23",
        },
    ),
    Write(
        "/cases/{case_id}/decision-clerical-errors", Case.correct_clerical_error, "Rätta ett skrivfel i ett beslut",
        {
            "decision_id": _DECISION_ID, "error_corrected_on": "2025-09-12", "text_before": "om tjugo samtal",
            "text_after": "om tjugofem samtal", "party_heard": True,
        },
    ),
    Write(
        _APPEALS, Case.receive_appeal, "Registrera ett överklagande",
        {
            "decision_id": _DECISION_ID, "received_on": "2025-09-29", "decision_party": "client",
            "appeal_text": "Jag vill ha tjugofem samtal.",
        },
    ),
    Write(
        "/cases/{case_id}/appeal-measures", Case.handle_appeal, "Avvisa, ompröva eller överlämna ett överklagande",
        {
            "appeal_id": _APPEAL_ID, "handled_on": "2025-10-02", "appeal_measure": "forwarded",
            "measure_grounds": "Inget nytt har kommit fram.",
        },
    ),
    Write(
        "/cases/{case_id}/appeal-rulings", Case.record_ruling, "Registrera en domstols avgörande",
        {
            "appeal_id": _APPEAL_ID, "judged_on": "2026-03-10", "court": "administrative_court",
            "court_outcome": "appeal_refused", "decision_stands": True, "court_case_number": "1234-25",
            "ruling_text": "Förvaltningsrätten avslår överklagandet.",
        },
    ),
    Write(
        "/cases/{case_id}/delay-notices", Case.tell_of_delay, "Registrera att den enskilde underrättades om en försening",
        {
            "intake_id": _LONG_WAITING, "told_of_delay_on": "2025-12-01",
            "delay_reason": "Utredningen väntar på läkarens utlåtande.",
        },
    ),
    Write(
        _REQUESTS, Case.request_decision, "Registrera en begäran om att en ansökan ska avgöras",
        {"intake_id": _LONG_WAITING, "received_on": "2026-03-02"},
    ),
    Write(
        _REQUESTS + "/{decision_request_id}/refusal", Case.refuse_decision_request, "Registrera beslutet att avslå begäran",
        {"decision_id": example_id(_DECISIONS + "/avslår_begäran_om_avgörande")},
    ),
)
