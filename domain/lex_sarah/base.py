"""What every fact of a Lex Sarah report carries, and what its five regions have in common.

A report is worked with in five *regions* at once: handling, the notification to IVO, measures, the individuals, feedback. Each
remembers its own part and says what is left to do in it; the report is closed only when nothing is left in any.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, ClassVar
from uuid import UUID

from domain.base import DomainEvent, RetentionClass
from domain.lex_sarah.timers import Step
from domain.policies import Policy


class LexSarahEvent(DomainEvent):
    """A fact of a report's stream (sv. *händelse i Lex Sarah-ärendet*), apart from every client's record.

    Source: SOSFS 2011:5 5 kap. for where it is documented.
    """

    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.LEX_SARAH


class LexSarahEntry(LexSarahEvent):
    """Something stated or done about a report (sv. *uppgift i Lex Sarah-ärendet*); `entry_id` is what others refer to it by."""

    MAY_BE_STRUCK: ClassVar[bool] = True
    """Whether it can be struck when it is wrong; steps of the handling cannot, they are taken anew."""
    IS_INVESTIGATION: ClassVar[bool] = False
    """Whether it is part of the investigation, which is locked while it is complete."""

    entry_id: UUID

    def mentions(self, entry_id: UUID) -> bool:
        """Whether a field of its own, or of a value within, refers to another entry."""
        return self.entry_id != entry_id and _holds(self.model_dump(mode="python"), entry_id)


class Region(ABC):
    """One part of the work with a report, with a memory of its own. Subclasses set APPLY, `clear`, `is_begun` and `lacking`.

    Every event of the stream is offered to every region; each takes in those that its APPLY names.
    """

    APPLY: ClassVar[Mapping[type[LexSarahEvent], Callable[[Any, Any], None]]] = {}
    """Event type to what it changes in the region's memory, called as `change(region, event)`; never refuses."""

    def __init__(self) -> None:
        self.clear()

    @abstractmethod
    def clear(self) -> None:
        """Set the memory to that of a region that no event has touched."""

    def take(self, event: LexSarahEvent) -> None:
        """Take in an event of the stream, if it is any of this region's."""
        change = self.APPLY.get(type(event))
        if change is not None:
            change(self, event)

    @property
    @abstractmethod
    def is_begun(self) -> bool:
        """Whether anything is stated or required in it yet."""

    @property
    @abstractmethod
    def lacking(self) -> tuple[str, ...]:
        """What is left to do before the report can be closed, each a Swedish noun phrase without personal data."""

    @property
    def is_terminal(self) -> bool:
        """Whether nothing is left to do in it."""
        return not self.lacking

    def steps(self, policy: Policy) -> tuple[Step, ...]:
        """Its times that run or have run, in the order that they begin."""
        return ()

    def __eq__(self, other: object) -> bool:
        """Whether both remember the same."""
        return type(self) is type(other) and vars(self) == vars(other)


def _holds(value: object, wanted: UUID) -> bool:
    if isinstance(value, dict):
        return any(_holds(each, wanted) for each in value.values())
    if isinstance(value, list | tuple):
        return any(_holds(each, wanted) for each in value)
    return value == wanted
