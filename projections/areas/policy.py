"""The words of the stream `policy`, and a board's bounds as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.policies import DEFAULT_POLICY
from domain.policy.policy_history import PolicyHistory
from domain.policy.values import allowed_in_words
from projections.json_values import as_json

HEADINGS: Mapping[str, str] = {
    "policy.adopted": "Riktvärden antagna", "policy.withdrawn": "Riktvärden återtagna",
}
FIELD_LABELS: Mapping[str, str] = {
    "policy_values": "Riktvärden",
    "bound": "Riktvärde",
    "amount": "Värde",
    "takes_effect_on": "Börjar gälla",
    "adopted_on": "Beslutat",
    "adopted_by": "Beslutat av",
}
TEXT_LABELS: Mapping[str, str] = {}


def policy_document(history: PolicyHistory, day: date) -> dict[str, Any]:
    """The bounds on a day, as JSON: each with its default and what it takes, then every decision that stands."""
    policy = history.on(day)
    return {
        "on": as_json(day),
        "bounds": {
            name: {
                "value": as_json(getattr(policy, name)), "default": as_json(getattr(DEFAULT_POLICY, name)),
                "allowed": allowed_in_words(name),
            }
            for name in type(policy).model_fields
        },
        "adopted": [
            {
                "adoption": as_json(each.originator_id), "takes_effect_on": as_json(each.takes_effect_on),
                "values": {value.bound: value.amount for value in each.policy_values}, "adopted_on": as_json(each.adopted_on),
                "adopted_by": each.adopted_by, "board_decision": each.board_decision_reference, "reason": each.reason,
            }
            for each in history.adopted
        ],
    }
