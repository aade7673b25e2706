"""The words of the stream `rights_review`, and a review of rights as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.rights_review.events import ListedAccount
from domain.rights_review.review import RightsReview
from projections.json_values import as_json

HEADINGS: Mapping[str, str] = {
    "rights_review.begun": "Behörighetsgenomgång påbörjad",
    "rights_review.decided": "Beslut om behörighet",
    "rights_review.closed": "Behörighetsgenomgång avslutad",
}
FIELD_LABELS: Mapping[str, str] = {
    "rights_review_begun_on": "Behörighetsgenomgången påbörjad den",
    "listed_accounts": "Konton i genomgången",
    "account_name": "Kontots namn",
    "account_role": "Kontots roll",
    "last_used_on": "Senast använt den",
    "rights_decision": "Behörigheten",
    "new_account_role": "Ny roll",
    "rights_reason": "Skäl till beslutet om behörighet",
    "rights_review_closed_on": "Behörighetsgenomgången avslutad den",
    "rights_confirmed": "Behållna behörigheter",
    "rights_changed": "Ändrade behörigheter",
    "rights_removed": "Avslutade behörigheter",
}
TEXT_LABELS: Mapping[str, str] = {}


def rights_review_document(review: RightsReview) -> dict[str, Any]:
    """A review as JSON: every account of its list, and what was decided of it."""
    begun, closed = review.begun, review.closed
    return {
        "rights_review": as_json(review.id), "version": review.version,
        "begun_on": None if begun is None else as_json(begun.rights_review_begun_on),
        "closed_on": None if closed is None else as_json(closed.rights_review_closed_on),
        "undecided": len(review.undecided()), "accounts": [_account(review, each) for each in review.accounts],
    }


def _account(review: RightsReview, listed: ListedAccount) -> dict[str, Any]:
    decided = review.decided.get(listed.account_name)
    return {
        "account": listed.account_name, "role": listed.account_role, "staff": as_json(listed.account_staff),
        "unit": as_json(listed.account_unit), "last_used_on": as_json(listed.last_used_on),
        "decision": None if decided is None else decided.rights_decision.value,
        "decision_in_words": None if decided is None else decided.rights_decision.swedish,
        "new_role": None if decided is None else decided.new_account_role,
        "reason": None if decided is None else decided.rights_reason,
        "decided_by": None if decided is None else as_json(decided.actor_id),
    }
