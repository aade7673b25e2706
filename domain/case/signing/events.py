"""Facts: signatures on journal notes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.case.entry_events import CaseEntry


class NoteSigned(CaseEntry):
    """A note was signed as it stood; a later correction needs a signature of its own (sv. *signerad anteckning*).

    Source: SOSFS 2014:5 4 kap.; SoL 2025:400 14:3. A note is a public document with or without it (TF 2:10).
    """

    COUNTS_AS_NOTE: ClassVar[bool] = False
    TYPE: ClassVar[str] = "case.note_signed"
    DAY: ClassVar[str | None] = "signed_on"
    TELLS_LATENESS: ClassVar[bool] = False
    SEGMENTS: ClassVar[Mapping[str, str]] = {"author_name": "staff"}

    note_id: UUID
    correction_id: UUID | None = None
    """The correction that stood; None = the note as first recorded."""
    signed_on: date
    author_id: UUID
    """Who signs: the note's author, or a colleague in their place."""
    author_name: str
    author_title: str | None = None
    in_place_reason: str | None = None
    """Why another than the author signs; None = the author does."""
