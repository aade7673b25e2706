"""What may be written: how the case came to the unit: referral, first contact, queue, first visits and need."""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.case.case import Case

_INTAKES = "/cases/{case_id}/intakes"
_OFFERED_TIMES = "/cases/{case_id}/offered-times"
_QUEUE = "/cases/{case_id}/queue-placements"
_INTAKE_ID = example_id(_INTAKES)

WRITES: tuple[Write, ...] = (
    Write(
        _INTAKES, Case.receive_intake, "Registrera en begäran om hjälp",
        {
            "route": "own_application", "request_source": "person", "subject": "client", "needs_tested": True,
            "requested_on": "2026-03-02", "channel": "telephone", "reason_codes": ["spel"], "own_words": "Jag vill sluta spela.",
        },
        more={
            "har_väntat_länge": {
                "route": "own_application", "request_source": "person", "subject": "client", "needs_tested": True,
                "requested_on": "2025-08-25", "channel": "letter", "own_words": "Jag söker fler samtal.",
            },
        },
    ),
    Write(
        "/cases/{case_id}/commissioned-assignments", Case.receive_assignment, "Registrera uppdraget från uppdragsgivaren",
        {
            "intake_id": _INTAKE_ID, "received_on": "2026-03-10", "commissioner_name": "socialsekreterare Sara Låtsas",
            "assignment_text": "Tolv samtal om spel enligt beslut.", "assignment_aims": ["Spela mindre."],
            "commissioner_reference": "B 2026-17", "from_date": "2026-03-16", "to_date": "2026-08-31",
            "report_back_on": "2026-06-15",
        },
    ),
    Write(
        "/cases/{case_id}/first-contacts", Case.record_first_contact, "Registrera första kontakten efter en begäran",
        {
            "intake_id": _INTAKE_ID, "occurred": {"on": "2026-03-03", "at": "09:15", "precision": "minute"},
            "channel": "telephone", "contact_with": "client", "right_to_apply_told": True,
        },
    ),
    Write(
        "/cases/{case_id}/allocations", Case.allocate_case, "Fördela en begäran till ett team",
        {"intake_id": _INTAKE_ID, "allocated_on": "2026-03-03", "team_name": "KBT-teamet"},
    ),
    Write(
        _OFFERED_TIMES, Case.offer_time, "Registrera att en tid erbjöds",
        {
            "intake_id": _INTAKE_ID, "offered_on": "2026-03-04", "kind": "conversation",
            "offered_for": {"on": "2026-03-16", "at": "13:30", "precision": "minute"},
        },
    ),
    Write(
        "/cases/{case_id}/offered-time-answers", Case.answer_offered_time, "Registrera svaret på en erbjuden tid",
        {"offer_id": example_id(_OFFERED_TIMES), "answered_on": "2026-03-05", "answer": "accepted"},
    ),
    Write(
        _QUEUE, Case.place_in_queue, "Placera i kö till en första tid",
        {
            "intake_id": _INTAKE_ID, "queued_on": "2026-03-03", "wait_reason": "Inga lediga tider före mitten av mars.",
            "informed_of_wait": True, "expected_on": "2026-03-16",
        },
    ),
    Write(
        "/cases/{case_id}/queue-calls", Case.record_queue_call, "Registrera ett kösamtal",
        {
            "queue_id": example_id(_QUEUE), "occurred": {"on": "2026-03-09"}, "reached": True, "acute_need": "no",
            "call_finding": "Kan vänta till den tid som är erbjuden.",
        },
    ),
    Write(
        "/cases/{case_id}/queue-exits", Case.leave_queue, "Avsluta väntan i kö",
        {"queue_id": example_id(_QUEUE), "queue_left_on": "2026-03-16", "outcome": "offered"},
    ),
    Write(
        "/cases/{case_id}/need-categories", Case.categorise_need, "Ange behovskategori på en överenskommen skala",
        {
            "categorised_on": "2026-03-16", "need_category": "medel", "need_grounds": "Arbetar, men skulderna växer.",
            "scale": {
                "scale_name": "Behovsgrad", "scale_version": "2", "agreed_with": "Vuxenenheten", "agreed_on": "2026-01-15",
                "need_categories": ["litet", "medel", "stort"],
            },
        },
    ),
)
