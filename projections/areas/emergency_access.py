"""The words of the stream `emergency_access`, and an emergency access as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.emergency_access.access import EmergencyAccess
from projections.json_values import as_json
from projections.local_time import instant_text

HEADINGS: Mapping[str, str] = {
    "emergency_access.opened": "Nödåtkomst öppnad",
    "emergency_access.reviewed": "Nödåtkomst granskad",
}
FIELD_LABELS: Mapping[str, str] = {
    "emergency_case_id": "Ärendet som öppnades",
    "emergency_reason": "Varför det inte kunde vänta",
    "emergency_minutes": "Minuter som nödåtkomsten gäller",
    "emergency_outcome": "Bedömning av nödåtkomsten",
    "emergency_review": "Vad granskningen visade",
    "emergency_reviewed_on": "Nödåtkomsten granskad den",
}
TEXT_LABELS: Mapping[str, str] = {}


def emergency_document(access: EmergencyAccess, opened_us: int) -> dict[str, Any]:
    """An emergency access as JSON.

    Args:
        opened_us: When it was recorded, microseconds since 1970 UTC.
    """
    opened, reviewed = access.opened, access.reviewed
    return {
        "access": as_json(access.id), "version": access.version,
        "case": None if opened is None else as_json(opened.emergency_case_id),
        "opened_by": None if opened is None else as_json(opened.actor_id),
        "opened_at": instant_text(opened_us), "ends_at": instant_text(access.ends_us(opened_us)),
        "reason": None if opened is None else opened.emergency_reason,
        "outcome": None if reviewed is None else reviewed.emergency_outcome.value,
        "outcome_in_words": None if reviewed is None else reviewed.emergency_outcome.swedish,
        "review": None if reviewed is None else reviewed.emergency_review,
        "reviewed_by": None if reviewed is None else as_json(reviewed.actor_id),
        "reviewed_on": None if reviewed is None else as_json(reviewed.emergency_reviewed_on),
    }
