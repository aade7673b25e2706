"""The words of the stream `approval`, and an approval as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.approval.approval import Approval
from domain.approval.codes import ApprovalStatus
from domain.policies import Policy
from projections.json_values import as_json

HEADINGS: Mapping[str, str] = {
    "approval.requested": "Godkännande begärt",
    "approval.granted": "Godkännande lämnat",
    "approval.denied": "Godkännande nekat",
    "approval.used": "Godkännande använt",
}
FIELD_LABELS: Mapping[str, str] = {
    "approval_kind": "Det som ska godkännas",
    "approval_subject": "Godkännandet gäller",
    "approval_reason": "Varför det ska göras",
    "approval_asked_on": "Godkännande begärt den",
    "approval_answer_reason": "Skäl till svaret",
    "approval_answered_on": "Godkännande besvarat den",
    "approval_used_on": "Godkännande använt den",
}
TEXT_LABELS: Mapping[str, str] = {}


def approval_document(approval: Approval) -> dict[str, Any]:
    """An approval as JSON: who asked for what, and who answered."""
    asked, answered, used = approval.asked, approval.answered, approval.used
    return {
        "approval": as_json(approval.id), "version": approval.version,
        "kind": None if asked is None else asked.approval_kind.value,
        "kind_in_words": None if asked is None else asked.approval_kind.swedish,
        "subject": None if asked is None else asked.approval_subject, "reason": None if asked is None else asked.approval_reason,
        "asked_on": None if asked is None else as_json(asked.approval_asked_on),
        "asked_by": None if asked is None else as_json(asked.actor_id),
        "answered_on": None if answered is None else as_json(answered.approval_answered_on),
        "answered_by": None if answered is None else as_json(answered.actor_id),
        "answer_reason": None if answered is None else answered.approval_answer_reason,
        "used_on": None if used is None else as_json(used.approval_used_on),
        "used_by": None if used is None else as_json(used.actor_id),
    }


def approval_standing(approval: Approval, day: date, policy: Policy) -> dict[str, Any]:
    """How far an approval has come on a day, and until when it can be answered or used; None = it cannot any more."""
    status = approval.status_on(day, policy)
    last_day = None if status in (ApprovalStatus.DENIED, ApprovalStatus.USED) else approval.last_day(policy)
    return {"status": status.value, "status_in_words": status.swedish, "last_day": as_json(last_day)}
