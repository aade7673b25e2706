"""What happened to a ledger itself (sv. *liggarens historia*): it was restored, or another key began to sign it."""

from __future__ import annotations

from typing import ClassVar

from domain.base import DomainEvent, RetentionClass


class LedgerEvent(DomainEvent):
    """What every fact about a ledger shares: it is about no one, and is never erased."""

    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.ORGANISATION


class LedgerRestored(LedgerEvent):
    """The ledger was restored from a copy and goes on under another origin (sv. *återställd liggare*).

    The first event of its incarnation. Roots are in hexadecimal.
    """

    TYPE: ClassVar[str] = "ledger.restored"

    incarnation: int
    origin: str
    earlier_origin: str
    kept_events: int
    """How many events the copy had."""
    kept_root: str
    signed_events: int
    """How many events the largest tree had that was known to be signed before."""
    signed_root: str | None = None
    """That tree's root; None = nothing had been signed."""
    lost_events: int
    """How many of those are gone: 0, or `signed_events` - `kept_events`."""


class SignerRotated(LedgerEvent):
    """Another key signs checkpoints from now on (sv. *byte av signeringsnyckel*).

    The earlier key's last checkpoint holds this event, and so vouches for the new key.
    """

    TYPE: ClassVar[str] = "ledger.signer_rotated"

    earlier_verifier_key: str
    earlier_key_last_size: int
    """The largest size that the earlier key signs."""
    new_verifier_key: str


EVENTS = (LedgerRestored, SignerRotated)
