"""The words and the document of an area: plans of external providers, asked for and received."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.case.case import Case
from domain.case.providers.events import ExternalPlanRequested
from projections.entry_json import entry_as_json, optional_entry_as_json
from projections.json_values import as_json

HEADINGS: Mapping[str, str] = {
    "case.external_plan_requested": "Plan begärd från extern utförare",
    "case.external_plan_reminded": "Extern utförare påmind om plan",
    "case.external_plan_received": "Plan mottagen från extern utförare",
    "case.external_plan_refused": "Extern utförare nekade plan",
}
FIELD_LABELS: Mapping[str, str] = {
    "provider_name": "Utförare",
    "requested_on": "Begärd",
    "external_plan_due_on": "Planen ska ha kommit",
    "reminded_on": "Påmind",
    "received_on": "Inkom",
    "readable_by_system": "Läsbar för systemet",
    "established_on": "Upprättad",
    "individual_took_part": "Delaktig i planen",
    "document_reference": "Handling",
    "refused_on": "Nekad",
    "reason": "Orsak",
}
TEXT_LABELS: Mapping[str, str] = {}


def document(case: Case) -> dict[str, Any]:
    """The area as it stands, as JSON: every request with what came of it, and what came unasked.

    `counted` = a plan has come and can be read; what is not counted is outside an indicator's denominator.
    """
    unasked = [each for each in case.providers.received if each.plan_request_id is None]
    return {
        "requests": [_request(case, each) for each in case.providers.requests.values()],
        "unasked": [{**entry_as_json(each, "plan_request_id"), "counted": each.readable_by_system} for each in unasked],
    }


def _request(case: Case, request: ExternalPlanRequested) -> dict[str, Any]:
    providers = case.providers
    answer = providers.answer_to(request.entry_id)
    refusal = providers.refusals.get(request.entry_id)
    return {
        **entry_as_json(request, "external_plan_due_on"),
        "status": as_json(providers.status_of(request.entry_id)),
        "due_on": as_json(providers.due_on(request.entry_id)),
        "counted": answer is not None and answer.readable_by_system,
        "reminders": [entry_as_json(each, "plan_request_id") for each in providers.reminders_of(request.entry_id)],
        "received": optional_entry_as_json(answer, "plan_request_id", "provider_name"),
        "refused": optional_entry_as_json(refusal, "plan_request_id"),
    }
