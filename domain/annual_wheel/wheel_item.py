"""One thing that comes back every year (sv. *uppgift i årshjulet*): each is a stream of its own."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from domain.annual_wheel.codes import WheelKind
from domain.annual_wheel.events import (
    WheelDay,
    WheelItemChanged,
    WheelItemDone,
    WheelItemEnded,
    WheelItemPlaced,
    WheelItemReopened,
)
from domain.base import DomainEvent, Stamp, envelope
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.goal.placing import require_plan_year
from domain.policies import Policy, require_not_after_today
from domain.stream_state import StreamState

_ANY_COMMON_YEAR = 2023
"""February has 28 days in it: what comes every year cannot come on the 29th."""


class WheelTerms(NamedTuple):
    """What an item says from a year on (sv. *uppgift i årshjulet*)."""

    heading: str
    owner_role: str
    due_days: tuple[WheelDay, ...]
    from_year: int


class WheelItem(StreamState):
    """Something that comes back every year (sv. *uppgift i årshjulet*), folded from its stream. `version` 0 = not placed.

    Attributes:
        terms: What it says, in the order recorded.
        done: How each time was done, by year and occasion.
    """

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.kind: WheelKind | None = None
        self.unit: UUID | None = None
        self.terms: tuple[WheelTerms, ...] = ()
        self.done: dict[tuple[int, int], WheelItemDone] = {}
        self.ended: WheelItemEnded | None = None

    def _take_in(self, event: DomainEvent) -> None:
        match event:
            case WheelItemPlaced():
                self.kind, self.unit = event.wheel_kind, event.unit
                self.terms = (*self.terms, _terms(event))
            case WheelItemChanged():
                self.terms = (*self.terms, _terms(event))
            case WheelItemDone():
                self.done = {**self.done, (event.year, event.occasion): event}
            case WheelItemReopened():
                self.done = {key: done for key, done in self.done.items() if key != (event.year, event.occasion)}
            case WheelItemEnded():
                self.ended = event

    def terms_in(self, year: int) -> WheelTerms | None:
        """What it says in a year: of what took effect by then, that from the latest year; None = it does not come that year."""
        if self.ended is not None and year > self.ended.last_year:
            return None
        # Of two from the same year the one recorded last holds; a maximum is the first of equals.
        found = [terms for terms in reversed(self.terms) if terms.from_year <= year]
        return max(found, key=lambda terms: terms.from_year, default=None)

    def due_in(self, year: int) -> list[date]:
        """Its last days in a year, in order; a day that the year has not is the month's last."""
        terms = self.terms_in(year)
        return [] if terms is None else sorted(_day(year, each) for each in terms.due_days)

    def place(
        self, *, item_id: UUID, wheel_kind: WheelKind, heading: str, unit: UUID | None = None, owner_role: str,
        due_days: tuple[WheelDay, ...], from_year: int, others: Callable[[], Iterable[WheelItem]], stamp: Stamp, today: date,
        policy: Policy,
    ) -> tuple[WheelItemPlaced]:
        """Place something on the annual wheel (sv. *lägga in i årshjulet*).

        Args:
            unit: Whose it is; left out = the board's own.
            owner_role: Who sees to it, as a role.
            due_days: At least one, each once; month 1-12, day 1 to the month's last (28 in February).
            from_year: From `plan_years_back_max` before this year to `plan_years_ahead_max` after it.
            others: What else is on the board's wheel.

        Raises:
            ConflictError: Placed already.
            InvalidValueError: `heading`, `owner_role`, `due_days`, `from_year`.
            ConflictError: The unit, or the board, has it on its wheel.
        """
        if self.version:
            raise ConflictError("Uppgiften finns redan i årshjulet. Ändra den som finns.")
        days = _checked(heading, owner_role, due_days, policy)
        require_plan_year(from_year, today, policy)
        wanted = (wheel_kind, unit, heading.strip().casefold())
        if any(_key(other) == wanted and other.terms_in(from_year) is not None for other in others()):
            raise ConflictError("Uppgiften finns redan i årshjulet. Ändra den som finns.")
        return (
            WheelItemPlaced(
                **envelope(item_id, 0, stamp), wheel_kind=wheel_kind, heading=heading, unit=unit, owner_role=owner_role,
                due_days=days, from_year=from_year,
            ),
        )

    def change(
        self, *, heading: str, owner_role: str, due_days: tuple[WheelDay, ...], from_year: int, reason: str, stamp: Stamp,
        today: date, policy: Policy,
    ) -> tuple[WheelItemChanged]:
        """Change it from a year on; earlier years stay as they were (sv. *ändra i årshjulet*).

        Raises:
            NotFoundError: Unknown item; then NotAllowedError: it has been ended.
            InvalidValueError: `heading`, `owner_role`, `due_days`, `from_year`, `reason`.
            NotAllowedError: It is ticked off in that year or a later one.
            ConflictError: Nothing is changed.
        """
        stream_id = self._require_standing()
        days = _checked(heading, owner_role, due_days, policy)
        require_plan_year(from_year, today, policy)
        policy.require_short_text(reason, "Orsaken till ändringen")
        last_ticked = max((year for year, _ in self.done), default=from_year - 1)
        if last_ticked >= from_year:
            raise NotAllowedError(f"Uppgiften är avbockad {last_ticked}. Ändra från {last_ticked + 1}, eller ångra avbockningen.")
        now = self.terms_in(from_year)
        if now is not None and (heading, owner_role, days) == now[:3]:
            raise ConflictError("Uppgiften står redan så i årshjulet. Ange det som ska ändras.")
        return (
            WheelItemChanged(
                **envelope(stream_id, self.version, stamp), heading=heading, owner_role=owner_role, due_days=days,
                from_year=from_year, reason=reason,
            ),
        )

    def tick_off(
        self, *, year: int, occasion: int = 1, done_on: date, remark: str | None = None, stamp: Stamp, today: date, policy: Policy
    ) -> tuple[WheelItemDone]:
        """Record that it was done (sv. *bocka av i årshjulet*).

        Args:
            year: The wheel's year, not after this one; it may have been done in another.
            occasion: Which of the year's days, from 1.

        Raises:
            NotFoundError: Unknown item.
            InvalidValueError: `year` after this one; then it has no such occasion that year; `done_on` after today; `remark`.
            NotAllowedError: It is ticked off already.
        """
        stream_id = self._require_placed()
        if year > today.year:
            raise InvalidValueError(f"{year} har inte börjat. Bocka av uppgiften i det år då den görs.")
        self._require_occasion(year, occasion)
        require_not_after_today(done_on, "Dagen då uppgiften gjordes", today)
        if remark is not None:
            policy.require_text(remark, "Kommentaren")
        if (year, occasion) in self.done:
            raise NotAllowedError(f"Uppgiften är redan avbockad {self.done[year, occasion].done_on}. Ångra den om det blev fel.")
        return (
            WheelItemDone(
                **envelope(stream_id, self.version, stamp), year=year, occasion=occasion, done_on=done_on, remark=remark
            ),
        )

    def reopen(self, *, year: int, occasion: int = 1, reason: str, stamp: Stamp, policy: Policy) -> tuple[WheelItemReopened]:
        """Take back that it was done (sv. *ångra avbockning*).

        Raises:
            NotFoundError: Unknown item; then NotAllowedError: it is not ticked off.
            InvalidValueError: `reason`.
        """
        stream_id = self._require_placed()
        if (year, occasion) not in self.done:
            raise NotAllowedError(f"Uppgiften är inte avbockad {year}, så det finns inget att ångra.")
        policy.require_short_text(reason, "Orsaken till att avbockningen ångras")
        return (WheelItemReopened(**envelope(stream_id, self.version, stamp), year=year, occasion=occasion, reason=reason),)

    def end(self, *, last_year: int, reason: str, stamp: Stamp, today: date, policy: Policy) -> tuple[WheelItemEnded]:
        """Let it come back no more after a year (sv. *ta bort ur årshjulet*).

        Args:
            last_year: From the year before it was placed; then it never comes.

        Raises:
            NotFoundError: Unknown item; then NotAllowedError: it has been ended.
            InvalidValueError: `last_year`; earlier than the year before it was placed; `reason`.
            NotAllowedError: It is ticked off in a later year.
        """
        stream_id = self._require_standing()
        require_plan_year(last_year, today, policy)
        first = min(terms.from_year for terms in self.terms)
        if last_year < first - 1:
            raise InvalidValueError(f"Uppgiften finns från {first}. Ange ett år från {first - 1}.")
        policy.require_short_text(reason, "Orsaken till att uppgiften tas bort")
        last_ticked = max((year for year, _ in self.done), default=last_year)
        if last_ticked > last_year:
            raise NotAllowedError(f"Uppgiften är avbockad {last_ticked}. Ange det året, eller ångra avbockningen.")
        return (WheelItemEnded(**envelope(stream_id, self.version, stamp), last_year=last_year, reason=reason),)

    def _require_placed(self) -> UUID:
        if self.id is None or not self.terms:
            raise NotFoundError("Uppgiften finns inte i årshjulet. Kontrollera uuid:t.")
        return self.id

    def _require_standing(self) -> UUID:
        stream_id = self._require_placed()
        if self.ended is not None:
            raise NotAllowedError(f"Uppgiften är borttagen ur årshjulet efter {self.ended.last_year}. Lägg in den på nytt.")
        return stream_id

    def _require_occasion(self, year: int, occasion: int) -> None:
        times = len(self.due_in(year))
        if not 1 <= occasion <= times:
            told = "kommer inte" if not times else f"kommer {times} gånger"
            raise InvalidValueError(f"Uppgiften {told} i årshjulet {year}, så tillfälle {occasion} finns inte. Kontrollera året.")


