"""The use case behind every write (sv. *dokumentation*): load a stream, decide, append.

A command is asked for first and decided after: a retry of a command that was recorded gets its first answer, also
when the record has since moved on so that the same decision would now be refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple, Protocol, TypeVar
from uuid import UUID

from domain.base import DomainEvent, RecordedEvent, RetentionClass
from domain.erasure.marker import StreamErased
from domain.errors import ErasedError, StaleVersionError
from domain.ledger.port import Command, Ledger, Receipt
from domain.offering.catalogue import Catalogue, Place, is_judged, place_of
from domain.own_hand import are_about_the_same, unseen

State = TypeVar("State")


class Request(NamedTuple):
    """What identifies a command, and how its time is known.

    Args:
        command_id: Chosen by the caller before the first try; a retry uses the same.
        content: What is asked for, as bytes; another content under the same id is refused.
        recorded_us: Only with a simulated clock: when the first event is recorded, microseconds since 1970 UTC; the
            command's following events come one microsecond apart.
        expected_version: The stream's version that the caller has seen; None = whichever it is now.
        seen_by: Who has seen it, where what they recorded by hand since counts as seen (`domain.own_hand`); None = the version
            alone counts.
    """

    command_id: UUID
    content: bytes
    recorded_us: int | None = None
    expected_version: int | None = None
    seen_by: UUID | None = None


class Regimes(Protocol):
    """Port. What the documentation regimes of a board's service offerings are, and what day it is."""

    def catalogue(self) -> Catalogue:
        """Every offering as recorded now."""
        ...

    def day(self, recorded_us: int | None) -> date:
        """The day in Europe/Stockholm of a simulated time in microseconds since 1970 UTC; None = today."""
        ...


class RecordKeeping:
    """Carries out decisions on the streams of one ledger, and lets none of them store what its regime forbids."""

    def __init__(self, ledger: Ledger, regimes: Regimes) -> None:
        self._ledger = ledger
        self._regimes = regimes

    def carry_out(
        self, stream_id: UUID, retention_class: RetentionClass, fold: Callable[[Iterable[DomainEvent]], State],
        decide: Callable[[State], Sequence[DomainEvent]], request: Request, *, key_subject: UUID | None = None,
    ) -> Receipt:
        """Record what `decide` answers to the state of a stream, all of it or nothing.

        It may answer with facts of other streams too, which it has read itself; each stream is then judged by its own regime.

        Args:
            key_subject: Whose key covers the stream; the stream's own when left out.

        Raises:
            CommandReusedError: The command id was recorded with other content.
            StaleVersionError: The stream is not at `expected_version`, or another writer was first in one of the streams.
            ErasedError: The record was erased by law.
            DomainError: What `decide` refuses.
            NotFoundError, InvalidValueError, NotAllowedError: The service offering or its documentation regime does not allow
                it; see `Catalogue.require_allowed`.
        """
        found = self._ledger.find(request.command_id, request.content, key_subject or stream_id, retention_class)
        if found is not None:
            return found
        recorded = self._ledger.stream(stream_id)
        _require_not_erased(recorded)
        later = _require_seen(recorded, request)
        events = decide(fold(each.event for each in recorded))
        if request.seen_by is not None and are_about_the_same((each.event for each in later), events, request.seen_by):
            raise _stale(recorded, request)
        self._require_allowed(recorded, events, request.recorded_us)
        times = None
        if request.recorded_us is not None:
            times = range(request.recorded_us, request.recorded_us + len(events))
        return self._ledger.append(Command(request.command_id, request.content, events, times))

    def _require_allowed(
        self, recorded: Sequence[RecordedEvent], events: Sequence[DomainEvent], recorded_us: int | None
    ) -> None:
        if not any(map(is_judged, events)):
            return
        catalogue, day = self._regimes.catalogue(), self._regimes.day(recorded_us)
        for stream_id in dict.fromkeys(event.originator_id for event in events):
            own = [event for event in events if event.originator_id == stream_id]
            is_read = bool(recorded) and recorded[0].event.originator_id == stream_id
            before = [each.event for each in (recorded if is_read else self._ledger.stream(stream_id))]
            catalogue.require_allowed(before, own, day, elsewhere=self._place_of_case(own[0]))

    def _place_of_case(self, event: DomainEvent) -> Place | None:
        # What lies under another subject's key belongs to that subject's record: a viewpoint given in a case.
        if event.key_subject == event.originator_id:
            return None
        return place_of(each.event for each in self._ledger.stream(event.key_subject))


def _require_not_erased(recorded: Sequence[RecordedEvent]) -> None:
    last = recorded[-1].event if recorded else None
    if isinstance(last, StreamErased) and last.whole_stream:
        raise ErasedError(basis=last.erasure_basis, erased_on=last.marked_on)


def _require_seen(recorded: Sequence[RecordedEvent], request: Request) -> Sequence[RecordedEvent]:
    """What came after the version that was seen, where it may have."""
    expected, by = request.expected_version, request.seen_by
    if expected is None or expected == len(recorded):
        return ()
    later = None if by is None else unseen(recorded, expected, by)
    if later is None:
        raise _stale(recorded, request)
    return later


def _stale(recorded: Sequence[RecordedEvent], request: Request) -> StaleVersionError:
    current = len(recorded)
    return StaleVersionError(
        f"Posten är nu i version {current}, inte {request.expected_version}. Läs om den och försök igen.", current_version=current
    )
