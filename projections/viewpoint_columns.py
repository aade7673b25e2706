"""What each event of a viewpoint says of its row in the statistics: codes and days, never a text or a name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from domain.viewpoint import events as v
from domain.viewpoint.codes import FeedbackTo, GiverRole, ViewpointStep
from domain.viewpoint.givers import stated_genders

Columns = dict[str, Any]


def received(event: v.ViewpointFacts) -> Columns:
    """All that is known of it when it comes in."""
    return {
        "unit_id": event.unit, "case_id": event.case_id, "received_on": event.received_on, "kind": event.kind.value,
        "subject_category": None if event.subject_category is None else event.subject_category.value,
        "channel": None if event.channel is None else event.channel.value,
        "givers": tuple(gender.value for gender in stated_genders(event.givers)), "adapted": False, "feedback_on": None,
        "giver_roles": tuple(each.giver.value for each in event.givers),
        "passed_on_by": None if event.passed_on_by is None else event.passed_on_by.value,
        "from_commissioner": any(each.giver is GiverRole.COMMISSIONER for each in event.givers),
    }


def corrected(event: v.ViewpointCorrected) -> Columns:
    """All of it anew; what it does not state, such as who was told, stays."""
    outcome: Columns = {"adapted": event.adaptation is not None, "adapted_on": event.adapted_on, "feedback_on": event.feedback_on}
    return {**received(event), **outcome, **({} if event.adaptation is None else {"not_possible": False})}


def _adapted(event: v.AdaptationMade) -> Columns:
    return {"adapted": True, "adapted_on": event.adapted_on, "not_possible": False}


def _fed_back(event: v.FeedbackGiven) -> Columns:
    return {"feedback_on": event.given_on} if event.feedback_to is FeedbackTo.GIVER else {}


_WITHDRAWN: Mapping[ViewpointStep, Columns] = {
    ViewpointStep.ADAPTATION: {"adapted": False, "adapted_on": None},
    ViewpointStep.RULING_OUT: {"not_possible": False},
    ViewpointStep.FEEDBACK: {"feedback_on": None},
    ViewpointStep.WORK_GROUP_FEEDBACK: {},
    ViewpointStep.MANAGER: {"manager_told_on": None},
    ViewpointStep.REGISTRATION: {"formal": False},
    ViewpointStep.ANSWER: {"answered_on": None},
    ViewpointStep.REFERRAL: {"referred": False},
}

STEPS: Mapping[type[v.ViewpointEvent], Callable[[Any], Columns]] = {
    v.AdaptationMade: _adapted,
    v.AdaptationRuledOut: lambda event: {"not_possible": True},
    v.FeedbackGiven: _fed_back,
    v.ManagerTold: lambda event: {"manager_told_on": event.manager_told_on},
    v.ComplaintRegistered: lambda event: {"formal": True},
    v.ComplaintAnswered: lambda event: {"answered_on": event.complaint_answered_on},
    v.ReferredToAppeal: lambda event: {"referred": True},
    v.StepWithdrawn: lambda event: _WITHDRAWN[event.step],
}
"""What only adds to a viewpoint, or takes back what did."""
