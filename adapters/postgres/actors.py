"""Who recorded events (sv. *vem som registrerade*), by the name and title that they had then."""

from __future__ import annotations

from collections.abc import Iterable

from adapters.postgres.ledger import PostgresLedger
from domain.base import RecordedEvent
from domain.staff.staff_member import StaffMember
from projections.local_time import day_of
from projections.timeline_item import Actors, Person, names_its_author


def actors_of(ledger: PostgresLedger, events: Iterable[RecordedEvent], known_at: int | None = None) -> Actors:
    """Who recorded these events; who is no member of staff has no name.

    Args:
        known_at: The first so many events of the ledger; None = now.
    """
    actor_ids = {each.event.actor_id for each in events if not names_its_author(each.event)}
    streams = ledger.streams(sorted(actor_ids), known_at=known_at) if actor_ids else {}

    def as_then(recorded: RecordedEvent) -> Person:
        actor_id = recorded.event.actor_id
        known = [each.event for each in streams[actor_id] if each.position < recorded.position]
        if not known:
            return Person(actor_id, None, None)
        member = StaffMember.fold(known)
        return Person(actor_id, member.name, member.title_on(day_of(recorded.recorded_us)))

    return as_then
