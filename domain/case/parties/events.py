"""Facts: whom a piece of the record is about, and who of the case may not learn it.

A label is an entry of its own, beside what it labels: what is dangerous to whom is often known long after it was written, and
what was written stays as it is. It holds ids and coded words only, so it tells nothing by itself.
"""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from domain.case.disclosure.codes import SegmentKind
from domain.case.entry_events import CaseEntry


class ContentLabelled(CaseEntry):
    """It was said whom a piece of the record is about (sv. *uppgiften märkt med vem den gäller*).

    The last label of a piece holds. A person of the case is the client (the case's own id), a representative or somebody close,
    by their entry. Source: OSL 2009:400 12:3, 21:3, 26:1.
    """

    TYPE: ClassVar[str] = "case.content_labelled"
    TELLS_LATENESS: ClassVar[bool] = False
    COUNTS_AS_NOTE: ClassVar[bool] = False

    of_entry_id: UUID
    """The entry, the note, the session, …, or the case itself for its basic facts."""
    content_kind: SegmentKind | None = None
    """None = the whole entry, but for the kinds that have a label of their own."""
    concerns_person_ids: tuple[UUID, ...]
    """Whom it is about, or who said it; none = it is about no person of the case."""
    keep_from_ids: tuple[UUID, ...] = ()
    """Who must not learn it, whatever protection stands."""

    def mentions(self, entry_id: UUID) -> bool:
        """The persons only: what is labelled may turn out to be wrong and be struck."""
        return entry_id in (*self.concerns_person_ids, *self.keep_from_ids)
