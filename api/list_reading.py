"""What every list across cases asks first: as known when, for which day, and whose list it is (sv. *arbetslistor*)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from adapters.accounts import Account, Role
from adapters.postgres.registers import Registers
from api.access import today
from api.known_at import KnownAt, parse_valid_at
from api.problems import ForbiddenError, Text
from api.reading import Reader
from api.registers import last_day
from domain.policies import Policy

Value = TypeVar("Value")

_NOT_YOURS = Text(
    "Du kan se din egen lista. En enhets eller en kollegas lista ser chef och internkontroll.",
    "You may see your own list. A unit's or a colleague's list is for managers and internal control.",
)
_ANOTHER_UNITS = Text(
    "Det hör till en annan enhet. Du kan se det som hör till din egen enhet och till dina egna ärenden.",
    "It belongs to another unit. You may see what belongs to your own unit and to your own cases.",
)


def managed_units(reader: Reader, staff: UUID | None, units: list[UUID] | None) -> list[UUID] | None:
    """The units of a manager's list: a worker's lateness is for their own manager. None = the whole board is managed.

    Args:
        staff: The worker whose list it is; None = a unit's, or everybody's.
        units: Those that are asked for; None = all that the reader may see.

    Raises:
        ForbiddenError: Another unit's list, or that of a worker of another unit; the attempt is logged.
        UnavailableError: The access log cannot be written.
    """
    own = reader.scope.units
    if own is None:
        return units
    member = None if staff is None else Registers(reader.board.ledger).staff().get(staff)
    if not own.issuperset(units or ()) or (staff is not None and (member is None or member.unit not in own)):
        reader.record_refused()
        raise ForbiddenError(_NOT_YOURS)
    # A list by worker goes over units, for a worker of the own unit covers for others too.
    return units if units is not None or staff is not None else sorted(own)


def require_in_scope(reader: Reader, unit: UUID | None, cases: Collection[UUID]) -> None:
    """Refuse something of one unit, or of no one unit, that this reader's scope does not cover.

    Args:
        cases: That it tells of.

    Raises:
        ForbiddenError: It is another unit's, and about no case of the reader's; the attempt is logged.
        UnavailableError: The access log cannot be written.
    """
    if not reader.scope.covers(unit, cases):
        reader.record_refused()
        raise ForbiddenError(_ANOTHER_UNITS)


def require_some_in_scope(reader: Reader, units: Collection[UUID]) -> None:
    """Refuse what is asked of some units where none of them is the reader's. Raises as `require_in_scope`."""
    own = reader.scope.units
    if own is not None and own.isdisjoint(units):
        reader.record_refused()
        raise ForbiddenError(_ANOTHER_UNITS)


class ListReader:
    """Somebody who asks for lists across one board's cases.

    Args:
        reader: Says who asks and writes the reading down.
        account: Whose lists are theirs to see; None = a caller without an account, who may see all.
        waits: Whether whoever asks waits for a list of the whole board, as a program does; else who only watches over the work
            gets the one that stands (`api.standing`).
    """

    def __init__(self, reader: Reader, account: Account | None = None, *, waits: bool = True) -> None:
        self._board = reader.board
        self._reader = reader
        self._account = account
        self._waits = waits

    def _as_of(self, known_at: str | None, valid_at: str | None) -> tuple[KnownAt, date]:
        """The size, and the day of the list: today, or with `known_at` the day of the last event that was known."""
        as_of = self._reader.as_of(known_at)
        day = parse_valid_at(valid_at)
        if day is None and known_at is None and as_of.size:
            return as_of, today(self._board)
        return as_of, day or last_day(self._board, as_of.size)

    def _whose(self, staff: UUID | None, unit: str | None, as_of: KnownAt) -> tuple[UUID | None, list[UUID] | None]:
        """Whose list it is, and of which units: a worker's own unless said otherwise, and everybody's for who has none."""
        if self._account is not None and self._account.role is Role.THERAPIST:
            own = self._account.staff
            if unit is not None or staff not in (None, own) or own is None:
                self._reader.record_refused()
                raise ForbiddenError(_NOT_YOURS)
            staff = own
        units = None if unit is None else sorted(self._reader.units_named(unit, as_of.size))
        if self._account is None or self._account.role is not Role.MANAGER:
            return staff, units
        return staff, managed_units(self._reader, staff, units)

    def _listed(
        self, topic: Hashable, known_at: str | None, as_of: KnownAt, *, is_whole: bool, make: Callable[[int], Value]
    ) -> tuple[KnownAt, Value]:
        """A list and the size that it is of.

        Args:
            topic: All that it depends on but the size.
            is_whole: Whether it is of the whole board.
            make: Makes it as known at a size.

        Raises:
            UnderWayError: It is made for the first time, and whoever asks does not wait.
        """
        # Whoever writes sees at once what they wrote.
        if self._waits or not is_whole or self._account is None or self._account.role.writes:
            return as_of, make(as_of.size)
        if known_at is not None:
            return as_of, self._board.standing.of(topic, as_of.size, make)
        judged = self._board.standing.latest(topic, make)
        return KnownAt(judged.size, provisional=False), judged.value

    def _policy(self, size: int, day: date) -> Policy:
        return Registers(self._board.ledger).policy_history(size).on(day)

    def _head(self, as_of: KnownAt, day: date, staff: UUID | None) -> dict[str, Any]:
        return {**self._reader.head(as_of), "day": day.isoformat(), "staff": None if staff is None else str(staff)}
