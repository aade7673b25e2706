"""What a case remembers: signatures on journal notes."""

from __future__ import annotations

from uuid import UUID

from domain.case.area import Area
from domain.case.signing.events import NoteSigned


class Signing(Area):
    """Signatures on journal notes.

    Attributes:
        signatures: By note and by the correction that stood when it was signed; None = none had been made.
    """

    def clear(self) -> None:
        """Nothing is signed."""
        self.signatures: dict[tuple[UUID, UUID | None], NoteSigned] = {}

    def _sign(self, event: NoteSigned) -> None:
        self.signatures[event.note_id, event.correction_id] = event

    APPLY = {NoteSigned: _sign}
