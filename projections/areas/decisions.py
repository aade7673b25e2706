"""The words and the document of an area: formal decisions, what became of them, and appeals."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.case.case import Case
from domain.case.decisions.codes import AppealMeasure, DecisionStanding
from domain.case.decisions.events import AppealReceived, DecisionMade, DecisionRequested
from domain.case.intake.events import IntakeReceived
from domain.concern.codes import LegalTimer
from domain.concern.timers import due
from projections.entry_json import entry_as_json
from projections.json_values import as_json
from projections.legal_timers import awaits_decision, timer_document

HEADINGS: Mapping[str, str] = {
    "case.decision_made": "Beslut",
    "case.decision_communicated": "Underrättelse om beslut",
    "case.decision_followed_up": "Beslut följdes upp",
    "case.decision_executed": "Verkställighet av beslut",
    "case.non_execution_reported": "Ej verkställt beslut rapporterat",
    "case.clerical_error_corrected": "Skrivfel i beslut rättat",
    "case.appeal_received": "Överklagande kom in",
    "case.appeal_handled": "Åtgärd med överklagande",
    "case.appeal_decided": "Domstolens avgörande",
    "case.delay_told": "Underrättelse om försening",
    "case.decision_requested": "Begäran om avgörande",
    "case.decision_request_refused": "Begäran om avgörande avslogs",
}
FIELD_LABELS: Mapping[str, str] = {
    "decided_on": "Beslutat",
    "outcome": "Utfall",
    "favourable": "Gynnande",
    "decision_text": "Beslutets innehåll",
    "decision_grounds": "Motivering",
    "grounds_omitted": "Varför motiveringen utelämnats",
    "legal_ground": "Lagrum",
    "decider_name": "Beslutsfattare",
    "decider_title": "Befattning",
    "delegation_reference": "Delegation",
    "decided_elsewhere": "Beslutat av",
    "presenter_name": "Föredragande",
    "presenter_title": "Befattning",
    "also_present": "Med vid handläggningen",
    "from_date": "Från och med",
    "to_date": "Till och med",
    "follow_up_on": "Uppföljning",
    "appealable": "Får överklagas",
    "communicated": "Kommunicering",
    "material_sent_on": "Underlaget kommunicerades",
    "material_manner": "Sätt för kommuniceringen",
    "not_communicated": "Varför underlaget inte kommunicerades",
    "party_reply": "Den enskildes yttrande",
    "amendment": "Ändring av tidigare beslut",
    "amendment_ground": "Skäl till ändringen",
    "to_detriment": "Till nackdel",
    "notified_on": "Underrättad",
    "notice_manner": "Sätt för underrättelsen",
    "decision_party": "Part eller företrädare",
    "appeal_instructions": "Besvärshänvisning",
    "reached_on": "Kom fram",
    "followed_up_on": "Följdes upp",
    "conclusion": "Resultat av uppföljningen",
    "follow_up_finding": "Vad uppföljningen visade",
    "follow_up_view": "Den enskilde om beslutet",
    "step_on": "Dag för verkställigheten",
    "execution_step": "Verkställighet",
    "step_reason": "Om verkställigheten",
    "non_execution_reported_on": "Rapporterat",
    "unexecuted_receivers": "Rapporterat till",
    "error_corrected_on": "Skrivfelet rättat",
    "text_before": "Stod",
    "text_after": "Ska stå",
    "party_heard": "Parten hördes",
    "received_on": "Inkom",
    "appeal_text": "Vad överklagandet gäller",
    "forward_by": "Överlämna senast",
    "handled_on": "Dag för åtgärden",
    "appeal_measure": "Åtgärd",
    "measure_grounds": "Skäl till åtgärden",
    "judged_on": "Avgjort",
    "court": "Domstol",
    "court_outcome": "Domstolens utfall",
    "decision_stands": "Beslutet står fast",
    "court_case_number": "Målnummer",
    "ruling_text": "Domstolens avgörande",
    "told_of_delay_on": "Underrättad om förseningen",
    "delay_reason": "Orsak till förseningen",
    "request_refused_on": "Begäran avslogs",
}
TEXT_LABELS: Mapping[str, str] = {}


def document(case: Case) -> dict[str, Any]:
    """The area as it stands, as JSON: every decision, the latest first, with what became of it.

    What is true only on a day is said as a day: `ended_unfollowed_on` is the last day of a time-limited decision that nobody has
    followed up, and `execute_by` the day after which it must be reported that it is not carried out.
    """
    return {
        "decisions": [_decision(case, each) for each in reversed(case.decision.decisions.values())],
        "applications": [_application(case, each) for each in case.intake.intakes.values() if awaits_decision(each)],
    }


def _application(case: Case, intake: IntakeReceived) -> dict[str, Any]:
    """What is owed to who waits for a decision, whose own times run beside it."""
    record, intake_id = case.decision, intake.entry_id
    decided_on = record.application_decided_on(intake_id)
    asked = [each for each in record.requests.values() if each.intake_id == intake_id]
    return {
        "intake": as_json(intake_id),
        "timers": [
            timer_document(due(LegalTimer.DELAYED_DECISION, intake.requested_on, decided_on)),
            *(
                timer_document(due(LegalTimer.DECISION_AFTER_REQUEST, each.received_on, _answered_on(case, each)))
                for each in asked
            ),
        ],
        "delays_told": [entry_as_json(each) for each in record.delays if each.intake_id == intake_id],
        "requests": [{**entry_as_json(each), "refused_by": _refused_by(case, each)} for each in asked],
    }


def _answered_on(case: Case, request: DecisionRequested) -> date | None:
    refusal = case.decision.refusals.get(request.entry_id)
    days = (case.decision.application_decided_on(request.intake_id), None if refusal is None else refusal.request_refused_on)
    return min((day for day in days if day is not None), default=None)


def _refused_by(case: Case, request: DecisionRequested) -> str | None:
    refusal = case.decision.refusals.get(request.entry_id)
    return None if refusal is None else as_json(refusal.decision_id)


def _decision(case: Case, decision: DecisionMade) -> dict[str, Any]:
    record, decision_id = case.decision, decision.entry_id
    text, grounds = record.texts[decision_id]
    follow_ups = record.follow_ups[decision_id]
    return {
        **entry_as_json(decision),
        "decision_text": text,
        "decision_grounds": grounds,
        "standing": as_json(record.standing(decision_id)),
        "replaced_by": as_json(record.replaced_by.get(decision_id)),
        "next_follow_up_on": as_json(follow_ups[-1].follow_up_on if follow_ups else decision.follow_up_on),
        "ended_unfollowed_on": _ended_unfollowed_on(case, decision),
        "execution": as_json(record.steps[decision_id][-1].execution_step) if record.steps[decision_id] else None,
        "unexecuted_since": as_json(record.unexecuted_since(decision_id)),
        "execute_by": as_json(record.execute_by(decision_id)),
        "timers": _execution_timers(case, decision),
        "notices": [
            {**entry_as_json(each), "got_it_on": as_json(each.got_it_on)} for each in record.notices[decision_id]
        ],
        "follow_ups": [entry_as_json(each) for each in follow_ups],
        "execution_steps": [entry_as_json(each) for each in record.steps[decision_id]],
        "non_execution_reports": [entry_as_json(each) for each in record.unexecuted_reports[decision_id]],
        "clerical_errors": [entry_as_json(each) for each in record.slips[decision_id]],
        "appeals": [_appeal(case, each) for each in record.appeals_of(decision_id)],
    }


def _execution_timers(case: Case, decision: DecisionMade) -> list[dict[str, Any]]:
    """The time to carry it out: the one that runs, else the first, which ended when it was begun."""
    record, since = case.decision, case.decision.unexecuted_since(decision.entry_id)
    if since is not None:
        return [timer_document(due(LegalTimer.EXECUTION, since))]
    steps = record.steps[decision.entry_id]
    return [timer_document(due(LegalTimer.EXECUTION, decision.decided_on, steps[0].step_on))] if steps else []


def _ended_unfollowed_on(case: Case, decision: DecisionMade) -> str | None:
    record = case.decision
    is_open = record.standing(decision.entry_id) is not DecisionStanding.REPLACED and not record.follow_ups[decision.entry_id]
    return as_json(decision.to_date) if is_open else None


def _appeal(case: Case, appeal: AppealReceived) -> dict[str, Any]:
    record, appeal_id = case.decision, appeal.entry_id
    measures = record.measures[appeal_id]
    sent = next((each for each in measures if each.appeal_measure is AppealMeasure.FORWARDED), None)
    return {
        **entry_as_json(appeal),
        "state": as_json(record.appeal_state(appeal_id)),
        "last_day_to_appeal": as_json(record.last_day_to_appeal(appeal_id)),
        "timeliness": as_json(record.timeliness(appeal_id)),
        "forwarded_on": None if sent is None else as_json(sent.handled_on),
        "days_to_forwarding": None if sent is None else (sent.handled_on - appeal.received_on).days,
        "measures": [entry_as_json(each) for each in measures],
        "rulings": [entry_as_json(each) for each in record.rulings[appeal_id]],
    }
