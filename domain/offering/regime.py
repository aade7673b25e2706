"""The one choke point of documentation regimes: what a fact may hold where nobody is to be known.

It reads a fact's own field types and segments, so that an event type made tomorrow is covered without being listed here.
Where identity is forbidden every text is refused unless something below says what it may be: safe by default.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType
from typing import Any, Literal, NamedTuple, get_args, get_origin
from uuid import UUID

from pydantic import BaseModel

from domain.base import ENVELOPE_FIELDS, DomainEvent, Source
from domain.calendar.appointment import COMPONENT as CALENDAR_PART
from domain.calendar.appointment import SYSTEM as CALENDAR
from domain.case.events import CaseOpened, RatingFacts, RentFacts
from domain.case.ratings.events import RatingNotMade
from domain.codes import Code
from domain.errors import NotAllowedError
from domain.instruments import find_instrument
from domain.offering.codes import DocumentationRegime, PlainReason, PlainRole
from domain.offering.recognition import recognised_identity
from domain.workbook.plan import SYSTEM
from domain.workbook.sheets import SHEETS

IDENTITY_KINDS = frozenset({"identity", "location", "name"})
"""Kinds of segments that hold who somebody is or where they can be found."""
STAFF_KIND = "staff"
RECORD_KIND = "record"
"""The segment of what lies in none of its own: no name of a person does, so what is named there is a scale or a programme."""

_NAMES_SOMEBODY = re.compile(r"(?:^|_)(?:names?|address(?:es)?|phones?|telephones?|emails?|personal_numbers?)$")
"""Field names that say of a text that it identifies somebody, in whatever segment it lies."""
_BIRTH = re.compile(r"(?:^|_)(?:birth|born)(?:_|$)")
_CASE_NUMBER = re.compile(r"(?=.*[0-9])[A-ZÅÄÖ]{0,3}(?:[-/ ]?[0-9]{1,6}){1,3}")
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
_VERSION = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,3}){0,2}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


class IdentityForbiddenError(NotAllowedError):
    """A service offering's regime does not let this be stored (sv. *identitet får inte lagras*).

    Args:
        field: The field that holds it, as in the service's description; with dots for a value within.
    """

    def __init__(self, message: str, *, field: str) -> None:
        super().__init__(message)
        self.field = field


class _Leaf(NamedTuple):
    """One value of a fact that is neither coded nor an id, with where it stands."""

    owner: BaseModel
    name: str
    path: str
    kind: str
    value: Any

    @property
    def is_of_staff(self) -> bool:
        """Whether it is a staff member's name or title, beside the id that the staff register knows them by."""
        subject, _, what = self.name.rpartition("_")
        is_registered = isinstance(getattr(self.owner, f"{subject}_id", None), UUID)
        return is_registered and (what == "title" or (what == "name" and self.kind == STAFF_KIND))


def require_allowed(regime: DocumentationRegime, events: Iterable[DomainEvent]) -> None:
    """Refuse facts that hold what a regime forbids. The two regimes that take identity forbid nothing.

    In the other two: no segment of identity, no date of birth, no name or address of anybody but staff, and no personal number,
    phone number or e-mail address in any text or number (a safety net; see `recognition`). At advice no text about a person at
    all: coded values, days, numbers, random ids, and texts of the closed forms below.

    Raises:
        IdentityForbiddenError: The first field that may not be stored.

    Source: SoL 2025:400 14:4, 14:5.
    """
    if regime.takes_identity:
        return
    for event in events:
        for name in type(event).model_fields:
            _require_no_identity_segment(regime, event, name)
        for leaf in _leaves(event):
            _require_no_identity(regime, leaf)
            if regime is DocumentationRegime.ADVICE_NO_PERSONAL_DATA:
                _require_no_text(regime, leaf)


def _require_no_identity_segment(regime: DocumentationRegime, event: DomainEvent, name: str) -> None:
    if event.SEGMENTS.get(name) in IDENTITY_KINDS and getattr(event, name) not in (None, ()):
        raise _refusal(regime, name, "säger vem någon är", "Lämna fältet tomt")


def _require_no_identity(regime: DocumentationRegime, leaf: _Leaf) -> None:
    if isinstance(leaf.value, date | str) and _BIRTH.search(leaf.name):
        raise _refusal(regime, leaf.path, "säger när någon är född", "Ange högst födelseåret")
    if isinstance(leaf.value, str) and leaf.kind not in (STAFF_KIND, RECORD_KIND) and _NAMES_SOMEBODY.search(leaf.name):
        raise _refusal(regime, leaf.path, "är ett namn eller en kontaktuppgift", "Lämna fältet tomt")
    found = recognised_identity(str(leaf.value)) if isinstance(leaf.value, str | int | Decimal) else None
    if found is not None:
        raise _refusal(regime, leaf.path, f"innehåller {found}", "Ta bort uppgiften")
    if not isinstance(leaf.value, str | int | float | Decimal | date | time):
        raise _refusal(regime, leaf.path, "är av ett slag som inte kan granskas", "Lämna fältet tomt")


