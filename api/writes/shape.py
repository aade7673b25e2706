"""What a write asks for, read from its decision's signature: what is in the body, in the address, and known to the service."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from types import UnionType
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, create_model

from api.writes.write import Write
from domain.case.case import Case
from domain.case.entry_events import CaseEntry

KNOWN_TO_THE_SERVICE = frozenset({
    "stamp", "today", "policy", "source", "author", "author_unit", "accepted_by", "case_of", "others", "known_indicators",
    "stated", "publishable", "framed", "witnessed", "run_by_rules", "reviewed", "found", "drawn_cases", "event_at",
    "known_instruments", "catalogue", "known_rules", "noted_in", "lex_sarah_report",
    "family_of", "wheel_item_kind", "log_framed",
})
"""Parameters of decisions that nobody may choose: who acts, when, by which bounds, where a record came from, how the cases
that a group's decision is about are read, the board's other streams of the same kind, and which indicators,
instruments and rules there are."""

KNOWN_OF_A_KIND: Mapping[str, frozenset[str]] = {
    "case": frozenset({"max_talks", "rating_terms"}), "board": frozenset({"slug"})
}
"""What follows from a stream of a kind itself: of a case, what its offering allows and expects."""

REPLACES, REPLACES_REASON = "replaces", "replaces_reason"
"""Members that put right a wrong entry in one step: the wrong one is struck, and this one takes its place."""

_PATH_PARAMETER = re.compile(r"{(\w+)}")
_ARGUMENT = re.compile(r"(\w+(?:, \w+)*): (.+)")
_CONFIG = ConfigDict(extra="forbid", strict=True, frozen=True)


class Shape(NamedTuple):
    """A write as the service sees it.

    Args:
        write: Its declaration.
        body: The model of its body.
        path: Parameters in the address, in order.
        stream: The parameter that names the stream: the first in the address, or the first that is made.
        state: The class that the stream is folded into.
        family: What the types of the stream's events begin with, for example `case`.
        staff: The `x` of each `x_id` whose `x_name` and `x_title` are looked up.
        parameters: Every parameter of the decision.
        tuples: Named tuples that are objects in the body, by member.
        may_replace: Whether the body takes `replaces`.
    """

    write: Write
    body: type[BaseModel]
    path: tuple[str, ...]
    stream: str
    state: type[Any]
    family: str
    staff: tuple[str, ...]
    parameters: frozenset[str]
    tuples: Mapping[str, type[Any]]
    may_replace: bool

    @property
    def made(self) -> tuple[str, ...]:
        """The parameters that name what is made, which are the members of the answer's `made`."""
        return tuple(name for name in self.write.new_ids if name in self.parameters)

    @property
    def is_about_a_case(self) -> bool:
        """Whether the stream is a case's."""
        return self.state is Case

    def members(self, body: BaseModel) -> dict[str, Any]:
        """The decision's parameters that a body holds, as the decision takes them."""
        found = {name: getattr(body, name) for name in type(body).model_fields if name in self.parameters}
        for name, kind in self.tuples.items():
            found[name] = kind(**{member: getattr(found[name], member) for member in kind._fields})
        return found


def shape_of(write: Write) -> Shape:
    """Read a write's declaration and its decision's signature.

    Raises:
        TypeError: The address or `new_ids` names a parameter that the decision does not take.
    """
    hints = get_type_hints(write.decision)
    signature = inspect.signature(write.decision).parameters
    parameters = frozenset(signature) - {"self"}
    path = tuple(_PATH_PARAMETER.findall(write.path))
    new_ids = tuple(name for name in write.new_ids if name in parameters)
    stream = new_ids[0] if write.begins else path[0]
    _require_known(write, parameters, path, new_ids)
    staff = tuple(
        name[:-5] for name in signature
        if name.endswith("_name") and f"{name[:-5]}_id" in parameters and f"{name[:-5]}_id" not in (stream, *new_ids)
    )
    state, family = _state(write.decision), write.decision.__module__.split(".")[1]
    known = KNOWN_TO_THE_SERVICE | KNOWN_OF_A_KIND.get(family, frozenset())
    elsewhere = {*known, *path, *new_ids, *(f"{x}_name" for x in staff), *(f"{x}_title" for x in staff)}
    members = {name: signature[name] for name in signature if name != "self" and name not in elsewhere}
    may_replace = "entry_id" in new_ids and any(
        isinstance(kind, type) and issubclass(kind, CaseEntry) for kind in _kinds(hints["return"])
    )
    tuples = {name: hints[name] for name in members if _is_named_tuple(hints[name])}
    body = _body(write, hints, members, may_replace=may_replace)
    return Shape(
        write, body, path, stream, state, family, staff, parameters, tuples, may_replace
    )


def _require_known(write: Write, parameters: frozenset[str], path: tuple[str, ...], new_ids: tuple[str, ...]) -> None:
    taken = set(path) - {path[0]} if path else set()
    if not taken <= parameters:
        raise TypeError(f"{write.path}: {write.decision.__qualname__} does not take {sorted(taken - parameters)}")
    if write.begins and not new_ids:
        raise TypeError(f"{write.path}: begins a stream, but new_ids names no parameter of {write.decision.__qualname__}")


def _body(
    write: Write, hints: Mapping[str, Any], members: Mapping[str, inspect.Parameter], *, may_replace: bool
) -> type[BaseModel]:
    described = dict(_described(inspect.getdoc(write.decision) or ""))
    fields: dict[str, Any] = {
        name: (_plain(hints[name]), Field(_default(member), description=described.get(name)))
        for name, member in members.items()
    }
    if may_replace:
        fields[REPLACES] = (UUID | None, Field(None, description="Uppgiften som den här ersätter: den stryks i samma steg."))
        fields[REPLACES_REASON] = (str | None, Field(None, description="Varför den stryks; anges precis när replaces anges."))
    return create_model(_name(write), __config__=_CONFIG, __module__=__name__, **fields)


def _name(write: Write) -> str:
    stream = write.decision.__module__.split(".")[1]
    return "".join(word.capitalize() for word in f"{stream}_{write.decision.__name__}".split("_"))


def _default(parameter: inspect.Parameter) -> Any:
    return ... if parameter.default is inspect.Parameter.empty else parameter.default


def _plain(hint: Any) -> Any:
    """A type as the body has it: a named tuple is an object there."""
    if _is_named_tuple(hint):
        members = {
            name: (kind, Field(hint._field_defaults.get(name, ...))) for name, kind in get_type_hints(hint).items()
        }
        doc = inspect.getdoc(hint)
        return create_model(hint.__name__, __config__=_CONFIG, __doc__=doc, __module__=hint.__module__, **members)
    return hint


def _is_named_tuple(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, tuple) and hasattr(hint, "_fields")


def _kinds(hint: Any) -> Iterator[Any]:
    if get_origin(hint) in (tuple, Union, UnionType):
        for each in get_args(hint):
            yield from _kinds(each)
    else:
        yield hint


def _state(decision: Callable[..., Any]) -> type[Any]:
    owner = getattr(sys.modules[decision.__module__], decision.__qualname__.partition(".")[0])
    return Case if issubclass(Case, owner) else owner


def _described(doc: str) -> Iterator[tuple[str, str]]:
    """What the docstring's `Args:` say of each parameter."""
    if "\nArgs:\n" not in doc:
        return
    told = doc.partition("\nArgs:\n")[2].partition("\n\n")[0]
    for text in re.split(r"\n {4}(?! )", "\n" + told):
        found = _ARGUMENT.match(" ".join(text.split()))
        if found is not None:
            yield from ((name, found[2]) for name in found[1].split(", "))
