"""What may be written: plans of external providers."""

from __future__ import annotations

from api.writes.write import Write

WRITES: tuple[Write, ...] = ()
