"""What may be written: whom the pieces of the record are about."""

from __future__ import annotations

from collections.abc import Iterable

from api.writes.write import Write, example_id
from domain.base import DomainEvent
from domain.case.case import Case
from domain.case.parties.looking_again import party_warnings
from domain.case.ratings.looking_again import Warned
from domain.instruments.catalogue import InstrumentCatalogue


def warnings_of_parties(case: Case, events: Iterable[DomainEvent], catalogue: InstrumentCatalogue) -> tuple[Warned, ...]:
    """What is worth a second look at what was just written where somebody is protected from another."""
    return party_warnings(case, events)


_PATH = "/cases/{case_id}/content-labels"

WRITES: tuple[Write, ...] = (
    Write(
        _PATH, Case.label_content, "Märk en uppgift med vem den gäller och vem i ärendet som inte får veta",
        {
            "of_entry_id": example_id("/cases/{case_id}/notes", "note_id"), "content_kind": "child_view",
            "concerns_person_ids": [example_id("/cases", "case_id")],
            "keep_from_ids": [example_id("/cases/{case_id}/representatives")],
        },
    ),
)
