"""What may be written: signatures on journal notes, and notes that are taken out of a wrong file."""

from __future__ import annotations

from api.writes.journal import NOTES, UNMARKED
from api.writes.write import Write, example_id
from domain.case.case import Case

WRITES: tuple[Write, ...] = (
    Write(
        NOTES + "/{note_id}/signatures", Case.sign_note, "Signera en journalanteckning som den lyder nu",
        {"correction_id": example_id(NOTES + "/{note_id}/corrections", "correction_id")}, on="2026-03-18",
    ),
    Write(
        "/cases/{case_id}/misfiled-notes", Case.misfile_note, "Ta bort en anteckning som ligger i fel akt ur vyn",
        {
            "note_id": example_id(f"{NOTES}/{UNMARKED}", "note_id"), "reason": "Samtalet gällde en annan familj.",
        },
        new_ids=(), on="2026-03-19",
    ),
)
