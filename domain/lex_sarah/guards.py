"""What every decision about a report checks the same way, and the envelope that it stamps on its facts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from domain.base import Stamp, envelope
from domain.concern.checks import require_names as require_names
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.lex_sarah.codes import HandlingState
from domain.lex_sarah.handling_events import LexSarahReportSubmitted
from domain.lex_sarah.state import LexSarahState
from domain.offering.recognition import recognised_identity


class GuardedReport(LexSarahState):
    """A report that knows how to refuse; the decisions of every region build on it."""

    def _require_known(self) -> LexSarahReportSubmitted:
        if self.report is None:
            raise NotFoundError("Rapporten finns inte i nämnden. Kontrollera uppgiften.")
        return self.report

    def _require_open(self) -> LexSarahReportSubmitted:
        report = self._require_known()
        if self.handling.closing is not None:
            raise NotAllowedError(
                f"Lex Sarah-ärendet avslutades {self.handling.closing.closed_on}. Återuppta det för att fortsätta."
            )
        return report

    def _require_new(self, entry_id: UUID, what: str) -> None:
        if self.has_used(entry_id):
            raise ConflictError(f"{what} finns redan i Lex Sarah-ärendet. Använd ett nytt uuid.")

    def _require_open_for(self, entry_id: UUID, what: str) -> LexSarahReportSubmitted:
        """What every region's decisions ask first: it is known, it is not closed, and the entry's id is free."""
        report = self._require_open()
        self._require_new(entry_id, what)
        return report

    def _require_state(self, *allowed: HandlingState, then: str) -> None:
        """Refuse in any other state, naming the state and what is missing to get on."""
        state = self.handling.state
        if state not in allowed:
            raise NotAllowedError(f"Rapporten är {state.swedish}. {then}")

    def _require_no_conflict(self, staff_id: UUID) -> None:
        if staff_id in self.handling.in_conflict:
            raise NotAllowedError("Jäv är anmält för medarbetaren i det här ärendet. Någon annan får göra det här.")

    def _require_impartial(self, staff_id: UUID) -> None:
        """Refuse who has declared a conflict, and who has reported what is to be tried."""
        self._require_no_conflict(staff_id)
        if self._require_known().lex_reporter_id == staff_id:
            raise NotAllowedError("Den som har lämnat rapporten varken utreder den eller beslutar. Välj någon annan.")

    def _require_unlocked_for(self, entry_id: UUID, what: str, stamp: Stamp) -> LexSarahReportSubmitted:
        """What is asked before what an investigation consists of is changed."""
        report = self._require_open_for(entry_id, what)
        self._require_unlocked()
        self._require_no_conflict(stamp.actor_id)
        return report

    def _require_investigation_for(self, entry_id: UUID, what: str, stamp: Stamp) -> LexSarahReportSubmitted:
        """What is asked before anything is done in an investigation."""
        report = self._require_open_for(entry_id, what)
        state = self.handling.state
        if state in (HandlingState.REPORTED, HandlingState.RECEIVED):
            missing = " och ".join(self.handling.lacking[:2] if state is HandlingState.REPORTED else self.handling.lacking[:1])
            raise NotAllowedError(f"Rapporten är {state.swedish}. Det som saknas före utredningen är {missing}.")
        self._require_unlocked()
        self._require_no_conflict(stamp.actor_id)
        return report

    def _require_unlocked(self) -> None:
        self._require_state(
            HandlingState.REPORTED, HandlingState.RECEIVED, HandlingState.UNDER_INVESTIGATION,
            then="Utredningen är låst. Begär komplettering eller återuppta, så börjar en ny version bredvid den gamla.",
        )

    def _require_no_identity(self, text: str, what: str) -> None:
        """Refuse a text to share that holds what identifies a person by its form, or a name that stands in the report."""
        recognised = recognised_identity(text)
        if recognised is not None:
            raise InvalidValueError(f"{what} innehåller {recognised}. Skriv utan någons identitet.")
        told = text.casefold()
        if any(name.casefold() in told for name in self._names()):
            raise InvalidValueError(f"{what} innehåller namnet på någon i ärendet. Skriv roller i stället för namn.")

    def _names(self) -> set[str]:
        """Every name of a person that stands in the report and its entries."""
        events = (self._require_known(), *self.entries.values())
        named = (
            getattr(event, field) for event in events for field in type(event).model_fields if field.endswith("_name")
        )
        return {name for name in named if isinstance(name, str) and name.strip()}

    def _next(self, stamp: Stamp) -> dict[str, Any]:
        assert self.id is not None, "_require_known comes first in every decision but the submission"
        return envelope(self.id, self.version, stamp)
