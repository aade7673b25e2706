"""How events of earlier forms are read as today's (sv. *uppgradering av händelser*).

A changed form is a new wire name. What was stored under the old one stays as it is for ever, and is turned into the new form
each time it is read; so everything behind the mapper knows one form of each fact.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

Upcast = Callable[[dict[str, Any]], dict[str, Any]]
"""From the stored fields of one form, as JSON values, to those of the next."""


def _rating_v1(fields: dict[str, Any]) -> dict[str, Any]:
    # All that the second form asks for was unknown in the first, and unknown is its default.
    return fields


UPCASTS: Mapping[str, tuple[str, Upcast]] = MappingProxyType({
    "case.rating_recorded.v1": ("case.rating_recorded.v2", _rating_v1),
    "case.rating_corrected.v1": ("case.rating_corrected.v2", _rating_v1),
})
"""Old wire name to the name of the next form, and what turns its fields into it; applied until none fits."""
