"""What may be written: case reviews."""

from __future__ import annotations

from api.writes.write import Write

WRITES: tuple[Write, ...] = ()
