"""What a log review draws from (sv. *urvalsram*): a unit's readings of a month, and the kinds of risk that each has.

The access log is read once, a page at a time. Names and addresses are compared in memory and stored nowhere; what is kept of a
reading is its place in the log and its kinds.
"""

from __future__ import annotations

import unicodedata
from collections import OrderedDict, deque
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from adapters import segment_cipher
from adapters.accounts import Account, Role
from adapters.postgres.registers import Registers
from api.access import takes_part_in
from api.access_matrix import CASE, Relation
from domain.base import Purpose, RecordedEvent, RetentionClass
from domain.case.case import Case
from domain.log_review.codes import ReadingKind
from domain.log_review.draw import FramedReading, ReadingFrame
from domain.log_review.review import LogReview, first_day_of, last_day_of
from domain.policies import Policy
from domain.staff.staff_member import StaffMember
from projections.access_readings import Between, Progress, Reading
from projections.local_time import STOCKHOLM

if TYPE_CHECKING:
    from api.main import OpenBoard

_HOUR_US = 3_600_000_000
_MOST_CASES = 1_000
"""Cases held folded at a time, whatever the month has read."""
_SATURDAY = 5


def reading_frame(board: OpenBoard, review: LogReview, progress: Progress | None = None) -> ReadingFrame:
    """The readings that a planned review draws from.

    Raises:
        CorruptLedgerError: The access log, or a record that it names, cannot be read.
        UnavailableError: The database does not answer.
    """
    planned = review.planned
    assert planned is not None and review.id is not None, "the decision asks for a plan first"
    size = board.ledger.stream(review.id)[0].position + 1
    access_size = board.store.access.size()
    first, last = first_day_of(planned.log_month), last_day_of(planned.log_month)
    looking = _Looking(board, planned.unit, size)
    found = []
    # On a simulated ledger a reading has no day of its own but that of the records it saw: then all of the log is read.
    after = date.fromordinal(last.toordinal() + 1)
    between = Between() if board.simulated else Between(_start_us(first) - 1, _start_us(after) - 1)
    for reading in board.access_readings.in_period(between, progress=progress):
        at = looking.moment(reading)
        if first <= at.date() <= last and reading.position < access_size and looking.is_of_unit(reading, at):
            found.append(FramedReading(reading.position, looking.reader_of(reading), looking.kinds(reading, at)))
    return ReadingFrame(size, access_size, tuple(found))


def address_digest(board: OpenBoard, address: str) -> str:
    """A home address so that two can be compared and neither be read: its letters and digits, keyed, in hexadecimal."""
    plain = "".join(each for each in unicodedata.normalize("NFC", address).casefold() if each.isalnum())
    key = board.store.keys.key_for(board.store.heads["access"].ledger_id, RetentionClass.ACCESS_LOG).key
    return segment_cipher.keyed_digest(key, b"home-address/1", plain.encode()).hex()


