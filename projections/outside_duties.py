"""What has to be done outside the cases (sv. *att göra utanför ärendena*): concerns, requests, viewpoints, control."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from domain.codes import Code
from domain.concern.codes import LegalTimer
from domain.concern.state import ConcernState
from domain.lex_sarah.state import LexSarahState
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
    CARRY_OUT_ERASURE = "carry_out_erasure", "godkänn och verkställ gallringen"
    REVIEW_HOLD = "review_hold", "ompröva gallringshindret"
    ASSESS_DEVIATION = "assess_deviation", "bedöm avvikelsen"
    CLOSE_DEVIATION = "close_deviation", "åtgärda och avsluta avvikelsen"
    ESCALATE_DEVIATION = "escalate_deviation", "lämna Lex Sarah-rapport om avvikelsen"


class LexSarahDutyKind(Code):
    """A step of a Lex Sarah report that is to be taken (sv. *steg i Lex Sarah-ärendet*)."""

    RECEIVE = "lex_sarah_receive", "ta emot Lex Sarah-rapport"
    ASSESS = "lex_sarah_assess", "gör den första bedömningen av en Lex Sarah-rapport"
    ASSIGN = "lex_sarah_assign", "utse Lex Sarah-utredare"
    INVESTIGATE = "lex_sarah_investigate", "gör klart Lex Sarah-utredningen"
    DECIDE = "lex_sarah_decide", "besluta i Lex Sarah-ärendet"
    CONFIRM_TRANSFER = "lex_sarah_confirm_transfer", "få svar på den överlämnade Lex Sarah-rapporten"
    NOTIFY_IVO = "lex_sarah_notify_ivo", "anmäl till IVO"
    SEND_INVESTIGATION = "lex_sarah_send_investigation", "skicka utredningen till IVO"
    ANSWER_IVO = "lex_sarah_answer_ivo", "svara IVO"
    MEASURE = "lex_sarah_measure", "genomför åtgärd efter Lex Sarah"
    CHECK_EFFECT = "lex_sarah_check_effect", "följ upp effekten av åtgärd efter Lex Sarah"
    INFORM_INDIVIDUAL = "lex_sarah_inform_individual", "informera den enskilde om Lex Sarah-rapporten"
    FEED_BACK = "lex_sarah_feed_back", "återför vad Lex Sarah-utredningen gav"


_OF_MANAGER = frozenset({
    LexSarahDutyKind.MEASURE, LexSarahDutyKind.CHECK_EFFECT,
    OutsideDutyKind.ANSWER_REQUEST, OutsideDutyKind.ANSWER_COMPLAINT, OutsideDutyKind.TELL_WORK_GROUP,
    OutsideDutyKind.MAKE_CONTROL, OutsideDutyKind.TAKE_MEASURE, OutsideDutyKind.SEE_EFFECT,
    OutsideDutyKind.CARRY_OUT_ERASURE, OutsideDutyKind.REVIEW_HOLD,
    OutsideDutyKind.CLOSE_REVIEW, OutsideDutyKind.ASSESS_DEVIATION, OutsideDutyKind.CLOSE_DEVIATION,
    OutsideDutyKind.ESCALATE_DEVIATION,
})


class OutsideDuty(NamedTuple):
    """Something to be done in a stream that is no case.

    Args:
        kind: One of the law's times, an `OutsideDutyKind` or a `LexSarahDutyKind`.
        kept_in: The register that it is in.
        since: The day that began it.
        due_on: The last day; of what is to be done at once, the day that began it.
        at_once: Whether the law, or the board's routine for whoever is treated badly, says at once.
        staff: Who it falls to; None = whoever works with it.
    """

    kind: LegalTimer | OutsideDutyKind | LexSarahDutyKind
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


def lex_sarah_duties(report: LexSarahState, policy: Policy) -> Iterator[OutsideDuty]:
    """What is left of a Lex Sarah report in time, on whoever investigates it; nothing of one that is closed."""
    assert report.id is not None, "a stream that was read has events"
    investigator = report.handling.investigator
    waiting = [] if report.handling.closing is not None else [each for each in report.steps(policy) if each.done_on is None]
    for step in waiting:
        yield OutsideDuty(
            LexSarahDutyKind(f"lex_sarah_{step.step}"), "lex-sarah-reports", report.id, report.unit, step.started_on, step.due_on,
            staff=None if investigator is None else investigator.investigator_id,
        )


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
