"""The events of an evidence package (sv. *bevispaketets händelser*): what is shown of each, what is not, and why.

Whole segments are masked, since a segment is what a header commits to: what is shown can be proved to the last letter, and of
what is not shown it is proved that a part of that kind and length stands there.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from domain.base import DomainEvent, ErasedEvent, RecordedEvent
from domain.case.disclosure.codes import SecrecyGround
from domain.evidence.codes import MaskReason
from domain.evidence.masks import MaskRule, ground_for
from domain.viewpoint.events import ViewpointEvent
from projections.evidence.party import KeptBack
from projections.protection import Protection, masked_event

ERASED = "erased"
MASKED = "masked"
UNKNOWN_BASIS = "enligt lag; gallringen är inte avslutad"
_STAFF = "staff"
_REGISTER = "staff."
"""Events of the register of staff are about nobody whom a case protects."""


class Hidden(NamedTuple):
    """Why a part is not shown.

    Args:
        how: `masked` or `erased`.
        why: A `MaskReason`, a `SecrecyGround`, or the basis of an erasure in words.
    """

    how: str
    why: str

    @property
    def in_words(self) -> str:
        """The reason as people read it."""
        words = {each.value: each.swedish for kind in (MaskReason, SecrecyGround) for each in kind}
        return f"gallrad: {self.why}" if self.how == ERASED else f"maskerad: {words[self.why]}"

    @property
    def is_chosen(self) -> bool:
        """Whether somebody asked for it to be masked."""
        return self.how == MASKED and self.why in {each.value for each in SecrecyGround}


class ShownEvent(NamedTuple):
    """An event as a package shows it (sv. *visad händelse*).

    Args:
        header: As it was hashed.
        kinds: Of its segments, in order.
        parts: (Salt, plaintext) of each segment; none of an erased event.
        hidden: The parts that are not shown, by number from 0.
    """

    recorded: RecordedEvent
    header: bytes
    kinds: tuple[str, ...]
    parts: tuple[tuple[bytes, bytes], ...]
    hidden: Mapping[int, Hidden]

    @property
    def event(self) -> DomainEvent:
        """The event itself."""
        return self.recorded.event

    def is_hidden(self, kind: str) -> bool:
        """Whether its part of a kind is not shown."""
        return any(self.kinds[number] == kind for number in self.hidden)

    def plaintexts(self) -> Iterator[tuple[str, bytes]]:
        """Kind and plaintext of each part that is shown."""
        for number, (_, plaintext) in enumerate(self.parts):
            if number not in self.hidden:
                yield self.kinds[number], plaintext

    def said(self, name: str) -> Any:
        """What it says in a field, as far as that is shown; None = nothing."""
        return next((fields[name] for _, text in self.plaintexts() if name in (fields := json.loads(text))), None)

    def to_json(self) -> dict[str, Any]:
        """The event as a line of data: its header verbatim, and each part with its salt, masked or erased."""
        return {
            "position": self.recorded.position, "recorded_us": self.recorded.recorded_us, "header": self.header.decode(),
            "segments": [self._segment(number) for number in range(len(self.kinds))],
        }

    def _segment(self, number: int) -> dict[str, str]:
        hidden = self.hidden.get(number)
        if hidden is not None:
            return {hidden.how: hidden.why}
        salt, plaintext = self.parts[number]
        return {"plaintext": plaintext.decode(), "salt": b64encode(salt).decode()}


class Hiding(NamedTuple):
    """What decides which parts of a case's events are not shown.

    Args:
        withheld: Positions of what lies in the wrong file.
        protection: How the case is protected now; None = it is not, or what is protected is to be shown.
        rules: The masks that were asked for.
        bases: The law that a stream was erased by, of those streams that were.
        kept_back: What is kept from a person of the case who gets it; None = nobody in it does.
    """

    case_id: UUID
    withheld: Collection[int]
    protection: Protection | None
    rules: Sequence[MaskRule]
    bases: Mapping[UUID, str]
    kept_back: KeptBack | None = None

    def of(self, recorded: RecordedEvent, kinds: Sequence[str]) -> dict[int, Hidden]:
        """The parts of an event that are not shown, by number; the first reason that holds is the one given."""
        if isinstance(recorded.event, ErasedEvent):
            basis = self.bases.get(recorded.event.originator_id, UNKNOWN_BASIS)
            return {number: Hidden(ERASED, basis) for number in range(len(kinds))}
        found = {number: self._why(recorded, kind) for number, kind in enumerate(kinds)}
        return {number: Hidden(MASKED, why) for number, why in found.items() if why is not None}

    def _why(self, recorded: RecordedEvent, kind: str) -> str | None:
        event, position = recorded.event, recorded.position
        if isinstance(event, ViewpointEvent) and event.case_id != self.case_id:
            return MaskReason.OTHER_CASE.value
        if position in self.withheld and kind != _STAFF:
            return MaskReason.MISFILED.value
        of_staff = event.TYPE.startswith(_REGISTER)
        if self.kept_back is not None and not of_staff and self.kept_back(recorded, kind):
            return MaskReason.KEPT_BACK.value
        protection = None if of_staff else self.protection
        if protection is not None and kind in _protected_kinds(event, protection):
            return MaskReason.PROTECTED.value
        ground = ground_for(self.rules, position, kind)
        return None if ground is None else ground.value


def hidden_rows(ledger: str, events: Iterable[ShownEvent]) -> Iterator[dict[str, Any]]:
    """A row for each part that is not shown: where, what kind, how and why.

    Args:
        ledger: `ledger` for the records, `access` for the access log.
    """
    for each in events:
        for number, hidden in each.hidden.items():
            yield {
                "ledger": ledger, "position": each.recorded.position, "segment": number, "kind": each.kinds[number],
                "how": hidden.how, "why": hidden.why, "in_words": hidden.in_words,
            }


def _protected_kinds(event: DomainEvent, protection: Protection) -> set[str]:
    """The kinds of which a reader without clearance would see less than all."""
    masked, segments = masked_event(event, protection), type(event).SEGMENTS
    # An event of an earlier form may have kinds that today's class does not name.
    hidden = {kind for kind in segments.values() if kind != "record" and protection.hides(kind, "")}
    return hidden | {
        segments.get(name, "record") for name in type(event).model_fields if getattr(event, name) != getattr(masked, name)
    }
