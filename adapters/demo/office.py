"""How a stream that is no case is written in: a decision by its name with its values, by somebody, at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from adapters.demo.casefile import Town
from adapters.demo.cast import Colleague
from adapters.demo.chronicle import Stream
from adapters.demo.pen import Now, decided
from domain.base import DomainEvent, Purpose


def write(
    town: Town, day: date, clock: str, by: Colleague, stream: Stream, decide: Callable[..., Sequence[DomainEvent]],
    values: Mapping[str, Any], unit: UUID | None = None, *, known: Mapping[str, Any] | None = None,
) -> None:
    """Write what `decide` leads to.

    Args:
        unit: Whose work it is; None = the whole board's office.
        known: What the service would know and nobody states, as the decision takes it.
    """
    stamp = town.cast.stamp(by, unit, Purpose.ADMINISTRATION if unit is None else Purpose.CASE_WORK)
    town.chronicle.at(
        day, clock, stream, lambda today: decided(decide, Now(stamp, today, by.author(today)), values, known=known)
    )
