"""The words and the document of an area: how the case came to the unit: referral, first contact, queue, first visits and need."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.case.case import Case
from domain.case.intake.events import IntakeReceived, PlacedInQueue, TimeOffered
from domain.case.state import Session
from domain.codes import SessionOutcome
from projections.entry_json import entry_as_json, optional_entry_as_json
from projections.json_values import as_json

HEADINGS: Mapping[str, str] = {
    "case.intake_received": "Begäran kom in",
    "case.assignment_received": "Uppdrag från uppdragsgivaren",
    "case.first_contact_made": "Första kontakten",
    "case.allocated": "Fördelning till team",
    "case.time_offered": "Erbjuden tid",
    "case.offered_time_answered": "Svar på erbjuden tid",
    "case.placed_in_queue": "Placerad i kö",
    "case.queue_call_made": "Kösamtal",
    "case.left_queue": "Ut ur kön",
    "case.need_categorised": "Behovskategori",
}
FIELD_LABELS: Mapping[str, str] = {
    "route": "Väg in",
    "subject": "Gäller",
    "needs_tested": "Behovsprövad",
    "requested_on": "Begärd",
    "channel": "Kontaktväg",
    "request_source": "Kom från",
    "received_from_name": "Vem den kom från",
    "reason_codes": "Anledning",
    "own_words": "Med egna ord",
    "told_by_others": "Berättat av andra",
    "offer_by": "Erbjud tid senast",
    "received_on": "Inkom",
    "commissioner_name": "Uppdragsgivare",
    "assignment_text": "Uppdraget",
    "assignment_aims": "Uppdragets mål",
    "commissioner_reference": "Uppdragsgivarens nummer",
    "from_date": "Från och med",
    "to_date": "Till och med",
    "report_back_on": "Återrapport",
    "occurred": "Hände",
    "contact_with": "Kontakt med",
    "right_to_apply_told": "Informerad om rätten att ansöka",
    "allocated_on": "Fördelad",
    "team_name": "Team",
    "offered_on": "Tiden erbjöds",
    "offered_for": "Tiden gäller",
    "kind": "Slag",
    "answered_on": "Besvarad",
    "answer": "Svar",
    "declined_because": "Varför tiden avböjdes",
    "queued_on": "Första dag i kö",
    "wait_reason": "Orsak till väntan",
    "informed_of_wait": "Informerad om väntan",
    "expected_on": "Tid väntas",
    "next_call_by": "Ring senast",
    "reached": "Nåddes",
    "acute_need": "Akut behov",
    "call_finding": "Bedömning vid kösamtalet",
    "call_measure": "Åtgärd efter kösamtalet",
    "queue_left_on": "Sista dag i kö",
    "outcome": "Utfall",
    "left_because": "Varför väntan slutade",
    "categorised_on": "Behovet bedömt",
    "scale": "Skala",
    "scale_name": "Skalans namn",
    "scale_version": "Skalans version",
    "agreed_with": "Överenskommen med",
    "agreed_on": "Överenskommen",
    "need_categories": "Skalans kategorier",
    "need_category": "Behovskategori",
    "need_grounds": "Skäl till behovskategorin",
}
TEXT_LABELS: Mapping[str, str] = {}


def document(case: Case) -> dict[str, Any]:
    """The area as it stands, as JSON: the need now, who waits, and each request with all that followed it, the latest first."""
    intake = case.intake
    waits = [queue for queue in intake.queues.values() if queue.entry_id not in intake.exits]
    return {
        "need": entry_as_json(intake.needs[-1]) if intake.needs else None,
        "waiting": [_queue(case, queue) for queue in waits],
        "requests": [_request(case, each) for each in reversed(intake.intakes.values())],
        "needs": [entry_as_json(each) for each in reversed(intake.needs)],
    }


def first_held(case: Case, request: IntakeReceived) -> Session | None:
    """The first session held after a request and before the next one about the same person; None = none is known.

    A session of which only the month is known may have been before the request, and is not taken for the first.
    """
    later = [
        each.requested_on for each in case.intake.intakes.values()
        if each.subject is request.subject and each.requested_on > request.requested_on
    ]
    until = min(later, default=date.max)
    held = [
        session for session in case.sessions.values()
        if session.outcome is SessionOutcome.HELD and session.occurred.precision != "month"
        and request.requested_on <= session.occurred.on < until
    ]
    return min(held, key=lambda session: session.occurred.on, default=None)


def _request(case: Case, request: IntakeReceived) -> dict[str, Any]:
    intake, request_id = case.intake, request.entry_id
    contact = intake.first_contacts.get(request_id)
    return {
        **entry_as_json(request),
        "assignments": [entry_as_json(each) for each in intake.assignments if each.intake_id == request_id],
        "first_contact": optional_entry_as_json(contact),
        "allocations": [entry_as_json(each) for each in intake.allocations if each.intake_id == request_id],
        "offers": [_offer(case, each) for each in intake.offers_of(request_id)],
        "promise": _promise(case, request),
        "first_held": _first_held(case, request),
        "queue": [_queue(case, each) for each in intake.queues.values() if each.intake_id == request_id],
    }


def _promise(case: Case, request: IntakeReceived) -> dict[str, Any]:
    first = case.intake.first_offer(request.entry_id)
    return {
        "offer_by": as_json(request.offer_by),
        "first_offered_on": None if first is None else as_json(first.offered_on),
        "days_to_offer": None if first is None else (first.offered_on - request.requested_on).days,
        "kept": case.intake.promise_kept(request.entry_id),
    }


def _first_held(case: Case, request: IntakeReceived) -> dict[str, Any] | None:
    held = first_held(case, request)
    return None if held is None else {
        "session": as_json(held.session_id), "occurred": as_json(held.occurred), "kind": as_json(held.kind),
        "days_to_held": (held.occurred.on - request.requested_on).days,
    }


def _offer(case: Case, offer: TimeOffered) -> dict[str, Any]:
    answered = case.intake.answers.get(offer.entry_id)
    return {**entry_as_json(offer), "answered": optional_entry_as_json(answered)}


def _queue(case: Case, queue: PlacedInQueue) -> dict[str, Any]:
    left = case.intake.exits.get(queue.entry_id)
    calls = case.intake.calls[queue.entry_id]
    return {
        **entry_as_json(queue),
        "next_call_by": as_json(case.intake.next_call_by(queue.entry_id)),
        "acute_need": as_json(calls[-1].acute_need) if calls else None,
        "calls": [entry_as_json(each) for each in calls],
        "left": None if left is None else {**entry_as_json(left), "days_waited": (left.queue_left_on - queue.queued_on).days},
    }
