"""Facts: sessions that are booked ahead, and the times that they are moved to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar
from uuid import UUID

from domain.base import Occurred
from domain.case.contacts.codes import ContactParty, ContactPlace
from domain.case.entry_events import CaseEntry
from domain.codes import SessionKind


class BookedSession(CaseEntry):
    """What holds of a session that is booked (sv. *bokat besök*); without a text, so that it is allowed where identity is not."""

    DAY: ClassVar[str | None] = "booked_for"
    TELLS_LATENESS: ClassVar[bool] = False
    SEGMENTS: ClassVar[Mapping[str, str]] = {"worker_name": "staff"}

    session_id: UUID
    """What the session is recorded under when it has been held, missed or cancelled."""
    booked_for: Occurred
    kind: SessionKind
    worker_id: UUID
    worker_name: str
    worker_title: str | None = None
    invited: tuple[ContactParty, ...] = ()
    """One for each person besides the unit's own staff; none = nobody said who."""
    place: ContactPlace | None = None


class SessionBooked(BookedSession):
    """A time for a session was agreed (sv. *bokat besök*)."""

    TYPE: ClassVar[str] = "case.session_booked"


class SessionRebooked(BookedSession):
    """A booked session was moved; these are its values now, whole (sv. *ombokat besök*). The earlier time stays legible."""

    TYPE: ClassVar[str] = "case.session_rebooked"

    booking_id: UUID
    """The entry that booked it."""
