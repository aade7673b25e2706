"""Reading single notes of a case (sv. *anteckningar*) as they stand: to be signed, or to be put right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from adapters.postgres.registers import Registers
from api.reading import Reader
from domain.base import Occurred
from domain.case.case import Case
from domain.case.journal_events import NOTE_TEXTS
from domain.case.signing.unsigned import standing_correction
from domain.case.state import CaseState
from domain.errors import NotFoundError
from projections.statements.fact import FactKind

if TYPE_CHECKING:
    from api.main import OpenBoard


class NoteNow(NamedTuple):
    """A note as it stands (sv. *gällande lydelse*).

    Args:
        texts: By content kind, those that are given, in the order of `NOTE_TEXTS`.
        correction_id: The correction that it stands as; None = as first recorded.
        author_id: Who wrote what stands; None = somebody who is not registered here.
        original: The texts as first recorded, where they have been corrected; else empty.
    """

    note_id: UUID
    occurred: Occurred
    texts: Mapping[str, str]
    correction_id: UUID | None
    author_id: UUID | None
    author_name: str | None
    author_title: str | None
    information_source: str | None
    is_signed: bool
    original: Mapping[str, str]


class CaseNotes(NamedTuple):
    """The notes of a case that lie in the right file, by id.

    Args:
        number: Of the case.
        version: Of the case.
    """

    number: str
    version: int
    notes: Mapping[UUID, NoteNow]


def case_notes(reader: Reader, case_id: UUID) -> CaseNotes:
    """The notes of a case as they stand now, masked as the reader sees the case.

    Raises:
        NotFoundError: There is no such case; the attempt is logged.
        PurposeRequiredError: The reader has no relation to the case and states no purpose; the attempt is logged.
        UnavailableError: The access log cannot be written.
    """
    stream = reader.case_stream(case_id, reader.as_of(None))
    case = Case.fold(each.event for each in stream)
    first = {each.event.note_id: each.event for each in stream if each.event.TYPE == "case.note_recorded"}
    notes = {
        note_id: _now(case, note_id, _texts(first[note_id])) for note_id in case.note_texts if note_id not in case.misfiled
    }
    return CaseNotes(case.number or "", case.version, notes)


def note_of(notes: CaseNotes, note_id: UUID) -> NoteNow:
    """One of them.

    Raises:
        NotFoundError: There is none of that id in the file.
    """
    found = notes.notes.get(note_id)
    if found is None:
        raise NotFoundError("Anteckningen finns inte i ärendet, eller så låg den i fel akt och är borttagen ur vyn.")
    return found


def sessions_without_note(board: OpenBoard, case_id: UUID, size: int, day: date) -> frozenset[UUID]:
    """The sessions of a case that wait for a note on a day; whoever asks has said already that they read the case.

    Args:
        size: As known at so many events.
    """
    policy = Registers(board.ledger).policy_history(size).on(day)
    waiting = board.work_lists.duties(size, day, policy, until=date.max, case_id=case_id)
    return frozenset(each.duty.key for each in waiting if each.duty.kind is FactKind.WRITE_NOTE)


def _now(case: CaseState, note_id: UUID, first: Mapping[str, str]) -> NoteNow:
    text, facts = case.note_texts[note_id], case.note_facts[note_id]
    correction_id = standing_correction(case, note_id)
    return NoteNow(
        note_id, facts.occurred, _texts(text), correction_id, text.author_id, text.author_name, text.author_title,
        facts.information_source, (note_id, correction_id) in case.signing.signatures,
        {} if correction_id is None else first,
    )


def _texts(event: object) -> dict[str, str]:
    found = {kind: getattr(event, kind) for kind in NOTE_TEXTS}
    return {kind: text for kind, text in found.items() if text is not None}
