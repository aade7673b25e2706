"""Facts of the journal (sv. *journal*): notes, their corrections, notes in the wrong file, differing opinions.

A note keeps fact, assessment, the individual's own view, a child's view and what comes from others in separate segments,
so that each can be shown, masked and proved apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import DomainEvent, Occurred, Source
from domain.codes import EntryType, NoteChannel

NOTE_TEXTS = ("unmarked", "fact", "assessment", "individual_view", "child_view", "third_party")
"""The content kinds of a note (sv. *innehållsslag*), each a field and a segment of that name."""

_NOTE_SEGMENTS: Mapping[str, str] = {kind: kind for kind in NOTE_TEXTS} | {"author_name": "staff"}


class NoteTexts(DomainEvent):
    """Who wrote, by name and title as they were then, and the kinds of content, of which at least one is given.

    Only an import may leave the author's name or title unknown: its source did.
    """

    COUNTS_AS_NOTE: ClassVar[bool] = True
    SEGMENTS: ClassVar[Mapping[str, str]] = _NOTE_SEGMENTS

    note_id: UUID
    author_id: UUID | None = None
    """The member of staff; None when the source names an author that is not registered here."""
    author_name: str | None = None
    author_title: str | None = None
    unmarked: str | None = None
    """Text in which the author has not marked what is fact and what is assessment (sv. *omärkt text*)."""
    fact: str | None = None
    assessment: str | None = None
    individual_view: str | None = None
    child_view: str | None = None
    third_party: str | None = None
    """What another person said or what concerns another person; can be masked apart."""


class JournalNoteRecorded(NoteTexts):
    """A note was entered in the journal, and is a public document from then on (sv. *journalanteckning*).

    Source: SoL 2025:400 14:3; SOSFS 2014:5 4 kap.; TF 2:10 (established when entered).
    """

    TYPE: ClassVar[str] = "case.note_recorded"

    occurred: Occurred
    entry_type: EntryType
    claimed_entry_type: str | None = None
    """The source's own word for the kind, when it is none of ours."""
    information_source: str | None = None
    """Who the information comes from, as relation or role (sv. *uppgiftslämnare*)."""
    channel: NoteChannel | None = None
    session_id: UUID | None = None
    plan_id: UUID | None = None
    participants: tuple[str, ...] = ()
    individual_informed: bool | None = None
    """Whether the person was told of the note. Source: SoL 2025:400 14:6."""
    late_reason: str | None = None
    moved_from: UUID | None = None
    """The note that was in the wrong file and is recorded here anew."""
    source: Source | None = None


class JournalNoteCorrected(NoteTexts):
    """A note was corrected; the original stays legible, struck through (sv. *rättelse*).

    Source: SOSFS 2014:5 4 kap.; GDPR art. 16.
    """

    TYPE: ClassVar[str] = "case.note_corrected"

    correction_id: UUID
    reason: str
    occurred: Occurred | None = None
    """When it happened, if that was wrong; None = as before."""
    information_source: str | None = None
    """Who the information came from, if that was wrong; None = as before."""
    claimed_entry_type: str | None = None
    """The source's own word for the kind, if that was wrong; None = as before."""
    source: Source | None = None


class NoteMisfiled(DomainEvent):
    """A note turned out to be in the wrong file; it leaves the view, and the trace stays (sv. *anteckning i fel akt*).

    Source: JO 523-2010.
    """

    COUNTS_AS_NOTE: ClassVar[bool] = True
    TYPE: ClassVar[str] = "case.note_misfiled"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"author_name": "staff"}

    note_id: UUID
    belongs_to_case: UUID | None = None
    """The right case, when it is known and in this board."""
    reason: str
    author_id: UUID | None = None
    author_name: str
    author_title: str


class DifferingOpinionNoted(DomainEvent):
    """The individual thinks that something written is wrong (sv. *avvikande mening*); shown beside what it concerns.

    Source: SoL 2025:400 14:6.
    """

    COUNTS_AS_NOTE: ClassVar[bool] = True
    TYPE: ClassVar[str] = "case.differing_opinion_noted"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"statement": "individual_view"}

    opinion_id: UUID
    target_ids: tuple[UUID, ...]
    """The entries that it concerns."""
    statement: str
    stated_by: str
    """Who says so, as a role."""
    stated_on: date
