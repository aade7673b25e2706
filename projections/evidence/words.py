"""The words of an evidence package (sv. *ordlista*): what its codes, fields and kinds of content are called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, get_args

from domain.base import DomainEvent, Immutable
from domain.case.disclosure.codes import SecrecyGround
from domain.codes import Code
from domain.evidence.codes import MaskReason
from projections.words import FIELD_LABELS, HEADINGS, TEXT_LABELS


def vocabulary(event_types: Iterable[type[DomainEvent]]) -> dict[str, Any]:
    """What the coded words of some event types mean, and what their fields and kinds are called."""
    kinds = list(dict.fromkeys(event_types))
    codes = {code for kind in kinds for code in _codes(kind)}
    values: dict[str, set[str]] = {}
    for code in codes:
        for each in code:
            values.setdefault(each.value, set()).add(each.swedish)
    names = {name for kind in kinds for name in kind.model_fields}
    segments = sorted({segment for kind in kinds for segment in kind.SEGMENTS.values()} & TEXT_LABELS.keys())
    return {
        "events": {kind.TYPE: HEADINGS[kind.TYPE] for kind in sorted(kinds, key=lambda kind: kind.TYPE) if kind.TYPE in HEADINGS},
        "fields": {name: FIELD_LABELS[name] for name in sorted(names) if name in FIELD_LABELS},
        "kinds": {"record": "Uppgifter", "staff": "Personal", **{segment: TEXT_LABELS[segment] for segment in segments}},
        "values": {value: sorted(values[value]) for value in sorted(values)},
        "reasons": {each.value: each.swedish for code in (MaskReason, SecrecyGround) for each in code},
    }


def _codes(model: type[Immutable]) -> Iterator[type[Code]]:
    for field in model.model_fields.values():
        yield from _codes_in(field.annotation)


def _codes_in(annotation: Any) -> Iterator[type[Code]]:
    if isinstance(annotation, type):
        if issubclass(annotation, Code):
            yield annotation
        elif issubclass(annotation, Immutable):
            yield from _codes(annotation)
    for each in get_args(annotation):
        yield from _codes_in(each)
