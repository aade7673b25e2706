"""What has to be done outside the cases (sv. *att göra utanför ärendena*): concerns, requests, viewpoints, control."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from domain.codes import Code
from domain.concern.codes import LegalTimer
from domain.concern.state import ConcernState
from domain.outreach.outreach import Outreach
from domain.policies import Policy
from domain.records_request.state import RecordsRequestState
from domain.viewpoint.codes import AdaptationState
from domain.viewpoint.state import ViewpointState
from projections.duties import DutyRole
from projections.json_values import as_json


class OutsideDutyKind(Code):
    """What is to be done, beside the times that the law sets (sv. *att göra utanför ärendena*)."""

    SEEK_AGAIN = "seek_again", "sök personen igen"
    ANSWER_REQUEST = "answer_request", "svara på begäran om allmän handling"
    ASK_ABOUT_LINK = "ask_about_link", "fråga om länkningen håller"
    TELL_MANAGER = "tell_manager", "meddela chef"
    DECIDE_ADAPTATION = "decide_adaptation", "ta ställning till anpassning efter synpunkt"
    GIVE_FEEDBACK = "give_feedback", "återkoppla till den som lämnade synpunkten"
    ANSWER_COMPLAINT = "answer_complaint", "besvara formellt klagomål"
    TELL_WORK_GROUP = "tell_work_group", "återkoppla svaret till arbetsgruppen"
    MAKE_CONTROL = "make_control", "gör kontrollen i internkontrollplanen"
    TAKE_MEASURE = "take_measure", "gör åtgärden i internkontrollen"
    SEE_EFFECT = "see_effect", "följ upp åtgärdens effekt"
    ANSWER_FINDINGS = "answer_findings", "besvara iakttagelserna i journalgranskningen"
    CLOSE_REVIEW = "close_review", "avsluta journalgranskningen"
    ASSESS_DEVIATION = "assess_deviation", "bedöm avvikelsen"
    CLOSE_DEVIATION = "close_deviation", "åtgärda och avsluta avvikelsen"
    ESCALATE_DEVIATION = "escalate_deviation", "lämna Lex Sarah-rapport om avvikelsen"


_OF_MANAGER = frozenset({
    OutsideDutyKind.ANSWER_REQUEST, OutsideDutyKind.ANSWER_COMPLAINT, OutsideDutyKind.TELL_WORK_GROUP,
    OutsideDutyKind.MAKE_CONTROL, OutsideDutyKind.TAKE_MEASURE, OutsideDutyKind.SEE_EFFECT,
    OutsideDutyKind.CLOSE_REVIEW, OutsideDutyKind.ASSESS_DEVIATION, OutsideDutyKind.CLOSE_DEVIATION,
    OutsideDutyKind.ESCALATE_DEVIATION,
})


class OutsideDuty(NamedTuple):
    """Something to be done in a stream that is no case.

    Args:
        kind: One of the law's times, or an `OutsideDutyKind`.
        kept_in: The register that it is in.
        since: The day that began it.
        due_on: The last day; of what is to be done at once, the day that began it.
        at_once: Whether the law, or the board's routine for whoever is treated badly, says at once.
        staff: Who it falls to; None = whoever works with it.
    """

    kind: LegalTimer | OutsideDutyKind
    kept_in: str
    stream_id: UUID
    unit: UUID | None
    since: date
    due_on: date
    at_once: bool = False
    staff: UUID | None = None

    @property
    def role(self) -> DutyRole:
        """Whose list it is on."""
        return DutyRole.MANAGER if self.kind in _OF_MANAGER else DutyRole.WORKER

    def to_json(self, day: date) -> dict[str, Any]:
        """The duty as JSON, on a day."""
        return {
            "kind": self.kind.value, "what": self.kind.swedish, "role": self.role.value,
            "staff": as_json(self.staff), "kept_in": self.kept_in, "about": as_json(self.stream_id),
            "unit_id": as_json(self.unit), "since": as_json(self.since), "due_on": as_json(self.due_on), "at_once": self.at_once,
            "days_overdue": max(0, (day - self.due_on).days),
        }


def outside_duties(
    concerns: Iterable[ConcernState], requests: Iterable[RecordsRequestState], outreach: Iterable[Outreach],
    viewpoints: Iterable[ViewpointState], policy: Policy, also: Iterable[OutsideDuty] = (),
) -> list[OutsideDuty]:
    """Everything that waits, the first due first.

    Args:
        also: What other registers have, each said by its own projection.
    """
    found = [
        *(duty for each in concerns for duty in _of_concern(each)),
        *(duty for each in requests for duty in _of_request(each)),
        *(duty for each in outreach for duty in _of_outreach(each, policy)),
        *(duty for each in viewpoints for duty in _of_viewpoint(each, policy)),
        *also,
    ]
    return sorted(found, key=lambda duty: (duty.due_on, duty.since, duty.kind.value, duty.stream_id))


def _of_concern(concern: ConcernState) -> Iterator[OutsideDuty]:
    assert concern.id is not None, "a stream that was read has events"
    # What was closed without is no longer waited for; the concern's own document says that it was never done.
    waiting = [] if concern.closing is not None else [timer for timer in concern.timers() if timer.done_on is None]
    for timer in waiting:
        yield OutsideDuty(
            timer.timer, "concerns", concern.id, concern.unit, timer.started_on, timer.due_on, timer.at_once
        )
    if concern.try_again_on is not None:
        sought_on = concern.outreach[-1].sought_at.on
        yield OutsideDuty(
            OutsideDutyKind.SEEK_AGAIN, "concerns", concern.id, concern.unit, sought_on, concern.try_again_on
        )


def _of_request(request: RecordsRequestState) -> Iterator[OutsideDuty]:
    assert request.id is not None, "a stream that was read has events"
    handling = request.handling
    if handling is not None and not handling.is_answered:
        asked = handling.request
        yield OutsideDuty(
            OutsideDutyKind.ANSWER_REQUEST, "records-requests", request.id, request.unit, asked.received_on, asked.answer_by
        )


def _of_outreach(outreach: Outreach, policy: Policy) -> Iterator[OutsideDuty]:
    assert outreach.id is not None and outreach.facts is not None, "a stream that was read has events"
    due_on = outreach.confirmation_due_on(policy)
    if due_on is not None:
        yield OutsideDuty(
            OutsideDutyKind.ASK_ABOUT_LINK, "outreach", outreach.id, outreach.facts.unit, outreach.facts.occurred_on, due_on
        )


def _of_viewpoint(viewpoint: ViewpointState, policy: Policy) -> Iterator[OutsideDuty]:
    facts = viewpoint.facts
    assert viewpoint.id is not None and facts is not None, "a stream that was read has events"
    if facts.source is not None:
        # An empty cell of an import says nothing, so nothing is known to be left undone.
        return
    received_on = facts.received_on
    waiting: list[tuple[OutsideDutyKind, date, int]] = []
    if viewpoint.must_reach_a_manager and viewpoint.manager_told is None:
        waiting.append((OutsideDutyKind.TELL_MANAGER, received_on, 0))
    if viewpoint.adaptation_state is AdaptationState.OPEN:
        waiting.append((OutsideDutyKind.DECIDE_ADAPTATION, received_on, policy.viewpoint_adaptation_days))
    if viewpoint.awaits_feedback:
        waiting.append((OutsideDutyKind.GIVE_FEEDBACK, received_on, policy.viewpoint_feedback_days))
    if viewpoint.registration is not None and viewpoint.answer is None:
        waiting.append((OutsideDutyKind.ANSWER_COMPLAINT, viewpoint.registration.registered_on, policy.complaint_answer_days))
    if viewpoint.answer is not None and viewpoint.work_group_told is None:
        answered_on = viewpoint.answer.complaint_answered_on
        waiting.append((OutsideDutyKind.TELL_WORK_GROUP, answered_on, policy.viewpoint_feedback_days))
    for kind, since, days in waiting:
        at_once = kind is OutsideDutyKind.TELL_MANAGER
        yield OutsideDuty(kind, "viewpoints", viewpoint.id, facts.unit, since, since + timedelta(days=days), at_once)
