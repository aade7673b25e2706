"""What may be written: extracts to the individual and requests for records about one case."""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.case.case import Case

_REQUESTS = "/cases/{case_id}/disclosure-requests"
_ANSWERS = _REQUESTS + "/{request_id}/answers"
_APPEALS = "/cases/{case_id}/disclosure-appeals"
_MANAGER = example_id("/staff/managers", "staff_id")
_NOTE = example_id("/cases/{case_id}/notes", "note_id")

WRITES: tuple[Write, ...] = (
    Write(
        _REQUESTS, Case.request_disclosure, "Registrera att någon begär att få ta del av akten",
        {
            "received_on": "2026-03-24", "channel": "written", "disclosure_kind": "party_access", "requester": "individual",
            "requester_name": "Klara Påhittad", "requested_scope": "Journalen från mars 2026.",
        },
        on="2026-03-24",
    ),
    Write(
        _REQUESTS + "/{request_id}/reviews", Case.review_secrecy, "Pröva akten för sekretess, uppgift för uppgift",
        {
            "secrecy_reviewed_on": "2026-03-25", "secrecy_reviewer_id": _MANAGER, "harm_test": "party",
            "rulings": [
                {"of_entry_id": example_id("/cases", "case_id"), "ruling": "kept"},
                {"of_entry_id": _NOTE, "ruling": "kept"},
                {"of_entry_id": _NOTE, "content_kind": "child_view", "ruling": "masked", "secrecy_ground": "osl_10_3"},
            ],
            "assessment": "Barnet har bett att det inte ska berättas och kan fara illa av det.",
        },
        on="2026-03-25",
    ),
    Write(
        _ANSWERS, Case.decide_disclosure, "Besvara en begäran om att få ta del av akten",
        {
            "answered_on": "2026-03-25", "decision_level": "authority", "disclosure_outcome": "partly",
            "decision_reasons": "Det är av synnerlig vikt för barnet att uppgiften inte röjs.", "answered_by_id": _MANAGER,
            "delegation_reference": "1.4", "appeal_instructions": True, "told_otherwise": True,
            "requester_notified_on": "2026-03-25",
        },
        on="2026-03-25",
    ),
    Write(
        "/cases/{case_id}/disclosed-extracts", Case.disclose_extract, "Registrera att ett utdrag ur akten lämnades ut",
        {
            "decision_id": example_id(_ANSWERS), "disclosed_on": "2026-03-26", "recipient_name": "Klara Påhittad",
            "disclosure_basis": "fl_10", "disclosure_form": "paper_copy", "identity_check": "id_shown",
        },
        on="2026-03-26",
    ),
    Write(
        _APPEALS, Case.appeal_disclosure, "Registrera att svaret på en begäran överklagades",
        {"decision_id": example_id(_ANSWERS), "appealed_on": "2026-04-13", "appeal_forwarded_on": "2026-04-14"},
        on="2026-04-14",
    ),
    Write(
        _APPEALS + "/{appeal_id}/settlements", Case.settle_disclosure_appeal, "Registrera hur ett överklagande avgjordes",
        {
            "settled_on": "2026-05-18", "appeal_settlement": "refused", "settled_by_court": "court_of_appeal",
            "settlement_text": "Kammarrätten avslår överklagandet.",
        },
        on="2026-05-20",
    ),
)
