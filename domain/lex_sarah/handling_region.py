"""The handling, as a report remembers it: what was reported, found and decided, who investigates, who has access."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, ClassVar, NamedTuple
from uuid import UUID

from domain.lex_sarah import handling_events as e
from domain.lex_sarah import investigation_events as i
from domain.lex_sarah.access import AccessSpan, after
from domain.lex_sarah.base import LexSarahEntry, LexSarahEvent, Region
from domain.lex_sarah.codes import Affected, Degree, HandlingState, InvestigationForm, LexSarahStep
from domain.lex_sarah.timers import Step, step
from domain.policies import Policy


class InvestigationVersion(NamedTuple):
    """A version of the investigation that was complete (sv. *utredningsversion*); a later one stands beside it."""

    completed: i.InvestigationCompleted
    begun_on: date
    decided: e.MisconductDecided | None = None


class HandlingRegion(Region):
    """How a report is handled (sv. *handläggning*).

    Attributes:
        report: The report as it was submitted; None = nothing was.
        affected, case_ids: Who is affected, as last stated.
        deviations: The deviations that were escalated to it, in order.
        assessment: The first assessment; `form` is the form of investigation as last decided.
        investigator: Who investigates now; None = nobody yet, or nobody after a conflict.
        in_conflict: Those who take no part.
        material: What the investigation consists of now, by id.
        versions: Every version that was complete, in order.
        version_number: Of the version that is worked with or holds, from 1.
        completed, decision: Of that version; None = not yet.
        degree: As last stated, by whichever assessment, escalation or decision came last.
        access: Who has had which access, in the order given.
    """

    def clear(self) -> None:
        """Set the memory to that of a region that no event has touched."""
        self.report: e.LexSarahReportSubmitted | None = None
        self.affected = Affected.UNKNOWN
        self.case_ids: tuple[UUID, ...] = ()
        self.receipt: e.LexSarahReportReceived | None = None
        self.registered: e.LexSarahReportRegistered | None = None
        self.transfer: e.TransferProposed | None = None
        self.transfer_answer: e.TransferAnswered | None = None
        self.link: e.ReportLinked | None = None
        self.deviations: tuple[UUID, ...] = ()
        self.assessment: e.InitialAssessmentMade | None = None
        self.form: InvestigationForm | None = None
        self.opened_on: date | None = None
        self.investigator: e.InvestigatorAssigned | None = None
        self.in_conflict: frozenset[UUID] = frozenset()
        self.material: dict[UUID, LexSarahEntry] = {}
        self.version_number = 1
        self.version_begun_on: date | None = None
        self.versions: tuple[InvestigationVersion, ...] = ()
        self.completed: i.InvestigationCompleted | None = None
        self.decision: e.MisconductDecided | None = None
        self.degree: Degree | None = None
        self.closing: e.ReportClosed | None = None
        self.reopening: e.ReportReopened | None = None
        self.access: tuple[AccessSpan, ...] = ()

    def take(self, event: LexSarahEvent) -> None:
        """Take in an event of the stream; what it says of access is kept whatever else it says."""
        if isinstance(event, LexSarahEntry) and event.IS_INVESTIGATION:
            self.material[event.entry_id] = event
        super().take(event)
        self.access = after(self.access, event)

    @property
    def state(self) -> HandlingState:
        """How far it has come."""
        pending = self.transfer is not None
        steps = (
            (self.closing, HandlingState.CLOSED), (self.link, HandlingState.LINKED),
            (self.transfer_answer, HandlingState.TRANSFERRED),
            (self.transfer if pending else None, HandlingState.TRANSFER_PROPOSED), (self.decision, HandlingState.DECIDED),
            (self.completed, HandlingState.INVESTIGATED), (self.assessment, HandlingState.UNDER_INVESTIGATION),
            (self.receipt, HandlingState.RECEIVED),
        )
        return next((state for event, state in steps if event is not None), HandlingState.REPORTED)

    @property
    def is_begun(self) -> bool:
        """Whether anything was reported."""
        return self.report is not None

    @property
    def lacking(self) -> tuple[str, ...]:
        """What is left until it is decided; nothing of one that another report or another board carries on."""
        if self.state in (HandlingState.LINKED, HandlingState.TRANSFERRED):
            return ()
        if self.state is HandlingState.TRANSFER_PROPOSED:
            return ("den andra nämndens svar på överlämnandet",)
        steps = (
            (self.receipt, "mottagningen av rapporten"), (self.assessment, "den första bedömningen"),
            (self.investigator if self.completed is None else self.completed, "en utredare"),
            (self.completed, "en klar utredning"), (self.decision, "beslutet"),
        )
        return tuple(what for event, what in steps if event is None)

    def of(self, kind: type[Any]) -> list[Any]:
        """The entries of one kind that the investigation consists of now, in the order recorded."""
        return [entry for entry in self.material.values() if isinstance(entry, kind)]

    def steps(self, policy: Policy) -> tuple[Step, ...]:
        """The times of the handling that run or have run; those of one that others carry on end with what was done."""
        if self.report is None:
            return ()
        reported, received, assessed = self.report, self.receipt, self.assessment
        received_on = None if received is None else received.lex_received_on
        found = [
            step(LexSarahStep.REPORT, reported.noticed_at.on, policy.lex_sarah_report_days, reported.submitted_on),
            step(LexSarahStep.RECEIVE, reported.submitted_on, policy.lex_sarah_receipt_days, received_on),
        ]
        if received is not None:
            made_on = None if assessed is None else assessed.initially_assessed_on
            found.append(step(LexSarahStep.ASSESS, received.lex_received_on, policy.lex_sarah_assessment_days, made_on))
        if assessed is not None:
            found.append(step(
                LexSarahStep.ASSIGN, assessed.initially_assessed_on, policy.lex_sarah_assignment_days, self.opened_on
            ))
        found += self._investigation_steps(policy)
        if self.transfer is not None and self.transfer_answer is None:
            found.append(step(LexSarahStep.CONFIRM_TRANSFER, self.transfer.transfer_proposed_on, policy.lex_sarah_transfer_days))
        carried_on = self.state in (HandlingState.LINKED, HandlingState.TRANSFERRED) or self.closing is not None
        return tuple(each for each in found if each.done_on is not None or not carried_on)

    def _investigation_steps(self, policy: Policy) -> list[Step]:
        """Of every version, the oldest first: one that was late stays so, whatever came of it."""
        found = []
        for each in self.versions:
            done_on, decided = each.completed.investigated_on, each.decided
            found.append(step(LexSarahStep.INVESTIGATE, each.begun_on, policy.lex_sarah_investigation_days, done_on))
            if decided is not None or each.completed is self.completed:
                found.append(step(
                    LexSarahStep.DECIDE, done_on, policy.lex_sarah_decision_days, decided and decided.decided_on
                ))
        if self.completed is None and self._begun_on is not None:
            found.append(step(LexSarahStep.INVESTIGATE, self._begun_on, policy.lex_sarah_investigation_days))
        return found

    @property
    def _begun_on(self) -> date | None:
        """The day that the version that is worked with began; None = nothing is received."""
        return self.version_begun_on or (self.receipt and self.receipt.lex_received_on)

    def _report(self, event: e.LexSarahReportSubmitted) -> None:
        self.report, self.affected, self.case_ids = event, event.affected, event.case_ids

    def _receive(self, event: e.LexSarahReportReceived) -> None:
        self.receipt = event
        if event.receiver_in_conflict:
            self.in_conflict |= {event.receiver_id}

    def _register(self, event: e.LexSarahReportRegistered) -> None:
        self.registered = event

    def _propose_transfer(self, event: e.TransferProposed) -> None:
        self.transfer = event

    def _answer_transfer(self, event: e.TransferAnswered) -> None:
        if event.transfer_accepted:
            self.transfer_answer = event
        else:
            self.transfer = None

    def _link(self, event: e.ReportLinked) -> None:
        self.link = event

    def _link_deviation(self, event: e.DeviationLinked) -> None:
        self.deviations = (*self.deviations, event.deviation_id)

    def _state_affected(self, event: e.AffectedStated) -> None:
        self.affected, self.case_ids = event.affected, event.case_ids

    def _assess(self, event: e.InitialAssessmentMade) -> None:
        self.assessment, self.form, self.degree = event, event.investigation_form, event.provisional_degree

    def _change_form(self, event: e.InvestigationFormChanged) -> None:
        self.form = event.investigation_form

    def _assign(self, event: e.InvestigatorAssigned) -> None:
        self.investigator = event
        self.opened_on = self.opened_on or event.investigator_assigned_on

    def _declare_conflict(self, event: e.ConflictDeclared) -> None:
        self.in_conflict |= {event.conflicted_id}
        if self.investigator is not None and self.investigator.investigator_id == event.conflicted_id:
            self.investigator = None

    def _complete(self, event: i.InvestigationCompleted) -> None:
        self.completed = event
        self.versions = (*self.versions, InvestigationVersion(event, self._begun_on or event.investigated_on))

    def _return(self, event: i.ReturnedForSupplement) -> None:
        self._begin_version(event.investigation_version, event.supplement_asked_on)

    def _decide(self, event: e.MisconductDecided) -> None:
        self.decision, self.degree = event, event.degree
        self.versions = tuple(
            each._replace(decided=event) if each.completed.investigation_version == event.investigation_version else each
            for each in self.versions
        )

    def _escalate(self, event: e.DegreeEscalated) -> None:
        self.degree = event.degree

    def _close(self, event: e.ReportClosed) -> None:
        self.closing = event

    def _reopen(self, event: e.ReportReopened) -> None:
        self.reopening = event
        self.closing = self.link = self.transfer = self.transfer_answer = None
        self._begin_version(event.investigation_version, event.reopened_on)

    def _begin_version(self, number: int, begun_on: date) -> None:
        self.completed = self.decision = None
        self.version_number, self.version_begun_on = number, begun_on

    APPLY: ClassVar[Mapping[type[LexSarahEvent], Callable[[Any, Any], None]]] = {
        e.LexSarahReportSubmitted: _report,
        e.LexSarahReportReceived: _receive,
        e.LexSarahReportRegistered: _register,
        e.TransferProposed: _propose_transfer,
        e.TransferAnswered: _answer_transfer,
        e.ReportLinked: _link,
        e.DeviationLinked: _link_deviation,
        e.AffectedStated: _state_affected,
        e.InitialAssessmentMade: _assess,
        e.InvestigationFormChanged: _change_form,
        e.InvestigatorAssigned: _assign,
        e.ConflictDeclared: _declare_conflict,
        i.InvestigationCompleted: _complete,
        i.ReturnedForSupplement: _return,
        e.MisconductDecided: _decide,
        e.DegreeEscalated: _escalate,
        e.ReportClosed: _close,
        e.ReportReopened: _reopen,
    }
