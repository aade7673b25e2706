"""What a case remembers: plans of external providers, asked for and received."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.case.area import Area
from domain.case.providers.codes import ExternalPlanStatus
from domain.case.providers.events import (
    ExternalPlanReceived,
    ExternalPlanRefused,
    ExternalPlanReminded,
    ExternalPlanRequested,
)


class Providers(Area):
    """Plans of external providers, asked for and received.

    Attributes:
        requests: Every request by id.
        reminders: By day and then as recorded.
        received: Every plan that came, as recorded, those that nobody had asked for among them.
        refusals: By the request's id; a plan may come after one all the same.
    """

    def clear(self) -> None:
        """Nothing is remembered."""
        self.requests: dict[UUID, ExternalPlanRequested] = {}
        self.reminders: list[ExternalPlanReminded] = []
        self.received: list[ExternalPlanReceived] = []
        self.refusals: dict[UUID, ExternalPlanRefused] = {}

    def reminders_of(self, request_id: UUID) -> list[ExternalPlanReminded]:
        """The reminders of a request, by day."""
        return [each for each in self.reminders if each.plan_request_id == request_id]

    def answer_to(self, request_id: UUID) -> ExternalPlanReceived | None:
        """The plan that came on a request; None = none has."""
        return next((each for each in self.received if each.plan_request_id == request_id), None)

    def status_of(self, request_id: UUID) -> ExternalPlanStatus:
        """Where a request stands; a plan that came outweighs a refusal."""
        if self.answer_to(request_id) is not None:
            return ExternalPlanStatus.RECEIVED
        if request_id in self.refusals:
            return ExternalPlanStatus.REFUSED
        return ExternalPlanStatus.REMINDED if self.reminders_of(request_id) else ExternalPlanStatus.REQUESTED

    def due_on(self, request_id: UUID) -> date | None:
        """The day by which a plan is to come, as the last reminder that set one has it; None = none was set."""
        set_days = [each.external_plan_due_on for each in self.reminders_of(request_id) if each.external_plan_due_on is not None]
        return set_days[-1] if set_days else self.requests[request_id].external_plan_due_on

    def _request(self, event: ExternalPlanRequested) -> None:
        self.requests[event.entry_id] = event

    def _remind(self, event: ExternalPlanReminded) -> None:
        self.reminders = sorted([*self.reminders, event], key=lambda each: each.reminded_on)

    def _receive(self, event: ExternalPlanReceived) -> None:
        self.received.append(event)

    def _refuse(self, event: ExternalPlanRefused) -> None:
        self.refusals[event.plan_request_id] = event

    APPLY = {
        ExternalPlanRequested: _request,
        ExternalPlanReminded: _remind,
        ExternalPlanReceived: _receive,
        ExternalPlanRefused: _refuse,
    }
