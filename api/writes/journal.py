"""What may be written: journal."""

from __future__ import annotations

from api.writes.write import Write

WRITES: tuple[Write, ...] = ()
