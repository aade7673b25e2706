"""One full example of every event type of the stream `ledger`."""

from __future__ import annotations

from domain.base import DomainEvent, envelope
from domain.ledger.events import LedgerRestored, SignerRotated
from tests.support.cast import ADMINISTRATION_STAMP, cast_id

_ledger = envelope(cast_id(7700), 0, ADMINISTRATION_STAMP)
_ORIGIN = "aktspar.exempel.se/8d0c7a34-1d0f-4a53-9a8e-2f0f1f6f7a10/ledger"

EXAMPLES: tuple[DomainEvent, ...] = (
    LedgerRestored(
        **_ledger, incarnation=2, origin=f"{_ORIGIN}/2", earlier_origin=f"{_ORIGIN}/1", kept_events=4_100, kept_root="5d0b" * 16,
        signed_events=4_117, signed_root="77aa" * 16, lost_events=17,
    ),
    SignerRotated(
        **_ledger, earlier_verifier_key=f"{_ORIGIN}/1+0a1b2c3d+AQ==", earlier_key_last_size=4_118,
        new_verifier_key=f"{_ORIGIN}/1+4e5f6071+AQ==",
    ),
)
