"""What differing opinions and corrections of every kind state for completeness rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid5

from domain.base import DomainEvent, RecordedEvent
from domain.case import events as c
from domain.case import journal_events as j
from domain.case.entry_events import EntryStruck
from domain.case.guards import is_imported
from domain.completeness.codes import CorrectionLack
from domain.completeness.kinds import CheckKind
from projections.local_time import day_of
from projections.statements.checks.stated import Checked, States
from projections.timeline_entries import derived_entry

_K = CheckKind
_L = CorrectionLack


def _opened(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: c.CaseOpened = recorded.event
    if is_imported(event, event.source):
        entry_id = derived_entry(event, "imported")
        yield Checked(entry_id, _K.CASE_IMPORTED, event.originator_id, day_of(recorded.recorded_us))


def _opinion(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: j.DifferingOpinionNoted = recorded.event
    yield Checked(event.opinion_id, _K.DIFFERING_OPINION, event.opinion_id, event.stated_on)


def _corrected(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: Any = recorded.event
    correction, on = _correction(event), day_of(recorded.recorded_us)
    yield Checked(correction, _K.CORRECTION, correction, on, is_new=True)
    yield from (
        Checked(correction, _K.CORRECTION_FAULT, correction, on, code=lack.value, is_new=True) for lack in _lacks(event)
    )


def _lacks(event: Any) -> Iterable[CorrectionLack]:
    if not event.reason.strip():
        yield _L.REASON
    if isinstance(event, j.JournalNoteCorrected | j.NoteMisfiled):
        if event.author_name is None:
            yield _L.AUTHOR
        elif event.author_title is None:
            yield _L.ROLE
    elif is_imported(event, getattr(event, "source", None)):
        # Who wrote it into the source is not among what is imported; here it was the import that wrote.
        yield _L.SOURCE_SILENT


def _correction(event: DomainEvent) -> UUID:
    """The correction's own id, or one that is made of its place in the stream."""
    named: UUID | None = getattr(event, "correction_id", None)
    return named or uuid5(event.originator_id, f"correction-{event.originator_version}")


_CORRECTIONS: tuple[type[DomainEvent], ...] = (
    c.CaseFactsCorrected, c.CircumstancesCorrected, c.CaseClosingCorrected, c.PlanCorrected, c.SessionCorrected,
    c.RatingCorrected, c.RentMonthCorrected, c.SchoolAttendanceCorrected, j.JournalNoteCorrected, j.NoteMisfiled, EntryStruck,
)
STATES: Mapping[type[DomainEvent], States] = {
    c.CaseOpened: _opened,
    j.DifferingOpinionNoted: _opinion,
    **dict.fromkeys(_CORRECTIONS, _corrected),
}
