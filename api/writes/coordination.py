"""What may be written: the coordinated individual plan."""

from __future__ import annotations

from api.writes.write import Write

WRITES: tuple[Write, ...] = ()
