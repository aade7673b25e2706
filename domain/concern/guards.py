"""What every decision about a concern checks the same way, and the envelope that it stamps on its facts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from domain.base import Purpose, Source, Stamp, envelope
from domain.concern.codes import InquiryDecision
from domain.concern.events import ConcernFacts, PreliminaryAssessmentDecided
from domain.concern.state import ConcernState
from domain.errors import ConflictError, NotAllowedError, NotFoundError
from domain.policies import Policy


class GuardedConcern(ConcernState):
    """A concern that knows how to refuse; the decisions build on it."""

    def _require_known(self) -> ConcernFacts:
        if self.facts is None:
            raise NotFoundError("Oron finns inte i nämnden. Kontrollera uppgiften.")
        return self.facts

    def _require_open_for(self, entry_id: UUID, what: str) -> ConcernFacts:
        facts = self._require_known()
        if self.has_used(entry_id):
            raise ConflictError(f"{what} finns redan. Stryk den uppgift som finns, och skriv en ny.")
        if self.closing is not None:
            raise NotAllowedError(f"Arbetet med oron avslutades {self.closing.concern_closed_on}. Stryk avslutet först.")
        return facts

    def _require_inquiry(self) -> PreliminaryAssessmentDecided:
        if self.decision is None or self.decision.inquiry_decision is not InquiryDecision.OPEN:
            raise NotAllowedError("Ingen utredning är inledd efter oron. Besluta först om utredning ska inledas.")
        return self.decision

    def _next(self, stamp: Stamp) -> dict[str, Any]:
        assert self.id is not None, "_require_known comes first"
        return envelope(self.id, self.version, stamp)


def is_imported(stamp: Stamp, source: Source | None) -> bool:
    """Whether a fact is imported history, which was written elsewhere and by that system's rules."""
    return stamp.purpose is Purpose.IMPORT and source is not None


def require_texts(policy: Policy, texts: Mapping[str, str | None]) -> None:
    """Refuse a text that is given and cannot be stored; by what it is called in a message."""
    for what, text in texts.items():
        if text is not None:
            policy.require_text(text, what)
