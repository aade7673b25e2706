"""What a request for public records remembers: its steps as they stand, and those that were struck."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from domain.base import DomainEvent, Stamp, envelope
from domain.case.disclosure.codes import DisclosureKind, Requester
from domain.case.disclosure.handling import Handling
from domain.errors import ConflictError, NotFoundError
from domain.records_request.events import (
    RecordsDisclosed,
    RecordsRequestAppealed,
    RecordsRequestAppealSettled,
    RecordsRequestDecided,
    RecordsRequestReceived,
    RecordsRequestReviewed,
    RecordsRequestStep,
    RecordsRequestStepStruck,
)
from domain.stream_state import StreamState


class RecordsRequestState(StreamState):
    """The steps of one request; a fold that never refuses.

    Attributes:
        steps: The steps that stand, by id, in the order recorded.
        struck: Those that were struck, by id.
        handling: How far the request has come; None = it was not received, or its receipt was struck.
        unit: The unit that answers.
    """

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.steps: dict[UUID, RecordsRequestStep] = {}
        self.struck: dict[UUID, RecordsRequestStep] = {}
        self.handling: Handling | None = None
        self.unit: UUID | None = None

    def _take_in(self, event: DomainEvent) -> None:
        if isinstance(event, RecordsRequestStep):
            self.steps[event.entry_id] = event
            self._take(event)
        elif isinstance(event, RecordsRequestStepStruck):
            self.struck[event.entry_id] = self.steps.pop(event.entry_id)
            self.handling = None
            for step in self.steps.values():
                self._take(step)

    def _take(self, step: RecordsRequestStep) -> None:
        if isinstance(step, RecordsRequestReceived):
            self.unit = step.unit
            self.handling = Handling(step, DisclosureKind.PUBLIC_RECORD, Requester.UNKNOWN)
        elif self.handling is not None:
            getattr(self.handling, _LISTS[type(step)]).append(step)

    def _require_handling(self) -> Handling:
        if self.handling is None:
            raise NotFoundError("Begäran finns inte i nämnden, eller så är den struken. Kontrollera uppgiften.")
        return self.handling

    def _require_new(self, entry_id: UUID, what: str) -> None:
        if entry_id in self.steps or entry_id in self.struck:
            raise ConflictError(f"{what} finns redan i begäran. Stryk den som finns och skriv en ny.")

    def _next(self, stamp: Stamp) -> dict[str, Any]:
        assert self.id is not None, "_require_handling comes first in every decision but the receipt"
        return envelope(self.id, self.version, stamp)


_LISTS = {
    RecordsRequestReviewed: "reviews",
    RecordsRequestDecided: "decisions",
    RecordsDisclosed: "extracts",
    RecordsRequestAppealed: "appeals",
    RecordsRequestAppealSettled: "settlements",
}
