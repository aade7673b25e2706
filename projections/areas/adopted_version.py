"""A version of something that is defined, as JSON: what it says, and who decided that it holds."""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol
from uuid import UUID

from projections.json_values import as_json


class Adopted(Protocol):
    """The event of a decision to adopt a definition."""

    originator_id: UUID
    takes_effect_on: date
    adopted_on: date
    adopted_by: str
    board_decision_reference: str | None
    reason: str
    definition: str


def version_document(
    number: int, adopted: Adopted | None, shipped_text: str | None, *, why_not: tuple[str, str | None], says: Any
) -> dict[str, Any]:
    """A version as JSON.

    Args:
        adopted: The decision that it holds; None = it is shipped.
        shipped_text: Its definition, where it is shipped.
        why_not: The name of the member that says why it cannot be used, and the reason; None = it can.
        says: What it means.
    """
    name, reason = why_not
    return {
        "version": number,
        "takes_effect_on": None if adopted is None else as_json(adopted.takes_effect_on),
        "shipped": adopted is None,
        "decision": None if adopted is None else as_json(adopted.originator_id),
        "adopted_on": None if adopted is None else as_json(adopted.adopted_on),
        "adopted_by": None if adopted is None else adopted.adopted_by,
        "board_decision": None if adopted is None else adopted.board_decision_reference,
        "reason": None if adopted is None else adopted.reason,
        name: reason,
        "says": says,
        "definition": shipped_text if adopted is None else adopted.definition,
    }
