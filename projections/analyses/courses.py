"""What analyses are made of (sv. *analysunderlag*): the courses of cases, how often who was met, and the port that reads them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple, Protocol
from uuid import UUID


class Span(NamedTuple):
    """Days when a case was open, both ends included; None = since ever, or still."""

    first: date | None
    last: date | None


class Ended(NamedTuple):
    """A closing (sv. *avslut*).

    Args:
        manner: The stored code of how; None = not stated.
        zone: Where the client's own rating of well-being stood then, as the stored code; None = nothing was rated.
    """

    on: date
    manner: str | None
    zone: str | None = None


class Course(NamedTuple):
    """A case's course as known at a size (sv. *ärendets förlopp*).

    Args:
        gender: The stored code of the client's.
        started_on: First day of treatment; None = not known.
        closed_on: Of the closing that stands; None = open.
        spans: In order.
        closings: Every one, also those that a reopening followed, in order.
        phase: The stored code of the latest phase by the day that was asked for; None = none was entered.
    """

    case_id: UUID
    unit_id: UUID
    gender: str
    started_on: date | None
    closed_on: date | None
    spans: tuple[Span, ...]
    closings: tuple[Ended, ...]
    phase: str | None = None

    def is_open(self, first: date, last: date) -> bool:
        """Whether it was open on any day of a period, both ends included; a case is open on its last day too."""
        return any(
            (span.first is None or span.first <= last) and (span.last is None or span.last >= first) for span in self.spans
        )


class Met(NamedTuple):
    """Sessions of one case in a period that had the same outcome and the same participants.

    Args:
        gender: The stored code of the client's.
        held: Else they were missed.
        took_part: Stored codes of `SessionParticipant`; empty = not stated, or nobody that is counted.
        count: From 1.
    """

    case_id: UUID
    gender: str
    held: bool
    took_part: frozenset[str]
    count: int


class Return(NamedTuple):
    """A return after an interruption (sv. *åter efter avbrott*)."""

    case_id: UUID
    on: date


class Analyses(Protocol):
    """Port. Every answer is exact at its size: the views are brought up to it first."""

    def courses(self, known_at: int, day: date, *, units: frozenset[UUID] | None = None) -> list[Course]:
        """The course of every case, by id; of the phases those entered by `day`.

        Raises:
            InvalidValueError: The ledger has fewer events than `known_at`.
            CorruptLedgerError: Stored bytes are not what they must be.
        """
        ...

    def met(self, known_at: int, first: date, last: date, *, units: frozenset[UUID] | None = None) -> list[Met]:
        """How often who was met in a period, both ends included."""
        ...

    def returns(self, known_at: int, *, units: frozenset[UUID] | None = None) -> list[Return]:
        """Every return after an interruption, by day."""
        ...


def spans_of(turns: Iterable[tuple[str, date | None]]) -> tuple[Span, ...]:
    """The days when a case was open, from its turns.

    Args:
        turns: Kind (opened, closed, reopened) and day, in the order in which they were first told.
    """
    spans: list[Span] = []
    for kind, on in turns:
        if kind != "closed":
            spans.append(Span(on, None))
        elif spans:
            spans[-1] = spans[-1]._replace(last=on)
    return tuple(spans)
