"""What may be written: board."""

from __future__ import annotations

from api.writes.write import Write

WRITES: tuple[Write, ...] = ()
