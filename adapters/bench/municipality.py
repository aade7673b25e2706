"""A municipality that has kept its records here for years (sv. *mätkommunen*): the demo, and after it as much as is asked for.

A case is met every other week, written about, signed and rated, closed as planned, and gives place to a new one: of a million
events nearly two thousand cases are open at a time. So most is done, and what waits is what waits in a real municipality.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from heapq import heapify, heapreplace
from itertools import islice
from random import Random
from typing import NamedTuple
from uuid import UUID

from adapters.demo.days import LAST_DAY, microseconds
from adapters.demo.load import demo_commands
from adapters.postgres.boards import BoardStore
from domain.base import DomainEvent, Occurred, Purpose, Stamp, envelope
from domain.case.events import CaseAssigned, CaseClosed, CaseOpened, PlanEstablished, RatingRecorded, SessionHeld
from domain.case.follow_up.codes import FollowUpPoint, NoFollowUpCause
from domain.case.follow_up.events import FollowUpNotDone
from domain.case.journal_events import JournalNoteRecorded
from domain.case.signing.events import NoteSigned
from domain.codes import CloseManner, EntryType, Gender, NoteChannel, Phase, RatingSubject, Respondent, SessionKind
from domain.ledger.port import Command
from domain.staff.events import StaffMemberRegistered
from domain.unit.events import UnitEstablished

YEARS = 5
DAYS = 365 * YEARS
UNITS, STAFF_OF_A_UNIT = 18, 7
"""Beside the demo's own."""
CONTACTS = 6
DAYS_BETWEEN = 14
EVENTS_OF_A_CASE = 3 + 4 * CONTACTS + 1 + len(FollowUpPoint)
_DAYS_OF_A_CASE = DAYS_BETWEEN * CONTACTS
_TOGETHER = 20_000
_FIRST_DAY = LAST_DAY + timedelta(days=3)
_WORDS = "samtal hembesök vecka plan mål familj skola arbete sömn oro tilltro steg stöd kontakt uppföljning".split()
_AT_START, _STEP = Decimal("14.0"), Decimal("3.5")
"""ORS at the first contact, and how much it rises at each: the help helps."""


class Municipality:
    """What a board of it records, in order of time.

    Args:
        slug: The board's.
        events: How many there are in all; of fewer than the demo has there are as many as the demo has.

    Attributes:
        demo: Its first years, which the demo tells.
    """

    def __init__(self, slug: str, events: int) -> None:
        self.demo = demo_commands(slug)
        told = [event for command in self.demo for event in command.events]
        self._left = max(0, events - len(told))
        self._years = _Years(told, self._left)

    def years(self) -> Iterator[Command]:
        """What comes after the demo, an event a command; once."""
        last_us = max(command.recorded_us[-1] for command in self.demo if command.recorded_us)
        for day, event in islice(self._years.events(), self._left):
            last_us = max(last_us + 1, microseconds(datetime.combine(day, time(9))))
            yield Command(self._years.new_id(), b"", (event,), (last_us,))


def fill(board: BoardStore, commands: Iterable[Command]) -> None:
    """Record commands, some thousands in a transaction."""
    left = iter(commands)
    while chunk := list(islice(left, _TOGETHER)):
        board.ledger.append_all(chunk)


class _Author(NamedTuple):
    """Somebody who works with cases, and where."""

    staff_id: UUID
    name: str
    unit: UUID


