"""The examples of every area and stream, gathered."""

from __future__ import annotations

from domain.base import DomainEvent
from tests.support.area_examples import (
    alerts,
    annual_wheel,
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
    meetings,
    offering,
    person,
    phases,
    plan,
    policy,
    providers,
    published_figure,
    ratings,
    records_request,
    report,
    review,
    safety,
    signing,
    survey,
    team,
    viewpoint,
    viewpoint_work,
)

_MODULES = (
    alerts,
    concern,
    contacts,
    coordination,
    decisions,
    disclosure,
    ending,
    follow_up,
    goal,
    annual_wheel,
    survey,
    group,
    housing,
    indicator_definition,
    information,
    instruments,
    intake,
    meetings,
    offering,
    person,
    phases,
    plan,
    policy,
    providers,
    published_figure,
    ratings,
    records_request,
    report,
    review,
    safety,
    signing,
    team,
    viewpoint,
    viewpoint_work,
)

FIRST_OF_AREAS: dict[str, list[str]] = {
    wire_type: before for module in _MODULES for wire_type, before in getattr(module, "FIRST", {}).items()
}
"""What must have happened before an event can have, where that is more than the stream's first event."""

AREA_EXAMPLES: tuple[DomainEvent, ...] = tuple(event for module in _MODULES for event in module.EXAMPLES)