def _terms(event: Any) -> WheelTerms:
    return WheelTerms(event.heading, event.owner_role, event.due_days, event.from_year)


def _key(item: WheelItem) -> tuple[WheelKind | None, UUID | None, str]:
    return item.kind, item.unit, item.terms[-1].heading.strip().casefold() if item.terms else ""


def _day(year: int, each: WheelDay) -> date:
    month = min(max(each.month, 1), 12)
    last = monthrange(year, month)[1]
    return date(year, month, last if each.day is None else min(max(each.day, 1), last))


def _checked(heading: str, owner_role: str, due_days: tuple[WheelDay, ...], policy: Policy) -> tuple[WheelDay, ...]:
    """The days in the order of the calendar."""
    policy.require_short_text(heading, "Uppgiftens rubrik")
    policy.require_short_text(owner_role, "Den roll som ansvarar")
    if not due_days:
        raise InvalidValueError("Ingen dag är angiven. Ange minst en månad, eller en månad och en dag.")
    for each in due_days:
        if not 1 <= each.month <= 12:
            raise InvalidValueError(f"Månaden är {each.month}. Ange ett tal från 1 till 12.")
        last = monthrange(_ANY_COMMON_YEAR, each.month)[1]
        if each.day is not None and not 1 <= each.day <= last:
            raise InvalidValueError(f"Dagen är {each.day} i månad {each.month}. Ange ett tal från 1 till {last}, eller ingen.")
    days = tuple(sorted(due_days, key=lambda each: _day(_ANY_COMMON_YEAR, each)))
    if len({_day(_ANY_COMMON_YEAR, each) for each in days}) < len(days):
        raise InvalidValueError("Samma dag är angiven två gånger. Ange varje dag en gång.")
    return days
