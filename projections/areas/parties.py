"""The words and the document of an area: whom the pieces of the record are about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from domain.case.case import Case
from domain.case.parties.shield import person_protected
from domain.case.person.codes import ProtectedPerson
from projections.entry_json import entry_as_json
from projections.json_values import as_json

HEADINGS: Mapping[str, str] = {"case.content_labelled": "Märkt med vem uppgiften gäller"}
FIELD_LABELS: Mapping[str, str] = {
    "concerns_person_ids": "Gäller", "keep_from_ids": "Får inte få veta", "protected_person_id": "Den som skyddas",
    "kept_from_ids": "Får inte få veta", "requester_person_id": "Personen som begär",
}
TEXT_LABELS: Mapping[str, str] = {}


def document(case: Case) -> dict[str, Any]:
    """The area as it stands, as JSON: the persons of the case by id, who is protected from whom, and the labels that hold."""
    return {
        "persons": _persons(case),
        "protections": [
            {"protection": as_json(each.entry_id), "level": as_json(each.protection_level),
             "person": as_json(person_protected(case, each)), "kept_from": as_json(each.kept_from_ids)}
            for each in case.person.standing_protections
        ],
        "labels": [entry_as_json(each) for each in case.parties.labels.values()],
    }


def _persons(case: Case) -> list[dict[str, Any]]:
    # In words that tell what they are, so that a name is asked for where it stands: an area shows no other area's names.
    client = [] if case.id is None else [_person(case.id, ProtectedPerson.CLIENT.swedish)]
    return [
        *client,
        *(_person(entry_id, each.representative_kind.swedish) for entry_id, each in case.person.representatives.items()),
        *(_person(entry_id, each.close_relation.swedish) for entry_id, each in case.rating_work.close_people.items()),
    ]


def _person(person_id: UUID, what: str) -> dict[str, Any]:
    return {"person": as_json(person_id), "what": what}