class _Years:
    """The years after the demo, for as long as they are asked for.

    Args:
        told: The demo's events.
        expected: How many events there will be; the years are as full as that.
    """

    def __init__(self, told: Iterable[DomainEvent], expected: int) -> None:
        self._random = Random(5)
        self._opened = 0
        self._active = max(1, expected * DAYS_BETWEEN * CONTACTS // (EVENTS_OF_A_CASE * DAYS))
        registered = (event for event in told if isinstance(event, StaffMemberRegistered))
        self._authors = [_Author(each.originator_id, each.name, each.unit) for each in registered if each.unit is not None]

    def new_id(self) -> UUID:
        """A random id; the same each time."""
        return UUID(int=self._random.getrandbits(128), version=4)

    def events(self) -> Iterator[tuple[date, DomainEvent]]:
        """Every event and the day on which it is recorded; without end."""
        yield from ((_FIRST_DAY, event) for event in self._more_staff())
        turns = [(self._random.randrange(DAYS_BETWEEN * CONTACTS), number) for number in range(self._active)]
        heapify(turns)
        cases: dict[int, _Case] = {}
        while True:
            after, number = turns[0]
            heapreplace(turns, (after + DAYS_BETWEEN, number))
            day = _FIRST_DAY + timedelta(days=after)
            if number not in cases or cases[number].is_closed:
                self._opened += 1
                cases[number] = _Case(self, self._opened, self._authors[number % len(self._authors)])
            yield from ((day, event) for event in cases[number].contact(day))

    def text(self, words: int) -> str:
        """Words, as a note has."""
        return " ".join(self._random.choices(_WORDS, k=words))

    def _more_staff(self) -> Iterator[DomainEvent]:
        first = self._authors[0]
        stamp = Stamp(actor_id=first.staff_id, unit_id=first.unit, purpose=Purpose.CASE_WORK)
        for number in range(2, UNITS + 2):
            unit = UnitEstablished(**envelope(self.new_id(), 0, stamp), name=f"Enheten {number}")
            yield unit
            for nth in range(1, STAFF_OF_A_UNIT + 1):
                member = StaffMemberRegistered(
                    **envelope(self.new_id(), 0, stamp), name=f"Prov Provsson {number}-{nth}", title="behandlare",
                    unit=unit.originator_id,
                )
                self._authors.append(_Author(member.originator_id, member.name, unit.originator_id))
                yield member


class _Case:
    """One case, contact by contact."""

    def __init__(self, years: _Years, number: int, author: _Author) -> None:
        self._years, self._number, self._author = years, number, author
        self._stamp = Stamp(actor_id=author.staff_id, unit_id=author.unit, purpose=Purpose.CASE_WORK)
        self._case_id = years.new_id()
        self._version = self._contacts = 0

    @property
    def is_closed(self) -> bool:
        """Whether there is no contact more."""
        return self._contacts == CONTACTS

    def contact(self, day: date) -> Iterator[DomainEvent]:
        """What is recorded about the next contact, on the day of it."""
        if not self._contacts:
            yield from self._beginning(day)
        self._contacts += 1
        session = SessionHeld(
            **self._next(), session_id=self._years.new_id(), occurred=Occurred(on=day), kind=SessionKind.CONVERSATION,
            participants=("brukare", "behandlare"),
        )
        yield session
        yield from self._note(day, session.session_id)
        yield self._rating(day, session.session_id)
        if self.is_closed:
            yield CaseClosed(**self._next(), closed_on=day, manner=CloseManner.AS_PLANNED, referred_onward=False)
            yield from (self._no_follow_up(day, point) for point in FollowUpPoint)

    def _no_follow_up(self, day: date, point: FollowUpPoint) -> DomainEvent:
        # Said at the closing, so that nothing is left to be done for years.
        return FollowUpNotDone(
            **self._next(), entry_id=self._years.new_id(), closing_number=1, follow_up_point=point, given_up_on=day,
            no_follow_up_cause=NoFollowUpCause.DECLINED, contact_attempts=0,
        )

    def _beginning(self, day: date) -> Iterator[DomainEvent]:
        number, author = self._number, self._author
        yield CaseOpened(
            **self._next(), number=f"{day.year}-{number:06d}", unit=author.unit, gender=tuple(Gender)[number % len(Gender)],
            birth_year=1980, client_name=f"Prov Provsson {number}", received_on=day, started_on=day,
        )
        yield CaseAssigned(**self._next(), staff_id=author.staff_id, staff_name=author.name, from_date=day)
        yield PlanEstablished(
            **self._next(), plan_id=self._years.new_id(), established_on=day, individual_took_part=True,
            contact_interval_days=DAYS_BETWEEN, goals=(self._years.text(8), self._years.text(12)),
        )

    def _note(self, day: date, session_id: UUID) -> Iterator[DomainEvent]:
        years, author = self._years, self._author
        note = JournalNoteRecorded(
            **self._next(), note_id=years.new_id(), author_id=author.staff_id, author_name=author.name, author_title="behandlare",
            fact=years.text(40), assessment=years.text(20), occurred=Occurred(on=day), entry_type=EntryType.OTHER,
            channel=NoteChannel.CONVERSATION, session_id=session_id,
        )
        yield note
        yield NoteSigned(
            **self._next(), entry_id=years.new_id(), note_id=note.note_id, signed_on=day, author_id=author.staff_id,
            author_name=author.name,
        )

    def _rating(self, day: date, session_id: UUID) -> DomainEvent:
        phase = {1: Phase.START, CONTACTS: Phase.CLOSING}.get(self._contacts, Phase.ONGOING)
        scale = (_AT_START + _STEP * (self._contacts - 1)) / 4
        return RatingRecorded(
            **self._next(), rating_id=self._years.new_id(), rated_on=day, instrument="ORS", phase=phase,
            respondent=Respondent.CLIENT, subject=RatingSubject.CLIENT, subscales=(scale,) * 4, total=scale * 4,
            session_id=session_id,
        )

    def _next(self) -> dict[str, object]:
        self._version += 1
        return envelope(self._case_id, self._version - 1, self._stamp)
