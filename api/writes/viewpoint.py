"""What may be written: viewpoints, what came of them, and who was told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.writes.write import Write, example_id
from domain.viewpoint.viewpoint import Viewpoint

_VIEWPOINTS = "/viewpoints"
_ONE = _VIEWPOINTS + "/{viewpoint_id}"
_MANAGER = example_id("/staff/managers", "staff_id")

_RECEIVED: Mapping[str, Any] = {
    "case_id": example_id("/cases", "case_id"), "unit": example_id("/units", "unit_id"), "received_on": "2026-03-23",
    "kind": "complaint", "received_by_id": _MANAGER,
    "givers": [{"giver": "client", "gender": "woman"}, {"giver": "partner", "gender": "man"}],
    "passed_on_by": "commissioner", "subject_category": "treatment_by_staff", "channel": "oral",
    "description": "Vi fick inte tala till punkt.",
}
_ADAPTATION: Mapping[str, Any] = {
    "adaptation": "Samtalen har en agenda som paret är med och sätter.", "adapted_on": "2026-03-25", "adapted_by_id": _MANAGER,
}

WRITES: tuple[Write, ...] = (
    Write(
        _VIEWPOINTS, Viewpoint.receive, "Ta emot en synpunkt", _RECEIVED, new_ids=("viewpoint_id",), on="2026-03-23",
        begins=True,
        more={
            "anonymous": {
                "case_id": None, "unit": example_id("/units", "unit_id"), "received_on": "2026-03-23", "kind": "improvement",
                "subject_category": "accessibility", "channel": "written", "description": "Skyltningen är svår att se.",
            },
        },
    ),
    Write(
        _ONE + "/manager-notices", Viewpoint.tell_manager, "Registrera att en chef har fått veta",
        {"manager_told_on": "2026-03-23", "manager_id": _MANAGER}, new_ids=(), on="2026-03-23",
    ),
    Write(
        _ONE + "/appeal-referrals", Viewpoint.refer_to_appeal,
        "Registrera att synpunkten gäller ett besluts innehåll, och att de har fått veta hur man överklagar",
        {"told_to_appeal_on": "2026-03-24", "decision_id": example_id("/cases/{case_id}/decisions")}, new_ids=(),
        on="2026-03-24",
    ),
    Write(
        _ONE + "/withdrawn-steps", Viewpoint.withdraw_step, "Återta ett steg som blev fel",
        {"step": "referral", "reason": "Det var bemötandet de klagade på, inte beslutet."}, new_ids=(), on="2026-03-24",
    ),
    Write(
        _ONE + "/ruling-out", Viewpoint.rule_out_adaptation, "Registrera att anpassning inte är möjlig, och varför",
        {
            "ruled_out_on": "2026-03-24", "ruled_out_reason": "Samtalens längd bestäms av manualen.",
            "ruled_out_by_id": _MANAGER,
        },
        new_ids=(), on="2026-03-24",
    ),
    Write(
        _ONE + "/adaptation", Viewpoint.make_adaptation, "Registrera vad synpunkten ledde till", _ADAPTATION, new_ids=(),
        on="2026-03-25",
    ),
    Write(
        _ONE + "/registration", Viewpoint.register_complaint, "Diarieföra ett klagomål som formellt",
        {"registered_on": "2026-03-25", "registry_number": "2026-0117"}, new_ids=(), on="2026-03-25",
    ),
    Write(
        _ONE + "/answer", Viewpoint.answer_complaint, "Registrera svaret på ett formellt klagomål",
        {
            "complaint_answered_on": "2026-03-26", "complaint_answer": "Ni skulle ha fått tala till punkt.",
            "measures_taken": "Varje samtal har en agenda.", "answered_by_id": _MANAGER,
        },
        new_ids=(), on="2026-03-26",
    ),
    Write(
        _ONE + "/feedback", Viewpoint.give_feedback,
        "Registrera att den som lämnade synpunkten, eller arbetsgruppen, har fått veta vad den ledde till",
        {"given_on": "2026-03-26", "feedback_how": "letter"}, new_ids=(), on="2026-03-26",
        more={"work-group": {"given_on": "2026-03-26", "feedback_to": "work_group", "feedback_how": "meeting"}},
    ),
    Write(
        _ONE + "/corrections", Viewpoint.correct, "Rätta en synpunkt, hel",
        {
            **_RECEIVED, **_ADAPTATION, "received_by": None, "giver_role": None, "comment": None, "channel": "written",
            "feedback_on": "2026-03-26", "feedback_how": "letter", "reason": "Synpunkten kom i ett brev.",
        },
        new_ids=(), on="2026-03-26",
    ),
)
