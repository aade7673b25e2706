"""What a case remembers: how the case came to the unit: referral, first contact, queue, first visits and need."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.case.area import Area
from domain.case.intake.codes import OfferAnswer
from domain.case.intake.events import (
    AssignmentReceived,
    CaseAllocated,
    FirstContactMade,
    IntakeReceived,
    LeftQueue,
    NeedCategorised,
    OfferedTimeAnswered,
    PlacedInQueue,
    QueueCallMade,
    TimeOffered,
)


class Intake(Area):
    """How the case came to the unit: referral, first contact, queue, first visits and need.

    Attributes:
        intakes: The requests, by id, by the day they came in and then as recorded.
        first_contacts: By the request's id.
        allocations: By the day, then as recorded.
        offers: The times offered, by id, by the day they were offered and then as recorded.
        answers: What became of each, by the offer's id.
        queues: The waits, by id.
        calls: The calls of each wait, by its day.
        exits: How each wait ended, by the wait's id.
        needs: The need as it was categorised, by the day and then as recorded.
    """

    def clear(self) -> None:
        """Nothing has come in."""
        self.intakes: dict[UUID, IntakeReceived] = {}
        self.assignments: list[AssignmentReceived] = []
        self.first_contacts: dict[UUID, FirstContactMade] = {}
        self.allocations: list[CaseAllocated] = []
        self.offers: dict[UUID, TimeOffered] = {}
        self.answers: dict[UUID, OfferedTimeAnswered] = {}
        self.queues: dict[UUID, PlacedInQueue] = {}
        self.calls: dict[UUID, list[QueueCallMade]] = {}
        self.exits: dict[UUID, LeftQueue] = {}
        self.needs: list[NeedCategorised] = []

    def offers_of(self, intake_id: UUID) -> list[TimeOffered]:
        """The times offered after a request, the first offered first."""
        return [offer for offer in self.offers.values() if offer.intake_id == intake_id]

    def first_offer(self, intake_id: UUID) -> TimeOffered | None:
        """The first time offered; one that the unit took back is no offer."""
        return next((offer for offer in self.offers_of(intake_id) if not self._was_taken_back(offer)), None)

    def promise_kept(self, intake_id: UUID) -> bool | None:
        """Whether a time was offered by the last day to do so; None = none has been offered yet."""
        first = self.first_offer(intake_id)
        return None if first is None else first.offered_on <= self.intakes[intake_id].offer_by

    def waiting(self, intake_id: UUID) -> PlacedInQueue | None:
        """The wait that goes on after a request; None = nobody waits."""
        waits = (each for each in self.queues.values() if each.intake_id == intake_id)
        return next((each for each in waits if each.entry_id not in self.exits), None)

    def next_call_by(self, queue_id: UUID) -> date | None:
        """The last day for the next call; None = the wait is over."""
        if queue_id in self.exits:
            return None
        told = (call.next_call_by for call in reversed(self.calls[queue_id]))
        return next((day for day in told if day is not None), self.queues[queue_id].next_call_by)

    def _was_taken_back(self, offer: TimeOffered) -> bool:
        answer = self.answers.get(offer.entry_id)
        return answer is not None and answer.answer is OfferAnswer.TAKEN_BACK

    def _receive(self, event: IntakeReceived) -> None:
        added = [*self.intakes.values(), event]
        self.intakes = {each.entry_id: each for each in sorted(added, key=lambda each: each.requested_on)}

    def _assign(self, event: AssignmentReceived) -> None:
        self.assignments = sorted([*self.assignments, event], key=lambda each: each.received_on)

    def _contact(self, event: FirstContactMade) -> None:
        self.first_contacts[event.intake_id] = event

    def _allocate(self, event: CaseAllocated) -> None:
        self.allocations = sorted([*self.allocations, event], key=lambda each: each.allocated_on)

    def _offer(self, event: TimeOffered) -> None:
        added = [*self.offers.values(), event]
        self.offers = {each.entry_id: each for each in sorted(added, key=lambda each: each.offered_on)}

    def _answer(self, event: OfferedTimeAnswered) -> None:
        self.answers[event.offer_id] = event

    def _queue(self, event: PlacedInQueue) -> None:
        self.queues[event.entry_id] = event
        self.calls[event.entry_id] = []

    def _call(self, event: QueueCallMade) -> None:
        self.calls[event.queue_id] = sorted([*self.calls[event.queue_id], event], key=lambda each: each.occurred.on)

    def _leave(self, event: LeftQueue) -> None:
        self.exits[event.queue_id] = event

    def _categorise(self, event: NeedCategorised) -> None:
        self.needs = sorted([*self.needs, event], key=lambda each: each.categorised_on)

    APPLY = {
        IntakeReceived: _receive,
        AssignmentReceived: _assign,
        FirstContactMade: _contact,
        CaseAllocated: _allocate,
        TimeOffered: _offer,
        OfferedTimeAnswered: _answer,
        PlacedInQueue: _queue,
        QueueCallMade: _call,
        LeftQueue: _leave,
        NeedCategorised: _categorise,
    }
