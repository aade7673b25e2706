"""Every write of the service, in the order in which the examples can be run one after another."""

from __future__ import annotations

from functools import cache

from api.writes import (
    annual_wheel,
    board,
    case,
    closing,
    concern,
    contacts,
    coordination,
    decisions,
    disclosure,
    ending,
    follow_up,
    goal,
    group,
    housing,
    indicator_definition,
    information,
    instruments,
    intake,
    journal,
    measurements,
    meetings,
    offering,
    outreach,
    person,
    phases,
    plan,
    policy,
    providers,
    published_figure,
    ratings,
    records_request,
    reopening,
    report,
    review,
    safety,
    signing,
    staff,
    staffing,
    survey,
    team,
    treatment,
    unit,
    viewpoint,
    viewpoint_work,
)
from api.writes.shape import Shape, shape_of
from api.writes.write import Write

_MODULES = (
    policy,
    instruments,
    indicator_definition,
    staff,
    unit,
    goal,
    published_figure,
    annual_wheel,
    survey,
    offering,
    case,
    staffing,
    information,
    intake,
    decisions,
    team,
    person,
    housing,
    phases,
    treatment,
    plan,
    providers,
    meetings,
    contacts,
    journal,
    signing,
    safety,
    coordination,
    ratings,
    measurements,
    viewpoint,
    viewpoint_work,
    outreach,
    group,
    concern,
    records_request,
    disclosure,
    review,
    closing,
    ending,
    follow_up,
    reopening,
    board,
    report,
)

WRITES: tuple[Write, ...] = tuple(write for module in _MODULES for write in module.WRITES)


@cache
def shapes() -> tuple[Shape, ...]:
    """The shape of each of them, in the same order."""
    return tuple(map(shape_of, WRITES))
