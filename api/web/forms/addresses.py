"""The addresses of forms (sv. *formuläradress*): that of the write, below `/record`.

What of a record a write is about can be left open by a `-` in its place, and is then asked for on a page of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple
from uuid import UUID

from api.page_matrix import RECORD
from api.writes.shape import Shape
from api.writes.table import shapes

OPEN = "-"
"""In place of an id that is still to be chosen."""

_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_PARAMETER = re.compile(r"{(\w+)}")
_Pattern = tuple[str | None, ...]


class Named(NamedTuple):
    """What an address names.

    Args:
        ids: By the name of the place in the write's address; None = still to be chosen.
    """

    shape: Shape
    ids: Mapping[str, UUID | None]

    @property
    def open(self) -> str | None:
        """The first of what is still to be chosen; None = nothing is."""
        return next((name for name, each in self.ids.items() if each is None), None)

    @property
    def known(self) -> dict[str, UUID]:
        """The ids that are named."""
        return {name: each for name, each in self.ids.items() if each is not None}


def named_by(address: str) -> Named | None:
    """What an address below `/record` names; None = there is no such form."""
    parts = address.split("/")
    shape = _by_pattern().get(tuple(None if _is_id(each) else each for each in parts))
    if shape is None:
        return None
    found = zip(shape.write.path.strip("/").split("/"), parts, strict=True)
    ids = {place[1:-1]: None if part == OPEN else UUID(part) for place, part in found if place.startswith("{")}
    # The record itself is always named.
    return None if shape.path and ids[shape.path[0]] is None else Named(shape, ids)


def address_of(write: str, ids: Mapping[str, UUID | None]) -> str:
    """The address of a write's form.

    Args:
        write: Its address below `/api/v1`.
        ids: By the name of the place in it; what is not there is still to be chosen.
    """
    return RECORD + _PARAMETER.sub(lambda found: str(ids.get(found[1]) or OPEN), write)


@cache
def _by_pattern() -> Mapping[_Pattern, Shape]:
    return {tuple(_pattern(shape.write.path.strip("/").split("/"))): shape for shape in shapes()}


def _pattern(parts: Iterable[str]) -> Iterable[str | None]:
    return (None if each.startswith("{") else each for each in parts)


def _is_id(part: str) -> bool:
    return part == OPEN or _UUID.fullmatch(part) is not None
