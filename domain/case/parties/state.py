"""What a case remembers: whom its pieces are about."""

from __future__ import annotations

from uuid import UUID

from domain.case.area import Area
from domain.case.disclosure.codes import SegmentKind
from domain.case.parties.events import ContentLabelled


class Parties(Area):
    """Whom the pieces of the record are about.

    Attributes:
        labels: The label that holds of each piece, by entry and kind; kind None = the whole entry.
    """

    def clear(self) -> None:
        """Nothing is labelled."""
        self.labels: dict[tuple[UUID, SegmentKind | None], ContentLabelled] = {}

    def label_of(self, entry_id: UUID, kind: str) -> ContentLabelled | None:
        """The label of a piece, or of its whole entry; None = nobody has said whom it is about."""
        own = next((label for (of, each), label in self.labels.items() if of == entry_id and each == kind), None)
        return own or self.labels.get((entry_id, None))

    def _label(self, event: ContentLabelled) -> None:
        self.labels[event.of_entry_id, event.content_kind] = event

    APPLY = {ContentLabelled: _label}
