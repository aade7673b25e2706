"""Who may see what of a report, and from when to when (sv. *åtkomstlista*): a pure fold of its events.

Handing the report over to an investigator moves the access: whoever received it, and whoever investigated before, has none from
that day on. A conflict ends it too. What one has reported oneself stays one's own to see.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID

from domain.codes import Code
from domain.lex_sarah import handling_events as e
from domain.lex_sarah.base import LexSarahEvent
from domain.lex_sarah.codes import AccessLevel


class Sight(Code):
    """How much of a report somebody sees (sv. *insyn*): by the list, or by what they are to the report."""

    FULL = "full", "hela ärendet"
    UNIT = "unit", "läget, åtgärderna och den beslutade utredningen, utan rapportör"
    TIMES = "times", "läget och tiderna"
    OWN = "own", "den egna rapporten och återkopplingen"


class AccessSpan(NamedTuple):
    """An access that somebody has or had (sv. *åtkomst*). `to_on` None = still."""

    staff_id: UUID
    level: AccessLevel
    from_on: date
    to_on: date | None = None


def after(spans: tuple[AccessSpan, ...], event: LexSarahEvent) -> tuple[AccessSpan, ...]:
    """The accesses after the next event of the stream."""
    match event:
        case e.LexSarahReportSubmitted():
            reporters = dict.fromkeys(each for each in (event.lex_reporter_id, event.writer_id) if each is not None)
            return tuple(AccessSpan(each, AccessLevel.OWN_REPORT, event.submitted_on) for each in reporters)
        case e.LexSarahReportReceived() if not event.receiver_in_conflict:
            return _given(spans, event.receiver_id, AccessLevel.FULL, event.lex_received_on)
        case e.InvestigatorAssigned():
            on, investigator = event.investigator_assigned_on, event.investigator_id
            others = {each.staff_id for each in spans if each.level is AccessLevel.FULL} - {investigator}
            return _given(_ended(spans, others, on), investigator, AccessLevel.FULL, on)
        case e.ConflictDeclared():
            return _ended(spans, {event.conflicted_id}, event.conflict_declared_on)
        case e.AccessGranted():
            return _given(spans, event.accessor_id, event.access_level, event.access_from)
        case e.AccessEnded():
            return _ended(spans, {event.accessor_id}, event.access_to)
    return spans


def levels(spans: tuple[AccessSpan, ...], staff_id: UUID) -> frozenset[AccessLevel]:
    """What somebody may see now."""
    return frozenset(each.level for each in spans if each.staff_id == staff_id and each.to_on is None)


def _given(spans: tuple[AccessSpan, ...], staff_id: UUID, level: AccessLevel, on: date) -> tuple[AccessSpan, ...]:
    return spans if level in levels(spans, staff_id) else (*spans, AccessSpan(staff_id, level, on))


def _ended(spans: tuple[AccessSpan, ...], whose: set[UUID], on: date) -> tuple[AccessSpan, ...]:
    return tuple(
        each._replace(to_on=on)
        if each.staff_id in whose and each.to_on is None and each.level is not AccessLevel.OWN_REPORT
        else each
        for each in spans
    )
