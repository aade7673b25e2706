"""What a case may be looked up by (sv. *sökbegrepp*): its number, and the person's name, personal or coordination number.

Source: SoLPuF 2001:637 15 § (name, personal number, coordination number and case number, and nothing else).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from domain.base import RecordedEvent
from domain.case.case import Case
from domain.case.events import CaseFacts, CaseOpened
from domain.case.person.events import ClientIdentified
from domain.codes import Code


class LookupKind(Code):
    """By what a case is looked up (sv. *sökbegrepp*)."""

    CASE_NUMBER = "case_number", "ärendenummer"
    NAME = "name", "namn"
    IDENTITY_NUMBER = "identity_number", "personnummer eller samordningsnummer"


class LookupRow(NamedTuple):
    """What a case is looked up by, for the adapter to keep as a keyed digest; never stored as it is.

    Args:
        may_repeat: Whether the case may have been given the same before.
    """

    case_id: UUID
    kind: LookupKind
    text: str
    may_repeat: bool
    known_from: int


def lookup_rows(recorded: RecordedEvent) -> Iterator[LookupRow]:
    """What an event gives to look its case up by."""
    event, position = recorded.event, recorded.position
    is_new = isinstance(event, CaseOpened)
    if isinstance(event, CaseOpened):
        yield LookupRow(event.originator_id, LookupKind.CASE_NUMBER, event.number, False, position)
    if isinstance(event, CaseFacts) and event.client_name is not None:
        yield LookupRow(event.originator_id, LookupKind.NAME, event.client_name, not is_new, position)
    if isinstance(event, ClientIdentified) and event.identity_number is not None:
        yield LookupRow(event.originator_id, LookupKind.IDENTITY_NUMBER, event.identity_number, True, position)


def normal(kind: LookupKind, text: str) -> str:
    """What is compared: without regard to case, blanks, and how letters are composed; the whole of it, and nothing alike."""
    composed = unicodedata.normalize("NFC", text).casefold()
    return " ".join(composed.split()) if kind is LookupKind.NAME else composed.strip()


def is_still(case: Case, kind: LookupKind, text: str) -> bool:
    """Whether a case's record says so as it is known: a name that was corrected or a number that was struck finds nothing."""
    if kind is LookupKind.NAME:
        name = None if case.facts is None else case.facts.client_name
        return name is not None and normal(kind, name) == normal(kind, text)
    if kind is LookupKind.IDENTITY_NUMBER:
        identity = case.person.identity
        return identity is not None and identity.identity_number == text
    return normal(kind, case.number or "") == normal(kind, text)
