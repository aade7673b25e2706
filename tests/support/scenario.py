"""Given these facts, when this is decided, then that is recorded or refused.

given(Case, opened()).when(lambda case: case.reopen(...)).then_refused(NotAllowedError, "redan öppet")
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, Protocol, Self, TypeVar

from domain.base import DomainEvent
from domain.errors import DomainError


class Folded(Protocol):
    """A state that is folded from one stream's events."""

    version: int

    @classmethod
    def fold(cls, events: Iterable[DomainEvent]) -> Self: ...

    def apply(self, event: DomainEvent) -> None: ...


State = TypeVar("State", bound=Folded)
Event = TypeVar("Event", bound=DomainEvent)
Decide = Callable[[State], Sequence[DomainEvent]]


def numbered(*events: DomainEvent) -> list[DomainEvent]:
    """The events as one stream: versions from 1, so that a test need not count."""
    return [event.model_copy(update={"originator_version": n}) for n, event in enumerate(events, 1)]


class Given(Generic[State]):
    """A state that some facts have led to."""

    def __init__(self, kind: type[State], events: Sequence[DomainEvent]) -> None:
        self.state = kind.fold(numbered(*events))

    def when(self, decide: Decide[State]) -> Outcome[State]:
        """Decide, and keep what came of it."""
        try:
            return Outcome(self.state, tuple(decide(self.state)), None)
        except DomainError as refusal:
            return Outcome(self.state, (), refusal)


class Outcome(Generic[State]):
    """What a decision came to."""

    def __init__(self, state: State, events: tuple[DomainEvent, ...], refusal: DomainError | None) -> None:
        self._state = state
        self._events = events
        self._refusal = refusal

    def then(self, kind: type[Event], /, **fields: Any) -> Event:
        """Exactly one fact followed, of this class, as the stream's next, with these field values; the state takes it in."""
        assert self._refusal is None, f"refused: {self._refusal}"
        (event,) = self._events
        assert type(event) is kind
        assert {name: getattr(event, name) for name in fields} == fields
        assert event.originator_version == self._state.version + 1
        self._state.apply(event)
        assert self._state.version == event.originator_version
        return event

    def then_refused(self, kind: type[DomainError], message: str) -> None:
        """Nothing followed, and the refusal is exactly of this class and says this."""
        assert self._refusal is not None, f"recorded: {self._events}"
        assert type(self._refusal) is kind, repr(self._refusal)
        assert message in str(self._refusal), str(self._refusal)


def given(kind: type[State], *events: DomainEvent) -> Given[State]:
    """Begin with the state that these facts lead to, in this order."""
    return Given(kind, events)
