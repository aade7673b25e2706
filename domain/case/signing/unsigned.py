"""Which notes wait for a signature (sv. *osignerade anteckningar*)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID

from domain.base import Occurred
from domain.case.guards import is_imported
from domain.case.journal_events import JournalNoteCorrected
from domain.case.state import CaseState


class Unsigned(NamedTuple):
    """A note whose text, as it stands, nobody has signed (sv. *osignerad anteckning*).

    Args:
        correction_id: The correction that stands; None = the note as first recorded.
        author_id: Who wrote what stands; None = somebody who is not registered here.
    """

    note_id: UUID
    correction_id: UUID | None
    author_id: UUID | None
    occurred: Occurred

    def days(self, today: date) -> int:
        """Days since what it is about, from 0."""
        return max(0, (today - self.occurred.on).days)


def unsigned(case: CaseState) -> tuple[Unsigned, ...]:
    """The notes that wait for a signature, in the order recorded.

    A note in the wrong file needs none. Imported text counts as signed: its source names its author, and nobody here can
    sign what they did not write. A correction that was made here does need one.
    """
    return tuple(
        Unsigned(note_id, standing_correction(case, note_id), text.author_id, case.note_facts[note_id].occurred)
        for note_id, text in case.note_texts.items()
        if note_id not in case.misfiled
        and not is_imported(text, text.source)
        and (note_id, standing_correction(case, note_id)) not in case.signing.signatures
    )


def standing_correction(case: CaseState, note_id: UUID) -> UUID | None:
    """The last correction of a note; None = it stands as first recorded."""
    text = case.note_texts[note_id]
    return text.correction_id if isinstance(text, JournalNoteCorrected) else None
