"""What may be written: whom the pieces of the record are about."""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.case.case import Case

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
