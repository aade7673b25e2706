"""The pen that the family's story is written with: what is decided when, by whom, in which stream of a simulated board.

A story states decisions by name with plain values, as a client of the API would; dates are ISO days, ids are short names. They
are sorted by their time and carried out one by one, each on the ledger as it then is, with the bounds in force that day.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple, get_args, get_type_hints
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from adapters.postgres.boards import BoardStore
from adapters.postgres.regimes import PostgresRegimes
from adapters.postgres.registers import Registers
from domain.base import Occurred, Purpose, RetentionClass, Stamp
from domain.case.case import Case
from domain.case.journal import Author, Texts
from domain.record_keeping import RecordKeeping, Request
from tests.support.scenario import Folded

SWEDEN = ZoneInfo("Europe/Stockholm")
_NAMESPACE = UUID("5d2f0a52-6a5c-4f0e-9a5e-3f0f6f1d7a10")
_NAMES: dict[UUID, str] = {}


def named(name: str) -> UUID:
    """The id that the story knows something by; the same name is always the same id."""
    found = uuid5(_NAMESPACE, name)
    _NAMES[found] = name
    return found


def ref(name: str) -> str:
    """The same as text, for a value within a value."""
    return str(named(name))


def call(found: UUID, name: str) -> UUID:
    """Give a name to an id that was made of others."""
    _NAMES[found] = name
    return found


def names() -> Mapping[UUID, str]:
    """Every name that has been given, by id."""
    return _NAMES


def at(text: str) -> dict[str, Any]:
    """A moment from `2024-09-03 10:15`, or a day from `2024-09-03`."""
    day, _, clock = text.partition(" ")
    return {"on": day, "at": clock, "precision": "minute"} if clock else {"on": day, "precision": "day"}


def instant_us(written: str) -> int:
    """Swedish wall clock `2024-09-03 10:15` in microseconds since 1970 UTC."""
    return round(datetime.fromisoformat(written).replace(tzinfo=SWEDEN).timestamp() * 1_000_000)


class Colleague(NamedTuple):
    """A member of staff, with the titles that the story lets them have."""

    key: str
    name: str
    title: str
    later_title: tuple[str, str] | None = None

    @property
    def id(self) -> UUID:
        """As in the staff register."""
        return named(self.key)

    def title_on(self, day: date) -> str:
        """The title on a day."""
        return self.later_title[1] if self.later_title and day >= date.fromisoformat(self.later_title[0]) else self.title


class _Entry(NamedTuple):
    written: str
    pen: Pen
    by: Colleague
    decision: str
    facts: Mapping[str, Any]
    worked_out: Callable[[Telling], Mapping[str, Any]] | None


class Telling:
    """Everything that is decided on a board, in order of time.

    Args:
        board: With a simulated clock.
        unit: Whose work it is where nothing else is stated.
    """

    def __init__(self, board: BoardStore, unit: UUID) -> None:
        self.unit = unit
        self.begin_with(board)
        self._entries: list[_Entry] = []
        self._last_us = 0

    def begin_with(self, board: BoardStore) -> None:
        """Tell what comes on this board, as it is open now."""
        self.board = board
        self.registers = Registers(board.ledger)
        self._records = RecordKeeping(board.ledger, PostgresRegimes(board.ledger))

    def case(self, case_id: UUID) -> Case:
        """A case as it stands now."""
        return Case.fold(each.event for each in self.board.ledger.stream(case_id))

    def add(self, entry: _Entry) -> None:
        """Take in something to be told."""
        self._entries.append(entry)

    def tell(self, through: str = "9999-12-31") -> None:
        """Carry out what is left to tell of the days up to and including `through`, in order of time.

        What is written in the same minute comes in the order stated, a second apart.
        """
        due = sorted((each for each in self._entries if each.written[:10] <= through), key=lambda entry: entry.written)
        self._entries = [each for each in self._entries if each.written[:10] > through]
        for entry in due:
            self._last_us = max(instant_us(entry.written), self._last_us + 1_000_000)
            try:
                self._carry_out(entry, self._last_us)
            except Exception as refusal:
                refusal.add_note(f"{entry.written} {entry.pen.name}: {entry.decision} {dict(entry.facts)}")
                raise

    def given(self, kind: type, today: date) -> dict[str, Any]:
        """What the service knows and nobody states, by the parameters of the decisions of a kind of stream."""
        return {
            "today": today, "policy": self.registers.policy_history().on(today), "case_of": self.case,
            "catalogue": self.registers.instruments(day=today),
        }

    def actor_of(self, entry: _Entry) -> UUID:
        """Who acts, as the headers are to name them."""
        return entry.by.id

    def _carry_out(self, entry: _Entry, recorded_us: int) -> None:
        pen, today = entry.pen, date.fromisoformat(entry.written[:10])
        facts = {**entry.facts, **(entry.worked_out(self) if entry.worked_out else {})}
        stamp = Stamp(actor_id=self.actor_of(entry), unit_id=pen.unit, purpose=pen.purpose)
        given = {
            "stamp": stamp, "author": Author(entry.by.id, entry.by.name, entry.by.title_on(today)), **self.given(pen.kind, today)
        }
        method = getattr(pen.kind, entry.decision)
        values = _values_of(method, facts, today)
        values |= {name: value for name, value in given.items() if name in inspect.signature(method).parameters}
        command = uuid5(pen.id, f"{entry.written} {entry.decision} {sorted(map(str, facts.items()))}")
        self._records.carry_out(
            pen.id, pen.retention, pen.kind.fold, lambda state: getattr(state, entry.decision)(**values),
            Request(command, entry.decision.encode(), recorded_us), key_subject=pen.key_subject,
        )


class Pen:
    """One stream's pen.

    Args:
        kind: What the stream is folded to.
        key_subject: The name of whose key covers the stream; None = its own.
    """

    def __init__(
        self, telling: Telling, name: str, kind: type[Folded], retention: RetentionClass = RetentionClass.CASE, *,
        unit: UUID | None = None, purpose: Purpose = Purpose.CASE_WORK, key_subject: str | None = None,
    ) -> None:
        self.name, self.id, self.kind, self.retention = name, named(name), kind, retention
        self.unit, self.purpose = unit or telling.unit, purpose
        self.key_subject = None if key_subject is None else named(key_subject)
        self._telling = telling

    def write(
        self, written: str, by: Colleague, decision: str, *,
        worked_out: Callable[[Telling], Mapping[str, Any]] | None = None, **facts: Any,
    ) -> None:
        """Say that somebody decides something.

        Args:
            written: When it is recorded: Swedish wall clock, `2024-09-03 10:15`.
            worked_out: Gives what is not known before the time comes.
        """
        self._telling.add(_Entry(written, self, by, decision, facts, worked_out))


@cache
def _hints(method: Callable[..., Any]) -> dict[str, Any]:
    return get_type_hints(method)


def _values_of(method: Callable[..., Any], facts: Mapping[str, Any], today: date) -> dict[str, Any]:
    hints, values = _hints(method), {}
    for name, value in facts.items():
        if isinstance(value, Colleague):
            stated = {f"{name}_id": value.id, f"{name}_name": value.name, f"{name}_title": value.title_on(today)}
            values |= {key: each for key, each in stated.items() if key in hints}
        elif hints[name] is Texts:
            values[name] = Texts(**value)
        else:
            values[name] = _value(hints[name], value)
    return values


def _value(hint: Any, value: Any) -> Any:
    kinds = {hint, *get_args(hint)}
    if value is None or isinstance(value, UUID):
        return value
    if Occurred in kinds and isinstance(value, str):
        value = at(value)
    if UUID in kinds:
        return tuple(each if isinstance(each, UUID) else named(each) for each in value) if isinstance(value,
        tuple) else named(value)
    return _adapter(hint).validate_json(json.dumps(value, default=str))


@cache
def _adapter(hint: Any) -> TypeAdapter[Any]:
    return TypeAdapter(hint)
