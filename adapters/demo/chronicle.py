"""The chronicle (sv. *krönika*): what is written when, in every stream, and the commands that it becomes.

A story says when something is written and by which decision; nothing is decided until all stories are told. Then
everything is decided in order of time, by the domain's own rules, each with its simulated day as today.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import NamedTuple, Protocol

from adapters.demo.days import FIRST_DAY, LAST_DAY, is_office_day, microseconds
from adapters.demo.luck import Luck
from domain.base import DomainEvent
from domain.ledger.port import Command

Decide = Callable[[date], Sequence[DomainEvent]]
"""Given today, what is recorded."""

_SECOND_US = 1_000_000


class Stream(Protocol):
    """Anything folded from a stream's events."""

    def apply(self, event: DomainEvent) -> None: ...


class _Entry(NamedTuple):
    written: datetime
    stream: Stream
    decide: Decide


class Chronicle:
    """Everything that is written in the demo."""

    def __init__(self) -> None:
        self._entries: list[_Entry] = []
        self._size_after: dict[date, int] = {}
        self._size = 0

    def at(self, day: date, clock: str, stream: Stream, decide: Decide, *, weekend_duty: bool = False) -> None:
        """Say that something is written.

        Args:
            day: From `FIRST_DAY` to `LAST_DAY`, both included, and an office day unless `weekend_duty`.
            clock: Wall clock time, HH:MM. What is said first of two things in the same minute is written first.
            stream: What `decide` decides about; takes in what follows from it.

        Raises:
            ValueError: `day` is none of these: the story is wrong.
        """
        if not FIRST_DAY <= day <= LAST_DAY or not (weekend_duty or is_office_day(day)):
            raise ValueError(f"nobody writes on {day}")
        self._entries.append(_Entry(datetime.combine(day, time.fromisoformat(clock)), stream, decide))

    def size_on(self, day: date) -> int:
        """How many events there are at the end of a day, of those that are decided by now."""
        return max((size for written, size in self._size_after.items() if written <= day), default=0)

    def commands(self) -> list[Command]:
        """Decide everything, in order of time; each decision is a command of its own."""
        luck, commands, last_us = Luck("commands"), [], 0
        for entry in sorted(self._entries, key=lambda entry: entry.written):
            events = entry.decide(entry.written.date())
            if not events:
                # By then there was nothing left to write.
                continue
            for event in events:
                entry.stream.apply(event)
            # Nobody presses the button on the stroke of the minute, and no two do so at the same instant.
            pressed = microseconds(entry.written) + luck.between(0, 45 * _SECOND_US)
            first_us = max(pressed, last_us + luck.between(_SECOND_US // 4, 3 * _SECOND_US))
            times = range(first_us, first_us + len(events))
            content = b"\n".join(event.model_dump_json().encode() for event in events)
            commands.append(Command(luck.uuid(), content, events, times))
            last_us = times[-1]
            self._size += len(events)
            self._size_after[entry.written.date()] = self._size
        return commands
