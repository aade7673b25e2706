"""What may be written: plans of external providers, asked for and received."""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.case.case import Case

_REQUESTS = "/cases/{case_id}/external-plan-requests"

WRITES: tuple[Write, ...] = (
    Write(
        _REQUESTS, Case.request_external_plan, "Begär en plan från en extern utförare",
        {"provider_name": "Stödboendet Påhittet", "requested_on": "2026-03-02", "external_plan_due_on": "2026-03-09"},
    ),
    Write(
        f"{_REQUESTS}/{{plan_request_id}}/reminders", Case.remind_of_external_plan, "Påminn en extern utförare om planen",
        {"reminded_on": "2026-03-10", "external_plan_due_on": "2026-03-16"},
    ),
    Write(
        f"{_REQUESTS}/{{plan_request_id}}/refusals", Case.record_external_plan_refusal,
        "Registrera att en extern utförare nekar att lämna ut planen",
        {"refused_on": "2026-03-11", "reason": "Utföraren väntar på samtycke från den enskilde."},
    ),
    Write(
        "/cases/{case_id}/external-plans", Case.receive_external_plan, "Ta emot en plan från en extern utförare",
        {
            "plan_request_id": example_id(_REQUESTS), "received_on": "2026-03-16", "readable_by_system": False,
            "established_on": "2026-02-23", "individual_took_part": True, "document_reference": "Inskannad, bilaga 2",
        },
    ),
)
