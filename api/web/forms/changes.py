"""What somebody else wrote while a form was open (sv. *ändrat sedan*): who, when and what, beside the text that is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from adapters.postgres.registers import Registers
from api.web.forms.subject import Subject
from api.web.forms.told import heading_of, told
from api.web.pages.asking import Asking
from domain.base import RecordedEvent
from projections.local_time import instant_text

_LONGEST = 600


class Change(NamedTuple):
    """One event that came between.

    Args:
        recorded: When it was written, ISO 8601 UTC.
        who: Empty = it is not known, or not shown.
        text: What it says; empty = nothing that is shown.
    """

    recorded: str
    who: str
    heading: str
    text: str


def changes_since(asking: Asking, subject: Subject, version: int) -> Sequence[Change]:
    """What was written in the record since somebody saw a version of it."""
    later = [each for each in subject.events if each.event.originator_version > version]
    staff = Registers(asking.board.ledger).staff() if later else {}
    return [
        Change(instant_text(each.recorded_us), _who(each, staff), heading_of(each.event), told(each, _LONGEST).text)
        for each in later
    ]


def _who(recorded: RecordedEvent, staff: Any) -> str:
    member = staff.get(recorded.event.actor_id)
    return str(getattr(recorded.event, "author_name", None) or (member.name if member is not None else "") or "")
