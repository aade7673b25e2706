"""Facts of the region: what the individuals concerned were told, and where their records tell of it.

Each is about one individual, by the case that is their record: no name stands here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.case.information.codes import InformedPerson
from domain.codes import NoteChannel
from domain.lex_sarah.base import LexSarahEntry, LexSarahEvent


class IndividualInformed(LexSarahEntry):
    """An individual, or who speaks for them, was told, and gave their account (sv. *informerad enskild*)."""

    TYPE: ClassVar[str] = "lex_sarah.individual_informed"
    SEGMENTS: ClassVar[Mapping[str, str]] = {
        "individual_account": "individual_view", "child_account": "child_view", "no_account_reason": "assessment",
        "told_by_name": "staff", "told_by_title": "staff",
    }

    about_case_id: UUID
    told_on: date
    told_who: tuple[InformedPerson, ...]
    told_how: NoteChannel
    told_by_id: UUID
    told_by_name: str
    told_by_title: str | None = None
    individual_account: str | None = None
    """What happened and what it meant, in their own words."""
    child_account: str | None = None
    """The same in the child's own words. Source: SoL 2025:400 3:2."""
    no_account_reason: str | None = None
    """Why there is no account, or none of the child's own."""


class IndividualNotInformed(LexSarahEntry):
    """An individual was not told, because (sv. *inte informerad enskild*)."""

    TYPE: ClassVar[str] = "lex_sarah.individual_not_informed"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"not_told_motivation": "assessment"}

    about_case_id: UUID
    not_told_decided_on: date
    """The server's day."""
    not_told_motivation: str


class RecordLinked(LexSarahEntry):
    """The individual's record says that something occurred and was reported (sv. *koppling till akten*)."""

    TYPE: ClassVar[str] = "lex_sarah.record_linked"

    about_case_id: UUID
    record_entry_id: UUID
    """The entry `case.deviation_noted` there."""


class RecordNotLinked(LexSarahEntry):
    """The individual's record says nothing of it, because (sv. *ingen anteckning i akten*)."""

    TYPE: ClassVar[str] = "lex_sarah.record_not_linked"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"no_link_motivation": "assessment"}

    about_case_id: UUID
    no_link_motivation: str


class UnknownIndividualsSettled(LexSarahEntry):
    """Who else was concerned is not known, or nobody else was, because (sv. *okända berörda*)."""

    TYPE: ClassVar[str] = "lex_sarah.unknown_individuals_settled"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"unknown_motivation": "assessment"}

    unknown_motivation: str
    """What was done to find out, and why no more is done."""


EVENTS: tuple[type[LexSarahEvent], ...] = (
    IndividualInformed, IndividualNotInformed, RecordLinked, RecordNotLinked, UnknownIndividualsSettled,
)
"""In the order that they come in."""
