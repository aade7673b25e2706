"""Every event that states something for completeness rules, by subject."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from domain.base import DomainEvent
from projections.statements.checks import (
    backbone,
    children,
    closing,
    danger,
    decided,
    exemption,
    identity,
    meetings,
    notes,
    plans,
    put_right,
    rated,
    start,
    viewpoints,
)
from projections.statements.checks.stated import States

_SUBJECTS: tuple[Mapping[type[DomainEvent], States], ...] = (
    backbone.STATES, notes.STATES, identity.STATES, start.STATES, plans.STATES,
    decided.STATES, put_right.STATES, children.STATES, danger.STATES, rated.STATES,
    closing.STATES, meetings.STATES, viewpoints.STATES,
    exemption.STATES,
)
STATES: Mapping[type[DomainEvent], tuple[States, ...]] = {
    event_type: tuple(subject[event_type] for subject in _SUBJECTS if event_type in subject)
    for subject in _SUBJECTS for event_type in subject
}
"""One event may state something for several subjects."""
RESTATES: Mapping[type[DomainEvent], Callable[[Any], UUID]] = {
    **backbone.RESTATES, **notes.RESTATES, **start.RESTATES, **children.RESTATES, **danger.RESTATES, **rated.RESTATES,
    **meetings.RESTATES, **viewpoints.RESTATES,
}
"""Whoever restates an entry says everything of it anew that a subject states of it."""
