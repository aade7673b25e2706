"""What may be written: requests for public records that are about no one known case."""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.records_request.records_request import RecordsRequest

_REQUESTS = "/records-requests"
_ONE = _REQUESTS + "/{request_id}"
_ANSWERS = _ONE + "/answers"
_APPEALS = _ONE + "/appeals"
_MANAGER = example_id("/staff/managers", "staff_id")

WRITES: tuple[Write, ...] = (
    Write(
        _REQUESTS, RecordsRequest.receive, "Registrera en begäran om allmän handling",
        {
            "received_on": "2026-03-23", "channel": "written", "unit": example_id("/units", "unit_id"),
            "requested_scope": "Anteckningar om väntetider våren 2026.",
        },
        new_ids=("request_id", "entry_id"), on="2026-03-23", begins=True,
    ),
    Write(
        _ONE + "/reviews", RecordsRequest.review, "Pröva handlingarna för sekretess, uppgift för uppgift",
        {
            "secrecy_reviewed_on": "2026-03-24", "secrecy_reviewer_id": _MANAGER, "harm_test": "reversed",
            "case_ids": [example_id("/cases", "case_id")],
            "rulings": [
                {"of_entry_id": example_id("/cases/{case_id}/offered-times"), "ruling": "kept"},
                {
                    "of_entry_id": example_id("/cases", "case_id"), "content_kind": "identity", "ruling": "masked",
                    "secrecy_ground": "osl_26_1",
                },
            ],
            "assessment": "Det står inte klart att namnet kan röjas utan att den enskilde lider men.",
        },
        on="2026-03-24",
    ),
    Write(
        _ANSWERS, RecordsRequest.decide, "Besvara en begäran om allmän handling",
        {
            "answered_on": "2026-03-24", "decision_level": "authority", "disclosure_outcome": "partly",
            "decision_reasons": "Namnet omfattas av sekretess enligt 26 kap. 1 § OSL.", "answered_by_id": _MANAGER,
            "delegation_reference": "1.5", "appeal_instructions": True, "requester_notified_on": "2026-03-24",
        },
        on="2026-03-24",
    ),
    Write(
        _ONE + "/extracts", RecordsRequest.disclose, "Registrera att allmänna handlingar lämnades ut",
        {
            "decision_id": example_id(_ANSWERS), "disclosed_on": "2026-03-24", "disclosure_form": "paper_copy",
            "fee_kronor": 50,
        },
        on="2026-03-24",
    ),
    Write(
        _APPEALS, RecordsRequest.appeal, "Registrera att beslutet om allmän handling överklagades",
        {"decision_id": example_id(_ANSWERS), "appealed_on": "2026-04-13", "appeal_forwarded_on": "2026-04-14"},
        on="2026-04-14",
    ),
    Write(
        _APPEALS + "/{appeal_id}/settlements", RecordsRequest.settle_appeal, "Registrera hur överklagandet avgjordes",
        {"settled_on": "2026-05-18", "appeal_settlement": "refused", "settled_by_court": "court_of_appeal"},
        on="2026-05-20",
    ),
    Write(
        _ONE + "/strikings", RecordsRequest.strike_step, "Stryka en uppgift om begäran som blev fel",
        {
            "entry_id": example_id(_APPEALS + "/{appeal_id}/settlements"),
            "reason": "Avgörandet gällde en annan begäran.",
        },
        new_ids=(), on="2026-05-20",
    ),
)
