"""What the decisions about a deviation refuse alike, and the envelope that they stamp on its facts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from domain.base import Occurred, Stamp, envelope
from domain.concern.moments import require_moments_in_order
from domain.deviation.events import DeviationReported
from domain.deviation.state import DeviationState
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import require_not_after_today


class GuardedDeviation(DeviationState):
    """A deviation that knows how to refuse."""

    def _require_known(self) -> DeviationReported:
        if self.reported is None:
            raise NotFoundError("Avvikelsen finns inte i nämnden. Kontrollera uuid:t.")
        return self.reported

    def _require_known_for(self, entry_id: UUID) -> DeviationReported:
        reported = self._require_known()
        if entry_id in self.used:
            raise ConflictError("Uppgiften finns redan i avvikelsen. Använd ett nytt uuid.")
        return reported

    def _require_not_escalated(self) -> None:
        if self.escalated is not None:
            raise NotAllowedError("Avvikelsen är överförd till lex Sarah. Fortsätt i Lex Sarah-ärendet.")

    def _require_open(self) -> None:
        self._require_not_escalated()
        if self.closing is not None:
            raise NotAllowedError(
                f"Avvikelsen avslutades {self.closing.deviation_closed_on}. Återuppta den för att fortsätta."
            )

    def _require_open_for(self, entry_id: UUID) -> DeviationReported:
        reported = self._require_known_for(entry_id)
        self._require_open()
        return reported

    def _next(self, stamp: Stamp) -> dict[str, Any]:
        assert self.id is not None, "_require_known comes first in every decision but the report"
        return envelope(self.id, self.version, stamp)


def require_once(values: Sequence[object], what: str) -> None:
    """Refuse a list with the same value twice."""
    if len(set(values)) < len(values):
        raise InvalidValueError(f"Samma {what} är angivet två gånger. Ange varje en gång.")


def require_times(noticed: Occurred, occurred: Occurred, until: Occurred | None, today: date) -> None:
    """Refuse what was noticed after today or before it happened, and a period that ends before it begins or after today."""
    require_not_after_today(noticed.on, "Dagen då avvikelsen uppmärksammades", today)
    require_moments_in_order(occurred, "händelsen", noticed, "Det att avvikelsen uppmärksammades")
    if until is not None:
        require_moments_in_order(occurred, "början", until, "Slutet på händelsen")
        require_not_after_today(until.on, "Slutet på händelsen", today)
