"""The notification to IVO, as a report remembers it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, ClassVar, NamedTuple
from uuid import UUID

from domain.lex_sarah import handling_events as h
from domain.lex_sarah import ivo_events as e
from domain.lex_sarah.base import LexSarahEvent, Region
from domain.lex_sarah.codes import IvoState, LexSarahStep, Notifier
from domain.lex_sarah.timers import Step, step
from domain.policies import Policy


class Owed(NamedTuple):
    """Something that IVO is to have (sv. *komplettering till IVO*): the investigation, or the answer to a request.

    Args:
        due_on: The last day, as IVO moved it last.
        sent_on: None = not sent.
        lapsed: Whether IVO decided without it, so that it is awaited no more.
    """

    started_on: date
    due_on: date
    sent_on: date | None = None
    lapsed: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it is still to be sent."""
        return self.sent_on is None and not self.lapsed


class IvoRegion(Region):
    """The notification to IVO (sv. *anmälan till IVO*). Source: SoL 2025:400 27:6.

    Attributes:
        needed: Whether IVO is to be notified; None = not decided.
        needed_since: The day it was known that IVO is to be notified; None = it is not, or is not decided.
        notifier: Who notifies; None = not decided.
        notification: As sent; it never changes.
        case_number: IVO's, as last stated.
        investigation: When it is owed apart from the notification; None = it was attached, or nothing is sent.
        requests: What IVO asked for, by the request's id, in order.
        supplements, letters, decisions: In the order recorded.
    """

    def clear(self) -> None:
        """Set the memory to that of a region that no event has touched."""
        self.needed: bool | None = None
        self.needed_since: date | None = None
        self.notifier: Notifier | None = None
        self.notification: e.IvoNotificationSent | None = None
        self.case_number: str | None = None
        self.investigation: Owed | None = None
        self.requests: dict[UUID, Owed] = {}
        self.supplements: tuple[e.IvoSupplementSent, ...] = ()
        self.letters: tuple[e.IvoLetterReceived, ...] = ()
        self.decisions: tuple[e.IvoDecided, ...] = ()
        self.is_decided = False

    @property
    def state(self) -> IvoState:
        """How far it has come."""
        if self.notification is None:
            return {None: IvoState.UNDECIDED, False: IvoState.NOT_REQUIRED, True: IvoState.DUE}[self.needed]
        if self.investigation_is_due or self.open_requests:
            return IvoState.SUPPLEMENT_DUE
        return IvoState.IVO_CLOSED if self.is_decided else IvoState.AWAITING_IVO

    @property
    def investigation_is_due(self) -> bool:
        """Whether the investigation is still to be sent."""
        return self.investigation is not None and self.investigation.is_open

    @property
    def open_requests(self) -> dict[UUID, Owed]:
        """What IVO asked for and is still to have, by the request's id."""
        return {key: each for key, each in self.requests.items() if each.is_open}

    @property
    def is_begun(self) -> bool:
        """Whether it is decided whether IVO is notified, or anything came from IVO."""
        return self.needed is not None or bool(self.letters)

    @property
    def lacking(self) -> tuple[str, ...]:
        """What is left to do before the report can be closed."""
        match self.state:
            case IvoState.UNDECIDED:
                return ("beslut om anmälan till IVO",)
            case IvoState.DUE:
                return ("anmälan till IVO",)
            case IvoState.SUPPLEMENT_DUE:
                owed = [] if not self.investigation_is_due else [f"utredningen till IVO senast {self.investigation.due_on}"]
                return (*owed, *(f"svar på IVO:s begäran senast {each.due_on}" for each in self.open_requests.values()))
            case IvoState.AWAITING_IVO:
                return ("IVO:s beslut",)
        return ()

    def steps(self, policy: Policy) -> tuple[Step, ...]:
        """Its times that run or have run, in the order that they begin."""
        found = []
        sent = self.notification
        if self.needed_since is not None:
            sent_on = None if sent is None else sent.sent_at.on
            found.append(step(LexSarahStep.NOTIFY_IVO, self.needed_since, policy.ivo_notification_days, sent_on))
        if self.investigation is not None:
            owed = self.investigation
            found.append(Step(LexSarahStep.SEND_INVESTIGATION, owed.started_on, owed.due_on, owed.sent_on))
        found += [
            Step(LexSarahStep.ANSWER_IVO, owed.started_on, owed.due_on, owed.sent_on)
            for owed in self.requests.values() if not owed.lapsed
        ]
        return tuple(found)

    def _need(self, needed: bool, on: date, notifier: Notifier | None = None) -> None:
        """What was decided before the notification; after it, nothing changes that it was sent."""
        if self.notification is None:
            self.needed_since = (self.needed_since or on) if needed else None
            self.needed = needed
            self.notifier = notifier if needed else None

    def _assess(self, event: h.InitialAssessmentMade) -> None:
        if event.ivo_obvious:
            self._need(True, event.initially_assessed_on)

    def _escalate(self, event: h.DegreeEscalated) -> None:
        if event.degree.is_serious:
            self._need(True, event.escalated_on, self.notifier)

    def _decide(self, event: h.MisconductDecided) -> None:
        self._need(event.notify_ivo, event.decided_on, self.notifier)

    def _decide_notification(self, event: e.IvoNotificationDecided) -> None:
        self._need(event.notify_ivo, event.decided_on, event.notifier)

    def _notify(self, event: e.IvoNotificationSent) -> None:
        self.notification, self.needed, self.notifier = event, True, event.notified_by
        self.case_number = event.ivo_case_number
        if event.investigation_due_on is not None:
            self.investigation = Owed(event.sent_at.on, event.investigation_due_on)

    def _state_number(self, event: e.IvoCaseNumberStated) -> None:
        self.case_number = event.ivo_case_number

    def _request(self, event: e.IvoSupplementRequested) -> None:
        self.requests = {**self.requests, event.entry_id: Owed(event.requested_on, event.answer_due_on)}

    def _move(self, event: e.IvoDeadlineMoved) -> None:
        if event.request_id is None:
            self.investigation = self.investigation and self.investigation._replace(due_on=event.answer_due_on)
        elif event.request_id in self.requests:
            self._change_request(event.request_id, due_on=event.answer_due_on)

    def _supplement(self, event: e.IvoSupplementSent) -> None:
        self.supplements = (*self.supplements, event)
        if event.with_investigation and self.investigation_is_due:
            self.investigation = self.investigation._replace(sent_on=event.sent_at.on)
        for request_id in event.answered_requests:
            if request_id in self.requests:
                self._change_request(request_id, sent_on=event.sent_at.on)

    def _take_letter(self, event: e.IvoLetterReceived) -> None:
        self.letters = (*self.letters, event)

    def _take_decision(self, event: e.IvoDecided) -> None:
        self.decisions, self.is_decided = (*self.decisions, event), True
        for request_id in self.open_requests:
            self._change_request(request_id, lapsed=True)

    def _change_request(self, request_id: UUID, **changes: Any) -> None:
        self.requests = {**self.requests, request_id: self.requests[request_id]._replace(**changes)}

    APPLY: ClassVar[Mapping[type[LexSarahEvent], Callable[[Any, Any], None]]] = {
        h.InitialAssessmentMade: _assess,
        h.DegreeEscalated: _escalate,
        h.MisconductDecided: _decide,
        e.IvoNotificationDecided: _decide_notification,
        e.IvoNotificationSent: _notify,
        e.IvoCaseNumberStated: _state_number,
        e.IvoSupplementRequested: _request,
        e.IvoDeadlineMoved: _move,
        e.IvoSupplementSent: _supplement,
        e.IvoLetterReceived: _take_letter,
        e.IvoDecided: _take_decision,
    }
