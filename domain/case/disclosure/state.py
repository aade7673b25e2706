"""What a case remembers: extracts to the individual and requests for records."""

from __future__ import annotations

from uuid import UUID

from domain.case.area import Area
from domain.case.disclosure.events import (
    DisclosureAppealed,
    DisclosureAppealSettled,
    DisclosureDecided,
    DisclosureRequested,
    RecordExtractDisclosed,
    SecrecyReviewed,
)
from domain.case.disclosure.handling import Handling


class Disclosure(Area):
    """Extracts to the individual and requests for records.

    Attributes:
        handlings: Each request with its steps, by the request's id.
    """

    def clear(self) -> None:
        """Nobody has asked for anything."""
        self.handlings: dict[UUID, Handling] = {}
        self._request_of: dict[UUID, UUID] = {}

    def handling_of(self, step_id: UUID) -> Handling | None:
        """The request that a step belongs to; None = no such step."""
        return self.handlings.get(self._request_of.get(step_id, step_id))

    def _request(self, event: DisclosureRequested) -> None:
        self.handlings[event.entry_id] = Handling(event, event.disclosure_kind, event.requester)

    def _review(self, event: SecrecyReviewed) -> None:
        self.handlings[event.request_id].reviews.append(event)
        self._request_of[event.entry_id] = event.request_id

    def _decide(self, event: DisclosureDecided) -> None:
        self.handlings[event.request_id].decisions.append(event)
        self._request_of[event.entry_id] = event.request_id

    def _disclose(self, event: RecordExtractDisclosed) -> None:
        self._follow(event.decision_id, event.entry_id).extracts.append(event)

    def _appeal(self, event: DisclosureAppealed) -> None:
        self._follow(event.decision_id, event.entry_id).appeals.append(event)

    def _settle(self, event: DisclosureAppealSettled) -> None:
        self._follow(event.appeal_id, event.entry_id).settlements.append(event)

    def _follow(self, earlier_id: UUID, entry_id: UUID) -> Handling:
        request_id = self._request_of[earlier_id]
        self._request_of[entry_id] = request_id
        return self.handlings[request_id]

    APPLY = {
        DisclosureRequested: _request,
        SecrecyReviewed: _review,
        DisclosureDecided: _decide,
        RecordExtractDisclosed: _disclose,
        DisclosureAppealed: _appeal,
        DisclosureAppealSettled: _settle,
    }