def _require_no_text(regime: DocumentationRegime, leaf: _Leaf) -> None:
    if not isinstance(leaf.value, str) or leaf.is_of_staff:
        return
    allowed = _allowed_of(leaf)
    if allowed is None:
        in_a_case = getattr(leaf.owner, "case_id", None) is not None
        instead = "Registrera det utan ärende" if in_a_case else "Lämna fältet tomt; kodade val, datum och tal får anges"
        raise _refusal(regime, leaf.path, "är fri text", instead)
    if not allowed.takes(leaf.value):
        raise _refusal(regime, leaf.path, "är fri text", f"Ange {allowed.described}")


class _Form(NamedTuple):
    """A closed form that a text may have where no text about a person is taken."""

    takes: Callable[[str], bool]
    described: str


def _one_of(words: type[Code], what: str) -> _Form:
    return _Form(lambda text: words.from_swedish(text) is not None, f"{what}: {', '.join(words.swedish_words())}")


_INSTRUMENT = _Form(lambda text: find_instrument(text) is not None, "ett instrument som finns i katalogen")

_FORMS_BY_OWNER: Mapping[type[BaseModel], Mapping[str, _Form]] = {
    CaseOpened: {"number": _Form(
        lambda text: _CASE_NUMBER.fullmatch(text) is not None, "ett nummer som 2026-0001, med högst tre versaler först"
    )},
    RatingFacts: {
        "instrument": _INSTRUMENT,
        "instrument_version": _Form(lambda text: _VERSION.fullmatch(text) is not None, "en version som 2 eller 2026.1"),
        "language": _Form(lambda text: _LANGUAGE.fullmatch(text) is not None, "en språkkod som sv"),
    },
    RatingNotMade: {"instrument": _INSTRUMENT},
    RentFacts: {"month": _Form(lambda text: _MONTH.fullmatch(text) is not None, "en månad som 2026-03")},
    Source: {
        "system": _Form(lambda text: text in (SYSTEM, CALENDAR), f"källan {SYSTEM} eller {CALENDAR}"),
        "sheet": _Form(lambda text: text in SHEETS or text == CALENDAR_PART, "ett blad i arbetsbokens format"),
    },
}
_FORMS_BY_NAME: Mapping[str, _Form] = {
    "reason": _one_of(PlainReason, "en av orsakerna"),
    "participants": _one_of(PlainRole, "roller ur listan"),
}
"""For every event type: a correction and a list of roles can be made everywhere, in fixed words."""


def _allowed_of(leaf: _Leaf) -> _Form | None:
    for owner, forms in _FORMS_BY_OWNER.items():
        if isinstance(leaf.owner, owner) and leaf.name in forms:
            return forms[leaf.name]
    return _FORMS_BY_NAME.get(leaf.name)


def _leaves(event: DomainEvent) -> Iterator[_Leaf]:
    for name in type(event).model_fields:
        if name not in ENVELOPE_FIELDS:
            yield from _leaves_of(event, name, name, event.SEGMENTS.get(name, RECORD_KIND), getattr(event, name))


def _leaves_of(owner: BaseModel, name: str, path: str, kind: str, value: Any) -> Iterator[_Leaf]:
    if value is None or isinstance(value, Enum | bool | UUID):
        return
    if isinstance(value, tuple):
        for each in value:
            yield from _leaves_of(owner, name, path, kind, each)
    elif isinstance(value, BaseModel):
        for within in type(value).model_fields:
            yield from _leaves_of(value, within, f"{path}.{within}", kind, getattr(value, within))
    elif not _is_choice(type(owner), name):
        yield _Leaf(owner, name, path, kind, value)


@cache
def _is_choice(owner: type[BaseModel], name: str) -> bool:
    """Whether a field's type is a list of fixed words, of which its value is one."""
    return _is_literal(owner.model_fields[name].annotation)


def _is_literal(annotation: Any) -> bool:
    parts = [part for part in get_args(annotation) if part not in (NoneType, Ellipsis)]
    return get_origin(annotation) is Literal or (bool(parts) and all(map(_is_literal, parts)))


def _refusal(regime: DocumentationRegime, path: str, why: str, what_to_do: str) -> IdentityForbiddenError:
    return IdentityForbiddenError(
        f"Fältet {path} {why}, och utbudet är {regime.swedish}, där det inte får lagras. {what_to_do}.", field=path
    )
