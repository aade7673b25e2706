"""The words and the document of an area: screening, warning signals, concern reports and immediate protection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.base import Occurred
from domain.case.case import Case
from domain.case.safety.state import SignalWatch
from domain.concern.codes import LegalTimer
from domain.concern.moments import elapsed
from domain.concern.timers import due
from projections.entry_json import entry_as_json
from projections.json_values import as_json
from projections.legal_timers import timer_document

HEADINGS: Mapping[str, str] = {
    "case.screening_asked": "Screeningfråga",
    "case.warning_signal_recorded": "Varningssignal",
    "case.warning_signal_followed_up": "Varningssignal uppföljd",
    "case.protection_assessed": "Omedelbar skyddsbedömning i ärendet",
    "case.concern_report_made": "Orosanmälan gjord",
}
FIELD_LABELS: Mapping[str, str] = {
    "asked_on": "Frågan gällde",
    "topic": "Område",
    "person_asked": "Tillfrågad",
    "screening_outcome": "Utfall av frågan",
    "reason_not_asked": "Varför frågan inte ställdes",
    "screening_form": "Frågeformulär",
    "safety_measures": "Åtgärder för säkerhet",
    "ask_again_on": "Frågas igen",
    "warning_signal": "Varningssignal",
    "person_in_danger": "I fara",
    "danger_level": "Farans nivå",
    "danger_routine": "Bedömd enligt rutin",
    "told": "Underrättade",
    "party_told": "Vem",
    "told_at": "När",
    "follow_up_by": "Följs upp senast",
    "followed_up_on": "Följdes upp",
    "known_at": "Blev känt",
    "assessed_at": "Bedömt",
    "child": "Barn",
    "protection_need": "Skyddsbehov",
    "protection_measures": "Skyddsåtgärder",
    "assessor_name": "Bedömare",
    "assessor_title": "Bedömarens befattning",
    "observed_at": "Oron väcktes",
    "reported_at": "Anmält",
    "concern_kinds": "Slag av oro",
    "report_receiver": "Anmält till",
    "receiver_name": "Mottagare",
    "report_channel": "Anmälan gjordes",
    "child_told": "Barnet fick veta före",
    "guardians_told": "Vårdnadshavarna fick veta före",
    "told_before": "Fick veta före",
    "not_told_reason": "Varför inte",
    "reporter_name": "Anmälare",
    "reporter_title": "Anmälarens befattning",
}
TEXT_LABELS: Mapping[str, str] = {}


def document(case: Case) -> dict[str, Any]:
    """The area as it stands, as JSON: what is open first, then the history."""
    safety = case.safety
    return {
        "to_ask": [as_json(each.entry_id) for each in safety.to_ask()],
        "to_follow_up": [
            {"signal": as_json(each.signal.entry_id), "by": as_json(each.follow_up_by)} for each in safety.watched()
        ],
        "screenings": [entry_as_json(each) for each in safety.screenings],
        "warning_signals": [_signal(each) for each in safety.signals.values()],
        "protection_assessments": [
            {
                **entry_as_json(each), "elapsed": _elapsed(each.known_at, each.assessed_at),
                "timers": [timer_document(due(LegalTimer.PROTECTION, each.known_at.on, each.assessed_at.on))],
            }
            for each in safety.protections
        ],
        "concern_reports": [
            {
                **entry_as_json(each), "elapsed": _elapsed(each.observed_at, each.reported_at),
                "timers": [timer_document(due(LegalTimer.OWN_REPORT, each.observed_at.on, each.reported_at.on))],
            }
            for each in safety.reports
        ],
    }


def _elapsed(first: Occurred, later: Occurred) -> dict[str, Any]:
    """The time between two moments; null = not known so precisely."""
    return elapsed(first, later)._asdict()


def _signal(watch: SignalWatch) -> dict[str, Any]:
    return {
        **entry_as_json(watch.signal),
        "level_now": as_json(watch.last.danger_level),
        "follow_up_by_now": as_json(watch.follow_up_by),
        "follow_ups": [entry_as_json(each) for each in watch.follow_ups],
    }
