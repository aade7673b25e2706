"""One version of the rules for erasing by law, as it took effect (sv. *gallringsregler*)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from domain.errors import InvalidValueError
from domain.retention.codes import RecordContent, RetentionGround


class PermanentContent(NamedTuple):
    """Content that is kept for ever, and the section that says so."""

    content: RecordContent
    ground: RetentionGround
    basis: str


class RetentionDefinition(NamedTuple):
    """The rules from one day on (sv. *gallringsregler*).

    Args:
        version: From 1.
        in_force_from: The first day.
        years_after_last_note: Source: SoL 2025:400 16:1.
        permanent: What is kept for ever. Source: SoL 2025:400 16:2; LSS 1993:387 21 d §.
        child_inquiry_until_age: None = there was no such rule yet. Source: SoL 2025:400 16:2 a.
        child_inquiry_closed_from: Inquiries of cases that were closed before this day are not kept for it.
        agreement_until_age: Source: SoL 2025:400 16:3.
        research_municipalities: Codes of four digits. Source: SoF 2025:468 13:1.
        research_counties: The first two digits of such codes.
        research_birthdays: Days of the month.
    """

    version: int
    in_force_from: date
    years_after_last_note: int
    last_note_basis: str
    not_opened_basis: str
    permanent: tuple[PermanentContent, ...]
    child_inquiry_until_age: int | None
    child_inquiry_closed_from: date | None
    child_inquiry_basis: str | None
    agreement_until_age: int
    agreement_basis: str
    research_municipalities: frozenset[int]
    research_counties: frozenset[int]
    research_birthdays: frozenset[int]
    research_basis: str

    def keeps_municipality(self, code: int) -> bool:
        """Whether a municipality keeps everything for research."""
        return code in self.research_municipalities or code // 100 in self.research_counties


def definition_on(definitions: Iterable[RetentionDefinition], day: date) -> RetentionDefinition:
    """The rules of a day.

    Raises:
        InvalidValueError: None had taken effect.
    """
    held = [each for each in definitions if each.in_force_from <= day]
    if not held:
        raise InvalidValueError(f"Gallringsregler finns inte för {day}. De som finns gäller från den 1 juli 2025.")
    return max(held, key=lambda each: each.in_force_from)


def definition_of(table: Mapping[str, Any]) -> RetentionDefinition:
    """Read one version from its table.

    Raises:
        InvalidValueError: It is not such a table.
    """
    try:
        values = dict(table)
        permanent = tuple(
            PermanentContent(RecordContent(each["content"]), RetentionGround(each["ground"]), each["basis"])
            for each in values.pop("permanent")
        )
        sets = {name: frozenset(values.pop(name)) for name in (
            "research_municipalities", "research_counties", "research_birthdays"
        )}
        later: dict[str, Any] = {
            "child_inquiry_until_age": None, "child_inquiry_closed_from": None, "child_inquiry_basis": None
        }
        return RetentionDefinition(permanent=permanent, **sets, **(later | values))
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidValueError(f"Gallringsreglerna går inte att läsa: {type(error).__name__}.") from None
