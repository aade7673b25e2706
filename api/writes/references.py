"""What a body may refer to: streams of the same board that are there, and of the kind that the member's name says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import BaseModel

from domain.errors import NotFoundError

if TYPE_CHECKING:
    from api.main import OpenBoard

_FAMILIES: Mapping[str, str] = {
    "unit": "unit", "unit_id": "unit", "part_of": "unit", "offering": "offering", "offering_id": "offering",
    "group_id": "group", "concern_id": "concern", "viewpoint_id": "viewpoint", "viewpoint_ids": "viewpoint",
    "belongs_to_case": "case", "case_ids": "case",
    "leader_ids": "staff", "informed_staff_ids": "staff", "supplements": "report",
    "main_report_id": "lex_sarah", "earlier_report_ids": "lex_sarah", "deviation_report_id": "lex_sarah",
    "for_case_ids": "case",
}
"""Member to what its stream's event types begin with; a name that ends with `case_id` is a case's, and one that ends with
`_unit_id` a unit's.
"""

_OF_ANY_KIND = frozenset({"about_stream_id"})
"""Members that may name a case or something else."""

_WORDS: Mapping[str, str] = {
    "unit": "Enheten", "case": "Ärendet", "offering": "Insatsen i utbudet", "group": "Gruppen", "concern": "Oron",
    "viewpoint": "Synpunkten", "staff": "Medarbetaren", "report": "Rapporten",
    "lex_sarah": "Lex Sarah-rapporten",
}


def require_known_references(board: OpenBoard, members: Mapping[str, Any]) -> None:
    """Refuse a reference to a stream that is not in the board: an id of another board's is unknown here.

    Raises:
        NotFoundError: A member names none, or one of another kind.
    """
    for name, value in members.items():
        for place, referred in _references(name, value):
            family = _family(place)
            if family is not None and board.family_of(referred) != family:
                raise NotFoundError(f"{_WORDS[family]} i {place} finns inte i nämnden. Kontrollera uuid:t.")


def cases_named(board: OpenBoard, members: Mapping[str, Any]) -> list[UUID]:
    """The cases that a body refers to, each once, in order."""
    named = (pair for name, value in members.items() for pair in _references(name, value))
    return list(dict.fromkeys(
        referred for place, referred in named
        if _family(place) == "case" or (place in _OF_ANY_KIND and board.family_of(referred) == "case")
    ))


def _references(name: str, value: Any) -> Iterator[tuple[str, UUID]]:
    match value:
        case UUID():
            yield name, value
        case BaseModel():
            for member in type(value).model_fields:
                yield from _references(member, getattr(value, member))
        case tuple():
            for each in value:
                yield from _references(name, each)


def _family(name: str) -> str | None:
    if name == "case_id" or name.endswith("_case_id"):
        return "case"
    return "unit" if name.endswith("_unit_id") else _FAMILIES.get(name)
