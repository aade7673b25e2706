"""What is worth a second look when something is written in a case where somebody is protected from another (sv. *varning*).

It is recorded all the same. No machine knows every place; it knows those that the record holds already, and what nobody has
labelled.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from domain.base import DomainEvent
from domain.case.contacts.events import ContactFacts
from domain.case.entry_events import CaseEntry
from domain.case.journal_events import NOTE_TEXTS, JournalNoteRecorded, NoteTexts
from domain.case.parties.codes import PartyWarning, ShieldReason
from domain.case.parties.shield import Shield, shield_against
from domain.case.ratings.looking_again import Warned
from domain.case.state import CaseState

_LOCATION = "location"
_SHORTEST = 5
"""Characters of a piece of an address that are looked for: shorter ones stand in texts that name no place."""
_APART = re.compile(r"[,;\n]")

_WHEREABOUTS = (
    "Texten innehåller en uppgift om var den skyddade finns, så som den står i akten. Ta bort den ur texten, eller märk"
    " uppgiften med vem den gäller och vem som inte får veta."
)
_UNLABELLED = (
    "Någon i ärendet skyddas mot en annan, och det som skrevs är inte märkt med vem det gäller. Märk det, annars lämnas det inte"
    " ut till den andra."
)


def party_warnings(case: CaseState, events: Iterable[DomainEvent]) -> tuple[Warned, ...]:
    """What is worth a second look at what was just written; nothing where nobody is protected.

    Args:
        case: With the events in it.
    """
    shield = shield_against(case, None)
    written = [each for each in events if isinstance(each, NoteTexts | ContactFacts)] if shield.stands else []
    return tuple(warned for event in written for warned in _of(shield, event))


def _of(shield: Shield, event: NoteTexts | ContactFacts) -> Iterator[Warned]:
    entry_id = event.note_id if isinstance(event, NoteTexts) else event.entry_id
    said = " ".join(_texts(event)).casefold()
    if any(place in said for place in _places(shield, but=entry_id)):
        yield Warned(PartyWarning.TELLS_WHEREABOUTS, _WHEREABOUTS)
    fields, segments = type(event).model_fields, type(event).SEGMENTS
    kinds = {segments.get(name, "record") for name in fields if getattr(event, name) not in (None, ())}
    if any(shield.why(event, entry_id, kind) is ShieldReason.UNLABELLED for kind in kinds):
        yield Warned(PartyWarning.NOT_LABELLED, _UNLABELLED)


def _texts(event: NoteTexts | ContactFacts) -> Sequence[str]:
    if isinstance(event, ContactFacts):
        texts = [event.place_name, event.child_not_heard_reason]
    else:
        texts = [getattr(event, kind) for kind in NOTE_TEXTS] + [getattr(event, "information_source", None)]
        texts += event.participants if isinstance(event, JournalNoteRecorded) else ()
    return [text for text in texts if text is not None]


def _places(shield: Shield, *, but: UUID) -> Iterator[str]:
    """Every piece of every place in the record that may not be known to all, in small letters."""
    entries = (entry for area in shield.case.areas() for entry in area.entries.values() if entry.entry_id != but)
    for entry in entries:
        for text in _locations(entry):
            if shield.why(entry, entry.entry_id, _LOCATION) is not None:
                yield from (piece.strip().casefold() for piece in _APART.split(text) if len(piece.strip()) >= _SHORTEST)


def _locations(entry: CaseEntry) -> list[str]:
    names = [name for name, kind in type(entry).SEGMENTS.items() if kind == _LOCATION]
    return [text for name in names if isinstance(text := getattr(entry, name), str)]