class _Looking:
    """Goes through the readings of a period in order, and says what each is.

    Args:
        unit: Whose records are reviewed; with its activities.
        size: The registers are as known at so many events.
    """

    def __init__(self, board: OpenBoard, unit: UUID, size: int) -> None:
        self._board = board
        registers = Registers(board.ledger)
        self._staff = registers.staff(size)
        self._part_of = {each: known.part_of for each, known in registers.units(size).items()}
        self._unit = unit
        self._policy = registers.policy_history(size)
        self._accounts = {f"konto:{each.name}": each for each in board.accounts.all() if each.board == board.slug}
        self._names = {_plain(member.name) for member in self._staff.values()}
        self._cases = _Cases(board)
        self._opened: dict[str, deque[tuple[datetime, UUID]]] = {}
        self._protected: dict[UUID, bool] = {}
        self._known_at = 0
        self._simulated_at = (0, datetime.min.replace(tzinfo=STOCKHOLM))

    def moment(self, reading: Reading) -> datetime:
        """When a reading was made, in Sweden; on a simulated ledger when the last of what had been recorded by then was."""
        self._known_at = max(self._known_at, reading.known_at)
        if not self._board.simulated:
            return _local(reading.at_us)
        if self._known_at and self._simulated_at[0] != self._known_at:
            [last] = self._board.ledger.read(self._known_at - 1, 1)
            self._simulated_at = self._known_at, _local(last.recorded_us)
        return self._simulated_at[1]

    def is_of_unit(self, reading: Reading, at: datetime) -> bool:
        """Whether a reading names a case of the unit."""
        return any(self._is_inside(self._cases.unit_of(case_id, self._seen(reading))) for case_id in reading.cases)

    def reader_of(self, reading: Reading) -> UUID:
        """The member of staff who read; of whoever is none, the log's pseudonym."""
        account = self._accounts.get(reading.caller)
        if account is None or account.staff is None:
            return self._board.access_log.pseudonym(reading.caller)
        return account.staff

    def kinds(self, reading: Reading, at: datetime) -> tuple[ReadingKind, ...]:
        """The kinds of risk of a reading, in the order of `ReadingKind`."""
        policy = self._policy.on(at.date())
        found = {ReadingKind.OUT_OF_HOURS} if _is_out_of_hours(at, policy) else set()
        if reading.basis == "emergency":
            found.add(ReadingKind.BREAK_GLASS)
        # What shows one case opened it; a list shows many, without what is protected, and is part of the day's work.
        if len(reading.cases) == 1:
            found |= self._kinds_of_one(reading, at, policy)
        return tuple(kind for kind in ReadingKind if kind in found)

    def _kinds_of_one(self, reading: Reading, at: datetime, policy: Policy) -> set[ReadingKind]:
        [case_id] = reading.cases
        found = {ReadingKind.MASS_READING} if self._is_one_of_many(reading, at, policy) else set()
        if self._is_protected(case_id):
            found.add(ReadingKind.PROTECTED)
        opened = self._cases.at(case_id, self._seen(reading))
        if opened is None:
            # The case was just being opened.
            return found
        if opened.case.closing is not None:
            found.add(ReadingKind.CLOSED_CASE)
        if self._has_no_relation(reading, opened, at.date()):
            found.add(ReadingKind.NO_RELATION)
        return found | self._likenesses(reading, opened.case)

    def _likenesses(self, reading: Reading, case: Case) -> set[ReadingKind]:
        found = set()
        client, member = _plain(case.facts.client_name or ""), self._member(reading)
        if client in self._names:
            found.add(ReadingKind.COLLEAGUE)
        if member is not None and client and client.rpartition(" ")[2] == _plain(member.name).rpartition(" ")[2]:
            found.add(ReadingKind.SAME_SURNAME)
        account, details = self._accounts.get(reading.caller), case.person.contact_details
        address = details[-1].home_address if details else None
        if account is not None and account.address_digest and address:
            if address_digest(self._board, address) == account.address_digest:
                found.add(ReadingKind.SAME_ADDRESS)
        return found

    def _has_no_relation(self, reading: Reading, opened: Opened, day: date) -> bool:
        """Whether the reader had no part in the case then: no task, no share in the work, not its manager."""
        if reading.reason is not None and reading.basis != "emergency":
            # A reason is asked for only where there is no relation.
            return True
        account = self._accounts.get(reading.caller)
        if account is None:
            return reading.purpose not in _TASKS
        if CASE.relation(account.role) in (None, Relation.TASK):
            return False
        if account.staff is not None and takes_part_in(opened.case, opened.opened_by, account.staff, day):
            return False
        return not (account.role is Role.MANAGER and self._manages(account, opened.case.unit))

    def _manages(self, account: Account, unit: UUID | None) -> bool:
        member = None if account.staff is None else self._staff.get(account.staff)
        own = None if member is None else member.unit
        return own is None or unit == own or (unit is not None and self._part_of.get(unit) == own)

    def _is_one_of_many(self, reading: Reading, at: datetime, policy: Policy) -> bool:
        """Whether the reader opened more cases than stand out within the hour up to this reading."""
        opened = self._opened.setdefault(reading.caller, deque())
        opened.append((at, reading.cases[0]))
        while (at - opened[0][0]).total_seconds() * 1_000_000 >= _HOUR_US:
            opened.popleft()
        return len({case_id for _, case_id in opened}) > policy.log_review_cases_per_hour_max

    def _is_protected(self, case_id: UUID) -> bool:
        if case_id not in self._protected:
            self._protected[case_id] = case_id in self._board.protected.of([case_id])
        return self._protected[case_id]

    def _member(self, reading: Reading) -> StaffMember | None:
        account = self._accounts.get(reading.caller)
        return None if account is None or account.staff is None else self._staff.get(account.staff)

    def _is_inside(self, unit: UUID | None) -> bool:
        return unit is not None and (unit == self._unit or self._part_of.get(unit) == self._unit)

    def _seen(self, reading: Reading) -> Seen:
        return Seen(None, self._known_at) if self._board.simulated else Seen(reading.at_us, None)


