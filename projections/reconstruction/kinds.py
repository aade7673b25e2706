"""What kind of thing a row of a reconstruction is (sv. *slag av rad*), so that it can be chosen among the others."""

from __future__ import annotations

from collections.abc import Mapping

from domain.base import DomainEvent
from domain.case import events as c
from domain.case import journal_events as j
from domain.case.deviation_notes.events import DeviationNoted
from domain.codes import Code
from domain.event_types import EVENT_TYPES
from domain.viewpoint import events as v


class RowKind(Code):
    """The kinds that can be asked for (sv. *slag av rad*)."""

    NOTE = "note", "anteckning"
    VISIT = "visit", "besök"
    SIGNAL = "signal", "fråga, synpunkt eller avvikelse"
    STAFFING = "staffing", "ansvar"
    RATING = "rating", "skattning"
    OTHER = "other", "annat"
    GAP = "gap", "lucka"


NOTES: tuple[type[DomainEvent], ...] = (j.JournalNoteRecorded, j.JournalNoteCorrected)
VISITS: tuple[type[DomainEvent], ...] = (c.SessionHeld, c.SessionMissed, c.SessionCancelled, c.SessionCorrected)
SIGNALS: Mapping[type[DomainEvent], str] = {
    c.AccountRequested: "Fråga från uppdragsgivaren",
    v.ViewpointReceived: "Synpunkt",
    v.ViewpointCorrected: "Synpunkt",
    v.ComplaintRegistered: "Klagomål",
    DeviationNoted: "Enheten har rapporterat en avvikelse",
}
"""What tells from outside the notes that something may be wrong; it may be what showed a gap."""
_KINDS: Mapping[RowKind, tuple[type[DomainEvent], ...]] = {
    RowKind.NOTE: NOTES,
    RowKind.VISIT: VISITS,
    RowKind.SIGNAL: (*SIGNALS, c.AccountGiven),
    RowKind.STAFFING: (
        c.CaseAssigned, c.CaseHandedOver, c.HandOverAccepted, c.StandInAppointed, c.StandInEnded,
    ),
    RowKind.RATING: (c.RatingRecorded, c.RatingCorrected),
}
_KIND_OF = {event.TYPE: kind for kind, events in _KINDS.items() for event in events}
_SIGNAL_OF = {event.TYPE: words for event, words in SIGNALS.items()}
EVENT_KINDS = frozenset(event.TYPE for event in EVENT_TYPES.values())
"""Every event type without its version, which can be asked for by name too."""


def kind_of(event_type: str) -> RowKind:
    """The kind of an item that an event of this type opened."""
    return _KIND_OF.get(event_type, RowKind.OTHER)


def signal_of(event_type: str) -> str | None:
    """What an item tells from outside the notes, in words; None = nothing of that kind."""
    return _SIGNAL_OF.get(event_type)
