"""The law's times as people see them (sv. *lagstadgade frister*), wherever they run."""

from __future__ import annotations

from typing import Any

from domain.case.intake.codes import IntakeRoute
from domain.case.intake.events import IntakeReceived
from domain.concern.timers import Due
from projections.json_values import as_json


def timer_document(timer: Due) -> dict[str, Any]:
    """A time that runs, or has run out, as JSON; the law gives no days for what is to be done at once."""
    return {
        "timer": as_json(timer.timer), "at_once": timer.at_once, "started_on": as_json(timer.started_on),
        "due_on": as_json(timer.due_on), "done_on": as_json(timer.done_on),
    }


def awaits_decision(intake: IntakeReceived) -> bool:
    """Whether a request is an application that is to be decided here; what a commissioner has assessed is decided there."""
    return intake.needs_tested and intake.route is IntakeRoute.OWN_APPLICATION
