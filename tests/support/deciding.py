"""A decision with a call that is accepted, which a test then changes in one place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from domain.base import DomainEvent
from domain.case.case import Case
from domain.errors import DomainError
from domain.policies import DEFAULT_POLICY
from tests.support.cast import STAMP, TODAY
from tests.support.scenario import Given

Deciding = Callable[..., Callable[[Case], Sequence[DomainEvent]]]


def deciding(name: str, entry_id: UUID, *, takes_policy: bool = True, **call: Any) -> Deciding:
    """Calls of the case's decision `name`: `deciding("close", ...)(closed_on=TODAY)` is one, for `when`."""
    by = {"entry_id": entry_id, "stamp": STAMP, "today": TODAY} | ({"policy": DEFAULT_POLICY} if takes_policy else {})
    return lambda **changes: lambda case: getattr(case, name)(**{**call, **by, **changes})


def copied(event: Any, **changes: Any) -> Any:
    """The fact or value with other values in some fields."""
    return event.model_copy(update=changes)


def tells_faults_in_order(
    state: Given[Case], call: Deciding, *faults: tuple[dict[str, Any], type[DomainError], str]
) -> None:
    """With all these faults at once the first is told; with that one mended, the second; and so on."""
    for number, (_, error, message) in enumerate(faults):
        together: dict[str, Any] = {}
        for changes, _, _ in reversed(faults[number:]):
            together |= changes
        state.when(call(**together)).then_refused(error, message)
