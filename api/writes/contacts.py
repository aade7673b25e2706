"""What may be written: contacts of every kind beside the booked sessions."""

from __future__ import annotations

from api.writes.write import Write

WRITES: tuple[Write, ...] = ()
