"""Drafts (sv. *utkast*): what somebody is writing and has not recorded. Outside the ledger, and no record.

A draft is its author's own. The system never discards one: its author is reminded of it, and the manager sees that it exists
and how old it is, but not a word of it. It is a working paper until its note is recorded. Source: TF 2:10, 2:12.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from domain.errors import InvalidValueError, NotAllowedError
from domain.offering.codes import DocumentationRegime
from domain.offering.recognition import recognised_identity
from domain.offering.regime import IdentityForbiddenError
from domain.policies import Policy

MOST_FIELDS = 100
_FIELD = re.compile(r"[a-z][a-z0-9_]{0,49}")
_US_PER_HOUR = 3_600_000_000


class DraftHead(NamedTuple):
    """That a draft exists, without a word of it (sv. *uppgift om utkast*).

    Args:
        session_id: The session that it is about; None = none was named.
        version: From 1; each saving adds one.
        begun_us: When it was first saved, microseconds since 1970 UTC; so for `saved_us`, when it was last saved.
        is_recorded: Whether something was recorded with the draft's own id as command: then only the draft is left to remove.
    """

    draft_id: UUID
    case_id: UUID
    author_id: UUID
    session_id: UUID | None
    version: int
    begun_us: int
    saved_us: int
    is_recorded: bool

    def age_hours(self, now_us: int) -> int:
        """Whole hours since it was begun, from 0."""
        return max(0, now_us - self.begun_us) // _US_PER_HOUR

    def is_to_be_reminded(self, now_us: int, policy: Policy) -> bool:
        """Whether its author is to be reminded of it: from `policy.draft_reminder_hours` hours on."""
        return self.age_hours(now_us) >= policy.draft_reminder_hours


class Draft(NamedTuple):
    """A draft with its text, as only its author sees it (sv. *utkast*). `fields`: by the form's own names, as typed."""

    head: DraftHead
    fields: Mapping[str, str]


def require_savable(fields: Mapping[str, str], regime: DocumentationRegime, policy: Policy) -> None:
    """Refuse what cannot be kept as a draft; what a note demands beyond that is asked when the note is recorded.

    Args:
        fields: Names of 1 to 50 letters a–z, digits and `_`, at most `MOST_FIELDS` of them; `policy.draft_max_chars` characters
            in all.
        regime: Of the case. Where identity is forbidden in records, it is so in a draft too.

    Raises:
        NotAllowedError: The regime takes no text about a person.
        InvalidValueError: A field's name, then their number; then nothing is written; then the length; then characters that have
            no form to be stored in.
        IdentityForbiddenError: The regime forbids identity, and a field holds what identifies somebody by its form.

    Source: SoL 2025:400 14:4, 14:5.
    """
    if regime is DocumentationRegime.ADVICE_NO_PERSONAL_DATA:
        raise NotAllowedError("Vid rådgivning skrivs ingen text om personen, inte heller som utkast.")
    if not all(_FIELD.fullmatch(name) for name in fields) or len(fields) > MOST_FIELDS:
        raise InvalidValueError(f"Ett utkast har högst {MOST_FIELDS} fält, med namn av a–z, 0–9 och _, högst 50 tecken.")
    if not any(text.strip() for text in fields.values()):
        raise InvalidValueError("Utkastet är tomt. Skriv något först, eller ta bort utkastet.")
    length = sum(map(len, fields.values()))
    if length > policy.draft_max_chars:
        raise InvalidValueError(f"Utkastet har {length} tecken. Högst {policy.draft_max_chars} är tillåtna: dela upp det.")
    for name, text in fields.items():
        _require_form(text)
        found = None if regime.takes_identity else recognised_identity(text)
        if found is not None:
            raise IdentityForbiddenError(
                f"Fältet {name} innehåller {found}, som inte får lagras här. Ta bort uppgiften.", field=name
            )


def _require_form(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise InvalidValueError("Utkastet innehåller tecken som inte går att lagra. Skriv om texten och försök igen.") from None
