"""What follows on the decision about a Lex Sarah report: the notification to IVO, what came of the measures, and feedback."""

from __future__ import annotations

import base64

from api.writes.write import Write, example_id
from domain.lex_sarah.report import LexSarahReport

_ONE = "/lex-sarah-reports/{report_id}"
_REQUESTS = _ONE + "/ivo-requests"
_MEASURE = _ONE + "/measures/{measure_id}"
_NOTIFIED_ON = "2026-05-21"
_FEEDBACK_ON = "2026-06-03"


def _document(kind: str, title: str) -> dict[str, str]:
    content = base64.b64encode(f"{title} (exempel)".encode()).decode()
    return {"document_kind": kind, "document_title": title, "media_type": "text/plain", "content": content}


def _told(level: str, form: str) -> dict[str, str]:
    return {"feedback_level": level, "feedback_on": _FEEDBACK_ON, "feedback_form": form}


WRITES: tuple[Write, ...] = (
    Write(
        _ONE + "/ivo-notification-decisions", LexSarahReport.decide_ivo_notification, "Besluta om IVO ska anmälas, och av vem",
        {
            "notify_ivo": True, "notifier": "board", "ivo_motivation": "Det är ett allvarligt missförhållande.",
            "delegation": "7.1",
        },
        on=_NOTIFIED_ON,
    ),
    Write(
        _ONE + "/ivo-notifications", LexSarahReport.send_ivo_notification, "Skriv in anmälan till IVO; det som skickades sparas",
        {
            "sent_at": {"on": _NOTIFIED_ON, "at": "11:30:00", "precision": "minute"}, "notified_by": "board",
            "ivo_channel": "e_service", "documents": [_document("notification", "Anmälan"), _document("attachment", "Rapporten")],
        },
        on=_NOTIFIED_ON,
    ),
    Write(
        _ONE + "/ivo-case-numbers", LexSarahReport.state_ivo_case_number, "Skriv in IVO:s diarienummer",
        {"ivo_case_number": "8.7.2-00001/2026"}, on="2026-05-22",
    ),
    Write(
        _ONE + "/ivo-letters", LexSarahReport.take_ivo_letter, "Spara en skrivelse från IVO",
        {
            "letter_received_on": "2026-05-22", "letter": "Anmälan är mottagen.",
            "documents": [_document("from_ivo", "Bekräftelse")],
        },
        on="2026-05-22",
    ),
    Write(
        _REQUESTS, LexSarahReport.take_ivo_request, "Skriv in att IVO begär komplettering",
        {"requested_on": "2026-05-25", "answer_due_on": "2026-06-05", "ivo_request": "Skicka rutinen för ersättare."},
        new_ids=("request_id",), on="2026-05-25",
    ),
    Write(
        _ONE + "/ivo-deadlines", LexSarahReport.move_ivo_deadline, "Skriv in att IVO har ändrat sista dagen",
        {
            "request_id": example_id(_REQUESTS, "request_id"), "answer_due_on": "2026-06-12", "told_on": "2026-05-26",
            "ivo_answer": "Anstånd en vecka.",
        },
        on="2026-05-26",
    ),
    Write(
        _ONE + "/ivo-supplements", LexSarahReport.send_ivo_supplement, "Skriv in en komplettering till IVO; den sparas",
        {
            "sent_at": {"on": "2026-06-01"}, "ivo_channel": "e_service",
            "answered_requests": [example_id(_REQUESTS, "request_id")],
            "documents": [_document("investigation", "Utredningen"), _document("supplement", "Rutinen")],
        },
        on="2026-06-01",
    ),
    Write(
        _ONE + "/feedback", LexSarahReport.give_feedback, "Skriv in en återföring",
        _told("reporter", "talk"), on=_FEEDBACK_ON,
        more={
            "unit-manager": _told("unit_manager", "writing"), "work-group": _told("work_group", "workplace_meeting"),
            "management-group": _told("management_group", "management_meeting"),
        },
    ),
    Write(
        _ONE + "/feedback-omissions", LexSarahReport.omit_feedback, "Motivera varför en nivå inte får återföring",
        {"feedback_level": "other_units", "omission_motivation": "Väntar på IVO:s beslut."}, on=_FEEDBACK_ON,
    ),
    Write(
        _ONE + "/lessons", LexSarahReport.share_lesson, "Dela lärdomen med andra enheter, utan någons identitet",
        {
            "lesson": "Utse ersättare före ledigheten, inte under den.", "shared_with": "Avdelningens alla enheter",
            "shared_on": "2026-06-04", "feedback_form": "management_meeting",
        },
        on="2026-06-04",
    ),
    Write(
        _ONE + "/unneeded-measures", LexSarahReport.need_no_measure, "Motivera varför inga fler åtgärder behövs",
        {"no_measure_motivation": "Skrivaren töms redan varje kväll."}, on="2026-06-04", of="simplified",
    ),
    Write(
        _MEASURE + "/completions", LexSarahReport.complete_measure, "Skriv in att en åtgärd är genomförd, och vad som visar det",
        {"done_on": "2026-05-29", "measure_evidence": "Rutinen gäller i version 2."}, on="2026-06-05",
    ),
    Write(
        _ONE + "/ivo-decisions", LexSarahReport.take_ivo_decision, "Skriv in IVO:s beslut",
        {
            "ivo_decided_on": "2026-06-10", "decision_received_on": "2026-06-12", "ivo_outcome": "no_remark",
            "ivo_reference": "8.7.2-00001/2026-5", "ivo_decision": "Nämnden har gjort det som krävs.",
            "documents": [_document("from_ivo", "Beslut")],
        },
        on="2026-06-12",
    ),
    Write(
        _MEASURE + "/effects", LexSarahReport.check_measure_effect, "Följ upp om en åtgärd hjälpte",
        {"effect_seen_on": "2026-06-29", "lex_sarah_effect": "verified", "effect_text": "Alla lediga hade ersättare."},
        on="2026-06-29",
    ),
)
