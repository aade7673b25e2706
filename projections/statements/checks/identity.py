"""What a case states for the rules about its documentation regime: whether one is known, and what tells who somebody is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from domain.base import DomainEvent, RecordedEvent
from domain.case.entry_events import CaseEntry
from domain.case.events import CaseFacts, CaseFactsCorrected, CaseOpened
from domain.case.guards import is_imported
from domain.completeness.codes import RegimeLack
from domain.completeness.kinds import CheckKind
from domain.event_types import EVENT_TYPES
from domain.offering.regime import IDENTITY_KINDS
from projections.local_time import day_of
from projections.statements.checks.stated import Checked, States, restated
from projections.timeline_entries import first_day

_K = CheckKind


def _case(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: CaseFacts = recorded.event
    key = event.originator_id
    on = first_day(event) or day_of(recorded.recorded_us)
    if event.offering is None:
        lack = RegimeLack.NOT_IN_SOURCE if is_imported(event, event.source) else RegimeLack.NO_OFFERING
        yield restated(Checked(key, _K.REGIME_FAULT, key, on, code=lack.value), before)
    if event.client_name is not None:
        yield restated(Checked(key, _K.IDENTITY_STORED, key, on, code="client_name"), before)


def _entry(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: CaseEntry = recorded.event
    on = day_of(recorded.recorded_us)
    for field in _telling(type(event)):
        if getattr(event, field) not in (None, ()):
            yield Checked(event.entry_id, _K.IDENTITY_STORED, event.originator_id, on, code=field)


def _telling(event_type: type[DomainEvent]) -> list[str]:
    """The fields of a fact that tell who somebody is or where they can be found."""
    return [field for field, kind in event_type.SEGMENTS.items() if kind in IDENTITY_KINDS]


STATES: Mapping[type[DomainEvent], States] = {
    CaseOpened: _case,
    CaseFactsCorrected: _case,
    **{each: _entry for each in EVENT_TYPES.values() if issubclass(each, CaseEntry) and _telling(each)},
}
