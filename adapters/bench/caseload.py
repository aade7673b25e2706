"""Made-up records for the benchmarks: a caseload that goes on for as long as events are asked for.

Cases open, are met, written about, rated and closed, and give place to new ones, over ten years. A few are kept open throughout,
so that a case can be asked for as of any moment in the ledger's life. The same seed gives the same records.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from domain.base import DomainEvent, Occurred, Purpose, Stamp, envelope
from domain.case.events import CaseAssigned, CaseClosed, CaseOpened, PlanEstablished, RatingRecorded, SessionHeld
from domain.case.journal_events import JournalNoteRecorded
from domain.codes import CloseManner, EntryType, Gender, NoteChannel, Phase, RatingSubject, Respondent, SessionKind
from domain.ledger.port import Command
from domain.staff.events import StaffMemberRegistered
from domain.unit.events import UnitEstablished

ACTIVE_CASES = 200
LASTING_CASES = 8
EVENTS_OF_A_CASE = 30
LASTING_EVERY = 40
"""Every so many events one is a lasting case's, until it has had as many as `LASTING_EVENTS`."""
LASTING_EVENTS = 60

FIRST_DAY = date(2018, 1, 1)
DAYS = 3_652
"""Ten years, which the events are spread over in their order."""
ACTIVITIES = ("Ungdomsmottagningen", "Familj- och nätverksgruppen", "KBT-teamet", "Skolsocionomer")
FIRST_EVENTS = 2 + len(ACTIVITIES)
"""Of the units and the author, before the first case."""
_WORDS = "samtal hembesök vecka plan mål familj skola arbete sömn oro tilltro steg stöd kontakt uppföljning".split()


class Caseload:
    """An endless stream of commands of one event each, in an order that a ledger takes.

    Args:
        seed: Any number.
        expected: About how many events will be taken; lasting cases get their events spread over so many.
    """

    def __init__(self, seed: int, expected: int) -> None:
        self._random = Random(seed)
        self._expected = max(1, expected)
        self._stride = max(LASTING_EVERY, expected // (LASTING_CASES * LASTING_EVENTS))
        self._taken = 0
        self._opened = 0
        self._versions: dict[UUID, int] = {}
        self._active: list[UUID] = []
        self.unit = self._id()
        self.author = self._id()
        self.activities = [self._id() for _ in ACTIVITIES]
        self.lasting: list[UUID] = []
        self.stamp = Stamp(actor_id=self.author, unit_id=self.unit, purpose=Purpose.CASE_WORK)

    def take(self, count: int) -> Iterator[Command]:
        """The next commands."""
        for _ in range(count):
            event = self._next_event()
            yield Command(self._id(), b"", (event,))

    def opened_case(self) -> CaseOpened:
        """A new case, which is not one of those that go on."""
        return self._open(self._id())

    def session(self, case_id: UUID, version: int) -> SessionHeld:
        """A session that takes a case from a version to the next."""
        return SessionHeld(
            **envelope(case_id, version, self.stamp), session_id=self._id(), occurred=self._occurred(),
            kind=SessionKind.HOME_VISIT, participants=("brukare", "behandlare"),
        )

    def _next_event(self) -> DomainEvent:
        self._taken += 1
        if self._taken == 1:
            return UnitEstablished(**envelope(self.unit, 0, self.stamp), name="Provenheten")
        if self._taken == 2:
            return StaffMemberRegistered(
                **envelope(self.author, 0, self.stamp), name="Prov Provsson", title="Behandlare", unit=self.unit
            )
        if self._taken <= FIRST_EVENTS:
            number = self._taken - 3
            return UnitEstablished(
                **envelope(self.activities[number], 0, self.stamp), name=ACTIVITIES[number], part_of=self.unit
            )
        if len(self.lasting) < LASTING_CASES:
            self.lasting.append(self._id())
            return self._open(self.lasting[-1])
        if self._taken % self._stride == 0:
            return self._go_on(self.lasting[self._taken // self._stride % LASTING_CASES])
        if len(self._active) < ACTIVE_CASES:
            self._active.append(self._id())
            return self._open(self._active[-1])
        place = self._random.randrange(ACTIVE_CASES)
        if self._versions[self._active[place]] >= EVENTS_OF_A_CASE:
            self._versions.pop(self._active[place])
            self._active[place] = self._id()
            return self._open(self._active[place])
        return self._go_on(self._active[place])

    def _open(self, case_id: UUID) -> CaseOpened:
        self._opened += 1
        day = self._day()
        return CaseOpened(
            **self._envelope(case_id), number=f"2018-{self._opened:06d}", unit=self.activities[self._opened % len(ACTIVITIES)],
            gender=tuple(Gender)[self._opened % len(Gender)], birth_year=1980, client_name=f"Prov Provsson {self._opened}",
            received_on=day - timedelta(days=self._opened % 40), started_on=day,
        )

    def _go_on(self, case_id: UUID) -> DomainEvent:
        version = self._versions[case_id]
        if version == 1:
            return CaseAssigned(
                **self._envelope(case_id), staff_id=self.author, staff_name="Prov Provsson", from_date=self._day()
            )
        if version == 2:
            return PlanEstablished(
                **self._envelope(case_id), plan_id=self._id(), established_on=self._day(), contact_interval_days=14,
                goals=(self._text(8), self._text(12)),
            )
        if version == EVENTS_OF_A_CASE - 1 and case_id not in self.lasting:
            manner = CloseManner.INTERRUPTED if self._random.randrange(4) == 0 else CloseManner.AS_PLANNED
            return CaseClosed(**self._envelope(case_id), closed_on=self._day(), manner=manner, referred_onward=False)
        return (self._session, self._note, self._session, self._rating)[version % 4](case_id)

    def _session(self, case_id: UUID) -> DomainEvent:
        self._versions[case_id] += 1
        return self.session(case_id, self._versions[case_id] - 1)

    def _note(self, case_id: UUID) -> DomainEvent:
        return JournalNoteRecorded(
            **self._envelope(case_id), note_id=self._id(), author_id=self.author, author_name="Prov Provsson",
            author_title="Behandlare", fact=self._text(40), assessment=self._text(20), occurred=self._occurred(),
            entry_type=EntryType.OTHER, channel=NoteChannel.HOME_VISIT,
        )

    def _rating(self, case_id: UUID) -> DomainEvent:
        phase = {3: Phase.START, EVENTS_OF_A_CASE - 3: Phase.CLOSING}.get(self._versions[case_id], Phase.ONGOING)
        subscales = tuple(Decimal(self._random.randrange(101)) / 10 for _ in range(4))
        return RatingRecorded(
            **self._envelope(case_id), rating_id=self._id(), rated_on=self._day(), instrument="ORS", phase=phase,
            respondent=Respondent.CLIENT, subject=RatingSubject.CLIENT, subscales=subscales, total=sum(subscales, Decimal(0)),
        )

    def _envelope(self, case_id: UUID) -> dict[str, object]:
        version = self._versions.get(case_id, 0)
        self._versions[case_id] = version + 1
        return envelope(case_id, version, self.stamp)

    def _occurred(self) -> Occurred:
        return Occurred(on=self._day())

    def _day(self) -> date:
        return FIRST_DAY + timedelta(days=self._taken * DAYS // max(self._expected, self._taken))

    def _text(self, words: int) -> str:
        return " ".join(self._random.choices(_WORDS, k=words))

    def _id(self) -> UUID:
        return UUID(int=self._random.getrandbits(128), version=4)
