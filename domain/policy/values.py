"""The values of bounds as text and back: what `Policy` takes is said by its own fields, and here only read."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any, get_origin

from pydantic import TypeAdapter, ValidationError

from domain.errors import InvalidValueError
from domain.policies import DEFAULT_POLICY, Policy
from domain.policy.events import PolicyValue

LARGEST = 1_000_000
"""The largest number that any bound takes: from today so many days on there are still dates, and further on there are none."""

_BOUNDS = {"ge": "från {}", "gt": "över {}", "le": "till {}", "lt": "under {}"}


def checked(values: tuple[PolicyValue, ...]) -> tuple[PolicyValue, ...]:
    """The values as they are stored, in the form that `Policy` itself gives them.

    Raises:
        InvalidValueError: None is given; then for each in order: an unknown bound, one that is given twice, a value that the
            bound does not take or that is larger than `LARGEST`. Then what the values are not together.
    """
    if not values:
        raise InvalidValueError("Inget riktvärde är angivet. Ange minst ett.")
    found: dict[str, Any] = {}
    for value in values:
        if value.bound not in Policy.model_fields:
            raise InvalidValueError(f"Riktvärdet {_short(value.bound)} finns inte. Välj ett av dem som finns.")
        if value.bound in found:
            raise InvalidValueError(f"Riktvärdet {value.bound} är angivet två gånger. Ange det en gång.")
        found[value.bound] = _validated({value.bound: _parts(value.bound, value.amount)}, value.bound)[value.bound]
        _require_countable(found[value.bound], value.bound)
    together = _validated(found, ", ".join(found))
    return tuple(PolicyValue(bound=bound, amount=_text(together[bound])) for bound in found)


def as_adopted(value: PolicyValue) -> dict[str, Any]:
    """What a stored value says, whatever bounds hold for it today; nothing when `Policy` has no such bound, or one of another
    type, any more: the default holds then."""
    if value.bound not in Policy.model_fields:
        return {}
    try:
        return {value.bound: _type_of(value.bound).validate_python(_parts(value.bound, value.amount), strict=False)}
    except ValidationError:
        return {}


def allowed_in_words(bound: str) -> str:
    """What a bound takes, in Swedish words; empty = its type says it all."""
    metadata = Policy.model_fields[bound].metadata
    limits = {name: getattr(each, name) for name in _BOUNDS for each in metadata if getattr(each, name, None) is not None}
    return " ".join(_BOUNDS[name].format(limit) for name, limit in limits.items())


def _validated(changes: dict[str, Any], what: str) -> dict[str, Any]:
    try:
        adopted = Policy.model_validate(DEFAULT_POLICY.model_dump() | changes, strict=False)
    except ValidationError:
        allowed = allowed_in_words(what) if what in Policy.model_fields else ""
        instead = f"Ange ett värde {allowed}." if allowed else "Ange ett värde av samma slag som i dag."
        raise InvalidValueError(f"Riktvärdet {what} kan inte ha det värdet. {instead}") from None
    return {name: getattr(adopted, name) for name in changes}


def _require_countable(value: Any, bound: str) -> None:
    for each in value if isinstance(value, tuple) else (value,):
        if isinstance(each, int | Decimal) and abs(each) > LARGEST:
            raise InvalidValueError(f"Riktvärdet {bound} kan inte ha det värdet. Ange högst {LARGEST}.")


def _parts(bound: str, amount: str) -> Any:
    if get_origin(Policy.model_fields[bound].annotation) is tuple:
        return [part.strip() for part in amount.split(",")] if amount.strip() else []
    # Swedish decimals have a comma.
    return amount.strip().replace(",", ".")


@cache
def _type_of(bound: str) -> TypeAdapter[Any]:
    return TypeAdapter(Policy.model_fields[bound].annotation)


def _text(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _short(name: str) -> str:
    """An unknown name as a message may repeat it."""
    return name if name.isidentifier() and name.isascii() and len(name) <= 60 else "som angavs"
