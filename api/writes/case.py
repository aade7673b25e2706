"""What may be written: case."""

from __future__ import annotations

from api.writes.write import Write

WRITES: tuple[Write, ...] = ()
