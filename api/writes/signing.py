"""What may be written: signatures on journal notes, and notes that are taken out of a wrong file."""

from __future__ import annotations

from api.writes.journal import NOTES
from api.writes.write import Write, example_id
from domain.case.case import Case

WRITES: tuple[Write, ...] = (
    Write(
        NOTES + "/{note_id}/signatures", Case.sign_note, "Signera en journalanteckning som den lyder nu",
        {"correction_id": example_id(NOTES + "/{note_id}/corrections", "correction_id")}, on="2026-03-18",
    ),
    # Last: a note that is taken out can be neither corrected nor signed.
    Write(
        NOTES + "/{note_id}/misfiling", Case.misfile_note, "Ta bort en anteckning som ligger i fel akt ur vyn",
        {"reason": "Anteckningen gäller en annan familj."}, new_ids=(), on="2026-03-19",
    ),
)
