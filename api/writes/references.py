"""What a body may refer to: streams of the same board that are there, and of the kind that the member's name says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from domain.errors import NotFoundError

if TYPE_CHECKING:
    from api.main import OpenBoard

_FAMILIES: Mapping[str, str] = {
    "unit": "unit", "unit_id": "unit", "part_of": "unit",
    "case_id": "case", "belongs_to_case": "case",
    "offering_id": "offering", "group_id": "group", "concern_id": "concern", "viewpoint_id": "viewpoint",
}
"""Member to what its stream's event types begin with."""

_WORDS: Mapping[str, str] = {
    "unit": "Enheten", "case": "Ärendet", "offering": "Insatsen i utbudet", "group": "Gruppen", "concern": "Oron",
    "viewpoint": "Synpunkten",
}


def require_known_references(board: OpenBoard, members: Mapping[str, Any]) -> None:
    """Refuse a reference to a stream that is not in the board: there are no ids of another board's.

    Raises:
        NotFoundError: A member names none, or one of another kind.
    """
    for name, value in members.items():
        family = _FAMILIES.get(name)
        if family is not None and isinstance(value, UUID) and board.family_of(value) != family:
            raise NotFoundError(f"{_WORDS[family]} i {name} finns inte i nämnden. Kontrollera uuid:t.")
