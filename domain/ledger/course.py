"""A ledger's own stream (sv. *liggarens historia*): its restorations and its keys."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID, uuid5

from domain.base import DomainEvent, Stamp, envelope
from domain.errors import InvalidValueError
from domain.ledger.checkpoint import Checkpoint
from domain.ledger.events import LedgerRestored, SignerRotated
from domain.ledger.incarnations import Incarnation
from domain.stream_state import StreamState


class LedgerCourse(StreamState):
    """What has happened to a ledger (sv. *liggarens historia*), folded from its own stream. `version` 0 = nothing."""

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.restorations: list[LedgerRestored] = []
        self.rotations: list[SignerRotated] = []

    def _take_in(self, event: DomainEvent) -> None:
        match event:
            case LedgerRestored():
                self.restorations.append(event)
            case SignerRotated():
                self.rotations.append(event)


def course_id(ledger_id: UUID) -> UUID:
    """The id of a ledger's own stream."""
    return uuid5(ledger_id, "ledger")


def next_incarnation(current: Incarnation, size: int, signed: Sequence[Checkpoint]) -> Incarnation:
    """The incarnation that a restored ledger goes on as.

    Args:
        current: The last one that the copy knows.
        size: How many events the copy has.
        signed: Every checkpoint that anybody remembers, also of incarnations that the copy knows nothing of.

    Raises:
        InvalidValueError: One is another ledger's.
    """
    base = current.origin.rpartition("/")[0]
    known = current.number
    for each in signed:
        signed_base, _, signed_number = each.origin.rpartition("/")
        if signed_base != base or not signed_number.isdecimal():
            raise InvalidValueError("Kontrollpunkten hör till en annan liggare än den som återställs.")
        known = max(known, int(signed_number))
    number = known + 1
    if not signed:
        return Incarnation(number, f"{base}/{number}", size)
    largest = max(signed, key=lambda each: each.size)
    return Incarnation(number, f"{base}/{number}", size, largest.size, largest.root)


def restore(
    course: LedgerCourse, ledger_id: UUID, *, earlier: Incarnation, following: Incarnation, kept_root: bytes, stamp: Stamp,
) -> LedgerRestored:
    """State that a ledger was restored.

    Args:
        earlier: The incarnation that the copy was of.
        following: The one that begins.
        kept_root: The root of the copy's tree.
    """
    return LedgerRestored(
        **envelope(course_id(ledger_id), course.version, stamp), incarnation=following.number, origin=following.origin,
        earlier_origin=earlier.origin, kept_events=following.first_size, kept_root=kept_root.hex(),
        signed_events=following.signed_size, signed_root=None if following.signed_root is None else following.signed_root.hex(),
        lost_events=max(0, following.signed_size - following.first_size),
    )


def rotate(
    course: LedgerCourse, ledger_id: UUID, *, earlier_key: str, last_size: int, new_key: str, stamp: Stamp
) -> SignerRotated:
    """State that another key signs from the size after `last_size` on.

    Raises:
        InvalidValueError: It is the key that signs already.
    """
    if new_key == earlier_key:
        raise InvalidValueError("Den nya signeringsnyckeln är den som redan gäller; skapa en annan.")
    return SignerRotated(
        **envelope(course_id(ledger_id), course.version, stamp), earlier_verifier_key=earlier_key,
        earlier_key_last_size=last_size, new_verifier_key=new_key,
    )
