"""What may be written: how the case came to the unit: referral, first contact, queue, first visits and need."""

from __future__ import annotations

from api.writes.write import Write

WRITES: tuple[Write, ...] = ()
