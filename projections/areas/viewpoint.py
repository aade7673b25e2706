"""The words of the stream `viewpoint`, and a viewpoint as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.viewpoint.events import ViewpointFacts
from domain.viewpoint.state import ViewpointState
from projections.json_values import as_json

HEADINGS: Mapping[str, str] = {
    "viewpoint.adaptation_ruled_out": "Anpassning efter synpunkt inte möjlig",
    "viewpoint.manager_told": "Chef underrättad om synpunkt",
    "viewpoint.complaint_registered": "Klagomål diariefört",
    "viewpoint.complaint_answered": "Formellt klagomål besvarat",
    "viewpoint.referred_to_appeal": "Synpunkt hänvisad till överklagande",
    "viewpoint.step_withdrawn": "Steg om synpunkt återtaget",
}
FIELD_LABELS: Mapping[str, str] = {
    "received_by_name": "Mottagen av",
    "received_by_title": "Befattning",
    "giver": "Vem",
    "passed_on_by": "Framförd genom",
    "adapted_on": "Anpassad",
    "adapted_by_name": "Anpassad av",
    "adapted_by_title": "Befattning",
    "ruled_out_on": "Ställningstagande",
    "ruled_out_reason": "Varför inte",
    "ruled_out_by_name": "Ställningstagande av",
    "ruled_out_by_title": "Befattning",
    "feedback_to": "Återkoppling till",
    "feedback_how": "Återkoppling genom",
    "manager_told_on": "Chefen fick veta",
    "manager_name": "Chef",
    "manager_title": "Befattning",
    "registered_on": "Diarieförd",
    "registry_number": "Diarienummer",
    "complaint_answered_on": "Besvarad",
    "complaint_answer": "Svar",
    "measures_taken": "Vidtagna åtgärder",
    "answered_by_name": "Besvarad av",
    "answered_by_title": "Befattning",
    "told_to_appeal_on": "Fick veta hur man överklagar",
    "step": "Steg",
}
TEXT_LABELS: Mapping[str, str] = {}


def viewpoint_document(viewpoint: ViewpointState) -> dict[str, Any]:
    """A viewpoint as it stands, as JSON: what was said and by whom, then what it led to and who was told."""
    facts = viewpoint.facts
    assert facts is not None, "a stream that was read has events"
    return {
        "viewpoint": as_json(viewpoint.id), "version": viewpoint.version, "case": as_json(facts.case_id),
        "unit": as_json(facts.unit), "received_on": as_json(facts.received_on), "kind": as_json(facts.kind),
        **_people(facts), "subject_category": as_json(facts.subject_category), "channel": as_json(facts.channel),
        "description": facts.description, "comment": facts.comment, "imported": facts.source is not None,
        "is_a_childs": viewpoint.is_a_childs, "is_from_the_commissioner": viewpoint.is_from_the_commissioner,
        "must_reach_a_manager": viewpoint.must_reach_a_manager, "adaptation_state": as_json(viewpoint.adaptation_state),
        **_outcome(viewpoint), **_complaint(viewpoint),
    }


def _people(facts: ViewpointFacts) -> dict[str, Any]:
    name = facts.received_by if facts.received_by_name is None else facts.received_by_name
    return {
        "received_by": {"id": as_json(facts.received_by_id), "name": name, "title": facts.received_by_title},
        "giver_role": facts.giver_role, "givers": as_json(facts.givers), "passed_on_by": as_json(facts.passed_on_by),
    }


def _outcome(viewpoint: ViewpointState) -> dict[str, Any]:
    adapted, ruled_out, feedback = viewpoint.adapted, viewpoint.ruled_out, viewpoint.feedback
    told, group = viewpoint.manager_told, viewpoint.work_group_told
    return {
        "adaptation": viewpoint.adaptation,
        "adapted_on": None if adapted is None else as_json(adapted.on),
        "adapted_by": None if adapted is None else _person(adapted.by_id, adapted.by_name, adapted.by_title),
        "ruled_out": None if ruled_out is None else {
            "on": as_json(ruled_out.ruled_out_on), "reason": ruled_out.ruled_out_reason,
            "by": _person(ruled_out.ruled_out_by_id, ruled_out.ruled_out_by_name, ruled_out.ruled_out_by_title),
        },
        "feedback_on": as_json(viewpoint.feedback_on),
        "feedback_how": None if feedback is None else as_json(feedback.how),
        "work_group_told_on": None if group is None else as_json(group.given_on),
        "manager_told": None if told is None else {
            "on": as_json(told.manager_told_on), "manager": _person(told.manager_id, told.manager_name, told.manager_title),
        },
    }


def _complaint(viewpoint: ViewpointState) -> dict[str, Any]:
    registration, answer, referral = viewpoint.registration, viewpoint.answer, viewpoint.referral
    return {
        "registration": None if registration is None else {
            "on": as_json(registration.registered_on), "registry_number": registration.registry_number,
        },
        "answer": None if answer is None else {
            "on": as_json(answer.complaint_answered_on), "answer": answer.complaint_answer,
            "measures_taken": answer.measures_taken,
            "by": _person(answer.answered_by_id, answer.answered_by_name, answer.answered_by_title),
        },
        "referral": None if referral is None else {
            "told_to_appeal_on": as_json(referral.told_to_appeal_on), "decision": as_json(referral.decision_id),
        },
    }


def _person(staff_id: Any, name: str | None, title: str | None) -> dict[str, Any]:
    return {"id": as_json(staff_id), "name": name, "title": title}