class Seen(NamedTuple):
    """What had been recorded when somebody read: by an instant in microseconds since 1970 UTC, or the first so many events."""

    by_us: int | None
    size: int | None

    def covers(self, recorded: RecordedEvent) -> bool:
        """Whether an event had been recorded."""
        if self.by_us is not None:
            return recorded.recorded_us <= self.by_us
        return self.size is not None and recorded.position < self.size


class Opened(NamedTuple):
    """A case as it was, and who opened it."""

    case: Case
    opened_by: UUID


class _Course:
    """A case's events, folded as far as a moment that only moves on."""

    def __init__(self, events: list[RecordedEvent]) -> None:
        self.case = Case()
        self._events = deque(events)
        self.opened_by = events[0].event.actor_id

    def move_to(self, seen: Seen) -> None:
        while self._events and seen.covers(self._events[0]):
            self.case.apply(self._events.popleft().event)


class _Cases:
    """Cases as they were at moments that come in order; the least lately asked are let go."""

    def __init__(self, board: OpenBoard) -> None:
        self._board = board
        self._courses: OrderedDict[UUID, _Course | None] = OrderedDict()

    def at(self, case_id: UUID, seen: Seen) -> Opened | None:
        """A case as it was; None = it was not opened yet, is none, or is erased."""
        if case_id not in self._courses:
            self._courses[case_id] = self._read(case_id)
            if len(self._courses) > _MOST_CASES:
                self._courses.popitem(last=False)
        self._courses.move_to_end(case_id)
        course = self._courses[case_id]
        if course is None:
            return None
        course.move_to(seen)
        return Opened(course.case, course.opened_by) if course.case.version else None

    def unit_of(self, case_id: UUID, seen: Seen) -> UUID | None:
        """Whose a case is; of one that was just being opened, whose it became."""
        opened = self.at(case_id, seen)
        if opened is not None:
            return opened.case.unit
        if self._courses.get(case_id) is None:
            return None
        return Case.fold(each.event for each in self._board.ledger.stream(case_id)).unit

    def _read(self, case_id: UUID) -> _Course | None:
        events = self._board.ledger.stream(case_id) if self._board.family_of(case_id) == "case" else []
        return _Course(events) if events and self._board.mark_of(case_id) is None else None


_TASKS = frozenset({
    Purpose.INTERNAL_CONTROL.value, Purpose.LEX_SARAH.value, Purpose.LOG_REVIEW.value, Purpose.IMPORT.value,
    Purpose.STATISTICS.value,
})
"""What somebody without an account reads any case for."""


def _is_out_of_hours(at: datetime, policy: Policy) -> bool:
    within = policy.log_review_work_from_hour <= at.hour < policy.log_review_work_to_hour
    return at.weekday() >= _SATURDAY or not within


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _local(us: int) -> datetime:
    return datetime.fromtimestamp(us / 1_000_000, STOCKHOLM)


def _start_us(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=STOCKHOLM).timestamp() * 1_000_000)
