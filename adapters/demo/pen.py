"""How the stories write: a decision by its name with its values, as the domain's own signatures take them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from inspect import signature
from typing import Any, NamedTuple, get_type_hints

from pydantic import TypeAdapter

from adapters.demo.cast import POLICY, Colleague
from domain.base import DomainEvent, Stamp
from domain.case.journal import Author
from domain.instruments import SHIPPED


class Now(NamedTuple):
    """What a decision is given when its time comes."""

    stamp: Stamp
    today: date
    author: Author


def decided(
    decide: Callable[..., Sequence[DomainEvent]], now: Now, values: Mapping[str, Any], *, known: Mapping[str, Any] | None = None
) -> Sequence[DomainEvent]:
    """What a decision leads to.

    Args:
        decide: A decision of a stream; stamp, author, day and bounds are given where it takes them.
        values: By parameter; a coded word as it is stored, and a colleague for the parameters that tell of a member of staff
            (`led_by` for `led_by_id`, `led_by_name` and `led_by_title`).
        known: What the service would know and nobody states, as the decision takes it.
    """
    takes = _parameters(getattr(decide, "__func__", decide))
    given: dict[str, Any] = {
        "stamp": now.stamp, "today": now.today, "policy": POLICY, "catalogue": SHIPPED, "author": now.author, **(known or {}),
    }
    told: dict[str, Any] = {}
    for name, value in values.items():
        stated = _of_staff(name, value, now.today) if isinstance(value, Colleague) else {name: value}
        told |= {each: stated[each] for each in stated if each in takes or not isinstance(value, Colleague)}
    return decide(
        **{name: value for name, value in given.items() if name in takes},
        **{name: _adapter(takes[name]).validate_python(value) for name, value in told.items()},
    )


def _of_staff(name: str, colleague: Colleague, day: date) -> dict[str, Any]:
    return {f"{name}_id": colleague.id, f"{name}_name": colleague.name, f"{name}_title": colleague.title_on(day)}


@cache
def _parameters(decide: Callable[..., Any]) -> Mapping[str, Any]:
    hints = get_type_hints(decide)
    return {name: hints[name] for name in signature(decide).parameters if name in hints}


@cache
def _adapter(hint: Any) -> TypeAdapter[Any]:
    return TypeAdapter(hint)
