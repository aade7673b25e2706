"""Protected personal data (sv. *skyddade personuppgifter*): what is masked for a reader without clearance.

A case is judged by what is known of it *now*, whichever earlier moment is asked for: protection is retroactive in every view.
The rule is one, for an event's fields: it makes a masked event, so that a masked case, record and document follow from masked
events by the ordinary fold, and it masks the items and lists that the views have put together already.

Masked always: who the person is, where they can be found, and whatever concerns other people by name (segments `identity`,
`location`, `third_party`, `name`). From protected registration on also every running text, since a note that says where a
meeting was held reveals where somebody lives, and no machine can tell: data that together with others reveals the place is
covered too. Coded words, days, numbers and the names of staff are shown. A new kind of segment is masked until it is named here.

Source: OSL 2009:400 21:3, 21:3 a (protected registration: also what reveals the place together with other data), 22:1.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, Protocol, TypeVar, get_args
from uuid import UUID

from domain.base import ENVELOPE_FIELDS, DomainEvent, Immutable, Occurred
from domain.case.case import Case
from domain.case.parties.shield import SHOWN_STRINGS
from domain.case.person.codes import ProtectionLevel
from domain.codes import Code
from domain.event_types import EVENT_TYPES
from projections.case_item import CaseItem
from projections.queries import Timeline
from projections.timeline_item import Content, Correction, Misfiled, Opinion, TimelineItem

MASK = "[skyddad uppgift]"
"""What stands instead of a text that is masked."""

Event = TypeVar("Event", bound=DomainEvent)


class Protection(NamedTuple):
    """That a case's data are protected now (sv. *skydd*).

    Args:
        level: The strongest protection that stands.
    """

    level: ProtectionLevel

    @property
    def masks_running_text(self) -> bool:
        """Whether every running text is masked, and not only what is labelled."""
        return self.level is not ProtectionLevel.CONFIDENTIALITY_FLAG

    def hides(self, kind: str, name: str) -> bool:
        """Whether a text of a content kind, in a field, is masked."""
        if kind == "staff":
            return False
        if kind == "record":
            return self.masks_running_text and name not in SHOWN_STRINGS and not name.endswith("_title")
        return self.masks_running_text or kind not in _RUNNING_TEXT


class MaskedTimeline(NamedTuple):
    """A timeline with what is protected masked.

    Args:
        masked_positions: Of the items in which something was masked, in the timeline's order.
    """

    timeline: Timeline
    protection: Protection
    masked_positions: tuple[int, ...]

    def to_json(self) -> dict[str, Any]:
        """The timeline as JSON; `withheld_since` says what is not as it was known, and `protected` why."""
        document = self.timeline.to_json()
        masked = [{"position": position, "why": "protected"} for position in self.masked_positions]
        return {
            **document, "withheld_since": [*document["withheld_since"], *masked], "protected": self.protection.level.value,
        }


class ProtectedCases(Protocol):
    """Port. Which cases are protected now, whatever moment a reader asks for."""

    def of(self, case_ids: Collection[UUID]) -> dict[UUID, Protection]:
        """The protection of those of the cases that have one.

        Raises:
            CorruptLedgerError: Stored bytes are not what they must be.
        """
        ...


def protection_of(case_now: Case) -> Protection | None:
    """How a case is protected; None = it is not.

    Args:
        case_now: Folded to the ledger's end, never to an earlier moment.
    """
    level = case_now.person.protection_level
    # Towards a party is no protection from those who work here: it holds in what is handed out to that party.
    return None if level in (None, ProtectionLevel.PARTY) else Protection(level)


def masked_event(event: Event, protection: Protection) -> Event:
    """The same event with its protected texts masked: what is folded from such events shows nothing that is protected.

    Works on every event of a case, on viewpoints that belong to one, and on what groups and concerns record about a person.
    """
    changes: dict[str, Any] = {}
    for name, field in type(event).model_fields.items():
        kind, value = type(event).SEGMENTS.get(name, "record"), getattr(event, name)
        if name not in _NEVER_MASKED and protection.hides(kind, name):
            changes[name] = _masked(value, only_strings=kind == "record", optional=_is_optional(field.annotation))
    # Not validated again: a masked event is looked at and never stored.
    return event.model_copy(update=changes)


def masked_case_item(item: CaseItem, protection: Protection) -> CaseItem:
    """A case as lists show it, without the name."""
    return item._replace(client_name=None if item.client_name is None else MASK)


def masked_timeline(timeline: Timeline, protection: Protection) -> MaskedTimeline:
    """A timeline without what is protected."""
    items = tuple(masked_item(item, protection) for item in timeline.items)
    positions = tuple(
        after.position for before, after in zip(timeline.items, items, strict=True) if before.to_json() != after.to_json()
    )
    return MaskedTimeline(timeline._replace(items=items), protection, positions)


def masked_item(item: TimelineItem, protection: Protection) -> TimelineItem:
    """An item of a timeline without what is protected, in its corrections and the opinions about it as well."""
    return item._replace(
        information_source=_text(item.information_source, "record", "information_source", protection),
        content=_content(item.content, protection),
        corrections=tuple(_correction(each, protection) for each in item.corrections),
        opinions=tuple(_opinion(each, protection) for each in item.opinions),
        misfiled=None if item.misfiled is None else _misfiled(item.misfiled, protection),
    )


_RUNNING_TEXT = frozenset({"unmarked", "fact", "assessment", "individual_view", "child_view", "plan"})
_NEVER_MASKED = ENVELOPE_FIELDS | {"source"}
_STAFF_FIELDS = frozenset(
    name for kind in EVENT_TYPES.values() for name, segment in kind.SEGMENTS.items() if segment == "staff"
)


def _masked(value: Any, *, only_strings: bool, optional: bool) -> Any:
    """What is left of a value. Coded words and ids stay: they name neither a person nor a place.

    Args:
        only_strings: Whether days and numbers stay too.
        optional: Whether the field can do without its value.
    """
    match value:
        case Code() | Occurred() | bool():
            return value
        case str():
            return MASK
        case date() | int() | Decimal():
            return value if only_strings or not optional else None
        case tuple():
            return tuple(_masked(each, only_strings=only_strings, optional=False) for each in value)
        case Immutable():
            return value.model_copy(update={
                name: _masked(getattr(value, name), only_strings=only_strings, optional=_is_optional(field.annotation))
                for name, field in type(value).model_fields.items()
            })
    return value


def _is_optional(annotation: Any) -> bool:
    return type(None) in get_args(annotation)


def _content(content: Content, protection: Protection) -> Content:
    texts = tuple(
        text._replace(text=MASK) if protection.hides(text.kind, text.name) else text for text in content.texts
    )
    return Content(_facts(content.facts, protection), texts)


def _facts(facts: Mapping[str, Any], protection: Protection) -> dict[str, Any]:
    # Facts are those of the segments `record` and `staff`; of these only strings can say where somebody is.
    return {
        name: _masked(value, only_strings=True, optional=False)
        if name not in _STAFF_FIELDS and protection.hides("record", name) else value
        for name, value in facts.items()
    }


def _text(text: str | None, kind: str, name: str, protection: Protection) -> str | None:
    return MASK if text is not None and protection.hides(kind, name) else text


def _correction(correction: Correction, protection: Protection) -> Correction:
    return correction._replace(
        reason=_text(correction.reason, "record", "reason", protection), content=_content(correction.content, protection)
    )


def _opinion(opinion: Opinion, protection: Protection) -> Opinion:
    return opinion._replace(
        stated_by=_text(opinion.stated_by, "record", "stated_by", protection),
        statement=_text(opinion.statement, "individual_view", "statement", protection),
    )


def _misfiled(misfiled: Misfiled, protection: Protection) -> Misfiled:
    return misfiled._replace(reason=_text(misfiled.reason, "record", "reason", protection))
