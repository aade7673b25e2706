"""A write's form as a draft keeps it (sv. *formulärets utkast*): by the draft's own rules for names, with the form's address.

A draft's fields have names of a–z, 0–9 and `_`, so a `-` is two of them, and what is chosen of several is numbered from 2.
Each text is a field of its own, so that what may not be kept in a draft is found in it as in a note's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode
from uuid import UUID

from api.page_matrix import RECORD
from api.web.forms.addresses import named_by
from api.web.forms.fields import FormField, Kind, every_field
from api.web.forms.posted import SEPARATOR

ADDRESS = "form_address"
"""The field that says which form it is."""

_DASH = "__"
_NUMBERED = re.compile(r"(.+)__n[0-9]+")


def has_long_text(fields: Sequence[FormField]) -> bool:
    """Whether running text is asked for."""
    return any(field.kind is Kind.TEXT for field in every_field(fields))


def drafted(address: str, fields: Sequence[FormField], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What a form holds, as a draft's fields; empty when nothing is filled in.

    Args:
        address: Of the form.
        pairs: Names and values in order, as a browser sends them.
    """
    own, found = {field.name for field in fields}, dict[str, str]()
    for name, value in pairs:
        if name.partition(SEPARATOR)[0] in own and value.strip():
            found[_free(name.replace(SEPARATOR, _DASH), found)] = value
    return {ADDRESS: address, **found} if found else {}


def filled_by(draft: Mapping[str, str]) -> list[tuple[str, str]]:
    """The names and values that a draft keeps, as the form has them."""
    return [(plain_name(name), value) for name, value in draft.items() if name != ADDRESS]


def form_of(draft: Mapping[str, str]) -> str | None:
    """The address of the form that a draft is of; None = it is no write's form's."""
    address = draft.get(ADDRESS, "")
    is_ours = address.startswith(f"{RECORD}/") and named_by(address.removeprefix(f"{RECORD}/")) is not None
    return address if is_ours else None


def with_draft(address: str, draft_id: UUID | str, onward: str) -> str:
    """The address of a form with a draft in it.

    Args:
        onward: Where to go on from there; `/` = nowhere that was said.
    """
    more = {} if onward == "/" else {"next": onward}
    return f"{address}?{urlencode({'draft': str(draft_id), **more})}"


def plain_name(name: str) -> str:
    """The form's own name of a draft's field."""
    numbered = _NUMBERED.fullmatch(name)
    return (name if numbered is None else numbered[1]).replace(_DASH, SEPARATOR)


def _free(name: str, taken: Mapping[str, str]) -> str:
    if name not in taken:
        return name
    return next(each for number in range(2, len(taken) + 3) if (each := f"{name}{_DASH}n{number}") not in taken)

