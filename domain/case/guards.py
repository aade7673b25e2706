"""What every decision about a case checks the same way, and the envelope that it stamps on its facts."""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from typing import Any
from uuid import UUID

from domain.base import ENVELOPE_FIELDS, DomainEvent, Purpose, Source, Stamp, envelope
from domain.case.state import CaseState
from domain.codes import Phase
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import require_not_after_today


class GuardedCase(CaseState):
    """A case that knows how to refuse; the decisions build on it."""

    def _require_known(self) -> None:
        if self.facts is None:
            raise NotFoundError("Ärendet finns inte i nämnden. Kontrollera ärendenumret.")

    def _require_open(self) -> None:
        if self.closing is not None:
            raise NotAllowedError(f"Ärendet avslutades {self.closing.closed_on}. Öppna ärendet igen först.")

    def _require_open_on(self, day: date, what: str, *, imported: bool) -> None:
        """A closed case takes what happened while it was open, however late it is written.

        Imported history is believed about what followed its own closing: it has happened, and whoever reads the workbook warns.
        """
        if not imported and self.closing is not None and day > self.closing.closed_on:
            raise NotAllowedError(
                f"{what} är {day}, men ärendet avslutades {self.closing.closed_on}. Kontrollera datumet eller öppna ärendet igen."
            )

    def _require_measured_on(self, day: date, what: str, phase: Phase, today: date, *, imported: bool) -> None:
        """Refuse a measurement after today, or after the closing unless it belongs to the follow-up."""
        require_not_after_today(day, what, today)
        if phase is not Phase.FOLLOW_UP:
            self._require_open_on(day, what, imported=imported)

    def _require_new_entry(self, entry_id: UUID, what: str) -> None:
        """Refuse an id that an entry of any area has, or had before it was struck."""
        if self.has_used_entry(entry_id):
            raise ConflictError(
                f"{what} finns redan i ärendet. Stryk den som finns och skriv en ny, i stället för att skriva den en gång till."
            )

    def _next(self, stamp: Stamp) -> dict[str, Any]:
        assert self.id is not None, "_require_known comes first in every decision but the opening"
        return envelope(self.id, self.version, stamp)


def require_new(entry_id: UUID, entries: Container[UUID], what: str) -> None:
    """Refuse an id that is already used for an entry of the same kind."""
    if entry_id in entries:
        raise ConflictError(f"{what} finns redan i ärendet. Rätta den som finns i stället för att skriva den en gång till.")


def require_existing(entry_id: UUID, entries: Container[UUID], what: str) -> None:
    """Refuse an id that is not an entry of this case."""
    if entry_id not in entries:
        raise NotFoundError(f"{what} finns inte i ärendet. Kontrollera att du är i rätt ärende.")


def require_change(now: DomainEvent, corrected: DomainEvent, facts: type[DomainEvent], *more: str) -> None:
    """Refuse a correction after which every value is what it was; `facts` names the fields, and `more` adds some."""
    fields = (set(facts.model_fields) | set(more)) - ENVELOPE_FIELDS - {"source"}
    if all(getattr(now, field) == getattr(corrected, field) for field in fields):
        raise InvalidValueError("Rättelsen ändrar ingenting. Ändra minst ett värde, eller avstå från att rätta.")


def is_imported(by: Stamp | DomainEvent, source: Source | None) -> bool:
    """Whether a fact is imported history, which was written elsewhere and by that system's rules."""
    return by.purpose is Purpose.IMPORT and source is not None
