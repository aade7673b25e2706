"""What may be written: what is documented when a case ends."""

from __future__ import annotations

from api.writes.write import Write

WRITES: tuple[Write, ...] = ()
